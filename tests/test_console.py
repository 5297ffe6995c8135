"""What a console can show: letters, or a word on what to type; colours, or none."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_runs import run, workspace
from click.testing import CliRunner, Result
from every_case import every

from ovpsheets.cli import main
from ovpsheets.cli.console import shows_letters
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


def typed(
    *words: object, charset: str = "utf-8", colour: bool = False, env: Mapping[str, str] = {}
) -> Result:
    given = [str(word) for word in words]
    return CliRunner(charset=charset, env=env).invoke(main, given, color=colour)


@every(
    ("code_page", "shown"),
    [("utf-8", True), ("cp1251", True), ("utf-16", True),
     ("ascii", False), ("cp1252", False), ("cp437", False), ("cp852", False), ("no such", False)],
)  # fmt: skip
def test_a_code_page_has_cyrillic_or_not(code_page: str, shown: bool) -> None:
    class Console(io.StringIO):
        encoding = code_page

    assert shows_letters(Console()) is shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_letters_are_missing_one_line_in_ascii_says_what_to_type(language: Language) -> None:
    done = typed("--lang", language, "rules", charset="cp1252")
    assert done.exit_code == 0
    (line,) = done.stderr_bytes.decode("ascii").splitlines()
    assert "chcp 65001" in line
    assert "$env:PYTHONUTF8=1" in line


def test_where_the_letters_are_there_nothing_is_said() -> None:
    assert typed("rules").stderr == ""


def test_a_program_that_reads_json_hears_nothing_of_letters() -> None:
    assert typed("rules", "--json", charset="cp1252").stderr == ""


def test_the_advice_is_the_same_for_all_consoles_and_short() -> None:
    for language in LANGUAGES:
        assert len(Texts(language)("cli.letters")) <= 200


@every(("env", "coloured"), [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)])
@every("words", [["rules"], ["mergge"], ["-C", "nowhere", "plan"]])
def test_no_color_takes_colours_from_results_and_errors(
    words: list[str], env: dict[str, str], coloured: bool
) -> None:
    done = typed(*words, colour=True, env={"NO_COLOR": "", **env})
    assert ("\x1b[" in done.output) is coloured


def test_what_is_piped_has_no_colours(tmp_path: Path) -> None:
    assert "\x1b" not in run("-C", workspace(tmp_path), "status", "2022-Q3").output
