"""What is known of the figures of persons, and where that begins and ends."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import pytest
from every_case import every
from persons import QUARTERS, SHARE, WHOLE, indicator, plan_with, rows

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.disclosure.bodies import aliases_in, kin_of
from ovpsheets.disclosure.counts import Counts
from ovpsheets.disclosure.figures import Figures, cells, could_be
from ovpsheets.disclosure.percent import percentages
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.remembered import REMEMBERED, as_released, wording_of
from ovpsheets.disclosure.renumbered import renumbered
from ovpsheets.disclosure.running_totals import with_open_totals
from ovpsheets.disclosure.terms import Key
from ovpsheets.disclosure.typed_lines import understood
from ovpsheets.plan.model import Indicator, Wording
from ovpsheets.tables import INDICATORS, frame, records
from ovpsheets.words import Accumulation, Combine

GROWS = {"accumulation": Accumulation.CUMULATIVE}
Q1, Q2, Q3, Q4 = (Key(str(quarter), WHOLE, "A") for quarter in QUARTERS)
B1, B2 = Key("2022-Q1", WHOLE, "B"), Key("2022-Q2", WHOLE, "B")


def figures(
    values: Mapping[Key, float], public: Mapping[Key, float | None] | None = None, **more: Any
) -> Figures:
    """What is to be published in the third quarter, and what was published."""
    versions = {key: (value,) for key, value in (public or {}).items() if value is not None}
    return Figures("2022-Q3", values, {}, public or {}, versions, Memory(), **more)


@every(("shown", "span"), [(0, (0, 4)), (5, (1, 9)), (10, (6, 14)), (100, (96, 104))])
def test_what_was_rounded_to_a_number_is_less_than_a_base_away(
    shown: int, span: tuple[int, int]
) -> None:
    assert could_be(shown) == span


# ------------------------------------------------------------------ taken from the tables


def test_of_what_was_published_the_newest_counts_and_every_version_is_known() -> None:
    told = [(Q1, 9.0, ""), (Q1, 12.0, ""), (Q2, 20.0, ""), (Q2, None, "c"), (B1, 7.0, ""),
            (B1, None, "x")]  # fmt: skip
    published = frame(INDICATORS, [
        {"quarter": key.quarter, "indicator": key.indicator, "institution": key.institution,
         "value": value, "flag": flag or None, "accumulation": "quarterly"}
        for key, value, flag in told
    ])  # fmt: skip
    plan = plan_with(indicator(WHOLE))
    found = Figures.of(plan, QUARTERS[2], frame(INDICATORS, []), published, Memory())
    assert found.public == {Q1: 12, Q2: None}
    assert found.versions == {Q1: (9, 12), Q2: (20,), B1: (7,)}
    assert found.of_one_quarter == {Q1, Q2, B1}
    assert (found.first, found.cumulative) == ("2022-Q1", frozenset())


def test_what_once_counted_from_the_start_on_is_held_to_do_so() -> None:
    plan = plan_with(indicator(WHOLE), indicator("1.1.1.5", **GROWS))
    before = plan_with(indicator(WHOLE, **GROWS))
    published = rows(before, QUARTERS[0], {(WHOLE, "A"): 9}, accumulation="cumulative")
    found = Figures.of(plan, QUARTERS[2], frame(INDICATORS, []), published, Memory())
    assert found.cumulative == {WHOLE, "1.1.1.5"}
    assert found.of_one_quarter == frozenset()


def test_values_of_now_and_before_are_taken_where_there_are_any() -> None:
    plan = plan_with(indicator(WHOLE))
    table = rows(plan, QUARTERS[2], {(WHOLE, "A"): 3, (WHOLE, "B"): None}, {(WHOLE, "B"): 8})
    found = Figures.of(plan, QUARTERS[2], table, frame(INDICATORS, []), Memory())
    assert found.values == {Q3: 3}
    assert found.previous == {(WHOLE, "B"): 8}


def test_a_cell_is_rounded_while_its_newest_version_is() -> None:
    plan = plan_with(indicator(WHOLE))
    published = rows(plan, QUARTERS[0], {(WHOLE, "A"): 10, (WHOLE, "B"): 20})
    twice = [*published.assign(base=5, held=12).to_dict("records"),
             {**published.to_dict("records")[1], "base": None, "held": None}]  # fmt: skip
    found = Figures.of(plan, QUARTERS[2], frame(INDICATORS, []), type(published)(twice), Memory())
    assert found.rounded == {Q1: 10}
    assert found.held == {Q1: 12}


def test_a_share_is_known_by_its_activity_from_nought_to_one() -> None:
    plan = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
    published = rows(plan, QUARTERS[0], {(WHOLE, "A"): 9, (SHARE, "A"): 25})
    found = Figures.of(plan, QUARTERS[2], frame(INDICATORS, []), published, Memory())
    assert found.shares == {("2022-Q1", "1.1.1", "A"): (0.25,)}


def test_of_a_release_is_kept_what_was_hidden_or_rounded_and_nothing_else() -> None:
    plan = plan_with(indicator(WHOLE, reported_by=("A", "B", "C")))
    whole = rows(plan, QUARTERS[0], {(WHOLE, "A"): 3, (WHOLE, "B"): 12, (WHOLE, "C"): 40})
    shown = whole.assign(
        value=pd.Series([None, 10, 40], dtype="Float64"),
        flag=pd.Series(["c", None, None], dtype="object"),
    )
    released = as_released(plan, Policy(), shown, whole, {B1})
    told = [(row["institution"], row["held"], row["base"]) for row in records(released)]
    assert told == [("A", 3, None), ("B", 12, 5), ("C", None, None)]


@pytest.mark.parametrize(
    ("before", "total", "shown"), [(10, 30, 30), (None, 30, None), (10, 31, None)]
)
def test_a_total_of_persons_is_what_everybody_can_add_up(
    before: float | None, total: float, shown: float | None
) -> None:
    own = indicator(WHOLE)
    plan = plan_with(own)
    table = rows(plan, QUARTERS[2], {(WHOLE, "A"): 20}, total_so_far=total)
    found = figures({Q3: 20}, {Q1: before}, held={} if before else {Q1: 10})
    (row,) = records(with_open_totals(table, plan, found, {WHOLE}, Policy()))
    assert row["total_so_far"] == shown


# ------------------------------------------------------------------ looked up


def test_ours_is_what_we_hold_ourselves_the_newest_first() -> None:
    public = {Q1: 10, Q2: None, Q3: 20, B1: None}
    found = figures({Q3: 3}, public, held={Q1: 12, Q2: 4})
    assert found.ours == {Q1: 12, Q2: 4, Q3: 3}


def test_the_cells_of_an_indicator_are_those_everybody_knows_of_or_will() -> None:
    other = Key("2022-Q1", "9", "A")
    found = figures({Q3: 3, other: 1}, {Q1: None}, held={Q2: 4})
    assert found.cells(WHOLE) == (Q1, Q3)
    assert found.cells("8") == ()
    assert cells(found, indicator(WHOLE)) == (Q3,)


@every(
    ("public", "rounded", "is_public"),
    [({Q3: 3}, {}, True), ({Q3: 4}, {}, False), ({}, {}, False), ({Q3: None}, {}, False),
     ({Q3: 3}, {Q3: 3}, False), ({Q3: 3}, {Q1: 3}, True)],
)  # fmt: skip
def test_public_is_a_value_that_was_published_as_it_is_now(
    public: Mapping[Key, float | None], rounded: Mapping[Key, int], is_public: bool
) -> None:
    assert figures({Q3: 3}, public, rounded=rounded).is_public(Q3) == is_public


def test_nothing_is_public_of_a_cell_without_a_value() -> None:
    assert not figures({}, {Q1: 3}).is_public(Q1)
    assert not figures({}).is_public(Q1)


def test_how_a_count_was_rounded_is_known_by_the_count() -> None:
    public = {Q1: 10, Q2: None, B1: 5, B2: 0}
    found = figures({}, public, held={Q1: 12, Q2: 4, B1: 7}, rounded={Q1: 10, B2: 0})
    assert found.rounded_before == {(WHOLE, "A", 12): 10}


@every(
    ("kind", "text"),
    [("show_reveals", f"2022-Q3 {WHOLE}: 3"), ("percent", "2022-Q3: 3 %"),
     ("number", "2022-Q3: 3")],
)  # fmt: skip
@every(("answer", "public", "is_taken_back"), [
    ("не", 3, True), ("да", 3, False), ("", 3, False), ("не", 4, False),
])  # fmt: skip
def test_what_was_published_after_a_yes_is_taken_back_by_a_no(
    kind: str, text: str, answer: str, public: int, is_taken_back: bool
) -> None:
    question = Question(kind, "2022-Q3", "1.1.1", WHOLE, "A", text)
    memory = Memory((replace(question.line, answer=answer),))
    found = replace(figures({Q3: 3}, {Q3: public}), memory=memory)
    assert found.is_taken_back(Q3, "1.1.1") == is_taken_back


def test_what_an_official_hides_is_taken_back_and_nothing_else_of_its_series() -> None:
    own = Line("2022-Q3", WHOLE, "A", "hide", decided_by="МВР")
    found = replace(figures({Q3: 3, Q2: 4}), memory=Memory((own,)))
    assert [found.is_taken_back(key, "1.1.1") for key in (Q3, Q2)] == [True, False]


@pytest.mark.parametrize(
    ("own", "shares"),
    [(indicator(WHOLE), (0.3,)), (indicator(WHOLE, **GROWS), (0.1, 0.3))],
)
def test_a_share_is_of_a_number_of_its_quarter_or_of_one_that_grows_and_was_silent(
    own: Indicator, shares: tuple[float, ...]
) -> None:
    told = {("2022-Q1", "1.1.1"): 0.1, ("2022-Q2", "1.1.1"): 0.2, ("2022-Q3", "1.1.1"): 0.3,
            ("2022-Q4", "1.1.1"): 0.4, ("2022-Q1", "1.1.2"): 0.5}  # fmt: skip
    known = {(*place, "A"): (share,) for place, share in told.items()}
    known |= {("2022-Q1", "1.1.1", "B"): (0.6,)}
    found = figures({Q3: 9}, {Q2: 8, B1: 7}, shares=known)
    assert found.shares_of(own, Q3) == shares


# ------------------------------------------------------------------ what a value is held against


def references(
    own: Indicator, public: Mapping[Key, float | None], key: Key = Q3, **more: Any
) -> list[float]:
    return sorted(set(figures({key: 50}, public, **more).references(own, key)))


@every(
    ("own", "known"),
    [
        (indicator(WHOLE, reported_by=("A", "B")), [9]),
        (indicator(WHOLE, reported_by=("A", "B"), **GROWS), [7, 8, 9]),
        (indicator(WHOLE, reported_by=("A",)), [9]),
        (indicator(WHOLE, reported_by=("A",), **GROWS), [6, 7, 8, 9]),
    ],
)
def test_a_value_is_held_against_others_of_its_series(own: Indicator, known: list[float]) -> None:
    assert references(own, {Q3: 9, Q2: 8, Q4: 7, B1: 6, Q1: None}) == known


def test_what_was_cumulative_in_an_earlier_release_is_held_against_every_quarter() -> None:
    found = references(indicator(WHOLE), {Q3: 9, Q2: 8}, cumulative=frozenset({WHOLE}))
    assert found == [8, 9]


@pytest.mark.parametrize(
    ("institutions", "fields", "known"),
    [("A", GROWS, [4]), ("A", {}, []), ("AB", GROWS, [])],
)
def test_the_baseline_is_that_of_a_growing_figure_of_one_institution(
    institutions: str, fields: Mapping[str, Any], known: list[float]
) -> None:
    own = indicator(WHOLE, reported_by=tuple(institutions), baseline=4, **fields)
    assert references(own, {}) == known
    assert references(replace(own, baseline="околу 4"), {}) == []


def test_quarters_published_each_for_itself_are_held_against_as_their_sum() -> None:
    public = {Q1: 8, Q2: 9, Q3: 30, Q4: 70, B1: 100}
    alone = frozenset(public)
    both = indicator(WHOLE, reported_by=("A", "B"), **GROWS)
    assert references(both, public, of_one_quarter=alone) == [8, 9, 17, 30, 70]
    assert references(both, public, of_one_quarter=frozenset({Q1})) == [8, 9, 30, 70]
    assert references(both, {**public, Q1: None}, of_one_quarter=alone) == [9, 30, 70]
    own = indicator(WHOLE, reported_by=("A",), **GROWS)
    assert 117 in references(own, public, of_one_quarter=alone)
    quarterly = indicator(WHOLE, reported_by=("A", "B"))
    assert references(quarterly, public, of_one_quarter=alone) == [30]
    assert references(quarterly, public, of_one_quarter=alone, cumulative=frozenset({WHOLE})) == [
        8, 9, 30, 70,
    ]  # fmt: skip


TOOK_OVER = Key("2022-Q3", WHOLE, "D")


@every(
    ("public", "known"),
    [
        ({Q1: 20, B1: 30}, [20, 30, 50]),
        ({Q1: 20, B1: None}, [20]),
        ({Q1: 20, B2: 30}, [20, 30]),
        ({Q1: 20, B1: 30, Key("2022-Q3", WHOLE, "B"): 9}, [9, 20, 30]),
        ({Q1: 20, B1: 30, Key("2022-Q3", WHOLE, "C"): 9}, [20, 30, 50]),
        ({Q1: 20, B1: 30, TOOK_OVER: 60}, [20, 30, 50, 60]),
    ],
)
def test_who_carries_on_several_figures_is_held_against_their_sum(
    public: Mapping[Key, float | None], known: list[float]
) -> None:
    own = indicator(WHOLE, reported_by=("C", "D"), **GROWS)
    assert references(own, public, TOOK_OVER, aliases={"D": ("A", "B")}) == known


def test_a_quarterly_figure_is_held_against_no_sum_of_another_quarter() -> None:
    own = indicator(WHOLE, reported_by=("C", "D"))
    assert references(own, {Q1: 20, B1: 30}, TOOK_OVER, aliases={"D": ("A", "B")}) == []


# ------------------------------------------------------------------ who follows whom


def kin(*cells: str, reported_by: str = "ABCD", **aliases: str) -> dict[str, str]:
    """Return who is kin of whom; a cell is a quarter's number and an institution: "1A"."""
    own = indicator(WHOLE, reported_by=tuple(reported_by))
    keys = [Key(f"2022-Q{cell[0]}", WHOLE, cell[1]) for cell in cells]
    found = kin_of(own, keys, "2022-Q3", {who: tuple(others) for who, others in aliases.items()})
    return {who: "".join(sorted(group)) for who, group in found.items()}


