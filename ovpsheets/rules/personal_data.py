"""A text that may be published seems to hold personal data.

A person is meant to look: an address of an office is no secret, a name may be
that of a minister. What was found is named by its kind, not repeated.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.form_field import FormField
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.languages import pattern
from ovpsheets.once import once_for_each
from ovpsheets.plan.model import Plan
from ovpsheets.rules.answered import answered, answered_indicators
from ovpsheets.rules.base import Found, Rule, found_in, place_of
from ovpsheets.rules.person_names import names_person, plan_texts
from ovpsheets.templates import cached
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity

_NUMBER: Final = re.compile(r"(?<!\d)\d{13}(?!\d)")

_PHONE: Final = re.compile(
    r"(?<![\d.,/-])(?:(?:\+\s?389|00389)[\s/-]?(?:\(0\))?|\(?0)"
    r"(?:2\)?[\s/-]?(?:\d[\s-]?){6}\d|[347]\d\)?[\s/-]?(?:\d[\s-]?){5}\d)(?![\d/])"
)
"""Nine digits from the 0 of the area code on (numbering plan of North Macedonia)."""


@cached
def _not_a_phone() -> re.Pattern[str]:
    """What stands before the number of a document."""
    return re.compile(rf"(?:{pattern('document', 'number')}|№)\.?\s*$", re.I)


_MAIL: Final = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_OFFICES: Final = re.compile(
    r"(?:info|contact|kontakt|office|kabinet|cabinet|protokol|arhiva|pristap|prijavi|press|media|"
    r"mail|post|support|ovp|ogp)\b.*", re.I,
)  # fmt: skip
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.I)


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every free text that seems to hold personal data."""
    known = _in_the_plan(evidence.brief)
    columns = evidence.plan.columns
    texts = {
        table: tuple(own.key for own in columns.answers(table) if own.key in own.free_texts)
        for table in columns.tables
    }
    for row in answered(evidence):
        for column in texts[ACTIVITIES]:
            if kind := suspected(row.text(column), known):
                field = FormField(ACTIVITIES, row.code, column)
                yield _found(evidence.plan, row.returned, field, kind)
    for item in answered_indicators(evidence):
        for column in texts[INDICATORS]:
            if kind := suspected(item.answer[column] or "", known):
                field = FormField(INDICATORS, item.indicator.code, column)
                yield _found(evidence.plan, item.returned, field, kind)


@once_for_each
def _in_the_plan(brief: MergeBrief) -> str:
    return plan_texts(brief.plan)


def suspected(text: str, known: str = "") -> str:
    """Return the kind of personal data that *text* seems to hold, "" for none.

    *known*: the plan's own texts, in which a name is no secret. A number of 13
    digits is taken for an ЕМБГ when it begins with a day (Law on the unique
    number of the citizen: DDMMYYYRRBBBK); its check digit may be mistyped.
    """
    if not text:
        return ""
    # A link is full of numbers and words, and leads to what is public anyhow.
    has_link = "://" in text or "www." in text.casefold()
    plain = _LINK.sub(" ", text) if has_link else text
    if any(_begins_with_a_day(number) for number in _NUMBER.findall(plain)):
        return "number"
    # Most texts have not so much as a sign of these, which is seen far more quickly.
    if "0" in plain or "389" in plain:
        phones = (found.start() for found in _PHONE.finditer(plain))
        if any(not _not_a_phone().search(plain[:start]) for start in phones):
            return "phone"
    if "@" in plain and any(not _OFFICES.fullmatch(local) for local in _MAIL.findall(plain)):
        return "mail"
    return "name" if names_person(plain, known) else ""


def _begins_with_a_day(number: str) -> bool:
    # It has three figures of the year: 985 is 1985, and 004 is 2004. 2985 has the same days as
    # 1985: only of who was born in 1800 would that not be so.
    try:
        date(int(f"2{number[4:7]}"), int(number[2:4]), int(number[:2]))
    except ValueError:  # no such day: some other number
        return False
    return True


def _found(plan: Plan, returned: Return, field: FormField, kind: str) -> Found:
    place = place_of(returned, *field)
    found = found_in(plan, returned.institution, field, place)
    return found.saying(kind=(f"rules.personal_data.kind.{kind}", {}))


RULE = Rule("personal_data", Severity.IMPORTANT, find, alone=True)
