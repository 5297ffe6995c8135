"""Where disclosure control begins and ends: one figure on this side, the next one on that."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from every_case import every
from persons import PARTS, QUARTERS, SHARE, WHOLE, indicator, plan_with, rows
from press import SUM, Press, of, shown, why

from ovpsheets import kinds
from ovpsheets.disclosure import (
    Line,
    Memory,
    Policy,
    RecordedAnswer,
    TextsAsked,
    protect,
    protect_texts,
)
from ovpsheets.disclosure.families import Family, families
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.person_texts import texts_left_out
from ovpsheets.disclosure.primary import few_of, few_up_to, primary, whitelisted
from ovpsheets.disclosure.question import REPEATS
from ovpsheets.disclosure.running_totals import with_open_totals
from ovpsheets.disclosure.telling import NUMBER
from ovpsheets.disclosure.terms import HiddenNumber, Key, Protected
from ovpsheets.plan.model import Activity, Plan, Wording
from ovpsheets.tables import ACTIVITIES, INDICATORS, frame, records
from ovpsheets.words import Accumulation, Combine

GROWING = {"accumulation": Accumulation.CUMULATIVE}
YEAR = Line("2022", WHOLE, "A", "whitelist", source="Годишен извештај, стр. 7")


def press_with(folder: Path, *institutions: str, **fields: object) -> Press:
    fields = {"combine": Combine.SUM, **fields}
    plan = plan_with(indicator(WHOLE, reported_by=institutions or ("A",), **fields))
    return Press(plan, folder, Policy(contributors=False))


# ------------------------------------------------------------------ one figure


@pytest.mark.parametrize(("threshold", "is_shown"), [(1, True), (2, False)])
def test_exactly_one_person_is_hidden_from_the_threshold_of_two_on(
    tmp_path: Path, threshold: int, is_shown: bool
) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path, Policy(threshold=threshold))
    assert shown(press.publish(QUARTERS[0], of(1))) == {f"{WHOLE} A": 1 if is_shown else None}


@pytest.mark.parametrize(("number", "is_shown"), [(9, False), (10, True)])
def test_a_part_is_hidden_below_the_threshold_of_breakdowns(
    tmp_path: Path, number: int, is_shown: bool
) -> None:
    press = Press(plan_with(indicator(WHOLE), indicator(PARTS[0])), tmp_path)
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 90, (PARTS[0], "A"): number})
    assert (shown(found)[f"{PARTS[0]} A"] is not None) == is_shown


def test_what_is_hidden_is_told_with_its_quarter_and_the_numbers_that_stay_possible(
    tmp_path: Path,
) -> None:
    (row,) = records(press_with(tmp_path).publish(QUARTERS[0], of(3)).hidden)
    assert (row["quarter"], row["indicator"], row["institution"], row["width"]) == (
        "2022-Q1", WHOLE, "A", 4,
    )  # fmt: skip


# ------------------------------------------------------------------ from one figure to the next


@pytest.mark.parametrize(
    ("number", "reason"),
    [(15, ""), (16, "difference"), (19, "difference"), (20, ""), (21, "difference"),
     (24, "difference"), (25, "")],
)  # fmt: skip
def test_a_growth_or_a_fall_of_one_to_four_persons_is_hidden(
    tmp_path: Path, number: int, reason: str
) -> None:
    press = press_with(tmp_path, **GROWING)
    press.publish(QUARTERS[0], of(20))
    assert why(press.publish(QUARTERS[1], of(number))).get(f"{WHOLE} A", "") == reason


@pytest.mark.parametrize(
    ("number", "reason"), [(15, ""), (16, "difference"), (20, ""), (24, "difference"), (25, "")]
)
def test_a_revision_of_a_quarterly_figure_by_one_to_four_persons_is_hidden(
    tmp_path: Path, number: int, reason: str
) -> None:
    press = press_with(tmp_path)
    press.publish(QUARTERS[0], of(20))
    assert why(press.publish(QUARTERS[0], of(number))).get(f"{WHOLE} A", "") == reason


def test_a_quarterly_figure_is_not_held_against_that_of_another_quarter(tmp_path: Path) -> None:
    press = press_with(tmp_path)
    press.publish(QUARTERS[0], of(20))
    assert why(press.publish(QUARTERS[1], of(21))) == {}


@pytest.mark.parametrize(("institutions", "reason"), [("B", "difference"), ("AB", "")])
def test_a_series_goes_on_where_the_only_institution_that_reports_it_changes(
    tmp_path: Path, institutions: str, reason: str
) -> None:
    press = press_with(tmp_path, **GROWING)
    press.publish(QUARTERS[0], of(20))
    press.plan = plan_with(indicator(WHOLE, reported_by=tuple(institutions), **GROWING))
    found = press.publish(QUARTERS[1], {(WHOLE, "B"): 22})
    assert why(found).get(f"{WHOLE} B", "") == reason


# ------------------------------------------------------------------ percentages


@pytest.mark.parametrize(
    ("percent", "is_shown"),
    [(0, True), (5, False), (20, False), (25, True), (75, True), (80, False), (95, False),
     (100, True)],
)  # fmt: skip
def test_a_percentage_is_hidden_where_it_makes_or_leaves_one_to_four_persons(
    tmp_path: Path, percent: float, is_shown: bool
) -> None:
    plan = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
    found = Press(plan, tmp_path).publish(QUARTERS[0], {(WHOLE, "A"): 20, (SHARE, "A"): percent})
    assert (shown(found)[f"{SHARE} A"] is not None) == is_shown


@every(
    ("of_share", "of_count", "counts", "shares", "is_shown"),
    [
        # Of 36 new ones 8 % are three, and 14 % five.
        ({}, GROWING, (50, 86), (40, 8), False), ({}, GROWING, (50, 86), (40, 14), True),
        ({}, GROWING, (50, 86), (40, 92), False), ({}, GROWING, (50, 86), (40, 86), True),
        # Of 86 so far 27 % are 23, three more than 40 % of 50; and 30 % are 26.
        (GROWING, {}, (50, 36), (40, 27), False), (GROWING, {}, (50, 36), (40, 30), True),
        (GROWING, {}, (50, 36), (40, 3), False),
        # Where both count alike neither is added up.
        ({}, {}, (50, 86), (40, 8), True), (GROWING, GROWING, (50, 86), (40, 8), True),
    ],
)  # fmt: skip
def test_a_percentage_is_of_what_is_counted_when_it_is(
    tmp_path: Path, of_share: dict[str, Any], of_count: dict[str, Any], counts: tuple[int, int],
    shares: tuple[int, int], is_shown: bool,
) -> None:  # fmt: skip
    plan = plan_with(indicator(WHOLE, **of_count), indicator(SHARE, kind=kinds.PERCENT, **of_share))
    press = Press(plan, tmp_path)
    for quarter, count, share in zip(QUARTERS, counts, shares, strict=False):
        found = press.publish(quarter, {(WHOLE, "A"): count, (SHARE, "A"): share})
    assert (shown(found)[f"{SHARE} A"] is not None) == is_shown


@every(
    ("quarter", "reason"),
    [("2022-Q2", ""), ("2022-Q1", "percent"), ("2022-Q3", "")],
)
def test_a_share_of_another_quarter_may_be_of_a_smaller_number_and_that_of_its_own_is_not(
    quarter: str, reason: str
) -> None:
    # 44 % of 13 are 6 of 13; of at most 13 they are 4 of 9 and no others.
    key, shares = Key("2022-Q2", WHOLE, "A"), {(quarter, "1.1.1", "A"): (0.44,)}
    (family,) = families(plan_with(indicator(WHOLE, **GROWING)))
    found = Figures("2022-Q2", {key: 13}, {}, {}, {}, Memory(), shares=shares)
    assert primary(family, found, Policy(), ()) == {key: reason}


@pytest.mark.parametrize(
    ("percent", "is_shown"), [(27, False), (28, True), (29, False), (35, True)]
)
def test_a_percentage_is_hidden_where_one_more_than_was_told_before_are_in_it(
    tmp_path: Path, percent: float, is_shown: bool
) -> None:
    # Of 107 these are 29, 30, 31 and 37, and 78, 77, 76 and 70 are not; before, 30 and 70.
    grows: dict[str, Any] = {"accumulation": Accumulation.CUMULATIVE}
    plan = plan_with(indicator(WHOLE, **grows), indicator(SHARE, kind=kinds.PERCENT, **grows))
    press = Press(plan, tmp_path)
    press.publish(QUARTERS[0], {(WHOLE, "A"): 100, (SHARE, "A"): 30})
    found = press.publish(QUARTERS[1], {(WHOLE, "A"): 107, (SHARE, "A"): percent})
    assert (shown(found)[f"{SHARE} A"] is not None) == is_shown


@pytest.mark.parametrize(("number", "is_shown"), [(99, False), (100, True)])
def test_all_of_a_count_that_is_rounded_are_told_from_a_hundred_on_whoever_says_yes(
    tmp_path: Path, number: int, is_shown: bool
) -> None:
    plan = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
    press = Press(plan, tmp_path, Policy(method="round"))
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): number, (SHARE, "A"): 100})
    assert (shown(found)[f"{SHARE} A"] is not None) == is_shown


@pytest.mark.parametrize(("published", "remembers"), [("2022-Q1", True), ("2022-Q2", False)])
def test_what_the_tool_hid_in_a_draft_counts_only_once_the_quarter_was_published(
    published: str, remembers: bool
) -> None:
    plan, quarter = plan_with(indicator(WHOLE), indicator(SHARE)), QUARTERS[0]
    out = rows(plan, QUARTERS[int(published[-1]) - 1], {(SHARE, "A"): 40})
    draft, now = rows(plan, quarter, {(WHOLE, "A"): 3}), rows(plan, quarter, {(SHARE, "A"): 40})
    hidden = protect(plan, quarter, draft, out, Memory(), Policy()).memory
    found = protect(plan, quarter, now, out, hidden, Policy()).memory.lines
    assert [line.decision for line in hidden.lines] == ["hide"]
    assert (hidden.lines[0] in found) is remembers


@pytest.mark.parametrize(
    ("numbers", "totals"), [((30, 40), [70]), ((3, 40), []), ((40,), [])],
)  # fmt: skip
def test_a_sum_is_told_unasked_where_several_are_in_it_and_all_are_shown(
    tmp_path: Path, numbers: tuple[int, ...], totals: list[int]
) -> None:
    found = press_with(tmp_path, *"AB"[: len(numbers)]).publish(QUARTERS[0], of(*numbers))
    assert list(found.totals["value"]) == totals


@pytest.mark.parametrize(("answer", "totals"), [("да", [33]), ("не", []), ("", [])])
def test_a_sum_that_gives_a_figure_back_is_told_only_after_a_yes(
    tmp_path: Path, answer: str, totals: list[int]
) -> None:
    press = press_with(tmp_path, "A", "B")
    asked = press.publish(QUARTERS[0], {(WHOLE, "A"): 3, (WHOLE, "B"): 30},
                          replace(SUM, value="33"), by_hand_shown("B"))  # fmt: skip
    assert "whitelist_reveals" in set(asked.questions["kind"])
    lines = (
        replace(line, answer=answer) if line.why == "whitelist_reveals" else line
        for line in press.memory.lines
    )
    press.memory = Memory(tuple(lines))
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 3, (WHOLE, "B"): 30})
    assert list(found.totals["value"]) == totals


@every(("of_persons", "total", "is_told"), [
    ((), 99.0, True), ((WHOLE,), 99.0, False), ((WHOLE,), 40.0, True), ((), 40.0, True),
])  # fmt: skip
def test_a_running_total_of_persons_alone_needs_each_of_its_quarters_published(
    of_persons: tuple[str, ...], total: float, is_told: bool
) -> None:
    plan, key = plan_with(indicator(WHOLE)), Key("2022-Q1", WHOLE, "A")
    table = rows(plan, QUARTERS[0], of(40), total_so_far=total)
    found = Figures("2022-Q1", {key: 40}, {}, {}, {}, Memory())
    (row,) = records(with_open_totals(table, plan, found, of_persons, Policy()))
    assert row["total_so_far"] == (total if is_told else None)


def by_hand_shown(who: str) -> Line:
    return Line("2022-Q1", WHOLE, who, "show", reason="договорено", decided_by="МВР")


def with_another_activity(plan: Plan) -> Plan:
    other = Activity("1.1.2", "1.1", Wording(en="B"), date(2022, 1, 1), date(2023, 12, 31), "A")
    moved = (replace(own, activity=own.code[:5]) for own in plan.indicators)
    return replace(plan, activities=(*plan.activities, other), indicators=tuple(moved))


@pytest.mark.parametrize(("count", "share", "reason"), [
    ("1.1.2.1", "1.1.2.2", ""), ("1.1.1.2", "1.1.1.3", "percent"),
])  # fmt: skip
def test_a_percentage_is_hidden_beside_hidden_counts_of_its_own_activity_only(
    tmp_path: Path, count: str, share: str, reason: str
) -> None:
    plan = with_another_activity(
        plan_with(indicator(WHOLE), indicator(count), indicator(share, kind=kinds.PERCENT))
    )
    values = {(WHOLE, "A"): 3, (count, "A"): 40, (share, "A"): 50}
    found = Press(plan, tmp_path).publish(QUARTERS[0], values)
    assert why(found).get(f"{share} A", "") == reason


@pytest.mark.parametrize(("later", "reason"), [("да", ""), ("не", "remembered")])
def test_a_percentage_published_after_a_yes_is_hidden_after_a_later_no(
    tmp_path: Path, later: str, reason: str
) -> None:
    press = press_with(tmp_path, kind=kinds.PERCENT)
    press.publish(QUARTERS[0], of(40))
    press.published = press.published.iloc[:0]
    for answer in ("да", later):
        (line,) = press.memory.decided("ask")
        rest = tuple(other for other in press.memory.lines if other.id != line.id)
        press.memory = Memory((*rest, replace(line, answer=answer, decided_by="МВР")))
        found = press.publish(QUARTERS[0], of(40))
    assert why(found).get(f"{WHOLE} A", "") == reason


# ------------------------------------------------------------------ sums


@pytest.mark.parametrize(("numbers", "totals"), [((20, 30), []), ((20, 30, 40), [90])])
def test_a_sum_is_published_only_where_no_institution_is_silent(
    tmp_path: Path, numbers: tuple[int, ...], totals: list[int]
) -> None:
    found = press_with(tmp_path, *"ABC").publish(QUARTERS[0], of(*numbers))
    assert list(found.totals["value"]) == totals


@pytest.mark.parametrize(("institutions", "totals"), [("A", []), ("AB", [50])])
def test_a_sum_is_of_two_institutions_or_more(
    tmp_path: Path, institutions: str, totals: list[int]
) -> None:
    values = of(*(20, 30)[: len(institutions)])
    found = press_with(tmp_path, *institutions).publish(QUARTERS[0], values)
    assert list(found.totals["value"]) == totals


@pytest.mark.parametrize(("number", "other"), [(0, "C"), (5, "B")])
def test_nought_is_not_hidden_for_another_figure(tmp_path: Path, number: int, other: str) -> None:
    press = press_with(tmp_path, *"ABC")
    found = press.publish(QUARTERS[0], of(3, number, 30), replace(SUM, value=f"{33 + number}"))
    assert set(why(found)) == {f"{WHOLE} A", f"{WHOLE} {other}"}


@pytest.mark.parametrize(("parts", "reason"), [(PARTS, "secondary"), ((*PARTS, f"{WHOLE}.3"), "")])
def test_parts_give_one_of_them_back_only_where_none_is_silent(
    tmp_path: Path, parts: tuple[str, ...], reason: str
) -> None:
    press = Press(plan_with(indicator(WHOLE), *map(indicator, parts)), tmp_path)
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 29, (PARTS[0], "A"): 9, (PARTS[1], "A"): 20})
    assert why(found).get(f"{PARTS[1]} A", "") == reason


@pytest.mark.parametrize(("number", "reason"), [(31, "secondary"), (32, "")])
def test_a_later_figure_is_hidden_where_it_bounds_an_earlier_hidden_one(
    tmp_path: Path, number: int, reason: str
) -> None:
    # The sum was 33: with B at most 31, A was at least 2, and 1 is no longer possible.
    press = press_with(tmp_path, *"AB", **GROWING)
    press.publish(QUARTERS[0], of(3, 30), replace(SUM, value="33"))
    assert why(press.publish(QUARTERS[1], of(20, number))).get(f"{WHOLE} B", "") == reason


@pytest.mark.parametrize(
    ("number", "hidden", "asked"), [(3, "A", ["whitelist_reveals"]), (4, "AB", [])]
)
def test_a_sum_that_leaves_less_than_four_numbers_is_asked_about(
    tmp_path: Path, number: int, hidden: str, asked: list[str]
) -> None:
    # B has not fallen below 30: so A, with B, can be 1 to 4 only where the two make 34.
    press = press_with(tmp_path, *"ABC", **GROWING)
    press.publish(QUARTERS[0], {(WHOLE, "B"): 30, (WHOLE, "C"): 40})
    found = press.publish(QUARTERS[1], of(number, 30, 40), Line(
        "2022-Q2", WHOLE, "", "whitelist", source="Годишен извештај", value=f"{70 + number}",
    ))  # fmt: skip
    assert set(why(found)) == {f"{WHOLE} {who}" for who in hidden}
    assert list(found.questions["kind"]) == asked


@pytest.mark.parametrize(
    ("value", "reason"), [("88", ""), ("89", "secondary"), ("93", "secondary")]
)
def test_the_sum_of_a_year_that_agrees_hides_the_last_of_its_quarters(
    tmp_path: Path, value: str, reason: str
) -> None:
    press = press_with(tmp_path)
    for quarter, number in zip(QUARTERS[:3], (3, 20, 30), strict=True):
        press.publish(quarter, of(number))
    found = press.publish(QUARTERS[3], of(40), replace(YEAR, value=value))
    assert why(found).get(f"{WHOLE} A", "") == reason


@pytest.mark.parametrize(("value", "reason"), [("22", ""), ("23", "secondary"), ("24", "")])
def test_the_sum_of_a_year_bounds_the_quarters_so_far(
    tmp_path: Path, value: str, reason: str
) -> None:
    # 22 is less than they are together, so it counts something else; 24 leaves 1 to 4.
    press = press_with(tmp_path)
    press.publish(QUARTERS[0], of(3))
    found = press.publish(QUARTERS[1], of(20), replace(YEAR, value=value))
    assert why(found).get(f"{WHOLE} A", "") == reason


# ------------------------------------------------------------------ questions


def test_a_question_about_a_text_names_the_institution_that_wrote_it() -> None:
    table = frame(ACTIVITIES, [{"quarter": "2022-Q1", "activity": "1.1.1", "institution": "A",
                                "progress": "Две жени од Охрид", "status": "limited"}])  # fmt: skip
    found = protect_texts(TextsAsked(plan_with(indicator(WHOLE)), QUARTERS[0], Memory()), table)
    assert list(found.questions["institution"]) == ["A"]


def test_an_answer_keeps_the_name_of_who_gave_it_when_the_quarter_is_published_again() -> None:
    plan = plan_with(indicator(WHOLE))
    texts = frame(ACTIVITIES, [{"quarter": "2022-Q1", "activity": "1.1.1", "institution": "A",
                                "progress": "Две жени од Охрид", "status": "limited"}])  # fmt: skip
    (asked,) = protect_texts(TextsAsked(plan, QUARTERS[0], Memory()), texts).memory.decided("ask")
    answered = Memory((replace(asked, answer="да", decided_by="МВР"),))
    (kept,) = protect_texts(TextsAsked(plan, QUARTERS[0], answered), texts).memory.decided("ask")
    assert kept.decided_by == "МВР"


@pytest.mark.parametrize(("answer", "left_out"), [("", True), ("не", True), ("да", False)])
def test_a_text_nobody_said_yes_to_is_left_out_and_a_blank_is_not(
    answer: str, left_out: bool
) -> None:
    plan = plan_with(indicator(WHOLE))
    texts = frame(ACTIVITIES, [{"quarter": "2022-Q1", "activity": "1.1.1", "institution": "A",
                                "progress": "Две жени од Охрид", "status": "limited"}])  # fmt: skip
    (asked,) = protect_texts(TextsAsked(plan, QUARTERS[0], Memory()), texts).memory.decided("ask")
    memory = Memory((replace(asked, answer=answer),))
    found = texts_left_out(plan, QUARTERS[0], texts, memory)
    assert found == ({("1.1.1", "A", "progress")} if left_out else set())


# ------------------------------------------------------------------ what is remembered

ASKED = Line("2022-Q1", WHOLE, "A", "ask", why="percent", question="q1")


@every(
    ("typed", "answer", "by"),
    [("", "да", "МВР"), ("можеби", "да", "МВР"), ("не", "не", ""), ("да", "да", "")],
)
def test_an_answer_is_taken_where_there_is_none_that_can_be_read(
    typed: str, answer: str, by: str
) -> None:
    memory = Memory((replace(ASKED, answer=typed), replace(ASKED, question="q2")))
    found = memory.with_answers(
        {"q1": RecordedAnswer("да", "МВР"), "q9": RecordedAnswer("да", "МВР")}
    )
    assert [found.said(name) for name in ("q1", "q2", "q9")] == [
        RecordedAnswer(answer, by), RecordedAnswer(), RecordedAnswer(),
    ]  # fmt: skip


@pytest.mark.parametrize("official_first", [True, False])
def test_what_an_official_wrote_stands_above_the_tools_own_line(official_first: bool) -> None:
    tools = Line("2022-Q1", WHOLE, "A", "hide", why="primary")
    own = Line("2022-Q1", WHOLE, "A", "show", reason="познато", decided_by="МВР")
    memory = Memory((own, tools) if official_first else (tools, own))
    assert memory.official("2022-Q1", WHOLE, "A") == "show"
    assert memory.and_([tools]).decided("show") == (own,)


def test_of_two_lines_of_officials_about_the_same_the_last_one_stands() -> None:
    own = Line("2022-Q1", WHOLE, "A", "show", decided_by="МВР")
    memory = Memory((own, replace(own, decision="hide")))
    assert memory.official("2022-Q1", WHOLE, "A") == "hide"


def test_why_a_cell_was_hidden_is_told_of_hidden_ones_only() -> None:
    hidden = Line("2022-Q1", WHOLE, "A", "hide", why="secondary")
    shown = Line("2022-Q1", WHOLE, "B", "show", why="safe", value="20")
    memory = Memory((hidden, shown))
    assert [memory.why("2022-Q1", WHOLE, who) for who in "ABC"] == ["secondary", "", ""]


def test_a_member_of_a_family_is_of_its_own_activity() -> None:
    members = (indicator("1.1.1.1"), replace(indicator("1.1.2.1"), activity="1.1.2"))
    own = Family(members, {})
    assert [own.activity(member.code) for member in members] == ["1.1.1", "1.1.2"]


@every(
    ("name", "old", "new", "kept"),
    [
        *((name, "стар", "нов", "стар") for name in ("source", "reason", "decided_by", "day")),
        *((name, "", "нов", "нов") for name in ("source", "reason", "decided_by", "day")),
        *((name, "стар", "", "стар") for name in ("source", "reason", "decided_by", "day")),
        ("answer", "да", "не", "да"), ("answer", "", "не", ""), ("why", "стар", "нов", "нов"),
    ],
)  # fmt: skip
def test_what_the_tool_says_anew_keeps_what_was_answered_and_by_whom(
    name: str, old: str, new: str, kept: str
) -> None:
    ours: dict[str, str] = {"decision": "ask", "why": "percent", "question": "q1"}
    before, now = (Line("2022-Q1", WHOLE, "A", **(ours | {name: text})) for text in (old, new))
    found = Memory((before,)).and_([now])
    assert [getattr(line, name) for line in found.lines] == [kept]


@every(
    ("number", "share", "is_few"),
    [(100, 0.05, False), (100, 0.04, True), (100, 0.01, True), (100, 0, False), (100, 1, False),
     (100, 0.95, False), (100, 0.96, True), (4, 0.5, True), (10, 0.5, False), (0, 0.5, False)],
)  # fmt: skip
def test_of_a_number_a_share_or_what_it_leaves_is_few_below_the_threshold(
    number: float, share: float, is_few: bool
) -> None:
    assert few_of(number, share, 5) is is_few


@every(
    ("most", "share", "threshold", "is_few"),
    [
        # 44 % are 4 of 9, 7 of 16, 8 of 18 and 11 of 25: with these four it may be any few.
        (13, 0.44, 5, True), (24, 0.44, 5, True), (25, 0.44, 5, False), (8, 0.44, 5, False),
        (24, 0.56, 5, True), (25, 0.56, 5, False), (24, 0.44, 4, False), (24, 0.44, 6, True),
        (7, 0.5, 5, True), (8, 0.5, 5, False), (3, 0, 5, True), (4, 0, 5, False),
        (3, 1, 5, True), (4, 1, 5, False), (38, 0.9, 5, True), (39, 0.9, 5, False),
        # 5 of 11 or 6 of 11 alone, none of which is few; and 4 of 9 alone, which is.
        (11, 0.45, 5, False), (11, 0.55, 5, False), (11, 0.45, 6, True),
    ],
)  # fmt: skip
def test_of_a_number_up_to_another_a_share_leaves_enough_possible_or_is_few(
    most: int, share: float, threshold: int, is_few: bool
) -> None:
    assert few_up_to(most, share, threshold) is is_few


@every(
    ("line", "ours", "counts"),
    [
        (Line("2022-Q1", WHOLE, "A", "whitelist", value="9", source="извештај"), 9, True),
        (Line("2022-Q1", WHOLE, "A", "whitelist", value="9", source="извештај"), None, True),
        (Line("2022-Q1", WHOLE, "A", "whitelist", value="9", source="извештај"), 8, False),
        (Line("2022-Q1", WHOLE, "A", "whitelist", value="9"), 9, False),
        (Line("2022-Q1", WHOLE, "A", "whitelist", value="x", source="извештај"), 9, False),
        (Line("2022-Q1", WHOLE, "A", "whitelist", value="2,5", source="извештај"), 2.5, True),
        (Line("2022-Q1", WHOLE, "A", "show", value="9", source="извештај"), 9, False),
    ],
)  # fmt: skip
def test_what_is_published_elsewhere_counts_with_its_source_where_it_is_our_number(
    line: Line, ours: float | None, counts: bool
) -> None:
    key = Key("2022-Q1", WHOLE, "A")
    values = {} if ours is None else {key: ours}
    found = whitelisted(Figures("2022-Q1", values, {}, {}, {}, Memory((line,))))
    assert found == ({key: "извештај"} if counts else {})


@pytest.mark.parametrize(("method", "asked"), [("hide", {"group"}), ("round", set[str]())])
def test_of_what_is_rounded_nobody_is_asked_whether_all_or_none_may_be_told(
    method: str, asked: set[str]
) -> None:
    plan = plan_with(*map(indicator, (WHOLE, *PARTS)))
    values = {(WHOLE, "A"): 1200, (PARTS[0], "A"): 1200, (PARTS[1], "A"): 0}
    table = rows(plan, QUARTERS[0], values)
    policy = Policy(method=method)
    found = protect(plan, QUARTERS[0], table, frame(INDICATORS, []), Memory(), policy)
    assert set(found.questions["kind"]) == asked


def protected(
    values: Mapping[tuple[str, str], float | None],
    *lines: Line,
    before: Mapping[tuple[str, str], float | None] | None = None,
    published: bool = False,
) -> Protected:
    """Protect the figures of the second quarter; *published*: those of the first were."""
    plan = plan_with(indicator(WHOLE))
    table = rows(plan, QUARTERS[1], values, before)
    earlier = rows(plan, QUARTERS[0], before or {}) if published else frame(INDICATORS, [])
    return protect(plan, QUARTERS[1], table, earlier, Memory(lines), Policy())


@every(
    ("value", "before", "numbers"),
    [
        # What it is, what it was, and by how much it grew or fell: each gives it back.
        (3, None, [3]), (3, 0, [3]), (3, 40, [3, 40, 37]), (3, 3, [3]), (4, 1, [4, 1, 3]),
        (30, 3, []), (0, None, []),
    ],
)  # fmt: skip
def test_no_text_may_repeat_a_hidden_number_the_one_before_nor_what_is_between(
    value: float, before: float | None, numbers: list[int]
) -> None:
    cell = (WHOLE, "A")
    found = protected({cell: value}, before=None if before is None else {cell: before})
    assert [own.number for own in found.hidden_numbers] == numbers


@every(
    ("line", "asked"),
    [
        (Line("2022", WHOLE, "A", "whitelist", value="9", source="извештај"), False),
        (Line("2022", WHOLE, "A", "whitelist", value="9"), True),
        (Line("2022", WHOLE, "A", "whitelist", source="извештај"), True),
        (Line("2022", WHOLE, "A", "whitelist", value="x", source="извештај"), True),
        (Line("2022", WHOLE, "A", "whitelist"), True),
    ],
)  # fmt: skip
def test_who_says_that_a_number_is_published_elsewhere_is_asked_where_and_which(
    line: Line, asked: bool
) -> None:
    found = protected({(WHOLE, "A"): 30}, line)
    assert ("whitelist_source" in set(found.questions["kind"])) is asked


@every(
    ("quarter", "by", "is_remembered"),
    [("2022-Q2", "", False), ("2022-Q1", "", True), ("2022-Q2", "МВР", True)],
)
def test_what_the_tool_hid_in_a_draft_is_not_remembered_and_what_an_official_hid_is(
    quarter: str, by: str, is_remembered: bool
) -> None:
    line = Line(quarter, WHOLE, "A", "hide", why="secondary", decided_by=by)
    found = protected({(WHOLE, "A"): 30}, line, before={(WHOLE, "A"): 20}, published=True)
    kept = {(own.quarter, own.decision, own.why) for own in found.memory.lines}
    assert ((quarter, "hide", "secondary") in kept) is is_remembered


def test_a_sum_that_is_published_elsewhere_waits_for_no_answer_but_to_its_own_question() -> None:
    both = {"reported_by": ("A", "B")}
    plan = plan_with(*(indicator(code, **both) for code in (WHOLE, *PARTS)))
    values = {(WHOLE, "A"): 1200, (PARTS[0], "A"): 1200, (PARTS[1], "A"): 0,
              (WHOLE, "B"): 1000, (PARTS[0], "B"): 400, (PARTS[1], "B"): 600}  # fmt: skip
    line = Line("2022-Q1", WHOLE, "", "whitelist", value="2200", source="извештај")
    table, nothing = rows(plan, QUARTERS[0], values), frame(INDICATORS, [])
    found = protect(plan, QUARTERS[0], table, nothing, Memory((line,)), Policy())
    asked = records(found.questions)
    assert [(row["kind"], row["institution"]) for row in asked] == [("group", None)]
    sums = {row["indicator"]: (row["value"], row["source"]) for row in records(found.totals)}
    assert sums == {WHOLE: (2200, "извештај")}


def with_activities(*codes: str) -> Plan:
    plan = plan_with(indicator(WHOLE), indicator("1.1.1.5", kind=kinds.YES_NO))
    (own,) = plan.activities
    more = (replace(own, code=code, commitment=code[:3]) for code in codes)
    return replace(plan, activities=(own, *more))


@every(
    ("activity", "text", "told", "repeats"),
    [
        ("1.1.1", "Обучени се 7 лица", (), True), ("1.1.1", "Обучени се 8 лица", (), False),
        # Elsewhere in the commitment it may be chance, unless the text tells of so many persons.
        ("1.1.2", "Обучени се 7 лица", (NUMBER,), True), ("1.1.2", "Обучени се 7 лица", (), False),
        ("1.2.1", "Обучени се 7 лица", (NUMBER,), False), ("1.2.1", "7", (), False),
    ],
)  # fmt: skip
def test_a_text_repeats_a_hidden_number_of_its_activity_or_of_persons_of_its_commitment(
    activity: str, text: str, told: tuple[str, ...], repeats: bool
) -> None:
    plan = with_activities("1.1.2", "1.2.1")
    hidden = (HiddenNumber(WHOLE, "1.1.1", "1.1", 7),)
    row = {"quarter": "2022-Q1", "activity": activity, "institution": "A", "progress": text,
           "status": "limited", "commitment": activity[:3]}  # fmt: skip
    asking = TextsAsked(
        plan, QUARTERS[0], Memory(), hidden=hidden, tells=lambda _: told, is_plain=lambda _: True
    )
    _, asked = asking.without("activities", frame(ACTIVITIES, [row]))
    assert [own.kind == REPEATS for own in asked] == ([repeats] if repeats or told else [])


@every(
    ("kind", "text", "is_asked"),
    [("yes_no", "yes", False), ("yes_no", "no", False), ("date", "2022-07-01", False),
     ("text", "Две жени од Охрид", True), ("text", None, False)],
)  # fmt: skip
def test_a_yes_or_a_day_says_nothing_of_a_person_and_words_may(
    kind: str, text: str | None, is_asked: bool
) -> None:
    plan = with_activities()
    row = {"quarter": "2022-Q1", "activity": "1.1.1", "indicator": "1.1.1.5", "institution": "A",
           "kind": kind, "text": text, "commitment": "1.1"}  # fmt: skip
    asking = TextsAsked(plan, QUARTERS[0], Memory())
    _, asked = asking.without("indicators", frame(INDICATORS, [row]))
    assert bool(asked) is is_asked


@every(
    ("activity", "number", "is_asked"),
    [("1.1.1", 0, True), ("1.1.1", 3, False), ("1.1.2", 0, False), ("1.1.2", 3, False)],
)
def test_no_changes_tells_of_a_hidden_nought_of_the_same_activity(
    activity: str, number: int, is_asked: bool
) -> None:
    plan = plan_with(indicator(WHOLE))
    hidden = (HiddenNumber(f"{activity}.1", activity, "1.1", number),)
    row = {"quarter": "2022-Q1", "activity": "1.1.1", "institution": "A", "status": "limited",
           "progress": "Нема промени"}  # fmt: skip
    asking = TextsAsked(plan, QUARTERS[0], Memory(), hidden=hidden)
    _, asked = asking.without("activities", frame(ACTIVITIES, [row]))
    assert bool(asked) is is_asked
