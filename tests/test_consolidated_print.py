"""On paper: no letter under 8 points, no hundreds of pages, and which sheets to print."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

import pytest
from every_workbook import own_columns, workbooks
from made import case_report
from office import saved_as
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ovpsheets.address import column_name
from ovpsheets.plan.model import Activity, Commitment, Wording
from ovpsheets.results.consolidated import consolidated
from ovpsheets.results.consolidated.read_me_sheet import ON_PAPER
from ovpsheets.results.consolidated.sheet_table import ON_SCREEN
from ovpsheets.results.consolidated.todo_sheet import ON_PAPER as ROWS
from ovpsheets.results.report import Report
from ovpsheets.tables import ALL, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.writing.book import footer_codes

LEAST: Final = 8.0  # points
ROOM: Final = {True: 1_046, False: 711}  # pixels between the margins of A4, lying and upright


def _workbook(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(consolidated(report, Texts("mk"))))


@cache
def _case() -> Workbook:
    """Return the workbook of the case, for who only looks at it."""
    return _workbook(case_report())


@cache
def _loaded(language: Language) -> dict[str, Workbook]:
    return {name: load_workbook(io.BytesIO(own)) for name, own in workbooks(language).items()}


def _name(key: str) -> str:
    return Texts("mk")(f"consolidated.sheet.{key}.name")


def _large() -> Report:
    """Return the case with 300 activities in two commitments, as far as paper is concerned."""
    report = case_report()
    first = report.plan.activities[0]
    rows = records(report.tables.activities)
    more = [
        Activity(
            f"3.7.{n}", "3.7", Wording(f"Активност {n}"), first.start, first.deadline, first.holder
        )
        for n in range(1, 301)
    ]  # fmt: skip
    told = [
        {**rows[0], "activity": own.code, "commitment": "3.7", "row": None, "file": None}
        for own in more
    ]
    plan = replace(
        report.plan,
        commitments=(*report.plan.commitments, Commitment("3.7", Wording("Друга заложба"))),
        activities=(*report.plan.activities, *more),
    )
    activities = frame(ALL["activities"], [*rows, *told])
    return replace(report, plan=plan, tables=replace(report.tables, activities=activities))


def _columns(sheet: Worksheet) -> int:
    """Return how many columns are printed."""
    area = re.search(r"\$A\$1:\$([A-Z]+)\$", sheet.print_area or "")
    last = area.group(1) if area else column_name(sheet.max_column - 1)
    return next(n + 1 for n in range(sheet.max_column) if column_name(n) == last)


def _scale(sheet: Worksheet) -> float:
    """Return the share of its size in which a sheet is printed."""
    if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        return (sheet.page_setup.scale or 100) / 100
    printed = range(1, _columns(sheet) + 1)
    pixels = sum(
        int(7 * float(own.width))  # in a file the width holds the cell's margins, too
        for own in sheet.column_dimensions.values()
        if not own.hidden
        for number in range(own.min or 0, (own.max or 0) + 1)
        if number in printed
    )
    return min(1.0, ROOM[sheet.page_setup.orientation == "landscape"] / pixels)


def _smallest(sheet: Worksheet) -> float:
    unseen = {
        number
        for own in sheet.column_dimensions.values()
        if own.hidden
        for number in range(own.min or 0, (own.max or 0) + 1)
    }
    return min(
        float(cell.font.size)
        for row in sheet.iter_rows(max_col=_columns(sheet))
        for cell in row
        if cell.value is not None
        and cell.column not in unseen
        and not sheet.row_dimensions[cell.row].hidden
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_of_any_workbook_is_printed_smaller_than_8_points(language: Language) -> None:
    more = {"own columns": load_workbook(io.BytesIO(own_columns()))} if language == "mk" else {}
    printed = [
        (f"{name} · {sheet.title}", sheet)
        for name, book in {**_loaded(language), **more}.items()
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    ]
    points = {name: _scale(sheet) * _smallest(sheet) for name, sheet in printed}
    assert {name: round(size, 1) for name, size in points.items() if size < LEAST} == {}


def test_a_table_has_its_headings_on_every_page_and_each_page_its_number() -> None:
    for name, book in _loaded("mk").items():
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and name != "correction":
                assert sheet.oddFooter is not None
                assert "/" in str(sheet.oddFooter.right.text), (name, sheet.title)
            if sheet.auto_filter.ref and name != "consolidated":
                assert sheet.print_title_rows, (name, sheet.title)


def test_of_the_decisions_no_empty_page_is_printed() -> None:
    sheet = _case()[_name("decisions")]
    last = int(str(sheet.print_area).rpartition("$")[2])
    assert last < 15 < sheet.max_row


def test_the_overview_is_one_page_with_its_charts() -> None:
    sheet = _workbook(_large())[_name("overview")]
    last = int(str(sheet.print_area).rpartition("$")[2])
    said = sheet._charts[0].title.tx.rich.p[0].r[0].t  # type: ignore[attr-defined]
    assert said == "Без одговор за активности во 2 од 2 заложби"
    assert all(chart.anchor._from.row < last for chart in sheet._charts[:2])  # type: ignore[attr-defined]
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, last + 1)]
    assert sum(heights) * _scale(sheet) < 505  # points between the margins of A4, lying


def test_sheets_to_look_things_up_in_print_one_page_and_say_so() -> None:
    book = _case()
    for key in ON_SCREEN:
        sheet = book[_name(key)]
        assert isinstance(sheet, Worksheet)
        assert int(str(sheet.print_area).rpartition("$")[2]) <= 17
        assert sheet.oddFooter is not None
        assert "оваа прва страница" in str(sheet.oddFooter.left.text)


@pytest.mark.parametrize(("most", "printed"), [(ROWS, ROWS), (ROWS + 1, ROWS)])
def test_of_a_long_to_do_list_the_most_urgent_rows_are_printed_and_the_page_says_so(
    most: int, printed: int
) -> None:
    report = case_report()
    one = next(iter(records(report.tables.findings)))
    asked = [
        {**one, "id": f"F-{n}", "rule": f"rule_{n}", "cell": f"A{n}", "ask": f"Прашање {n}."}
        for n in range(most)
    ]
    tables = replace(report.tables, findings=frame(ALL["findings"], asked))
    sheet = _workbook(replace(report, tables=tables))[_name("todo")]
    last = int(str(sheet.print_area).rpartition("$")[2])
    assert last == printed + 5  # the title, the hint, the keys, the headings
    assert sheet.oddFooter is not None
    said = "најитните 100 реда од вкупно 101" in str(sheet.oddFooter.left.text)
    assert said is (printed < most)


def test_the_read_me_names_three_sheets_to_print() -> None:
    sheet = _case()[_name("read_me")]
    cells = [str(cell.value) for (cell,) in sheet.iter_rows(max_col=1)]
    top = cells.index("Што да се отпечати за состанок")
    assert cells[top + 1 : top + 4] == [_name(key) for key in ON_PAPER]


@pytest.mark.parametrize("key", ["matrix", "timeline"])
def test_of_a_large_plan_commitments_are_shown_and_their_activities_wait_below(key: str) -> None:
    sheet = _workbook(_large())[_name(key)]
    assert isinstance(sheet, Worksheet)
    rows = {
        str(sheet.cell(n, 1).value): own
        for n, own in sheet.row_dimensions.items()
        if n > 6 and sheet.cell(n, 1).value
    }
    assert not rows["3.7"].hidden
    assert rows["3.7.1"].hidden
    assert rows["3.7.1"].outlineLevel == 1
    assert sheet.sheet_properties.outlinePr is not None
    assert not sheet.sheet_properties.outlinePr.summaryBelow


def test_of_a_small_plan_of_one_commitment_nothing_is_hidden() -> None:
    sheet = _case()[_name("matrix")]
    assert isinstance(sheet, Worksheet)
    assert not any(own.outlineLevel for own in sheet.row_dimensions.values())


@pytest.mark.office
@pytest.mark.parametrize(("make", "most"), [(case_report, 30), (_large, 40)])
def test_a_workbook_prints_a_few_pages(make: Callable[[], Report], most: int) -> None:
    report = make()
    printed = saved_as(consolidated(report, Texts("mk")), "pdf")
    assert 10 < len(re.findall(rb"/Type\s*/Page\b", printed)) <= most
    pages = _pages_of_sheets(printed)
    assert {key: pages.count(_name(key)) for key in ON_SCREEN} == dict.fromkeys(ON_SCREEN, 1)


def _pages_of_sheets(printed: bytes) -> list[str]:
    """Return of which sheet each page is: its name stands in the footer."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here (apt: poppler-utils)")
    done = subprocess.run(
        [program, "-layout", "-", "-"], input=printed, capture_output=True, check=True
    )
    footers = [page.strip().rpartition("\n")[2] for page in done.stdout.decode().split("\f")]
    named = [re.search(r"(\S+(?: \S+)*)\s+\|\s+\d+ / \d+$", own) for own in footers]
    return [own[1].rpartition("  ")[2].strip() if own else "" for own in named]


def test_the_name_of_a_sheet_stands_beside_the_page_where_the_middle_is_taken() -> None:
    for length, middle, right in ((40, "&10&A", "&10&P / &N"), (41, None, "&10&A  |  &P / &N")):
        found = re.fullmatch(r"&L(.*?)(?:&C(.*?))?&R(.*)", footer_codes("a" * length))
        assert found is not None
        assert found.groups()[1:] == (middle, right)
