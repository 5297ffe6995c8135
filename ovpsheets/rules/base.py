"""What a rule is, what it looks at, and what it says.

A rule is data (id, severity, where its words are) and one pure function over
the quarter so far. Its words — meaning, remedy, example, message, and the sentence
to send — are in the catalogue ``rules`` under its id.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.model import Institution, Plan, Wording
from ovpsheets.texts import Value
from ovpsheets.words import ACTIVITIES, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: ``file``, ``sheet``, ``cell`` (A1); "" where it stands nowhere."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One instance of a rule: only where and what; the words come from the catalogue.

    ``institution``, ``activity`` and ``indicator`` are codes, "" where it is about none;
    ``place`` is the cell.
    ``found`` quotes what stood there; ``part`` tells apart two findings of
    one rule about one subject; ``about`` names the activities and indicators
    ("" where it is the activity) that a finding about a whole institution
    concerns, () where it is all of them; ``values`` fill the rule's own sentences; so do
    ``keys`` of the catalogue, ``numbers``, ``institutions`` and ``dates``, each said as
    the reader's language does. ``also``: sentences of the catalogue that are said behind
    the rule's own, each with its values. ``wordings``: texts of the plan, said in the reader's
    language. ``weight``: what this one weighs where that is not what the rule says, unless the
    coordinator's settings say it; None where it is.
    """

    institution: str = ""
    activity: str = ""
    indicator: str = ""
    place: Place = Place()
    found: str = ""
    part: str = ""
    about: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, Mapping[str, Value]]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    also: tuple[tuple[str, Mapping[str, Value]], ...] = ()
    weight: Severity | None = None
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    def saying(self, **keys: tuple[str, Mapping[str, Value]]) -> "Found":
        """Return this with *keys*: name → a key of the catalogue, with its own values."""
        return replace(self, keys={**self.keys, **keys})

    def counting(self, **numbers: float) -> "Found":
        """Return this with *numbers*: name → a number, which every language writes its own way."""
        return replace(self, numbers={**self.numbers, **numbers})

    def weighing(self, weight: Severity | None) -> "Found":
        """Return this with its own *weight*."""
        return replace(self, weight=weight)

    def naming(self, **institutions: Institution) -> "Found":
        """Return this with other *institutions*: name → one, whose name differs by language."""
        return replace(self, institutions={**self.institutions, **institutions})


def found_in(plan: Plan, institution: str, field: FormField, place: Place, said: str = "") -> Found:
    """Return a finding about one field, whose sentences name its column and its row.

    *said*: what stands in it. ``part`` is the column, so each field has a finding of its own.
    """
    is_activity = field.table == ACTIVITIES
    return Found(
        institution,
        field.code if is_activity else plan.indicator(field.code).activity,
        "" if is_activity else field.code,
        place,
        said,
        field.key,
        keys={
            "where": (f"rules.where.{'activity' if is_activity else 'indicator'}", {}),
            "column": (f"form.{field.table}.{field.key}", {}),
        },
    )


def covers(returned: Return, commitment: str) -> bool:
    """Tell whether a return's form asks about *commitment*: all of them, unless limited to one."""
    own = returned.form_id.commitment if returned.form_id else ""
    return own in ("", commitment)


def asked_as_today(evidence: QuarterSoFar, returned: Return) -> FormContent | None:
    """Return what a returned form asked, where the one that was issued would be issued today.

    None where it names no form, where no form was issued, and where the plan was changed since:
    then what is gone from it may never have been there.
    """
    if returned.form_id is None:
        return None
    content, own = evidence.brief.content_of(returned.form_id), str(returned.form_id)
    issued = {form.content for form in evidence.brief.issued if form.form_id == own}
    return content if content is not None and content.fingerprint in issued else None


def place_of(returned: Return, table: str, code: str, column: str) -> Place:
    """Return where a field stands, or should stand, in a return."""
    placement = returned.placement
    if placement is None or (table, code) not in placement.rows:
        return Place(returned.name)
    field = FormField(table, code, column)
    answered = field in placement.fields
    # Halves of one form are put together: a row may stand in the older of two files.
    file = returned.file_of(field) if answered else returned.file_of_row(table, code)
    return Place(file, *placement.where(field))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the book.

    ``id`` names it, also in the settings and in its words; ``severity`` is what its findings
    weigh. ``find``: the quarter so far → what it finds; it reads no file and knows no clock.
    ``follows``: the rules of which a finding about the same subject, or about
    one that contains it, is the cause of this rule's; it is then said with
    that one and not beside it. ``asks_for_blank``: it is said of an empty cell, so what stands
    beside that cell is said with it. ``alone``: what it finds about an institution follows from
    that one's own forms, mails and past, and so it is given each by itself
    (:class:`~ovpsheets.intake.one_institution.OneInstitution`). ``compares``: ``rows``, what
    several institutions say of the same row of the plan, or of rows that the plan binds together;
    ``decisions``, all that the coordinator decided; "" for a rule that needs no more than the
    files that have to do with one institution.
    """

    id: str
    severity: Severity
    find: Callable[[QuarterSoFar], Iterable[Found]]
    follows: tuple[str, ...] = ()
    asks_for_blank: bool = False
    alone: bool = False
    compares: Literal["", "rows", "decisions"] = ""
