"""Remarks beside values that may say less of them than the program can tell: a person reads them.

Only the coordinator is told, once for each institution. A member is asked about a remark where its
words leave no other reading (``doubtful_value``).
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.reading import quoted
from ovpsheets.intake.meaning.remark_doubts import words_to_read
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import AnsweredIndicator, answered_indicators, for_the_coordinator
from ovpsheets.rules.base import Found, Place, Rule, place_of
from ovpsheets.rules.said_in_mail import wanted_of
from ovpsheets.words import INDICATORS, Severity

_NOTE: Final = "note"
_SHOWN: Final = 20  # remarks
_END: Final = " .,;:"


class _ToRead(NamedTuple):
    row: AnsweredIndicator
    words: str
    place: Place


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield the remarks of each institution that somebody should read, together."""
    asked = {trouble.field for _, trouble in evidence.troubles()}
    found: dict[str, list[_ToRead]] = {}
    for row in answered_indicators(evidence):
        is_asked = FormField(INDICATORS, row.indicator.code, "value") in asked
        if row.answer.given and not row.answer.flag and not row.is_decided and not is_asked:
            found.setdefault(row.institution, []).extend(_of(row, evidence))
    for institution, remarks in found.items():
        if remarks:
            yield for_the_coordinator(_found(institution, remarks), evidence)


def _of(row: AnsweredIndicator, evidence: QuarterSoFar) -> Iterator[_ToRead]:
    """Yield the remark in a row, where it is to be read; a source names what it is by itself."""
    remark = row.answer.fields.get(_NOTE)
    if not remark:  # most rows, and what is wanted of each takes time to say
        return
    value = row.answer.value if isinstance(row.answer.value, float) else None
    if words := words_to_read(remark, value, wanted_of(row.indicator, evidence)):
        yield _ToRead(row, words, place_of(row.returned, INDICATORS, row.indicator.code, _NOTE))


def _found(institution: str, remarks: list[_ToRead]) -> Found:
    named = [
        f"{one.row.indicator.code} ({quoted(one.words).rstrip(_END)})" for one in remarks[:_SHOWN]
    ]
    more = ["…"] if len(remarks) > _SHOWN else []
    return Found(
        institution,
        place=remarks[0].place,
        found="; ".join(one.words for one in remarks),
        part=institution,
        about=tuple((one.row.indicator.activity, one.row.indicator.code) for one in remarks),
        values={"remarks": "; ".join(named + more)},
    ).counting(n=len(remarks))


RULE = Rule("remark_to_read", Severity.CHECK, find, alone=True)
