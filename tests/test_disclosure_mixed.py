"""Figures that count since the start beside figures of the quarter: nobody does their sums.

The attacker knows of every figure how many are new in each quarter: published figures are sums
of those, and what is new in a whole is what is new in its parts. That holds whichever of them
counts since when, over quarters that nobody published, and whoever carries on whose figures.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from attacker import Attacker, Key
from every_case import every
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from persons import QUARTERS, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import ATTACKS, Press

from ovpsheets.disclosure import Policy
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation, Combine

Q1, Q2, Q3, Q4 = QUARTERS
WOMEN, MEN = SIBLINGS
CODES: Final = (WHOLE, WOMEN, MEN)
SINCE, OF_QUARTER = Accumulation.CUMULATIVE, Accumulation.QUARTERLY


@dataclass(frozen=True)
class Course:
    """What was published of a whole and its parts, one quarter after another, by which plan.

    ``heirs``: who carries on the figures of whom; ``is_all``: whether nobody is in no part.
    ``overlap``: whether somebody may be in several.
    """

    published: Sequence[tuple[Quarter, Plan, Values]]
    heirs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_all: bool = True
    new_year: Quarter | None = None  # in which all begins anew
    overlap: bool = False

    @property
    def quarters(self) -> list[Quarter]:
        """All from the first of the plan to the last published."""
        found, last = [Q1], max(quarter for quarter, _, _ in self.published)
        while found[-1] < last:
            found.append(found[-1].next())
        return found

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Say it in the few lines that a failure is understood by; Hypothesis asks for them."""
        kinds = f"heirs {dict(self.heirs)}, all {self.is_all}, anew {self.new_year}"
        printer.text("\n".join(("", *map(_said, self.published), kinds)))

    def line(self, who: str) -> str:
        """Return whose figure a body's is: of those that were merged into one, the heir's."""
        return next((heir for heir, former in self.heirs.items() if who in former), who)


def _said(publication: tuple[Quarter, Plan, Values]) -> str:
    quarter, plan, values = publication
    asked = ", ".join(
        f"{own.code} {own.accumulation} {own.reported_by} {own.combine} {own.baseline}"
        f" {own.part_of}" for own in plan.indicators
    )  # fmt: skip
    return f"{quarter}: {dict(values)} by {asked}"


def attack(press: Press, course: Course) -> Attacker:
    """Return somebody who knows all that was published, and that what is new adds up."""
    every = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    rows = {key: r for key, r in every.items() if r["value"] is not None or r["flag"] == "c"}
    shown = {key: row["value"] for key, row in rows.items() if row["value"] is not None}
    plan = course.published[-1][1]
    lines = {own.code: sorted({*map(course.line, own.reported_by)}) for own in plan.indicators}
    figures = [(code, who) for code, own in lines.items() for who in own]
    flows = [(str(q), f"new {code}", who) for q in course.quarters for code, who in figures]
    attacker = Attacker(shown, [*(key for key in rows if key not in shown), *flows])
    for terms, number in levels(course, rows, {own.code: own.baseline for own in plan.indicators}):
        attacker.learn(terms, number, number)
    is_same = plan.indicator(WHOLE).combine is Combine.SAME
    for quarter in map(str, course.quarters):
        new = {(code, who): (quarter, f"new {code}", who) for code, who in figures}
        for one, other in pairwise(lines[WHOLE]) if is_same else ():
            attacker.learn({new[WHOLE, one]: 1, new[WHOLE, other]: -1}, 0, 0)
        alike = all(own == lines[WHOLE] for own in lines.values()) and not is_same
        for who in lines[WHOLE] if alike else ("",):
            some = [(code, body) for code, body in figures if who in ("", body)]
            some = [p for p in some if not is_same or p[0] != WHOLE or p[1] == lines[WHOLE][0]]
            for codes in ((WOMEN,), (MEN,)) if course.overlap else (SIBLINGS,):
                parts = {new[code, body]: -1 for code, body in some if code in codes}
                wholes = {new[code, body]: 1 for code, body in some if code == WHOLE}
                attacker.learn({**wholes, **parts}, 0, 0 if course.is_all else np.inf)
    return attacker


