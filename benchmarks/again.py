"""Measure merging again: ``python -m benchmarks.again FOLDER 60``, in a folder that is not there.

A workspace of 60 institutions with 40 activities and 40 indicators each, all returned. Measured is
the CPU of the whole command, with its start and its workers: the first merge, a second one of which
nothing changed, one after a form more came, ``status`` and ``--help``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import ovpsheets as ovp
from benchmarks.make import QUARTER, forms, the_plan
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.plan.put import Given
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.words import LANGUAGES

DAY: Final = ("--as-of", "2022-10-12")


def _said(text: Wording, stem: str) -> dict[str, Given]:
    return {f"{stem}_{language}": text.in_(language) for language in LANGUAGES}


def plan_workbook(plan: Plan) -> bytes:
    """Return *plan* as plan.xlsx."""
    return write_plan(
        {
            "plan": [
                {
                    "code": plan.code, **_said(plan.title, "title"), "start": plan.start,
                    "end": plan.end, "coordinator": plan.coordinator, "languages": LANGUAGES,
                }
            ],
            "institutions": [
                {"code": own.code, **_said(own.name, "name"), **_said(own.short, "short")}
                for own in plan.institutions
            ],
            "commitments": [
                {"code": own.code, **_said(own.title, "title")} for own in plan.commitments
            ],
            "activities": [
                {
                    "code": own.code, "commitment": own.commitment, **_said(own.text, "text"),
                    "start": own.start, "deadline": own.deadline, "holder": own.holder,
                }
                for own in plan.activities
            ],
            "indicators": [
                {
                    "code": own.code, "activity": own.activity, **_said(own.text, "text"),
                    "kind": own.kind.key, "unit": own.unit, "baseline": 0, "target": 12,
                }
                for own in plan.indicators
            ],
        }
    )  # fmt: skip


def workspace(root: Path, institutions: int) -> None:
    """Make a workspace in which every institution has returned its form."""
    root.mkdir(parents=True)
    (root / "plan.xlsx").write_bytes(plan_workbook(the_plan(institutions)))
    made = ovp.Workspace(root)
    made.generate(QUARTER)
    for name, data in forms(made.plan):
        (made.folder(QUARTER).returns / name).write_bytes(data)


def cpu(root: Path, *words: str) -> float:
    """Run a command in the workspace; return its seconds of CPU. Raises CalledProcessError."""
    before = os.times()
    command = [sys.executable, "-m", "ovpsheets", "-C", str(root), *words]
    # As installed: what Python compiled is kept, and 600 modules are not compiled at each run.
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, check=True, capture_output=True, env=surroundings)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def measured(root: Path) -> Mapping[str, float]:
    """Return what was done → its seconds of CPU."""
    merge = ("merge", str(QUARTER), *DAY)
    cpu(root, "status", str(QUARTER), *DAY)  # what is compiled of the modules is kept from now on
    shutil.rmtree(root / ".cache", ignore_errors=True)
    found = {"first merge": cpu(root, *merge), "nothing changed": cpu(root, *merge)}
    found |= {"status": cpu(root, "status", str(QUARTER), *DAY), "help": cpu(root, "--help")}
    form = max((root / str(QUARTER) / "returns").iterdir())
    aside = shutil.move(form, root / form.name)
    cpu(root, *merge)
    shutil.move(aside, form)
    return {**found, "one form more": cpu(root, *merge)}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if not folder.exists():
        workspace(folder, int(sys.argv[2]))
    results = measured(folder)
    for name, seconds in results.items():
        print(f"| {name} | {seconds:.2f} | {seconds / results['first merge']:.2f} |")
