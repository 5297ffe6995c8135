"""A quarter with planted faults: the rules find all of them, and nothing else."""

from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pytest
from planted import Truth, evidence, found, judged, planting
from planted_faults import planted

from ovpsheets.intake.one_institution import one_by_one
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found
from ovpsheets.rules.judge import findings
from ovpsheets.rules.rule_book import RULES

SEEDS = (1, 2)


@cache
def quarter(seed: int) -> tuple[set[Truth], pd.DataFrame]:
    """What was planted, and the findings."""
    return made(seed)[0], findings(made(seed)[1])


@cache
def made(seed: int) -> tuple[set[Truth], QuarterSoFar]:
    """What was planted, and the quarter before it is judged."""
    own = planted(seed)
    return own.truth, evidence(own)


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


def test_a_rule_that_looks_at_one_institution_finds_the_same_in_the_whole_quarter() -> None:
    _, whole = made(SEEDS[0])
    # By these it is not known when something holds no more, so nothing may follow from them.
    brief = replace(whole.brief, as_of=date.min, decisions=(), received=None, left=())
    alone = [rule for rule in RULES if rule.alone]
    apart: dict[str, list[Found]] = {rule.id: [] for rule in alone}
    for one in one_by_one(replace(whole, brief=brief)):
        for rule in alone:
            apart[rule.id] += rule.find(one)

    def by_institution(found: Found) -> str:
        return found.institution

    differing = [
        rule.id
        for rule in alone
        if sorted(apart[rule.id], key=by_institution)
        != sorted(rule.find(whole), key=by_institution)
    ]
    assert differing == []
    assert all(apart.values())
