"""A cell holds something that cannot be read as what its field wants; the text is kept."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.intake.meaning.remarks import ON_ALL
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.answers import Trouble
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.wording import Wording
from ovpsheets.rules.base import Found, Place, Rule, found_in
from ovpsheets.rules.beside_blank import with_the_note_on_it, with_what_stands_beside
from ovpsheets.rules.said_in_words import with_value_in_words
from ovpsheets.words import LANGUAGES, Severity

OF_FORMULAS: Final = ("formula_error", "formula_no_result")
"""Problems that are the formula's, which is another rule."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every cell of a used return that could not be read."""
    for returned, trouble in evidence.troubles():
        if not trouble.doubtful and trouble.problem not in (*OF_FORMULAS, *ON_ALL):
            yield found_trouble(evidence, returned, trouble)


def found_trouble(evidence: QuarterSoFar, returned: Return, trouble: Trouble) -> Found:
    """Return the finding about a cell that gave trouble."""
    cell, field = trouble.cell, trouble.field
    place = Place(returned.file_of(field), cell.sheet, cell.address)
    values = dict(trouble.values)
    said = str(values["text"]) if cell.is_duration else cell.raw  # 125:00 is no day of 1900
    found = found_in(evidence.plan, returned.institution, field, place, said)
    own = evidence.plan.find_indicator(field.code) if "unit" in values else None
    if own is not None and own.units.texts:  # each reader is told the unit in the own language
        del values["unit"]
        unit = Wording(**{language: own.unit_in(language) for language in LANGUAGES})
        found = replace(found, wordings={"unit": unit})
    found = found.saying(why=(f"readings.{trouble.problem}", values))
    if trouble.problem == "struck_out":
        return _with_the_new_one(found, evidence, returned)
    return with_the_note_on_it(found, evidence, str(values.get("beside", "")))


def _with_the_new_one(found: Found, evidence: QuarterSoFar, returned: Return) -> Found:
    """Return *found*, of an answer that is struck out, with what may be the new one beside it."""
    beside = replace(found, found="")
    if found.indicator and found.part == "value":
        beside = with_value_in_words(beside, evidence, returned)
    return replace(with_what_stands_beside(beside, evidence), found=found.found)


RULE = Rule("unreadable_value", Severity.IMPORTANT, find, alone=True)
