"""``ovpsheets init``: a new workspace."""

from datetime import date
from pathlib import Path

import click

from ovpsheets.cli import show
from ovpsheets.cli.group import Argument, Command
from ovpsheets.cli.session import Session
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.commands import Workspace


@click.command("init", cls=Command)
@click.argument("directory", type=click.Path(path_type=Path), cls=Argument)
@click.pass_obj
def init(session: Session, directory: Path) -> None:
    """Make a folder with a blank plan."""
    texts = session.texts
    workspace = Workspace.start(session.folder / directory, session.language)
    show.heading(texts("cli.init.done", folder=workspace.path))
    show.verbatim(workspace.plan_path)
    show.line()
    show.line(texts("cli.init.next"))
    quarter = Quarter.of(date.today())
    for command in ("plan", f"generate {quarter}"):
        show.verbatim(show.command(session.language, workspace.path, command))
