"""The sheet of decisions: what is to be settled, what was decided, and room for more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ovpsheets.decision import SHEET, SUM, WHOSE, Decision, Side, codes_in
from ovpsheets.decisions.known_names import institution_words, what_word
from ovpsheets.results.consolidated import lists_sheet
from ovpsheets.results.consolidated.decided import became
from ovpsheets.results.consolidated.decision_rows import Row, rows_of
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import (
    Extent,
    Rest,
    SheetColumn,
    table_sheet,
    typed_first,
)
from ovpsheets.results.consolidated.sheet_values import Link, StyledText, Value, place
from ovpsheets.writing.book import Page

_COLUMNS: Final = (
    SheetColumn("decision_state", 15, "cell top"),
    SheetColumn("institution", 14, "cell top text"),
    SheetColumn("code", 12, "cell top bold text"),
    SheetColumn("decision_what", 15, "cell top"),
    SheetColumn("decision_subject", 27, "cell top muted"),
    SheetColumn("decision_said", 40, "cell top"),
    SheetColumn("decision_value", 20, "field top text", entry=True),
    SheetColumn("decision_reason", 28, "field top text", entry=True),
    SheetColumn("decided_by", 15, "field top text", entry=True),
    SheetColumn("decided_on", 12, "field top day", entry=True),
    SheetColumn("decision_outcome", 34, "cell top"),
    SheetColumn("place", 18, "cell top"),
    SheetColumn("other_place", 24, "cell top"),
    SheetColumn("decision_id", 24, "cell top nowrap muted"),
)
_AT: Final = {column.key: number for number, column in enumerate(_COLUMNS)}

_PRINTED: Final = 8
"""So many columns go to paper: what is to be settled, what was decided, and why."""

_FREE_ROWS: Final = 20
_FREE_ON_PAPER: Final = 3
"""Of the rows that wait for somebody's hand, those that are printed."""

_STYLES: Final = {
    "stale": "bad", "unusable": "bad", "open": "warn", "empty": "warn", "waiting": "warn",
    "applied": "good", "withdrawn": "needless",
}  # fmt: skip

_LONGEST_SUBJECT: Final = 90


def write(context: SheetContext) -> None:
    """Add the sheet: what cannot be used first, then what is to be settled, then the rest."""
    rows = [*rows_of(context), *(Row() for _ in range(_FREE_ROWS))]
    names = institution_words(context.report.plan, context.texts.language)
    made = [_cells(context, row, names) for row in rows]
    # Rows to be filled in by hand stay as well; findings.csv has what is to be settled.
    rows, cells, kept = typed_first(
        context, rows, made, lambda row: row.outcome is not None or not row.state
    )
    rest = Rest("findings", always=kept)
    page, extent = table_sheet(
        context, SHEET, _COLUMNS, cells, rest=rest, frozen=4, printed=_PRINTED
    )
    last = extent.last - (_FREE_ROWS - _FREE_ON_PAPER)
    page.sheet.print_area(0, 0, max(last, extent.first), _PRINTED - 1)
    hidden = _AT["decision_id"]
    page.sheet.set_column(hidden, hidden, _COLUMNS[hidden].width, None, {"hidden": True})
    _choices(context, page, extent, rows[: extent.shown])


# ------------------------------------------------------------------ cells


def _cells(context: SheetContext, row: Row, names: Mapping[str, str]) -> list[Value]:
    what, code, institution = row.subject
    named = (
        names.get(institution, institution),
        code,
        what_word(what, context.columns, context.texts),
    )
    state = context.texts(f"decisions.state.{row.state}") if row.state else ""
    own, other = _places(context, row)
    return [
        StyledText(state, f"centre {_STYLES[row.state]}") if state else None,
        *(
            StyledText(text, "entry text") if row.is_named_by_hand else text or None
            for text in named
        ),
        _subject(context, what, code),
        _said(context, row),
        *_typed(row),
        became(context, row.outcome) if row.outcome else None,
        own,
        other,
        _identity(row),
    ]


def _identity(row: Row) -> str | None:
    """A row that is filled in by hand has none yet: by that it is known what was begun."""
    if row.state in ("", "empty"):
        return None
    own = row.outcome.decision if row.outcome else row.dispute
    return own.id if own else None


def _typed(row: Row) -> list[Value]:
    """The four cells to fill in; of what was withdrawn, the outcome tells."""
    if row.state == "withdrawn":
        return [StyledText("", "needless")] * 4
    if row.outcome is None:
        return [None] * 4
    decision = row.outcome.decision
    return [decision.value or None, decision.reason or None, decision.decided_by or None,
            _day(decision)]  # fmt: skip


