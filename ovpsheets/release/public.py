"""What of a merged quarter is public: chosen columns of chosen tables, and the report of them.

Public is what the draft for the members shows and nothing else: what they have not
seen (evidence, sources, files, cells, findings, what had no field) is not published.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import FormColumns
from ovpsheets.disclosure.terms import TOTALS
from ovpsheets.member_text import visible
from ovpsheets.plan.model import Plan
from ovpsheets.plan.new_codes import renumbered_rows, under_new_codes
from ovpsheets.release.counter_tables import COUNTERS, counters
from ovpsheets.release.plan_titles import names, names_schema
from ovpsheets.release.revisions import RELEASED, no_revisions
from ovpsheets.results.report import Report
from ovpsheets.results.report.derive_facts import facts_of
from ovpsheets.results.report.facts import CODES, QuarterFacts, of_this_quarter, unclear_in
from ovpsheets.tables import (
    ALL,
    INSTITUTIONS,
    TEXT,
    Schema,
    Tables,
    answer_schema,
    frame,
    records,
    with_columns,
)
from ovpsheets.words import INDICATORS, LANGUAGES, Mark, Used


def _only(schema: Schema, *columns: str) -> Schema:
    return {name: schema[name] for name in columns}


PUBLIC_INSTITUTIONS: Final = _only(
    INSTITUTIONS, "institution", "expected", "returned", "received", "on_time", "activities",
    "answered", "indicators", "given",
)  # fmt: skip
PUBLIC_REVISIONS: Final[Schema] = {
    "quarter": "text", "number": "integer",
    **{name: kind for name, kind in RELEASED.items() if name not in ("quarter", "reason")},
}  # fmt: skip
PUBLIC_RETURNS: Final = ("institution", "quarter", "received", "on_time", "used")

_MARK: Final[Schema] = dict.fromkeys(("mark", "withheld", "unclear", "completed_in"), "text")
"""Behind each row of answers; ``withheld``: the columns answered and not published, by name;
``unclear``: those answered in a way that nobody can read;
``completed_in``: the earlier quarter since whose report nobody was asked any more."""


def _from_plan() -> Mapping[str, Schema]:
    """Return column of ``indicators`` → what the plan says besides, which stands behind it."""
    return {
        "unit": dict.fromkeys((f"unit_{language}" for language in LANGUAGES), "text"),
        "accumulation": {"direction": "text", "combine": "text"},
    }


def public_answers(columns: FormColumns) -> Mapping[str, Schema]:
    """Return of ``activities`` and ``indicators`` what may be published, marks aside."""
    return {table: answer_schema(columns, table, public=True) for table in columns.tables}


def public_schemas(columns: FormColumns) -> Mapping[str, Schema]:
    """Return the tables of ``public/data``, by name, where the form has *columns*.

    Every table says its quarter, so that those of several quarters can be put one below
    the other; by what a row is known then is in :data:`KEYS`.
    """
    answers = public_answers(columns)
    return {
        "counters": COUNTERS,
        "activities": {**answers["activities"], **_MARK},
        "indicators": {**_with_plan(answers["indicators"]), **_MARK},
        "institutions": {
            **dict.fromkeys(("quarter", "institution", "language"), "text"),
            **PUBLIC_INSTITUTIONS,
        },
        "revisions": PUBLIC_REVISIONS,
        "totals": TOTALS,
        "names": names_schema(),
    }


def _with_plan(answers: Schema) -> Schema:
    parts = ({name: kind, **_from_plan().get(name, {})} for name, kind in answers.items())
    return {name: kind for part in parts for name, kind in part.items()}


PUBLIC: Final = public_schemas(BUILT_IN)
"""The tables of ``public/data``, by name, where the plan has no columns of its own."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "counters": ("quarter", "commitment"),
    "activities": ("quarter", "activity", "institution"),
    "indicators": ("quarter", "indicator", "institution"),
    "institutions": ("quarter", "institution"),
    "revisions": ("quarter", "number"),
    "totals": ("quarter", "indicator"),
    "names": ("quarter", "subject", "code"),
}
"""Table → the columns by which a row is known, also among those of other quarters."""


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """What has been published before, with only the columns that are public.

    ``earlier``: the last release of every earlier quarter; ``last``: that of this quarter
    itself, empty tables before its first. ``every``: the figures of every release there
    was, of any quarter, oldest first (columns: REMEMBERED).
    """

    earlier: Tables
    last: Tables
    every: pd.DataFrame

    def under_codes_of(self, plan: Plan) -> "Published":
        """Return it under the codes of *plan*, where that says what was called otherwise then."""
        earlier, last = (under_new_codes(plan, tables) for tables in (self.earlier, self.last))
        return Published(earlier, last, renumbered_rows(plan, self.every))


