"""The sheet ``amendments``: what was decided to be otherwise, or why a row cannot be used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ovpsheets.kinds import KINDS
from ovpsheets.plan.model import Amendment
from ovpsheets.plan.plan_sheet import Edge
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.records import Record, Records
from ovpsheets.plan.values import Fault, read_day, read_measure, shown
from ovpsheets.words import fold

Amended = date | float | str
"""What an amendment can put in the place of something: a day, a number, a code or a text."""

TABLES: Mapping[str, str] = {
    "deadline": "activities", "holder": "activities", "target": "indicators",
}  # fmt: skip
"""What can be amended → the sheet that has it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and what it is about: ``target`` is the record of the activity or the indicator."""

    record: Record
    what: str
    target: Record


def amendment_faults(records: Records) -> Iterator[PlanProblem]:
    """Yield the rows that are about nothing in the plan, or whose value is not of its kind."""
    for record in records.get("amendments", ()):
        row = _about(record, records)
        if row is None:
            if record.text("of") and record.text("what"):
                table = TABLES[record.text("what")]
                yield record.problem("amendment_unknown", "of", code=record.text("of"), table=table)
        elif "value" in record.row.entries and _value(row, records) is None:
            said = shown(record.row.entries["value"])
            column = f"{row.target.sheet.key}.{row.what}"
            yield record.problem("amendment_value", "value", found=said, differs=column)


def read_amendments(records: Records) -> tuple[Amendment, ...]:
    """Return the amendments of a plan without faults, in the order in which they hold."""
    rows = (_about(record, records) for record in records.get("amendments", ()))
    found = [made for row in rows if row is not None if (made := _amendment(row, records))]
    return with_before(found, {
        (fold(record.text("code")), what): _first(record, what)
        for what, table in TABLES.items()
        for record in records.get(table, ())
    })  # fmt: skip


def with_before(
    amendments: list[Amendment], first: Mapping[tuple[str, str], Amended | None]
) -> tuple[Amendment, ...]:
    """Return *amendments* in order, each with what held before; *first*: by code and what."""
    held = dict(first)
    found = []
    for own in sorted(amendments, key=lambda item: item.from_):
        key = (fold(own.of), own.what)
        found.append(replace(own, before=held.get(key)))
        held[key] = own.value
    return tuple(found)


def _about(record: Record, records: Records) -> _Row | None:
    what, code = record.text("what"), fold(record.text("of"))
    rows = records.get(TABLES.get(what, ""), ())
    target = next((row for row in rows if fold(row.text("code")) == code), None)
    return _Row(record, what, target) if target is not None and code else None


def _amendment(row: _Row, records: Records) -> Amendment | None:
    value, start = _value(row, records), row.record.day("from")
    if value is None or start is None:
        return None
    decision = row.record.text("decision")
    return Amendment(row.target.text("code"), row.what, value, start, decision)


def _value(row: _Row, records: Records) -> Amended | None:
    entry = row.record.row.entries.get("value")
    if entry is None or entry.is_error:
        return None
    if row.what == "deadline":
        day = read_day(entry, Edge.LAST)
        return None if isinstance(day, Fault) else day
    if row.what == "holder":
        codes = {fold(own.text("code")): own.text("code") for own in records["institutions"]}
        return codes.get(fold(shown(entry)))
    kind = KINDS.get(row.target.text("kind"))
    read = read_measure(kind, entry) if kind else None
    is_out = (
        kind
        and kind.bounds
        and isinstance(read, float)
        and not (kind.bounds[0] <= read <= kind.bounds[1])
    )
    return None if isinstance(read, Fault) or is_out else read


def _first(record: Record, what: str) -> Amended | None:
    value = record.values.get(what)
    return value if isinstance(value, date | float | str) else None
