"""Who was asked in a quarter: those whose forms were made, whatever the plan says since."""

from collections.abc import Mapping
from dataclasses import replace

from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.plan.new_codes import of_now


def as_asked(plan: Plan, issued: Plan) -> Plan:
    """Return *plan* with the holders and reporters of *issued*, of which the forms were made.

    What only one of the two has stays as *plan* says it, and so does what was asked of somebody
    whom *plan* no longer knows, by code or by an alias.
    """
    codes, names = of_now(plan), _names(plan)
    held = {codes.get(own.code, own.code): own for own in issued.activities}
    asked = {codes.get(own.code, own.code): own for own in issued.indicators}
    return replace(
        plan,
        activities=tuple(_activity(own, held.get(own.code), names) for own in plan.activities),
        indicators=tuple(_indicator(own, asked.get(own.code), names) for own in plan.indicators),
    )


def _names(plan: Plan) -> Mapping[str, str]:
    """Return every code and alias of an institution → its code in *plan*."""
    aliases = {alias: own.code for own in plan.institutions for alias in own.aliases}
    return {**aliases, **{own.code: own.code for own in plan.institutions}}


def _activity(own: Activity, before: Activity | None, names: Mapping[str, str]) -> Activity:
    if before is None or not {before.holder, *before.co_holders} <= names.keys():
        return own
    holder = names[before.holder]
    others = dict.fromkeys(names[code] for code in before.co_holders)
    return replace(own, holder=holder, co_holders=tuple(c for c in others if c != holder))


def _indicator(own: Indicator, before: Indicator | None, names: Mapping[str, str]) -> Indicator:
    if before is None or not set(before.reported_by) <= names.keys():
        return own
    asked = dict.fromkeys(names[code] for code in before.reported_by)
    return replace(own, reported_by=tuple(asked))
