"""The sheet ``checks`` of plan.xlsx: what a coordinator wants to hold between numbers."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import xlsxwriter
from cli_runs import run
from every_case import every
from hypothesis import given
from hypothesis import strategies as st
from made import AS_OF, QUARTER, case_plan
from office import calculated
from openpyxl import load_workbook
from plans import good, plan_text, problems, saved, warnings
from returned_forms import (
    ReturnedForm,
    content_of,
    findings_of,
    good_answers,
    read_of,
    register_line,
    the_history,
)

from ovpsheets.address import cell_name
from ovpsheets.columns.checks import is_ready
from ovpsheets.columns.conditions import RowCells
from ovpsheets.columns.expressions import (
    Calculated,
    Comparison,
    Fails,
    NamedNumber,
    WrittenNumber,
    divides_by_nothing,
)
from ovpsheets.decision import Decision
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.workbook import layouts
from ovpsheets.intake.own_check import row_steps, says_ready
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.plan.check_grammar import UnreadableError, read_expression
from ovpsheets.plan.model import Plan, PlanCheck, Waiver, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.results.corrections.sent_back import corrections
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, HIDDEN, INDICATORS, LANGUAGES, Combine, Severity
from ovpsheets.writing.sheet import WrittenSheet

# ------------------------------------------------------------------ what can be written


@every(
    ("typed", "left", "sign", "right"),
    [
        ("3.6.3.2 <= 3.6.3.1", NamedNumber("3.6.3.2"), "<=", NamedNumber("3.6.3.1")),
        ("[3.6] ≥ [ 2 ]", NamedNumber("3.6"), ">=", NamedNumber("2")),
        ("value <= 2", NamedNumber("value"), "<=", WrittenNumber(2)),
        ("Вредност<>претходна", NamedNumber("value"), "<>", NamedNumber("previous")),
        ("synimi != bazë", NamedNumber("target"), "<>", NamedNumber("baseline")),
        ("a_1 == 0,5", NamedNumber("a_1"), "=", WrittenNumber(0.5)),
        ("a = -2", NamedNumber("a"), "=", Calculated("-", WrittenNumber(0), WrittenNumber(2))),
        ("a + b = c", Calculated("+", NamedNumber("a"), NamedNumber("b")), "=", NamedNumber("c")),
    ],
)
def test_a_comparison_is_read(typed: str, left: Any, sign: Any, right: Any) -> None:
    assert read_expression(typed) == Comparison(sign, left, right)


@every(
    ("typed", "comes_to"),
    [
        ("2 + 3 * 4 = 0", 14),
        ("(2 + 3) × 4 = 0", 20),
        ("10 - 3 − 2 = 0", 5),
        ("12 / 3 ÷ 2 = 0", 2),
        ("2 - -3 = 0", 5),
        ("1.5 + 1,5 = 0", 3),
    ],
)
def test_signs_bind_as_everywhere(typed: str, comes_to: float) -> None:
    assert read_expression(typed).sides({}) == (comes_to, 0)


@every(
    ("typed", "rest"),
    [
        ("value", ""),
        ("value <=", ""),
        ("", ""),
        ("(value <= 2", "<= 2"),
        ("1 < 2 < 3", "< 3"),
        ("value ** 2 = 1", "* 2 = 1"),
        ("value $ 2", "$ 2"),
        ("value previous = 1", "previous = 1"),
        ("__import__('os') = 1", "('os') = 1"),
        ("value.real = 1", ".real = 1"),
        ("{a} = 1", "{a} = 1"),
    ],
)
def test_what_is_none_is_told_from_where_on(typed: str, rest: str) -> None:
    with pytest.raises(UnreadableError) as found:
        read_expression(typed)
    assert found.value.rest == rest


@given(st.text("0123456789.,[]()+-*/<>=≤ abвредност_ ", max_size=40))
def test_anything_is_read_or_refused(typed: str) -> None:
    try:
        found = read_expression(typed)
    except UnreadableError:
        return
    assert isinstance(found, Comparison)


@every(
    ("typed", "known", "fails"),
    [
        ("a <= b", {"a": 2.0, "b": 2.0}, False),
        ("a <= b", {"a": 2.1, "b": 2.0}, True),
        ("a < b", {"a": 2.0, "b": 2.0}, True),
        ("a = b + 0.1", {"a": 0.3, "b": 0.2}, False),
        ("a <> b", {"a": 1.0, "b": 1.0}, True),
        ("a >= b", {"a": 1.0, "b": 1.0}, False),
        ("a > b", {"a": 1.0, "b": 1.0}, True),
        ("a <= b", {"a": 2.0}, False),
        ("a <= b", {"b": -2.0}, False),
        ("a / b <= 1", {"a": 2.0, "b": 0.0}, False),
        ("a / b <= 1", {"a": 2.0, "b": 1.0}, True),
        ("a * a = a", {"a": 1e200}, False),
    ],
)
def test_a_missing_number_or_a_division_by_nothing_fails_nothing(
    typed: str, known: Mapping[str, float], fails: bool
) -> None:
    assert read_expression(typed).fails(known) is fails


@every(
    ("typed", "does"),
    [("a / 0 = 1", True), ("a / (1 - 1) = 1", True), ("a / b = 1", False), ("a / 2 = 0", False)],
)
def test_a_division_by_what_is_always_0_is_noticed(typed: str, does: bool) -> None:
    found = read_expression(typed)
    assert any(map(divides_by_nothing, (found.left, found.right))) is does


SAID: Final = (None, "", "текст", "12", 0, 1, 2, 2.5, -1, 0.1, 0.2, 0.3)
TRIED: Final = (
    "a <= b", "a < b", "a = b", "a <> 2 * b", "a > b", "a >= b - 1", "a + b = 0,3", "a / b <= 1",
    "a - (b - given) >= -2", "given <= a",
)  # fmt: skip


@pytest.mark.office
def test_a_formula_says_what_its_function_says() -> None:
    rows = [(a, b) for a in SAID for b in SAID]
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("rows", WrittenSheet)
    conditions = [Fails(read_expression(typed), (("given", 1.5),)) for typed in TRIED]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
        cells = RowCells(
            address={key: cell_name(number, at) for at, key in enumerate("ab")}.__getitem__,
            label=lambda _, code: code, facts={}, dates={}, placeholders=(),
        )  # fmt: skip
        for offset, condition in enumerate(conditions, 2):
            sheet.write_formula(number, offset, f"={condition.formula(cells)}", None, "?")
    book.close()
    found = calculated({"table": buffer.getvalue()})["table"]["rows"]
    for number, (a, b) in enumerate(rows):
        for offset, condition in enumerate(conditions, 2):
            wanted = condition.holds({"a": a, "b": b})
            assert found.get(cell_name(number, offset)) == wanted, (TRIED[offset - 2], a, b)


# ------------------------------------------------------------------ the sheet

INDICATORS_OF: Final = """
    code    | activity | text_mk | kind   | reported_by
    3.6.1.1 | 3.6.1    | Сите    | count  | OP
    3.6.1.2 | 3.6.1    | Жени    | count  | OP
    3.6.2.1 | 3.6.2    | Закон   | yes_no |
    7       | 3.6.2    | Друго   | amount |
