"""What a summary says: frozen values in which every wording is already chosen.

    SummaryContext             the whole summary in one language
    ├── facts, highlights      who is responsible; up to six sentences
    ├── Overview               the portal's counters; statuses by institution
    ├── SummaryReturn …        who returned a form
    ├── SummarySection …       one for each commitment
    │   ├── Milestone …        (of the report)
    │   └── Measure …          the indicators
    └── Deadline …, next_steps, making, legend, labels

Nothing here knows a markup; a renderer escapes every text it writes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ovpsheets.results.report.milestones import Labelled, Milestone, Said, ShownAnswer
from ovpsheets.words import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class SummaryFact:
    """A label and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Counter:
    """One of the portal's counters; ``key`` is "total" or a status.

    ``share`` is that of the total, in hundredths; ``said`` is the value in words, for who hears it.
    """

    key: str
    label: str
    value: str
    share: float
    said: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a status bar, in hundredths of the longest bar's length."""

    status: str
    count: int
    start: float
    width: float
    written: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How many milestones an institution holds in each status; ``key`` is its code or "total".

    Or how many a commitment has. ``written``: the counts, and "total", as numbers are written.
    ``commitments``: the codes of those in which an institution holds
    some, where the page has several.
    """

    key: str
    name: str
    counts: Mapping[str, int]
    segments: tuple[Segment, ...]
    written: Mapping[str, str]
    commitments: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """All milestones of the row."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """The counters, and the same milestones by the institution that holds them."""

    counters: tuple[Counter, ...]
    no_report: Counter
    no_report_note: str
    not_due: Counter | None  # None where everything has begun
    statuses: Mapping[str, str]
    rows: tuple[StatusRow, ...]
    by_commitment: tuple[StatusRow, ...] = ()  # where there are several


@dataclass(frozen=True, slots=True)
class SummaryReturn:
    """What became of one institution's form; ``received`` is "" when none came."""

    institution: str
    name: str
    state: Literal["on_time", "late", "returned", "missing"]
    word: str
    received: str
    activities: str
    indicators: str


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator's values as one institution gives them, or what all shares of it make.

    ``has_moved``: the quarter before had a value, and this one has another.
    """

    code: str
    title: Said
    institution: str
    baseline: str
    previous: str
    value: ShownAnswer
    target: str
    note: Said | None
    own: tuple[Labelled, ...]
    has_moved: bool = False


@dataclass(frozen=True, slots=True)
class SummarySection:
    """One commitment. ``overview`` is None where the summary is of this commitment alone."""

    code: str
    heading: str
    title: Said
    facts: tuple[SummaryFact, ...]
    overview: Overview | None
    milestones: tuple[Milestone, ...] = ()
    measures: tuple[Measure, ...] = ()
    changes: tuple[str, ...] = ()  # since the last quarter
    corrections: tuple[str, ...] = ()  # revised values


@dataclass(frozen=True, slots=True)
class Deadline:
    """A quarter and its two dates."""

    quarter: str
    submit_by: str
    publish_by: str


@dataclass(frozen=True, slots=True)
class SummaryContext:
    """Everything a summary says, in one language. ``labels`` are headings and captions.

    ``draft_mark`` and ``draft_note`` are "" in what is published. ``is_front``: milestones and
    indicators stand in a part for each commitment, and the sections here have none.
    """

    language: Language
    title: str
    subtitle: Said
    draft_mark: str
    draft_note: str
    highlights: tuple[str, ...]
    overview: Overview
    facts: tuple[SummaryFact, ...]
    returns: tuple[SummaryReturn, ...]
    sections: tuple[SummarySection, ...]
    next_steps: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    making: tuple[str, ...]
    legend: tuple[SummaryFact, ...]
    labels: Mapping[str, str]
    is_front: bool = False

    @property
    def is_long(self) -> bool:
        """Tell whether it has so many milestones that a reader wants only some of them."""
        return sum(len(section.milestones) for section in self.sections) > _FEW

    @property
    def holders(self) -> tuple[str, ...]:
        """Who holds milestones of the page, as they are named there, in the overview's order."""
        held = {milestone.holder for section in self.sections for milestone in section.milestones}
        return tuple(row.name for row in self.overview.rows if row.name in held)

    @property
    def other_languages(self) -> tuple[Language, ...]:
        """The languages beside its own in which texts of the plan and of members stand."""
        found = {said.language for section in self.sections for said in _said_in(section)}
        return tuple(la for la in LANGUAGES if la in found and la != self.language)


_FEW: Final = 20


def _said_in(section: SummarySection) -> Iterator[Said]:
    yield section.title
    for milestone in section.milestones:
        answers = (*milestone.progress, milestone.reason, *(own.answer for own in milestone.own))
        yield milestone.title
        yield from (answer.said for answer in answers if answer.said)
    for measure in section.measures:
        answers = (measure.value, *(own.answer for own in measure.own))
        yield measure.title
        yield from (said for said in (measure.note, *(own.said for own in answers)) if said)
