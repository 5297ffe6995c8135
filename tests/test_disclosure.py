"""No figure of a few persons can be read in what is published, nor worked out from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attacker import Attacker, Key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from persons import PARTS, QUARTERS, SHARE, WHOLE, Values, indicator, plan_with, rows
from press import SUM, Press, of, shown, why

from ovpsheets import kinds
from ovpsheets.disclosure import (
    Line,
    Memory,
    Policy,
    ask,
    memory_csv,
    protect,
    protect_texts,
    read_memory,
)
from ovpsheets.errors import WorkspaceError
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
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
    press = Press(plan_with(indicator(WHOLE, reported_by=tuple("ABC"))), tmp_path)
    found = press.publish(QUARTERS[0], of(3, 30, 40), replace(SUM, value="73"))
    assert why(found) == {f"{WHOLE} A": "primary", f"{WHOLE} B": "secondary"}
    assert records(found.totals)[0]["source"] == SUM.source


def test_a_whole_and_its_parts_do_not_give_a_part_back(tmp_path: Path) -> None:
    press = Press(plan_with(indicator(WHOLE), *map(indicator, PARTS)), tmp_path)
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 23, (PARTS[0], "A"): 3, (PARTS[1], "A"): 20})
    assert why(found) == {f"{PARTS[0]} A": "primary", f"{PARTS[1]} A": "secondary"}


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
    press.publish(QUARTERS[0], of(3))
    press.publish(QUARTERS[1], of(30))
    press.publish(QUARTERS[2], of(40))
    before = [r["previous_value"] for r in records(press.published)]
    assert before == [None, None, 30]


def test_a_completed_figure_that_was_hidden_stays_hidden_when_it_is_repeated(
    tmp_path: Path,
) -> None:
    press = Press(plan_with(indicator(WHOLE, reported_by=tuple("AB"))), tmp_path)
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
    first = protect_texts(plan, QUARTERS[0], table, Memory())
    (question,) = first.memory.decided("ask")
    no = protect_texts(plan, QUARTERS[0], table, Memory((replace(question, answer="не"),)))
    assert (list(no.activities["progress"].isna()), len(no.questions)) == ([True], 0)


def test_every_question_says_what_is_asked(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE))
    table = rows(plan, QUARTERS[0], of(30), note="н", source="и", text="т")
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


# ------------------------------------------------------------------ the attack


@dataclass(frozen=True)
class Course:
    """A plan and what became of it: (quarter, values) as published, one after another."""

    plan: Plan
    published: tuple[tuple[Quarter, Values], ...]
    sums: bool  # whether the sum over the institutions of each quarter is whitelisted
    year: str | None  # whose sum over the year is: "" for all institutions'; None for nobody's
    hides: frozenset[tuple[str, str]]  # quarter and institution that an official hides
    shows: frozenset[tuple[str, str, str]]  # quarter, indicator, institution: shown by decision


@st.composite
def courses(draw: st.DrawFn) -> Course:
    institutions = tuple("ABC"[: draw(st.integers(1, 3))])
    accumulation = draw(st.sampled_from(list(Accumulation)))
    parts = PARTS[: draw(st.sampled_from([0, 2]))]
    baseline = draw(st.one_of(st.none(), st.integers(0, 30)))
    usual: dict[str, Any] = {"reported_by": institutions, "accumulation": accumulation}
    share = indicator(SHARE, kind=kinds.PERCENT, **usual)
    plan = plan_with(
        indicator(WHOLE, baseline=baseline, **usual),
        *(indicator(code, **usual) for code in parts),
        *((share,) if draw(st.booleans()) else ()),
    )
    truth = draw(truths(plan, parts, baseline or 0))
    chosen = [q for q in QUARTERS if draw(st.booleans())] or [QUARTERS[0]]
    course = [(quarter, truth[quarter]) for quarter in chosen]
    if draw(st.booleans()):  # a quarter that is published is corrected and published again
        quarter = draw(st.sampled_from(chosen))
        who, code = draw(st.sampled_from(institutions)), (parts or (WHOLE,))[0]
        more, corrected = draw(st.integers(1, 12)), dict(truth[quarter])
        for changed in {code, WHOLE}:
            corrected[changed, who] = (corrected[changed, who] or 0) + more
        course.append((quarter, corrected))
    # Noughts are never hidden for others' sake, so hiding one by hand promises nothing.
    some = [(str(q), who) for q in chosen for who in institutions if truth[q][WHOLE, who]]
    hides = st.frozensets(st.sampled_from(some), max_size=2) if some else st.just(frozenset())
    year = draw(st.sampled_from([None, "", *institutions]))
    every = sorted(
        (str(q), *key) for q in chosen for key in truth[q] if (str(q), key[1]) not in some
    )
    shows = st.frozensets(st.sampled_from(every), max_size=3) if every else st.just(frozenset())
    return Course(plan, tuple(course), draw(st.booleans()), year, draw(hides), draw(shows))


@st.composite
def truths(
    draw: st.DrawFn, plan: Plan, parts: Sequence[str], baseline: int
) -> dict[Quarter, dict[tuple[str, str], float | None]]:
    """Draw what each quarter holds; a cumulative indicator grows from its baseline."""
    whole, *_ = plan.indicators
    is_cumulative = whole.accumulation is Accumulation.CUMULATIVE
    shares = any(item.code == SHARE for item in plan.indicators)
    number = st.one_of(st.integers(0, 6), st.integers(0, 40))
    codes, first = tuple(parts) or (WHOLE,), whole.reported_by[0]
    before = {(codes[0], first): baseline} if is_cumulative else {}
    found: dict[Quarter, dict[tuple[str, str], float | None]] = {}
    for quarter in QUARTERS:
        grown = before if is_cumulative else {}
        before = {
            (code, who): grown.get((code, who), 0) + draw(number)
            for code in codes
            for who in whole.reported_by
        }
        wholes = {(WHOLE, w): sum(before[code, w] for code in codes) for w in whole.reported_by}
        values: dict[tuple[str, str], float | None] = {**before, **wholes}
        for who in whole.reported_by if shares else ():
            count = wholes[WHOLE, who]
            if count:
                values[SHARE, who] = round(100 * draw(st.integers(0, count)) / count)
        found[quarter] = values
    return found


def attack(
    press: Press, truth: Mapping[Key, float], floor: int, *, plan_alone: bool = False
) -> Attacker:
    """Return somebody who knows all that was published, and what holds in truth.

    *plan_alone*: who saw no figure but noughts, and knows what the plan says.
    """
    newest = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    newest = {key: row for key, row in newest.items() if key[1] != SHARE}
    shown = {key: r["value"] for key, r in newest.items() if r["value"] is not None}
    shown = {key: value for key, value in shown.items() if not (plan_alone and value)}
    attacker = Attacker(shown, [key for key in newest if key not in shown], floor)
    for own in press.plan.indicators:
        if own.accumulation is not Accumulation.CUMULATIVE:
            continue
        for who in own.reported_by:
            cells = sorted(k for k in newest if k[1:] == (own.code, who))
            for a, b in pairwise(cells):
                if truth[a] <= truth[b]:
                    attacker.learn({b: 1, a: -1}, 0)
        for quarter in {key[0] for key in newest} if own.baseline is not None else ():
            cells = [key for key in newest if key[:2] == (quarter, own.code)]
            if len(cells) == len(own.reported_by):
                attacker.learn(dict.fromkeys(cells, 1), float(own.baseline or 0))
    for quarter, who in sorted({(q, who) for q, _, who in newest}):
        if (quarter, PARTS[0], who) in newest:
            attacker.learn(
                {(quarter, WHOLE, who): 1, **{(quarter, p, who): -1 for p in PARTS}}, 0, 0
            )
    for line in () if plan_alone else press.memory.decided("whitelist"):
        cells = [
            key for key in newest
            if key[0].startswith(line.quarter) and key[1] == line.indicator
            and line.institution in ("", key[2])
        ]  # fmt: skip
        attacker.learn(dict.fromkeys(cells, 1), float(line.value), float(line.value))
    return attacker


def sums(course: Course, number: int) -> Iterator[Line]:
    """Yield what is published elsewhere when the course has come to its publication *number*."""
    quarter, values = course.published[number]
    if course.sums:
        whole = sum(value or 0 for (code, _), value in values.items() if code == WHOLE)
        yield elsewhere(str(quarter), "", whole)
    newest = dict(course.published[: number + 1])
    quarterly = course.plan.indicators[0].accumulation is Accumulation.QUARTERLY
    if course.year is not None and quarterly and len(newest) == len(QUARTERS):
        yield elsewhere("2022", course.year, sum(
            value or 0
            for of_quarter in newest.values()
            for (code, who), value in of_quarter.items()
            if code == WHOLE and course.year in ("", who)
        ))  # fmt: skip


def elsewhere(quarter: str, institution: str, value: float) -> Line:
    return Line(
        quarter, WHOLE, institution, "whitelist", value=f"{value:g}", source="Извештај, стр. 7"
    )


def by_hand(course: Course) -> Iterator[Line]:
    for quarter, who in sorted(course.hides):
        yield Line(quarter, WHOLE, who, "hide", reason="договорено", decided_by="МВР")
    for quarter, code, who in sorted(course.shows):
        yield Line(quarter, code, who, "show", reason="веќе е познато", decided_by="МВР")


@given(course=courses(), protect_zeros=st.booleans())
@settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_nobody_can_narrow_a_hidden_figure_below_its_protection(
    tmp_path: Path, course: Course, protect_zeros: bool
) -> None:
    press = Press(course.plan, tmp_path, Policy(protect_zeros=protect_zeros))
    press.memory = Memory(tuple(by_hand(course)))
    truth: dict[Key, float] = {}
    hidden: dict[Key, dict[str, Any]] = {}
    for number, (quarter, values) in enumerate(course.published):
        press.memory = replace_sum(press.memory, list(sums(course, number)))
        found = press.publish(quarter, values)
        # Without an answer a share is left out, and so is what was to be shown by decision.
        if not set(found.questions["kind"]) <= {"percent", "show_reveals"}:
            return  # blocked: an official has to decide
        truth |= {(str(quarter), *key): value or 0 for key, value in values.items()}
        hidden = {key: row for key, row in hidden.items() if key[0] != str(quarter)}
        for row in records(found.hidden):
            hidden[row["quarter"], row["indicator"], row["institution"]] = row
        attacker = attack(press, truth, floor=0)
        for key, row in hidden.items():
            if key[1] == SHARE:
                continue
            low, high = attacker.interval((key, 1))
            assert low <= truth[key] <= high, (key, truth[key], low, high)
            assert high - low + 1 >= row["width"], (key, row["why"], low, high)
            if row["why"] == "primary":
                least = 0 if protect_zeros else 1
                if low > least:  # more cannot be kept secret where the plan itself says so
                    of_plan = attack(press, truth, floor=0, plan_alone=True)
                    assert low <= of_plan.interval((key, 1))[0], (key, low, high)
                assert high >= least + row["width"] - 1, (key, low, high)
    careful = attack(press, truth, floor=0 if protect_zeros else 1)
    for key in hidden:
        if key[1] != SHARE:
            low, high = careful.interval((key, 1))
            assert low < high, (key, hidden[key]["why"], low)
    no_growth_is_known(press, careful, truth)
    no_share_tells_of_a_few(press, careful)


def no_growth_is_known(press: Press, attacker: Attacker, truth: Mapping[Key, float]) -> None:
    """Few new ones since the quarter before can be any few, as far as anybody can tell."""
    for own in press.plan.indicators:
        if own.accumulation is not Accumulation.CUMULATIVE or own.code == SHARE:
            continue
        policy = press.policy
        few = policy.threshold_breakdown if own.code in PARTS else policy.threshold
        for who in own.reported_by:
            cells = sorted(k for k in attacker.hidden if k[1:] == (own.code, who))
            every = sorted({*cells, *(k for k in attacker.shown if k[1:] == (own.code, who))})
            for a, b in pairwise(every):
                if {a, b} & set(cells) and 0 < truth[b] - truth[a] < few:
                    low, high = attacker.interval((b, 1), (a, -1))
                    assert low <= 1, (a, b, low, high)
                    assert high >= few - 1, (a, b, low, high)


def no_share_tells_of_a_few(press: Press, attacker: Attacker) -> None:
    """Of a published share the count is published, and neither it nor the rest is of a few."""
    every = records(press.published)
    newest = {(r["quarter"], r["indicator"], r["institution"]): r for r in every}
    for (quarter, code, who), row in newest.items():
        if code != SHARE or row["value"] is None:
            continue
        count = newest[quarter, WHOLE, who]["value"]
        if count is None:  # then it was hidden in a revision, and the share was public already
            told = [r["value"] for r in every if r["quarter"] == quarter and r["indicator"] == SHARE
                    and r["institution"] == who]  # fmt: skip
            assert told.count(row["value"]) > 1, (quarter, who)
            continue
        possible = [k for k in range(int(count) + 1) if round(100 * k / count) == row["value"]]
        few = press.policy.threshold
        # No number at all where the count was corrected and the share was not.
        of_few = [0 < k < few or 0 < count - k < few for k in possible]
        assert not of_few or not all(of_few), (quarter, who)


def replace_sum(memory: Memory, lines: Sequence[Line]) -> Memory:
    ids = {line.id for line in lines}
    return Memory((*(line for line in memory.lines if line.id not in ids), *lines))


def test_the_same_figures_are_decided_alike(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("ABC")), *map(indicator, PARTS))
    values = {**of(3, 30, 40), (PARTS[0], "A"): 1, (PARTS[1], "A"): 2}
    backwards = dict(reversed(list(values.items())))
    table, turned = rows(plan, QUARTERS[0], values), rows(plan, QUARTERS[0], backwards)
    nothing = frame(INDICATORS, [])
    one, two = (protect(plan, QUARTERS[0], t, nothing, Memory(), Policy()) for t in (table, turned))
    assert memory_csv(one.memory) == memory_csv(two.memory)
