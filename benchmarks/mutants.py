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
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import forked, lines_run
from benchmarks.lines_run import Ran
from benchmarks.mutations import Mutation, mutations

ROOT: Final = Path(__file__).parent.parent

_TESTS: Final = {
    "ovpsheets/disclosure": (
        "boundaries_audit", "boundaries_figures", "boundaries_hiding", "boundaries_known",
        "boundaries_sums", "boundaries_telling", "boundaries_disclosure", "disclosure",
        "disclosure_bodies", "disclosure_combined", "disclosure_readers", "disclosure_rounding",
        "disclosure_shares", "disclosure_sums", "running_totals", "plan_parts", "remembered",
        "counts_persons", "settings_disclosure", "telling", "disclosure_later",
        "disclosure_mistakes", "old_codes", "decided_sums",
    ),
    "ovpsheets/rules": (
        "boundaries_findings", "boundaries_rules", "rules_scenarios", "rules_answers",
        "rules_returns", "rules_elsewhere", "rules_words", "rules_policy", "rules_together",
        "continuity", "own_check", "values_beside", "required_columns", "combine", "plan_checks",
        "answers_elsewhere", "confirmation", "rows_apart",
    ),
    "ovpsheets/decisions": (
        "boundaries_decisions", "decisions", "decisions_typed", "decisions_three_way",
        "decided_sums", "amendments",
    ),
    "ovpsheets/intake/meaning": (
        "boundaries_meaning", "interpret_choices", "interpret_dates", "interpret_indicator",
        "interpret_links", "interpret_numbers", "interpret_phrases", "interpret_problems",
        "interpret_remarks", "interpret_texts", "number_format", "struck_out", "values_beside",
        "saying",
    ),
}  # fmt: skip
"""Package → the test files that concern it, without ``test_``; the quickest first."""

_SLOW: Final = (
    "nobody_can_narrow_a_hidden_figure",
    "nobody_narrows_a_count_below_the_base",
    "nobody_works_out_a_number_that_several_report",
)
"""Tests over many made-up quarters, left out: they take longer than all the others."""


_SECONDS: Final = 10.0
"""Of the processor's time: what a test gets beyond ten times what it takes, before it is ended."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module of the project (path from its root, with "/") and what is changed in it."""

    module: str
    mutation: Mutation

    @property
    def package(self) -> str:
        """The package of _TESTS that it belongs to."""
        return next(package for package in _TESTS if self.module.startswith(f"{package}/"))


Attempt = tuple[Mutant, str]
"""A mutant and how it ended: "killed", "survived" or "timeout"."""


def main(argv: Sequence[str] | None = None) -> None:
    """Choose mutants, try each, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", nargs="*", default=list(_TESTS), help="a folder or a module")
    parser.add_argument("--sample", type=int, help="how many of each; without it all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="print the mutants, try none")
    parser.add_argument("--learnt", type=Path, help="a folder: keep there what tests run")
    parser.add_argument(
        "--near", action="store_true", help="only tests that run the line: no score"
    )
    asked = parser.parse_args(argv)
    chosen = [m for name in asked.package for m in sample(name, asked.sample, asked.seed)]
    if asked.list:
        for mutant in chosen:
            print(diff(mutant))
        return
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        report(tried(chosen, copied(Path(folder)), asked.learnt, near=asked.near))


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
    # Where the project is installed to be edited, these two would be found in the original.
    for name in ("workbook_templates", "examples"):
        shutil.copytree(copy / name, copy / "ovpsheets" / name)
    return copy


def tried(
    mutants: Sequence[Mutant], copy: Path, kept: Path | None, *, near: bool = False
) -> Iterator[Attempt]:
    """Yield every mutant with "killed", "survived" or "timeout".

    What is learnt of the tests is kept in the folder *kept*, or taken from there. *near*: only
    tests that run the line are run, and "anew" is yielded for what needs a process of its own.
    Raises SystemExit where the tests of a package fail without any change.
    """
    for package in dict.fromkeys(mutant.package for mutant in mutants):
        learnt = learn(copy, package, kept)
        own = [mutant for mutant in mutants if mutant.package == package]
        # Without a fork, or with what is run at import, each needs a process of its own.
        quick = [mutant for mutant in own if mutant.mutation.in_function and hasattr(os, "fork")]
        ends = dict(zip(quick, forks(quick, copy, learnt, near=near), strict=True))
        for mutant in own:
            end = ends.get(mutant, "anew")
            yield mutant, changed(mutant, copy, learnt) if end == "anew" and not near else end


def learn(copy: Path, package: str, kept: Path | None) -> list[Ran]:
    """Run the tests of *package* over the copy as it is; return which lines each of them runs."""
    path = (kept or copy) / f"{package.replace('/', '-')}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        wanted = {lines_run.OF: str(copy / package), lines_run.TO: str(path)}
        if run(copy, package, wanted, None) != "survived":
            raise SystemExit(f"{package}: the tests fail without any change")
    return lines_run.read(path)


def forks(
    mutants: Sequence[Mutant], copy: Path, learnt: Sequence[Ran], *, near: bool = False
) -> list[str]:
    """Try *mutants* of one package after one start; return how each ended, also "anew".

    Last of all nothing is changed. Raises SystemExit where a test fails then all the same.
    """
    if not mutants:
        return []
    path, results = copy / "plan.json", copy / "results.txt"
    attempts = [
        (
            str(copy / mutant.module),
            (mutant.mutation.lines.start, mutant.mutation.lines.stop - 1),
            mutant.mutation.text,
            in_order(mutant, near_to(mutant, learnt) if near else learnt),
        )
        for mutant in mutants
    ]
    file = copy / mutants[0].module
    every = [ran.test for ran in learnt]
    attempts.append((str(file), (0, 0), file.read_text(encoding="utf-8"), every))
    longer = {ran.test: _SECONDS + 10 * ran.seconds for ran in learnt}
    forked.Plan(attempts, _SECONDS, str(results), near, longer).save(path)
    run(copy, mutants[0].package, {forked.PLAN: str(path)}, None)
    *ends, unchanged = results.read_text(encoding="utf-8").splitlines()
    if unchanged != "survived":
        raise SystemExit(f"{mutants[0].package}: a test fails in a child without any change")
    return ends


def seconds_for(learnt: Sequence[Ran]) -> int:
    """Return how much of the processor's time the tests get before it is said they never end."""
    return 60 + round(3 * sum(ran.seconds for ran in learnt))


