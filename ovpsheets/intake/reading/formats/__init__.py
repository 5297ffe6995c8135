"""The other formats of spreadsheets (.xls, .ods, .xlsb, .csv), and documents (.docx, .txt)."""
