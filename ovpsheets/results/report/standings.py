"""Where each indicator stands against its target: by its value, its total, or all its shares."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.past import Past
from ovpsheets.plan.standing import Shares, all_shares
from ovpsheets.results.report.progress import share_to_target
from ovpsheets.tables import rows_of
from ovpsheets.words import Flag

Row = Mapping[str, Any]
Columns = Mapping[str, Sequence[Any]]
"""The columns of ``indicators``, their values as its rows have them."""


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """A row of ``indicators``, or one for all shares of an indicator: then without institution.

    ``share``: how much of the way to the target it has gone, None where nobody can say;
    ``shares``: what it is made of, None for a row of the table.
    """

    row: Row
    share: float | None
    shares: Shares | None = None

    @property
    def is_given(self) -> bool:
        """Whether anything is known of it: a value, words, or a total of quarters."""
        return any(self.row[name] is not None for name in ("value", "text", "total_so_far"))


def standings(
    plan: Plan, indicators: Columns, together: Mapping[str, Shares]
) -> Iterator[IndicatorStanding]:
    """Yield where *indicators* stand, in their order; what shares make *together* as one."""
    seen: set[str] = set()
    for row in rows_of(indicators):
        own = plan.find_indicator(row["indicator"])
        shares = together.get(row["indicator"])
        if shares is None or own is None:
            yield IndicatorStanding(row, share_to_target(row, own))
        elif own.code not in seen:
            seen.add(own.code)
            whole = _whole(row, own, shares)
            yield IndicatorStanding(whole, share_to_target(whole, own), shares)


def shares_of(plan: Plan, indicators: Columns, past: Past) -> dict[str, Shares]:
    """Return what the shares of the quarter make together, by indicator that is reported so.

    Where one of them is not published nothing is: neither a value nor a total.
    """
    rows: dict[str, list[Row]] = {}
    if not any(own.is_shared for own in plan.indicators):
        return {}
    for row in rows_of(indicators):
        own = plan.find_indicator(row["indicator"])
        if own is not None and own.is_shared:
            rows.setdefault(own.code, []).append(row)
    return {code: _shares(plan.indicator(code), now, past) for code, now in rows.items()}


def _shares(own: Indicator, now: list[Row], past: Past) -> Shares:
    found = all_shares(own, now, past)
    if any(row["flag"] == Flag.CONFIDENTIAL.value for row in now):
        return Shares(None, None, found.asked, ())
    return found


def _whole(row: Row, own: Indicator, shares: Shares) -> Row:
    total = shares.total
    return {
        **row,
        **dict.fromkeys(("institution", "text", "flag", "previous_value", "note", "source")),
        "value": shares.value,
        "total_so_far": total.value if total else None,
        "lacks_quarters": " ".join(total.lacks) or None if total else None,
    }
