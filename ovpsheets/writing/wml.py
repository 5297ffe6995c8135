"""WordprocessingML as text: paragraphs and tables (ECMA-376 part 1, 17.3 and 17.4).

Text, not elements made one by one: a table of thousands of rows takes
milliseconds. Properties stand in the order of the schema, which programs that
validate insist on.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from ovpsheets.member_text import visible

_B: Final = "<w:b/>"
_I: Final = "<w:i/>"
_SPACES: Final = ' xml:space="preserve"'
TABLE_END: Final = "</w:tbl>"
"""What stands behind a table's rows."""

IMAGE_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU: Final = 360_000
"""English metric units in a centimetre (20.1.2.1)."""


def run(
    text: str, locale: str = "", *, bold: bool = False, italic: bool = False, colour: str = "",
    size: float = 0, font: str = "", ground: str = "",
) -> str:  # fmt: skip
    """Return a run of words in one look; *colour*, *ground* as RRGGBB, *size* in points.

    0, an empty *font* and an empty *locale* are those of the style.
    """
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else ""
    look += f"{_B if bold else ''}{_I if italic else ''}"
    if colour:
        look += _valued("color", colour)
    if size:
        look += _valued("sz", round(2 * size))  # half-points
    if ground:
        look += f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    if locale:
        look += _valued("lang", locale)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{_words(text)}</w:r>"


def paragraph(
    runs: str, *, style: str = "", keep: bool = False, frame: str = "", new_page: bool = False
) -> str:
    """Return a paragraph of *runs*; *keep*: on the page of the next, *new_page*: begins one.

    *frame* holds borders and shading.
    """
    look = _valued("pStyle", style) if style else ""
    if keep:
        look += "<w:keepNext/>"
    if new_page:
        look += "<w:pageBreakBefore/>"
    look += frame
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"


def beside(line: str, ground: str) -> str:
    """Return the frame of a paragraph with a thick *line* at its left, on a coloured ground."""
    return (
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{line}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    )


def cell(content: str, width: int, ground: str = "") -> str:
    """Return a table's cell with its paragraphs; *width* in twips."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'
    )  # fmt: skip


def row(cells: Iterable[str], *, heading: bool = False) -> str:
    """Return a row that stays whole; a heading is repeated on every page."""
    kind = "<w:tblHeader/>" if heading else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{kind}</w:trPr>{''.join(cells)}</w:tr>"


def picture(relation: str, number: int, about: str, size: tuple[float, float]) -> str:
    """Return a paragraph with a picture in the line (20.4.2.8).

    *relation* leads to its part; *number* is its own in the document; *about* says to who does
    not see it what is on it; *size*: width and height in centimetres.
    """
    across, down = (round(side * _EMU) for side in size)
    name = (
        f'id="{number}" name="picture{number}" descr="{escaped(about).replace(chr(34), "&quot;")}"'
    )
    extent = f'cx="{across}" cy="{down}"'
    inline = (
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent {extent}/><wp:docPr {name}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {name}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_RELATIONS}" '
        f'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline>"
    )
    return paragraph(f"<w:r><w:drawing>{inline}</w:drawing></w:r>")


def table_start(widths: Sequence[int], line: str) -> str:
    """Return what stands before a table's rows; lines in the colour *line*, *widths* in twips."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{line}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:jc w:val="left"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def escaped(text: str) -> str:
    """Return *text* as the content of an element, what is not seen but acts shown."""
    return escape(visible(text))


def _valued(tag: str, value: str | int) -> str:
    return f'<w:{tag} w:val="{value}"/>'


def _words(text: str) -> str:
    lines = visible(text).split("\n")
    return "<w:br/>".join(_line(line) for line in lines)


def _line(line: str) -> str:
    parts = escape(line).split("\t")
    return "<w:tab/>".join(
        f"<w:t{'' if part == part.strip() else _SPACES}>{part}</w:t>" if part else ""
        for part in parts
    )
