"""Numbers as people type them, in Macedonian, Albanian and English; never guessed.

Macedonian and Albanian write 1.234,5 and English 1,234.5. One separator with
three digits behind it ("1.234") may be either, and is reported.
"""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ovpsheets.intake.cells import Cell
from ovpsheets.intake.interpret.dates import is_day
from ovpsheets.intake.interpret.reading import (
    Reading,
    number_text,
    quoted,
    settled,
    typed,
    unread,
)
from ovpsheets.words import Kind, fold

_NUMBER: Final = r"[+\-−]?\d[\d.,'’\s]*"
_WHOLE_TEXT: Final = re.compile(_NUMBER)
_ANY_NUMBER: Final = re.compile(r"\d+(?:[.,'’\s]\d+)*")
_TWO_LINES: Final = re.compile(r"\d\s*[\n\r\t]\s*\d")
_PERCENT: Final = re.compile(
    r"\s*(?:%|проценти?|posto|përqind|për qind|per ?cent)\s*\.?$", re.IGNORECASE
)
# 12 тимови · тимови: 12 · € 12
_IN_WORDS: Final = re.compile(rf"(?P<before>[^\d]*?)\s*(?P<number>{_NUMBER})(?P<after>[^\d]*)")
_AFTER: Final = re.compile(r"[^\W\d_(][^\d%<>=/+*^°‰~≈≤≥]*|[(€$][^\d%<>=/+*^°‰~≈≤≥]*")
_BEFORE: Final = re.compile(r"(?:[^\W\d_][^\d%<>=/+*^°‰~≈≤≥]*[^\W\d_:(.]\s?[:(]?|[€$])")
_LONGEST_UNIT: Final = 3  # words; more are a sentence that may say anything
# What may turn a number into something else than it says: „12 планирани“, „100 евра“.
_TURNING: Final = re.compile(
    r"[(;,€$]|\b(?:не|нема|без|план\w*|евр\w*|долар\w*|nuk|pa|jo|plan\w*|euro|eur|usd|not|no"
    r"|without)\b",
    re.IGNORECASE,
)
_MAGNITUDE: Final = re.compile(
    r"(?:\d|\b)(?:милион\w*|милијард\w*|мил|мио|млн|илјад\w*|хилјад\w*|стотин\w*|mijë|milion\w*"
    r"|miliard\w*|million\w*|billion\w*|thousands?|hundreds?|mln|mio|k)\b",
    re.IGNORECASE,
)
_APPROXIMATE: Final = re.compile(
    r"(?:околу|приближно|отприлика|цца\.?|ок\.|над|повеќе од|најмалку|помалку од|до|под|најмногу"
    r"|максимум|минимум|барем|скоро|речиси|rreth|afërsisht|mbi|më shumë se|më pak se|së paku|deri"
    r"|gati|about|around|approx\.?|approximately|circa|ca\.?|over|under|almost|nearly|more than"
    r"|at least|at most|less than|up to|~|≈|>|<|≥|≤)\s*(?=\d)",
    re.IGNORECASE,
)
_LOOKALIKE_DIGITS: Final = str.maketrans("OoОоlIІіЗз", "0000111133")
_MOST_DIGITS: Final = 15  # what a spreadsheet keeps of a number

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

    Doubtful (read, to be confirmed): „околу 30“, a number in words or in a
    sentence, a count that is not whole. Not read: dates, ranges, "1.234",
    „2 милиони“, 0.46 for a percentage.
    """
    if cell is None:
        return Reading()
    if done := settled(cell):
        return done
    text = typed(cell)
    if isinstance(cell.value, datetime):
        # 12.5 typed in a Macedonian Excel is stored as the 12th of May.
        return unread("date_in_number", text)
    if cell.type == "yes_no":
        return unread("not_a_number", text)
    if cell.type == "number":
        return _whole(_of_number_cell(cell, kind, text), kind)
    return _whole(_of_text(text, kind), kind)


def _of_number_cell(cell: Cell, kind: Kind, text: str) -> Reading[float]:
    value = float(cell.value) if isinstance(cell.value, int | float) else math.nan
    if not math.isfinite(value):
        return unread("not_a_number", text)
    if cell.is_percentage:
        if kind is not Kind.PERCENT:
            return unread("percent_in_number", text)
        return Reading(round(value * 100, 10), text)  # 0.46 * 100 is 46.00000000000001
    return _share(Reading(value, text), kind)


def _share(read: Reading[float], kind: Kind) -> Reading[float]:
    """0.46 given for a percentage may be 46 %, as programs store it, or 0.46 %."""
    value = read.value
    if kind is Kind.PERCENT and value is not None and 0 < abs(value) < 1:
        percent = number_text(round(value * 100, 10))
        return unread("fraction_percent", read.text, percent=percent)
    return read


def _of_text(text: str, kind: Kind) -> Reading[float]:
    percent = _PERCENT.search(text) if any(letter.isdigit() for letter in text) else None
    if percent and kind is not Kind.PERCENT:
        return unread("percent_in_number", text)
    rest = text[: percent.start()] if percent else text
    if approximate := _APPROXIMATE.match(rest):
        rest = rest[approximate.end() :]
    elif re.fullmatch(r"\d+\s*\+", rest):
        rest = rest.rstrip("+ ")
    else:
        read = _number_or_words(rest, text, kind)
        return read if percent else _share(read, kind)
    read = _number_or_words(rest, text, kind)
    return read if read.value is None else _doubt(read.value, "approximate", text)


def _number_or_words(text: str, whole: str, kind: Kind) -> Reading[float]:
    """Read a number alone, a number in words, or one number with words around it."""
    plain = text.strip()
    if problem := _unclear(plain):
        return unread(problem, whole)
    if _WHOLE_TEXT.fullmatch(plain):
        return _spelled(plain.rstrip(".,"), whole)
    if (number := _NUMBER_WORDS.get(fold(plain))) is not None:
        return _doubt(float(number), "number_in_words", whole)
    for token in plain.split():
        fixed = token.translate(_LOOKALIKE_DIGITS)
        if fixed != token and _WHOLE_TEXT.fullmatch(fixed) and _lone(plain, token):
            return unread("lookalike_digits", whole, number=fixed)
    return _in_words(plain, whole, kind)


def _unclear(text: str) -> str:
    """Return the problem of a text that holds digits and is not one plain number."""
    if is_day(text):
        return "date_in_number"
    if _TWO_LINES.search(text) or len(_ANY_NUMBER.findall(text)) > 1:
        return "several_numbers"
    if any(letter.isdigit() for letter in text) and _MAGNITUDE.search(text):
        return "unclear_magnitude"
    return ""


def _lone(text: str, token: str) -> bool:
    """Letters that look like digits are meant as such in a word with digits, or alone."""
    return text == token or any(letter.isdigit() for letter in token)


def _in_words(text: str, whole: str, kind: Kind) -> Reading[float]:
    found = _IN_WORDS.fullmatch(text)
    if found is None:
        return unread("not_a_number", whole)
    before, after = found["before"].strip(), found["after"].strip()
    if (before and not _BEFORE.fullmatch(before)) or (after and not _AFTER.fullmatch(after)):
        return unread("not_a_number", whole)
    number = found["number"].strip()
    if before and number[0] in "+-−":  # „тимови -5“: a dash, or a minus
        return unread("not_a_number", whole)
    read = _spelled(number, whole)
    is_unit = len(after.split()) <= _LONGEST_UNIT and not _TURNING.search(after)
    if read.value is None or (not before and is_unit and kind is not Kind.PERCENT):
        return read
    return _doubt(read.value, "number_in_sentence", whole)


def _spelled(number: str, whole: str) -> Reading[float]:
    """Read digits with separators."""
    sign = -1.0 if number[0] in "-−" else 1.0
    digits = re.sub(r"[\s'’]", " ", number.lstrip("+-−")).strip()
    if not re.fullmatch(r"\d+|\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+[.,\d]*\d", digits):
        return unread("not_a_number", whole)
    digits = digits.replace(" ", "")
    marks = re.sub(r"\d", "", digits)
    if len(digits) - len(marks) > _MOST_DIGITS:
        return unread("too_many_digits", whole)
    if not marks:
        return Reading(sign * float(digits), whole)
    if len(set(marks)) == 1:
        return _one_mark(digits, marks, sign, whole)
    decimal = marks[-1]
    thousands = "." if decimal == "," else ","
    head, _, tail = digits.rpartition(decimal)
    if marks.count(decimal) > 1 or not _grouped(head, thousands):
        return unread("not_a_number", whole)
    return Reading(sign * float(f"{head.replace(thousands, '')}.{tail}"), whole)


def _one_mark(digits: str, marks: str, sign: float, whole: str) -> Reading[float]:
    mark = marks[0]
    if len(marks) > 1:
        if not _grouped(digits, mark):
            return unread("not_a_number", whole)
        return Reading(sign * float(digits.replace(mark, "")), whole)
    head, _, tail = digits.partition(mark)
    if len(tail) == 3 and len(head) <= 3 and not head.startswith("0"):
        minus = "-" if sign < 0 else ""
        return unread("ambiguous_number", whole, units=minus + head, decimals=tail)
    return Reading(sign * float(f"{head}.{tail}"), whole)


def _grouped(digits: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", digits))


def _whole(read: Reading[float], kind: Kind) -> Reading[float]:
    """A count of a fraction of something is doubtful."""
    if kind is Kind.COUNT and read.value is not None and not read.value.is_integer():
        return _doubt(read.value, "not_whole", read.text)
    return read


def _doubt(value: float, key: str, text: str) -> Reading[float]:
    return Reading(value, text, key, {"text": quoted(text), "number": number_text(value)})