def test_a_new_body_follows_the_one_that_no_longer_reports() -> None:
    assert kin("1A", "3B", reported_by="B") == {"A": "AB", "B": "AB"}
    assert kin("1A", "3B", reported_by="AB") == {"A": "A", "B": "B"}
    assert kin("1A", "1B", "3B", reported_by="B") == {"A": "A", "B": "B"}
    assert kin("3A", "3B", reported_by="B") == {"A": "AB", "B": "AB"}


def test_who_reported_before_the_quarter_is_not_new() -> None:
    assert kin("1A", "2B", "3B", reported_by="B") == {"A": "A", "B": "B"}
    assert kin("1A", "3B", "3C", reported_by="BC") == {"A": "ABC", "B": "ABC", "C": "ABC"}


def test_where_nobody_is_new_those_gone_are_not_kin() -> None:
    assert kin("1A", "1B", reported_by="C") == {"A": "A", "B": "B"}
    assert kin("3A", "3B", reported_by="AB") == {"A": "A", "B": "B"}


def test_who_has_an_alias_follows_that_one_alone() -> None:
    found = kin("1A", "1C", "3B", "3D", reported_by="BD", B="A")
    assert found == {"A": "AB", "B": "AB", "C": "CD", "D": "CD"}
    assert kin("1A", "3B", reported_by="B", B="AX") == {"A": "AB", "B": "AB"}


