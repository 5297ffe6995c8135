"""What can go wrong so that a command cannot do its work.

    OvpError                 the root; catches everything below
    ├── PlanError            plan.xlsx cannot be read, or has problems (``problems``)
    ├── WorkspaceError       the folder is not what the command needs
    ├── FormsChangedError    a different form is already there and was not to be overwritten
    ├── SettingsError        ovpsheets.toml cannot be read
    ├── InputError           a function was given a value it cannot take (a ValueError, too)
    │   └── AdoptedFileError … a file from which no plan can be read
    ├── InputTypeError       … a value of another type (a TypeError, too)
    └── InputMissingError    … a file or folder that is not there (a FileNotFoundError, too)

An error is a key of the catalogue ``errors`` with values. ``str(error)`` says
it in English; the command line says it, and what to do, in the reader's
language. Faults in a *returned file* are never errors: they are findings.
"""

import errno
from pathlib import Path
from typing import Protocol

from ovpsheets.languages import OF_PROGRAMS
from ovpsheets.texts import Texts
from ovpsheets.words import Language


class OvpError(Exception):
    """The root of everything ovpsheets raises on purpose."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def message(self, language: Language) -> str:
        """Return what went wrong, in one line, in *language*."""
        return Texts(language)(f"errors.{self.key}", **self.values)

    def tip(self, language: Language) -> str:
        """Return what to do about it, in one line, in *language*."""
        return Texts(language)(f"errors.{self.key}.tip", **self.values)

    def __str__(self) -> str:
        return f"{self.message(OF_PROGRAMS)} {self.tip(OF_PROGRAMS)}"


class LocatedProblem(Protocol):
    """What an error needs to know of a problem (see :mod:`ovpsheets.plan.problems`)."""

    @property
    def key(self) -> str:
        """The kind of problem."""

    @property
    def sheet(self) -> str:
        """The sheet's name."""

    @property
    def cell(self) -> str:
        """The A1 address."""

    def message(self, texts: Texts) -> str:
        """Return place, fault and remedy in one line."""


class PlanError(OvpError):
    """plan.xlsx cannot be read, or has problems: ``problems`` then holds every one of them."""

    def __init__(
        self, key: str, /, *, problems: tuple[LocatedProblem, ...] = (), **values: object
    ) -> None:
        super().__init__(key, **values)
        self.problems = problems

    def __str__(self) -> str:
        lines = (problem.message(Texts(OF_PROGRAMS)) for problem in self.problems)
        return "\n".join((super().__str__(), *lines))


class WorkspaceError(OvpError):
    """The folder is not what the command needs."""


class FormsChangedError(OvpError):
    """A different form is already there and was not to be overwritten."""


class SettingsError(OvpError):
    """ovpsheets.toml cannot be read."""


class InputError(OvpError, ValueError):
    """A function was given a value it cannot take: no quarter, an unknown rule or language."""


class AdoptedFileError(InputError):
    """A file from which a plan was to be read is none that is read; ``reason`` is why."""

    def __init__(self, reason: str, /, **values: object) -> None:
        """*reason* is a key of ``intake.refused``."""
        super().__init__("adopted_refused", **values)
        self.reason = reason

    def message(self, language: Language) -> str:
        """Return which file it is, and why it is not read."""
        texts = Texts(language)
        why = texts(f"intake.refused.{self.reason}")
        return texts(f"errors.{self.key}", why=why, **self.values)


class InputTypeError(OvpError, TypeError):
    """A function was given a value of another type than it takes."""


class InputMissingError(OvpError, FileNotFoundError):
    """A function was given a file or folder that is not there."""

    def __init__(self, path: object) -> None:
        super().__init__("input_missing", path=path, folder=Path.cwd())
        self.errno, self.filename = errno.ENOENT, str(path)
