"""How far is rounded, what is hidden beside a hidden figure, and what a sum can be."""

import doctest
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import pytest
from every_case import every
from persons import PARTS, WHOLE, indicator, plan_with

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Memory, Policy, solve
from ovpsheets.disclosure.families import Family, families
from ovpsheets.disclosure.figures import BASE, Figures
from ovpsheets.disclosure.groups import groups, refused
from ovpsheets.disclosure.rounding import is_rounded, rounded
from ovpsheets.disclosure.search import MOST_STEPS, Search
from ovpsheets.disclosure.secondary import suppressed
from ovpsheets.disclosure.solve import Domain, Relation, Span, Steps, StepsUsedUp, Table, total
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
        _, shown, _ = rounded(family(), Search(own, ROUND))
        ups += shown[cell("3A")] == BASE
        assert shown[cell("3A")] in (0, BASE)
    assert abs(ups - 200 * number / BASE) < 20


def test_what_was_rounded_before_is_rounded_so_again() -> None:
    for other in range(20):
        own = figures(
            {cell("3A"): 7, cell("3B"): 100 + other}, {cell("1A"): 5, cell("1B"): 10},
            rounded={cell("1A"): 5, cell("1B"): 10}, held={cell("1A"): 7, cell("1B"): 8},
        )  # fmt: skip
        assert rounded(family(), Search(own, ROUND))[1][cell("3A")] == 5


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
        found.add(rounded(family(own), Search(told, ROUND))[1][cell("3A")])
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
        found.add(rounded(family(own), Search(told, ROUND))[1][cell("3A")])
    assert found == shown


@pytest.mark.parametrize("parts", [2, 9])
def test_up_to_ten_figures_that_belong_together_add_up(parts: int) -> None:
    codes = [f"{WHOLE}.{number}" for number in range(1, parts + 1)]
    own = family(*map(indicator, (WHOLE, *codes)))
    for extra in range(4):
        values = {cell("3A", code): 6 + (place + extra) % 4 for place, code in enumerate(codes)}
        values[cell("3A")] = sum(values.values())
        _, shown, _ = rounded(own, Search(figures(values), ROUND))
        if len(shown) == len(values):
            assert shown[cell("3A")] == sum(shown[cell("3A", code)] for code in codes)


def test_of_eleven_figures_that_belong_together_each_is_rounded_for_itself() -> None:
    codes = [f"{WHOLE}.{number}" for number in range(1, 11)]
    own = family(*map(indicator, (WHOLE, *codes)))
    ups, adds_up = 0, []
    for other in range(12):
        values = {cell("3A", code): 6 for code in codes} | {cell("3A"): 60} | noise(other)
        _, shown, _ = rounded(own, Search(figures(values), ROUND))
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
        _, shown, _ = rounded(own, Search(figures(values), ROUND))
        for who in ("3A", "3B"):
            assert shown[cell(who)] == sum(shown[cell(who, code)] for code in codes)


def test_where_a_part_is_silent_the_others_need_not_make_the_whole() -> None:
    own = family(*map(indicator, (WHOLE, *PARTS)))
    differ = 0
    for other in range(20):
        values = {cell("3A"): 17, cell("3A", PARTS[0]): 17} | noise(other)
        _, shown, _ = rounded(own, Search(figures(values), ROUND))
        differ += shown.get(cell("3A"), 15) != shown.get(cell("3A", PARTS[0]), 15)
    assert differ


def test_where_a_sum_narrows_what_was_rounded_one_is_hidden_and_that_is_enough() -> None:
    hidden = set()
    for other in range(40):
        values = of(1, 29) | noise(other)
        why, shown, _ = rounded(family(), Search(figures(values, memory=elsewhere(30)), ROUND))
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
        found.add(rounded(family(own), Search(told, ROUND))[1][cell("3B")])
    assert found == {10}


