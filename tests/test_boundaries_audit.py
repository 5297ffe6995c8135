"""What the audit of hidden figures asks for, and how many numbers it finds still possible."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from every_case import every
from persons import PARTS, WHOLE, indicator, plan_with

from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.disclosure.audit import Audit, Need
from ovpsheets.disclosure.families import families
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.known import Known, published_sums
from ovpsheets.disclosure.search import Search
from ovpsheets.disclosure.solve import Relation, Span, StepsUsedUp
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.words import Accumulation, Combine

Q1, Q2, Q3 = Key("2022-Q1", WHOLE, "A"), Key("2022-Q2", WHOLE, "A"), Key("2022-Q3", WHOLE, "A")
OTHER = Key("2022-Q2", WHOLE, "B")
GROWING = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE)


def figures(
    values: Mapping[Key, float],
    public: Mapping[Key, float | None] | None = None,
    previous: Mapping[tuple[str, str], float] | None = None,
) -> Figures:
    """What is to be published in the second quarter, and what was published before."""
    public = public or {}
    versions = {key: (value,) for key, value in public.items() if value is not None}
    return Figures("2022-Q2", values, previous or {}, public, versions, Memory())


def audit(
    found: Figures,
    *indicators: Indicator,
    relations: Sequence[Relation] = (),
    policy: Policy | None = None,
) -> Audit:
    (family,) = families(plan_with(*(indicators or (GROWING,))))
    known = Known.of(family, found)
    hideable = frozenset(known.now)
    return Audit(known, Search(found, policy or Policy()), tuple(relations), hideable)


# ------------------------------------------------------------------ how many numbers are possible


@every("value", [30, 31, 32, 33])
@every(("high", "possible"), [(33, 4), (34, 4), (40, 4)])
def test_any_four_numbers_are_enough_wherever_the_figure_is_among_them(
    value: int, high: int, possible: int
) -> None:
    bound = Relation(((Q2, 1),), 30, high)
    found = audit(figures({Q2: value}), relations=[bound])
    assert found.possible(Need(((Q2, 1),), 4), frozenset({Q2}), 1) == possible


@every(
    ("value", "low", "high"), [(30, 30, 30), (30, 30, 31), (31, 30, 31), (30, 30, 32),
                               (31, 30, 32), (32, 30, 32), (7, 6, 8)],
)  # fmt: skip
def test_of_fewer_than_four_numbers_each_is_counted_once(value: int, low: int, high: int) -> None:
    bound = Relation(((Q2, 1),), low, high)
    found = audit(figures({Q2: value}), relations=[bound])
    assert found.possible(Need(((Q2, 1),), 4), frozenset({Q2}), 1) == high - low + 1


@every(
    ("low", "high", "possible"),
    [(0, 9, 4), (1, 4, 4), (2, 4, 3), (1, 3, 3), (3, 3, 1), (4, 9, 1), (5, 9, 0)],
)
def test_of_one_to_four_persons_the_span_that_is_possible_is_counted(
    low: int, high: int, possible: int
) -> None:
    bound = Relation(((Q2, 1),), low, high)
    found = audit(figures({Q2: max(low, 1)}), relations=[bound])
    assert found.possible(Need(((Q2, 1),), 4, 1), frozenset({Q2}), 1) == possible


def test_nought_is_possible_for_who_does_not_know_that_it_is_never_hidden() -> None:
    bound = Relation(((Q2, 1),), 0, 2)
    found = audit(figures({Q2: 2}), relations=[bound])
    need = Need(((Q2, 1),), 4)
    assert [found.possible(need, frozenset({Q2}), floor) for floor in (1, 0, 1)] == [2, 3, 2]


@pytest.mark.parametrize(("protect_zeros", "floors"), [(False, (1, 0)), (True, (0,))])
def test_where_noughts_are_hidden_too_nobody_can_rule_them_out(
    protect_zeros: bool, floors: tuple[int, ...]
) -> None:
    assert audit(figures({}), policy=Policy(protect_zeros=protect_zeros)).floors == floors


def test_a_cell_that_is_shown_has_one_value_and_binds_those_that_are_hidden() -> None:
    total = Relation(((Q2, 1), (OTHER, 1)), 33, 33)
    found = audit(figures({Q2: 3, OTHER: 30}), relations=[total])
    need = Need(((Q2, 1),), 4, 1)
    assert found.possible(need, frozenset({Q2}), 1) == 1
    assert found.possible(need, frozenset({Q2, OTHER}), 1) == 4


def test_what_is_hidden_is_bound_over_several_sums() -> None:
    # A and B make 33; B and C make 60, and C is shown: so B is known, and A with it.
    third = Key("2022-Q2", WHOLE, "C")
    sums = [Relation(((Q2, 1), (OTHER, 1)), 33, 33), Relation(((OTHER, 1), (third, 1)), 60, 60)]
    found = audit(figures({Q2: 3, OTHER: 30, third: 30}), relations=sums)
    need = Need(((Q2, 1),), 4, 1)
    assert found.possible(need, frozenset({Q2, OTHER}), 1) == 1
    assert found.possible(need, frozenset({Q2, OTHER, third}), 1) == 4


def test_a_need_is_met_where_hiding_everything_would_not_meet_it_better() -> None:
    bound = Relation(((Q2, 1),), 3, 4)
    total = Relation(((Q2, 1), (OTHER, 1)), 33, 33)
    need = Need(((Q2, 1),), 4, 1)
    narrow = audit(figures({Q2: 3, OTHER: 30}), relations=[bound])
    assert narrow.is_met(need, frozenset({Q2}))
    wider = audit(figures({Q2: 3, OTHER: 30}), relations=[total])
    assert not wider.is_met(need, frozenset({Q2}))
    assert wider.too_narrow(frozenset({Q2})) == need
    assert wider.too_narrow(frozenset({Q2, OTHER})) is None


class _GivesUp(Audit):
    """An audit that finds one number, and does not know of more."""

    def _span(self, *_: object) -> Span:
        return Span(1, is_all=False)


def test_where_more_may_be_possible_than_was_found_the_search_is_given_up() -> None:
    found = audit(figures({Q2: 3, OTHER: 30}))
    unsure = _GivesUp(found.known, found.search, (), found.hideable)
    hidden, one, more = frozenset({Q2}), Need(((Q2, 1),), 1), Need(((Q2, 1),), 2)
    assert not unsure.loses(one, 1, hidden, unsure, hidden)
    assert not found.loses(more, 1, hidden, unsure, hidden)
    with pytest.raises(StepsUsedUp):
        unsure.loses(more, 1, hidden, unsure, hidden)
    assert found.search.is_given_up(found.known.family)


# ------------------------------------------------------------------ what has to stay possible


def needs(found: Audit, *hidden: Key) -> set[Need]:
    return set(found.needs(frozenset(hidden)))


@every(
    ("value", "low"), [(1, 1), (4, 1), (5, None), (20, None)]
)  # fmt: skip
def test_of_a_figure_of_one_to_four_persons_these_must_stay_possible(
    value: int, low: int | None
) -> None:
    found = audit(figures({Q2: value}), indicator(WHOLE))
    assert needs(found, Q2) == {Need(((Q2, 1),), 4, low)}


@pytest.mark.parametrize(
    ("value", "low"), [(0, 0), (4, 0), (5, None)]
)  # fmt: skip
def test_where_noughts_are_protected_nought_must_stay_possible_too(
    value: int, low: int | None
) -> None:
    found = audit(figures({Q2: value}), indicator(WHOLE), policy=Policy(protect_zeros=True))
    assert needs(found, Q2) == {Need(((Q2, 1),), 5, low)}


def of_cell(found: Audit, key: Key) -> list[int | None]:
    """The least number that must stay possible of *key* by itself."""
    return [need.low for need in needs(found, key) if need.terms == ((key, 1),)]


@every(
    ("value", "low"), [(20, None), (21, 21), (24, 21), (25, None), (19, None)]
)  # fmt: skip
def test_just_above_what_was_published_one_to_four_more_must_stay_possible(
    value: int, low: int | None
) -> None:
    assert of_cell(audit(figures({Q2: value}, {Q1: 20})), Q2) == [low]


@every(
    ("value", "low"), [(19, None), (20, 20), (24, 20), (25, None)]
)  # fmt: skip
def test_where_noughts_are_protected_no_growth_must_stay_possible_too(
    value: int, low: int | None
) -> None:
    found = audit(figures({Q2: value}, {Q1: 20}), policy=Policy(protect_zeros=True))
    assert of_cell(found, Q2) == [low]


def test_of_several_published_figures_just_below_the_highest_counts() -> None:
    earlier = {Q1: 20, Key("2021-Q4", WHOLE, "A"): 21, Key("2021-Q3", WHOLE, "A"): 3}
    assert of_cell(audit(figures({Q2: 24}, earlier)), Q2) == [22]


def growth(found: Audit, *hidden: Key) -> set[Need]:
    """What must stay possible between two quarters."""
    return {need for need in needs(found, *hidden) if len(need.terms) == 2}


@every(("value", "is_needed"), [(19, False), (20, False), (21, True), (24, True), (25, False)])
def test_a_growth_of_one_to_four_must_stay_possible_where_an_end_of_it_is_hidden(
    value: int, is_needed: bool
) -> None:
    found = audit(figures({Q2: value}, {Q1: 20}))
    wanted = {Need(((Q2, 1), (Q1, -1)), 4, 1)} if is_needed else set()
    assert growth(found, Q2) == wanted
    assert growth(found) == set()  # both ends are shown


def test_of_an_earlier_growth_nobody_knows_how_much_it_was_so_it_stays_possible() -> None:
    found = audit(figures({}, {Q1: None, Key("2021-Q4", WHOLE, "A"): 20}))
    assert growth(found) == {Need(((Q1, 1), (Key("2021-Q4", WHOLE, "A"), -1)), 4, 1)}


def test_a_quarterly_figure_has_no_growth() -> None:
    found = audit(figures({Q2: 21}, {Q1: 20}), indicator(WHOLE))
    assert growth(found, Q2) == set()


@every(("second", "is_needed"), [(20, False), (21, True), (24, True), (25, False)])
def test_what_all_have_above_the_baseline_must_stay_possible(second: int, is_needed: bool) -> None:
    own = indicator(
        WHOLE, accumulation=Accumulation.CUMULATIVE, baseline=40, reported_by=("A", "B")
    )
    found = audit(figures({Q2: 20, OTHER: second}), own)
    wanted = {Need(((Q2, 1), (OTHER, 1)), 4, 41)} if is_needed else set()
    assert growth(found) == wanted


# ------------------------------------------------------------------ what is known


def test_a_part_is_held_against_the_threshold_of_breakdowns() -> None:
    part = Key("2022-Q2", PARTS[0], "A")
    found = audit(figures({part: 9}), indicator(WHOLE), indicator(PARTS[0]))
    assert needs(found, part) == {Need(((part, 1),), 9, 1)}


def test_what_was_published_of_the_quarter_and_has_changed_since_is_known_no_longer() -> None:
    (family,) = families(plan_with(GROWING))
    for said, earlier in ((20, {Q1: 9, Q2: 20}), (21, {Q1: 9}), (None, {Q1: 9})):
        assert Known.of(family, figures({Q2: 20}, {Q1: 9, Q2: said})).earlier == earlier


def test_figures_of_other_families_are_not_among_those_known() -> None:
    (family,) = families(plan_with(GROWING))
    strange = Key("2022-Q1", "1.1.1.9", "A")
    found = figures({strange: 5, Q2: 20}, {strange: 4, Q1: 9}, {("1.1.1.9", "A"): 4})
    known = Known.of(family, found)
    assert (dict(known.values), known.now) == ({Q1: 9, Q2: 20}, (Q2,))


@pytest.mark.parametrize(("shown", "value"), [(None, 3), (9, 9)])
def test_what_a_form_gives_as_the_value_before_is_that_of_the_last_quarter_if_it_is_hidden(
    shown: int | None, value: int
) -> None:
    (family,) = families(plan_with(GROWING))
    known = Known.of(family, figures({Q2: 20}, {Q1: shown}, {(WHOLE, "A"): 3}))
    assert known.values[Q1] == value


# ------------------------------------------------------------------ what binds the cells

BREAKDOWN = (indicator(WHOLE), *map(indicator, PARTS))
TOP, FIRST, LAST = (Key("2022-Q2", code, "A") for code in (WHOLE, *PARTS))


def relations(found: Figures, *indicators: Indicator) -> tuple[Relation, ...]:
    (family,) = families(plan_with(*indicators))
    return Known.of(family, found).relations()


REST = Key("2022-Q2", f"{WHOLE}.rest", "A")


@pytest.mark.parametrize(("whole", "rest"), [(29, []), (30, [(REST, -1)])])
def test_parts_make_the_whole_or_leave_a_rest(whole: int, rest: list[tuple[Key, int]]) -> None:
    (found,) = relations(figures({TOP: whole, FIRST: 9, LAST: 20}), *BREAKDOWN)
    assert found == Relation(((TOP, 1), (FIRST, -1), (LAST, -1), *rest), 0, 0)


def test_parts_that_are_more_than_the_whole_do_not_bind_one_another() -> None:
    found = relations(figures({TOP: 28, FIRST: 9, LAST: 20}), *BREAKDOWN)
    bound = [{key for key, _ in own.terms} & {FIRST, LAST} for own in found]
    assert bound == [{FIRST}, {LAST}]


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        (8, ()),
        (9, (Relation(((TOP, 1), (FIRST, -1)), 0, None),)),
        (10, (Relation(((TOP, 1), (FIRST, -1), (REST, -1)), 0, 0),)),
    ],
)
def test_parts_of_which_one_is_silent_are_no_more_than_the_whole(
    whole: int, found: tuple[Relation, ...]
) -> None:
    assert relations(figures({TOP: whole, FIRST: 9}), *BREAKDOWN) == found


def test_earlier_figures_that_we_do_not_know_are_taken_to_add_up() -> None:
    before = {Key("2022-Q1", code, "A"): None for code in (WHOLE, *PARTS)}
    (found,) = relations(figures({}, before), *BREAKDOWN)
    assert (found.low, found.high, len(found.terms)) == (0, 0, 3)


def test_a_whole_without_its_parts_is_bound_by_nothing() -> None:
    assert relations(figures({TOP: 20}), *BREAKDOWN) == ()
    assert relations(figures({FIRST: 20, LAST: 3}), *BREAKDOWN) == ()


def test_parts_that_others_report_are_bound_as_sums_over_the_institutions() -> None:
    wide = indicator(WHOLE, reported_by=("A", "B"))
    top, others = Key("2022-Q2", WHOLE, "B"), BREAKDOWN[1:]
    found = relations(figures({TOP: 20, top: 9, FIRST: 9, LAST: 20}), wide, *others)
    assert Relation(((TOP, 1), (top, 1), (FIRST, -1), (LAST, -1)), 0, 0) in found
    (alone,) = relations(figures({TOP: 29, FIRST: 9, LAST: 20}), wide, *others)
    assert alone == Relation(((TOP, 1), (FIRST, -1), (LAST, -1)), 0, 0)


def test_what_grows_is_never_less_than_before_nor_than_the_baseline() -> None:
    own = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, baseline=9)
    found = relations(figures({Q2: 20}, {Q1: 9}), own)
    assert [(one.terms, one.low, one.high) for one in found] == [
        (((Q2, 1), (Q1, -1)), 0, None), (((Q1, 1),), 9, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "is_bound"), [(8, False), (9, True), (10, True)])
def test_a_baseline_that_the_first_figure_is_below_binds_nothing(
    first: int, is_bound: bool
) -> None:
    own = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, baseline=9)
    assert len(relations(figures({Q2: first}), own)) == is_bound


def test_a_figure_that_falls_binds_nothing_across_the_fall() -> None:
    found = relations(figures({Q2: 9}, {Q1: 20, Key("2021-Q4", WHOLE, "A"): 20}), GROWING)
    assert [one.terms for one in found] == [((Q1, 1), (Key("2021-Q4", WHOLE, "A"), -1))]


def test_between_two_known_figures_that_fall_a_hidden_one_binds_nothing() -> None:
    found = relations(figures({Q2: 9}, {Q1: None, Key("2021-Q4", WHOLE, "A"): 20}), GROWING)
    assert found == ()


def sums(found: Figures, *lines: Line, own: Indicator = GROWING) -> list[tuple[int, int | None]]:
    (family,) = families(plan_with(own))
    found = replace(found, memory=Memory(lines))
    known = Known.of(family, found)
    return [(one.low, one.high) for one in published_sums(known, found).values()]


SAID = Line("2022-Q2", WHOLE, "", "whitelist", source="Годишен извештај", value="50")


@pytest.mark.parametrize(("second", "bounds"), [(30, [(50, 50)]), (29, []), (31, [])])
def test_a_sum_published_elsewhere_binds_where_it_is_that_of_our_figures(
    second: int, bounds: list[tuple[int, int]]
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"))
    assert sums(figures({Q2: 20, OTHER: second}), SAID, own=own) == bounds


@pytest.mark.parametrize(
    ("first", "bounds"), [(49, [(50, 50)]), (50, [(50, 50)]), (51, [])]
)  # fmt: skip
def test_beside_an_earlier_figure_that_we_do_not_know_a_sum_binds_if_it_is_not_less(
    first: int, bounds: list[tuple[int, int]]
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"))
    found = figures({}, {Q1: first, Key("2022-Q1", WHOLE, "B"): None})
    assert sums(found, replace(SAID, quarter="2022-Q1"), own=own) == bounds


@every(
    ("line", "count"),
    [(SAID, 1), (replace(SAID, source=""), 0), (replace(SAID, institution="A"), 0),
     (replace(SAID, value="многу"), 0), (replace(SAID, indicator="1.1.1.9"), 0),
     (replace(SAID, quarter="2022-Q3"), 0)],
)  # fmt: skip
def test_a_sum_binds_with_its_source_over_all_institutions_of_its_own_quarter(
    line: Line, count: int
) -> None:
    assert len(sums(figures({Q2: 50}), line)) == count


YEAR = replace(SAID, quarter="2022", institution="A")


@every(
    ("quarters", "value", "bounds"),
    [(3, "50", [(0, 50)]), (3, "30", [(0, 30)]), (3, "29", []), (4, "40", [(40, 40)]),
     (4, "41", [])],
)  # fmt: skip
def test_the_sum_of_a_year_is_exact_once_all_four_quarters_are_there(
    quarters: int, value: str, bounds: list[tuple[int, int]]
) -> None:
    cells = {Key(f"2022-Q{n}", WHOLE, "A"): 10 for n in range(1, quarters + 1)}
    now = {key: n for key, n in cells.items() if key == Q2}
    found = figures(now, {key: n for key, n in cells.items() if key != Q2})
    assert sums(found, replace(YEAR, value=value), own=indicator(WHOLE)) == bounds


def test_of_what_grows_a_year_is_its_last_quarter() -> None:
    last = Key("2022-Q4", WHOLE, "A")
    found = figures({Q2: 10}, {Q1: 9, last: 50})
    assert sums(found, YEAR) == [(50, 50)]
    assert sums(figures({Q2: 50}, {Q1: 9}), YEAR) == []


# ------------------------------------------------------------------ bodies that look


@every(("reader", "possible"), [("", 2), ("A", 1), ("B", 1), ("C", 2)])
def test_a_body_that_looks_knows_its_own_figures(reader: str, possible: int) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"))
    both = Relation(((Q2, 1), (OTHER, 1)), 5, 5)
    found = audit(figures({Q2: 3, OTHER: 2}), own, relations=[both])
    need = Need(((Q2, 1),), 2, reader=reader)
    assert found.possible(need, frozenset({Q2, OTHER}), 1) == possible


def test_what_a_body_once_held_and_nobody_remembers_it_is_not_taken_to_know() -> None:
    own = indicator(WHOLE, reported_by=("A", "B"))
    before = Key("2022-Q1", WHOLE, "B")
    both = Relation(((Q2, 1), (before, 1)), 5, 5)
    found = audit(figures({Q2: 3}, {before: None}), own, relations=[both])
    assert found.possible(Need(((Q2, 1),), 2, reader="B"), frozenset({Q2}), 1) == 2


def test_unless_it_is_said_otherwise_no_body_must_know_the_figure_of_another() -> None:
    own = indicator(WHOLE, reported_by=("A", "B"))
    both = Relation(((Q2, 1), (OTHER, 1)), 5, 5)
    found = audit(figures({Q2: 3, OTHER: 2}), own, relations=[both], policy=Policy())
    assert any(need.reader for need in found.needs(frozenset({Q2, OTHER})))


@pytest.mark.parametrize("contributors", [True, False])
def test_every_body_that_stands_in_a_sum_with_a_hidden_figure_must_not_know_it(
    contributors: bool,
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B", "C"))
    both = Relation(((Q2, 1), (OTHER, 1)), 5, 5)
    found = audit(figures({Q2: 3, OTHER: 2}), own, relations=[both],
                  policy=Policy(contributors=contributors))  # fmt: skip
    asked = [need for need in found.needs(frozenset({Q2, OTHER})) if need.reader]
    wanted = [Need(((Q2, 1),), 2, reader="B"), Need(((OTHER, 1),), 2, reader="A")]
    assert asked == (wanted if contributors else [])


@every(("left", "first", "need"), [(1, None, 1), (9, None, 1), (10, None, None), (11, None, None)])
def test_those_in_no_part_are_held_to_the_threshold_of_a_part(
    left: int, first: int | None, need: int | None
) -> None:
    found = audit(figures({TOP: 60 + left, FIRST: 30, LAST: 30}), *BREAKDOWN)
    of_rest = [one for one in found.needs(frozenset()) if REST in one.cells]
    assert of_rest == ([] if need is None else [Need(((REST, 1),), 9, need)])


@every(
    ("before", "now", "grows", "is_needed"),
    [
        (20, 21, True, True), (20, 29, True, True), (20, 30, True, False), (20, 20, True, False),
        (30, 21, True, False), (None, 21, True, False), (20, 21, False, False),
    ],
)  # fmt: skip
def test_of_few_more_in_no_part_than_before_any_few_must_be_possible(
    before: int | None, now: int, grows: bool, is_needed: bool
) -> None:
    usual: dict[str, Any] = {"accumulation": Accumulation.CUMULATIVE} if grows else {}
    own = [indicator(code, **usual) for code in (WHOLE, *PARTS)]
    last = Key("2022-Q1", f"{WHOLE}.rest", "A")
    whole = None if before is None else 50 + before
    values = zip((WHOLE, *PARTS), (whole, 30, 20), strict=True)
    earlier = {Key("2022-Q1", code, "A"): value for code, value in values}
    found = audit(figures({TOP: 60 + now, FIRST: 35, LAST: 25}, earlier), *own)
    growth = ((REST, 1), (last, -1))
    asked = [need for need in found.needs(frozenset()) if need.terms == growth]
    assert asked == [Need(growth, 9, 1)] * is_needed


def test_of_those_in_no_part_that_nobody_knows_any_few_must_be_possible() -> None:
    parts = (*PARTS, f"{WHOLE}.3")
    before = {Key("2022-Q1", code, "A"): None for code in (WHOLE, *PARTS)}
    found = audit(figures({}, before), *map(indicator, (WHOLE, *parts)))
    rest = Key("2022-Q1", f"{WHOLE}.rest", "A")
    of_rest = [one for one in found.needs(frozenset()) if rest in one.cells]
    assert of_rest == [Need(((rest, 1),), 9)]


# ------------------------------------------------------------------ those in no part, and shares


def test_nobody_in_no_part_is_possible_and_less_than_nobody_is_not() -> None:
    found = figures({TOP: 30, FIRST: 9, LAST: 20})
    own = audit(found, *BREAKDOWN, relations=relations(found, *BREAKDOWN))
    need = Need(((FIRST, 1),), 20)  # the two others leave nought to ten
    assert [own.possible(need, frozenset({FIRST}), floor) for floor in (0, 1)] == [11, 10]


@every(
    ("share", "width"),
    [(0.75, 4), (0.8, 20), (0.95, 80), (0.25, 4), (0.2, 20), (0.05, 80), (0.99, 100), (1.0, 4)],
)
def test_beside_a_share_that_is_few_as_many_numbers_are_needed_as_make_few_of_it(
    share: float, width: int
) -> None:
    shares = {("2022-Q2", "1.1.1", "A"): (share,)}
    found = replace(figures({Q2: 20}), shares=shares)
    (need,) = needs(audit(found, indicator(WHOLE)), Q2)
    assert need.width == width


@every(
    ("public", "last"),
    [
        ({}, None), ({Q2: 20}, None), ({Q3: 20}, None), ({Q1: None}, (Q1, None)),
        ({Q1: 9, Q2: 20, Q3: 30}, (Q1, 9)),
        ({Key("2021-Q4", WHOLE, "A"): 5, Q1: 9}, (Q1, 9)),
        ({Key("2022-Q1", WHOLE, "B"): 9}, None),
    ],
)  # fmt: skip
def test_what_was_last_published_is_of_an_earlier_quarter_and_the_same_institution(
    public: Mapping[Key, float | None], last: tuple[Key, float | None] | None
) -> None:
    assert figures({}, public).last_public(WHOLE, "A") == last


def test_a_whole_has_its_parts_in_its_family_and_another_whole_has_none_of_them() -> None:
    found = families(plan_with(*BREAKDOWN, indicator("1.1.1.2"), indicator("1.1.1.2.1")))
    assert [[member.code for member in family.members] for family in found] == [
        [WHOLE, *PARTS], ["1.1.1.2", "1.1.1.2.1"],
    ]  # fmt: skip


@every(
    ("line", "low"),
    [
        (None, None), (Line("2022-Q2", WHOLE, "A", "hide", why="primary"), 1),
        (Line("2022-Q2", WHOLE, "A", "hide", why="secondary"), None),
        (Line("2022-Q2", WHOLE, "A", "show", decided_by="МВР"), 1),
        (Line("2022-Q2", WHOLE, "A", "hide", decided_by="МВР"), None),
    ],
)  # fmt: skip
def test_of_what_was_hidden_for_being_small_or_asked_for_in_vain_few_must_stay_possible(
    line: Line | None, low: int | None
) -> None:
    told = replace(figures({Q2: 300}), memory=Memory((line,) if line else ()))
    own = indicator(WHOLE)
    assert list(audit(told, own).of_cells(frozenset({Q2}))) == [Need(((Q2, 1),), 4, low)]


@pytest.mark.parametrize(("combine", "readers"), [(Combine.SAME, []), (Combine.SUM, ["B", "A"])])
def test_a_body_that_reports_the_same_number_may_know_it(
    combine: Combine, readers: list[str]
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"), combine=combine)
    relation = Relation(((Q2, 1), (OTHER, -1)), 0, 0)
    found = audit(figures({Q2: 30, OTHER: 30}), own, relations=(relation,))
    hidden = frozenset({Q2, OTHER})
    assert [need.reader for need in found.of_contributors(hidden, hidden)] == readers


# ------------------------------------------------------------------ who needs what


def test_of_what_was_rounded_in_another_quarter_the_base_has_to_stay_possible() -> None:
    found = replace(figures({Q2: 30}, {Q1: 10}), rounded={Q1: 10})
    assert Need(((Q1, 1),), 5) in list(audit(found, indicator(WHOLE)).needs(frozenset()))


@every(("combine", "readers"), [(Combine.SAME, []), (Combine.SUM, ["B"])])
def test_no_body_is_kept_from_a_number_that_it_reports_itself(
    combine: Combine, readers: Sequence[str]
) -> None:
    part, other = (Key("2022-Q2", PARTS[0], who) for who in "AB")
    alike = Relation(((part, 1), (other, -1)), 0, 0)
    own = indicator(PARTS[0], reported_by=("A", "B"), combine=combine)
    found = audit(figures({Q2: 30, part: 3, other: 3}), indicator(WHOLE), own, relations=[alike])
    needs = found.of_contributors(frozenset({part, other}), frozenset({part}))
    assert [need.reader for need in needs] == readers


@every(("low", "high", "possible"), [(0, 4, 5), (1, 4, 4), (0, 0, 1), (5, 9, 0)])
def test_where_noughts_are_protected_nought_is_one_of_the_numbers_needed(
    low: int, high: int, possible: int
) -> None:
    bound = Relation(((Q2, 1),), low, high)
    found = audit(figures({Q2: low}), relations=[bound], policy=Policy(protect_zeros=True))
    assert found.possible(Need(((Q2, 1),), 5, 0), frozenset({Q2}), 0) == possible


def test_where_no_numbers_agree_none_is_possible() -> None:
    both = [Relation(((Q2, 1),), 3, 3), Relation(((Q2, 1),), 4, 4)]
    found = audit(figures({Q2: 3}), relations=both)
    assert [found.possible(Need(((Q2, 1),), 4, low), frozenset({Q2}), 1) for low in (None, 1)] == [
        0, 0,
    ]  # fmt: skip


@every(("number", "is_needed"), [(37, False), (38, True), (41, True), (42, False)])
def test_what_several_have_beyond_a_baseline_is_needed_of_one_indicator_alone(
    number: int, is_needed: bool
) -> None:
    own = indicator(WHOLE, reported_by=("A", "B"), accumulation=Accumulation.CUMULATIVE,
                    baseline=70)  # fmt: skip
    values = {Q2: number, OTHER: 33, Key("2022-Q2", PARTS[0], "A"): 20}
    found = audit(figures(values), own, indicator(PARTS[0], reported_by=("A", "B")))
    wanted = Need(((Q2, 1), (OTHER, 1)), 4, 71)
    assert (wanted in list(found.needs(frozenset()))) == is_needed
