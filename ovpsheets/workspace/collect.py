"""collect, with files: sources are read, forms copied into returns/, the register kept.

Sources are only read. What is no form is left where it lies, and recorded: who sent it has
answered. What lies in returns/ already is known by its content
and not copied again; two different files of one name are both kept.
"""

import hashlib
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Literal

from ovpsheets.brief import MergeBrief
from ovpsheets.errors import WorkspaceError
from ovpsheets.files import portable_file_name, sha256, sweep_parts, write_whole
from ovpsheets.intake.find import find_returns
from ovpsheets.intake.reading.containers.safe_names import free_name, stem
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.workers import Workers
from ovpsheets.journeys.collect import FileToTake, Left, Opening
from ovpsheets.left_file import LeftBehind
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.closed import live_sources
from ovpsheets.workspace.collect_sources import sent_in
from ovpsheets.workspace.evidence_folder import EvidenceFolder
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.left_register import read_left, with_more, write_left
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.received import Received, read_received, write_received

Action = Literal["copied", "text", "present"]
"""A spreadsheet was copied; what a mail says was written; it was there already."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One file that was taken: where from, and as what it now lies in returns/."""

    place: str
    file: str
    action: Action
    sha256: str
    received: Received


@dataclass(frozen=True, slots=True)
class Gathering:
    """What was taken into ``folder``, and what was left and why."""

    folder: Path
    taken: tuple[Taken, ...]
    left: tuple[Left, ...]


def collect_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    sources: Iterable[Path],
    today: date,
    *,
    dry_run: bool = False,
    limits: Limits | None = None,
) -> Gathering:
    """Copy the spreadsheets in *sources* into returns/ of *quarter*; *dry_run* writes nothing.

    Documents with a table of the form likewise. Raises WorkspaceError without a plan, with
    a register that cannot be read, or while a merge of the quarter is running.
    """
    if not workspace.plan_path.is_file():
        raise WorkspaceError("no_plan", folder=workspace.root.resolve())
    place, within = workspace.quarter(quarter), limits or Limits()
    lock = nullcontext() if dry_run else only_merge(place.path)
    with lock, Workers(1, within) as executor:  # which starts nothing before there is a document
        if not dry_run:
            sweep_parts(place.returns)
        shelf = _Shelf(place.returns, read_received(place.received), dry_run)
        known, left = read_left(place.left), list[Left]()
        behind, kept = list[LeftBehind](), EvidenceFolder(place.evidence, dry_run=dry_run)
        try:
            how = Opening(within, executor, partial(_brief, workspace, quarter, today))
            for found in sent_in(sources, _own(workspace), today, how):
                for item in found.items:
                    shelf.take(item)
                left += found.left
                behind += [kept.take(item, data) for item, data in found.behind()]
        finally:  # also of what was copied before a disk was full or somebody interrupted
            if not dry_run and shelf.register:
                write_received(place.received, shelf.register)
            if not dry_run and behind:
                write_left(place.left, with_more(known, behind))
    return Gathering(place.returns, tuple(shelf.taken), tuple(left))


def usual_sources(workspace: WorkspaceFolder) -> tuple[Path, ...]:
    """Return where mails are saved when no other place is named: the workspace's ``mails``.

    Raises WorkspaceError where there is no plan, or no such folder.
    """
    if not workspace.plan_path.is_file():
        raise WorkspaceError("no_plan", folder=workspace.root.resolve())
    if not workspace.mails.is_dir():
        raise WorkspaceError("no_mails", folder=workspace.root.resolve())
    return (workspace.mails,)


def _brief(workspace: WorkspaceFolder, quarter: Quarter, today: date) -> MergeBrief:
    """What a merge knows before the first file; raises WorkspaceError, PlanError."""
    sources = live_sources(workspace, workspace.quarter(quarter))
    return MergeBrief(
        plan=sources.plan, quarter=quarter, as_of=today, history=sources.history,
        issued=sources.issued, issued_with=sources.issued_with, earlier_logos=sources.logos,
        issued_plan=sources.issued_plan,
    ).as_issued()  # fmt: skip


class _Shelf:
    """The folder returns/ while files are put into it."""

    def __init__(self, folder: Path, register: dict[str, Received], dry_run: bool) -> None:
        self.register = register
        self.taken: list[Taken] = []
        self._folder = folder
        self._dry_run = dry_run
        self._settled = frozenset(register)  # these days are the coordinator's
        found = find_returns(folder)  # a link to elsewhere is no copy of what is there
        taken = (*found.files, *found.skipped, *(item.name for item in found.unread))
        self._names = {name.casefold() for name in taken}
        self._files = {
            _digest(path): name
            for name, path in found.files.items()
            if isinstance(path, Path) and path.is_file()
        }

    def take(self, item: FileToTake) -> None:
        """Put *item* into the folder, unless it is there, and into the register."""
        digest = sha256(item.data)
        action: Action = (
            "present" if digest in self._files else "text" if item.is_text else "copied"
        )
        if action != "present":
            name = free_name(portable_file_name(self._name(item)), self._names)
            if not self._dry_run:
                write_whole(self._folder / name, item.data)
            self._files[digest] = name
            self._names.add(name.casefold())
        row = self._row(digest, item)
        self.register[digest] = row
        self.taken.append(Taken(item.place, self._files[digest], action, digest, row))

    def _name(self, item: FileToTake) -> str:
        """Return how *item* is called: what a mail says after the file that lies here now."""
        beside = self._files.get(item.beside, "")
        return f"{stem(PurePosixPath(beside).name)}.eml" if beside else item.name

    def _row(self, digest: str, item: FileToTake) -> Received:
        """Return what is now known: of the same file sent twice, the first mail counts."""
        saved = None if item.mail.sent else item.received
        own = Received(
            self._files[digest], item.received, item.mail.sender, item.mail.subject, saved
        )
        known = self.register.get(digest)
        if known is None:
            return own
        if digest in self._settled:
            return (
                known
                if known.sender
                else replace(own, file=known.file, day=known.day, saved=known.saved)
            )
        return min(known, own, key=lambda row: row.day)


def _digest(path: Path) -> str:
    """Return the digest of a file, "" where it cannot be read: then it is no copy of anything."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _own(workspace: WorkspaceFolder) -> tuple[Path, ...]:
    """Return what is no source even inside one: a blank form must not become a return."""
    folders = [workspace.quarter(quarter).path for quarter in workspace.quarters()]
    return tuple(path.resolve() for path in (workspace.plan_path, workspace.board, *folders))