def levels(
    course: Course, rows: Mapping[Key, Mapping[str, Any]], baselines: Mapping[str, Any]
) -> Iterator[tuple[dict[Key, int], float]]:
    """Yield of what new ones each published figure is the sum, and what is in it besides."""
    together: dict[tuple[str, str, str], list[Key]] = {}
    for quarter, code, who in rows:
        together.setdefault((quarter, code, course.line(who)), []).append((quarter, code, who))
    for (quarter, code, line), cells in together.items():
        since = Q1
        if course.new_year is not None and quarter >= str(course.new_year):
            since = course.new_year
        is_since = rows[cells[0]]["accumulation"] == SINCE.value
        counted = [q for q in course.quarters if str(since) <= str(q) <= quarter]
        new = [(str(q), f"new {code}", line) for q in counted if is_since or str(q) == quarter]
        begun = is_since and since == Q1
        yield (
            {**dict.fromkeys(cells, 1), **dict.fromkeys(new, -1)},
            float(baselines[code] or 0) * begun,
        )


def published(folder: Path, course: Course, **policy: Any) -> tuple[Press, dict[Key, int]]:
    """Publish a course; return the press, and the hidden cells with how many must be possible."""
    press = Press(course.published[0][1], folder, Policy(**policy))
    hidden: dict[Key, int] = {}
    for quarter, plan, values in course.published:
        press.plan = plan
        found = press.publish(quarter, values)
        for row in records(found.hidden):
            hidden[row["quarter"], row["indicator"], row["institution"]] = row["width"]
    return press, hidden


def counting(*since: str, **fields: Any) -> Plan:
    """The plan, in which the figures with these codes count since the start."""
    return plan_with(
        *(
            indicator(code, accumulation=SINCE if code in since else OF_QUARTER, **fields)
            for code in CODES
        )
    )


def of_three(*since: str, men: int | None = None) -> Plan:
    """The plan, in which each figure is another body's, and the plan says that they are parts."""
    whole, women, others = counting(*since).indicators
    return plan_with(
        whole,
        replace(women, part_of=WHOLE, reported_by=("B",)),
        replace(others, part_of=WHOLE, reported_by=("C",), baseline=men),
    )


def parted(*since: str) -> Plan:
    """The plan, in which one body reports all, and the plan says that they are parts."""
    whole, *parts = counting(*since).indicators
    return plan_with(whole, *(replace(own, part_of=WHOLE) for own in parts))


def of_others(*since: str) -> Plan:
    """The same, and it does not say so."""
    return plan_with(*(replace(own, part_of="") for own in of_three(*since).indicators))


def by_three(*numbers: float) -> Values:
    return dict(zip(zip(CODES, "ABC", strict=True), numbers, strict=True))


def shared(whole: str, *since: str) -> Plan:
    """The plan, in which A reports the women, B the men, and *whole* both."""
    every = zip(counting(*since).indicators, (whole, "A", "B"), strict=True)
    return plan_with(
        *(
            replace(own, reported_by=tuple(who), part_of=WHOLE * (own.code != WHOLE))
            for own, who in every
        )
    )


def of(*numbers: float | None, who: str = "A") -> Values:
    return {(c, who): n for c, n in zip(CODES, numbers, strict=True) if n is not None}


def by_two(first: float, second: float | None, women: float, men: float) -> Values:
    """A's and B's share of the whole, A's women and B's men."""
    keys = ((WHOLE, "A"), (WHOLE, "B"), (WOMEN, "A"), (MEN, "B"))
    return dict(zip(keys, (first, second, women, men), strict=True))


PARTS: Final = (WOMEN, MEN)

# ------------------------------------------------------------------ by chance

REPORTERS: Final[Sequence[Sequence[Sequence[str]]]] = (
    ("A", "A", "A"),
    ("AB", "AB", "AB"),
    ("A", "B", "C"),
    ("A", "BC", "BC"),
    ("AB", "A", "B"),
    ("AB", "BC", "BC"),
)
"""Who reports the whole, the women and the men, each a share."""


