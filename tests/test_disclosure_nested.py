"""Parts of parts, and two breakdowns of one whole: nobody narrows a hidden figure by both.

``ATTACKS=1000 pytest tests/test_disclosure_nested.py --hypothesis-seed=1`` makes 1,000 random
courses instead of the same few every time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from attacker import Attacker, Key
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from persons import PARTS, QUARTERS, WHOLE, Values, indicator, plan_with
from press import ATTACKS, Press, why

from ovpsheets.disclosure import Line, Policy, readers
from ovpsheets.disclosure.families import Sum
from ovpsheets.disclosure.noticed import question
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation

WOMEN, MEN = PARTS
GIRLS, BOYS = (f"{WOMEN}.1", f"{WOMEN}.2"), (f"{MEN}.1", f"{MEN}.2")  # younger and older of each
MINORS, ADULTS = CROSSING = ("1.1.1.3", "1.1.1.4")  # of all again, though nothing says so
BESIDE = ("1.1.1.5", "1.1.1.6")  # that the plan says to be parts

Tree = Mapping[str, Sequence[str]]
"""By a whole, its parts as the plan says them."""

SHAPES: Final[Sequence[tuple[Tree, Sequence[Sequence[str]], Sequence[str]]]] = (
    ({WHOLE: PARTS, WOMEN: GIRLS}, (), ()),
    ({WHOLE: PARTS, WOMEN: GIRLS, MEN: BOYS}, (), ()),
    ({WHOLE: PARTS, WOMEN: GIRLS[:1]}, (), ()),
    ({WHOLE: PARTS}, (CROSSING,), ()),
    ({WHOLE: PARTS, WOMEN: GIRLS}, (CROSSING,), ()),
    ({}, (BESIDE, CROSSING), ()),
    ({WHOLE: BESIDE, BESIDE[0]: CROSSING}, (), ()),
    ({WHOLE: PARTS}, (CROSSING,), CROSSING),
    ({WHOLE: PARTS[:1]}, ((WOMEN, MINORS),), ()),  # these are not said to be the rest
)
"""What the plan says of parts, what besides adds up to the whole, and what of that it says, too."""


@dataclass(frozen=True)
class Course:
    """A plan, and what was published, one after another."""

    plan: Plan
    tree: Tree
    crossing: Sequence[Sequence[str]]
    published: tuple[tuple[Quarter, Values], ...]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Say it in the few lines that a failure is understood by; Hypothesis asks for them."""
        asked = (f"{own.code} {own.accumulation}, {own.baseline}" for own in self.plan.indicators)
        course = (f"{quarter}: {dict(values)}" for quarter, values in self.published)
        printer.text("\n".join(("", *asked, f"{self.tree} {self.crossing}", *course)))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    tree, crossing, too = draw(st.sampled_from(SHAPES))
    accumulation = draw(st.sampled_from(list(Accumulation)))
    is_cumulative = accumulation is Accumulation.CUMULATIVE
    who = tuple("AB"[: draw(st.integers(1, 2))])
    baseline = draw(st.integers(0, 20)) if is_cumulative and draw(st.booleans()) else None
    part_of = {part: whole for whole, parts in tree.items() for part in parts}
    part_of |= dict.fromkeys(too, WHOLE)
    codes = sorted({*part_of, *(code for codes in crossing for code in codes)})
    usual: dict[str, Any] = {"reported_by": who, "accumulation": accumulation}
    plan = plan_with(
        indicator(WHOLE, baseline=baseline, **usual),
        *(indicator(code, part_of=part_of.get(code, ""), **usual) for code in codes),
    )
    path = _down(tree, crossing)
    sofar = {(code, body): 0 for code in (WHOLE, *codes) for body in who}
    for code in path:
        sofar[code, who[0]] = baseline or 0
    course: list[tuple[Quarter, Values]] = []
    for quarter in QUARTERS:
        new = {key: n for body in who for key, n in draw(grown(tree, crossing, body)).items()}
        sofar = {key: (sofar[key] if is_cumulative else 0) + n for key, n in new.items()}
        if draw(st.integers(0, 3)):
            course.append((quarter, sofar))
    if course and draw(st.integers(0, 2)) == 0:  # a quarter is corrected and published again
        quarter, values = draw(st.sampled_from(course))
        body, more = draw(st.sampled_from(who)), draw(st.integers(1, 12))
        also = {(code, body): values[code, body] or 0 for code in path}
        course.append((quarter, {**values, **{key: n + more for key, n in also.items()}}))
    leaves = [code for code in codes if code not in tree]
    nobody = {
        (draw(st.sampled_from(leaves)), draw(st.sampled_from(who))): None
    }  # has a number: [x]
    absent = draw(st.frozensets(st.sampled_from(QUARTERS), max_size=1))  # nor when it is corrected
    published = ((q, {**own, **nobody} if q in absent else own) for q, own in course)
    return Course(plan, tree, crossing, tuple(published))


