"""What the mail, or the sheet for remarks, says about a row, or a mail instead of the form."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from ovpsheets.intake.mailed import MailText, remarks_of
from ovpsheets.intake.meaning.numbers_said import (
    numbers_said,
    replaces_a_number,
    stands_for_another,
)
from ovpsheets.intake.meaning.remark_doubts import doubting_words
from ovpsheets.intake.meaning.said_of_all import SENTENCE
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.containers.mail_text import without_courtesies
from ovpsheets.once import once_for_each
from ovpsheets.plan.model import Indicator
from ovpsheets.rules.base import Found
from ovpsheets.rules.said_in_words import Sentence, cut_short, proposals
from ovpsheets.texts import Figure

_MARKS: Final = " \t.,:;=–—-()[]„“\"'"


def with_what_the_mail_says(found: Found, evidence: QuarterSoFar) -> Found:
    """Return *found*, of an empty cell, with the sentence of a mail that names its code."""
    code = found.indicator or found.activity
    for mail in _said_of_rows(evidence).get(found.institution, ()) if code else ():
        said = _sentence_about(code, mail.text)
        if said:
            own = evidence.plan.indicator(code) if found.indicator else None
            rest = _without(code, said)
            proposed = (proposals(rest, own, names_it=True) if own else None) or ()
            text = _shown(said)
            values = {"text": text, "file": mail.file}
            said_so = found.found or text
            return replace(found, found=said_so, also=((_quoting(mail), values), *proposed))
    return found


class SaidOfRow(NamedTuple):
    """A sentence of a mail, or of another text, that bears the code of a row."""

    text: str
    file: str
    is_mail: bool


def otherwise_said(
    evidence: QuarterSoFar, institution: str, own: Indicator, value: float
) -> SaidOfRow | None:
    """Return the sentence of a mail that says another thing of an indicator than *value*, or None.

    That is another number, or that it is less than what is asked for. It names the indicator's
    code. A sentence that gives both („120, од кои 60 жени“) does where it says that one stands
    for the other.
    """
    if own.kind.is_number:
        for said in sentences_about(evidence, institution, own.code):
            if _gives_another(said.text, own, value) or _limits(said.text, own, value, evidence):
                return said._replace(text=_shown(said.text))
    return None


def _limits(said: str, own: Indicator, value: float, evidence: QuarterSoFar) -> bool:
    return bool(doubting_words(_without(own.code, said), value, wanted_of(own, evidence)))


def wanted_of(own: Indicator, evidence: QuarterSoFar) -> Wanted:
    """Return what an indicator asks for in this quarter."""
    return Wanted(own.kind, own.first_unit, own.words, own.accumulation, evidence.quarter)


def _gives_another(said: str, own: Indicator, value: float) -> bool:
    before, behind = _around(own.code, said)
    numbers = numbers_said(behind) or numbers_said(before)
    if not numbers:
        spelled = proposals(_without(own.code, said), own, names_it=True) or ()
        given = (values.get("number") for _, values in spelled)
        numbers = frozenset(float(n.value) for n in given if isinstance(n, Figure))
    if value not in numbers:
        return bool(numbers)
    stands = stands_for_another(said, value)
    return len(numbers) > 1 and (replaces_a_number(said) if stands is None else stands)


def sentences_about(evidence: QuarterSoFar, institution: str, code: str) -> Iterator[SaidOfRow]:
    """Yield the sentences of an institution's mails and remarks that bear a code."""
    for mail in _said_of_rows(evidence).get(institution, ()):
        for said in _sentences_about(code, mail.text):
            yield SaidOfRow(said, mail.file, mail.is_mail)


@once_for_each
def said_in_mails(evidence: QuarterSoFar) -> Mapping[str, tuple[MailText, ...]]:
    """Return institution → what its mails say, without salutation and signature."""
    found: dict[str, tuple[MailText, ...]] = {}
    for institution, mails in evidence.mails.items():
        plain = ((mail, without_courtesies(mail.text)) for mail in mails)
        if said := tuple(mail._replace(text=text) for mail, text in plain if text):
            found[institution] = said
    return found


@once_for_each
def _said_of_rows(evidence: QuarterSoFar) -> Mapping[str, tuple[MailText, ...]]:
    """Return institution → what its mails say, and its remarks on the form's own sheet for them."""
    found = dict(said_in_mails(evidence))
    for form in evidence.used_forms():
        if text := "\n".join(remarks_of(form)):
            own = found.get(form.institution, ())
            said = MailText(form.institution, form.name, text, is_mail=False)
            found[form.institution] = (*own, said)
    return found


def quoted(mails: Iterable[MailText]) -> tuple[Sentence, ...]:
    """Return the sentences that quote what mails say."""
    return tuple((_quoting(mail), {"file": mail.file, "text": _shown(mail.text)}) for mail in mails)


def _quoting(mail: MailText) -> str:
    return f"rules.beside_blank.{'mail' if mail.is_mail else 'file'}"


def _shown(text: str) -> str:
    return cut_short(text).rstrip(" .")


def _sentence_about(code: str, text: str) -> str:
    return next(_sentences_about(code, text), "")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text."""
    return (one.strip() for one in SENTENCE.split(text) if one)


def _sentences_about(code: str, text: str) -> Iterator[str]:
    named = _named(code)
    return (one for one in sentences(text) if named.search(one))


def _without(code: str, said: str) -> str:
    before, behind = _around(code, said)
    # „За индикаторот 3.6.3.1 – 46 лица“: what leads in to the code is no part of the value.
    return behind or before


def _around(code: str, said: str) -> tuple[str, str]:
    before, _, behind = _named(code).sub("\0", said, count=1).partition("\0")
    return before.strip(_MARKS), behind.strip(_MARKS)


def _named(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(code)}(?![\w]|\.\d)")
