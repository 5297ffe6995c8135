"""What a member wrote beside a value and that makes it another: a unit, a scale, a currency."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ovpsheets.intake.meaning.contrast import counts_another, names_a_part
from ovpsheets.intake.meaning.named_in_words import (
    keys_of,
    names_percent,
    names_zeros,
)
from ovpsheets.intake.meaning.number_phrases import read_phrase
from ovpsheets.intake.meaning.number_words import number_in_words
from ovpsheets.intake.meaning.numbers_said import (
    numbers_said,
    replaces_a_number,
    stands_for_another,
)
from ovpsheets.intake.meaning.numerals import NUMERAL, parse_numeral
from ovpsheets.intake.meaning.other_unit import OtherUnit, other_unit
from ovpsheets.intake.meaning.reading import Reading, number_or_quoted, quoted, unreadable
from ovpsheets.intake.meaning.remark_doubts import doubt_of, is_said_done
from ovpsheets.intake.meaning.said_of_all import is_stamp, qualifies_all
from ovpsheets.intake.meaning.settled import is_settled
from ovpsheets.intake.meaning.spelling import number_text, visible
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import pattern, written
from ovpsheets.templates import cached
from ovpsheets.texts import Figure

_THOUSAND: Final = 1000
_HEADING: Final = 8  # words
_FEW: Final = 5  # words
_YEARS: Final = range(1990, 2100)
_SIZE: Final = 10  # times
_NUMBER: Final = re.compile(NUMERAL)
ON_ALL: Final = ("unit_in_form", "qualified_in_form")
"""Problems of a value that a sentence on all values of its form makes."""


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
    found = [(text, _names_another(text, read.value, wanted)) for text in beside.remarks]
    scales = {unit.scale for _, unit in found if unit} | {1 for _ in other}
    other += [text for text, unit in found if unit]
    if other:
        return _doubted(read, wanted, "unit_beside", other, scale=min(scales))
    said = [text for text in beside.in_form if _is_of_all(text, read.value, wanted)]
    if said:
        return _doubted(read, wanted, "unit_in_form", said)
    return read if read.problem else _qualified(read, read.value, wanted, beside)


def denied_beside(read: Reading[Any], wanted: Wanted, beside: BesideValue) -> Reading[Any]:
    """Return *read*, a yes, no or day, with a doubt where a remark limits it or begins with a no.

    „сè уште не“, „делумно“, „не е усвоен“ beside „Да“; and a no where one says that it is done:
    „одлуката е донесена“.
    """
    if read.value is False:
        said = [text for text in beside.remarks if is_said_done(text, wanted)]
    else:
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
    numbers = (parse_numeral(found[0]) for found in _NUMBER.finditer(visible(text)))
    own = Decimal(number_text(value))
    return any(one.value not in (None, own, *_YEARS) or one.ambiguous for one in numbers)


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
    read: Reading[float], wanted: Wanted, problem: str, said: Sequence[str], *, scale: int = 1
) -> Reading[float]:
    """*scale*: by what the words beside the value multiply it, where they do nothing else."""
    own = wanted.unit or ("MKD" if wanted.kind.shows_unit else "×1")
    typed, beside = number_or_quoted(read), quoted("; ".join(said))
    if scale == 1 or read.value is None or not read.value:
        return unreadable(read.text, problem, text=typed, beside=beside, unit=own)
    number = Decimal(number_text(read.value))
    one, other = Figure(number), Figure((number * scale).normalize())
    return unreadable(
        read.text, "scale_beside", text=typed, beside=beside, unit=own, number=one, other=other
    )


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


def _names_another(text: str, value: float, wanted: Wanted) -> OtherUnit | None:
    """Return what a remark says in what unit the value is, where that is not the wanted one.

    An amount of its own („грант од 5 милиони евра“) says nothing of the value, unless it
    is the same number. What settles that the value is of the wanted one comes first.
    """
    found = _other_unit(text, value, wanted)
    return None if found and is_settled(text, value, wanted) else found


def _other_unit(text: str, value: float, wanted: Wanted) -> OtherUnit | None:
    if wanted.own.scale == 1 and names_zeros(text):  # „(000)“, "x 1000"
        return OtherUnit(text, _THOUSAND)
    if counts_another(text, wanted) or _is_scale(text):
        return OtherUnit(text)
    return other_unit(text, value, wanted)


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
