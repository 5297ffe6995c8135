"""Values in returned forms beside a changed unit, a remark or percentages typed as shares."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd
import pytest
from every_case import every
from made import AS_OF, QUARTER
from returned_forms import (
    ReturnedForm,
    findings_of,
    merged,
    one,
    read_alone,
    returned,
    the_history,
    the_plan,
    workers,
)

from ovpsheets import kinds
from ovpsheets.decision import Decision
from ovpsheets.intake.recognise.answers import Answer, Trouble
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.results.report.open_items import open_disputes

PAID: Final = "3.6.3.1"
OTHER: Final = "3.6.3.2"
VALUE: Final = "indicators/{}/value"


@cache
def plan(kind: kinds.Kind = kinds.AMOUNT, unit: str = "денари") -> Plan:
    """Return the plan of the case, in which both indicators of MVR are of one kind."""
    indicators = (
        replace(item, kind=kind, unit=unit, target=None) if item.code in (PAID, OTHER) else item
        for item in the_plan().indicators
    )
    return replace(the_plan(), indicators=tuple(indicators))


SHARES: Final = plan(kinds.PERCENT, "%")


def form(answers: Mapping[str, object], of: Plan | None = None) -> ReturnedForm:
    return returned("MVR", plan=of or plan()).fill_well().fill(answers)


def answer(filled: ReturnedForm, code: str, of: Plan | None = None) -> tuple[Answer, list[Trouble]]:
    read = read_alone(filled.data(), of or plan())
    assert read.answers is not None
    troubles = [trouble for trouble in read.answers.troubles if trouble.code == code]
    return read.answers.indicators[code], troubles


@pytest.mark.parametrize("code", ["", "3.6.1.1"], ids=["for itself", "in a row of another form"])
def test_a_unit_in_a_row_of_another_form_is_about_that_row(code: str) -> None:
    filled = form({VALUE.format(PAID): 15}).type_at("indicators", "D40", "илјади денари")
    filled.type_at("indicators", "A40", code or None)
    found, troubles = answer(filled, PAID)
    assert (found.value, len(troubles)) == ((15, 0) if code else (None, 1))


def test_a_unit_changed_to_thousands_makes_the_value_doubtful() -> None:
    filled = form({VALUE.format(PAID): 15, f"indicators/{PAID}/unit": "илјади денари"})
    given, (trouble,) = answer(filled, PAID)
    assert (given.value, given.text, trouble.problem) == (None, "15", "unit_beside")


def test_a_unit_spelled_otherwise_changes_nothing() -> None:
    filled = form({VALUE.format(PAID): 15, f"indicators/{PAID}/unit": "ден."})
    assert answer(filled, PAID)[0].value == 15


@pytest.mark.parametrize("column", ["source", "note"])
def test_a_remark_in_the_row_that_names_another_unit_makes_the_value_doubtful(column: str) -> None:
    filled = form({VALUE.format(PAID): 15, f"indicators/{PAID}/{column}": "износот е во евра"})
    assert answer(filled, PAID)[0].value is None


def test_a_note_on_the_cell_that_names_another_unit_makes_the_value_doubtful() -> None:
    filled = form({VALUE.format(PAID): 15}).note_at(VALUE.format(PAID), "во илјади денари")
    assert answer(filled, PAID)[0].value is None


@every(
    ("said", "problem"),
    [
        ("Поправка: 14", "corrected_beside"),
        ("точно е 14, претходно грешка", "corrected_beside"),
        ("Correct number is 14.", "corrected_beside"),
        ("Gabim, është 14", "corrected_beside"),
        ("всушност 14", "corrected_beside"),
        ("actually 14", "corrected_beside"),
        ("në fakt 14", "corrected_beside"),
        ("всушност се онлајн", ""),
        ("Поправка: 15", ""),
        ("исправка на податокот од 2021", ""),
        ("само прелиминарно, 3 се во тек", "qualified_beside"),
    ],
)
def test_a_remark_that_corrects_the_number_makes_it_doubtful(said: str, problem: str) -> None:
    for filled in (
        form({VALUE.format(PAID): 15, f"indicators/{PAID}/note": said}),
        form({VALUE.format(PAID): 15}).note_at(VALUE.format(PAID), said),
    ):
        given, troubles = answer(filled, PAID)
        assert [trouble.problem for trouble in troubles] == [problem] * bool(problem)
        assert given.value == (None if problem == "corrected_beside" else 15)


def test_a_remark_of_another_row_changes_nothing() -> None:
    filled = form({VALUE.format(PAID): 15, f"indicators/{OTHER}/note": "износот е во евра"})
    assert answer(filled, PAID)[0].value == 15


def test_a_heading_of_the_members_own_that_names_thousands_makes_amounts_doubtful() -> None:
    filled = form({VALUE.format(PAID): 15})
    sheet = filled.sheet("indicators")
    column, row = filled.column("indicators", "value"), filled.key_row("indicators") + 1
    sheet.cell(row, column).value = "Вредност (во илјади денари)"
    given, (trouble,) = answer(filled, PAID)
    assert (given.value, trouble.problem) == (None, "unit_in_form")


def test_a_line_above_the_table_that_names_thousands_makes_amounts_doubtful() -> None:
    filled = form({VALUE.format(PAID): 15}).type_at("indicators", "D1", "износите се во илјади")
    assert answer(filled, PAID)[0].value is None


def test_amounts_on_a_sheet_of_the_members_own_change_nothing() -> None:
    filled = form({VALUE.format(PAID): 15})
    filled.book.create_sheet("Буџет")["A1"] = "Износ (EUR)"
    assert answer(filled, PAID)[0].value == 15


def test_the_changed_unit_is_said_once_with_the_value(tmp_path: Path) -> None:
    form({VALUE.format(PAID): 15, f"indicators/{PAID}/unit": "евра"}).save(tmp_path)
    found = merged(tmp_path, plan=plan()).findings
    about = found[(found["indicator"] == PAID) & found["message"].str.contains("евра")]
    assert list(about["rule"]) == ["unreadable_value"]


def test_a_changed_unit_beside_no_value_is_still_said_as_changed(tmp_path: Path) -> None:
    form({VALUE.format(PAID): None, f"indicators/{PAID}/unit": "евра"}).save(tmp_path)
    found = merged(tmp_path, plan=plan()).findings
    assert "changed_plan_text" in set(found[found["indicator"] == PAID]["rule"])


def test_a_percentage_of_one_is_doubtful_where_others_are_shares() -> None:
    filled = form({VALUE.format(PAID): 0.46, VALUE.format(OTHER): 1}, SHARES)
    given, (trouble,) = answer(filled, OTHER, SHARES)
    assert (given.value, given.text, trouble.problem) == (None, "1", "share_percent")


@every(("other", "typed"), [(46, 1), (0.46, 46), (0.46, "1 %"), (0, 1)])
def test_a_percentage_is_clear_where_its_sign_its_size_or_the_others_say_so(
    other: float, typed: float | str
) -> None:
    filled = form({VALUE.format(PAID): other, VALUE.format(OTHER): typed}, SHARES)
    given, troubles = answer(filled, OTHER, SHARES)
    assert given.value == (46 if typed == 46 else 1)
    assert not troubles


def decided(folder: Path, decision: Decision, of: Plan) -> Merged:
    return merge(
        of,
        QUARTER,
        folder,
        history=the_history(),
        as_of=AS_OF,
        decisions=(decision,),
        executor=workers(),
    )


@pytest.mark.parametrize(
    ("answers", "of", "value"),
    [
        ({f"indicators/{PAID}/note": "износот е во евра"}, plan(), 922500),
        ({f"indicators/{PAID}/unit": "илјади денари"}, plan(), 15000),
        ({VALUE.format(PAID): "целта е 10"}, plan(), 4),
        ({VALUE.format(PAID): 1, VALUE.format(OTHER): 0.46}, SHARES, 1),
    ],
)
def test_the_coordinator_settles_a_doubtful_value(
    tmp_path: Path, answers: Mapping[str, object], of: Plan, value: int
) -> None:
    form(answers, of).save(tmp_path)
    done = decided(tmp_path, Decision("value", PAID, "MVR", str(value)), of)
    assert one(done.indicators, indicator=PAID, institution="MVR")["value"] == value
    about = done.findings[done.findings["indicator"] == PAID]
    assert "unreadable_value" not in set(about["rule"])


def test_a_decision_about_another_cell_leaves_the_value_doubtful(tmp_path: Path) -> None:
    form({VALUE.format(PAID): 15, f"indicators/{PAID}/unit": "евра"}).save(tmp_path)
    done = decided(tmp_path, Decision("source", PAID, "MVR", "Евиденција"), plan())
    assert pd.isna(one(done.indicators, indicator=PAID, institution="MVR")["value"])


def test_a_sentence_on_all_values_is_one_finding_to_check() -> None:
    filled = form({"notes/remarks": "Податоците се прелиминарни", VALUE.format(PAID): 150})
    found = findings_of(read_alone(filled.data(), plan()), plan=plan())
    row = one(found, rule="remark_on_all")
    assert (row["severity"], row["cell"]) == ("check", "C7")
    assert "doubtful_value" not in set(found["rule"])
    assert f"{PAID}, {OTHER}" in row["message"]


def test_a_sentence_on_the_unit_of_all_is_one_finding_and_each_value_can_be_decided(
    tmp_path: Path,
) -> None:
    form({"notes/remarks": "Износите се во илјади"}).save(tmp_path)
    decision = Decision("value", PAID, "MVR", "150")
    settled = decided(tmp_path, decision, plan())
    assert one(settled.findings, rule="remark_on_all")["severity"] == "important"
    assert f"за {OTHER} не" in one(settled.findings, rule="remark_on_all")["message"]
    assert [item.code for item in open_disputes(settled)] == [PAID, OTHER]
    assert list(settled.indicators["value"].dropna()) == [150]
