"""Mutation testing: ``python -m benchmarks.mutants ovpsheets/disclosure --sample 60 --seed 1``.

Changes one thing at a time in a copy of the project, in a temporary folder, and
runs the tests that concern it: what no test notices, no test holds. Prints the diff of
every survivor and a line for every package. Why this and no ready-made tool, and
what was found: docs/testing.md. What is changed: benchmarks/mutations.py.
"""

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.mutations import Mutation, mutations

ROOT: Final = Path(__file__).parent.parent

_TESTS: Final = {
    "ovpsheets/disclosure": ("boundaries_disclosure", "disclosure", "settings_disclosure"),
    "ovpsheets/rules": (
        "boundaries_rules", "rules_scenarios", "rules_answers", "rules_returns", "rules_elsewhere",
        "rules_words", "rules_policy", "continuity", "own_check", "values_beside",
    ),
    "ovpsheets/decisions": (
        "boundaries_decisions", "decisions", "decisions_typed", "decisions_three_way",
    ),
    "ovpsheets/intake/meaning": (
        "boundaries_meaning", "interpret_choices", "interpret_dates", "interpret_indicator",
        "interpret_links", "interpret_numbers", "interpret_phrases", "interpret_problems",
        "interpret_remarks", "interpret_texts", "values_beside", "saying",
    ),
}  # fmt: skip
"""Package → the test files that concern it, without ``test_``; the quickest first."""

_SLOW: Final = ("nobody_can_narrow_a_hidden_figure",)
"""Tests over many made-up quarters, left out: they take longer than all the others."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module of the project (path from its root, with "/") and what is changed in it."""

    module: str
    mutation: Mutation

    @property
    def package(self) -> str:
        """The package of _TESTS that it belongs to."""
        return next(package for package in _TESTS if self.module.startswith(f"{package}/"))


def main(argv: Sequence[str] | None = None) -> None:
    """Choose mutants, try each, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", nargs="*", default=list(_TESTS), help="a folder or a module")
    parser.add_argument("--sample", type=int, help="how many of each; without it all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="print the mutants, try none")
    asked = parser.parse_args(argv)
    chosen = [m for name in asked.package for m in sample(name, asked.sample, asked.seed)]
    if asked.list:
        for mutant in chosen:
            print(diff(mutant))
        return
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        report(tried(chosen, copied(Path(folder))))


def sample(name: str, size: int | None, seed: int) -> list[Mutant]:
    """Return *size* of the mutants of a folder or a module, the same ones for the same seed."""
    place = ROOT / name
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    found = [
        Mutant(file.relative_to(ROOT).as_posix(), mutation)
        for file in files
        for mutation in mutations(file.read_text(encoding="utf-8"))
    ]
    if not found:
        raise SystemExit(f"{name}: nothing to change there")
    if size is None or size >= len(found):
        return found
    picked = random.Random(seed).sample(range(len(found)), size)
    return [found[index] for index in sorted(picked)]


def copied(folder: Path) -> Path:
    """Copy the project into *folder* and return where it is."""
    copy = folder / "project"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist")
    shutil.copytree(ROOT, copy, ignore=ignored)
    return copy


def tried(mutants: Sequence[Mutant], copy: Path) -> Iterator[tuple[Mutant, str]]:
    """Yield every mutant with "killed", "survived" or "timeout".

    Raises SystemExit where the tests of a package fail without any change.
    """
    limits: dict[str, float] = {}
    for mutant in mutants:
        if mutant.package not in limits:
            began = time.monotonic()
            if run(copy, mutant.package, None, writes=True) != "survived":
                raise SystemExit(f"{mutant.package}: the tests fail without any change")
            limits[mutant.package] = 60 + 3 * (time.monotonic() - began)
        yield mutant, changed(mutant, copy, limits[mutant.package])


def changed(mutant: Mutant, copy: Path, limit: float) -> str:
    """Run the tests over the copy with the change, and take the change back."""
    file = copy / mutant.module
    original, at = file.read_bytes(), file.stat().st_mtime
    try:
        file.write_text(mutant.mutation.text, encoding="utf-8")
        os.utime(file, (at + 10, at + 10))  # else the compiled original may be taken
        return run(copy, mutant.package, limit)
    finally:
        file.write_bytes(original)
        os.utime(file, (at, at))


def run(copy: Path, package: str, limit: float | None, *, writes: bool = False) -> str:
    """Return "killed" where a test of *package* fails, "survived" where none does."""
    files = (f"tests/test_{name}.py" for name in _TESTS[package])
    command = [
        sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider",
        "-m", "not office and not browser", "-k", " and ".join(f"not {name}" for name in _SLOW),
        *(file for file in files if (copy / file).exists()),
    ]  # fmt: skip
    told = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "" if writes else "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env={**os.environ, **told}, capture_output=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return "timeout"
    return "killed" if done.returncode else "survived"


def diff(mutant: Mutant) -> str:
    """Return what is changed, as a unified diff of one hunk."""
    before = (ROOT / mutant.module).read_text(encoding="utf-8").splitlines()
    after = mutant.mutation.text.splitlines()
    lines = difflib.unified_diff(before, after, mutant.module, mutant.mutation.name, "", "", 1, "")
    return "\n".join(lines)


def report(results: Iterator[tuple[Mutant, str]]) -> None:
    """Print the diff of every survivor as it is found, then the score of every package."""
    counts: dict[str, Counter[str]] = {}
    for mutant, result in results:
        counts.setdefault(mutant.package, Counter())[result] += 1
        if result != "killed":
            print(f"{result}:\n{diff(mutant)}\n", flush=True)
    print(f"{'package':28} mutants  killed  survived  timeouts  score")
    for package, found in counts.items():
        noticed = found["killed"] + found["timeout"]
        print(
            f"{package:28} {found.total():7}  {found['killed']:6}  {found['survived']:8}"
            f"  {found['timeout']:8}  {noticed / found.total():5.0%}"
        )


if __name__ == "__main__":
    main()
