"""A quarter with planted faults: the rules find all of them, and nothing else."""

from functools import cache

import pandas as pd
import pytest
from planted import Truth, found, judged, planting
from planted_faults import planted

from ovpsheets.rules.rule_book import RULES

SEEDS = (1, 2)


@cache
def quarter(seed: int) -> tuple[set[Truth], pd.DataFrame]:
    """What was planted, and the findings."""
    made = planted(seed)
    return made.truth, judged(made)


def test_a_quarter_without_faults_has_no_findings() -> None:
    assert found(judged(planting(1, institutions=4, activities=12))) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_that_was_planted_is_found(seed: int) -> None:
    truth, findings = quarter(seed)
    assert truth - found(findings) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_that_was_not_planted(seed: int) -> None:
    truth, findings = quarter(seed)
    assert found(findings) - truth == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_twice(seed: int) -> None:
    _, findings = quarter(seed)
    assert len(findings) == len(found(findings))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rule_of_the_book_is_planted(seed: int) -> None:
    truth, _ = quarter(seed)
    assert {rule for rule, *_ in truth} == {rule.id for rule in RULES}
