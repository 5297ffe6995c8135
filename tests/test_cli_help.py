"""Help and usage errors, in the reader's language."""

import errno
from pathlib import Path

import pytest
from cli_runs import run, workspace
from click.testing import CliRunner
from every_case import every

from ovpsheets.cli import main
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

COMMANDS = (
    "demo", "init", "next", "plan", "generate", "collect", "check", "merge", "status", "remind",
    "note", "review", "publish", "close", "rules", "templates", "doctor",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_lists_every_command_in_the_language_chosen(language: Language) -> None:
    shown = run("--lang", language, "--help").stdout
    texts = Texts(language)
    for command in COMMANDS:
        assert f"{command} " in shown
        assert texts(f"cli.{command}.short")[:30] in shown
    assert texts("cli.heading.usage") in shown


@every("command", COMMANDS)
@every("language", LANGUAGES)
def test_help_of_a_command_is_in_the_language_and_fits_the_window(
    command: str, language: Language
) -> None:
    done = run("--lang", language, command, "--help")
    assert done.exit_code == 0
    assert Texts(language)("cli.heading.usage") in done.stdout
    assert Texts(language)("cli.option.help") in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_help_is_macedonian_when_nothing_is_chosen() -> None:
    assert "Употреба:" in run("--help").stdout


def test_the_language_counts_even_behind_help() -> None:
    assert "Usage:" in run("--help", "--lang", "en").stdout


def test_without_a_command_the_help_is_shown() -> None:
    done = run()
    assert done.exit_code == 0
    assert "Наредби" in done.stdout


def test_macedonian_help_speaks_no_english() -> None:
    shown = run("generate", "--help").stdout
    assert "КВАРТАЛ" in shown
    assert not {"Usage", "Options", "Show", "QUARTER"} & set(shown.replace(":", " ").split())


def test_every_command_has_a_module_of_its_name() -> None:
    assert tuple(main.commands) == COMMANDS


@every(
    ("words", "said"),
    [
        (["generate", "2022-Q5"], "„2022-Q5“ не е квартал"),
        (["merge"], "Недостасува: КВАРТАЛ."),
        (["genrate", "2022-Q3"], "Не постои наредба „genrate“"),
        (["merge", "2022-Q3", "--fail"], "не постои опција „--fail“"),
        (["merge", "2022-Q3", "--as-of"], "Опцијата „--as-of“"),
        (["merge", "2022-Q3", "--as-of", "12.13.2022"], "„12.13.2022“ не е датум"),
        (["merge", "2022-Q3", "--fail-on", "итно"], "можни се: urgent, important, check"),
        (["merge", "2022-Q3", "2022-Q4"], "„2022-Q4“ е вишок"),
        (["--lang", "de", "rules"], "можни се: mk, sq, en"),
    ],
)
def test_a_command_not_understood_ends_with_2_a_sentence_and_a_tip(
    words: list[str], said: str
) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert "--help" in done.stderr


def test_the_tip_names_the_command_that_was_not_understood() -> None:
    assert "ovpsheets generate --help" in _named(run("--lang", "en", "generate", "x").stderr)


def _named(said: str) -> str:
    """Under test the program is called "main"."""
    return said.replace("main ", "ovpsheets ")


@pytest.mark.parametrize(
    "spelled", ["2022-Q3", "2022Q3", "Q3 2022", "3/2022", "2022-3", "2022К3", "q3/2022"]
)
def test_a_quarter_is_understood_in_every_spelling(spelled: str, tmp_path: Path) -> None:
    done = run("-C", workspace(tmp_path), "status", spelled, "--as-of", "2022-10-12")
    assert done.exit_code == 0
    assert "трет квартал 2022 година" in done.stdout


@pytest.mark.parametrize("spelled", ["2022-10-12", "12.10.2022", "12 октомври 2022"])
def test_a_day_is_understood_as_it_is_in_a_form(spelled: str, tmp_path: Path) -> None:
    done = run("-C", workspace(tmp_path), "status", "2022-Q3", "--as-of", spelled)
    assert "на 12 октомври 2022 година" in done.stdout


def test_a_console_that_lacks_the_letters_gets_question_marks_and_no_crash() -> None:
    done = CliRunner(charset="ascii").invoke(main, ["rules"])
    assert done.exit_code == 0
    assert "missing_return" in done.stdout


def test_json_is_utf_8_whatever_the_console() -> None:
    done = CliRunner(charset="cp1252").invoke(main, ["rules", "--json"])
    assert "Не е доставен образец" in done.stdout_bytes.decode("utf-8")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "затворете ја таму"),
        (errno.ENOSPC, "Ослободете простор"),
        (errno.EIO, "Проверете ги името и папката"),
    ],
)
def test_what_the_system_refuses_is_one_line_and_a_tip(
    number: int, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "refused", "results/.x1.ovp-part", None, "results/consolidated.xlsx")

    monkeypatch.setattr("ovpsheets.workspace.start.write_whole", refuse)
    done = run("init", tmp_path / "нова")
    assert done.exit_code == 1
    first, tip = done.stderr.splitlines()
    assert "consolidated.xlsx" in first
    assert said in tip
