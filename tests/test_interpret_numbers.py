"""Numbers as people type them: read back, doubted or refused, and never silently wrong."""

from datetime import datetime
from typing import Final

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st
from returned_forms import text_id
from returned_forms import typed_cell as cell

from ovpsheets.intake.interpret import read_number
from ovpsheets.words import Kind

LOCALES: Final = ("mk_MK", "sq_MK", "en_GB")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), ("0", 0), ("00012", 12), ("+5", 5), ("-5", -5), ("−5", -5),
        ("1 234", 1234), ("1\u00a0234", 1234), ("1\u202f234", 1234), ("1'234", 1234),
        ("1.234.567", 1_234_567), ("1,234,567", 1_234_567), ("428.903.454,00", 428_903_454),
        ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1 234 567,25", 1_234_567.25),
        ("12,5", 12.5), ("12.5", 12.5), ("0.234", 0.234), ("0,5", 0.5), ("1234,567", 1234.567),
        ("12.", 12), (" 12 ", 12), ("12\u200b", 12), ("\ufeff12", 12),
        ("12 тимови", 12), ("12 000 денари", 12_000), ("4 ekipe", 4), ("7 teams", 7),
    ],
    ids=text_id,
)  # fmt: skip
def test_a_plain_number_is_read(typed: str, number: float) -> None:
    read = read_number(cell(typed), Kind.AMOUNT)
    assert (read.value, read.problem) == (number, "")


@pytest.mark.parametrize(
    ("typed", "number", "doubt"),
    [
        ("околу 30", 30, "approximate"), ("Околу 30", 30, "approximate"),
        ("rreth 30", 30, "approximate"), ("about 30", 30, "approximate"),
        ("над 100", 100, "approximate"), ("до 30", 30, "approximate"),
        ("најмногу 30", 30, "approximate"), (">30", 30, "approximate"),
        ("~30", 30, "approximate"), ("30+", 30, "approximate"),
        ("пет", 5, "number_in_words"), ("ПЕТ", 5, "number_in_words"),
        ("нула", 0, "number_in_words"), ("pesë", 5, "number_in_words"),
        ("five", 5, "number_in_words"), ("двајца", 2, "number_in_words"),
        ("тимови: 12", 12, "number_in_sentence"), ("минус 5", 5, "number_in_sentence"),
        ("12 не се одржани", 12, "number_in_sentence"), ("12 планирани", 12, "number_in_sentence"),
        ("3 (три)", 3, "number_in_sentence"), ("100 евра", 100, "number_in_sentence"),
        ("€ 100", 100, "number_in_sentence"), ("12,5", 12.5, "not_whole"),
    ],
    ids=text_id,
)  # fmt: skip
def test_a_number_with_a_doubt_is_read_and_to_be_confirmed(
    typed: str, number: float, doubt: str
) -> None:
    read = read_number(cell(typed), Kind.COUNT)
    assert (read.value, read.problem, read.doubtful) == (number, doubt, True)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1.234", "ambiguous_number"), ("1,234", "ambiguous_number"),
        ("1.234 лица", "ambiguous_number"), ("-1.234", "ambiguous_number"),
        ("100.000 евра", "ambiguous_number"),
        ("10-12", "several_numbers"), ("10 – 12", "several_numbers"), ("4/10", "several_numbers"),
        ("12 лица од 3 општини", "several_numbers"), ("5\n100", "several_numbers"),
        ("1О", "lookalike_digits"), ("З", "lookalike_digits"), ("l2", "lookalike_digits"),
        ("1О лица", "lookalike_digits"), ("О", "lookalike_digits"),
        ("2 мил.", "unclear_magnitude"), ("1,5 милиони", "unclear_magnitude"),
        ("12 илјади", "unclear_magnitude"), ("3 milion", "unclear_magnitude"),
        ("46%", "percent_in_number"), ("46 проценти", "percent_in_number"),
        ("12 мај", "date_in_number"), ("3.12.2022", "date_in_number"),
        ("нема", "not_a_number"), ("/", "not_a_number"), ("-", "not_a_number"),
        ("не е започнато", "not_a_number"), ("1. Обуки", "not_a_number"),
        ("тимови -5", "not_a_number"), ("12 3", "not_a_number"), ("1.23.4", "not_a_number"),
        (",5", "not_a_number"), ("½", "not_a_number"), ("TRUE", "not_a_number"),
        ("1.000.000.000.000.000.000", "too_many_digits"),
    ],
    ids=text_id,
)  # fmt: skip
def test_what_is_no_single_number_is_not_read(typed: str, problem: str) -> None:
    read = read_number(cell(typed), Kind.COUNT)
    assert (read.value, read.problem, read.text) == (None, problem, typed)