@st.composite
def courses(draw: st.DrawFn) -> Course:
    who = draw(st.sampled_from(REPORTERS))
    is_said = len({*who}) > 1 or draw(st.booleans())
    is_all = not is_said or draw(st.integers(0, 2)) > 0
    is_same = is_said and len(who[0]) > 1 and draw(st.booleans())
    combine = (Combine.SAME if is_same else Combine.SUM, Combine.SUM, Combine.SUM)
    counts = {code: draw(st.sampled_from(list(Accumulation))) for code in CODES}
    # Two of these in one course take too long to search for.
    odd = draw(st.sampled_from(["", "amended", "heir", "anew", "x"]))
    amended = draw(st.sampled_from(QUARTERS[1:])) if odd == "amended" else None
    other = draw(st.sampled_from(CODES))
    since = draw(st.sampled_from(QUARTERS[1:])) if odd == "heir" else None  # of D
    began = draw(st.tuples(st.integers(0, 20), st.integers(0, 20))) if draw(st.booleans()) else ()
    baselines = dict.fromkeys(CODES, None) | (
        dict(zip(CODES, (sum(began), *began), strict=True)) if began and len({*map(len, who)}) == 1
        and len(who[0]) == 1 else {}
    )  # fmt: skip
    new_year = Q3 if odd == "anew" else None
    absent = draw(st.sets(st.sampled_from(QUARTERS), min_size=1)) if odd == "x" else set()
    sofar = {(c, w): baselines[c] or 0 for c, own in zip(CODES, who, strict=True) for w in own}
    published = list[tuple[Quarter, Plan, Values]]()
    for quarter in QUARTERS:
        now = {
            code: _other(kind) if amended and quarter >= amended and code == other else kind
            for code, kind in counts.items()
        }
        new = draw(new_ones(who, is_all=is_all, is_same=is_same))
        begun = dict.fromkeys(sofar, 0) if quarter == new_year else sofar
        sofar = {key: begun[key] + n for key, n in new.items()}
        if draw(st.integers(0, 3)) == 0:
            continue
        values: dict[tuple[str, str], float | None] = {
            key: sofar[key] if now[key[0]] is SINCE else n for key, n in new.items()
        }
        if quarter in absent:
            values[draw(st.sampled_from(sorted(values)))] = None  # [x]
        plan = plan_with(
            *(
                indicator(
                    code, accumulation=now[code], reported_by=tuple(own), combine=how,
                    baseline=baselines[code], part_of=WHOLE * (is_said and code != WHOLE),
                )
                for code, own, how in zip(CODES, who, combine, strict=True)
            )
        )  # fmt: skip
        if since is not None and quarter >= since:
            plan = renamed(plan)
            values = {(c, "D" if w == "A" else w): n for (c, w), n in values.items()}
        published.append((quarter, plan, values))
    return Course(published, RENAMED if since else {}, is_all, new_year)


def _other(kind: Accumulation) -> Accumulation:
    return OF_QUARTER if kind is SINCE else SINCE


@st.composite
def new_ones(
    draw: st.DrawFn, who: Sequence[Sequence[str]], *, is_all: bool, is_same: bool
) -> dict[tuple[str, str], int]:
    """Draw how many are new in every figure of a quarter."""
    number = st.one_of(st.integers(0, 6), st.integers(0, 40))
    found = {(c, w): draw(number) for c, own in zip(CODES[1:], who[1:], strict=True) for w in own}
    of_none = {w: 0 if is_all else draw(number) for w in who[0]}
    if {*who[0]} == {*who[1]} == {*who[2]} and not is_same:
        found |= {
            (WHOLE, w): of_none[w] + sum(n for (_, body), n in found.items() if body == w)
            for w in who[0]
        }
        return found
    every = sum(found.values()) + sum(of_none.values())
    if is_same:
        return found | {(WHOLE, w): every for w in who[0]}
    first, *others = who[0]
    share = draw(st.integers(0, every)) if others else every
    return found | {(WHOLE, first): share} | {(WHOLE, w): every - share for w in others}


