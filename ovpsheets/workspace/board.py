"""``board.html`` in the workspace: what stands where, over all quarters, with links.

It is drawn from what lies in the folders, after every command that wrote there: no returned file
is read for it. Links are relative, so the page works from a shared folder; it names institutions,
and no person and no address.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.files import write_changed
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.board_quarter import BoardLink, QuarterCard, card_of, link_to
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import NextStep, said
from ovpsheets.writing.page_templates import render_page


@dataclass(frozen=True, slots=True)
class Board:
    """The page. ``step``: the sentence of what comes next, "" where nobody knows."""

    language: Language
    title: str
    state: str
    step: str
    command: str
    open: tuple[BoardLink, ...]
    quarters: tuple[QuarterCard, ...]  # the newest first
    labels: dict[str, str]


def write_board(
    workspace: WorkspaceFolder,
    as_of: date,
    language: Language,
    step: NextStep | None = None,
) -> Path:
    """Write the page anew, and return where it lies.

    *step*: what comes next, None where nobody knows. Raises OvpError for a plan or a register
    that cannot be read, OSError for a folder that cannot be written.
    """
    path = workspace.board
    board = _board(workspace, as_of, Texts(language), step)
    write_changed(path, render_page("board.html.j2", board=board))
    return path


def _board(workspace: WorkspaceFolder, as_of: date, texts: Texts, step: NextStep | None) -> Board:
    plan = workspace.plan()
    cards = tuple(
        card_of(workspace, quarter, plan, texts) for quarter in reversed(workspace.quarters())
    )
    return Board(
        language=texts.language,
        title=plan.title.in_(texts.language) or plan.code,
        state=texts("board.state", day=texts.long_date(as_of)),
        step=said(step, texts) if step else "",
        command=" ".join(("ovpsheets", *step.command)) if step and step.command else "",
        open=link_to(workspace, step.open, texts("board.open")) if step and step.open else (),
        quarters=cards,
        labels={key: texts(f"board.{key}") for key in _LABELS},
    )


_LABELS: Final = (
    "next", "quarters", "institution", "form", "returned", "files", "mails", "last_mail",
    "correction", "no_quarters", "private",
)  # fmt: skip
