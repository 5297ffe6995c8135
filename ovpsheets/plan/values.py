"""What one cell of plan.xlsx says, or why it cannot be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ovpsheets.kinds import Kind
from ovpsheets.languages import pattern
from ovpsheets.plan.choice_lists import choose
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.periods import days_meant, without_lead
from ovpsheets.plan.plan_sheet import Content, Edge, PlanColumn
from ovpsheets.quarter import Quarter
from ovpsheets.templates import cached
from ovpsheets.texts import Texts, short_date
from ovpsheets.words import LANGUAGES, fold

Value = str | float | date | Quarter | tuple[str, ...]

_YEARS: Final = range(1990, 2101)  # a year outside is a slip of the finger
_DAY: Final = re.compile(r"(?P<day>\d{1,2})\s*\.\s*(?P<month>\d{1,2})\s*\.\s*(?P<year>\d{4})\.?")
_ISO_DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_LONG_DAY: Final = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[^\W\d]+)\s+(?P<year>\d{4})")
_PLAIN: Final = re.compile(r"-?\d+([.,]\d+)?")
_AMBIGUOUS: Final = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")  # 1.234: a thousand, or one and a bit
_GROUPED: Final = (
    (re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?"), ".", ","),
    (re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?"), ",", "."),
)
_DECIMALS: Final = re.compile(r"0\.(0+)")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: the key of a problem, and its values."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


def read_value(column: PlanColumn, entry: GridEntry) -> Value | Fault:
    """Return what *entry* says in *column*; measures are read by :func:`read_measure`."""
    if entry.is_error:
        return Fault("cell_error", {"found": shown(entry)})
    match column.content:
        case Content.CODE:
            return read_code(entry)
        case Content.CODES:
            code = read_code(entry)
            return code if isinstance(code, Fault) else _parts(code, r"[;,\n]")
        case Content.DAY:
            return read_day(entry, column.edge)
        case Content.WHOLE:
            return _read_whole(entry)
        case Content.CHOICE:
            return _read_choice(column, shown(entry))
        case Content.CHOICES:
            return _read_choices(column, entry)
        case Content.QUARTER:
            return _read_quarter(entry)
        case Content.TEXTS:
            return _parts(shown(entry), r"[;\n]")
        case _:
            return shown(entry)


def shown(entry: GridEntry) -> str:
    """Return the content as text: 12 for 12.0, dates as 25.1.2024."""
    value = entry.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value


def read_code(entry: GridEntry) -> str | Fault:
    """Return a code; Excel may hold 3.6 as a number, or have made a date of it."""
    if isinstance(entry.value, date):
        return Fault("code_is_date", {"found": shown(entry)})
    if isinstance(entry.value, float) and (places := _DECIMALS.fullmatch(entry.number_format)):
        return f"{entry.value:.{len(places[1])}f}"  # shown as 3.10, so 3.10 is meant
    return shown(entry)


def read_day(entry: GridEntry, edge: Edge | None = None) -> date | Fault:
    """Return a date: a real one, 25.1.2024, 2024-01-25 or „10 октомври 2022 година“.

    With *edge* a quarter, a month or a year is its first or last day.
    """
    if isinstance(entry.value, date):
        found: tuple[date, ...] = (entry.value,)
    else:
        found = _days_of(shown(entry), edge)
    if not found or any(day.year not in _YEARS for day in found):
        return Fault("date_unreadable", {"found": shown(entry)})
    if len(found) > 1:
        one, other = short_date(found[0]), short_date(found[-1])
        return Fault("date_ambiguous", {"found": shown(entry), "one": one, "other": other})
    return found[0]


def _days_of(text: str, edge: Edge | None) -> tuple[date, ...]:
    day = _day_of(text if edge is None else without_lead(text, edge))
    if day is not None:
        return (day,)
    return days_meant(text, edge) if edge else ()


def _day_of(text: str) -> date | None:
    bare = _year_word().sub("", text.strip())
    for form in (_DAY, _ISO_DAY, _LONG_DAY):
        if parts := form.fullmatch(bare):
            month = parts["month"]
            number = int(month) if month.isdigit() else _months().get(fold(month), 0)
            try:
                return date(int(parts["year"]), number, int(parts["day"]))
            except ValueError:
                return None
    return None


@cached
def _year_word() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{pattern('beside', 'year')})\.?$", re.IGNORECASE)


@cached
def _months() -> Mapping[str, int]:
    return {
        fold(Texts(language).month(number)): number
        for language in LANGUAGES
        for number in range(1, 13)
    }


def read_number(entry: GridEntry) -> float | Fault:
    """Return a number; decimal commas and thousands separators are understood."""
    values = {"found": shown(entry)}
    if entry.is_error:
        return Fault("cell_error", values)
    if isinstance(entry.value, date):
        return Fault("number_is_date", values)
    if isinstance(entry.value, float):
        return entry.value
    text = re.sub(r"\s", "", values["found"]).replace("−", "-")
    if _AMBIGUOUS.fullmatch(text):
        return Fault("number_ambiguous", values)
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    for form, thousands, decimal in _GROUPED:
        if form.fullmatch(text):
            return float(text.replace(thousands, "").replace(decimal, "."))
    return Fault("number_unreadable", values)


def read_measure(kind: Kind, entry: GridEntry) -> float | str | Fault:
    """Return a baseline or a target: a number for kinds of numbers, else text.

    46% is 46, as a cell with a percent format or as text. A bare number
    between 0 and 1 may be a percentage stored as a fraction, and is a fault.
    """
    if entry.is_error:
        return Fault("cell_error", {"found": shown(entry)})
    if not kind.is_number:
        return shown(entry)
    if not kind.is_share:
        return read_number(entry)
    if isinstance(entry.value, str) and entry.value.endswith("%"):
        bare = GridEntry(entry.cell, entry.value.removesuffix("%").strip())
        return read_number(bare)
    number = read_number(entry)
    if isinstance(number, Fault):
        return number
    if entry.is_percentage:
        return round(number * 100, 10)  # 0.07 * 100 is 7.000000000000001
    if 0 < number < 1:
        return Fault("percent_fraction", {"found": shown(entry)})
    return number


def _read_whole(entry: GridEntry) -> float | Fault:
    number = read_number(entry)
    if isinstance(number, float) and not (number.is_integer() and number >= 0):
        return Fault("not_whole", {"found": shown(entry)})
    return number


def _read_choice(column: PlanColumn, text: str) -> str | Fault:
    code = choose(column.choices, text)
    if code is None:
        return Fault("choice_unknown", {"found": text, "choices": column.choices})
    return code


def _read_choices(column: PlanColumn, entry: GridEntry) -> tuple[str, ...] | Fault:
    codes = [_read_choice(column, part) for part in _parts(shown(entry), r"[;,\n]")]
    faults = [code for code in codes if isinstance(code, Fault)]
    return faults[0] if faults else tuple(dict.fromkeys(c for c in codes if isinstance(c, str)))


def _read_quarter(entry: GridEntry) -> Quarter | Fault:
    # 3/2022 typed into a cell that is not text has become a date: not to be guessed at.
    try:
        return Quarter.parse(shown(entry))
    except ValueError:
        return Fault("quarter_unreadable", {"found": shown(entry)})


def _parts(text: str, separators: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(separators, text) if part.strip())
