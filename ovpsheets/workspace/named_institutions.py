"""Institutions as a coordinator names them on the command line."""

from typing import Final

from ovpsheets.decisions.known_names import institution_code
from ovpsheets.errors import WorkspaceError
from ovpsheets.journeys.merged import Merged
from ovpsheets.languages import written
from ovpsheets.words import fold

_ALL: Final = "all"


def named_institutions(merged: Merged, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of *names*, codes or names in any language; ``all`` is every member.

    Raises WorkspaceError for one that is no member of the quarter.
    """
    everyone = merged.members()
    everybody = map(fold, (_ALL, *written("official", "all")))
    if {fold(name) for name in names} & set(everybody):
        return everyone
    codes = tuple(institution_code(merged.plan, name) for name in names)
    for code in codes:
        if code not in everyone:
            known = ", ".join(everyone)
            raise WorkspaceError("unknown_institution", code=code, known=known)
    return codes
