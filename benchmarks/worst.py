"""The time that the disclosure control takes where much hangs together, and whether it holds.

``python -m benchmarks.worst 12 1 2`` publishes six quarters of courses made with the seeds 1 to 2:
one whole in three breakdowns that overlap, as 12 figures a quarter, counted by the quarter, from
the start, or the whole and one breakdown from the start and the others by the quarter; of one, two
and four bodies. Printed is the processor's time of the slowest quarter, how many figures are
hidden, and of how many of these the attacker of the tests knows too much.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from attacker import Attacker, Key
from persons import WHOLE, Values, indicator, plan_with
from press import Press

from ovpsheets.disclosure import Policy
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation

QUARTERS: Final = tuple(Quarter(2022 + n // 4, n % 4 + 1) for n in range(6))
GROWS, ANEW = Accumulation.CUMULATIVE, Accumulation.QUARTERLY
KINDS: Final = {
    "quarterly": (ANEW,) * 4,
    "cumulative": (GROWS,) * 4,
    "mixed": (GROWS, GROWS, GROWS, ANEW),
}
"""How the whole is counted, and each of its three breakdowns."""


@dataclass(frozen=True)
class Course:
    """A plan, its breakdowns, and what is reported of it quarter by quarter."""

    plan: Plan
    breakdowns: Sequence[Sequence[str]]
    quarters: Sequence[Values]


def a_course(figures: int, bodies: int, counted: str, random: Random) -> Course:
    """Return a course of about *figures* figures a quarter."""
    parts = max(figures // bodies - 1, 6)
    first, second = max(parts // 3, 2), max(parts // 3, 2)
    numbers = (first, second, max(parts - first - second, 2))
    breakdowns = [
        [f"{WHOLE}.{n}" for n in range(1, numbers[0] + 1)],  # said by the codes
        [f"1.1.1.{n}" for n in range(101, 101 + numbers[1])],  # by the plan
        [f"1.1.1.{n}" for n in range(201, 201 + numbers[2])],  # by nothing but the figures
    ]
    who = tuple("ABCD"[:bodies])
    whole, *below = KINDS[counted]
    of = {code: own for codes, own in zip(breakdowns, below, strict=True) for code in codes}
    plan = plan_with(
        indicator(WHOLE, reported_by=who, accumulation=whole),
        *(
            indicator(code, reported_by=who, accumulation=own,
                      part_of=WHOLE if code in breakdowns[1] else "")
            for code, own in of.items()
        ),
    )  # fmt: skip
    sofar: dict[tuple[str, str], float] = {}
    quarters = []
    for _ in QUARTERS:
        new: dict[tuple[str, str], float] = {}
        for body in who:
            sizes = (random.choice((6, 30)) for _ in breakdowns[0])
            few = [random.randint(0, most) for most in sizes]
            new[WHOLE, body] = sum(few)
            for code, n in zip(breakdowns[0], few, strict=True):
                new[code, body] = n
            for codes in breakdowns[1:]:
                cuts = sorted(random.randint(0, sum(few)) for _ in codes[1:])
                for code, (low, high) in zip(codes, pairwise((0, *cuts, sum(few))), strict=True):
                    new[code, body] = high - low
        sofar = {key: n + sofar.get(key, 0) for key, n in new.items()}
        quarters.append({key: sofar[key] if plan.indicator(key[0]).accumulation is GROWS else n
                         for key, n in new.items()})  # fmt: skip
    return Course(plan, breakdowns, quarters)


def known_to_anybody(course: Course, press: Press, truth: Mapping[Key, float]) -> Attacker:
    """Return somebody who knows what was published, and what adds up to what."""
    rows = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    shown = {key: row["value"] for key, row in rows.items() if row["value"] is not None}
    attacker = Attacker(shown, [key for key in rows if key not in shown])
    whole = course.plan.indicator(WHOLE)
    for quarter, code, body in rows:
        if code != WHOLE:
            continue
        earlier = [key for key in rows if key[1:] == (code, body) and key[0] < quarter]
        before = max(earlier, default=None)
        for codes in course.breakdowns:
            terms = {(quarter, WHOLE, body): 1} | {(quarter, part, body): -1 for part in codes}
            alike = course.plan.indicator(codes[0]).accumulation is whole.accumulation
            if before and not alike:
                terms[before] = -1
            attacker.learn(terms, 0, 0)
    for own in course.plan.indicators:
        for body in own.reported_by if own.accumulation is GROWS else ():
            cells = sorted(key for key in rows if key[1:] == (own.code, body))
            for last, after in pairwise(cells):
                attacker.learn({after: 1, last: -1}, 0)
    return attacker


def narrowed(
    attacker: Attacker, truth: Mapping[Key, float], hidden: Mapping[Key, int]
) -> Iterator[Key]:
    """Yield the hidden figures of which fewer numbers are possible than their protection says."""
    nobody = Attacker({}, list(truth), facts=attacker.facts)
    for key, width in hidden.items():
        low, high = attacker.interval((key, 1))
        if not low <= truth[key] <= high:
            yield key
        elif high - low + 1 < width:
            alone = nobody.interval((key, 1))
            if high - low != alone[1] - alone[0]:
                yield key


def played(course: Course) -> tuple[float, int, int]:
    """Publish all quarters: the seconds of the slowest, the figures hidden, and those narrowed."""
    slowest, truth, hidden = 0.0, dict[Key, float](), dict[Key, int]()
    with tempfile.TemporaryDirectory() as folder:
        press = Press(course.plan, Path(folder), Policy())
        for quarter, values in zip(QUARTERS, course.quarters, strict=True):
            began = time.process_time()
            found = press.publish(quarter, values)
            slowest = max(slowest, time.process_time() - began)
            truth |= {(str(quarter), *key): value or 0 for key, value in values.items()}
            for row in records(found.hidden):
                hidden[row["quarter"], row["indicator"], row["institution"]] = row["width"]
    known = sum(1 for _ in narrowed(known_to_anybody(course, press, truth), truth, hidden))
    return slowest, len(hidden), known


def main(figures: int, first: int, last: int) -> None:
    """Print a line for each course."""
    print("| seed | figures | of bodies | counted | slowest quarter | hidden | narrowed |")
    print("|---:|---:|---:|---|---:|---:|---:|")
    for seed, bodies, counted in product(range(first, last + 1), (1, 2, 4), KINDS):
        course = a_course(figures, bodies, counted, Random(f"{seed} {bodies} {counted}"))
        slowest, hidden, known = played(course)
        told = (seed, len(course.quarters[0]), bodies, counted, f"{slowest:.1f} s", hidden, known)
        print(f"| {' | '.join(map(str, told))} |", flush=True)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:4]))
