"""Second task, trees: what several institutions say of one row, gathered until it can be judged.

A leaf takes out of a part what its forms say of rows that are judged with others, in pieces: rows
that are bound together are in one piece, and each piece has a tree of its own. A node joins what
some below it have; of rows of which all who speak are there by now it judges, and lets go of them.
So hardly anything comes to a root, which has heard everybody.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.once import once_for_each
from ovpsheets.rules.common_rows import CommonRow, common_rows, said_of
from ovpsheets.rules.policy import RulePolicy
from ovpsheets.rules.rule_book import RULES
from ovpsheets.spread.cards import QuarterPart
from ovpsheets.spread.crew import Crew
from ovpsheets.spread.job import Job
from ovpsheets.spread.settling import Compared, settled_part
from ovpsheets.spread.staged import packed, unpacked
from ovpsheets.spread.storage import Lying

_FAN: Final = 8
"""So many are joined by one node."""

_MOST_PIECES: Final = 64


class PieceOfPart(NamedTuple):
    """What was said of the rows of one piece, by its number, and where that lies."""

    number: int
    at: Lying


def compared(parts: Iterable[QuarterPart], crew: Crew) -> Iterator[Compared]:
    """Yield what is found by comparing what *parts* say of rows in common."""
    leaves = ((f"said/{own.number:06d}", own) for own in parts)
    said = crew.surely(say_of_common_rows, leaves)
    below: dict[int, list[Lying]] = {}
    for piece in (own for pieces in said for own in pieces):
        below.setdefault(piece.number, []).append(piece.at)
    level = 0
    while below:
        tasks = list(_nodes(below, level))
        below, level = {}, level + 1
        for (_, number, _, is_root), at in zip(tasks, crew.surely(join, tasks), strict=True):
            if is_root:
                (root,) = crew.job.lying([at])
                yield from unpacked(root)[2]
            else:
                below.setdefault(number, []).append(at)


def _nodes(
    below: dict[int, list[Lying]], level: int
) -> Iterator[tuple[str, int, tuple[Lying, ...], bool]]:
    """Yield the arguments of the nodes that join what lies below: as many as one node joins."""
    for number, every in below.items():
        for start in range(0, len(every), _FAN):
            own = tuple(every[start : start + _FAN])
            yield f"joined/{level}-{number}-{start:06d}", number, own, len(every) <= _FAN


def say_of_common_rows(job: Job, name: str, part: QuarterPart) -> tuple[PieceOfPart, ...]:
    """Lay what a part says of rows in common into the staging, under *name*."""
    with job.at_work() as brief:
        settled = settled_part(job, part, brief).settled
        pieces, laid, end = list[PieceOfPart](), list[bytes](), 0
        for number, rows in _pieces(brief).items():
            if said := said_of(settled, rows, brief.plan):
                data = packed((part.institutions, said, ()))
                laid.append(data)
                pieces.append(PieceOfPart(number, Lying(name, end, end + len(data))))
                end += len(data)
        if laid:
            job.lay({name: b"".join(laid)})
        return tuple(pieces)


def join(job: Job, name: str, number: int, below: tuple[Lying, ...], is_root: bool) -> Lying:
    """Join what several have of a piece, judge what can be, and lay the rest under *name*.

    At the root everybody was heard who says anything.
    """
    with job.at_work() as brief:
        heard, settled, found = tuple[str, ...](), tuple[Any, ...](), tuple[Compared, ...]()
        for data in job.lying(below):
            who, forms, known = unpacked(data)
            heard, settled, found = (*heard, *who), (*settled, *forms), (*found, *known)
        rows, every = _pieces(brief)[number], frozenset(heard)
        ready = {code for code, own in rows.items() if is_root or own.speaking <= every}
        own = QuarterSoFar(brief, said_of(settled, ready, brief.plan))
        found = (*found, *_compared(own, brief))
        data = packed((heard, said_of(settled, rows.keys() - ready, brief.plan), found))
        job.lay({name: data})
        return Lying(name, 0, len(data))


@once_for_each
def _pieces(brief: MergeBrief) -> dict[int, dict[str, CommonRow]]:
    """Return the rows in common by pieces, in which those stay together that are bound."""
    numbers: dict[str, int] = {}
    found: dict[int, dict[str, CommonRow]] = {}
    for code, own in common_rows(brief).items():
        number = numbers.setdefault(own.first, len(numbers) % _MOST_PIECES)
        found.setdefault(number, {})[code] = own
    return found


def _compared(evidence: QuarterSoFar, brief: MergeBrief) -> Iterator[Compared]:
    if evidence.settled:
        for rule in RulePolicy(brief.rules).in_use(RULES):
            if rule.compares == "rows":
                yield from ((rule.id, found) for found in rule.find(evidence))
