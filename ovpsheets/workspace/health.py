"""What somebody who is asked for help wants to know first of a machine and of a workspace."""

import locale
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PurePath
from typing import Final

from ovpsheets.quarter import Quarter
from ovpsheets.version import VERSION
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.lock import Held, held

_SYNCED: Final = {
    "OneDrive": "onedrive",
    "SharePoint": "sharepoint",
    "Dropbox": "dropbox",
    "Google Drive": "google ?drive|googledrive-.*",
    "iCloud": "mobile documents|icloud ?drive",
    "Nextcloud": "nextcloud",
}
"""How the folders are called in which programs keep copies in step: "OneDrive - Ministry"."""

_CONFLICT: Final = re.compile(
    r"\(.*conflict(ed)?( copy)?\b.*\)|\.sync-conflict-|[ _-]conflict(ed)?[ _-]copy", re.IGNORECASE
)
"""How Dropbox, Nextcloud, Google Drive and Syncthing call the version that lost; OneDrive puts
the name of the machine behind, which anybody may do."""

_UNREAD: Final = frozenset({"returns", "mails", ".cache", "edited", "closed"})
"""Folders in which every file is read, or none."""

_ON_PATH: Final = ("soffice", "libreoffice", "localc", "gnumeric", "excel")
_ELSEWHERE: Final = (
    "/Applications/Microsoft Excel.app",
    "/Applications/LibreOffice.app",
    "C:/Program Files/Microsoft Office/root/Office16/EXCEL.EXE",
    "C:/Program Files (x86)/Microsoft Office/root/Office16/EXCEL.EXE",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
"""Where office programs lie that are on nobody's path."""

PACKAGE: Final = "ovpsheets"


@dataclass(frozen=True, slots=True)
class Machine:
    """What ovpsheets runs on.

    ``packages``: what it needs → version, "" for what is not installed. ``code_page``: of what
    is shown; ``office``: the program that opens workbooks, None where none was found.
    """

    ovpsheets: str
    python: str
    system: str
    packages: Mapping[str, str]
    locale: str
    code_page: str
    office: Path | None

    @classmethod
    def here(cls) -> "Machine":
        """Look at this machine."""
        return cls(
            ovpsheets=VERSION,
            python=platform.python_version(),
            system=platform.platform(),
            packages=dict(_packages()),
            locale=".".join(part or "–" for part in locale.getlocale()),
            code_page=sys.stdout.encoding or "–",
            office=office_program(),
        )


@dataclass(frozen=True, slots=True)
class Health:
    """How a workspace lies.

    ``plan``: whether there is one. ``merged``: the quarters that have results. ``locks``: merges
    that run, or were killed. ``synced``: the program that keeps the folder in step, "" for none.
    ``conflicts``: copies that such a program made where two machines had written; relative.
    """

    folder: Path
    plan: bool
    writable: bool
    quarters: tuple[Quarter, ...]
    merged: tuple[Quarter, ...]
    locks: tuple[Held, ...]
    synced: str
    conflicts: tuple[PurePath, ...] = ()


def look_at(workspace: WorkspaceFolder) -> Health:
    """Look at a workspace, or at a folder that is none; nothing in it is opened or written."""
    root = workspace.root.resolve()
    quarters = workspace.quarters()
    found = (held(workspace.quarter(quarter).path) for quarter in quarters)
    return Health(
        folder=root,
        plan=workspace.plan_path.is_file(),
        writable=os.access(root, os.W_OK),
        quarters=quarters,
        merged=tuple(quarter for quarter, _ in workspace.merged()),
        locks=tuple(lock for lock in found if lock is not None),
        synced=synced_by(root),
        conflicts=conflict_copies(root),
    )


def conflict_copies(folder: Path) -> tuple[PurePath, ...]:
    """Return the copies of files in *folder* that a program made of two versions; relative.

    Returns are left out: there every file is read, whatever its name.
    """
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return tuple(
        sorted(p for p in found if _CONFLICT.search(p.name) and not _UNREAD & {*p.parts[:-1]})
    )


def synced_by(folder: PurePath) -> str:
    """Return which program keeps *folder* in step with another machine, "" for none known."""
    for name, pattern in _SYNCED.items():
        if any(re.fullmatch(rf"({pattern})(\b.*)?", p, re.IGNORECASE) for p in folder.parts):
            return name
    return ""


def office_program() -> Path | None:
    """Return where a program lies that opens workbooks, None where none was found."""
    for name in _ON_PATH:
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in map(Path, _ELSEWHERE) if path.exists()), None)


def _packages() -> Iterator[tuple[str, str]]:
    """Yield what ovpsheets needs, and the version that is installed."""
    try:
        needed = requires(PACKAGE) or []
    except PackageNotFoundError:  # run from a folder of sources
        return
    for line in needed:
        if "extra ==" in line:
            continue
        (name,) = re.findall(r"^[\w.-]+", line)
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, ""
