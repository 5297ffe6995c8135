"""Totals of quarters: of what counts persons only those that everybody could add up anyhow.

The total less the quarters that were published is the quarter that was not. So one is shown
where each of its quarters is public with the number that is in it, and nowhere else.
"""

from collections.abc import Collection, Iterator

import pandas as pd

from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.terms import HiddenNumber, Key, Policy
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.tables import records
from ovpsheets.words import Flag


def with_open_totals(
    table: pd.DataFrame,
    plan: Plan,
    figures: Figures,
    of_persons: Collection[str],
    policy: Policy,
) -> pd.DataFrame:
    """Return the table ``indicators``, masked, with those totals alone that may be published.

    Of no indicator one that has a hidden quarter in it; *of_persons*: of which of them each
    quarter must have been published besides. Where noughts are protected none of these is shown,
    for it would tell a nought in a quarter that was not published.
    """
    shown = table.copy()
    for place, row in zip(table.index, records(table), strict=True):
        if row["total_so_far"] is not None:
            own = plan.find_indicator(row["indicator"])
            is_strict = own is None or own.code in of_persons
            total = _open_total(row, own, figures, is_strict=is_strict)
            total = None if is_strict and policy.protect_zeros else total
            shown.loc[place, "total_so_far"] = pd.NA if total is None else total
    return shown


def hidden_totals(whole: pd.DataFrame, masked: pd.DataFrame, plan: Plan) -> Iterator[HiddenNumber]:
    """Yield the totals of *whole* that are missing in *masked*: no text may repeat them unasked."""
    for before, after in zip(records(whole), records(masked), strict=True):
        own = plan.find_indicator(before["indicator"])
        if own and before["total_so_far"] and after["total_so_far"] is None:
            commitment = plan.activity(own.activity).commitment
            number = abs(int(before["total_so_far"]))
            yield HiddenNumber(own.code, own.activity, commitment, number)


def _open_total(
    row: dict[str, object], own: Indicator | None, figures: Figures, *, is_strict: bool
) -> float | None:
    now = Key(str(row["quarter"]), str(row["indicator"]), str(row["institution"]))
    earlier = _series(now, own, figures)
    told = [figures.public[key] for key in earlier]
    if row["flag"] == Flag.CONFIDENTIAL.value or None in told:
        return None
    total = row["total_so_far"]
    if not is_strict or not isinstance(total, int | float):
        return total if isinstance(total, int | float) else None
    # A rounded figure is public as it was rounded, and so is a sum of such.
    held = sum(figures.ours[key] for key in earlier) + figures.values.get(now, 0)
    value = row["value"] if isinstance(row["value"], int | float) else 0
    return value + sum(number for number in told if number is not None) if held == total else None


def _series(now: Key, own: Indicator | None, figures: Figures) -> list[Key]:
    """Return the earlier cells that everybody knows of and that are in the total of *now*."""
    kin = {now.institution}
    kin |= figures.kin(own).get(now.institution, frozenset()) if own else set()
    mine = [k for k in figures.public if k.indicator == now.indicator and k.quarter < now.quarter]
    if own is not None and own.is_one_figure:
        # One number that several bodies give: what the institution itself gave comes before theirs.
        by_quarter = {key.quarter: key for key in mine}
        by_quarter |= {key.quarter: key for key in mine if key.institution in kin}
        return list(by_quarter.values())
    return [key for key in mine if key.institution in kin]
