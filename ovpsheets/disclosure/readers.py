"""Readers who believe some of the sums noticed, where all of them cannot be kept from one.

Figures add up by chance, too. All are the women and the men, and by chance the women and the men
of another table are as many as the women here: whoever believes both is told by them alone that
there are no men here, whatever is hidden. Who believes one of the two is told it by what is shown,
and from that reader it can be kept. So each sum is believed by one reader, with as many others
as leave what is hidden possible; what tells it with the plan alone is believed by none of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ovpsheets.disclosure.families import Family, Sum
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.known import Known
from ovpsheets.disclosure.noticed import question
from ovpsheets.disclosure.secondary import Told, gives_back
from ovpsheets.disclosure.terms import Policy
from ovpsheets.plan.model import Plan

_Tells = Callable[[tuple[Sum, ...]], bool]


def readers(
    plan: Plan, family: Family, figures: Figures, policy: Policy, *, within: int = 0
) -> Iterator[Family]:
    """Yield *family* with the sums that each of several readers believes; none where all can be.

    What was answered with yes is believed by all of them. *within*: see :class:`Known`.
    """

    def told(sums: tuple[Sum, ...]) -> Told:
        known = Known.of(replace(family, sums=sums), figures, within)
        return Told(known, figures, policy, known.relations())

    answer = figures.memory.answer
    certain = tuple(own for own in family.sums if answer(question(plan, own).id) is True)
    if family.sums == certain:
        return
    without = told(certain)

    def tells(sums: tuple[Sum, ...]) -> bool:
        return gives_back(without, told(sums))

    if tells(family.sums):
        doubtful = [own for own in family.sums if own not in certain]
        # From who believes one that tells it alone nothing can be kept.
        some = [own for own in doubtful if not tells((*certain, own))]
        every = (_together(own, some, certain, tells) for own in some)
        for believed in dict.fromkeys(every) or (certain,):
            yield replace(family, sums=believed)


def _together(
    first: Sum, sums: list[Sum], certain: tuple[Sum, ...], tells: _Tells
) -> tuple[Sum, ...]:
    """Return *first* with as many of *sums* as tell nothing that is hidden by themselves."""
    found = (*certain, first)
    for own in sums:
        if own != first and not tells((*found, own)):
            found = (*found, own)
    return tuple(own for own in (*certain, *sums) if own in found)
