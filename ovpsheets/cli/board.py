"""After a command that wrote into the workspace: its page is written anew."""

import logging
from datetime import date
from typing import Final

import click

from ovpsheets.cli.ending import kept_step
from ovpsheets.cli.session import Session, is_workspace
from ovpsheets.errors import OvpError
from ovpsheets.workspace.board import write_board
from ovpsheets.workspace.folders import WorkspaceFolder

_LOG: Final = logging.getLogger(__name__)


def board_after(context: click.Context) -> None:
    """Write the page of the workspace in which the command of *context* was run."""
    session: Session = context.find_root().obj
    if not is_workspace(session.folder):
        return
    step = kept_step(context)
    typed = " ".join(("ovpsheets", *step.command)) if step and step.command else ""
    day = context.params.get("as_of") or date.today()
    try:
        write_board(
            WorkspaceFolder(session.folder), day, session.language, step=step, command=typed
        )
    except (OvpError, OSError) as error:
        # The command has done its work; what of it cannot be read is said by the next one.
        _LOG.warning("the board was not written: %s", error)
