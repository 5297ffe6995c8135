"""The board: what stands where over all quarters, written anew by every command that writes."""

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import in_browser
import pytest
from cli_runs import AS_OF, QUARTER, answer, built, copied, run
from demos import played
from returned_forms import drop, returned
from test_merge_interrupted import one_merged

from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace.board import write_board
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import sentence, step_of

DAY = date(2022, 10, 12)


@cache
def page(language: Language) -> str:
    """The page of the demo in a language; written once."""
    root = built(_demo)
    place = WorkspaceFolder(root)
    step = step_of("remind", place.quarters()[-1], root / QUARTER / "results/consolidated.xlsx")
    return write_board(place, DAY, language, step).read_text(encoding="utf-8")


def _demo(folder: Path) -> Path:
    return Path(shutil.copytree(played().root, folder / "demo"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_from_the_workspace_to_what_is_there(language: Language) -> None:
    text = page(language)
    links = re.findall(r'href="([^"]+)"', text)
    assert len(links) > 30
    for link in links:
        assert not link.startswith(("/", "http", "file:", ".."))
        assert (built(_demo) / unquote(link)).exists(), link
    corrections = built(_demo).glob(f"{QUARTER}/results/corrections/*.xls?")
    assert {path.relative_to(built(_demo)).as_posix() for path in corrections} <= {*links}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_the_quarters_the_institutions_and_what_comes_next(language: Language) -> None:
    text, texts = page(language), Texts(language)
    for quarter in WorkspaceFolder(built(_demo)).quarters():
        assert texts.quarter(quarter) in text
    assert texts("cli.next.step.remind") in text
    assert f"<code>ovpsheets remind {QUARTER}</code>" in text
    assert texts("cli.status.not_returned") in text
    assert f'<html lang="{language}">' in text


def test_it_needs_no_script_and_names_no_address() -> None:
    text = page("mk")
    assert "<script" not in text
    assert "@example.mk" not in text
    assert "default-src 'none'" in text


def test_a_writing_command_writes_it_and_one_that_looks_does_not(tmp_path: Path) -> None:
    root = copied(one_merged, tmp_path)
    board = root / "board.html"
    before = board.read_text(encoding="utf-8")
    assert Texts("mk")("cli.next.step.remind") in before  # after the merge
    board.unlink()
    assert run("-C", root, "status", QUARTER, "--as-of", AS_OF).exit_code == 0
    assert run("-C", root, "remind", QUARTER, "--as-of", AS_OF, "--dry-run").exit_code == 0
    assert not board.exists()
    assert run("-C", root, "remind", QUARTER, "--as-of", AS_OF).exit_code == 0
    assert "ovpsheets remind 2022-Q3 --sent all" in board.read_text(encoding="utf-8")


def test_it_counts_what_came_since_the_last_merge(tmp_path: Path) -> None:
    root = copied(one_merged, tmp_path)
    said = Texts("en")("board.came", n=1)
    place = WorkspaceFolder(root)
    assert said not in write_board(place, DAY, "en").read_text(encoding="utf-8")
    drop(root / QUARTER / "returns", "ново.xlsx", returned("MP").data())
    # A second file of one institution, and one of another whose code begins alike.
    for name in ("MP_2.xlsx", "MPX.xlsx"):
        drop(root / QUARTER / "results/corrections", name, b"")
    shown = write_board(place, DAY, "en").read_text(encoding="utf-8")
    assert said in shown
    assert "corrections/MP_2.xlsx" in shown
    assert "MPX.xlsx" not in shown


def test_the_same_workspace_gives_the_same_page(tmp_path: Path) -> None:
    place = WorkspaceFolder(copied(one_merged, tmp_path))
    first = write_board(place, DAY, "mk").read_bytes()
    assert write_board(place, DAY, "mk").read_bytes() == first


def test_its_step_is_that_of_the_state_and_not_of_what_was_typed_last(tmp_path: Path) -> None:
    root = copied(one_merged, tmp_path)
    for words in (("remind",), ("remind", "--sent", "all"), ("note",), ("review",)):
        assert run("-C", root, words[0], QUARTER, "--as-of", AS_OF, *words[1:]).exit_code == 0
        told = answer("-C", root, "next", "--as-of", AS_OF)
        board = (root / "board.html").read_text(encoding="utf-8")
        until = told["until"] and Texts("mk").long_date(date.fromisoformat(told["until"]))
        assert sentence(told["step"], Texts("mk"), until or "") in board, words


def test_a_register_that_cannot_be_read_does_not_end_a_command(tmp_path: Path) -> None:
    root = copied(one_merged, tmp_path)
    (root / "board.html").unlink()
    (root / QUARTER / "release.csv").write_text("нешто\nдруго\n", encoding="utf-8")
    assert run("-C", root, "generate", QUARTER).exit_code == 0
    assert not (root / "board.html").exists()


# ------------------------------------------------------------------ in a browser


@pytest.mark.browser
def test_it_fits_the_window_and_axe_finds_no_violation() -> None:
    page("sq")
    with in_browser.started() as browser:
        opened = browser.new_page()
        opened.goto((built(_demo) / "board.html").as_uri())
        for width in (360, 1366):
            opened.set_viewport_size({"width": width, "height": 900})
            assert opened.evaluate("document.documentElement.scrollWidth") <= width
            assert in_browser.violations(opened, contrast=width == 360) == []
