"""Typed figures that nearly add up tell a hidden one nearly: it is protected as if they did.

``ATTACKS=2000 pytest tests/test_disclosure_mistakes.py --hypothesis-seed=1`` makes 2,000 random
quarters with mistakes in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from attacker import Attacker, Key
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from persons import PARTS, QUARTERS, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import ATTACKS, SUM, Press, of, why

from ovpsheets.disclosure import Policy
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.tables import records

BASE = 5
FEW = Policy().threshold_breakdown
FEW_SIBLINGS = Policy().threshold  # of which the plan does not say that they are parts
QUARTER = QUARTERS[0]
BROKEN_DOWN = plan_with(indicator(WHOLE), *map(indicator, PARTS))
TITLED = plan_with(
    *(
        indicator(code, text=Wording(mk=title))
        for code, title in zip((WHOLE, *SIBLINGS), ("Жртви", "Жени", "Мажи"), strict=True)
    )
)


def parted(whole: int, first: int, second: int, plan: Plan = BROKEN_DOWN) -> Values:
    parts = PARTS if plan is BROKEN_DOWN else SIBLINGS
    return {(WHOLE, "A"): whole, (parts[0], "A"): first, (parts[1], "A"): second}


def hidden_of(tmp_path: Path, values: Values, plan: Plan = BROKEN_DOWN) -> set[str]:
    return set(why(Press(plan, tmp_path).publish(QUARTER, values)))


@pytest.mark.parametrize("off", [-9, -1, 0, 1, 9])
def test_a_part_that_a_reader_would_miss_by_a_few_is_not_told(tmp_path: Path, off: int) -> None:
    """Of 43 and 40 men 3 women are told, though they typed 4."""
    hidden = hidden_of(tmp_path, parted(44 + off, 40, 4))
    assert f"{PARTS[1]} A" in hidden
    assert len(hidden) > 1


def test_parts_that_are_far_from_their_whole_tell_nothing_of_one_another(tmp_path: Path) -> None:
    assert hidden_of(tmp_path, parted(34, 40, 4)) == {f"{PARTS[1]} A"}
    assert hidden_of(tmp_path, parted(80, 40, 4)) == {f"{PARTS[1]} A"}


@pytest.mark.parametrize("off", [-4, -1, 0, 1, 4])
def test_nor_is_what_titles_say_to_be_parts(tmp_path: Path, off: int) -> None:
    assert len(hidden_of(tmp_path, parted(44 + off, 40, 4, TITLED), TITLED)) > 1
    assert hidden_of(tmp_path, parted(34, 40, 4, TITLED), TITLED) == {f"{SIBLINGS[1]} A"}


def test_nor_where_one_of_several_bodies_makes_the_mistake(tmp_path: Path) -> None:
    bodies = ("A", "B", "C")
    plan = plan_with(*(replace(own, reported_by=bodies) for own in TITLED.indicators))
    figures = {"A": (4, 4, 0), "B": (32, 21, 13), "C": (11, 1, 10)}
    values = {
        (code, who): float(number)
        for who, own in figures.items()
        for code, number in zip((WHOLE, *SIBLINGS), own, strict=True)
    }
    found = why(Press(plan, tmp_path).publish(QUARTER, values))
    assert {f"{SIBLINGS[0]} C"} < {name for name in found if name.endswith("C")}


def test_a_sum_published_elsewhere_that_is_nearly_ours_tells_as_much(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=("A", "B", "C")))
    for number, binds in (("64", True), ("63", True), ("80", False)):
        line = replace(SUM, value=number)
        press = Press(plan, tmp_path)
        found = press.publish(QUARTER, of(4, 30, 30), line)
        assert (len(why(found)) > 1 or len(found.questions) > 0) is binds, number


# ------------------------------------------------------------------ an attack


@st.composite
def quarters(draw: st.DrawFn) -> tuple[Plan, Values]:
    """Draw a breakdown whose parts miss the typed whole by a few, for one to three bodies."""
    bodies = "ABC"[: draw(st.integers(1, 3))]
    how = draw(st.sampled_from(["codes", "part_of", "titles"]))
    below = PARTS if how == "codes" else SIBLINGS
    words: Sequence[str] = ("Жртви", "Жени", "Мажи") if how == "titles" else ("a", "b", "c")
    plan = plan_with(
        *(
            indicator(
                code, reported_by=tuple(bodies), text=Wording(mk=word),
                part_of=WHOLE if how == "part_of" and code != WHOLE else "",
            )
            for code, word in zip((WHOLE, *below), words, strict=True)
        )
    )  # fmt: skip
    values: dict[tuple[str, str], float | None] = {}
    number = st.one_of(st.integers(0, 12), st.integers(0, 60))
    for who in bodies:
        first, second = draw(number), draw(number)
        off = draw(st.integers(1 - few_of(plan), few_of(plan) - 1))
        values |= {(below[0], who): first, (below[1], who): second}
        values[WHOLE, who] = max(first + second + off, 0)
    return plan, values


@given(made=quarters(), protect_zeros=st.booleans())
@settings(
    max_examples=ATTACKS or 12, deadline=None, derandomize=not ATTACKS,
    phases=[Phase.generate] if ATTACKS else list(Phase),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_who_knows_the_mistake_cannot_narrow_a_small_figure(
    tmp_path: Path, made: tuple[Plan, Values], protect_zeros: bool
) -> None:
    plan, values = made
    press = Press(plan, tmp_path, Policy(protect_zeros=protect_zeros))
    found = press.publish(QUARTER, values)
    truth = {(str(QUARTER), *key): value or 0 for key, value in values.items()}
    hidden = {
        (row["quarter"], row["indicator"], row["institution"]): row for row in records(found.hidden)
    }
    shown = {key: value for key, value in truth.items() if key not in hidden}
    attacker = knowing(plan, truth, shown, hidden)
    noughts = {key: value for key, value in shown.items() if not value}
    blind = knowing(plan, truth, noughts, truth)
    for key, row in hidden.items():
        if row["why"] == "primary":
            low, high = attacker.interval((key, 1))
            least, most = blind.interval((key, 1))
            assert high - low + 1 >= min(row["width"], most - least + 1), (key, low, high)


@given(made=quarters())
@settings(
    max_examples=ATTACKS or 6, deadline=None, derandomize=not ATTACKS,
    phases=[Phase.generate] if ATTACKS else list(Phase),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_who_knows_the_mistake_cannot_narrow_a_rounded_figure_below_the_base(
    tmp_path: Path, made: tuple[Plan, Values]
) -> None:
    plan, values = made
    found = Press(plan, tmp_path, Policy(method="round")).publish(QUARTER, values)
    truth = {(str(QUARTER), *key): value or 0 for key, value in values.items()}
    shown = {
        (row["quarter"], row["indicator"], row["institution"]): row["value"]
        for row in records(found.indicators)
        if row["value"] is not None
    }
    attacker = knowing(plan, truth, {}, truth)
    for key, number in shown.items():
        attacker.learn({key: 1}, max(number - BASE + 1, 0), number + BASE - 1)
    for key in truth:
        low, high = attacker.interval((key, 1))
        assert low <= truth[key] <= high
        assert high - low + 1 >= BASE, (key, low, high)


def few_of(plan: Plan) -> int:
    """Return from which number on a mistake is not a few."""
    _, *parts = plan.indicators
    is_said = all(own.part_of or own.code in PARTS for own in parts)
    return FEW if is_said else FEW_SIBLINGS


def knowing(
    plan: Plan, truth: Mapping[Key, float], shown: Mapping[Key, float], hidden: Mapping[Key, Any]
) -> Attacker:
    """Return who knows by how much the parts of each body miss its whole, where it is a few."""
    attacker = Attacker(shown, list(hidden))
    quarter, (_, *parts) = str(QUARTER), (own.code for own in plan.indicators)
    for who in plan.indicators[0].reported_by:
        terms = {(quarter, WHOLE, who): 1, **{(quarter, part, who): -1 for part in parts}}
        off = sum(sign * truth[key] for key, sign in terms.items())
        if abs(off) < few_of(plan):
            attacker.learn(terms, off, off)
    return attacker
