"""No figure of a few persons can be read in what is published, nor worked out from it."""

from dataclasses import replace
from pathlib import Path

import pytest
from persons import PARTS, QUARTERS, WHOLE, Values, indicator, plan_with, rows
from press import SUM, Press, of, shown, why

from ovpsheets import kinds
from ovpsheets.disclosure import (
    Line,
    Memory,
    Policy,
    TextsAsked,
    ask,
    memory_csv,
    protect,
    protect_texts,
    read_memory,
)
from ovpsheets.errors import WorkspaceError
from ovpsheets.tables import ACTIVITIES, INDICATORS, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import Accumulation

# ------------------------------------------------------------------ what the figure itself says


@pytest.mark.parametrize(("number", "is_shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_one_to_four_persons_are_hidden(tmp_path: Path, number: int, is_shown: bool) -> None:
    found = Press(plan_with(indicator(WHOLE)), tmp_path).publish(QUARTERS[0], of(number))
    (row,) = records(found.indicators)
    assert (row["value"], row["flag"]) == ((number, None) if is_shown else (None, "c"))


def test_nought_is_hidden_where_the_setting_says_so(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path, Policy(protect_zeros=True))
    assert shown(press.publish(QUARTERS[0], of(0))) == {f"{WHOLE} A": None}


def test_what_counts_no_persons_is_never_hidden(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, persons=False)), tmp_path)
    assert shown(press.publish(QUARTERS[0], of(3))) == {f"{WHOLE} A": 3}


def test_a_breakdown_has_its_own_threshold(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE), *map(indicator, PARTS)), tmp_path)
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 29, (PARTS[0], "A"): 9, (PARTS[1], "A"): 20})
    assert why(found)[f"{PARTS[0]} A"] == "primary"


# ------------------------------------------------------------------ what can be worked out


def test_nothing_is_hidden_where_everything_is_large(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, reported_by=tuple("ABC"))), tmp_path)
    found = press.publish(QUARTERS[0], of(20, 30, 0))
    assert why(found) == {}
    assert found.questions.empty


def test_without_a_sum_only_the_small_figure_is_hidden(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, reported_by=tuple("ABC"))), tmp_path)
    found = press.publish(QUARTERS[0], of(3, 30, 40))
    assert why(found) == {f"{WHOLE} A": "primary"}
    assert found.totals.empty


def test_a_published_sum_takes_the_smallest_other_figure_with_it(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("ABC")))
    press = Press(plan, tmp_path, Policy(contributors=False))
    found = press.publish(QUARTERS[0], of(3, 30, 40), replace(SUM, value="73"))
    assert why(found) == {f"{WHOLE} A": "primary", f"{WHOLE} B": "secondary"}
    assert records(found.totals)[0]["source"] == SUM.source


def test_a_whole_and_its_parts_do_not_give_a_part_back(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE), *map(indicator, PARTS)), tmp_path)
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 23, (PARTS[0], "A"): 3, (PARTS[1], "A"): 20})
    assert why(found) == {f"{PARTS[0]} A": "primary", f"{PARTS[1]} A": "secondary"}


def test_parts_that_the_plan_names_do_not_give_each_other_back(tmp_path: Path) -> None:
    women, men = "1.1.1.2", "1.1.1.3"
    plan = plan_with(indicator(WHOLE), *(indicator(code, part_of=WHOLE) for code in (women, men)))
    values = {(WHOLE, "A"): 23, (women, "A"): 3, (men, "A"): 20}
    found = Press(plan, tmp_path).publish(QUARTERS[0], values)
    assert why(found) == {f"{women} A": "primary", f"{men} A": "secondary"}


WOMEN_ONLY = plan_with(indicator(WHOLE), indicator(PARTS[0]))


@pytest.mark.parametrize(("left", "is_shown"), [(0, True), (1, False), (9, False), (10, True)])
def test_those_who_are_in_no_part_are_held_to_the_threshold_of_a_part(
    tmp_path: Path, left: int, is_shown: bool
) -> None:
    values = {(WHOLE, "A"): 20 + left, (PARTS[0], "A"): 20}
    found = Press(WOMEN_ONLY, tmp_path).publish(QUARTERS[0], values)
    assert why(found) == ({} if is_shown else {f"{PARTS[0]} A": "secondary"})


CHILDREN = f"{WHOLE}.3"


