"""What Python shows of a merged quarter, a plan, tables: short, and nobody's address."""

import re
from pathlib import Path

import pytest
from made import case_plan
from returned_forms import merged

from ovpsheets.results import notebook
from ovpsheets.tables import Tables


def test_a_merged_quarter_is_a_line_of_what_came_and_was_found(tmp_path: Path) -> None:
    assert repr(merged(tmp_path)) == (
        "<Merged NAP5 2022-Q3, as of 2022-10-12: 0 of 6 forms returned, activities: 8, findings: 6>"
    )


def test_a_plan_is_a_line_of_its_sizes() -> None:
    assert repr(case_plan()) == (
        "<Plan NAP5, 2021-01-01 to 2023-12-31, institutions: 6, commitments: 1, activities: 8, "
        "indicators: 11>"
    )


def test_tables_are_a_line_of_their_sizes(tmp_path: Path) -> None:
    said = repr(merged(tmp_path).tables)
    assert said.startswith("<Tables, rows of activities: 10, indicators: 11, findings: 6, ")
    assert repr(Tables.empty()).count(": 0") == 7


def test_a_notebook_is_given_nobodys_address(tmp_path: Path) -> None:
    quarter = merged(tmp_path)
    shown = quarter._repr_html_() + repr(quarter) + repr(quarter.plan)
    assert "@" not in shown
    assert len(shown) < 5_000


def test_in_a_notebook_counters_are_said_in_words_and_findings_in_the_readers_language(
    tmp_path: Path,
) -> None:
    shown = merged(tmp_path, language="sq")._repr_html_()
    assert "<b>0 nga 6</b><br>Formularë të kthyer" in shown
    assert ">Urgjent</td>" in shown
    assert "missing_return" not in shown


@pytest.mark.parametrize(("most", "rest"), [(5, "уште 1 е"), (4, "уште 2 се"), (6, "")])
def test_what_is_not_shown_of_the_findings_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, rest: str
) -> None:
    monkeypatch.setattr(notebook, "_MOST", most)
    shown = merged(tmp_path)._repr_html_()
    assert shown.count('<tr style="background') == most
    assert re.findall(r"<p>(уште \d+ \w+) во \.findings</p>", shown) == ([rest] if rest else [])
