"""What a part of the quarter tells of itself: counts, and the worst; the rest is in its files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Final

import pandas as pd

from ovpsheets.decision import NoticedSum, Outcome
from ovpsheets.extensions import Unusable
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.tabulate import is_given
from ovpsheets.journeys.dataset import TABLES
from ovpsheets.results.report.returned_files import Returned
from ovpsheets.tables import counted, records
from ovpsheets.words import REPORTABLE, SEVERITIES

MOST_WORST: Final = 500
"""So many of the worst findings are shown in the summary."""

_SEVERITIES: Final = tuple(own.value for own in SEVERITIES)

NO_FINDINGS: Final = (0,) * len(_SEVERITIES)


@dataclass(frozen=True, slots=True)
class InNumbers:
    """How an institution or a commitment stands, in numbers.

    ``findings``: how many of each severity, worst first; those that count.
    """

    asked: int = 0  # rows of activities
    answered: int = 0
    values: int = 0  # rows of indicators
    given: int = 0
    findings: tuple[int, ...] = NO_FINDINGS

    def __add__(self, other: "InNumbers") -> "InNumbers":
        return InNumbers(
            self.asked + other.asked,
            self.answered + other.answered,
            self.values + other.values,
            self.given + other.given,
            tuple(map(sum, zip(self.findings, other.findings, strict=True))),
        )


@dataclass(frozen=True, slots=True)
class BodyCounts:
    """An institution: whether something is expected and came; how it stands."""

    code: str
    is_expected: bool
    has_returned: bool
    standing: InNumbers


@dataclass(frozen=True, slots=True)
class Worst:
    """A finding as the summary shows it."""

    severity: str
    institution: str
    commitment: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PartTold:
    """What a part tells of itself. ``files``: its files in the dataset, below the staging.

    ``rows``: table → how many it has; ``findings``: how many of each severity count, worst first;
    ``ended``: how its returned files ended → how many;
    ``outcomes``: of decisions about it, each with its place among all. ``sums``: what adds up among
    figures of persons, as the part tells that is about no institution.
    """

    number: int
    bodies: tuple[BodyCounts, ...] = ()
    commitments: Mapping[str, InNumbers] = field(default_factory=dict)
    worst: tuple[Worst, ...] = ()
    files: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[int, ...] = NO_FINDINGS
    ended: Mapping[str, int] = field(default_factory=dict)
    outcomes: tuple[tuple[int, Outcome], ...] = ()
    unusable: tuple[Unusable, ...] = ()
    sums: tuple[NoticedSum, ...] = ()


def told_of(
    number: int,
    judged: QuarterSoFar,
    files: tuple[str, ...],
    outcomes: tuple[tuple[int, Outcome], ...],
) -> PartTold:
    """Return what a part tells of itself once it was judged and its *files* are written."""
    tables = judged.tables
    count = counted(tables.findings)
    sizes = {name: len(getattr(tables, name)) for name in TABLES if name != "ledger"}
    return PartTold(
        number,
        tuple(_bodies(tables.institutions, count)),
        _commitments(tables.activities, tables.indicators, count),
        tuple(_worst(count)),
        files,
        {**sizes, "ledger": sum(len(item.returned.ledger) for item in judged.settled)},
        tuple(int((count["severity"] == own).sum()) for own in _SEVERITIES),
        Returned(judged.settled).counts(),
        outcomes,
        judged.unusable,
        judged.sums,
    )


def _bodies(institutions: pd.DataFrame, findings: pd.DataFrame) -> Iterator[BodyCounts]:
    severities = _by(findings, "institution")
    for row in records(institutions):
        own = severities.get(row["institution"], InNumbers().findings)
        standing = InNumbers(
            row["activities"], row["answered"], row["indicators"], row["given"], own
        )
        yield BodyCounts(row["institution"], row["expected"], row["returned"], standing)


def _commitments(
    activities: pd.DataFrame, indicators: pd.DataFrame, findings: pd.DataFrame
) -> dict[str, InNumbers]:
    reported = activities["status"].isin([status.value for status in REPORTABLE])
    numbers = [
        activities["commitment"].value_counts(),
        activities[reported]["commitment"].value_counts(),
        indicators["commitment"].value_counts(),
        indicators[is_given(indicators)]["commitment"].value_counts(),
    ]

    def counts(code: str) -> tuple[int, int, int, int]:
        asked, answered, values, given = (int(own.get(code, 0)) for own in numbers)
        return asked, answered, values, given

    severities = _by(findings, "commitment")
    codes = dict.fromkeys((*activities["commitment"], *severities))
    return {
        str(code): InNumbers(*counts(code), severities.get(code, NO_FINDINGS)) for code in codes
    }


def _by(findings: pd.DataFrame, key: str) -> dict[str, tuple[int, ...]]:
    """Return how many findings of each severity there are, by institution or commitment."""
    found: dict[str, Counter[str]] = {}
    for row in records(findings[[key, "severity"]]):
        if row[key] is not None:
            found.setdefault(row[key], Counter())[row["severity"]] += 1
    return {own: tuple(counts[s] for s in _SEVERITIES) for own, counts in found.items()}


def _worst(findings: pd.DataFrame) -> Iterator[Worst]:
    """Yield the worst: the table has them first."""
    for row in records(findings.head(MOST_WORST)):
        yield Worst(
            row["severity"],
            row["institution"] or "",
            row["commitment"] or "",
            row["indicator"] or row["activity"] or "",
            row["message"] or "",
        )


def worst_of(found: Iterable[Worst]) -> tuple[Worst, ...]:
    """Return the worst of some findings, worst first; else in the order in which they come."""
    return tuple(nsmallest(MOST_WORST, found, key=lambda own: _SEVERITIES.index(own.severity)))
