"""How a command ends: with the step that follows, and one file to open."""

from typing import Final

import click

from ovpsheets.cli import show
from ovpsheets.cli.session import Session
from ovpsheets.workspace.following import NextStep, said

GOES_ON: Final = "ovpsheets.goes_on"
"""Set in the context where another step is told right after this one."""


def ended(session: Session, step: NextStep, *, as_json: bool = False) -> None:
    """Say which step follows and which file to open; a program is told it by ``--json`` alone."""
    context = click.get_current_context(silent=True)
    if not as_json and not (context and context.meta.get(GOES_ON)):
        show.line()
        tell_step(session, step)


def tell_step(session: Session, step: NextStep) -> None:
    """Write a step: the sentence, its command, the file."""
    texts = session.texts
    show.heading(texts("cli.next.heading"))
    show.line(said(step, texts), indent=2)
    tell_command(session, step)


def tell_command(session: Session, step: NextStep) -> None:
    """Write the command of a step, as it is typed, and the file to open."""
    if step.command:
        command = " ".join(step.command)
        show.verbatim(show.command(session.language, session.folder, command), indent=4)
    if step.open:
        show.line(session.texts("cli.next.open"), indent=2)
        show.verbatim(step.open, indent=4)
