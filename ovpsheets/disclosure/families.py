"""Which indicators belong together: a whole and its parts, and which of them are of persons."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ovpsheets.disclosure.terms import Policy
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.parts import above
from ovpsheets.plan.parts import wholes as wholes_in


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure, by its code, that is the sum of others, though the plan does not say so.

    ``grows``: what is new in it in a quarter is what is new in the others, where some of them count
    since the start and some the quarter (:mod:`ovpsheets.disclosure.so_far`).
    ``is_seen``: whether titles or figures tell it, which so far only could be one.
    """

    whole: str
    parts: tuple[str, ...]
    grows: bool = False
    is_seen: bool = True

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the figure and of the others."""
        return frozenset((self.whole, *self.parts))

    def reverses(self, other: "Sum") -> bool:
        """Tell whether it makes a part of the *other* of what is made of that part there."""
        return self.whole in other.parts and other.whole in self.parts

    @property
    def said(self) -> str:
        """The sum in signs: ``3.6.1.1 = 3.6.1.2 + 3.6.1.3``."""
        return f"{'+' * self.grows}{self.whole} = {' + '.join(self.parts)}"


@dataclass(frozen=True, slots=True)
class Family:
    """An indicator, its parts, their parts, and what stands in a sum with them.

    ``wholes``: the code of a part → of its whole.
    """

    members: tuple[Indicator, ...]  # in plan order
    wholes: Mapping[str, str]
    sums: tuple[Sum, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all its members."""
        return frozenset(member.code for member in self.members)

    @property
    def is_of_persons(self) -> bool:
        """Whether one of them counts persons: then so do its whole and its parts."""
        return any(member.persons for member in self.members)

    @property
    def figures(self) -> tuple[Indicator, ...]:
        """The members that are held against the threshold, for their values add up."""
        return tuple(member for member in self.members if member.kind.adds_up)

    def activity(self, code: str) -> str:
        """Return the activity of the member with this code; parts may be of another one."""
        return next(member.activity for member in self.members if member.code == code)

    def threshold(self, indicator: str, policy: Policy) -> int:
        """Return from which number on a value is published."""
        is_part = indicator in self.wholes
        now = policy.threshold_breakdown if is_part else policy.threshold
        return max(now, policy.remembered.get(indicator, now))

    def broken_down(self) -> Iterator[tuple[Indicator, tuple[Indicator, ...]]]:
        """Yield the wholes among the figures, each with all its parts."""
        for whole in self.figures:
            parts = tuple(m for m in self.figures if self.wholes.get(m.code) == whole.code)
            if parts:
                yield whole, parts

    def divisions(self) -> tuple[tuple[Indicator, tuple[Indicator, ...]], ...]:
        """Return the wholes with their parts, and the sums that the plan does not say."""
        own = {member.code: member for member in self.figures}
        sums = (
            (own[found.whole], tuple(own[code] for code in found.parts))
            for found in self.sums
            if found.is_seen
        )
        return (*self.broken_down(), *sums)


def families(plan: Plan, sums: Iterable[Sum] = ()) -> tuple[Family, ...]:
    """Return the families of *plan*; every indicator is in exactly one, and so is every sum."""
    wholes, joined = wholes_in(plan), dict[str, str]()
    sums = tuple(sums)
    for own in sums:
        roots = {_root(code, wholes, joined) for code in (own.whole, *own.parts)}
        joined.update(dict.fromkeys(sorted(roots)[1:], min(roots)))
    members: dict[str, list[Indicator]] = {}
    for indicator in plan.indicators:
        members.setdefault(_root(indicator.code, wholes, joined), []).append(indicator)
    return tuple(
        Family(
            tuple(found),
            {m.code: wholes[m.code] for m in found if m.code in wholes},
            tuple(own for own in sums if _root(own.whole, wholes, joined) == root),
        )
        for root, found in members.items()
    )


def is_of_several_bodies(own: Sum, indicator: Callable[[str], Indicator]) -> bool:
    """Tell whether not all the same institutions report the figures of a sum.

    *indicator* returns the one with a code.
    """
    return len({frozenset(indicator(code).reported_by) for code in own.codes}) > 1


def thresholds(plan: Plan, policy: Policy) -> dict[str, int]:
    """Return code → from which number on it is published, of the indicators of persons."""
    return {
        member.code: family.threshold(member.code, policy)
        for family in families(plan)
        if family.is_of_persons
        for member in family.members
    }


def _root(code: str, wholes: Mapping[str, str], joined: Mapping[str, str]) -> str:
    """Return what all of a family have in common: the uppermost whole of the first of them."""
    return above(above(code, wholes)[-1], joined)[-1]
