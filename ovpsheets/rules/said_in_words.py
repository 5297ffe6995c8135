"""A value that stands in the words beside its empty cell: „Имаме 12 обуки“ as the remark."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ovpsheets.intake.meaning import Reading, read_indicator, read_status
from ovpsheets.intake.meaning.choices import named_flag
from ovpsheets.intake.meaning.spelling import number_text
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.kinds import ReadAs
from ovpsheets.plan.model import Indicator
from ovpsheets.rules.base import Found, Place, place_of
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.texts import Figure, Value
from ovpsheets.words import ACTIVITIES, INDICATORS

Sentence = tuple[str, Mapping[str, Value]]
"""A key of the catalogue and its values."""

_LONGEST: Final = 300  # letters of what is quoted
_SOURCE: Final = "source"  # it names years and numbers of documents: only what is clear counts
_NO_NUMBER: Final = frozenset({"not_a_number", "placeholder", "date_text_in_number"})


def with_value_in_words(found: Found, evidence: QuarterSoFar, returned: Return) -> Found:
    """Return *found*, of an indicator without a value, with the words beside it that may be it."""
    own = evidence.plan.indicator(found.indicator)
    for column, said in _words_beside(evidence, returned, own.code):
        proposed = proposals(said, own)
        is_flag = named_flag(said) is not None
        if proposed is None or (column == _SOURCE and not proposed and not is_flag):
            continue
        return _quoting(found, said, place_of(returned, INDICATORS, own.code, column), proposed)
    return found


def with_status_in_words(found: Found, evidence: QuarterSoFar, returned: Return) -> Found:
    """Return *found*, of an activity without a status, with the field in which one was typed."""
    answer = returned.answers and returned.answers.activities.get(found.activity)
    for column in evidence.plan.columns.answers(ACTIVITIES):
        said = answer[column.key] if answer and column.content == "text" else None
        if isinstance(said, str) and read_status(Cell.of_words(said)).value is not None:
            return _quoting(found, said, place_of(returned, ACTIVITIES, found.activity, column.key))
    return found


def _quoting(found: Found, said: str, at: Place, proposed: tuple[Sentence, ...] = ()) -> Found:
    text = cut_short(said)
    values = {"text": text, "sheet": at.sheet, "cell": at.cell}
    return replace(found, found=text, also=(("rules.beside_blank.cell", values), *proposed))


def cut_short(said: str) -> str:
    """Return *said* on one line, as it is quoted."""
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _words_beside(evidence: QuarterSoFar, returned: Return, code: str) -> Iterator[tuple[str, str]]:
    answer = returned.answers and returned.answers.indicators.get(code)
    for column in evidence.plan.columns.answers(INDICATORS):
        said = answer[column.key] if answer and column.content == "text" else None
        if isinstance(said, str):
            yield column.key, said


def proposals(said: str, own: Indicator, *, names_it: bool = False) -> tuple[Sentence, ...] | None:
    """Return the sentence with the number that words give, () where they may hold the value.

    None where they do not. *names_it*: the words name the indicator, so that their one number
    is likely its value also among words that nobody knows, unless they only point elsewhere.
    """
    if own.kind.read_as is ReadAs.TEXT:
        return None
    cell = Cell.of_words(said)
    unit, texts, covers = own.first_unit, own.words, own.accumulation
    answer = read_indicator(cell, None, own.kind, unit=unit, texts=texts, covers=covers)
    read: Reading[object] = answer.of_value
    if isinstance(read.value, float):
        number = Figure(Decimal(number_text(read.value)))
        return (("rules.beside_blank.proposed", {"number": number}),)
    if names_it and read.problem == "unknown_words" and not says_nothing(said):
        return (("rules.beside_blank.proposed", {"number": read.values["number"]}),)
    has_number = own.kind.is_number and read.problem not in _NO_NUMBER
    return () if read.value is not None or answer.flag is not None or has_number else None
