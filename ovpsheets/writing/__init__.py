"""Writing workbooks and documents: one look, one careful way to put a value anywhere."""