@dataclass(frozen=True, slots=True, eq=False)
class Public:
    """A quarter as the public gets it: the report for the notification, the tables by name."""

    report: Report
    tables: Mapping[str, pd.DataFrame]
    provisional: frozenset[str] = frozenset()  # institutions that were not shown the draft

    @property
    def revisions(self) -> pd.DataFrame:
        """What is no longer as it was published."""
        return self.tables["revisions"]


def without_internal(
    report: Report, history: Tables, undated: frozenset[str] = frozenset()
) -> Report:
    """Return *report* with what is public only, over the published *history*.

    Internal columns are missing, internal tables empty. Figures are as they were
    reported: disclosure control comes after this. Of *undated* institutions the day is left out.
    """
    tables, columns = report.tables, report.plan.columns
    whole, shown = with_columns(ALL, columns), public_answers(columns)
    public = Tables(
        activities=_kept(_of_now(report, "activities"), whole["activities"], shown["activities"]),
        indicators=_kept(_of_now(report, "indicators"), whole["indicators"], shown["indicators"]),
        findings=frame(ALL["findings"], []),
        returns=_without_days(_public_returns(tables.returns), undated),
        unplaced=frame(ALL["unplaced"], []),
        institutions=_without_days(
            _kept(records(tables.institutions), INSTITUTIONS, PUBLIC_INSTITUTIONS), undated
        ),
        revisions=no_revisions(),
    )
    return Report(
        report.plan, report.quarter, report.as_of, public, history, facts=facts_of(report)
    )


def telling_withheld(report: Report) -> Tables:
    """Return the tables of *report*, those of answers with the column ``withheld``."""
    known = facts_of(report)
    told = {
        table: getattr(report.tables, table).assign(
            withheld=pd.Series(
                [_withheld(known, table, row) for row in report.each(table)], dtype=TEXT
            )
        )
        for table in CODES
    }
    return replace(report.tables, **told)


def also_given(
    known: QuarterFacts, report: Report, promised: Iterable[tuple[str, str, float]]
) -> QuarterFacts:
    """Return *known* with the *promised* numbers, which the plan gave and the tables leave out."""
    more: dict[str, set[str]] = {}
    for code, column, _ in promised:
        more.setdefault(code, set()).add(column)
    keys = ((row["indicator"], row["institution"]) for row in report.each(INDICATORS))
    own = {
        (INDICATORS, *key): known.given.get((INDICATORS, *key), frozenset()) | more[key[0]]
        for key in keys
        if key[0] in more
    }
    return replace(known, given={**known.given, **own})


def _withheld(known: QuarterFacts, table: str, row: Mapping[str, Any]) -> str | None:
    return " ".join(sorted(known.withheld(table, row))) or None


def public(
    report: Report, totals: pd.DataFrame, provisional: frozenset[str] = frozenset()
) -> Public:
    """Return what is published of *report*, which holds public and protected values only.

    *totals* are sums of persons that may be published, with their source; all other sums of
    shares are made here, of what is published alone. Rows of
    *provisional* institutions are marked so.
    """
    tables = report.tables
    shown = {
        "activities": _marked(report, "activities", "activity", provisional),
        "indicators": _marked(report, "indicators", "indicator", provisional),
        "institutions": _institutions(report),
        "counters": counters(report),
        "revisions": _numbered(tables.revisions),
        "totals": _totals(report, totals),
        "names": names(report.plan, report.quarter),
    }
    return Public(report, shown, provisional)


