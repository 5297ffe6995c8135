"""Notes added to the cells of a sheet; those that are there stay, threaded comments too.

A note is a comment (ECMA-376 part 1, 18.7) and a VML shape that draws it
(part 4, 19). Excel writes VML that is no XML, so shapes are added by searching
for the end of the drawing, not by parsing it.
"""

import re
from collections.abc import Mapping
from typing import Final

from ovpsheets.address import position
from ovpsheets.forms.asked_again import AUTHOR, is_signed, signed
from ovpsheets.intake.reading.cells import column_letters
from ovpsheets.results.annotated.edited_package import Edited
from ovpsheets.results.annotated.edited_sheet import Position, SheetEdits
from ovpsheets.results.annotated.xml_edits import (
    MAIN,
    RELATIONS,
    Edits,
    Element,
    NotAnnotatableError,
    as_bytes,
    elements,
    escaped,
    needed,
)

_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMESPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY_DRAWING: Final = (
    f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
)
_SHAPE_TYPE: Final = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape {names} id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;'
    'width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden" fillcolor="#fce1dc"'
    ' o:insetmode="auto"><v:fill color2="#fce1dc"/><v:shadow on="t" color="black"'
    ' obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_SHAPE_ID: Final = re.compile(rb'id="_x0000_s(\d{1,9})"')
_DRAWN: Final = re.compile(rb"<v:shape\b(?!type)(?:(?!</v:shape>).)*</v:shape>", re.DOTALL)
_ROW: Final = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN: Final = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")

_LINE_HEIGHT: Final = 13
_LETTERS_A_LINE: Final = 48


def add_notes(
    package: Edited, key: str, sheet: SheetEdits, notes: Mapping[Position, str]
) -> frozenset[Position]:
    """Hang notes on cells of the sheet *key*; returns the cells on which one hangs already.

    Notes that an earlier correction hung there go. Raises NotAnnotatableError.
    """
    comments = package.target(key, "comments")
    drawing = sheet.hooked(package.package.relations(key))
    if not notes and not (comments and drawing):
        return frozenset()
    if comments and not drawing:
        raise NotAnnotatableError("notes without a drawing")
    # The parts have names of ours, for those of Excel may be taken by another sheet's.
    if not comments:
        comments = package.free("xl/ovpcomments{n}.xml")
        package.write(comments, as_bytes(
            f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
        ))  # fmt: skip
        package.declare(comments, _COMMENTS)
        package.relate(key, f"{RELATIONS}/comments", comments)
    if not drawing:
        drawing = package.free("xl/drawings/ovpnotes{n}.vml")
        package.write(drawing, as_bytes(_EMPTY_DRAWING))
        package.declare(drawing, _VML)
        sheet.hook("legacyDrawing", package.relate(key, f"{RELATIONS}/vmlDrawing", drawing))
    gone, taken = _edit_comments(package, comments, notes)
    drawn = {place: text for place, text in notes.items() if place not in taken}
    if gone or drawn:
        _edit_drawing(package, drawing, gone, drawn)
    return taken


def _edit_comments(
    package: Edited, key: str, notes: Mapping[Position, str]
) -> tuple[frozenset[Position], frozenset[Position]]:
    """Return where notes of ours were removed, and where those of others stand."""
    data = package.read(key)
    found, edits = elements(data), Edits(data)
    authors, listed = needed(found, "authors"), needed(found, "commentList")
    gone, taken = set[Position](), set[Position]()
    for element in found:
        if element.name == "comment":
            place = position(element.attributes.get("ref", "")) or (0, 0)
            if is_signed(_text(data, element)):
                gone.add(place)
                edits.replace(element.start, element.end, "")
            else:
                taken.add(place)
    new = {place: text for place, text in sorted(notes.items()) if place not in taken}
    if new:
        p, number = listed.prefix, sum(element.name == "author" for element in found)
        edits.append(authors, f"<{p}author>{escaped(AUTHOR)}</{p}author>")
        edits.append(listed, "".join(_comment(p, place, number, new[place]) for place in new))
    if new or gone:
        package.write(key, edits.done())
    return frozenset(gone), frozenset(taken)


def _comment(p: str, place: Position, author: int, text: str) -> str:
    return (
        f'<{p}comment ref="{_address(place)}" authorId="{author}"><{p}text><{p}r><{p}rPr>'
        f'<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/></{p}rPr>'
        f'<{p}t xml:space="preserve">{escaped(signed(text))}</{p}t></{p}r></{p}text></{p}comment>'
    )


def _text(data: bytes, element: Element) -> str:
    """The text of one comment, without its runs' formats."""
    inner = data[element.inner : element.close].decode("utf-8", "replace")
    pieces = re.findall(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<", inner)
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    numbers = re.sub(r"&#(\d{1,7});", lambda found: chr(int(found[1])), text)
    # "amp" last: what it gives must not be read once more as the beginning of another.
    for name, letter in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        numbers = numbers.replace(f"&{name};", letter)
    return numbers


def _edit_drawing(
    package: Edited, key: str, gone: frozenset[Position], drawn: Mapping[Position, str]
) -> None:
    data = package.read(key)
    if gone:
        data = _DRAWN.sub(lambda found: b"" if _place(found[0]) in gone else found[0], data)
    end = data.rfind(b"</xml>")
    if end < 0:
        raise NotAnnotatableError("a drawing that does not end")
    # Excel numbers the shapes of its first sheet from 1025, and wants no number twice.
    used = max((int(number) for number in _SHAPE_ID.findall(data)), default=1024)
    shapes = "" if b"_x0000_t202" in data else _SHAPE_TYPE
    for number, (place, text) in enumerate(sorted(drawn.items()), start=used + 1):
        shapes += _shape(number, place, text)
    package.write(key, data[:end] + as_bytes(shapes) + data[end:])


def _place(shape: bytes) -> Position | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None


def _shape(number: int, place: Position, text: str) -> str:
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + len(part) // _LETTERS_A_LINE for part in signed(text).split("\n"))
    height = min(20 + lines * _LINE_HEIGHT, 320)
    anchor = f"{column + 1}, 12, {max(row - 1, 0)}, 6, {column + 3}, 60, {row + 3}, 4"
    return _SHAPE.format(
        names=_NAMESPACES, id=number, z=number % 1000, width=270, height=height, anchor=anchor,
        row=row, column=column,
    )  # fmt: skip


def _address(place: Position) -> str:
    return f"{column_letters(place[1])}{place[0]}"
