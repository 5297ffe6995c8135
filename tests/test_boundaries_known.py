"""What a reader of everything published knows: which cells, and what binds them together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from every_case import every
from persons import PARTS, WHOLE, indicator, plan_with

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Memory
from ovpsheets.disclosure.breakdowns import Breakdown
from ovpsheets.disclosure.families import Sum, families
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.known import Known, published_sums
from ovpsheets.disclosure.search import MOST_STEPS
from ovpsheets.disclosure.solve import Domain, Relation, Steps, Table
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.words import Accumulation, Combine, Direction

GROWS: Mapping[str, Any] = {"accumulation": Accumulation.CUMULATIVE}
OTHER = "1.1.1.9"


def cell(name: str, code: str = WHOLE) -> Key:
    """A cell by its quarter's number and its institution: "1A"."""
    return Key(f"2022-Q{name[0]}", code, name[1])


def known(
    values: Mapping[Key, float],
    public: Mapping[Key, float | None] | None = None,
    *indicators: Indicator,
    sums: Sequence[Sum] = (),
    **more: Any,
) -> Known:
    """What is known of the first family in the third quarter."""
    versions = {key: (value,) for key, value in (public or {}).items() if value is not None}
    previous, within = more.pop("previous", {}), more.pop("within", 0)
    found = Figures("2022-Q3", values, previous, public or {}, versions, Memory(), **more)
    return Known.of(
        families(plan_with(*(indicators or (indicator(WHOLE, **GROWS),))), sums)[0], found, within
    )


def bound(found: Known) -> set[tuple[str, int, int | None]]:
    """Return the relations: their cells as a sum, the least and the most."""
    return {(said(one), one.low, one.high) for one in found.relations()}


def apart(found: Known) -> set[tuple[str, int, int | None]]:
    """Those of what was published, without the numbers that nobody saw."""
    return {one for one in bound(found) if ".so_far" not in one[0]}


def possible(found: Known, key: Key) -> tuple[int, int]:
    """The least and the most that is possible of a cell, where nothing else is hidden."""
    free = {key, *found.unseen}
    cells = {key, *(cell for one in found.relations() for cell, _ in one.terms)}
    domains = {
        one: Domain(0, 999) if one in free else Domain(found.values[one], found.values[one])
        for one in sorted(cells)
    }
    table = Table.of(domains, found.relations(), found.values, Steps(MOST_STEPS))
    assert table is not None
    now = found.values[key]
    below, above = (
        table.span(((key, 1),), found.values, width=width, low=low).numbers
        for width, low in ((now + 1, 0), (999 - now, now))
    )
    return now + 1 - below, now - 1 + above


def said(one: Relation) -> str:
    return " ".join(
        f"{'+' if sign == 1 else '-' if sign == -1 else sign}{key.quarter[-1:]}{key.institution}"
        f"{key.indicator.removeprefix(WHOLE)}"
        for key, sign in one.terms
    )


# ------------------------------------------------------------------ the cells of a family


def test_only_what_is_of_the_family_is_known() -> None:
    values = {cell("3A"): 3, cell("3A", OTHER): 9}
    public = {cell("1A"): 8, cell("1A", OTHER): 7, cell("2A"): None, cell("2A", OTHER): None}
    held = {cell("2A"): 4, cell("2A", OTHER): 6}
    found = known(values, public, held=held)
    assert found.now == (cell("3A"),)
    assert found.earlier == {cell("1A"): 8, cell("2A"): None}
    assert found.values == {cell("1A"): 8, cell("2A"): 4, cell("3A"): 3}
    assert found.cells == (cell("1A"), cell("2A"), cell("3A"))


def test_a_published_value_that_is_now_another_is_no_longer_known_as_one() -> None:
    assert known({cell("3A"): 3}, {cell("3A"): 8}).earlier == {}
    assert known({cell("3A"): 3}, {cell("3A"): 3}).earlier == {cell("3A"): 3}
    assert known({cell("3A"): 3}, {cell("3A"): None}).earlier == {}


