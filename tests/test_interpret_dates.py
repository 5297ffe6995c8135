"""Dates, as people type them in Macedonian, Albanian and English."""

from datetime import date

import pytest
from babel.dates import format_date
from every_case import every
from hypothesis import given
from hypothesis import strategies as st
from typed_cells import error, moment, number, text, yes_no

from ovpsheets.intake.meaning import Reading, read_date
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

TENTH = date(2022, 10, 10)
DAYS = st.dates(date(2010, 1, 1), date(2049, 12, 31))


@every(
    "typed",
    ["10.10.2022", "10. 10. 2022", "10.10.2022.", "10.10.2022 г.", "10.10.2022 год.", "10/10/2022",
     "10-10-2022", "10.10.22", "2022-10-10", "2022-10-10T00:00:00", "2022/10/10", "20221010",
     "10 октомври 2022 година", "10-ти октомври 2022", "10. октомври 2022", "10 окт. 2022",
     "10 ОКТОМВРИ 2022", "10 oktomvri 2022", "10 oктoмври 2022", "10 октобар 2022",
     "понеделник, 10 октомври 2022 г.", "до 10 октомври 2022", "најдоцна до 10.10.2022 година",
     "10 tetor 2022", "më 10 tetor 2022", "10 tetorit 2022", "10 tetor i vitit 2022",
     "deri më 10.10.2022",
     "10 October 2022", "10th of October 2022", "October 10, 2022", "10-Oct-22", "by 10 Oct 2022",
     "10.X.2022", "10.Х.2022", "\u200b10.10.2022\u00a0", "10.10.2022 14:30", "„10.10.2022“"],
)  # fmt: skip
def test_a_full_date_is_read(typed: str) -> None:
    reading = read_date(text(typed))
    assert reading.value == TENTH
    assert not reading.problem


@every(
    ("typed", "day"),
    [
        ("25.1.2024", date(2024, 1, 25)),
        ("03.03.2020", date(2020, 3, 3)),
        ("31.12.2022 г.", date(2022, 12, 31)),
        ("25/1/2024", date(2024, 1, 25)),
        ("3/4/2022", date(2022, 4, 3)),
        ("25.1.24", date(2024, 1, 25)),
        ("10.II.2022", date(2022, 2, 10)),
        ("31122022", date(2022, 12, 31)),
        ("29 февруари 2024", date(2024, 2, 29)),
    ],
)
def test_the_day_comes_first(typed: str, day: date) -> None:
    assert read_date(text(typed)).value == day


def test_a_date_cell_is_read_without_its_time() -> None:
    assert read_date(moment(2022, 10, 10, 14, 30)).value == TENTH


def test_a_date_in_eight_figures_that_became_a_number_is_read() -> None:
    assert read_date(number(20221231.0)).value == date(2022, 12, 31)


@every(
    ("typed", "problem"),
    [
        ("декември 2022", "date_incomplete"),
        ("крај на 2022", "date_incomplete"),
        ("Q4 2022", "date_incomplete"),
        ("четврт квартал 2022 година", "date_incomplete"),
        ("fundi i vitit 2022", "date_incomplete"),
        ("10-ти октомври", "date_incomplete"),
        ("12.2022", "date_incomplete"),
        ("25.1.", "date_incomplete"),
        ("2022", "date_incomplete"),
        ("12/25/2022", "date_month_first"),
        ("2022-25-12", "date_month_first"),
        ("31.2.2022", "no_such_day"),
        ("29 февруари 2023", "no_such_day"),
        ("0.5.2022", "no_such_day"),
        ("22-10-12", "date_short_year"),
        ("25.1.99", "date_short_year"),
        ("44926", "date_as_number"),
        ("1.1.2022 - 31.3.2022", "several_dates"),
        ("1-3 октомври 2022", "several_dates"),
        ("10.10.2122", "date_far"),
        ("10.10.1900", "date_far"),
        ("З.10.2022", "lookalike_digits"),
        ("1О.10.2022", "lookalike_digits"),
        ("нема", "not_a_date"),
        ("/", "not_a_date"),
        ("x", "not_a_date"),
        ("наскоро", "not_a_date"),
        ("3.6.1", "not_a_date"),
    ],
)
def test_half_a_date_or_a_doubtful_one_is_reported_and_not_guessed(
    typed: str, problem: str
) -> None:
    reading = read_date(text(typed))
    assert reading.value is None
    assert reading.problem == problem
    assert reading.text == typed