def test_only_institutions_with_aliases_are_said_to_have_some() -> None:
    plan = plan_with(indicator(WHOLE))
    first, *others = plan.institutions
    named = (replace(first, aliases=("МТСП",)), *others)
    assert aliases_in(replace(plan, institutions=named)) == {"A": ("МТСП",)}


# ------------------------------------------------------------------ known again under another code


def again(
    before: Mapping[str, str],
    now: Mapping[str, str],
    answer: str = "",
    *,
    persons: bool = True,
) -> tuple[dict[str, str], list[str]]:
    """Return which codes of *before* are which of *now* (code → wording), and what is asked."""
    plan = plan_with(*(indicator(code, text=Wording(en=text)) for code, text in now.items()))
    published = frame(
        REMEMBERED,
        [
            {"indicator": code, "wording": wording_of(indicator(code, text=Wording(en=text))),
             "persons": persons}
            for code, text in before.items()
        ],
    )  # fmt: skip
    asked = renumbered(plan, QUARTERS[1], Memory(), published, tuple(now)).questions
    memory = Memory(tuple(replace(own.line, answer=answer) for own in asked) if answer else ())
    found = renumbered(plan, QUARTERS[1], memory, published, tuple(now))
    return dict(found.codes), [own.indicator for own in found.questions]


