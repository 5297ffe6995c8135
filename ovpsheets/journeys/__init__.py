"""Generate, merge and the rest: each a line of stations."""
