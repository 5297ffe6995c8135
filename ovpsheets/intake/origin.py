"""From what a merged quarter follows, as a digest: where it is the same, all else is the same."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.digest import NoDigestError, digest_of
from ovpsheets.intake.one_institution import OneInstitution
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled

_TOLD_OTHERWISE: Final = frozenset(
    ("plan", "history", "issued", "received", "stamped", "senders", "mails", "left")
)
"""Of a brief: what its own digest tells, or the returns, which say when and from whom they came."""


def origin_of(brief: MergeBrief, settled: Iterable[Settled], limits: Limits) -> str:
    """Return a digest of all from which the merged quarter follows, "" where there is none."""
    # The placed cells and answers follow from the bytes, whose digest is in it: to take them
    # in as well would take longer than to judge the quarter.
    files = [_as_read(item.returned) for item in settled]
    rest = {
        item.name: getattr(brief, item.name)
        for item in fields(brief)
        if item.name not in _TOLD_OTHERWISE
    }
    try:
        return digest_of(brief.origin, rest, files, limits) if brief.origin else ""
    except NoDigestError:
        return ""


def origin_of_one(one: OneInstitution) -> str:
    """Return a digest of all that a rule may know of one institution, "" where there is none.

    But for the brief, of which rules ask for the plan, the past and what its own digest tells:
    not for the day on which the quarter is looked at.
    """
    ended = [(item.used, item.reason, _as_read(item.returned)) for item in one.settled]
    told = (one.institution, ended, one.outcomes, one.said, one.proven)
    try:
        return digest_of(told)
    except NoDigestError:
        return ""


def _as_read(returned: Return) -> tuple[object, ...]:
    """Return of a file what was read, and how it came: the rest follows from its bytes."""
    return tuple(
        getattr(returned, item.name)
        for item in fields(returned)
        if item.name not in ("ledger", "placement", "answers", "data")
    )
