"""What looks wrong in plan.xlsx and stops nothing: each on its own, with its cell."""

import json
from itertools import product
from pathlib import Path

import pytest
from cli_runs import run
from every_case import every
from plans import GOOD, examined, good, problems, saved, warnings, with_warnings

from ovpsheets.plan.problems import WARNINGS
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

INSTITUTIONS = """
    code | name_mk                          | language | email            | to
    MVR  | Министерство за внатрешни работи | mk       | mvr@example.mk   |
    MTSP | Министерство за труд             | mk       | a@example.mk; b@example.mk |
    OP   | Отворена порта                   |          | op@example.mk    |
"""


def _said(**sheets: str | None) -> list[tuple[str, str, str]]:
    return warnings(**{"institutions": INSTITUTIONS, **sheets})


def _institutions(*rows: str) -> str:
    return "\n".join((INSTITUTIONS, *rows))


def _activities(*rows: str) -> str:
    head = "code | commitment | text_mk | text_sq | start | deadline | holder | co_holders"
    return "\n".join((head, *rows))


FIRST = "3.6.1 | 3.6 | Тимови | Ekipe | 1.7.2021 | 30.6.2022 | MTSP | OP; MVR"
SECOND = "3.6.2 | 3.6 | Податоци | Të dhëna | 1.7.2021 | 31.12.2022 | MVR |"


def test_a_good_plan_brings_none() -> None:
    assert _said() == []


def test_a_plan_that_is_only_warned_of_can_be_used() -> None:
    assert _said(activities=_activities(FIRST.replace("OP; MVR", "OP; OP"), SECOND)) == [
        ("co_holder_twice", "activities", "H2")
    ]
    assert good(activities=_activities(FIRST.replace("OP; MVR", "OP; OP"), SECOND))


def test_a_body_with_duties_and_without_an_address() -> None:
    table = INSTITUTIONS.replace("| mvr@example.mk   |", "|  |")
    assert _said(institutions=table) == [("email_missing", "institutions", "D2")]


def test_a_plan_that_keeps_no_addresses_is_not_asked_for_them() -> None:
    table = GOOD["institutions"].replace("| sq", "| mk")
    assert warnings(institutions=table) == []


@every("broken", ["mvr.example.mk", "mvr@", "mvr@example", "@example.mk"])
def test_an_address_that_is_none(broken: str) -> None:
    table = INSTITUTIONS.replace("mvr@example.mk", broken)
    assert _said(institutions=table) == [("email_broken", "institutions", "D2")]


def test_a_body_that_does_nothing_is_named_and_needs_no_address() -> None:
    assert _said(institutions=_institutions("MZ | Министерство за здравство | mk | |")) == [
        ("institution_idle", "institutions", "A5")
    ]


def test_a_body_that_has_ended_may_do_nothing() -> None:
    assert _said(institutions=_institutions("MZ | Здравство | mk | | 1.1.2022")) == []


def test_who_only_coordinates_is_not_idle() -> None:
    plan = GOOD["plan"].replace("MVR", "MIOA")
    body = "MIOA | Министерство | mk | m@example.mk |"
    assert _said(institutions=_institutions(body), plan=plan) == []


def test_a_holder_named_as_co_holder_too() -> None:
    rows = _activities(FIRST.replace("OP; MVR", "mtsp; OP"), SECOND)
    assert _said(activities=rows) == [("co_holder_is_holder", "activities", "H2")]


@every(
    ("start", "deadline", "cells"),
    [
        ("1.1.2021", "31.12.2023", []),
        ("31.12.2020", "31.12.2023", ["E2"]),
        ("1.1.2021", "1.1.2024", ["F2"]),
        ("31.12.2020", "1.1.2024", ["E2", "F2"]),
    ],
)
def test_days_on_both_sides_of_the_plans_own(start: str, deadline: str, cells: list[str]) -> None:
    row = FIRST.replace("1.7.2021", start).replace("30.6.2022", deadline)
    said = [("day_outside", "activities", cell) for cell in cells]
    assert _said(activities=_activities(row, SECOND)) == said


def test_a_commitment_without_an_activity() -> None:
    table = GOOD["commitments"] + "\n3.7 | Празна | MVR"
    assert _said(commitments=table) == [("commitment_empty", "commitments", "A3")]


def test_an_activity_without_an_indicator_among_others_that_have_one() -> None:
    third = "3.6.3 | 3.6 | Обука | Trajnim | 1.7.2021 | 31.12.2022 | MVR |"
    assert _said(activities=_activities(FIRST, SECOND, third)) == [
        ("activity_without_indicators", "activities", "A4")
    ]


def test_a_plan_without_any_indicator_is_not_told_so_for_each_activity() -> None:
    assert _said(indicators="code | activity | text_mk | kind") == []


