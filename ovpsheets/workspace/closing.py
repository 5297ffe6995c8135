"""Close a quarter, and open it again: what was reported, and what was changed later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.release.gate import open_urgent
from ovpsheets.release.log import read_log
from ovpsheets.results.report.open_items import open_disputes
from ovpsheets.results.write_results import Written
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.closed import Closed, finish, freeze, last_closed, reopen
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.merge import merge_quarter
from ovpsheets.workspace.quarter_folder import QuarterFolder


@dataclass(frozen=True, slots=True)
class Closing:
    """A quarter that was closed: what was frozen, and the results as they now stand."""

    closed: Closed
    merged: Merged
    written: Written


def close_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    by: str = "",
    anyway: bool = False,
    assume: Mapping[str, str] | None = None,
    reading: ReadingOptions | None = None,
) -> Closing:
    """Merge *quarter* a last time, freeze what it was made of, and write its results.

    A closing that was killed after it had frozen the quarter is finished: as it was frozen.
    Raises WorkspaceError for a quarter that is closed, for one in which something is open
    unless *anyway*, and while a merge is running.
    """
    place = workspace.quarter(quarter)
    before = last_closed(place)
    if before and not before.reopened and before.is_finished:
        day = Texts(language).long_date(before.day)
        raise WorkspaceError("already_closed", day=day, quarter=str(quarter))
    if before and not before.reopened:
        merged, written = merge_quarter(workspace, quarter, as_of, language, reading=reading)
        with only_merge(place.path):
            return Closing(finish(before), merged, written)
    texts = Texts(language)

    def is_written(merged: Merged) -> bool:
        # What is closed is merged below, once more. Of what was closed before, the results are
        # where it is seen what differs.
        return before is not None or (not anyway and bool(_still_open(merged, place, texts)))

    merged, _ = merge_quarter(
        workspace, quarter, as_of, language, assume=assume, reading=reading, is_written=is_written
    )
    still = _still_open(merged, place, texts)
    if still and not anyway:
        raise WorkspaceError("close_open", quarter=str(quarter), open=texts.listing(still))
    with only_merge(place.path):
        # What came or was typed since then is found by the merge below, which refuses it.
        closed = freeze(
            workspace,
            place,
            merged,
            by=by,
            decisions=decisions_csv(read_decisions(place.decisions), noted=False),
        )
    merged, written = merge_quarter(workspace, quarter, as_of, language, reading=reading)
    with only_merge(place.path):
        return Closing(finish(closed), merged, written)


def _still_open(merged: Merged, place: QuarterFolder, texts: Texts) -> tuple[str, ...]:
    """Return what is open in a quarter that is to be closed, a phrase each."""
    counts = {
        "urgent": sum(1 for _ in open_urgent(merged, texts)),
        "undecided": len(open_disputes(merged)),
    }
    unpublished = [] if read_log(place.releases) else [texts("cli.close.open.unpublished")]
    counted = [texts(f"cli.close.open.{key}", n=n) for key, n in counts.items() if n]
    return (*unpublished, *counted)


def reopen_quarter(workspace: WorkspaceFolder, quarter: Quarter, day: date, why: str) -> Closed:
    """Let a closed quarter be changed again; what differs from then on is marked as revised.

    Raises WorkspaceError for a quarter that is not closed, and while a merge is running.
    """
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        closed = last_closed(place)
        if closed is None or closed.reopened:
            raise WorkspaceError("not_closed", quarter=str(quarter))
        reopen(closed, day, why)
    return closed
