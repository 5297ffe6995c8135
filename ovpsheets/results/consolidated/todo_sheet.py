"""The to-do list: every finding, whom to ask what, and how far the asking is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ovpsheets.decision import SHEET
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import (
    FIRST_ROW,
    Extent,
    Rest,
    SheetColumn,
    table_sheet,
    typed_first,
)
from ovpsheets.results.consolidated.sheet_values import Link, StyledText, Value, place
from ovpsheets.results.report import Report
from ovpsheets.results.report.finding_states import GONE, STATES, Kept, state_code
from ovpsheets.rules import missing_return, stale_decision, unusable_decision
from ovpsheets.rules.items import Finding, TodoItem, group_id, items
from ovpsheets.texts import Texts
from ovpsheets.words import SEVERITIES
from ovpsheets.writing.book import Page

_COLUMNS: Final = (
    SheetColumn("severity", 11, "cell top"),
    SheetColumn("institution", 15, "cell top"),
    SheetColumn("code", 9, "cell top"),
    SheetColumn("ask", 78, "cell top"),
    SheetColumn("state", 14, "field top", entry=True),
    SheetColumn("remark", 26, "field top text", entry=True),
    SheetColumn("place", 17, "cell top"),
    SheetColumn("message", 78, "cell top"),
    SheetColumn("file", 31, "cell top muted"),
    SheetColumn("since", 10, "cell top muted"),
    SheetColumn("id", 34, "cell top muted"),
)
"""All that a call needs is on the screen, and eight rows of it; behind it, where it comes from."""

_PRINTED: Final = 7
"""So many columns go to paper: with all of them nobody could read it."""

ON_PAPER: Final = 100
"""Rows that are printed: some seven pages are read at a meeting, and the most urgent come first."""

_STATE: Final = next(n for n, column in enumerate(_COLUMNS) if column.key == "state")

_CODES_SHOWN: Final = 3

SEVERITY_STYLES: Final = {"urgent": "bad", "important": "warn", "check": "needless"}
_STATE_STYLES: Final = {
    "asked": "warn", "answered": "good", "settled": "needless", "not_a_problem": "needless",
    "waived": "needless", "trial": "needless", GONE: "needless",
}  # fmt: skip

SILENCED: Final = ("waived", "trial")
"""States that the tool sets for findings nobody is asked about."""


def write(context: SheetContext) -> None:
    """Add the sheet: every finding, the most urgent first."""
    found = _listed(context)
    rows = [*_rows(context, found), *_gone(context, gone(found, context.kept))]
    _, cells, typed = typed_first(context, rows, rows, lambda row: _is_typed(context, row))
    rest = Rest("findings", always=typed)
    page, extent = table_sheet(
        context, "todo", _COLUMNS, cells, rest=rest, frozen=3, printed=_PRINTED, on_paper=ON_PAPER
    )
    if rows:
        _choices(context, page, extent)


def first_places(context: SheetContext, of: Callable[[Finding], str]) -> dict[str, str]:
    """Return the link to the first row of each group, by what *of* says of its first finding.

    Excel's links cannot set a filter; but the list is sorted, so what follows is of that group.
    Empty where not all rows fit: then those with something typed stand first.
    """
    found = _listed(context)
    name, places = context.name("todo"), dict[str, str]()
    if len(found) > context.budget.rows:
        return places
    for row, item in enumerate(found, start=FIRST_ROW + 1):
        places.setdefault(of(item.first), f"internal:'{name}'!A{row}")
    return places


def _listed(context: SheetContext) -> list[TodoItem]:
    """Return all that is to be asked, in its order."""
    report, language = context.report, context.texts.language
    return report.once(
        f"todo {language}",
        lambda: _in_order(context, items(report.tables.findings, report.plan, language)),
    )


def _is_typed(context: SheetContext, row: Sequence[Value]) -> bool:
    """Tell whether a row holds what somebody typed, or a finding that is gone with its remark."""
    by_tool = {_state_word(context, state) for state in ("open", *SILENCED)}
    return row[_STATE] not in by_tool or row[_STATE + 1] is not None


def _in_order(context: SheetContext, found: Sequence[TodoItem]) -> list[TodoItem]:
    """Sort by severity, institution in plan order, activity; forms that never came go first.

    What is waived or on trial stands behind all that is to be asked.
    """
    plan = context.report.plan
    institutions = _places(institution.code for institution in plan.institutions)
    activities = _places(activity.code for activity in plan.activities)

    def order(item: TodoItem) -> tuple[object, ...]:
        finding = item.first
        code = finding["institution"] or ""
        activity = finding["activity"] or ""
        return (
            finding["state"] in SILENCED,
            _weight(finding),
            finding["rule"] != missing_return.RULE.id,
            institutions.get(code, len(institutions)),
            code,
            activities.get(activity, len(activities)),
            activity,
            finding["indicator"] or "",
            finding["rule"] or "",
            item.id,
        )

    return sorted(found, key=order)


def shown_states(report: Report, kept: Mapping[str, Kept], texts: Texts) -> dict[str, Kept]:
    """Return what the list shows of what was typed, by finding id: what is kept from now on."""
    found = items(report.tables.findings, report.plan, texts.language)
    shown = dict(gone(found, kept))
    for item in found:
        own, first = _kept(item, kept), item.first
        entry = Kept(
            state_code(own.state),
            own.remark,
            report.institution_label(first["institution"] or "", texts.language),
            _codes(item.codes) or first["commitment"] or "",
            item.message,
        )
        if entry.is_typed:
            shown[item.id] = entry
    return shown


def gone(found: Sequence[TodoItem], kept: Mapping[str, Kept]) -> dict[str, Kept]:
    """Return what was typed for findings that disappeared: a remark must not be lost."""
    known = {item.id for item in found}
    for item in found:
        for finding in (*item.findings, *item.consequences):
            known |= {finding["id"], group_id(finding)}
    return {
        identity: replace(entry, state="open")
        for identity, entry in sorted(kept.items())
        if identity not in known and entry.remark
    }


def _places(codes: Iterable[str]) -> dict[str, int]:
    return {code: place for place, code in enumerate(codes)}


def _weight(finding: Finding) -> int:
    return _position([str(severity) for severity in SEVERITIES], finding["severity"] or "")


def _position(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)


def _rows(context: SheetContext, found: Sequence[TodoItem]) -> Iterator[list[Value]]:
    group: str | None = None
    for item in found:
        finding = item.first
        first = finding["institution"] != group
        group = finding["institution"]
        kept = _kept(item, context.kept)
        severity = finding["severity"]
        yield [
            StyledText(
                context.word("severity", severity) or "",
                f"centre {SEVERITY_STYLES.get(severity, '')}".strip(),
            ),
            # The name stands in every row, so that filters work; bold where a group begins.
            StyledText(context.institution(group), "bold label" if first else "muted"),
            _codes(item.codes) or finding["commitment"],
            item.ask,
            _state_word(context, kept.state),
            kept.remark or None,
            _place(context, finding),
            f"{item.message} [{finding['waiver']}]" if finding["waiver"] else item.message,
            finding["file"],
            item.since,
            item.id,
        ]


def _place(context: SheetContext, finding: Finding) -> Value:
    """Where it stands: in a returned file, or in this workbook."""
    if finding["rule"] in (stale_decision.RULE.id, unusable_decision.RULE.id):
        name, cell = context.name(SHEET), finding["cell"]
        return Link(f"{name}!{cell}", f"internal:'{name}'!{cell}")
    whole = context("whole_file")
    return place(finding["file"], finding["sheet"], finding["cell"], whole_file=whole)


def _codes(codes: Sequence[str]) -> str:
    """The first codes, one below another; the message names them all."""
    if len(codes) <= _CODES_SHOWN:
        return "\n".join(codes)
    return "\n".join([*codes[:_CODES_SHOWN], f"+ {len(codes) - _CODES_SHOWN}"])


def _kept(item: TodoItem, kept: Mapping[str, Kept]) -> Kept:
    """What was typed for this item: under its own id, or when its findings stood otherwise."""
    state = item.first["state"] or "open"
    ids = dict.fromkeys(
        [item.id, *(i for finding in item.findings for i in (finding["id"], group_id(finding)))]
    )
    typed = [kept[identity] for identity in ids if identity in kept]
    remarks = dict.fromkeys(entry.remark for entry in typed if entry.remark)
    chosen = typed[0].state if typed and state not in SILENCED else state
    return Kept(chosen, "\n".join(remarks))


def _gone(context: SheetContext, entries: Mapping[str, Kept]) -> Iterator[list[Value]]:
    for identifier, kept in entries.items():
        yield [
            None,
            kept.institution or None,
            kept.code or None,
            None,
            context(f"state.{GONE}"),
            kept.remark,
            None,
            StyledText(kept.message or context("gone"), "muted"),
            None,
            None,
            identifier,
        ]


def _state_word(context: SheetContext, state: str) -> str:
    """Return the word of a state; what is none of them stays as it was typed."""
    code = state_code(state) if state else "open"
    return context(f"state.{code}") if code in (*STATES, *SILENCED) else code


def _choices(context: SheetContext, page: Page, extent: Extent) -> None:
    """Give the state column its dropdown and its colours."""
    block = (extent.first, _STATE, extent.last, _STATE)
    page.sheet.data_validation(
        *block,
        {
            "validate": "list",
            "source": [context(f"state.{state}") for state in STATES],
            "input_title": context("choose.title"),
            "input_message": context("choose.message"),
            "error_title": context("choose.title"),
            "error_message": context("choose.error"),
            "error_type": "warning",
        },
    )
    for state, style in _STATE_STYLES.items():
        page.sheet.conditional_format(
            *block,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{context(f"state.{state}")}"',
                "format": context.book.difference(style),
            },
        )
