"""What typed texts say: whether they say anything, and whether two of them say the same."""
