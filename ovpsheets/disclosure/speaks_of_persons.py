"""Indicators that speak of persons although the plan says that they count none.

``persons`` is "no" where nobody filled it in: a blank would leave victims unprotected in
silence. The words for persons are those of ``workbook_templates/reading``, in any form.
"""

from ovpsheets.disclosure.person_texts import indicators_of_persons
from ovpsheets.intake.meaning.named_in_words import keys_of
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.words import LANGUAGES


def unprotected(plan: Plan) -> tuple[Indicator, ...]:
    """Return the indicators, in plan order, that speak of persons and are not held to count any.

    Yes or no and days are left out: they are no number of anybody.
    """
    protected = indicators_of_persons(plan)
    return tuple(
        own
        for own in plan.indicators
        if own.code not in protected
        and (own.kind.is_number or own.kind.key == "text")
        and _speaks_of_persons(own)
    )


def _speaks_of_persons(indicator: Indicator) -> bool:
    texts = (indicator.unit, *(indicator.text.in_(language) for language in LANGUAGES))
    return any(vocabulary().counts(word) == "persons" for text in texts for word in keys_of(text))
