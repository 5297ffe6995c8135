"""One careful way to write a .docx file, for Word and for LibreOffice.

Word reads a table's column widths, LibreOffice those of the cells: both are
set. Header rows repeat, rows do not break over pages, every run in another language
says so, and the file carries no author and no time of writing. Words in tables have their
look from a style: with it at each of them, LibreOffice opens a long table a fifth slower.
"""

import io
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Final

from ovpsheets.languages import tags
from ovpsheets.words import Language
from ovpsheets.writing import wml
from ovpsheets.writing.look import Look, logo, look
from ovpsheets.writing.zip_entries import copy_entry, entries, without_time

_BODY: Final = "word/document.xml"
_SECTION: Final = b"<w:sectPr"
_PROPERTIES: Final = "docProps/core.xml"
NO_TITLE: Final = "ovpsheets: title"
"""What stands in the properties until a document has its title."""

_EMPTY: Final = "ovpsheets.writing.empty_document"

_MOST_IN_MEMORY: Final = 4 * 2**20
"""Bytes of a body; a longer one lies in a file of the system until it is packed."""

PAGE: Final = (21.0, 29.7)
MARGIN: Final = 1.7
_TWIPS: Final = 1440 / 2.54
"""Twentieths of a point in a centimetre."""

_MOST_KEPT: Final = 7
"""Tables of up to so many rows are not broken over two pages."""

IN_TABLE: Final = ("TableText", "TableFigure")
HEADING: Final = ("TableHeading", "TableFigureHeading")
"""Styles of the words in a table: at the left, at the right."""

BELOW: Final = "TableEnd"
"""The style of the empty paragraph below a table, without which two would grow together."""

_ROW_SIZE: Final = 9
HEADING_SIZE: Final = 8

WIDTH: Final = PAGE[0] - 2 * MARGIN
"""Centimetres between the margins."""

_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_PNG_TYPE: Final = b'<Default Extension="png" ContentType="image/png"/>'
_PICTURE: Final = "rPicture"
"""How the relations to pictures are called, with their number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph, in one language and look; colours are names of the look.

    ``ground``: a colour behind them, "" for none; on it *colour* is chosen to be read.
    """

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    language: Language | None = None  # None: the document's
    ground: str = ""


