"""What stands outside the form: the rows of the table ``unplaced``, and whose they are."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from pathlib import PurePosixPath

from ovpsheets.intake.answer_rows import Row
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled


def unplaced_rows(settled: Sequence[Settled]) -> Iterator[Row]:
    """Yield a row for everything that was typed where the form has no field."""
    returns = [item.returned for item in settled]
    beside: dict[tuple[PurePosixPath, date], set[str]] = {}
    for returned in returns:
        beside.setdefault(returned.came_as, set()).add(returned.institution)
    for returned in returns:
        entries = returned.ledger.unplaced
        sender = _sender(returned, returns, beside[returned.came_as]) if entries else ""
        own = returned.institution or sender or returned.mailed_by
        for entry in entries:
            yield {
                "file": returned.name,
                "institution": own or None,
                "sheet": entry.sheet,
                "cell": entry.cell,
                "kind": entry.kind,
                "text": entry.shown,
                "home": str(entry.home) if entry.home else None,
            }


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