def _down(tree: Tree, crossing: Sequence[Sequence[str]]) -> list[str]:
    """Return the codes that have more where the whole has more, of one part each."""
    found, code = [WHOLE], WHOLE
    while code in tree:
        code = tree[code][0]
        found.append(code)
    return [*found, *(codes[0] for codes in crossing)]


@st.composite
def grown(
    draw: st.DrawFn, tree: Tree, crossing: Sequence[Sequence[str]], body: str
) -> dict[tuple[str, str], int]:
    """Draw how many are new in every figure of a body."""
    number = st.one_of(st.integers(0, 6), st.integers(0, 40))
    found: dict[tuple[str, str], int] = {}

    def of(code: str) -> int:
        parts = tree.get(code, ())
        of_none = draw(number) if len(parts) < 2 else 0
        found[code, body] = of_none + sum(of(part) for part in parts)
        return found[code, body]

    whole = of(WHOLE)
    for one, other in crossing:
        if (one, body) not in found:
            found[one, body] = draw(st.integers(0, whole))
        found[other, body] = whole - found[one, body]
    return found


def attack(press: Press, course: Course, truth: Mapping[Key, float]) -> Attacker:
    """Return somebody who knows all that was published, and what adds up to what."""
    every = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    rows = {key: r for key, r in every.items() if r["value"] is not None or r["flag"] == "c"}
    shown = {key: row["value"] for key, row in rows.items() if row["value"] is not None}
    attacker = Attacker(shown, [key for key in rows if key not in shown])
    for own in course.plan.indicators if _is_cumulative(course.plan) else ():
        for body in own.reported_by:
            cells = sorted(key for key in rows if key[1:] == (own.code, body))
            for before, after in pairwise(cells):
                if truth[after] >= truth[before]:
                    attacker.learn({after: 1, before: -1}, 0)
    for quarter, _, body in [key for key in rows if key[1] == WHOLE]:
        for whole, parts in (*course.tree.items(), *((WHOLE, codes) for codes in course.crossing)):
            below = [key for part in parts if (key := (quarter, part, body)) in rows]
            if not below or (quarter, whole, body) not in rows:
                continue
            terms = {(quarter, whole, body): 1} | dict.fromkeys(below, -1)
            left = sum(sign * truth[key] for key, sign in terms.items())
            adds_up = left == 0 and len(below) == len(parts) > 1
            if adds_up or (left >= 0 and whole in course.tree and parts not in course.crossing):
                attacker.learn(terms, 0, 0 if adds_up else np.inf)
    return attacker


def _is_cumulative(plan: Plan) -> bool:
    return plan.indicators[0].accumulation is Accumulation.CUMULATIVE