def test_a_month_first_date_is_not_swapped_but_the_likely_day_named() -> None:
    assert read_date(text("12/25/2022")).values["proposed"] == "25.12.2022"


@every(
    ("value", "problem"),
    [(44926.0, "date_as_number"), (12.2022, "date_incomplete"), (2022.0, "date_incomplete"),
     (5.0, "not_a_date"), (-5.0, "not_a_date"), (1e300, "not_a_date")],
)  # fmt: skip
def test_a_bare_number_is_not_a_date(value: float, problem: str) -> None:
    reading = read_date(number(value))
    assert (reading.value, reading.problem) == (None, problem)


def test_a_number_that_excel_would_show_as_a_date_names_it() -> None:
    assert read_date(number(44926.0)).values["proposed"] == "31.12.2022"


@pytest.mark.parametrize("typed", ["по 31.12.2022", "31.12.2022 ако се обезбедат средства"])
def test_a_date_among_other_words_is_read_and_to_be_confirmed(typed: str) -> None:
    reading = read_date(text(typed))
    assert (reading.value, reading.problem) == (date(2022, 12, 31), "date_in_sentence")


@every(
    "typed",
    ["нов рок 31.12.2022", "Продолжено до 31.12.2022", "afati i ri 31.12.2022",
     "extended to 31.12.2022", "new deadline: 31 December 2022"],
)  # fmt: skip
def test_words_that_say_that_a_deadline_is_new_are_passed_over(typed: str) -> None:
    reading = read_date(text(typed))
    assert (reading.value, reading.problem) == (date(2022, 12, 31), "")


@pytest.mark.parametrize("typed", ["останува 31.12.2022", "откажано, беше 31.12.2022"])
def test_words_that_may_say_another_thing_of_a_date_are_asked_about(typed: str) -> None:
    assert read_date(text(typed)).problem == "date_in_sentence"


def test_a_date_cell_from_1900_is_a_slip() -> None:
    assert read_date(moment(1900, 1, 12)).problem == "date_far"


def test_errors_and_logical_values_are_reported() -> None:
    assert read_date(error()).problem == "formula_error"
    assert read_date(yes_no(True)).problem == "not_a_date"


@pytest.mark.parametrize("blank", [None, text(""), text("\u200b \u00a0")])
def test_a_blank_cell_is_no_answer_and_no_problem(blank: None) -> None:
    assert read_date(blank) == Reading()


@given(DAYS, st.sampled_from(LANGUAGES), st.sampled_from(["short", "medium", "long", "full"]))
def test_every_date_babel_writes_is_read_back(day: date, language: Language, length: str) -> None:
    written = format_date(day, length, locale=Texts(language).locale)
    assert read_date(text(written)).value == day


@given(DAYS, st.sampled_from(LANGUAGES))
def test_every_date_we_write_is_read_back(day: date, language: Language) -> None:
    texts = Texts(language)
    for written in (texts.long_date(day), texts.short_date(day), day.isoformat()):
        assert read_date(text(written)) == Reading(day, written)


@given(st.text(max_size=60) | st.from_regex(r"[0-9./ -]{0,14}[0-9]{1,4}[ a-zа-ш.]{0,9}"))
def test_any_text_is_read_or_reported_and_never_raises(typed: str) -> None:
    reading = read_date(text(typed))
    assert reading.value is not None or reading.problem or not reading.text
    for language in LANGUAGES:
        reading.explain(Texts(language))
