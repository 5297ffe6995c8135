"""Numbers, as people type them in Macedonian, Albanian and English."""

import re

import pytest
from babel.numbers import format_decimal
from every_case import every
from hypothesis import given
from hypothesis import strategies as st
from typed_cells import error, moment, number, text, uncalculated, yes_no

from ovpsheets import kinds
from ovpsheets.intake.meaning import Reading, read_number
from ovpsheets.intake.meaning.number_words import number_in_words
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

COUNT, PERCENT, AMOUNT = kinds.COUNT, kinds.PERCENT, kinds.AMOUNT

_OF_NUMBERS = [kind for kind in kinds.KINDS.values() if kind.is_number]


@every(
    ("typed", "value"),
    [
        ("12", 12), ("0", 0), ("007", 7), ("+5", 5), ("-3", -3), ("−3", -3), ("12.", 12),
        ("„12“", 12), ("'12", 12), (" 12\u200b\n", 12),
        ("12,5", 12.5), ("12.5", 12.5), ("0,5", 0.5), (",5", 0.5), ("0.125", 0.125),
        ("1234.567", 1234.567), ("1234,5", 1234.5),
        ("1 234", 1234), ("1\u00a0234", 1234), ("1\u2009234", 1234),
        ("1\u202f234\u202f567", 1234567),
        ("1 234,5", 1234.5), ("1'234", 1234), ("1’234.50", 1234.5),
        ("1.234.567", 1234567), ("1,234,567", 1234567), ("1,234.50", 1234.5),
        ("428.903.454,00", 428903454), ("1.234,56", 1234.56), ("1.234,5678", 1234.5678),
        ("5.000,-", 5000),
    ],
)  # fmt: skip
def test_a_number_with_the_separators_of_three_languages_is_read(typed: str, value: float) -> None:
    assert read_number(text(typed), AMOUNT) == Reading(value, typed.strip("\u200b\n "))


@every("typed", ["+46%", "+46", "+ 46 %", "+46 проценти"])
def test_a_percentage_with_a_plus_may_be_a_change(typed: str) -> None:
    reading = read_number(text(typed), PERCENT)
    assert (reading.value, reading.problem) == (None, "unclear_number")


@every("typed", ["1.234", "1,234", "12.345", "999,000", "-1.234", "1.234 ден.", "1,520.000",
                 "1.520,000", "1 520,000", "12.345.678,900"])  # fmt: skip
@every("kind", _OF_NUMBERS)
def test_one_separator_before_three_figures_may_be_either(typed: str, kind: kinds.Kind) -> None:
    reading = read_number(text(typed), kind)
    assert (reading.value, reading.problem) == (None, "ambiguous_number")
    assert reading.text == typed


def test_an_ambiguous_number_names_both_readings() -> None:
    values = read_number(text("1.234"), COUNT).values
    assert (values["joined"], values["units"], values["decimals"]) == ("1234", "1", "234")
    values = read_number(text("1,520.000"), COUNT).values  # separators mixed up
    assert (values["joined"], values["units"], values["decimals"]) == ("1520000", "1520", "000")


@every(
    "typed",
    ["12 тимови", "12тимови", "12 (дванаесет)", "дванаесет (12)", "тимови: 12", "вкупно 12",
     "12 лица.", "12 извештаи до Владата",
     "12 trajnime për gra", "12 people", "12 (twelve) teams", "• 12 обуки", "12 лица-жртви",
     "12 обуки и состаноци"],
)  # fmt: skip
def test_one_number_among_a_few_words_is_clear(typed: str) -> None:
    assert read_number(text(typed), COUNT) == Reading(12.0, typed)


@every(
    ("typed", "value"),
    [("5000 денари", 5000), ("5.000,00 ден.", 5000), ("5000ден", 5000), ("1 234 567,89 denarë",
     1234567.89), ("5000 MKD", 5000)],
)  # fmt: skip
def test_an_amount_in_denars_is_clear(typed: str, value: float) -> None:
    assert read_number(text(typed), AMOUNT) == Reading(value, typed)