@given(course=courses(), zeros=st.booleans(), contributors=st.booleans())
@settings(
    max_examples=ATTACKS or 4, deadline=None, derandomize=not ATTACKS, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_nobody_narrows_a_figure_by_parts_of_parts_or_by_two_breakdowns(
    tmp_path: Path, course: Course, zeros: bool, contributors: bool
) -> None:
    policy = Policy(protect_zeros=zeros, contributors=contributors)
    press = Press(course.plan, tmp_path, policy)
    truth: dict[Key, float] = {}
    hidden: dict[Key, Mapping[str, Any]] = {}
    for number, (quarter, values) in enumerate(course.published):
        found = press.publish(quarter, values)
        assert set(found.questions["kind"]) <= {"sum_noticed"}
        truth |= {(str(quarter), *key): value or 0 for key, value in values.items()}
        hidden = {key: row for key, row in hidden.items() if key[0] != str(quarter)}
        for row in records(found.hidden):
            hidden[row["quarter"], row["indicator"], row["institution"]] = row
        is_last = number == len(course.published) - 1
        if is_last or quarter in dict(course.published[number + 1 :]):
            nothing_is_narrowed(attack(press, course, truth), truth, hidden)
    quarters = [quarter for quarter, _ in course.published]
    once = {key for key in hidden if quarters.count(Quarter.parse(key[0])) == 1}
    small = {key for key in once if hidden[key]["why"] == "primary"}
    any_few_are_possible(attack(press, course, truth), hidden, small, least=1 - zeros)


def nothing_is_narrowed(
    attacker: Attacker, truth: Mapping[Key, float], hidden: Mapping[Key, Mapping[str, Any]]
) -> None:
    """Of every hidden figure as many numbers are possible as its protection says."""
    nobody = Attacker({}, list(truth), facts=attacker.facts)
    for key, row in hidden.items():
        low, high = attacker.interval((key, 1))
        assert low <= truth[key] <= high, (key, truth[key], low, high)
        if high - low + 1 < row["width"]:  # what adds up may tell it alone
            alone_low, alone_high = nobody.interval((key, 1))
            assert high - low == alone_high - alone_low, (key, row["why"], low, high)


def any_few_are_possible(
    attacker: Attacker, hidden: Mapping[Key, Mapping[str, Any]], small: Iterable[Key],
    *, least: int,
) -> None:  # fmt: skip
    """Of a small figure any of a few is possible, unless fewer are at all.

    What was shown before a correction cannot be taken back, and may say that it is none of these.
    """
    for key in small:
        low, high = attacker.interval((key, 1))
        if high - low + 1 >= hidden[key]["width"]:
            assert low <= least, (key, low, high)
            assert high >= least + hidden[key]["width"] - 1, (key, low, high)


# ------------------------------------------------------------------ by chance


BY_CHANCE: Final = {WHOLE: 38, WOMEN: 38, MEN: 0, MINORS: 10, ADULTS: 28}
"""The women are all, so that minors and adults add up to the women, too."""


def hidden_of(folder: Path, figures: Mapping[str, int], *lines: Line, zeros: bool) -> set[str]:
    press = Press(plan_with(*map(indicator, figures)), folder, Policy(protect_zeros=zeros))
    values = {(code, "A"): number for code, number in figures.items()}
    return {name.split()[0] for name in why(press.publish(QUARTERS[0], values, *lines))}


def told_by(figures: Mapping[str, int], hidden: set[str], *sums: Sequence[str]) -> bool:
    """Tell whether only nought is possible of the men to who believes *sums*."""
    shown = {(Q1, c, "A"): float(n) for c, n in figures.items() if c not in hidden}
    attacker = Attacker(shown, [(Q1, code, "A") for code in sorted(hidden)])
    for whole, *parts in ((WHOLE, *PARTS), *sums):
        attacker.learn({(Q1, whole, "A"): 1} | {(Q1, part, "A"): -1 for part in parts}, 0, 0)
    return attacker.interval(((Q1, MEN, "A"), 1)) == (0, 0)


Q1: Final = str(QUARTERS[0])
TRUE, CHANCE = (WHOLE, *CROSSING), (WOMEN, *CROSSING)


def test_a_nought_is_kept_from_who_believes_one_sum_where_two_tell_it(tmp_path: Path) -> None:
    hidden = hidden_of(tmp_path, BY_CHANCE, zeros=True)
    for believed in ((), (TRUE,), (CHANCE,)):
        assert not told_by(BY_CHANCE, hidden, *believed)
    assert told_by(BY_CHANCE, hidden, TRUE, CHANCE)  # whatever is hidden


def test_where_readers_are_not_found_in_time_what_stands_in_the_sums_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for tries in (0, 10, 3_000):
        monkeypatch.setattr(readers, "_TRIES", tries)
        found.append(hidden_of(tmp_path, BY_CHANCE, zeros=True))
    assert found[0] == {WHOLE, WOMEN, MEN, *CROSSING}
    assert found[0] > found[1] >= found[2]


def test_a_sum_that_is_none_by_an_answer_is_believed_by_nobody(tmp_path: Path) -> None:
    plan = plan_with(*map(indicator, BY_CHANCE))
    chance = (Sum(WOMEN, CROSSING), Sum(WOMEN, (MEN, *CROSSING)))
    no = (replace(question(plan, own).line, answer="не") for own in chance)
    hidden = hidden_of(tmp_path, BY_CHANCE, *no, zeros=True)
    assert hidden == {WOMEN, MEN}
    assert not told_by(BY_CHANCE, hidden, TRUE)


def test_noughts_that_are_shown_are_told_to_everybody(tmp_path: Path) -> None:
    assert hidden_of(tmp_path, BY_CHANCE, zeros=False) == set()


def test_sums_that_tell_nothing_together_are_believed_together(tmp_path: Path) -> None:
    """Of 39 with one man the women are not all: nothing adds up by chance."""
    figures = {**BY_CHANCE, WHOLE: 39, MEN: 1, ADULTS: 29}
    assert hidden_of(tmp_path, figures, zeros=False) == {WOMEN, MEN}


SAID: Final = tuple(f"{WHOLE}.{n}" for n in (1, 2, 3))
Numbers = Mapping[str, int | None]


def last_hidden(
    folder: Path, parts: Iterable[str], *course: Numbers, accumulation: Accumulation, zeros: bool,
    of_the_quarter: str = "", first: int = 0,
) -> set[str]:  # fmt: skip
    """Return what the last quarter of a *course* hides; *parts*: those that the plan says."""
    part_of = dict.fromkeys(parts, WHOLE)
    counts = {of_the_quarter: Accumulation.QUARTERLY}
    plan = plan_with(
        *(
            indicator(c, part_of=part_of.get(c, ""), accumulation=counts.get(c, accumulation))
            for c in course[0]
        )
    )
    press = Press(plan, folder, Policy(protect_zeros=zeros))
    for quarter, numbers in zip(QUARTERS[first:], course, strict=False):
        found = press.publish(quarter, {(code, "A"): number for code, number in numbers.items()})
    return {name.split()[0] for name in why(found)}


def numbers(codes: Sequence[str], *told: int | None) -> Numbers:
    return dict(zip(codes, told, strict=True))


def test_parts_are_the_whole_together_though_once_nobody_was_in_one_of_them(tmp_path: Path) -> None:
    """Beside a second breakdown: without the first part the others were the whole once."""
    beside = (*CROSSING, BESIDE[0])
    codes = (WHOLE, *SAID, *beside)
    first, second = (60, 20, 25, 15, 0, 28, 32), (65, 25, 30, 10, 28, 5, 32)
    hidden = last_hidden(
        tmp_path, codes[1:], numbers(codes, *first), numbers(codes, *second),
        accumulation=Accumulation.QUARTERLY, zeros=False,
    )  # fmt: skip
    assert len(hidden & {WHOLE, *beside}) >= 2


@pytest.mark.parametrize(
    ("course", "least"),
    [
        # The adults are as many as before: women, men and they have all that is new, by chance.
        ([(52, 33, 19, 14, 38), (92, 37, 55, 54, 38)], CROSSING),
        # Of the women nobody knows how many are new; in the others are as many as in the whole.
        ([(33, 29, 4, 9, 24), (37, None, 4, 10, 27)], [ADULTS]),
        # In one quarter nobody is new at all, which is not because they began at other numbers.
        ([(60, 30, 30, 20, 40), (60, 30, 30, 20, 40), (80, 50, 30, 30, 50)], [WHOLE, MEN]),
    ],
)
def test_two_breakdowns_stay_two_though_what_is_new_adds_up_otherwise_by_chance(
    tmp_path: Path, course: Sequence[Sequence[int | None]], least: Iterable[str]
) -> None:
    codes = (WHOLE, *PARTS, *CROSSING)
    hidden = last_hidden(
        tmp_path, codes[1:], *(numbers(codes, *told) for told in course),
        accumulation=Accumulation.CUMULATIVE, zeros=True,
    )  # fmt: skip
    assert hidden >= {*least}


@pytest.mark.parametrize(("rest", "is_hidden"), [(0, False), (9, True), (10, False)])
def test_parts_that_began_at_other_numbers_have_a_rest_of_what_is_new(
    tmp_path: Path, rest: int, *, is_hidden: bool
) -> None:
    """They are more than the whole, and no more than that is new in them."""
    codes = (WHOLE, *SAID)
    whole = 50 + 12 + 15 + 14 + rest
    hidden = last_hidden(
        tmp_path, SAID, numbers(codes, 50, 40, 30, 14), numbers(codes, whole, 52, 45, 14),
        accumulation=Accumulation.CUMULATIVE, of_the_quarter=SAID[2], zeros=False, first=1,
    )  # fmt: skip
    assert bool(hidden) == is_hidden


@pytest.mark.parametrize(
    ("accumulation", "whole", "told"),
    [
        # 20 were 0 + 20: what the whole is more than 25 are all women, and those of before among
        # them, which are hidden: nine at least have to be possible besides nought.
        (Accumulation.CUMULATIVE, 28, {WHOLE}),
        (Accumulation.CUMULATIVE, 33, {MINORS}),
        (Accumulation.CUMULATIVE, 34, set()),
        (Accumulation.QUARTERLY, 28, set()),
    ],
)
def test_what_tells_a_sum_of_an_earlier_quarter_is_hidden_though_a_part_has_no_number_now(
    tmp_path: Path, accumulation: Accumulation, whole: int, told: set[str]
) -> None:
    codes = (WHOLE, WOMEN, MINORS)
    hidden = last_hidden(
        tmp_path, (WOMEN,), numbers(codes, 20, 0, 20), numbers(codes, whole, None, 25),
        accumulation=accumulation, zeros=True,
    )  # fmt: skip
    assert hidden == told
