"""What one body is told of what another reported before: of persons only what is published.

Who newly reports an indicator sees in its form what was reported last, by whoever it was. A
figure of a few persons is not handed on so: a form shows another body's figure of persons as
the public knows it, and where the public does not, that it is not published.

What is public of the earlier figures stands beside them in the column ``told`` of the history
(see :mod:`ovpsheets.workspace.told_of_persons`). A history without it, as a program may hand it in,
knows of no publication.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.parts import above, wholes
from ovpsheets.words import Flag

TOLD: Final = "told"
"""Column of the ``indicators`` of a history: missing where everybody may be told the figure as it
stands; :data:`NOT_PUBLISHED`; else the number that was published."""

NOT_PUBLISHED: Final = Flag.CONFIDENTIAL.value

Row = Mapping[str, Any]


def as_told(row: Row, plan: Plan) -> Row:
    """Return a row of ``indicators`` as a body that did not report it may see it.

    What is not published has neither value nor text, and the flag ``c``. That there was no
    figure, and why, may be told.
    """
    told = _told(row, plan)
    if told is None or (_is_missing(row["value"]) and _is_missing(row["text"])):
        return row
    if told == NOT_PUBLISHED:
        return {**row, "value": None, "text": None, "flag": NOT_PUBLISHED}
    return {**row, "value": float(told), "text": None}


def _told(row: Row, plan: Plan) -> str | None:
    if TOLD in row:
        return None if _is_missing(row[TOLD]) else str(row[TOLD])
    return NOT_PUBLISHED if row["indicator"] in may_count_persons(plan) else None


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value != value  # NaN differs from itself


def may_count_persons(plan: Plan) -> frozenset[str]:
    """Return the indicators that count persons or of which *plan* does not say that they do not.

    With their wholes and parts, whatever it says of these.
    """
    known = wholes(plan)
    roots = {own.code: above(own.code, known)[-1] for own in plan.indicators}
    found = {roots[own.code] for own in plan.indicators if _may_count(own)}
    return frozenset(code for code, root in roots.items() if root in found)


def _may_count(own: Indicator) -> bool:
    is_figure = own.kind.is_number or own.kind.key == "text"
    return bool(own.persons) or (own.persons is None and is_figure)
