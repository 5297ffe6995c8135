"""Who was asked what in a quarter: that of which forms were made, whatever the plan says since."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.plan.model import Activity, Indicator, Plan, PlanCheck
from ovpsheets.plan.new_codes import of_now

_CODE: Final = re.compile(r"\d+(?:\.\d+)+")
"""A code in a check as it was typed."""


def as_asked_by(plan: Plan, issued: Plan | None) -> tuple[Plan, Plan | None]:
    """Return *plan* as it was asked, and *issued* where the forms say otherwise than that."""
    if issued is None:
        return plan, None
    asked = as_asked(plan, issued)
    return asked, None if issued == asked else issued


def as_asked(plan: Plan, issued: Plan) -> Plan:
    """Return *plan* with the holders and reporters of *issued*, of which the forms were made.

    What only *plan* has, by code and wording, is left out: nobody was asked about it, so nobody
    owes an answer; it begins with the next forms. What was asked of somebody whom *plan* no
    longer knows, by code or by an alias, stays as *plan* says it.
    """
    codes, names = of_now(plan), _names(plan)
    held = {codes.get(own.code, own.code): own for own in issued.activities}
    asked = {codes.get(own.code, own.code): own for own in issued.indicators}
    worded = {a.text for a in issued.activities} | {i.text for i in issued.indicators}
    activities = [o for o in plan.activities if o.code in held or o.text in worded]
    codes_held = {own.code for own in activities}
    indicators = [
        own
        for own in plan.indicators
        if own.activity in codes_held and (own.code in asked or own.text in worded)
    ]
    known = codes_held.union(own.code for own in indicators)
    return replace(
        plan,
        activities=tuple(_activity(own, held.get(own.code), names) for own in activities),
        indicators=tuple(_indicator(own, asked.get(own.code), names) for own in indicators),
        checks=tuple(own for own in plan.checks if _names_of(own) <= known),
    )


def _names_of(check: PlanCheck) -> set[str]:
    """Return the codes of the rows of which a check is judged, and those that it compares."""
    return {*check.rows, *_CODE.findall(check.typed)}


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
