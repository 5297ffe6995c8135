"""What a cell of the consolidated workbook can hold, and how it is put there."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from ovpsheets.xlsx.book import Page

LONGEST_LINK: Final = 2_000  # Excel takes 2,079 characters

# What Excel itself writes as %XX in the path of a link; other letters stay as they are.
_ESCAPED_IN_PATHS: Final = str.maketrans({sign: f"%{ord(sign):02x}" for sign in '%# "<>[]^`{}?'})


@dataclass(frozen=True, slots=True)
class Mark:
    """A text with a style of its own, such as a coloured status."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; see :meth:`Page.link` for the targets."""

    text: str
    target: str


Value = str | float | date | Mark | Link | None
"""None is missing and stays empty."""


def put(page: Page, row: int, column: int, value: Value, style: str) -> None:
    """Write *value* into one cell by its type."""
    if isinstance(value, Mark):
        page.text(row, column, value.text, f"{style} {value.style}")
    elif isinstance(value, Link):
        page.link(row, column, value.target, value.text, f"{style} link")
    elif isinstance(value, str):
        page.text(row, column, value, style)
    elif isinstance(value, date):
        page.day(row, column, value, f"{style} day")
    elif value is None:
        page.blank(row, column, style)
    else:
        page.number(row, column, value, style if _has_format(style) else f"{style} number")


def _has_format(style: str) -> bool:
    return bool({"percent", "integer", "number"} & set(style.split()))


def place(file: str | None, sheet: str | None, cell: str | None, *, whole_file: str = "") -> Value:
    """Return a link to a cell of a returned file, or to the file; None where there is no file.

    *file* is relative to ``returns/``, with forward slashes; the workbook lies
    in ``results/`` beside it. *whole_file* is shown where the link leads to no
    sheet, else the file's name.
    """
    if not file:
        return None
    # One line only: LibreOffice neither breaks nor wraps the text of a link.
    spot = "!".join(part for part in (sheet, cell) if part)
    target = f"external:../returns/{file.translate(_ESCAPED_IN_PATHS)}"
    if sheet:
        quoted = sheet.replace("'", "''")
        target += f"#'{quoted}'!{cell or 'A1'}"
    shown = spot or whole_file or file.rpartition("/")[2]
    return Link(shown, target) if len(target) <= LONGEST_LINK else shown


def evidence(text: str | None) -> Value:
    """Return a link when *text* is one web address and nothing else, else the text."""
    address = (text or "").strip()
    if not address.lower().startswith(("http://", "https://")) or len(address) > LONGEST_LINK:
        return text
    if any(sign.isspace() or not sign.isprintable() for sign in address):
        return text
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that never closes
        return text
    # "https://bank.mk@evil.example" shows one host and leads to another.
    if not parts.hostname or "@" in parts.netloc:
        return text
    return Link(address, f"{parts.scheme}{address[len(parts.scheme) :]}")
