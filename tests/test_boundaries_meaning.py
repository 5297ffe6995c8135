"""Where the meaning of a cell begins and ends: read on this side of the boundary, asked on that."""

from datetime import date, datetime

import pytest
from typed_cells import cell, moment, number, text

from ovpsheets import kinds
from ovpsheets.intake.meaning import read_date, read_indicator, read_number, read_status
from ovpsheets.intake.meaning.reading import quoted
from ovpsheets.intake.meaning.remarks import BesideValue
from ovpsheets.intake.meaning.spelling import typed as as_typed
from ovpsheets.words import Accumulation

# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    "typed",
    ["30 септември или октомври 2022", "септември/октомври 2022", "1.10.2022/2023", "2022/2023"],
)
def test_two_months_or_two_years_alone_are_several_dates(typed: str) -> None:
    assert read_date(text(typed)).problem == "several_dates"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("31.12.1999", "date_far"), ("1.1.2000", ""), ("31.12.2100", ""), ("1.1.2101", "date_far"),
        ("1.10.49", ""), ("1.10.50", "date_short_year"),
        ("30.9.2022", ""), ("31.9.2022", "no_such_day"), ("1.12.2022", ""),
        ("28.2.2023", ""), ("29.2.2023", "no_such_day"), ("29.2.2024", ""),
        ("1.13.2022", "date_month_first"), ("13.13.2022", "no_such_day"),
    ],
)  # fmt: skip
def test_a_day_is_read_up_to_the_last_one_that_can_be_meant(typed: str, problem: str) -> None:
    reading = read_date(text(typed))
    assert (reading.problem, reading.value is None) == (problem, bool(problem))


@pytest.mark.parametrize(("length", "problem"), [(300, "date_in_sentence"), (301, "not_a_date")])
def test_a_text_of_over_300_characters_is_no_date(length: int, problem: str) -> None:
    assert read_date(text("30.9.2022 ".ljust(length, "а"))).problem == problem


@pytest.mark.parametrize(
    ("serial", "problem"),
    [(36_525, "not_a_date"), (36_526, "date_as_number"), (73_415, "date_as_number"),
     (73_416, "not_a_date")],
)  # fmt: skip
def test_a_bare_number_is_asked_about_as_a_day_of_the_years_2000_to_2100(
    serial: int, problem: str
) -> None:
    assert read_date(number(float(serial))).problem == problem


@pytest.mark.parametrize(
    ("number_format", "said"),
    [("d.m.yyyy", "1.10.2022"), ("mmmm yyyy", "10.2022"), ("d mmm", "1.10"), ("yyyy", "2022"),
     ("General", "1.10.2022")],
)  # fmt: skip
def test_of_a_date_only_the_parts_are_quoted_that_its_cell_shows(
    number_format: str, said: str
) -> None:
    assert as_typed(cell(datetime(2022, 10, 1), number_format)) == said


# ------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("value", "problem"), [(0.0, ""), (0.01, "fraction_percent"), (0.99, "fraction_percent"),
                           (1.0, ""), (-0.5, "fraction_percent"), (-1.0, "")],
)  # fmt: skip
def test_a_percentage_between_nought_and_one_is_asked_about(value: float, problem: str) -> None:
    assert read_number(number(value), kinds.PERCENT).problem == problem


@pytest.mark.parametrize(
    ("day", "likely"),
    [
        (datetime(1900, 1, 12), "12"), (datetime(1900, 2, 28), "59"), (datetime(1900, 3, 1), "61"),
        (datetime(1989, 12, 31), "32873"), (datetime(1990, 1, 1), "1.1"),
    ],
)  # fmt: skip
def test_a_date_in_a_cell_for_numbers_names_the_number_that_was_typed(
    day: datetime, likely: str
) -> None:
    reading = read_number(moment(day.year, day.month, day.day), kinds.COUNT)
    assert (reading.problem, reading.values["typed"]) == ("date_in_number", likely)


