"""An activity is reported completed and nothing shows it.

Evidence may only point at a link or an attachment: „види линк“, "link attached".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.languages import pattern
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nothing import is_filler, is_placeholder
from ovpsheets.templates import cached
from ovpsheets.words import ACTIVITIES, LedgerClass, Severity, Status

_WORD: Final = re.compile(r"[^\W\d_]+")
_TYPED: Final = frozenset({LedgerClass.FIELD, LedgerClass.UNPLACED})
_LYING: Final = frozenset({"pictures", "objects"})
"""What is noted of a file in which something lies that may be what is pointed at."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every completed activity whose evidence is empty, a placeholder or points at nothing.

    Not one of which the institution sent a file as evidence; of evidence that points at a link or
    an attachment, none either where anything came that nobody said to be about another activity.
    """
    for row in answered(evidence):
        said, sent = row.text("evidence"), evidence.proofs.get(row.institution, ())
        unread = evidence.troubled(row.institution, ACTIVITIES, row.code, "evidence")
        if row.answers["status"] != Status.COMPLETED or row.code in sent or unread:
            continue
        if not said or is_placeholder(said):
            yield row.found("evidence")
        elif "" not in sent and _points_at_nothing(row, said):
            points = ("rules.completed_without_evidence.points", {"text": said})
            yield replace(row.found("evidence"), also=(points,))


def _points_at_nothing(row: AnsweredActivity, said: str) -> bool:
    return only_points(said) and not _brings_something(row.returned, row.code)


def only_points(text: str) -> bool:
    """Tell whether *text* says that there is a link or an attachment, and names none.

    A number („прилог 2“), an address or any other word („Записник во прилог“) names one.
    """
    if any(map(str.isdigit, text)):
        return False
    words = _WORD.findall(text)
    return any(_is("thing", word) for word in words) and all(
        _is("thing", word) or _is("around", word) or is_filler(word) for word in words
    )


def _brings_something(returned: Return, code: str) -> bool:
    """Tell whether a file has an address for the activity *code*, or a picture or an object.

    An address in the row of another activity is that one's evidence; what stands beside the rows
    may be what any of them points at.
    """
    if any(seen.key in _LYING for seen in returned.observed):
        return True
    return any("://" in said or "www." in said for said in _typed(returned, code))


def _typed(returned: Return, code: str) -> Iterator[str]:
    for line in returned.ledger:
        of = line.field
        if line.what in _TYPED and (of is None or of.table != ACTIVITIES or of.code == code):
            yield f"{line.raw} {line.link}".lower()


def _is(group: str, word: str) -> bool:
    return _words(group).fullmatch(word) is not None


@cached
def _words(group: str) -> re.Pattern[str]:
    return re.compile(pattern("pointing_evidence", group), re.IGNORECASE)


RULE = Rule("completed_without_evidence", Severity.CHECK, find, asks_for_blank=True, alone=True)
