"""A merge of a part of the plan: everything is read and judged, and then only the part is kept.

A form that asks about several commitments cannot be understood by a plan that knows one:
rows of the others would be unknown codes, and their institutions would have returned what
nobody expected. So the whole plan judges, and what is not asked for is left out afterwards.
"""

from dataclasses import replace

import pandas as pd

from ovpsheets.decision import SUM, codes_in
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.tabulate import institutions_table
from ovpsheets.plan.model import Plan
from ovpsheets.rules.judge import counting_findings
from ovpsheets.tables import Tables


def limited_to(judged: QuarterSoFar, part: Plan) -> QuarterSoFar:
    """Return *judged* with only what concerns the commitments of *part*.

    Every returned file, what is unplaced and the ledger stay. Of findings about a whole
    institution those stay whose institution reports on the part, and those about nobody.
    """
    codes = frozenset(commitment.code for commitment in part.commitments)
    history = _answers_of(judged.history, codes)
    brief = replace(judged.brief, plan=part, history=history)
    tables = _answers_of(judged.tables, codes)
    own = replace(judged, brief=brief)
    reporting = frozenset(item.institution for item in brief.due if item.anything)
    findings = _findings_of(tables.findings, codes, reporting)
    institutions = institutions_table(own, tables.activities, tables.indicators)
    left_out = _codes(judged.plan) - _codes(part)
    return counting_findings(
        replace(
            own,
            tables=replace(tables, institutions=institutions),
            outcomes=tuple(
                item
                for item in judged.outcomes
                if _is_kept(item.decision.what, item.decision.code, left_out)
            ),
            disputes=tuple(
                item for item in judged.disputes if _is_kept(item.what, item.code, left_out)
            ),
            sums=tuple(own for own in judged.sums if left_out.isdisjoint(own.codes)),
        ),
        findings,
    )


def _is_kept(what: str, code: str, left_out: frozenset[str]) -> bool:
    """Tell whether what is or can be decided is about nothing that is left out."""
    return left_out.isdisjoint(codes_in(code) if what == SUM else (code,))


def _codes(plan: Plan) -> frozenset[str]:
    activities = {activity.code for activity in plan.activities}
    return frozenset(activities | {indicator.code for indicator in plan.indicators})


def _answers_of(tables: Tables, commitments: frozenset[str]) -> Tables:
    return replace(
        tables,
        activities=_of(tables.activities, commitments),
        indicators=_of(tables.indicators, commitments),
        revisions=_of(tables.revisions, commitments),
    )


def _of(table: pd.DataFrame, commitments: frozenset[str]) -> pd.DataFrame:
    return table[table["commitment"].isin(commitments)].reset_index(drop=True)


def _findings_of(
    findings: pd.DataFrame, commitments: frozenset[str], institutions: frozenset[str]
) -> pd.DataFrame:
    whose = findings["institution"]
    general = findings["commitment"].isna() & (whose.isna() | whose.isin(institutions))
    kept = findings[findings["commitment"].isin(commitments) | general].reset_index(drop=True)
    # What followed from a finding that is left out now stands by itself.
    return kept.assign(follows=kept["follows"].where(kept["follows"].isin(kept["id"])))
