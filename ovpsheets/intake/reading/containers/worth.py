"""Is a file inside an archive or a mail worth taking out? What it is, kind.py decides."""

import hashlib
from collections.abc import Mapping
from typing import Final, Literal

from ovpsheets.intake.reading.containers.safe_names import ending
from ovpsheets.intake.reading.kind import Format, kind_of
from ovpsheets.intake.reading.opened import Refused
from ovpsheets.intake.reading.own_readers import reader_of

Holds = Literal["spreadsheet", "document", "zip", "eml", "mbox", "msg", "winmail", "signed"]
"""What a file is taken out as. A document, mostly evidence, counts only with a table of ours."""

EVIDENCE: Final = ("picture", "document", "other_document")
"""Why a file is left that may prove what a form says: scans, pictures, letters."""

IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".emz", ".wmz")

_HOLDS: Final[Mapping[Format, Holds]] = {
    "xlsx": "spreadsheet",
    "ods": "spreadsheet",
    "xls": "spreadsheet",
    "xlsb": "spreadsheet",
    "table": "spreadsheet",
    "own": "spreadsheet",
    "docx": "document",
    "zip": "zip",
    "mail": "eml",
    "mailbox": "mbox",
    "outlook": "msg",
    "winmail": "winmail",
    "signed": "signed",
}

_NAMED: Final[Mapping[str, Holds]] = {
    **dict.fromkeys(
        (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".csv", ".tsv"),
        "spreadsheet",
    ),
    ".docx": "document",
    ".zip": "zip",
    ".eml": "eml",
    ".mbox": "mbox",
    ".msg": "msg",
}

# What is left where it lies, unread: archives of other programs, documents, pictures.
_UNOPENED: Final = (
    ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".numbers", ".et", ".gsheet", ".fods",
    ".xml", ".p7c", ".pdf", ".doc", ".odt", ".rtf", ".ppt", ".pptx", ".htm",
    ".html", *IMAGES,
)  # fmt: skip


def holds(name: str, data: bytes) -> Holds | None:
    """Return what *data* is taken out as, None when it is nothing we read.

    Whatever is named like something we read is taken out, also when it cannot
    be opened: its own line then says why.
    """
    kind = kind_of(name, data)
    return _HOLDS.get(kind.format) if kind.format else _NAMED.get(ending(name))


def why_not(name: str, data: bytes = b"") -> Refused:
    """Return why a file is not taken out; without its content the name has to do."""
    kind = kind_of(name, data or b"?")
    digest = hashlib.sha256(data).hexdigest() if data else ""
    if kind.format == "text":
        return Refused("document", sha256=digest, data=data)
    reason = kind.refused or "not_a_workbook"
    return Refused(reason, kind.detail, digest, data if reason in EVIDENCE else b"")


def may_hold(name: str) -> bool:
    """Tell, before its bytes are known, whether *name* may be something that we read."""
    return ending(name) not in _UNOPENED or reader_of(ending(name), b"") is not None