@pytest.mark.parametrize(
    ("women", "men", "children", "is_shown"),
    [(38, 3, 0, False), (38, 3, 12, False), (38, None, 12, False), (31, None, 12, True),
     (32, None, 12, False), (31, 10, 12, True), (32, 9, 12, False)],
)  # fmt: skip
def test_a_part_that_overlaps_with_others_does_not_give_them_back(
    tmp_path: Path, women: int, men: int | None, children: int, *, is_shown: bool
) -> None:
    plan = plan_with(indicator(WHOLE), *map(indicator, (*PARTS, CHILDREN)))
    values = dict.fromkeys([(WHOLE, "A")], 41) | {
        (PARTS[0], "A"): women, (PARTS[1], "A"): men, (CHILDREN, "A"): children,
    }  # fmt: skip
    found = Press(plan, tmp_path).publish(QUARTERS[0], values)
    assert (f"{PARTS[0]} A" not in why(found)) is is_shown


@pytest.mark.parametrize(
    ("bodies", "men", "is_shown"), [("A", 3, False), ("A", 20, True), ("", None, False)]
)
def test_a_part_that_not_all_bodies_report_is_not_worked_out(
    tmp_path: Path, bodies: str, men: int | None, *, is_shown: bool
) -> None:
    both = {"reported_by": ("A", "B")}
    of_some = [indicator(PARTS[1], reported_by=tuple(bodies))] if bodies else []
    first = both if bodies else {"reported_by": ("A",)}
    plan = plan_with(indicator(WHOLE, **both), indicator(PARTS[0], **first), *of_some)
    values: dict[tuple[str, str], float | None] = {
        (WHOLE, "A"): 38 + (men or 3), (WHOLE, "B"): 60, (PARTS[0], "A"): 38,
    }  # fmt: skip
    values |= {(PARTS[0], "B"): 30, (PARTS[1], "A"): men} if bodies else {}
    found = why(Press(plan, tmp_path).publish(QUARTERS[0], values))
    assert (f"{PARTS[0]} A" not in found) is is_shown
    assert f"{PARTS[0]} B" not in found


@pytest.mark.parametrize("rows_of_men", [{(PARTS[1], "A"): None}, {}])
def test_a_part_that_is_missing_is_not_worked_out(tmp_path: Path, rows_of_men: Values) -> None:
    plan = plan_with(indicator(WHOLE), *map(indicator, PARTS))
    values = {(WHOLE, "A"): 23, (PARTS[0], "A"): 20, **rows_of_men}
    assert why(Press(plan, tmp_path).publish(QUARTERS[0], values))


def test_parts_that_do_not_reach_the_whole_leave_a_rest_too(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE), *map(indicator, PARTS))
    values = {(WHOLE, "A"): 43, (PARTS[0], "A"): 20, (PARTS[1], "A"): 20}
    assert list(why(Press(plan, tmp_path).publish(QUARTERS[0], values)).values()) == ["secondary"]


def test_a_small_growth_of_those_in_no_part_is_hidden(tmp_path: Path) -> None:
    grows = Accumulation.CUMULATIVE
    plan = plan_with(*(indicator(code, accumulation=grows) for code in (WHOLE, PARTS[0])))
    press = Press(plan, tmp_path)
    assert why(press.publish(QUARTERS[0], {(WHOLE, "A"): 50, (PARTS[0], "A"): 20})) == {}
    again = press.publish(QUARTERS[1], {(WHOLE, "A"): 83, (PARTS[0], "A"): 50})
    assert why(again) == {f"{PARTS[0]} A": "secondary"}


def test_a_small_growth_between_published_quarters_is_hidden(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, accumulation=Accumulation.CUMULATIVE)), tmp_path)
    course = [press.publish(q, of(n)) for q, n in zip(QUARTERS, (10, 12, 13, 16), strict=True)]
    assert [shown(found)[f"{WHOLE} A"] for found in course] == [10, None, None, 16]
    assert why(course[1]) == why(course[2]) == {f"{WHOLE} A": "difference"}


def test_a_growth_is_measured_over_quarters_that_were_not_published(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, accumulation=Accumulation.CUMULATIVE)), tmp_path)
    press.publish(QUARTERS[0], of(10))
    assert why(press.publish(QUARTERS[3], of(13))) == {f"{WHOLE} A": "difference"}


