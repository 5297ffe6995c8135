"""One sheet of a workbook: its cells, and the parts that hang on it."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Final

from ovpsheets.intake.reading.cells import Area, Cell, Observation, Remark, Sheet, Thing
from ovpsheets.intake.reading.ooxml import sheet_remarks
from ovpsheets.intake.reading.ooxml.control_ticks import tick_boxes
from ovpsheets.intake.reading.ooxml.package import Package, PackageRelation
from ovpsheets.intake.reading.ooxml.placed_pictures import placed_pictures
from ovpsheets.intake.reading.ooxml.workbook_part import ListedSheet
from ovpsheets.intake.reading.ooxml.worksheet import read_worksheet
from ovpsheets.intake.reading.ooxml.worksheet_content import DDE, BookFacts, SheetContent, area
from ovpsheets.intake.reading.ooxml.xml import up_to_damage

_MOST_MERGED: Final = 1_000_000  # cells in all merged areas of a sheet
_MOST_TOLD: Final = 100  # links on empty cells
_MOST_LINKED: Final = 1_000  # cells of one hyperlink; of a larger area only the first

# What a sheet or a drawing may refer to, or hold, beside text → the observation. Pictures that
# lie on the sheet itself are things, and told where it is known which of them are ours.
_SEEN: Final[Mapping[str, str]] = {
    "image": "pictures", "pic": "pictures", "picture": "pictures", "imagedata": "pictures",
    "oleObject": "objects", "package": "objects", "oleObjects": "objects",
    "control": "controls", "ctrlProp": "controls", "controls": "controls",
    "queryTable": "external_links", sheet_remarks.DAMAGED: "shapes_unread",
    sheet_remarks.DAMAGED_NOTES: "notes_damaged", DDE: "dde_formulas",
}  # fmt: skip
_UNKNOWN: Final = frozenset({"pic", sheet_remarks.DAMAGED})  # a picture nobody knows the file of
_NO_VALUE: Final = "#VALUE!"
_DRAWN_TEXT: Final = frozenset({"chart", "chartEx", "chartUserShapes", "diagramData"})


def read_sheet(
    package: Package, listed: ListedSheet, key: str, book: BookFacts
) -> tuple[Sheet, list[Observation]]:
    """Return a sheet and what a coordinator should know of it; raises RefusedError."""
    content = read_worksheet(package, key, listed.name, book)
    relations = package.relations(key)
    _name_pictures(content, package)
    alone = _link(content, relations)
    seen = {relation.kind for relation in relations.values()} | content.elements
    if key in package.damaged:
        seen |= {sheet_remarks.DAMAGED, sheet_remarks.DAMAGED_NOTES}
    drawings = _drawings(package, relations)
    beside = tuple(_remarks(package, listed.name, content, relations, drawings, seen))
    merged = _merged(content)
    observed = [
        Observation(what, {"sheet": listed.name})
        for what in dict.fromkeys(_SEEN[kind] for kind in sorted(seen) if kind in _SEEN)
    ]
    if merged is None:
        observed.append(Observation("merged_areas", {"sheet": listed.name}))
    if alone:
        observed.append(Observation("links_alone", {"sheet": listed.name, "links": _told(alone)}))
    sheet = Sheet(
        listed.name, _ordered(content.cells), beside, listed.visibility,
        frozenset(content.hidden_rows), _hidden_columns(content), merged or (),
        tuple(_things(package, drawings)),
    )  # fmt: skip
    return sheet, observed


def _name_pictures(content: SheetContent, package: Package) -> None:
    """Give the pictures that stand in cells their names; what turns out to be none is an error."""
    placed = {at: cell for at, cell in content.cells.items() if cell.type == "picture"}
    names = placed_pictures(package) if placed else {}
    for at, cell in placed.items():
        if name := names.get(cell.raw, ""):
            content.cells[at] = cell._replace(value=name, raw=name)
        else:
            content.cells[at] = cell._replace(type="error", value=_NO_VALUE, raw=_NO_VALUE)


def _drawings(
    package: Package, relations: Mapping[str, PackageRelation]
) -> dict[str, sheet_remarks.Drawn]:
    """What lies on a sheet, by part, each read once."""
    readers = {"drawing": sheet_remarks.drawing, "vmlDrawing": sheet_remarks.vml_drawing}
    held = [own for own in relations.values() if not own.external and own.target in package]
    drawings = {
        own.target: readers[own.kind](package, own.target) for own in held if own.kind in readers
    }
    ticks = (own.target for own in held if own.kind == "ctrlProp")
    tick_boxes(package, ticks, drawings.values())
    return drawings


def _things(package: Package, drawings: Mapping[str, sheet_remarks.Drawn]) -> Iterator[Thing]:
    """Yield the pictures and objects that lie on a sheet, and where they begin."""
    for key, drawn in drawings.items():
        own = package.relations(key) if drawn.pictures else {}
        for cell, name in drawn.pictures:
            target = own[name].target if name in own else ""
            yield Thing(cell, "picture", target.rpartition("/")[2], package.picture(target))
        for cell in drawn.objects:
            yield Thing(cell, "object", "")


def _ordered(cells: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """The cells in row order; nearly every program writes them so."""
    order = sorted(cells)
    return cells if order == list(cells) else {position: cells[position] for position in order}


def _hidden_columns(content: SheetContent) -> frozenset[int]:
    used = {column for _, column in content.cells} if content.hidden_columns else set()
    return frozenset(
        column for column in used
        if any(first <= column <= last for first, last in content.hidden_columns)
    )  # fmt: skip


def _merged(content: SheetContent) -> tuple[Area, ...] | None:
    """The merged areas, None where they are too many to follow."""
    found = [merged for reference in content.merged if (merged := area(reference))]
    size = sum((last - first + 1) * (right - left + 1) for first, left, last, right in found)
    return tuple(found) if size <= _MOST_MERGED else None


def _link(content: SheetContent, relations: Mapping[str, PackageRelation]) -> dict[str, str]:
    """Note where the hyperlinks lead, in the cells that they stand on.

    Returns those that lead out of the file from an area without any content.
    """
    alone: dict[str, str] = {}
    for attributes in content.links:
        reference = attributes.get("ref", "")
        place = area(reference)
        target = _target(attributes, relations)
        if place is None or not target:
            continue
        linked = [position for position in _positions(place) if position in content.cells]
        for position in linked:
            content.cells[position] = content.cells[position]._replace(link=target)
        if not linked and not target.startswith("#"):
            alone[reference] = target
    return alone


def _positions(place: Area) -> Iterator[tuple[int, int]]:
    first, left, last, right = place
    if (last - first + 1) * (right - left + 1) > _MOST_LINKED:
        last, right = first, left
    return product(range(first, last + 1), range(left, right + 1))


def _told(links: Mapping[str, str]) -> str:
    told = [f"{reference} → {target}" for reference, target in islice(links.items(), _MOST_TOLD)]
    return "; ".join(told) + (" …" if len(links) > _MOST_TOLD else "")


def _target(attributes: Mapping[str, str], relations: Mapping[str, PackageRelation]) -> str:
    location = attributes.get("location", "")
    for name, value in attributes.items():
        if name.endswith(":id") and value in relations:
            return relations[value].target + (f"#{location}" if location else "")
    return f"#{location}" if location else ""


def _remarks(
    package: Package,
    sheet: str,
    content: SheetContent,
    relations: Mapping[str, PackageRelation],
    drawings: Mapping[str, sheet_remarks.Drawn],
    seen: set[str],
) -> Iterator[Remark]:
    """Yield what is written beside the cells; *seen* learns what else the drawings hold."""
    parts: dict[str, list[str]] = {}
    for relation in relations.values():
        if not relation.external and relation.target in package:
            parts.setdefault(relation.kind, []).append(relation.target)

    def whole(found: Iterator[Remark]) -> Iterator[Remark]:
        return up_to_damage(found, lambda: seen.add(sheet_remarks.DAMAGED_NOTES))

    threaded = [
        remark for key in parts.get("threadedComment", ())
        for remark in whole(sheet_remarks.comments(package, key, sheet))
    ]  # fmt: skip
    for key in parts.get("comments", ()):
        cells = frozenset(remark.cell for remark in threaded)
        yield from whole(sheet_remarks.notes(package, key, sheet, cells))
    yield from threaded
    for key in parts.get("drawing", ()):
        yield from _drawn(package, key, drawings[key], sheet, seen)
    for key in parts.get("vmlDrawing", ()):
        drawn = drawings[key]
        seen |= drawn.elements & {"imagedata", sheet_remarks.DAMAGED}
        yield from sheet_remarks.boxes(drawn, sheet)
    yield from sheet_remarks.headers(content.headers, sheet)


def _drawn(
    package: Package, key: str, drawn: sheet_remarks.Drawn, sheet: str, seen: set[str]
) -> Iterator[Remark]:
    seen |= drawn.elements & ({sheet_remarks.DAMAGED} if drawn.pictures else _UNKNOWN)
    yield from sheet_remarks.boxes(drawn, sheet)
    for relation in package.relations(key).values():
        if relation.kind in _DRAWN_TEXT and relation.target in package:
            drawn = sheet_remarks.drawing(package, relation.target)
            seen |= drawn.elements & {sheet_remarks.DAMAGED}
            yield from sheet_remarks.boxes(drawn, sheet)
