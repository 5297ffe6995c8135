"""An indicator's two cells: its value, or why it has none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed_cells import error, moment, number, text, yes_no

from ovpsheets import kinds
from ovpsheets.intake.meaning import IndicatorReading, Reading, read_indicator
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.texts import Figure
from ovpsheets.words import Flag


def problems(reading: IndicatorReading) -> list[tuple[str, str]]:
    return [(problem.field, problem.problem) for problem in reading.problems]


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=str)
def test_two_blank_cells_are_no_answer_and_no_problem(kind: kinds.Kind) -> None:
    reading = read_indicator(None, text(" "), kind)
    assert reading == IndicatorReading(None, "", None, Reading(), Reading())
    assert not reading.given
    assert not reading.problems


@pytest.mark.parametrize(
    ("cell", "kind", "value", "shown"),
    [
        pytest.param(number(12.0), kinds.COUNT, 12, "", id="number"),
        pytest.param(number(0.0), kinds.COUNT, 0, "", id="zero is data"),
        pytest.param(text("0"), kinds.COUNT, 0, "", id="zero as text"),
        pytest.param(text("1 234"), kinds.COUNT, 1234, "", id="number as text"),
        pytest.param(text("12 тимови"), kinds.COUNT, 12, "12 тимови", id="number with unit"),
        pytest.param(text("46 %"), kinds.PERCENT, 46, "", id="percentage as text"),
        pytest.param(number(0.46, "0%"), kinds.PERCENT, 46, "", id="percentage"),
        pytest.param(text("Да"), kinds.YES_NO, 1, "yes", id="yes"),
        pytest.param(text("не"), kinds.YES_NO, 0, "no", id="no"),
        pytest.param(number(0.0), kinds.YES_NO, 0, "no", id="no as 0"),
        pytest.param(yes_no(True), kinds.YES_NO, 1, "yes", id="TRUE"),
        pytest.param(moment(2022, 12, 31), kinds.DATE, None, "2022-12-31", id="date"),
        pytest.param(
            text("31 декември 2022 г."), kinds.DATE, None, "2022-12-31", id="written date"
        ),
        pytest.param(text(" Донесен закон "), kinds.TEXT, None, "Донесен закон", id="text"),
        pytest.param(number(12.0), kinds.TEXT, None, "12", id="number in a text"),
        pytest.param(number(0.0), kinds.TEXT, None, "0", id="zero in a text"),
    ],
)
def test_a_value_is_read_as_its_kind_wants(
    cell: Cell, kind: kinds.Kind, value: float | None, shown: str
) -> None:
    reading = read_indicator(cell, None, kind)
    assert (reading.value, reading.text, reading.flag) == (value, shown, None)
    assert reading.given
    assert not reading.problems


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=str)
@pytest.mark.parametrize(
    ("typed", "flag"),
    [("x", "x"), ("х", "x"), ("Н.А.", "x"), ("нема податок", "x"), ("z", "z"), ("н/п", "z")],
)
def test_a_flag_typed_for_the_value_is_a_flag(typed: str, flag: str, kind: kinds.Kind) -> None:
    if kind is kinds.YES_NO and flag == "x" and len(typed) == 1:
        pytest.skip("may be a tick")
    reading = read_indicator(text(typed), None, kind)
    assert (reading.value, reading.text, reading.flag) == (None, "", Flag(flag))
    assert reading.given
    assert not reading.problems


def test_a_flag_in_its_own_cell_is_an_answer() -> None:
    reading = read_indicator(None, text("Не е применливо"), kinds.COUNT)
    assert (reading.flag, reading.given) == (Flag.NOT_APPLICABLE, True)


def test_a_value_stands_and_the_flag_beside_it_is_reported() -> None:
    reading = read_indicator(number(12.0), text("x"), kinds.COUNT)
    assert (reading.value, reading.flag) == (12, None)
    assert problems(reading) == [("flag", "value_and_flag")]
    assert reading.problems[0].values == {"text": "x", "value": Figure(Decimal(12), grouped=False)}


def test_zero_beside_a_flag_is_a_value() -> None:
    reading = read_indicator(number(0.0), text("x"), kinds.COUNT)
    assert (reading.value, reading.flag) == (0, None)
    assert problems(reading) == [("flag", "value_and_flag")]


def test_a_flag_does_not_cover_what_could_not_be_read() -> None:
    reading = read_indicator(text("10-12"), text("x"), kinds.COUNT)
    assert (reading.value, reading.text, reading.flag) == (None, "10-12", None)
    assert problems(reading) == [("value", "several_numbers"), ("flag", "value_and_flag")]
    assert not reading.given


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=str)
@pytest.mark.parametrize("typed", ["/", "-", "нема", "исто", "ska"])
def test_a_placeholder_is_no_answer(typed: str, kind: kinds.Kind) -> None:
    reading = read_indicator(text(typed), None, kind)
    assert reading.value is None
    assert problems(reading) == [("value", "placeholder")]
    assert not reading.given


def test_a_placeholder_beside_a_flag_says_nothing_more() -> None:
    reading = read_indicator(text("/"), text("x"), kinds.COUNT)
    assert (reading.flag, reading.problems) == (Flag.NOT_AVAILABLE, ())


def test_a_placeholder_in_place_of_a_flag_beside_a_value_says_nothing() -> None:
    reading = read_indicator(number(12.0), text("-"), kinds.COUNT)
    assert (reading.value, reading.problems) == (12, ())


def test_a_placeholder_in_place_of_a_flag_without_a_value_is_reported() -> None:
    assert problems(read_indicator(None, text("-"), kinds.COUNT)) == [("flag", "unknown_choice")]


def test_the_same_flag_twice_is_one_flag() -> None:
    reading = read_indicator(text("Н.А."), text("Нема податок"), kinds.COUNT)
    assert (reading.flag, reading.problems) == (Flag.NOT_AVAILABLE, ())


def test_two_flags_that_differ_are_reported() -> None:
    reading = read_indicator(text("z"), text("x"), kinds.COUNT)
    assert (reading.flag, reading.given) == (None, False)
    assert problems(reading) == [("flag", "flags_differ")]


def test_the_english_abbreviation_for_the_value_is_reported() -> None:
    reading = read_indicator(text("n/a"), None, kinds.COUNT)
    assert (reading.flag, reading.given) == (None, False)
    assert problems(reading) == [("value", "flag_ambiguous")]


def test_the_flags_cell_explains_the_english_abbreviation() -> None:
    reading = read_indicator(text("n/a"), text("Не е применливо"), kinds.COUNT)
    assert (reading.flag, reading.problems) == (Flag.NOT_APPLICABLE, ())


def test_an_unreadable_flag_beside_a_value_is_reported_and_the_value_stands() -> None:
    reading = read_indicator(number(12.0), text("проверено"), kinds.COUNT)
    assert reading.value == 12
    assert problems(reading) == [("flag", "unknown_choice")]


@pytest.mark.parametrize("kind", [kinds.DATE, kinds.YES_NO, kinds.COUNT])
def test_what_could_not_be_read_is_kept_and_is_no_answer(kind: kinds.Kind) -> None:
    reading = read_indicator(text("декември 2022"), None, kind)
    assert (reading.value, reading.text, reading.given) == (None, "декември 2022", False)


def test_a_failed_formula_does_not_pass_for_a_text() -> None:
    reading = read_indicator(error(), None, kinds.TEXT)
    assert (reading.text, reading.given) == ("", False)
    assert problems(reading) == [("value", "formula_error")]


def test_a_doubtful_value_is_an_answer() -> None:
    reading = read_indicator(text("околу 30"), None, kinds.COUNT)
    assert (reading.value, reading.text, reading.given) == (30, "околу 30", True)
    assert problems(reading) == [("value", "approximate")]


def test_an_error_for_the_value_is_reported() -> None:
    assert problems(read_indicator(error(), None, kinds.COUNT)) == [("value", "formula_error")]


def test_the_plans_unit_decides_which_currency_is_foreign() -> None:
    assert not read_indicator(text("5 евра"), None, kinds.AMOUNT, unit="евра").problems


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([*kinds.KINDS.values()]))
def test_any_two_texts_are_read_or_reported_and_never_raise(
    value: str, flag: str, kind: kinds.Kind
) -> None:
    reading = read_indicator(text(value), text(flag), kind)
    typed = reading.of_value.text or reading.of_flag.text
    assert reading.given or reading.problems or not typed
    assert not (reading.flag is not None and reading.value is not None)


@pytest.mark.parametrize("typed", ["x", "Х", "[x]"])
def test_an_x_for_yes_or_no_may_be_a_tick_or_no_data(typed: str) -> None:
    reading = read_indicator(text(typed), None, kinds.YES_NO)
    assert (reading.value, reading.flag) == (None, None)
    assert reading.of_value.problem == "tick_or_flag"
    explained = read_indicator(text(typed), text("нема податок"), kinds.YES_NO)
    assert (explained.flag, explained.problems) == (Flag.NOT_AVAILABLE, ())


def test_an_x_for_a_number_says_that_there_are_no_data() -> None:
    assert read_indicator(text("x"), None, kinds.COUNT).flag is Flag.NOT_AVAILABLE
