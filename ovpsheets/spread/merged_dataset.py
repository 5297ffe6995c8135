"""A quarter that was merged in parts: its tables are read when they are asked for."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from ovpsheets.decision import NoticedSum, Outcome
from ovpsheets.extensions import Unusable
from ovpsheets.journeys.dataset import TABLES, read_table
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.spread.addresses import storage_at
from ovpsheets.spread.job import DATASET, Job
from ovpsheets.spread.part_told import BodyCounts, InNumbers, PartTold, Worst, worst_of
from ovpsheets.tables import ALL, with_columns

CORRECTIONS: Final = "corrections"
WHOLE: Final = "_whole"


@dataclass(frozen=True, slots=True)
class MergedDataset:
    """A merged quarter whose tables lie as Parquet in ``where``, a path or an address of fsspec.

    ``rows``: table → how many it has. ``findings``: how many of each severity count, worst first.
    ``ended``: how a form ended, or what came beside the forms → how many, as in a whole merge.
    ``institutions`` and ``commitments``: how each stands, in numbers; ``worst``: the worst
    findings, worst first. ``noticed``: what adds up among figures of persons, where a workspace
    knows of them. ``decided``: what became of each decision. ``unusable``: rules and
    readers of other packages that could not be used, and why. ``files``: the names of the files
    below ``where``.
    """

    where: str
    plan: Plan = field(repr=False)
    quarter: Quarter
    rows: Mapping[str, int]
    findings: tuple[int, ...]
    ended: Mapping[str, int]
    bodies: tuple[BodyCounts, ...] = field(repr=False)
    commitments: Mapping[str, InNumbers] = field(repr=False)
    worst: tuple[Worst, ...] = field(repr=False)
    noticed: tuple[NoticedSum, ...] = field(default=(), repr=False)
    decided: tuple[Outcome, ...] = field(default=(), repr=False)
    unusable: tuple[Unusable, ...] = ()
    files: tuple[str, ...] = field(default=(), repr=False)

    def table(self, name: str) -> pd.DataFrame:
        """Read the table *name*: activities, indicators, findings, returns, …, ledger.

        Its columns and dtypes are those of :mod:`ovpsheets.tables`; all its rows are held in
        memory, in the order of the parts. Raises KeyError for another name, OSError where it
        cannot be read.
        """
        schema = with_columns(ALL, self.plan.columns)[name]
        read = storage_at(self.where).read
        return read_table(name, schema, str(self.quarter), self.files, read)

    @property
    def sums(self) -> tuple[str, ...]:
        """What adds up among figures of persons though the plan does not say so, in signs."""
        return tuple(own.said for own in self.noticed)

    @property
    def summary(self) -> str:
        """The workbook for people: a file below ``where``."""
        return f"summary-{self.quarter}.xlsx"

    @property
    def corrections(self) -> tuple[str, ...]:
        """What goes back to members: names of files below ``where``."""
        return tuple(own for own in self.files if own.startswith(f"{CORRECTIONS}/"))


def published(job: Job, merged: MergedDataset, summary: Mapping[str, bytes]) -> None:
    """Put the files of *merged*, and the *summary*, in the place of those of the merge before.

    What lies there of other quarters stays. While they are replaced the list of all files
    (``_whole-2022-Q3.json``) is not there: whoever finds it finds a whole quarter. Raises OSError
    where that cannot be done.
    """
    into, files = job.into, frozenset(merged.files)
    whole = f"{WHOLE}-{merged.quarter}.json"
    into.remove(whole)
    job.lay(summary, DATASET)
    into.move_all({f"{job.folder}/{DATASET}/{own}": own for own in sorted((*files, *summary))})
    for folder in (*TABLES, CORRECTIONS):
        lying = into.names(f"{folder}/quarter={merged.quarter}")
        into.remove(*(name for name in lying if name not in files))
    into.write(whole, json.dumps(merged.files, indent=0).encode("utf-8"))


def merged_of(
    where: str, plan: Plan, quarter: Quarter, parts: tuple[PartTold, ...]
) -> MergedDataset:
    """Return the quarter of which *parts* tell."""
    rows, ended = Counter[str](), Counter[str]()
    commitments: dict[str, InNumbers] = {}
    for own in parts:
        rows.update(own.rows)
        ended.update(own.ended)
        for code, standing in own.commitments.items():
            commitments[code] = commitments.get(code, InNumbers()) + standing
    known = [own.code for own in plan.commitments if own.code in commitments]
    bodies = {body.code: body for own in parts for body in own.bodies}
    return MergedDataset(
        where,
        plan,
        quarter,
        dict(rows),
        tuple(map(sum, zip(*(own.findings for own in parts), strict=True))),
        dict(ended),
        tuple(bodies[own.code] for own in plan.institutions if own.code in bodies),
        {code: commitments[code] for code in known},
        worst_of(worst for own in parts for worst in own.worst),
        noticed=tuple(item for own in parts for item in own.sums),
        decided=next((tuple(own for _, own in last.outcomes) for last in parts[-1:]), ()),
        unusable=tuple(dict.fromkeys(wrong for own in parts for wrong in own.unusable)),
        files=tuple(sorted(name for own in parts for name in own.files)),
    )
