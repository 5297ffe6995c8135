"""Sums that the titles of indicators tell: victims = women among them + men among them.

Figures of persons of one activity, reported by the same bodies, whose titles differ in one word
for each part of a whole (women, men and others; girls and boys; minors and adults; nationals and
foreigners) or in an age (under 12, 12 to 17, 18 and over), and one whose title has none of these
and says the same otherwise. The words are data: ``[exposing]`` of ``workbook_templates/reading``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final, NamedTuple

from ovpsheets.disclosure.exposing import group, spelled
from ovpsheets.disclosure.families import Sum
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.parts import above, wholes
from ovpsheets.words import LANGUAGES, Language

_OTHERS: Final = "others"
_HALVES: Final = (
    ("women", "men"), ("girls", "boys"), ("children", "adults"), ("nationals", "foreigners"),
)  # fmt: skip
_QUARTERS: Final = ("women", "men", "girls", "boys")
_NEVER: Final = {"women": {"children"}, "girls": {"adults"}}
_FILLING: Final = ("everyone", "of_these")
_FEWEST: Final = 3  # a whole and two parts
_STEM: Final = 5  # letters by which a word is known in any of its endings
_ALIKE: Final = 0.6  # of the words of two titles in common, as twice theirs over all

_NUMBER: Final = re.compile(r"\d{1,3}")
_AND_OVER: Final = re.compile(r"(\d+)\s*\+")
_OLDEST: Final = 120
_NEAR: Final = 2  # words from a number: „под 12“, "18 and over", "under age 18"


def sums_in_titles(plan: Plan, indicators: Sequence[Indicator]) -> tuple[Sum, ...]:
    """Return the sums that the titles of *indicators*, which count persons, tell, in plan order.

    None that the plan says already, by ``part_of`` or by the codes.
    """
    known = wholes(plan)
    order = {own.code: place for place, own in enumerate(plan.indicators)}
    found = (
        Sum(whole.code, tuple(sorted((own.code for own in parts), key=lambda code: order[code])))
        for language in LANGUAGES
        for some in _alike(indicators).values()
        if len(some) >= _FEWEST
        for whole, *parts in _split(some, language)
        if not all(whole.code in above(part.code, known) for part in parts)
    )
    return tuple(
        sorted(set(found), key=lambda own: [order[code] for code in (own.whole, *own.parts)])
    )


def _alike(indicators: Sequence[Indicator]) -> Mapping[tuple[object, ...], list[Indicator]]:
    """Return those that may be parts of one another: of one activity, bodies and time."""
    groups: dict[tuple[object, ...], list[Indicator]] = {}
    for own in indicators:
        of = (own.activity, tuple(sorted(own.reported_by)), own.accumulation)
        groups.setdefault(of, []).append(own)
    return groups


class _Ages(NamedTuple):
    """Those from one age to another, in years."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Title:
    """The words of a title without those for a part and those that only fill."""

    words: frozenset[str]
    parts: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[str], names: Sequence[str]) -> "_Title":
        told, left = set[str](), set[str]()
        for place, word in enumerate(words):
            part = next((name for name in names if group(name).starts(words, place)), "")
            if part:
                told.add(part)
            elif not any(group(name).starts(words, place) for name in _FILLING):
                left.add(word[:_STEM])
        return cls(frozenset(left), frozenset(told))

    def is_like(self, other: "_Title") -> bool:
        """Tell whether two titles say the same but for the part; one may say nothing else."""
        shared = 2 * len(self.words & other.words)
        return shared >= _ALIKE * (len(self.words) + len(other.words))


def _split(some: Sequence[Indicator], language: Language) -> Iterator[Sequence[Indicator]]:
    """Yield a whole and the parts of it, as their titles tell it."""
    texts = {own.code: own.text.in_(language) for own in some}
    words = {code: spelled(text) for code, text in texts.items()}
    for halves in _HALVES:
        names = (*(_QUARTERS if not {*halves}.isdisjoint(_QUARTERS) else halves), _OTHERS)
        titles = {code: _Title.of(own, names) for code, own in words.items()}
        yield from _by_names(some, titles, halves, words)
    yield from _by_ages(some, {code: _ages(text) for code, text in texts.items()}, words)


