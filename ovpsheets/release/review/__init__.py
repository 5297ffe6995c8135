"""The draft before publication: its number, who was shown it, and what they answered."""
