"""Group disclosure: what is true of all the persons of a figure, or of none, is told of each.

Where 12 of 12 are women, everybody who knows one of the 12 knows it of her; no threshold sees
that. Somebody is asked once about each breakdown, also one that only titles or figures tell, and
without a yes all its parts are hidden.
"""

from collections.abc import Iterator

from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.terms import Key, Policy


def groups(
    family: Family, figures: Figures, policy: Policy
) -> Iterator[tuple[Question, frozenset[Key]]]:
    """Yield what is asked about a breakdown, with the parts of which some are all or none."""
    for whole, parts in family.divisions():
        cells: set[Key] = set()
        least = family.threshold(whole.code, policy)
        for who in whole.reported_by:
            every = figures.values.get(Key(figures.quarter, whole.code, who), 0)
            below = [Key(figures.quarter, part.code, who) for part in parts]
            below = [key for key in below if key in figures.values]
            # A whole of fewer is hidden for being few.
            if every >= least and any(figures.values[key] in (0, every) for key in below):
                cells.update(key for key in below if not figures.is_public(key))
        if cells:
            said = f"{whole.code}: {', '.join(part.code for part in parts)}"
            asked = Question("group", figures.quarter, whole.activity, whole.code, "", said)
            yield asked, frozenset(cells)


def refused(family: Family, figures: Figures, policy: Policy) -> frozenset[Key]:
    """Return the parts that are hidden, for nobody has said yes to their breakdown."""
    return frozenset(
        key
        for asked, cells in groups(family, figures, policy)
        if figures.memory.answer(asked.id) is not True
        for key in cells
    )
