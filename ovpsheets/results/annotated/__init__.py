"""A member's own workbook with a list, frames and notes in it; it knows no report and no pandas."""
