"""Group disclosure: what is true of all the persons of a figure, or of none, is told of each.

Where 12 of 12 are women, everybody who knows one of the 12 knows it of her; no threshold sees
that. Somebody is asked once about each breakdown, also one that only titles or figures tell, and
without a yes all its parts are hidden.
"""

from collections.abc import Iterable, Iterator

from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.terms import Key, Policy
from ovpsheets.plan.model import Indicator


def groups(
    family: Family, figures: Figures, policy: Policy
) -> Iterator[tuple[Question, frozenset[Key]]]:
    """Yield what is asked about a breakdown, with the parts of which some are all or none."""
    for whole, parts in family.divisions():
        cells: set[Key] = set()
        least = family.threshold(whole.code, policy)
        for who in whole.reported_by:
            below = [Key(figures.quarter, part.code, who) for part in parts]
            for every, some in _compared(whole, parts, who, figures):
                # A whole of fewer is hidden for being few.
                if every >= least and any(number in (0, every) for number in some):
                    cells.update(
                        key for key in below if key in figures.values and not figures.is_public(key)
                    )
        if cells:
            said = f"{whole.code}: {', '.join(part.code for part in parts)}"
            asked = Question("group", figures.quarter, whole.activity, whole.code, "", said)
            yield asked, frozenset(cells)


def _compared(
    whole: Indicator, parts: Iterable[Indicator], who: str, figures: Figures
) -> Iterator[tuple[float, list[float]]]:
    """Yield a whole and its parts: those that count as it does, and what is new in all of them.

    The latter where some count since the start and some the quarter.
    """
    every = [(own, Key(figures.quarter, own.code, who)) for own in (whole, *parts)]
    here = [(own, key) for own, key in every if key in figures.values]
    if not here or here[0][0] is not whole:
        return
    alike = [(own, key) for own, key in here if own.accumulation is whole.accumulation]
    of_all, *below = (figures.values[key] for _, key in alike)
    yield of_all, below
    if len(alike) < len(here):
        new = [figures.series(own, who).new(figures.quarter, figures.ours) for own, _ in here]
        if new[0] is not None:
            yield new[0], [number for number in new[1:] if number is not None]


def refused(family: Family, figures: Figures, policy: Policy) -> frozenset[Key]:
    """Return the parts that are hidden, for nobody has said yes to their breakdown."""
    return frozenset(
        key
        for asked, cells in groups(family, figures, policy)
        if figures.memory.answer(asked.id) is not True
        for key in cells
    )
