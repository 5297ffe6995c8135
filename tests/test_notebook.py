"""The notebook in examples runs from its first cell to its last, and plots what it says."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from cli_runs import run
from demos import played

NOTEBOOK = Path(__file__).parent.parent / "examples" / "progress.ipynb"


def cells() -> list[str]:
    """Return the code of the notebook, a text for each cell."""
    said = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in said["cells"] if cell["cell_type"] == "code"]


@pytest.mark.filterwarnings("ignore")  # matplotlib's own dependencies warn
def test_the_notebook_runs_and_draws_both_charts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    matplotlib: Any = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    matplotlib.use("Agg")  # draws no window
    plt: Any = pytest.importorskip("matplotlib.pyplot")
    shutil.copytree(played().root, tmp_path / "ovp-demo")
    monkeypatch.setenv("OVP_WORKSPACE", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", _typed)
    names: dict[str, Any] = {}
    for code in cells():
        exec(compile(code, NOTEBOOK.name, "exec"), names)
    assert len(plt.get_fignums()) == 2
    plt.close("all")
    assert list(names["counters"].index) == ["2022-Q1", "2022-Q2", "2022-Q3"]
    assert list(names["counters"].sum(axis=1)) == [8, 8, 8]
    assert "values were due" in capsys.readouterr().out


def _typed(words: Sequence[str], *, check: bool) -> None:
    """Run in this process what the notebook types: a program of its own takes seconds to start."""
    program, module, name, *rest = words
    assert (program, module, name, check) == (sys.executable, "-m", "ovpsheets", True)
    done = run(*rest)
    assert done.exit_code == 0, done.stderr
    print(done.stdout)


def test_the_notebook_is_kept_without_outputs() -> None:
    said = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert not [cell for cell in said["cells"] if cell.get("outputs")]
