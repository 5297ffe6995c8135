"""Second task, a tree: what several institutions say of one row, gathered until it can be judged.

A leaf takes out of a part what its forms say of rows that are judged with others. A node joins what
some below it have; of rows of which all who speak are there by now it judges, and lets go of them.
So hardly anything comes to the root, which has heard everybody.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.common_rows import common_rows, said_of
from ovpsheets.rules.policy import RulePolicy
from ovpsheets.rules.rule_book import RULES
from ovpsheets.spread.cards import QuarterPart
from ovpsheets.spread.job import Job
from ovpsheets.spread.settling import Compared, settled_part
from ovpsheets.spread.staged import packed, unpacked

_FAN: Final = 8
"""So many are joined by one node."""


def say_of_common_rows(job: Job, name: str, part: QuarterPart) -> str:
    """Lay what a part says of rows in common into the staging, and return its *name* there."""
    with job.at_work() as brief:
        settled = said_of(settled_part(job, part, brief).settled, common_rows(brief))
        job.lay(name, packed((part.institutions, settled, ())))
    return name


def join(job: Job, name: str, below: tuple[str, ...]) -> str:
    """Join what several have, judge what can be, and return the *name* of the rest."""
    with job.at_work() as brief:
        heard, settled, found = tuple[str, ...](), tuple[Any, ...](), tuple[Compared, ...]()
        for one in below:
            who, forms, known = unpacked(job.lying(one))
            heard, settled, found = (*heard, *who), (*settled, *forms), (*found, *known)
        common, every = common_rows(brief), frozenset(heard)
        ready = frozenset(code for code, who in common.items() if who <= every)
        own = QuarterSoFar(brief, said_of(settled, ready))
        found = (*found, *_compared(own, brief))
        rest = said_of(settled, common.keys() - ready)
        job.lay(name, packed((heard, rest, found)))
    return name


def found_at(job: Job, root: str) -> tuple[Compared, ...]:
    """Return what was found by comparing, once everybody was heard."""
    found: tuple[Compared, ...] = unpacked(job.lying(root))[2]
    return found


def in_groups(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the names by as many as one node joins."""
    every = tuple(names)
    for start in range(0, len(every), _FAN):
        yield every[start : start + _FAN]


def _compared(evidence: QuarterSoFar, brief: MergeBrief) -> Iterator[Compared]:
    if evidence.settled:
        for rule in RulePolicy(brief.rules).in_use(RULES):
            if rule.compares == "rows":
                yield from ((rule.id, found) for found in rule.find(evidence))
