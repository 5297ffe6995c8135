"""The card of an institution: its quarters, what is late, what is asked, on a page of its own."""

import io
from dataclasses import replace
from functools import cache
from typing import Any

from every_case import every
from made import QUARTER, case_report
from openpyxl import load_workbook
from output_guards import guard

from ovpsheets.plan.model import Wording
from ovpsheets.results.report import Report
from ovpsheets.results.report.open_items import asked_of
from ovpsheets.results.scorecards import Scorecard, scorecards, scorecards_workbook
from ovpsheets.tables import ALL, frame, records
from ovpsheets.texts import Texts


def cards(report: Report | None = None) -> dict[str, Scorecard]:
    return {card.institution: card for card in scorecards(report or case_report())}


@cache
def data() -> bytes:
    return scorecards_workbook(case_report(), Texts("mk"))


@cache
def sheet(name: str = "Картони") -> Any:
    return load_workbook(io.BytesIO(data()))[name]


def said() -> set[object]:
    return {cell.value for row in sheet().iter_rows() for cell in row}


def test_nothing_typed_is_active_in_the_workbook() -> None:
    guard("scorecards.mk.xlsx", data())


def test_every_institution_that_is_asked_has_a_card_on_a_page_of_its_own() -> None:
    assert tuple(cards()) == case_report().members()
    breaks = [one.id + 1 for one in sheet().row_breaks.brk]
    heads = [f"{sheet().cell(row, 1).value}" for row in breaks]
    order = ["MTSP", *(code for code in cards() if code != "MTSP")]  # the silent one first
    for head, code in zip(heads, order[1:], strict=True):
        own = case_report().plan.institution(code)
        assert head.partition("  ")[0] in (own.label("mk"), own.full_name("mk"))


def test_the_contents_begin_with_who_was_silent_and_lead_to_each_card() -> None:
    rows = [row for row in sheet("Содржина").iter_rows(min_row=5) if row[0].value]
    assert len(rows) == len(cards())
    assert rows[0][1].value == case_report().plan.institution("MTSP").full_name("mk")
    assert [cell.value for cell in rows[0][2:6]] == ["нема употреблив образец", 3, 0, 2]
    for first, *_ in rows:
        place = first.hyperlink.location.rpartition("!")[2]
        assert str(sheet()[place].value).startswith(first.value)


def test_of_whom_there_is_no_usable_form_that_is_said_and_no_answer_is_counted() -> None:
    now = cards()["MTSP"].quarters[-1]
    assert (now.quarter, now.came, now.activities, now.answered) == (str(QUARTER), "none", 3, 0)
    assert any("нема употреблив образец" in str(text) for text in said())


def test_of_a_quarter_of_which_nothing_is_recorded_nothing_is_said_of_the_form() -> None:
    first, *_ = cards()["MTSP"].quarters
    assert first.quarter < str(QUARTER)
    assert first.came == "unknown"


@every(
    ("form", "came"),
    [
        ({"on_time": True}, "in_time"),
        ({"on_time": False}, "late"),
        ({"on_time": None}, "came"),
        ({"returned": False}, "none"),
        ({"returned": False, "expected": False}, "not_asked"),
    ],
)
def test_a_form_of_an_earlier_quarter_is_told_as_it_was_recorded(
    form: dict[str, bool | None], came: str
) -> None:
    report, quarter = case_report(), "2022-Q1"
    told = {"expected": True, "returned": True, **form}
    past = report.tables.institutions.assign(quarter=quarter, **told)
    before = replace(report, history=replace(report.history, institutions=past))
    assert {card.quarters[0].came for card in cards(before).values()} == {came}


def test_what_its_holder_has_not_completed_by_the_deadline_stands_on_the_card() -> None:
    late = {code: [row["activity"] for row in card.late] for code, card in cards().items()}
    assert late["MTSP"] == ["3.6.1", "3.6.8"]
    assert late["MVR"] == ["3.6.3"]  # of 3.6.8 it is co-holder
    assert {"3.6.1", "3.6.3", "3.6.4", "3.6.8"} <= said()


