"""Workbooks as no library writes them: packages put together from raw XML."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

from ovpsheets.intake.reading.cells import Cell, Contents, Remark, Sheet
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"

Related = Iterable[tuple[str, str]]
"""What a part refers to: the last word of the type, and the target."""


def relationships(related: Related, *, base: str = RELATIONS) -> str:
    """Return a relationships part; the ids are rId1, rId2 …; addresses are external."""
    outside = ' TargetMode="External"'
    items = "".join(
        f'<Relationship Id="rId{i}" Type="{base}/{kind}" Target="{target}"'
        f"{outside if '://' in target else ''}/>"
        for i, (kind, target) in enumerate(related, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def worksheet(rows: str = "", *, before: str = "", after: str = "", space: str = MAIN) -> str:
    """Return a worksheet part around *rows*."""
    spaces = f'xmlns="{space}" xmlns:r="{RELATIONS}"'
    return f"<worksheet {spaces}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def parts(
    sheet: str | bytes,
    *,
    strings: str = "",
    formats: Iterable[str] = (),
    properties: str = "",
    related: Related = (),
    state: str = "visible",
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet named „Лист“; *formats* are styles 1, 2 …"""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>'
            f'<sheet name="Лист" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships(
            [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"),
             ("styles", "styles.xml")]
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="7">{strings}</sst>',
        "xl/styles.xml": _styles(list(formats)),
    }  # fmt: skip
    if related:
        found["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(related)
    return found | dict(more or {})


def _styles(codes: list[str]) -> str:
    named = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode="{code}"/>' for i, code in enumerate(codes)
    )
    ids = [code if code.isdigit() else str(200 + i) for i, code in enumerate(codes)]
    used = "".join(f'<xf numFmtId="{number}"/>' for number in ["0", *ids])
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{named}</numFmts><cellXfs>{used}</cellXfs></styleSheet>'  # noqa: E501  # one line of XML


def package(held: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """Zip parts, in order; pairs may name one twice."""
    pairs = held.items() if isinstance(held, Mapping) else held
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return buffer.getvalue()


def read(held: Mapping[str, str | bytes], limits: Limits | None = None) -> Contents:
    """Read a workbook made of parts."""
    return read_xlsx(package(held), limits or Limits())


def read_rows(rows: str, *, strings: str = "", formats: Iterable[str] = ()) -> dict[str, Cell]:
    """Read the rows of a sheet: address → cell."""
    contents = read(parts(worksheet(rows), strings=strings, formats=formats))
    return {cell.address: cell for cell in only(contents).cells.values()}


def only(contents: Contents) -> Sheet:
    """Return the one sheet."""
    (sheet,) = contents.sheets
    return sheet


def remarks(held: Mapping[str, str | bytes]) -> list[Remark]:
    """Return the remarks of the one sheet."""
    return list(only(read(held)).remarks)


def refused(data: bytes, limits: Limits | None = None) -> str:
    """Return the reason for which a file is refused, "" when it is read."""
    try:
        read_xlsx(data, limits or Limits())
    except RefusedError as error:
        return error.reason
    return ""
