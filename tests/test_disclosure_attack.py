"""Nobody who has read everything published can narrow a hidden figure below its protection.

``ATTACKS=2000 pytest tests/test_disclosure_attack.py --hypothesis-seed=1`` makes 2,000 random
courses instead of the same few every time.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from attacker import Attacker, Key
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from persons import PARTS, QUARTERS, SHARE, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import ATTACKS, Press

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation


@dataclass(frozen=True)
class Course:
    """A plan and what became of it: (quarter, values) as published, one after another."""

    plan: Plan
    published: tuple[tuple[Quarter, Values], ...]
    sums: bool  # whether the sum over the institutions of each quarter is whitelisted
    year: str | None  # whose sum over the year is: "" for all institutions'; None for nobody's
    hides: frozenset[tuple[str, str]]  # quarter and institution that an official hides
    shows: frozenset[tuple[str, str, str]]  # quarter, indicator, institution: shown by decision
    heirs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of whom each carries on
    since: str = "9"  # the quarter from which on
    is_said: bool = True  # whether the plan says so
    archived: bool = False  # whether the folders of earlier quarters are moved away
    denied: frozenset[str] = frozenset()  # of which the plan says that they count no persons
    denied_at: tuple[int, ...] = ()  # at these publications, counted from 0

    def plan_at(self, number: int) -> Plan:
        """Return the plan of the publication *number*, with what it says of persons."""
        plan, denied = self.plan_of(self.published[number][0]), self.denied
        if number not in self.denied_at:
            return plan
        said = (replace(o, persons=False) if o.code in denied else o for o in plan.indicators)
        return replace(plan, indicators=tuple(said))

    @property
    def told_exactly(self) -> frozenset[str]:
        """The quarters that were published before anybody said that they count persons."""
        early = self.denied_at if self.denied_at[:1] == (0,) else ()
        return frozenset(str(self.published[number][0]) for number in early)

    def plan_of(self, quarter: Quarter) -> Plan:
        """Return the plan as it is in *quarter*, for bodies are renamed, merged and replaced."""
        if str(quarter) < self.since:
            return self.plan
        former = {old for others in self.heirs.values() for old in others}
        indicators = tuple(
            replace(
                own, reported_by=(*(w for w in own.reported_by if w not in former), *self.heirs)
            )
            for own in self.plan.indicators
        )
        institutions = tuple(
            replace(own, aliases=self.heirs.get(own.code, ())) for own in self.plan.institutions
        )
        named = institutions if self.is_said else self.plan.institutions
        return replace(self.plan, indicators=indicators, institutions=named)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Say it in the few lines that a failure is understood by; Hypothesis asks for them."""
        asked = (
            f"{own.code} {own.accumulation} of {own.reported_by}, baseline {own.baseline}"
            for own in self.plan.indicators
        )
        course = (f"{quarter}: {dict(values)}" for quarter, values in self.published)
        heirs = f"{self.heirs} since {self.since}, said {self.is_said}"
        by_hand = f"sums {self.sums}, year {self.year}, hides {set(self.hides)}, shows {self.shows}"
        denied = f"archived {self.archived}, denied {set(self.denied)} at {self.denied_at}"
        printer.text("\n".join(("", *asked, *course, heirs, by_hand, denied)))


THREE: Final = (*SIBLINGS, "1.1.1.5")

SHAPES: Final[Sequence[tuple[Sequence[str], Mapping[str, Any]]]] = (
    ((), {}),
    (PARTS[:1], {}),
    (PARTS, {}),
    (SIBLINGS, {"part_of": WHOLE}),
    (SIBLINGS, {}),  # nothing says that they add up but their numbers
    (THREE, {}),
    (SIBLINGS[:1], {"accumulation": Accumulation.QUARTERLY}),
    (PARTS, {"accumulation": Accumulation.QUARTERLY}),
)
"""What stands beside the whole, and what of it is other than of the whole."""


