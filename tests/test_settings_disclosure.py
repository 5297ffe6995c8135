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


@pytest.mark.parametrize("text", ['protect_zeros = "yes"', "protect_zeros = 1"])
def test_another_answer_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        settings(tmp_path, f"[disclosure]\n{text}\n")
