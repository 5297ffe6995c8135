"""drafts.csv and shown.csv in the quarter's folder ``review``: which drafts there were, and
who was shown which, when, how, and with what answer.

drafts.csv   draft, day, digest
shown.csv    draft, institution, shown, how, answer, comments

A line of shown.csv is made for each member of a draft; the coordinator fills in the
day on which it was shown, or corrects it. Empty is: not shown. ``answer``: agrees ·
comments. Days are ISO.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.member_text import guarded, unguarded, writable

DRAFTS: Final = "drafts.csv"
SHOWN: Final = "shown.csv"

_DRAFT_COLUMNS: Final = ("draft", "day", "digest")
_SHOWN_COLUMNS: Final = ("draft", "institution", "shown", "how", "answer", "comments")


@dataclass(frozen=True, slots=True)
class Draft:
    """One numbered draft; ``digest`` is that of what members see."""

    number: int
    day: date
    digest: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One member and one draft. ``day`` is None while the member was not shown it."""

    draft: int
    institution: str
    day: date | None = None
    how: str = ""
    answer: str = ""
    comments: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The drafts of a quarter, oldest first, and who was shown them."""

    drafts: tuple[Draft, ...] = ()
    shown: tuple[Shown, ...] = ()

    @property
    def last(self) -> Draft | None:
        """The newest draft, None where there is none."""
        return self.drafts[-1] if self.drafts else None

    def of_last(self) -> dict[str, Shown]:
        """Return how each member stands to the newest draft."""
        number = self.last.number if self.last else 0
        return {item.institution: item for item in self.shown if item.draft == number}

    def days(self) -> dict[str, date]:
        """Return when each member was shown the newest draft, those who were."""
        return {name: item.day for name, item in self.of_last().items() if item.day}

    def not_shown(self, members: Iterable[str]) -> tuple[str, ...]:
        """Return those of *members* who were not shown the newest draft, in their order."""
        days = self.days()
        return tuple(member for member in members if member not in days)


def read_review(folder: Path) -> Review:
    """Return what the folder ``review`` says; nothing where there is none.

    Raises WorkspaceError for a register that can no longer be read.
    """
    drafts = tuple(
        Draft(_number(folder / DRAFTS, row["draft"]), _day(folder / DRAFTS, row["day"]) or date.min,
              row["digest"])
        for row in _rows(folder / DRAFTS, _DRAFT_COLUMNS)
    )  # fmt: skip
    path = folder / SHOWN
    shown = tuple(
        Shown(_number(path, row["draft"]), row["institution"], _day(path, row["shown"]),
              row["how"], row["answer"], row["comments"])
        for row in _rows(path, _SHOWN_COLUMNS)
    )  # fmt: skip
    return Review(tuple(sorted(drafts, key=lambda draft: draft.number)), shown)


def drafts_csv(review: Review) -> bytes:
    """Return the content of drafts.csv."""
    rows = ((item.number, item.day.isoformat(), item.digest) for item in review.drafts)
    return _csv(_DRAFT_COLUMNS, rows)


def shown_csv(review: Review) -> bytes:
    """Return the content of shown.csv, the newest draft last."""
    ordered = sorted(review.shown, key=lambda item: item.draft)
    return _csv(
        _SHOWN_COLUMNS,
        (
            (item.draft, item.institution, item.day.isoformat() if item.day else "", item.how,
             item.answer, item.comments)
            for item in ordered
        ),
    )  # fmt: skip


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(writable(str(value))) for value in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    try:
        found = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise WorkspaceError("review_unreadable", file=path, text="UTF-8") from error
    lacking = set(columns) - set(found.fieldnames or ())
    if lacking:
        raise WorkspaceError("review_unreadable", file=path, text=", ".join(sorted(lacking)))
    return [{name: unguarded((row[name] or "").strip()) for name in columns} for row in found]


def _number(path: Path, text: str) -> int:
    if not text.isdecimal():
        raise WorkspaceError("review_unreadable", file=path, text=text)
    return int(text)


def _day(path: Path, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WorkspaceError("review_unreadable", file=path, text=text) from error
