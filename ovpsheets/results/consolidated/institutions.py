"""Who answered, how fully; and every file that came back, with what became of it."""

from typing import Any, Final

from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.table import Column, write_table
from ovpsheets.results.consolidated.values import Mark, Value, place

_INSTITUTIONS: Final = (
    Column("institution", 24, "cell bold"),
    Column("institution_name", 44, "cell"),
    Column("expected", 13, "cell centre"),
    Column("returned", 13, "cell centre"),
    Column("received", 13, "cell"),
    Column("on_time", 12, "cell centre"),
    Column("activities", 13, "cell integer centre"),
    Column("answered", 13, "cell integer centre"),
    Column("indicators", 13, "cell integer centre"),
    Column("given", 13, "cell integer centre"),
    Column("findings", 13, "cell integer centre"),
    Column("unplaced", 13, "cell integer centre"),
)

_FILES: Final = (
    Column("institution", 24, "cell bold"),
    Column("file", 44, "cell"),
    Column("used", 13, "cell"),
    Column("quarter", 13, "cell"),
    Column("received", 13, "cell"),
    Column("on_time", 12, "cell centre"),
    Column("revision", 13, "cell integer centre"),
    Column("cells", 13, "cell integer centre"),
    Column("fields", 13, "cell integer centre"),
    Column("unplaced", 13, "cell integer centre"),
    Column("program", 13, "cell"),
    Column("file_reason", 13, "cell"),
)

_USED_STYLES: Final = {"used": "good", "superseded": "needless", "set_aside": "bad"}


def write(context: Context) -> None:
    """Add the sheet: the institutions, below them the files."""
    widths = [column.width for column in _INSTITUTIONS]
    widths[-2:] = 18, 26
    page = context.page("institutions", widths)
    page.text(2, 0, context("sheet.institutions.hint"), "hint nowrap")
    rows = [_institution(context, row) for row in context.report.rows("institutions")]
    upper = write_table(
        context, page, 3, _INSTITUTIONS, rows, csv="institutions", name="institutions"
    )
    page.sheet.autofilter(4, 0, max(upper.last, 4), len(_INSTITUTIONS) - 1)
    top = max(upper.first, upper.last) + 2
    for column in range(len(widths)):
        page.blank(top, column, "section")
    page.text(top, 0, context("section.files"), "section")
    files = [_file(context, row) for row in context.report.rows("returns")]
    write_table(context, page, top + 1, _FILES, files, csv="returns", name="returns")
    page.sheet.freeze_panes(2, 1)
    context.paper(page)


def _institution(context: Context, row: dict[str, Any]) -> list[Value]:
    code = str(row["institution"])
    known = context.report.plan.find_institution(code)
    name = known.full_name(context.texts.language) if known else None
    counts = ("activities", "answered", "indicators", "given", "findings", "unplaced")
    silent = row["expected"] and not row["returned"]
    return [
        context.institution(code),
        name,
        context.yes_no(_truth(row["expected"])),
        _coloured(context, _truth(row["returned"]), worrying=bool(silent)),
        row["received"],
        _coloured(context, _truth(row["on_time"]), worrying=row["on_time"] is False),
        *(row[name] for name in counts),
    ]


def _file(context: Context, row: dict[str, Any]) -> list[Value]:
    used = str(row["used"])
    file = str(row["file"])
    return [
        context.institution(row["institution"]) or None,
        place(file, None, None),
        Mark(context.word("used", used) or "", _USED_STYLES.get(used, "plain")),
        row["quarter"],
        row["received"],
        _coloured(context, _truth(row["on_time"]), worrying=row["on_time"] is False),
        row["revision"],
        row["cells"],
        row["fields"],
        row["unplaced"],
        _program(row["program"]),
        "; ".join(part for part in (row["reason"], row["observed"]) if part),
    ]


def _program(text: str | None) -> str | None:
    """Return name and version; LibreOffice adds its build: "LibreOffice/7.4.7.2$Linux_X86…"."""
    return text.partition("$")[0].replace("/", " ") if text else None


def _truth(value: object) -> bool | None:
    return None if value is None else bool(value)


def _coloured(context: Context, answer: bool | None, *, worrying: bool) -> Value:
    text = context.yes_no(answer)
    return Mark(text, "bad") if text and worrying else text
