"""How far is rounded, what is hidden beside a hidden figure, and what a witness can be."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from every_case import every
from persons import PARTS, WHOLE, indicator, plan_with

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.disclosure.families import Family, families
from ovpsheets.disclosure.figures import BASE, Figures
from ovpsheets.disclosure.groups import groups, refused
from ovpsheets.disclosure.rounding import is_rounded, rounded
from ovpsheets.disclosure.secondary import suppressed
from ovpsheets.disclosure.solve import Domain, Relation, choices, propagated, total, witness
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.words import Accumulation

GROWS: Mapping[str, Any] = {"accumulation": Accumulation.CUMULATIVE}
ROUND = Policy(method="round", contributors=False)
HIDE = Policy(contributors=False)
NOBODY = Memory()


def cell(name: str, code: str = WHOLE) -> Key:
    """A cell by its quarter's number and its institution: "1A"."""
    return Key(f"2022-Q{name[0]}", code, name[1])


def family(*indicators: Indicator) -> Family:
    return families(plan_with(*(indicators or (indicator(WHOLE, reported_by=tuple("ABCD")),))))[0]


def figures(
    values: Mapping[Key, float], public: Mapping[Key, float | None] | None = None, **more: Any
) -> Figures:
    versions = {key: (value,) for key, value in (public or {}).items() if value is not None}
    usual = {"memory": NOBODY, **more}
    return Figures("2022-Q3", values, {}, public or {}, versions, **usual)


# ------------------------------------------------------------------ rounding


@pytest.mark.parametrize(
    ("kind", "method", "is_so"),
    [(kinds.COUNT, "round", True), (kinds.COUNT, "hide", False), (kinds.AMOUNT, "round", False)],
)  # fmt: skip
def test_counts_are_rounded_where_the_setting_says_so(
    kind: kinds.Kind, method: str, is_so: bool
) -> None:
    own = family(indicator(WHOLE, kind=kind))
    assert is_rounded(own, figures({}), Policy(method=method)) == is_so


@every(("cell_of", "is_so"), [("1A", True), ("3A", True), ("4A", False), ("", False)])
def test_what_was_rounded_once_is_rounded_later_whatever_the_setting_says(
    cell_of: str, is_so: bool
) -> None:
    before = {cell(cell_of): 5} if cell_of else {Key("2022-Q1", "9.9.9.9", "A"): 5}
    assert is_rounded(family(), figures({}, rounded=before), Policy()) == is_so


@every("number", range(1, 5))
def test_the_nearer_multiple_is_taken_more_often(number: int) -> None:
    ups = 0
    for other in range(200):
        own = figures({cell("3A"): number, cell("3B"): 100 + other})
        _, shown, _ = rounded(family(), own, ROUND)
        ups += shown[cell("3A")] == BASE
        assert shown[cell("3A")] in (0, BASE)
    assert abs(ups - 200 * number / BASE) < 20


def test_what_was_rounded_before_is_rounded_so_again() -> None:
    for other in range(20):
        own = figures(
            {cell("3A"): 7, cell("3B"): 100 + other}, {cell("1A"): 5, cell("1B"): 10},
            rounded={cell("1A"): 5, cell("1B"): 10}, held={cell("1A"): 7, cell("1B"): 8},
        )  # fmt: skip
        assert rounded(family(), own, ROUND)[1][cell("3A")] == 5