@st.composite
def courses(draw: st.DrawFn) -> Course:
    institutions = tuple("ABC"[: draw(st.integers(1, 3))])
    accumulation = draw(st.sampled_from(list(Accumulation)))
    parts, below = draw(st.sampled_from(SHAPES))
    if below.get("accumulation"):
        accumulation = Accumulation.CUMULATIVE
    baseline = draw(st.one_of(st.none(), st.integers(0, 30)))
    usual: dict[str, Any] = {"reported_by": institutions, "accumulation": accumulation}
    share = indicator(SHARE, kind=kinds.PERCENT, **usual)
    plan = plan_with(
        indicator(WHOLE, baseline=baseline, **usual),
        *(indicator(code, **usual | below) for code in parts),
        *((share,) if draw(st.booleans()) else ()),
    )
    truth = draw(truths(plan, parts, baseline or 0))
    if len(says_part(plan)) > 1 and draw(st.booleans()):  # somebody has no number of a part: [x]
        for quarter, who in itertools.product(QUARTERS, institutions):
            if draw(st.integers(0, 3)) == 0:
                truth[quarter][parts[1], who] = None
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
    new = new_ones(plan)
    some = [
        (str(q), who) for q in chosen for who in institutions
        if truth[q][WHOLE, who] and (not new or any(truth[q][code, who] for code in new))
    ]  # fmt: skip
    hides = st.frozensets(st.sampled_from(some), max_size=2) if some else st.just(frozenset())
    year = draw(st.sampled_from([None, "", *institutions]))
    every = sorted(
        (str(q), *key) for q in chosen for key in truth[q] if (str(q), key[1]) not in some
    )
    shows = st.frozensets(st.sampled_from(every), max_size=3) if every else st.just(frozenset())
    found = Course(plan, tuple(course), draw(st.booleans()), year, draw(hides), draw(shows))
    found = replace(found, archived=draw(st.booleans()))
    if not found.hides | found.shows and year is None:
        found = draw(handed_over(found))
    return draw(denied(found))


@st.composite
def denied(draw: st.DrawFn, course: Course) -> Course:
    """Draw that the plan once says of some, or in the beginning of all, that they count nobody.

    What was published so is known; that it grows by a few later is another matter.
    """
    last, codes = len(course.published), [own.code for own in course.plan.indicators]
    how = draw(st.sampled_from(["", "", "later", "first"]))
    if how == "later" and last > 1:
        some = draw(st.frozensets(st.sampled_from(codes), min_size=1))
        later = tuple(range(draw(st.integers(1, last - 1)), last))
        return replace(course, denied=some, denied_at=later)
    quarterly = {own.accumulation for own in course.plan.indicators} == {Accumulation.QUARTERLY}
    by_hand = course.hides | course.shows or course.sums or course.year is not None
    if how == "first" and quarterly and last > 1 and not by_hand and not course.heirs:
        until = draw(st.integers(1, last - 1))
        return replace(course, denied=frozenset(codes), denied_at=tuple(range(until)))
    return course


@st.composite
def handed_over(draw: st.DrawFn, course: Course) -> Course:
    """Draw that somebody carries on others' figures from some quarter on: a sum of theirs."""
    who = course.plan.indicators[0].reported_by
    former = who[: draw(st.integers(0, len(who)))]
    since = str(draw(st.sampled_from(QUARTERS[1:])))
    if not former or any(own.code == SHARE for own in course.plan.indicators):
        return course
    published = tuple(
        (quarter, _summed(values, former) if str(quarter) >= since else values)
        for quarter, values in course.published
    )
    is_said = draw(st.booleans())
    return replace(course, published=published, heirs={"D": former}, since=since, is_said=is_said)


def _summed(values: Values, former: Sequence[str]) -> Values:
    found: dict[tuple[str, str], float | None] = {}
    for (code, who), value in values.items():
        if who not in former:
            found[code, who] = value
        elif value is None or found.get((code, "D"), 0) is None:
            found[code, "D"] = None
        else:
            found[code, "D"] = (found.get((code, "D")) or 0) + value
    return found


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
    if new_ones(plan):
        return draw(of_the_start(plan, baseline))
    before = {(codes[0], first): baseline} if is_cumulative else {}
    found: dict[Quarter, dict[tuple[str, str], float | None]] = {}
    nobody: dict[str, int] = {}  # who is in no part
    for quarter in QUARTERS:
        grown = before if is_cumulative else {}
        before = {
            (code, who): grown.get((code, who), 0) + draw(number)
            for code in codes
            for who in whole.reported_by
        }
        others = {w: nobody.get(w, 0) if is_cumulative else 0 for w in whole.reported_by}
        nobody = {w: others[w] + (draw(number) if len(parts) == 1 else 0) for w in others}
        wholes = {
            (WHOLE, w): sum(before[code, w] for code in codes) + nobody[w]
            for w in whole.reported_by
        }
        values: dict[tuple[str, str], float | None] = {**before, **wholes}
        for who in whole.reported_by if shares else ():
            count = wholes[WHOLE, who]
            if count:
                values[SHARE, who] = round(100 * draw(st.integers(0, count)) / count)
        found[quarter] = values
    return found