TWENTY: Final = [f"{letter * 3}{place}" for place, letter in enumerate("abcdefghijklmnopqrst")]


def shared(words: int) -> str:
    """Return twenty words of which so many are those of TWENTY, the other way round."""
    others = [f"{letter * 4}" for letter in "uvwxyz"] + ["0000", "1111"]
    return " ".join([*TWENTY[:words][::-1], *others][:20])


@every(
    ("before", "now", "codes", "asked"),
    [
        # The same text is the same figure; of two with the same text the first is taken.
        ({"9.1": "victims"}, {"1.1.1.1": "Victims "}, {"9.1": "1.1.1.1"}, []),
        ({"9.1": "victims"}, {"1.1.1.1": "victims", "1.1.1.2": "victims"}, {"9.1": "1.1.1.2"}, []),
        ({"1.1.1.1": "victims"}, {"1.1.1.1": "victims"}, {}, []),
        ({"9.1": ""}, {"1.1.1.1": "victims"}, {}, []),
        # Who has kept the code or found its text elsewhere is not looked for once more.
        ({"1.1.1.1": "abcd efgh"}, {"1.1.1.1": "xx yy", "1.1.1.2": "efgh ijkl"}, {}, []),
        ({"9.1": "abcd efgh"}, {"1.1.1.1": "abcd efgh", "1.1.1.2": "efgh ijkl"},
         {"9.1": "1.1.1.1"}, []),
        # 17 of 20 words are as good as all; from half of them on somebody is asked.
        ({"9.1": " ".join(TWENTY)}, {"1.1.1.1": shared(17)}, {"9.1": "1.1.1.1"}, []),
        ({"9.1": " ".join(TWENTY)}, {"1.1.1.1": shared(16)}, {"9.1": "1.1.1.1"}, ["1.1.1.1"]),
        ({"9.1": "abcd efgh"}, {"1.1.1.1": "efgh ijkl"}, {"9.1": "1.1.1.1"}, ["1.1.1.1"]),
        ({"9.1": "abcd efgh"}, {"1.1.1.1": "efgh ijkl mnop"}, {}, []),
        # The likeliest first: what has found its other one is out of question.
        ({"9.1": "a b c d e f", "9.2": "a b c d e g"}, {"1.1.1.1": "h b c d e f"},
         {"9.1": "1.1.1.1"}, []),
        ({"9.1": "a b c d e f"}, {"1.1.1.1": "b c d e x y", "1.1.1.2": "h b c d e f"},
         {"9.1": "1.1.1.2"}, []),
    ],
)  # fmt: skip
def test_what_was_published_is_known_again_by_its_words(
    before: Mapping[str, str], now: Mapping[str, str], codes: dict[str, str], asked: list[str]
) -> None:
    assert again(before, now) == (codes, asked)


