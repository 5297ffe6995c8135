"""What a note says, in the skeleton that working groups use; only people know the rest.

The skeleton is that of the working group's own notes: group, date, time and
place, who was present, purpose, agenda, what was seen by institution,
conclusions with the two dates.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ovpsheets.plan.model import Commitment
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import (
    ReportedActivity,
    activity_answers,
    institution_rows,
)
from ovpsheets.results.report.derive_facts import facts_of
from ovpsheets.results.report.milestones import ShownAnswer, milestone
from ovpsheets.results.report.quarter_figures import QuarterFigures, figures
from ovpsheets.tables import answer_schema, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, Language


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What an institution says of one activity: code, status word, narrative, reason."""

    code: str
    status: str
    said: tuple[ShownAnswer, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An institution of the working group; ``state`` says whether its form came."""

    name: str
    state: str
    lines: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The whole note in one language; ``labels`` are headings and blanks to be filled."""

    language: Language
    title: str
    group: str
    purpose: str
    agenda: tuple[str, ...]
    seen: tuple[str, ...]
    members: tuple[Member, ...]
    asked: str
    conclusions: tuple[str, ...]


def note_context(report: Report, texts: Texts, commitment: str | None = None) -> Note:
    """Return the note of one commitment's working group, or of the whole plan's.

    All its members read it, so that ``untold`` texts are not in it. Raises KeyError for a
    commitment that the plan does not have.
    """
    report = report.once("told to members", lambda: _told(report))
    chosen = _chosen(report, commitment)
    code = chosen.code if chosen else None
    return Note(
        language=texts.language,
        title=texts("note.title"),
        group=_group(report, chosen, texts),
        purpose=texts("note.purpose", what=_what(report, chosen, texts)),
        agenda=tuple(_agenda(report, texts)),
        seen=tuple(_seen(figures(report, code, texts.language), texts)),
        members=tuple(_members(report, code, texts)),
        asked=texts("note.asked"),
        conclusions=tuple(_conclusions(report, texts)),
    )


def _told(report: Report) -> Report:
    """Return *report* without its untold texts; what is true of them stays true."""
    if not report.untold:
        return report
    rows = records(report.tables.activities)
    for row in rows:
        for code, who, column in report.untold:
            if (row["activity"], row["institution"]) == (code, who):
                row[column] = None
    shown = frame(answer_schema(report.plan.columns, ACTIVITIES), rows)
    tables = replace(report.tables, activities=shown)
    return replace(report, tables=tables, facts=facts_of(report), untold=frozenset())


def _chosen(report: Report, commitment: str | None) -> Commitment | None:
    if commitment is not None:
        return report.plan.commitment(commitment)
    own = report.plan.commitments
    # A plan of one commitment has one working group, and its note says which.
    return own[0] if len(own) == 1 else None


def _group(report: Report, chosen: Commitment | None, texts: Texts) -> str:
    if chosen is None:
        return texts("note.group.plan", title=report.plan.title.in_(texts.language))
    title = chosen.title.in_(texts.language)
    return texts("note.group.commitment", code=chosen.code, title=title)


def _what(report: Report, chosen: Commitment | None, texts: Texts) -> str:
    if chosen is None:
        return texts("note.what.plan")
    return texts("note.what.commitment", code=chosen.code)


def _agenda(report: Report, texts: Texts) -> Iterator[str]:
    quarter, period = texts.quarter_object(report.quarter), texts.period(report.quarter)
    yield texts("note.agenda.review", quarter=quarter, period=period)
    yield texts("note.agenda.clear")
    yield texts("note.agenda.dates")


def _seen(seen: QuarterFigures, texts: Texts) -> Iterator[str]:
    """Yield who progressed, who reported nothing realised, and of whom nothing is known."""
    for key, names in (
        ("progress", seen.progressed), ("idle", seen.idle), ("silent", seen.not_returned),
    ):  # fmt: skip
        if names:
            yield texts(f"note.seen.{key}", n=len(names), names=texts.listing(names))
    if seen.unexplained:
        places = [
            texts("summary.say.place", code=code, holder=who) for code, who in seen.unexplained
        ]
        yield texts("note.seen.unexplained", n=len(places), places=texts.listing(places))


def _members(report: Report, commitment: str | None, texts: Texts) -> Iterator[Member]:
    answers: dict[str, list[ReportedActivity]] = defaultdict(list)
    for answer in activity_answers(report, commitment):
        answers[answer.institution].append(answer)
    for row in institution_rows(report, commitment):
        own = answers[row["institution"]]
        state = "returned" if row["returned"] else "missing"
        yield Member(
            name=report.plan.institution(row["institution"]).full_name(texts.language),
            state=texts(f"note.state.{state}"),
            # Of who said nothing ``state`` says so; a line without words would read as an answer.
            lines=tuple(_line(report, answer, texts) for answer in own if not answer.silent),
        )


def _line(report: Report, answer: ReportedActivity, texts: Texts) -> NoteLine:
    told = milestone(answer, (), report.plan, texts)
    reason = [told.reason] if told.reason.tone != "plain" else []
    # What by the plan has not begun, or is not published, is said once.
    said = {item.text: item for item in (*told.progress, *reason) if item.text != told.status_word}
    return NoteLine(told.code, told.status_word, tuple(said.values()))


def _conclusions(report: Report, texts: Texts) -> Iterator[str]:
    dates, after = report.dates, report.quarter.next()
    upcoming = report.plan.dates(after)
    yield texts("note.conclusion.submit", day=texts.long_date(dates.submit_by))
    yield texts("note.conclusion.publish", day=texts.long_date(dates.publish_by))
    yield texts(
        "note.conclusion.again",
        quarter=texts.quarter(after),
        period=texts.period(after),
        submit=texts.long_date(upcoming.submit_by),
        publish=texts.long_date(upcoming.publish_by),
    )
    yield texts("note.conclusion.share")