def test_a_text_missing_in_the_language_of_who_reports() -> None:
    table = INSTITUTIONS.replace("Министерство за труд             | mk", "Труд | sq")
    rows = _activities(FIRST.replace("Ekipe", ""), SECOND.replace("Të dhëna", ""))
    commitments = "code | title_mk | title_sq\n3.6 | Заштита |"
    said = _said(institutions=table, activities=rows, commitments=commitments)
    assert [item for item in said if item[0] == "text_unspoken"] == [
        # MTSP holds 3.6.1; 3.6.2 is only of bodies that read Macedonian.
        ("text_unspoken", "commitments", "C2"),
        ("text_unspoken", "activities", "D2"),
    ]


def test_a_code_that_continues_another_parent() -> None:
    rows = _activities(FIRST, SECOND.replace("3.6.2 | 3.6", "3.10.2 | 3.6"))
    indicators = GOOD["indicators"].replace("3.6.2.1 | 3.6.2", "3.10.2.1 | 3.10.2")
    assert _said(activities=rows, indicators=indicators) == [("code_elsewhere", "activities", "B3")]


def test_a_parent_that_excel_has_cut_to_a_number() -> None:
    commitments = "code | title_mk\n3.1 | Прва\n3.10 | Десетта"
    rows = _activities(
        FIRST.replace("3.6.1 | 3.6", "3.10.1 | <3.1>"), SECOND.replace("3.6.2 | 3.6", "3.1.2 | 3.1")
    )
    indicators = "code | activity | text_mk | kind\n3.10.1.1 | 3.10.1 | А | count\n3.1.2.1 | 3.1.2 | Б | count"  # noqa: E501
    said = _said(commitments=commitments, activities=rows, indicators=indicators)
    assert said == [
        ("commitment_empty", "commitments", "A3"),  # of which nobody is a part: it was meant
        ("code_number", "activities", "B2"),
    ]
    item = next(item for item in with_warnings(
        institutions=INSTITUTIONS, commitments=commitments, activities=rows, indicators=indicators
    )[1] if item.key == "code_number")  # fmt: skip
    assert "If 3.10 was meant, Excel dropped the zero" in item.remedy(Texts("en"))


def test_a_number_that_is_no_code_is_told_as_what_excel_makes_of_one() -> None:
    rows = _activities(FIRST.replace("| 3.6 |", "| <3.5> |"), SECOND)
    assert problems(activities=rows) == [("code_unknown_number", "activities", "B2")]


@pytest.mark.parametrize(
    ("code", "activity", "meant"),
    [
        ("3.6.2.1", "3.6.3", "3.6.2"),  # its own code says where it belongs
        ("3.7.2.1", "3.7.2", ""),  # 3.6.2 is near, and of another parent
        ("9", "3.6.3", "3.6.2"),  # nothing to go by but the brothers
    ],
)
def test_what_was_meant_is_never_of_another_parent(code: str, activity: str, meant: str) -> None:
    row = f"code | activity | text_mk | kind\n{code} | {activity} | Б | count"
    (problem,) = examined(indicators=row)[1]
    assert problem.values["meant"] == meant


def test_a_rule_that_does_not_exist_waives_nothing() -> None:
    table = "rule | reason\nmissing_status | договор\nmissing_statuss | договор"
    assert _said(waivers=table) == [("rule_unknown", "waivers", "A3")]


@pytest.mark.parametrize(("day", "said"), [("30.9.2022", True), ("1.10.2022", False)])
def test_a_calendar_that_asks_before_the_quarter_has_ended(day: str, said: bool) -> None:
    table = f"quarter | submit_by | publish_by\n2022-Q3 | {day} | 15.10.2022"
    assert _said(calendar=table) == ([("calendar_early", "calendar", "B2")] if said else [])


def test_a_heading_among_the_rows_is_one_problem_and_called_that() -> None:
    rows = _activities("Заложба 3.6: Заштита на жртви", FIRST, SECOND)
    assert problems(activities=rows) == [("row_is_heading", "activities", "A2")]


def test_a_code_that_stands_alone_is_a_row_to_be_filled_in() -> None:
    keys = {key for key, _, _ in problems(activities=_activities(FIRST, SECOND, "3.6.3"))}
    assert "row_is_heading" not in keys
    assert "value_missing" in keys


@every(("key", "language"), product(WARNINGS, LANGUAGES))
def test_each_warning_is_worded_in_every_language(key: str, language: Language) -> None:
    texts = Texts(language)
    assert texts.speaks(f"plan.problem.{key}")
    assert texts.speaks(f"plan.problem.{key}.remedy")


def test_the_command_says_equal_warnings_once_and_succeeds(tmp_path: Path) -> None:
    table = INSTITUTIONS
    for address in ("mvr@example.mk", "a@example.mk; b@example.mk", "op@example.mk"):
        table = table.replace(address, "")
    lines = {**GOOD, "institutions": table}
    saved(tmp_path, "\n".join(f"[{name}]\n{text}" for name, text in lines.items()))
    done = run("-C", tmp_path, "--lang", "en", "plan")
    assert done.exit_code == 0
    assert "D2, D3 and 1 more" in done.stdout
    assert done.stdout.count("there is no e-mail address") == 1
    told = json.loads(run("-C", tmp_path, "plan", "--json").stdout)
    assert [item["cell"] for item in told["warnings"]] == ["D2", "D3", "D4"]
    assert told["problems"] == []
