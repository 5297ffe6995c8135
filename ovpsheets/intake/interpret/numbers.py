"""Numbers as people type them, in Macedonian, Albanian and English; never guessed.

Macedonian and Albanian write 1.234,5 and English 1,234.5. One separator with
three digits behind it ("1.234") may be either, and is reported.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ovpsheets.intake.cells import Cell
from ovpsheets.intake.interpret.reading import Reading, day_text, formula_error, typed
from ovpsheets.words import Kind, fold

_NUMBER: Final = r"[+\-−]?\d[\d.,'’\s]*"
_WHOLE_TEXT: Final = re.compile(rf"({_NUMBER})")
_ANY_NUMBER: Final = re.compile(r"\d+(?:[.,'’\s]\d+)*")
_PERCENT: Final = re.compile(r"\s*(?:%|проценти?|posto|përqind|per ?cent)\s*\.?$", re.IGNORECASE)
_UNIT: Final = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<unit>[^\W\d_][^\d]*)"  # 12 тимови
    r"|(?P<label>[^\W\d_][^\d]*[:\s])\s*(?P<second>[+\-−]?\d[\d.,'’\s]*)"  # тимови: 12
)
_APPROXIMATE: Final = re.compile(
    r"(?:околу|приближно|отприлика|цца\.?|ок\.|над|повеќе од|најмалку|помалку од|до|под"
    r"|rreth|afërsisht|mbi|më shumë se|about|around|approx\.?|approximately|circa|ca\.?|over"
    r"|more than|at least|less than|up to|~|≈|>|<|≥|≤)\s*(?=\d)",
    re.IGNORECASE,
)
_LOOKALIKE_DIGITS: Final = str.maketrans("OoОоlIІіЗз", "0000111133")

_NUMBER_WORDS: Final[Mapping[str, int]] = {
    fold(word): number
    for number, words in enumerate(
        (
            ("нула", "zero"), ("еден", "една", "едно", "një", "one"),
            ("два", "две", "двајца", "dy", "two"), ("три", "тројца", "tre", "tri", "three"),
            ("четири", "четворица", "katër", "four"), ("пет", "петмина", "pesë", "five"),
            ("шест", "шестмина", "gjashtë", "six"), ("седум", "shtatë", "seven"),
            ("осум", "tetë", "eight"), ("девет", "nëntë", "nine"), ("десет", "dhjetë", "ten"),
            ("единаесет", "njëmbëdhjetë", "eleven"), ("дванаесет", "dymbëdhjetë", "twelve"),
            ("тринаесет", "trembëdhjetë", "thirteen"),
            ("четиринаесет", "katërmbëdhjetë", "fourteen"),
            ("петнаесет", "pesëmbëdhjetë", "fifteen"),
            ("шеснаесет", "gjashtëmbëdhjetë", "sixteen"),
            ("седумнаесет", "shtatëmbëdhjetë", "seventeen"),
            ("осумнаесет", "tetëmbëdhjetë", "eighteen"),
            ("деветнаесет", "nëntëmbëdhjetë", "nineteen"), ("дваесет", "njëzet", "twenty"),
        )
    )
    for word in words
}  # fmt: skip


def read_number(cell: Cell | None, kind: Kind) -> Reading[float]:
    """Return the number of a count, percentage (46 for 46 %) or amount.

    Doubtful (read, to be confirmed): „околу 30“, a number in words, a count
    that is not whole. Not read: dates, ranges, "1.234", 0.46 for a percentage.
    """
    text = typed(cell)
    if cell is None or not text:
        return Reading()
    if cell.type == "error":
        return formula_error(cell)
    if isinstance(cell.value, datetime):
        # 12.5 typed in a Macedonian Excel is stored as the 12th of May.
        return _problem("date_in_number", day_text(cell.value))
    if cell.type == "yes_no":
        return _problem("not_a_number", text)
    if cell.type == "number":
        return _whole(_of_number_cell(cell, kind, text), kind)
    return _whole(_of_text(text, kind), kind)


def _of_number_cell(cell: Cell, kind: Kind, text: str) -> Reading[float]:
    value = float(cell.raw)
    if cell.is_percentage:
        percent = round(value * 100, 10)  # 0.46 * 100 is 46.00000000000001 in binary
        if kind is Kind.PERCENT:
            return Reading(percent, f"{percent:g}%")
        return _problem("percent_in_number", f"{percent:g}%")
    if kind is Kind.PERCENT and 0 < value < 1:
        return Reading(
            text=text,
            problem="fraction_percent",
            values={"text": text, "percent": f"{value * 100:g}"},
        )
    return Reading(value, text)


def _of_text(text: str, kind: Kind) -> Reading[float]:
    percent = _PERCENT.search(text)
    if percent and kind is not Kind.PERCENT and any(c.isdigit() for c in text):
        return _problem("percent_in_number", text)
    rest = _PERCENT.sub("", text) if percent else text
    if approximate := _APPROXIMATE.match(rest):
        read = _plain_or_unit(rest[approximate.end() :], text)
        return read if read.value is None else _doubt(read.value, "approximate", text)
    if rest.endswith("+") and rest[:-1].strip().isdigit():
        return _doubt(float(rest[:-1]), "approximate", text)
    read = _plain_or_unit(rest, text)
    if read.value is not None and not percent and kind is Kind.PERCENT and 0 < read.value < 1:
        values = {"text": text, "percent": f"{read.value * 100:g}"}
        return Reading(text=text, problem="fraction_percent", values=values)
    return read


def _plain_or_unit(text: str, whole: str) -> Reading[float]:
    """Read a number alone, or one number with words around it."""
    plain = text.strip()
    if _WHOLE_TEXT.fullmatch(plain):
        return _spelled(plain, whole)
    if (number := _NUMBER_WORDS.get(fold(plain))) is not None:
        return _doubt(float(number), "number_in_words", whole)
    if len(_ANY_NUMBER.findall(plain)) > 1:
        return _problem("several_numbers", whole)
    if (fixed := plain.translate(_LOOKALIKE_DIGITS)) != plain and _WHOLE_TEXT.fullmatch(fixed):
        values = {"text": whole, "number": fixed}
        return Reading(text=whole, problem="lookalike_digits", values=values)
    if found := _UNIT.fullmatch(plain):
        return _spelled((found["number"] or found["second"]).strip(), whole)
    return _problem("not_a_number", whole)


def _spelled(number: str, whole: str) -> Reading[float]:
    """Read digits with separators."""
    sign = -1.0 if number[0] in "-−" else 1.0
    digits = re.sub(r"[\s'’]", " ", number.lstrip("+-−")).strip()
    if not re.fullmatch(r"\d+|\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+[.,\d]*\d", digits):
        return _problem("not_a_number", whole)
    digits = digits.replace(" ", "")
    marks = re.sub(r"\d", "", digits)
    if not marks:
        return Reading(sign * float(digits), whole)
    if len(set(marks)) == 1:
        return _one_mark(digits, marks, sign, whole)
    decimal = marks[-1]
    thousands = "." if decimal == "," else ","
    head, _, tail = digits.rpartition(decimal)
    if marks.count(decimal) > 1 or not _grouped(head, thousands):
        return _problem("not_a_number", whole)
    return Reading(sign * float(f"{head.replace(thousands, '')}.{tail}"), whole)


def _one_mark(digits: str, marks: str, sign: float, whole: str) -> Reading[float]:
    mark = marks[0]
    if len(marks) > 1:
        if not _grouped(digits, mark):
            return _problem("not_a_number", whole)
        return Reading(sign * float(digits.replace(mark, "")), whole)
    head, _, tail = digits.partition(mark)
    if len(tail) == 3 and len(head) <= 3 and not head.startswith("0"):
        values = {"text": whole, "whole": head + tail, "decimal": f"{head},{tail}"}
        return Reading(text=whole, problem="ambiguous_number", values=values)
    return Reading(sign * float(f"{head}.{tail}"), whole)


def _grouped(digits: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", digits))


def _whole(read: Reading[float], kind: Kind) -> Reading[float]:
    """A count of a fraction of something is doubtful."""
    if kind is Kind.COUNT and read.value is not None and not read.value.is_integer():
        return _doubt(read.value, "not_whole", read.text)
    return read


def _doubt(value: float, key: str, text: str) -> Reading[float]:
    return Reading(value, text, key, {"text": text, "number": f"{value:g}"})


def _problem(key: str, text: str) -> Reading[float]:
    return Reading(text=text, problem=key, values={"text": text})
