"""The quarter of a workspace as the home of what was read there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ovpsheets.errors import WorkspaceError
from ovpsheets.texts import short_date
from ovpsheets.workspace.closed import last_closed
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.quarter_folder import QuarterFolder


@dataclass(frozen=True, slots=True)
class QuarterHome:
    """See :class:`ovpsheets.journeys.results_home.Home`."""

    place: QuarterFolder

    @classmethod
    def of(cls, place: QuarterFolder) -> Self:
        """Return the home that *place* is now, wherever the program goes later."""
        return cls(QuarterFolder(place.path.resolve()))

    @property
    def results(self) -> Path:
        """Where its results belong."""
        return self.place.results

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the quarter while results are written; raises WorkspaceError where it is closed."""
        with only_merge(self.place.path):
            closed = last_closed(self.place)
            if closed and not closed.reopened:
                raise WorkspaceError(
                    "results_closed", quarter=str(self.place.quarter), day=short_date(closed.day)
                )
            yield