def test_a_growth_over_the_baseline_of_the_plan_is_hidden(tmp_path: Path) -> None:
    one = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, baseline=25)
    found = Press(plan_with(one), tmp_path).publish(QUARTERS[0], of(27))
    assert why(found) == {f"{WHOLE} A": "difference"}


def test_the_value_before_is_shown_only_as_it_was_published(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path)
    course = zip(QUARTERS, (3, 30, 40), strict=False)
    found = [press.publish(quarter, of(count)).indicators for quarter, count in course]
    assert [r["previous_value"] for own in found for r in records(own)] == [None, None, 30]


def test_a_completed_figure_that_was_hidden_stays_hidden_when_it_is_repeated(
    tmp_path: Path,
) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("AB")))
    press = Press(plan, tmp_path, Policy(contributors=False))
    press.publish(QUARTERS[0], of(3, 30), replace(SUM, value="33"))
    assert why(press.publish(QUARTERS[1], of(3, 30)))[f"{WHOLE} B"] == "remembered"


def test_a_percentage_does_not_give_a_hidden_count_back(tmp_path: Path) -> None:
    share = indicator("1.1.1.2", kind=kinds.PERCENT, persons=False)
    press = Press(plan_with(indicator(WHOLE), share), tmp_path)
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 3, ("1.1.1.2", "A"): 50})
    assert why(found)["1.1.1.2 A"] == "percent"


def test_a_percentage_that_makes_few_persons_of_a_published_count_is_hidden(
    tmp_path: Path,
) -> None:
    plan = plan_with(indicator(WHOLE), indicator("1.1.1.2", kind=kinds.PERCENT))
    found = Press(plan, tmp_path).publish(QUARTERS[0], {(WHOLE, "A"): 20, ("1.1.1.2", "A"): 10})
    assert why(found) == {"1.1.1.2 A": "percent"}


def test_a_percentage_of_an_unknown_number_of_persons_is_asked_about(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, kind=kinds.PERCENT)), tmp_path)
    first = press.publish(QUARTERS[0], of(40))
    assert list(first.questions["kind"]) == ["percent"]
    (line,) = press.memory.decided("ask")
    press.memory = Memory((*press.memory.lines, replace(line, answer="да")))
    press.published = frame(INDICATORS, [])
    again = press.publish(QUARTERS[0], of(40))
    assert (shown(again), again.questions.empty) == ({f"{WHOLE} A": 40}, True)


# ------------------------------------------------------------------ what officials decide


def test_a_published_sum_that_leaves_no_doubt_is_asked_about(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, reported_by=tuple("AB"))), tmp_path)
    found = press.publish(QUARTERS[0], of(3, 0), replace(SUM, value="3"))
    assert list(found.questions["kind"]) == ["whitelist_reveals"]
    assert found.totals.empty


def test_a_published_sum_that_says_what_a_baseline_leaves_open_is_asked_about(
    tmp_path: Path,
) -> None:
    grows = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, baseline=4)
    press = Press(plan_with(grows), tmp_path)
    found = press.publish(QUARTERS[0], of(4), replace(SUM, value="4"))
    assert list(found.questions["kind"]) == ["whitelist_reveals"]


def test_a_sum_without_its_source_does_not_count_and_is_asked_about(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE, reported_by=tuple("AB"))), tmp_path)
    found = press.publish(QUARTERS[0], of(3, 30), replace(SUM, source=""))
    assert list(found.questions["kind"]) == ["whitelist_source"]
    assert found.totals.empty


@pytest.mark.parametrize(("decision", "number", "result"), [("hide", 40, None), ("show", 3, 3)])
def test_an_official_decides(
    tmp_path: Path, decision: str, number: int, result: int | None
) -> None:
    line = Line("2022-Q1", WHOLE, "A", decision, reason="договорено", decided_by="МВР")
    press = Press(plan_with(indicator(WHOLE)), tmp_path)
    assert shown(press.publish(QUARTERS[0], of(number), line)) == {f"{WHOLE} A": result}