def test_what_chance_drew_once_it_draws_in_every_release_of_this_program() -> None:
    # Else a quarter that is published anew would show other numbers, and tell more by both.
    every_one = (figures(of(n, n + 7, n + 11)) for n in range(6, 12))
    drawn = [rounded(family(), Search(own, ROUND))[1] for own in every_one]
    assert [tuple(own.values()) for own in drawn] == [
        (10, 10, 20), (5, 15, 20), (5, 15, 20), (10, 15, 20), (10, 15, 20), (10, 20, 25),
    ]  # fmt: skip


def test_what_an_official_hides_is_not_shown_rounded() -> None:
    own = Line("2022-Q3", WHOLE, "A", "hide", decided_by="МВР")
    found = figures({cell("3A"): 7, cell("3B"): 8}, memory=Memory((own,)))
    why, shown, _ = rounded(family(), Search(found, ROUND))
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
    hidden, _ = suppressed(family(*indicators), Search(found, policy))
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
    reasons, questions = suppressed(family(), Search(found, HIDE))
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


@every(
    ("before", "asked"),
    # Of 30 since the start the 12 of the quarter are all women, or nobody knows how many are.
    [(18, True), (17, False), (None, False)],
)
def test_of_a_breakdown_it_is_asked_where_what_is_new_in_one_is_all_or_none(
    before: int | None, asked: bool
) -> None:
    own = family(indicator(WHOLE), indicator(PARTS[0], **GROWS))
    public = {} if before is None else {cell("2A", PARTS[0]): before}
    told = figures({cell("3A"): 12, cell("3A", PARTS[0]): 30}, public)
    found = list(groups(own, told, Policy(threshold=5)))
    assert [cells for _, cells in found] == [frozenset({cell("3A", PARTS[0])})] * asked


# ------------------------------------------------------------------ what a sum can be

X, Y, Z, W = (Key("2022-Q3", WHOLE, who) for who in "XYZW")


def spans(**domains: tuple[int, int]) -> dict[Key, Domain]:
    return {Key("2022-Q3", WHOLE, who): Domain(*span) for who, span in domains.items()}


def possible(
    terms: Sequence[tuple[Key, int]],
    domains: Mapping[Key, Domain],
    relations: Sequence[Relation],
    hints: Mapping[Key, int],
    width: int,
    low: int | None = None,
) -> int:
    """How many numbers a sum can be, as it is searched for."""
    table = Table.of(domains, relations, hints, Steps(MOST_STEPS))
    values = {key: domain.low for key, domain in domains.items() if domain.low == domain.high}
    return 0 if table is None else table.span(terms, values, width=width, low=low).numbers


@every(
    ("low", "high", "x", "asked", "possible_ones"),
    [
        (20, 20, (0, 10), None, 1), (19, 19, (0, 10), None, 2), (18, 19, (0, 10), None, 3),
        (0, 0, (0, 10), None, 1), (1, 1, (0, 10), None, 2), (0, 7, (0, 10), None, 8),
        (12, None, (0, 10), None, 9), (0, None, (0, 10), None, 9), (21, None, (0, 10), None, 0),
        (-5, -1, (0, 10), None, 0), (21, 21, (0, 10), None, 0), (-5, 25, (0, 6), None, 7),
        (3, 3, (0, 10), 1, 3), (3, 3, (0, 10), 3, 1), (3, 3, (0, 10), 4, 0), (3, 3, (0, 10), -8, 1),
        (3, 3, (0, 10), -9, 0), (12, 12, (0, 10), 1, 8), (12, 12, (4, 4), None, 1),
        (12, 12, (4, 4), 4, 1), (12, 12, (4, 4), 5, 0), (15, 15, (4, 4), None, 0),
    ],
)  # fmt: skip
def test_beside_another_a_cell_can_be_what_their_sum_leaves(
    low: int, high: int | None, x: tuple[int, int], asked: int | None, possible_ones: int
) -> None:
    relation = Relation(((X, 1), (Y, 1)), low, high)
    for hints in ({}, {X: 4, Y: 8}, {X: 99, Y: -99}):
        found = possible([(X, 1)], spans(X=x, Y=(0, 10)), [relation], hints, 9, asked)
        assert found == possible_ones


