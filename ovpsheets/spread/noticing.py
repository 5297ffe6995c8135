"""Fourth task: sums that hold among figures of persons, looked for in one commitment at a time.

What adds up is looked for among figures of one commitment, and of no two; so of the tables that
were written a worker reads the rows of its figures of persons, from all parts, and no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.disclosure.families import families
from ovpsheets.disclosure.noticed import sums_noticed
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.journeys.dataset import folder_of, read_table
from ovpsheets.journeys.notice import with_sums
from ovpsheets.plan.model import Plan
from ovpsheets.spread.crew import Crew
from ovpsheets.spread.job import Job
from ovpsheets.spread.part_told import PartTold
from ovpsheets.spread.settling import Noticed
from ovpsheets.tables import Tables, answer_schema
from ovpsheets.words import INDICATORS

_FEWEST: Final = 2
"""What is new in one figure may be all that is new in another; alone none adds up."""


def sums_in_parts(parts: Iterable[PartTold], brief: MergeBrief, crew: Crew) -> Noticed:
    """Return the sums that hold in the tables which *parts* have written, by commitment.

    None where nobody knows what was answered and published.
    """
    known = crew.job.of_persons()
    if known is None:
        return (), ()
    written: dict[str, list[str]] = {}
    for name in (file for own in parts for file in own.files):
        written.setdefault(name.rpartition("/")[0], []).append(name)
    folders = {
        code: written.get(folder_of(INDICATORS, crew.job.quarter, code), [])
        for code, figures in figures_of_persons(known.plan(brief.plan)).items()
        if len(figures) >= _FEWEST
    }
    tasks = ((code, tuple(files)) for code, files in folders.items() if files)
    found = tuple(crew.surely(sums_of_commitment, tasks))
    sums = chain.from_iterable(own for own, _ in found)
    return tuple(sums), tuple(chain.from_iterable(own for _, own in found))


def figures_of_persons(plan: Plan) -> Mapping[str, frozenset[str]]:
    """Return commitment → the codes of its figures that count persons, as the plan says it."""
    found: dict[str, set[str]] = {own.code: set() for own in plan.commitments}
    for family in families(plan):
        for own in family.figures if family.is_of_persons else ():
            found[plan.activity(own.activity).commitment].add(own.code)
    return {code: frozenset(own) for code, own in found.items() if own}


def sums_of_commitment(job: Job, commitment: str, files: tuple[str, ...]) -> Noticed:
    """Look for sums in a commitment, of whose indicators *files* have the rows."""
    with job.at_work() as brief:
        known = job.of_persons()
        assert known is not None
        plan = known.plan(brief.plan)
        codes = figures_of_persons(plan)[commitment]
        schema = answer_schema(plan.columns, INDICATORS)
        own = read_table(INDICATORS, schema, job.quarter, files, job.written, codes)
        before = brief.history.indicators
        before = before[before["indicator"].isin(codes)]
        sums = sums_noticed(plan, brief.quarter, own, before, known.answers)
        so_far = QuarterSoFar(brief, tables=replace(Tables.empty(), indicators=own))
        noticed = with_sums(so_far, sums)
        return noticed.sums, noticed.disputes
