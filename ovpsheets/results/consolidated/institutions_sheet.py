"""Who answered, how fully; and every file that came back, with what became of it."""

from typing import Any, Final

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import (
    Extent,
    Rest,
    SheetColumn,
    widths,
    write_table,
)
from ovpsheets.results.consolidated.sheet_values import StyledText, Value, place
from ovpsheets.results.report.sent_register import SentMail, last_to
from ovpsheets.words import MAIL_KINDS
from ovpsheets.writing.book import Page

_INSTITUTIONS: Final = (
    SheetColumn("institution", 24, "cell bold"),
    SheetColumn("institution_name", 44, "cell"),
    SheetColumn("expected", 13, "cell centre"),
    SheetColumn("returned", 13, "cell centre"),
    SheetColumn("received", 13, "cell"),
    SheetColumn("on_time", 12, "cell centre"),
    SheetColumn("activities", 13, "cell integer centre"),
    SheetColumn("answered", 13, "cell integer centre"),
    SheetColumn("indicators", 13, "cell integer centre"),
    SheetColumn("given", 13, "cell integer centre"),
    SheetColumn("findings", 13, "cell integer centre"),
    SheetColumn("unplaced", 13, "cell integer centre"),
    SheetColumn("last_mail", 26, "cell"),
)

_MAILS: Final = (
    SheetColumn("institution", 24, "cell bold"),
    SheetColumn("mail_kind", 44, "cell"),
    SheetColumn("mail_day", 13, "cell"),
)

_FILES: Final = (
    SheetColumn("institution", 24, "cell bold"),
    SheetColumn("file", 44, "cell"),
    SheetColumn("used", 13, "cell"),
    SheetColumn("quarter", 13, "cell"),
    SheetColumn("received", 13, "cell"),
    SheetColumn("on_time", 12, "cell centre"),
    SheetColumn("revision", 13, "cell integer centre"),
    SheetColumn("cells", 13, "cell integer centre"),
    SheetColumn("fields", 13, "cell integer centre"),
    SheetColumn("unplaced", 13, "cell integer centre"),
    SheetColumn("program", 13, "cell"),
    SheetColumn("file_reason", 13, "cell"),
)

_USED_STYLES: Final = {"used": "good", "superseded": "needless", "set_aside": "bad"}


def write(context: SheetContext) -> None:
    """Add the sheet: the institutions, below them the files, and what was sent."""
    own = widths(context, _INSTITUTIONS)
    own[-3:-1] = 18, 26
    page = context.page("institutions", own, frozen=1)
    page.above(2, context("sheet.institutions.hint"), "hint", frozen=1)
    rows = [_institution(context, row) for row in context.report.rows("institutions")]
    upper = write_table(
        context, page, 3, _INSTITUTIONS, rows, rest=Rest("institutions"), name="institutions"
    )
    page.sheet.autofilter(4, 0, max(upper.last, 4), len(_INSTITUTIONS) - 1)
    top = max(upper.first, upper.last) + 2
    for column in range(len(own)):
        page.blank(top, column, "section")
    page.text(top, 0, context("section.files"), "section")
    ended = context.report.returned_files.ended_as()
    files = [
        _file(context, row, ended.get(row["file"], row["used"]))
        for row in context.report.rows("returns")
    ]
    lower = write_table(context, page, top + 1, _FILES, files, rest=Rest("returns"), name="returns")
    if context.report.mails:
        lower = _mails(context, page, max(lower.first, lower.last) + 2, len(own))
    page.sheet.freeze_panes(2, 1)
    # On paper one page across: who answered, when, and how fully.
    columns = page.columns_on_paper(landscape=True)
    context.paper(page, stub=0, columns=columns)
    page.sheet.print_area(0, 0, max(lower.first, lower.last), columns - 1)


def _mails(context: SheetContext, page: Page, top: int, columns: int) -> Extent:
    """Write what the institutions were sent, the last first; return where."""
    for column in range(columns):
        page.blank(top, column, "section")
    page.text(top, 0, context("section.mails"), "section")
    sent = sorted(context.report.mails, key=lambda mail: mail.day, reverse=True)
    rows: list[list[Value]] = [
        [context.institution(mail.institution), _kind(context, mail), mail.day] for mail in sent
    ]
    return write_table(context, page, top + 1, _MAILS, rows, rest=Rest("returns"), name="mails")


def _last_mail(context: SheetContext, code: str) -> str | None:
    """What an institution was sent last, and when."""
    mail = last_to(context.report.mails, code)
    if mail is None:
        return None
    return f"{_kind(context, mail)}, {context.texts.short_date(mail.day)}"


def _kind(context: SheetContext, mail: SentMail) -> str:
    """The kind of a mail in words; one that somebody typed into the register as it is."""
    is_known = mail.kind in MAIL_KINDS
    return context.texts(f"mail.kind.{mail.kind}") if is_known else mail.kind


def _institution(context: SheetContext, row: dict[str, Any]) -> list[Value]:
    code = str(row["institution"])
    known = context.report.plan.find_institution(code)
    name = known.full_name(context.texts.language) if known else None
    counts = ("activities", "answered", "indicators", "given", "findings", "unplaced")
    silent = row["expected"] and not row["returned"]
    return [
        context.institution(code),
        name,
        context.yes_no(_truth(row["expected"])),
        _returned(context, row, worrying=bool(silent)),
        row["received"],
        _coloured(context, _truth(row["on_time"]), worrying=row["on_time"] is False),
        *(row[name] for name in counts),
        _last_mail(context, code),
    ]


def _returned(context: SheetContext, row: dict[str, Any], *, worrying: bool) -> Value:
    if row["wrote"]:
        return StyledText(context("wrote", day=context.texts.short_date(row["wrote"])), "warn")
    if row["wrote_undated"]:
        return StyledText(context("wrote_undated"), "warn")
    return _coloured(context, _truth(row["returned"]), worrying=worrying)


def _file(context: SheetContext, row: dict[str, Any], ended: str) -> list[Value]:
    file = str(row["file"])
    return [
        context.institution(row["institution"]) or None,
        place(file, None, None),
        StyledText(_ended(context, ended), _USED_STYLES.get(ended, "plain")),
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


def _ended(context: SheetContext, ended: str) -> str:
    """Of what is no form, such as the text of a mail, nobody says that it was used."""
    return context.word("used" if ended in _USED_STYLES else "ended_as", ended) or ""


def _program(text: str | None) -> str | None:
    """Return name and version; LibreOffice adds its build: "LibreOffice/7.4.7.2$Linux_X86…"."""
    return text.partition("$")[0].replace("/", " ") if text else None


def _truth(value: object) -> bool | None:
    return None if value is None else bool(value)


def _coloured(context: SheetContext, answer: bool | None, *, worrying: bool) -> Value:
    text = context.yes_no(answer)
    return StyledText(text, "bad") if text and worrying else text
