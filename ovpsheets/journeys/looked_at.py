"""What a worker finds out about a form once it has read it, so that nobody need look again.

Its rows of the tables, what rules find that need one institution alone, and what its texts tell of
persons. It is as if nothing else had come: where something did that changes it (a second return, a
mail, a decision), its digest is another one, and all this is made where the merge runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pickle import HIGHEST_PROTOCOL, dumps, loads
from typing import Any

from ovpsheets.brief import MergeBrief
from ovpsheets.disclosure.telling import learn_told, tells
from ovpsheets.intake.all_the_way import Further
from ovpsheets.intake.answer_rows import AnswerBatches, batches_of
from ovpsheets.intake.known_batches import KnownBatches
from ovpsheets.intake.one_institution import OneInstitution, one_by_one
from ovpsheets.intake.origin import origin_of_one
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.laid_aside import LaidAside, Sideboard
from ovpsheets.once import once_for_each
from ovpsheets.rules.judged import Judging
from ovpsheets.rules.known_findings import KnownFindings, PlainFindings, plain
from ovpsheets.tables import NOT_TABULATED
from ovpsheets.words import ACTIVITIES


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Of a form, by the digest of its institution: what was found; its rows and what texts tell.

    The latter two are packed as one: the texts are in both, and wait until tables are made.
    """

    found: PlainFindings
    packed: bytes


def look_at(brief: MergeBrief, returned: Return) -> dict[str, LookedAt]:
    """Look at a form, in a worker."""
    alone = QuarterSoFar(brief, reconcile([returned], brief.plan), tables=NOT_TABULATED)
    return {origin_of_one(one): _looked_at(brief, one) for one in one_by_one(alone)}


def _looked_at(brief: MergeBrief, one: OneInstitution) -> LookedAt:
    own, forms = one.institution, one.used_by(one.institution)
    rows = batches_of(brief, own, forms)
    told = {text: tells(text) for form in forms for text in _texts(brief, form)}
    return LookedAt(plain(_judging(brief).one(one)), dumps((rows, told), HIGHEST_PROTOCOL))


def looking_at(known: KnownFindings, rows: KnownBatches) -> Further:
    """Have workers look at forms; *known*, *rows* and who asks for texts know what they say."""
    aside = Sideboard()

    def take_in(made: Any) -> None:
        for key, own in made.items():
            known.learn(key, own.found)
            rows.learn(key, partial(_opened, aside.lay(own.packed)))

    return Further(look_at, take_in)


def _opened(laid: LaidAside) -> AnswerBatches:
    """Return the rows of a form; what its texts tell is known from now on."""
    rows, told = loads(laid.read())
    learn_told(told)
    made: AnswerBatches = rows
    return made


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
