"""What was once protected stays protected, whatever the plan says later."""

from dataclasses import replace

import pandas as pd
import pytest
from persons import QUARTERS, SHARE, WHOLE, Values, indicator, plan_with, rows

from ovpsheets import kinds
from ovpsheets.disclosure import (
    Memory,
    Policy,
    Protected,
    as_released,
    protect,
    remembered,
)
from ovpsheets.disclosure.remembered import REMEMBERED
from ovpsheets.plan.model import Indicator, Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.tables import frame, records
from ovpsheets.words import Accumulation

NOTHING = frame(REMEMBERED, [])


def published(
    plan: Plan, quarter: Quarter, values: Values, before: pd.DataFrame, policy: Policy
) -> tuple[Protected, pd.DataFrame]:
    """Publish as ``make_public`` does; the memory of decisions is empty each time."""
    known, held = remembered(plan, policy, before)
    table = rows(known, quarter, values, accumulation=known.indicators[0].accumulation.value)
    found = protect(known, quarter, table, before, Memory(), held)
    own = as_released(known, held, found.indicators, table).assign(release=1)
    return found, pd.concat([before, own], ignore_index=True) if len(before) else own


def of(number: float, code: str = WHOLE) -> Values:
    return {(code, "A"): number}


def shown(found: Protected) -> list[float | None]:
    return [row["value"] for row in records(found.indicators)]


def after(
    first: Indicator, then: Indicator, number: float, threshold: int = 5
) -> list[float | None]:
    """Return what is shown of *number* under a later plan, after 20 under the first one."""
    _, before = published(plan_with(first), QUARTERS[0], of(20, first.code), NOTHING, Policy())
    values = of(number, then.code)
    found, _ = published(plan_with(then), QUARTERS[1], values, before, Policy(threshold))
    return shown(found)


QUARTERLY = indicator(WHOLE, accumulation=Accumulation.QUARTERLY)


@pytest.mark.parametrize(("number", "seen"), [(4, None), (5, 5)])
def test_a_later_no_in_persons_changes_nothing(number: int, seen: int | None) -> None:
    assert after(QUARTERLY, replace(QUARTERLY, persons=False), number) == [seen]


@pytest.mark.parametrize(("number", "seen"), [(4, None), (5, 5)])
def test_a_threshold_is_never_lowered(number: int, seen: int | None) -> None:
    assert after(QUARTERLY, QUARTERLY, number, threshold=3) == [seen]


@pytest.mark.parametrize(("number", "seen"), [(7, None), (8, 8)])
def test_a_threshold_may_be_raised(number: int, seen: int | None) -> None:
    assert after(QUARTERLY, QUARTERLY, number, threshold=8) == [seen]


@pytest.mark.parametrize(("number", "seen"), [(24, None), (25, 25)])
def test_what_was_cumulative_is_held_against_every_quarter(number: int, seen: int | None) -> None:
    cumulative = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE)
    assert after(cumulative, QUARTERLY, number) == [seen]


def test_an_indicator_under_another_code_is_known_by_its_wording() -> None:
    named = replace(QUARTERLY, text=Wording(mk="Жртви  сместени"))
    other = replace(named, code="1.1.1.9", persons=False, text=Wording(mk="жртви сместени"))
    assert after(named, other, 3) == [None]


def test_another_wording_under_another_code_is_another_indicator() -> None:
    named = replace(QUARTERLY, text=Wording(mk="Жртви"))
    other = replace(named, code="1.1.1.9", persons=False, text=Wording(mk="Обуки"))
    assert after(named, other, 3) == [3]


def test_what_never_counted_persons_is_not_held_to_a_threshold() -> None:
    plain = replace(QUARTERLY, persons=False)
    assert after(plain, plain, 3) == [3]


@pytest.mark.parametrize(("share", "seen"), [(9, None), (10, 10)])
def test_a_share_of_a_part_is_held_to_the_threshold_of_a_breakdown(
    share: int, seen: int | None
) -> None:
    part, percent = indicator(f"{WHOLE}.1"), indicator(SHARE, kind=kinds.PERCENT, persons=False)
    plan = plan_with(indicator(WHOLE), part, percent)
    values = {(WHOLE, "A"): 1000, (part.code, "A"): 100, (percent.code, "A"): share}
    found, _ = published(plan, QUARTERS[0], values, NOTHING, Policy())
    assert shown(found)[-1] == seen


def test_a_note_on_another_indicator_of_an_activity_of_persons_waits_for_a_yes() -> None:
    plan = plan_with(indicator(WHOLE), indicator("1.1.1.9", persons=False))
    table = rows(plan, QUARTERS[0], of(3, "1.1.1.9"), note="Жени од Ресен")
    found = protect(plan, QUARTERS[0], table, NOTHING, Memory(), Policy())
    assert list(found.questions["text"]) == ["Жени од Ресен"]
