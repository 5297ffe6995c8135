"""What is known of the figures of persons: by us, and by everybody who read what was published."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import pandas as pd

from ovpsheets.disclosure.bodies import Kin, aliases_in, kin_of
from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.so_far import ReportedFigure, Series
from ovpsheets.disclosure.solve import Domain
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation, Combine, Flag

BASE: Final = 5
"""To a multiple of what counts of persons are rounded, where they are."""


def could_be(number: int) -> Domain:
    """Return the least and the most that a count can be which was rounded to *number*."""
    return Domain(max(number - BASE + 1, 0), number + BASE - 1)


class LastPublic(NamedTuple):
    """The newest published cell of a series, and its value; None where that was hidden."""

    key: Key
    value: float | None


@dataclass(frozen=True)  # no slots: what is looked for again and again is kept
class Figures:
    """The values of the quarter, and of every quarter what was published.

    ``values``: of the quarter to publish. ``previous``: what is given as the value
    before, by indicator and institution. ``public``: the newest published value of
    a cell, None where it was hidden. ``versions``: every value of a cell ever published.
    ``cumulative``: the indicators that count from the start on, or did in an earlier release.
    ``held``: what hidden cells of earlier releases held, as far as that is remembered.
    ``first``: the quarter in which the plan begins, "" where that is not known.
    ``aliases``: who each institution was before. ``shares``: every share ever published, by
    quarter, activity and institution; ``new_shares``: those of a quarter alone.
    ``of_one_quarter``: the published cells that covered a quarter alone. ``rounded``: what was
    published of cells whose newest value is a rounded one. ``at_first``: what each cell was
    published with first, or held where it was hidden.
    """

    quarter: str
    values: Mapping[Key, float]
    previous: Mapping[tuple[str, str], float]
    public: Mapping[Key, float | None]
    versions: Mapping[Key, tuple[float, ...]]
    memory: Memory
    held: Mapping[Key, float] = field(default_factory=dict)
    first: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: Mapping[tuple[str, str, str], tuple[float, ...]] = field(default_factory=dict)
    cumulative: frozenset[str] = frozenset()
    of_one_quarter: frozenset[Key] = frozenset()
    rounded: Mapping[Key, int] = field(default_factory=dict)
    at_first: Mapping[Key, float] = field(default_factory=dict)
    new_shares: Mapping[tuple[str, str, str], tuple[float, ...]] = field(default_factory=dict)

    @cached_property
    def ours(self) -> Mapping[Key, float]:
        """What every cell holds, as far as we know it ourselves."""
        public = {key: value for key, value in self.public.items() if value is not None}
        return {**public, **self.held, **self.values}

    @classmethod
    def of(
        cls,
        plan: Plan,
        quarter: Quarter,
        indicators: pd.DataFrame,
        published: pd.DataFrame,
        memory: Memory,
    ) -> "Figures":
        """Take them from the tables ``indicators``."""
        rows = records(indicators)
        public: dict[Key, float | None] = {}
        versions: dict[Key, tuple[float, ...]] = {}
        held: dict[Key, float | None] = {}
        rounded: dict[Key, int] = {}
        at_first: dict[Key, float] = {}
        for row in records(published):
            key = Key(row["quarter"], row["indicator"], row["institution"])
            held[key] = row.get("held")
            first = held[key] if row["value"] is None else row["value"]
            if first is not None:
                at_first.setdefault(key, first)
            rounded.pop(key, None)
            if row.get("base"):
                rounded[key] = int(row["value"])
            if row["value"] is not None:
                public[key] = row["value"]
                versions[key] = (*versions.get(key, ()), row["value"])
            elif row["flag"] == Flag.CONFIDENTIAL.value:
                public[key] = None
            else:
                public.pop(key, None)  # a revision took the value away
        once = frozenset(
            row["indicator"]
            for row in records(published)
            if row["accumulation"] == Accumulation.CUMULATIVE.value
        )
        of_one_quarter = frozenset(
            Key(row["quarter"], row["indicator"], row["institution"])
            for row in records(published)
            if row["accumulation"] == Accumulation.QUARTERLY.value
        )
        return cls(
            str(quarter),
            {
                Key(str(quarter), row["indicator"], row["institution"]): row["value"]
                for row in rows
                if row["value"] is not None
            },
            {
                (row["indicator"], row["institution"]): row["previous_value"]
                for row in rows
                if row["previous_value"] is not None
            },
            public,
            versions,
            memory,
            {key: value for key, value in held.items() if value is not None},
            str(Quarter.of(plan.start)),
            aliases_in(plan),
            _shares(plan, versions),
            once | {i.code for i in plan.indicators if i.accumulation is Accumulation.CUMULATIVE},
            of_one_quarter,
            rounded,
            at_first,
            _shares(plan, {key: told for key, told in versions.items() if key in of_one_quarter}),
        )

    def shares_of(self, indicator: Indicator, key: Key) -> tuple[float, ...]:
        """Return the published shares, from 0 to 1, that may be of the number in *key*.

        Those of the same activity and quarter; of a number that grows also those of earlier
        quarters of which no number was reported, for it was not more then.
        """
        grows = indicator.accumulation is Accumulation.CUMULATIVE
        told = {own.quarter for own in self.cells(key.indicator) if own.series == key.series}
        told.discard(key.quarter)
        return tuple(
            share
            for (quarter, activity, who), shares in sorted(self.shares.items())
            if (activity, who) == (indicator.activity, key.institution)
            and (
                quarter <= key.quarter and quarter not in told if grows else quarter == key.quarter
            )
            for share in shares
        )

    def shared(self, indicator: Indicator, key: Key) -> Iterator[tuple[float, float]]:
        """Yield the published shares that may be of what we know of *key*, each with its number.

        That in *key*; and where it counts since the start, what is new in it, of which a share of
        the quarter is.
        """
        value = self.ours.get(key)
        if value is None:
            return
        yield from ((share, value) for share in self.shares_of(indicator, key))
        series = self.series(indicator, key.institution)
        place = (key.quarter, indicator.activity, key.institution)
        if key.quarter in series.cells and key.quarter not in series.of_one_quarter:
            new = series.new(key.quarter, self.ours)
            shares = () if new is None else self.new_shares.get(place, ())
            yield from ((share, new or 0) for share in shares)

    def cells(self, code: str) -> tuple[Key, ...]:
        """Return the cells of an indicator that everybody knows of, or will."""
        return self._cells.get(code, ())

    def known_of(self, key: Key) -> tuple[Key, ...]:
        """Return the cells of the series of *key* of which we know what they hold."""
        return self._known.get(key.series, ())

    def series(self, own: Indicator, institution: str) -> Series:
        """Return the cells of an indicator that *institution* reports, or whose figures it has."""
        name = own.code, institution
        if name not in self._series:
            cells = [k for k in self.cells(own.code) if k in self.public or k in self.values]
            found = {key.quarter: (key,) for key in cells if key.institution == institution}
            kin = self.kin(own).get(institution, frozenset())
            since = min(found, default="")
            former = kin - {key.institution for key in cells if key.quarter >= since}
            for key in sorted(key for key in cells if key.institution in former):
                if not (own.combine is Combine.SAME and key.quarter in found):
                    found[key.quarter] = (*found.get(key.quarter, ()), key)
            once = frozenset(
                quarter
                for quarter, every in found.items()
                if all(self.is_of_one_quarter(own, key) for key in every)
            )
            # How several institutions share a baseline nobody says.
            is_told = bool(self.first) and (len(own.reported_by) == 1 or not own.start)
            start = own.start if is_told else None
            self._series[name] = Series(found, once, self.first, start)
        return self._series[name]

    def together(self, own: Indicator) -> Series:
        """Return the cells of all who report an indicator, of the quarters that all gave.

        One number of all is there once.
        """
        if own.code not in self._of_all:
            self._of_all[own.code] = self._together(own)
        return self._of_all[own.code]

    @cached_property
    def _of_all(self) -> dict[str, Series]:
        return {}

    def lines(self, own: Indicator, who: str) -> tuple[ReportedFigure, ...]:
        """Return the figures of an indicator that a body has cells of; "" is all, each its own."""
        if (own.code, who) not in self._lines:
            bodies = (who,) if who else own.reported_by
            every = [ReportedFigure(own, body, self.series(own, body)) for body in bodies]
            if own.combine is Combine.SAME and not who:
                every = [ReportedFigure(own, "", self.together(own))]
            self._lines[own.code, who] = tuple(one for one in every if one.series.cells)
        return self._lines[own.code, who]

    @cached_property
    def _lines(self) -> dict[tuple[str, str], tuple[ReportedFigure, ...]]:
        return {}

    def _together(self, own: Indicator) -> Series:
        every = [self.series(own, who) for who in own.reported_by]
        start = own.start if self.first else None
        if own.combine is Combine.SAME:
            found = {quarter: cells for one in every for quarter, cells in one.cells.items()}
        else:
            quarters = set.intersection(*(set(one.cells) for one in every)) if every else set()
            found = {
                q: tuple(dict.fromkeys(k for one in every for k in one.cells[q])) for q in quarters
            }
        once = {quarter for one in every for quarter in one.of_one_quarter & found.keys()}
        found = dict(sorted(found.items()))
        return Series(found, frozenset(once), self.first, start, tuple(every))

    def is_of_one_quarter(self, own: Indicator, key: Key) -> bool:
        """Tell whether a cell counts its quarter alone: by the plan that it is published with."""
        if key not in self.values and key in self.of_one_quarter:
            return True
        grew = key not in self.values and key.indicator in self.cumulative
        return own.accumulation is Accumulation.QUARTERLY and not grew

    @cached_property
    def _series(self) -> dict[tuple[str, str], Series]:
        return {}

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], tuple[Key, ...]]:
        found: dict[tuple[str, str], list[Key]] = {}
        for key in self.ours:
            found.setdefault(key.series, []).append(key)
        return {series: tuple(keys) for series, keys in found.items()}

    @cached_property
    def _cells(self) -> Mapping[str, tuple[Key, ...]]:
        found: dict[str, dict[Key, None]] = {}
        for key in (*self.public, *self.versions, *self.values):
            found.setdefault(key.indicator, {})[key] = None
        return {code: tuple(keys) for code, keys in found.items()}

    def kin(self, indicator: Indicator) -> Kin:
        """Return who carries on whose figures of *indicator*, by institution."""
        if indicator not in self._kin:
            cells = self.cells(indicator.code)
            self._kin[indicator] = kin_of(indicator, cells, self.quarter, self.aliases)
        return self._kin[indicator]

    @cached_property
    def _kin(self) -> dict[Indicator, Kin]:
        return {}

    @cached_property
    def rounded_before(self) -> Mapping[tuple[str, str, float], int]:
        """By indicator, institution and count, what it was rounded to in an earlier release."""
        return {
            (*key.series, self.held[key]): number
            for key, number in sorted(self.rounded.items())
            if key in self.held
        }

    def is_public(self, key: Key) -> bool:
        """Whether everybody knows the value that *key* has now."""
        return (
            key not in self.rounded
            and key in self.values
            and self.public.get(key) == self.values[key]
        )

    def is_taken_back(self, key: Key, activity: str) -> bool:
        """Whether an official hides it, or now says no to what was published after a yes."""
        if self.memory.official(*key) == "hide":
            return True
        asked = (Question(kind, key.quarter, activity, *key.series, text)
                 for kind in ("show_reveals", "percent", "number")
                 for text in self._asked_as(key))  # fmt: skip
        return self.is_public(key) and any(self.memory.answer(q.id) is False for q in asked)

    def _asked_as(self, key: Key) -> tuple[str, ...]:
        """Return what a question about the value of *key* says of it."""
        value = f"{self.values[key]:g}"
        return (
            f"{key.quarter} {key.indicator}: {value}",
            f"{key.quarter}: {value}",
            f"{key.quarter}: {value} %",
        )

    def last_public(self, indicator: str, institution: str) -> LastPublic | None:
        """Return what the last earlier quarter that was published showed; None for none."""
        keys = (key for key in self.cells(indicator) if key.institution == institution)
        before = [key for key in keys if key in self.public and key.quarter < self.quarter]
        last = max(before, default=None)
        return LastPublic(last, self.public[last]) if last else None

    def references(self, indicator: Indicator, key: Key) -> Iterator[float]:
        """Yield the published values that the value of *key* can be subtracted from.

        Of an indicator that is or was cumulative those of every other quarter, and the
        baseline, which the plan publishes; of every one the earlier versions of the same cell.
        Of a body that carries on others' figures those of the others, and their sums.
        """
        quarter, code, institution = key
        grows = indicator.accumulation is Accumulation.CUMULATIVE or code in self.cumulative
        kin = {institution, *self.kin(indicator).get(institution, ())}
        one = indicator.is_one_figure
        for other in self.cells(code):
            same = one or other.institution in kin
            if same and (other.quarter == quarter or grows):
                yield from self.versions.get(other, ())
        if grows:
            yield from self._sums(key, kin)
        if indicator.accumulation is Accumulation.CUMULATIVE:
            yield from self._so_far(key, kin, one=one)
        if grows and one and isinstance(indicator.baseline, int | float):
            yield float(indicator.baseline)

    def _so_far(self, key: Key, kin: Collection[str], *, one: bool) -> Iterator[float]:
        """Yield the sum of the quarters before, where each was published for itself."""
        shown = [
            self.public.get(other)
            for other in self.cells(key.indicator)
            if other in self.of_one_quarter
            and other.quarter < key.quarter
            and (one or other.institution in kin)
        ]
        known = [value for value in shown if value is not None]
        if known:
            yield sum(known)

    def _sums(self, key: Key, kin: Collection[str]) -> Iterator[float]:
        """Yield what *kin* published in each quarter together, where none beside *key* reports."""
        quarters: dict[str, list[float | None]] = {}
        others = [own for own in self.cells(key.indicator) if own.institution in kin and own != key]
        if any(other.quarter == key.quarter for other in others):
            return
        for other in others:
            if other in self.public:
                quarters.setdefault(other.quarter, []).append(self.public[other])
        for values in quarters.values():
            shown = [value for value in values if value is not None]
            if len(shown) == len(values):
                yield sum(shown)


def _shares(
    plan: Plan, versions: Mapping[Key, tuple[float, ...]]
) -> dict[tuple[str, str, str], tuple[float, ...]]:
    found: dict[tuple[str, str, str], tuple[float, ...]] = {}
    for (quarter, code, who), values in versions.items():
        own = plan.find_indicator(code)
        if own is not None and own.kind.is_share:
            place = (quarter, own.activity, who)
            found[place] = (*found.get(place, ()), *(value / 100 for value in values))
    return found


def cells(figures: Figures, indicator: Indicator) -> tuple[Key, ...]:
    """Return the cells of the quarter in which *indicator* has a value."""
    return tuple(key for key in figures.cells(indicator.code) if key in figures.values)
