"""A sentence in a form, or in its mail, is about all of its values: they are partial, preliminary.

It is one question, however many values it puts in doubt.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ovpsheets.files import sha256
from ovpsheets.intake.meaning.remarks import ON_ALL
from ovpsheets.intake.meaning.said_of_all import qualifies_all
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.answers import Trouble
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.answered import AnsweredIndicator, answered_indicators
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.said_in_mail import said_in_mails, sentences, wanted_of
from ovpsheets.words import Severity

_ASKED: Final[Mapping[str, tuple[str, Severity]]] = {
    "unit_in_form": ("unit", Severity.IMPORTANT),  # no value was read
    "qualified_in_form": ("limited", Severity.CHECK),
}
"""Problem → what is asked because of it, and how much that weighs."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every sentence of a used return or its mail that puts the values in doubt, once."""
    doubted: dict[tuple[str, str, str], list[tuple[Return, Trouble]]] = {}
    for returned, trouble in evidence.troubles():
        if trouble.problem in ON_ALL:
            file, said = returned.file_of(trouble.field), str(trouble.values["beside"])
            doubted.setdefault((file, trouble.problem, said), []).append((returned, trouble))
    for (file, problem, said), values in doubted.items():
        (returned, first), codes = values[0], [trouble.code for _, trouble in values]
        place = Place(file, *_where(returned, said) or (first.cell.sheet, first.cell.address))
        yield _found(evidence, returned.institution, place, _Said(said, problem, tuple(codes)))
    yield from _in_mails(evidence)


class _Said(NamedTuple):
    text: str
    problem: str
    codes: tuple[str, ...]  # of the values that it puts in doubt
    where: str = "in_form"


def _found(evidence: QuarterSoFar, institution: str, place: Place, said: _Said) -> Found:
    what, weight = _ASKED[said.problem]
    words = {"codes": ", ".join(said.codes)}
    return Found(
        institution,
        place=place,
        found=said.text,
        part=f"{what}:{sha256(said.text.encode())[:8]}",
        about=tuple((evidence.plan.indicator(code).activity, code) for code in said.codes),
        keys={
            "where": (f"rules.remark_on_all.{said.where}", {}),
            "yours": (f"rules.remark_on_all.{said.where}_ask", {}),
            "what": (f"rules.remark_on_all.{what}", words),
            "want": (f"rules.remark_on_all.{what}_ask", words),
        },
        weight=weight,
    )


def _in_mails(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield the sentences of mails that say less of all values of the form that came with them."""
    mails = said_in_mails(evidence)
    rows: dict[str, list[AnsweredIndicator]] = {}
    for row in answered_indicators(evidence) if mails else ():
        if isinstance(row.answer.value, float) and row.answer.value and not row.is_decided:
            rows.setdefault(row.institution, []).append(row)
    for institution, texts in mails.items():
        for mail in (own for own in texts if own.is_mail):
            for text in sentences(mail.text):
                own = (r.indicator for r in rows.get(institution, ()))
                codes = tuple(i.code for i in own if qualifies_all(text, wanted_of(i, evidence)))
                if codes:
                    said = _Said(text.rstrip(" ."), "qualified_in_form", codes, "in_mail")
                    yield _found(evidence, institution, Place(mail.file), said)


def _where(returned: Return, said: str) -> tuple[str, str] | None:
    """Return sheet and cell of the sentence, or of the first of several; None where it is gone."""
    first = said.split("; ")[0].removesuffix("…")
    fields = returned.placement.fields.values() if returned.placement else ()
    stands = [(cell.raw, cell.sheet, cell.address) for cell in fields]
    stands += [(line.raw, line.sheet, line.cell) for line in returned.ledger.unplaced]
    return next(((sheet, cell) for raw, sheet, cell in stands if first in _line(raw)), None)


def _line(text: str) -> str:
    return " ".join(text.split())


RULE = Rule("remark_on_all", Severity.IMPORTANT, find, alone=True)
