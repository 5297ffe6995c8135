"""Several returns of one institution: the newest is used, the others are superseded.

The newest revision of the form wins, then the latest received, then the last
saved; file names never decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ovpsheets.intake.returned import Return
from ovpsheets.words import Used


@dataclass(frozen=True, slots=True)
class Settled:
    """A return and how it ended; ``by`` is the return that took its place."""

    returned: Return
    used: Used
    reason: str  # a key of ``intake.ended``
    by: Return | None = None


def reconcile(returns: Iterable[Return]) -> tuple[Settled, ...]:
    """Settle how every return ends, in the order given."""
    every = tuple(returns)
    winners: dict[tuple[str, str], Return] = {}
    for candidate in every:
        key = _addressee(candidate)
        if not candidate.set_aside and _age(candidate) > _age(winners.get(key)):
            winners[key] = candidate
    return tuple(_settle(item, winners.get(_addressee(item))) for item in every)


def _settle(item: Return, winner: Return | None) -> Settled:
    if item.set_aside or winner is None:
        return Settled(item, Used.SET_ASIDE, item.set_aside)
    if item is winner:
        return Settled(item, Used.USED, "used")
    reason = "same_file" if item.sha256 == winner.sha256 else "superseded"
    return Settled(item, Used.SUPERSEDED, reason, winner)


def _addressee(item: Return) -> tuple[str, str]:
    form_id = item.form_id
    return (form_id.institution, form_id.commitment) if form_id else ("", "")


def _age(item: Return | None) -> tuple[object, ...]:
    if item is None or item.form_id is None:
        return ()
    # The digest decides only between files that nothing else tells apart.
    return item.form_id.revision, item.received, item.modified, item.sha256