def test_what_is_but_alike_is_the_same_until_somebody_says_no_and_only_of_persons() -> None:
    before, now = {"9.1": "abcd efgh"}, {"1.1.1.1": "efgh ijkl"}
    assert again(before, now, "да") == ({"9.1": "1.1.1.1"}, ["1.1.1.1"])
    assert again(before, now, "не") == ({}, ["1.1.1.1"])
    assert again(before, now, persons=False) == ({}, [])


def test_the_id_of_a_question_stays_what_it_was_for_answers_are_kept_under_it() -> None:
    asked = Question("free_text", "2022-Q3", "1.1.1", WHOLE, "A", "Текст", "progress")
    assert asked.id == "free_text:1.1.1.1:A:progress:3091aca226efa497"
    other = Question("group", "2022-Q3", "1.1.1", "", "", "Текст")
    assert other.id == "group:1.1.1:3091aca226efa497"


# ------------------------------------------------------------------ totals


@every(
    ("own", "before", "total", "shown"),
    [
        # Of one figure what the institution itself reported counts, where several did.
        (indicator(WHOLE, reported_by=("A", "B"), combine=Combine.SAME), {Q1: 3, B1: 5}, 13, 13),
        (indicator(WHOLE, reported_by=("A", "B"), combine=Combine.SAME), {B1: 5}, 15, 15),
        (indicator(WHOLE, reported_by=("A", "B")), {Q1: 3, B1: 5}, 13, 13),
        (indicator(WHOLE, reported_by=("A", "B")), {Q1: 3, B1: 5}, 15, None),
        (indicator(WHOLE, reported_by=("A", "B")), {Q1: 3, Q2: 4}, 17, 17),
        (indicator(WHOLE, reported_by=("A", "B")), {Q1: 3, Q2: None}, 13, None),
        (indicator(WHOLE, reported_by=("A", "B")), {Q1: 3, Q3: 9, Q4: 9}, 13, 13),
    ],
)  # fmt: skip
def test_a_total_is_shown_where_everybody_can_add_it_up(
    own: Indicator, before: Mapping[Key, float | None], total: float, shown: float | None
) -> None:
    plan = plan_with(own)
    table = rows(plan, QUARTERS[2], {(WHOLE, "A"): 10}, total_so_far=total)
    found = with_open_totals(table, plan, figures({Q3: 10}, before), (WHOLE,), Policy())
    (row,) = records(found)
    assert row["total_so_far"] == shown


