"""Review: the numbered draft, who was shown it when, and what they answered.

review/drafts.csv    draft, day, digest: a draft has a new number when its content has changed
review/shown.csv     draft, institution, shown, answered, agrees, comment; may be edited by hand
review/draft-2/      what each member is sent: the summary as Word document, a form for comments
review/comments/     forms for comments that came back
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import sha256, write_all, write_whole
from ovpsheets.intake.cells import Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.read import open_file
from ovpsheets.intake.returns import Reading
from ovpsheets.journeys.merge import Merged
from ovpsheets.member_text import guarded, unguarded, writable
from ovpsheets.quarter import Quarter
from ovpsheets.release.comments import Comment, comments_form, read_comment
from ovpsheets.results.summary import render_docx, summary_context
from ovpsheets.tables import records, to_csv
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.folders import QuarterFolder, Workspace
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.quarterly import read_quarter

_DRAFTS: Final = ("draft", "day", "digest")
_SHOWN: Final = ("draft", "institution", "shown", "answered", "agrees", "comment")
EVERYONE: Final = "all"


@dataclass(frozen=True, slots=True)
class Draft:
    """One numbered draft; ``digest`` is that of its content."""

    number: int
    day: date
    digest: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A member and a draft: when it was shown, when and what was answered; None: not yet."""

    draft: int
    institution: str
    shown: date | None = None
    answered: date | None = None
    agrees: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The draft as it stands: its number, every member's line, the files for the members."""

    merged: Merged
    draft: Draft
    lines: tuple[Shown, ...]
    folder: Path
    files: tuple[Path, ...]

    @property
    def unshown(self) -> tuple[str, ...]:
        """The members who were not shown this draft."""
        return tuple(line.institution for line in self.lines if line.shown is None)


def review_quarter(
    workspace: Workspace,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    shown: Iterable[str] = (),
    reading: Reading | None = None,
) -> Reviewed:
    """Number the draft, prepare what members are sent, and record to whom it was shown on *as_of*.

    *shown*: institutions that were shown it, or ``all``. Comments that came back are
    read. Nothing is sent. Raises WorkspaceError for an unknown institution.
    """
    workspace.plan()
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
        drafts = read_drafts(place)
        draft = _numbered(drafts, merged, as_of)
        lines = _lines(place, merged, draft, _known(merged, shown), as_of)
        folder = place.review / f"draft-{draft.number}"
        files = dict(_files(merged, draft))
        write_all(folder, dict(files))
        _write(place.review / "drafts.csv", _DRAFTS, map(_draft_row, _with(drafts, draft)))
        _write(place.review / "shown.csv", _SHOWN, map(_shown_row, lines))
        own = tuple(line for line in lines if line.draft == draft.number)
        return Reviewed(merged, draft, own, folder, tuple(folder / name for name in files))


def standing(place: QuarterFolder, merged: Merged) -> tuple[Draft | None, dict[str, Shown]]:
    """Return the draft that was shown last, and its lines by institution; writes nothing.

    A draft whose content has changed since is not the one that members know: None.
    """
    drafts = read_drafts(place)
    if not drafts or drafts[-1].digest != digest_of(merged):
        return None, {}
    last = drafts[-1]
    lines = {line.institution: line for line in read_shown(place) if line.draft == last.number}
    return last, lines


def digest_of(merged: Merged) -> str:
    """Return a digest of all that members are shown; where it stood is no part of it."""
    tables = merged.tables
    seen = [
        tables.activities.drop(columns=["file", "sheet", "row", "decision"]),
        tables.indicators.drop(columns=["file", "sheet", "cell", "decision"]),
        tables.institutions[["institution", "expected", "returned", "received"]],
    ]
    return sha256("".join(map(to_csv, seen)).encode("utf-8"))[:16]


def read_drafts(place: QuarterFolder) -> tuple[Draft, ...]:
    """Return the drafts of a quarter, oldest first; raises WorkspaceError."""
    rows = _rows(place.review / "drafts.csv", _DRAFTS)
    return tuple(
        Draft(int(row["draft"]), date.fromisoformat(row["day"]), row["digest"]) for row in rows
    )


