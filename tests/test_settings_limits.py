"""What a returned file may cost is a setting, and a wrong setting is said in words."""

from pathlib import Path

import pytest
from cli_runs import QUARTER, run, with_forms

from ovpsheets.errors import SettingsError
from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.settings import LIMITS, read_settings
from ovpsheets.settings_file import NAME
from ovpsheets.words import LANGUAGES

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def settings(folder: Path, *lines: str) -> Path:
    (folder / NAME).write_text("\n".join(["[limits]", *lines]), encoding="utf-8")
    return folder


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path).limits == Limits()


def test_sizes_are_written_in_mebibytes_and_the_rest_as_it_is(tmp_path: Path) -> None:
    limits = read_settings(settings(tmp_path, "file_mib = 3", "seconds = 2.5", "cells = 9")).limits
    assert limits == Limits(file_size=3 * MIB, seconds=2.5, cells=9)


def test_every_limit_is_a_setting() -> None:
    assert set(LIMITS.values()) == set(Limits.__slots__)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("file_mb = 3", "settings_unknown"),
        ("file_mib = 0", "settings_number"),
        ('file_mib = "3"', "settings_number"),
        ("file_mib = 2.5", "settings_number"),
        ("cells = true", "settings_number"),
        ("seconds = -1", "settings_number"),
    ],
)
def test_a_wrong_setting_is_named(line: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(settings(tmp_path, line))
    assert error.value.key == key
    for language in LANGUAGES:
        assert line.split(" ")[0] in error.value.message(language)


def test_limits_that_are_no_table_are_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("limits = 5", encoding="utf-8")
    with pytest.raises(SettingsError):
        read_settings(tmp_path)


@pytest.mark.parametrize("command", ["merge", "status"])
def test_commands_keep_to_the_limits(command: str, tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    (root / QUARTER / "returns" / "голема.csv").write_bytes(b"a,b\n" * MIB)
    assert run("-C", settings(root, "file_mib = 1"), command, QUARTER).exit_code == 0
    assert run("-C", settings(root, "file_mib = x"), command, QUARTER).exit_code == 1


def test_the_documentation_names_every_limit_and_its_default() -> None:
    text = DOCS.read_text(encoding="utf-8")
    default = Limits()
    for name, field in LIMITS.items():
        value = getattr(default, field) // MIB if name.endswith("_mib") else getattr(default, field)
        assert f"| `{name}` | {value:g} |" in text or f"| `{name}` | {value} |" in text, name
