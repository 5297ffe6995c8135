"""Quarterly reporting on a government action plan, done in spreadsheets."""