def test_all_that_is_asked_stands_on_the_card_with_its_code() -> None:
    items = [item for own in asked_of(case_report()).values() for item in own]
    assert items
    told = [(own, line) for own in items for line in map(str, said()) if own.ask in line]
    assert {own.ask for own, _ in told} == {own.ask for own in items}
    # Once: most requests name it themselves.
    assert [line for own, line in told for code in own.codes if line.split().count(code) > 1] == []
    assert [line for own, line in told for code in own.codes if code not in line] == []


@every(
    ("found", "told"),
    [
        ("Сместена е Мара Пробна од Ресен, и за неа се грижи центарот за социјална работа", False),
        ("Сместена е мара, пробна", False),  # whole, however it is spelled
        ("", True),
        ("беше: за неа се грижи центаро", True),  # 19 letters alike
        ("беше: за неа се грижи центарот", False),  # 20
    ],
)
def test_a_card_quotes_nothing_of_rows_that_may_count_persons(found: str, told: bool) -> None:
    report = case_report()
    ask = "За 3.6.3: „Сместена е мара пробна … за неа се грижи центарот“. Ве молиме потврдете."
    row = {
        **next(iter(records(report.tables.findings))), "id": "F", "state": "open",
        "institution": "MVR", "activity": "3.6.3", "indicator": None, "rule": "doubtful_value",
        "follows": None, "cell": "A1", "found": found or None, "ask": ask,
    }  # fmt: skip
    tables = replace(report.tables, findings=frame(ALL["findings"], [row]))
    written = scorecards_workbook(replace(report, tables=tables), Texts("mk"))
    rows = load_workbook(io.BytesIO(written))["Картони"].iter_rows(values_only=True)
    lines = [text for row in rows for text in map(str, row) if "3.6.3: " in text]
    assert lines == [ask if told else "3.6.3: Вредност за потврда."]


def test_however_much_is_late_and_asked_a_card_fits_its_page() -> None:
    report = case_report()
    own = report.plan.activities[2]
    more = [replace(own, code=f"9.{n}", text=Wording("Долг текст " * 40)) for n in range(40)]
    plan = replace(report.plan, activities=(*report.plan.activities, *more))
    row = next(row for row in records(report.milestones()) if row["activity"] == own.code)
    rows = [*records(report.tables.activities), *({**row, "activity": one.code} for one in more)]
    asked = [
        {
            **next(iter(records(report.tables.findings))), "id": f"F-{n}", "state": "open",
            "institution": "MVR", "activity": one.code, "rule": f"rule_{n}", "cell": f"A{n}",
            "ask": "Наведете повеќе за ова. " * 40,
        }
        for n, one in enumerate(more)
    ]  # fmt: skip
    tables = replace(
        report.tables,
        activities=frame(ALL["activities"], rows),
        findings=frame(ALL["findings"], asked),
    )
    made = scorecards_workbook(replace(report, plan=plan, tables=tables), Texts("mk"))
    page = load_workbook(io.BytesIO(made))["Картони"]
    first, last = (page.row_breaks.brk[n].id for n in (0, 1))
    assert str(page.cell(first + 1, 1).value).startswith("МВР")
    assert sum(page.row_dimensions[row].height or 15 for row in range(first + 1, last + 1)) <= 710
    texts = {str(page.cell(row, 1).value) for row in range(first + 1, last + 1)}
    assert sum(text.startswith("и уште") for text in texts) == 2


def test_a_status_nobody_gave_is_no_answer() -> None:
    report = case_report()
    rows = report.tables.activities.assign(status=None)
    silent = replace(report, tables=replace(report.tables, activities=rows))
    assert {card.quarters[-1].answered for card in cards(silent).values()} == {0}
    assert len(records(rows)) > 0
