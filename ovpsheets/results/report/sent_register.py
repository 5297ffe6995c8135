"""sent.csv in the quarter's folder ``mail``: which drafts were sent, to whom, and when.

Columns: institution, kind, day, answers, asks. ``answers`` is a digest of what had come and what
was attached, ``asks`` the marks of what was asked for: while nothing came since and nothing more
is asked, nobody is written the same mail twice. Days are ISO; the last line about an
institution and a kind counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.plain_csv import read_rows, rows_csv

SENT: Final = "sent.csv"

ANSWER: Final = "answer"
"""The kind of mail that answers who wrote without a form."""

ASKING: Final = (ANSWER, "overdue", "correction")
"""The kinds of mails that ask for what should have come."""

_COLUMNS: Final = ("institution", "kind", "day", "answers", "asks")


@dataclass(frozen=True, slots=True)
class SentMail:
    """One mail that was sent."""

    institution: str
    kind: str
    day: date
    answers: str = ""
    asks: tuple[str, ...] = ()


def read_sent(folder: Path) -> tuple[SentMail, ...]:
    """Return what was sent, oldest first; nothing where there is no register.

    Raises WorkspaceError for a register that cannot be read.
    """
    path = folder / SENT
    try:
        return tuple(
            SentMail(
                row["institution"],
                row["kind"],
                date.fromisoformat(row["day"]),
                row["answers"],
                tuple(row["asks"].split()),
            )
            for row in read_rows(path, _COLUMNS, "review_unreadable")
        )
    except ValueError as fault:  # a day that somebody changed
        raise WorkspaceError("review_unreadable", file=path, text="day") from fault


def sent_csv(mails: Iterable[SentMail]) -> bytes:
    """Return the file's content."""
    rows = (
        (mail.institution, mail.kind, mail.day.isoformat(), mail.answers, " ".join(mail.asks))
        for mail in mails
    )
    return rows_csv(_COLUMNS, rows)


def last_to(mails: Iterable[SentMail], institution: str) -> SentMail | None:
    """Return the last mail that an institution was sent, None where there was none."""
    own = [mail for mail in mails if mail.institution == institution]
    return max(own, key=lambda mail: mail.day, default=None)


def was_answered(mails: Iterable[SentMail], institution: str, wrote: date | None) -> bool:
    """Tell whether an institution that wrote without a form was answered since *wrote*.

    *wrote* is None where nobody knows the day: then any answer counts.
    """
    return any(
        mail.kind == ANSWER and mail.institution == institution and mail.day >= (wrote or date.min)
        for mail in mails
    )
