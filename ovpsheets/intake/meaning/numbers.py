"""Numbers as people type them in Macedonian, Albanian and English; never guessed."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Final

from ovpsheets.intake.meaning.named_in_words import currency_in, keys_of, scale_in
from ovpsheets.intake.meaning.number_phrases import read_phrase
from ovpsheets.intake.meaning.numerals import Numeral
from ovpsheets.intake.meaning.reading import (
    Reading,
    blank_or_broken,
    number_or_quoted,
    quoted,
    unreadable,
)
from ovpsheets.intake.meaning.spelling import moment_text, number_text, shown, typed
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.kinds import Kind
from ovpsheets.number_format import PLAIN, Section, number_format
from ovpsheets.texts import Figure
from ovpsheets.words import Accumulation

_NO_WORDS: Final = "€$£¥.,()- "  # what stands beside a number and says nothing of how much it is
_NO_FIGURE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # of a format: words, marks, brackets
_ALL: Final = 100  # per cent
_A_TWENTIETH: Final = Decimal("0.05")
_ONE_DAY: Final = timedelta(days=1)
_DAY_0: Final = datetime(1899, 12, 30)  # from which durations are counted
_FIRST_DAY: Final = datetime(1900, 1, 1)  # day 1 of Excel's calendar
_LEAP: Final = datetime(1900, 3, 1)  # which has a 29 February 1900
_LIKELY: Final = 1990  # a year from which a date in a number's cell was typed as day and month


def read_number(
    cell: Cell | None,
    kind: Kind,
    *,
    unit: str = "",
    texts: tuple[str, ...] = (),
    covers: Accumulation | None = None,
) -> Reading[float]:
    """Return the number of a count, percentage (46 for 46 %) or amount.

    *unit*, *texts* and *covers* are the indicator's: words that are known to stand beside its
    number. Doubtful (read, to be confirmed): „околу 30“ and „над 30“, a number in words or
    in a long sentence, a count that is not whole. Not read: a number among words of which any
    is not known, another currency, „5 мил.“, "1.234", dates, ranges, „до 30“, 0.46 for a
    percentage, letters that look like digits.
    """
    return number_of(cell, Wanted(kind, unit, texts, covers))


def number_of(cell: Cell | None, wanted: Wanted) -> Reading[float]:
    """Return the number that is wanted, as :func:`read_number`."""
    if cell is None:
        return Reading()
    return blank_or_broken(cell) or _confirmed(_of_cell(cell, wanted), wanted.kind)


def read_for_several(read: Reading[float], area: str) -> Reading[float]:
    """Doubt a number in cells that are merged over several rows: it may be that of all together.

    *area*: the merged cells, such as ``H7:H9``. A number that is doubtful already stays so.
    """
    if read.value is None or read.problem:
        return read
    values = {"text": number_or_quoted(read), "area": area}
    return Reading(read.value, read.text, "merged_value", values)


def _of_cell(cell: Cell, wanted: Wanted) -> Reading[float]:
    if isinstance(cell.value, datetime):
        return _of_duration(cell) if cell.is_duration else _of_date(cell.value, cell.number_format)
    if isinstance(cell.value, bool):
        return unreadable(typed(cell), "yes_no_in_number")
    if isinstance(cell.value, int | float):
        return _of_number(cell, float(cell.value), wanted)
    return read_phrase(typed(cell), wanted)


def _of_date(moment: datetime, code: str) -> Reading[float]:
    text, form = moment_text(moment), number_format(code)
    shows_clock = form.is_date and not form.dates and moment.time() != time()
    if moment < _FIRST_DAY or shows_clock:  # a time of day
        return unreadable(f"{moment:%H:%M}", "unclear_number")
    if moment.year < _LIKELY:  # 12 in a cell with a date's format is 12.1.1900
        serial = (moment - _FIRST_DAY).days + (1 if moment < _LEAP else 2)
        return unreadable(text, "date_in_number", typed=str(serial))
    # 12.5 typed in a Macedonian Excel is stored as the 12th of May.
    return unreadable(text, "date_in_number", typed=f"{moment.day}.{moment.month}")


def _of_duration(cell: Cell) -> Reading[float]:
    """12 in a cell that counts hours is shown as 288:00."""
    assert isinstance(cell.value, datetime)
    length = cell.value - _DAY_0
    text = _elapsed_text(length, cell.number_format.lower())
    if length % _ONE_DAY or not length:
        return unreadable(text, "unclear_number")
    return unreadable(text, "duration_in_number", typed=str(length.days))


def _elapsed_text(length: timedelta, code: str) -> str:
    """Return what a cell shows whose format begins with all hours, minutes or seconds."""
    seconds, behind = round(length.total_seconds()), _NO_FIGURE.sub("", code)
    if "[s" in code:
        return str(seconds)
    if "[m" in code:
        return f"{seconds // 60}:{seconds % 60:02}" if "s" in behind else str(seconds // 60)
    hours, minutes = divmod(seconds // 60 if "s" in behind else round(seconds / 60), 60)
    return f"{hours}:{minutes:02}" + (f":{seconds % 60:02}" if "s" in behind else "")


def _of_number(cell: Cell, value: float, wanted: Wanted) -> Reading[float]:
    text, kind = shown(cell), wanted.kind
    if not isfinite(value):
        return unreadable(text, "not_a_number")
    if Numeral(Decimal(value)).too_long:
        return unreadable(text, "too_many_digits")
    if doubt := _of_format(cell, value, wanted):
        return doubt
    if not cell.is_percentage:
        says_percent = "%" in cell.beside and _shows_decimals(cell.number_format)
        if kind.is_share and 0 < abs(value) < 1 and not says_percent:
            return unreadable(text, "fraction_percent", text=_as_shown(cell))
    elif not kind.is_share:
        return unreadable(text, "percent_in_number", text=_as_shown(cell))
    form = cell.section
    if (rounded := form.rounded(value)) is not None and _misleads(value, rounded, form, kind):
        sign = "%" if form.times_100 else ""
        as_seen = Figure(rounded, form.before, f"{sign}{form.behind}", grouped=False)
        return unreadable(text, "shown_otherwise", text=_as_shown(cell), shown=as_seen)
    # 57, not 56.99999999999999
    meant = float(number_text(value * 100)) if cell.is_percentage else value
    return _among_its_words(Reading(meant, text), form, wanted)


def _shows_decimals(code: str) -> bool:
    """Tell whether a format shows what stands behind the comma: of 0.46 "0 %" shows 0 %."""
    of_positive, _, _ = code.partition(";")
    plain = _NO_FIGURE.sub("", of_positive).lower()
    return "general" in plain or "." in plain


def _of_format(cell: Cell, value: float, wanted: Wanted) -> Reading[float] | None:
    """Doubt a number whose format names another currency than the unit, or thousands, or hides it.

    What a cell shows is what its author read: "1.500 €" is 1,500 euros, also where the sign
    comes from the format.
    """
    form = cell.section
    if form is PLAIN and value >= 0:
        return None  # as nearly every number
    text = shown(cell)
    if not form.shows_number:
        return _hidden(cell, value)
    if value < 0 and number_format(cell.number_format).drops_minus(value):
        seen = number_text(abs(value) * (100 if form.times_100 else 1))
        return unreadable(text, "shown_otherwise", text=_as_shown(cell), shown=quoted(seen))
    if parted := form.in_parts(value):
        return unreadable(text, "shown_otherwise", text=_as_shown(cell), shown=quoted(parted))
    beside, seen = form.beside, number_text(value / form.divides)
    named_scale, own = scale_in(beside, short=True), wanted.own.scale
    # What its author saw: the number as it is shown, times what the words beside it say.
    meant = value / form.divides * (own if named_scale == 1 else named_scale) / own
    text = f"{text if form.divides == 1 else seen} {beside}".rstrip()
    quote = _as_shown(cell) if form.divides == 1 else _figure(seen, grouped=False)
    quote = replace(quote, behind=f"{quote.behind} {beside}".rstrip())
    is_clear = number_text(meant) == number_text(value)  # 240,000 shown as "240k" is 240,000
    if _is_another_currency(form, wanted):
        if not is_clear:
            return unreadable(text, "other_currency_alone", text=quote)
        number = _figure(number_text(value))
        return unreadable(text, "other_currency", text=quote, number=number)
    if not is_clear:
        number, other = _figure(number_text(value)), _figure(number_text(meant))
        return unreadable(text, "unclear_magnitude", text=quote, number=number, other=other)
    return None


def _misleads(value: float, rounded: Decimal, form: Section, kind: Kind) -> bool:
    """Tell whether a number that is shown as *rounded* passes for one that means something else.

    46.3 % shown as 46 % does not. Nothing where there is something does (0.4 as 0), all of it
    where a little lacks (99.7 % as 100 %), a whole count where there is a fraction, and a whole
    number that is off by more than a twentieth.
    """
    if not rounded or (kind.is_share and rounded == _ALL):
        return True
    full = Decimal(number_text(value * (100 if form.times_100 else 1) / form.divides))
    is_off = abs(rounded - full) > _A_TWENTIETH * abs(full)
    return not form.decimals and (kind.is_whole or is_off)


def _is_another_currency(form: Section, wanted: Wanted) -> bool:
    if named := currency_in(form.beside):
        return named != wanted.own.currency
    return bool(form.currency) and wanted.own.listed.isdisjoint(keys_of(form.currency))


def _hidden(cell: Cell, value: float) -> Reading[float] | None:
    """Doubt a number in whose place its format shows words, or nothing."""
    text, instead, quote = shown(cell), cell.beside, _as_shown(cell)
    if any(letter.isalnum() for letter in instead):
        return unreadable(text, "shown_otherwise", text=quote, shown=quoted(instead))
    return None if instead else Reading(value, text, "not_shown", {"text": quote})


def _among_its_words(read: Reading[float], form: Section, wanted: Wanted) -> Reading[float]:
    """Doubt a number beside which its format puts words that are not known to leave it as it is.

    They are taken as the same words typed beside it would be, and so is a minus before it; but a
    percent sign makes no percentage of a number (``0" % од целта"``).
    """
    if read.value is None or form.divides != 1:
        return read
    negated = form.minus if read.value > 0 else ""
    if not negated and (
        not form.beside.strip(_NO_WORDS) or _says_the_same(read.value, form, wanted)
    ):
        return read
    sign = "%" if form.times_100 else ""
    before = form.before.lstrip() or negated
    behind = f"{sign}{form.behind}".rstrip() or (
        ")" if negated == "(" and ")" not in form.behind else ""
    )
    quote = _figure(number_text(read.value), before=before, behind=behind)
    values = {"text": quote, "number": _figure(number_text(read.value))}
    return Reading(read.value, read.text, "format_words", values)


def _says_the_same(value: float, form: Section, wanted: Wanted) -> bool:
    """Tell whether a number with the words of its format, were they typed, would be that number."""
    number = abs(value)
    digits = f"{number:.0f}" if number.is_integer() else f"{number:.1f}"
    # One decimal stands for all: whether words beside a number are known does not depend on them.
    seen = f"{form.before}{digits}{'%' if form.times_100 else ''}{form.behind}"
    read = read_phrase(seen, wanted)
    return not read.problem and read.value == float(digits)


def as_quoted(cell: Cell) -> Figure | str:
    """Return what people see in a cell, as it is quoted to them: 46 % and not 0.46."""
    if cell.type == "number" and isinstance(cell.value, int | float):
        form = cell.section
        figure = _as_shown(cell)
        return replace(figure, before=form.before, behind=f"{figure.behind}{form.behind}")
    return shown(cell) or cell.raw


def _as_shown(cell: Cell) -> Figure:
    """The number of a cell, as it is quoted from it."""
    value = float(cell.value) if isinstance(cell.value, int | float) else 0.0
    if cell.is_percentage:
        return _figure(number_text(value * 100), behind="%")
    return _figure(number_text(value), grouped=False)


def _figure(number: str, *, before: str = "", behind: str = "", grouped: bool = True) -> Figure:
    return Figure(Decimal(number), before, behind, grouped)


def _confirmed(read: Reading[float], kind: Kind) -> Reading[float]:
    """A count of a fraction of something is doubtful."""
    if not kind.is_whole or read.value is None or read.problem or not read.text:
        return read
    whole = float(number_text(read.value))  # a sum may be 12.000000000000002
    if whole.is_integer():
        return Reading(whole, read.text)
    return Reading(read.value, read.text, "not_whole", {"text": number_or_quoted(read)})
