"""A merged quarter as the results need it: the tables and the views drawn from them.

Every output (consolidated workbook, summary, notebook) takes its figures from
here, so that no two of them can disagree.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Self, TypeVar

import pandas as pd

from ovpsheets.decision import Dispute, Outcome
from ovpsheets.plan.model import Dates, Plan
from ovpsheets.plan.past import Past
from ovpsheets.plan.standing import Shares
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.counters import (
    LATE,
    NONE_COUNTED,
    Counters,
    counters_of,
    statuses_shown,
)
from ovpsheets.results.report.draft_register import Review
from ovpsheets.results.report.facts import QuarterFacts
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.results.report.returned_files import NOTHING_RETURNED, Returned
from ovpsheets.results.report.sent_register import SentMail
from ovpsheets.results.report.standings import IndicatorStanding, shares_of, standings
from ovpsheets.rules.items import group_id
from ovpsheets.tables import TEXT, RowOf, Tables, plain_columns, records, rows_of
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language, Role

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One quarter's tables, with the plan they answer and the quarters before.

    ``history`` holds the same tables for all earlier quarters of the workspace
    (empty tables when there are none). ``decided``: what became of each of the
    coordinator's decisions; ``disputes``: what could be settled by one. ``closed``:
    the number of the closed version that this is, 0 for a draft. ``amended``: whether the plan
    says something else by now than the one that counts here, for the quarter was published with
    it. ``review``: the drafts
    that members were shown, None outside a workspace; ``draft``: the number of the one that
    this is, 0 where it has none yet. ``language``: the coordinator's, in which a product is
    made unless it is made in every language of the plan. ``kept``: states and remarks of
    findings as they were typed, by finding id. ``returned_files``: the forms themselves.
    ``mails``: what the institutions were sent, oldest first, as the coordinator recorded it.
    ``facts``: what is true of the whole report where this one shows less of it; None where its
    own tables are the whole. ``base``: to a multiple of what counts of persons are rounded, 0
    where they are not. ``untold``: the texts of ``activities`` that members are not told of one
    another, by activity, institution and column: nobody has said that they may be published;
    None where that has not been looked at. ``origin``: a digest of all that was read, from which
    everything in the report as it was merged follows; "" where there is none.
    """

    plan: Plan
    quarter: Quarter
    as_of: date
    tables: Tables
    history: Tables
    decided: tuple[Outcome, ...] = field(default=(), kw_only=True)
    disputes: tuple[Dispute, ...] = field(default=(), kw_only=True)
    closed: int = field(default=0, kw_only=True)
    amended: bool = field(default=False, kw_only=True)
    review: Review | None = field(default=None, kw_only=True)
    draft: int = field(default=0, kw_only=True)
    language: Language = field(default_factory=lambda: LANGUAGES[0], kw_only=True)
    kept: Mapping[str, Kept] = field(default_factory=dict, kw_only=True)
    returned_files: Returned = field(default=NOTHING_RETURNED, kw_only=True)
    mails: tuple[SentMail, ...] = field(default=(), kw_only=True)
    facts: QuarterFacts | None = field(default=None, kw_only=True)
    base: int = field(default=0, kw_only=True)
    untold: frozenset[tuple[str, str, str]] | None = field(default=None, kw_only=True)
    origin: str = field(default="", kw_only=True, repr=False)
    # What was asked before, for every commitment asks it again: a report never changes.
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    def in_language(self, language: Language) -> Self:
        """Return the same report for readers of *language*."""
        other = replace(self, language=language)
        object.__setattr__(other, "_known", self._known)  # the tables are the same
        return other

    def once(self, fact: str, make: Callable[[], _Made]) -> _Made:
        """Return what *make* makes of the tables, made once and for all languages.

        *fact* names it, with everything on which it depends beside the report.
        """
        if fact not in self._known:
            self._known[fact] = make()
        made: _Made = self._known[fact]
        return made

    def with_states(self, kept: Mapping[str, Kept]) -> Self:
        """Return the report with each open finding's state as the coordinator set it.

        A state set for a group of equal findings holds for each of them.
        """
        states = {identity: entry.state for identity, entry in kept.items() if entry.state}
        findings = self.tables.findings
        own = [
            states.get(row["id"], states.get(group_id(row), "open"))
            if row["state"] == "open"
            else row["state"]
            for row in records(findings)
        ]
        stated = findings.assign(state=pd.Series(own, index=findings.index, dtype=TEXT))
        return replace(self, tables=replace(self.tables, findings=stated), kept=kept)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The coordinator's language, and those of the plan: in these documents are made."""
        return tuple(dict.fromkeys((self.language, *self.plan.languages)))

    @property
    def dates(self) -> Dates:
        """When data was due and when the coordinator publishes."""
        return self.plan.dates(self.quarter)

    def milestones(self) -> pd.DataFrame:
        """Return one row per activity: the holder's row of ``activities``, in plan order."""
        table = self.tables.activities
        return table[table["role"] == Role.HOLDER.value].reset_index(drop=True)

    def milestone_rows(self) -> list[RowOf]:
        """Return the rows of :meth:`milestones` as plain values."""
        held = self.rows_held("activities")
        return [row for row in held if row["role"] == Role.HOLDER.value]

    def rows_held(self, name: str) -> list[RowOf]:
        """Return all rows of the table *name*; they hold no value themselves."""
        return rows_of(self.columns(name))

    def rows(self, name: str, commitment: str | None = None) -> list[dict[str, Any]]:
        """Return the rows of the table *name* about one commitment, or all of them.

        As :func:`~ovpsheets.tables.records`; asked for every commitment, a table is taken
        apart once.
        """
        if commitment is None:
            return list(self.each(name))
        return self.rows_where(name, "commitment", commitment)

    def rows_of_file(self, name: str, file: str) -> list[dict[str, Any]]:
        """Return the rows of the table *name* whose answers came in *file*."""
        return self.rows_where(name, "file", file)

    def each(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of the table *name* one after another, for a table may be long."""
        columns = self.columns(name)
        for values in zip(*columns.values(), strict=True):
            yield dict(zip(columns, values, strict=True))

    def rows_where(self, name: str, column: str, *these: str) -> list[dict[str, Any]]:
        """Return the rows of the table *name* with one of *these* in a column, in its order."""
        columns = self.columns(name)
        places = self.once(f"{name} by {column}", lambda: _places(columns[column]))
        own = sorted(place for value in {*these} for place in places.get(value, ()))
        found = zip(*(map(values.__getitem__, own) for values in columns.values()), strict=True)
        return [dict(zip(columns, values, strict=True)) for values in found]

    def columns(self, name: str) -> Mapping[str, list[Any]]:
        """Return the columns of the table *name*, their values as the rows have them."""
        return self.once(name, lambda: plain_columns(getattr(self.tables, name)))

    def counters(self, commitment: str | None = None) -> Counters:
        """Return the portal's counters for one commitment, or for the whole plan."""
        counted = self.once("counters", lambda: counters_of(self.milestones()))
        return counted.get(commitment, NONE_COUNTED)

    def returned(self) -> tuple[int, int]:
        """Return how many institutions returned a form, and how many were expected to."""
        expected = self.tables.institutions[self.tables.institutions["expected"].fillna(False)]
        return int(expected["returned"].fillna(False).sum()), len(expected)

    def status_over_time(self) -> pd.DataFrame:
        """Return each activity's holder status by quarter, this one last.

        Index: activity code, in plan order. Columns: quarters as ``2022-Q3``.
        Missing where a quarter knows nothing of an activity.
        """
        both = pd.concat([self.history.activities, self.tables.activities])
        holders = both[both["role"] == Role.HOLDER.value]
        wide = holders.drop_duplicates(["activity", "quarter"], keep="last").pivot(
            index="activity", columns="quarter", values="status"
        )
        return wide.reindex([activity.code for activity in self.plan.activities]).sort_index(axis=1)

    def statuses_by_institution(self) -> pd.DataFrame:
        """Return how many milestones each holder has in each status.

        Index: institution code, in plan order. Columns: the reportable
        statuses and ``no_report``, and ``not_due`` where there is any; Int64.
        """
        columns = [status.value for status in statuses_shown(self.counters())]
        table = self.milestones()
        counts = pd.crosstab(table["institution"], table["status"])
        holders = set(table["institution"])
        order = [i.code for i in self.plan.institutions if i.code in holders]
        return counts.reindex(index=order, columns=columns, fill_value=0).astype("Int64")

    def counters_over_time(self) -> pd.DataFrame:
        """Return the counters of every quarter known, this one last.

        Index: quarters as ``2022-Q3``. Columns: the fields of :class:`Counters`; Int64.
        """
        return self.once("counters over time", self._counters_over_time)

    def _counters_over_time(self) -> pd.DataFrame:
        counts: dict[str, Counter[str]] = {}
        for table in (self.history.activities, self.tables.activities):
            said = plain_columns(table[["quarter", "role", "status", "timeliness"]])
            for quarter, role, status, timeliness in zip(*said.values(), strict=True):
                if role == Role.HOLDER.value and quarter is not None:
                    own = counts.setdefault(quarter, Counter())
                    own.update(("total", status), past_deadline=timeliness in LATE)
        columns = [own.name for own in fields(Counters)]
        rows = {quarter: [counts[quarter][name] for name in columns] for quarter in sorted(counts)}
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).astype("Int64")

    def progress(self) -> "pd.Series[float]":
        """Return how much of the way from baseline to target each row of ``indicators`` has gone.

        0.0 to 1.0, which is the target reached, and above. Missing where there is no value,
        nothing to measure against, or the row is one share of several (see :meth:`standings`).
        Index: that of ``tables.indicators``; Float64.
        """
        table = self.tables.indicators
        if not self.shares():  # then each row stands by itself
            shares = [standing.share for standing in self.standings()]
            return pd.Series(shares, index=table.index, dtype="Float64")
        alone = {
            (standing.row["indicator"], standing.row["institution"]): standing.share
            for standing in self.standings()
            if standing.shares is None
        }
        keys = zip(table["indicator"], table["institution"], strict=True)
        return pd.Series([alone.get(key) for key in keys], index=table.index, dtype="Float64")

    def standings(self) -> tuple[IndicatorStanding, ...]:
        """Return where the indicators stand, in the order of the table; shares of one as one."""
        return self.once(
            "standings",
            lambda: tuple(standings(self.plan, self.columns("indicators"), self.shares())),
        )

    def shares(self) -> Mapping[str, Shares]:
        """Return what the shares of several reporters make together, by indicator."""
        columns = self.columns("indicators")
        return self.once("shares", lambda: shares_of(self.plan, columns, self._past()))

    def added_up(self) -> list[dict[str, Any]]:
        """Return a row for each indicator of which several report shares (columns: SUMS).

        In plan order; none where nobody gave one, or one of them is not published.
        """
        order = {own.code: place for place, own in enumerate(self.plan.indicators)}
        return [
            {
                "quarter": str(self.quarter),
                "indicator": code,
                "value": shares.value,
                "total_so_far": shares.total.value if shares.total else None,
                "lacks_institutions": " ".join(shares.silent) or None,
                "lacks_quarters": " ".join(shares.total.lacks) or None if shares.total else None,
            }
            for code, shares in sorted(self.shares().items(), key=lambda item: order[item[0]])
            if shares.value is not None
        ]

    def _past(self) -> Past:
        return self.once("past", lambda: Past.of(self.history, self.quarter, self.plan))

    def members(self) -> tuple[str, ...]:
        """Return who is to be shown the draft: the institutions that report, in plan order."""
        rows = self.rows("institutions")
        return tuple(row["institution"] for row in rows if row["expected"])

    def without_return(self) -> list[str]:
        """Return the codes of the institutions whose form was expected and did not come."""
        table = self.tables.institutions
        silent = table["expected"].fillna(False) & ~table["returned"].fillna(False)
        return [str(code) for code in table.loc[silent, "institution"]]

    def has_written(self, code: str) -> tuple[bool, date | None]:
        """Tell whether an institution wrote from which no form came that can be used, and when.

        The day is None where it did not, or nobody knows the day.
        """
        for row in self.rows_where("institutions", "institution", code):
            return bool(row["wrote"] or row["wrote_undated"]), row["wrote"]
        return False, None

    def silent_labels(self, texts: Texts) -> list[str]:
        """Name those whose form did not come; who wrote without one is not called silent."""
        return [self._silent_label(code, texts) for code in self.without_return()]

    def _silent_label(self, code: str, texts: Texts) -> str:
        name, (wrote, day) = self.institution_label(code, texts.language), self.has_written(code)
        if not wrote:
            return name
        if day is None:
            return texts("words.wrote_undated", name=name)
        return texts("words.wrote_without_form", name=name, day=texts.short_date(day))

    def institution_label(self, code: str, language: Language) -> str:
        """Return an institution's short name; a code the plan does not know stays as it is."""
        known = self.plan.find_institution(code)
        return known.label(language) if known else code


def _places(column: list[str]) -> Mapping[str, list[int]]:
    """Return value → the places in which it stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(column):
        places[value].append(place)
    return places
