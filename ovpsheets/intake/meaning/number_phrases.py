"""Numbers in text: a number alone, or the only one among words that are known."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ovpsheets.intake.meaning.beside import UNKNOWN, is_singular
from ovpsheets.intake.meaning.dates import read_date_text
from ovpsheets.intake.meaning.lookalikes import digits_meant
from ovpsheets.intake.meaning.months import month_number
from ovpsheets.intake.meaning.named_in_words import QUOTES, keys_of, with_percent_sign, words_in
from ovpsheets.intake.meaning.number_words import number_in_words, numbers_among
from ovpsheets.intake.meaning.numerals import NUMERAL, parse_numeral
from ovpsheets.intake.meaning.phrase import Phrase
from ovpsheets.intake.meaning.reading import Reading, quoted, unreadable
from ovpsheets.intake.meaning.spelling import key, visible
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.texts import Figure
from ovpsheets.words import Accumulation

_STRAIGHT: Final = str.maketrans("−‐‑‒–—’‘ʼ´`", "------'''''")
_ALONE: Final = re.compile(
    rf"(?P<sign>[+-]?)(?P<number>{NUMERAL}|[.,][0-9]+)(?P<price>[.,]--?)?"
    r"(?: ?(?P<percent>%))?(?P<end> ?[.,;:])?"
)
_NUMERAL: Final = re.compile(NUMERAL)
_TWO_LINES: Final = re.compile(r"[0-9][^\w\n\r\t]*[\n\r\t]\s*[^\w\n\r\t]?[0-9]")
_THOUSAND: Final = 1000
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_PRICE: Final = re.compile(r"(?P<mark>[.,])--?(?= )")
_ENDS_IN_A_WORD: Final = re.compile(r"\w\Z")
_TELEPHONE: Final = re.compile(r"0[0-9]{5,}")
_DAY_AND_MONTH: Final = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")

_ABOUT_BEFORE: Final = frozenset("~≈>≥±")
_ABOUT_AFTER: Final = frozenset("+?")
_LESS_BEFORE: Final = frozenset("<≤")
_SPELLED: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 300  # characters; a number in a longer text is not searched for
_SENTENCE: Final = 8  # words; a number among more of them may be about something else


def read_phrase(text: str, wanted: Wanted) -> Reading[float]:
    """Return the number *text* gives; *wanted* is what the plan asks for."""
    plain = with_percent_sign(visible(text).translate(_STRAIGHT).strip(QUOTES))
    if _TWO_LINES.search(text):  # 5 above 100 is not 5 100
        return unreadable(text, "several_numbers")
    if found := _ALONE.fullmatch(plain):
        return _alone(found, text, wanted)
    if (number := number_in_words(text)) is not None:
        return _doubtful(number, text, "number_in_words")
    if meant := digits_meant(plain):
        return unreadable(text, "lookalike_digits", proposed=meant)
    numerals = _NUMERAL.finditer(plain)
    numeral = next(numerals, None)
    if numeral is None:
        return _spelled_out(plain, text, wanted)
    if any(month_number(word) for word in words_in(plain[:_LONGEST])) or _is_date(text):
        return unreadable(text, "date_text_in_number")
    if next(numerals, None):
        return unreadable(text, "several_numbers")
    if len(plain) > _LONGEST:
        return unreadable(text, "unclear_number")
    before, figures, after = plain[: numeral.start()], numeral.group(), plain[numeral.end() :]
    if price := _PRICE.match(after):  # 5.000,- is 5.000,00
        figures, after = f"{figures}{price['mark']}00", after[price.end() :]
    return _among_words(Phrase.of(text, (before, figures, after), wanted))


def is_number_alone(text: str) -> bool:
    """Tell whether *text* is nothing but a number, with its sign or percent sign."""
    return bool(_ALONE.fullmatch(visible(text).translate(_STRAIGHT).strip(QUOTES)))


def _spelled_out(plain: str, text: str, wanted: Wanted) -> Reading[float]:
    """Read the one number in words among others: „дванаесет обуки“; never without a doubt."""
    words = list(_SPELLED.finditer(plain[:_LONGEST]))
    numbers = numbers_among([key(word.group()) for word in words])
    found = next(numbers, None)
    if found is None or next(numbers, None) or len(plain) > _LONGEST:
        return unreadable(text, "not_a_number")
    start, end = words[found.start].start(), words[found.end - 1].end()
    read = read_phrase(f"{plain[:start]}{found.value}{plain[end:]}", wanted)
    if read.value is None:
        return replace(read, text=text, values={**read.values, "text": quoted(text)})
    return _doubtful(Decimal(f"{read.value:.15g}"), text, "number_in_words")


def _alone(found: re.Match[str], text: str, wanted: Wanted) -> Reading[float]:
    number, kind = found["number"], wanted.kind
    if found["sign"] == "+" and (kind.is_share or wanted.covers is Accumulation.CUMULATIVE):
        return unreadable(text, "unclear_number")  # so many more, or so many in all
    if number[0] in ".,":  # ,5
        number = f"0{number}"
    if found["price"]:  # 5.000,- is 5.000,00
        number += f"{found['price'][0]}00"
    if not kind.is_share and found["percent"]:
        return unreadable(text, "percent_in_number")
    if (found["end"] or "").strip() == "." and _DAY_AND_MONTH.fullmatch(number):
        return unreadable(text, "unclear_number")  # 12.5. is how the 12th of May is written
    if _TELEPHONE.fullmatch(number) and not found["percent"]:  # 070123456
        return unreadable(text, "unclear_number")
    numeral = parse_numeral(number)
    if numeral.value is None:
        return _no_value(number, text)
    if numeral.too_long:
        return unreadable(text, "too_many_digits")
    value = -numeral.value if found["sign"] == "-" else numeral.value
    if kind.is_share and not found["percent"] and 0 < abs(value) < 1:
        return unreadable(text, "fraction_percent")
    return Reading(float(value), text)


def _no_value(number: str, text: str) -> Reading[float]:
    if parse_numeral(number).ambiguous:
        *groups, decimals = re.split("[., ']", number)
        units = "".join(groups)
        joined = units + decimals
        return unreadable(text, "ambiguous_number", joined=joined, units=units, decimals=decimals)
    return unreadable(text, "date_text_in_number" if _is_date(text) else "unclear_number")


def _doubtful(value: Decimal | int, text: str, problem: str) -> Reading[float]:
    return Reading(float(value), text, problem, {"text": visible(text), "number": _figure(value)})


def _figure(value: Decimal | int) -> Figure:
    return Figure(Decimal(value).normalize())


def _among_words(phrase: Phrase) -> Reading[float]:
    for problem, applies in _REFUSALS:
        if applies(phrase):
            return unreadable(phrase.text, problem)
    value = phrase.value
    is_clear = value is not None and phrase.other_scale is None
    if _other_currency(phrase) and not is_clear and not phrase.unknown():
        # Who is asked which number is meant would answer that, and leave the currency.
        return unreadable(phrase.text, "other_currency_alone")
    if value is None:
        return _scaled(phrase) or _no_value(phrase.numeral, phrase.text)
    if words := phrase.unknown():
        return unreadable(phrase.text, "unknown_words", words=quoted(words), number=_figure(value))
    if (other := phrase.other_scale) is not None:
        return unreadable(
            phrase.text, "unclear_magnitude", number=_figure(value), other=_figure(other)
        )
    value *= phrase.factor
    if _other_currency(phrase):
        return unreadable(phrase.text, "other_currency", number=_figure(value))
    for problem, applies in _DOUBTS:
        if applies(phrase):
            return _doubtful(value, phrase.text, problem)
    return Reading(float(value), phrase.text)


def _scaled(phrase: Phrase) -> Reading[float] | None:
    """Doubt „1.520 илјади“, which is 1,520 or 1,520,000; None where it is clear by what it goes."""
    if not parse_numeral(phrase.numeral).ambiguous or phrase.factor == 1 or phrase.unknown():
        return None
    joined = Decimal(re.sub("[.,]", "", phrase.numeral)) * phrase.factor
    return unreadable(
        phrase.text,
        "unclear_magnitude",
        number=_figure(joined / _THOUSAND),
        other=_figure(joined),
    )


def _glued_unclear(phrase: Phrase) -> bool:
    """A letter or ending right at the figures: 12А, 3-ти, 5х; but 12тимови is clear."""
    letters = phrase.glued.lstrip("-")
    if _ENDS_IN_A_WORD.search(phrase.before) or phrase.after.startswith("_"):
        return True
    first = next((word.role for word in phrase.said_after), UNKNOWN)
    if not letters or phrase.is_glued_about or first in ("currency", "short_scale"):
        return False
    return phrase.glued.startswith("-") or len(letters) < 3


def _is_ordinal(phrase: Phrase) -> bool:
    """„3 состанок“: the third; but „21 состанок“."""
    first = phrase.said_after[:1]
    return not phrase.numeral.endswith("1") and any(is_singular(w, phrase.wanted) for w in first)


def _signs_unclear(phrase: Phrase) -> bool:
    before, after = phrase.signs
    bare = not phrase.said and not phrase.currency and not phrase.is_percentage
    return bool(
        before - _ABOUT_BEFORE - _LESS_BEFORE
        or after - _ABOUT_AFTER
        or ".." in phrase.after
        or "*" in phrase.after  # what the mark says stands elsewhere
        or phrase.before.lstrip().startswith("=")
        or (phrase.after.startswith(". ") and not phrase.before)  # 1. Обуки
        or (bare and "(" in phrase.before)  # (12) is -12 to an accountant
        or (phrase.after.startswith(".") and _DAY_AND_MONTH.fullmatch(phrase.numeral))
    )


def _is_year(phrase: Phrase) -> bool:
    if not _YEAR.fullmatch(phrase.numeral):
        return False
    known, last = vocabulary(), next(reversed(keys_of(phrase.before)), "")
    year = any(known.has("year", word.key) for word in phrase.said)
    return year or known.has("of_a_year", last)


def _contradicted(phrase: Phrase) -> bool:
    """„12 (тринаесет)“, and „две обуки со 30 лица“."""
    value, sides = phrase.value, (keys_of(phrase.before), keys_of(phrase.after))
    said: Iterable[int] = (found.value for side in sides for found in numbers_among(side))
    return value is not None and any(n not in (value, value * phrase.factor) for n in said)


def _other_currency(phrase: Phrase) -> bool:
    named = phrase.currency
    return bool(named) and named != phrase.wanted.own.currency


def _is_share(phrase: Phrase) -> bool:
    value = phrase.value
    if not phrase.wanted.kind.is_share or phrase.is_percentage or value is None:
        return False
    return 0 < value < 1


_Check = tuple[str, Callable[[Phrase], bool]]

_REFUSALS: Final[tuple[_Check, ...]] = (
    ("unclear_number", _glued_unclear),
    ("year_in_number", _is_year),
    ("unclear_number", _is_ordinal),
    ("unclear_number", _signs_unclear),
    ("several_numbers", _contradicted),
    ("percent_in_number", lambda phrase: phrase.is_percentage and not phrase.wanted.kind.is_share),
    ("upper_bound", lambda phrase: bool(phrase.signs[0] & _LESS_BEFORE)),
    ("upper_bound", lambda phrase: phrase.says("at_most")),
    ("fraction_percent", _is_share),
    ("too_many_digits", lambda phrase: parse_numeral(phrase.numeral).too_long),
)
_DOUBTS: Final[tuple[_Check, ...]] = (
    ("approximate", lambda phrase: phrase.says("approximate") or phrase.is_glued_about),
    ("approximate", lambda phrase: bool(phrase.signs[0] | phrase.signs[1])),
    ("number_in_sentence", lambda phrase: phrase.length > _SENTENCE),
)


def _is_date(text: str) -> bool:
    read = read_date_text(text)
    full = read.value is not None and not read.doubtful
    return full or read.problem in {"no_such_day", "date_month_first"}
