"""One checked file as a coordinator reads it: answers, findings, what lies outside the form."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from ovpsheets.cli import show
from ovpsheets.cli.changes_view import tell_changes
from ovpsheets.cli.result_view import severity_word
from ovpsheets.cli.text_table import TextColumn, harmless, shortened
from ovpsheets.intake.tabulate import observations
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import in_words, measured
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS
from ovpsheets.workspace.check import Checked

_LONG: Final = 44
"""How much of a narrative is shown: enough to know it again."""


def tell_checked(found: Checked, texts: Texts) -> None:
    """Write what was read of the file, every finding, and what would be unplaced."""
    returned, tables = found.returned, found.tables
    show.heading(harmless(returned.name))
    show.facts(_what(found, texts), indent=2)
    if not returned.set_aside and not returned.is_container:
        _activities(found, texts)
        _indicators(found, texts)
    if not returned.is_container:
        _findings(found, texts)
    if found.earlier:
        tell_changes(found.earlier, returned, found.changes, found.plan.columns, texts)
    if len(tables.unplaced):
        show.line()
        show.heading(texts("cli.check.unplaced"))
        rows = records(tables.unplaced)
        show.facts([(harmless(_cell(row)), harmless(row["text"])) for row in rows], indent=2)
    show.line()


def _what(found: Checked, texts: Texts) -> Iterator[tuple[str, str]]:
    returned = found.returned
    (row,) = records(found.tables.returns)
    if form_id := returned.form_id:
        known = {item.code: item.full_name(texts.language) for item in found.plan.institutions}
        yield texts("cli.column.form"), harmless(str(form_id))
        yield (
            texts("cli.column.institution"),
            known.get(form_id.institution, harmless(form_id.institution)),
        )
        yield texts("cli.check.quarter"), texts.quarter(form_id.quarter)
    if returned.program:
        yield texts("cli.check.program"), shortened(returned.program, _LONG)
    if returned.is_container:
        yield texts("cli.check.container"), harmless(row["reason"])
        return
    verdict = "set_aside" if returned.set_aside else "used"
    yield texts("cli.check.merge"), harmless(texts(f"cli.check.{verdict}", reason=row["reason"]))
    for seen in observations(returned, found.plan, texts):
        yield texts("cli.check.observed"), harmless(seen)


def _activities(found: Checked, texts: Texts) -> None:
    columns = [
        TextColumn(texts("cli.column.activity")),
        TextColumn(texts("cli.column.status")),
        TextColumn(texts("cli.column.progress"), flexible=True),
        TextColumn(texts("cli.column.reason"), flexible=True),
        TextColumn(texts("cli.column.new_deadline"), align="right"),
        *_own_columns(found, ACTIVITIES, texts),
    ]
    rows = records(found.tables.activities)
    if rows:
        show.line()
        show.rows(
            columns,
            [(*_activity(row, texts), *_own(found, ACTIVITIES, row, texts)) for row in rows],
            indent=2,
        )


def _activity(row: dict[str, Any], texts: Texts) -> tuple[str, ...]:
    reason = row["reason"]
    known = reason and texts.has(f"words.reason.{reason}")
    said = texts(f"words.reason.{reason}") if known else reason or ""
    parts = [part for part in (said, row["explanation"] or "") if part]
    return (
        row["activity"],
        texts(f"words.status.{row['status']}"),
        shortened(row["progress"] or "–", _LONG),
        shortened(": ".join(parts) or "–", _LONG),
        texts.short_date(row["new_deadline"]) if row["new_deadline"] else "–",
    )


def _indicators(found: Checked, texts: Texts) -> None:
    columns = [
        TextColumn(texts("cli.column.indicator")),
        TextColumn(texts("cli.column.value"), align="right"),
        TextColumn(texts("cli.column.source"), flexible=True),
        TextColumn(texts("cli.column.note"), flexible=True),
        *_own_columns(found, INDICATORS, texts),
    ]
    rows = records(found.tables.indicators)
    if rows:
        show.line()
        show.rows(
            columns,
            [(*_indicator(row, texts), *_own(found, INDICATORS, row, texts)) for row in rows],
            indent=2,
        )


def _indicator(row: dict[str, Any], texts: Texts) -> tuple[str, ...]:
    source, note = (shortened(row[key] or "–", _LONG) for key in ("source", "note"))
    return row["indicator"], shortened(_value(row, texts), _LONG), source, note


def _value(row: dict[str, Any], texts: Texts) -> str:
    said = measured(KINDS[row["kind"]], row["value"], row["text"])
    if isinstance(said, float):
        return f"{texts.number(said)} {row['unit'] or ''}".rstrip()
    if row["flag"] is not None:
        return texts(f"words.flag.{row['flag']}")
    return in_words(said, texts) or "–"


def _own_columns(found: Checked, table: str, texts: Texts) -> list[TextColumn]:
    own = (item for name, item in found.plan.columns.own() if name == table)
    return [TextColumn(item.heading(table, texts), flexible=True) for item in own]


def _own(found: Checked, table: str, row: dict[str, Any], texts: Texts) -> Iterator[str]:
    """Yield what stands in the plan's own columns."""
    for name, item in found.plan.columns.own():
        if name == table:
            said = row[item.key]
            chosen = item.word(said, texts) if item.content == "choice" and said else said
            yield shortened(_said(chosen, texts), _LONG)


def _said(value: Any, texts: Texts) -> str:
    if isinstance(value, bool):
        return texts("words.yes" if value else "words.no")
    if isinstance(value, float):
        return texts.number(value)
    return texts.short_date(value) if isinstance(value, date) else value or "–"


def _findings(found: Checked, texts: Texts) -> None:
    rows = records(found.tables.findings)
    show.line()
    if not rows:
        show.line(texts("cli.nothing_found"))
        return
    show.heading(texts("cli.check.findings", n=len(rows)))
    entries = [(severity_word(row["severity"], texts), _finding(row)) for row in rows]
    show.facts(entries, indent=2)


def _finding(row: dict[str, Any]) -> str:
    place = _cell(row)
    return harmless(f"{row['message']} [{place}]" if place else row["message"])


def _cell(row: dict[str, Any]) -> str:
    """Return sheet and cell, as far as there are any."""
    return "!".join(str(row[key]) for key in ("sheet", "cell") if row[key])
