"""Is a file a workbook that can be opened safely? Answered before anything reads it.

The refusals are keys of the catalogue ``intake.refused``. The limits stop
small files from costing unbounded memory; they refuse no honest form.
"""

import io
import zipfile
from typing import Final

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK"

LARGEST_FILE: Final = 25 * 1024 * 1024

_OTHER_SPREADSHEETS: Final = (".xls", ".ods", ".xlsm", ".xlsb", ".csv", ".tsv")
_CONTAINERS: Final = (".zip", ".eml", ".msg", ".mbox")


def refusal(name: str, data: bytes) -> str:
    """Return why *data* is not read, as a key of ``intake.refused``; "" when it can be."""
    if not data:
        return "empty"
    if len(data) > LARGEST_FILE:
        return "too_large"
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if data.startswith(_OLE):
        # Excel wraps an encrypted .xlsx in the old container.
        return "old_format" if ending == ".xls" else "protected"
    if ending in _CONTAINERS:
        return "container"
    if not data.startswith(_ZIP):
        return "other_format" if ending in _OTHER_SPREADSHEETS else "not_a_workbook"
    return _package_refusal(data)


def _package_refusal(data: bytes) -> str:
    """Tell workbooks from other zips by their names; what is in them is the reader's to judge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "damaged"
    if "content.xml" in names:
        return "other_format"
    if "[Content_Types].xml" not in names:
        return "container"
    is_workbook = any(name.lower().endswith("workbook.xml") for name in names)
    return "" if is_workbook else "not_a_workbook"