def near_to(mutant: Mutant, learnt: Iterable[Ran]) -> list[Ran]:
    """Return the tests that run a line that is changed."""
    module = mutant.module.removeprefix(f"{mutant.package}/")
    return [ran for ran in learnt if ran.runs(module, mutant.mutation.lines)]


def in_order(mutant: Mutant, learnt: Iterable[Ran]) -> list[str]:
    """Return the tests, first those that run the line that is changed, the likeliest first.

    Likeliest is one that names the module, then the quickest. The others may yet see it: what
    is read at import, or kept from an earlier test.
    """
    module, lines = mutant.module.removeprefix(f"{mutant.package}/"), mutant.mutation.lines
    name = Path(module).stem

    def place(ran: Ran) -> tuple[bool, bool, float]:
        return not ran.runs(module, lines), name not in ran.test, ran.seconds

    return [ran.test for ran in sorted(learnt, key=place)]


def changed(mutant: Mutant, copy: Path, learnt: Sequence[Ran]) -> str:
    """Run the tests over the copy with the change, and take the change back."""
    file, order = copy / mutant.module, copy / "tests_in_order.txt"
    original, at = file.read_bytes(), file.stat().st_mtime
    order.write_text("\n".join(in_order(mutant, learnt)), encoding="utf-8")
    try:
        file.write_text(mutant.mutation.text, encoding="utf-8")
        os.utime(file, (at + 10, at + 10))  # else the compiled original may be taken
        wanted = {lines_run.ORDER: str(order), "PYTHONDONTWRITEBYTECODE": "1"}
        return run(copy, mutant.package, wanted, 4 * seconds_for(learnt))
    finally:
        file.write_bytes(original)
        os.utime(file, (at, at))


def run(copy: Path, package: str, wanted: Mapping[str, str], limit: float | None) -> str:
    """Return "killed" where a test of *package* fails, "survived" where none does."""
    files = (f"tests/test_{name}.py" for name in _TESTS[package])
    command = [
        sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider",
        "-p", "benchmarks.lines_run", "-p", "benchmarks.forked",
        "-m", "not office and not browser", "-k", " and ".join(f"not {name}" for name in _SLOW),
        *(file for file in files if (copy / file).exists()),
    ]  # fmt: skip
    told = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "", **wanted}
    try:
        done = subprocess.run(command, cwd=copy, env=told, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return "timeout"
    return "killed" if done.returncode else "survived"


def diff(mutant: Mutant) -> str:
    """Return what is changed, as a unified diff of one hunk."""
    before = (ROOT / mutant.module).read_text(encoding="utf-8").splitlines()
    after = mutant.mutation.text.splitlines()
    lines = difflib.unified_diff(before, after, mutant.module, mutant.mutation.name, "", "", 1, "")
    return "\n".join(lines)


def report(results: Iterable[Attempt]) -> None:
    """Print the diff of what was not killed as it is found, then the score of every package."""
    counts: dict[str, Counter[str]] = {}
    for number, (mutant, result) in enumerate(results, start=1):
        counts.setdefault(mutant.package, Counter())[result] += 1
        print(f"{number}: {mutant.module} {result}", file=sys.stderr, flush=True)
        if result != "killed":
            print(f"{result}:\n{diff(mutant)}\n", flush=True)
    print(f"{'package':28} mutants  killed  survived  timeouts  killed of all")
    for package, found in counts.items():
        print(
            f"{package:28} {found.total():7}  {found['killed']:6}  {found['survived']:8}"
            f"  {found['timeout']:8}  {found['killed'] / found.total():13.0%}"
        )


if __name__ == "__main__":
    main()
