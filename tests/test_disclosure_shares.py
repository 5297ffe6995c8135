"""A published percentage and a count never make a few persons, whichever comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from persons import QUARTERS, SHARE, WHOLE, Values, indicator, plan_with
from press import ATTACKS, Press, why

from ovpsheets import kinds
from ovpsheets.disclosure import Memory
from ovpsheets.plan.model import Plan
from ovpsheets.tables import records
from ovpsheets.words import Accumulation


def plan_of(accumulation: Accumulation = Accumulation.QUARTERLY) -> Plan:
    usual: dict[str, Any] = {"accumulation": accumulation}
    return plan_with(indicator(WHOLE, **usual), indicator(SHARE, kind=kinds.PERCENT, **usual))


def of(count: float | None, share: float | None) -> Values:
    told = {(WHOLE, "A"): count, (SHARE, "A"): share}
    return {key: value for key, value in told.items() if value is not None}


def publish_answering_yes(press: Press, quarter: int, values: Values) -> dict[str, str]:
    """Publish after every percentage was said yes to, and return what is hidden."""
    before = press.published
    press.publish(QUARTERS[quarter], values)
    press.memory = Memory(
        tuple(
            replace(line, answer="да") if line.why == "percent" and line.decision == "ask" else line
            for line in press.memory.lines
        )
    )
    press.published = before
    return why(press.publish(QUARTERS[quarter], values))


@pytest.mark.parametrize(("count", "hidden"), [(40, True), (49, True), (50, False)])
def test_a_count_that_comes_after_its_percentage_is_held_against_it(
    tmp_path: Path, count: int, hidden: bool
) -> None:
    press = Press(plan_of(), tmp_path)
    assert publish_answering_yes(press, 0, of(None, 10)) == {}
    found = why(press.publish(QUARTERS[0], of(count, 10)))
    assert found == ({f"{WHOLE} A": "percent"} if hidden else {})


def test_a_count_that_is_revised_is_held_against_its_percentage(tmp_path: Path) -> None:
    press = Press(plan_of(), tmp_path)
    assert why(press.publish(QUARTERS[0], of(1000, 1))) == {}
    assert why(press.publish(QUARTERS[0], of(300, 1))) == {f"{WHOLE} A": "percent"}


@pytest.mark.parametrize(("count", "hidden"), [(1499, True), (1500, False)])
def test_a_total_that_is_revised_is_held_against_the_percentage_of_what_is_new_in_it(
    tmp_path: Path, count: int, hidden: bool
) -> None:
    """One per cent of the 499 that are new, of the 600 before."""
    total, share = plan_of().indicators
    press = Press(plan_with(replace(total, accumulation=Accumulation.CUMULATIVE), share), tmp_path)
    press.publish(QUARTERS[0], of(1000, None))
    assert why(press.publish(QUARTERS[1], of(1600, 1))) == {}
    found = why(press.publish(QUARTERS[1], of(count, 1)))
    assert found == ({f"{WHOLE} A": "percent"} if hidden else {})


@pytest.mark.parametrize(
    ("accumulation", "hidden"), [(Accumulation.CUMULATIVE, True), (Accumulation.QUARTERLY, False)]
)
def test_a_total_of_a_later_quarter_is_held_against_the_percentage_before_it(
    tmp_path: Path, accumulation: Accumulation, hidden: bool
) -> None:
    press = Press(plan_of(accumulation), tmp_path)
    publish_answering_yes(press, 0, of(None, 10))
    assert bool(why(press.publish(QUARTERS[1], of(24, None)))) == hidden


@pytest.mark.parametrize(("count", "hidden"), [(13, True), (200, False)])
def test_a_total_under_which_a_share_of_before_can_be_of_few_numbers_only_is_hidden(
    tmp_path: Path, count: int, hidden: bool
) -> None:
    press = Press(plan_of(Accumulation.CUMULATIVE), tmp_path)
    publish_answering_yes(press, 0, of(None, 44))
    assert bool(why(press.publish(QUARTERS[1], of(count, None)))) == hidden


def test_a_percentage_that_adds_a_few_to_those_of_the_quarter_before_is_hidden(
    tmp_path: Path,
) -> None:
    press = Press(plan_of(Accumulation.CUMULATIVE), tmp_path)
    assert why(press.publish(QUARTERS[0], of(20, 50))) == {}
    assert why(press.publish(QUARTERS[1], of(25, 52))) == {f"{SHARE} A": "percent"}  # 13 after 10


def test_a_percentage_that_is_corrected_by_a_few_is_hidden(tmp_path: Path) -> None:
    press = Press(plan_of(), tmp_path)
    assert why(press.publish(QUARTERS[0], of(100, 50))) == {}
    assert why(press.publish(QUARTERS[0], of(100, 52))) == {f"{SHARE} A": "percent"}


@dataclass(frozen=True)
class Report:
    """What is reported of a quarter, and whether the count comes first, later or with the share."""

    count: int
    part: int
    order: tuple[tuple[bool, bool], ...]  # of each publication: count, share

    @property
    def share(self) -> int:
        """The percentage, as it is reported."""
        return round(100 * self.part / self.count)

    def published(self) -> Iterator[Values]:
        for count, share in self.order:
            yield of(self.count if count else None, self.share if share else None)


ORDERS = [((True, True),), ((False, True), (True, True)), ((True, False), (True, True)),
          ((False, True),)]  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    found, count = [], 0
    for _ in range(draw(st.integers(1, 3))):
        count += draw(st.integers(1, 60))
        found.append(Report(count, draw(st.integers(0, count)), draw(st.sampled_from(ORDERS))))
    return found


def possible(press: Press, course: Sequence[Report]) -> Iterator[set[tuple[int, int]]]:
    """Yield, last quarter first, of how many how many may be a share, for who saw everything."""
    newest = {(row["quarter"], row["indicator"]): row["value"] for row in records(press.published)}
    highest = 1000
    for quarter, _ in reversed(list(zip(QUARTERS, course, strict=False))):
        count, share = (newest.get((str(quarter), code)) for code in (WHOLE, SHARE))
        numbers = range(1, highest + 1) if count is None else (int(count),)
        highest = numbers[-1]  # the counts grow
        yield {
            (part, number - part)
            for number in numbers
            for part in (range(number + 1) if share is None else _parts(number, int(share)))
        }


def _parts(number: int, share: int) -> Iterator[int]:
    near = number * share // 100
    for part in range(max(near - number // 100 - 1, 0), min(near + number // 100 + 2, number) + 1):
        if round(100 * part / number) == share:
            yield part


@given(course=reports())
@settings(
    max_examples=ATTACKS or 12, deadline=None, derandomize=not ATTACKS,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_no_percentage_and_count_make_a_few(tmp_path: Path, course: list[Report]) -> None:
    press = Press(plan_of(Accumulation.CUMULATIVE), tmp_path)
    for number, report in enumerate(course):
        for values in report.published():
            publish_answering_yes(press, number, values)
    for report, parts in zip(reversed(course), possible(press, course), strict=True):
        few = press.policy.threshold
        if 0 < report.part < few:
            assert len({part for part, _ in parts}) >= few - 1, report
        if 0 < report.count - report.part < few:
            assert len({rest for _, rest in parts}) >= few - 1, report
