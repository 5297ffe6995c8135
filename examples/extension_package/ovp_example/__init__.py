"""What a package adds to ovpsheets: a rule, a reader, a product."""

from importlib import resources

TEXTS = (resources.files(__name__) / "rules.toml").read_text(encoding="utf-8")
"""The words of our rules, in every language."""