@given(course=courses(), zeros=st.booleans())
@settings(
    max_examples=ATTACKS or 6, deadline=None, derandomize=not ATTACKS, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_nobody_narrows_a_figure_by_what_is_new(
    tmp_path: Path, course: Course, zeros: bool
) -> None:
    assume(course.published and is_seen(course))
    press, hidden = published(tmp_path, course, protect_zeros=zeros)
    nothing_is_narrowed(attack(press, course), hidden)


def is_seen(course: Course) -> bool:
    """Tell whether a reader can know it: that all began anew, and what adds up where nobody says.

    That is seen by figures that fall; this by two parts of somebody in some quarter, and that
    before it.
    """
    if course.new_year is not None and not any(_falls(*two) for two in pairwise(course.published)):
        return False
    _, plan, _ = course.published[0]
    if all(own.part_of for own in plan.indicators if own.code != WHOLE):
        return True
    whole = [
        (quarter, plan, who)
        for quarter, plan, values in course.published
        for who in {who for _, who in values}
        if all(values[code, who] is not None for code in CODES)
    ]
    return any(
        (before.next() == quarter, who, one) == (True, other, plan)
        for (before, one, who), (quarter, plan, other) in itertools.product(whole, whole)
    )


def _falls(before: tuple[Quarter, Plan, Values], after: tuple[Quarter, Plan, Values]) -> bool:
    """Tell whether the figures since the start are all less than they were."""
    (_, old, earlier), (_, new, now) = before, after
    since = [o.code for o in old.indicators if o.accumulation is SINCE]
    since = [code for code in since if new.indicator(code).accumulation is SINCE]
    fell = [
        (value or 0) < (earlier.get((code, who)) or 0)
        for (code, who), value in now.items()
        if code in since
    ]
    return bool(fell) and all(fell)


def nothing_is_narrowed(attacker: Attacker, hidden: Mapping[Key, int]) -> None:
    """Of every hidden figure as many numbers are possible as its protection says."""
    nobody = Attacker({}, [*attacker.hidden, *attacker.shown], facts=attacker.facts)
    for key, width in hidden.items():
        low, high = attacker.interval((key, 1))
        if high - low + 1 < width:  # what adds up may tell it alone
            alone_low, alone_high = nobody.interval((key, 1))
            assert high - low == alone_high - alone_low, (key, width, low, high)


# ------------------------------------------------------------------ by hand

RENAMED: Final = {"D": ("A",)}


def renamed(plan: Plan) -> Plan:
    bodies = (replace(b, aliases=("A",)) if b.code == "D" else b for b in plan.institutions)
    indicators = (
        replace(own, reported_by=tuple("D" if who == "A" else who for who in own.reported_by))
        for own in plan.indicators
    )
    return replace(plan, institutions=tuple(bodies), indicators=tuple(indicators))


@every(
    ("course", "small"),
    [
        # A whole of the quarter with parts since the start.
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(33, 23, 60))]),
         WOMEN),
        # The whole was left out in a quarter; the parts were not.
        (Course([(Q1, counting(WHOLE), of(50, 20, 30)), (Q2, counting(WHOLE), of(None, 3, 33)),
                 (Q3, counting(WHOLE), of(126, 20, 20))]), WOMEN),
        # Nobody published a quarter in between.
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(50, 40, 60)),
                 (Q4, counting(*PARTS), of(40, 43, 97))]), WOMEN),
        # Counted by the quarter until the plan was amended.
        (Course([(Q1, counting(), of(50, 20, 30)), (Q2, counting(), of(70, 30, 40)),
                 (Q3, counting(WHOLE), of(153, 3, 30))]), WOMEN),
        (Course([(Q1, counting(), of(50, 20, 30)), (Q2, counting(), of(70, 30, 40)),
                 (Q3, counting(*PARTS), of(33, 53, 100))]), WOMEN),
        # And since the start until it was.
        (Course([(Q1, counting(WHOLE), of(50, 20, 30)), (Q2, counting(WHOLE), of(120, 30, 40)),
                 (Q3, counting(), of(33, 3, 30))]), WOMEN),
        # Another body carries the figures on.
        (Course([(Q1, counting(WHOLE), of(50, 20, 30)), (Q2, counting(WHOLE), of(120, 30, 40)),
                 (Q3, renamed(counting(WHOLE)), of(153, 3, 30, who="D"))], RENAMED), WOMEN),
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(50, 40, 60)),
                 (Q3, renamed(counting(*PARTS)), of(33, 43, 90, who="D"))], RENAMED), WOMEN),
        # The plan says that they are parts, of what other bodies report.
        (Course([(Q1, of_three(*PARTS), by_three(50, 20, 30)),
                 (Q2, of_three(*PARTS), by_three(33, 23, 60))]), WOMEN),
        (Course([(Q1, of_three(WHOLE, MEN), by_three(50, 20, 30)),
                 (Q2, of_three(WHOLE, MEN), by_three(83, 3, 60))]), WOMEN),
        # And they began at other numbers than the whole.
        (Course([(Q1, of_three(*CODES, men=90), by_three(50, 20, 120)),
                 (Q2, of_three(*CODES, men=90), by_three(83, 23, 150))]), WOMEN),
        # The plan does not say it, and two quarters show it.
        (Course([(Q1, of_others(), by_three(50, 20, 30)), (Q2, of_others(), by_three(60, 25, 35)),
                 (Q3, of_others(), by_three(33, 3, 30))]), WOMEN),
        (Course([(Q1, of_others(*PARTS), by_three(50, 20, 30)),
                 (Q2, of_others(*PARTS), by_three(60, 45, 65)),
                 (Q3, of_others(*PARTS), by_three(33, 48, 95))]), WOMEN),
        # What counts since January begins anew.
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(50, 40, 60)),
                 (Q3, counting(*PARTS), of(33, 3, 30))], new_year=Q3), WOMEN),
        # In another quarter than January, though nothing is less then; and after one left out.
        (Course([(Q1, counting(MEN), of(7, 3, 4)), (Q2, counting(MEN), of(55, 37, 22)),
                 (Q3, counting(MEN), of(38, 1, 37))], new_year=Q3), WOMEN),
        (Course([(Q1, of_three(*PARTS), by_three(48, 36, 12)),
                 (Q3, of_three(*PARTS), by_three(6, 1, 5))], new_year=Q3), WOMEN),
        # What was left out in the quarter between is told by those around it: the men were 38.
        (Course([(Q1, shared("AB", *PARTS), by_two(22, 17, 1, 38)),
                 (Q2, shared("AB", *PARTS), by_two(8, None, 10, 38)),
                 (Q3, shared("AB", *PARTS), by_two(29, 20, 46, 51))]), WOMEN),
        # That it is the whole, and no part, is told by how many more there were later.
        (Course([(Q1, counting(WOMEN), of(1, 1, 0)), (Q3, counting(WOMEN), of(56, 29, 28)),
                 (Q4, counting(WOMEN), of(3, 31, 1))]), WOMEN),
        # Of 45 in all 43 were new, so the whole that had no number was 2 at most: they overlap.
        (Course([(Q1, parted(WHOLE), of(None, 2, 1)), (Q2, parted(WHOLE), of(45, 43, 43))],
                is_all=False, overlap=True), WOMEN),
        # Of 39 in all 38 were new, so it was 1 at most, and no less than the 4, if they did not.
        (Course([(Q1, parted(WHOLE, WOMEN), of(None, 2, 2)),
                 (Q2, parted(WHOLE, WOMEN), of(39, 3, 37))], is_all=False, overlap=True), WOMEN),
    ],
)  # fmt: skip
def test_a_few_women_are_told_by_nothing_that_is_new(
    tmp_path: Path, course: Course, small: str
) -> None:
    press, hidden = published(tmp_path, course, threshold_breakdown=5)
    assert any(code == small for _, code, _ in hidden)
    nothing_is_narrowed(attack(press, course), hidden)


def test_a_part_without_a_number_tells_nothing_with_the_one_after_it(tmp_path: Path) -> None:
    """Of 63 no more than the 40 of later were women: 23 men at least, and no more than later."""
    plan = of_three(*CODES)
    two = [(Q1, plan, by_three(40, 20, 20)), (Q2, plan, {(WHOLE, "A"): 63, (MEN, "C"): 23})]
    course = Course([*two, (Q3, plan, by_three(70, 40, 30))])
    press, hidden = published(tmp_path, course)
    assert (str(Q2), MEN, "C") in hidden
    nothing_is_narrowed(attack(press, course), hidden)


def test_parts_that_are_more_by_what_is_new_alone_are_each_held_by_it(tmp_path: Path) -> None:
    """Of 38 no more than 10 were parts, but of 6 new ones 10 were: each of them is 6 at most."""
    plan = parted(*CODES)
    two = [(Q1, plan, of(32, 0, 0)), (Q2, plan, of(38, 4, 6))]
    course = Course(two, is_all=False, overlap=True)
    press, hidden = published(tmp_path, course)
    assert (str(Q2), WOMEN, "A") in hidden
    nothing_is_narrowed(attack(press, course), hidden)
