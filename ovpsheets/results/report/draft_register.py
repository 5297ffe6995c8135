"""drafts.csv and shown.csv in the quarter's folder ``review``: which drafts there were, and
who was shown which, when, how, and with what answer.

drafts.csv   draft, day, digest, masks
shown.csv    draft, institution, shown, how, answer, comments

A line of shown.csv is made for each member of a draft; the coordinator fills in the
day on which it was shown, or corrects it, here or in the consolidated workbook. Empty is:
not shown, unless there is an answer. ``answer``: agrees · comments, or what was typed.
Days are ISO.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.decisions.three_way import winner
from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.meaning import day_in
from ovpsheets.plain_csv import read_rows, rows_csv

DRAFTS: Final = "drafts.csv"
SHOWN: Final = "shown.csv"

ANSWERS: Final = ("agrees", "comments")
"""What a member can answer; words under ``consolidated.answer``."""

_DRAFT_COLUMNS: Final = ("draft", "day", "digest", "masks")
_NEEDED: Final = _DRAFT_COLUMNS[:3]  # registers of before 0.2 have no more
_SHOWN_COLUMNS: Final = ("draft", "institution", "shown", "how", "answer", "comments")


@dataclass(frozen=True, slots=True)
class Draft:
    """One numbered draft; ``digest`` is that of what was answered, ``masks`` of what is shown."""

    number: int
    day: date
    digest: str
    masks: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One member and one draft. ``day`` is None while the member was not shown it."""

    draft: int
    institution: str
    day: date | None = None
    how: str = ""
    answer: str = ""
    comments: str = ""

    @property
    def was_shown(self) -> bool:
        """Whether the member has seen it: who answered has, whether or not a day is written."""
        return self.day is not None or bool(self.answer)

    @property
    def said(self) -> "Said | None":
        """Everything that can be typed of it; None where nothing is."""
        day = self.day.isoformat() if self.day else ""
        said = (day, self.how, self.answer, self.comments)
        return said if any(said) else None


Said = tuple[str, str, str, str]


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
        shown = {name for name, item in self.of_last().items() if item.was_shown}
        return tuple(member for member in members if member not in shown)

    def with_typed(self, base: Iterable[Shown], typed: Iterable[Shown]) -> "Review":
        """Return the register with what was *typed* into the workbook that showed *base*.

        A line of draft 0 was typed when there was none yet, and is about the last one.
        Where the register says something else than the workbook showed, too, the
        workbook counts, and the comments of both stand.
        """
        number = self.last.number if self.last else 0
        lines = {(item.draft, item.institution): item for item in self.shown}
        before = {(item.draft or number, item.institution): item for item in base}
        for item in typed:
            key = (item.draft or number, item.institution)
            own = replace(item, draft=key[0])
            was, known = (where.get(key, Shown(*key)) for where in (before, lines))
            if winner(was.said, known.said, own.said, lambda said: "") == "workbook":
                lines[key] = _with_comments(own, known, was)
        return replace(self, shown=tuple(lines.values()))


def _with_comments(own: Shown, known: Shown, was: Shown) -> Shown:
    """Return *own* with the comments that came into the register meanwhile.

    After a killed merge the register holds both already.
    """
    if own.comments and own.comments in known.comments:
        return replace(own, comments=known.comments)
    new = known.comments if known.comments != was.comments else ""
    if not new or new in own.comments:
        return own
    return replace(own, comments="\n".join(filter(None, (own.comments, new))))


def read_review(folder: Path) -> Review:
    """Return what the folder ``review`` says; nothing where there is none.

    Raises WorkspaceError for a register that can no longer be read.
    """
    drafts = tuple(
        Draft(_number(folder / DRAFTS, row["draft"]), _day(folder / DRAFTS, row["day"]) or date.min,
              row["digest"], row["masks"])
        for row in _rows(folder / DRAFTS, _DRAFT_COLUMNS, _NEEDED)
    )  # fmt: skip
    return Review(tuple(sorted(drafts, key=lambda draft: draft.number)), read_shown(folder / SHOWN))


def read_shown(path: Path) -> tuple[Shown, ...]:
    """Return the lines of a shown.csv, none where there is no file.

    Raises WorkspaceError for one that can no longer be read.
    """
    return tuple(
        Shown(_number(path, row["draft"]), row["institution"], _day(path, row["shown"]),
              row["how"], row["answer"], row["comments"])
        for row in _rows(path, _SHOWN_COLUMNS)
    )  # fmt: skip


def drafts_csv(review: Review) -> bytes:
    """Return the content of drafts.csv."""
    rows = ((item.number, item.day.isoformat(), item.digest, item.masks) for item in review.drafts)
    return rows_csv(_DRAFT_COLUMNS, rows)


def shown_csv(shown: Iterable[Shown]) -> bytes:
    """Return the content of shown.csv, the newest draft last."""
    ordered = sorted(shown, key=lambda item: item.draft)
    return rows_csv(
        _SHOWN_COLUMNS,
        (
            (item.draft, item.institution, item.day.isoformat() if item.day else "", item.how,
             item.answer, item.comments)
            for item in ordered
        ),
    )  # fmt: skip


def _rows(
    path: Path, columns: tuple[str, ...], needed: tuple[str, ...] = ()
) -> list[dict[str, str]]:
    rows = read_rows(path, needed or columns, "review_unreadable")
    return [{name: (row.get(name) or "").strip() for name in columns} for row in rows]


def _number(path: Path, text: str) -> int:
    if not text.isdecimal():
        raise WorkspaceError("review_unreadable", file=path, text=text)
    return int(text)


def _day(path: Path, text: str) -> date | None:
    day = day_in(text) if text else None
    if text and day is None:
        raise WorkspaceError("review_unreadable", file=path, text=text)
    return day
