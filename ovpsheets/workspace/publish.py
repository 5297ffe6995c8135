"""Publish: refuse what is not ready, write ``public/`` as a whole, and keep a log of releases.

public/         what the public gets, and nothing else is ever written there
releases.csv    day, by, version, override, obstacles, digest of public/SHA256SUMS
disclosure.csv  in the workspace: what was decided about figures and texts of persons
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from ovpsheets.files import sha256, write_all, write_whole
from ovpsheets.intake.returns import Reading
from ovpsheets.journeys.merge import Merged
from ovpsheets.member_text import guarded, writable
from ovpsheets.quarter import Quarter
from ovpsheets.release.disclosure import Memory, Policy, memory_csv, read_memory
from ovpsheets.release.disclosure.memory import NAME as MEMORY
from ovpsheets.release.files import SUMS, public_files
from ovpsheets.release.public import Release, release
from ovpsheets.tables import (
    ACTIVITIES,
    INDICATORS,
    Schema,
    Tables,
    counted,
    frame,
    read_csv,
    records,
)
from ovpsheets.version import VERSION
from ovpsheets.words import Language, Severity
from ovpsheets.workspace.folders import QuarterFolder, Workspace
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.quarterly import read_quarter
from ovpsheets.workspace.review import members, standing

_LOG: Final = ("day", "by", "version", "override", "obstacles", "digest")
_OPEN: Final = ("open", "asked")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a quarter is not published: ``unshown``, ``urgent`` or ``question``; and what about."""

    kind: str
    institution: str
    about: str


@dataclass(frozen=True, slots=True)
class Published:
    """What became of publishing: ``files`` are empty where it was refused."""

    merged: Merged
    made: Release
    obstacles: tuple[Obstacle, ...]
    folder: Path
    files: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()  # of public files that somebody had edited


def publish_quarter(
    workspace: Workspace,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    override: str = "",
    by: str = "",
    reading: Reading | None = None,
) -> Published:
    """Publish *quarter*, or say what stands in the way.

    With *override*, a reason, it is published all the same; texts and figures nobody
    has answered for stay hidden even then. What is asked stands in ``disclosure.csv``.
    Raises WorkspaceError while a merge is running.
    """
    workspace.plan()
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
        memory = read_memory(workspace.root / MEMORY)
        policy = Policy.of(merged.plan)
        made = release(merged, published_tables(workspace), memory, policy)
        _remember(workspace.root / MEMORY, memory, made.memory)
        obstacles = (*_obstacles(place, merged), *_questions(made))
        if obstacles and not override:
            return Published(merged, made, obstacles, place.public)
        files = public_files(made)
        copies = _copy_edited(place)
        _replace(place.public, files)
        _log(place, as_of, by, override, obstacles, files[SUMS])
        paths = tuple(place.public / name for name in files)
        return Published(merged, made, obstacles, place.public, paths, copies)


def published_tables(workspace: Workspace) -> Tables:
    """Return the public tables of every quarter that was published, in time order."""
    folders = [workspace.quarter(quarter).public / "data" for quarter in workspace.quarters()]
    return Tables(
        **{
            **{name: getattr(Tables.empty(), name) for name in _OTHERS},
            "activities": _joined(folders, "activities", ACTIVITIES),
            "indicators": _joined(folders, "indicators", INDICATORS),
        }
    )


_OTHERS: Final = ("findings", "returns", "unplaced", "institutions", "revisions")


def _joined(folders: list[Path], name: str, schema: Schema) -> pd.DataFrame:
    paths = [folder / f"{name}.csv" for folder in folders]
    parts = [read_csv(path, schema) for path in paths if path.is_file()]
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else frame(schema, [])


def _remember(path: Path, before: Memory, now: Memory) -> None:
    data = memory_csv(now)
    if now.lines and not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data)


def _obstacles(place: QuarterFolder, merged: Merged) -> Iterator[Obstacle]:
    _, lines = standing(place, merged)
    for code in members(merged):
        line = lines.get(code)
        if line is None or line.shown is None:
            yield Obstacle("unshown", code, "")
    findings = counted(merged.findings)
    for row in records(findings[findings["severity"] == Severity.URGENT.value]):
        if row["state"] in _OPEN:
            yield Obstacle("urgent", row["institution"] or "", row["message"])


def _questions(made: Release) -> Iterator[Obstacle]:
    for row in records(made.questions):
        yield Obstacle("question", row["institution"] or "", row["id"])


def _copy_edited(place: QuarterFolder) -> tuple[Path, ...]:
    """Copy aside, into the quarter's folder, every public file that somebody edited."""
    sums = place.public / SUMS
    copies = []
    for line in sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else ():
        digest, _, name = line.partition("  ")
        path = place.public / name
        if path.is_file() and sha256(path.read_bytes()) != digest:
            stem = f"{path.stem}_{sha256(path.read_bytes())[:8]}{path.suffix}"
            copies.append(place.path / "edited" / stem)
            write_whole(copies[-1], path.read_bytes())
    return tuple(copies)


def _replace(folder: Path, files: dict[str, bytes]) -> None:
    """Write the whole set, all or none; a file of the set before that is no part of it goes."""
    before = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
    gone = dict.fromkeys(name for name in before if name not in files and not _is_part(name))
    write_all(folder, {**files, **gone})


def _is_part(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".")


def _log(
    place: QuarterFolder,
    day: date,
    by: str,
    override: str,
    obstacles: tuple[Obstacle, ...],
    sums: bytes,
) -> None:
    """Add a line to the log of releases, unless it would say what the last one says."""
    path = place.path / "releases.csv"
    lines = path.read_text(encoding="utf-8") if path.is_file() else ",".join(_LOG) + "\n"
    out = io.StringIO()
    texts = (by, VERSION, override, str(len(obstacles)), sha256(sums))
    csv.writer(out, lineterminator="\n").writerow(
        [day.isoformat(), *(guarded(writable(text)) for text in texts)]
    )
    if out.getvalue() not in lines:
        write_whole(path, (lines + out.getvalue()).encode("utf-8"))
