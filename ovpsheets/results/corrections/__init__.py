"""What goes back to a member to be completed: its own file, annotated, or a pre-filled form."""