@every(
    ("held", "value", "accumulation", "shown"),
    [
        (8, 9, Accumulation.CUMULATIVE, {10}), (9, 8, Accumulation.CUMULATIVE, {5, 10}),
        (8, 9, Accumulation.QUARTERLY, {5, 10}), (8, 12, Accumulation.CUMULATIVE, {10, 15}),
    ],
)  # fmt: skip
def test_what_grows_is_shown_no_less_than_before_unless_it_fell(
    held: int, value: int, accumulation: Accumulation, shown: set[int]
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"), accumulation=accumulation)
    cumulative = frozenset({WHOLE}) if accumulation is Accumulation.CUMULATIVE else frozenset()
    found = set()
    for other in range(40):
        told = figures(
            {cell("3A"): value, cell("3B"): 100 + other},
            {cell("1A"): 5, cell("2A"): 10, cell("4A"): 15, cell("2B"): 15},
            rounded={cell("1A"): 5, cell("2A"): 10, cell("4A"): 15, cell("2B"): 15},
            held={cell("1A"): 6, cell("2A"): held, cell("4A"): 14, cell("2B"): 5},
            cumulative=cumulative,
        )  # fmt: skip
        found.add(rounded(family(own), told, ROUND)[1][cell("3A")])
    assert found == shown


@every(
    ("was_rounded", "shown"),
    [({"1A": 10, "2A": 5}, {5, 10}), ({"1A": 10}, {10}), ({}, {5, 10})],
)
def test_of_what_grows_only_the_last_figure_that_was_rounded_counts_as_shown_before(
    was_rounded: Mapping[str, int], shown: set[int]
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"), accumulation=Accumulation.CUMULATIVE)
    found = set()
    for other in range(40):
        told = figures(
            {cell("3A"): 9, cell("3B"): 100 + other}, {cell("1A"): 10, cell("2A"): 5},
            rounded={cell(name): number for name, number in was_rounded.items()},
            held={cell("1A"): 8, cell("2A"): 6}, cumulative=frozenset({WHOLE}),
        )  # fmt: skip
        found.add(rounded(family(own), told, ROUND)[1][cell("3A")])
    assert found == shown


@pytest.mark.parametrize("parts", [2, 9])
def test_up_to_ten_figures_that_belong_together_add_up(parts: int) -> None:
    codes = [f"{WHOLE}.{number}" for number in range(1, parts + 1)]
    own = family(*map(indicator, (WHOLE, *codes)))
    for extra in range(4):
        values = {cell("3A", code): 6 + (place + extra) % 4 for place, code in enumerate(codes)}
        values[cell("3A")] = sum(values.values())
        _, shown, _ = rounded(own, figures(values), ROUND)
        if len(shown) == len(values):
            assert shown[cell("3A")] == sum(shown[cell("3A", code)] for code in codes)


def test_of_eleven_figures_that_belong_together_each_is_rounded_for_itself() -> None:
    codes = [f"{WHOLE}.{number}" for number in range(1, 11)]
    own = family(*map(indicator, (WHOLE, *codes)))
    ups, adds_up = 0, []
    for other in range(12):
        values = {cell("3A", code): 6 for code in codes} | {cell("3A"): 60} | noise(other)
        _, shown, _ = rounded(own, figures(values), ROUND)
        ups += sum(shown[cell("3A", code)] == 10 for code in codes)
        adds_up.append(shown[cell("3A")] == sum(shown[cell("3A", code)] for code in codes))
    assert not all(adds_up)
    assert ups < 60  # of 120, for 5 is nearer to 6


def noise(other: int) -> dict[Key, float]:
    """A figure of another indicator: by it the chance is another."""
    return {cell("3A", "1.1.1.9"): 100 + other}


def test_the_figures_of_each_institution_add_up_by_themselves() -> None:
    codes = [f"{WHOLE}.{number}" for number in range(1, 6)]
    own = family(*(indicator(code, reported_by=("A", "B")) for code in (WHOLE, *codes)))
    for other in range(6):
        values = noise(other)
        for who in ("3A", "3B"):
            values |= {cell(who, code): 17 for code in codes} | {cell(who): 85}
        _, shown, _ = rounded(own, figures(values), ROUND)
        for who in ("3A", "3B"):
            assert shown[cell(who)] == sum(shown[cell(who, code)] for code in codes)


def test_where_a_part_is_silent_the_others_need_not_make_the_whole() -> None:
    own = family(*map(indicator, (WHOLE, *PARTS)))
    differ = 0
    for other in range(20):
        values = {cell("3A"): 17, cell("3A", PARTS[0]): 17} | noise(other)
        _, shown, _ = rounded(own, figures(values), ROUND)
        differ += shown.get(cell("3A"), 15) != shown.get(cell("3A", PARTS[0]), 15)
    assert differ


def test_where_a_sum_narrows_what_was_rounded_one_is_hidden_and_that_is_enough() -> None:
    hidden = set()
    for other in range(40):
        values = of(1, 29) | noise(other)
        why, shown, _ = rounded(family(), figures(values, memory=elsewhere(30)), ROUND)
        hidden.add(frozenset(key.institution for key, reason in why.items() if reason))
        possible = [n for n in range(31) if could_both_be(n, 30 - n, shown)]
        assert len(possible) >= BASE
        assert shown.keys() == {key for key, reason in why.items() if not reason}
    assert hidden == {frozenset(), frozenset("A")}


def could_both_be(first: int, second: int, shown: Mapping[Key, int]) -> bool:
    told = {"A": first, "B": second}
    return all(abs(told[key.institution] - number) < BASE for key, number in shown.items())


def test_what_one_body_takes_over_is_shown_no_less_than_what_the_other_was_shown_with() -> None:
    own, found = indicator(WHOLE, reported_by=("B",), accumulation=Accumulation.CUMULATIVE), set()
    for other in range(20):
        told = figures(
            {cell("3B"): 8, Key("2022-Q3", "9.9.9.9", "A"): other}, {cell("2A"): 10},
            rounded={cell("2A"): 10}, held={cell("2A"): 8}, cumulative=frozenset({WHOLE}),
        )  # fmt: skip
        found.add(rounded(family(own), told, ROUND)[1][cell("3B")])
    assert found == {10}


def test_what_chance_drew_once_it_draws_in_every_release_of_this_program() -> None:
    # Else a quarter that is published anew would show other numbers, and tell more by both.
    drawn = [rounded(family(), figures(of(n, n + 7, n + 11)), ROUND)[1] for n in range(6, 12)]
    assert [tuple(own.values()) for own in drawn] == [
        (10, 10, 20), (5, 15, 20), (5, 15, 20), (10, 15, 20), (10, 15, 20), (10, 20, 25),
    ]  # fmt: skip


def test_what_an_official_hides_is_not_shown_rounded() -> None:
    own = Line("2022-Q3", WHOLE, "A", "hide", decided_by="МВР")
    why, shown, _ = rounded(family(), figures({cell("3A"): 7, cell("3B"): 8},
                                           memory=Memory((own,))), ROUND)  # fmt: skip
    assert why == {cell("3A"): "remembered", cell("3B"): ""}
    assert shown.keys() == {cell("3B")}


# ------------------------------------------------------------------ hidden beside a hidden one


def why(
    values: Mapping[Key, float],
    *indicators: Indicator,
    memory: Memory = NOBODY,
    policy: Policy = HIDE,
    public: Mapping[Key, float | None] | None = None,
) -> dict[str, str]:
    found = figures(values, public, memory=memory)
    hidden, _ = suppressed(family(*indicators), found, policy)
    return {f"{key.institution}{key.indicator.removeprefix(WHOLE)}": reason
            for key, reason in hidden.items() if reason}  # fmt: skip


def elsewhere(value: int) -> Memory:
    return Memory((Line("2022-Q3", WHOLE, "", "whitelist", source="Извештај", value=str(value)),))


def of(*numbers: int) -> dict[Key, float]:
    return {cell(f"3{who}"): number for who, number in zip("ABCD", numbers, strict=False)}


def test_of_those_that_suffice_the_smallest_is_hidden() -> None:
    assert why(of(3, 40, 20, 30), memory=elsewhere(93)) == {"A": "primary", "C": "secondary"}
    assert why(of(3, 20, 20, 30), memory=elsewhere(73)) == {"A": "primary", "B": "secondary"}
    assert why(of(3, 0, 40, 30), memory=elsewhere(73)) == {"A": "primary", "D": "secondary"}


def test_two_small_ones_protect_each_other_where_together_they_leave_enough_possible() -> None:
    assert why(of(3, 4, 40, 30), memory=elsewhere(77)) == {"A": "primary", "B": "primary"}
    assert why(of(1, 1, 40, 30), memory=elsewhere(72)) == {
        "A": "primary", "B": "primary", "D": "secondary",
    }  # fmt: skip


def test_what_is_public_is_not_hidden_for_another() -> None:
    found = why(of(3, 20, 30, 40), memory=elsewhere(93), public={cell("3B"): 20})
    assert found == {"A": "primary", "C": "secondary"}


def test_what_stands_in_a_sum_with_it_is_hidden_before_smaller_figures_elsewhere() -> None:
    own = (indicator(WHOLE), indicator(PARTS[0]), indicator(PARTS[1]))
    values = {cell("3A"): 29, cell("3A", PARTS[0]): 9, cell("3A", PARTS[1]): 20}
    assert why(values, *own) == {"A.1": "primary", "A.2": "secondary"}


def test_what_turns_out_not_to_be_needed_is_shown_again() -> None:
    # The part of 9 needs another one; the larger that was tried first is shown again.
    codes = [f"{WHOLE}.{number}" for number in (1, 2, 3)]
    values = {cell("3A"): 60, cell("3A", codes[0]): 9, cell("3A", codes[1]): 21,
              cell("3A", codes[2]): 30}  # fmt: skip
    found = why(values, indicator(WHOLE), *map(indicator, codes))
    assert found == {"A.1": "primary", "A.2": "secondary"}


def test_where_nothing_suffices_alone_the_smallest_in_a_sum_with_it_is_hidden_first() -> None:
    # .2 and .3 have parts of their own, which tell them; to hide one with one of these suffices.
    codes = ["", ".1", ".2", ".2.1", ".2.2", ".3", ".3.1", ".3.2"]
    numbers = zip(codes, (68, 9, 30, 11, 19, 29, 14, 15), strict=True)
    values = {cell("3A", f"{WHOLE}{code}"): number for code, number in numbers}
    own = [indicator(f"{WHOLE}{code}") for code in codes]
    found = why(values, *own, public={cell("3A"): 68})
    assert found == {"A.1": "primary", "A.3": "secondary", "A.3.1": "secondary"}


@every(("first", "asked"), [(4, 0), (3, 1), (5, 0)])
def test_a_nought_hides_another_of_a_sum_that_is_published_elsewhere(
    first: int, asked: int
) -> None:
    found = figures(of(first, 0), memory=elsewhere(first))
    reasons, questions = suppressed(family(), found, HIDE)
    assert len(questions) == asked
    assert reasons == {
        cell("3A"): "" if first == 5 else "primary", cell("3B"): "secondary" if first == 4 else "",
    }  # fmt: skip


def test_what_does_not_suffice_alone_is_passed_over() -> None:
    # B never fell: with it hidden, A is at most 3, and with the larger C it may be anything.
    own = indicator(WHOLE, reported_by=tuple("ABCD"), **GROWS)
    found = why(of(3, 30, 40), own, memory=elsewhere(73), public={cell("2B"): 30})
    assert found == {"A": "primary", "C": "secondary"}


@pytest.mark.parametrize(
    ("public", "asked"),
    [({}, {"A.1", "A.2"}), ({cell("3A", PARTS[0]): 12}, {"A.2"}),
     ({cell("3A", PARTS[0]): 12, cell("3A", PARTS[1]): 0}, set())],
)  # fmt: skip
def test_parts_of_all_or_none_are_asked_about_unless_they_are_public(
    public: Mapping[Key, float], asked: set[str]
) -> None:
    own = family(*map(indicator, (WHOLE, *PARTS)))
    told = figures({cell("3A"): 12, cell("3A", PARTS[0]): 12, cell("3A", PARTS[1]): 0}, public)
    found = {key for _, cells in groups(own, told, HIDE) for key in cells}
    assert {f"A{key.indicator.removeprefix(WHOLE)}" for key in found} == asked
    assert refused(own, told, HIDE) == found


@every(
    ("whole", "parts", "asked"),
    [(12, (0, 5, 7), True), (12, (12, 0, 0), True), (12, (1, 5, 6), False), (12, (0,), True),
     (12, (12,), True), (4, (0, 1, 3), False), (5, (0, 1, 4), True), (0, (0, 0, 0), False)],
)  # fmt: skip
def test_of_a_breakdown_it_is_asked_where_some_are_all_or_none_of_enough(
    whole: int, parts: Sequence[int], asked: bool
) -> None:
    codes = [f"{WHOLE}.{number}" for number in range(1, len(parts) + 1)]
    own = family(*map(indicator, (WHOLE, *codes)))
    below = {cell("3A", code): value for code, value in zip(codes, parts, strict=True)}
    told = figures({cell("3A"): whole, **below})
    found = list(groups(own, told, Policy(threshold=5)))
    assert [cells for _, cells in found] == [frozenset(below)] * asked


# ------------------------------------------------------------------ a witness

X, Y, Z = (Key("2022-Q3", WHOLE, who) for who in "XYZ")


def spans(**domains: tuple[int, int]) -> dict[Key, Domain]:
    return {Key("2022-Q3", WHOLE, who): Domain(*span) for who, span in domains.items()}


@every(
    ("low", "high", "expected"),
    [
        (20, 20, (10, 10)), (19, 19, (9, 10)), (0, 0, (0, 0)), (1, 1, (0, 1)),
        (5, None, (0, 10)), (12, None, (2, 10)), (0, 7, (0, 7)), (20, None, (10, 10)),
        (21, None, None), (-5, -1, None), (21, 21, None), (-5, 25, (0, 10)),
    ],
)  # fmt: skip
def test_a_sum_narrows_its_cells(
    low: int, high: int | None, expected: tuple[int, int] | None
) -> None:
    relation = Relation(((X, 1), (Y, 1)), low, high)
    found = propagated(spans(X=(0, 10), Y=(0, 10)), [relation], {X: [relation], Y: [relation]})
    assert found == (None if expected is None else spans(X=expected, Y=expected))


@every(
    ("low", "high", "x", "y"),
    [
        (0, None, (3, 10), (3, 7)), (2, None, (5, 10), (3, 7)), (0, 0, (3, 7), (3, 7)),
        (7, 7, (10, 10), (3, 3)), (-7, -7, (0, 0), (7, 7)), (-9, -5, (0, 2), (5, 7)),
        (4, 5, (7, 10), (3, 6)),
    ],
)  # fmt: skip
def test_a_difference_narrows_both_its_ends(
    low: int, high: int | None, x: tuple[int, int], y: tuple[int, int]
) -> None:
    relation = Relation(((X, 1), (Y, -1)), low, high)
    found = propagated(spans(X=(0, 10), Y=(3, 7)), [relation], {X: [relation], Y: [relation]})
    assert found == spans(X=x, Y=y)


@every(("low", "high"), [(7, None), (8, None), (-8, -8), (8, 8)])
def test_what_no_numbers_can_be_is_found_out(low: int, high: int | None) -> None:
    relation = Relation(((X, 1), (Y, -1)), low, high)
    domains = spans(X=(0, 10), Y=(3, 7))
    found = witness(domains, [relation], {})
    assert (found is None) == (low != 7)


def test_what_narrows_one_relation_narrows_the_next() -> None:
    one, two = Relation(((X, 1), (Y, -1)), 0, 0), Relation(((Y, 1), (Z, -1)), 0, 0)
    of_cell = {X: [one], Y: [one, two], Z: [two]}
    found = propagated(spans(X=(0, 9), Y=(4, 20), Z=(0, 7)), [one, two], of_cell)
    assert found == spans(X=(4, 7), Y=(4, 7), Z=(4, 7))


def test_relations_that_are_not_begun_with_narrow_where_a_cell_of_theirs_does() -> None:
    one, two = Relation(((X, 1),), 5, 5), Relation(((X, 1), (Y, 1)), 9, 9)
    found = propagated(spans(X=(0, 9), Y=(0, 9)), [one], {X: [one, two], Y: [two]})
    assert found == spans(X=(5, 5), Y=(4, 4))
    still = propagated(spans(X=(0, 9), Y=(0, 9)), [two], {X: [one, two], Y: [two]})
    assert still == spans(X=(0, 9), Y=(0, 9))


@every(
    ("value", "low", "high", "holds"),
    [(4, 5, 7, False), (5, 5, 7, True), (7, 5, 7, True), (8, 5, 7, False), (9, 5, None, True),
     (4, 5, None, False)],
)  # fmt: skip
def test_a_relation_holds_from_its_least_to_its_most(
    value: int, low: int, high: int | None, holds: bool
) -> None:
    assert Relation(((X, 1),), low, high).holds({X: value}) == holds


@every(
    ("hint", "tried"),
    [(4, [4, 0, 10, 5, 3]), (0, [0, 10, 1]), (10, [10, 0, 9]), (99, [10, 0, 9]), (-9, [0, 10, 1])],
)
def test_what_is_hinted_at_is_tried_first_then_the_ends_and_what_is_next_to_it(
    hint: int, tried: list[int]
) -> None:
    found = [domains[X].low for domains in choices(spans(X=(0, 10)), X, hint, {})]
    assert found == tried


@every("hint", range(12))
def test_a_witness_is_near_what_it_is_told_to_be(hint: int) -> None:
    found = witness(spans(X=(2, 9)), [], {X: hint})
    assert found == {X: min(max(hint, 2), 9)}
    assert witness(spans(X=(2, 9)), [], {}) == {X: 2}
    assert witness(spans(X=(-3, 9)), [], {}) == {X: 0}


def test_the_narrowest_cell_is_chosen_first() -> None:
    relation = Relation(((X, 1), (Y, 1), (Z, 1)), 10, 10)
    domains = spans(X=(0, 10), Y=(0, 3), Z=(0, 5))
    # Y is what it is told to be, then X as nearly as Y leaves it.
    assert witness(domains, [relation], {X: 10, Y: 2, Z: 4}) == {X: 8, Y: 2, Z: 0}


@every("seed", range(6))
def test_a_witness_is_found_wherever_there_is_one(seed: int) -> None:
    domains = spans(X=(0, 3), Y=(1, 4), Z=(0, 2))
    one = Relation(((X, 1), (Y, 1), (Z, -1)), seed - 2, seed - 1)
    two = Relation(((X, -1), (Z, 2 * (seed % 2) - 1)), -seed, None)
    every = [
        dict(zip((X, Y, Z), numbers, strict=True))
        for numbers in product(*(range(d.low, d.high + 1) for d in domains.values()))
    ]
    fits = [
        values
        for values in every
        if one.low <= total(one, values) <= (one.high or 0) and total(two, values) >= two.low
    ]
    found = witness(domains, [one, two], {})
    assert found in fits if fits else found is None
