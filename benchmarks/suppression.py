"""How many figures are hidden for others' sake, beside the fewest that would do.

``python -m benchmarks.suppression 200 7``: 200 plans of a whole and its parts, some
institutions, one to three quarters, made with seed 7. Of the last quarter every set of
figures is tried, the smallest first, and each is proved by integer programming (HiGHS) over
the same relations: what our search gives up on, and what our order of hiding costs, both show.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from persons import PARTS, QUARTERS, SIBLINGS, WHOLE, Values, indicator, plan_with, rows
from press import Press

from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.disclosure.audit import Audit, Hidden, Need
from ovpsheets.disclosure.families import Family, families
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.known import Known, published_sums
from ovpsheets.disclosure.noticed import Noticing
from ovpsheets.disclosure.search import Search
from ovpsheets.disclosure.secondary import Told
from ovpsheets.disclosure.solve import Domain, Relation, Span
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Plan
from ovpsheets.words import Accumulation


class Exact(Audit):
    """The audit as a library does it."""

    def _span(self, need: Need, free: Hidden, relations: tuple[Relation, ...], floor: int) -> Span:
        if need.low is not None:
            held = Relation(need.terms, need.low, need.low + need.width - 1)
            relations = (held, *relations)
        domains = self._domains(free | need.cells, relations, floor)
        for key in need.cells - free:
            domains[key] = Domain(self.known.values[key], self.known.values[key])
        ends = [_extreme(need, domains, relations, sign) for sign in (1, -1)]
        if ends[0] is None or ends[1] is None:
            return Span(0)
        return Span(min(need.width, ends[1] - ends[0] + 1))


def _extreme(
    need: Need, domains: dict[Key, Domain], relations: Sequence[Relation], sign: int
) -> int | None:
    """Return the least (1) or the most (−1) that a sum of cells can be; None where nothing fits."""
    place = {key: number for number, key in enumerate(domains)}
    wanted, rows = np.zeros(len(place)), np.zeros((len(relations), len(place)))
    for key, times in need.terms:
        wanted[place[key]] += sign * times
    for row, relation in zip(rows, relations, strict=True):
        for key, times in relation.terms:
            row[place[key]] += times
    highs = [np.inf if one.high is None else one.high for one in relations]
    found = milp(
        wanted,
        integrality=np.ones(len(place), dtype=int),
        bounds=Bounds([d[0] for d in domains.values()], [d[1] for d in domains.values()]),
        constraints=[LinearConstraint(rows, [one.low for one in relations], highs)],
        options={"presolve": False},
    )
    return round(float(sign * found.fun)) if found.success else None


@dataclass(frozen=True, slots=True)
class Counted:
    """Of a plan's last quarter: its figures, those few by themselves, ours hidden, the fewest."""

    cells: int
    few: int
    ours: int
    fewest: int


def a_plan(random: Random) -> Plan:
    """Return a plan of one whole, with parts that the plan names or that merely stand beside it."""
    usual = {
        "reported_by": tuple("ABC"[: random.randint(1, 3)]),
        "accumulation": random.choice(list(Accumulation)),
    }
    parts = random.choice([(), PARTS, (*PARTS, f"{WHOLE}.3"), SIBLINGS])
    return plan_with(*(indicator(code, **usual) for code in (WHOLE, *parts)))


def reported(plan: Plan, random: Random) -> Iterator[Values]:
    """Yield what is reported, quarter by quarter."""
    whole, *parts = plan.indicators
    grows = whole.accumulation is Accumulation.CUMULATIVE
    values: dict[tuple[str, str], float] = {}
    for _ in range(random.randint(1, 3)):
        before = values if grows else {}
        values = {}
        for who in whole.reported_by:
            for own in parts or [whole]:
                new = random.choice((random.randint(0, 6), random.randint(0, 40)))
                values[own.code, who] = new + before.get((own.code, who), 0)
            values[WHOLE, who] = sum(values[own.code, who] for own in parts or [whole])
        yield values


def counted(plan: Plan, course: Sequence[Values], policy: Policy) -> Counted:
    """Publish all quarters, and count what is hidden in the last one."""
    with tempfile.TemporaryDirectory() as folder:
        press = Press(plan, Path(folder), policy)
        for quarter, values in zip(QUARTERS, course[:-1], strict=False):
            press.publish(quarter, values, *elsewhere(str(quarter), values))
        quarter, before = QUARTERS[len(course) - 1], press.published
        table = rows(plan, quarter, course[-1], press.last)
        found = press.publish(quarter, course[-1], *elsewhere(str(quarter), course[-1]))
    hidden = {Key(str(quarter), *key) for key in zip(found.hidden["indicator"],
              found.hidden["institution"], strict=True)}  # fmt: skip
    # What the tool remembers of the quarter is what it decided just now.
    answers = Memory((*press.memory.decided("ask"), *press.memory.decided("whitelist")))
    figures = Figures.of(plan, quarter, table, before, answers)
    told = [
        _told(own, figures, policy, set(found.questions["kind"]))
        for own in families(plan, Noticing(plan, figures).sums())
    ]
    return Counted(
        len(table),
        sum(len(one.secret()) for one in told),
        len(hidden),
        sum(len(_fewest(one, frozenset(hidden & set(one.known.now)))) for one in told),
    )


def elsewhere(quarter: str, values: Values) -> Iterator[Line]:
    """Yield the sum over the institutions, as it is published elsewhere, of every other total."""
    total = sum(value or 0 for (code, _), value in values.items() if code == WHOLE)
    if total % 2:
        yield Line(quarter, WHOLE, "", "whitelist", value=f"{total:g}", source="Извештај")


def _told(own: Family, figures: Figures, policy: Policy, asked: set[str]) -> Told:
    """Return what the public is told; a sum that is asked about is not."""
    known = Known.of(own, figures)
    sums = () if "whitelist_reveals" in asked else published_sums(known, figures).values()
    return Told(known, Search(figures, policy), (*known.relations(), *sums))


def _fewest(told: Told, ours: Hidden) -> Hidden:
    """Return the smallest set of hidden figures that does, *ours* where none is smaller."""
    own, first = told.audit(), told.secret()
    exact = Exact(own.known, own.search, own.relations, own.hideable)
    more = sorted(own.hideable - first)
    for size in range(len(ours) - len(first)):
        for chosen in combinations(more, size):
            if exact.too_narrow(first | frozenset(chosen)) is None:
                return first | frozenset(chosen)
    return ours


def main(number: int, seed: int) -> None:
    """Print what is hidden of *number* plans, with and without protection from contributors."""
    lines = []
    with quiet():
        for name, contributors in (
            ("for everybody", False),
            ("for bodies that reported, too", True),
        ):
            policy = Policy(contributors=contributors)
            lines.append(f"| {name} | {' | '.join(map(str, _counts(number, seed, policy)))} |")
    print("| | figures | few by themselves | hidden | the fewest that do | more than these |")
    print("|---|---:|---:|---:|---:|---:|")
    print("\n".join(lines))


def _counts(number: int, seed: int, policy: Policy) -> Iterator[int]:
    random, found = Random(seed), []
    for _ in range(number):
        plan = a_plan(random)
        found.append(counted(plan, list(reported(plan, random)), policy))
    ours, fewest = (sum(getattr(one, key) for one in found) for key in ("ours", "fewest"))
    yield from (sum(one.cells for one in found), sum(one.few for one in found))
    yield from (ours, fewest, ours - fewest)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what HiGHS writes to the terminal, past Python, off it."""
    sys.stdout.flush()
    kept = os.dup(1)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
