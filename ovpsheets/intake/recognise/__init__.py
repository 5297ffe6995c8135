"""Recognise: what a file holds → which form it is, what stands where, typed answers."""
