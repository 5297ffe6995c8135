"""What the mail says in which a form came: about a row, or instead of the form."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.intake.mailed import MailText, mail_texts
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.containers.mail_text import without_courtesies
from ovpsheets.once import once_for_each
from ovpsheets.rules.base import Found
from ovpsheets.rules.said_in_words import Sentence, cut_short, proposals

_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_])|\n")
_MARKS: Final = " \t.,:;–—-()[]„“\"'"


def with_what_the_mail_says(found: Found, evidence: QuarterSoFar) -> Found:
    """Return *found*, of an empty cell, with the sentence of a mail that names its code."""
    code = found.indicator or found.activity
    for mail in said_in_mails(evidence).get(found.institution, ()) if code else ():
        said = _sentence_about(code, mail.text)
        if said:
            own = evidence.plan.indicator(code) if found.indicator else None
            rest = _without(code, said)
            proposed = (proposals(rest, own, names_it=True) if own else None) or ()
            text = _shown(said)
            values = {"text": text, "file": mail.file}
            return replace(found, found=text, also=(("rules.beside_blank.mail", values), *proposed))
    return found


@once_for_each
def said_in_mails(evidence: QuarterSoFar) -> Mapping[str, tuple[MailText, ...]]:
    """Return institution → what its mails say, without salutation and signature."""
    found: dict[str, tuple[MailText, ...]] = {}
    for mail in mail_texts(evidence.settled):
        if text := without_courtesies(mail.text):
            own = found.get(mail.institution, ())
            found[mail.institution] = (*own, mail._replace(text=text))
    return found


def quoted(mails: Iterable[MailText]) -> tuple[Sentence, ...]:
    """Return the sentences that quote what mails say."""
    said = ({"file": mail.file, "text": _shown(mail.text)} for mail in mails)
    return tuple(("rules.beside_blank.mail", one) for one in said)


def _shown(text: str) -> str:
    return cut_short(text).rstrip(" .")


def _sentence_about(code: str, text: str) -> str:
    named = _named(code)
    return next((one.strip() for one in _SENTENCE.split(text) if one and named.search(one)), "")


def _without(code: str, said: str) -> str:
    before, _, behind = _named(code).sub("\0", said, count=1).partition("\0")
    # „За индикаторот 3.6.3.1 – 46 лица“: what leads in to the code is no part of the value.
    return behind.strip(_MARKS) or before.strip(_MARKS)


def _named(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(code)}(?![\w]|\.\d)")
