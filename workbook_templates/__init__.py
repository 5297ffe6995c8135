"""What a coordinator may change without Python: the look, the texts, the summary."""
