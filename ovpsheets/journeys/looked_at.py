"""What a worker finds out about a form once it has read it, so that nobody need look again.

What rules find that need one institution alone, and what its texts tell of persons. It is as if
nothing else had come: where something did that changes it (a second return, a mail, a decision),
its digest is another one, and it is judged where the merge runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ovpsheets.brief import MergeBrief
from ovpsheets.disclosure.telling import learn_told, tells
from ovpsheets.intake.all_the_way import Further
from ovpsheets.intake.one_institution import one_by_one
from ovpsheets.intake.origin import origin_of_one
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.once import once_for_each
from ovpsheets.rules.judged import Judging
from ovpsheets.rules.known_findings import KnownFindings, PlainFindings, plain
from ovpsheets.tables import NOT_TABULATED
from ovpsheets.words import ACTIVITIES


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Of a form: under which digest of its institution what was found; text → what it tells."""

    found: dict[str, PlainFindings] = field(default_factory=dict)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)


def look_at(brief: MergeBrief, returned: Return) -> LookedAt:
    """Look at a form, in a worker."""
    alone = QuarterSoFar(brief, reconcile([returned], brief.plan), tables=NOT_TABULATED)
    found = {origin_of_one(one): plain(_judging(brief).one(one)) for one in one_by_one(alone)}
    return LookedAt(found, {text: tells(text) for text in _texts(brief, returned)})


def looking_at(known: KnownFindings) -> Further:
    """Have workers look at forms, and *known* and who asks for texts know what they say."""

    def take_in(made: Any) -> None:
        for key, found in made.found.items():
            known.learn(key, found)
        learn_told(made.told)

    return Further(look_at, take_in)


@once_for_each
def _judging(brief: MergeBrief) -> Judging:
    return Judging.of(brief)


def _texts(brief: MergeBrief, returned: Return) -> Iterator[str]:
    """Yield the free texts about activities; others are looked at only before a publication."""
    columns = tuple(brief.plan.columns.free_texts(ACTIVITIES))
    for answer in returned.answers.activities.values() if returned.answers else ():
        for column in columns:
            if isinstance(text := answer.fields.get(column), str):
                yield text
