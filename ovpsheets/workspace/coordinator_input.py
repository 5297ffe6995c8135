"""What the coordinator typed: in the consolidated workbook, and in plain files beside it.

Both places may be changed. What the last merge showed lies under ``results/shown``
and tells which of them was (:mod:`ovpsheets.decisions.three_way`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ovpsheets.decision import Decision
from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.decisions.over_answers import noted_now, noted_over, read_answers
from ovpsheets.decisions.three_way import merge_decisions
from ovpsheets.files import current, sha256, waiting, write_changed
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.results.consolidated import CONSOLIDATED, Typed, read_typed
from ovpsheets.results.replace import is_as_written
from ovpsheets.results.report.draft_register import Review, read_review, read_shown, shown_csv
from ovpsheets.results.report.finding_states import Kept, merge_states, read_states, states_csv
from ovpsheets.results.write_results import (
    SHOWN_ANSWERS,
    SHOWN_DECISIONS,
    SHOWN_DRAFT,
    SHOWN_STATES,
)
from ovpsheets.texts import Texts
from ovpsheets.workspace.folders import QuarterFolder


@dataclass(frozen=True, slots=True)
class TypedQuarter:
    """What counts of what was typed; ``stamp`` tells whether somebody typed more since."""

    decisions: tuple[Decision, ...]
    states: Mapping[str, Kept]
    review: Review
    stamp: str


def typed_in(place: QuarterFolder, plan: Plan, today: date, texts: Texts) -> TypedQuarter:
    """Return what counts of what was typed in a quarter. Nothing is written.

    *today* is when a decision was withdrawn that is gone; *texts* are the coordinator's.
    Raises WorkspaceError for a workbook or a file that can no longer be read.
    """
    seen = stamp(place)
    workbook = place.results / CONSOLIDATED
    typed = _read_workbook(place, plan) if workbook.is_file() else Typed()
    shown = read_decisions(_shown(place, SHOWN_DECISIONS))
    decisions = noted_over(
        merge_decisions(shown, read_decisions(place.decisions), typed.decisions, today, texts),
        shown,
        read_answers(_shown(place, SHOWN_ANSWERS)),
        today,
    )
    states = merge_states(
        read_states(_shown(place, SHOWN_STATES)), read_states(place.states), typed.states
    )
    base = read_shown(_shown(place, SHOWN_DRAFT))
    review = read_review(place.review).with_typed(base, typed.shown)
    return TypedQuarter(decisions, states, review, seen)


def _read_workbook(place: QuarterFolder, plan: Plan) -> Typed:
    data = (place.results / CONSOLIDATED).read_bytes()
    return read_typed(data, plan, as_written=is_as_written(place.results, CONSOLIDATED))


def stamp(place: QuarterFolder) -> str:
    """Return a digest of everything in which the coordinator can type."""
    paths = (place.results / CONSOLIDATED, place.decisions, place.states, place.shown)
    return " ".join(sha256(path.read_bytes()) if path.is_file() else "" for path in paths)


def write_typed(
    place: QuarterFolder, typed: TypedQuarter, states: Mapping[str, Kept], merged: Merged
) -> None:
    """Bring the plain files up to date: before the workbook, so that a kill loses nothing.

    *states* are those that the workbook will show; *merged* is the quarter as it was read.
    """
    decisions = noted_now(typed.decisions, merged.decided, merged.as_of)
    _write(place.decisions, decisions_csv(decisions), is_needed=bool(decisions))
    _write(place.states, states_csv(states), is_needed=bool(states))
    _write(place.shown, shown_csv(typed.review.shown), is_needed=bool(typed.review.shown))


def _write(path: Path, data: bytes, *, is_needed: bool) -> None:
    if is_needed or path.is_file():
        write_changed(path, data)


def _shown(place: QuarterFolder, name: str) -> Path:
    """Return what the workbook that lies there showed.

    After a killed merge the old workbook may still stand: then so does what it showed.
    """
    is_old = CONSOLIDATED in waiting(place.results)
    return place.results / name if is_old else current(place.results, name)