# ------------------------------------------------------------------ percentages

GRADE: Final = replace(kinds.PERCENT, is_share=False)
S2, S3 = Key("2022-Q2", SHARE, "A"), Key("2022-Q3", SHARE, "A")
SHOW, HIDE = (Line("2022-Q3", SHARE, "A", said, decided_by="МВР") for said in ("show", "hide"))


def of_share(
    share: float,
    count: float | None,
    *lines: Line,
    own: Indicator | None = None,
    why: str = "",
    answer: str = "",
    public: Mapping[Key, float | None] | None = None,
    rounded: bool = False,
    **fields: Any,
) -> tuple[str | None, list[str]]:
    """Return why a share of the third quarter is hidden, and what is asked about it."""
    own = own or indicator(SHARE, kind=kinds.PERCENT, **fields)
    plan = plan_with(indicator(WHOLE, **fields), own)
    values = {S3: share} | ({Q3: count} if count is not None else {})
    counts = {Q3: why} if count is not None else {}

    def found(memory: Memory) -> tuple[dict[Key, str], list[Question]]:
        told = replace(figures(values, public), memory=memory)
        told = replace(told, cumulative=frozenset({WHOLE, SHARE} if fields else ()))
        return percentages(plan, told, counts, Policy(), {Q3} if rounded else ())

    _, asked = found(Memory(lines))
    told = Memory((*lines, *(replace(one.line, answer=answer) for one in asked if answer)))
    hidden, asked = found(told)
    return hidden.get(S3), [one.kind for one in asked]


