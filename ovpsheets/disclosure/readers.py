"""Readers who believe some of the sums noticed, where all of them cannot be kept from one.

Figures add up by chance, too. All are the women and the men, and by chance the women and the men
of another table are as many as the women here: whoever believes both is told by them alone that
there are no men here, whatever is hidden. Who believes one of the two is told it by what is shown,
and from that reader it can be kept. So each sum is believed by one reader, with as many others
as leave what is hidden possible; what tells it with the plan alone is believed by none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ovpsheets.disclosure.families import Family, Sum
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.known import Known
from ovpsheets.disclosure.noticed import question
from ovpsheets.disclosure.secondary import Told, gives_back
from ovpsheets.disclosure.terms import Policy
from ovpsheets.plan.model import Plan

_Sums = tuple[Sum, ...]
_Tells = Callable[[_Sums], bool]


@dataclass(frozen=True, slots=True)
class Readers:
    """Finds who believes what of the sums noticed; *within*: see :class:`Known`."""

    plan: Plan
    figures: Figures
    policy: Policy
    within: int = 0
    _found: dict[tuple[frozenset[str], _Sums], Sequence[_Sums]] = field(default_factory=dict)

    def of(self, family: Family) -> list[Family]:
        """Return *family* with the sums that each of several readers believes; [] for one reader.

        What was answered with yes is believed by all of them.
        """
        doubtful = tuple(own for own in family.sums if not self._is_certain(own))
        certain = tuple(own for own in family.sums if self._is_certain(own))
        if not doubtful:
            return []
        without = self._told(family, certain)

        def tells(sums: _Sums) -> bool:
            return gives_back(without, self._told(family, (*certain, *sums)))

        codes = frozenset(member.code for member in family.members)
        found, before = (self._found.get((codes, sums)) for sums in (doubtful, doubtful[:-1]))
        if found is None:
            # One more sum is often asked about: who believes the others stays the same.
            found = _believed(doubtful, tells, before)
            self._found[codes, doubtful] = found
        if found == [doubtful]:
            return []
        every = [{*certain, *believed} for believed in found or [()]]
        return [replace(family, sums=tuple(o for o in family.sums if o in own)) for own in every]

    def _is_certain(self, own: Sum) -> bool:
        return self.figures.memory.answer(question(self.plan, own).id) is True

    def _told(self, family: Family, sums: _Sums) -> Told:
        known = Known.of(replace(family, sums=sums), self.figures, self.within)
        return Told(known, self.figures, self.policy, known.relations())


def _believed(sums: _Sums, tells: _Tells, before: Sequence[_Sums] | None) -> Sequence[_Sums]:
    """Return what each reader believes of *sums*; *before*: of all but the last, where known."""
    if before is not None:
        return _with(before, sums[:-1], sums[-1], tells)
    if not tells(sums):
        return [sums]
    found: Sequence[_Sums] = []
    for place, own in enumerate(sums):
        found = _with(found, sums[:place], own, tells)
    return found


def _with(found: Sequence[_Sums], before: _Sums, own: Sum, tells: _Tells) -> Sequence[_Sums]:
    """Return *found*, what each reader believes of the sums *before*, with another sum."""
    more = [believed if tells((*believed, own)) else (*believed, own) for believed in found]
    if any(own in believed for believed in more) or tells((own,)):
        return more  # from who believes one that tells it alone nothing can be kept
    believed: _Sums = (own,)
    for other in before:
        if not tells((*believed, other)):
            believed = (*believed, other)
    return [*more, believed]
