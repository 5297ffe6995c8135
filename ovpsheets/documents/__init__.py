"""Documents for a word processor: one careful way to write a .docx file."""
