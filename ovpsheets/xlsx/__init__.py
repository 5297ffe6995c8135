"""Writing workbooks: one look, one careful way to put a value into a cell."""
