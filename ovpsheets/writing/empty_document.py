"""A .docx file without title and body: properties, page and styles."""

import io
import zipfile
from datetime import datetime
from typing import Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ovpsheets.languages import tags
from ovpsheets.templates import cached
from ovpsheets.words import Language
from ovpsheets.writing.document import (
    BELOW,
    HEADING,
    HEADING_SIZE,
    IN_TABLE,
    MARGIN,
    NO_TITLE,
    PAGE,
)
from ovpsheets.writing.look import look
from ovpsheets.writing.zip_entries import without_time

_EPOCH: Final = datetime(2000, 1, 1)


@cached
def empty_document(language: Language, row_size: float) -> bytes:
    """Return a document without title and body: properties, page and styles."""
    document = docx.Document()
    _drop_preview(document)
    _set_properties(document, language)
    _set_page(document)
    _set_styles(document, language, row_size)
    out = io.BytesIO()
    document.save(out)
    return _without_time(out.getvalue())


def _drop_preview(document: Any) -> None:
    """Take out the small picture of python-docx's own empty page, which shows another document."""
    relations = document.part.package.rels
    for name in [name for name, own in relations.items() if own.reltype == RT.THUMBNAIL]:
        del relations[name]


def _set_properties(document: Any, language: Language) -> None:
    core = document.core_properties
    core.title, core.language = NO_TITLE, tags(language).document
    core.author = core.last_modified_by = core.comments = ""
    core.created = core.modified = _EPOCH
    core.revision = 1


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(PAGE[0]), Cm(PAGE[1])
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(1.4)


def _set_styles(document: Any, language: Language, row_size: float) -> None:
    styles, navy = document.styles, RGBColor.from_string(look().colours["navy"])
    sizes = {"Normal": 9.5, "List Bullet": 9.5, "Title": 17.0, "Heading 1": 12.0,
             "Heading 2": 11.0, "Heading 3": 9.5}  # fmt: skip
    for name, size in sizes.items():
        style = styles[name]
        style.font.name, style.font.size = look().font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{place}"), look().font)
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name not in ("Normal", "List Bullet"):
            style.font.color.rgb = navy
        if name.startswith("Heading"):
            style.paragraph_format.space_before = Pt(size)
            style.paragraph_format.space_after = Pt(3)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    _set_table_styles(styles, row_size)
    lang = _element("w:lang", val=tags(language).document)
    styles["Normal"].element.get_or_add_rPr().append(lang)


def _set_table_styles(styles: Any, row_size: float) -> None:
    """Add the styles of the words in tables: left and right, in rows and in headings."""
    for names, size in ((IN_TABLE, row_size), (HEADING, HEADING_SIZE)):
        for is_right, name in enumerate(names):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = styles["Normal"], Pt(size)
            style.font.bold = names is HEADING or None
            style.paragraph_format.space_after = Pt(1)
            if is_right:
                style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    below = styles.add_style(BELOW, WD_STYLE_TYPE.PARAGRAPH)
    below.base_style, below.font.size = styles["Normal"], Pt(4)
    below.paragraph_format.space_after = Pt(2)


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _without_time(document: bytes) -> bytes:
    """Return the parts of *document* packed without the time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as package, zipfile.ZipFile(out, "w") as packed:
        for entry in package.infolist():
            packed.writestr(without_time(entry.filename), package.read(entry))
    return out.getvalue()