@pytest.mark.parametrize(
    ("public", "value"), [({cell("2A"): None}, 7), ({cell("2A"): 9}, 9), ({}, None)]
)
def test_the_value_given_as_the_one_before_tells_what_a_hidden_cell_held(
    public: Mapping[Key, float | None], value: int | None
) -> None:
    previous = {(WHOLE, "A"): 7, (OTHER, "A"): 8}
    public = {**public, cell("2A", OTHER): None}
    found = known({cell("3A"): 9}, public, previous=previous)
    assert found.values.get(cell("2A")) == value
    assert cell("2A", OTHER) not in found.values


def test_of_a_rounded_cell_is_known_between_what_it_lies() -> None:
    public = {cell("1A"): 10, cell("3A"): 5, cell("1A", OTHER): 20, cell("2A"): 30}
    rounded = {key: int(value) for key, value in public.items() if key != cell("2A")}
    found = known({cell("3A"): 5}, public, rounded=rounded)
    assert found.bounds == {cell("1A"): (6, 14)}
    assert found.earlier == {cell("1A"): None, cell("2A"): 30, cell("3A"): None}


def test_a_series_is_that_of_an_institution_or_of_the_only_one_of_every_quarter() -> None:
    own = indicator(WHOLE, **GROWS)
    taken_over = known({cell("3C"): 9}, {cell("1A"): 8, cell("2B"): 7})
    assert taken_over.series(own) == ((cell("1A"), cell("2B"), cell("3C")),)
    both = known({cell("3A"): 9}, {cell("1A"): 8, cell("1B"): 7, cell("2B"): 6})
    assert both.series(own) == ((cell("1A"), cell("3A")), (cell("1B"), cell("2B")))


