"""Whether an indicator counts persons: what the plan says, or what was answered in its place.

A blank in ``persons`` is no answer, for it would leave victims unprotected in silence. A "no"
is asked about once where the indicator's wording or unit speaks of persons, by the words of
``workbook_templates/reading`` in any form. Until somebody answers, the indicator is held to
count persons; what was answered is kept in ``disclosure.csv``.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ovpsheets.disclosure.exposing import speaks_of_persons
from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.person_texts import indicators_of_persons
from ovpsheets.disclosure.question import Question, Reason
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.words import LANGUAGES

_KIND: Final = "persons"


@dataclass(frozen=True, slots=True)
class PersonsSaid:
    """What is said of the indicators of a plan.

    ``plan``: with what was answered; an indicator of which nobody has said anything counts
    persons there, too, and its code is in ``undecided``. ``questions``: one for each of these.
    """

    plan: Plan
    undecided: frozenset[str]
    questions: tuple[Question, ...]


def said_of_persons(
    plan: Plan, quarter: Quarter, memory: Memory, codes: Collection[str] | None = None
) -> PersonsSaid:
    """Return what the plan and *memory* say; only *codes* are asked about, None: all."""
    could = tuple(_unprotected(plan))
    unsure = (*filter(_is_blank, could), *filter(_speaks_all_the_same, could))
    questions = {own.code: _question(own, quarter) for own in unsure}
    answers = {code: memory.answer(question.id) for code, question in questions.items()}
    settled = tuple(
        replace(own, persons=answers[own.code] is not False) if own.code in answers else own
        for own in plan.indicators
    )
    undecided = frozenset(code for code, answer in answers.items() if answer is None)
    asked = (q for code, q in questions.items() if codes is None or code in codes)
    return PersonsSaid(replace(plan, indicators=settled), undecided, tuple(asked))


def blank(plan: Plan) -> tuple[Indicator, ...]:
    """Return the indicators, in plan order, of which the plan does not say whether they count."""
    return tuple(filter(_is_blank, _unprotected(plan)))


def unprotected(plan: Plan) -> tuple[Indicator, ...]:
    """Return the indicators, in plan order, that speak of persons though the plan says no."""
    return tuple(filter(_speaks_all_the_same, _unprotected(plan)))


def _is_blank(indicator: Indicator) -> bool:
    return indicator.persons is None


def _speaks_all_the_same(indicator: Indicator) -> bool:
    return indicator.persons is False and speaks(indicator)


def _unprotected(plan: Plan) -> Iterator[Indicator]:
    """Yield what could count persons and is not held to; a yes or a day is no number of anybody."""
    protected = indicators_of_persons(plan)
    for own in plan.indicators:
        if own.code not in protected and (own.kind.is_number or own.kind.key == "text"):
            yield own


def speaks(indicator: Indicator) -> bool:
    """Tell whether an indicator's wording or unit speaks of persons."""
    texts = (*indicator.every_unit, *(indicator.text.in_(language) for language in LANGUAGES))
    return any(map(speaks_of_persons, texts))


def _question(indicator: Indicator, quarter: Quarter) -> Question:
    """Ask about the wording: another one is another indicator, and is asked about anew."""
    wording = next(filter(None, map(indicator.text.in_, LANGUAGES)), "")
    unit = f"[{', '.join(indicator.every_unit)}]" if indicator.every_unit else ""
    about = " ".join(filter(None, (" ".join(wording.split()), unit)))
    return Question(
        _KIND, str(quarter), indicator.activity, indicator.code, "", about,
        reasons=(Reason("blank" if indicator.persons is None else "speaks"),),
    )  # fmt: skip
