"""A source as HTML, as a Word document and as a PDF."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from manual.source import FOLDER, Block, Line, as_html, blocks, plain, source
from ovpsheets.words import Language
from ovpsheets.writing.document import Document, DocumentColumn, Piece
from ovpsheets.writing.look import look

_NUMBERED: Final = '<span style="width:100%;text-align:center;font-size:8px">{}</span>'
_FOOTER: Final = _NUMBERED.format('<span class="pageNumber"></span>')
_QUALITY: Final = 65  # of pictures in a PDF, of 100
_WIDE: Final = 17.6
"""Centimetres between the margins of a document."""


def html(document: str, language: Language) -> bytes:
    """Return a document as one page; its pictures lie beside it."""
    text = source(document, language)
    found = list(blocks(text))
    title = next(plain(block.rows[0][0]) for block in found if block.kind == "heading")
    chapters = (block for block in found if block.kind == "heading" and block.level == 1)
    contents = [(f"s{n}", plain(own.rows[0][0])) for n, own in enumerate(chapters, start=1)]
    before, rest = _parted(as_html(text))
    own = look()
    template = _environment().get_template("manual.html.j2")
    page = template.render(
        language=language, title=title, contents=contents, before=before, body=rest,
        one_page=document == "members", colours=own.colours, font=own.font, mono=own.mono,
    )  # fmt: skip
    return page.encode("utf-8")


def _parted(body: str) -> tuple[str, str]:
    """Return what stands before the first chapter, and the rest."""
    first = re.search("<h2", body)
    place = first.start() if first else len(body)
    return body[:place], body[place:]


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def docx(document: str, language: Language, folder: Path) -> bytes:
    """Return a document for a word processor; its pictures are read from *folder*."""
    found = list(blocks(source(document, language)))
    title = next(plain(block.rows[0][0]) for block in found if block.kind == "heading")
    made = Document(title, language)
    for block in found:
        _write(made, block, folder)
    return made.finish()


def _write(made: Document, block: Block, folder: Path) -> None:
    match block.kind:
        case "heading":
            made.heading(plain(block.rows[0][0]), block.level)
        case "paragraph":
            for line in block.rows[0]:
                made.paragraph(list(_pieces(line)))
        case "bullets":
            made.bullets(list(_pieces(line)) for line in block.rows[0])
        case "numbered":
            made.numbered(list(_pieces(line)) for line in block.rows[0])
        case "note":
            for line in block.rows[0]:
                made.note(list(_pieces(line)))
        case "typed":
            made.typed(block.text.splitlines())
        case "picture":
            about = plain(block.rows[0][0])
            made.picture((folder / block.text).read_bytes(), about)
        case "table":
            head, *rows = block.rows
            columns = [DocumentColumn(plain(cell), _share(block, n)) for n, cell in enumerate(head)]
            made.table(columns, [[list(_pieces(cell)) for cell in row] for row in rows])


def _share(block: Block, column: int) -> float:
    """Return how wide a column should be: by its longest text, within bounds."""
    longest = max(len(plain(row[column])) for row in block.rows)
    return min(max(longest, 8), 60) * _WIDE / 100


def _pieces(line: Line) -> Iterator[Piece]:
    for words in line:
        colour = "navy" if words.code else "ink"
        yield Piece(words.text, bold=words.bold or words.code, colour=colour)


def write_pdf(page: Path, target: Path, browser: Any, *, numbered: bool) -> None:
    """Print a page with *browser*, a Chromium that playwright started."""
    with tempfile.TemporaryDirectory() as folder:
        opened = browser.new_page()
        opened.goto(_with_jpegs(page, Path(folder)).as_uri())
        opened.pdf(
            path=str(target), prefer_css_page_size=True, print_background=True,
            display_header_footer=numbered, header_template="<span></span>",
            footer_template=_FOOTER, outline=True, tagged=True,
        )  # fmt: skip
        opened.close()


def _with_jpegs(page: Path, folder: Path) -> Path:
    """Return the page with its pictures as JPEG: as they are, a PDF would hold them unpacked."""

    def converted(found: re.Match[str]) -> str:
        own = folder / f"{Path(found[1]).stem}.jpg"
        with Image.open(page.parent / found[1]) as opened:
            opened.convert("RGB").save(own, quality=_QUALITY, subsampling=0, optimize=True)
        return f'src="{own.name}"'

    text = re.sub(r'src="([^"]+\.png)"', converted, page.read_text(encoding="utf-8"))
    copy = folder / page.name
    copy.write_text(text, encoding="utf-8")
    return copy


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of Chromium has; its page objects are not packed."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
