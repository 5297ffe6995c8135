"""What the coordinator typed: in the consolidated workbook, and in plain files beside it.

Both places may be changed. What the last merge showed lies under ``results/shown``
and tells which of them was (:mod:`ovpsheets.decisions.three_way`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from ovpsheets.decision import SUM, WHOSE, Decision
from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.decisions.over_answers import noted_now, noted_over, read_answers
from ovpsheets.decisions.three_way import merge_decisions
from ovpsheets.files import current, sha256, waiting, write_changed
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.plan.new_codes import id_of_now, of_now
from ovpsheets.results.consolidated import CONSOLIDATED, Typed, read_typed
from ovpsheets.results.replace import is_as_written
from ovpsheets.results.report.draft_register import Review, read_review, read_shown, shown_csv
from ovpsheets.results.report.finding_states import Kept, merge_states, read_states, states_csv
from ovpsheets.results.shown_before import (
    SHOWN_ANSWERS,
    SHOWN_DECISIONS,
    SHOWN_DRAFT,
    SHOWN_STATES,
)
from ovpsheets.texts import Texts
from ovpsheets.workspace.quarter_folder import QuarterFolder


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
    # Before anything is read: what is saved while we read must look new to whoever compares.
    seen = stamp(place)
    workbook = place.results / CONSOLIDATED
    typed = _read_workbook(place, plan) if workbook.is_file() else Typed()
    now = _CodesOfNow(of_now(plan), texts)
    shown = now.decisions(read_decisions(_shown(place, SHOWN_DECISIONS)))
    decisions = noted_over(
        merge_decisions(
            shown,
            now.decisions(read_decisions(place.decisions)),
            # A workbook without the sheet says nothing; an empty sheet says that all was withdrawn.
            None if typed.decisions is None else now.decisions(typed.decisions),
            today,
            texts,
        ),
        shown,
        cache(lambda: now.by_id(read_answers(_shown(place, SHOWN_ANSWERS)))),
        today,
    )
    states = merge_states(
        now.states(read_states(_shown(place, SHOWN_STATES))),
        now.states(read_states(place.states)),
        None if typed.states is None else now.states(typed.states),
    )
    base = read_shown(_shown(place, SHOWN_DRAFT))
    review = read_review(place.review).with_typed(base, typed.shown)
    return TypedQuarter(decisions, states, review, seen)


_T = TypeVar("_T")

_EACH_CODE: Final = re.compile(r"[^\s=+]+")
"""A code in a sum in signs."""


@dataclass(frozen=True, slots=True)
class _CodesOfNow:
    """What was typed under a code of before the plan was renumbered, under that of now.

    It is so in the workbook, in the files and in what the last merge showed of them alike.
    ``codes``: old → new.
    """

    codes: Mapping[str, str]
    texts: Texts

    def decisions(self, items: Iterable[Decision]) -> tuple[Decision, ...]:
        """Return decisions about the rows of now; the code of before stands in the reason, once."""
        return tuple(map(self._decision, items))

    def _decision(self, item: Decision) -> Decision:
        before = item.code
        if item.what == SUM:
            now = _EACH_CODE.sub(lambda code: self.codes.get(code[0], code[0]), before)
        else:
            now = before if item.what == WHOSE else self.codes.get(before, before)
        # Else the code of before would be said in the reason of every decision, merge after merge.
        if now == before:
            return item
        said = self.texts("decisions.code_of_before", code=before)
        reason = " · ".join(part for part in (item.reason, said) if part)
        return replace(item, code=now, reason=reason)

    def states(self, found: Mapping[str, Kept]) -> dict[str, Kept]:
        """Return states and remarks of findings by the ids of now."""
        return {
            id_of_now(self.codes, identity): replace(own, code=self.codes.get(own.code, own.code))
            for identity, own in found.items()
        }

    def by_id(self, found: Mapping[str, _T] | None) -> dict[str, _T] | None:
        """Return *found* by the ids of now."""
        if found is None:
            return None
        return {id_of_now(self.codes, identity): own for identity, own in found.items()}


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
