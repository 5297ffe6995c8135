"""Read what the coordinator typed into the sheet of decisions.

What people see counts: a row is about the field, code and institution that stand in
it. Where one of these can no longer be made out, the row's hidden id says it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from ovpsheets.columns.model import FormColumns
from ovpsheets.decision import ACCEPTED, SUM, WHOSE, Decision
from ovpsheets.decisions.known_names import institution_codes, what_key
from ovpsheets.decisions.listed import Listed, listed, names_of
from ovpsheets.intake.meaning.dates import read_date
from ovpsheets.intake.meaning.spelling import number_text, shown, typed
from ovpsheets.intake.meaning.text import read_text
from ovpsheets.intake.reading.cells import Cell, Contents
from ovpsheets.plan.model import Plan
from ovpsheets.templates import cached
from ovpsheets.words import fold

KEYS: Final = (
    "decision_id", "institution", "code", "decision_what", "decision_value", "decision_reason",
    "decided_by", "decided_on",
)  # fmt: skip
_NEEDED: Final = frozenset({"decision_value", "decided_by", "decided_on"})

_THOUSAND: Final = 3  # so many digits behind a comma can be taken for thousands


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a row is about. ``is_known``: all of it means something."""

    what: str
    institution: str
    code: str
    is_known: bool

    @property
    def is_blank(self) -> bool:
        return not (self.what or self.institution or self.code)


def typed_decisions(contents: Contents, plan: Plan) -> tuple[Decision, ...] | None:
    """Return what stands in the sheet of decisions, in its order; None where there is none.

    What somebody began without a value is among it, with "" for the value.
    """
    codes = institution_codes(plan)
    for sheet in contents.sheets:
        if (table := listed(sheet, _names(), _NEEDED)) is not None:
            return tuple(_decisions(table, codes, plan.columns))
    return None


@cached
def _names() -> Mapping[str, str]:
    return names_of(KEYS)


def _decisions(table: Listed, codes: Mapping[str, str], columns: FormColumns) -> Iterator[Decision]:
    has_ids = "decision_id" in table.keys
    for row in table.rows:
        value, reason, by, day = (
            as_text(row.get(key)) for key in KEYS[KEYS.index("decision_value") :]
        )
        subject = _subject(row, codes, columns)
        # A row that we wrote names its subject, too: without its id it cannot be told from one
        # in which somebody named a subject and nothing else yet.
        begun = has_ids and "decision_id" not in row and not subject.is_blank
        if not (value or reason or by or day or begun):
            continue
        if subject.what == WHOSE and not value:  # the body is named, one column too far left
            value, subject = subject.institution, replace(subject, institution="")
        yield Decision(
            subject.what, subject.code, subject.institution, value, reason, by, _day(row, day)
        )


def _subject(row: Mapping[str, Cell], codes: Mapping[str, str], columns: FormColumns) -> _Subject:
    what, institution, code = (
        _shown(row.get(key)) for key in ("decision_what", "institution", "code")
    )
    named = partial(_named, codes=codes, columns=columns)
    seen = named(what, institution, code)
    what, _, rest = _shown(row.get("decision_id")).partition(":")
    institution, _, code = rest.partition(":")
    hidden = named(what, institution, code)
    if seen.is_known or (not hidden.is_known and not seen.is_blank):
        return seen
    return hidden


def _named(
    what: str, institution: str, code: str, *, codes: Mapping[str, str], columns: FormColumns
) -> _Subject:
    key = what_key(what, columns)
    body = codes.get(fold(institution), institution)
    is_body = (not body) if key in (WHOSE, SUM) else fold(institution) in codes
    is_what = key in (WHOSE, ACCEPTED, SUM) or key in columns.decidable()
    return _Subject(key, body, code, is_what and bool(code) and is_body)


def _shown(cell: Cell | None) -> str:
    """Return what a person sees: a code that became a number has its point."""
    return shown(cell).strip() if cell is not None else ""


def _day(row: Mapping[str, Cell], text: str) -> str:
    """Return the day as ISO date, else what was typed."""
    read = read_date(row.get("decided_on"))
    return read.value.isoformat() if read.value is not None else text


def as_text(cell: Cell | None) -> str:
    """Return a cell as the text that, typed into a form, would be read as the cell is.

    A number has a comma, and never three digits behind it, which could be
    thousands: 1.234 is „1,2340“. 46 % is „46%“, a date „12.5.2022“.
    """
    if cell is None:
        return ""
    if cell.type == "number" and isinstance(cell.value, int | float):
        return f"{_decimal(cell.value * 100)}%" if cell.is_percentage else _decimal(cell.value)
    if not typed(cell) and cell.formula:  # saved by a program that does not calculate
        return f"={cell.formula}"
    text = read_text(cell).value or typed(cell)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decimal(value: float) -> str:
    whole, point, decimals = number_text(value).partition(".")
    return f"{whole},{decimals}{'0' if len(decimals) == _THOUSAND else ''}" if point else whole


def without_doubles(
    typed_rows: Sequence[Decision],
) -> tuple[dict[str, Decision], tuple[Decision, ...]]:
    """Return id → what stands, and what else was typed about the same: the newer date wins."""
    standing: dict[str, Decision] = {}
    others: list[Decision] = []
    for item in typed_rows:
        known = standing.get(item.id)
        if known is None:
            standing[item.id] = item
        elif (item.decided_on, bool(item.value)) > (known.decided_on, bool(known.value)):
            standing[item.id] = item
            others.append(known)
        elif item != known:
            others.append(item)
    return standing, tuple(others)