def test_what_is_shown_by_decision_does_not_give_a_hidden_figure_back_unasked(
    tmp_path: Path,
) -> None:
    values = {(WHOLE, "A"): 23, (PARTS[0], "A"): 3, (PARTS[1], "A"): 20}
    line = Line("2022-Q1", PARTS[1], "A", "show", reason="познато", decided_by="МВР")
    whole = replace(line, indicator=WHOLE)
    press = Press(plan_with(indicator(WHOLE), *map(indicator, PARTS)), tmp_path)

    first = press.publish(QUARTERS[0], values, line)
    assert (list(first.questions["kind"]), why(first)[f"{WHOLE} A"]) == ([], "secondary")

    press = Press(press.plan, tmp_path)
    both = press.publish(QUARTERS[0], values, line, whole)
    assert list(both.questions["kind"]) == ["show_reveals"]
    assert why(both) == {f"{PARTS[0]} A": "primary", f"{PARTS[1]} A": "secondary"}

    (asked,) = press.memory.decided("ask")
    press = Press(press.plan, tmp_path, memory=press.memory)
    allowed = press.publish(QUARTERS[0], values, replace(asked, answer="да"))
    assert (why(allowed), allowed.questions.empty) == ({f"{PARTS[0]} A": "primary"}, True)


def test_a_whole_of_nobody_is_not_shown_unasked_where_noughts_are_protected(
    tmp_path: Path,
) -> None:
    plan = plan_with(indicator(WHOLE), *map(indicator, PARTS))
    line = Line("2022-Q1", WHOLE, "A", "show", reason="познато", decided_by="МВР")
    press = Press(plan, tmp_path, Policy(protect_zeros=True))
    values = {(WHOLE, "A"): 0, (PARTS[0], "A"): 0, (PARTS[1], "A"): 0}
    assert list(press.publish(QUARTERS[0], values, line).questions["kind"]) == ["show_reveals"]


def test_a_share_shown_by_decision_beside_a_hidden_count_is_asked_about(tmp_path: Path) -> None:
    share = indicator("1.1.1.2", kind=kinds.PERCENT, persons=False)
    press = Press(plan_with(indicator(WHOLE), share), tmp_path)
    line = Line("2022-Q1", share.code, "A", "show", reason="познато", decided_by="МВР")
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 3, (share.code, "A"): 50}, line)
    assert list(found.questions["kind"]) == ["show_reveals"]
    assert why(found)["1.1.1.2 A"] == "percent"


def test_a_line_of_an_official_stands_over_that_of_the_tool_wherever_it_is_put(
    tmp_path: Path,
) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path)
    press.publish(QUARTERS[0], of(3))
    line = Line("2022-Q1", WHOLE, "A", "show", reason="веќе е познато", decided_by="МВР")
    press.memory = Memory((line, *press.memory.lines))
    assert shown(press.publish(QUARTERS[0], of(3))) == {f"{WHOLE} A": 3}


@pytest.mark.parametrize(
    "line",
    [
        Line("Q1 2022", "1,1,1,1.", "а", "Скриј"),  # all of it typed in Cyrillic
        Line("2022-Q1", WHOLE, "", "hide"),  # only one institution reports it
        Line("2022-q1", WHOLE, "A", "hide", why="safe"),  # the tool's own line, changed
    ],
)
def test_a_line_is_understood_however_it_is_typed(tmp_path: Path, line: Line) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path)
    found = press.publish(QUARTERS[0], of(40), line)
    assert (why(found), found.questions.empty) == ({f"{WHOLE} A": "remembered"}, True)


@pytest.mark.parametrize(
    "line",
    [
        Line("2022-Q5", WHOLE, "A", "hide"),
        Line("2022-Q1", "9.9.9.9", "A", "hide"),
        Line("2022-Q1", WHOLE, "МТСП", "hide"),
        Line("2022-Q1", WHOLE, "B", "hide"),  # which does not report it
        Line("2022-Q1", WHOLE, "A", "можеби"),
        Line("2022", WHOLE, "A", "show"),
    ],
)
def test_a_line_that_names_nothing_is_asked_about_and_kept(tmp_path: Path, line: Line) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path)
    found = press.publish(QUARTERS[0], of(40), line)
    assert list(found.questions["kind"]) == ["unknown_line"]
    assert line in press.memory.lines


def test_a_cell_once_hidden_stays_hidden_when_its_quarter_is_published_again(
    tmp_path: Path,
) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path)
    press.publish(QUARTERS[0], of(3))
    assert why(press.publish(QUARTERS[0], of(30))) == {f"{WHOLE} A": "remembered"}


