"""The other formats of spreadsheets: .xls, .ods, .xlsb, .csv."""
