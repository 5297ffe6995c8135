"""What a form says, before it is a workbook: pure data in the institution's language.

It is made by :mod:`ovpsheets.forms.from_due`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from ovpsheets.columns.declared import APPROVAL_FIELDS, BUILT_IN, PERSON_FIELDS
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.shown_checks import FormCheck, Given
from ovpsheets.kinds import Kind
from ovpsheets.plan.check_grammar import BASELINE, PREVIOUS, TARGET
from ovpsheets.quarter import Quarter
from ovpsheets.text_files import said_otherwise
from ovpsheets.texts import Texts
from ovpsheets.words import (
    Accumulation,
    Direction,
    Language,
    Role,
)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A row of the activities table; ``previous_status`` is "" where none is known."""

    code: str
    text: str
    commitment: str
    deadline: date
    previous_status: str
    role: Role
    begun: bool
    previous_explanation: str = ""  # which only its check knows
    old_codes: tuple[str, ...] = ()  # by which only the reader knows a form that was issued before
    waived: tuple[str, ...] = ()  # the rules that the plan waives here, which only its check knows
    first_deadline: str = ""  # and how often it was put off


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A row of the indicators table, with the previous quarter's value beside it.

    ``accumulation``, ``direction``, ``is_shared`` and ``has_total`` (as of the indicator) only its
    check knows. ``total_before``: what the quarters before add up to, as far as they ``lack`` none.
    """

    code: str
    text: str
    activity: str
    kind: Kind
    unit: str
    baseline: float | str | None
    target: float | str | None
    previous_value: float | str | None
    begun: bool
    accumulation: Accumulation = Accumulation.CUMULATIVE
    direction: Direction = Direction.UP
    is_shared: bool = False
    has_total: bool = False
    total_before: float | None = None
    lacks: tuple[str, ...] = ()
    old_codes: tuple[str, ...] = ()  # as of an activity
    waived: tuple[str, ...] = ()

    @property
    def is_in_parts(self) -> bool:
        """Whether the target is about more than its value: as of the indicator."""
        return self.is_shared or self.has_total

    @property
    def given(self) -> Given:
        """The numbers that it is given, as checks of the plan's own call them."""
        said = {PREVIOUS: self.previous_value, BASELINE: self.baseline, TARGET: self.target}
        return {n: float(value) for n, value in said.items() if isinstance(value, int | float)}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class FormContent:
    """Everything one form says. ``reasons`` are code → label, in dropdown order."""

    form_id: FormId
    language: Language
    plan_title: str
    institution: str
    coordinator: str
    coordinator_email: str
    commitments: tuple[tuple[str, str], ...]
    submit_by: date
    publish_by: date
    reasons: Mapping[str, str]
    activities: tuple[ActivityLine, ...]
    indicators: tuple[IndicatorLine, ...]
    plan_start: date = date.min  # only the checks know when the plan begins and ends
    plan_end: date = date.max
    columns: FormColumns = BUILT_IN
    checks: tuple[FormCheck, ...] = ()
    confirmation: bool = False

    @property
    def person_fields(self) -> tuple[str, ...]:
        """What the cover asks of persons: who fills the form in and, if so, who approves it."""
        return (*PERSON_FIELDS, *(APPROVAL_FIELDS if self.confirmation else ()))

    @property
    def quarter(self) -> Quarter:
        """The quarter reported on."""
        return self.form_id.quarter

    @property
    def fingerprint(self) -> str:
        """A digest of all that the member sees, the revision aside.

        Two forms with the same fingerprint ask the same; only then is a form
        "unchanged" and not issued again.
        """
        said = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in _UNSEEN
        }
        texts = Texts(self.language)
        # The built-in columns are those of every form; of a plan's own the member sees these.
        columns = said.pop("columns")
        if own := [_seen(table, item, texts) for table, item in columns.own()]:
            said["columns"] = own
        # Without these a form has the fingerprint that it had before there were any.
        for late in ("checks", "confirmation"):
            if not said[late]:
                said.pop(late)
        if otherwise := said_otherwise(self.language, _ITS_TEXTS):
            said["texts"] = otherwise
        said["reasons"] = dict(self.reasons)
        said["activities"] = tuple(_plain(line) for line in self.activities)
        said["indicators"] = tuple(_plain(line) for line in self.indicators)
        said["form_id"] = (self.form_id.scope, str(self.quarter), self.form_id.institution)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _seen(table: str, column: Column, texts: Texts) -> tuple[str, ...]:
    offered = column.offered(texts).values()
    return (
        table,
        column.key,
        column.content,
        column.heading(table, texts),
        repr(column.required),
        *filter(None, (column.help(texts), *offered)),
    )


def _plain(line: ActivityLine | IndicatorLine) -> dict[str, object]:
    # What dataclasses.asdict gives of a line, which holds nothing nested.
    said = {name: getattr(line, name) for name in _SEEN[type(line)]}
    return {name: value for name, value in said.items() if name not in _IF_ANY or value}


_UNSEEN: Final = (
    "accumulation", "direction", "is_shared", "has_total", "plan_start", "plan_end",
    "previous_explanation", "old_codes",
)  # fmt: skip
"""What only the checks know: forms that are out keep their fingerprint."""

_ITS_TEXTS: Final = ("form.", "checks.", "words.", "dates.")
"""The keys of all that a form says: a workspace that words it otherwise issues another form."""

_IF_ANY: Final = ("total_before", "lacks", "first_deadline", "waived")
"""What is not seen where there is none of it: likewise."""

_SEEN: Final = {
    line: tuple(field.name for field in fields(line) if field.name not in _UNSEEN)
    for line in (ActivityLine, IndicatorLine)
}
"""What the member sees of a row, by its fields."""
