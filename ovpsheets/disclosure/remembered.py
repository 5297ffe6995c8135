"""What once counted persons does so for ever, whatever a later plan says.

Of every release is remembered which figures were held to count persons, and from which
number on they were published. A later plan that says "no", gives the indicator another code
or lowers the threshold would otherwise show what was hidden, or what gives it back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from ovpsheets.disclosure.families import thresholds
from ovpsheets.disclosure.figures import BASE
from ovpsheets.disclosure.terms import Key, Policy
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.tables import Schema, frame, records
from ovpsheets.words import LANGUAGES, Flag, fold

REMEMBERED: Final[Schema] = {
    "release": "integer", "quarter": "text", "activity": "text", "indicator": "text",
    "institution": "text", "value": "number", "flag": "text", "accumulation": "text",
    "persons": "yes_no", "threshold": "integer", "wording": "text", "held": "number",
    "base": "integer",
}  # fmt: skip
"""A figure as it was released: ``persons``, whether it counted persons, ``threshold``, from
which number on it was shown (missing where it was held to none), ``wording``: of its indicator;
``held``: the number that was hidden, or rounded to a multiple of ``base``. Later publications must
not give it back, and nobody can tell whether they do who does not know it."""


def remembered(plan: Plan, policy: Policy, published: pd.DataFrame) -> tuple[Plan, Policy]:
    """Return *plan* and *policy* with what *published* (columns: REMEMBERED) tells of persons.

    An indicator is known again by its code, or by its wording under another code.
    """
    rows = records(published.drop_duplicates([n for n in _ABOUT if n in published.columns]))
    of_persons = [row for row in rows if row.get("persons")]
    if not of_persons:
        return plan, policy
    codes = _highest(of_persons, "indicator")
    wordings = _highest(of_persons, "wording")
    found = {
        own.code: max(codes.get(own.code, 0), wordings.get(wording_of(own), 0))
        for own in plan.indicators
        if own.code in codes or wording_of(own) in wordings
    }
    indicators = tuple(
        replace(own, persons=True) if own.code in found else own for own in plan.indicators
    )
    return replace(plan, indicators=indicators), replace(policy, remembered=found)


def as_released(
    plan: Plan,
    policy: Policy,
    indicators: pd.DataFrame,
    whole: pd.DataFrame,
    rounded: Collection[Key] = (),
) -> pd.DataFrame:
    """Return the figures of a release (columns: REMEMBERED, ``release`` missing).

    *plan* and *policy*: those that :func:`remembered` returned. *indicators*: as
    published; *whole*: the same with what is hidden; *rounded*: the cells
    that are rounded.
    """
    held = {_of(row): row["value"] for row in records(whole)}
    of_persons = thresholds(plan, policy)
    # What nobody has decided yet is not remembered as decided.
    limits = {code: n for code, n in of_persons.items() if code not in policy.undecided}
    wordings = {own.code: wording_of(own) for own in plan.indicators}
    rows = (
        {
            **{name: row[name] for name in REMEMBERED if name in row},
            "persons": row["indicator"] in limits,
            "threshold": limits.get(row["indicator"]),
            "wording": wordings.get(row["indicator"]),
            "held": held.get(_of(row)) if _is_hidden(row) or _of(row) in rounded else None,
            "base": BASE if _of(row) in rounded else None,
        }
        for row in records(indicators)
    )
    return frame(REMEMBERED, [{name: row.get(name) for name in REMEMBERED} for row in rows])


def _of(row: Mapping[str, Any]) -> Key:
    return Key(row["quarter"], row["indicator"], row["institution"])


def _is_hidden(row: Mapping[str, Any]) -> bool:
    return bool(row["flag"] == Flag.CONFIDENTIAL.value)


_ABOUT: Final = ("indicator", "persons", "threshold", "wording")


def _highest(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        if row[name]:
            found[row[name]] = max(found.get(row[name], 0), row["threshold"] or 0)
    return found


def wording_of(indicator: Indicator) -> str:
    """Return an indicator's text, spelled alike, in the first language that has one."""
    texts = (indicator.text.in_(language) for language in LANGUAGES)
    return next((" ".join(fold(text).split()) for text in texts if text), "")