@every(
    ("typed", "value", "problem"),
    [
        ("околу 30", 30, "approximate"), ("~30", 30, "approximate"), ("≈ 30", 30, "approximate"),
        ("приближно 30 лица", 30, "approximate"), ("rreth 30", 30, "approximate"),
        ("about 30", 30, "approximate"), ("повеќе од 30", 30, "approximate"),
        ("над 30", 30, "approximate"), ("më shumë se 30", 30, "approximate"),
        ("at least 30", 30, "approximate"), ("30+", 30, "approximate"), (">30", 30, "approximate"),
        ("30-тина", 30, "approximate"), ("30?", 30, "approximate"),
        ("дванаесет", 12, "number_in_words"), ("Три", 3, "number_in_words"),
        ("дваесет и пет", 25, "number_in_words"), ("twenty-five", 25, "number_in_words"),
        ("njezet e pese", 25, "number_in_words"), ("dvanaeset", 12, "number_in_words"),
        ("нула", 0, "number_in_words"),
        ("12,5", 12.5, "not_whole"),
        ("Одржани се 12 обуки, состаноци, средби и настани со сите институции", 12,
         "number_in_sentence"),
    ],
)  # fmt: skip
def test_a_doubtful_number_is_read_and_to_be_confirmed(
    typed: str, value: float, problem: str
) -> None:
    reading = read_number(text(typed), COUNT)
    assert (reading.value, reading.problem) == (value, problem)
    assert reading.doubtful
    assert reading.text == typed


@every(
    ("typed", "problem"),
    [
        ("10-12", "several_numbers"), ("10 – 12", "several_numbers"),
        ("10 до 12", "several_numbers"), ("5\n100", "several_numbers"),
        ("5;\n100", "several_numbers"), ("12 3", "several_numbers"),
        ("3/5", "several_numbers"), ("3 од 5", "several_numbers"), ("5, 6", "several_numbers"),
        ("12 (тринаесет)", "several_numbers"), ("две обуки со 30 лица", "several_numbers"),
        ("нема", "not_a_number"), ("/", "not_a_number"), ("-", "not_a_number"),
        ("not yet done", "not_a_number"), ("x", "not_a_number"), ("½", "not_a_number"),
        ("обуки", "not_a_number"), ("неколку", "not_a_number"), ("١٢", "not_a_number"),
        ("1О", "lookalike_digits"), ("З0", "lookalike_digits"), ("l2", "lookalike_digits"),
        ("О", "lookalike_digits"), ("1З тимови", "lookalike_digits"),
        ("46%", "percent_in_number"), ("46 отсто", "percent_in_number"),
        ("46 на сто", "percent_in_number"), ("46 na sto", "percent_in_number"),
        ("46 на сто илјади", "several_numbers"), ("46 сто", "several_numbers"),
        ("до 10", "upper_bound"), ("<5", "upper_bound"), ("помалку од 5", "upper_bound"),
        ("less than 5", "upper_bound"), ("deri 5", "upper_bound"), ("најмногу 5", "upper_bound"),
        ("5k", "unclear_magnitude"), ("5 мил.", "unclear_magnitude"), ("5M", "unclear_magnitude"),
        ("во 2022 година", "year_in_number"), ("2022 г.", "year_in_number"),
        ("25.1.2024", "date_text_in_number"), ("12 мај", "date_text_in_number"),
        ("12-Mar", "date_text_in_number"),
        ("12.5.", "unclear_number"), ("1,2,3", "unclear_number"), ("3.6.1", "unclear_number"),
        ("(12)", "unclear_number"), ("- 12", "unclear_number"), ("-12 обуки", "unclear_number"),
        ("3-ти квартал", "unclear_number"), ("Q3", "unclear_number"), ("=12", "unclear_number"),
        ("нема 5", "unknown_words"), ("ниту 1", "unknown_words"), ("not 5", "unknown_words"),
        ("5 per month", "unknown_words"), ("по 5 во секој", "unknown_words"),
        ("1. Обуки", "unclear_number"), ("минус 5", "unknown_words"),
        ("12 не се одржани", "unknown_words"), ("тимови -5", "unclear_number"),
        ("чл. 12", "unknown_words"),
        ("12 планирани", "unknown_words"), ("12 лица од Охрид", "unknown_words"),
        ("12А", "unclear_number"), ("12.34.5", "unclear_number"),
        ("1234567890123456", "too_many_digits"), ("9" * 5000, "too_many_digits"),
    ],
)  # fmt: skip
def test_what_is_no_number_or_more_than_one_is_reported_and_not_guessed(
    typed: str, problem: str
) -> None:
    reading = read_number(text(typed), COUNT)
    assert (reading.value, reading.problem) == (None, problem)
    assert reading.text == typed


