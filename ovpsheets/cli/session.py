"""What every command knows: the workspace it works in and the language it speaks."""

from dataclasses import dataclass
from pathlib import Path

import click

from ovpsheets.intake.read_returns import Progress
from ovpsheets.texts import Texts
from ovpsheets.words import DEFAULT_LANGUAGE, Language
from ovpsheets.workspace.commands import Workspace


@dataclass(frozen=True, slots=True)
class Session:
    """The folder given with ``-C``, and the language given with ``--lang``."""

    folder: Path
    language: Language

    @property
    def texts(self) -> Texts:
        """The catalogue in the session's language."""
        return Texts(self.language)

    @property
    def workspace(self) -> Workspace:
        """The coordinator's folder."""
        return self.reading()

    def reading(self, jobs: int | None = None, progress: Progress | None = None) -> Workspace:
        """Return the coordinator's folder, with how returned files are to be read there."""
        return Workspace(self.folder, self.language, jobs=jobs or 0, progress=progress)


def texts_of(ctx: click.Context) -> Texts:
    """Return the catalogue in the language of *ctx*; Macedonian before one is known."""
    session = ctx.find_root().obj
    return session.texts if isinstance(session, Session) else Texts(DEFAULT_LANGUAGE)
