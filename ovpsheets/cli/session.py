"""What every command knows: the workspace it works in and the language it speaks."""

from dataclasses import dataclass
from pathlib import Path

import click

import ovpsheets
from ovpsheets.journeys.results_home import PLAN
from ovpsheets.stations import Progress
from ovpsheets.texts import Texts
from ovpsheets.words import Language, default_language


@dataclass(frozen=True, slots=True)
class Session:
    """The folder given with ``-C`` (or the current one), and the language of what is said.

    ``anyway``: a quarter outside the plan is meant. ``asked``: the language was asked for.
    """

    start: Path
    language: Language
    anyway: bool = False
    asked: bool = False

    @property
    def folder(self) -> Path:
        """The workspace in which *start* lies; *start* itself where it lies in none."""
        return found_at(self.start)

    @property
    def texts(self) -> Texts:
        """The catalogue in the session's language."""
        return Texts(self.language)

    @property
    def workspace(self) -> "ovpsheets.Workspace":
        """The coordinator's folder."""
        return self.reading()

    def reading(
        self,
        jobs: int | None = None,
        progress: Progress | None = None,
        engine: str | None = None,
    ) -> "ovpsheets.Workspace":
        """Return the coordinator's folder, with how returned files are to be read there."""
        return ovpsheets.Workspace(
            self.folder,
            self.language,
            jobs=jobs or 0,
            executor=engine,
            progress=progress,
            anyway=self.anyway,
        )


def is_workspace(folder: Path) -> bool:
    """Tell whether there is a plan in *folder*."""
    return (folder / PLAN).is_file()


def found_at(start: Path) -> Path:
    """Return the nearest folder with a plan, from *start* upwards; *start* where none has one."""
    if is_workspace(start):
        return start
    above = start.resolve().parents
    return next(filter(is_workspace, above), start)


def texts_of(ctx: click.Context) -> Texts:
    """Return the catalogue in the language of *ctx*; Macedonian before one is known."""
    session = ctx.find_root().obj
    return session.texts if isinstance(session, Session) else Texts(default_language())
