"""Files that need the same slow thing go to one process, and tests share what reads files."""

import re
from pathlib import Path

from conftest import TOGETHER
from returned_forms import workers

from ovpsheets.intake import read_returns

TESTS = Path(__file__).parent


def importing(*modules: str) -> set[str]:
    """Return the names of the files of tests that import one of *modules*."""
    names = "|".join(modules)
    wanted = re.compile(rf"^(from|import) ({names})\b", re.M)
    files = TESTS.glob("test_*.py")
    return {path.stem for path in files if wanted.search(path.read_text(encoding="utf-8"))}


def test_libreoffice_is_started_in_one_process_alone() -> None:
    helpers = ("office", "office_formats", "measured_sheets")
    assert importing(*helpers) == set(TOGETHER["office"])


def test_the_demo_is_played_in_one_process_alone() -> None:
    assert importing("demos") == set(TOGETHER["demo"])


def test_the_modules_are_parsed_in_one_process_alone() -> None:
    assert importing("own_source") == set(TOGETHER["source"])


def test_what_is_read_is_read_by_the_process_that_all_tests_share() -> None:
    """Whatever other files imported by now, as benchmarks, which look for modules here, too."""
    with read_returns._executor(read_returns.ReadingOptions()) as lent:
        assert lent is workers()
