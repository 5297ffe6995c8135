"""LibreOffice for scripts: where it is, which Python can speak to it, how to have work done."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FILL: Final = Path(__file__).with_name("fill_with_libreoffice.py")

# Distributions put the bridge beside the system's Python; Windows and macOS ship one inside.
_PYTHONS: Final = ("/usr/bin/python3", "python3", "python")
_PATIENCE: Final = 300  # seconds for all jobs of one run

Job = Mapping[str, Any]
"""See :mod:`ovpsheets.examples.fill_with_libreoffice`."""


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice and a Python that has its bridge."""

    soffice: str
    python: str

    def run(self, script: Path, *arguments: str) -> str:
        """Run *script* with that Python and return what it printed.

        Raises RuntimeError with the script's complaint when it fails.
        """
        command = [self.python, str(script), *arguments, "--soffice", self.soffice]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE
        )
        if done.returncode:
            raise RuntimeError(f"{script.name} failed:\n{done.stderr}")
        return done.stdout

    def fill(self, jobs: Sequence[Job]) -> None:
        """Do the filling jobs, one after another in one office."""
        with tempfile.TemporaryDirectory() as folder:
            listing = Path(folder) / "jobs.json"
            listing.write_text(json.dumps(jobs, ensure_ascii=False), encoding="utf-8")
            self.run(FILL, str(listing))


@cache
def find_office() -> Office | None:
    """Return the LibreOffice of this machine, None where it or its bridge is missing."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        return None
    beside = Path(soffice).resolve().with_name("python")
    candidates = [str(beside), *_PYTHONS, sys.executable]
    python = next((p for p in candidates if shutil.which(p) and _has_bridge(p)), None)
    return None if python is None else Office(soffice, python)


def _has_bridge(python: str) -> bool:
    # Without -E an activated virtual environment's variables would be in the way.
    return subprocess.run([python, "-E", "-c", "import uno"], capture_output=True).returncode == 0
