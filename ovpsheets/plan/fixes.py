"""What ``plan --fix`` corrects: what is meant is certain, and only how it is typed is not.

Pure, over the located tables and the records. Whatever may mean two things stays a problem.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ovpsheets.kinds import KINDS
from ovpsheets.number_format import number_format
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.plan_sheet import CODE_FORMS, Content, PlanColumn
from ovpsheets.plan.records import Record, Records, each
from ovpsheets.plan.values import Fault, read_code, read_day, read_measure, read_number, shown
from ovpsheets.texts import short_date
from ovpsheets.words import LANGUAGES, fold

_SEPARATORS: Final = re.compile(r"[;,\n]")
_SPACES: Final = re.compile(r"[ \t\xa0\u2000-\u200b\u202f\u3000]+")

FIXES: Final = ("code", "code_text", "twice", "day", "number", "spaces")
"""What a change is for: ``plan.fix.<key>``."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One change of a cell. ``key``: one of :data:`FIXES`; ``before`` as people saw it."""

    key: str
    sheet: str
    cell: str
    before: str
    after: str | float | date

    @property
    def shown(self) -> str:
        """What stands there afterwards, as people see it."""
        return shown(GridEntry(self.cell, self.after))


def fixes(records: Records) -> tuple[Fix, ...]:
    """Return every change that is certain, of each cell at most one."""
    known = _Known.of(records)
    found = (
        _fix(record, column, entry, known)
        for record in each(records)
        for column in record.sheet.columns
        if (entry := record.row.entries.get(column.key)) and not entry.is_error
    )
    return tuple(fix for fix in found if fix is not None)


@dataclass(frozen=True, slots=True)
class _Known:
    """The codes of each sheet by how they may be typed; what two codes may mean is left out."""

    codes: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, records: Records) -> "_Known":
        codes = {sheet: _own_codes(rows) for sheet, rows in records.items()}
        names: dict[str, set[str]] = {}
        for record in records.get("institutions", ()):
            for key in _names():
                for name in record.texts(key):
                    names.setdefault(fold(name), set()).add(_meant(record))
        single = {name: next(iter(own)) for name, own in names.items() if len(own) == 1}
        return cls(codes | {"institutions": single | codes.get("institutions", {})})


def _names() -> tuple[str, ...]:
    spoken = (f"{stem}_{language}" for stem in ("name", "short") for language in LANGUAGES)
    return (*spoken, "aliases")