@every(
    ("share", "count", "more", "found"),
    [
        # It is hidden where it makes fewer than five, or leaves fewer.
        (0.5, 1000, {}, ("", [])), (0.4, 1000, {}, ("percent", [])), (10, 50, {}, ("", [])),
        (10, 49, {}, ("percent", [])),
        (99.5, 1000, {}, ("", [])), (99.6, 1000, {}, ("percent", [])),
        # Beside a hidden count it is hidden, and so is what is no share.
        (50, 1000, {"why": "primary"}, ("percent", [])),
        (5, 1000, {"own": indicator(SHARE, kind=GRADE), "why": "primary"}, ("number", [])),
        (5, 1000, {"own": indicator(SHARE, kind=GRADE)}, ("", [])),
        # Without a count somebody is asked; so is of all or of none.
        (50, None, {}, ("percent", ["percent"])), (50, None, {"answer": "да"}, ("", ["percent"])),
        (50, None, {"answer": "не"}, ("percent", ["percent"])),
        (5, None, {"own": indicator(SHARE, kind=GRADE)}, ("number", ["number"])),
        (0, 1000, {}, ("percent", ["group"])), (100, 1000, {}, ("percent", ["group"])),
        (0, 1000, {"answer": "да"}, ("", ["group"])), (1, 1000, {}, ("", [])),
        (100, 1000, {"why": "primary"}, ("percent", [])),
        (100, 1000, {"own": indicator(SHARE, kind=GRADE)}, ("", [])),
        (50, None, {"own": indicator(SHARE, kind=kinds.PERCENT, persons=False)}, (None, [])),
        (50, 1000, {"own": indicator(SHARE, kind=kinds.PERCENT, persons=False)}, ("", [])),
        (50, 1000, {"own": indicator(SHARE)}, (None, [])),
        # What is public stays; what was hidden stays so.
        (0.4, 1000, {"public": {S3: 0.4}}, ("", [])), (50, None, {"public": {S3: 50}}, ("", [])),
        (50, 1000, {"public": {S3: None}}, ("remembered", [])),
        (50, 1000, {"public": {S2: None}}, ("", [])),
        # Of rounded counts a share of fewer than a hundred tells which number it was.
        (50, 99, {"rounded": True}, ("percent", [])), (50, 100, {"rounded": True}, ("", [])),
        (50, 99, {}, ("", [])),
        (5, 99, {"own": indicator(SHARE, kind=GRADE), "rounded": True}, ("", [])),
        # A few more or less than was told before, of the quarter or since the start.
        (14, 100, {"public": {S3: 10, Q3: 100}}, ("percent", [])),
        (15, 100, {"public": {S3: 10, Q3: 100}}, ("", [])),
        (60.4, 1000, {"public": {S3: 60, Q3: 1000}}, ("percent", [])),
        (60.5, 1000, {"public": {S3: 60, Q3: 1000}}, ("", [])),
        (14, 100, {"public": {S2: 10, Q2: 100}}, ("", [])),
        (14, 100, {"public": {S2: 10, Q2: 100}, **GROWS}, ("percent", [])),
        (6, 100, {"public": {S2: 10, Q2: 100}, **GROWS}, ("percent", [])),
        (15, 100, {"public": {S2: 10, Q2: 100}, **GROWS}, ("", [])),
        (10, 100, {"public": {S2: 10, Q2: 100}, **GROWS}, ("", [])),
        (10, 104, {"public": {S2: 10, Q2: 100}, **GROWS}, ("percent", [])),
        (10, 150, {"public": {S2: 10, Q2: 100}, **GROWS}, ("", [])),
    ],
)  # fmt: skip
def test_a_percentage_is_hidden_where_it_tells_of_few(
    share: float, count: float | None, more: dict[str, Any], found: tuple[str | None, list[str]]
) -> None:
    assert of_share(share, count, **more) == found


