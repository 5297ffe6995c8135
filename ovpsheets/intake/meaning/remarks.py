"""What a member wrote beside a value and that makes it another: a unit, a scale, a currency."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from ovpsheets.intake.meaning.contrast import counts_another, is_another_noun, names_a_part
from ovpsheets.intake.meaning.named_in_words import (
    CURRENCY_SIGNS,
    keys_of,
    names_percent,
    names_zeros,
    words_in,
)
from ovpsheets.intake.meaning.number_phrases import read_phrase
from ovpsheets.intake.meaning.number_words import number_in_words, numbers_among
from ovpsheets.intake.meaning.numbers_said import (
    numbers_said,
    replaces_a_number,
    stands_for_another,
)
from ovpsheets.intake.meaning.numerals import NUMERAL, parse_numeral
from ovpsheets.intake.meaning.reading import Reading, number_or_quoted, quoted, unreadable
from ovpsheets.intake.meaning.remark_doubts import doubt_of, doubting_words
from ovpsheets.intake.meaning.remark_words import clauses_of
from ovpsheets.intake.meaning.said_of_all import is_stamp, qualifies_all
from ovpsheets.intake.meaning.spelling import key, number_text, visible
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import pattern, written
from ovpsheets.templates import cached
from ovpsheets.words import fold

_TOKEN: Final = re.compile(
    rf"(?P<number>{NUMERAL})|(?P<word>[^\W\d_]+)|(?P<sign>[{CURRENCY_SIGNS}])|(?P<mark>[(:=,;])"
)
# Latin letters with marks, as the keys of words have them (mijë).
_BARE: Final = {code: unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, 0x180)}
_HEADING: Final = 8  # words
_FEW: Final = 5  # words
_OF_THINGS: Final = 2  # words
_SHORT: Final = 3  # letters; shorter abbreviations are too many other things in a sentence
_YEARS: Final = range(1990, 2100)
_SIZE: Final = 10  # times
_SOME: Final = Decimal("NaN")  # an amount of its own, whichever: no value is the same
_NUMBER: Final = re.compile(NUMERAL)
_LIKE: Final = frozenset({"approximate"})  # „проценето“ is no per cent
ON_ALL: Final = ("unit_in_form", "qualified_in_form")
"""Problems of a value that a sentence on all values of its form makes."""

_LEADING: Final = ("plain", "linking", "labels", "total")


class _Token(NamedTuple):
    key: str
    number: Decimal | None
    is_mark: bool


@dataclass(frozen=True, slots=True)
class BesideValue:
    """What a member left beside a value: the unit it made of ours ("": ours), and remarks.

    Remarks are source and note, notes on the value's cell, and what else stands in its row;
    ``in_form``: what the member wrote that is about no row, a heading of their own among it.
    """

    unit: str = ""
    remarks: tuple[str, ...] = ()
    in_form: tuple[str, ...] = ()


NOTHING: Final = BesideValue()


def in_its_unit(read: Reading[float], wanted: Wanted, beside: BesideValue) -> Reading[float]:
    """Return *read*, or why the value is not clear: another unit stands beside it."""
    if read.value is not None and (said := [t for t in beside.remarks if _corrects(t, read.value)]):
        beside_it = quoted("; ".join(said))
        return unreadable(
            read.text, "corrected_beside", text=number_or_quoted(read), beside=beside_it
        )
    if not read.value:  # nothing of anything is nothing
        return read
    other = [beside.unit] if beside.unit and not _is_unit(beside.unit, wanted) else []
    other += [text for text in beside.remarks if _names_another(text, read.value, wanted)]
    if other:
        return _doubted(read, wanted, "unit_beside", other)
    said = [text for text in beside.in_form if _is_of_all(text, read.value, wanted)]
    if said:
        return _doubted(read, wanted, "unit_in_form", said)
    return read if read.problem else _qualified(read, read.value, wanted, beside)


def denied_beside(read: Reading[Any], wanted: Wanted, beside: BesideValue) -> Reading[Any]:
    """Return *read*, a yes or a day, with a doubt where a remark limits it or begins with a no.

    „сè уште не“, „делумно“, „не е усвоен“ beside „Да“.
    """
    said = list(filter(None, (_denies(text, wanted) for text in beside.remarks)))
    if read.problem or not said:
        return read
    values = {"text": quoted(read.text), "beside": quoted("; ".join(said))}
    return Reading(read.value, read.text, "qualified_beside", values)


def _denies(text: str, wanted: Wanted) -> str:
    """Return the words of a remark by which a yes is none, or less than one; "" for no such."""
    is_no = is_stamp(text) or _no().match(visible(text))
    return text if is_no else _surely_doubting(text, None, wanted)


@cached
def _no() -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern('answer', 'no')})[\s.,;!]*$", re.IGNORECASE)


def _qualified(
    read: Reading[float], value: float, wanted: Wanted, beside: BesideValue
) -> Reading[float]:
    """Doubt a number of which a remark on it, or one on all data of the form, says less."""
    doubts = (_doubt(text, value, wanted) for text in beside.remarks)
    said = list(filter(None, doubts))
    of_all = [text for text in beside.in_form if not said and qualifies_all(text, wanted)]
    if not said and not of_all:
        return read
    values = {"text": number_or_quoted(read), "beside": quoted("; ".join(said or of_all))}
    problem = "qualified_beside" if said else "qualified_in_form"
    return Reading(read.value, read.text, problem, values)


def _doubt(text: str, value: float, wanted: Wanted) -> str:
    """Return the words of a remark by which a number is less, or another one, than is asked for."""
    if _is_another_number(text, value, wanted):
        return text
    return _surely_doubting(text, value, wanted)


def _surely_doubting(text: str, value: float | None, wanted: Wanted) -> str:
    """Return the words that make a value doubtful; of others the coordinator is told alone."""
    found = doubt_of(text, value, wanted)
    return found.words if found and found.is_sure else ""


def _without_its_number(text: str, value: float) -> str:
    """Return a remark without its one number, where that is the value; "" where it is not.

    „5 откажани“ beside 5 says of it what „откажани“ would.
    """
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1 or _number(numbers[0][0]) != Decimal(number_text(value)):
        return ""
    rest = text[: numbers[0].start()] + text[numbers[0].end() :]
    return " ".join(rest.split())


def _is_another_number(text: str, value: float, wanted: Wanted) -> bool:
    """Tell whether a remark is a number and nothing else, and not the value's.

    One of another size is that of a document, as sources name them, or a year.
    """
    said = visible(text)
    if not _NUMBER.fullmatch(said) and number_in_words(said) is None:
        return False
    other = read_phrase(said, wanted)
    if other.problem not in ("", "number_in_words") or not other.value or other.value in _YEARS:
        return False
    # A share of it, or its double, may be the value meant; a document has a number far from it.
    return other.value != value and max(other.value, value) <= _SIZE * min(other.value, value)


def _is_short(text: str) -> bool:
    """Tell whether a remark is a few words without a number, and so speaks of the value itself."""
    return len(keys_of(text)) <= _FEW and not any(letter.isdigit() for letter in text)


def _corrects(text: str, value: float) -> bool:
    """Tell whether a remark speaks of a correction or a mistake and names another number.

    Years are no numbers of anything. „Треба да биде 118“ does where it says no more; what should
    be by the end of the year is a plan.
    """
    if stands_for_another(text, value) and _has_another_near(text, value):
        return True
    words = len(keys_of(text))
    # „треба 36“ and no more
    should = words <= _FEW and (_should().search(text) or (words == 1 and replaces_a_number(text)))
    if not should and not _correcting().search(text):
        return False
    numbers = (token.number for token in _tokens(text) if token.number not in (None, _SOME))
    own = Decimal(number_text(value))
    return any(number not in _YEARS and number != own for number in numbers)


def _has_another_near(text: str, value: float) -> bool:
    """Tell whether a text gives another number of about that size: „3 локации“ is none."""
    others = (number for number in numbers_said(text) if number != value)
    return any(max(other, value) <= _SIZE * min(other, value) for other in others)


@cached
def _correcting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern('beside', 'corrects')})", re.IGNORECASE)


@cached
def _should() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern('qualifying', 'should')})(?!\w)", re.IGNORECASE)


def _doubted(
    read: Reading[float], wanted: Wanted, problem: str, said: Sequence[str]
) -> Reading[float]:
    own = wanted.unit or ("MKD" if wanted.kind.shows_unit else "×1")
    typed, beside = number_or_quoted(read), quoted("; ".join(said))
    return unreadable(read.text, problem, text=typed, beside=beside, unit=own)


def _is_of_all(text: str, value: float, wanted: Wanted) -> bool:
    """Tell whether a text that is about no row says in what unit all amounts of the form are.

    It does where it is short, as a heading is, or speaks of amounts.
    """
    if not wanted.kind.shows_unit or not _names_another(text, value, wanted):
        return False
    words = keys_of(text)
    return len(words) <= _HEADING or any(vocabulary().has("labels", word) for word in words)


def _is_unit(unit: str, wanted: Wanted) -> bool:
    """Whether one of *unit* is one of what is wanted: „денар“ and "MKD" are, „евра“ is not."""
    if wanted.kind.is_share and names_percent(wanted.unit) and not names_percent(unit):
        return False  # „број“ instead of "%"
    one = read_phrase(f"1 {visible(unit)}", wanted)
    return one.value == 1 and not one.problem and not names_a_part(unit, wanted)


def _names_another(text: str, value: float, wanted: Wanted) -> bool:
    """Tell whether a remark says in what unit the value is, and that is not the wanted one.

    An amount of its own („грант од 5 милиони евра“) says nothing of the value, unless it
    is the same number.
    """
    if _is_of_the_other_kind(text, wanted) or counts_another(text, wanted) or _is_scale(text):
        return True
    said = _without_its_number(text, value) or text
    if is_another_noun(said, wanted) and not doubting_words(
        said, value, wanted
    ):  # „месечно“ is a doubt less
        return True
    if wanted.kind.is_share:
        return _counts_a_share(text, said)
    if wanted.kind.shows_unit and _says_in_full(text, value, wanted):
        return True
    if not _measures().search(fold(text).translate(_BARE)):
        return False
    if wanted.own.scale == 1 and names_zeros(text):
        return True
    tokens, number = list(_tokens(text)), Decimal(number_text(value))
    return _is_in_thousands(tokens, number, wanted) or any(
        amount == number if amount is not None else _is_bare(tokens, place)
        for place in _others(tokens, wanted)
        for amount in [_amount(tokens, place)]
    )


def _counts_a_share(text: str, said: str) -> bool:
    """Tell whether a remark gives a percentage's own number as one of things: „31 општина“.

    *said* is the remark without that number: a word or two behind it, and neither says per cent.
    """
    words, known = keys_of(said), vocabulary()
    if not visible(text)[:1].isdigit() or any(letter.isdigit() for letter in said):
        return False
    things = [w for w in words if not any(known.has(group, w) for group in _LEADING)]
    return bool(things) and len(words) <= _OF_THINGS and not names_percent(text)


def _is_of_the_other_kind(text: str, wanted: Wanted) -> bool:
    """Tell whether a remark calls a number a percentage („во проценти“), or one none."""
    if not (_percent().search(text) and _is_short(text)):
        return False
    # „проценето“ is no form of „процент“.
    if not names_percent(
        " ".join(
            word
            for word in text.split()
            if not any(clause.found for clause in clauses_of(word, _LIKE))
        )
    ):
        return False
    known = vocabulary()
    no = known.exact["turning"] | known.exact["turning_latin"]
    said = {key(word) for word in words_in(text) if word.lower() not in known.harmless}
    return wanted.kind.is_share is not no.isdisjoint(said)


def _is_scale(text: str) -> bool:
    """Tell whether a remark says in what a number is, or by what to multiply it: „x10“."""
    return _scale().fullmatch(visible(text).strip(" .()")) is not None


@cached
def _scale() -> re.Pattern[str]:
    lead = "|".join(written("known", "linking"))
    words = pattern("qualifying", "scales")
    return re.compile(
        rf"(?:(?:{lead})\s+)?(?:{words})(?:\s*10+)?|[xх×*]\s*10+|‰|п\.\s?п", re.IGNORECASE
    )


@cached
def _percent() -> re.Pattern[str]:
    """What a remark on percentages has; nearly all have nothing of it."""
    return re.compile(rf"%|{pattern('beside', 'percent')}|qind", re.IGNORECASE)


def _is_in_thousands(tokens: Sequence[_Token], number: Decimal, wanted: Wanted) -> bool:
    """Tell whether a remark says the amount in full: 15 beside „исплатени 15.000 денари“."""
    known, own = vocabulary(), wanted.own.currency
    places = (p for p, token in enumerate(tokens) if known.currency.get(token.key) == own)
    full = (number * 1000, number * 1_000_000)
    return wanted.kind.shows_unit and any(_amount(tokens, place) in full for place in places)


def _says_in_full(text: str, value: float, wanted: Wanted) -> bool:
    """Tell whether a remark is an amount, and that is the value were it in thousands."""
    if not any(map(str.isdigit, text)) or len(keys_of(text)) > _FEW:
        return False
    read = read_phrase(visible(text), wanted)
    # "15.000" is taken for the whole number, as beside 15 it hardly is 15 once more.
    is_bare = read.problem == "ambiguous_number" and not keys_of(text)
    said = numbers_said(text) if is_bare else {read.value}
    is_clear = is_bare or not read.problem
    return is_clear and not said.isdisjoint((value * 1000, value * 1_000_000))


@cached
def _measures() -> re.Pattern[str]:
    """What a remark has that names a scale or a currency; nearly all have nothing of it."""
    known = vocabulary()
    words = (*known.scale, *known.short_scale, *known.currency)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b|000|[{CURRENCY_SIGNS}]")


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(visible(text)):
        is_number, text = found["number"] is not None, found.group()
        number = _number(text) if is_number else None
        yield _Token(key(text), number, found["mark"] is not None)


def _number(text: str) -> Decimal:
    """What a numeral means; "1.500" beside 1500 is that number."""
    numeral = parse_numeral(text)
    if numeral.ambiguous:
        return Decimal(re.sub("[.,]", "", text))
    return _SOME if numeral.value is None else numeral.value


def _others(tokens: Sequence[_Token], wanted: Wanted) -> Iterator[int]:
    """Yield where a scale or a currency is named that is not the unit's."""
    known, own = vocabulary(), wanted.own
    for place, token in enumerate(tokens):
        scale = known.scale.get(token.key)
        if scale is None and len(token.key) >= _SHORT:
            scale = known.short_scale.get(token.key)
        currency = known.currency.get(token.key) if wanted.kind.shows_unit else None
        if (scale or own.scale) != own.scale or (currency or own.currency) != own.currency:
            yield place


def _amount(tokens: Sequence[_Token], place: int) -> Decimal | None:
    """The number that the word at *place* belongs to; None where there is none."""
    known = vocabulary()
    scales = known.scale.keys() | known.short_scale.keys()
    before = next((p for p in reversed(range(place)) if tokens[p].key not in scales), None)
    if before is not None and (number := tokens[before].number) is not None:
        return number
    spelled = list(numbers_among([token.key for token in tokens]))
    if any(near in range(found.start, found.end) for found in spelled for near in (before, place)):
        return _SOME
    behind = next(iter(tokens[place + 1 :]), None)
    return behind.number if behind and tokens[place].key in known.currency else None


def _is_bare(tokens: Sequence[_Token], place: int) -> bool:
    """Whether the word at *place* says of what the value is: „во илјади“, not „повеќе илјади“."""
    if place == 0 or tokens[place - 1].is_mark:
        return True
    known, before = vocabulary(), tokens[place - 1].key
    if before in known.scale or before in known.short_scale:
        return _is_bare(tokens, place - 1)
    return any(known.has(group, before) for group in _LEADING)
