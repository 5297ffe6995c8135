"""An indicator's two cells: a value, a flag, both, or neither; four different things."""

import pytest
from returned_forms import text_id
from returned_forms import typed_cell as cell

from ovpsheets.intake.interpret import IndicatorReading, read_indicator
from ovpsheets.words import NUMBER_KINDS, Kind

NUMBERS = sorted(NUMBER_KINDS)


def read(
    value: str | float | None, flag: str | None = None, kind: Kind = Kind.COUNT
) -> IndicatorReading:
    return read_indicator(
        None if value is None else cell(value), None if flag is None else cell(flag), kind
    )


@pytest.mark.parametrize("kind", NUMBERS)
def test_zero_is_a_value(kind: Kind) -> None:
    for zero in (0, "0"):
        answer = read(zero, kind=kind)
        assert (answer.value, answer.flag, answer.given) == (0.0, None, True)


@pytest.mark.parametrize("kind", Kind)
def test_blank_is_no_answer(kind: Kind) -> None:
    answer = read(None, kind=kind)
    assert (answer.value, answer.text, answer.flag, answer.given) == (None, "", None, False)
    assert not answer.of_value.problem


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("typed", ["нема", "/", "-", "—", "nuk ka", "none", "...", "не"])
def test_a_placeholder_is_not_an_answer_and_never_zero(typed: str, kind: Kind) -> None:
    answer = read(typed, kind=kind)
    assert (answer.value, answer.text, answer.given) == (None, typed, False)
    assert answer.of_value.problem == "placeholder"


@pytest.mark.parametrize(
    ("typed", "flag"),
    [("x", "x"), ("х", "x"), ("z", "z"), ("Н/П", "z"), ("н.а.", "x"), ("Нема податок", "x")],
    ids=text_id,
)  # fmt: skip
@pytest.mark.parametrize("kind", Kind)
def test_a_flag_typed_into_the_values_cell_counts(typed: str, flag: str, kind: Kind) -> None:
    answer = read(typed, kind=kind)
    assert (answer.value, answer.flag, answer.given) == (None, flag, True)
    assert not answer.of_value.problem


def test_a_flag_in_its_own_cell_is_an_answer() -> None:
    answer = read(None, "Не е применливо")
    assert (answer.value, answer.flag, answer.given) == (None, "z", True)


def test_a_value_and_a_flag_keep_the_value_and_ask_about_the_flag() -> None:
    answer = read(12, "x")
    assert (answer.value, answer.flag, answer.given) == (12.0, None, True)
    assert answer.of_flag.problem == "value_and_flag"
    assert answer.of_flag.values == {"text": "x", "value": "12"}


def test_zero_and_a_flag_keep_the_zero() -> None:
    answer = read(0, "x")
    assert (answer.value, answer.flag) == (0.0, None)


def test_two_flags_that_agree_are_one() -> None:
    answer = read("н/а", "Нема податок")
    assert (answer.flag, answer.of_value.problem, answer.of_flag.problem) == ("x", "", "")


def test_two_flags_that_differ_are_none() -> None:
    answer = read("x", "Не е применливо")
    assert (answer.flag, answer.given, answer.of_flag.problem) == (None, False, "flags_differ")


def test_a_chosen_flag_explains_an_ambiguous_or_empty_word_beside_it() -> None:
    for beside in ("n/a", "/", "нема"):
        answer = read(beside, "Не е применливо")
        assert (answer.flag, answer.of_value.problem) == ("z", "")


def test_an_ambiguous_flag_is_not_an_answer() -> None:
    for value, flag in (("n/a", None), (None, "n/a")):
        answer = read(value, flag)
        assert (answer.value, answer.flag, answer.given) == (None, None, False)


def test_what_was_typed_stays_beside_a_value_that_says_less() -> None:
    assert (read("12 тимови").value, read("12 тимови").text) == (12.0, "12 тимови")
    assert (read("околу 30").value, read("околу 30").text) == (30.0, "околу 30")


@pytest.mark.parametrize("plain", [12, "12", "12,5", 1_234_567, "-3"], ids=text_id)
def test_a_plain_number_leaves_no_text(plain: str | float) -> None:
    assert read(plain, kind=Kind.AMOUNT).text == ""


def test_what_could_not_be_read_stays_as_text() -> None:
    answer = read("1.234")
    assert (answer.value, answer.text, answer.given) == (None, "1.234", False)


def test_yes_and_no_are_values_and_words() -> None:
    assert (read("Да", kind=Kind.YES_NO).value, read("Да", kind=Kind.YES_NO).text) == (1.0, "yes")
    assert (read("не", kind=Kind.YES_NO).value, read("не", kind=Kind.YES_NO).text) == (0.0, "no")


def test_a_date_is_given_in_iso() -> None:
    answer = read("10 октомври 2022 година", kind=Kind.DATE)
    assert (answer.value, answer.text, answer.given) == (None, "2022-10-10", True)


def test_a_text_is_given_as_typed_and_a_number_as_shown() -> None:
    assert read("Донесено упатство", kind=Kind.TEXT).text == "Донесено упатство"
    assert read(0, kind=Kind.TEXT).text == "0"
    assert read_indicator(cell(0.46, "0%"), None, Kind.TEXT).text == "46%"
