"""Every problem a reading can name: it occurs, it is put into words, and nothing ever raises."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from itertools import product
from typing import Any, Final

import pytest
from every_case import every
from hypothesis import given, settings
from hypothesis import strategies as st
from typed_cells import cell, error, number, struck, text, uncalculated

from ovpsheets import kinds
from ovpsheets.intake.meaning import (
    PROBLEMS,
    Reading,
    read_date,
    read_flag,
    read_indicator,
    read_number,
    read_reason,
    read_status,
    read_text,
    read_yes_no,
)
from ovpsheets.intake.meaning.dates import of_an_odd_calendar, of_another_calendar, of_either_day
from ovpsheets.intake.meaning.numbers import read_for_several
from ovpsheets.intake.meaning.reading import unreadable
from ovpsheets.intake.meaning.remarks import BesideValue
from ovpsheets.intake.meaning.shares import among_shares
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import LANGUAGES, Language

BROKEN: Final = error()
PICTURE: Final = Cell("Лист", 1, 1, "picture", "image1.png", "image1.png")
OBJECT: Final = Cell("Лист", 1, 1, "object", "object", "object")
UNCALCULATED: Final = uncalculated("SUM(A1:A3)")
HOURS: Final = Cell("Лист", 1, 1, "date", datetime(1900, 1, 11), "288:00", number_format="[h]:mm")


def every_reading(value: Cell | None, flag: Cell | None = None) -> Iterator[Reading[Any]]:
    """Yield what every reading makes of a cell."""
    yield from (read_status(value), read_flag(value), read_yes_no(value), read_date(value))
    yield from (read_reason(value, {}), read_text(value))
    for kind in kinds.KINDS.values():
        both = read_indicator(value, flag, kind)
        yield from (read_number(value, kind), both.of_value, both.of_flag)


EXAMPLES: Final = (
    "12", "1.234", "12,5", "околу 30", "до 30", "10-12", "1О", "пет", "12 планирани",
    "Одржани се вкупно 12 обуки, состаноци и средби со институциите",
    "2 мил.", "46%", "0.46", "12 мај", "2022 г.", "3-ти", "100 евра", "3.900 €", "нема", "9" * 20,
    "/", "Огрничено", "во тек", "незавршено", "Н.А.", "Да/Не", "Да, донесен", "n/a", "c", "x",
    "☐ Да ☐ Не",
    "октомври 2022", "31.2.2022", "12/25/2022", "22-10-12", "1.1.1900", "по 31.12.2022",
    "1.1.2022 - 3.3.2022", 0.46, 44844, "Во прилог", datetime(2022, 5, 12), True,
)  # fmt: skip


@cache
def problems() -> dict[str, Reading[Any]]:
    found = {
        read.problem: read
        for typed in EXAMPLES
        for flag in (None, cell("x"), cell("Нема податок"))
        for read in every_reading(cell(typed), flag)
    }
    for broken in (BROKEN, UNCALCULATED, HOURS, struck("12"), PICTURE, OBJECT):
        found |= {read.problem: read for read in every_reading(broken)}
    found |= {
        f"{line}_{how}": unreadable("Обука", f"{line}_{how}", **words)
        for line in ("column", "row")
        for how, words in (("guessed", {"heading": "Сработено"}), ("in_order", {}))
    }
    found |= {read.problem: read for read in every_reading(cell("x"), cell("z"))}
    in_thousands = read_indicator(cell(15), None, kinds.AMOUNT, beside=BesideValue("илјади денари"))
    scaled = read_indicator(cell(15), None, kinds.AMOUNT, beside=BesideValue("", ("во илјади",)))
    in_form = read_indicator(
        cell(15), None, kinds.AMOUNT, beside=BesideValue(in_form=("во илјади денари",))
    )
    corrected = read_indicator(cell(15), None, kinds.COUNT, beside=BesideValue("", ("грешка: 14",)))
    planned = read_indicator(cell(15), None, kinds.COUNT, beside=BesideValue("", ("планирано",)))
    of_all = BesideValue(in_form=("Податоците се прелиминарни",))
    preliminary = read_indicator(cell(15), None, kinds.COUNT, beside=of_all)
    to_come = read_indicator(cell("1.11.2022"), None, kinds.DATE, quarter=Quarter(2022, 3))
    of_shares = among_shares(read_indicator(cell(1.2), None, kinds.PERCENT), cell(1.2))
    found |= {
        of.of_value.problem: of.of_value
        for of in (
            in_thousands,
            scaled,
            in_form,
            corrected,
            planned,
            preliminary,
            of_shares,
            to_come,
        )
    }
    hidden = (number(0, '0;-0;"нема податок"'), number(12, ";;;"), number(12, '0" од 20"'))
    found |= {read.problem: read for of in hidden for read in [read_number(of, kinds.COUNT)]}
    found["merged_value"] = read_for_several(read_number(cell(12), kinds.COUNT), "H7:H9")
    read = read_date(cell("8/9/2022"))
    found["either_day"] = of_either_day(read, date(2022, 9, 8), date(2022, 8, 9))
    found["calendar_day"] = of_another_calendar(read, date(2022, 9, 8))
    found["odd_calendar"] = of_an_odd_calendar(read_date(cell(datetime(2022, 5, 12))))
    found.pop("", None)
    return found


def test_every_problem_occurs_and_has_its_sentence() -> None:
    in_words = {key.removeprefix("readings.") for key in catalogue() if key.startswith("readings.")}
    assert set(PROBLEMS) == set(problems())
    assert set(PROBLEMS) == in_words


@every(("problem", "language"), product(sorted(PROBLEMS), LANGUAGES))
def test_every_problem_is_put_into_words(problem: str, language: Language) -> None:
    read = problems()[problem]
    said = read.explain(Texts(language))
    assert said
    assert set(read.values) == {"text", *PROBLEMS[problem]}
    assert not set("{}") & set(said)
    assert not said.endswith(".")  # it stands inside a sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_readings_of_an_ambiguous_number_are_said(language: Language) -> None:
    read = read_number(cell("1.234"), kinds.COUNT)
    said = Texts(language)("readings.ambiguous_number", **read.values)
    assert "1234" in said
    assert {"en": "1.234 ", "mk": "1,234", "sq": "1,234"}[language] in f"{said} "


@every(
    ("of", "kind", "said"),
    [
        (cell("15,5 лица, од тоа 5 жени"), kinds.COUNT, ()),
        (cell("1500,5 планирани"), kinds.AMOUNT, ("1.500,5",)),
        (cell("2 мил."), kinds.AMOUNT, ("2.000.000",)),
        (cell("1.500.000 евра"), kinds.AMOUNT, ("1.500.000",)),
        (cell("околу 1500"), kinds.AMOUNT, ("1.500",)),
        (cell(0.4625), kinds.PERCENT, ("0,4625",)),
        (number(0.4625, "0.0%"), kinds.COUNT, ("46,25%",)),
        (number(1500.5, '0.0" евра"'), kinds.AMOUNT, ("1500,5 евра", "1.500,5")),
        (cell(12.5), kinds.COUNT, ("12,5",)),
    ],
)
def test_numbers_are_said_as_the_readers_language_writes_them(
    of: Cell, kind: kinds.Kind, said: tuple[str, ...]
) -> None:
    read = read_number(of, kind)
    in_macedonian, in_english = (read.explain(Texts(language)) for language in ("mk", "en"))
    for number_said in said:
        assert number_said in in_macedonian
        assert number_said.translate(str.maketrans(",.", ".,")) in in_english
    assert "." not in read.explain(Texts("sq")).rstrip(".") or said or not read.problem


def test_what_was_typed_is_quoted_as_it_was_typed() -> None:
    assert "1500.5" in read_number(cell("1500.5 планирани"), kinds.AMOUNT).explain(Texts("mk"))


def test_a_reading_without_a_problem_explains_nothing() -> None:
    assert read_number(cell(12), kinds.COUNT).explain(Texts("mk")) == ""


def test_braces_in_what_was_typed_do_no_harm() -> None:
    assert "{0}" in read_number(text("{0} {x}"), kinds.COUNT).explain(Texts("en"))


def test_a_formula_that_shows_an_error_is_not_read() -> None:
    for read in every_reading(BROKEN):
        assert read.value is None
        assert read.problem in ("formula_error", "")
    assert read_number(BROKEN, kinds.COUNT).text == "#REF!"


def test_a_formula_without_a_result_is_not_a_blank() -> None:
    assert read_number(UNCALCULATED, kinds.COUNT).problem == "formula_no_result"
    came_to_a_blank = UNCALCULATED._replace(type="text", value=" ", raw=" ")
    assert read_number(came_to_a_blank, kinds.COUNT) == Reading()
    assert read_text(UNCALCULATED).text == "=SUM(A1:A3)"


def test_a_long_text_is_quoted_in_part_and_kept_whole() -> None:
    read = read_status(cell("Се работи.\n" * 500))
    assert len(str(read.values["text"])) <= 80
    assert len(read.text) > 5000


def test_zero_width_letters_are_no_answer() -> None:
    for read in every_reading(cell("\u200b\ufeff\u00a0")):
        assert (read.value, read.problem) == (None, "")


def sound(read: Reading[Any]) -> bool:
    """Whether a reading is one of: nothing, a value, a doubt, a problem with its text."""
    if read.problem:
        assert read.explain(Texts("mk"))
        return bool(read.text)
    return read.value is not None or not read.values


@settings(max_examples=40)
@given(st.text(max_size=60), st.none() | st.sampled_from(["x", "z", "n/a", "ги", "Нема податок"]))
def test_no_text_makes_a_reading_fail(typed: str, flag: str | None) -> None:
    beside = None if flag is None else cell(flag)
    assert all(sound(read) for read in every_reading(cell(typed), beside))


words = st.sampled_from(
    ["околу", "12", "1.234", "О", "и", "%", "-", "до", "мај", "2022", "не", "x", "/", "тимови", ",",
     "31.12.", "(", "5", "мил.", "€", "\n", "10", "tetor", "+"]
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(words, max_size=6), st.sampled_from(["", " "]))
def test_no_mixture_of_numbers_and_words_makes_a_reading_fail(
    parts: list[str], between: str
) -> None:
    assert all(sound(read) for read in every_reading(cell(between.join(parts))))


@settings(max_examples=40)
@given(st.floats(allow_nan=True) | st.datetimes(datetime(1900, 1, 1)) | st.booleans())
def test_no_number_or_moment_makes_a_reading_fail(value: float | datetime | bool) -> None:
    assert all(sound(read) for read in every_reading(cell(value)))


@settings(max_examples=40)
@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.sampled_from(["0%", "0.00%", "@", "0.0"]))
def test_no_number_format_makes_a_reading_fail(day: date, shown_as: str) -> None:
    number = cell(float(day.toordinal()), shown_as)
    assert all(sound(read) for read in every_reading(number._replace(formula="1+1")))