@st.composite
def of_the_start(
    draw: st.DrawFn, plan: Plan, baseline: int
) -> dict[Quarter, dict[tuple[str, str], float | None]]:
    """Draw quarters whose parts are the new ones of the quarter, and their whole all since ever."""
    whole, *_ = plan.indicators
    number = st.one_of(st.integers(0, 6), st.integers(0, 40))
    sofar = {who: baseline if who == whole.reported_by[0] else 0 for who in whole.reported_by}
    found: dict[Quarter, dict[tuple[str, str], float | None]] = {}
    for quarter in QUARTERS:
        new = {(code, who): draw(number) for code in new_ones(plan) for who in sofar}
        for (_, who), value in new.items():
            sofar[who] += value
        found[quarter] = {**new, **{(WHOLE, who): value for who, value in sofar.items()}}
    return found


def says_part(plan: Plan) -> list[str]:
    """Return the codes that the plan says to be parts of the whole, of the same quarters."""
    whole, *others = plan.indicators
    return [
        own.code for own in others
        if (own.part_of == WHOLE or own.code in PARTS) and own.accumulation is whole.accumulation
    ]  # fmt: skip


def new_ones(plan: Plan) -> list[str]:
    """Return the codes whose figures are what is new in the whole, though nothing says so."""
    whole, *others = plan.indicators
    return [own.code for own in others if own.accumulation is not whole.accumulation]


def grown(
    code: str, rows: Iterable[Key], heirs: Mapping[str, Sequence[str]]
) -> Iterator[dict[Key, int]]:
    """Yield what is new in a figure, by body, and where a body carries on those of others."""
    cells = sorted(key for key in rows if key[1] == code)
    for who in sorted({key[2] for key in cells}):
        own = [key for key in cells if key[2] == who]
        for before, after in pairwise(own):
            yield {after: 1, before: -1}
        former = [k for k in cells if k[2] in heirs.get(who, ()) and k[0] < own[0][0]]
        last = [key for key in former if key[0] == former[-1][0]]
        if last:
            yield {own[0]: 1, **dict.fromkeys(last, -1)}


def sums_shown(
    plan: Plan, rows: Iterable[Key], truth: Mapping[Key, float]
) -> Iterator[tuple[dict[Key, int], float, float]]:
    """Yield the sums that who reads the figures sees, from when on they can be seen."""
    rows, new = set(rows), new_ones(plan)
    beside = [own.code for own in plan.indicators if own.code in THREE and not own.part_of]
    found: list[tuple[dict[Key, int], float, bool]] = []
    is_seen = False
    for whole in sorted(key for key in rows if key[1] == WHOLE):
        quarter, _, who = whole
        parts = {(quarter, code, who): -1 for code in new or beside}
        if not parts or not parts.keys() <= rows:
            continue
        before = [key for key in rows if key[1:] == whole[1:] and key[0] < quarter]
        last = {max(before): -1} if before and new else {}
        last_quarter = str(Quarter.parse(quarter).previous())
        is_next = not (new and before) or max(before)[0] == last_quarter
        start = 0.0
        if new and not before:
            own = plan.indicators[0]
            start = float(own.baseline or 0)
            if quarter != str(QUARTERS[0]) or len(own.reported_by) > 1:
                continue  # who knows what was before
        told = is_next and sum(truth[part] > 0 for part in parts) > (not new)
        is_seen |= told  # then it is known of what was before, too
        found.append(({whole: 1, **parts, **last}, start, is_next))
    for terms, start, is_next in found:
        differs = sum(sign * truth[key] for key, sign in terms.items()) - start
        holds = differs == 0 if is_next else differs >= 0  # but for mistakes, that were corrected
        if holds and is_seen:
            yield terms, start, start if is_next else np.inf


