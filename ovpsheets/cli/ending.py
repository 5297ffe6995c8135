"""How a command ends: with the step that follows, and one file to open."""

from typing import Final

import click

from ovpsheets.cli import show
from ovpsheets.cli.session import Session
from ovpsheets.workspace.following import NextStep

_KEPT: Final = "ovpsheets.following"
"""Where the step that follows stands in the context, for whoever writes the board."""


GOES_ON: Final = "ovpsheets.goes_on"
"""Set in the context where another step is told right after this one."""


def ended(session: Session, step: NextStep, *, as_json: bool = False) -> None:
    """Say which step follows and which file to open; for a program it is only kept."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[_KEPT] = step
    if not as_json and not (context and context.meta.get(GOES_ON)):
        show.line()
        tell_step(session, step)


def kept_step(context: click.Context) -> NextStep | None:
    """Return the step with which the command of *context* ended, None where it said none."""
    found = context.meta.get(_KEPT)
    return found if isinstance(found, NextStep) else None


def tell_step(session: Session, step: NextStep) -> None:
    """Write a step: the sentence, its command, the file."""
    texts = session.texts
    show.heading(texts("cli.next.heading"))
    until = texts.long_date(step.until) if step.until else ""
    show.line(texts(f"cli.next.step.{step.key}", until=until), indent=2)
    tell_command(session, step)


def tell_command(session: Session, step: NextStep) -> None:
    """Write the command of a step, as it is typed, and the file to open."""
    if step.command:
        command = " ".join(step.command)
        show.verbatim(show.command(session.language, session.folder, command), indent=4)
    if step.open:
        show.line(session.texts("cli.next.open"), indent=2)
        show.verbatim(step.open, indent=4)
