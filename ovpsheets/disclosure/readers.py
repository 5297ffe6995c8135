"""Readers who believe some of the sums noticed, where all of them cannot be kept from one.

Figures add up by chance, too. All are the women and the men, and by chance the women and the men
of another table are as many as the women here: whoever believes both is told by them alone that
there are no men here, whatever is hidden. Who believes one of the two is told it by what is shown,
and from that reader it can be kept. So each sum is believed by one reader, with as many others
as leave what is hidden possible; what tells it with the plan alone is believed by none of them.

Of many small figures so many add up by chance that to find these readers would take for ever. What
stands in a sum that is left over after so many tries is hidden, as far as it can be.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from ovpsheets.disclosure.families import Family, Sum
from ovpsheets.disclosure.noticed import question
from ovpsheets.disclosure.search import Search
from ovpsheets.disclosure.secondary import Told, gives_back
from ovpsheets.disclosure.solve import StepsUsedUp
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Plan

_TRIES: Final = 3_000
"""In a family of one figure: of more each takes longer."""

_Sums = tuple[Sum, ...]
_Tells = Callable[[_Sums], bool]


class _Beliefs(NamedTuple):
    """What each of ``readers`` believes, and the sums ``left`` over, for which it took too long."""

    readers: tuple[_Sums, ...] = ()
    left: _Sums = ()


@dataclass(frozen=True, slots=True)
class Readers:
    """Finds who believes what of the sums noticed; *within*: see :class:`Known`."""

    plan: Plan
    search: Search
    within: int = 0
    _found: dict[tuple[frozenset[str], _Sums], _Beliefs] = field(default_factory=dict)

    def of(self, family: Family) -> tuple[list[Family], frozenset[Key]]:
        """Return *family* with the sums that each of several readers believes; [] for one reader.

        What was answered with yes is believed by all of them. The cells: those that are to be
        hidden, for it took too long to find out who believes the sums they stand in.
        """
        if self.search.is_given_up(family):
            return [], frozenset()
        doubtful = tuple(own for own in family.sums if not self._is_certain(own))
        certain = tuple(own for own in family.sums if self._is_certain(own))
        if not doubtful:
            return [], frozenset()
        without = self._told(family, certain)

        def tells(sums: _Sums) -> bool:
            return gives_back(without, self._told(family, (*certain, *sums)))

        codes = family.codes
        found, before = (self._found.get((codes, sums)) for sums in (doubtful, doubtful[:-1]))
        if found is None:
            try:
                found = _believed(doubtful, tells, before, _TRIES // len(codes))
            except StepsUsedUp:
                return [], without.everything()
            self._found[codes, doubtful] = found
        if found.readers == (doubtful,):
            return [], frozenset()
        left = {code for own in found.left for code in own.codes}
        hideable = without.audit().hideable if left else ()
        every = [{*certain, *believed} for believed in found.readers or ((),)]
        return (
            [replace(family, sums=tuple(o for o in family.sums if o in own)) for own in every],
            frozenset(key for key in hideable if key.indicator in left),
        )

    def _is_certain(self, own: Sum) -> bool:
        return self.search.figures.memory.answer(question(self.plan, own).id) is True

    def _told(self, family: Family, sums: _Sums) -> Told:
        known = self.search.known(replace(family, sums=sums), self.within)
        return Told(known, self.search, known.relations())


def _believed(sums: _Sums, tells: _Tells, before: _Beliefs | None, most: int) -> _Beliefs:
    """Return what readers believe of *sums*; *before*: of all but the last, where it is known.

    *most*: so often is tried.
    """
    # One more sum is often asked about: who believes the others stays the same.
    if before is not None:
        return before._replace(readers=_with(before.readers, sums[:-1], sums[-1], tells))
    if not tells(sums):
        return _Beliefs((sums,))
    readers, tries = tuple[_Sums, ...](), 0
    for place, own in enumerate(sums):
        if tries >= most:
            return _Beliefs(readers, sums[place:])
        more = _with(readers, sums[:place], own, tells)
        tries += len(readers) + (place if len(more) > len(readers) else 1)
        readers = more
    return _Beliefs(readers)


def _with(readers: tuple[_Sums, ...], before: _Sums, own: Sum, tells: _Tells) -> tuple[_Sums, ...]:
    """Return *readers*, who believe of the sums *before* what they can, with another sum."""
    more = tuple(found if tells((*found, own)) else (*found, own) for found in readers)
    if any(own in found for found in more) or tells((own,)):
        return more  # from who believes one that tells it alone nothing can be kept
    new: _Sums = (own,)
    for other in before:
        if not tells((*new, other)):
            new = (*new, other)
    return (*more, new)
