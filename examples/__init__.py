"""The October 2022 case, ready to run: see ``ovpsheets demo``."""
