"""Where a workspace stands on a day, and the one thing to do next.

What was done is seen from what lies in the folders; nothing is kept for this alone.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ovpsheets.errors import PlanError
from ovpsheets.forms.register import read_register
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.release.gate import Obstacle
from ovpsheets.words import Language
from ovpsheets.workspace.closed import last_closed
from ovpsheets.workspace.due_steps import QuarterAtHand, has_files
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import NextStep
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.merged_tables import is_merged
from ovpsheets.workspace.quarter_folder import QuarterFolder


@dataclass(frozen=True, slots=True)
class WorkspaceStanding:
    """A workspace on a day. ``quarter`` and ``merged`` are None before there is a good plan.

    ``drafts``: mails that are due and were not sent; ``obstacles``: what stands between the
    quarter and its publication, as far as that has been looked at; ``open_before``: earlier
    quarters that are not closed.
    """

    folder: Path
    step: NextStep
    quarter: Quarter | None = None
    merged: Merged | None = None
    forms: int = 0
    drafts: int = 0
    obstacles: tuple[Obstacle, ...] = ()
    open_before: tuple[Quarter, ...] = ()


def where_things_stand(
    workspace: WorkspaceFolder,
    as_of: date,
    language: Language,
    reading: ReadingOptions | None = None,
    asked: Quarter | None = None,
) -> WorkspaceStanding:
    """Return how *workspace* stands on *as_of*, and what comes next. Nothing is written.

    *asked*: the quarter it is about; without one that of :func:`working_quarter`.

    Raises WorkspaceError for a folder without a plan, and for what can no longer be read.
    """
    quarter = _quarter_at(workspace, as_of, asked)
    if isinstance(quarter, NextStep):
        return WorkspaceStanding(workspace.root, quarter)
    forms = read_register(workspace.quarter(quarter).forms)
    merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
    known = QuarterAtHand(workspace, merged, bool(forms), language, reading)
    step = known.first()
    issued = len({(form.institution, form.commitment) for form in forms})
    return WorkspaceStanding(
        workspace.root, step, quarter, merged, issued, known.unsent(), known.obstacles,
        open_before(workspace, quarter),
    )  # fmt: skip


def next_step(
    workspace: WorkspaceFolder,
    as_of: date,
    language: Language,
    reading: ReadingOptions | None = None,
    merged: Merged | None = None,
) -> NextStep:
    """Return what comes next in *workspace*, as :func:`where_things_stand`.

    *merged*: a quarter as it was just read; where that is the one it is about, nothing is read
    again. None where nothing was read.
    """
    quarter = _quarter_at(workspace, as_of)
    if isinstance(quarter, NextStep):
        return quarter
    if merged is None or merged.quarter != quarter:
        merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
    forms = read_register(workspace.quarter(quarter).forms)
    return QuarterAtHand(workspace, merged, bool(forms), language, reading).first()


def _quarter_at(
    workspace: WorkspaceFolder, as_of: date, asked: Quarter | None = None
) -> Quarter | NextStep:
    """Return the quarter it is about, or the step where it is about none."""
    try:
        plan = workspace.plan()
    except PlanError:
        return NextStep("plan", ("plan",), workspace.plan_path)
    return asked or working_quarter(workspace, plan, as_of) or NextStep("finished")


def working_quarter(workspace: WorkspaceFolder, plan: Plan, as_of: date) -> Quarter | None:
    """Return the quarter at which the coordinator is: the last that is begun.

    Where that is closed, the one after it; in a new workspace the last that has ended. None
    where the last quarter of the plan is closed.
    """
    begun = [quarter for quarter in workspace.quarters() if _is_begun(workspace.quarter(quarter))]
    if begun and not _is_open(workspace.quarter(begun[-1])):
        following = begun[-1].next()
        return following if following.start <= plan.end else None
    if begun:
        return begun[-1]
    ended = Quarter.of(as_of).previous()
    return max(Quarter.of(plan.start), min(ended, Quarter.of(plan.end)))


def open_before(workspace: WorkspaceFolder, quarter: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters before *quarter* that are begun and not closed, in time order."""
    earlier = (other for other in workspace.quarters() if other < quarter)
    places = {other: workspace.quarter(other) for other in earlier}
    return tuple(q for q, place in places.items() if _is_begun(place) and _is_open(place))


def _is_open(place: QuarterFolder) -> bool:
    closed = last_closed(place)
    return closed is None or bool(closed.reopened)


def _is_begun(place: QuarterFolder) -> bool:
    return place.forms.is_dir() or is_merged(place.results) or has_files(place.returns)
