"""The setting of disclosure control."""

from pathlib import Path

import pytest

from ovpsheets.errors import SettingsError
from ovpsheets.settings import read_settings


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
