"""Words chosen from a list, as people type them in Macedonian, Albanian and English."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import pytest
from every_case import every
from hypothesis import given
from hypothesis import strategies as st
from typed_cells import error, moment, number, text, uncalculated, yes_no

from ovpsheets.intake.meaning import (
    Reading,
    read_flag,
    read_reason,
    read_status,
    read_yes_no,
)
from ovpsheets.intake.meaning.spelling import keys
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.languages import written
from ovpsheets.plan.model import Wording
from ovpsheets.texts import Texts
from ovpsheets.words import ANSWER_FLAGS, LANGUAGES, REASONS, REPORTABLE, Flag, Language, Status

OWN = {"elections": Wording(mk="Изборен молк", sq="Heshtja zgjedhore", en="Elections")}


def reason(cell: Cell | None) -> Reading[str]:
    return read_reason(cell, OWN)


READERS: tuple[Callable[[Cell | None], Reading[Any]], ...] = (
    read_status,
    reason,
    read_flag,
    read_yes_no,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_offered_is_read(language: Language) -> None:
    texts = Texts(language)
    for status in REPORTABLE:
        assert read_status(text(texts(f"words.status.{status}"))) == Reading(
            status, texts(f"words.status.{status}")
        )
    for flag in ANSWER_FLAGS:
        assert read_flag(text(texts(f"words.flag.{flag}"))).value is flag
    for code in REASONS:
        assert reason(text(texts(f"words.reason.{code}"))).value == code
    assert read_yes_no(text(texts("words.yes"))).value is True
    assert read_yes_no(text(texts("words.no"))).value is False


@every(
    ("typed", "status"),
    [
        ("not_started", Status.NOT_STARTED),
        ("НЕЗАПОЧНАТО", Status.NOT_STARTED),
        ("Незапочната", Status.NOT_STARTED),
        ("незапочнати", Status.NOT_STARTED),
        ("не е започнато", Status.NOT_STARTED),
        ("Не е  започната.", Status.NOT_STARTED),
        ("Сѐ уште не е започнато", Status.NOT_STARTED),
        ("nuk ka filluar ende", Status.NOT_STARTED),
        ("s’ka filluar", Status.NOT_STARTED),
        ("Not yet started", Status.NOT_STARTED),
        ("Ограничен", Status.LIMITED),
        ("ограничена", Status.LIMITED),
        ("ограничен прогрес", Status.LIMITED),
        ("e kufizuar", Status.LIMITED),
        ("Значителен прогрес", Status.SUBSTANTIAL),
        ("I rendesishem", Status.SUBSTANTIAL),
        ("progres i konsiderueshëm", Status.SUBSTANTIAL),
        ("Завршена", Status.COMPLETED),
        ("„Завршено“.", Status.COMPLETED),
        ("\u200bЗавршенo ", Status.COMPLETED),
        ("zavrseno", Status.COMPLETED),
        ("Završeno", Status.COMPLETED),
        ("остварено", Status.COMPLETED),
        ("реализирано", Status.COMPLETED),
        ("i perfunduar", Status.COMPLETED),
        ("Done!", Status.COMPLETED),
    ],
)
def test_a_status_is_read_however_it_is_spelled(typed: str, status: Status) -> None:
    reading = read_status(text(typed))
    assert reading.value is status
    assert not reading.problem


@every(
    ("typed", "problem"),
    [
        ("Во тек", "status_ambiguous"),
        ("In progress", "status_ambiguous"),
        ("në vazhdim", "status_ambiguous"),
        ("делумно реализирано", "status_ambiguous"),
        ("незавршено", "status_unfinished"),
        ("нереализирано", "status_unfinished"),
        ("nuk ka përfunduar", "status_unfinished"),
        ("not done", "status_unfinished"),
        ("Н.А.", "status_no_report"),
        ("N.D.", "status_no_report"),
        ("no_report", "status_no_report"),
        ("Ограничено/Значително", "several_choices"),
        ("незначително", "unknown_choice"),
        ("50%", "unknown_choice"),
        ("/", "unknown_choice"),
    ],
)
def test_what_is_no_status_or_more_than_one_is_reported(typed: str, problem: str) -> None:
    reading = read_status(text(typed))
    assert reading.value is None
    assert reading.problem == problem
    assert reading.text == typed


@every(
    ("typed", "near"),
    [
        ("Завршно", "Завршено"),
        ("Огреничено", "Ограничено"),
        ("Substancial", "Substantial"),
        ("I përfundar", "I përfunduar"),
        ("Значително – 50%", "Значително"),
    ],
)
def test_a_misspelled_status_is_not_corrected_but_the_likely_one_named(
    typed: str, near: str
) -> None:
    reading = read_status(text(typed))
    assert (reading.value, reading.problem) == (None, "unknown_choice_close")
    assert reading.values["near"] == near


@every("typed", ["Изборен молк", "heshtja zgjedhore", "ELECTIONS", "elections"])
def test_a_reason_of_the_plan_is_read(typed: str) -> None:
    assert reason(text(typed)).value == "elections"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("нема средства", "funding"), ("тендер", "procurement"), ("mungesë e personelit", "staff")],
)
def test_a_reason_is_read_in_other_words(typed: str, code: str) -> None:
    assert reason(text(typed)).value == code


def test_what_stands_behind_a_reason_is_reported_and_the_reason_read() -> None:
    reading = reason(text("Друго: чекаме одобрение (од Владата)"))
    assert reading.doubtful
    assert reading.value == "other"
    assert reading.values["remark"] == "чекаме одобрение (од Владата"


def test_two_reasons_are_reported() -> None:
    assert reason(text("Недостиг на средства; Јавна набавка")).problem == "several_choices"


@every(
    "typed",
    ["x", "X", "х", "Х", "[x]", "(x)", "x.", "Н.А.", "н. а.", "н/а", "Н / А", "НА", "нема податок",
     "Нема податоци", "нема  достапни податоци", "nema podatoci", "N.D.", "Nuk ka te dhena",
     "s'ka të dhëna", "not available", "No data", "x – Нема податок", "[x] Нема податок"],
)  # fmt: skip
def test_not_available_is_read(typed: str) -> None:
    assert read_flag(text(typed)).value is Flag.NOT_AVAILABLE


@every(
    "typed",
    ["z", "Z", "[z]", "з", "З", "н/п", "Н.П.", "n/p", "не е применливо", "Неприменливо",
     "ne e primenlivo", "Nuk zbatohet", "nuk aplikohet", "not applicable", "does not apply"],
)  # fmt: skip
def test_not_applicable_is_read(typed: str) -> None:
    assert read_flag(text(typed)).value is Flag.NOT_APPLICABLE


@every(
    ("typed", "problem"),
    [
        ("n/a", "flag_ambiguous"),
        ("N.A.", "flag_ambiguous"),
        ("na", "flag_ambiguous"),
        ("c", "flag_not_offered"),
        ("с", "flag_not_offered"),
        ("Доверливо", "flag_not_offered"),
        ("x/z", "several_choices"),
        ("нема", "unknown_choice"),
        ("3", "unknown_choice"),
    ],
)
def test_what_is_no_flag_or_may_be_either_is_reported(typed: str, problem: str) -> None:
    reading = read_flag(text(typed))
    assert (reading.value, reading.problem) == (None, problem)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        pytest.param(text("ДА"), True, id="ДА"),
        pytest.param(text("da."), True, id="da in Latin letters"),
        pytest.param(text("✓"), True, id="tick"),
        pytest.param(text("Po"), True, id="Po"),
        pytest.param(text("1"), True, id="1 as text"),
        pytest.param(number(1.0), True, id="1"),
        pytest.param(yes_no(True), True, id="TRUE"),
        pytest.param(text("точно"), True, id="точно"),
        pytest.param(text("Нe"), False, id="Не with a Latin e"),
        pytest.param(text("jo"), False, id="jo"),
        pytest.param(text("Сѐ уште не"), False, id="not yet"),
        pytest.param(text("ende jo"), False, id="ende jo"),
        pytest.param(number(0.0), False, id="0"),
        pytest.param(yes_no(False), False, id="FALSE"),
    ],
)
def test_yes_and_no_are_read(cell: Cell, answer: bool) -> None:
    assert read_yes_no(cell).value is answer


@every("typed", ["x", "2", "можеби", "/", "нема"])
def test_what_is_neither_yes_nor_no_is_reported(typed: str) -> None:
    assert read_yes_no(text(typed)).problem == "not_yes_no"


def test_the_question_itself_is_no_answer() -> None:
    assert read_yes_no(text("Да/Не")).problem == "several_choices"


@every(
    ("typed", "answer"),
    [
        ("☑ Да ☐ Не", True), ("☐ Да ☑ Не", False), ("[x] Да [ ] Не", True),
        ("[ ] Да [х] Не", False), ("✔ да / не", True), ("да / ✔ не", False),
        ("Да ☑ Не ☐", True), ("Да [ ] / Не [x]", False), ("☒ Yes ☐ No", True),
        ("( ) po (x) jo", False), ("❌ Да ✅ Не", False), ("□ да ■ не", False),
        ("○ da ● ne", False), ("да ✔ / не", True), ("☑", True), ("✔\ufe0f", True),
        ("√ да", True), ("Да (x)", True),
    ],
)  # fmt: skip
def test_of_boxes_that_were_typed_the_ticked_one_is_read(typed: str, answer: bool) -> None:
    assert read_yes_no(text(typed)) == Reading(answer, typed)


@every(
    ("typed", "problem"),
    [
        ("☐", "nothing_ticked"), ("☐ Да ☐ Не", "nothing_ticked"), ("[ ]", "nothing_ticked"),
        ("☐ Законот е донесен", "nothing_ticked"), ("☑ Да ☑ Не", "several_choices"),
        ("да ✔ не", "several_choices"), ("✗", "not_yes_no"), ("❌ Да", "not_yes_no"),
        ("■", "not_yes_no"), ("да/не", "several_choices"),
    ],
)  # fmt: skip
def test_boxes_that_choose_nothing_or_two_things_are_asked_about(typed: str, problem: str) -> None:
    reading = read_yes_no(text(typed))
    assert (reading.value, reading.problem) == (None, problem)
    assert reading.values["text"] == typed


def test_a_ticked_sentence_is_a_yes_with_what_stands_at_the_box() -> None:
    reading = read_yes_no(text("☑ Законот е донесен"))
    assert (reading.value, reading.problem) == (True, "choice_with_remark")
    assert reading.values["remark"] == "Законот е донесен"


@every(
    ("typed", "status", "problem"),
    [
        ("☑ Ограничено ☐ Значително", Status.LIMITED, ""),
        ("Завршено ✓", Status.COMPLETED, ""),
        ("☐ Ограничено", None, "nothing_ticked"),
        ("☑ во тек", None, "status_ambiguous"),
        ("☑", None, "unknown_choice"),
    ],
)
def test_boxes_are_read_in_every_list(typed: str, status: Status | None, problem: str) -> None:
    reading = read_status(text(typed))
    assert (reading.value, reading.problem) == (status, problem)


def test_of_two_flags_the_ticked_one_is_read() -> None:
    boxes = "[x] Нема податок [ ] Не се применува"
    assert read_flag(text(boxes)).value is Flag.NOT_AVAILABLE


def test_yes_with_a_remark_is_read_and_to_be_confirmed() -> None:
    reading = read_yes_no(text("Да, донесен на седница"))
    assert (reading.value, reading.problem) == (True, "choice_with_remark")
    assert reading.values["remark"] == "донесен на седница"


@every("read", READERS)
@every("blank", [None, text(""), text(" \u00a0\u200b\ufeff")])
def test_a_blank_cell_is_no_answer_and_no_problem(
    read: Callable[[Cell | None], Reading[Any]], blank: Cell | None
) -> None:
    assert read(blank) == Reading()


@every("read", READERS)
@every("failed", [error(), text("#N/A"), text("Err:508")])
def test_a_formula_error_is_reported(
    read: Callable[[Cell | None], Reading[Any]], failed: Cell
) -> None:
    assert read(failed).problem == "formula_error"


@every("read", READERS)
def test_a_formula_that_was_never_calculated_is_not_taken_for_silence(
    read: Callable[[Cell | None], Reading[Any]],
) -> None:
    reading = read(uncalculated())
    assert (reading.problem, reading.text) == ("formula_no_result", "=A1+B1")


@pytest.mark.parametrize("cell", [number(3.0), moment(2022, 5, 12), yes_no(True)])
def test_a_number_date_or_logical_value_is_no_status(cell: Cell) -> None:
    assert read_status(cell).unreadable


@every(
    ("table", "words"),
    [
        ("status", (*REPORTABLE, "ambiguous", "unfinished", "no_report")),
        ("flag", (*ANSWER_FLAGS, "not_offered")),
        ("reason", REASONS),
        ("answer", ("yes", "no")),
    ],
)
def test_no_word_means_two_things(table: str, words: Sequence[str]) -> None:
    vocabulary = [written(table, key) for key in words]
    assert all(vocabulary)
    for one, other in combinations(vocabulary, 2):
        assert not keys(one) & keys(other)


@given(st.text(max_size=60))
def test_any_text_is_read_or_reported_and_never_raises(typed: str) -> None:
    for read in READERS:
        reading = read(text(typed))
        assert reading.value is not None or reading.problem or not reading.text
        for language in LANGUAGES:
            reading.explain(Texts(language))
