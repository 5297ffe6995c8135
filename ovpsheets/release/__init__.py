"""What the public gets: decided, checked and written here, from the results' tables."""
