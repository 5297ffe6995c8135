"""Sums that a merge notices among figures of persons, before anybody publishes them."""

from ovpsheets.disclosure import read_memory
from ovpsheets.disclosure.noticed import sums_noticed
from ovpsheets.journeys.merged import Merged
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.released_figures import known_releases
from ovpsheets.workspace.told_history import counting_persons


def sums_of(workspace: WorkspaceFolder, merged: Merged) -> tuple[str, ...]:
    """Return the sums that the plan does not say, such as ``3.6.1.1 = 3.6.1.2 + 3.6.1.3``.

    None that somebody answered with no. Raises WorkspaceError for files that cannot be read.
    """
    published = known_releases(workspace)
    plan = counting_persons(workspace, merged.plan, merged.quarter, published)
    own, before = merged.tables.indicators, merged.history.indicators
    return sums_noticed(plan, merged.quarter, own, before, read_memory(workspace.disclosure))
