"""Bodies that were renamed, merged, or took a figure over: their figures are one series.

The plan says it by the aliases of an institution; and where somebody reports an indicator for
the first time and somebody else no longer does, the one is taken to follow the other.
"""

from collections.abc import Collection, Iterable, Mapping

from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator, Plan

Kin = Mapping[str, frozenset[str]]
"""An institution → it and those whose figures it carries on, or that carry on its."""


def aliases_in(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the code of each institution that has aliases → these."""
    return {own.code: own.aliases for own in plan.institutions if own.aliases}


def kin_of(
    indicator: Indicator, cells: Iterable[Key], quarter: str, aliases: Mapping[str, Collection[str]]
) -> Kin:
    """Return who follows whom among those who have *cells* of *indicator*, by institution.

    *quarter*: the one to publish; *aliases*: those of each institution. Where it is published
    again, and its plan does not know yet who came later, those who came follow those who left.
    """
    cells = [key for key in cells if key.indicator == indicator.code]
    bodies = sorted({key.institution for key in cells})
    groups = {body: {body} for body in bodies}
    for body in bodies:
        for other in aliases.get(body, ()):
            if other in groups:
                _join(groups, (body, other))
    earlier = {key.institution for key in cells if key.quarter < quarter}
    gone = [b for b in bodies if len(groups[b]) == 1 and b not in indicator.reported_by]
    new = [b for b in bodies if len(groups[b]) == 1 and b not in (*earlier, *gone)]
    if gone and new:
        _join(groups, (*gone, *new))
    until = {key.institution for key in cells if key.quarter <= quarter}
    since = {key.institution for key in cells if key.quarter > quarter}
    left, came = until - since, since - until - set(indicator.reported_by)
    if left and came:
        _join(groups, sorted(left | came))
    return {body: frozenset(group) for body, group in groups.items()}


def _join(groups: dict[str, set[str]], bodies: Iterable[str]) -> None:
    whole = {other for body in bodies for other in groups[body]}
    groups.update(dict.fromkeys(whole, whole))