@pytest.mark.parametrize(
    ("typed", "value", "problem"),
    [
        ("дваесет", 20, "number_in_words"), ("дваесет и еден", 21, "number_in_words"),
        ("дваесет нула", None, "not_a_number"), ("дваесет и десет", None, "not_a_number"),
        ("десет еден", None, "not_a_number"), ("нула", 0, "number_in_words"),
        ("нула пет", None, "not_a_number"), ("нула нула", None, "not_a_number"),
        ("сто нула", None, "not_a_number"), ("сто еден", 101, "number_in_words"),
    ],
)  # fmt: skip
def test_words_are_one_number_where_each_is_less_than_what_the_one_before_leaves_open(
    typed: str, value: int | None, problem: str
) -> None:
    reading = read_number(text(typed), kinds.COUNT)
    assert (reading.value, reading.problem) == (value, problem)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("2 илјади (две илјади)", ""), ("2 илјади (две)", ""), ("2 илјади (три)", "several_numbers"),
     ("2 илјади (три илјади)", "several_numbers"), ("2 (две) илјади", "several_numbers")],
)  # fmt: skip
def test_a_number_said_again_in_words_may_be_with_its_thousands_or_without(
    typed: str, problem: str
) -> None:
    reading = read_number(text(typed), kinds.COUNT)
    assert (reading.value, reading.problem) == (None if problem else 2000, problem)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5 октомври 2022", 5), ("2022 октомври 5", 5), ("октомври 5 2022", 5), ("5 X 2022", 5),
        ("5 октомври 22", 5), ("20221005", 5), ("05102022", 5), ("2022-10-05", 5),
        ("2022 октомври 32", None), ("октомври 32 2022", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_whichever_order_it_stands(typed: str, day: int | None) -> None:
    assert read_date(text(typed)).value == (date(2022, 10, day) if day else None)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("123.10.2022", "date_incomplete"), ("1.10.2022 5", "several_dates"),
     ("1 2 3 4", "not_a_date"), ("5 октомври 12 2022", "several_dates"),
     ("10.2022", "date_incomplete"), ("1 2 3", "not_a_date")],
)  # fmt: skip
def test_more_numbers_than_a_day_has_are_several_dates(typed: str, problem: str) -> None:
    assert read_date(text(typed)).problem == problem


# ------------------------------------------------------------------ remarks


def beside(*remarks: str, in_form: tuple[str, ...] = ()) -> str:
    """What is asked of 15 „денари“ with these remarks."""
    reading = read_indicator(
        number(15), None, kinds.AMOUNT, unit="денари", texts=(), covers=Accumulation.CUMULATIVE,
        beside=BesideValue(remarks=remarks, in_form=in_form),
    )  # fmt: skip
    return reading.of_value.problem


@pytest.mark.parametrize(("words", "is_asked"), [(7, True), (8, True), (9, False)])
def test_a_heading_of_at_most_eight_words_speaks_of_all_amounts(words: int, is_asked: bool) -> None:
    said = " ".join(["во", "евра", *["тука"] * (words - 2)])
    assert (beside(in_form=(said,)) == "unit_in_form") == is_asked


@pytest.mark.parametrize(
    ("remark", "is_asked"),
    [
        ("15 евра", True), ("16 евра", False), ("евра 15", True), ("евра 16", False),
        ("15 илјади евра", True), ("илјади евра", True), ("пет евра", False),
        ("пет илјади евра", False), ("во евра пет", True),
        ("15.000 денари", True), ("15.001 денари", False), ("15.000.000 денари", True),
    ],
)  # fmt: skip
def test_a_unit_with_another_amount_of_its_own_says_nothing_of_the_value(
    remark: str, is_asked: bool
) -> None:
    assert (beside(remark) == "unit_beside") == is_asked


# ------------------------------------------------------------------ choices


@pytest.mark.parametrize(("length", "is_read"), [(500, True), (501, False)])
def test_a_word_of_the_list_is_taken_from_at_most_500_characters(
    length: int, is_read: bool
) -> None:
    said = "Завршено – Завршено".ljust(length, "–")
    assert (read_status(text(said)).value is not None) == is_read


# ------------------------------------------------------------------ what is quoted


@pytest.mark.parametrize(("length", "shown"), [(79, 79), (80, 80), (81, 80), (200, 80)])
def test_a_text_is_quoted_up_to_80_characters(length: int, shown: int) -> None:
    said = quoted("а" * length)
    assert len(said) == shown
    assert said.endswith("…") == (length > 80)
