"""What members send has no end; the workbook has: it is cut, says so, and can be read again."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from made import AS_OF, QUARTER, case_report
from openpyxl import load_workbook
from returned_forms import drop, returned, the_history, the_plan

from ovpsheets.decision import Decision, Outcome
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.results.consolidated import consolidated, read_kept, read_typed
from ovpsheets.results.consolidated.sheet_context import Budget
from ovpsheets.results.report import Report, provenance
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

TYPED = Kept("asked", "Јавено по телефон")


def with_unplaced(rows: int, text: str = "x") -> Report:
    """Return the report of the case with so many cells outside the forms."""
    report = case_report()
    told = {"file": "a.xlsx", "sheet": "л", "cell": "A1", "kind": "cell", "text": text}
    empty = report.tables.unplaced.iloc[:0]
    table = pd.DataFrame(told, index=range(rows)).reindex(columns=empty.columns)
    table = table.astype(empty.dtypes)
    return replace(report, tables=replace(report.tables, unplaced=table))


def lines(data: bytes, sheet: str, language: Language = "en") -> list[str]:
    """Return the first text of each row of a sheet."""
    name = Texts(language)(f"consolidated.sheet.{sheet}.name")
    found = load_workbook(io.BytesIO(data), read_only=True)[name]
    rows = found.iter_rows(values_only=True)
    return [str(next((own for own in row if own is not None), None)) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_beyond_its_rows_says_so_above_and_below_and_names_the_file(
    language: Language,
) -> None:
    data = consolidated(with_unplaced(8), Texts(language), budget=Budget(unplaced=5))
    said = Texts(language)("consolidated.more_rows", shown=5, n=8, file="unplaced")
    column = lines(data, "unplaced", language)
    assert [number for number, text in enumerate(column) if text == said] == [2, 10]


def test_a_table_with_as_many_rows_as_it_may_have_is_whole() -> None:
    data = consolidated(with_unplaced(5), Texts("en"), budget=Budget(unplaced=5))
    assert not [text for text in lines(data, "unplaced") if "Only the first" in text]


@pytest.mark.parametrize(("characters", "shown"), [(536, 8), (535, 7), (67, 1)])
def test_a_table_is_cut_by_its_characters_too(characters: int, shown: int) -> None:
    # A row: 20 of the text, 4 of the kind, 37 of the link, 6 of the file.
    data = consolidated(
        with_unplaced(8, "т" * 20), Texts("en"), budget=Budget(characters=characters)
    )
    said = [text for text in lines(data, "unplaced") if "Only the first" in text]
    expected = Texts("en")("consolidated.more_rows", shown=shown, n=8, file="unplaced")
    assert said == ([expected] * 2 if shown < 8 else [])


@cache
def finding() -> str:
    """Return the last finding of the to-do list."""
    return list(read_kept(consolidated(case_report(), Texts("mk"))))[-1]


@pytest.mark.parametrize("budget", [Budget(rows=1), Budget(characters=1)])
def test_a_state_that_was_typed_is_shown_and_read_again_whatever_the_budget(
    budget: Budget,
) -> None:
    kept = {finding(): TYPED, "gone-1": Kept("open", "и ова")}
    read = read_kept(consolidated(case_report(), Texts("mk"), kept=kept, budget=budget))
    assert (read[finding()].state, read[finding()].remark) == (TYPED.state, TYPED.remark)
    assert read["gone-1"].remark == "и ова"
    assert len(read) == 2


@pytest.mark.parametrize("budget", [Budget(rows=1), Budget(characters=1)])
def test_decisions_are_shown_and_read_again_whatever_the_budget(budget: Budget) -> None:
    decided = (
        Decision("status", "3.6.3", "MVR", "Завршено"),
        Decision("value", "3.6.3.1", "MVR", "33"),
    )
    report = replace(case_report(), decided=tuple(Outcome(item) for item in decided))
    data = consolidated(report, Texts("mk"), budget=budget)
    assert read_typed(data, report.plan).decisions == decided


def test_long_answers_beyond_the_room_of_the_provenance_are_in_its_csv(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(provenance, "MOST_CHARACTERS", 40)
    data = consolidated(case_report(), Texts("en"))
    assert [t for t in lines(data, "provenance") if "more than a sheet is for" in t]
    assert provenance.provenance_csv(case_report())


def test_a_file_of_nothing_but_other_cells_does_not_lock_the_quarter(tmp_path: Path) -> None:
    returns, results = tmp_path / "returns", tmp_path / "results"
    returns.mkdir()
    returned("MZ").fill_well().save(returns, "образец.xlsx")
    row = ";".join(["x"] * 400) + "\n"
    drop(returns, "список.csv", (row * 51).encode())  # 20,400 cells
    report = merge(the_plan(), QUARTER, returns, history=the_history(), as_of=AS_OF)
    for _ in range(2):  # the second reads what was typed into the workbook of the first
        assert report.write(results).files
    assert (results / "data" / "unplaced.csv").read_bytes().count(b"\n") == 20_401
    data = (results / "consolidated.xlsx").read_bytes()
    said = Texts("mk")("consolidated.more_rows", shown=20_000, n=20_400, file="unplaced")
    assert said in lines(data, "unplaced", "mk")
    assert read_typed(data, the_plan()).states


def test_no_budget_asks_for_more_rows_than_a_sheet_has() -> None:
    budget = Budget()
    assert max(budget.rows, budget.unplaced) < 1_000_000
