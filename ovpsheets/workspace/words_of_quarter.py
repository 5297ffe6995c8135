"""The words and the look of a quarter: as it was closed, else published, else those of today."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from ovpsheets.quarter import Quarter
from ovpsheets.templates import Templates
from ovpsheets.words import LANGUAGES, Language, default_language
from ovpsheets.workspace.closed import last_closed
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.kept_templates import kept_templates

P = ParamSpec("P")
R = TypeVar("R")

_OfQuarter = Callable[Concatenate[WorkspaceFolder, Quarter, date, Language, P], R]
"""What is done with a quarter, on a day, in a language."""


def in_words_of_quarter(function: _OfQuarter[P, R]) -> _OfQuarter[P, R]:
    """Return *function* so that the quarter's own templates are at work while it runs.

    In a language that these do not have it speaks their usual one.
    """

    @wraps(function)
    def within(
        workspace: WorkspaceFolder,
        quarter: Quarter,
        as_of: date,
        language: Language,
        /,
        *args: P.args,
        **named: P.kwargs,
    ) -> R:
        with templates_of(workspace, quarter).in_use():
            spoken = language if language in LANGUAGES else default_language()
            return function(workspace, quarter, as_of, spoken, *args, **named)

    return within


def templates_of(workspace: WorkspaceFolder, quarter: Quarter) -> Templates:
    """Return the templates that count for *quarter*; raises SettingsError or WorkspaceError."""
    closed = last_closed(workspace.quarter(quarter))
    if closed is not None and not closed.reopened and (own := kept_templates(closed.folder)):
        return own
    return workspace.templates_of(quarter)
