"""Mutation testing changes one thing at a time, and the same ones for the same seed."""

import ast

import pytest

from benchmarks.mutants import Mutant, diff, sample
from benchmarks.mutations import mutations


def changed(source: str) -> list[str]:
    return [mutation.text for mutation in mutations(source)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("few = n < least\n", ["few = (n <= least)\n"]),
        ("few = not n\n", ["few = (n)\n"]),
        ("few = a and b\n", ["few = (a or b)\n"]),
        ("few.clear()\n", ["pass\n"]),
        ("n = 5\n", ["n = 6\n", "n = 4\n"]),
        ("few = [n for n in a if n]\n", ["few = [n for n in a if True]\n"]),
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