def _day(decision: Decision) -> Value:
    if decision.decided_on:
        try:
            return date.fromisoformat(decision.day)
        except ValueError:  # 2022-02-30
            return decision.day
    return decision.day or None


def _subject(context: SheetContext, what: str, code: str) -> str | None:
    if what == WHOSE:
        return None
    code = codes_in(code)[0] if what == SUM else code
    text = context.indicator_text(code) or context.activity_text(code)
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[:_LONGEST_SUBJECT].rstrip()}…"


def _said(context: SheetContext, row: Row) -> str | None:
    """What each side said, a line for each; what stood there where nobody disagreed.

    Of an answer that has changed since, what it was and what it is.
    """
    if row.state == "stale" and row.outcome:
        before, now = row.outcome.decision.answered, row.outcome.before
        nothing = context.texts("decisions.answer.none")
        return context.texts("decisions.said_since", before=before or nothing, now=now or nothing)
    if row.dispute:
        sides = row.dispute.sides
        return "\n".join(_side(context, side, sides) for side in sides) or None
    item = row.outcome
    if item is None or item.is_unusable or item.problem or item.decision.what in (WHOSE, SUM):
        return None
    return item.before or context.texts("decisions.nothing_said")


def _side(context: SheetContext, side: Side, sides: Sequence[Side]) -> str:
    who = context.institution(side.institution) or side.file
    if len({other.institution for other in sides}) < len(sides):  # then the place tells them apart
        several = len({other.file for other in sides}) > 1
        who = f"{who} ({side.file if several else f'{side.sheet}!{side.cell}'})"
    key, values = side.why
    if not key:
        return context.texts("decisions.said", who=who, said=side.said)
    reason = context.texts(key, **values)
    if not side.said or side.said in reason:  # most reasons quote what was typed
        return context.texts("decisions.said", who=who, said=reason)
    return context.texts("decisions.said_unread", who=who, said=side.said, why=reason)


def _places(context: SheetContext, row: Row) -> tuple[Value, Value]:
    whole = context("whole_file")
    if row.dispute:
        own, *others = row.dispute.sides
        link = place(own.file, own.sheet, own.cell, whole_file=whole)
        return link, _other_place(own, others[0]) if others else None
    item = row.outcome
    return (place(item.file, item.sheet, item.cell, whole_file=whole) if item else None), None


def _other_place(own: Side, other: Side) -> Value:
    link = place(other.file, other.sheet, other.cell)
    if not isinstance(link, Link) or other.institution == own.institution:
        return link
    # The code, not the name: LibreOffice does not wrap the text of a link.
    return replace(link, text=f"{other.institution}: {link.text}")


# ------------------------------------------------------------------ dropdowns


def _choices(context: SheetContext, page: Page, extent: Extent, rows: Sequence[Row]) -> None:
    """Offer what can be chosen; what is not in a list may be typed all the same."""
    ranges = lists_sheet.sources(context)
    named, value = _rule(context, "what"), _rule(context, "value")
    for number, row in enumerate(rows, start=extent.first):
        if row.is_named_by_hand:
            for key, name in _NAMED.items():
                _offer(page, number, key, named, ranges[name])
        what = row.subject[0]
        _offer(page, number, "decision_value", value, ranges.get(_VALUES.get(what, what), ""))
    column = _AT["decision_reason"]
    page.sheet.data_validation(
        extent.first, column, extent.last, column, {"validate": "any", **_rule(context, "reason")}
    )


_NAMED: Final = {"decision_what": "what", "code": "code", "institution": "institution"}
"""SheetColumn → the list it offers, where a row is named by hand."""

_VALUES: Final = {WHOSE: "institution", "code": "", "what": ""}
"""What is decided → the list of values, where they do not bear one name."""


def _offer(page: Page, row: int, key: str, rule: Mapping[str, str], source: str) -> None:
    kind = {"validate": "list", "source": source} if source else {"validate": "any"}
    page.sheet.data_validation(row, _AT[key], row, _AT[key], {**kind, **rule})


def _rule(context: SheetContext, key: str) -> dict[str, str]:
    """What a cell says when it is entered, and when something else than offered is typed."""
    return {
        "input_title": context.texts(f"decisions.help.{key}.title"),
        "input_message": context.texts(f"decisions.help.{key}.message"),
        "error_title": context.texts("decisions.help.error.title"),
        "error_message": context.texts("decisions.help.error.message"),
        "error_type": "warning",
    }
