"""A column of the plan's own that must be filled in is asked about like any other."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

import pytest
from made import AS_OF, QUARTER, case_plan
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    ReturnedForm,
    content_of,
    findings_of,
    good_answers,
    read_of,
    register_line,
    the_history,
)

from ovpsheets.columns.conditions import All, Blank, Condition, Fact, Is, Not
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import Column
from ovpsheets.columns.reporting_rules import ANSWERED
from ovpsheets.decision import Decision
from ovpsheets.forms.content import FormContent
from ovpsheets.intake.own_check import row_steps
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.results.corrections.sent_back import corrections
from ovpsheets.results.report.open_items import asked_of
from ovpsheets.tables import records
from ovpsheets.words import ACTIVITIES, HIDDEN, INDICATORS, LANGUAGES, Language

RULE: Final = "missing_required"
ROW: Final = f"{ACTIVITIES}/3.6.3"
VALUE: Final = f"{INDICATORS}/3.6.3.1"


def own(key: str, content: Any, required: Condition, *words: str) -> Column:
    headings: Mapping[Language, str] = dict(zip(("mk", "sq", "en"), words, strict=True))
    return Column(key, "member", content, 12, required, headings=headings)


SPENT: Final = own("spent", "number", ANSWERED, "Потрошено", "Shpenzuar", "Spent")
FUNDED: Final = own("funded", "yes_no", Blank("funded"), "Со средства", "Me mjete", "Funded")
METHOD: Final = own(
    "method", "text", All(Not(Blank("value")), Fact("wants_number"), Blank("method")),
    "Метод", "Metoda", "Method",
)  # fmt: skip


@cache
def plan(*of_activities: Column, language: Language = "mk") -> Plan:
    """The case's plan, whose columns are one of indicators and, by default, two of activities."""
    columns = BUILT_IN.with_(ACTIVITIES, *(of_activities or (SPENT, FUNDED)))
    columns = columns.with_(INDICATORS, METHOD)
    spoken = tuple(replace(item, language=language) for item in case_plan().institutions)
    return replace(case_plan(), columns=columns, institutions=spoken)


def well_filled(content: FormContent) -> dict[str, object]:
    """Return good answers, in which the plan's own columns are filled in too."""
    said = good_answers(content)
    for line in content.activities:
        if line.begun:
            said[f"{ACTIVITIES}/{line.code}/spent"] = 0
            said[f"{ACTIVITIES}/{line.code}/funded"] = "Не"
    return said | {f"{INDICATORS}/{item.code}/method": "Анкета" for item in content.indicators}


def form(*, of: Plan | None = None, **blank_or_said: object) -> Return:
    """Return MVR's form, well filled but for these columns of one activity or indicator."""
    content = content_of("MVR", plan=of or plan())
    changes = {
        f"{VALUE if key.startswith('indicator_') else ROW}/{key.removeprefix('indicator_')}": said
        for key, said in blank_or_said.items()
    }
    said = well_filled(content) | changes
    known = {key: value for key, value in said.items() if value not in (None, "")}
    return read_of(content, known, plan=of or plan())


def asked(
    returned: Return, *decisions: Decision, of: Plan | None = None, language: Language = "mk"
) -> list[dict[str, Any]]:
    table = findings_of(returned, plan=of or plan(), language=language, decisions=decisions)
    return list(records(table[table["rule"] == RULE]))


@pytest.mark.parametrize("column", ["spent", "funded"])
def test_a_required_column_left_blank_is_asked_for_at_its_cell(column: str) -> None:
    blank: dict[str, Any] = {column: None}
    (found,) = asked(form(**blank))
    cell = ReturnedForm(content_of("MVR", plan=plan())).cell(f"{ROW}/{column}").coordinate
    assert (found["activity"], found["cell"]) == ("3.6.3", cell)
    assert found["id"] == f"{RULE}:MVR:3.6.3:{column}"


def test_no_and_zero_are_answers() -> None:
    assert asked(form(spent=0, funded="Не")) == []


def test_spaces_are_none() -> None:
    assert len(asked(form(funded="   "))) == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("mk", "пополнете ја колоната „Потрошено“."),
        ("sq", "plotësoni kolonën “Shpenzuar”."),
        ("en", "fill in the column “Spent”."),
    ],
)
def test_it_is_asked_for_in_the_members_language(language: Language, sentence: str) -> None:
    spoken = plan(language=language)
    (found,) = asked(form(of=spoken, spent=None), of=spoken, language="en")
    assert found["ask"].endswith(sentence)
    assert "“Spent” is not filled in for activity 3.6.3" in found["message"]


def test_what_cannot_be_read_is_asked_about_once() -> None:
    assert asked(form(spent="многу")) == []


def test_what_the_coordinator_decided_is_not_asked_for() -> None:
    assert asked(form(spent=None), Decision("spent", "3.6.3", "MVR", "1200")) == []


