"""What we send: the form, its columns declared once, its live checks, its writer."""
