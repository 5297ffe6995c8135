"""One careful way to write a .docx file, for Word and for LibreOffice.

Word reads a table's column widths, LibreOffice those of the cells: both are
set. Header rows repeat, rows do not break over pages, every run says its
language, and the file carries no author and no time of writing.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ovpsheets.words import Language
from ovpsheets.xlsx.look import Look, look

_LOCALES: Final[dict[Language, str]] = {"mk": "mk-MK", "sq": "sq-AL", "en": "en-GB"}

_EPOCH: Final = datetime(2000, 1, 1)
_ZIP_TIME: Final = (2000, 1, 1, 0, 0, 0)

# What XML 1.0 cannot hold (section 2.2).
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_PAGE: Final = (21.0, 29.7)
_MARGIN: Final = 2.0

_MOST_KEPT: Final = 12
"""Tables of up to so many rows are not broken over two pages."""

WIDTH: Final = _PAGE[0] - 2 * _MARGIN
"""Centimetres between the margins."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph, in one language and look; colours are names of the look."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    language: Language | None = None  # None: the document's


Cell = str | Piece | Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, width in centimetres, whether figures stand in it."""

    heading: str
    width: float
    figures: bool = False


class Document:
    """A document in the making; ``finish`` returns its bytes, the same for the same content."""

    def __init__(self, title: str, language: Language) -> None:
        self._language = language
        self._look: Look = look()
        self._document = docx.Document()
        self._set_properties(title)
        self._set_page()
        self._set_styles()

    # ------------------------------------------------------------------ content

    def heading(self, text: str, level: int) -> None:
        """Write a heading; level 0 is the title."""
        self._fill(self._document.add_heading(level=level), text)

    def paragraph(self, content: Cell, style: str = "Normal") -> None:
        """Write a paragraph."""
        self._fill(self._document.add_paragraph(style=style), content)

    def bullets(self, items: Iterable[Cell]) -> None:
        """Write a list."""
        for item in items:
            self.paragraph(item, "List Bullet")

    def numbered(self, items: Iterable[Cell]) -> None:
        """Write a numbered list; its numbers are part of the text, so that each begins at 1."""
        for number, item in enumerate(items, start=1):
            pieces = _pieces(item)
            self.paragraph((Piece(f"{number}. "), *pieces))

    def note(self, content: Cell) -> None:
        """Write a paragraph on a coloured ground with a line at its left."""
        paragraph = self._document.add_paragraph()
        self._fill(paragraph, content)
        properties = paragraph._p.get_or_add_pPr()
        borders = _element("w:pBdr")
        borders.append(
            _element("w:left", val="single", sz="24", space="8", color=self._hex("ochre"))
        )
        properties.append(borders)
        properties.append(_element("w:shd", val="clear", color="auto", fill=self._hex("entry")))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a table; its headings repeat on every page, its rows stay whole."""
        table = self._document.add_table(rows=1, cols=len(columns))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        table.style = "Table Grid"
        self._draw_lines(table)
        scale = WIDTH / sum(column.width for column in columns)
        widths = [Cm(column.width * scale) for column in columns]
        for number, width in enumerate(widths):
            table.columns[number].width = width
        heading = table.rows[0]
        heading._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
        for cell, column, width in zip(heading.cells, columns, widths, strict=True):
            cell.width = width
            self._fill(cell.paragraphs[0], Piece(column.heading, bold=True, colour="white"), 8)
            _shade(cell, self._hex("navy"))
            _align(cell, column)
        for row in rows:
            self._row(table, columns, widths, row)
        if len(rows) <= _MOST_KEPT:
            _keep_together(table)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def finish(self) -> bytes:
        """Return the file's bytes."""
        out = io.BytesIO()
        self._document.save(out)
        return _timeless(out.getvalue())

    # ------------------------------------------------------------------ inside

    def _row(
        self, table: Any, columns: Sequence[Column], widths: Sequence[Cm], row: Sequence[Cell]
    ) -> None:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
        for cell, column, width, content in zip(added.cells, columns, widths, row, strict=True):
            cell.width = width
            self._fill(cell.paragraphs[0], content, 9)
            _align(cell, column)

    def _draw_lines(self, table: Any) -> None:
        borders = _element("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(_element(f"w:{side}", val="single", sz="4", color=self._hex("line")))
        table._tbl.tblPr.append(borders)

    def _fill(self, paragraph: Paragraph, content: Cell, size: float | None = None) -> None:
        for piece in _pieces(content):
            run = paragraph.add_run(_FORBIDDEN.sub("", piece.text))
            run.bold, run.italic = piece.bold or None, piece.italic or None
            if piece.colour != "ink":
                run.font.color.rgb = RGBColor.from_string(self._look.colours[piece.colour])
            if size:
                run.font.size = Pt(size)
            locale = _LOCALES[piece.language or self._language]
            run._r.get_or_add_rPr().append(_element("w:lang", val=locale))

    def _hex(self, colour: str) -> str:
        return str(self._look.colours[colour])

    def _set_properties(self, title: str) -> None:
        core = self._document.core_properties
        core.title, core.language = title, _LOCALES[self._language]
        core.author = core.last_modified_by = core.comments = ""
        core.created = core.modified = _EPOCH
        core.revision = 1

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(_PAGE[0]), Cm(_PAGE[1])
        section.left_margin = section.right_margin = Cm(_MARGIN)
        section.top_margin = section.bottom_margin = Cm(1.8)

    def _set_styles(self) -> None:
        styles = self._document.styles
        sizes = {"Normal": 10.0, "List Bullet": 10.0, "Title": 18.0, "Heading 1": 13.0,
                 "Heading 2": 11.0}  # fmt: skip
        for name, size in sizes.items():
            style = styles[name]
            style.font.name, style.font.size = self._look.font, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for place in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{place}"), self._look.font)
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            if name not in ("Normal", "List Bullet"):
                style.font.color.rgb = RGBColor.from_string(self._hex("navy"))
        styles["Normal"].paragraph_format.space_after = Pt(4)
        lang = _element("w:lang", val=_LOCALES[self._language])
        styles["Normal"].element.get_or_add_rPr().append(lang)


def _pieces(content: Cell) -> Sequence[Piece]:
    if isinstance(content, str):
        return (Piece(content),)
    return (content,) if isinstance(content, Piece) else content


def _align(cell: Any, column: Column) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if column.figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_together(table: Any) -> None:
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _shade(cell: Any, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=fill))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _timeless(data: bytes) -> bytes:
    """Pack the parts again without the time of writing; the same content, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as packed:
        for entry in package.infolist():
            plain = zipfile.ZipInfo(entry.filename, _ZIP_TIME)
            plain.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(plain, package.read(entry))
    return out.getvalue()