def test_letters_like_digits_are_not_read_but_the_number_meant_is_named() -> None:
    assert read_number(text("1О"), COUNT).values["proposed"] == "10"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        pytest.param(text("46%"), 46, id="46%"),
        pytest.param(text("46 %"), 46, id="46 %"),
        pytest.param(text("46,5\u00a0%"), 46.5, id="46,5 %"),
        pytest.param(text("46 отсто"), 46, id="46 отсто"),
        pytest.param(text("46 për qind"), 46, id="46 për qind"),
        pytest.param(text("46 на сто"), 46, id="46 на сто"),
        pytest.param(text("46 në qind e shkollave"), 46, id="46 në qind"),
        pytest.param(text("0,46%"), 0.46, id="0,46%"),
        pytest.param(text("46"), 46, id="46"),
        pytest.param(number(0.46, "0%"), 46, id="0.46 with a percent format"),
        pytest.param(number(0.57, "0.00%"), 57, id="0.57 with a percent format"),
        pytest.param(number(1.1, "0%"), 110, id="1.1 with a percent format"),
        pytest.param(number(46.0), 46, id="number 46"),
        pytest.param(number(0.0), 0, id="number 0"),
        pytest.param(number(1.0), 1, id="number 1"),
    ],
)
def test_a_percentage_is_read_in_per_cent(cell: Cell, value: float) -> None:
    reading = read_number(cell, PERCENT)
    assert (reading.value, reading.problem) == (value, "")


@every("cell", [number(0.46), number(-0.5), text("0,46"), text("0.9 тимови")])
def test_a_percentage_between_0_and_1_may_be_a_share(cell: Cell) -> None:
    reading = read_number(cell, PERCENT)
    assert (reading.value, reading.problem) == (None, "fraction_percent")


@pytest.mark.parametrize("kind", [COUNT, AMOUNT])
def test_a_percent_format_is_no_count_and_no_amount(kind: kinds.Kind) -> None:
    assert read_number(number(0.46, "0%"), kind).problem == "percent_in_number"


def test_a_date_in_a_number_cell_is_never_a_number() -> None:
    reading = read_number(moment(2022, 5, 12), AMOUNT)
    assert (reading.value, reading.problem) == (None, "date_in_number")
    assert (reading.text, reading.values["typed"]) == ("12.5.2022", "12.5")


@pytest.mark.parametrize(("day", "typed"), [((1900, 1, 12), "12"), ((1900, 3, 15), "75")])
def test_a_small_number_in_a_cell_with_a_date_format_is_named(
    day: tuple[int, int, int], typed: str
) -> None:
    assert read_number(moment(*day), COUNT).values["typed"] == typed


def test_a_time_is_no_number() -> None:
    assert read_number(moment(1899, 12, 30, 12, 30), COUNT).unreadable


def test_a_logical_value_is_no_number() -> None:
    assert read_number(yes_no(True), COUNT).problem == "yes_no_in_number"


def test_a_failed_or_uncalculated_formula_is_no_number() -> None:
    assert read_number(error("#DIV/0!"), COUNT).problem == "formula_error"
    assert read_number(uncalculated(), COUNT).problem == "formula_no_result"


@every("value", [12.0, 0.0, -3.0, 1e9])
def test_a_number_cell_is_read_as_it_is(value: float) -> None:
    reading = read_number(number(value), COUNT)
    assert (reading.value, reading.problem) == (value, "")


