"""The action plan: what was promised, by whom, until when."""