def test_an_ambiguous_number_names_both_readings() -> None:
    for typed in ("1.234", "1,234"):
        values = read_number(cell(typed), Kind.COUNT).values
        assert (values["units"], values["decimals"]) == ("1", "234")


def test_letters_that_look_like_digits_name_what_was_probably_meant() -> None:
    assert read_number(cell("1ОЗ"), Kind.COUNT).values["number"] == "103"


@pytest.mark.parametrize("moment", [datetime(2022, 5, 12), datetime(2022, 12, 5, 13, 30)])
def test_a_date_in_a_number_cell_is_never_a_number(moment: datetime) -> None:
    for kind in (Kind.COUNT, Kind.PERCENT, Kind.AMOUNT):
        read = read_number(cell(moment), kind)
        assert (read.value, read.problem) == (None, "date_in_number")


def test_a_tick_in_a_number_cell_is_not_one() -> None:
    assert read_number(cell(True), Kind.COUNT).problem == "not_a_number"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")], ids=str)
def test_what_no_number_can_be_is_not_read(value: float) -> None:
    assert read_number(cell(value), Kind.COUNT).value is None


@pytest.mark.parametrize(
    ("value", "shown_as", "percent"),
    [(0.46, "0%", 46), (0.46, "0.00%", 46), (1, "0%", 100), (0.0046, "0.00%", 0.46), (0, "0%", 0),
     (46, "General", 46), (1, "General", 1), (0, "General", 0), (100, "General", 100)],
)  # fmt: skip
def test_a_percentage_is_read_as_its_cell_shows_it(
    value: float, shown_as: str, percent: float
) -> None:
    read = read_number(cell(value, shown_as), Kind.PERCENT)
    assert (read.value, read.problem) == (percent, "")


@pytest.mark.parametrize(
    ("typed", "percent"),
    [("46%", 46), ("46 %", 46), ("46,5 %", 46.5), ("46", 46), ("0,46%", 0.46),
     ("46 проценти", 46), ("46 për qind", 46), ("46 percent", 46), ("околу 46%", 46)],
    ids=text_id,
)  # fmt: skip
def test_a_percentage_is_read_from_text(typed: str, percent: float | None) -> None:
    assert read_number(cell(typed), Kind.PERCENT).value == percent


@pytest.mark.parametrize("typed", [0.46, -0.2, "0.46", "0,46"], ids=text_id)
def test_a_fraction_given_for_a_percentage_is_ambiguous(typed: str | float) -> None:
    read = read_number(cell(typed), Kind.PERCENT)
    assert (read.value, read.problem) == (None, "fraction_percent")
    assert read.values["percent"] in ("46", "-20")


def test_a_percentage_given_for_a_count_is_not_read() -> None:
    assert read_number(cell(0.46, "0%"), Kind.COUNT).problem == "percent_in_number"


def test_a_blank_number_is_no_answer_and_no_problem() -> None:
    for blank in (None, cell(""), cell("  "), cell("\u200b")):
        read = read_number(blank, Kind.COUNT)
        assert (read.value, read.problem) == (None, "")


numbers = st.one_of(
    st.integers(-(10**12), 10**12).map(float),
    st.decimals(-(10**9), 10**9, allow_nan=False, places=2).map(float),
    st.decimals(-1000, 1000, allow_nan=False, places=3).map(float),
)


@given(numbers, st.sampled_from(LOCALES), st.booleans())
def test_a_number_as_officials_write_it_reads_back_or_is_reported(
    value: float, locale: str, grouped: bool
) -> None:
    pattern = "#,##0.######" if grouped else "0.######"
    typed = format_decimal(value, format=pattern, locale=locale)
    read = read_number(cell(typed), Kind.AMOUNT)
    assert read.value == value or (read.value is None and read.problem)


@given(st.integers(0, 100_000), st.sampled_from(LOCALES))
def test_a_whole_number_without_a_separator_always_reads_back(value: int, locale: str) -> None:
    typed = format_decimal(value, format="0", locale=locale)
    assert read_number(cell(typed), Kind.COUNT).value == value


@given(st.integers(0, 1000), st.sampled_from(LOCALES))
def test_a_percentage_as_officials_write_it_reads_back(value: int, locale: str) -> None:
    typed = format_percent(value / 100, locale=locale)
    read = read_number(cell(typed), Kind.PERCENT)
    assert read.value == value or (read.value is None and read.problem)


@given(st.integers(0, 999), st.sampled_from(["тимови", "лица", "ekipe", "persons", "посети"]))
def test_a_unit_behind_the_number_does_not_change_it(value: int, unit: str) -> None:
    assert read_number(cell(f"{value} {unit}"), Kind.COUNT).value == value
