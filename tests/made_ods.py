"""OpenDocument spreadsheets for tests, element by element."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_SPACES: Final = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        **{
            prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
            for prefix, name in {
                "office": "office", "table": "table", "text": "text", "style": "style",
                "number": "datastyle", "draw": "drawing", "meta": "meta", "manifest": "manifest",
                "form": "form", "svg": "svg-compatible",
            }.items()
        },
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)  # fmt: skip

MIMETYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"


def part(root: str, inside: str) -> str:
    """Return a part of a package with all the namespaces declared."""
    return f'<?xml version="1.0"?><office:{root} {_SPACES}>{inside}</office:{root}>'


def sheet(rows: str, *, name: str = "Лист", beside: str = "", style: str = "ta1") -> str:
    """Return a sheet of *rows*."""
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{beside}{rows}</table:table>'
    )


def row(*cells: str, about: str = "") -> str:
    """Return a row."""
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def cell(said: str = "", about: str = 'office:value-type="string"', beside: str = "") -> str:
    """Return a cell; *said* in one paragraph."""
    text = f"<text:p>{said}</text:p>" if said else ""
    return f"<table:table-cell {about}>{beside}{text}</table:table-cell>"


def ods(*sheets: str, styles: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Return a package with these sheets; *parts*: further ones, or others in their place."""
    content = part(
        "document-content",
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        for name, text in {"content.xml": content, **(parts or {})}.items():
            package.writestr(name, text)
    return out.getvalue()