def attack(
    press: Press,
    course: Course,
    truth: Mapping[Key, float],
    floor: int,
    *,
    saw: Collection[Key] | None = None,
) -> Attacker:
    """Return somebody who knows all that was published, and what holds in truth.

    *saw*: who knows what the plan says, and saw only these figures; all if None.
    """
    newest = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    newest = {
        key: row for key, row in newest.items()
        if key[1] != SHARE and (row["value"] is not None or row["flag"] == "c")
    }  # fmt: skip
    shown = {key: r["value"] for key, r in newest.items() if r["value"] is not None}
    if saw is not None:
        shown = {key: value for key, value in shown.items() if key in saw}
    hidden = [key for key in newest if key not in shown]
    # Which of them are noughts, hidden where a baseline and they would tell a figure, nobody knows.
    attacker = Attacker(shown, hidden, floor, {key for key in hidden if truth[key] == 0})
    for own in press.plan.indicators:
        if own.accumulation is not Accumulation.CUMULATIVE:
            continue
        for terms in grown(own.code, newest, course.heirs):
            if sum(sign * truth[key] for key, sign in terms.items()) >= 0:
                attacker.learn(terms, 0)
        for quarter in {key[0] for key in newest} if own.baseline is not None else ():
            cells = [key for key in newest if key[:2] == (quarter, own.code)]
            asked = course.plan_of(Quarter.parse(quarter)).indicator(own.code).reported_by
            if len(cells) == len(asked):
                attacker.learn(dict.fromkeys(cells, 1), float(own.baseline or 0))
    for whole, parts, is_all in broken_down(press.plan, newest):
        terms = {whole: 1, **dict.fromkeys(parts, -1)}
        adds_up = is_all and truth[whole] == sum(truth[part] for part in parts)
        attacker.learn(terms, 0, 0 if adds_up else np.inf)
    # Of whom a baseline is the plan says that was in force then, not that of a body's heir.
    for terms, least, most in sums_shown(course.plan, newest, truth):
        attacker.learn(terms, least, most)
    for line in () if saw is not None else press.memory.decided("whitelist"):
        cells = [
            key for key in newest
            if key[0].startswith(line.quarter) and key[1] == line.indicator
            and line.institution in ("", key[2])
        ]  # fmt: skip
        attacker.learn(dict.fromkeys(cells, 1), float(line.value), float(line.value))
    return attacker


def broken_down(plan: Plan, rows: Iterable[Key]) -> Iterator[tuple[Key, list[Key], bool]]:
    """Yield each whole with its parts that have a number, and whether all parts have."""
    codes = says_part(plan)
    for quarter, code, who in sorted(rows):
        parts = [(quarter, part, who) for part in codes if (quarter, part, who) in rows]
        if code == WHOLE and parts:
            yield (quarter, code, who), parts, len(parts) == len(codes)


def no_rest_is_known(
    press: Press, attacker: Attacker, truth: Mapping[Key, float], exactly: Collection[str]
) -> None:
    """Few who are in no part can be any few, as far as anybody can tell."""
    few = press.policy.threshold_breakdown
    for whole, parts, _ in broken_down(press.plan, {*attacker.shown, *attacker.hidden}):
        left = truth[whole] - sum(truth[part] for part in parts)
        if 0 < left < few and whole[0] not in exactly:
            low, high = attacker.interval((whole, 1), *((part, -1) for part in parts))
            assert low <= 1, (whole, low, high)
            assert high >= few - 1, (whole, low, high)


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


