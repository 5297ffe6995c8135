"""Where the meaning of a cell begins and ends: read on this side of the boundary, asked on that."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from every_case import every
from typed_cells import cell, moment, number, struck, text, yes_no

from ovpsheets import kinds
from ovpsheets.intake.meaning import (
    Reading,
    as_quoted,
    day_in,
    read_choice,
    read_date,
    read_indicator,
    read_number,
    read_reason,
    read_status,
    read_text,
    read_yes_no,
)
from ovpsheets.intake.meaning.dates import of_an_odd_calendar, of_either_day
from ovpsheets.intake.meaning.numbers import read_for_several
from ovpsheets.intake.meaning.numbers_said import stands_for_another
from ovpsheets.intake.meaning.reading import number_or_quoted, quoted
from ovpsheets.intake.meaning.remark_doubts import doubting_words
from ovpsheets.intake.meaning.remarks import BesideValue
from ovpsheets.intake.meaning.spelling import typed as as_typed
from ovpsheets.intake.meaning.stated_period import is_of_another_period
from ovpsheets.intake.meaning.text import read_evidence
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.intake.reading.cells import CHECK_BOX, Cell
from ovpsheets.plan.model import Wording
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Figure
from ovpsheets.words import Accumulation

# ------------------------------------------------------------------ days


@every(
    "typed",
    ["30 септември или октомври 2022", "септември/октомври 2022", "1.10.2022/2023", "2022/2023"],
)
def test_two_months_or_two_years_alone_are_several_dates(typed: str) -> None:
    assert read_date(text(typed)).problem == "several_dates"


@every(
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


@every(
    ("serial", "problem"),
    [(36_525, "not_a_date"), (36_526, "date_as_number"), (73_415, "date_as_number"),
     (73_416, "not_a_date")],
)  # fmt: skip
def test_a_bare_number_is_asked_about_as_a_day_of_the_years_2000_to_2100(
    serial: int, problem: str
) -> None:
    assert read_date(number(float(serial))).problem == problem


@every(
    ("number_format", "said"),
    [("d.m.yyyy", "1.10.2022"), ("mmmm yyyy", "10.2022"), ("d mmm", "1.10"), ("yyyy", "2022"),
     ("General", "1.10.2022")],
)  # fmt: skip
def test_of_a_date_only_the_parts_are_quoted_that_its_cell_shows(
    number_format: str, said: str
) -> None:
    assert as_typed(cell(datetime(2022, 10, 1), number_format)) == said


@every(
    ("typed", "day"),
    [
        # How many figures each number of a day may have.
        ("1.10.2", None), ("1.10.22", "2022-10-01"), ("1.10.022", None), ("1.10.20222", None),
        ("01.10.2022", "2022-10-01"), ("001.10.2022", None), ("1.010.2022", None),
        ("2022.10.05", "2022-10-05"), ("2022.010.5", None), ("2022.10.005", None),
        ("20222.10.5", None), ("202.10.05", None),
        ("05 октомври 22", "2022-10-05"), ("005 октомври 22", None), ("5 октомври 2", None),
        ("5 октомври 022", None), ("5 октомври 20222", None), ("123 октомври 123", None),
        ("2022 октомври 05", "2022-10-05"), ("2022 октомври 005", None),
        ("202 октомври 05", None), ("20222 октомври 05", None),
        ("октомври 05 2022", "2022-10-05"), ("октомври 005 2022", None),
        ("октомври 05 22", None), ("октомври 05 20222", None),
        ("20221005", "2022-10-05"), ("2022100", None), ("202210051", None),
        ("20221005 и нешто", None), ("01022003", "2003-02-01"), ("20040230", None),
        # Where a day may be year first as well, it is not read.
        ("22-10-12", None), ("22.10.12", "2012-10-22"), ("22-10-2012", "2012-10-22"),
        ("24-2-29", None), ("23-2-29", "2029-02-23"), ("22-10-12.", "2012-10-22"),
        # A month in Roman figures is between two numbers, in capital letters.
        ("10.x.2022", None), ("10.XII.2022", "2022-12-10"), ("X 10 2022", None),
        ("10.I.2022", "2022-01-10"), ("10 2022 X", None),
        # The words of months.
        ("1 јан 2022", "2022-01-01"), ("1 јануар 2022", "2022-01-01"),
        ("31 децембар 2022", "2022-12-31"), ("30 септ 2022", "2022-09-30"),
    ],
)  # fmt: skip
def test_a_day_has_numbers_of_so_many_figures_and_no_others(typed: str, day: str | None) -> None:
    value = read_date(text(typed)).value
    assert (value.isoformat() if value else None) == day
    assert day_in(typed) == value


@every(
    ("typed", "problem"),
    [
        ("10.5", "date_incomplete"), ("10 5", "not_a_date"), ("100.5", "not_a_date"),
        ("10.500", "not_a_date"), ("5", "not_a_date"), ("октомври", "date_incomplete"),
        ("12-13-12", "date_month_first"), ("22-13-12", "no_such_day"), ("0.10.2022", "no_such_day"),
        ("10.0.2022", "no_such_day"), ("12.13.2022", "date_month_first"),
        ("5 октомври 2022 2", "several_dates"), ("005 октомври 2022", "date_incomplete"),
        ("5 6 октомври", "date_incomplete"),
        ("5 6 7 октомври", "date_incomplete"), ("5 6 7 октомври 2022", "several_dates"),
        ("36525", "not_a_date"), ("36526", "date_as_number"), ("44926", "date_as_number"),
        ("73415", "date_as_number"), ("73416", "not_a_date"), ("4492", "date_incomplete"),
        ("449260", "not_a_date"), ("٤٤٩٢٦", "not_a_date"), ("завршено", "not_a_date"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_named_for_what_it_lacks(typed: str, problem: str) -> None:
    assert read_date(text(typed)).problem == problem


def test_a_cell_that_is_no_text_is_a_day_only_where_it_holds_one() -> None:
    assert read_date(yes_no(True)).problem == "not_a_date"
    assert read_date(cell(datetime(2022, 10, 1), "mmmm yyyy")).problem == "date_incomplete"
    assert read_date(cell(datetime(2022, 10, 1), "d.m.yyyy")).value == date(2022, 10, 1)
    # A number of which only its text was kept is read as that text.
    kept = Cell("Лист", 1, 1, "number", "1.10.2022", "1.10.2022")
    assert read_date(kept).value == date(2022, 10, 1)


def test_a_day_beside_words_names_them_and_the_day() -> None:
    reading = read_date(text("до  1.10.2022 ако се одобри"))
    assert (reading.value, reading.problem) == (date(2022, 10, 1), "date_in_sentence")
    assert reading.values == {"text": "до 1.10.2022 ако се одобри", "date": "1.10.2022"}


def test_a_day_of_a_file_that_counts_otherwise_is_kept_as_typed_and_not_used() -> None:
    read = read_date(text("8/9/2022"))
    odd = of_an_odd_calendar(read)
    assert (odd.value, odd.text, odd.problem) == (None, "8/9/2022", "odd_calendar")
    either = of_either_day(read, date(2022, 9, 8), date(2022, 8, 9))
    assert (either.value, either.text, either.problem) == (None, "8/9/2022", "either_day")
    assert either.values == {"text": "8/9/2022", "one": "8.9.2022", "other": "9.8.2022"}


# ------------------------------------------------------------------ texts


def test_evidence_that_is_a_picture_is_known_by_its_name_and_another_text_is_none() -> None:
    for kind in ("picture", "object"):
        shown = Cell("Лист", 1, 1, kind, "", "слика 1")
        assert (read_evidence(shown).value, read_evidence(shown).problem) == ("слика 1", "")
        assert read_text(shown).problem == f"holds_{kind}"
    assert read_evidence(text("Записник")).value == "Записник"
    assert read_evidence(None) == read_text(None)


# ------------------------------------------------------------------ numbers


@every(
    ("value", "problem"), [(0.0, ""), (0.01, "fraction_percent"), (0.99, "fraction_percent"),
                           (1.0, ""), (-0.5, "fraction_percent"), (-1.0, "")],
)  # fmt: skip
def test_a_percentage_between_nought_and_one_is_asked_about(value: float, problem: str) -> None:
    assert read_number(number(value), kinds.PERCENT).problem == problem


@every(
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


@every(
    ("typed", "value", "problem"),
    [
        ("дваесет", 20, "number_in_words"), ("дваесет и еден", 21, "number_in_words"),
        ("дваесет нула", None, "not_a_number"), ("дваесет и десет", None, "not_a_number"),
        ("десет еден", None, "not_a_number"), ("нула", 0, "number_in_words"),
        ("нула пет", None, "not_a_number"), ("нула нула", None, "not_a_number"),
        ("сто нула", None, "not_a_number"), ("сто еден", 101, "number_in_words"),
        ("nine hundred", 900, "number_in_words"), ("ten hundred", None, "not_a_number"),
        ("five and hundred", None, "not_a_number"), ("илјада", 1000, "number_in_words"),
        ("две илјади и пет", 2005, "number_in_words"), ("две илјади", 2000, "number_in_words"),
        ("два милиони три илјади", 2_003_000, "number_in_words"),
        ("три илјади два милиони", None, "unclear_magnitude"),
        ("илјада илјада", None, "not_a_number"), ("пет пет", None, "not_a_number"),
        ("дваесет пет десет", None, "not_a_number"), ("сто десет", 110, "number_in_words"),
    ],
)  # fmt: skip
def test_words_are_one_number_where_each_is_less_than_what_the_one_before_leaves_open(
    typed: str, value: int | None, problem: str
) -> None:
    reading = read_number(text(typed), kinds.COUNT)
    assert (reading.value, reading.problem) == (value, problem)


@every(
    ("typed", "problem"),
    [("2 илјади (две илјади)", ""), ("2 илјади (две)", ""), ("2 илјади (три)", "several_numbers"),
     ("2 илјади (три илјади)", "several_numbers"), ("2 (две) илјади", "several_numbers")],
)  # fmt: skip
def test_a_number_said_again_in_words_may_be_with_its_thousands_or_without(
    typed: str, problem: str
) -> None:
    reading = read_number(text(typed), kinds.COUNT)
    assert (reading.value, reading.problem) == (None if problem else 2000, problem)


@every(
    ("typed", "day"),
    [
        ("5 октомври 2022", 5), ("2022 октомври 5", 5), ("октомври 5 2022", 5), ("5 X 2022", 5),
        ("5 октомври 22", 5), ("20221005", 5), ("05102022", 5), ("2022-10-05", 5),
        ("2022 октомври 32", None), ("октомври 32 2022", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_whichever_order_it_stands(typed: str, day: int | None) -> None:
    assert read_date(text(typed)).value == (date(2022, 10, day) if day else None)


@every(
    ("typed", "problem"),
    [("123.10.2022", "date_incomplete"), ("1.10.2022 5", "several_dates"),
     ("1 2 3 4", "not_a_date"), ("5 октомври 12 2022", "several_dates"),
     ("10.2022", "date_incomplete"), ("1 2 3", "not_a_date")],
)  # fmt: skip
def test_more_numbers_than_a_day_has_are_several_dates(typed: str, problem: str) -> None:
    assert read_date(text(typed)).problem == problem


TRAININGS = ("обуки", ("Обуки за полиција",))


@every(
    ("typed", "unit", "words"),
    [
        # Read in silence.
        ("само 12 обуки", TRAININGS, ""), ("only 12 trainings", TRAININGS, ""),
        ("vetëm 12 trajnime", TRAININGS, ""), ("обуки за 12", TRAININGS, ""),
        ("Одржани за 12 обуки вкупно", TRAININGS, ""),
        ("Одржани за 12 лица вкупно", ("лица", ()), ""),
        ("Одржани за 12 учесници вкупно", ("лица", ()), ""),
        ("Одржани за 12 дронови вкупно", ("дронови", ()), ""),
        ("12 ЕУ", ("обуки", ("Обуки на ЕУ, група б",)), ""),
        ("12 б", ("обуки", ("Обуки на ЕУ, група б",)), "б"),
        # Every word that is not known is named, with those it hangs on.
        ("обуки за 12", ("обуки", ()), "за"),
        ("trainings for 5 institutions", TRAININGS, "for, institutions"),
        ("Одржани за 12 вкупно", ("", ()), "за"),
        ("12 per team", TRAININGS, "per team"), ("46 per Обука", ("", ()), "per"),
        ("x of 12", TRAININGS, "x of"), ("пад од 3", TRAININGS, "пад од"),
        ("3 семинар", TRAININGS, "семинар"), ("3 извештај", TRAININGS, "извештај"),
        ("3 состанок", TRAININGS, "состанок"), ("број на 5 обуки вкупно", TRAININGS, "на"),
    ],
)  # fmt: skip
def test_the_words_beside_a_number_are_known_or_named(
    typed: str, unit: tuple[str, tuple[str, ...]], words: str
) -> None:
    reading = read_number(
        text(typed), kinds.COUNT, unit=unit[0], texts=unit[1], covers=Accumulation.CUMULATIVE
    )
    assert reading.values.get("words", "") == words
    assert (reading.problem, reading.value is None) == ("unknown_words" * bool(words), bool(words))


IN_ALL, OWN = Accumulation.CUMULATIVE, Accumulation.QUARTERLY


@every(
    ("said", "number", "covers", "is_other"),
    [
        # A word that says something else, and it is of something else.
        ("Q2", 3, OWN, True), ("Q3", 3, OWN, False), ("Q2 ставка", 3, OWN, False),
        # Since when is counted matters only beside until when.
        ("податок за периодот од 1.1.2021", 3, IN_ALL, False),
        ("од јануари - јуни", 3, IN_ALL, True),
        ("од 2021 до јуни", 3, IN_ALL, True),
        # Years.
        ("2022", 3, IN_ALL, False), ("за 2022", 3, IN_ALL, True), ("за 2022", 4, IN_ALL, False),
        ("за 2022", 4, OWN, True), ("за 2021", 4, IN_ALL, True), ("во 2021", 4, IN_ALL, False),
        # Days and months.
        ("до 31.1.2022", 3, IN_ALL, True), ("до 31 декември", 3, IN_ALL, True),
        ("до 5.13", 3, IN_ALL, False), ("до 5.0", 3, IN_ALL, False), ("до 0.6", 3, IN_ALL, False),
        ("до 31.6", 3, IN_ALL, False), ("до 30.6", 3, IN_ALL, True), ("до 30.9", 3, OWN, False),
        ("до 1.6", 3, IN_ALL, True), ("30 септември", 3, OWN, False),
        ("за декември", 3, IN_ALL, True), ("за јануари", 3, IN_ALL, True),
        # So many months.
        ("за месеци", 3, IN_ALL, False), ("за 0 месеци", 3, IN_ALL, False),
        ("за 1 месеци", 3, IN_ALL, True), ("за 3 месеци", 3, OWN, False),
        ("за 9 месеци", 3, IN_ALL, False), ("за 9 месеци", 3, OWN, True),
        ("за 12 месеци", 3, IN_ALL, True), ("за 13 месеци", 3, IN_ALL, False),
        # Halves and quarters.
        ("H1", 2, IN_ALL, False), ("H1", 2, OWN, True), ("H1", 3, IN_ALL, True),
        ("прво полугодие", 2, IN_ALL, False), ("за прво полугодие", 2, OWN, True),
        ("за второ полугодие", 4, IN_ALL, False), ("за второ полугодие", 4, OWN, True),
        ("за второ полугодие", 3, IN_ALL, True),
        ("за I квартал", 1, OWN, False), ("за првиот квартал", 3, OWN, True),
        ("за третиот квартал", 3, OWN, False), ("2 за третиот квартал", 3, OWN, False),
        ("за четвртиот квартал", 4, OWN, False), ("за четвртиот квартал", 3, OWN, True),
        ("за II", 3, OWN, False),
    ],
)  # fmt: skip
def test_a_remark_of_nothing_but_a_period_is_held_against_the_quarter(
    said: str, number: int, covers: Accumulation, is_other: bool
) -> None:
    assert bool(is_of_another_period(said, Quarter(2022, number), covers)) == is_other


@every(
    ("typed", "kind", "value", "problem"),
    [
        ("0", kinds.PERCENT, 0, ""), ("0,5", kinds.PERCENT, None, "fraction_percent"),
        ("1", kinds.PERCENT, 1, ""), ("-0,5", kinds.PERCENT, None, "fraction_percent"),
        ("О", kinds.COUNT, None, "lookalike_digits"), ("З", kinds.COUNT, None, "lookalike_digits"),
        ("з", kinds.COUNT, None, "not_a_number"), ("I", kinds.COUNT, None, "not_a_number"),
        ("9О", kinds.COUNT, None, "lookalike_digits"),
        ("О0", kinds.COUNT, None, "lookalike_digits"),
        ("дванаесет обуки".ljust(300, ","), kinds.COUNT, 12, "number_in_words"),
        ("дванаесет обуки".ljust(301, ","), kinds.COUNT, None, "not_a_number"),
        ("12 обуки".ljust(300, ","), kinds.COUNT, 12, ""),
        ("12 обуки".ljust(301, ","), kinds.COUNT, None, "unclear_number"),
        ("x12", kinds.COUNT, None, "unclear_number"), ("x 12", kinds.COUNT, None, "unknown_words"),
        ("_12", kinds.COUNT, None, "unclear_number"), ("12_", kinds.COUNT, None, "unclear_number"),
        ("12обуки", kinds.COUNT, 12, ""), ("12 _", kinds.COUNT, None, "unclear_number"),
        ("5.000,- обуки", kinds.COUNT, 5000, ""), ("5,- обуки", kinds.COUNT, 5, ""),
    ],
)  # fmt: skip
def test_a_number_alone_or_among_signs_is_read_where_nothing_touches_it(
    typed: str, kind: kinds.Kind, value: float | None, problem: str
) -> None:
    reading = read_number(text(typed), kind)
    assert (reading.value, reading.problem) == (value, problem)


def test_a_reading_is_unreadable_or_doubtful_only_where_something_is_wrong() -> None:
    cases: tuple[tuple[Reading[float], bool, bool], ...] = (
        (Reading(), False, False), (Reading(3.0, "3"), False, False),
        (Reading(3.0, "околу 3", "approximate"), False, True),
        (Reading(None, "нешто", "not_a_number"), True, False),
    )  # fmt: skip
    for read, is_unreadable, is_doubtful in cases:
        assert (read.unreadable, read.doubtful) == (is_unreadable, is_doubtful)
    assert number_or_quoted(Reading(3.0, "3  тима")) == "3 тима"
    assert number_or_quoted(Reading(3.0, "3")) == Figure(Decimal(3), grouped=False)


@every(
    ("typed", "kind", "unit", "value", "problem", "other"),
    [
        ("999 илјади", kinds.COUNT, "", 999_000, "", None),
        ("1000 илјади", kinds.COUNT, "", None, "unclear_magnitude", 1_000_000),
        ("3 (илјади)", kinds.COUNT, "", None, "unclear_magnitude", 3000),
        ("240.000,00 денари", kinds.AMOUNT, "илјади денари", None, "unclear_magnitude", 240),
        ("240 илјади денари", kinds.AMOUNT, "илјади денари", 240, "", None),
        ("2 милиони денари", kinds.AMOUNT, "илјади денари", None, "unclear_magnitude", 2000),
        ("240 илјади", kinds.AMOUNT, "денари", 240_000, "", None),
        ("вкупно 0", kinds.PERCENT, "%", 0, "", None),
        ("вкупно 1", kinds.PERCENT, "%", 1, "", None),
        ("вкупно 0,5", kinds.PERCENT, "%", None, "fraction_percent", None),
        ("3дни", kinds.COUNT, "дни", 3, "", None),
        ("3км", kinds.COUNT, "км", None, "unclear_number", None),
        ("вкупно " * 8 + "3", kinds.COUNT, "", 3, "", None),
        ("вкупно " * 9 + "3", kinds.COUNT, "", 3, "number_in_sentence", None),
        ("само " * 9 + "3", kinds.COUNT, "", 3, "number_in_sentence", None),
        ("во 2022", kinds.COUNT, "", None, "year_in_number", None),
        ("2022 обуки", kinds.COUNT, "обуки", 2022, "", None),
        ("во Охрид 2022", kinds.COUNT, "", None, "unknown_words", None),
    ],
)  # fmt: skip
def test_a_number_with_its_words_is_one_number_or_both_are_named(
    typed: str, kind: kinds.Kind, unit: str, value: float | None, problem: str, other: int | None
) -> None:
    reading = read_number(text(typed), kind, unit=unit)
    assert (reading.value, reading.problem) == (value, problem)
    assert reading.values.get("other") == (Figure(Decimal(other).normalize()) if other else None)


@every(
    ("moment", "problem", "shown", "likely"),
    [
        (datetime(1899, 12, 30), "unclear_number", "0:00", None),
        (datetime(1899, 12, 31), "duration_in_number", "24:00", "1"),
        (datetime(1900, 1, 11), "duration_in_number", "288:00", "12"),
        (datetime(1900, 1, 11, 1, 30), "unclear_number", "289:30", None),
        (datetime(1899, 12, 30, 0, 59, 31), "unclear_number", "1:00", None),
    ],
)  # fmt: skip
def test_whole_days_in_a_cell_that_counts_hours_were_a_number(
    moment: datetime, problem: str, shown: str, likely: str | None
) -> None:
    reading = read_number(cell(moment, "[h]:mm"), kinds.COUNT)
    assert (reading.value, reading.problem, reading.text) == (None, problem, shown)
    assert reading.values.get("typed") == likely


def test_a_time_of_day_is_no_number_and_the_first_day_is_one() -> None:
    assert read_number(moment(1899, 12, 31, 9, 5), kinds.COUNT).problem == "unclear_number"
    assert read_number(moment(1900, 1, 1), kinds.COUNT).values["typed"] == "1"
    assert read_number(yes_no(True), kinds.COUNT).problem == "yes_no_in_number"


@every(
    ("number_format", "is_asked"),
    [
        ("General", True), ('0.00" %"', False), ('0" %"', True), ('General" %"', False),
        ('0" %";-0.0" %"', True), ('0.0" %";-0" %"', False), ('0" . %"', True), ("0.00", True),
    ],
)  # fmt: skip
def test_a_share_below_one_is_clear_where_its_cell_says_per_cent_and_shows_decimals(
    number_format: str, is_asked: bool
) -> None:
    reading = read_number(cell(0.46, number_format), kinds.PERCENT)
    assert (reading.problem == "fraction_percent") == is_asked
    assert (reading.value is None) == is_asked


def test_a_number_in_cells_merged_over_rows_is_doubted_unless_it_was_before() -> None:
    doubted = read_for_several(Reading(12.0, "12"), "H7:H9")
    assert (doubted.value, doubted.problem, doubted.values["area"]) == (12, "merged_value", "H7:H9")
    assert read_for_several(Reading(), "H7:H9") == Reading()
    about = read_number(text("околу 12"), kinds.COUNT)
    assert read_for_several(about, "H7:H9") is about


@every(
    ("value", "number_format", "unit", "read", "problem", "quoted_as"),
    [
        (12, '0"-"0', "денари", None, "shown_otherwise", Figure(Decimal(12), grouped=False)),
        (240, '#,##0" ден."', "илјади денари", 240, "format_words",
         Figure(Decimal(240), behind=" ден.")),
        (240_000, '#,##0," мил."', "денари", None, "unclear_magnitude",
         Figure(Decimal(240), behind=" мил.", grouped=False)),
        (15, '0" илјади"', "денари", None, "unclear_magnitude",
         Figure(Decimal(15), behind=" илјади", grouped=False)),
        (1500, '0" илјади евра"', "денари", None, "other_currency_alone",
         Figure(Decimal(1500), behind=" илјади евра", grouped=False)),
        (1, "-0", "денари", 1, "format_words", Figure(Decimal(1), before="-")),
        (0, "-0", "денари", 0, "", None), (12, "0.0", "денари", 12, "", None),
    ],
)  # fmt: skip
def test_what_a_format_makes_of_a_number_is_quoted_as_it_is_seen(
    value: float, number_format: str, unit: str, read: float | None, problem: str,
    quoted_as: Figure | None,
) -> None:  # fmt: skip
    reading = read_number(cell(value, number_format), kinds.AMOUNT, unit=unit)
    assert (reading.value, reading.problem) == (read, problem)
    assert reading.values.get("text") == quoted_as


def test_a_cell_is_quoted_as_people_see_it() -> None:
    assert as_quoted(number(0.46, "0%")) == Figure(Decimal(46), behind="%")
    assert as_quoted(number(12, '"бр. "0')) == Figure(Decimal(12), before="бр. ", grouped=False)
    assert as_quoted(yes_no(True)) == "TRUE"
    assert as_quoted(struck("12")) == "12"


@every(
    ("typed", "value", "problem"),
    [
        ("нешто ✔ друго", None, "several_choices"), ("да ✔ не", None, "several_choices"),
        ("да ✔ потврдено", True, "choice_with_remark"), ("да ✔, не", True, ""),
        ("да, ✔ не", False, ""), ("да / ✔ не", False, ""), ("не ✔", False, ""),
    ],
)  # fmt: skip
def test_a_tick_between_two_words_is_of_the_one_that_nothing_parts_it_from(
    typed: str, value: bool | None, problem: str
) -> None:
    reading = read_yes_no(text(typed))
    assert (reading.value, reading.problem) == (value, problem)


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


@every(
    ("remark", "is_asked"),
    [
        ("15 евра", True), ("16 евра", False), ("евра 15", True), ("евра 16", False),
        ("15 илјади евра", True), ("илјади евра", True), ("пет евра", False),
        ("пет илјади евра", False),
        ("15.000 денари", True), ("15.001 денари", False), ("15.000.000 денари", True),
    ],
)  # fmt: skip
def test_a_unit_with_another_amount_of_its_own_says_nothing_of_the_value(
    remark: str, is_asked: bool
) -> None:
    assert (beside(remark) in ("unit_beside", "scale_beside")) == is_asked


@every(
    ("unit", "remark", "is_asked"),
    [
        ("денари", "15.000 луѓе", False), ("денари", "илјада денари", False),
        ("денари", "евра 16 вкупно", False), ("денари", "1.2.3 евра", False),
        ("денари", "0 евра", False), ("денари", "евра 15 вкупно", True),
        ("илјади денари", "15 илјади евра", True), ("илјади денари", "16 илјади евра", False),
        ("милиони денари", "мил. евра", True), ("милиони денари", "многу мил. евра", False),
    ],
)  # fmt: skip
def test_a_remark_names_another_unit_with_no_amount_or_with_the_values_own(
    unit: str, remark: str, is_asked: bool
) -> None:
    reading = read_indicator(
        number(15), None, kinds.AMOUNT, unit=unit, beside=BesideValue(remarks=(remark,))
    )
    assert (reading.of_value.problem == "unit_beside") == is_asked


@every(
    ("remark", "is_corrected"),
    [("грешка: 14", True), ("грешка: 0", True), ("грешка: 15", False), ("грешка од 2021", False),
     ("грешка во 1.2.3", False), ("14", False), ("треба 14", True), ("треба 15", False),
     ("треба уште 14", False)],
)  # fmt: skip
def test_a_correction_names_another_number_that_is_no_year(remark: str, is_corrected: bool) -> None:
    reading = read_indicator(number(15), None, kinds.COUNT, beside=BesideValue(remarks=(remark,)))
    assert (reading.of_value.problem == "corrected_beside") == is_corrected


@every(
    ("said", "is_given_up"),
    [
        ("118, а не 120", True), ("118 (не 120)", True), ("не е 120 туку 118", True),
        ("118 a ne 120", True), ("118, ne 120", True), ("наместо 120 се 118", True),
        ("118 (беше 120)", True), ("претходно 120, сега 118", True), ("од 120 на 118", True),
        ("сменете го од 120 во 118", True), ("118 not 120", True), ("from 120 to 118", True),
        ("was 120, is 118", True), ("118 e jo 120", True), ("nga 120 në 118", True),
        ("ishte 120, tani 118", True), ("120, а не 118", False), ("од 118 на 120", False),
        ("120 (беше 118)", False), ("наместо 118 треба 120", False), ("from 118 to 120", False),
        ("120 лица, од кои 60 жени", None), ("не повеќе од 120", None), ("не 1.2.3", None),
        ("беше 12/2022", None), ("120", None), ("", None), ("од 12 мај на 118", None),
    ],
)  # fmt: skip
def test_a_number_is_given_up_for_another_one(said: str, is_given_up: bool | None) -> None:
    assert stands_for_another(said, 120) is is_given_up


@every(
    ("remark", "is_corrected"),
    [
        ("118, а не 120", True), ("118 (беше 120)", True), ("1200, а не 120", True),
        ("од 120 на 3 локации", False), ("120, а не 118", False), ("беше 45", False),
        ("од 45 на 120", False), ("не 120", False),
    ],
)  # fmt: skip
def test_a_remark_that_gives_up_the_value_for_another_of_its_size_is_asked_about(
    remark: str, is_corrected: bool
) -> None:
    reading = read_indicator(number(120), None, kinds.COUNT, beside=BesideValue(remarks=(remark,)))
    assert (reading.of_value.problem == "corrected_beside") == is_corrected


@every(
    ("remark", "problem"),
    [
        ("1989", "qualified_beside"), ("1990", ""), ("2099", ""), ("2100", "qualified_beside"),
        ("треба 1989", "corrected_beside"), ("треба 1990", ""), ("треба 2099", ""),
        ("треба 2100", "corrected_beside"),
    ],
)  # fmt: skip
def test_a_year_in_a_remark_is_no_other_number(remark: str, problem: str) -> None:
    beside = BesideValue(remarks=(remark,))
    reading = read_indicator(number(1500), None, kinds.COUNT, beside=beside)
    assert reading.of_value.problem == problem


@every(
    ("remark", "limits"),
    [
        ("само за полиција", True), ("обуки само за полиција", True), ("12;", False),
        ("настани само за полиција", True), ("12", False),
        ("12 обуки, делумно", True), ("≈", True), ("", False),
        ("Записник", False), ("само " + "за " * 40, True),
        ("дел од обуките", True), ("делот за состаноци", True),
    ],
)  # fmt: skip
def test_a_remark_of_few_words_limits_a_value(remark: str, limits: bool) -> None:
    wanted = Wanted(kinds.COUNT, "обуки", ("Број на настани",))
    assert bool(doubting_words(remark, 15, wanted)) == limits


# ------------------------------------------------------------------ choices


@pytest.mark.parametrize(("length", "is_read"), [(500, True), (501, False)])
def test_a_word_of_the_list_is_taken_from_at_most_500_characters(
    length: int, is_read: bool
) -> None:
    said = "Завршено – Завршено".ljust(length, "–")
    assert (read_status(text(said)).value is not None) == is_read


LISTED = {"high": ("Висок", "I lartë", "High"), "low": ("Низок", "I ulët", "Low")}


@every(
    ("typed", "value", "problem", "values"),
    [
        ("Висок", "high", "", {}), ("high", "high", "", {}), ("НИЗОК.", "low", "", {}),
        ("Висок, по жалба", "high", "choice_with_remark",
         {"choice": "Висок", "remark": "по жалба"}),
        ("Висок (по жалба) ", "high", "choice_with_remark",
         {"choice": "Висок", "remark": "по жалба"}),
        ("Висок – High", "high", "", {}), ("Висок – по жалба", "high", "choice_with_remark",
         {"choice": "Висок", "remark": "по жалба"}),
        ("Висок/Низок", None, "several_choices", {}),
        ("Висак", None, "unknown_choice_close", {"near": "Висок"}),
        ("нешто", None, "unknown_choice", {}), (";", None, "unknown_choice", {}),
        ("", None, "", {}), ("#N/A", None, "formula_error", {}),
        ("☑ Висок ☐ Низок", "high", "", {}), ("☑ нешто ☐ Низок", None, "unknown_choice", {}),
        ("☑", None, "unknown_choice", {}), ("☑ Висок ☑ Висок", "high", "", {}),
        ("☑ Висок ☑ Низок", None, "several_choices", {}),
    ],
)  # fmt: skip
def test_a_choice_is_one_of_its_words_and_what_else_stands_there_is_told(
    typed: str, value: str | None, problem: str, values: dict[str, str]
) -> None:
    reading = read_choice(text(typed), LISTED)
    assert (reading.value, reading.problem) == (value, problem)
    assert values.items() <= reading.values.items()
    reason = read_reason(text(typed.replace("☑ нешто", "☑ нешто друго")), OWN_REASONS)
    assert (reason.value, reason.problem) == (value, problem)


OWN_REASONS = {
    "high": Wording(mk="Висок", sq="I lartë", en="High"),
    "low": Wording(mk="Низок", sq="I ulët", en="Low"),
}


@every(("length", "is_near"), [(80, True), (81, False)])
def test_a_text_of_at_most_80_characters_is_held_against_the_words(
    length: int, is_near: bool
) -> None:
    listed = {"one": ("а" * (length - 1) + "б",)}
    assert (read_choice(text("а" * length), listed).problem == "unknown_choice_close") == is_near


def test_the_empty_box_of_a_cell_is_no_answer() -> None:
    box = Cell("Лист", 1, 1, "yes_no", False, "☐", number_format=f"{CHECK_BOX}x")
    assert (read_yes_no(box).value, read_yes_no(box).problem) == (None, "nothing_ticked")
    assert read_yes_no(None) == Reading()


# ------------------------------------------------------------------ what is quoted


@every(("length", "shown"), [(79, 79), (80, 80), (81, 80), (200, 80)])
def test_a_text_is_quoted_up_to_80_characters(length: int, shown: int) -> None:
    said = quoted("а" * length)
    assert len(said) == shown
    assert said.endswith("…") == (length > 80)
