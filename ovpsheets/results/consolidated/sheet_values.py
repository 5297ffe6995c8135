"""What a cell of the consolidated workbook can hold, and how it is put there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from ovpsheets.templates import cached, cached_up_to
from ovpsheets.writing.page_cells import LONGEST_TEXT, PageCells

LONGEST_LINK: Final = 2_000  # Excel takes 2,079 characters

_ADDRESS: Final = re.compile(r"(?<!\w)https?://[^\s<>\"]*", re.IGNORECASE)
# Nearly every one, of which nothing has to be looked at more closely.
_PLAIN_ADDRESS: Final = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[A-Za-z0-9/_.-]*[A-Za-z0-9/_-])?"
)
_AFTER_ADDRESS: Final = ".,;:!?\"'“”„«»"

# What Excel itself writes as %XX in the path of a link; other letters stay as they are.
_ESCAPED_IN_PATHS: Final = str.maketrans({sign: f"%{ord(sign):02x}" for sign in '%# "<>[]^`{}?'})

_MARK: Final = re.compile(r"(\.[a-z]{2,4})#[\w.-]+$", re.IGNORECASE)
"""What tells several forms of one file apart, behind its name: ``forms.xlsx#MZ``."""

_CONTAINERS: Final = (".zip", ".eml", ".msg", ".mbox")
_WITHOUT_CELLS: Final = (".docx", ".docm", ".txt")


@dataclass(frozen=True, slots=True)
class StyledText:
    """A text with a style of its own, such as a coloured status."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; see :meth:`PageCells.link` for the targets."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Any value with a style of its own, such as one that was decided."""

    value: "Value"
    style: str


Value = str | float | date | StyledText | Link | Styled | None
"""None is missing and stays empty."""


AGAIN: Final = frozenset({str, type(None), StyledText, date})
"""Types of values of which the same looks the same wherever it stands in a column.

No number is among them, for 0.0 is equal to -0.0, and no link, for a sheet holds each.
"""


def said_of_each(values: Iterable[Any], say: Callable[[Any], Value]) -> Iterator[Value]:
    """Yield what *say* says of each of *values*, of which it is asked but once of equal ones."""
    all_of_them = list(values)
    known = {value: say(value) for value in {*all_of_them}}
    return map(known.__getitem__, all_of_them)


def length(value: Value) -> int:
    """Return how many characters a value puts into a workbook."""
    if isinstance(value, str):
        return min(len(value), LONGEST_TEXT)
    if isinstance(value, Link):
        return len(value.text) + len(value.target)
    if isinstance(value, StyledText):
        return len(value.text)
    return length(value.value) if isinstance(value, Styled) else 0


def put(page: PageCells, row: int, column: int, value: Value, style: str) -> None:
    """Write *value* into one cell by its type."""
    if value is None:
        page.blank(row, column, style)
    elif isinstance(value, str):
        page.text(row, column, value, style)
    elif isinstance(value, Styled):
        put(page, row, column, value.value, f"{style} {value.style}")
    elif isinstance(value, StyledText):
        page.text(row, column, value.text, f"{style} {value.style}")
    elif isinstance(value, Link):
        page.link(row, column, value.target, value.text, f"{style} link")
    elif isinstance(value, date):
        page.day(row, column, value, f"{style} day")
    else:
        page.number(row, column, value, style if _has_format(style) else f"{style} number")


@cached
def _has_format(style: str) -> bool:
    return bool({"percent", "integer", "number"} & set(style.split()))


def place(file: str | None, sheet: str | None, cell: str | None, *, whole_file: str = "") -> Value:
    """Return a link to a cell of a returned file, or to the file; None where there is no file.

    *file* is relative to ``returns/``, with forward slashes; the workbook lies
    in ``results/`` beside it. *whole_file* is shown where the link leads to no
    sheet, else the file's name. What lies in an archive or mail is reached by
    opening that.
    """
    if not file:
        return None
    # One line only: LibreOffice neither breaks nor wraps the text of a link.
    spot = "!".join(part for part in (sheet, cell) if part)
    target, has_cells = _target(file)
    if sheet and has_cells:
        quoted = sheet.replace("'", "''")
        target += f"#'{quoted}'!{cell or 'A1'}"
    shown = spot or whole_file or file.rpartition("/")[2]
    # Control characters and half characters of a name cannot stand in a target.
    is_possible = len(target) <= LONGEST_LINK and target.isprintable()
    return Link(shown, target) if is_possible else shown


@cached_up_to(1024)  # hundreds of places lie in one file
def _target(file: str) -> tuple[str, bool]:
    """Return the link to *file*, and whether it can lead to a cell: not in an archive."""
    file = _MARK.sub(r"\1", file)
    on_disk = _on_disk(file)
    has_cells = on_disk == file and not file.lower().endswith(_WITHOUT_CELLS)
    return f"external:../returns/{on_disk.translate(_ESCAPED_IN_PATHS)}", has_cells


def _on_disk(file: str) -> str:
    """Return the file itself, or the archive, mail or mailbox in which it lies."""
    parts = file.split("/")
    ends = (n for n, part in enumerate(parts[:-1]) if part.lower().endswith(_CONTAINERS))
    return "/".join(parts[: next(ends, len(parts)) + 1])


def kept_evidence(file: str, shown: str) -> Value:
    """Return a link to a copy in the quarter's folder ``evidence``, beside that of the results."""
    target = f"external:../evidence/{file.translate(_ESCAPED_IN_PATHS)}"
    is_possible = len(target) <= LONGEST_LINK and target.isprintable()
    return Link(shown, target) if is_possible else shown


def evidence(text: str | None) -> Value:
    """Return *text* as a link where it holds one web address, alone or among words."""
    if text and len(text) <= LONGEST_LINK and _PLAIN_ADDRESS.fullmatch(text):
        return Link(text, text)
    found = {_trimmed(address) for address in _ADDRESS.findall(text or "")}
    if not text or len(found) != 1:
        return text
    (address,) = found
    if len(address) > LONGEST_LINK or not address.isprintable():
        return text
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that never closes
        return text
    # "https://bank.mk@evil.example" shows one host and leads to another.
    if not parts.hostname or "@" in parts.netloc:
        return text
    return Link(text.strip(), f"{parts.scheme}{address[len(parts.scheme) :]}")


def _trimmed(address: str) -> str:
    """Take off what belongs to the sentence around an address; a bracket that it opened stays."""
    address = address.rstrip(_AFTER_ADDRESS)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_AFTER_ADDRESS)
    return address
