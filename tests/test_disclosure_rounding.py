"""Where counts of persons are rounded, none is known to less than the base."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attacker import Attacker, Key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from persons import PARTS, QUARTERS, SHARE, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import ATTACKS, SUM, Press, of, shown, why

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Policy
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation, Combine

BASE = 5
ROUND = Policy(method="round")
BREAKDOWN = plan_with(indicator(WHOLE), *map(indicator, PARTS))


def press_of(plan: Plan, folder: Path) -> Press:
    return Press(plan, folder, ROUND)


@pytest.mark.parametrize("number", range(12))
def test_a_count_becomes_a_multiple_of_five_next_to_it(tmp_path: Path, number: int) -> None:
    found = press_of(plan_with(indicator(WHOLE)), tmp_path).publish(QUARTERS[0], of(number))
    (value,) = shown(found).values()
    assert value is not None
    assert (value % BASE, abs(value - number) < BASE) == (0, True)
    assert found.questions.empty


def test_parts_add_up_to_their_whole(tmp_path: Path) -> None:
    for women, men in ((1, 1), (3, 20), (7, 8), (4, 4)):
        values = {(WHOLE, "A"): women + men, (PARTS[0], "A"): women, (PARTS[1], "A"): men}
        numbers = shown(press_of(BREAKDOWN, tmp_path).publish(QUARTERS[0], values))
        whole, *parts = (numbers[f"{code} A"] or 0 for code in (WHOLE, *PARTS))
        assert whole == sum(parts)


def test_the_same_figure_is_rounded_alike_in_every_quarter(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE, reported_by=tuple("ABCD"))), tmp_path)
    first = shown(press.publish(QUARTERS[0], of(3, 12, 21, 34)))
    other = shown(press.publish(QUARTERS[1], of(3, 12, 9, 34)))
    assert {who: first[who] for who in first if "C" not in who}.items() <= other.items()


def test_what_grows_does_not_fall_by_rounding(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE, accumulation=Accumulation.CUMULATIVE)), tmp_path)
    course = [shown(press.publish(q, of(n)))[f"{WHOLE} A"] or 0
              for q, n in zip(QUARTERS, (11, 12, 13, 14), strict=True)]  # fmt: skip
    assert course == sorted(course)


def test_a_total_is_that_of_the_rounded_counts(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("AB"), combine=Combine.SUM))
    found = press_of(plan, tmp_path).publish(QUARTERS[0], of(3, 31))
    assert list(found.totals["value"]) == [sum(value or 0 for value in shown(found).values())]


def test_a_whole_that_an_official_hides_is_not_told_by_its_rounded_parts(tmp_path: Path) -> None:
    line = Line("2022-Q1", WHOLE, "A", "hide", reason="договорено", decided_by="МВР")
    values = {(WHOLE, "A"): 61, (PARTS[0], "A"): 21, (PARTS[1], "A"): 40}
    for before, hidden in (
        (None, {WHOLE, PARTS[0]}),
        (ROUND, {WHOLE, PARTS[0]}),
        (Policy(), {WHOLE}),
    ):  # what is known exactly stays so
        press = Press(BREAKDOWN, tmp_path, before or ROUND)
        if before:
            press.publish(QUARTERS[0], values)
        press.policy = ROUND
        found = press.publish(QUARTERS[0], values, line)
        assert {name.split()[0] for name in why(found)} == hidden


def test_an_official_still_hides(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE)), tmp_path)
    line = Line("2022-Q1", WHOLE, "A", "hide", reason="договорено", decided_by="МВР")
    assert why(press.publish(QUARTERS[0], of(40), line)) == {f"{WHOLE} A": "remembered"}


def test_where_rounding_is_not_enough_a_count_is_hidden(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("AB")))
    found = press_of(plan, tmp_path).publish(QUARTERS[0], of(0, 1), replace(SUM, value="1"))
    assert why(found) == {}  # hiding tells no less than the sum does
    found = press_of(plan, tmp_path).publish(QUARTERS[0], of(1, 29), replace(SUM, value="30"))
    assert set(why(found).values()) <= {"secondary"}


@pytest.mark.parametrize(
    ("counts", "asked"),
    [((3, 31), True), ((0, 31), False), ((3, 31, 8), False), ((3, 31, 0), True)],
)
def test_a_sum_that_tells_one_body_anothers_count_is_asked_about(
    tmp_path: Path, counts: tuple[int, ...], asked: bool
) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("ABC"[: len(counts)])))
    for contributors in (True, False):
        press = Press(plan, tmp_path, replace(ROUND, contributors=contributors))
        found = press.publish(QUARTERS[0], of(*counts), replace(SUM, value=f"{sum(counts)}"))
        wanted = ["whitelist_reveals"] if asked and contributors else []
        assert list(found.questions["kind"]) == wanted


@pytest.mark.parametrize(("count", "share"), [(99, None), (100, 40)])
def test_a_share_is_shown_only_of_many(tmp_path: Path, count: int, share: int | None) -> None:
    plan = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
    found = press_of(plan, tmp_path).publish(QUARTERS[0], {(WHOLE, "A"): count, (SHARE, "A"): 40})
    assert shown(found)[f"{SHARE} A"] == share


def test_what_counts_no_persons_is_not_rounded(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE, persons=False)), tmp_path)
    assert shown(press.publish(QUARTERS[0], of(3))) == {f"{WHOLE} A": 3}


# ------------------------------------------------------------------ the attack


def test_who_stops_rounding_goes_on_to_round_what_was_rounded(tmp_path: Path) -> None:
    """An exact 0 would tell that the 0 before, which may be up to four, was none."""
    press = press_of(plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT)), tmp_path)
    press.publish(QUARTERS[0], {(WHOLE, "A"): 41})
    press.policy = Policy()
    found = press.publish(QUARTERS[1], {(WHOLE, "A"): 43, (SHARE, "A"): 50})
    assert (shown(found)[f"{WHOLE} A"] or 0) % BASE == 0
    assert why(found) == {f"{SHARE} A": "percent"}


@dataclass(frozen=True)
class Course:
    """A plan and what is reported of it, quarter by quarter; the last may be a correction.

    ``methods``: of each publication. ``former``: whose figures "D" carries on ``since`` a quarter.
    """

    plan: Plan
    published: tuple[tuple[Quarter, Values], ...]
    methods: tuple[str, ...]
    former: tuple[str, ...] = ()
    since: str = "9"
    is_said: bool = True

    def plan_of(self, quarter: Quarter) -> Plan:
        if str(quarter) < self.since:
            return self.plan
        left = (*(w for w in self.plan.indicators[0].reported_by if w not in self.former), "D")
        return replace(
            self.plan,
            indicators=tuple(replace(own, reported_by=left) for own in self.plan.indicators),
            institutions=tuple(
                replace(own, aliases=self.former if own.code == "D" and self.is_said else ())
                for own in self.plan.institutions
            ),
        )

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        asked = (f"{o.code} {o.accumulation} of {o.reported_by}" for o in self.plan.indicators)
        course = (f"{quarter}: {dict(values)}" for quarter, values in self.published)
        heir = f"D for {self.former} since {self.since}, said {self.is_said}"
        printer.text("\n".join(("", *asked, *course, str(self.methods), heir)))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    accumulation = draw(st.sampled_from(list(Accumulation)))
    who = tuple("AB"[: draw(st.integers(1, 2))])
    parts = draw(st.sampled_from([(), PARTS[:1], PARTS, SIBLINGS]))
    usual: dict[str, Any] = {"reported_by": who, "accumulation": accumulation}
    plan = plan_with(*(indicator(code, **usual) for code in (WHOLE, *parts)))
    number, before = st.one_of(st.integers(0, 6), st.integers(0, 30)), dict[Any, int]()
    published: list[tuple[Quarter, Values]] = []
    for quarter in QUARTERS[: draw(st.integers(1, 3))]:
        grown = before if accumulation is Accumulation.CUMULATIVE else {}
        codes = parts or (WHOLE,)
        before = {(c, w): grown.get((c, w), 0) + draw(number) for c in codes for w in who}
        rest = {w: draw(number) if len(parts) == 1 else 0 for w in who}
        wholes = {(WHOLE, w): sum(before[c, w] for c in codes) + rest[w] for w in who}
        published.append((quarter, {**before, **wholes}))
    first, then = draw(st.sampled_from([("round",) * 2, ("hide", "round"), ("round", "hide")]))
    switch = draw(st.integers(0, len(published)))
    methods = [first if at < switch else then for at in range(len(published))]
    if draw(st.booleans()):  # a quarter is corrected, and published again by its own method
        at, code = draw(st.integers(0, len(published) - 1)), (parts or (WHOLE,))[0]
        quarter, values = published[at]
        more = dict.fromkeys({(code, who[0]), (WHOLE, who[0])}, draw(st.integers(1, 8)))
        corrected = {key: (value or 0) + more.get(key, 0) for key, value in values.items()}
        published.append((quarter, corrected))
        methods.append(methods[at])
    found = Course(plan, tuple(published), tuple(methods))
    former = who[: draw(st.integers(0, len(who)))]
    return handed_over(found, former, str(draw(st.sampled_from(QUARTERS[1:])))) if former else found


def handed_over(course: Course, former: tuple[str, ...], since: str) -> Course:
    """Let "D" report the sums of *former* from the quarter *since* on."""
    published = []
    for quarter, values in course.published:
        found: dict[tuple[str, str], float | None] = {}
        for (code, who), value in values.items():
            heir = "D" if who in former and str(quarter) >= since else who
            found[code, heir] = (found.get((code, heir)) or 0) + (value or 0)
        published.append((quarter, found))
    return replace(course, published=tuple(published), former=former, since=since)


def facts(
    course: Course, truth: Mapping[Key, float]
) -> Iterator[tuple[dict[Key, int], float, float]]:
    """Yield what holds of the counts, and a reader knows."""
    plan = course.plan
    parts = [own.code for own in plan.indicators[1:]]
    for key in truth:
        below = {(key[0], code, key[2]): -1 for code in parts}
        if key[1] == WHOLE and parts:
            rest = truth[key] - sum(truth[part] for part in below)
            # That women, men and all add up is seen where both are there, unless the plan says it.
            is_seen = parts[0] in PARTS or all(truth[part] for part in below)
            adds_up = len(parts) > 1 and rest == 0
            if is_seen:
                yield {key: 1, **below}, 0, 0 if adds_up else float("inf")
    for own in plan.indicators:
        cells = sorted(key for key in truth if key[1] == own.code)
        for terms in _grown(course, cells) if own.accumulation is Accumulation.CUMULATIVE else ():
            if sum(sign * truth[key] for key, sign in terms.items()) >= 0:
                yield terms, 0, float("inf")


def _grown(course: Course, cells: Sequence[Key]) -> Iterator[dict[Key, int]]:
    for who in sorted({key[2] for key in cells}):
        own = [key for key in cells if key[2] == who]
        yield from ({b: 1, a: -1} for a, b in pairwise(own))
        former = [key for key in cells if key[2] in course.former and key[0] < own[0][0]]
        if who == "D" and former:
            last = max(key[0] for key in former)
            yield {own[0]: 1, **{key: -1 for key in former if key[0] == last}}


@given(course=courses())
@settings(
    max_examples=ATTACKS or 12, deadline=None, derandomize=not ATTACKS,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_nobody_narrows_a_count_below_the_base(tmp_path: Path, course: Course) -> None:
    press, truth = press_of(course.plan, tmp_path), dict[Key, float]()
    for (quarter, values), method in zip(course.published, course.methods, strict=True):
        press.plan, press.policy = course.plan_of(quarter), Policy(method=method)
        press.publish(quarter, values)
        truth |= {(str(quarter), *key): value or 0 for key, value in values.items()}
    every = [
        ((r["quarter"], r["indicator"], r["institution"]), r) for r in records(press.published)
    ]
    newest, exact = dict(every), {key for key, row in every if _is_exact(row)}
    attacker = Attacker({}, list(newest))
    for key, row in newest.items():
        if row["value"] is not None:
            more = 0 if _is_exact(row) else BASE - 1
            attacker.learn({key: 1}, row["value"] - more, row["value"] + more)
    for terms, low, high in facts(course, truth):
        attacker.learn(terms, low, high)
    for key, row in newest.items():
        low, high = attacker.interval((key, 1))
        assert low <= truth[key] <= high, (key, truth[key], low, high)
        if key not in exact:  # what is hidden by the other method is any of those under five
            width = ROUND.threshold - 1 if row["value"] is None else BASE
            assert high - low + 1 >= width, (key, truth[key], row["value"], low, high)


def _is_exact(row: Mapping[str, Any]) -> bool:
    """Tell whether a figure was published as it is, by the other method."""
    return row["value"] is not None and row["base"] is None
