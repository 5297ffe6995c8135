"""The to-do list: every finding, whom to ask what, and how far the asking is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.kept import GONE, STATES, Kept, state_code
from ovpsheets.results.consolidated.table import Column, Extent, table_sheet
from ovpsheets.results.consolidated.values import Mark, Value, place
from ovpsheets.tables import records
from ovpsheets.words import SEVERITIES
from ovpsheets.xlsx.book import Page

_COLUMNS: Final = (
    Column("severity", 11, "cell top"),
    Column("institution", 15, "cell top"),
    Column("code", 9, "cell top"),
    Column("message", 42, "cell top"),
    Column("ask", 40, "cell top"),
    Column("place", 18, "cell top"),
    Column("state", 15, "field top", entry=True),
    Column("remark", 25, "field top text", entry=True),
    Column("file", 31, "cell top muted"),
    Column("since", 10, "cell top muted"),
    Column("id", 34, "cell top nowrap muted"),
)
_STATE: Final = next(n for n, column in enumerate(_COLUMNS) if column.key == "state")

_SEVERITY_STYLES: Final = {"urgent": "bad", "important": "warn", "check": "needless"}
_STATE_STYLES: Final = {
    "asked": "warn", "answered": "good", "settled": "needless", "not_a_problem": "needless",
    GONE: "needless",
}  # fmt: skip

Finding = Mapping[str, Any]


def write(context: Context) -> None:
    """Add the sheet: findings by institution, the institution with the worst one first."""
    findings = _in_order(context, records(context.report.tables.findings))
    known = {str(finding["id"]) for finding in findings}
    rows = [*_rows(context, findings), *_gone(context, known)]
    page, extent = table_sheet(context, "todo", _COLUMNS, rows, frozen=3)
    if rows:
        _choices(context, page, extent)


def _in_order(context: Context, findings: Sequence[Finding]) -> list[Finding]:
    """Sort by institution (worst finding first, then plan order), severity, activity."""
    plan_order = [institution.code for institution in context.report.plan.institutions]
    activities = [activity.code for activity in context.report.plan.activities]
    worst: dict[str, int] = {}
    for finding in findings:
        code = finding["institution"] or ""
        worst[code] = min(worst.get(code, len(SEVERITIES)), _weight(finding))

    def order(finding: Finding) -> tuple[object, ...]:
        code = finding["institution"] or ""
        activity = finding["activity"] or ""
        return (
            worst[code],
            _position(plan_order, code),
            code,
            _weight(finding),
            _position(activities, activity),
            activity,
            finding["indicator"] or "",
            finding["rule"] or "",
            finding["id"],
        )

    return sorted(findings, key=order)


def _weight(finding: Finding) -> int:
    return _position([str(severity) for severity in SEVERITIES], finding["severity"] or "")


def _position(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)


def _rows(context: Context, findings: Sequence[Finding]) -> Iterator[list[Value]]:
    group: str | None = None
    for finding in findings:
        first = finding["institution"] != group
        group = finding["institution"]
        kept = context.kept.get(str(finding["id"]), Kept(finding["state"] or "open", ""))
        severity = finding["severity"]
        yield [
            Mark(
                context.word("severity", severity) or "",
                f"centre {_SEVERITY_STYLES.get(severity, '')}".strip(),
            ),
            # The name stands in every row, so that filters work; bold where a group begins.
            Mark(context.institution(group), "bold label" if first else "muted"),
            finding["indicator"] or finding["activity"] or finding["commitment"],
            finding["message"],
            finding["ask"],
            place(
                finding["file"],
                finding["sheet"],
                finding["cell"],
                whole_file=context("whole_file"),
            ),
            _state_word(context, kept.state),
            kept.remark or None,
            finding["file"],
            finding["since"],
            finding["id"],
        ]


def _gone(context: Context, known: set[str]) -> Iterator[list[Value]]:
    """Yield the findings that disappeared but have a remark, which must not be lost."""
    for identifier, kept in sorted(context.kept.items()):
        if identifier in known or not kept.remark:
            continue
        yield [
            None,
            kept.institution or None,
            kept.code or None,
            Mark(kept.message or context("gone"), "muted"),
            None,
            None,
            context(f"state.{GONE}"),
            kept.remark,
            None,
            None,
            identifier,
        ]


def _state_word(context: Context, state: str) -> str:
    """Return the word of a state; what is none of them stays as it was typed."""
    code = state_code(state) if state else "open"
    return context(f"state.{code}") if code in STATES else code


def _choices(context: Context, page: Page, extent: Extent) -> None:
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
