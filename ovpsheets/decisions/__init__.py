"""What the coordinator decides about answers: kept in a plain file, applied at the next merge."""