def test_where_the_condition_does_not_hold_nothing_is_asked() -> None:
    done = own("handed", "date", Is("status", ("completed",)), "Предадено", "Dorëzuar", "Handed")
    of = plan(SPENT, FUNDED, done)
    assert asked(form(of=of), of=of) == []
    completed = form(of=of, status="Завршено", reason=None, explanation=None, new_deadline=None)
    assert [found["id"] for found in asked(completed, of=of)] == [f"{RULE}:MVR:3.6.3:handed"]


def test_a_row_that_nobody_is_asked_about_yet_may_stay_blank() -> None:
    activities = tuple(
        replace(item, start=date(2023, 1, 1)) if item.code == "3.6.3" else item
        for item in plan().activities
    )
    later = replace(plan(), activities=activities)
    nothing: dict[str, Any] = dict.fromkeys(
        ("status", "progress", "reason", "explanation", "new_deadline", "spent", "funded")
    )
    assert asked(form(of=later, **nothing), of=later) == []
    said = form(of=later, **{**nothing, "status": "Ограничено"})
    assert {found["id"].rpartition(":")[2] for found in asked(said, of=later)} == {
        "spent", "funded",
    }  # fmt: skip


def test_where_the_status_is_missing_too_it_is_said_with_that() -> None:
    (found,) = asked(form(status=None, funded=None))
    assert found["follows"] == "missing_status:MVR:3.6.3"


def test_an_indicators_column_is_asked_for_beside_its_value() -> None:
    (found,) = asked(form(indicator_method=None))
    assert (found["indicator"], found["id"]) == ("3.6.3.1", f"{RULE}:MVR:3.6.3.1:method")
    assert asked(form(indicator_method=None, indicator_value=None, indicator_flag="x")) == []


def test_a_form_issued_before_the_column_was_added_left_nothing_blank() -> None:
    before = content_of("MVR")
    returned = read_of(before, good_answers(before), plan=plan())
    assert asked(returned) == []


# ------------------------------------------------------------------ the form and what goes back


def steps(**said: Any) -> str:
    returned, content = form(**said), content_of("MVR", plan=plan())
    return row_steps(returned, content)[ACTIVITIES, "3.6.3"]


def test_the_forms_own_check_says_what_is_missing() -> None:
    assert steps() == "ok"
    assert steps(spent=None) == "own.spent"
    assert steps(status=None, spent=None) == "status"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_names_the_column_in_its_language(language: Language) -> None:
    content = content_of("MVR", plan=plan(language=language))
    sheet = ReturnedForm(content).book[HIDDEN]
    said = {
        cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")
    }
    heading = SPENT.headings[language]
    assert any(heading in str(formula) for formula in said)


def data(**said: object) -> bytes:
    content = content_of("MVR", plan=plan())
    filled = {k: v for k, v in (well_filled(content)).items() if v is not None}
    returned = ReturnedForm(content).fill(filled)
    for key, value in said.items():
        returned.write(f"{ROW}/{key}", value)
    return returned.data()


def merged(data: bytes) -> Merged:
    content = content_of("MVR", plan=plan())
    return merge(
        plan(), QUARTER, {"МВР.xlsx": data}, history=the_history(), as_of=AS_OF,
        issued=[register_line(content)], jobs=1,
    )  # fmt: skip


def test_nothing_of_a_form_with_its_checks_calculated_is_without_a_place() -> None:
    content = content_of("MVR", plan=plan())
    returned = ReturnedForm(content)
    for cell in (cell for row in returned.sheet(ACTIVITIES).iter_rows() for cell in row):
        if isinstance(cell.value, str) and cell.value.startswith("=IF("):
            cell.value = "Пополнете: Потрошено"  # as a program that keeps values only writes it
    assert merged(returned.data()).unplaced.empty


def test_the_correction_has_a_line_a_frame_and_a_number_for_it() -> None:
    found = merged(data(spent=None))
    (item,) = asked_of(found)["MVR"]
    assert item.first["rule"] == RULE
    (back,) = (item for item in corrections(found) if item.institution == "MVR")
    book = load_workbook(io.BytesIO(back.data))
    sheet = book["1 Активности"]
    assert isinstance(sheet, Worksheet)
    cell = sheet[str(item.first["cell"])]
    assert isinstance(cell, Cell)
    assert cell.comment is not None
    assert "1. " in cell.comment.text
    assert "Потрошено" in cell.comment.text
    assert cell.border.left.style == "medium"
    lines = [row[2].value for row in book["За дополнување"].iter_rows()]
    assert sum("„Потрошено“" in str(line) for line in lines) == 1


def test_a_column_that_a_member_deleted_is_still_asked_for() -> None:
    book = load_workbook(io.BytesIO(data()))
    form_of = ReturnedForm(content_of("MVR", plan=plan()))
    book["1 Активности"].delete_cols(form_of.column(ACTIVITIES, "spent"))
    out = io.BytesIO()
    book.save(out)
    found = merged(out.getvalue()).findings
    gone = found[found["rule"] == RULE]
    assert len(gone) > 0
    assert set(gone["id"].str.rsplit(":").str[-1]) == {"spent"}
