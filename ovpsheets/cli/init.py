"""``ovpsheets init``: a new workspace."""

from datetime import date
from pathlib import Path

from ovpsheets.cli import show
from ovpsheets.cli.session import Session
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.commands import Workspace


def init(session: Session, directory: Path) -> None:
    """Make a folder with a blank plan."""
    texts = session.texts
    workspace = Workspace.start(session.start / directory, session.language)
    show.heading(texts("cli.init.done", folder=workspace.path))
    show.verbatim(workspace.plan_path)
    show.line()
    show.line(texts("cli.init.next"))
    quarter = Quarter.of(date.today())
    for command in ("plan", f"generate {quarter}"):
        show.verbatim(show.command(session.language, workspace.path, command))
