"""What a note says, in the skeleton that working groups use; only people know the rest.

The skeleton is that of the working group's own notes: group, date, time and
place, who was present, purpose, agenda, what was seen by institution,
conclusions with the two dates.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from ovpsheets.plan.model import Commitment
from ovpsheets.results.note.note_lines import NoteLine, activity_lines, counted, gaps
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import (
    ReportedActivity,
    activity_answers,
    institution_rows,
)
from ovpsheets.results.report.derive_facts import facts_of
from ovpsheets.results.report.milestones import ShownAnswer
from ovpsheets.results.report.quarter_figures import QuarterFigures, figures
from ovpsheets.tables import answer_schema, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, Language


@dataclass(frozen=True, slots=True)
class Member:
    """An institution of the working group; ``state`` says in words whether its form ``came``."""

    name: str
    state: str
    came: bool
    lines: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class NotePart:
    """What is noted of one commitment. ``heading`` is "" where the note is about it alone.

    ``members``: those of whom there is something to say, with a line for each activity; where
    these would be too many, one line for each institution in ``brief`` instead, and ``rest``
    says where the others stand.
    """

    heading: str
    seen: tuple[str, ...]
    members: tuple[Member, ...]
    brief: tuple[NoteLine, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """The whole note in one language; ``members`` are all, ``seen`` is about all of them."""

    language: Language
    title: str
    group: str
    purpose: str
    agenda: tuple[str, ...]
    seen: tuple[str, ...]
    members: tuple[Member, ...]
    parts: tuple[NotePart, ...]
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
        parts=tuple(_parts(report, chosen, texts)),
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
    return texts("note.group.commitment", code=chosen.code, title=_title(chosen, texts))


def _title(commitment: Commitment, texts: Texts) -> str:
    return commitment.title.in_(texts.language)


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
            yield _naming(f"note.seen.{key}", names, texts, names=texts.listing(names))
    if seen.unexplained:
        places = [
            texts("summary.say.place", code=code, holder=who) for code, who in seen.unexplained
        ]
        key = "note.seen.unexplained" + ("_reason" if seen.reason_named else "")
        yield _naming(key, places, texts, places=texts.listing(places))


def _naming(key: str, named: Sequence[str], texts: Texts, **values: str) -> str:
    n = len(named)
    if n > _NAMES_SHOWN:
        return texts(f"{key}_counted", n=n, number=texts.number(n))
    return texts(key, n=n, **values)


def _members(report: Report, commitment: str | None, texts: Texts) -> Iterator[Member]:
    answers = _by_institution(report, commitment)
    for row in institution_rows(report, commitment):
        own = answers.get(row["institution"], ())
        state = "returned" if row["returned"] else "missing"
        yield Member(
            name=report.plan.institution(row["institution"]).full_name(texts.language),
            state=texts(f"note.state.{state}"),
            came=bool(row["returned"]),
            lines=activity_lines(report, own, texts),
        )


def _by_institution(
    report: Report, commitment: str | None
) -> Mapping[str, Sequence[ReportedActivity]]:
    answers: dict[str, list[ReportedActivity]] = defaultdict(list)
    for answer in activity_answers(report, commitment):
        answers[answer.institution].append(answer)
    return answers


def _parts(report: Report, chosen: Commitment | None, texts: Texts) -> Iterator[NotePart]:
    """Yield the part of each commitment; that of the only one may take more room."""
    if chosen is not None:
        yield _part(report, chosen, "", texts)
        return
    for own in report.plan.commitments:
        yield _part(report, own, texts("note.part", code=own.code, title=_title(own, texts)), texts)


def _part(report: Report, commitment: Commitment, heading: str, texts: Texts) -> NotePart:
    room = _OF_A_PAGE if heading else _OF_A_NOTE
    seen = tuple(_seen(figures(report, commitment.code, texts.language), texts)) if heading else ()
    members = tuple(member for member in _members(report, commitment.code, texts) if member.lines)
    if _height(line for member in members for line in member.lines) + len(members) <= room:
        return NotePart(heading, seen, members)
    brief, left = _brief(report, commitment.code, room, texts)
    key = "note.rest.some" if left else "note.rest.all"
    return NotePart(heading, seen, (), brief, texts(key, n=left, number=texts.number(left)))


def _brief(
    report: Report, commitment: str, room: float, texts: Texts
) -> tuple[tuple[NoteLine, ...], int]:
    """Return a line for each institution that answered, as many as there is room for.

    Of several that are told in the same words it is one line. Those are left out of whom least
    is to be asked. Also returns how many are left out.
    """
    answers = _by_institution(report, commitment)
    alike: dict[tuple[ShownAnswer, ...], list[str]] = defaultdict(list)
    owed: dict[tuple[ShownAnswer, ...], int] = {}
    for row in institution_rows(report, commitment):
        own = answers.get(row["institution"], ())
        if row["returned"] and own:
            said = counted(own, texts)
            alike[said].append(
                report.plan.institution(row["institution"]).full_name(texts.language)
            )
            owed[said] = gaps(own)
    lines = {said: NoteLine(_about(names, texts), said) for said, names in alike.items()}
    found: set[tuple[ShownAnswer, ...]] = set()
    for said in sorted(lines, key=lambda one: -owed[one]):
        if _height(lines[one] for one in (*found, said)) <= room:
            found.add(said)
    left = sum(len(names) for said, names in alike.items() if said not in found)
    return tuple(line for said, line in lines.items() if said in found), left


def _about(names: Sequence[str], texts: Texts) -> str:
    """Return of whom a line is; it holds of each of several."""
    listed = texts.listing(names)
    return texts("note.counted.each", names=listed) if len(names) > 1 else f"{listed}."


def _height(lines: Iterable[NoteLine]) -> float:
    """Return about how many lines of a page *lines* take, with the space between them."""
    return sum(ceil((line.length + 2) / _LETTERS) + 0.4 for line in lines)


_LETTERS: Final = 100
"""Letters of a line of the page: 17.6 cm at 9.5 points, Cyrillic capitals counted in."""

_OF_A_PAGE: Final = 38.0
_OF_A_NOTE: Final = 75.0
"""Lines for what institutions say of a commitment: so that with its heading it stays on a page,
and that a note of one commitment has at most three, with attendance, agenda and conclusions."""

_NAMES_SHOWN: Final = 12
"""Up to so many are named in a sentence; who has no form is in the list of attendance, too."""


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