def read_shown(place: QuarterFolder) -> tuple[Shown, ...]:
    """Return who was shown which draft; raises WorkspaceError."""
    path = place.review / "shown.csv"
    return tuple(
        Shown(
            int(row["draft"]), row["institution"], _day(path, row["shown"]),
            _day(path, row["answered"]), row["agrees"], row["comment"],
        )
        for row in _rows(path, _SHOWN)
    )  # fmt: skip


def members(merged: Merged) -> tuple[str, ...]:
    """Return the institutions that report in the quarter, in plan order."""
    return tuple(row["institution"] for row in records(merged.institutions) if row["expected"])


def _numbered(drafts: Sequence[Draft], merged: Merged, day: date) -> Draft:
    digest = digest_of(merged)
    if drafts and drafts[-1].digest == digest:
        return drafts[-1]
    return Draft(drafts[-1].number + 1 if drafts else 1, day, digest)


def _with(drafts: Sequence[Draft], draft: Draft) -> tuple[Draft, ...]:
    return (*(one for one in drafts if one.number != draft.number), draft)


def _known(merged: Merged, shown: Iterable[str]) -> set[str]:
    wanted, known = set(shown), set(members(merged))
    if EVERYONE in {name.lower() for name in wanted}:
        return known
    for code in sorted(wanted - known):
        raise WorkspaceError("unknown_institution", code=code, known=", ".join(sorted(known)))
    return wanted


def _lines(
    place: QuarterFolder, merged: Merged, draft: Draft, shown: set[str], day: date
) -> list[Shown]:
    """Return every line of shown.csv, those of this draft completed."""
    lines = {(line.draft, line.institution): line for line in read_shown(place)}
    for code in members(merged):
        line = lines.get((draft.number, code), Shown(draft.number, code))
        if code in shown and line.shown is None:
            line = replace(line, shown=day)
        lines[draft.number, code] = line
    for comment in _comments(place):
        key = comment.draft, comment.institution
        if key in lines:
            known = lines[key]
            lines[key] = replace(
                known, answered=known.answered or day, agrees=comment.agrees, comment=comment.text
            )
    return [lines[key] for key in sorted(lines)]


def _comments(place: QuarterFolder) -> Iterator[Comment]:
    """Yield what came back; a file that is no form for comments says nothing here."""
    for path in sorted((place.review / "comments").glob("*.xls*")):
        opened = open_file(path.name, path.read_bytes(), Limits())
        comment = read_comment(opened) if isinstance(opened, Contents) else None
        if comment:
            yield comment


def _files(merged: Merged, draft: Draft) -> Iterator[tuple[str, bytes]]:
    for language in merged.plan.languages:
        context = summary_context(merged, Texts(language))
        yield f"summary.{language}.docx", render_docx(context)
    for code in members(merged):
        texts = Texts(merged.plan.institution(code).language)
        yield f"comments_{code}.xlsx", comments_form(merged, code, draft.number, texts)


def _rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        found = [
            {name: unguarded((row.get(name) or "").strip()) for name in needed} for row in rows
        ]
    except UnicodeDecodeError as error:
        raise WorkspaceError("data_damaged", file=path) from error
    if any(not row["draft"].isdecimal() for row in found):
        raise WorkspaceError("data_damaged", file=path)
    return found


def _day(path: Path, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WorkspaceError("received_unreadable", file=path, text=text) from error


def _draft_row(draft: Draft) -> tuple[str, ...]:
    return f"{draft.number}", draft.day.isoformat(), draft.digest


def _shown_row(line: Shown) -> tuple[str, ...]:
    days = (day.isoformat() if day else "" for day in (line.shown, line.answered))
    return f"{line.draft}", line.institution, *days, line.agrees, line.comment


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(guarded(writable(text)) for text in row)
    write_whole(path, out.getvalue().encode("utf-8"))
