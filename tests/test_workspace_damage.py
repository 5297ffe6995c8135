"""What the tool wrote and somebody damaged ends in a sentence, not in a traceback."""

from pathlib import Path

import pytest
from made import case_plan, case_report

import ovpsheets as ovp


def test_a_damaged_register_of_forms_is_said(tmp_path: Path) -> None:
    ovp.generate(case_plan(), "2022-Q3", tmp_path, history=case_report().history)
    (tmp_path / "issued.csv").write_text("form_id;institution\nx;y\n", encoding="utf-8")
    with pytest.raises(ovp.WorkspaceError, match=r"issued\.csv can no longer be read"):
        ovp.read_register(tmp_path)


def test_a_damaged_table_of_an_earlier_quarter_is_said(tmp_path: Path) -> None:
    data = tmp_path / "2022-Q1" / "results" / "data"
    data.mkdir(parents=True)
    (data / "activities.csv").write_text('quarter\n"2022-Q1\n', encoding="utf-8")
    with pytest.raises(ovp.WorkspaceError, match="Merge that quarter again"):
        ovp.history(tmp_path)


def test_a_workspace_without_merged_quarters_has_an_empty_history(tmp_path: Path) -> None:
    assert ovp.history(tmp_path).activities.empty
