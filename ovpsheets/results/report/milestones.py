"""Institutions' answers as a cell shows them: given, owed, silent or not needed.

Silence is never a zero, a status or a „нема податок“: it has its own words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from ovpsheets.columns.model import Column
from ovpsheets.plan.in_force import slips
from ovpsheets.plan.measured import Measured, in_words
from ovpsheets.plan.model import Activity, Plan, Wording
from ovpsheets.results.report.activity_answers import ReportedActivity
from ovpsheets.results.report.told_answers import Kind, ToldAnswer, progress_told, reason_told
from ovpsheets.saying.tongues import language_of
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, Language, Role, Timeliness

WITHHELD: Final = "summary.answer.withheld"
"""What stands, in every format, where a text was given and is not published."""

UNCLEAR: Final = "summary.answer.unclear"
"""What stands, in every format, where something was answered that cannot be read."""

_SAID_OF_DEADLINES = (Timeliness.DUE, Timeliness.OVERDUE, Timeliness.DONE_LATE)


Tone = Literal["given", "missing", "silent", "plain", "withheld"]
"""How an answer reads: given; missing (owed); silent (nothing came back); plain (not owed);
withheld (given, and not published)."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that the tool did not write, and the language they are written in."""

    text: str
    language: Language

    def mark(self, language: Language) -> str:
        """Return the mark behind it for who reads *language*: `` [sq]``, "" where it is theirs."""
        return f" [{self.language}]" if self.language not in ("", language) else ""

    def in_(self, language: Language) -> str:
        """Return the words as they stand in a text in *language*: with the mark of their own."""
        return f"{self.text}{self.mark(language)}"


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What stands in a cell for an institution's answer.

    Our own words ``before`` and ``after`` enclose the institution's (``said``);
    ``by`` names the institution where it is not the holder, else "".
    """

    tone: Tone
    before: str = ""
    said: Said | None = None
    after: str = ""
    by: str = ""

    @property
    def text(self) -> str:
        """The answer in one piece."""
        return f"{self.before}{self.said.text if self.said else ''}{self.after}"

    def in_(self, language: Language) -> str:
        """Return the answer in one piece, marked where it stands in another language."""
        return f"{self.before}{self.said.in_(language) if self.said else ''}{self.after}"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer in a column of the plan's own; its heading, and whose it is if not the holder's."""

    label: str
    answer: ShownAnswer


@dataclass(frozen=True, slots=True)
class Milestone:
    """An activity, as the portal's reader meets it; ``lateness`` is "" unless it is late."""

    code: str
    title: Said
    holder: str
    co_holders: tuple[str, ...]
    deadline: str
    lateness: str
    new_deadline: ShownAnswer
    status: str
    status_word: str
    progress: tuple[ShownAnswer, ...]
    reason: ShownAnswer
    own: tuple[Labelled, ...]


def own_words(text: str, written_in: Language) -> Said:
    """Return what an institution wrote, in the language that its letters are of.

    *written_in*: the language of its form; "" stands for one that nobody knows.
    """
    return Said(text, language_of(text, written_in))


def wording(text: Wording, language: Language) -> Said:
    """Return a text of the plan with the language it really is in."""
    found, said = text.spoken(language)
    return Said(said, found)


def quoting(key: str, said: Said, texts: Texts, tone: Tone = "given", **values: str) -> ShownAnswer:
    """Return the text of *key* with *said* where its ``{quote}`` stands."""
    # No text of ours holds a line break, so it marks the place of the quotation.
    before, _, after = texts(key, quote="\n", **values).partition("\n")
    return ShownAnswer(tone, before, said, after)


def milestone(
    held: ReportedActivity, others: tuple[ReportedActivity, ...], plan: Plan, texts: Texts
) -> Milestone:
    """Return an activity by its holder's answer; *others* are its co-holders' answers."""
    language = texts.language
    activity = held.activity
    late = held.timeliness in _SAID_OF_DEADLINES
    return Milestone(
        code=activity.code,
        title=wording(activity.text, language),
        holder=plan.institution(held.institution).label(language),
        co_holders=tuple(plan.institution(o.institution).label(language) for o in others),
        deadline=_deadline(activity, plan, texts),
        lateness=texts(f"words.timeliness.{held.timeliness}") if late else "",
        new_deadline=_new_deadline(held, texts),
        status=held.status.value,
        status_word=texts(f"words.status.{held.status.value}"),
        progress=(
            _progress(held, plan, texts),
            *(_progress(other, plan, texts) for other in others if other.tells_progress),
        ),
        reason=_reason(held, plan, texts),
        own=tuple(one for row in (held, *others) for one in _own(row, plan, texts)),
    )


def _deadline(activity: Activity, plan: Plan, texts: Texts) -> str:
    """Return the deadline; of one that was put off also how often, and which was the first."""
    day, put_off = texts.short_date(activity.deadline), slips(plan, activity)
    if not put_off or not isinstance(put_off[0].before, date):
        return day
    first = texts.short_date(put_off[0].before)
    return texts("summary.deadline_moved", day=day, n=len(put_off), first=first)