@every(
    ("odd", "possible_ones"),
    [(8, 2), (9, 0)],  # all three are half of the three sums together
)
def test_there_are_no_halves_of_persons(odd: int, possible_ones: int) -> None:
    """Of 3 and 4 and 5 each is whole; had one more the third sum, each would have a half."""
    sums = ((X, Y, 7), (Y, Z, 9), (X, Z, odd))
    relations = [Relation(((one, 1), (other, 1)), n, n) for one, other, n in sums]
    domains = spans(X=(0, 99), Y=(0, 99), Z=(0, 99), W=(0, 1))
    found = possible([(X, 1), (W, 1)], domains, relations, {}, 9)
    assert found == possible_ones


@every(("most", "possible_ones"), [(20, 9), (7, 7), (6, 7), (5, 5)])
def test_where_halves_would_do_the_last_whole_number_is_found(
    most: int, possible_ones: int
) -> None:
    """Twice X is what Y and Z have together, through W: X goes up in halves, and counts in ones."""
    relations = [
        Relation(((X, 1), (W, 1)), 0, most),
        Relation(((X, 1), (W, -1)), 0, 0 if most % 2 else 1),
    ]
    found = possible([(X, 1), (W, 1)], spans(X=(0, 40), W=(0, 40)), relations, {}, 9, 0)
    assert found == possible_ones


@every("seed", range(4))
def test_as_many_are_possible_as_trying_all_numbers_finds(seed: int) -> None:
    random, cells = Random(seed), (X, Y, Z, W)
    for _ in range(60):
        domains = {key: Domain(least := random.randint(0, 1), least + random.randint(0, 4))
                   for key in cells}  # fmt: skip
        relations = [
            Relation(
                tuple((key, random.choice((1, 1, -1))) for key in random.sample(cells, size)),
                least := random.randint(-2, 6),
                random.choice((None, least, least, least + random.randint(1, 3))),
            )
            for size in random.choices((1, 2, 3, 4), k=random.randint(0, 3))
        ]
        terms = [(X, 1), (Y, -1)][: random.randint(1, 2)]
        width, low = random.randint(2, 6), random.choice((None, -1, 0, 1, 2))
        hints = {key: random.randint(0, 6) for key in cells}
        every_one = (
            dict(zip(cells, numbers, strict=True))
            for numbers in product(*(range(d.low, d.high + 1) for d in domains.values()))
        )
        sums = {total(terms, own) for own in every_one if all(_holds(r, own) for r in relations)}
        within = [n for n in sums if low is None or low <= n < low + width]
        expected = min(max(within) - min(within) + 1, width) if within else 0
        found = possible(terms, domains, relations, hints, width, low)
        # Of any numbers those are looked for that follow one another.
        has_gaps = low is None and len(sums) <= max(sums, default=0) - min(sums, default=0)
        assert found <= expected if has_gaps else found == expected


def _holds(relation: Relation, values: Mapping[Key, int]) -> bool:
    found = total(relation.terms, values)
    return relation.low <= found and (relation.high is None or found <= relation.high)


U, V = Key("2022-Q3", WHOLE, "U"), Key("2022-Q3", WHOLE, "V")
# Twice X is W and 1 more, or as much as W and V, and U may be any number: were W and V nought, X
# would be a half, and of U and Z, which go up in halves with it, every number could be tried.
HALVES = [
    Relation(((U, 1), (X, 1), (Z, -1)), 0, 0),
    Relation(((U, 1), (X, -1), (Z, -1), (W, 1)), 0, 0),
]


@every(("w", "found"), [(0, Span(1)), (1, Span(0, is_all=False)), (2, Span(1))])
def test_of_what_can_only_be_a_half_nobody_knows_how_many_there_are(w: int, found: Span) -> None:
    domains = spans(U=(0, 999), Z=(0, 999), X=(0, 999), W=(0, 2))
    table = Table.of(domains, HALVES, {U: 5, Z: 6, X: 1, W: 2}, Steps(MOST_STEPS))
    assert table is not None
    assert table.span([(W, 1)], {}, width=1, low=w) == found