@pytest.mark.parametrize(
    ("second", "is_one"), [(8, True), (9, False), (None, True)]
)  # fmt: skip
def test_a_number_that_all_report_is_one_series_while_they_agree(
    second: int | None, is_one: bool
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"), combine=Combine.SAME, **GROWS)
    found = known({cell("3A"): 9}, {cell("1A"): 8, cell("1B"): second}, own)
    assert len(found.series(own)) == (1 if is_one else 2)


def test_the_series_of_a_whole_is_not_that_of_its_part() -> None:
    part = indicator(PARTS[0], **GROWS)
    values = {cell("3A"): 9, cell("3A", PARTS[0]): 4}
    found = known(values, {}, indicator(WHOLE, **GROWS), part)
    assert found.series(part) == ((cell("3A", PARTS[0]),),)


def test_who_reports_the_same_number_is_not_bound_to_the_next_indicator_that_has_it() -> None:
    own = indicator(WHOLE, reported_by=("A", "B"), combine=Combine.SAME)
    values = {cell("3A"): 9, cell("3B"): 9, cell("3A", PARTS[0]): 9}
    found = known(values, {}, own, indicator(PARTS[0]), indicator(PARTS[1]))
    assert bound(found) == {("+3A -3B", 0, 0), ("+3B -3A.1", 0, None)}


def test_those_that_report_the_same_number_are_bound_to_it_in_each_quarter() -> None:
    own = indicator(WHOLE, reported_by=("A", "B", "C"), combine=Combine.SAME)
    values = {cell("3A"): 9, cell("3B"): 9, cell("3C"): 9}
    found = known(values, {cell("2A"): 8, cell("2B"): 8}, own)
    assert bound(found) == {("+3A -3B", 0, 0), ("+3B -3C", 0, 0), ("+2A -2B", 0, 0)}


# ------------------------------------------------------------------ what grows


def test_what_grows_is_at_least_what_it_was_before() -> None:
    found = known({cell("3A"): 9}, {cell("1A"): 8, cell("2A"): None})
    assert bound(found) == {("+2A -1A", 0, None), ("+3A -2A", 0, None)}


@pytest.mark.parametrize(
    "fields", [{}, {**GROWS, "direction": Direction.DOWN}], ids=["of a quarter", "falling"]
)
def test_what_does_not_grow_is_not_bound_by_what_it_was(fields: Mapping[str, Any]) -> None:
    assert bound(known({cell("3A"): 9}, {cell("2A"): 8}, indicator(WHOLE, **fields))) == set()


def test_across_a_fall_nothing_is_bound_nor_by_the_hidden_cells_in_between() -> None:
    public = {cell("1A"): 20, cell("2A"): None, Key("2021-Q4", WHOLE, "A"): None,
              Key("2021-Q3", WHOLE, "A"): 12}  # fmt: skip
    found = known(
        {
            cell("3A"): 9,
        },
        public,
    )
    assert bound(found) == {("+4A -3A", 0, None), ("+1A -4A", 0, None)}
    hidden = known({cell("3A"): 9}, {Key("2021-Q4", WHOLE, "A"): 20, cell("1A"): None,
                                     cell("2A"): None})  # fmt: skip
    assert bound(hidden) == set()


def test_behind_a_fall_it_grows_again() -> None:
    public = {Key("2021-Q4", WHOLE, "A"): 20, cell("1A"): 5, cell("2A"): 8}
    assert bound(known({cell("3A"): 9}, public)) == {("+2A -1A", 0, None), ("+3A -2A", 0, None)}


@every(
    ("first", "institutions", "bounds"),
    [(9, "A", {("+1A", 9, None)}), (8, "A", set()), (9, "AB", set()), (None, "A", set())],
)
def test_the_first_figure_is_at_least_the_baseline(
    first: int | None, institutions: str, bounds: set[tuple[str, int, int | None]]
) -> None:
    own = indicator(WHOLE, baseline=9.5 if first is None else 9, reported_by=tuple(institutions),
                    **GROWS)  # fmt: skip
    found = bound(known({cell("3A"): 30}, {cell("1A"): first}, own))
    assert found - {("+3A -1A", 0, None)} == bounds


def test_what_counted_since_the_start_is_bound_by_it_whatever_it_counts_now() -> None:
    earlier = {cell("1A"): 12.0, cell("2A"): 15.0}
    quarterly, growing = (indicator(WHOLE, baseline=9, **more) for more in ({}, GROWS))
    once = known({cell("3A"): 20}, earlier, quarterly, cumulative=frozenset({WHOLE}))
    assert bound(once) == {("+1A", 9, None), ("+2A -1A", 0, None)}
    # And what counted the quarter is no more than what counts since the start, and has no baseline.
    now = known({cell("3A"): 20}, earlier, growing, of_one_quarter=frozenset({cell("1A")}))
    assert bound(now) == {("+2A", 9, None), ("+2A -1A", 0, None), ("+3A -2A", 0, None)}


def test_an_indicator_without_a_figure_is_bound_by_no_baseline() -> None:
    part = indicator(PARTS[0], baseline=3, **GROWS)
    assert bound(known({cell("3A"): 9}, {}, indicator(WHOLE, **GROWS), part)) == set()


ALIASES = {"C": ("A", "B")}


@pytest.mark.parametrize(
    ("first", "bounds"),
    [(29, {("+3C -2A -2B", 0, None)}), (30, {("+3C -2A -2B", 0, None)}), (31, set())],
)
def test_what_carries_on_others_figures_is_at_least_their_sum_where_it_is_so(
    first: int, bounds: set[tuple[str, int, int | None]]
) -> None:
    own = indicator(WHOLE, reported_by=("C", "D"), **GROWS)
    other = indicator(PARTS[0], **GROWS)
    values = {cell("3C"): 50, cell("3D"): 9, cell("3A", PARTS[0]): 1}
    public = {cell("2A"): first, cell("2B"): 20, cell("2D"): 9}
    found = known(values, public, own, other, aliases=ALIASES)
    assert {one for one in apart(found) if "C" in one[0] and "rest" not in one[0]} == bounds


def test_what_carries_on_figures_that_we_do_not_know_is_not_bound_by_them() -> None:
    own = indicator(WHOLE, reported_by=("C",), **GROWS)
    found = known({cell("3C"): 50}, {cell("2A"): None, cell("2B"): 20}, own, aliases=ALIASES)
    assert bound(found) == set()


def test_bodies_that_go_on_as_they_were_hand_nothing_over() -> None:
    own = indicator(WHOLE, reported_by=("C",), **GROWS)
    found = known({cell("3C"): 50}, {cell("2A"): 9, cell("2C"): 20}, own, aliases={"C": ("A",)})
    assert list(found.handed_over(own)) == [((cell("2A"), cell("2C")), (cell("3C"),))]
    alike = known({cell("3A"): 50}, {cell("2A"): 9}, own, aliases={"C": ("A",)})
    assert list(alike.handed_over(own)) == []


# ------------------------------------------------------------------ parts, and who is in none


def parted(*parts: float, whole: float = 30, within: int = 0, **fields: Any) -> Known:
    codes = (f"{WHOLE}.{number}" for number in range(1, len(parts) + 1))
    values = {cell("3A", code): value for code, value in zip(codes, parts, strict=True)}
    own = indicator(WHOLE, **fields)
    below = (indicator(c, **fields) for c in PARTS)
    return known({cell("3A"): whole, **values}, {}, own, *below, within=within)


def test_parts_that_add_up_are_the_whole() -> None:
    found = parted(10, 20)
    assert bound(found) == {("+3A -3A.1 -3A.2", 0, 0)}
    assert found.rests == ()


@pytest.mark.parametrize(
    ("parts", "is_of_several"),
    [((("3A", PARTS[0]),), False), ((("3A", PARTS[0]), ("3B", PARTS[0])), False),
     ((("3A", PARTS[0]), ("3A", PARTS[1])), True)],
)  # fmt: skip
def test_a_part_alone_is_nobodys_idea_of_a_whole(
    parts: Sequence[tuple[str, str]], is_of_several: bool
) -> None:
    terms = ((cell("3A"), 1), *((cell(name, code), -1) for name, code in parts))
    own = Breakdown(indicator(WHOLE), cell("3A", f"{WHOLE}.rest"), terms, True)
    assert own.is_of_several is is_of_several


def test_the_parts_of_each_of_several_bodies_are_its_whole() -> None:
    both = ("A", "B")
    found = parted(10, 20, reported_by=both)
    assert bound(found) == {("+3A -3A.1 -3A.2", 0, 0)}
    assert bound(parted(30, reported_by=both)) == {("+3A -3A.1", 0, None)}


def test_who_is_in_no_part_is_a_cell_of_its_own() -> None:
    found = parted(10, 18)
    rest = Key("2022-Q3", f"{WHOLE}.rest", "A")
    assert [own.rest for own in found.rests] == [rest]
    assert found.values[rest] == 2
    assert bound(found) == {("+3A -3A.1 -3A.2 -3A.rest", 0, 0)}


def test_parts_of_more_than_the_whole_are_each_one_beside_the_others() -> None:
    found = parted(10, 21)
    rests = {own.rest.indicator: found.values[own.rest] for own in found.rests}
    assert rests == {f"{WHOLE}.rest.{PARTS[0]}": 20, f"{WHOLE}.rest.{PARTS[1]}": 9}
    assert bound(found) == {
        (f"+3A -3A.1 -3A.rest.{PARTS[0]}", 0, 0), (f"+3A -3A.2 -3A.rest.{PARTS[1]}", 0, 0),
    }  # fmt: skip


@every(
    ("parts", "ways"),
    [((20, 10, 1), {"1+2", "3"}), ((20, 10, 0), {"1+2+3"}), ((20, 9, 1), {"1+2+3"}),
     ((20, 9, 2), {"1", "2", "3"}), ((20, 10, 12, 18), {"1+2", "3+4"}),
     ((5, 10, 15, 2), {"1+2+3", "4"}), ((30, 0, 4), {"1+2", "3"})],
)  # fmt: skip
def test_parts_that_overlap_are_the_ways_that_make_the_whole_and_each_other_alone(
    parts: Sequence[int], ways: set[str]
) -> None:
    below = [indicator(f"{WHOLE}.{n}") for n in range(1, len(parts) + 1)]
    values = {cell("3A", own.code): float(n) for own, n in zip(below, parts, strict=True)}
    found = known({cell("3A"): 30, **values}, {}, indicator(WHOLE), *below)
    codes = [
        sorted(key.indicator for key, sign in own.whole_less_parts if sign == -1)
        for own in found.breakdowns
    ]
    assert {"+".join(code.removeprefix(f"{WHOLE}.") for code in own) for own in codes} == ways


@pytest.mark.parametrize(("third", "is_alone"), [(6, True), (5, False)])
def test_parts_that_once_were_the_whole_by_chance_are_each_one_alone_too(
    third: int, *, is_alone: bool
) -> None:
    """All 30 were in the first, and in the second, and nobody in the third; later that overlaps."""
    codes = [WHOLE, *(f"{WHOLE}.{n}" for n in (1, 2, 3))]
    before, now = (
        {cell(name, code): float(n) for code, n in zip(codes, told, strict=True)}
        for name, told in (("2A", (30, 30, 30, 0)), ("3A", (30, 25, 20, third)))
    )
    found = known(now, before, *map(indicator, codes))
    alone = {own.rest.indicator.removeprefix(f"{WHOLE}.rest.") for own in found.rests}
    assert (codes[1] in alone) is is_alone


@pytest.mark.parametrize(("part", "rests"), [(22, 0), (23, 2)])
def test_parts_overlap_where_no_mistake_explains_it(part: int, rests: int) -> None:
    assert len(parted(10, part, within=3).rests) == rests


@every(
    ("parts", "told"),
    [
        ((10, 20), ("+3A -3A.1 -3A.2", 0, 0)),
        ((10, 18), ("+3A -3A.1 -3A.2", 2, 2)), ((10, 22), ("+3A -3A.1 -3A.2", -2, -2)),
        ((10, 17), ("+3A -3A.1 -3A.2 -3A.rest", 0, 0)),
        # A part of two: what is missing is the other one.
        ((28,), ("+3A -3A.1 -3A.rest", 0, 0)),
    ],
)  # fmt: skip
def test_parts_that_miss_the_whole_by_less_than_is_believed_are_bound_as_they_are(
    parts: Sequence[int], told: tuple[str, int, int]
) -> None:
    assert bound(parted(*parts, within=3)) == {told}


def test_a_part_alone_that_misses_the_whole_by_one_leaves_one_in_no_part() -> None:
    now = {cell("3A"): 30, cell("3A", PARTS[0]): 29}
    found = known(now, {}, indicator(WHOLE), indicator(PARTS[0]), within=3)
    assert bound(found) == {("+3A -3A.1 -3A.rest", 0, 0)}


def test_what_all_report_alike_is_once_the_whole_of_what_one_of_them_breaks_down() -> None:
    own = indicator(WHOLE, reported_by=("A", "B"), combine=Combine.SAME)
    now = {cell("3A"): 30, cell("3B"): 30, cell("3A", PARTS[0]): 10, cell("3A", PARTS[1]): 20}
    found = known(now, {}, own, *map(indicator, PARTS))
    assert bound(found) == {("+3A -3B", 0, 0), ("+3B -3A.1 -3A.2", 0, 0)}


def test_where_a_part_is_silent_the_others_are_at_most_the_whole() -> None:
    assert bound(parted(30)) == {("+3A -3A.1", 0, None)}
    assert bound(parted(29)) == {("+3A -3A.1 -3A.rest", 0, 0)}


def test_the_rest_of_what_grows_is_at_least_what_it_was() -> None:
    codes = (WHOLE, *PARTS)
    own = [indicator(code, reported_by=("A", "B"), **GROWS) for code in codes]
    before = {
        cell(f"2{who}", code): n
        for who in "AB"
        for code, n in zip(codes, (30, 10, 18), strict=True)
    }
    now = {
        cell(f"3{who}", code): n
        for who in "AB"
        for code, n in zip(codes, (40, 12, 20), strict=True)
    }
    found = known(now, before, *own)
    rests = [Key(f"2022-Q{n}", f"{WHOLE}.rest", who) for who in "AB" for n in (2, 3)]
    assert found.rests_of(own[0]) == ((rests[0], rests[1]), (rests[2], rests[3]))
    assert found.rests_of(own[1]) == ()
    grown = {one for one in bound(found) if one[0].count(".rest") == 2}
    assert grown == {("+3A.rest -2A.rest", 0, None), ("+3B.rest -2B.rest", 0, None)}


def test_the_parts_of_one_quarter_are_not_those_of_another() -> None:
    values = {cell("3A"): 30, cell("3A", PARTS[0]): 10, cell("3A", PARTS[1]): 20}
    public = {cell("2A", PARTS[0]): 5, cell("2A", PARTS[1]): 6}
    found = known(values, public, *map(indicator, (WHOLE, *PARTS)))
    assert bound(found) == {("+3A -3A.1 -3A.2", 0, 0)}


@every(("parts", "most"), [((50, 60), 20), ((50, None), 50)])
def test_that_parts_grew_by_no_less_than_their_whole_is_known_of_all_of_them_only(
    parts: Sequence[int | None], most: int
) -> None:
    """Of the women all may be new, but of the men there were 60 before, so all 30 are women."""
    now = dict(zip((cell("3A", code) for code in PARTS), parts, strict=True))
    values = {cell("3A"): 30} | {key: number for key, number in now.items() if number is not None}
    public = {cell("1A", PARTS[0]): 20, cell("1A", PARTS[1]): 60}
    grown = (indicator(code, **GROWS) for code in PARTS)
    found = known(values, public, indicator(WHOLE), *grown)
    assert possible(found, cell("1A", PARTS[0])) == (0, most)


# ------------------------------------------------------------------ sums that were noticed

THIRD, FOURTH = "1.1.1.3", "1.1.1.4"


def noticed(
    values: Mapping[str, float],
    public: Mapping[str, float | None] | None = None,
    *,
    grows: bool = False,
    within: int = 0,
    **fields: Any,
) -> set[tuple[str, int, int | None]]:
    """What binds a whole to two figures; a cell is an indicator's letter and a cell: "w3A"."""
    found = of_two(values, public, grows=grows, within=within, **fields)
    return {one for one in apart(found) if "1.1.1.3" in one[0]}


def of_two(
    values: Mapping[str, float],
    public: Mapping[str, float | None] | None = None,
    *,
    grows: bool = False,
    within: int = 0,
    **fields: Any,
) -> Known:
    """A sum of two figures that the data shows."""
    codes = {"w": WHOLE, "x": THIRD, "y": FOURTH}
    whole = indicator(WHOLE, **(GROWS if grows else {}), **fields)
    who = {"reported_by": fields.get("reported_by", ("A",))}
    others = (indicator(THIRD, baseline=77, **who), indicator(FOURTH, **who))
    return known(
        {cell(name[1:], codes[name[0]]): value for name, value in values.items()},
        {cell(name[1:], codes[name[0]]): value for name, value in (public or {}).items()},
        *((others[0], whole, others[1]) if grows else (whole, *others)),
        sums=[Sum(WHOLE, (THIRD, FOURTH), grows)],
        first="2022-Q1",
        within=within,
    )


EXACT = ("+3A -3A1.1.1.3 -3A1.1.1.4", 0, 0)


def test_a_sum_that_was_noticed_binds_where_it_holds() -> None:
    assert noticed({"w3A": 30, "x3A": 10, "y3A": 20}) == {EXACT}
    assert noticed({"w3A": 10, "x3A": 10, "y3A": 0}) == {EXACT}
    assert noticed({"w3A": 31, "x3A": 10, "y3A": 20}) == set()
    assert noticed({"w3A": 30, "x3A": 30}) == set()
    assert noticed({"w3A": 30, "x3A": 10, "y3B": 20}) == set()
    assert noticed({"w3A": 30, "x3A": 10, "y3A": 20}, {"y2A": 20, "x2A": None}) == {EXACT}


def test_what_is_new_since_the_quarter_before_is_the_sum_of_the_others() -> None:
    term = "+3A -2A -3A1.1.1.3 -3A1.1.1.4"
    now = {"w3A": 35, "x3A": 10, "y3A": 20}
    assert noticed(now, {"w2A": 5}, grows=True) == {(term, 0, 0)}
    assert noticed(now, {"w2A": 4}, grows=True) == set()
    assert noticed(now, {"w2A": None}, grows=True) == {(term, 0, 0)}  # nothing contradicts it
    assert noticed(now, {"w2A": 5, "w1A": 2}, grows=True) == {(term, 0, 0)}


@every(("before", "least", "most"), [(4, 0, 5), (5, 0, 5), (6, 0, 35)])
def test_what_nobody_published_in_between_is_new_too(before: int, least: int, most: int) -> None:
    """30 of the 35 are of this quarter; where more were before, they do not add up."""
    now = {"w3A": 35, "x3A": 10, "y3A": 20}
    found = of_two(now, {"w1A": before}, grows=True)
    assert possible(found, cell("1A")) == (least, most)


@every(
    ("quarter", "start", "least", "most"),
    [(1, 5, 35, 35), (1, 4, 4, 998), (3, 5, 35, 998), (3, 4, 34, 998), (3, 6, 6, 998)],
)
def test_what_is_new_since_the_plan_began_is_over_the_baseline(
    quarter: int, start: int, least: int, most: int
) -> None:
    """No less than that, where nobody published the first quarters."""
    told = {f"w{quarter}A": 35, f"x{quarter}A": 10, f"y{quarter}A": 20}
    public = told if quarter == 1 else {}
    found = of_two({} if public else told, public, grows=True, baseline=start)
    assert possible(found, cell(f"{quarter}A")) == (least, most)


def test_who_counts_from_nought_has_no_baseline_in_the_first_figure() -> None:
    found = noticed({"w1A": 30, "x1A": 10, "y1A": 20}, {}, grows=True, baseline=7)
    assert found == {("+1A -1A1.1.1.3 -1A1.1.1.4", 0, 0)}


@every(
    ("whole", "is_bound"),
    [(37, True), (38, False), (33, True), (32, False)],
)
def test_a_sum_that_misses_the_baseline_by_less_than_is_believed_is_bound_as_it_is(
    whole: int, is_bound: bool
) -> None:
    told = {"w1A": whole, "x1A": 10, "y1A": 20}
    found = noticed({}, told, grows=True, within=3, baseline=5)
    term = ("+1A -1A1.1.1.3 -1A1.1.1.4", whole - 30, whole - 30)
    assert found == ({term} if is_bound else set())


def test_the_figure_of_another_institution_is_not_what_was_before() -> None:
    now = {"w3A": 35, "x3A": 10, "y3A": 20}
    assert noticed(now, {"w2B": 5, "w2A": 5}, grows=True, reported_by=("A", "B")) == {
        ("+3A -2A -3A1.1.1.3 -3A1.1.1.4", 0, 0)
    }


# ------------------------------------------------------------------ sums published elsewhere


def elsewhere(found: Known, **line: str) -> list[tuple[str, int, int | None]]:
    usual = {"quarter": "2022-Q3", "indicator": WHOLE, "institution": "", "value": "50"}
    own = Line(**usual | line, decision="whitelist", source="Годишен извештај")
    figures = Figures("2022-Q3", {}, {}, {}, {}, Memory((own,)))
    return [(said(one), one.low, one.high) for one in published_sums(found, figures).values()]


def test_a_sum_is_of_the_indicator_that_it_names() -> None:
    own = (indicator(WHOLE), indicator(PARTS[0], **GROWS))
    now = {cell("3A"): 50, cell("3A", PARTS[0]): 9}
    found = known(now, {}, *own)
    assert elsewhere(found) == [("+3A", 50, 50)]
    assert elsewhere(found, indicator=PARTS[0], value="9") == [("+3A.1", 9, 9)]
    assert elsewhere(found, indicator=OTHER, value="9") == []
    last = {cell("4A", PARTS[0]): 20, cell("1A", PARTS[0]): 9}
    assert elsewhere(known({}, last, *own), quarter="2022", indicator=PARTS[0], value="20") == [
        ("+4A.1", 20, 20)
    ]
    year = known({cell("4A"): 50}, {cell("1A"): 9}, *own)
    assert elsewhere(year, quarter="2022", institution="A", value="59") == [("+1A +4A", 0, 59)]


def test_a_sum_is_of_those_that_reported_in_its_quarter() -> None:
    own = indicator(WHOLE, reported_by=("A", "B"))
    found = known({cell("3A"): 20, cell("3B"): 30}, {cell("2A"): 7}, own)
    assert elsewhere(found) == [("+3A +3B", 50, 50)]
    assert elsewhere(found, value="50,0") == [("+3A +3B", 50, 50)]
    assert elsewhere(found, quarter="2022-Q1") == []


def test_a_family_without_numbers_that_add_up_has_no_cells() -> None:
    share = indicator(WHOLE, kind=kinds.PERCENT)
    assert known({cell("3A"): 20}, {cell("2A"): 7}, share).cells == ()
    assert replace(known({}, {}, share)).relations() == ()


@every(("said_there", "is_bound"), [("50", True), ("52", True), ("53", False), ("48", True)])
def test_a_sum_that_is_nearly_ours_binds_what_we_know(said_there: str, is_bound: bool) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"))
    found = known({cell("3A"): 20, cell("3B"): 30}, {}, own, within=3)
    assert elsewhere(found, value=said_there) == ([("+3A +3B", 50, 50)] if is_bound else [])
