"""What the codes of the published tables stand for, in each language that the plan has."""

from collections.abc import Iterator

import pandas as pd

from ovpsheets.plan.model import Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Schema, frame
from ovpsheets.words import LANGUAGES, Subject


def names_schema() -> Schema:
    """Return the columns of the table of names, one title in each language in use.

    A title that the plan does not give in a language is missing, never another language's.
    """
    titles = (f"title_{language}" for language in LANGUAGES)
    return dict.fromkeys(("quarter", "subject", "code", *titles), "text")


def names(plan: Plan, quarter: Quarter) -> pd.DataFrame:
    """Return a row for each commitment, activity, indicator and institution of the plan."""
    return frame(
        names_schema(),
        [
            {
                "quarter": str(quarter),
                "subject": subject.value,
                "code": code,
                **{f"title_{language}": text for language, text in title.given().items()},
            }
            for subject, code, title in _titles(plan)
        ],
    )


def _titles(plan: Plan) -> Iterator[tuple[Subject, str, Wording]]:
    for commitment in plan.commitments:
        yield Subject.COMMITMENT, commitment.code, commitment.title
    for activity in plan.activities:
        yield Subject.ACTIVITY, activity.code, activity.text
    for indicator in plan.indicators:
        yield Subject.INDICATOR, indicator.code, indicator.text
    for institution in plan.institutions:
        yield Subject.INSTITUTION, institution.code, institution.name
