"""What was once protected stays protected, whatever the plan says later."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from persons import QUARTERS, SHARE, WHOLE, Values, indicator, plan_with, rows

from ovpsheets import kinds
from ovpsheets.disclosure import (
    Line,
    Memory,
    Policy,
    Protected,
    as_released,
    protect,
    remembered,
    renumbered,
)
from ovpsheets.disclosure.remembered import REMEMBERED
from ovpsheets.plan.model import Indicator, Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.tables import frame, records
from ovpsheets.words import Accumulation

NOTHING = frame(REMEMBERED, [])


def published(
    plan: Plan,
    quarter: Quarter,
    values: Values,
    before: pd.DataFrame,
    policy: Policy,
    memory: Memory | None = None,
) -> tuple[Protected, pd.DataFrame]:
    """Publish as ``make_public`` does; the memory of decisions is empty each time."""
    codes = {code for code, _ in values}
    again = renumbered(plan, quarter, memory or Memory(), before, codes)
    before = again.published(plan, before)
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


# ------------------------------------------------------------------ codes, holders, accumulation

NAMED = replace(QUARTERLY, text=Wording(mk="Број на сместени жртви"))
GROWING = replace(NAMED, accumulation=Accumulation.CUMULATIVE)


def renamed(to: str, text: str = "Број на сместени жртви") -> Indicator:
    return replace(GROWING, code=to, persons=False, text=Wording(mk=text))


@pytest.mark.parametrize(("number", "seen"), [(24, None), (25, 25)])
def test_growth_is_held_against_what_stood_under_another_code(
    number: int, seen: int | None
) -> None:
    assert after(GROWING, renamed("1.1.1.9"), number) == [seen]
    nearly = renamed("1.1.1.9", "Број на сместени жртви.")
    assert after(GROWING, nearly, number) == [seen]


def asked_after(then: Indicator, word: str, number: float = 22) -> tuple[list[str], list[Any]]:
    """Return what is asked and shown under a later plan, after 20 under the first one."""
    _, before = published(plan_with(GROWING), QUARTERS[0], of(20), NOTHING, Policy())
    plan, values = plan_with(then), of(number, then.code)
    asked = renumbered(plan, QUARTERS[1], Memory(), before, {then.code}).questions
    memory = Memory(tuple(replace(item.line, answer=word) for item in asked))
    found, _ = published(plan, QUARTERS[1], values, before, Policy(), memory)
    return [item.kind for item in asked], shown(found)


@pytest.mark.parametrize(("word", "seen"), [("", None), ("да", None), ("не", 22)])
def test_where_code_and_wording_changed_somebody_is_asked(word: str, seen: float | None) -> None:
    other = renamed("1.1.1.9", "Жртви сместени во засолниште")
    assert asked_after(other, word) == (["same_figure"], [seen])


def test_quite_another_wording_is_not_asked_about() -> None:
    assert asked_after(renamed("1.1.1.9", "Донесени закони и уредби"), "") == ([], [22])


def test_two_indicators_that_changed_their_codes_keep_their_own_figures() -> None:
    other = replace(GROWING, code=SHARE, text=Wording(mk="Број на обуки"), persons=False)
    first = plan_with(GROWING, other)
    _, before = published(first, QUARTERS[0], {**of(20), **of(60, SHARE)}, NOTHING, Policy())
    swapped = plan_with(replace(other, code=WHOLE), replace(GROWING, code=SHARE, persons=False))
    values = {**of(62), **of(22, SHARE)}
    again = renumbered(swapped, QUARTERS[1], Memory(), before, {WHOLE, SHARE})
    assert (dict(again.codes), again.questions) == ({WHOLE: SHARE, SHARE: WHOLE}, ())
    found, _ = published(swapped, QUARTERS[1], values, before, Policy())
    assert shown(found) == [62, None]


def test_a_decision_about_an_old_code_counts_under_the_new_one() -> None:
    _, before = published(plan_with(GROWING), QUARTERS[0], of(20), NOTHING, Policy())
    plan = plan_with(renamed("1.1.1.9"))
    hide = Line("2022-Q2", WHOLE, "A", "hide", decided_by="МВР")
    again = renumbered(plan, QUARTERS[1], Memory((hide,)), before, {"1.1.1.9"})
    assert again.memory(Memory((hide,))).official("2022-Q2", "1.1.1.9", "A") == "hide"


@pytest.mark.parametrize(("number", "seen"), [(24, None), (25, 25)])
def test_another_holder_carries_the_series_on(number: int, seen: int | None) -> None:
    _, before = published(plan_with(GROWING), QUARTERS[0], of(20), NOTHING, Policy())
    plan = plan_with(replace(GROWING, reported_by=("B",), persons=False))
    found, _ = published(plan, QUARTERS[1], {(WHOLE, "B"): number}, before, Policy())
    assert shown(found) == [seen]


@pytest.mark.parametrize(("number", "seen"), [(54, None), (55, 55)])
def test_what_counts_from_the_start_now_is_held_against_the_quarters_together(
    number: int, seen: int | None
) -> None:
    quarterly, before = plan_with(NAMED), NOTHING
    for quarter, value in zip(QUARTERS, (20, 30), strict=False):
        _, before = published(quarterly, quarter, of(value), before, Policy())
    found, _ = published(plan_with(GROWING), QUARTERS[2], of(number), before, Policy())
    assert shown(found) == [seen]


def test_what_was_hidden_stays_hidden_when_the_plan_then_says_no_under_another_code() -> None:
    _, before = published(plan_with(NAMED), QUARTERS[0], of(3), NOTHING, Policy())
    plan = plan_with(replace(renamed("1.1.1.9"), accumulation=Accumulation.QUARTERLY))
    found, _ = published(plan, QUARTERS[0], of(3, "1.1.1.9"), before, Policy())
    assert shown(found) == [None]
