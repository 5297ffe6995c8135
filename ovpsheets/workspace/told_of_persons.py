"""What is known of figures of persons before any publication: whom they may be told, what adds up.

The history that forms and rules know has with each figure what other bodies may be told of it.

A figure of persons is told to another body as it was last published (:mod:`ovpsheets.plan.told`).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeGuard, TypeVar

import pandas as pd

from ovpsheets.disclosure import (
    Memory,
    Policy,
    indicators_of_persons,
    read_memory,
    remembered,
    said_of_persons,
    texts_left_out,
)
from ovpsheets.disclosure.noticed import sums_noticed
from ovpsheets.journeys.merged import Merged
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import last_value
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


def sums_of(
    workspace: WorkspaceFolder, merged: Merged, kept: KeptFolder | None = None
) -> tuple[str, ...]:
    """Return the sums that the plan does not say, such as ``3.6.1.1 = 3.6.1.2 + 3.6.1.3``.

    None that somebody answered with no. *kept*: what was worked out before, None for nothing.
    Raises WorkspaceError for files that cannot be read.
    """

    def noticed(plan: Plan, memory: Memory) -> tuple[str, ...]:
        own, before = merged.tables.indicators, merged.history.indicators
        return sums_noticed(plan, merged.quarter, own, before, memory)

    where = kept and kept.of(f"{merged.quarter}/sums")
    return _of_persons(workspace, merged, noticed, where, _are_sums)


def for_members(
    workspace: WorkspaceFolder, merged: Merged, kept: KeptFolder | None = None
) -> Merged:
    """Return *merged* knowing which texts of persons its members are not told of one another.

    Those that would not be published today, for nobody has said yes to them. *kept*: what was
    worked out before, None for nothing.
    """

    def left_out(plan: Plan, memory: Memory) -> frozenset[tuple[str, str, str]]:
        return texts_left_out(plan, merged.quarter, merged.tables.activities, memory)

    where = kept and kept.of(f"{merged.quarter}/untold")
    return replace(merged, untold=_of_persons(workspace, merged, left_out, where, _are_places))


def _are_sums(value: Any) -> TypeGuard[tuple[str, ...]]:
    return isinstance(value, tuple) and all(isinstance(own, str) for own in value)


def _are_places(value: Any) -> TypeGuard[frozenset[tuple[str, str, str]]]:
    return isinstance(value, frozenset) and all(_are_sums(own) and len(own) == 3 for own in value)


def _of_persons(
    workspace: WorkspaceFolder,
    merged: Merged,
    make: Callable[[Plan, Memory], _Told],
    where: KeptFolder | None,
    is_told: Callable[[Any], TypeGuard[_Told]],
) -> _Told:
    """Return what *make* makes of the plan that says what counts persons, and of the answers.

    It follows from these, from the releases, and from what was read.
    """
    memory, releases = read_memory(workspace.disclosure), known_releases(workspace)

    def made() -> _Told:
        published = renumbered_rows(merged.plan, releases)
        return make(counting_persons(workspace, merged.plan, merged.quarter, published), memory)

    return last_value(
        where if merged.origin else None, made, is_told, merged.origin, releases, memory
    )
