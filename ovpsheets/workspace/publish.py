"""Publish: refuse what is not ready, write ``public/`` as a whole, and keep a log of releases.

public/          what the public gets; nothing else is ever written there
published/       plan, settings and templates it was first published with, which judge it for ever
released.csv     in the workspace: the published figures of every release, for disclosure control
release.csv      the log: day, by, version, override, what stood in the way
questions.xlsx   what has to be answered before; see :mod:`ovpsheets.workspace.release`
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.files import sha256, write_all, write_whole
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.journeys.results_home import PLAN
from ovpsheets.quarter import Quarter
from ovpsheets.release.gate import Obstacle, obstacles
from ovpsheets.release.log import ReleaseEntry, log_csv, read_log
from ovpsheets.release.make import Made
from ovpsheets.release.public_files import SUMS, public_files
from ovpsheets.results.report.draft_register import Review
from ovpsheets.settings_file import NAME as SETTINGS
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.words import Language
from ovpsheets.workspace.closed import last_closed
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.kept_templates import kept_templates, template_copies
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.release import make_release, open_questions, telling
from ovpsheets.workspace.released_figures import keep_released
from ovpsheets.workspace.words_of_quarter import in_words_of_quarter

_EDITED: Final = "edited"


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of publishing a quarter: ``files`` are empty where it was refused."""

    merged: Merged
    made: Made
    obstacles: tuple[Obstacle, ...]
    folder: Path
    files: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()  # of public files that somebody had edited
    questions: Path | None = None  # what has to be answered before
    telling: tuple[Quarter, ...] = ()  # to be published again, for they tell what was taken back

    @property
    def is_published(self) -> bool:
        """Whether anything was written."""
        return bool(self.files)


@in_words_of_quarter
def publish_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    override: str = "",
    by: str = "",
    reading: ReadingOptions | None = None,
) -> Publication:
    """Publish *quarter*, or say what stands in the way.

    With *override*, a reason, it is published all the same, and rows of members who were
    not shown the draft are provisional; figures and texts nobody has answered for stay
    hidden even then. What is to be answered stands in the questions form. Raises
    WorkspaceError while a merge is running, and for a form that cannot be read.
    """
    workspace.plan()
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
        review = merged.review or Review()
        made = make_release(workspace, merged, review)
        found = obstacles(merged, review, made, Texts(language))
        asked = open_questions(workspace, made)
        if found and not override:
            return Publication(merged, made, found, place.public, questions=asked)
        files = public_files(made.public)
        copies = tuple(_copy_edited(place))
        keep_released(workspace, str(quarter), made.released)
        _replace(place.public, files)
        _keep_plan(workspace, place)
        _log(place, review, made, (as_of.isoformat(), by, override), found, files[SUMS])
        paths = tuple(place.public / name for name in files)
        still = telling(workspace, made)
        return Publication(merged, made, found, place.public, paths, copies, asked, still)


def published_to_open(folder: Path, language: Language) -> Path:
    """Return the page of the notification in *folder*, in *language* where there is one."""
    own = folder / f"notification.{language}.html"
    return own if own.is_file() else next(iter(sorted(folder.glob("notification.*.html"))), folder)


def _copy_edited(place: QuarterFolder) -> Iterator[Path]:
    """Copy aside, into the quarter's folder, every public file that somebody edited."""
    sums = place.public / SUMS
    for line in sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else ():
        digest, _, name = line.partition("  ")
        path = place.public / name
        data = path.read_bytes() if path.is_file() else b""
        if data and sha256(data) != digest:
            copy = place.path / _EDITED / f"{path.stem}_{sha256(data)[:8]}{path.suffix}"
            write_whole(copy, data)
            yield copy


def _keep_plan(workspace: WorkspaceFolder, place: QuarterFolder) -> None:
    """Keep what the quarter was first published with: plan and settings judge it for ever."""
    if not place.published_plan.is_file():
        closed = last_closed(place)
        is_closed = closed is not None and not closed.reopened
        source = closed.folder if closed and is_closed else workspace.root
        kept = kept_templates(source) or workspace.templates_of(place.quarter)
        own = workspace.root / SETTINGS
        settings = own.read_bytes() if own.is_file() else b""  # empty: the defaults
        write_all(
            place.published_settings,
            {**template_copies(kept), SETTINGS: settings, PLAN: (source / PLAN).read_bytes()},
        )


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the whole set, all or none; a file of the set before that is no part of it goes."""
    before = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    gone = [n for n in before if n not in files and not n.rpartition("/")[2].startswith(".")]
    write_all(folder, {**files, **dict.fromkeys(gone)})


def _log(
    place: QuarterFolder,
    review: Review,
    made: Made,
    said: tuple[str, str, str],
    found: tuple[Obstacle, ...],
    sums: bytes,
) -> None:
    """Add a line to the log of releases, unless the last one says the same."""
    entries = read_log(place.releases)
    day, by, override = said
    entry = ReleaseEntry(
        release=f"{len(entries) + 1}",
        day=day,
        by=by,
        version=VERSION,
        draft=f"{review.last.number}" if review.last else "",
        override=override,
        obstacles="; ".join(filter(None, (f"{item.kind}: {item.text}" for item in found))),
        provisional=" ".join(sorted(made.public.provisional)),
        sha256=sha256(sums),
    )
    last = entries[-1] if entries else None
    same = last and (last.sha256, last.override, last.by) == (entry.sha256, override, by)
    if not same:
        write_whole(place.releases, log_csv((*entries, entry)))
