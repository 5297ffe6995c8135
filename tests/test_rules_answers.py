"""The rules about what a form says: each fires where it must and is silent where it may not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pandas as pd
import pytest
from every_case import every
from made import case_plan
from returned_forms import (
    EXPLANATION,
    PROGRESS,
    content_of,
    findings_of,
    good_answers,
    read_of,
    saying_before,
    text_id,
    the_history,
)

from ovpsheets.plan.model import Plan
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS

# The Ministry of Interior: 3.6.2 goes on; the deadline of 3.6.3 is the quarter's last day.
DUE: Final = f"{ACTIVITIES}/3.6.3"
GOING_ON: Final = f"{ACTIVITIES}/3.6.2"
COUNT: Final = f"{INDICATORS}/3.6.3.1"


def found(
    changes: Mapping[str, object],
    *,
    history: Tables | None = None,
    plan: Plan | None = None,
    beside: Mapping[tuple[str, int, int], str | float] | None = None,
) -> dict[str, dict[str, Any]]:
    """Return what is found when a well filled form says *changes* instead: id → row.

    A change to None leaves the field blank. Other institutions' silence is left out.
    """
    content = content_of("MVR", plan=plan)
    answers = {**good_answers(content), **changes}
    returned = read_of(content, {k: v for k, v in answers.items() if v is not None}, beside=beside)
    table = findings_of(returned, history=history, plan=plan)
    own = table[(table["institution"] == "MVR") | (table["rule"] != "missing_return")]
    return {str(row["id"]): {str(k): v for k, v in row.items()} for row in own.to_dict("records")}


def starting_later() -> Plan:
    """The plan in which 3.6.3 begins after the quarter."""
    plan = case_plan()
    later = {"start": date(2022, 11, 1), "deadline": date(2023, 6, 30)}
    return replace(
        plan,
        activities=tuple(
            replace(a, start=later["start"], deadline=later["deadline"]) if a.code == "3.6.3" else a
            for a in plan.activities
        ),
    )


def test_a_well_filled_form_has_no_findings() -> None:
    assert found({}) == {}


# ------------------------------------------------------------------ missing_status


def test_a_missing_status_is_found_at_the_empty_cell() -> None:
    row = found({f"{DUE}/status": None})["missing_status:MVR:3.6.3"]
    assert (row["severity"], row["activity"], row["commitment"]) == ("urgent", "3.6.3", "3.6")
    assert row["cell"] == "F8"


def test_an_activity_that_has_not_begun_needs_no_status() -> None:
    plan = starting_later()
    assert found({f"{ACTIVITIES}/3.6.3/status": None}, plan=plan) == {}


def test_a_status_that_cannot_be_read_is_asked_about_once() -> None:
    ids = set(found({f"{DUE}/status": "во тек"}))
    assert ids == {"unreadable_value:MVR:3.6.3:status"}


# ------------------------------------------------------------------ missing_indicator


def test_a_blank_indicator_is_missing() -> None:
    row = found({f"{COUNT}/value": None})["missing_indicator:MVR:3.6.3.1"]
    assert (row["severity"], row["indicator"], row["activity"]) == ("important", "3.6.3.1", "3.6.3")
    assert row["cell"] == "H7"


@pytest.mark.parametrize("value", [0, "0", "x", "z", "н/п", "Нема податок", 7], ids=str)
def test_zero_not_available_and_not_applicable_are_answers(value: object) -> None:
    # That the value fell is another matter.
    assert found({f"{COUNT}/value": value}).keys() <= {"falling_value:MVR:3.6.3.1"}


@every("flag", ["x", "z", "Нема податок", "Не е применливо"])
def test_a_flag_alone_is_an_answer(flag: str) -> None:
    assert found({f"{COUNT}/value": None, f"{COUNT}/flag": flag}) == {}


@every(
    ("column", "said", "number"),
    [
        ("note", "Имаме 12 обуки", "12"),
        ("note", "одржани се 3 обуки и уште 2 во Битола", ""),
        ("note", "околу 1500 обуки", "1.500"),
        ("note", "дванаесет", "12"),
        ("note", "Нема податок", ""),
        ("source", "12 обуки", "12"),
    ],
)
def test_a_value_that_stands_in_the_words_beside_its_empty_cell_is_named(
    column: str, said: str, number: str
) -> None:
    own = f"{INDICATORS}/3.6.3.2"
    row = found({f"{own}/value": None, f"{own}/{column}": said})["missing_indicator:MVR:3.6.3.2"]
    assert row["found"] == said
    cell = {"source": "J8", "note": "K8"}[column]
    assert f"Во полето {cell} на листот „2 Индикатори“ пишува: „{said}“." in row["ask"]
    assert row["ask"].endswith(f"изнесува {number}." if number else f"„{said}“.")


@every(
    ("column", "said"),
    [
        ("note", "Податоците ги доставува МТСП."),
        ("source", "Годишен извештај за 2022"),
        ("source", "Извештај бр. 12"),
        ("note", ""),
    ],
)
def test_words_beside_an_empty_cell_that_hold_no_value_are_left_aside(
    column: str, said: str
) -> None:
    own = f"{INDICATORS}/3.6.3.2"
    row = found({f"{own}/value": None, f"{own}/{column}": said or None})
    assert "пишува" not in row["missing_indicator:MVR:3.6.3.2"]["ask"]


def test_an_indicator_that_cannot_be_read_is_asked_about_once() -> None:
    assert set(found({f"{COUNT}/value": "1.234"})) == {"unreadable_value:MVR:3.6.3.1:value"}
    beside = found({f"{COUNT}/value": None, f"{COUNT}/flag": "n/a"})
    assert set(beside) == {"unreadable_value:MVR:3.6.3.1:flag"}


def test_an_indicator_that_has_not_begun_may_be_blank() -> None:
    assert found({f"{COUNT}/value": None}, plan=starting_later()) == {}


# ------------------------------------------------------------------ unexplained_delay

DELAY: Final = "unexplained_delay:MVR:3.6.3"


@pytest.mark.parametrize(
    ("explanation", "why"),
    [
        (None, "empty"), ("   ", "empty"),
        ("/", "placeholder"), ("-", "placeholder"), ("нема", "placeholder"),
        ("НЕМА", "placeholder"), ("н/п", "placeholder"), ("исто", "placeholder"),
        ("како претходно", "placeholder"),
        ("ska", "placeholder"), ("njësoj", "placeholder"), ("si më parë", "placeholder"),
        ("none", "placeholder"), ("same as before", "placeholder"), ("TBD", "placeholder"),
        ("Обука на службеници за рана идентификација на жртви", "title"),
        ("обука на  службеници за рана идентификација на жртви", "title"),
        (f"{PROGRESS} (3.6.3)", "progress"), (f"{PROGRESS} (3.6.3)".upper(), "progress"),
    ],
    ids=text_id,
)  # fmt: skip
def test_a_delay_that_is_not_explained_is_found(explanation: str | None, why: str) -> None:
    row = found({f"{DUE}/explanation": explanation})[DELAY]
    text = " ".join((explanation or "").split())
    reason = Texts("mk")(f"rules.unexplained_delay.why.{why}", text=text)
    assert reason in row["message"]
    assert row["severity"] == "important"


def test_last_quarters_explanation_word_for_word_explains_nothing() -> None:
    row = found({}, history=saying_before(f"{EXPLANATION} (3.6.3)"))[DELAY]
    assert Texts("mk")("rules.unexplained_delay.why.repeated") in row["message"]


def test_another_explanation_than_last_quarters_is_one() -> None:
    assert found({}, history=saying_before("Нема средства во буџетот.")) == {}


def test_a_completed_activity_needs_no_explanation() -> None:
    changes = {
        f"{DUE}/status": "Завршено", f"{DUE}/reason": None, f"{DUE}/explanation": None,
        f"{DUE}/new_deadline": None,
    }  # fmt: skip
    assert found(changes) == {}


def test_an_activity_that_goes_on_needs_no_explanation() -> None:
    assert found({f"{GOING_ON}/explanation": "/"}) == {}


def test_nothing_realised_needs_an_explanation_though_the_deadline_is_far() -> None:
    ids = found({f"{GOING_ON}/status": "Ограничено", f"{GOING_ON}/progress": None})
    assert set(ids) == {"unexplained_delay:MVR:3.6.2", "missing_reason:MVR:3.6.2"}


def test_not_started_needs_an_explanation_once_it_should_have_begun() -> None:
    changes = {f"{GOING_ON}/status": "Незапочнато", f"{GOING_ON}/progress": None}
    rules = {"unexplained_delay", "missing_reason", "status_backwards"}
    assert set(found(changes)) == {f"{rule}:MVR:3.6.2" for rule in rules}


def test_not_started_needs_no_explanation_before_it_should_begin() -> None:
    ids = found({f"{DUE}/status": "Незапочнато"}, plan=starting_later()).keys()
    assert ids == {"status_backwards:MVR:3.6.3"}


# ------------------------------------------------------------------ missing_new_deadline


def test_a_passed_deadline_asks_for_a_new_one() -> None:
    row = found({f"{DUE}/new_deadline": None})["missing_new_deadline:MVR:3.6.3"]
    assert (row["severity"], row["cell"]) == ("check", "J8")
    assert "30.9.2022" in row["message"]


def test_a_new_deadline_that_cannot_be_read_is_asked_about_once() -> None:
    ids = set(found({f"{DUE}/new_deadline": "октомври 2022"}))
    assert ids == {"unreadable_value:MVR:3.6.3:new_deadline"}


def test_a_deadline_ahead_needs_no_new_one() -> None:
    assert found({f"{GOING_ON}/new_deadline": None}) == {}


# ------------------------------------------------------------------ missing_narrative


def test_progress_without_a_word_about_it_is_found() -> None:
    row = found({f"{GOING_ON}/progress": None})["missing_narrative:MVR:3.6.2"]
    assert row["severity"] == "important"
    assert "Значително" in row["message"]


def test_completed_without_a_word_about_it_is_found() -> None:
    done = {f"{DUE}/status": "Завршено", f"{DUE}/new_deadline": None, f"{DUE}/reason": None}
    ids = found({**done, f"{DUE}/progress": None})
    assert set(ids) == {"missing_narrative:MVR:3.6.3"}


def test_an_unchanged_status_without_progress_is_a_matter_of_reasons() -> None:
    changes = {f"{DUE}/status": "Ограничено", f"{DUE}/progress": None}
    assert found(changes) == {}  # a reason and an explanation were given


# ------------------------------------------------------------------ unreadable and doubtful


def test_what_cannot_be_read_is_quoted_with_its_cell() -> None:
    row = found({f"{COUNT}/value": "1.234"})["unreadable_value:MVR:3.6.3.1:value"]
    assert (row["found"], row["cell"], row["severity"]) == ("1.234", "H7", "important")
    for part in ("1.234", "1234", "1,234", "H7", row["sheet"]):
        assert part in row["message"]


def test_a_reason_that_is_not_in_the_list_is_unreadable() -> None:
    ids = set(found({f"{DUE}/reason": "Поплава"}))
    assert ids == {"unreadable_value:MVR:3.6.3:reason"}


def test_a_doubtful_value_is_to_be_confirmed() -> None:
    row = found({f"{COUNT}/value": "околу 30"})["doubtful_value:MVR:3.6.3.1:value"]
    assert (row["severity"], row["found"]) == ("check", "околу 30")
    assert "30" in row["message"]


def test_a_remark_that_may_be_of_other_things_is_read_by_the_coordinator_alone() -> None:
    remark = "Присуствуваа и 4 претставници на други институции, само првиот ден."
    rows = found({f"{COUNT}/note": remark})
    row = rows["remark_to_read:MVR"]
    assert len(rows) == 1
    assert pd.isna(row["institution"])
    assert row["severity"] == "check"
    assert (row["cell"], row["found"]) == ("K7", "само првиот ден.")
    for part in ("внатрешни работи", "1 забелешка", "3.6.3.1 (само првиот ден)"):
        assert part in row["message"]


@every(
    ("remark", "rule"),
    [
        ("само за полиција", {"doubtful_value"}),  # short, and so of the value
        ("Записникот е во архива.", set()),  # no word of a doubt
        ("own records", set()), ("Листи на учесници од сите обуки", set()),  # what there is besides
        ("Присуствуваа и 4 претставници на други институции, само првиот ден.", {"remark_to_read"}),
    ],
)  # fmt: skip
def test_a_remark_is_asked_about_read_or_neither(remark: str, rule: set[str]) -> None:
    assert {row["rule"] for row in found({f"{COUNT}/note": remark}).values()} == rule


def test_a_source_is_no_remark_to_be_read() -> None:
    said = "Присуствуваа и 4 претставници на други институции, само првиот ден."
    assert found({f"{COUNT}/source": said}) == {}


def test_a_value_and_a_reason_for_having_none_are_asked_about() -> None:
    assert set(found({f"{COUNT}/flag": "x"})) == {"unreadable_value:MVR:3.6.3.1:flag"}


# ------------------------------------------------------------------ unknown_code


def test_a_row_with_an_unknown_code_is_found() -> None:
    rows = found({}, beside={(ACTIVITIES, 30, 1): "3.6.9"})
    ((identity, row),) = rows.items()
    assert identity.startswith("unknown_code:MVR:3.6.9")
    assert (row["found"], row["cell"], row["severity"]) == ("3.6.9", "A30", "important")


def test_answers_in_rows_without_a_code_are_one_finding_of_a_file() -> None:
    beside: dict[tuple[str, int, int], str | float] = {
        (INDICATORS, 30, 8): 77,
        (INDICATORS, 31, 8): 78,
        (INDICATORS, 31, 3): "Обука",
    }
    ((identity, row),) = found({}, beside=beside).items()
    assert identity.startswith("unknown_code:MVR:without_code")
    assert (row["found"], row["cell"], row["severity"]) == ("77 · 78", "H30", "check")
    assert "H30 „77“, H31 „78“" in row["ask"]


@every("said", ["5 обуки", "околу 5", "пет", "5 нови", "46%", "1.234", "Да", "не", "0"])
def test_an_answer_in_words_in_a_row_without_a_code_is_named(said: str) -> None:
    (row,) = found({}, beside={(INDICATORS, 30, 8): said}).values()
    assert (row["rule"], row["found"]) == ("unknown_code", said)


@every(
    "said",
    [
        "потпис",
        "м.п.",
        "Скопје, 10.10.2022",
        "тел. 070 123 456",
        "вкупно 12",
        "Изработил: Служба 3",
    ],
)
def test_a_line_below_the_values_is_no_answer(said: str) -> None:
    assert found({}, beside={(INDICATORS, 30, 8): said}) == {}


def test_a_total_or_a_remark_below_a_table_is_no_answer() -> None:
    assert found({}, beside={(INDICATORS, 30, 3): "Вкупно:", (INDICATORS, 30, 8): 77}) == {}
    assert found({}, beside={(INDICATORS, 30, 8): "=SUM(H7:H9)"}) == {}
    assert found({}, beside={(INDICATORS, 30, 8): "потпис"}) == {}
    assert found({}, beside={(INDICATORS, 30, 4): "лица, вкупно", (INDICATORS, 30, 8): 7}) != {}


def test_a_status_in_a_row_without_a_code_is_named() -> None:
    (row,) = found({}, beside={(ACTIVITIES, 30, 6): "Завршено"}).values()
    assert (row["rule"], row["found"], row["cell"]) == ("unknown_code", "Завршено", "F30")


def test_two_answers_in_two_rows_with_one_code_are_found_with_both_places() -> None:
    beside = {(INDICATORS, 30, 1): "3.6.3.1", (INDICATORS, 30, 8): "99"}
    (row,) = found({}, beside=beside).values()
    assert (row["rule"], row["found"], row["indicator"]) == (
        "conflicting_answers",
        "120",
        "3.6.3.1",
    )
    assert "99" in row["message"]
    assert "H30" in row["message"]


def test_a_code_typed_a_second_time_without_an_answer_is_nothing_to_ask_about() -> None:
    assert found({}, beside={(INDICATORS, 30, 1): "3.6.3.1"}) == {}


def test_a_remark_in_the_column_of_codes_is_no_code() -> None:
    assert found({}, beside={(ACTIVITIES, 30, 1): "Забелешка"}) == {}


def test_findings_have_the_columns_and_types_of_the_table() -> None:
    table = findings_of()
    assert set(table["rule"]) == {"missing_return"}
    assert all(pd.api.types.is_string_dtype(table[name]) for name in table)


# ------------------------------------------------------------------ texts that say nothing


@pytest.mark.parametrize(
    ("explanation", "why"),
    [
        ("нема.", "placeholder"), ("n.a.", "placeholder"), ("/ /", "placeholder"),
        ("....", "placeholder"), ("-II-", "placeholder"), ("TRUE", "placeholder"),
        ("ќе се реализира во наредниот период", "no_cause"),
        ("Активноста не е започната.", "no_cause"), ("поради објективни причини", "no_cause"),
        ("see previous report", "no_cause"), ("e njëjtë si më parë", "no_cause"),
        ("Обуките ќе се одржат во наредниот квартал", "no_cause"),
        ("„Обука на службеници за рана-идентификација на жртви“!", "title"),
        ("Кадровски промени или недостиг на кадар", "reason"),
        ("Ndryshime ose mungesë e personelit", "reason"),
    ],
    ids=text_id,
)  # fmt: skip
def test_what_says_nothing_is_an_unexplained_delay_and_not_merely_thin(
    explanation: str, why: str
) -> None:
    ids = found({f"{DUE}/explanation": explanation})
    assert "thin_explanation:MVR:3.6.3" not in ids
    assert (
        Texts("mk")(f"rules.unexplained_delay.why.{why}", text=explanation) in ids[DELAY]["message"]
    )


@pytest.mark.parametrize(
    "explanation",
    ["Поради недостаток на средства во буџетот.", "Тендерот е поништен по жалба на понудувач.",
     "Обуките ќе се одржат кога ќе се избере изведувач."],
    ids=text_id,
)  # fmt: skip
def test_a_cause_explains_a_delay(explanation: str) -> None:
    assert found({f"{DUE}/explanation": explanation}) == {}


@every(
    "again",
    ["Исто: {0}", "{0}!", "„{0}“", "Исто како претходно: {0} "],
)
def test_no_keystroke_makes_last_quarters_explanation_new(again: str) -> None:
    said = "Немаше доволно средства во буџетот за оваа година"
    row = found({f"{DUE}/explanation": again.format(said)}, history=saying_before(said))[DELAY]
    assert Texts("mk")("rules.unexplained_delay.why.repeated") in row["message"]


@pytest.mark.parametrize(
    "progress",
    ["See attachment", "Во прилог", "види допис бр. 12-345/2", "ќе биде доставено дополнително",
     "TRUE", "-II-", "same as in the last quarter", "Активностите се одвиваат според планот."],
    ids=text_id,
)  # fmt: skip
def test_progress_that_announces_or_points_is_asked_about(progress: str) -> None:
    ids = found({f"{GOING_ON}/progress": progress})
    assert set(ids) == {"hollow_narrative:MVR:3.6.2"}
    assert progress in ids["hollow_narrative:MVR:3.6.2"]["message"]


@pytest.mark.parametrize(
    "progress", ["Изготвен е нацрт.", "75 %", "Доставен е извештај до Владата"]
)
def test_progress_that_tells_what_was_done_is_not_asked_about(progress: str) -> None:
    assert found({f"{GOING_ON}/progress": progress}) == {}


def test_a_report_sent_again_with_a_letter_changed_is_said_to_be_nearly_the_same() -> None:
    said = "Одржани се работилници за наставници во основните училишта."
    history = _with(the_history(), progress=said)
    row = found({f"{DUE}/progress": said.replace("се ", "")}, history=history)
    assert "речиси збор по збор" in row["unchanged_report:MVR:3.6.3"]["message"]
    assert found({f"{DUE}/progress": "Одржани се две обуки за судии."}, history=history) == {}


def _with(history: Tables, **values: str) -> Tables:
    table = history.activities.copy()
    own = (table["activity"] == "3.6.3") & (table["quarter"] == "2022-Q2")
    for column, value in values.items():
        table.loc[own, column] = value
    return replace(history, activities=table)
