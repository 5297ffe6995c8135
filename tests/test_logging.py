"""What is told through ``logging``: stations, times, files set aside; nothing unless asked."""

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, fill, run, with_forms
from made import case_plan
from returned_forms import workers

import ovpsheets as ovp


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace to which a form and something else came back."""
    root = with_forms(tmp_path)
    fill(root, "OP", OPEN_GATE)
    (root / QUARTER / "returns" / "слика\x1b[2J.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return root


def told(caplog: pytest.LogCaptureFixture, level: int) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= level]


def test_a_program_that_listens_hears_the_stations_and_what_was_set_aside(
    root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="ovpsheets"):
        merged = ovp.Workspace(root, executor=workers()).read(QUARTER, as_of=AS_OF)
        merged.write(tmp_path / "copy")
    heard = told(caplog, logging.INFO)
    stations = [line for line in heard if re.search(r"\(\d+\.\d\d s\)$", line)]
    assert [re.sub(r" \([^()]*\)$", "", line) for line in stations] == [
        "merge 2022-Q3: read and reconciled",
        "merge 2022-Q3: decided and tabulated",
        "merge 2022-Q3: sums noticed",
        "merge 2022-Q3: judged",
        f"merge 2022-Q3: {len(list((tmp_path / 'copy').rglob('*.*'))) - 1} files written",
    ]
    assert [line for line in heard if line not in stations] == [
        "слика\x1b[2J.png: set_aside (picture) "
    ]
    assert any("OP_R1.xlsx: used" in line for line in told(caplog, logging.DEBUG))
    assert {record.name.partition(".")[0] for record in caplog.records} == {"ovpsheets"}


def test_generate_tells_how_much_it_wrote(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="ovpsheets"):
        ovp.generate(case_plan(), QUARTER, tmp_path)
    assert told(caplog, logging.INFO)[-1].startswith("generate 2022-Q3: 6 files written")


def test_nobody_hears_anything_who_does_not_listen(root: Path) -> None:
    script = (
        "import sys, ovpsheets as ovp\n"
        "if __name__ == '__main__':\n"
        "    ovp.Workspace(sys.argv[1]).read('2022-Q3')\n"
    )
    words = [sys.executable, "-X", "utf8", "-c", script, str(root)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_command_tells_with_v_what_it_does(root: Path) -> None:
    silent = run("-C", root, "status", QUARTER, "--as-of", AS_OF)
    once = run("-v", "-C", root, "status", QUARTER, "--as-of", AS_OF)
    twice = run("-vv", "-C", root, "status", QUARTER, "--as-of", AS_OF)
    assert silent.stderr == ""
    assert once.stdout == silent.stdout
    assert "merge 2022-Q3: judged" in once.stderr
    assert "set_aside (picture)" in once.stderr
    assert "\x1b" not in once.stderr
    assert ": used" not in once.stderr
    assert ": used" in twice.stderr


def test_a_command_leaves_the_logger_as_it_was(root: Path) -> None:
    log = logging.getLogger("ovpsheets")
    before = (log.level, list(log.handlers))
    run("-v", "-C", root, "status", QUARTER, "--as-of", AS_OF)
    run("-v", "-C", root, "status", "no quarter")
    assert (log.level, list(log.handlers)) == before
