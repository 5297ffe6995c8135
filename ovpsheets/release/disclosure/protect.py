"""Decide which figures about persons are published: the threshold, then what would give them away.

1. **primary**: 1 to threshold − 1 persons (nought too, where the policy protects it);
2. **difference**: a figure that differs by 1 to threshold − 1 from the last, or next,
   one published of a series that counts from the start of the plan, or from what was
   published of the same quarter before: so few persons were added;
3. **secondary**: where one part of a sum is hidden, the others are; and where a reader
   could still narrow a hidden figure below its protection, more are (:mod:`.attack`);
4. **percent**: a share of persons whose number is hidden;
5. **remembered**: what was once hidden stays hidden.

The mark is ``c`` for all of them: it does not tell why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.release.disclosure.attack import Cell, Public
from ovpsheets.release.disclosure.memory import Line, Memory
from ovpsheets.release.disclosure.model import HIDDEN, QUESTIONS, TOTALS, Policy, Protected
from ovpsheets.release.disclosure.questions import asked_of_figures, asked_of_notes
from ovpsheets.release.disclosure.structure import COUNTED, Series, Structure
from ovpsheets.tables import INDICATORS, frame, records
from ovpsheets.words import Flag, Kind


def protect(
    plan: Plan,
    quarter: Quarter,
    indicators: pd.DataFrame,
    published: pd.DataFrame,
    memory: Memory,
    policy: Policy,
) -> Protected:
    """Return *indicators* of *quarter* as they may be published.

    Columns as ``Tables.indicators``. *published*: the rows of every earlier
    publication, the newest of a quarter last; hidden values are missing and have the
    flag ``c``. The previous value of a row is the last one that was published.
    """
    desk = _Desk.of(plan, str(quarter), indicators, published, memory, policy)
    desk.decide()
    shares = desk.hidden_shares(indicators)
    texts, notes = asked_of_notes(plan, str(quarter), indicators, memory)
    questions = [*desk.questions, *asked_of_figures(plan, str(quarter), indicators, memory), *notes]
    why = {**desk.why, **shares}
    last = _last_published(published, str(quarter))
    rows = [_public(row, why, texts, last) for row in records(indicators)]
    hidden = [_hidden(cell, reason, desk) for cell, reason in sorted(why.items())]
    lines = [*map(_line, hidden), *(_question_line(str(quarter), item) for item in questions)]
    return Protected(
        frame(INDICATORS, rows),
        frame(HIDDEN, hidden),
        frame(TOTALS, desk.totals()),
        frame(QUESTIONS, questions),
        memory.and_(lines),
    )


@dataclass(slots=True)
class _Desk:
    """The figures of one quarter beside all that is public, while it is decided about them."""

    plan: Plan
    quarter: str
    structure: Structure
    policy: Policy
    memory: Memory
    public: dict[Cell, float | None]  # of other quarters, and of this one as published before
    now: dict[Series, float]
    why: dict[Cell, str] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        plan: Plan,
        quarter: str,
        indicators: pd.DataFrame,
        published: pd.DataFrame,
        memory: Memory,
        policy: Policy,
    ) -> "_Desk":
        """Take from the tables what counts persons; a whitelisted sum is public wherever it is."""
        counted = {i.code for i in plan.indicators if i.persons and i.kind in COUNTED}
        public: dict[Cell, float | None] = {}
        for row in records(published):
            if row["indicator"] in counted and (row["value"] is not None or row["flag"] == "c"):
                public[row["quarter"], row["indicator"], row["institution"]] = row["value"]
        listed = memory.decided("whitelist")
        for line in listed:
            if line.source and not line.institution and _number(line.value) is not None:
                public[line.quarter, line.indicator, ""] = _number(line.value)
        now = {
            (row["indicator"], row["institution"]): float(row["value"])
            for row in records(indicators)
            if row["indicator"] in counted and row["value"] is not None
        }
        structure = Structure.of(plan, dict.fromkeys(line.indicator for line in listed))
        return cls(plan, quarter, structure, policy, memory, public, now)

    def threshold(self, series: Series) -> int:
        """Return from how many persons on a figure of *series* is published."""
        is_part = series in self.structure.parts
        return self.policy.threshold_breakdown if is_part else self.policy.threshold

    def decide(self) -> None:
        """Hide what must be hidden, until a reader can narrow nothing that is."""
        for series, value in self.now.items():
            if reason := self._alone(series, value):
                self._hide(series, reason)
        self._hide_beside()
        while exposed := self._exposed():
            if not self._hide_more(exposed):
                break
            self._hide_beside()

    def _alone(self, series: Series, value: float) -> str:
        """Return why a figure cannot be published on its own account, "" if it can."""
        official = self.memory.official(self.quarter, *series)
        if official == "show":
            return ""
        cell = (self.quarter, *series)
        was_hidden = cell in self.public and self.public[cell] is None
        if official == "hide" or was_hidden or self.memory.why(*cell):
            return "remembered"
        if self._is_few(series, value) or (value == 0 and self.policy.protect_zeros):
            return "primary"
        near = self._neighbours(series)
        return "difference" if any(self._is_few(series, value - other) for other in near) else ""

    def _is_few(self, series: Series, number: float) -> bool:
        return 0 < abs(number) < self.threshold(series)

    def _neighbours(self, series: Series) -> Iterator[float]:
        """Yield what is public of the series just before, at and after the quarter."""
        own = self.public.get((self.quarter, *series))
        if own is not None:
            yield own
        if series not in self.structure.cumulative:
            return
        known = {
            cell[0]: value
            for cell, value in self.public.items()
            if cell[1:] == series and value is not None
        }
        earlier = [quarter for quarter in known if quarter < self.quarter]
        later = [quarter for quarter in known if quarter > self.quarter]
        baseline = self.structure.cumulative[series]
        if earlier:
            yield known[max(earlier)]
        elif baseline is not None:
            yield baseline
        if later:
            yield known[min(later)]

    def _hide(self, series: Series, reason: str) -> bool:
        cell = (self.quarter, *series)
        if series not in self.now or cell in self.why:
            return False
        self.why[cell] = reason
        return True

    def _hide_beside(self) -> None:
        """Hide the other parts of every sum of which a part is hidden."""
        more = True
        while more:
            more = False
            for family in self.structure.families:
                if any((self.quarter, *part) in self.why for part in family.parts):
                    more |= sum(self._hide(part, "secondary") for part in family.parts) > 0

    def _as_published(self) -> Public:
        now = {
            (self.quarter, *series): None if (self.quarter, *series) in self.why else value
            for series, value in self.now.items()
        }
        return Public({**self.public, **now})

    def _exposed(self) -> list[Cell]:
        """Return the hidden cells, of any quarter, that a reader could narrow too far."""
        public = self._as_published()
        before = Public(self.public).intervals(self.structure)
        after = public.intervals(self.structure)
        return [
            cell
            for cell, value in public.values.items()
            if value is None
            and cell[2]
            and self._width(after[cell]) < self._needed(cell)
            # What was known before this publication cannot be taken back by it.
            and (cell[0] == self.quarter or after[cell] != before.get(cell))
        ]

    def _needed(self, cell: Cell) -> float:
        """The protection interval: as many whole numbers as the threshold hides."""
        return self.threshold(cell[1:]) - 1

    @staticmethod
    def _width(interval: tuple[float, float]) -> float:
        return interval[1] - interval[0] + 1

    def _hide_more(self, exposed: list[Cell]) -> bool:
        """Hide one figure more of this quarter, near what is exposed; False if none is left."""
        for cell in exposed:
            series = cell[1:]
            wholes = [family.whole for family in self.structure.beside(series)]
            inside = [p for f in self.structure.families if f.whole == series for p in f.parts]
            siblings = [p for f in self.structure.beside(series) for p in f.parts]
            for near in (series, *wholes, *inside, *siblings):
                if self._hide(near, "secondary"):
                    return True
        for cell in exposed:
            known = f"reveals:{cell[0]}:{cell[1]}:{cell[2]}"
            if self.memory.answer(known) is None:
                self.questions.append(self._reveals(known, cell))
        return False

    def _reveals(self, identity: str, cell: Cell) -> dict[str, Any]:
        return {
            "id": identity,
            "kind": "whitelist_reveals",
            "activity": self.plan.indicator(cell[1]).activity,
            "indicator": cell[1],
            "institution": cell[2],
            "text": cell[0],
            "asked": "release.asked.whitelist_reveals",
        }

    def hidden_shares(self, indicators: pd.DataFrame) -> dict[Cell, str]:
        """Return the percentages of persons that hang on a number that is hidden."""
        of_activity = {
            (self.plan.indicator(code).activity, who)
            for quarter, code, who in self.why
            if quarter == self.quarter
        }
        found: dict[Cell, str] = {}
        for row in records(indicators):
            own = self.plan.find_indicator(row["indicator"])
            if own and own.persons and own.kind is Kind.PERCENT and row["value"] is not None:
                key = (self.quarter, own.code, row["institution"])
                refused = self.memory.answer(f"percent:{own.code}") is not True
                if (own.activity, row["institution"]) in of_activity or refused:
                    found[key] = "percent"
        return found

    def totals(self) -> Iterator[dict[str, Any]]:
        """Yield the sums that are known from elsewhere, with their source."""
        for line in self.memory.decided("whitelist"):
            if line.source and not line.institution and line.quarter == self.quarter:
                yield {
                    "quarter": line.quarter,
                    "indicator": line.indicator,
                    "value": _number(line.value),
                    "source": line.source,
                }

    def width(self, cell: Cell) -> int | None:
        """Return how many whole numbers a reader must hold possible; None: no upper end."""
        interval = self._as_published().intervals(self.structure).get(cell)
        wide = self._width(interval) if interval else float("inf")
        return int(wide) if wide != float("inf") else None


def _public(
    row: dict[str, Any],
    why: Mapping[Cell, str],
    texts: Mapping[tuple[str, str, str], bool],
    last: Mapping[Series, float | None],
) -> dict[str, Any]:
    """Return a row without what must not be seen; the last published value stands beside it."""
    series = (row["indicator"], row["institution"])
    kept = {**row, "previous_value": last.get(series)}
    for column in ("text", "source", "note"):
        if not texts.get((*series, column), True):
            kept[column] = None
    if (row["quarter"], *series) in why:
        kept |= {"value": None, "text": None, "flag": Flag.CONFIDENTIAL.value}
    return kept


def _last_published(published: pd.DataFrame, quarter: str) -> dict[Series, float | None]:
    found: dict[Series, tuple[str, float | None]] = {}
    for row in records(published):
        series = (row["indicator"], row["institution"])
        if row["quarter"] < quarter and row["quarter"] >= found.get(series, ("", None))[0]:
            found[series] = row["quarter"], row["value"]
    return {series: value for series, (_, value) in found.items()}


def _hidden(cell: Cell, why: str, desk: _Desk) -> dict[str, Any]:
    quarter, indicator, institution = cell
    return {
        "quarter": quarter, "indicator": indicator, "institution": institution, "why": why,
        "width": desk.width(cell),
    }  # fmt: skip


def _line(hidden: Mapping[str, Any]) -> Line:
    why = "remembered" if hidden["why"] == "remembered" else str(hidden["why"])
    return Line(
        str(hidden["quarter"]),
        str(hidden["indicator"]),
        str(hidden["institution"]),
        "hide",
        why=why,
    )


def _question_line(quarter: str, item: Mapping[str, Any]) -> Line:
    return Line(
        quarter, item["indicator"] or "", item["institution"] or "", "ask",
        activity=item["activity"] or "", text=item["text"] or "", why=item["kind"],
        question=item["id"],
    )  # fmt: skip


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
