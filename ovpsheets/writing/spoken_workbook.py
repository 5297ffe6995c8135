"""The language of a workbook, for who has it read aloud."""

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape

_CORE: Final = "docProps/core.xml"


def in_language(workbook: bytes, locale: str) -> bytes:
    """Say the document's language (dc:language), for which XlsxWriter has no property."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as package, zipfile.ZipFile(out, "w") as packed:
        for entry in package.infolist():
            part = package.read(entry)
            if entry.filename == _CORE:
                said = f"<dc:language>{escape(locale)}</dc:language></cp:coreProperties>"
                part = part.replace(b"</cp:coreProperties>", said.encode("utf-8"))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, part)
    return out.getvalue()
