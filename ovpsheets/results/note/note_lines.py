"""What a note says of an institution's activities: whole sentences, as an official writes them.

A line for each activity where they are few; where they are many a line for each institution.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.plan.model import Plan
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import ReportedActivity
from ovpsheets.results.report.milestones import ShownAnswer, own_words, quoting, reason_word
from ovpsheets.results.report.told_answers import Kind, ToldAnswer, progress_told, reason_told
from ovpsheets.texts import Texts
from ovpsheets.words import REPORTABLE, Role

_CODES_SHOWN: Final = 4
"""Up to so many codes stand behind the number they make up."""

_BULLETS: Final = "-–—•*·▪ \t"
_ENDS: Final = ".!?…"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line of the note: what it is about, and sentences."""

    about: str
    said: tuple[ShownAnswer, ...]

    @property
    def length(self) -> int:
        """How many letters it has."""
        return len(self.about) + sum(len(answer.text) + 1 for answer in self.said)


def activity_lines(
    report: Report, answers: Sequence[ReportedActivity], texts: Texts
) -> tuple[NoteLine, ...]:
    """Return a line for each activity that was answered; silence has none.

    Of who said nothing the note says so; a line without words would read as an answer.
    """
    holders = {a.activity.code: a.activity.holder for a in answers}
    return tuple(
        _line(report.plan, answer, holders[answer.activity.code], texts)
        for answer in answers
        if _says_something(answer)
    )


def _says_something(row: ReportedActivity) -> bool:
    """Tell whether anything stands in a row: without a status, too, a text is an answer."""
    return not row.silent or bool(row.progress or row.explanation or row.withheld or row.unclear)


def _line(plan: Plan, row: ReportedActivity, holder: str, texts: Texts) -> NoteLine:
    is_own = row.role is Role.HOLDER
    key = "note.line.holder" if is_own else "note.line.co_holder"
    about = texts(
        key,
        code=row.activity.code,
        status=texts(f"words.status.{row.status}"),
        holder=plan.institution(holder).label(texts.language) if holder else "",
    )
    if row.is_waiting:
        return NoteLine(about, ())
    said = (
        _sentence("progress", progress_told(row), plan, row.institution, texts),
        _sentence("reason", reason_told(row), plan, row.institution, texts),
    )
    return NoteLine(about, tuple(one for one in said if one is not None))


def _sentence(
    what: str, told: ToldAnswer, plan: Plan, institution: str, texts: Texts
) -> ShownAnswer | None:
    kind: Kind | str = told.kind
    if kind in ("none", "silent", "waiting"):
        return None
    reason = reason_word(told.reason, plan, texts) if told.reason else ""
    if kind == "withheld" and reason:
        kind = "withheld_coded"
    key = f"note.{what}.{kind}"
    if not told.quote:
        return ShownAnswer("given", texts(key, reason=reason))
    language = plan.institution(institution).language
    return quoting(key, own_words(_in_one_line(told.quote), language), texts, reason=reason)


def _in_one_line(typed: str) -> str:
    """Return a text of several lines, or a list, as it stands within a sentence."""
    lines = [line.strip(_BULLETS) for line in typed.splitlines()]
    said = [line for line in lines if line]
    joined = "".join(f"{line} " if line[-1] in f"{_ENDS};,:" else f"{line}; " for line in said[:-1])
    last = said[-1] if said else ""
    return f"{joined}{last[:-1] if last.endswith('.') and not last.endswith('..') else last}"


def counted(answers: Sequence[ReportedActivity], texts: Texts) -> tuple[ShownAnswer, ...]:
    """Return what one line says about all activities of an institution that returned a form."""
    return tuple(ShownAnswer("given", one) for one in _counted(answers, texts))


def gaps(answers: Sequence[ReportedActivity]) -> int:
    """Return for how many activities something is owed that a meeting asks about."""
    return len(_unexplained(answers)) + len(_past(answers))


def _counted(answers: Sequence[ReportedActivity], texts: Texts) -> Iterator[str]:
    asked = [answer for answer in answers if answer.was_asked]
    given = [answer for answer in asked if not answer.silent]
    tally = Counter(answer.status for answer in given)
    statuses = [
        f"{texts(f'words.status.{status}')} {texts.number(tally[status])}"
        for status in reversed(REPORTABLE)
        if tally[status]
    ]
    if given:
        yield texts(
            "note.counted.answered",
            n=len(asked),
            x=texts.number(len(given)),
            asked=texts.number(len(asked)),
            statuses=", ".join(statuses),
        )
    elif asked:
        yield texts("note.counted.none", n=len(asked), asked=texts.number(len(asked)))
    unexplained = _unexplained(given)
    named = "_reason" if any(answer.names_reason for answer in unexplained) else ""
    counted = {
        "past": _past(given),
        f"unexplained{named}": [answer.activity.code for answer in unexplained],
    }
    for key, codes in counted.items():
        if codes:
            behind = f" ({texts.listing(codes)})" if len(codes) <= _CODES_SHOWN else ""
            number = texts.number(len(codes))
            yield texts(f"note.counted.{key}", n=len(codes), number=number, codes=behind)


def _past(answers: Sequence[ReportedActivity]) -> list[str]:
    own = (answer for answer in answers if answer.role is Role.HOLDER and not answer.silent)
    return [answer.activity.code for answer in own if answer.past_deadline]


def _unexplained(answers: Sequence[ReportedActivity]) -> list[ReportedActivity]:
    return [
        answer
        for answer in answers
        if not answer.silent and answer.reason_needed and not answer.reason_given
    ]