def _by_names(
    some: Sequence[Indicator],
    titles: Mapping[str, _Title],
    halves: tuple[str, str],
    words: Mapping[str, Sequence[str]],
) -> Iterator[Sequence[Indicator]]:
    of = {
        name: [own for own in some if titles[own.code].parts == {name}]
        for name in (*halves, *_QUARTERS, _OTHERS)
    }
    for one, other in product(*(of[name] for name in halves)):
        if titles[one.code].is_like(titles[other.code]):
            beside = {
                name: [own for own in of[name] if titles[own.code].words == titles[one.code].words]
                for name in (*_QUARTERS, _OTHERS)
                if name not in halves
            }
            for whole in _wholes_of(one, some, titles):
                of_one_age = _of_an_age(words[whole.code])
                if not of_one_age & _NEVER.get(halves[0], set()):
                    left = (_OTHERS,) if of_one_age else beside
                    yield (whole, one, other, *(own for name in left for own in beside[name][:1]))


def _wholes_of(
    part: Indicator, some: Sequence[Indicator], titles: Mapping[str, _Title]
) -> Iterator[Indicator]:
    # „Жени“ and „Мажи“ alone are halves of whatever counts persons beside them.
    alone = not titles[part.code].words
    for whole in some:
        if not titles[whole.code].parts and (
            alone or titles[whole.code].is_like(titles[part.code])
        ):
            yield whole


def _of_an_age(words: Sequence[str]) -> set[str]:
    """Return whom a whole is of alone: ``children``, ``adults``, or nothing."""
    names = ("children", "adults")
    return {n for n in names for place in range(len(words)) if group(n).starts(words, place)}


# ------------------------------------------------------------------ ages


def _by_ages(
    some: Sequence[Indicator],
    ages: Mapping[str, _Ages | None],
    words: Mapping[str, Sequence[str]],
) -> Iterator[Sequence[Indicator]]:
    """Yield a whole and all those of one age each beside it, where no two ages overlap."""
    titles = {code: _Title.of(_without_ages(own), (_OTHERS,)) for code, own in words.items()}
    groups: dict[frozenset[str], list[Indicator]] = {}
    for own in some:
        if ages[own.code] or titles[own.code].parts:
            groups.setdefault(titles[own.code].words, []).append(own)
    for parts in groups.values():
        told = sorted(found for own in parts if (found := ages[own.code]))
        if len(told) > 1 and all(one.high < other.low for one, other in pairwise(told)):
            for whole in _wholes_of(next(iter(parts)), [o for o in some if o not in parts], titles):
                if not ages[whole.code]:
                    yield (whole, *parts)


def _ages(text: str) -> _Ages | None:
    """Return the ages that a title names: „12–17 години“, „под 12“, „18 и повеќе“, "18+"."""
    words = spelled(_AND_OVER.sub(r"\1 ", text))
    numbers = [(place, int(word)) for place, word in enumerate(words) if _NUMBER.fullmatch(word)]
    numbers = [(place, number) for place, number in numbers if number <= _OLDEST]
    if len(numbers) == len(("from", "to")) and numbers[0][1] < numbers[1][1]:
        return _Ages(numbers[0][1], numbers[1][1])
    if len(numbers) != 1:
        return None
    ((place, number),) = numbers
    if _AND_OVER.search(text) or _stands(words, place, "older"):
        return _Ages(number, _OLDEST)
    # Whether who is exactly so old is in it titles do not agree on.
    return _Ages(0, number - 1) if _stands(words, place, "younger") else None


def _stands(words: Sequence[str], place: int, name: str) -> bool:
    """Tell whether a word of a group stands next to a number, or one word away from it."""
    near = (other for other in range(len(words)) if abs(other - place) <= _NEAR)
    return any(group(name).starts(words, other) for other in near)


def _without_ages(words: Sequence[str]) -> tuple[str, ...]:
    names = ("younger", "older", "years", "aged", "age")
    return tuple(
        word
        for place, word in enumerate(words)
        if not _NUMBER.fullmatch(word)
        and not any(group(name).starts(words, place) for name in names)
    )