@pytest.mark.parametrize("forgets", [False, True])
def test_what_was_hidden_before_keeps_its_protection_in_later_quarters(
    tmp_path: Path, forgets: bool
) -> None:
    plan = plan_with(indicator(WHOLE, accumulation=Accumulation.CUMULATIVE))
    press = Press(plan, tmp_path, forgets=forgets)
    press.publish(QUARTERS[0], of(2))
    assert why(press.publish(QUARTERS[1], of(3))) == {f"{WHOLE} A": "primary"}
    assert why(press.publish(QUARTERS[2], of(8))) == {}


def test_a_draft_that_was_not_published_is_decided_anew(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE)), tmp_path)
    press.publish(QUARTERS[0], of(3))
    press.published = frame(INDICATORS, [])
    assert why(press.publish(QUARTERS[0], of(30))) == {}


# ------------------------------------------------------------------ texts


def test_a_note_on_persons_waits_for_a_yes_and_a_changed_one_waits_again() -> None:
    plan = plan_with(indicator(WHOLE))
    table = rows(plan, QUARTERS[0], of(30), note="Жени од Ресен")
    nothing = frame(INDICATORS, [])

    first = protect(plan, QUARTERS[0], table, nothing, Memory(), Policy())
    assert list(first.indicators["note"].isna()) == [True]
    (question,) = first.memory.decided("ask")
    assert list(first.questions["text"]) == ["Жени од Ресен"]

    yes = Memory((*first.memory.lines, replace(question, answer="Да")))
    assert list(protect(plan, QUARTERS[0], table, nothing, yes, Policy()).indicators["note"]) == [
        "Жени од Ресен"
    ]
    changed = rows(plan, QUARTERS[0], of(30), note="Жени од Ресен, 34 години")
    again = protect(plan, QUARTERS[0], changed, nothing, yes, Policy())
    assert (len(again.questions), list(again.indicators["note"].isna())) == (1, [True])


def test_no_leaves_a_text_out_and_is_no_open_question() -> None:
    plan = plan_with(indicator(WHOLE))
    table = frame(ACTIVITIES, [{"quarter": "2022-Q1", "activity": "1.1.1", "institution": "A",
                                "progress": "Две жени од Охрид", "status": "limited"}])  # fmt: skip
    first = protect_texts(TextsAsked(plan, QUARTERS[0], Memory()), table)
    (question,) = first.memory.decided("ask")
    refused = Memory((replace(question, answer="не"),))
    no = protect_texts(TextsAsked(plan, QUARTERS[0], refused), table)
    assert (list(no.activities["progress"].isna()), len(no.questions)) == ([True], 0)


def test_every_question_says_what_is_asked(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE))
    table = rows(plan, QUARTERS[0], of(30), note="по барање", source="регистар", text="сместена")
    found = protect(plan, QUARTERS[0], table, frame(INDICATORS, []), Memory(), Policy())
    assert len({ask(row, Texts("mk")) for _, row in found.questions.iterrows()}) == 3


# ------------------------------------------------------------------ the file


def test_the_memory_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    line = Line("2022-Q1", WHOLE, "A", "hide", reason="=1+1\nи „ред“", decided_by="МВР")
    asked = Line("2022-Q1", WHOLE, "A", "ask", text="-жена", why="free_text", question="q:1")
    path = tmp_path / "disclosure.csv"
    path.write_bytes(memory_csv(Memory((line, asked))))
    assert set(read_memory(path).lines) == {line, asked}
    assert b"\n=1" not in path.read_bytes()
    assert b",=1" not in path.read_bytes()


def test_a_damaged_memory_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "disclosure.csv"
    path.write_text("a;b\n", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        read_memory(path)


def test_the_same_figures_are_decided_alike(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("ABC")), *map(indicator, PARTS))
    values = {**of(3, 30, 40), (PARTS[0], "A"): 1, (PARTS[1], "A"): 2}
    backwards = dict(reversed(list(values.items())))
    table, turned = rows(plan, QUARTERS[0], values), rows(plan, QUARTERS[0], backwards)
    nothing = frame(INDICATORS, [])
    one, two = (protect(plan, QUARTERS[0], t, nothing, Memory(), Policy()) for t in (table, turned))
    assert memory_csv(one.memory) == memory_csv(two.memory)
