"""The settings of disclosure control and of the calendar."""

from datetime import date
from pathlib import Path

import pytest
from plans import plan_text, workbook

from ovpsheets.errors import SettingsError
from ovpsheets.quarter import Quarter
from ovpsheets.settings import read_settings
from ovpsheets.workspace.folders import WorkspaceFolder


def settings(folder: Path, text: str) -> bool:
    (folder / "ovpsheets.toml").write_text(text, encoding="utf-8")
    return read_settings(folder).protect_zeros


def test_noughts_are_published_unless_the_setting_says_otherwise(tmp_path: Path) -> None:
    assert settings(tmp_path, "") is False
    assert settings(tmp_path, "[disclosure]\nprotect_zeros = true\n") is True


def test_counts_are_rounded_only_where_the_setting_says_so(tmp_path: Path) -> None:
    assert read_settings(tmp_path).method == "hide"
    (tmp_path / "ovpsheets.toml").write_text('[disclosure]\nmethod = "round"\n', encoding="utf-8")
    assert read_settings(tmp_path).method == "round"


def test_bodies_are_kept_from_one_another_unless_the_setting_says_otherwise(tmp_path: Path) -> None:
    assert read_settings(tmp_path).contributors is True
    settings(tmp_path, "[disclosure]\ncontributors = false\n")
    assert read_settings(tmp_path).contributors is False


@pytest.mark.parametrize(
    "text",
    ['protect_zeros = "yes"', "protect_zeros = 1", 'method = "rund"', 'contributors = "no"'],
)
def test_another_answer_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        settings(tmp_path, f"[disclosure]\n{text}\n")


def test_holidays_are_days(tmp_path: Path) -> None:
    assert read_settings(tmp_path).holidays == frozenset()
    file = tmp_path / "ovpsheets.toml"
    file.write_text("[ovpsheets]\nholidays = [2023-01-13, 2022-10-11]\n", encoding="utf-8")
    assert read_settings(tmp_path).holidays == {date(2023, 1, 13), date(2022, 10, 11)}
    for wrong in ('["2023-01-13"]', "2023-01-13", "[2023-01-13T10:00:00]"):
        file.write_text(f"[ovpsheets]\nholidays = {wrong}\n", encoding="utf-8")
        with pytest.raises(SettingsError):
            read_settings(tmp_path)


def test_comments_are_due_before_a_holiday(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(workbook(plan_text()))
    quarter = Quarter.parse("2022-Q3")  # to be published on Saturday the 15th
    folder = WorkspaceFolder(tmp_path)
    assert folder.plan().dates(quarter).comment_by == date(2022, 10, 14)
    settings = "[ovpsheets]\nholidays = [2022-10-14, 2022-10-13]\n"
    (tmp_path / "ovpsheets.toml").write_text(settings, encoding="utf-8")
    assert folder.plan().dates(quarter).comment_by == date(2022, 10, 12)