def test_where_numbers_for_all_are_not_found_the_search_is_given_up() -> None:
    domains, steps = spans(U=(0, 999), Z=(0, 999), X=(0, 999), W=(1, 1)), Steps(MOST_STEPS)
    with pytest.raises(StepsUsedUp):
        Table.of(domains, HALVES, {}, steps)
    assert steps.left < 0


def test_the_example_at_the_head_of_the_search_is_so() -> None:
    found = doctest.testmod(solve)
    assert (found.failed, found.attempted) == (0, 5)


def test_each_step_counts_and_after_the_last_there_is_none() -> None:
    steps = Steps(5)
    steps.take(5)
    assert steps.left == 0
    for _ in range(2):
        with pytest.raises(StepsUsedUp):
            steps.take(1)
    nine, domains = Relation(((X, 1), (Y, 1)), 9, 9), spans(X=(0, 9), Y=(0, 9))
    steps = Steps(99)
    table = Table.of(domains, [nine], {X: 4, Y: 5}, steps)
    assert table is not None
    assert table.span([(X, 1)], {}, width=4, low=1) == Span(4)
    used, steps.left = 99 - steps.left, 6  # of each copy of the table, and each way gone in it
    assert used == 7
    with pytest.raises(StepsUsedUp):
        table.span([(X, 1)], {}, width=4, low=1)


# ------------------------------------------------------------------ where the search is given up


@pytest.fixture
def no_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ovpsheets.disclosure.search.MOST_STEPS", 0)


@pytest.mark.usefixtures("no_steps")
def test_without_steps_all_that_can_be_is_hidden_also_noughts() -> None:
    assert why(of(3, 0, 40, 50), memory=elsewhere(93), public={cell("3D"): 50}) == {
        "A": "primary", "B": "secondary", "C": "secondary",
    }  # fmt: skip


@pytest.mark.usefixtures("no_steps")
def test_without_steps_every_wish_is_asked_about_and_counts_where_the_answer_is_yes() -> None:
    own = Search(figures(of(3, 40, 50), memory=elsewhere(93)), HIDE)
    _, questions = suppressed(family(), own)
    assert [question.kind for question in questions] == ["whitelist_reveals"]
    show = Line("2022-Q3", WHOLE, "A", "show", decided_by="МВР")
    for answer, is_hidden in (("", True), ("да", False)):
        (asked,) = suppressed(family(), Search(figures(of(3, 4), memory=Memory((show,))), HIDE))[1]
        memory = Memory((show, replace(asked.line, answer=answer)))
        hidden, questions = suppressed(family(), Search(figures(of(3, 4), memory=memory), HIDE))
        assert (hidden[cell("3A")] != "") == is_hidden
        assert questions == [asked]


@pytest.mark.usefixtures("no_steps")
def test_without_steps_rounded_figures_are_hidden() -> None:
    search = Search(figures(of(7, 8), memory=elsewhere(15)), ROUND)
    hidden, shown, _ = rounded(family(), search)
    assert set(hidden.values()) == {"secondary"}
    assert shown == {}
    assert search.is_given_up(family())


def test_one_familys_steps_are_not_anothers() -> None:
    search, (one, other) = Search(figures({}), HIDE), families(TWO)
    with pytest.raises(StepsUsedUp):
        search.steps(one).give_up()
    assert search.is_given_up(one)
    assert not search.is_given_up(other)


TWO = plan_with(indicator(WHOLE), indicator("1.1.1.2"))


def test_what_was_asked_about_once_leaves_all_as_it_was() -> None:
    nine = Relation(((X, 1), (Y, 1)), 9, 9)
    table = Table.of(spans(X=(0, 9), Y=(0, 9)), [nine], {X: 4, Y: 5}, Steps(99))
    assert table is not None
    for _ in range(2):
        assert table.span([(X, 1)], {}, width=4, low=1) == Span(4)
        assert table.span([(X, 1), (Y, 1)], {}, width=4) == Span(1)
        assert table.span([(Z, 1)], {Z: 3}, width=4, low=3) == Span(1)
