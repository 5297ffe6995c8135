"""The demo, played once for all tests that look at it: its workspace and what was said."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cli_runs import built, run


@dataclass(frozen=True)
class Played:
    """The finished example; only to be read."""

    root: Path
    said: str


@cache
def played() -> Played:
    """Return the demo as ``ovpsheets demo`` makes it."""
    root = built(_play)
    return Played(root, (root.parent / "said.txt").read_text(encoding="utf-8"))


def _play(folder: Path) -> Path:
    root = folder / "ovp-demo"
    done = run("demo", root)
    assert done.exit_code == 0, done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")
    return root