@given(course=courses(), protect_zeros=st.booleans(), contributors=st.booleans())
@settings(
    max_examples=ATTACKS or 10, deadline=None, derandomize=not ATTACKS,
    phases=[Phase.generate] if ATTACKS else list(Phase),  # to shrink takes longer than to find
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_nobody_can_narrow_a_hidden_figure_below_its_protection(
    tmp_path: Path, course: Course, protect_zeros: bool, contributors: bool
) -> None:
    policy = Policy(protect_zeros=protect_zeros, contributors=contributors)
    press = Press(course.plan, tmp_path, policy, archives=course.archived)
    press.memory = Memory(tuple(by_hand(course)))
    truth: dict[Key, float] = {}
    hidden: dict[Key, dict[str, Any]] = {}
    for number, (quarter, values) in enumerate(course.published):
        press.plan = course.plan_at(number)
        press.memory = replace_sum(press.memory, list(sums(course, number)))
        found = press.publish(quarter, values)
        # Without an answer a share is left out, and so is what was to be shown by decision.
        if not set(found.questions["kind"]) <= {"percent", "show_reveals", "sum_noticed"}:
            return  # blocked: an official has to decide
        truth |= {(str(quarter), *key): value or 0 for key, value in values.items()}
        hidden = {key: row for key, row in hidden.items() if key[0] != str(quarter)}
        for row in records(found.hidden):
            hidden[row["quarter"], row["indicator"], row["institution"]] = row
        # What is known never grows less, unless what is newest changes.
        if quarter in dict(course.published[number + 1 :]) or number == len(course.published) - 1:
            nothing_is_narrowed(press, course, truth, hidden)
    careful = attack(press, course, truth, floor=0 if protect_zeros else 1)
    for key in hidden:
        if key[1] != SHARE:
            low, high = careful.interval((key, 1))
            assert low < high, (key, hidden[key]["why"], low)
    no_body_knows_anothers(press, course, truth, hidden)
    no_growth_is_known(press, course, careful, truth)
    no_rest_is_known(press, careful, truth, course.told_exactly)
    no_share_tells_of_a_few(press, careful, course.told_exactly)


def no_body_knows_anothers(
    press: Press,
    course: Course,
    truth: Mapping[Key, float],
    hidden: Mapping[Key, Mapping[str, Any]],
) -> None:
    """Who reported, and knows its own figures, knows of no hidden one of another exactly.

    Of two alone each knows the other's from a sum that is published elsewhere: that is asked about.
    """
    keys = [key for key in hidden if key[1] != SHARE]
    for reader in sorted({key[2] for key in keys}) if press.policy.contributors else ():
        attacker = attack(press, course, truth, floor=0 if press.policy.protect_zeros else 1)
        own = {key: truth[key] for key in attacker.hidden if key[2] == reader}
        attacker.shown = {**attacker.shown, **own}
        for key in keys:
            if key[2] != reader:
                low, high = attacker.interval((key, 1))
                assert low < high, (reader, key, low)


def nothing_is_narrowed(
    press: Press,
    course: Course,
    truth: Mapping[Key, float],
    hidden: Mapping[Key, Mapping[str, Any]],
) -> None:
    """Of every hidden figure as many numbers are possible as its protection says."""
    attacker = attack(press, course, truth, floor=0)
    for key, row in hidden.items():
        if key[1] == SHARE:
            continue
        low, high = attacker.interval((key, 1))
        assert low <= truth[key] <= high, (key, truth[key], low, high)
        if high - low + 1 < row["width"]:  # a baseline may tell it alone
            of_plan = attack(press, course, truth, floor=0, saw=())
            alone_low, alone_high = of_plan.interval((key, 1))
            assert high - low == alone_high - alone_low, (key, row["why"], low, high)
        if row["why"] == "primary":
            least = 0 if press.policy.protect_zeros else 1
            if low > least:  # more cannot be kept secret where plan or official say so themselves
                earlier = [k for k in course.shows if k[1] == key[1] and k[0] < key[0]]
                of_others = attack(press, course, truth, floor=0, saw=earlier)
                assert low <= of_others.interval((key, 1))[0], (key, low, high)
            if high - low + 1 >= row["width"]:
                assert high >= least + row["width"] - 1, (key, low, high)


def no_growth_is_known(
    press: Press, course: Course, attacker: Attacker, truth: Mapping[Key, float]
) -> None:
    """Few new ones since the quarter before can be any few, as far as anybody can tell."""
    for own in press.plan.indicators:
        if own.accumulation is not Accumulation.CUMULATIVE or own.code == SHARE:
            continue
        policy = press.policy
        is_part = own.part_of or own.code in PARTS
        few = policy.threshold_breakdown if is_part else policy.threshold
        hidden = set(attacker.hidden)
        for terms in grown(own.code, {*hidden, *attacker.shown}, course.heirs):
            new = sum(sign * truth[key] for key, sign in terms.items())
            if hidden & terms.keys() and 0 < new < few:
                low, high = attacker.interval(*terms.items())
                if low > 1:  # the marks alone tell that hardly any nought is hidden, of each part
                    marks = attack(press, course, truth, attacker.floor, saw=())
                    assert low <= marks.interval(*terms.items())[0], (terms, low, high)
                assert high >= few - 1, (terms, low, high)


def no_share_tells_of_a_few(press: Press, attacker: Attacker, exactly: Collection[str]) -> None:
    """Of a published share the count is published, and neither it nor the rest is of a few."""
    every = records(press.published)
    newest = {(r["quarter"], r["indicator"], r["institution"]): r for r in every}
    for (quarter, code, who), row in newest.items():
        if code != SHARE or row["value"] is None or quarter in exactly:
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
