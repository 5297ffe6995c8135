"""What mails say, and of whom: a text that came with a form is that institution's."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled


class MailText(NamedTuple):
    """What a mail says: ``file`` is the mail's."""

    institution: str
    file: str
    text: str


def with_sender(settled: Sequence[Settled]) -> Iterator[tuple[Return, str]]:
    """Yield every return with the institution that it comes from, "" where nobody knows."""
    returns = [item.returned for item in settled]
    beside: dict[tuple[PurePosixPath, date], set[str]] = {}
    for returned in returns:
        beside.setdefault(returned.came_as, set()).add(returned.institution)
    for returned in returns:
        has_more = bool(returned.ledger.unplaced)
        sender = _sender(returned, returns, beside[returned.came_as]) if has_more else ""
        yield returned, returned.institution or sender or returned.mailed_by


def mail_texts(settled: Sequence[Settled]) -> Iterator[MailText]:
    """Yield what each mail says beyond a greeting, where it is known who wrote it."""
    for returned, institution in with_sender(settled):
        for line in returned.ledger.unplaced:
            if institution and line.kind == "mail":
                yield MailText(institution, returned.name, line.raw)


def _sender(mail: Return, returns: Sequence[Return], beside: Set[str]) -> str:
    """Return whose mail it is: that of the one institution whose form came with it, else "".

    The form lies inside it or, where ``collect`` has kept what the mail says,
    beside it under the same name, and came on the same day.
    """
    if not mail.is_container:
        return ""
    inside = {mail.name}
    for returned in returns:  # a container comes before what is in it
        if returned.inside in inside:
            inside.add(returned.name)
    own = {returned.institution for returned in returns if returned.name in inside}
    whose = (own | beside) - {""}
    return whose.pop() if len(whose) == 1 else ""