Cell = str | Piece | Sequence[Piece]


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A column of a table: heading, width in centimetres, whether figures stand in it.

    ``ground``: the colour of its heading.
    """

    heading: str
    width: float
    figures: bool = False
    ground: str = "navy"


_SEEN: Final = (0.2126, 0.7152, 0.0722)
"""How much of its light a colour has from red, green and blue (WCAG 2.2, relative luminance)."""

_BRIGHT: Final = 0.2
"""From here on dark letters have more contrast than white ones."""

_LOGO_WIDTH: Final = 4.5
_LOGO_HEIGHT: Final = 1.8
"""The most that a logo takes, in centimetres."""


class Document:
    """A document in the making; ``finish`` returns its bytes, the same for the same content."""

    def __init__(self, title: str, language: Language, *, small: bool = False) -> None:
        """*small*: what stands in tables is in the smallest letters, for they are long."""
        self._title = title
        self._row_size = HEADING_SIZE if small else _ROW_SIZE
        self._language = language
        self._look: Look = look()
        # Paragraphs and tables, in their order: of a large plan they have a hundred megabytes.
        self._body = tempfile.SpooledTemporaryFile(_MOST_IN_MEMORY)  # noqa: SIM115  # see finish
        self._pictures: list[bytes] = []

    # ------------------------------------------------------------------ content

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Write a heading; level 0 is the title, with the workspace's logo above."""
        if level == 0 and (picture := logo()):
            across, down = _pixels(picture)
            self.picture(picture, self._title, min(_LOGO_WIDTH, _LOGO_HEIGHT * across / down))
        style = f"Heading{level}" if level else "Title"
        self._write(wml.paragraph(self._runs(text), style=style, new_page=new_page))

    def paragraph(self, content: Cell) -> None:
        """Write a paragraph."""
        self._write(wml.paragraph(self._runs(content)))

    def bullets(self, items: Iterable[Cell]) -> None:
        """Write a list."""
        for item in items:
            self._write(wml.paragraph(self._runs(item), style="ListBullet"))

    def numbered(self, items: Iterable[Cell]) -> None:
        """Write a numbered list; its numbers are part of the text, so that each begins at 1."""
        for number, item in enumerate(items, start=1):
            self.paragraph((Piece(f"{number}. "), *_pieces(item)))

    def note(self, content: Cell) -> None:
        """Write a paragraph on a coloured ground with a line at its left."""
        frame = wml.beside(self._hex("ochre"), self._hex("entry"))
        self._write(wml.paragraph(self._runs(content), frame=frame))

    def typed(self, lines: Sequence[str]) -> None:
        """Write what is typed or shown in a terminal: letters of one width, on a ground."""
        frame = wml.beside(self._hex("navy"), self._hex("panel"))
        runs = wml.run(
            "\n".join(lines), tags(self._language).document, size=8.5, font=self._look.mono
        )
        self._write(wml.paragraph(runs, frame=frame))

    def picture(self, png: bytes, about: str, width: float = WIDTH) -> None:
        """Write a picture as wide as *width* (centimetres); *about* says what is on it."""
        self._pictures.append(png)
        number = len(self._pictures)
        across, down = _pixels(png)
        height = width * down / across
        self._write(wml.picture(f"{_PICTURE}{number}", number, about, (width, height)))

    def table(
        self,
        columns: Sequence[DocumentColumn],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        """Write a table; its headings repeat on every page, its rows stay whole."""
        scale = WIDTH / sum(column.width for column in columns)
        widths = [round(column.width * scale * _TWIPS) for column in columns]
        together = len(rows) <= _MOST_KEPT
        self._write(wml.table_start(widths, self._hex("line")))
        keep = together and bool(rows)
        heads = (
            wml.cell(self._head(column, keep=keep), width, self._hex(column.ground))
            for column, width in zip(columns, widths, strict=True)
        )
        self._write(wml.row(heads, heading=True))
        for number, row in enumerate(rows, start=1):
            keep = together and number < len(rows)
            self._write(
                wml.row(
                    wml.cell(self._cell(content, column, keep=keep), width)
                    for content, column, width in zip(row, columns, widths, strict=True)
                )
            )
        self._write(wml.TABLE_END + wml.paragraph("", style=BELOW))

    def finish(self) -> bytes:
        """Return the file's bytes; nothing can be written afterwards."""
        with self._body as body:
            body.seek(0)
            return _packed(
                _empty(self._language, self._row_size), self._title, body, self._pictures
            )

    # ------------------------------------------------------------------ inside

    def _write(self, element: str) -> None:
        self._body.write(element.encode("utf-8"))

    def _cell(self, content: Cell, column: DocumentColumn, *, keep: bool) -> str:
        return wml.paragraph(self._runs(content), style=IN_TABLE[column.figures], keep=keep)

    def _head(self, column: DocumentColumn, *, keep: bool) -> str:
        own = Piece(column.heading, colour=self._ink_on(column.ground))
        return wml.paragraph(self._runs(own), style=HEADING[column.figures], keep=keep)

    def _ink_on(self, ground: str) -> str:
        """Return the colour of letters that is read better on *ground*."""
        parts = (int(self._hex(ground)[place : place + 2], 16) / 255 for place in (0, 2, 4))
        light = sum(share * part**2.2 for share, part in zip(_SEEN, parts, strict=True))
        return "ink" if light > _BRIGHT else "white"

    def _runs(self, content: Cell) -> str:
        return "".join(
            wml.run(
                piece.text,
                self._locale(piece.language),
                bold=piece.bold,
                italic=piece.italic,
                colour=self._letters(piece),
                ground=self._hex(piece.ground) if piece.ground else "",
            )
            for piece in _pieces(content)
        )

    def _locale(self, language: Language | None) -> str:
        """Return what is said of words that are not in the document's language, else ""."""
        return tags(language).document if language and language != self._language else ""

    def _letters(self, piece: Piece) -> str:
        colour = self._ink_on(piece.ground) if piece.ground else piece.colour
        return "" if colour == "ink" else self._hex(colour)

    def _hex(self, colour: str) -> str:
        return str(self._look.colours[colour])


def _pieces(content: Cell) -> Sequence[Piece]:
    if isinstance(content, str):
        return (Piece(content),)
    return (content,) if isinstance(content, Piece) else content


def _empty(language: Language, row_size: float) -> bytes:
    # 40 ms for python-docx, which a merge that writes no document is not to take.
    made: bytes = import_module(_EMPTY).empty_document(language, row_size)
    return made


def _pixels(png: bytes) -> tuple[int, int]:
    """Return how wide and high a PNG is: its first chunk says so (PNG 11.2.2)."""
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def _with_pictures(name: str, part: bytes, pictures: int) -> bytes:
    """Return the part *name* with what it says of so many *pictures*."""
    if name == _TYPES and pictures and b'Extension="png"' not in part:
        return part.replace(b"<Default ", _PNG_TYPE + b"<Default ", 1)
    if name == _RELATIONS:
        entries = "".join(
            f'<Relationship Id="{_PICTURE}{n}" Type="{wml.IMAGE_RELATION}" '
            f'Target="media/picture{n}.png"/>'
            for n in range(1, pictures + 1)
        )
        return part.replace(b"</Relationships>", entries.encode() + b"</Relationships>")
    return part


def _packed(empty: bytes, title: str, body: IO[bytes], pictures: Sequence[bytes]) -> bytes:
    """Pack the parts of the *empty* document again, with *title*, *body* and *pictures*.

    Without the time. The body goes before the properties of the section, which end it (17.6.17).
    """
    out = io.BytesIO()
    own = {_BODY, _PROPERTIES, *((_TYPES, _RELATIONS) if pictures else ())}
    with zipfile.ZipFile(io.BytesIO(empty)) as package, zipfile.ZipFile(out, "w") as packed:
        for entry, as_packed in entries(empty, package.infolist()):
            if entry.filename not in own:
                copy_entry(packed, out, entry, as_packed)
                continue
            before, section, after = package.read(entry), b"", b""
            if entry.filename == _BODY:
                before, section, after = before.partition(_SECTION)
            elif entry.filename == _PROPERTIES:
                before = before.replace(NO_TITLE.encode(), wml.escaped(title).encode("utf-8"))
            before = _with_pictures(entry.filename, before, len(pictures))
            with packed.open(without_time(entry.filename), "w") as part:
                part.write(before)
                if section:
                    shutil.copyfileobj(body, part)
                part.write(section + after)
        for number, png in enumerate(pictures, start=1):
            packed.writestr(without_time(f"word/media/picture{number}.png"), png)
    return out.getvalue()