def _totals(report: Report, of_persons: pd.DataFrame) -> pd.DataFrame:
    """Return what the published shares of each indicator make together, in plan order."""
    known = {row["indicator"]: row for row in records(of_persons)}
    for row in report.added_up():
        told = known.get(row["indicator"], {})
        known[row["indicator"]] = {**row, **{name: v for name, v in told.items() if v is not None}}
    order = (own.code for own in report.plan.indicators if own.code in known)
    return frame(TOTALS, [known[code] for code in order])


def _of_now(report: Report, table: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a table of answers without what was told in an earlier quarter only."""
    known = facts_of(report)
    for row in report.each(table):
        yield of_this_quarter(known, report.plan.columns, table, row)


def _kept(rows: Iterable[Mapping[str, Any]], schema: Schema, columns: Schema) -> pd.DataFrame:
    """Return *rows* in the full *schema*, with every column that is not public missing.

    Texts are made visible here, before anything is made of them: what is asked about them,
    remembered and published is what people see.
    """
    kept = [{name: _seen(row[name]) for name in columns} for row in rows]
    return frame(schema, kept)


def _without_days(table: pd.DataFrame, undated: frozenset[str]) -> pd.DataFrame:
    """Return *table* without when a form came and whether in time, where that is a guess."""
    table = table.copy()
    table.loc[table["institution"].isin(undated), ["received", "on_time"]] = pd.NA
    return table


def _seen(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else value


def _as(table: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    return frame(schema, [{name: row.get(name) for name in schema} for row in records(table)])


def _public_returns(returns: pd.DataFrame) -> pd.DataFrame:
    """Return that a form of an institution was used and when it came; nothing of the file."""
    return frame(
        ALL["returns"],
        [
            {name: row[name] for name in PUBLIC_RETURNS}
            for row in records(returns)
            if row["institution"] and row["used"] == Used.USED.value
        ],
    )


def _institutions(report: Report) -> pd.DataFrame:
    """Return who reported in the quarter, with the language in which they are written to."""
    rows, schema = records(report.tables.institutions), PUBLIC["institutions"]
    for row in rows:
        known = report.plan.find_institution(row["institution"])
        row |= {"quarter": str(report.quarter), "language": known.language if known else None}
    return frame(schema, [{name: row.get(name) for name in schema} for row in rows])


def _marked(report: Report, table: str, code: str, provisional: frozenset[str]) -> pd.DataFrame:
    """Return a table with its marks: ``p`` before ``r``, for what is not final says more."""
    revised = {
        (row[code], row["institution"])
        for row in records(report.tables.revisions)
        if row["indicator"] or table == "activities"
    }
    rows, known = records(getattr(report.tables, table)), facts_of(report)
    for row in rows:
        if table == "indicators":
            row |= _of_plan(report.plan, row["indicator"])
        row["mark"] = _mark(row, code, revised, provisional)
        row["withheld"] = _withheld(known, table, row)
        row["unclear"] = " ".join(sorted(unclear_in(known, table, row))) or None
        row["completed_in"] = known.carried.get(row["activity"])
    schema = public_schemas(report.plan.columns)[table]
    return _as(pd.DataFrame(rows, dtype="object"), schema) if rows else frame(schema, [])


def _mark(
    row: Mapping[str, Any], code: str, revised: set[tuple[str, str]], provisional: frozenset[str]
) -> str | None:
    if row["institution"] in provisional:
        return Mark.PROVISIONAL.value
    return Mark.REVISED.value if (row[code], row["institution"]) in revised else None


def _numbered(revisions: pd.DataFrame) -> pd.DataFrame:
    """Return the revisions with their number in the quarter: one cell can be revised twice."""
    rows = ({**row, "number": number} for number, row in enumerate(records(revisions), start=1))
    return frame(PUBLIC_REVISIONS, [{name: row[name] for name in PUBLIC_REVISIONS} for row in rows])


def _of_plan(plan: Plan, code: str) -> dict[str, str]:
    """Return what the plan says of an indicator; a unit it gives once is in its first language."""
    known = plan.find_indicator(code)
    if known is None:
        return {}
    said = ({plan.languages[0]: known.unit} if known.unit else {}) | known.units.given()
    units = {f"unit_{language}": unit for language, unit in said.items()}
    several = {"combine": known.combine.value} if known.combine else {}
    return {**units, "direction": known.direction.value, **several}
