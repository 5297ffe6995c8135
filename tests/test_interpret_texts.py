"""Text fields, and the sentences about what could not be read."""

from itertools import product
from string import Formatter

from every_case import every
from typed_cells import error, moment, number, text, yes_no

from ovpsheets.intake.meaning import PROBLEMS, Reading, read_text
from ovpsheets.texts import catalogue
from ovpsheets.words import LANGUAGES, Language


@every(("problem", "language"), product(PROBLEMS, LANGUAGES))
def test_a_sentence_takes_the_values_its_problem_has(problem: str, language: Language) -> None:
    wording = catalogue()[f"readings.{problem}"][language]
    assert isinstance(wording, str)
    fields = {field for _, field, _, _ in Formatter().parse(wording) if field}
    assert fields <= {"text", *PROBLEMS[problem]}
    assert set(PROBLEMS[problem]) <= fields


@every(("problem", "language"), product(PROBLEMS, LANGUAGES))
def test_a_sentence_is_a_part_that_can_stand_in_another(problem: str, language: Language) -> None:
    wording = str(catalogue()[f"readings.{problem}"][language])
    assert not wording.endswith((".", " "))
    assert "  " not in wording
    first = wording.lstrip("„“{")
    assert not first[0].isupper()


def test_a_text_is_kept_as_typed_without_blanks_around() -> None:
    assert read_text(text("\u200b  - одржани 3 обуки \n\u00a0")).value == "- одржани 3 обуки"


def test_a_number_in_a_text_field_is_shown_as_a_person_sees_it() -> None:
    assert read_text(number(12.0)).value == "12"
    assert read_text(number(0.1 + 0.2)).value == "0.3"
    assert read_text(number(0.46, "0%")).value == "46%"


def test_a_date_in_a_text_field_is_shown_in_figures() -> None:
    assert read_text(moment(2022, 12, 31)).value == "31.12.2022"
    assert read_text(moment(2022, 12, 31, 9, 5)).value == "31.12.2022 09:05"
    assert read_text(moment(1899, 12, 30, 9, 5)).value == "09:05"


def test_a_logical_value_in_a_text_field_is_shown_as_the_program_shows_it() -> None:
    assert read_text(yes_no(True)).value == "TRUE"


def test_a_failed_formula_is_no_text() -> None:
    assert read_text(error("#NAME?")).problem == "formula_error"
    assert read_text(text("#REF!")).problem == "formula_error"


def test_a_blank_text_is_no_answer_and_no_problem() -> None:
    for blank in (None, text(""), text("\u200b \n")):
        assert read_text(blank) == Reading()
