"""One page for the minister: counters, three messages, who is silent, what is late, what to decide.

However large the plan is, it stays one page: of every list the first stand there, the rest is
counted. It quotes no member.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from textwrap import shorten
from types import MappingProxyType
from typing import Final

from ovpsheets.decision import ACCEPTED, SUM, WHOSE, to_look_at
from ovpsheets.results.narrative.counted_nouns import counted, number
from ovpsheets.results.narrative.counters_overview import overview
from ovpsheets.results.narrative.sentences import main_messages
from ovpsheets.results.narrative.summary_model import Counter
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import ReportedActivity, activity_answers
from ovpsheets.results.report.deadlines import deadline_courses
from ovpsheets.results.report.milestones import Said, milestone, wording
from ovpsheets.results.report.open_items import open_disputes
from ovpsheets.results.report.quarter_figures import figures
from ovpsheets.texts import Texts
from ovpsheets.words import Language, Role

MOST_SILENT: Final = 12
"""Up to so many institutions are named of which there is no usable form."""

MOST_OVERDUE: Final = 6
"""Up to so many activities past their deadline are shown, the longest first."""

MOST_PLACES: Final = 4
"""Up to so many codes stand behind what is to be decided."""

_TITLE_LENGTH: Final = 70
_HOLDER_LENGTH: Final = 40
_NAMES_LENGTH: Final = 400
"""Letters of the names in a list: a plan may have no short ones."""

_LABELS: Final = (
    "counters", "messages", "silent", "overdue", "decisions", "code", "milestone", "holder",
    "deadline", "days", "status", "new_deadline",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overdue:
    """An activity past its deadline and not reported as completed.

    ``days``: from the deadline to the end of the quarter, of which the status is told; words
    where the one is the other.
    """

    code: str
    title: Said
    holder: str
    deadline: str
    days: str
    status: str
    status_word: str
    new_deadline: str


@dataclass(frozen=True, slots=True)
class MinisterPage:
    """What the page says, in one language; what lists leave out is counted in ``…_rest``."""

    language: Language
    title: str
    subtitle: Said
    mark: str
    note: str
    counters: tuple[Counter, ...]
    messages: tuple[str, ...]
    silent: str
    overdue_said: str
    overdue: tuple[Overdue, ...]
    overdue_rest: str
    decisions: tuple[str, ...]
    labels: Mapping[str, str]


def minister_page(report: Report, texts: Texts) -> MinisterPage:
    """Return what the minister is told of *report*; the same report, the same page."""
    told = overview(report, None, texts)
    waiting = (told.not_due,) if told.not_due else ()
    answers = activity_answers(report, None)
    held = [answer for answer in answers if answer.role is Role.HOLDER]
    late = sorted(
        (answer for answer in held if answer.past_deadline),
        key=lambda answer: answer.activity.deadline,
    )
    end = texts.long_date(report.quarter.end)
    said = {own.activity: own.said for own in deadline_courses(report)}
    return MinisterPage(
        language=texts.language,
        title=texts("minister.title", quarter=texts.quarter(report.quarter)),
        subtitle=wording(report.plan.title, texts.language),
        mark=texts("minister.mark"),
        note=texts("minister.note", day=texts.long_date(report.as_of)),
        counters=(*told.counters, told.no_report, *waiting),
        messages=main_messages(figures(report, None, texts.language), texts),
        silent=_silent(report, texts),
        overdue_said=_overdue_said(len(late), len(held), end, texts),
        overdue=tuple(
            _overdue(report, answer, said.get(answer.activity.code), texts)
            for answer in late[:MOST_OVERDUE]
        ),
        overdue_rest=_more(len(late) - MOST_OVERDUE, texts),
        decisions=tuple(_decisions(report, held, texts)),
        labels=MappingProxyType({key: texts(f"minister.label.{key}") for key in _LABELS}),
    )


def _silent(report: Report, texts: Texts) -> str:
    """Say of whom there is no usable form; who wrote without one is said to have written."""
    names, (_, expected) = report.silent_labels(texts), report.returned()
    if not names:
        return texts("minister.silent.none" if expected else "minister.silent.nobody_asked")
    listed = _listed(names, MOST_SILENT, texts)
    missing, asked = (number(texts, "institution", n) for n in (len(names), expected))
    return texts("minister.silent.some", n=expected, missing=missing, expected=asked, names=listed)


def _listed(names: Sequence[str], most: int, texts: Texts) -> str:
    """Return the first *most* of *names*, fewer of long ones, and how many more there are."""
    lengths = accumulate(len(name) + 2 for name in names[:most])
    shown = max(sum(length <= _NAMES_LENGTH for length in lengths), 1)
    rest = _more(len(names) - shown, texts)
    return f"{', '.join(names[:shown])} {rest}" if rest else texts.listing(names)


def _more(count: int, texts: Texts) -> str:
    return texts("minister.more", n=count) if count > 0 else ""


def _overdue_said(late: int, total: int, end: str, texts: Texts) -> str:
    if not late:
        return texts("minister.overdue.none", day=end)
    return texts(
        "minister.overdue.some",
        n=late,
        late=number(texts, "milestone", late),
        milestones=counted(texts, "milestone", late),
        total=counted(texts, "milestone", total),
        day=end,
    )


def _overdue(report: Report, answer: ReportedActivity, said: date | None, texts: Texts) -> Overdue:
    """Tell one of them; *said*: the newest deadline of its holder, maybe of a quarter before."""
    told = milestone(answer, (), report.plan, texts)
    days = (report.quarter.end - answer.activity.deadline).days
    is_older = answer.new_deadline is None and "new_deadline" not in answer.unclear
    short = shorten(told.title.text, _TITLE_LENGTH, placeholder=" …")
    return Overdue(
        code=told.code,
        title=replace(told.title, text=short),
        holder=shorten(told.holder, _HOLDER_LENGTH, placeholder=" …"),
        deadline=texts.short_date(answer.activity.deadline),
        days=texts.number(days) if days else texts("minister.that_day"),
        status=told.status,
        status_word=told.status_word,
        new_deadline=texts.short_date(said) if is_older and said else told.new_deadline.text,
    )


def _decisions(report: Report, held: Sequence[ReportedActivity], texts: Texts) -> Iterator[str]:
    """Yield what somebody has to decide: deadlines first, then what the forms leave unclear."""
    lacking = [own for own in held if own.lacks_new_deadline and not own.silent]
    disputes = open_disputes(report)
    settled = [(own.code, own.institution) for own in disputes if own.what not in (WHOSE, SUM)]
    places = {
        "new_deadlines": _proposed(report),
        "no_deadline": [(own.activity.code, own.institution) for own in lacking],
        "answers": list(dict.fromkeys(settled)),
    }
    for key, found in places.items():
        if found:
            said = _listed(list(_places(report, found, texts)), MOST_PLACES, texts)
            milestones = counted(texts, "milestone", len(found))
            yield texts(f"minister.decide.{key}", n=len(found), milestones=milestones, places=said)
    counts = {
        "files": sum(own.what == WHOSE for own in disputes),
        "again": len(to_look_at(report.decided)),
    }
    for key, count in counts.items():
        if count:
            yield texts(f"minister.decide.{key}", n=count)
    if not any(places.values()) and not any(counts.values()):
        yield texts("minister.decide.none")


def _proposed(report: Report) -> list[tuple[str, str]]:
    """Return whose holder proposes another deadline about which nothing is decided."""
    decided = {
        own.decision.code
        for own in report.decided
        if own.decision.what == ACCEPTED and not own.problem
    }
    return [
        (own.activity, own.holder)
        for own in deadline_courses(report)
        if own.said is not None and own.is_open and own.activity not in decided
    ]


def _places(report: Report, found: Iterable[tuple[str, str]], texts: Texts) -> Iterator[str]:
    for code, institution in found:
        holder = report.institution_label(institution, texts.language)
        yield texts("summary.say.place", code=code, holder=holder)
