"""Dates as people in North Macedonia type them: day first, in three languages, never guessed."""

from datetime import date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from returned_forms import text_id
from returned_forms import typed_cell as cell

from ovpsheets.intake.interpret import read_date
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25.1.2024", date(2024, 1, 25)), ("03.03.2020", date(2020, 3, 3)),
        ("31.12.2022 г.", date(2022, 12, 31)), ("31.12.2022г", date(2022, 12, 31)),
        ("31.12.2022 год.", date(2022, 12, 31)), ("10.10.2022.", date(2022, 10, 10)),
        ("10 . 10 . 2022", date(2022, 10, 10)), ("10-10-2022", date(2022, 10, 10)),
        ("25/1/2024", date(2024, 1, 25)), ("10.10.22", date(2022, 10, 10)),
        ("10 октомври 2022 година", date(2022, 10, 10)),
        ("10 ОКТОМВРИ 2022 ГОДИНА", date(2022, 10, 10)),
        ("10-ти октомври 2022", date(2022, 10, 10)), ("10 окт. 2022", date(2022, 10, 10)),
        ("10. октомври 2022", date(2022, 10, 10)), ("1 мај 2022", date(2022, 5, 1)),
        ("1 мaj 2022", date(2022, 5, 1)),  # two Latin letters in a Cyrillic word
        ("10 tetor 2022", date(2022, 10, 10)), ("10 Tetor 2022", date(2022, 10, 10)),
        ("10 tetor i vitit 2022", date(2022, 10, 10)), ("5 qershor 2022", date(2022, 6, 5)),
        ("10 October 2022", date(2022, 10, 10)), ("October 10, 2022", date(2022, 10, 10)),
        ("10th October 2022", date(2022, 10, 10)), ("10 Oct 2022", date(2022, 10, 10)),
        ("2022-10-10", date(2022, 10, 10)), ("2022/10/10", date(2022, 10, 10)),
        ("2022-10-10 00:00:00", date(2022, 10, 10)), ("29.2.2024", date(2024, 2, 29)),
        ("до 31.12.2022", date(2022, 12, 31)), ("најдоцна до 1 мај 2023", date(2023, 5, 1)),
        ("31.12.2022\u200b", date(2022, 12, 31)), ("31.12.2022\u00a0г.", date(2022, 12, 31)),
    ],
    ids=text_id,
)  # fmt: skip
def test_a_full_date_is_read(typed: str, day: date) -> None:
    read = read_date(cell(typed))
    assert (read.value, read.problem) == (day, "")


def test_figures_are_day_first() -> None:
    assert read_date(cell("3/4/2024")).value == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("октомври 2022", "date_incomplete"), ("10.2022", "date_incomplete"),
        ("крај на 2022", "date_incomplete"), ("2022", "date_incomplete"),
        ("IV квартал 2022", "date_incomplete"), ("Q4 2022", "date_incomplete"),
        ("31.2.2022", "no_such_day"), ("31.04.2023", "no_such_day"), ("29.2.2023", "no_such_day"),
        ("1/25/2024", "no_such_day"), ("0.10.2022", "no_such_day"),
        ("1.1.1900", "date_far"), ("1.1.2200", "date_far"), ("10.10.99", "date_far"),
        ("31.12.2022 и 30.6.2023", "not_a_date"), ("/", "not_a_date"), ("нема", "not_a_date"),
        ("наскоро", "not_a_date"), ("12", "not_a_date"), ("10 октомври", "not_a_date"),
    ],
    ids=text_id,
)  # fmt: skip
def test_what_names_no_single_day_is_not_read(typed: str, problem: str) -> None:
    read = read_date(cell(typed))
    assert (read.value, read.problem, read.text) == (None, problem, typed)


@pytest.mark.parametrize(
    ("number", "problem"),
    [(44844, "date_as_number"), (45291, "date_as_number"), (12, "not_a_date"),
     (2022, "not_a_date"), (44844.5, "date_as_number")],
)  # fmt: skip
def test_a_number_is_not_taken_for_a_date(number: float, problem: str) -> None:
    read = read_date(cell(number))
    assert (read.value, read.problem) == (None, problem)


def test_a_cell_with_a_date_format_is_a_date() -> None:
    assert read_date(cell(datetime(2022, 12, 31))).value == date(2022, 12, 31)
    assert read_date(cell(datetime(2022, 12, 31, 14, 30))).value == date(2022, 12, 31)


def test_a_time_without_a_day_is_no_date_and_quoted_as_a_time() -> None:
    read = read_date(cell(datetime(1899, 12, 30, 9, 30)))
    assert (read.value, read.problem, read.text) == (None, "date_far", "9:30")


def test_a_blank_date_is_no_answer_and_no_problem() -> None:
    for blank in (None, cell(""), cell("\u00a0")):
        assert (read_date(blank).value, read_date(blank).problem) == (None, "")


days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(days, st.sampled_from(LANGUAGES))
def test_a_date_as_we_write_it_reads_back(day: date, language: Language) -> None:
    texts = Texts(language)
    assert read_date(cell(texts.long_date(day))).value == day
    assert read_date(cell(texts.short_date(day))).value == day


@given(days, st.sampled_from(["mk", "sq", "en_GB"]))
def test_a_date_as_programs_write_it_reads_back(day: date, locale: str) -> None:
    # Not the short pattern: its two figures of a year name another century from 2050 on.
    for pattern in ("long", "medium", "dd.MM.yyyy", "d/M/yyyy", "yyyy-MM-dd"):
        read = read_date(cell(format_date(day, pattern, locale=locale)))
        assert read.value == day, format_date(day, pattern, locale=locale)


@given(st.dates(date(1980, 1, 1), date(2049, 12, 31)))
def test_a_year_in_two_figures_is_read_or_reported(day: date) -> None:
    read = read_date(cell(f"{day.day}.{day.month}.{day.year % 100:02}"))
    assert read.value == (day if day.year >= 2000 else None)
    assert read.problem == ("" if day.year >= 2000 else "date_far")
