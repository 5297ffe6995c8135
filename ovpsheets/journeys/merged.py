"""A merged quarter, as programs and results take it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pandas as pd

from ovpsheets.decision import NoticedSum
from ovpsheets.disclosure import Memory, texts_left_out
from ovpsheets.extensions import Unusable
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reconcile import Settled
from ovpsheets.journeys.boundary import (
    an_instance,
    as_path,
)
from ovpsheets.journeys.dataset import write_dataset
from ovpsheets.journeys.results_home import Home, permission
from ovpsheets.kept import KeptFolder
from ovpsheets.results.notebook import merged_html, merged_line
from ovpsheets.results.plots import Plots
from ovpsheets.results.report import Report
from ovpsheets.results.report.coded_tables import coded
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.results.report.returned_files import Returned
from ovpsheets.results.write_results import NOTHING_WRITTEN, Written, write_results
from ovpsheets.stations import Stations
from ovpsheets.tables import SUMS, frame
from ovpsheets.templates import with_templates_of
from ovpsheets.texts import Texts

_LOG: Final = logging.getLogger(__name__)

_IN_WORDS: Final = with_templates_of(lambda merged: merged.plan.templates)
"""Have the plan's templates at work, wherever somebody uses what was merged."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Merged(Report):
    """A merged quarter: its tables, and how each returned file ended.

    The tables are those of :mod:`ovpsheets.tables`, as DataFrames:
    ``activities``, ``indicators``, ``findings``, ``returns``, ``unplaced``,
    ``institutions``, ``revisions``, ``ledger``. Each is a copy in which codes are ordered
    categories; what is changed in it changes nothing here. ``skipped`` names files nobody
    sent, ``unusable`` what of other packages could not be used, and why. ``noticed``: what adds up
    among figures of persons though the plan does not say so (``1.1.1 = 1.1.2 + 1.1.3``), as a
    workspace's merge notices it.
    ``written``: what a workspace's merge wrote, nothing where nothing was written; ``home``: the
    quarter of a workspace in which it was read, None outside of one. What every report has is
    said there: ``plan``, ``quarter``, ``as_of``, ``language``, ``history``, ``decided``,
    ``disputes`` and more.
    """

    skipped: tuple[str, ...]
    home: Home | None = field(default=None, kw_only=True, repr=False)  # where it was read
    unusable: tuple[Unusable, ...] = field(default=(), kw_only=True)  # rules, readers of others
    written: Written = field(default=NOTHING_WRITTEN, kw_only=True)  # by a workspace's merge
    noticed: tuple[NoticedSum, ...] = field(default=(), kw_only=True, repr=False)

    @classmethod
    def of(cls, judged: QuarterSoFar, skipped: tuple[str, ...], origin: str = "") -> "Merged":
        """Return the quarter as it came down the whole line.

        *judged*: the quarter behind its last station; *skipped*: files that nobody sent;
        *origin*: a digest of all that was read, "" for none.
        """
        brief = judged.brief
        return cls(
            plan=brief.plan,
            quarter=brief.quarter,
            as_of=brief.as_of,
            tables=judged.tables,
            history=brief.history,
            language=brief.language,
            skipped=skipped,
            returned_files=Returned(judged.settled, brief.revisions, judged.answered),
            decided=judged.outcomes,
            disputes=judged.disputes,
            unusable=judged.unusable,
            origin=origin,
            noticed=judged.sums,
        )

    @property
    def sums(self) -> tuple[str, ...]:
        """What adds up among figures of persons though the plan does not say so, in signs."""
        return tuple(own.said for own in self.noticed)

    @property
    def settled(self) -> tuple[Settled, ...]:
        """How each returned file ended."""
        return self.returned_files.settled

    @property
    def activities(self) -> pd.DataFrame:
        """One row per activity and institution, answered or not.

        Columns: :data:`~ovpsheets.tables.ACTIVITIES`, and the plan's own.
        """
        return self._coded("activities")

    @property
    def indicators(self) -> pd.DataFrame:
        """One row per indicator and reporting institution, answered or not.

        Columns: :data:`~ovpsheets.tables.INDICATORS`, and the plan's own.
        """
        return self._coded("indicators")

    @property
    def totals(self) -> pd.DataFrame:
        """One row per indicator of which several institutions report shares: what they make.

        Columns: :data:`~ovpsheets.tables.SUMS`.
        """
        return frame(SUMS, self.added_up())

    @property
    def findings(self) -> pd.DataFrame:
        """What is wrong, worst first.

        Columns: :data:`~ovpsheets.tables.FINDINGS`.
        """
        return self._coded("findings")

    @property
    def returns(self) -> pd.DataFrame:
        """One row per returned file, and how it ended.

        Columns: :data:`~ovpsheets.tables.RETURNS`.
        """
        return self._coded("returns")

    @property
    def unplaced(self) -> pd.DataFrame:
        """What was typed where the form has no field.

        Columns: :data:`~ovpsheets.tables.UNPLACED`.
        """
        return self._coded("unplaced")

    @property
    def institutions(self) -> pd.DataFrame:
        """One row per institution: expected, returned, answered.

        Columns: :data:`~ovpsheets.tables.INSTITUTIONS`.
        """
        return self._coded("institutions")

    @property
    def revisions(self) -> pd.DataFrame:
        """What differs from the closed version of the quarter; empty where it was never closed.

        Columns: :data:`~ovpsheets.tables.REVISIONS`.
        """
        return self._coded("revisions")

    @property
    def ledger(self) -> pd.DataFrame:
        """One row per non-empty cell or remark of every returned file.

        Columns: :data:`~ovpsheets.tables.LEDGER`.
        """
        return self._coded("ledger")

    @_IN_WORDS
    def _coded(self, name: str) -> pd.DataFrame:
        return coded(name, getattr(self.tables, name), self.plan.reasons, self.plan.columns)

    @_IN_WORDS
    def write(self, folder: Path | str, *, documents: bool = False) -> Written:
        """Write consolidated workbook, page, corrections and data into *folder*.

        *documents*: also the summary as page, for Word, as text and for the portal, and the note,
        in every language of the plan; those that lie in *folder* are made anew in any case.
        States and remarks of findings are kept as they stand in the workbook there. Raises
        WorkspaceError where the folder is one of a workspace, unless these are the results
        that belong there and the quarter is not closed.
        """
        with permission(as_path(folder, "folder"), self.home):
            return self.write_at(Path(folder), documents=an_instance(documents, bool, "documents"))

    @_IN_WORDS
    def write_at(
        self,
        folder: Path,
        kept: Mapping[str, Kept] | None = None,
        before: KeptFolder | None = None,
        *,
        documents: bool = False,
    ) -> Written:
        """Write into *folder* without asking whose it is, as the workspace does.

        *kept*: states and remarks of findings; None for those of the workbook there. *before*:
        what products came to the last time, None where that is not kept. *documents*: as for
        :meth:`write`. Raises OSError where the
        folder cannot be written.
        """
        told = Stations(_LOG, f"merge {self.quarter}")
        written = write_results(
            self.for_members(), folder, kept=kept, before=before, documents=documents
        )
        return told.passed(f"{len(written.files)} files written", written)

    @_IN_WORDS
    def write_dataset(self, folder: Path | str) -> tuple[Path, ...]:
        """Write tables, findings and ledger into *folder* as a partitioned dataset of Parquet.

        ``activities/quarter=2022-Q3/commitment=3.6/part-0.parquet``, as pyarrow, Dask or DuckDB
        read it; other quarters there stay. Returns the files. Raises InputError where pyarrow is
        not installed (``pip install ovpsheets[dask]``), OSError where it cannot be written.
        """
        return write_dataset(self, as_path(folder, "folder"))

    @property
    def plot(self) -> Plots:
        """Pictures for a notebook: ``merged.plot.progress()``, ``.matrix()``, ``.indicator(code)``.

        They need matplotlib: ``pip install ovpsheets[plot]``.
        """
        return Plots(self)

    @_IN_WORDS
    def __repr__(self) -> str:
        return merged_line(self)

    def for_members(self) -> "Merged":
        """Return it knowing what members are not told of one another: without a word, no text."""
        if self.untold is not None:
            return self
        left_out = texts_left_out(self.plan, self.quarter, self.tables.activities, Memory())
        return replace(self, untold=left_out)

    @_IN_WORDS
    def _repr_html_(self) -> str:
        return merged_html(self, Texts(self.language))