"""
COLUMNS: Final = """
    code   | table      | heading_mk | kind
    spent  | activities | Потрошено  | number
    budget | activities | Буџет      | number
    risk   | activities | Ризик      | text
    women  | indicators | Од нив жени | number
"""
HEAD: Final = "code | expression | for | severity | text_mk | from | until"
GOOD: Final = {
    "code": "part", "expression": "3.6.1.2 <= 3.6.1.1", "for": "", "severity": "",
    "text_mk": "Делот е поголем.", "from": "", "until": "",
}  # fmt: skip


def sheets(*rows: Mapping[str, str]) -> dict[str, str]:
    said = "\n".join((HEAD, *(" | ".join((GOOD | dict(row)).values()) for row in rows)))
    return {"indicators": INDICATORS_OF, "columns": COLUMNS, "checks": said}


def check(**cells: str) -> PlanCheck:
    (found,) = good(**sheets(cells)).checks
    return found


def test_a_plan_without_the_sheet_has_no_checks() -> None:
    assert good().checks == good(checks=HEAD).checks == ()


def test_codes_are_compared_in_the_row_of_the_first() -> None:
    found = check()
    assert (found.table, found.rows, found.severity) == ("indicators", ("3.6.1.2",), "important")
    assert (found.code, found.typed) == ("part", "3.6.1.2 <= 3.6.1.1")
    assert found.says == Wording("Делот е поголем.")


@every(
    ("expression", "of", "table", "rows"),
    [
        ("value <= 5", "", INDICATORS, ("3.6.1.1", "3.6.1.2", "7")),
        ("value <= 5", "7; 3.6.1.1", INDICATORS, ("7", "3.6.1.1")),
        ("women <= value", "3.6.1.1", INDICATORS, ("3.6.1.1",)),
        ("spent <= budget", "", ACTIVITIES, ("3.6.1", "3.6.2")),
        ("spent <= [7]", "3.6.2", ACTIVITIES, ("3.6.2",)),
        ("[7] <= 2.0 * value", "3.6.1.1", INDICATORS, ("3.6.1.1",)),
    ],
)
def test_words_and_columns_are_compared_in_the_rows_that_are_named_or_in_all(
    expression: str, of: str, table: str, rows: tuple[str, ...]
) -> None:
    found = check(expression=expression, **{"for": of})
    assert (found.table, found.rows) == (table, rows)


@every(
    ("quarter", "applies"),
    [("2022-Q1", False), ("2022-Q2", True), ("2022-Q4", True), ("2023-Q1", False)],
)
def test_it_is_judged_from_and_until_a_quarter(quarter: str, applies: bool) -> None:
    found = check(**{"from": "2022-Q2", "until": "2022-Q4"})
    assert (found.from_, found.until) == (date(2022, 4, 1), date(2022, 12, 31))
    assert found.applies(Quarter.parse(quarter)) is applies
    assert check().applies(Quarter.parse(quarter))


@every(
    ("cells", "found"),
    [
        ({"expression": ""}, [("value_missing", "B2")]),
        ({"expression": "3.6.1.2 3.6.1.1"}, [("check_unreadable", "B2")]),
        ({"expression": "3.6.1.2 <="}, [("check_unfinished", "B2")]),
        ({"expression": "3.6.1.9 <= 3.6.1.1"}, [("check_code_unknown", "B2")]),
        ({"expression": "3.6.1 <= 3.6.1.1"}, [("check_code_unknown", "B2")]),
        ({"expression": "value <= 7"}, [("check_ambiguous", "B2")]),
        ({"expression": "value <= 7.0"}, []),
        ({"expression": "value <= [7]"}, []),
        ({"expression": "value <= 3.6.2.1"}, [("check_no_number", "B2")]),
        ({"expression": "spent <= risk"}, [("check_no_number", "B2")]),
        ({"expression": "spnt <= budget"}, [("check_name_close", "B2")]),
        ({"expression": "xyz <= budget"}, [("check_name_unknown", "B2")]),
        ({"expression": "1 <= 2"}, [("check_compares_nothing", "B2")]),
        ({"expression": "spent <= value"}, [("check_mixes", "B2")]),
        ({"expression": "value / 0 <= 2"}, [("check_divides", "B2")]),
        ({"expression": "value <= 2" + " " * 290 + "+ 1"}, [("text_too_long", "B2")]),
        ({"for": "3.6.1.1"}, [("check_for_needless", "C2")]),
        ({"expression": "value <= 2", "for": "3.6.1"}, [("code_unknown", "C2")]),
        ({"expression": "value <= 2", "for": "3.6.2.1"}, [("check_no_number", "C2")]),
        ({"expression": "spent <= 2", "for": "3.6.1.1"}, [("code_unknown", "C2")]),
        ({"severity": "голема"}, [("choice_unknown", "D2")]),
        ({"text_mk": ""}, [("wording_missing", "E2")]),
        ({"text_mk": "а" * 200}, []),
        ({"text_mk": "а" * 201}, [("text_too_long", "E2")]),
        ({"code": "missing_status"}, [("key_taken", "A2")]),
        ({"from": "2022-Q3", "until": "2022-Q2"}, [("not_in_order", "G2")]),
    ],
)
def test_each_fault_is_named_with_its_cell(
    cells: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert problems(**sheets(cells)) == [(key, "checks", cell) for key, cell in found]


@pytest.mark.parametrize(("count", "found"), [(15, []), (16, [("too_many_checks", "B17")])])
def test_a_row_can_have_fifteen(count: int, found: list[tuple[str, str]]) -> None:
    rows = [{"code": f"c{n}"} for n in range(count)]
    said = problems(**sheets(*rows, {"code": "other", "expression": "3.6.1.1 > 0"}))
    assert said == [(key, "checks", cell) for key, cell in found]


def test_a_waiver_may_name_a_check() -> None:
    waived = "rule | reason\npart | Договорено\nother | Договорено"
    found = warnings(waivers=waived, **sheets({}))
    assert [item for item in found if item[1] == "waivers"] == [("rule_unknown", "waivers", "A3")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_book_of_the_workspace_lists_them(language: str, tmp_path: Path) -> None:
    saved(tmp_path, plan_text(**sheets({"from": "2022-Q3"})))
    done = run("-C", tmp_path, "--lang", language, "rules")
    _, last = done.stdout.split(Texts(language)("cli.rules.checks", n=1))
    for said in ("Делот е поголем.", "3.6.1.2 <= 3.6.1.1", "1.7.2022 –", "part"):
        assert said in last
    *_, own = json.loads(run("-C", tmp_path, "rules", "--json").stdout)
    assert (own["id"], own["severity"], own["example"]) == (
        "part", "important", "3.6.1.2 <= 3.6.1.1",
    )  # fmt: skip


def test_the_rule_book_says_that_a_faulty_plan_has_its_checks_left_out(tmp_path: Path) -> None:
    saved(tmp_path, plan_text(**sheets({"expression": "3.6.1.2 <="})))
    assert "“ovpsheets plan”" in run("-C", tmp_path, "--lang", "en", "rules").stdout


# ------------------------------------------------------------------ form and merge

VALUE: Final = f"{INDICATORS}/3.6.3.1/value"
PART: Final = f"{INDICATORS}/3.6.3.2/value"
SPENT: Final = f"{ACTIVITIES}/3.6.3/spent"
BUDGET: Final = f"{ACTIVITIES}/3.6.3/budget"
SAYS: Final = Wording("Делот е поголем.", "Pjesa është më e madhe.", "The part is larger.")


def of_plan(code: str, typed: str, *rows: str, **changes: Any) -> PlanCheck:
    table = INDICATORS if rows[0].count(".") == 3 else ACTIVITIES
    found = PlanCheck(
        code, typed, read_expression(typed), table, rows, Severity.IMPORTANT, SAYS
    )  # fmt: skip
    return replace(found, **changes)


CHECKS: Final = (
    of_plan("part", "3.6.3.2 <= 3.6.3.1", "3.6.3.2"),
    of_plan("jump", "value <= 2 * previous", "3.6.3.1", "3.6.3.2"),
    of_plan("money", "spent <= budget", "3.6.2", "3.6.3"),
)


@cache
def plan(*checks: PlanCheck) -> Plan:
    columns = good(columns=COLUMNS).columns
    return replace(case_plan(), columns=columns, checks=checks or CHECKS)


@cache
def content(*checks: PlanCheck) -> FormContent:
    return content_of("MVR", plan=plan(*checks))


def returned(said: Mapping[str, object], *checks: PlanCheck) -> Return:
    answers = {**good_answers(content(*checks)), VALUE: 45, PART: 2, **said}
    kept = {key: value for key, value in answers.items() if value is not None}
    return read_of(content(*checks), kept, plan=plan(*checks))


def failed(form: Return, *checks: PlanCheck, **how: Any) -> list[dict[str, Any]]:
    found = findings_of(form, plan=how.pop("plan", plan(*checks)), **how)
    return list(records(found[found["rule"] == "failed_check"]))


@every(
    ("said", "found"),
    [
        ({}, {}),
        ({VALUE: 90, PART: 4}, {}),  # twice last quarter's 45 and 2
        ({VALUE: 91}, {"3.6.3.1": "check.jump"}),
        ({PART: 5}, {"3.6.3.2": "check.jump"}),
        ({VALUE: 1, PART: 2}, {"3.6.3.2": "check.part"}),
        ({VALUE: 2, PART: 2}, {}),
        ({SPENT: 100, BUDGET: 100}, {}),
        ({SPENT: 100.5, BUDGET: 100}, {"3.6.3": "check.money"}),
        ({SPENT: 100}, {}),
        ({BUDGET: -1}, {}),
    ],
)
def test_the_form_is_ready_exactly_where_the_merge_has_nothing_important(
    said: dict[str, object], found: dict[str, str]
) -> None:
    form = returned(said)
    steps = row_steps(form, content())
    assert {c: step for (_, c), step in steps.items() if step.startswith("check")} == found
    merged = {(row["indicator"] or row["activity"]): row["id"] for row in failed(form)}
    expected = {code: f"failed_check:MVR:{code}:{step[6:]}" for code, step in found.items()}
    assert merged == expected
    if found:
        assert not says_ready(form, content())


@every(
    ("start", "status", "fails"),
    [
        (date(2022, 9, 30), None, True), (date(2022, 9, 30), "substantial", True),
        (date(2022, 10, 1), None, False), (date(2022, 10, 1), "substantial", True),
    ],
)  # fmt: skip
def test_before_an_activity_begins_only_an_answered_row_is_held_to_a_check(
    start: date, status: str | None, fails: bool
) -> None:
    begins = tuple(
        replace(item, start=start) if item.code == "3.6.3" else item for item in plan().activities
    )
    of = replace(plan(), activities=begins)
    said = {f"{ACTIVITIES}/3.6.3/status": status, SPENT: 100.5, BUDGET: 100}
    kept = {key: value for key, value in said.items() if value is not None}
    form = read_of(content_of("MVR", plan=of), kept, plan=of)
    assert [row["activity"] for row in failed(form, plan=of)] == ["3.6.3"] * fails


def test_a_value_that_is_not_given_fails_nothing() -> None:
    assert failed(returned({VALUE: None, f"{INDICATORS}/3.6.3.1/flag": "x", PART: 4})) == []


def test_what_is_said_stands_in_the_readers_language_with_both_sides() -> None:
    form = returned({VALUE: 1, PART: 2})
    (row,) = failed(form, language="en")
    assert "“3.6.3.2 <= 3.6.3.1” does not hold (2 against 1). The part is larger." in row["message"]
    assert row["ask"].startswith("За индикаторот 3.6.3.2")
    assert "Делот е поголем. Ве молиме" in row["ask"]
    assert row["cell"] == ReturnedForm(content()).cell(PART).coordinate
    assert (row["severity"], row["state"]) == ("important", "open")


@pytest.mark.parametrize("severity", Severity)
def test_each_check_weighs_what_the_plan_says_and_what_is_only_to_be_looked_at_leaves_a_row_ready(
    severity: Severity,
) -> None:
    own = of_plan("part", "3.6.3.2 <= 3.6.3.1", "3.6.3.2", severity=severity)
    form = returned({VALUE: 1, PART: 2}, own)
    (row,) = failed(form, own)
    assert row["severity"] == severity.value
    is_hint = severity is Severity.CHECK
    shown = row_steps(form, content(own))[INDICATORS, "3.6.3.2"]
    assert shown == ("hint.part" if is_hint else "check.part")
    assert is_ready(shown) is is_hint


def test_a_hint_gives_way_to_whatever_is_missing() -> None:
    own = of_plan("part", "3.6.3.2 <= 3.6.3.1", "3.6.3.2", severity=Severity.CHECK)
    form = returned({VALUE: 1, PART: 2.5}, own)
    assert row_steps(form, content(own))[INDICATORS, "3.6.3.2"] == "whole"


@pytest.mark.office
@pytest.mark.parametrize(
    ("most", "says"), [(1, "Во ред; погледнете уште еднаш: Делот е поголем."), (1000, "Во ред")]
)
def test_a_hint_is_seen_in_the_form_and_its_row_is_counted_as_ready(most: int, says: str) -> None:
    own = of_plan("part", f"3.6.3.1 <= {most}", "3.6.3.1", severity=Severity.CHECK)
    form = ReturnedForm(content(own))
    form.fill({k: v for k, v in good_answers(content(own)).items() if v is not None})
    sheet = calculated({"form": form.data()})["form"][form.sheet(INDICATORS).title]
    row = form.cell(VALUE).row
    assert says in [value for at, value in sheet.items() if at.endswith(str(row))]
    rows = len(content(own).indicators)
    assert any(str(value).endswith(f" {rows} од {rows}") for value in sheet.values())


def test_out_of_its_quarters_a_check_is_neither_shown_nor_judged() -> None:
    later = of_plan("part", "3.6.3.2 <= 3.6.3.1", "3.6.3.2", from_=date(2022, 10, 1))
    assert content(later).checks == ()
    assert failed(returned({VALUE: 1, PART: 2}, later), later) == []


@pytest.mark.parametrize(
    ("rule", "state"), [("part", "waived"), ("failed_check", "waived"), ("jump", "open")]
)
def test_one_check_can_be_waived_or_all(rule: str, state: str) -> None:
    form = returned({VALUE: 1, PART: 2})
    waived = replace(plan(), waivers=(Waiver(rule, reason="Договорено"),))
    assert [row["state"] for row in failed(form, plan=waived)] == [state]


def test_a_decision_puts_it_right() -> None:
    decided = Decision("value", "3.6.3.2", "MVR", "1")
    assert failed(returned({VALUE: 1, PART: 2}), decisions=(decided,)) == []


def test_numbers_of_other_bodies_are_compared_by_the_merge_alone_and_not_told_to_members() -> None:
    other = of_plan("across", "3.6.3.1 <= 3.6.2.1", "3.6.3.1")
    assert content(other).checks == ()
    nk = content_of("NK", plan=plan(other))
    said = {**good_answers(nk), f"{INDICATORS}/3.6.2.1/value": 44}
    theirs = read_of(nk, said, plan=plan(other))
    found = findings_of(returned({}, other), theirs, plan=plan(other))
    (row,) = records(found[found["rule"] == "failed_check"])
    assert (row["institution"], row["indicator"]) == ("MVR", "3.6.3.1")
    assert "44" not in row["ask"]
    assert row["found"] is None
    assert failed(returned({}, other), other) == []  # NK said nothing


@pytest.mark.parametrize(
    ("shares", "fails"), [((20, 25), False), ((20, 24), True), ((20, None), False)]
)
def test_of_shares_that_others_give_the_sum_is_compared(
    shares: tuple[int, int | None], fails: bool
) -> None:
    across = of_plan("across", "3.6.3.1 <= 3.6.2.1", "3.6.3.1")
    changed = tuple(
        replace(item, reported_by=("NK", "OP"), combine=Combine.SUM)
        if item.code == "3.6.2.1"
        else item
        for item in plan(across).indicators
    )
    of = replace(plan(across), indicators=changed)
    forms = [returned({}, across)]
    for body, share in zip(("NK", "OP"), shares, strict=True):
        theirs = content_of(body, plan=of)
        said = {**good_answers(theirs), f"{INDICATORS}/3.6.2.1/value": share}
        kept = {key: value for key, value in said.items() if value is not None}
        forms.append(read_of(theirs, kept, plan=of))
    found = findings_of(*forms, plan=of)
    assert ("failed_check" in set(found["rule"])) is fails


def test_without_checks_a_form_has_the_fingerprint_of_before() -> None:
    own = content()
    without = replace(own, checks=())
    assert without.fingerprint == content_of("MVR", plan=replace(plan(), checks=())).fingerprint
    assert own.fingerprint != without.fingerprint


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_says_it_in_the_members_language(language: str) -> None:
    spoken = tuple(replace(item, language=language) for item in plan().institutions)
    form = content_of("MVR", plan=replace(plan(), institutions=spoken))
    said = [cell.formula for sheet in layouts(form) if sheet.key == HIDDEN for cell in sheet.cells]
    assert any(SAYS.in_(language) in formula for formula in said)


def test_nothing_of_a_form_with_checks_is_unplaced_and_its_correction_says_it() -> None:
    form = ReturnedForm(content())
    form.fill({k: v for k, v in good_answers(content()).items() if v is not None})
    form.write(VALUE, 1)
    form.write(PART, 2)
    found = merge(
        plan(), QUARTER, {"МВР.xlsx": form.data()}, history=the_history(), as_of=AS_OF,
        issued=[register_line(content())], jobs=1,
    )  # fmt: skip
    assert found.unplaced.empty
    rows = records(found.findings[found.findings["rule"] == "failed_check"])
    assert [row["indicator"] for row in rows] == ["3.6.3.2"]
    (back,) = (item for item in corrections(found) if item.institution == "MVR")
    sheet = load_workbook(io.BytesIO(back.data))[form.sheet(INDICATORS).title]
    comment = sheet[form.cell(PART).coordinate].comment
    assert comment is not None
    assert "Делот е поголем." in comment.text


@pytest.mark.office
def test_the_form_calculates_what_python_says() -> None:
    book = ReturnedForm(content())
    book.fill({k: v for k, v in good_answers(content()).items() if v is not None})
    for field, value in ((VALUE, 1), (PART, 2), (SPENT, 101), (BUDGET, 100)):
        book.write(field, value)
    found = calculated({"form": book.data()})["form"]
    for table, code in ((INDICATORS, "3.6.3.2"), (ACTIVITIES, "3.6.3")):
        sheet = book.sheet(table)
        cell = book.cell(f"{table}/{code}/check").coordinate
        assert found[sheet.title][cell] == SAYS.in_("mk")
