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
TABLE_END: Final = "</w:tbl>"
"""What stands behind a table's rows."""


def run(
    text: str, locale: str, *, bold: bool = False, italic: bool = False, colour: str = "",
    size: float = 0,
) -> str:  # fmt: skip
    """Return a run of words in one look; *colour* as RRGGBB, *size* in points, 0: the style's."""
    look = f"{_B if bold else ''}{_I if italic else ''}"
    if colour:
        look += _valued("color", colour)
    if size:
        look += _valued("sz", round(2 * size))  # half-points
    return f"<w:r><w:rPr>{look}{_valued('lang', locale)}</w:rPr>{_words(text)}</w:r>"


def paragraph(
    runs: str, *, style: str = "", keep: bool = False, frame: str = "", after: int | None = None,
    right: bool = False,
) -> str:  # fmt: skip
    """Return a paragraph of *runs*; *keep*: on the page of the next, *after*: space in twips.

    *frame* holds borders and shading.
    """
    look = _valued("pStyle", style) if style else ""
    if keep:
        look += "<w:keepNext/>"
    look += frame
    if after is not None:
        look += f'<w:spacing w:after="{after}"/>'
    if right:
        look += _valued("jc", "right")
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


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
        f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in parts
    )