@every(
    ("share", "count", "line", "more", "found"),
    [
        (0.4, 1000, SHOW, {}, ("", [])), (0.4, 1000, HIDE, {}, ("remembered", [])),
        (50, None, SHOW, {}, ("", [])), (50, None, HIDE, {}, ("remembered", [])),
        (50, 1000, SHOW, {"why": "primary"}, ("percent", ["show_reveals"])),
        (50, 1000, SHOW, {"why": "primary", "answer": "да"}, ("", ["show_reveals"])),
        (50, 1000, HIDE, {"why": "primary"}, ("remembered", [])),
        (100, 1000, HIDE, {}, ("remembered", [])), (100, 1000, SHOW, {}, ("percent", ["group"])),
        (50, 1000, SHOW, {"public": {S3: None}}, ("", [])),
        (50, 1000, HIDE, {"public": {S3: 50}}, ("remembered", [])),
    ],
)  # fmt: skip
def test_what_officials_say_of_a_percentage_counts_and_what_tells_a_count_is_asked_about(
    share: float,
    count: float | None,
    line: Line,
    more: dict[str, Any],
    found: tuple[str | None, list[str]],
) -> None:
    assert of_share(share, count, line, **more) == found


# ------------------------------------------------------------------ what was decided


def counts_of(why: Mapping[Key, str], numbers: Mapping[Key, int], *asked: str) -> Counts:
    about = (Question("group", "2022-Q3", "1.1.1", WHOLE, "", text) for text in asked)
    return Counts((), (), why, numbers, tuple(about))


@pytest.mark.parametrize(("why", "secret"), [("", {Q1}), ("primary", {Q1, Q3})])
def test_secret_is_what_is_hidden_now_and_what_was_and_is_not_decided_anew(
    why: str, secret: set[Key]
) -> None:
    told = figures({Q3: 3}, {Q1: None, Q2: 5, Q3: None})
    assert counts_of({Q3: why}, {}).secret(told) == secret


def test_what_is_decided_twice_is_hidden_where_once_it_was_and_asked_about_once() -> None:
    first = counts_of({Q1: "primary", Q2: "", Q3: ""}, {Q2: 5, Q3: 10}, "а", "б")
    both = first.and_(counts_of({Q1: "secondary", Q2: "secondary"}, {}, "б", "в"))
    assert both.why == {Q1: "primary", Q2: "secondary", Q3: ""}
    assert both.hidden == {Q1, Q2}
    assert both.numbers == {Q3: 10}
    assert [own.text for own in both.questions] == ["а", "б", "в"]


@every(
    ("a_until", "b_from", "reporters", "are_kin"),
    [(2, 3, "A", True), (3, 3, "A", False), (2, 2, "A", False), (2, 3, "AB", False),
     (1, 3, "A", True)],
)  # fmt: skip
def test_where_a_quarter_is_published_again_who_came_later_follows_who_left(
    a_until: int, b_from: int, reporters: str, are_kin: bool
) -> None:
    own = indicator(WHOLE, reported_by=tuple(reporters))
    of_a = [Key(f"2022-Q{n}", WHOLE, "A") for n in range(1, a_until + 1)]
    of_b = [Key("2022-Q1", WHOLE, "B")] if b_from == 2 else []
    of_b += [Key(f"2022-Q{n}", WHOLE, "B") for n in range(b_from, 5)]
    found = kin_of(own, [*of_a, *of_b], "2022-Q2", {})
    assert (found["A"] == {"A", "B"}) is are_kin


@every(
    ("quarter", "decision", "institution", "is_understood"),
    [("2022", "whitelist", "", True), ("2022-Q1", "whitelist", "", True),
     ("202", "whitelist", "", False), ("20222", "whitelist", "", False),
     ("2022", "show", "A", False), ("Q1 2022", "show", "A", True), ("2022-Q1", "x", "A", False),
     ("2022-Q1", "show", "Z", False), ("2022-Q1", "hide", "", True)],
)  # fmt: skip
def test_a_line_that_an_official_typed_is_read_or_asked_about(
    quarter: str, decision: str, institution: str, is_understood: bool
) -> None:
    plan = plan_with(indicator(WHOLE))
    line = Line(quarter, WHOLE, institution, decision, value="9", decided_by="МВР")
    _, asked = understood(plan, QUARTERS[0], Memory((line,)))
    assert [own.kind for own in asked] == ["unknown_line"] * (not is_understood)
