"""The example: three quarters of 2022, from blank forms to the merged reports."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import sha256, write_whole
from ovpsheets.journeys.generate import Generated
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.results.write_results import Written
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.board import write_board
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.generate import generate_quarter
from ovpsheets.workspace.merge import merge_quarter
from ovpsheets.workspace.next_step import next_step
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.received import Received, write_received
from ovpsheets.workspace.starters import write_starters

EXAMPLES: Final = "ovpsheets.examples"

SEEN_ON: Final[Mapping[Quarter, date]] = {
    Quarter(2022, 1): date(2022, 4, 12),
    Quarter(2022, 2): date(2022, 7, 14),  # one return came on the 13th
    Quarter(2022, 3): date(2022, 10, 12),
}
"""The quarters of the example, and the day on which each is merged."""

Tell = Callable[[Quarter], None]


@dataclass(frozen=True, slots=True, eq=False)
class Demo:
    """The finished example: its last quarter, and where everything lies."""

    workspace: WorkspaceFolder
    generated: Generated
    merged: Merged
    written: Written


def build_demo(folder: Path, language: Language, tell: Tell = lambda quarter: None) -> Demo:
    """Build the example in *folder* and take it through its quarters.

    *tell* is told of each quarter as it begins. Raises WorkspaceError where
    the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError("folder_not_empty", folder=folder)
    case = resources.files(EXAMPLES) / "case"
    if not case.is_dir():
        raise WorkspaceError("no_example")
    workspace = WorkspaceFolder(folder)
    write_whole(workspace.plan_path, (case / "plan.xlsx").read_bytes())
    for quarter, as_of in SEEN_ON.items():
        tell(quarter)
        generated = generate_quarter(workspace, quarter)
        put_returns(case, quarter, workspace.quarter(quarter))
        is_last = quarter == max(SEEN_ON)
        merged, written = merge_quarter(workspace, quarter, as_of, language, documents=is_last)
    write_starters(folder, Texts(language))
    step = next_step(workspace, as_of, language, merged=merged)
    write_board(workspace, as_of, language, step)
    return Demo(workspace, generated, merged, written)


def put_returns(case: Traversable, quarter: Quarter, place: QuarterFolder) -> None:
    """Copy what the institutions returned in *quarter*, and record when it came."""
    days = dict(_days(case, quarter))
    received: dict[str, Received] = {}
    for name, data in _files(case / "returns" / str(quarter)):
        write_whole(place.returns / name, data)
        if name in days:
            received[sha256(data)] = Received(name, days[name])
    write_received(place.received, received)


def _days(case: Traversable, quarter: Quarter) -> Iterator[tuple[str, date]]:
    text = (case / "received.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        if row["quarter"] == str(quarter):
            yield row["file"], date.fromisoformat(row["received"])


def _files(folder: Traversable, below: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}", entry.read_bytes()