def test_a_count_that_is_whole_but_for_binary_noise_is_whole() -> None:
    assert read_number(number(12.000000000000002), COUNT) == Reading(12.0, "12")


def test_a_count_that_is_not_whole_is_to_be_confirmed() -> None:
    assert read_number(number(12.5), COUNT).problem == "not_whole"


@every(
    ("typed", "unit", "doubtful"),
    [("100 евра", "денари", True), ("100 €", "", True), ("100 EUR", "евра", False),
     ("100 денари", "EUR", True), ("100", "EUR", False)],
)  # fmt: skip
def test_another_currency_than_the_plans_is_to_be_confirmed(
    typed: str, unit: str, doubtful: bool
) -> None:
    reading = read_number(text(typed), AMOUNT, unit=unit)
    assert reading.problem == ("other_currency" if doubtful else "")
    assert reading.value == (None if doubtful else 100)


@pytest.mark.parametrize("blank", [None, text(""), text("\u200b \u00a0")])
def test_a_blank_cell_is_no_answer_and_never_0(blank: Cell | None) -> None:
    assert read_number(blank, COUNT) == Reading()


@every(
    ("words", "value"),
    [("сто", 100), ("деведесет и девет", 99), ("dyzet e dy", 42), ("forty two", 42),
     ("пет пет", None), ("", None)],
)  # fmt: skip
def test_numbers_in_words_up_to_a_hundred(words: str, value: int | None) -> None:
    assert number_in_words(words) == value


AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
NUMBERS = st.decimals(-(10**9), 10**9, places=2).map(float) | st.integers(-(10**6), 10**6)


@given(NUMBERS, st.sampled_from(LANGUAGES))
def test_every_number_written_in_a_language_is_read_back(value: float, language: Language) -> None:
    written = format_decimal(value, format="#,##0.##", locale=Texts(language).locale)
    reading = read_number(text(written), AMOUNT)
    if AMBIGUOUS.fullmatch(written):
        assert (reading.value, reading.problem) == (None, "ambiguous_number")
    else:
        assert (reading.value, reading.problem) == (float(value), "")


@given(st.floats(-1e9, 1e9), st.sampled_from(LANGUAGES), st.integers(0, 8))
def test_a_number_with_any_decimals_is_read_back_or_reported(
    value: float, language: Language, places: int
) -> None:
    value = round(value, places)
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    written = format_decimal(value, format=pattern, locale=Texts(language).locale)
    reading = read_number(text(written), AMOUNT)
    assert reading.problem or reading.value == value


@given(st.integers(0, 10**6), st.sampled_from(["тимови", "ekipe", "teams", "лица"]))
def test_a_number_and_its_unit_are_read_back(value: int, unit: str) -> None:
    assert read_number(text(f"{value} {unit}"), COUNT).value == value


@given(
    st.text(max_size=60) | st.from_regex(r"[0-9.,' %()+-]{1,14}[ a-zа-шЗОl]{0,9}"),
    st.sampled_from(_OF_NUMBERS),
)
def test_any_text_is_read_or_reported_and_never_raises(typed: str, kind: kinds.Kind) -> None:
    reading = read_number(text(typed), kind)
    assert reading.value is not None or reading.problem or not reading.text
    for language in LANGUAGES:
        reading.explain(Texts(language))


@given(st.floats(), st.sampled_from(["General", "0%"]), st.sampled_from(_OF_NUMBERS))
def test_any_number_cell_is_read_or_reported(value: float, shown: str, kind: kinds.Kind) -> None:
    reading = read_number(number(value, shown), kind)
    assert reading.value is not None or reading.problem


@pytest.mark.parametrize("typed", ["3.900 €", "5 мил. евра", "EUR 1,500"])
def test_another_currency_is_asked_about_before_the_number(typed: str) -> None:
    read = read_number(text(typed), kinds.AMOUNT, unit="денари")
    assert (read.value, read.problem) == (None, "other_currency_alone")
