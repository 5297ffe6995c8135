"""What is known of figures of persons before any publication: whom they may be told, what adds up.

The history that forms and rules know has with each figure what other bodies may be told of it.

A figure of persons is told to another body as it was last published (:mod:`ovpsheets.plan.told`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeGuard, TypeVar

import pandas as pd

from ovpsheets.decision import Decision, NoticedSum
from ovpsheets.decisions.file import read_decisions
from ovpsheets.disclosure import (
    Memory,
    Policy,
    indicators_of_persons,
    read_memory,
    remembered,
    said_of_persons,
    texts_left_out,
)
from ovpsheets.disclosure.decided_sums import with_decided_sums
from ovpsheets.disclosure.noticed import sums_noticed
from ovpsheets.disclosure.telling import is_plain, tells
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.journeys.merged import Merged
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import KeptAnswers, last_value
from ovpsheets.plan.model import Plan
from ovpsheets.plan.new_codes import renumbered_rows, under_new_codes
from ovpsheets.plan.told import NOT_PUBLISHED, TOLD
from ovpsheets.quarter import Quarter
from ovpsheets.table_csv import said
from ovpsheets.tables import TEXT, Tables, records
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.released_figures import known_releases

_Told = TypeVar("_Told")


def counting_persons(
    workspace: WorkspaceFolder, plan: Plan, quarter: Quarter, published: pd.DataFrame
) -> Plan:
    """Return *plan* with what is held to count persons, also by answers and what is *published*."""
    counted, _ = remembered(plan, Policy.of(plan), published)
    return said_of_persons(counted, quarter, read_memory(workspace.disclosure)).plan


def told_history(workspace: WorkspaceFolder, plan: Plan, quarter: Quarter) -> Tables:
    """Return the quarters before *quarter*, their figures with the column ``told``.

    Raises WorkspaceError for a table that can no longer be read.
    """
    history = under_new_codes(plan, workspace.history(before=quarter))
    own = history.indicators
    if own.empty:
        return history
    published = renumbered_rows(plan, known_releases(workspace))
    of_persons = indicators_of_persons(counting_persons(workspace, plan, quarter, published)).keys()
    last = {
        (row["quarter"], row["indicator"], row["institution"]): row["value"]
        for row in records(published)
    }
    keys = zip(own["quarter"], own["indicator"], own["institution"], strict=True)
    told = [
        (said(last.get(key)) or NOT_PUBLISHED) if key[1] in of_persons else None for key in keys
    ]
    return replace(history, indicators=own.assign(**{TOLD: pd.Series(told, own.index, TEXT)}))


def known_answers(
    workspace: WorkspaceFolder, quarter: Quarter | None = None, now: Iterable[Decision] = ()
) -> Memory:
    """Return disclosure.csv with what the sheets of decisions of all quarters say of sums.

    *now*: what is decided in *quarter*, which its file may not have yet. Raises WorkspaceError
    for files that can no longer be read.
    """
    # A sum that was denied in one quarter is denied in all: its sheet of decisions is read again.
    decided = {
        str(own): read_decisions(workspace.quarter(own).decisions)
        for own in workspace.quarters()
        if own != quarter
    }
    if quarter is not None:
        decided[str(quarter)] = tuple(now)
    return with_decided_sums(read_memory(workspace.disclosure), decided)


def sums_of(
    workspace: WorkspaceFolder, so_far: QuarterSoFar, origin: str, kept: KeptFolder | None = None
) -> tuple[NoticedSum, ...]:
    """Return the sums that the plan does not say, none that somebody answered with no.

    *origin*: a digest of all that was read, "" for none. *kept*: what was worked out before,
    None for nothing. Raises WorkspaceError for files that cannot be read.
    """
    quarter, own, before = so_far.quarter, so_far.tables.indicators, so_far.history.indicators

    def noticed(plan: Plan, memory: Memory) -> tuple[tuple[str, bool], ...]:
        found = sums_noticed(plan, quarter, own, before, memory)
        return tuple((each.said, each.is_answered) for each in found)

    memory = known_answers(workspace, quarter, so_far.brief.decisions)
    known = _Known(workspace, so_far.plan, quarter, memory)
    # Without a digest of all that was read nobody can tell whether the last answer still holds.
    where = kept.of(f"{quarter}/sums") if kept and origin else None
    found = known.of_persons(noticed, _Last(where, _are_sums, origin))
    return tuple(NoticedSum(*each) for each in found)


def for_members(
    workspace: WorkspaceFolder, merged: Merged, kept: KeptFolder | None = None
) -> Merged:
    """Return *merged* knowing which texts of persons its members are not told of one another.

    Those that would not be published today, for nobody has said yes to them. *kept*: what was
    worked out before, None for nothing.
    """

    def left_out(plan: Plan, memory: Memory) -> frozenset[tuple[str, str, str]]:
        told = KeptAnswers(kept and kept.of(f"{merged.quarter}/told"), tells, "told")
        plain = KeptAnswers(kept and kept.of(f"{merged.quarter}/plain"), _plain, "plain")
        found = texts_left_out(
            plan, merged.quarter, merged.tables.activities, memory, told, lambda t: bool(plain(t))
        )
        told.keep()
        plain.keep()
        return found

    known = _Known(workspace, merged.plan, merged.quarter, read_memory(workspace.disclosure))
    where = kept.of(f"{merged.quarter}/untold") if kept and merged.origin else None
    return replace(
        merged, untold=known.of_persons(left_out, _Last(where, _are_places, merged.origin))
    )


def _plain(text: str) -> tuple[str, ...]:
    """Return a word where *text* can tell of nobody, none where it can."""
    return ("plain",) if is_plain(text) else ()


def _are_sums(value: Any) -> TypeGuard[tuple[tuple[str, bool], ...]]:
    return isinstance(value, tuple) and all(
        isinstance(own, tuple) and [type(part) for part in own] == [str, bool] for own in value
    )


def _are_places(value: Any) -> TypeGuard[frozenset[tuple[str, str, str]]]:
    return isinstance(value, frozenset) and all(_is_place(own) for own in value)


def _is_place(value: Any) -> bool:
    return isinstance(value, tuple) and [type(part) for part in value] == [str, str, str]


@dataclass(frozen=True, slots=True)
class _Last(Generic[_Told]):
    """Where the last value lies, how one is known, and the digest of what was read."""

    where: KeptFolder | None
    is_told: Callable[[Any], TypeGuard[_Told]]
    origin: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of persons in a quarter: by the plan, by answers and by the releases."""

    workspace: WorkspaceFolder
    plan: Plan
    quarter: Quarter
    memory: Memory

    def of_persons(self, make: Callable[[Plan, Memory], _Told], last: _Last[_Told]) -> _Told:
        """Return what *make* makes of the plan that says what counts persons, and of the answers.

        It follows from these, from the releases, and from what was read.
        """
        releases = known_releases(self.workspace)

        def made() -> _Told:
            published = renumbered_rows(self.plan, releases)
            plan = counting_persons(self.workspace, self.plan, self.quarter, published)
            return make(plan, self.memory)

        follows = (last.origin, releases, self.memory)
        return last_value(last.where, made, last.is_told, *follows)
