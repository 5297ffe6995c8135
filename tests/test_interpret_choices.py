"""Statuses, flags, yes and no, reasons: in any case, language and mixture of alphabets."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returned_forms import text_id
from returned_forms import typed_cell as cell

from ovpsheets.intake.interpret import read_flag, read_reason, read_status, read_yes_no
from ovpsheets.plan.model import Wording
from ovpsheets.texts import Texts
from ovpsheets.words import ANSWER_FLAGS, LANGUAGES, REASONS, REPORTABLE, Language

OWN_REASONS: Final = {"weather": Wording("Невреме", "Moti i keq", "Bad weather")}

# What a Latin keyboard puts into a Cyrillic word unseen.
UNSEEN: Final = str.maketrans("аеојсрхАЕОЈСРХМНТКВ", "aeojcpxAEOJCPXMHTKB")


def spellings(label: str) -> list[str]:
    return [
        label, label.upper(), label.lower(), f"  {label} ", f"{label}.", f"„{label}“",
        label.translate(UNSEEN), f"\u200b{label}\u00a0", label.replace(" ", "  "),
    ]  # fmt: skip


def without_marks(label: str) -> str:
    return label.replace("ë", "e").replace("ç", "c")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", REPORTABLE)
def test_a_status_is_read_however_its_word_is_spelled(status: str, language: Language) -> None:
    label = Texts(language)(f"words.status.{status}")
    for typed in (*spellings(label), without_marks(label), status):
        assert read_status(cell(typed)).value == status, typed


@pytest.mark.parametrize(
    ("typed", "status"),
    [("Завршена", "completed"), ("Незапочната", "not_started"), ("не е започнато", "not_started"),
     ("perfunduar", "completed"), ("Значителен прогрес", "substantial"), ("done", "completed")],
    ids=text_id,
)  # fmt: skip
def test_words_of_the_portal_and_of_officials_are_read(typed: str, status: str) -> None:
    assert read_status(cell(typed)).value == status


@pytest.mark.parametrize(
    "typed", ["во тек", "Во тек", "ВО ТЕК.", "во  тек", "вo тeк", "in progress", "në vazhdim"],
    ids=text_id,
)  # fmt: skip
def test_under_way_may_be_two_statuses(typed: str) -> None:
    read = read_status(cell(typed))
    assert (read.value, read.problem) == (None, "status_ambiguous")


@pytest.mark.parametrize(
    "typed", ["/", "нема", "x", "Н.А.", "no_report", "50%", "Одложено", "Завршено / Значително", 3],
    ids=str,
)  # fmt: skip
def test_what_is_no_status_is_not_read_as_one(typed: str | float) -> None:
    read = read_status(cell(typed))
    assert (read.value, read.problem) == (None, "unknown_choice")


def test_a_slip_names_the_status_that_was_probably_meant() -> None:
    read = read_status(cell("Огрничено"))
    assert (read.value, read.values["near"]) == (None, "Ограничено")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flag", ANSWER_FLAGS)
def test_a_flag_is_read_however_its_word_is_spelled(flag: str, language: Language) -> None:
    label = Texts(language)(f"words.flag.{flag}")
    for typed in (*spellings(label), without_marks(label)):
        assert read_flag(cell(typed)).value == flag, typed


@pytest.mark.parametrize(
    ("typed", "flag"),
    [("x", "x"), ("X", "x"), ("х", "x"), ("Х", "x"), ("z", "z"), ("Z", "z"), ("Н.А.", "x"),
     ("н/а", "x"), ("НА", "x"), ("н.a.", "x"), ("н/п", "z"), ("Н/П", "z"), ("Н.П.", "z"),
     ("N.D.", "x")],
    ids=text_id,
)  # fmt: skip
def test_short_flags_are_read_in_both_alphabets(typed: str, flag: str) -> None:
    assert read_flag(cell(typed)).value == flag


@pytest.mark.parametrize("typed", ["n/a", "N/A", "N.A.", "na", "NA"])
def test_the_english_abbreviation_may_mean_either_flag(typed: str) -> None:
    read = read_flag(cell(typed))
    assert (read.value, read.problem) == (None, "flag_ambiguous")


@pytest.mark.parametrize("typed", ["c", "0", "/", "нема", "12"])
def test_what_is_no_flag_is_not_read_as_one(typed: str) -> None:
    read = read_flag(cell(typed))
    assert (read.value, read.problem) == (None, "unknown_choice")


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_are_read_however_spelled(language: Language) -> None:
    texts = Texts(language)
    for typed in spellings(texts("words.yes")):
        assert read_yes_no(cell(typed)).value is True, typed
    for typed in spellings(texts("words.no")):
        assert read_yes_no(cell(typed)).value is False, typed


@pytest.mark.parametrize(("value", "yes"), [(True, True), (False, False), (1, True), (0, False)])
def test_yes_and_no_are_read_from_ticks_and_ones(value: bool | int, yes: bool) -> None:
    assert read_yes_no(cell(value)).value is yes


@pytest.mark.parametrize("typed", ["делумно", "да/не", "да, но", "/", "нема", "x", "2", "po jo"])
def test_neither_yes_nor_no_is_reported(typed: str) -> None:
    read = read_yes_no(cell(typed))
    assert (read.value, read.problem) == (None, "not_yes_no")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_read_however_its_words_are_spelled(reason: str, language: Language) -> None:
    label = Texts(language)(f"words.reason.{reason}")
    for typed in (*spellings(label), without_marks(label), reason):
        assert read_reason(cell(typed), {}).value == reason, typed


def test_the_plans_own_reasons_are_read_by_code_and_in_every_language() -> None:
    for typed in ("weather", "Невреме", "НЕВРЕМЕ", "moti i keq", "Bad weather"):
        assert read_reason(cell(typed), OWN_REASONS).value == "weather"


def test_a_reason_of_another_plan_is_not_read() -> None:
    assert read_reason(cell("Невреме"), {}).problem == "unknown_choice"


def test_a_slip_names_the_reason_that_was_probably_meant() -> None:
    read = read_reason(cell("Недостиг на средство"), OWN_REASONS)
    assert (read.value, read.values["near"]) == (None, "Недостиг на средства")
    assert read_reason(cell("Невремe!?"), OWN_REASONS).values["near"] == "Невреме"


@given(st.text(max_size=40))
def test_no_text_is_read_as_two_different_things(typed: str) -> None:
    flag, yes = read_flag(cell(typed)).value, read_yes_no(cell(typed)).value
    assert flag is None or yes is None
