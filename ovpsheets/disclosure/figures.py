"""What is known of the figures of persons: by us, and by everybody who read what was published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.person_texts import Question
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation, Flag


@dataclass(frozen=True, slots=True)
class Figures:
    """The values of the quarter, and of every quarter what was published.

    ``values``: of the quarter to publish. ``previous``: what is given as the value
    before, by indicator and institution. ``public``: the newest published value of
    a cell, None where it was hidden. ``versions``: every value of a cell ever published.
    ``once_cumulative``: the indicators that an earlier release counted from the start on.
    ``held``: what hidden cells of earlier releases held, as far as that is remembered.
    """

    quarter: str
    values: Mapping[Key, float]
    previous: Mapping[tuple[str, str], float]
    public: Mapping[Key, float | None]
    versions: Mapping[Key, tuple[float, ...]]
    memory: Memory
    once_cumulative: frozenset[str] = frozenset()
    held: Mapping[Key, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls, quarter: Quarter, indicators: pd.DataFrame, published: pd.DataFrame, memory: Memory
    ) -> "Figures":
        """Take them from the tables ``indicators``."""
        rows = records(indicators)
        public: dict[Key, float | None] = {}
        versions: dict[Key, tuple[float, ...]] = {}
        held: dict[Key, float | None] = {}
        for row in records(published):
            key = (row["quarter"], row["indicator"], row["institution"])
            held[key] = row.get("held")
            if row["value"] is not None:
                public[key] = row["value"]
                versions[key] = (*versions.get(key, ()), row["value"])
            elif row["flag"] == Flag.CONFIDENTIAL.value:
                public[key] = None
            else:
                public.pop(key, None)  # a revision took the value away
        return cls(
            str(quarter),
            {
                (str(quarter), row["indicator"], row["institution"]): row["value"]
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
            frozenset(
                row["indicator"]
                for row in records(published)
                if row["accumulation"] == Accumulation.CUMULATIVE.value
            ),
            {key: value for key, value in held.items() if value is not None},
        )

    def is_public(self, key: Key) -> bool:
        """Whether everybody knows the value that *key* has now."""
        return key in self.values and self.public.get(key) == self.values[key]

    def is_taken_back(self, key: Key, activity: str) -> bool:
        """Whether an official hides it, or now says no to what was published after a yes."""
        if self.memory.official(*key) == "hide":
            return True
        asked = (Question(kind, key[0], activity, *key[1:], text)
                 for kind in ("show_reveals", "percent", "number")
                 for text in self._asked_as(key))  # fmt: skip
        return self.is_public(key) and any(self.memory.answer(q.id) is False for q in asked)

    def _asked_as(self, key: Key) -> tuple[str, ...]:
        """Return what a question about the value of *key* says of it."""
        value = f"{self.values[key]:g}"
        return f"{key[0]} {key[1]}: {value}", f"{key[0]}: {value}", f"{key[0]}: {value} %"

    def last_public(self, indicator: str, institution: str) -> tuple[str, float | None] | None:
        """Return the last earlier quarter published for a cell, and what it showed."""
        quarters = [
            q for q, i, who in self.public if (i, who) == (indicator, institution)
        ]  # fmt: skip
        before = [q for q in quarters if q < self.quarter]
        return (max(before), self.public[max(before), indicator, institution]) if before else None

    def references(self, indicator: Indicator, key: Key) -> Iterator[float]:
        """Yield the published values that the value of *key* can be subtracted from.

        Of an indicator that is or was cumulative those of every other quarter, and the
        baseline, which the plan publishes; of every one the earlier versions of the same cell.
        """
        quarter, code, institution = key
        grows = indicator.accumulation is Accumulation.CUMULATIVE or code in self.once_cumulative
        for (other, named, who), values in self.versions.items():
            same = named == code and (who == institution or len(indicator.reported_by) == 1)
            if same and (other == quarter or grows):
                yield from values
        if grows and len(indicator.reported_by) == 1:
            baseline = indicator.baseline
            if isinstance(baseline, int | float):
                yield float(baseline)


def cells(figures: Figures, indicator: Indicator) -> tuple[Key, ...]:
    """Return the cells of the quarter in which *indicator* has a value."""
    return tuple(key for key in figures.values if key[1] == indicator.code)
