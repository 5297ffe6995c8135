"""The history that forms and rules know, with what other bodies may be told of each figure.

A figure of persons is told to another body as it was last published (:mod:`ovpsheets.plan.told`).
"""

from dataclasses import replace

import pandas as pd

from ovpsheets.disclosure import (
    Policy,
    indicators_of_persons,
    read_memory,
    remembered,
    said_of_persons,
)
from ovpsheets.plan.model import Plan
from ovpsheets.plan.told import NOT_PUBLISHED, TOLD
from ovpsheets.quarter import Quarter
from ovpsheets.tables import TEXT, Tables, records, said
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.released_figures import known_releases


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
    history = workspace.history(before=quarter)
    own = history.indicators
    if own.empty:
        return history
    published = known_releases(workspace)
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
