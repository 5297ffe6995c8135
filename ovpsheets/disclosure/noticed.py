"""Sums that the plan does not speak of, and titles or data show: a reader will notice them, too.

Two sorts: a figure is the sum of others of the same quarter (all = women + men, where the
three stand side by side), and what is new in a figure is what is new in others, where some of them
count "since the start" and some "in the quarter". Looked for among the counts of persons that the
same institutions report. One that was answered with no is a coincidence, and binds nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations
from typing import Final

import pandas as pd

from ovpsheets.decision import NoticedSum
from ovpsheets.disclosure.families import Sum, families, is_of_several_bodies
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.noticed_in_titles import sums_in_titles
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.seen import Counting, Seen
from ovpsheets.disclosure.so_far import previous
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.parts import above, wholes
from ovpsheets.quarter import Quarter

MOST_PARTS: Final = 4
_MOST_PARTS_ONCE: Final = 3
"""More figures add up to another by chance, too often to believe it of a single time."""
_ONE_FAULT_IN: Final = 3
"""Mistakes happen: a sum that holds so many times is one, though it failed once."""
MOST_FIGURES: Final = 14
"""Where more stand side by side, only sums of two are looked for."""
PARTS_OF_MANY: Final = 2
_DECIMALS: Final = 9
"""To which differences are compared before a sum is tried exactly: nobody types so many."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """How sums are looked for: of how many parts at ``most``, and holding how many ``times``.

    ``up``: the code of a figure → those it is a part of.
    """

    most: int
    up: Mapping[str, set[str]]
    times: int


@dataclass(frozen=True)  # no slots: what is found is kept
class Noticing:
    """Looks for sums in what is known of the figures, by us, of all quarters."""

    plan: Plan
    figures: Figures

    def sums(self) -> tuple[Sum, ...]:
        """Return the sums that hold, in plan order, without those answered with no."""
        found = dict.fromkeys(
            candidate
            for group, times in (*self.groups(), *self._of_several_bodies())
            for candidate in self._candidates(group, times)
            if self._is_seen(candidate, self._needed(candidate, group, times))
        )
        # What adds up as it is adds up in what is new, too.
        found = {
            own: None for own in found if not (own.grows and replace(own, grows=False) in found)
        }
        # What the titles say needs no evidence; the figures may speak against it.
        found |= dict.fromkeys(candidate for candidate in self._told if self._is_seen(candidate, 0))
        memory = self.figures.memory
        return tuple(
            own for own in found if memory.answer(question(self.plan, own).id) is not False
        )

    def without_noughts(self, sums: Sequence[Sum]) -> tuple[Sum, ...]:
        """Return *sums* without those that lack only noughts of another of them.

        Where noughts are hidden nobody sees that they may be left out; to believe both would say
        of the nought that it is one, whatever is hidden beside it. What was answered yes stays.
        """
        answer = self.figures.memory.answer
        return tuple(
            own
            for own in sums
            if answer(question(self.plan, own).id) is True
            or not any(self._lacks_noughts(own, other) for other in sums)
        )

    def _lacks_noughts(self, own: Sum, other: Sum) -> bool:
        if (own.whole, own.grows) != (other.whole, other.grows):
            return False
        if not set(own.parts) < set(other.parts):
            return False
        return any(
            all(
                self._holds(other, time, seen) is True
                for time in self._times_of(own)
                if self._holds(own, time, seen) is True
            )
            for seen in self._seen
        )

    def nearly(self, few: int) -> tuple[Sum, ...]:
        """Return the sums that titles tell, figures do not bear out, and miss by less than *few*.

        What a title tells is believed, also by who sees a figure that is a little off.
        """
        answer = self.figures.memory.answer
        return tuple(
            replace(own, is_seen=False)
            for own in self._told
            if not self._is_seen(own, 0)
            and answer(question(self.plan, own).id) is not False
            and all(abs(off) < few for off in self._off(own))
        )

    def _off(self, own: Sum) -> Iterator[float]:
        """Yield by how much a sum of one time is missed, wherever that can be told."""
        for quarter, who in self._times[own.whole]:
            values = [self.figures.ours.get(Key(quarter, code, who)) for code in own.parts]
            known = [value for value in values if value is not None]
            if len(known) == len(values):
                yield self.figures.ours[Key(quarter, own.whole, who)] - sum(known)

    def is_refuted(self, candidate: Sum) -> bool:
        """Tell whether the figures speak against a sum: it fails, and not by a mistake."""
        return all(self._times_it_held(candidate, seen) is None for seen in self._seen)

    def is_nested(self, candidate: Sum) -> bool:
        """Tell whether one of the parts is a part of another, as the plan says."""
        up = {code: above(code, self.wholes) for code in candidate.parts}
        return any(a in up[b] or b in up[a] for a, b in combinations(candidate.parts, 2))

    def _is_seen(self, candidate: Sum, times: int) -> bool:
        return any(self._is_borne_out(candidate, times, seen) for seen in self._seen)

    @cached_property
    def counting(self) -> Counting:
        """What the figures count."""
        return Counting(self.plan, self.figures)

    def groups(self) -> Iterator[tuple[tuple[Indicator, ...], int]]:
        """Yield figures that may be parts of one another, and how often they have to add up.

        Those of one activity; and those of one commitment, where one time is no evidence.
        """
        alike: dict[tuple[str, ...], list[Indicator]] = {}
        for own in self._of_persons:
            activity = self.plan.activity(own.activity)
            who = tuple(sorted(own.reported_by))
            alike.setdefault(("activity", activity.code, *who), []).append(own)
            # Across activities only what counts the same: chance finds more the more it may try.
            alike.setdefault(("commitment", activity.commitment, own.first_unit, *who), []).append(
                own
            )
        for (of, *_), group in alike.items():
            yield tuple(group), 1 if of == "activity" else 2

    def _of_several_bodies(self) -> Iterator[tuple[tuple[Indicator, ...], int]]:
        """Yield the figures of an activity that not all the same institutions report: their sums.

        That two of them agree on is no evidence the first time.
        """
        activities: dict[str, list[Indicator]] = {}
        for own in self._of_persons:
            activities.setdefault(own.activity, []).append(own)
        for group in activities.values():
            bodies = {tuple(sorted(own.reported_by)) for own in group}
            if len(bodies) > 1 and len(group) <= MOST_FIGURES:
                yield tuple(group), 2

    def _times_of(self, candidate: Sum) -> tuple[tuple[str, str], ...]:
        """Return the quarters and institutions at which a sum may hold; "" is all of these."""
        times = self._times[candidate.whole]
        is_of_all = is_of_several_bodies(candidate, self.plan.indicator)
        return tuple(dict.fromkeys((q, "") for q, _ in times)) if is_of_all else times

    @cached_property
    def wholes(self) -> Mapping[str, str]:
        """The code of a part → of its whole, as the plan says it."""
        return wholes(self.plan)

    @cached_property
    def _told(self) -> tuple[Sum, ...]:
        """The sums that titles tell."""
        return sums_in_titles(self.plan, self._of_persons)

    @cached_property
    def _of_persons(self) -> tuple[Indicator, ...]:
        known = {code for _, code, _ in self.figures.ours}
        return tuple(
            own
            for family in families(self.plan)
            if family.is_of_persons
            for own in family.figures
            if own.code in known
        )

    @cached_property
    def _seen(self) -> tuple[Seen, ...]:
        """The values as they are, and where others were corrected as they were at first.

        What a correction makes untrue was seen before, and is believed of what it left; also
        what was hidden then, for who sees the rest may guess it.
        """
        now = self.figures.ours
        corrected = {
            key: first
            for key, first in self.figures.at_first.items()
            if key in now and first != now[key]
        }
        every = (now, {**now, **corrected}) if corrected else (now,)
        codes = frozenset(own.code for group, _ in self._of_several_bodies() for own in group)
        return tuple(Seen(self.plan, self.figures, values, codes) for values in every)

    @cached_property
    def _times(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """By indicator, the quarters and institutions of which a value is known."""
        found: dict[str, list[tuple[str, str]]] = {}
        for quarter, code, who in sorted(self.figures.ours):
            found.setdefault(code, []).append((quarter, who))
        return {code: tuple(times) for code, times in found.items()}

    def _candidates(self, group: tuple[Indicator, ...], times: int) -> Iterator[Sum]:
        """Yield what may be sums in *group* that have to hold so many *times*."""
        up = {own.code: set(above(own.code, self.wholes)) for own in group}
        most = MOST_PARTS if len(group) <= MOST_FIGURES else PARTS_OF_MANY
        ways = _Ways(most, up, times)
        for whole in group:
            if len(self._times[whole.code]) < times:  # nothing can hold so often
                continue
            same = [o.code for o in group if o.accumulation is whole.accumulation]
            # What the plan says already is no news, nor is a part of a part beside it.
            apart = [c for c in same if whole.code not in up[c] and c not in up[whole.code]]
            yield from self._of(whole.code, apart, ways, grows=False)
            yield from self._with_the_rest(whole.code, same, apart, ways)
            yield from self._of_new_ones(whole.code, [own.code for own in group], ways)
            if self.counting.is_since(whole.code):  # which began at other numbers
                yield from self._of(whole.code, apart, ways, grows=True)

    def _of_new_ones(self, whole: str, codes: list[str], ways: "_Ways") -> Iterator[Sum]:
        """Yield what may be sums of new ones: of figures that count differently from *whole*.

        And of all others, if one of them does. That something new is all that is new in a figure
        since the start is said once, of that figure.
        """
        others = [code for code in codes if code != whole]
        apart = [code for code in others if self.counting.differ(whole, code)]
        is_since = self.counting.is_since(whole)
        for parts in dict.fromkeys((tuple(apart), tuple(others))) if apart else ():
            for own in self._of(whole, list(parts), ways, grows=True):
                if not {*apart}.isdisjoint(own.parts) and (is_since or len(own.parts) > 1):
                    yield own

    def _needed(self, candidate: Sum, group: Sequence[Indicator], times: int) -> int:
        """Return how often a sum has to hold: of many parts twice, unless they are all there are.

        Twice, too, where all count since the start: what is new in them is little.
        """
        is_all = len(candidate.parts) == len(group) - 1
        is_one = is_all or len(candidate.parts) <= _MOST_PARTS_ONCE
        return times if is_one and not self._is_of_little(candidate) else max(times, 2)

    def _is_of_little(self, own: Sum) -> bool:
        return own.grows and not any(self.counting.differ(own.whole, code) for code in own.parts)

    def _with_the_rest(
        self, whole: str, same: list[str], apart: list[str], ways: "_Ways"
    ) -> Iterator[Sum]:
        """Yield the parts that the plan says, with one or two others that may be the rest."""
        said = {code for code in same if self.wholes.get(code) == whole}
        most = PARTS_OF_MANY if ways.most > PARTS_OF_MANY else 1
        for size in range(1, most + 1) if said else ():
            for rest in combinations(apart, size):
                yield Sum(whole, tuple(code for code in same if code in {*said, *rest}))

    def _of(self, whole: str, parts: list[str], ways: "_Ways", *, grows: bool) -> Iterator[Sum]:
        most, up = ways.most, ways.up
        if most > PARTS_OF_MANY:
            several = (combinations(parts, others + 1) for others in range(most))
            tried: Iterable[tuple[str, ...]] = chain.from_iterable(several)
        else:
            tried = self._adding_up(whole, parts, ways.times, grows=grows)
        for chosen in tried:
            if not any(a in up[b] or b in up[a] for a, b in combinations(chosen, 2)):
                yield Sum(whole, chosen, grows)
        every = tuple(code for code in parts if up[code].isdisjoint({*parts} - {code}))
        if len(every) > most:  # however many they are: whoever reads a table adds up its column
            yield Sum(whole, every, grows)

    def _adding_up(
        self, whole: str, parts: list[str], times: int, *, grows: bool
    ) -> list[tuple[str, ...]]:
        """Return of *parts* the ones and twos that add up to *whole* so many *times* or more.

        The shortest first. Among many figures nearly no two do, so they are looked up by what one
        lacks of the whole.
        """
        found: set[tuple[int, ...]] = set()
        for seen in self._seen:
            held: Counter[tuple[int, ...]] = Counter()
            for quarter, who in self._times[whole]:
                known = seen.of(grows=grows)
                new = known.get(Key(quarter, whole, who))
                if new is not None:
                    values = [known.get(Key(quarter, code, who)) for code in parts]
                    held.update(set(ones_and_twos(values, new)))
            found.update(places for places, often in held.items() if often >= times)
        chosen = sorted(found, key=lambda places: (len(places), places))
        return [tuple(parts[place] for place in places) for places in chosen]

    def _is_borne_out(self, candidate: Sum, times: int, seen: Seen) -> bool:
        """Tell whether a sum holds as often as it has to, and does not fail but for a mistake."""
        found = self._times_it_held(candidate, seen)
        if found is None:
            return False
        held, failed = found
        return held >= max(times, failed * _ONE_FAULT_IN)

    def _times_it_held(self, candidate: Sum, seen: Seen) -> tuple[int, int] | None:
        """Return how often a sum held and how often it failed; None where that is too often."""
        held = failed = 0
        times = self._times_of(candidate)
        for time in times:
            holds = self._holds(candidate, time, seen)
            held += holds is True
            failed += holds is False
            if failed * _ONE_FAULT_IN > len(times):
                return None
        return held, failed

    def _holds(self, candidate: Sum, time: tuple[str, str], seen: Seen) -> bool | None:
        """Tell whether a sum holds at one time; None where that cannot be told, or says nothing."""
        quarter, who = time
        known = seen.of(grows=candidate.grows)
        if (
            self._is_of_little(candidate)
            and Key(previous(quarter), candidate.whole, who) not in known
        ):
            return None  # nobody knows what it began at
        whole, *values = (
            known.get(Key(quarter, c, who)) for c in (candidate.whole, *candidate.parts)
        )
        if whole is None or any(value is None for value in values):
            return False if candidate.grows and seen.is_too_much(candidate, time) else None
        parts = {c: value for c, value in zip(candidate.parts, values, strict=True) if value}
        if sum(parts.values()) != whole:
            return candidate.grows and seen.began_anew(candidate, time, self.counting)
        # One figure that is as large as another is no sum, unless it is all that is new in that.
        is_one = len(parts) == 1 and candidate.grows and self.counting.is_since(candidate.whole)
        is_one = is_one and self.counting.differ(candidate.whole, *parts)
        return True if is_one or len(parts) > 1 else None


def ones_and_twos(values: Sequence[float | None], total: float) -> Iterator[tuple[int, ...]]:
    """Yield the places of the values that are *total*, or two of which are, the first one first."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(values):
        if value is None:
            continue
        if value == total:
            yield (place,)
        for before in places.get(round(total - value, _DECIMALS), ()):
            yield before, place
        places.setdefault(round(value, _DECIMALS), []).append(place)


def sums_noticed(
    plan: Plan, quarter: Quarter, indicators: pd.DataFrame, known: pd.DataFrame, memory: Memory
) -> tuple[NoticedSum, ...]:
    """Return the sums that hold among figures of persons, without those denied.

    *indicators*: the quarter as it was reported; *known*: the quarters before, likewise.
    """
    figures = Figures.of(plan, quarter, indicators, known, memory)
    return tuple(
        NoticedSum(own.said, memory.answer(question(plan, own).id) is True)
        for own in Noticing(plan, figures).sums()
    )


def sums_told(plan: Plan, memory: Memory) -> tuple[str, ...]:
    """Return in signs the sums that titles tell and *plan* does not say, without those answered."""
    of_persons = [
        own for family in families(plan) if family.is_of_persons for own in family.figures
    ]
    told = sums_in_titles(plan, of_persons)
    return tuple(own.said for own in told if memory.answer(question(plan, own).id) is None)


def question(plan: Plan, own: Sum, quarter: str = "") -> Question:
    """Return what is asked about a sum that was noticed: the same in every quarter."""
    activity = plan.indicator(own.whole).activity
    return Question("sum_noticed", quarter, activity, own.whole, "", own.said)
