"""How often figures have to add up before that is noticed, and which are looked at together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any, Final

import pytest
from every_case import every
from hypothesis import given
from hypothesis import strategies as st
from persons import indicator, plan_with

from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.disclosure.counts import Counts, decided_counts
from ovpsheets.disclosure.families import Sum
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.noticed import Noticing, ones_and_twos, question
from ovpsheets.disclosure.noticed_later import Later
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Activity, Indicator, Plan, Wording
from ovpsheets.words import Accumulation

GROWS: Mapping[str, Any] = {"accumulation": Accumulation.CUMULATIVE}
Told = Sequence[Sequence[float | None]]
"""By quarter, the values of the indicators in their order; None: not reported."""


def code(number: int) -> str:
    return f"1.1.1.{number}"


def of(count: int, **fields: Any) -> list[Indicator]:
    return [indicator(code(number), **fields) for number in range(1, count + 1)]


def noticed(
    told: Told,
    *,
    own: Sequence[Indicator] | None = None,
    plan: Plan | None = None,
    who: str = "A",
    memory: Memory | None = None,
    at_first: Mapping[Key, float] | None = None,
) -> list[str]:
    """Return the sums in signs, an indicator by the last part of its code."""
    plan = plan or plan_with(*(own or of(len(told[0]))))
    values = {
        Key(f"2022-Q{quarter}", item.code, who): value
        for quarter, row in enumerate(told, start=1)
        for item, value in zip(plan.indicators, row, strict=True)
        if value is not None
    }
    found = Figures(
        "2022-Q4", values, {}, {}, {}, memory or Memory(), first="2022-Q1", at_first=at_first or {}
    )
    return [said.said.replace("1.1.1.", "") for said in Noticing(plan, found).sums()]


def test_one_time_is_enough_for_two_or_three_parts_and_not_for_four() -> None:
    assert noticed([(3, 1, 2)]) == ["1 = 2 + 3"]
    assert noticed([(4, 1, 2)]) == []
    assert noticed([(7, 1, 2, 4)]) == ["1 = 2 + 3 + 4"]
    assert noticed([(15, 1, 2, 4, 8, 99)]) == []
    assert noticed([(15, 1, 2, 4, 8, 99), (30, 2, 4, 8, 16, 98)]) == ["1 = 2 + 3 + 4 + 5"]
    assert noticed([(31, 1, 2, 4, 8, 16, 99), (62, 2, 4, 8, 16, 32, 98)]) == []


@every("parts", [4, 5, 13, 20])
def test_one_time_is_enough_where_all_others_add_up_to_one_however_many(parts: int) -> None:
    powers = [2**n for n in range(parts)]
    others = " + ".join(str(place + 2) for place in range(parts))
    assert noticed([(sum(powers), *powers)]) == [f"1 = {others}"]
    assert noticed([(sum(powers) + 1, *powers)]) == []


def test_one_part_alone_is_no_sum_and_what_is_new_in_it_is() -> None:
    assert noticed([(2, 2)]) == []
    assert noticed([(2, 2)], own=[indicator(code(1), **GROWS), indicator(code(2))]) == ["+1 = 2"]


def times(held: int, failed: int) -> Told:
    return [*[(9, 1, 2)] * failed, *[(3, 1, 2)] * held]


@every(
    ("held", "failed", "is_one"),
    [(1, 0, True), (1, 1, False), (2, 1, False), (3, 1, True), (6, 2, True), (5, 2, False),
     (0, 1, False), (0, 0, False)],
)  # fmt: skip
def test_a_sum_that_failed_once_has_to_hold_three_times(
    held: int, failed: int, is_one: bool
) -> None:
    told = times(held, failed) or [(None, 1, 2)]
    assert (noticed(told) == ["1 = 2 + 3"]) == is_one
    assert (noticed(told[::-1]) == ["1 = 2 + 3"]) == is_one


@every(
    ("row", "is_one"),
    [((3, 1, 2), True), ((2, 0, 2), False), ((0, 0, 0), False), ((3, None, 3), False),
     ((None, 1, 2), False), ((3, 3, 0), False)],
)  # fmt: skip
def test_a_sum_with_only_one_part_of_anybody_says_nothing(
    row: Sequence[float | None], is_one: bool
) -> None:
    assert bool(noticed([row])) == is_one


def test_where_a_sum_says_nothing_it_does_not_fail_either() -> None:
    assert noticed([(3, 1, 2), (2, 0, 2), (None, 1, 1), (5, None, 5)]) == ["1 = 2 + 3"]


@pytest.mark.parametrize(("figures", "is_one"), [(14, True), (15, False)])
def test_of_more_than_fourteen_figures_only_sums_of_two_are_looked_for(
    figures: int, is_one: bool
) -> None:
    powers = [3**n for n in range(figures - 1)]
    assert bool(noticed([(13, *powers)])) == is_one
    assert noticed([(4, *powers)]) == ["1 = 2 + 3"]


def test_a_value_that_was_taken_back_is_no_part() -> None:
    gone = Key("2022-Q1", code(3), "A")
    assert noticed([(3, 1, None), (None, None, 5)], at_first={gone: 2}) == []


@every(
    ("told", "is_one"),
    [((3, 1, 2), True), ((3, 1, None), True), ((None, None, 2), False), ((4, 1, 2), False)],
)
def test_a_sum_that_the_titles_tell_needs_no_evidence_and_the_figures_may_deny_it(
    told: Sequence[float | None], is_one: bool
) -> None:
    titles = ("Број на жртви", "Број на жени жртви", "Број на мажи жртви")
    own = [replace(item, text=Wording(mk=title)) for item, title in zip(of(3), titles, strict=True)]
    assert (noticed([told, (None, None, 7)], own=own) == ["1 = 2 + 3"]) == is_one


# ------------------------------------------------------------------ since the start


def since(*told: Sequence[float | None], baseline: float | None = None, **fields: Any) -> list[str]:
    own = [indicator(code(1), baseline=baseline, **GROWS, **fields), indicator(code(2), **fields),
           indicator(code(3), **fields)]  # fmt: skip
    return noticed(told, own=own)


def test_what_is_new_since_the_quarter_before_may_be_a_sum() -> None:
    assert since((9, None, None), (12, 1, 2)) == ["+1 = 2 + 3"]
    assert since((9, None, None), (13, 1, 2)) == []
    assert since((9, None, None), (11, 0, 2)) == ["+1 = 3", "+1 = 2 + 3"]
    assert since((9, None, None), (None, 1, 2), (12, 1, 2)) == []


def test_in_the_first_quarter_what_is_over_the_baseline_is_new() -> None:
    assert since((3, 1, 2)) == ["+1 = 2 + 3"]
    assert since((12, 1, 2), baseline=9) == ["+1 = 2 + 3"]
    assert since((3, 1, 2), baseline=9) == ["+1 = 2 + 3"]  # which counts from nought
    assert since((3, 1, 1), baseline=9) == []
    assert since((None, None, None), (12, 1, 2), baseline=9) == []


@pytest.mark.parametrize(("baseline", "value", "is_one"), [(0, 3, True), (9, 12, False)])
def test_the_baseline_of_several_institutions_is_nobodys(
    baseline: float, value: float, is_one: bool
) -> None:
    assert bool(since((value, 1, 2), baseline=baseline, reported_by=("A", "B"))) == is_one


def test_what_is_new_may_be_the_sum_of_up_to_four_twice() -> None:
    own = [indicator(code(1), **GROWS), *of(6)[1:]]
    assert noticed([(15, 1, 2, 4, 8), (46, 1, 2, 12, 16)], own=own[:5]) == ["+1 = 2 + 3 + 4 + 5"]
    assert noticed([(15, 1, 2, 4, 8, 99)], own=own) == []
    assert noticed([(31, 1, 2, 4, 8, 16)], own=own) == ["+1 = 2 + 3 + 4 + 5 + 6"]


def test_growing_figures_may_be_sums_of_growing_ones() -> None:
    assert noticed([(3, 1, 2)], own=of(3, **GROWS)) == ["1 = 2 + 3"]
    mixed = [*of(2, **GROWS), indicator(code(3))]
    assert noticed([(3, 1, 2)], own=mixed) == ["+1 = 2 + 3"]
    assert noticed([(4, 1, 2)], own=mixed) == []
    assert noticed([(9, 4, None), (12, 5, 2)], own=mixed) == ["+1 = 2 + 3"]
    assert noticed([(9, 4, None), (12, 7, 0)], own=mixed) == []  # all that is new in one, by chance


def test_growing_figures_that_began_at_other_numbers_add_up_in_what_is_new() -> None:
    """Of that there is little, so that it has to hold twice."""
    began = (90, 4, 5)
    assert noticed([began, (99, 7, 11)], own=of(3, **GROWS)) == []
    assert noticed([began, (99, 7, 11), (104, 9, 14)], own=of(3, **GROWS)) == ["+1 = 2 + 3"]
    assert noticed([began, (99, 7, 11), (104, 9, 15)], own=of(3, **GROWS)) == []
    assert noticed([(9, 4, 5), (18, 7, 11), (23, 9, 14)], own=of(3, **GROWS)) == ["1 = 2 + 3"]


def of_the_quarter(*told: Sequence[float | None], **fields: Any) -> list[str]:
    """The sums of a whole of the quarter and of two since the start."""
    return noticed(told, own=[indicator(code(1), **fields), *of(3, **GROWS, **fields)[1:]])


def test_a_figure_of_the_quarter_may_be_what_is_new_in_those_since_the_start() -> None:
    assert of_the_quarter((50, 20, 30), (36, 26, 60)) == ["+1 = 2 + 3"]
    assert of_the_quarter((None, 20, 30), (36, 26, 60)) == ["+1 = 2 + 3"]
    assert of_the_quarter((None, 20, 30), (37, 26, 60)) == []
    assert of_the_quarter((None, 20, 30), (None, 23, 36), (36, 26, 66)) == []
    assert of_the_quarter((None, None, 30), (36, 26, 60)) == []
    # All that is new is of one: that it is new in that one is said of it, and nothing of a sum.
    assert of_the_quarter((None, 20, 30), (30, 20, 60)) == ["+3 = 1", "+3 = 1 + 2"]
    # Less than before, they began anew.
    assert of_the_quarter((None, 20, 30), (24, 6, 18)) == ["+1 = 2 + 3"]
    assert of_the_quarter((None, 20, 30), (24, 26, 18)) == ["+1 = 2 + 3"]
    assert of_the_quarter((None, 20, 30), (44, 26, 18)) == ["+1 = 2 + 3"]  # each of them did
    assert of_the_quarter((None, 20, 30), (45, 26, 18)) == []


def test_a_whole_and_parts_may_count_differently_each() -> None:
    own = [indicator(code(1)), indicator(code(2), **GROWS), indicator(code(3))]
    assert noticed([(None, 20, None), (36, 26, 30)], own=own) == ["+1 = 2 + 3"]
    assert noticed([(None, 20, None), (36, 26, 31)], own=own) == []


SHORT: Final = (1, (2, 3), False)


@every(
    ("told", "other", "answer", "is_left_out"),
    [
        ([(3, 1, 2, 0)], (1, (2, 3, 4), False), "", True),
        # Where it holds and the longer one does not, or nobody knows, it is no part of that.
        ([(3, 1, 2, 0), (5, 2, 3, 4)], (1, (2, 3, 4), False), "", False),
        ([(3, 1, 2, None)], (1, (2, 3, 4), False), "", False),
        ([(3, 1, 2, 0), (9, 1, 2, 6)], (1, (2, 3, 4), False), "", True),
        ([(3, 1, 2, 0), (None, 1, 2, 9)], (1, (2, 3, 4), False), "", True),
        # Of another whole, of other parts, or of what is new, it is another sum.
        ([(3, 1, 2, 0)], (4, (2, 3, 1), False), "", False),
        ([(3, 1, 2, 0)], (1, (2, 4), False), "", False),
        ([(3, 1, 2, 0)], (1, (2, 3, 4), True), "", False), ([(3, 1, 2, 0)], SHORT, "", False),
        ([(3, 1, 2, 0)], (1, (2, 3, 4), False), "да", False),
        ([(3, 1, 2, 0)], (1, (2, 3, 4), False), "не", True),
    ],
)  # fmt: skip
def test_a_sum_that_lacks_only_noughts_of_another_is_left_out_unless_somebody_said_yes(
    told: Told, other: tuple[int, tuple[int, ...], bool], answer: str, is_left_out: bool
) -> None:
    own = of(4)
    short, longer = (
        Sum(code(whole), tuple(map(code, parts)), grows) for whole, parts, grows in (SHORT, other)
    )
    plan = plan_with(*own)
    values = {
        Key(f"2022-Q{quarter}", item.code, "A"): value
        for quarter, row in enumerate(told, start=1)
        for item, value in zip(own, row, strict=True)
        if value is not None
    }
    asked = question(plan, short)
    memory = Memory((replace(asked.line, answer=answer),) if answer else ())
    figures = Figures(f"2022-Q{len(told)}", values, {}, {}, {}, memory, first="2022-Q1")
    left = Noticing(plan, figures).without_noughts((short, longer))
    assert left == ((longer,) if is_left_out else (short, longer))


# ------------------------------------------------------------------ what a later quarter would tell


def telling(
    told: Told, hidden: Sequence[tuple[int, int]], own: Sequence[Indicator], memory: Memory
) -> list[str]:
    """Return the sums, of the last quarter in *told*, that would tell *hidden* (quarter, code)."""
    plan = plan_with(*own)
    values = {
        Key(f"2022-Q{quarter}", item.code, "A"): value
        for quarter, row in enumerate(told, start=1)
        for item, value in zip(plan.indicators, row, strict=True)
        if value is not None
    }
    figures = Figures(f"2022-Q{len(told)}", values, {}, {}, {}, memory, first="2022-Q1")
    later = Later(Noticing(plan, figures), few=5)
    secret = {Key(f"2022-Q{quarter}", code(number), "A") for quarter, number in hidden}
    found: list[Sum] = []
    while more := later.telling(secret, found):  # one of each activity at a time
        assert all(later.tells(own, secret) and own not in found for own in more)
        found += more
    return [own.said.replace("1.1.1.", "") for own in found]


NOT_ADDED_UP: Final = Sum(code(1), (code(2), code(3)))


@every(
    ("told", "hidden", "sums"),
    [
        # A nought is told by two figures that are equal, and by no others.
        ([(20, 20, 0)], [(1, 3)], ["1 = 2 + 3", "2 = 1 + 3"]),
        ([(20, 20, 0)], [(1, 1)], ["1 = 2 + 3", "2 = 1 + 3"]),
        ([(20, 20, 0)], [], []), ([(20, 20, 1)], [(1, 3)], []), ([(20, 19, 0)], [(1, 3)], []),
        ([(0, 0, 0)], [(1, 1)], ["1 = 2 + 3", "2 = 1 + 3", "3 = 1 + 2"]),
        ([(20, 20, 0, 0)], [(1, 3)], ["1 = 2 + 3", "2 = 1 + 3"]),
        ([(20, 20, 0, None)], [(1, 3)], ["1 = 2 + 3", "2 = 1 + 3"]),
        # Two hidden parts are told where both together are few.
        ([(4, 4, 0)], [(1, 2), (1, 3)], ["1 = 2 + 3"]), ([(5, 5, 0)], [(1, 2), (1, 3)], []),
        ([(2, 2, 0)], [(1, 1), (1, 2)], []), ([(20, 20, 20)], [(1, 1), (1, 2)], []),
    ],
)  # fmt: skip
def test_equal_figures_tell_a_hidden_nought_beside_them(
    told: Told, hidden: Sequence[tuple[int, int]], sums: list[str]
) -> None:
    assert telling(told, hidden, of(len(told[0])), Memory()) == sums


@every(
    ("told", "hidden", "sums"),
    [
        ([(2, 2)], [(1, 2)], ["+1 = 2"]), ([(2, 0)], [(1, 2)], []),
        ([(0, 0)], [(1, 2)], ["+1 = 2"]),
        ([(9, None), (9, 0)], [(2, 2)], ["+1 = 2"]), ([(9, None), (9, 0)], [(2, 1)], ["+1 = 2"]),
        ([(9, None), (9, 0)], [(1, 1)], ["+1 = 2"]), ([(9, None), (12, 3)], [(2, 2)], ["+1 = 2"]),
        ([(9, None), (12, 2)], [(2, 2)], []), ([(9, None), (8, 0)], [(2, 2)], []),
        # What nobody published in between may all be of this quarter, or none of it.
        ([(9, None), (None, None), (9, 0)], [(3, 2)], ["+1 = 2"]),
        ([(9, None), (None, None), (12, 2)], [(3, 2)], ["+1 = 2"]),
        ([(9, None), (None, None), (12, 4)], [(3, 2)], []),
        ([(9, None), (None, None), (13, 4)], [(3, 2)], ["+1 = 2"]),
        ([(9, None), (None, None), (14, 4)], [(3, 2)], []),
        ([(9, None, None), (9, 0, 0)], [(2, 2), (2, 3)], ["+1 = 2", "+1 = 3"]),
        ([(9, None, None), (12, 3, 0)], [(2, 3)], ["+1 = 2 + 3", "+2 = 1 + 3"]),
        ([(9, None, None), (12, 3, 0)], [(2, 2)], ["+1 = 2", "+2 = 1 + 3"]),
        # The number before and the part are subtracted alike: together they are few, or not.
        ([(1, None), (3, 2)], [(1, 1), (2, 2)], ["+1 = 2"]),
        ([(2, None), (4, 2)], [(1, 1), (2, 2)], ["+1 = 2"]),
        ([(2, None), (5, 3)], [(1, 1), (2, 2)], []),
        ([(9, None), (None, None), (13, 4)], [(1, 1), (3, 2)], ["+1 = 2"]),
        ([(9, None), (None, None), (13, 4)], [(3, 1), (3, 2)], []),
        ([(9, None), (None, None), (13, 4)], [(1, 1), (3, 1)], []),
        ([(9, None, None), (12, 1, 2)], [(2, 2)], []),
        ([(9, None, None), (None, None, None), (12, 1, 3)], [(3, 2)], ["+1 = 2"]),
        ([(9, None, None), (None, None, None), (12, 1, 2)], [(3, 3)], ["+1 = 3"]),
    ],
)  # fmt: skip
def test_what_a_growing_figure_has_more_tells_a_hidden_figure_of_the_quarter(
    told: Told, hidden: Sequence[tuple[int, int]], sums: list[str]
) -> None:
    own = [indicator(code(1), **GROWS), *of(len(told[0]))[1:]]
    assert telling(told, hidden, own, Memory()) == sums


@every(
    ("earlier", "codes", "answer", "sums"),
    [
        ((), (1, 2, 3), "", ["1 = 2 + 3", "2 = 1 + 3"]),
        ((), (1, 2, 3), "да", ["1 = 2 + 3", "2 = 1 + 3"]), ((), (1, 2, 3), "не", ["2 = 1 + 3"]),
        # Another quarter refutes it. What is beside a part may be the rest of its whole.
        (((9, 1, 2),), (1, 2, 3), "", []), ((), ("1", "1.1", "3"), "", ["1 = 1.1 + 3"]),
        ((), ("3", "1", "1.1"), "", ["1 = 3 + 1.1"]),
    ],
)  # fmt: skip
def test_a_sum_tells_nothing_that_was_denied_or_that_plan_or_figures_speak_against(
    earlier: Told, codes: Sequence[int | str], answer: str, sums: list[str]
) -> None:
    own = [indicator(f"1.1.1.{last}") for last in codes]
    asked = question(plan_with(*of(3)), NOT_ADDED_UP)
    memory = Memory((replace(asked.line, answer=answer),) if answer else ())
    quarter = len(earlier) + 1
    hidden = [(quarter, 3)] if 3 in codes else [(quarter, 1)]
    assert telling([*earlier, (20, 20, 0)], hidden, own, memory) == sums


@pytest.mark.parametrize("accumulation", Accumulation)
def test_what_is_new_in_a_whole_since_the_start_may_be_its_own_part_of_the_quarter(
    accumulation: Accumulation,
) -> None:
    own = [indicator(code(1), **GROWS), indicator(f"{code(1)}.1", accumulation=accumulation)]
    is_of_the_quarter = accumulation is Accumulation.QUARTERLY
    hidden = [(1, 1)]
    assert telling([(0, 0)], hidden, own, Memory()) == ["+1 = 1.1"] * is_of_the_quarter


@every(
    ("told", "answer", "is_nearly"),
    [
        ((3, 1, 2), "", False), ((4, 1, 2), "", True), ((2, 1, 2), "", True),
        ((7, 1, 2), "", True), ((8, 1, 2), "", False), ((11, 9, 6), "", True),
        ((4, 1, 2), "да", True), ((4, 1, 2), "не", False), ((10, 9, 6), "", False),
        ((3, 1, None), "", False), ((None, 1, 2), "", False), ((0, 0, 0), "", False),
    ],
)  # fmt: skip
def test_a_sum_that_titles_tell_and_a_mistake_of_a_few_breaks_is_nearly_one(
    told: Sequence[float | None], answer: str, is_nearly: bool
) -> None:
    titles = ("Број на жртви", "Број на жени жртви", "Број на мажи жртви")
    own = [replace(item, text=Wording(mk=title)) for item, title in zip(of(3), titles, strict=True)]
    plan = plan_with(*own)
    pairs = zip(own, told, strict=True)
    values = {Key("2022-Q1", item.code, "A"): v for item, v in pairs if v is not None}
    asked = question(plan, NOT_ADDED_UP)
    memory = Memory((replace(asked.line, answer=answer),) if answer else ())
    figures = Figures("2022-Q1", values, {}, {}, {}, memory, first="2022-Q1")
    found = Noticing(plan, figures).nearly(5)
    assert [own.is_seen for own in found] == [False] * is_nearly


# ------------------------------------------------------------------ which are looked at together


def test_what_the_plan_says_already_is_no_news() -> None:
    parts = [indicator(f"{code(1)}.1"), indicator(f"{code(1)}.2")]
    assert noticed([(3, 1, 2)], own=[indicator(code(1)), *parts]) == []
    assert noticed([(1, 3, 2)], own=[indicator(code(1)), *parts]) == []
    beside = [indicator(code(1)), indicator(code(2)), indicator(f"{code(2)}.1")]
    assert noticed([(3, 2, 1)], own=beside) == []


def test_what_stands_beside_the_parts_that_the_plan_says_may_be_the_rest() -> None:
    beside = [indicator(code(n)) for n in (1, 2, 3)]
    part, other = indicator(f"{code(3)}.1"), indicator(f"{code(3)}.2")
    assert noticed([(1, 9, 3, 2)], own=[*beside, part]) == ["3 = 1 + 3.1"]
    assert noticed([(1, 7, 10, 2)], own=[*beside, part]) == ["3 = 1 + 2 + 3.1"]
    assert noticed([(1, 9, 4, 2)], own=[*beside, part]) == []
    # All the parts that it says, or none.
    assert noticed([(1, 20, 8, 2, 5)], own=[*beside, part, other]) == ["3 = 1 + 3.1 + 3.2"]
    assert noticed([(1, 9, 3, 2, 4)], own=[*beside, part, other]) == []


def test_of_other_institutions_nothing_is_a_part() -> None:
    own = of(3)
    assert noticed([(3, 1, 2)], own=[*own[:2], replace(own[2], reported_by=("B",))]) == []
    alike = [replace(item, reported_by=("B", "A")[:: -1 if item is own[0] else 1]) for item in own]
    assert noticed([(3, 1, 2)], own=alike) == ["1 = 2 + 3"]


def across(*, unit: str = "", commitment: str = "1.1") -> Plan:
    """A plan whose third figure is one of another activity."""
    plan = plan_with(*of(3))
    other = Activity("1.1.2", commitment, Wording(en="B"), date(2022, 1, 1), date(2023, 12, 31),
                     "A")  # fmt: skip
    moved = replace(plan.indicators[2], activity="1.1.2", unit=unit)
    return replace(
        plan,
        activities=(*plan.activities, other),
        indicators=(*plan.indicators[:2], moved),
    )


def test_across_activities_of_a_commitment_a_sum_has_to_hold_twice() -> None:
    assert noticed([(3, 1, 2)], plan=across()) == []
    assert noticed([(3, 1, 2), (4, 3, 1)], plan=across()) == ["1 = 2 + 3"]
    assert noticed([(3, 1, 2), (4, 3, 1)], plan=across(commitment="1.2")) == []


def test_only_figures_of_persons_are_looked_at() -> None:
    own = of(3)
    assert noticed([(3, 1, 2)], own=[*own[:2], replace(own[2], persons=False)]) == []


# ------------------------------------------------------------------ corrections and answers


def test_what_was_a_sum_before_a_correction_was_seen() -> None:
    first = Key("2022-Q1", code(1), "A")
    assert noticed([(4, 1, 2)], at_first={first: 3}) == ["1 = 2 + 3"]
    assert noticed([(4, 1, 2)], at_first={first: 4}) == []
    assert noticed([(3, 1, 2)], at_first={first: 4}) == ["1 = 2 + 3"]
    assert noticed([(4, 1, 2)], at_first={Key("2022-Q1", code(9), "A"): 3}) == []
    assert noticed([(4, 1, 2)], at_first={first: 5}) == []


@pytest.mark.parametrize(("answer", "is_one"), [("", True), ("да", True), ("не", False)])
def test_a_sum_that_was_answered_with_no_is_none(answer: str, is_one: bool) -> None:
    asked = question(plan_with(*of(3)), Sum(code(1), (code(2), code(3))))
    memory = Memory((replace(asked.line, answer=answer),))
    assert bool(noticed([(3, 1, 2)], memory=memory)) == is_one


def test_the_same_sum_is_noticed_once() -> None:
    assert noticed([(3, 1, 2), (3, 1, 2), (3, 1, 2), (3, 1, 2)]) == ["1 = 2 + 3"]


@given(
    st.lists(st.none() | st.integers(0, 6) | st.sampled_from([0.1, 0.2, 0.3, 2.5]), max_size=9),
    st.integers(0, 9) | st.sampled_from([0.3, 2.7]),
)
def test_ones_and_twos_are_looked_up_as_they_would_be_tried(
    values: list[float | None], total: float
) -> None:
    tried = {
        places
        for size in (1, 2)
        for places in combinations(range(len(values)), size)
        if sum(values[place] or 0 for place in places) == total
        and all(values[place] is not None for place in places)
    }
    assert tried <= set(ones_and_twos(values, total))


# ------------------------------------------------------------------ decided about again


def decided(own: Mapping[int, float], hidden: Sequence[int], public: Sequence[int] = ()) -> Counts:
    """Decide about a quarter, some of its figures hidden by hand, some public: by their numbers."""
    cells = {number: Key("2022-Q1", code(number), "A") for number in own}
    by_hand = (Line(*cells[number], "hide", decided_by="МВР") for number in hidden)
    values = {cells[number]: value for number, value in own.items()}
    shown = {cells[number]: own[number] for number in public}
    versions = {key: (value,) for key, value in shown.items()}
    found = Figures("2022-Q1", values, {}, shown, versions, Memory(tuple(by_hand)))
    plan = plan_with(*(indicator(code(number)) for number in own))
    return decided_counts(plan, found, Policy(contributors=False))


def why(found: Counts) -> dict[int, str]:
    return {int(key.indicator[-1]): said for key, said in found.why.items() if said}


def test_where_nothing_helps_against_one_sum_the_others_are_looked_at_all_the_same() -> None:
    # The first is told by what is public; that the fourth is the fifth is not known yet.
    found = decided({1: 20, 2: 20, 3: 0, 4: 50, 5: 50}, hidden=[1, 4], public=[2, 3])
    assert why(found) == {1: "remembered", 4: "remembered", 5: "secondary"}


def test_a_sum_that_is_decided_about_is_not_looked_at_again_as_one_that_may_be() -> None:
    found = decided({1: 20, 2: 20, 3: 0}, hidden=[1])
    assert [own.said.replace("1.1.1.", "") for own in found.sums] == ["1 = 2 + 3"]


def test_where_nothing_is_hidden_no_sum_is_looked_for() -> None:
    found = Figures("2022-Q1", {}, {}, {}, {}, Memory())
    assert Later(Noticing(plan_with(*of(2)), found), few=5).telling((), ()) == ()


@every(("activities", "told"), [(("1.1.1",) * 3, 1), (("1.1.1", "1.1.1", "1.1.2"), 0)])
def test_what_is_no_sum_yet_is_looked_for_within_an_activity_only(
    activities: Sequence[str], told: int
) -> None:
    own = [replace(item, activity=of) for item, of in zip(of(3), activities, strict=True)]
    plan = plan_with(*own)
    (activity,) = plan.activities
    plan = replace(plan, activities=(activity, replace(activity, code="1.1.2")))
    cells = [Key("2022-Q1", item.code, "A") for item in own]
    values = dict(zip(cells, (20.0, 20.0, 0.0), strict=True))
    found = Figures("2022-Q1", values, {}, {}, {}, Memory(), first="2022-Q1")
    assert len(Later(Noticing(plan, found), few=5).telling(cells[:1], ())) == told
