"""Mutation testing changes one thing at a time, and the same ones for the same seed."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from every_case import every

from benchmarks import forked, lines_run
from benchmarks.lines_run import Ran
from benchmarks.mutants import ROOT, Mutant, diff, in_order, near_to, report, sample
from benchmarks.mutations import Mutation, mutations


def changed(source: str) -> list[str]:
    return [mutation.text for mutation in mutations(source)]


@every(
    ("source", "wanted"),
    [
        ("few = n < least\n", ["few = (n <= least)\n"]),
        ("few = not n\n", ["few = (n)\n"]),
        ("few = a and b\n", ["few = (a or b)\n"]),
        ("few.clear()\n", ["pass\n"]),
        ("n = 5\n", ["n = 6\n", "n = 4\n"]),
        ("few = [n for n in a if n]\n", ["few = [n for n in a if True]\n"]),
        ("def f():\n    return n\n", ["def f():\n    return None\n"]),
        ("def f():\n    return ''\n", []),
        ("ж, few = ж, a == b\n", ["ж, few = ж, (a != b)\n"]),
    ],
)
def test_every_mutant_has_one_change(source: str, wanted: list[str]) -> None:
    assert changed(source) == wanted


def test_what_is_not_run_is_not_changed() -> None:
    source = 'from a import b\n\n\n@c(d=True)\ndef e(f: "g | h") -> "i | j":\n    """1 < 2"""\n'
    assert changed(source) == []


def test_the_same_seed_chooses_the_same_mutants_and_another_one_others() -> None:
    def chosen(seed: int) -> list[Mutant]:
        return sample("ovpsheets/disclosure", 5, seed)

    assert chosen(1) == chosen(1) != chosen(2)


def test_every_mutant_of_a_module_can_be_parsed_and_shown() -> None:
    mutants = sample("ovpsheets/disclosure/percent.py", None, 1)
    assert all(ast.parse(mutant.mutation.text) for mutant in mutants)
    assert all(diff(mutant).count("\n@@ ") == 1 for mutant in mutants)


LINE_3 = Mutant(
    "ovpsheets/disclosure/percent.py", Mutation("constant, line 3", "", range(3, 4), True)
)


def test_tests_that_run_the_changed_line_come_first_and_of_these_what_names_the_module() -> None:
    ran = {"percent.py": frozenset({3})}
    learnt = [
        Ran("test_b.py::elsewhere", 0.1, {"percent.py": frozenset({4})}),
        Ran("test_b.py::slow", 0.3, ran),
        Ran("test_b.py::quick", 0.2, ran),
        Ran("test_b.py::percent", 0.4, ran),
    ]
    names = [test.partition("::")[2] for test in in_order(LINE_3, learnt)]
    assert names == ["percent", "quick", "slow", "elsewhere"]
    assert near_to(LINE_3, learnt) == learnt[1:]


def test_what_never_ended_is_told_apart_from_what_was_killed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    module = "ovpsheets/disclosure/percent.py"
    whole = Mutant(
        module, Mutation("x", (ROOT / module).read_text(encoding="utf-8"), range(1), True)
    )
    report(iter([(whole, "killed"), (whole, "timeout"), (whole, "survived"), (whole, "killed")]))
    assert capsys.readouterr().out.splitlines()[-1].split()[1:] == ["4", "2", "1", "1", "50%"]


SMALL = {
    "small.py": "def half(n):\n    if n > 9:\n        return 4\n    return n / 2\n",
    "test_small.py": "from small import half\n\n\ndef test_a():\n    assert half(4) == 2\n\n\n"
    "def test_b():\n    assert half(10) == 4\n\n\ndef test_c():\n    assert 1\n",
}


def pytest_in(folder: Path, more: str = "", **told: str) -> str:
    """Run the tests of a small project with the plugins; *more*: what its test file ends with."""
    for name, text in SMALL.items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "test_small.py").open("a", encoding="utf-8") as file:
        file.write(more)
    plugins = ["-p", "no:cacheprovider", "-p", "benchmarks.lines_run", "-p", "benchmarks.forked"]
    own = ["-c", os.devnull, "--rootdir", ".", "test_small.py"]
    command = [sys.executable, "-m", "pytest", "-v", *plugins, *own]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(folder))), **told}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def test_of_every_test_it_is_learnt_which_lines_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "learnt.json"
    pytest_in(tmp_path, **{lines_run.OF: str(tmp_path), lines_run.TO: str(path)})
    runs = {ran.test.partition("::")[2]: ran for ran in lines_run.read(path)}
    assert {name: sorted(ran.lines.get("small.py", ())) for name, ran in runs.items()} == {
        "test_a": [2, 4], "test_b": [2, 3], "test_c": [],
    }  # fmt: skip
    assert [ran.runs("small.py", range(3, 4)) for ran in runs.values()] == [False, True, False]


def test_named_tests_run_in_the_order_in_which_they_are_named_after_all_others(
    tmp_path: Path,
) -> None:
    order = tmp_path / "order.txt"
    order.write_text("test_small.py::test_c\ntest_small.py::test_a", encoding="utf-8")
    said = pytest_in(tmp_path, **{lines_run.ORDER: str(order)})
    assert [line.split()[0] for line in said.splitlines() if "PASSED" in line] == [
        "test_small.py::test_b", "test_small.py::test_c", "test_small.py::test_a",
    ]  # fmt: skip


TEXT = SMALL["small.py"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
def test_mutants_are_tried_in_children_and_the_next_one_meets_the_module_as_it_was(
    tmp_path: Path,
) -> None:
    results, path, small = tmp_path / "results.txt", tmp_path / "plan.json", tmp_path / "small.py"
    changes = [
        ("n / 2", "n * 2", (4, 4)),  # test_a fails
        ("n / 2", "n / 2", (4, 4)),
        ("n > 9", "n >= 9", (2, 2)),
        ("return 4", "return 5", (3, 3)),  # test_b fails
        ("if n > 9:\n        return 4", "while n > 9:\n        continue", (2, 3)),
    ]
    texts = [(TEXT.replace(old, new), lines) for old, new, lines in changes]
    attempts = [(str(small), lines, text, ["test_small.py::test_a"]) for text, lines in texts]
    forked.Plan(attempts, 0.4, str(results)).save(path)
    pytest_in(tmp_path, **{forked.PLAN: str(path)})
    assert results.read_text(encoding="utf-8").split() == [
        "killed", "survived", "survived", "killed", "timeout",
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
def test_what_is_run_while_modules_are_imported_needs_a_process_of_its_own(tmp_path: Path) -> None:
    results, path, small = tmp_path / "results.txt", tmp_path / "plan.json", tmp_path / "small.py"
    forked.Plan([(str(small), (4, 4), TEXT, [])], 9, str(results)).save(path)
    pytest_in(tmp_path, "\nhalf(2)\n", **{forked.PLAN: str(path)})
    assert results.read_text(encoding="utf-8").split() == ["anew"]


@every(
    ("source", "inside"),
    [
        ("n = 5\n", [False, False]),
        ("def f(n=5): ...\n", [False, False]),
        ("def f(n):\n    return n == m\n", [True, True]),
        ("class A:\n    n = True\n", [False]),
        ("f = lambda n: n < m\n", [True]),
    ],
)
def test_it_is_known_what_is_run_only_when_a_function_is_called(
    source: str, inside: list[bool]
) -> None:
    assert [mutation.in_function for mutation in mutations(source)] == inside