def _own(row: ReportedActivity, plan: Plan, texts: Texts) -> Iterator[Labelled]:
    institution = plan.institution(row.institution)
    by = f" ({institution.label(texts.language)})" if row.role is not Role.HOLDER else ""
    own = (
        *labelled(ACTIVITIES, row.own, institution.language, texts),
        *withheld_own(plan, ACTIVITIES, row.withheld, texts),
    )
    for one in own:
        yield replace(one, label=f"{one.label}{by}")


def labelled(
    table: str, own: Iterable[tuple[Column, Measured]], language: Language, texts: Texts
) -> Iterator[Labelled]:
    """Yield answers in the plan's own columns as a reader meets them, typed in *language*."""
    for column, value in own:
        is_choice = column.content == "choice" and isinstance(value, str)
        said = own_words(value, language) if isinstance(value, str) and not is_choice else None
        chosen = column.word(value, texts) if is_choice and isinstance(value, str) else value
        words = "" if said else in_words(chosen, texts)
        yield Labelled(column.heading(table, texts), ShownAnswer("given", words, said))


def withheld_own(
    plan: Plan, table: str, hidden: frozenset[str], texts: Texts
) -> Iterator[Labelled]:
    """Yield the plan's own columns that were answered and are not published."""
    for column in plan.columns.answers(table):
        if column.is_own and hidden.intersection(column.stored):
            yield Labelled(column.heading(table, texts), withheld(texts))


def withheld(texts: Texts, by: str = "") -> ShownAnswer:
    """Return what stands for a text that was given and is not published."""
    return ShownAnswer("withheld", texts(WITHHELD), by=by)


def _unclear(texts: Texts) -> ShownAnswer:
    """Return what stands for an answer that nobody can read as one."""
    return ShownAnswer("withheld", texts(UNCLEAR))


def _progress(row: ReportedActivity, plan: Plan, texts: Texts) -> ShownAnswer:
    institution = plan.institution(row.institution)
    by = "" if row.role is Role.HOLDER else institution.label(texts.language)
    told = progress_told(row)
    if told.kind == "withheld":
        return withheld(texts, by)
    if told.kind == "given":
        return ShownAnswer("given", said=own_words(told.quote, institution.language), by=by)
    return _in_our_words(told, "progress", institution.language, texts)


def _reason(row: ReportedActivity, plan: Plan, texts: Texts) -> ShownAnswer:
    told, language = reason_told(row), plan.institution(row.institution).language
    reason = reason_word(told.reason, plan, texts) if told.reason else ""
    if told.kind == "withheld":
        return ShownAnswer("withheld", f"{reason}: " * bool(reason) + texts(WITHHELD))
    if told.kind == "given":
        return ShownAnswer("given", said=own_words(told.quote, language))
    return _in_our_words(told, "reason", language, texts, reason=reason)


def _in_our_words(
    told: ToldAnswer, what: str, language: Language, texts: Texts, **values: str
) -> ShownAnswer:
    tone, key = _WORDED[told.kind]
    if told.quote:
        said = own_words(told.quote, language)
        return quoting(key.format(what=what), said, texts, tone, **values)
    return ShownAnswer(tone, texts(key.format(what=what), **values))


_WORDED: Final[Mapping[Kind, tuple[Tone, str]]] = {
    "coded": ("given", "summary.answer.{what}.coded"),
    "hollow": ("given", "summary.answer.{what}.hollow"),
    "bare": ("given", "summary.answer.{what}.bare"),
    "placeholder": ("missing", "summary.answer.{what}.placeholder"),
    "missing": ("missing", "summary.answer.{what}.missing"),
    "unclear": ("withheld", UNCLEAR),
    "silent": ("silent", "summary.answer.silent"),
    "waiting": ("plain", "words.status.not_due"),
    "nothing": ("plain", "summary.answer.{what}.nothing"),
    "earlier": ("plain", "summary.answer.{what}.earlier"),
    "none": ("plain", "summary.answer.none"),
}


def reason_word(code: str, plan: Plan, texts: Texts) -> str:
    """Return what people read for a reason: the plan's words, else ours, else the code."""
    if own := plan.reasons.get(code):
        return own.in_(texts.language) or code
    key = f"words.reason.{code}"
    return texts(key) if texts.has(key) else code


def _new_deadline(row: ReportedActivity, texts: Texts) -> ShownAnswer:
    if row.new_deadline is not None:
        return ShownAnswer("given", texts.short_date(row.new_deadline))
    if "new_deadline" in row.unclear:
        return _unclear(texts)
    if not row.past_deadline:
        return ShownAnswer("plain", texts("summary.answer.none"))
    if row.silent:
        return ShownAnswer("silent", texts("summary.answer.silent"))
    return ShownAnswer("missing", texts("summary.answer.new_deadline.missing"))
