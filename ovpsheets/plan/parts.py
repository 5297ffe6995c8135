"""Which indicators are parts of others: what the plan says, else what their codes say.

An indicator whose code continues another's of the same activity is a part of it:
3.6.1.1.1 and 3.6.1.1.2 are the breakdown of 3.6.1.1. The column ``part_of`` says it of
any other, also across activities, and stands over the code.
"""

from collections.abc import Iterable, Mapping

from ovpsheets.plan.model import Plan


def wholes(plan: Plan) -> dict[str, str]:
    """Return the code of each part → that of its whole; nothing goes in a circle."""
    found: dict[str, str] = {}
    for activity in plan.activities:
        codes = [own.code for own in plan.indicators_of(activity.code)]
        found.update({code: whole for code in codes if (whole := _continued(code, codes))})
    for own in plan.indicators:
        if plan.find_indicator(own.part_of) and own.code not in above(own.part_of, found):
            found[own.code] = own.part_of
    return found


def _continued(code: str, codes: Iterable[str]) -> str:
    """Return the longest of *codes* that *code* continues, "" for none."""
    return max((other for other in codes if code.startswith(f"{other}.")), key=len, default="")


def above(code: str, found: Mapping[str, str]) -> list[str]:
    """Return *code*, its whole, the whole of that …, by what :func:`wholes` found."""
    way = [code]
    while way[-1] in found:
        way.append(found[way[-1]])
    return way
