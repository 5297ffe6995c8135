"""Is a file inside an archive or a mail worth taking out? Decided by its ending, then its bytes."""

from typing import Final, Literal

from ovpsheets.intake.reading.containers.names import ending

Holds = Literal["spreadsheet", "zip", "eml", "mbox", "msg"]
"""What a file is opened as."""

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")

IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".emz", ".wmz")

_HOLDS: Final[dict[str, Holds]] = {
    **dict.fromkeys(
        (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".csv", ".tsv"),
        "spreadsheet",
    ),
    ".zip": "zip",
    ".eml": "eml",
    ".mbox": "mbox",
    ".msg": "msg",
}

_REFUSED: Final = {
    **dict.fromkeys((".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"), "other_archive"),
    **dict.fromkeys((".numbers", ".et", ".gsheet", ".fods", ".xml"), "other_format"),
    **dict.fromkeys((".p7m", ".p7c"), "protected"),
    **dict.fromkeys(
        (".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".ppt", ".pptx", ".htm", ".html"),
        "not_a_workbook",
    ),
}

# The name of the properties stream that every .msg has, as an OLE directory spells it.
_MSG_MARK: Final = "__properties_version1.0".encode("utf-16-le")


def holds(name: str, data: bytes) -> Holds | None:
    """Return what *data* is opened as, None when it is nothing we read.

    The ending decides; a zip that is a package of an office program is a
    spreadsheet's, and a file with an unknown ending is judged by its first bytes.
    """
    known = _HOLDS.get(ending(name))
    if known == "zip" and _is_package(data):
        return "spreadsheet"
    if known or ending(name) in _REFUSED:
        return known
    if data.startswith(OLE):
        return "msg" if _MSG_MARK in data else "spreadsheet"
    if data.startswith(ZIP):
        return "spreadsheet" if _is_package(data) else "zip"
    return "mbox" if data.startswith(b"From ") else None


def why_not(name: str) -> str:
    """Return why a file that nothing here opens is left out, as a key of ``intake.refused``."""
    return _REFUSED.get(ending(name), "not_a_workbook")


def may_hold(name: str) -> bool:
    """Tell, before its bytes are known, whether *name* may be something that we read."""
    return ending(name) in _HOLDS or ending(name) not in (*_REFUSED, *IMAGES)


def _is_package(data: bytes) -> bool:
    # Office programs write one of these parts first or name them in the directory at the end.
    ends = data[:4096] + data[-65536:]
    return b"[Content_Types].xml" in ends or b"mimetypeapplication/vnd.oasis" in ends
