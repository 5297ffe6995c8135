"""When and from whom a returned file came: what its own content does not tell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.kept_returns import Recognised
from ovpsheets.intake.reading.opened import OpenedFile
from ovpsheets.intake.recognise.one_file import sent_back
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.senders import institution_of


def recognised(item: OpenedFile, found: Sequence[Return]) -> Recognised:
    """Return what a file was recognised as, with what its mail says of it."""
    mail = item.mail
    return Recognised(
        item.file.sha256,
        tuple(found),
        sender=mail.sender if mail else "",
        sent=mail.sent if mail else None,
        is_mailed=mail is not None,
        data=sent_back(found, item.file.data) if item.inside else b"",
        is_inside=bool(item.inside),
    )


def as_it_came(own: Recognised, modified: date, brief: MergeBrief) -> Iterator[Return]:
    """Yield the returns of a file that was last saved on the day *modified*, with day and sender.

    The day is that of the register or the mail. Else it came when it was last saved: that day is a
    guess. Nobody is said to be late by it, and without a register nobody is judged by it at all.
    """
    day, stamped = _came(own, modified, brief)
    sender = own.sender if own.is_mailed else brief.senders.get(own.sha256, "")
    for found in own.returns:
        yield replace(
            found,
            received=day,
            is_dated=brief.received is not None,
            is_stamped=stamped,
            mailed_by=institution_of(sender, brief.plan) if sender else "",
            came_by=brief.mails.get(own.sha256, ""),
        )


def _came(own: Recognised, modified: date, brief: MergeBrief) -> tuple[date, bool]:
    """Return on which day a file came, and whether that is only its own time stamp."""
    known = brief.received or {}
    if own.sha256 in known and own.sha256 not in brief.stamped:
        return known[own.sha256], False
    # A mail's day may lie ahead of ours by its sender's clock; nothing came after today.
    if own.sent:
        return min(own.sent.date(), brief.as_of), False
    return min(known.get(own.sha256, modified), brief.as_of), True