def _own_codes(rows: tuple[Record, ...]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for record in rows:
        if record.text("code"):
            found.setdefault(fold(record.text("code")), []).append(_meant(record))
    return {folded: own[0] for folded, own in found.items() if len(own) == 1}


def _meant(record: Record) -> str:
    """Return a row's code in Latin letters and without blanks, where that makes it a code."""
    code, form = record.text("code"), record.sheet.code_form
    if form is None or CODE_FORMS[form].fullmatch(code):
        return code
    plain = fold(code).replace(" ", "")
    return plain if CODE_FORMS[form].fullmatch(plain) else code


def _fix(record: Record, column: PlanColumn, entry: GridEntry, known: _Known) -> Fix | None:
    for key, fixing in _FIXING:
        after = fixing(record, column, entry, known)
        if after is not None and after != entry.value:
            return Fix(key, record.name, entry.cell, entry.typed or shown(entry), after)
    typed = entry.typed or entry.value
    if isinstance(typed, str) and (plain := _plain(column, entry)) != typed:
        return Fix("spaces", record.name, entry.cell, typed, plain)
    return None


_After = str | float | date | None


def _code(record: Record, column: PlanColumn, entry: GridEntry, known: _Known) -> _After:
    """A name or another spelling becomes the code."""
    if column.key == "code":
        return _meant(record) if isinstance(entry.value, str) and record.text("code") else None
    if not column.refers or not isinstance(entry.value, str):
        return None
    parts = _parts(column, entry)
    codes = known.codes.get(column.refers, {})
    meant = [codes.get(fold(part), part) for part in parts]
    return "; ".join(_once(record, column, meant, known)) if meant != parts else None


def _parts(column: PlanColumn, entry: GridEntry) -> list[str]:
    text = str(entry.value)
    parts = _SEPARATORS.split(text) if column.content is Content.CODES else [text]
    return [part.strip() for part in parts if part.strip()]


def _code_text(record: Record, column: PlanColumn, entry: GridEntry, known: _Known) -> _After:
    """A code that Excel holds as a number becomes text, where it can only be that code."""
    if not isinstance(entry.value, float) or isinstance(entry.value, bool):
        return None
    code = read_code(entry)
    if isinstance(code, Fault):
        return None
    own = known.codes.get(column.refers or record.sheet.key, {})
    is_code = column.key == "code" or bool(column.refers)
    is_certain = fold(code) in own and not _may_be_longer(code, list(own.values()))
    return code if is_code and is_certain and column.content is not Content.CODES else None


def _may_be_longer(code: str, known: list[str]) -> bool:
    """Tell whether 3.1 may have been typed as 3.10: that is there, too, or 3.9 stands before it."""
    stem, point, last = code.rpartition(".")
    if not point:
        return False
    before = f"{stem}.{int(last) * 10 - 1}"
    is_behind = before in known and known.index(before) < known.index(code)
    return f"{code}0" in known or is_behind


def _twice(record: Record, column: PlanColumn, entry: GridEntry, known: _Known) -> _After:
    """A co-holder named twice, or who is the holder, is named once."""
    if column.key != "co_holders" or not isinstance(entry.value, str):
        return None
    parts = _parts(column, entry)
    kept = _once(record, column, parts, known)
    return "; ".join(kept) if kept != parts else None


def _once(record: Record, column: PlanColumn, parts: list[str], known: _Known) -> list[str]:
    """Return each of *parts* once; a holder is no co-holder, unless nobody else would be left."""
    if column.content is not Content.CODES:
        return parts
    codes = known.codes.get("institutions", {})
    holder = fold(codes.get(fold(record.text("holder")), record.text("holder")))
    single = list({fold(part): part for part in reversed(parts)}.values())[::-1]
    is_beside = column.key == "co_holders"
    return [own for own in single if not (is_beside and fold(own) == holder)] or single


def _day(record: Record, column: PlanColumn, entry: GridEntry, known: _Known) -> _After:
    """A day in words, or a part of a year, becomes the day that is meant."""
    if column.content is not Content.DAY or not isinstance(entry.value, str):
        return None
    day = read_day(entry, column.edge)
    if isinstance(day, Fault):
        return None
    is_date_cell = bool(number_format(entry.number_format).dates)
    return day if is_date_cell else short_date(day)


def _number(record: Record, column: PlanColumn, entry: GridEntry, known: _Known) -> _After:
    """A number that is held as text becomes a number."""
    if not isinstance(entry.value, str):
        return None
    if column.content is Content.WHOLE:
        number: object = read_number(entry)
    elif column.content is Content.MEASURE and record.text("kind"):
        kind = KINDS[record.text("kind")]
        # In a cell that shows per cent the number 46 would be 4600 %.
        is_fit = kind.is_number and "%" not in entry.number_format
        number = read_measure(kind, entry) if is_fit else None
    else:
        return None
    return number if isinstance(number, float) else None


def _plain(column: PlanColumn, entry: GridEntry) -> str:
    """Return a text without blanks at its ends and double ones inside; lines stay."""
    text = str(entry.value)
    if column.content is not Content.TEXT:
        return text
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


_Fixing = Callable[[Record, PlanColumn, GridEntry, _Known], _After]

_FIXING: Final[tuple[tuple[str, _Fixing], ...]] = (
    ("code", _code),
    ("code_text", _code_text),
    ("twice", _twice),
    ("day", _day),
    ("number", _number),
)
