"""Sums that the titles of indicators tell: victims = women among them + men among them.

Figures of persons of one activity, reported by the same bodies, whose titles differ in one word
for each half of a whole (women and men, girls and boys, minors and adults, nationals and
foreigners), and one whose title has neither and says the same otherwise. The words are data:
``[exposing]`` of ``workbook_templates/reading``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from ovpsheets.disclosure.exposing import group, spelled
from ovpsheets.disclosure.families import Sum
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.parts import above, wholes
from ovpsheets.words import LANGUAGES, Language

_HALVES: Final = (
    ("women", "men"), ("girls", "boys"), ("children", "adults"), ("nationals", "foreigners"),
)  # fmt: skip
_FILLING: Final = ("everyone", "of_these")
_STEM: Final = 5  # letters by which a word is known in any of its endings
_ALIKE: Final = 0.6  # of the words of two titles in common, as twice theirs over all


def sums_in_titles(plan: Plan, indicators: Sequence[Indicator]) -> tuple[Sum, ...]:
    """Return the sums that the titles of *indicators*, which count persons, tell, in plan order.

    None that the plan says already, by ``part_of`` or by the codes.
    """
    known = wholes(plan)
    order = {own.code: place for place, own in enumerate(plan.indicators)}
    found = (
        Sum(whole.code, tuple(sorted((first.code, second.code), key=lambda code: order[code])))
        for language in LANGUAGES
        for some in _alike(indicators)
        for halves in _HALVES
        for whole, first, second in _split(some, halves, language)
        if not _is_said(known, whole, first, second)
    )
    return tuple(
        sorted(set(found), key=lambda own: [order[code] for code in (own.whole, *own.parts)])
    )


def _alike(indicators: Sequence[Indicator]) -> Iterator[list[Indicator]]:
    """Yield those that may be parts of one another: of one activity, bodies and time."""
    groups: dict[tuple[object, ...], list[Indicator]] = {}
    for own in indicators:
        of = (own.activity, tuple(sorted(own.reported_by)), own.accumulation)
        groups.setdefault(of, []).append(own)
    return (some for some in groups.values() if len(some) > len(("women", "men")))


@dataclass(frozen=True, slots=True)
class _Title:
    """The words of a title without those for a half and those that only fill."""

    words: frozenset[str]
    halves: frozenset[str]

    @classmethod
    def of(cls, text: str, halves: tuple[str, str]) -> "_Title":
        words = spelled(text)
        told, left = set[str](), set[str]()
        for place, word in enumerate(words):
            half = next((name for name in halves if group(name).starts(words, place)), "")
            if half:
                told.add(half)
            elif not any(group(name).starts(words, place) for name in _FILLING):
                left.add(word[:_STEM])
        return cls(frozenset(left), frozenset(told))

    def is_like(self, other: "_Title") -> bool:
        """Tell whether two titles say the same but for the half; one may say nothing else."""
        shared = 2 * len(self.words & other.words)
        return shared >= _ALIKE * (len(self.words) + len(other.words))


def _split(
    some: Sequence[Indicator], halves: tuple[str, str], language: Language
) -> Iterator[tuple[Indicator, Indicator, Indicator]]:
    titles = {own.code: _Title.of(own.text.in_(language), halves) for own in some}
    first, second = ([own for own in some if titles[own.code].halves == {half}] for half in halves)
    rest = [own for own in some if not titles[own.code].halves]
    for one, other in product(first, second):
        if titles[one.code].is_like(titles[other.code]):
            for whole in rest:
                # „Жени“ and „Мажи“ alone are halves of whatever counts persons beside them.
                alone = not titles[one.code].words
                if alone or titles[whole.code].is_like(titles[one.code]):
                    yield whole, one, other


def _is_said(known: dict[str, str], whole: Indicator, *parts: Indicator) -> bool:
    return any(whole.code in above(part.code, known) for part in parts)
