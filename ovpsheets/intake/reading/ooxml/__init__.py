"""Our own reader of .xlsx and .xlsm: sees everything, over guarded XML (ECMA-376)."""
