"""A member's own file, annotated: only what must change is changed, all else is copied.

The list comes first among the sheets; each cell with a finding has a colour, a
frame and a note. Nothing is saved anew through a library: text boxes, stored
results, validations and macros stay, for their parts are not touched.
"""

from collections.abc import Mapping, Set
from typing import Final

from ovpsheets.address import position
from ovpsheets.forms.asked_again import list_names
from ovpsheets.intake.reading.ooxml.workbook_part import Workbook, read_workbook
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.results.annotated.added_styles import AddedStyles
from ovpsheets.results.annotated.edited_package import Edited
from ovpsheets.results.annotated.edited_sheet import Position, SheetEdits
from ovpsheets.results.annotated.listing import Listing, sheet_xml
from ovpsheets.results.annotated.notes import add_notes
from ovpsheets.results.annotated.xml_edits import (
    RELATIONS,
    Edits,
    Element,
    NotAnnotatableError,
    as_bytes,
    children,
    elements,
    needed,
    quoted,
)

_WORKSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


_TOUCHED: Final = (b"tabSelected", b"legacyDrawing", b"\0")
"""What a sheet holds that may have to be changed; the last one stands in any UTF-16."""


def annotate(data: bytes, listing: Listing) -> bytes:
    """Return the workbook *data* with *listing* as its first sheet and notes on its cells.

    Raises NotAnnotatableError where that cannot be done without saving it anew.
    """
    package = Edited.open(data)
    package.unsign()
    workbook = _workbook(package)
    styles_key = package.target(workbook.key, "styles")
    styles = AddedStyles.of(package.read(styles_key))
    sheets = _sheets(workbook)
    own = next((name for name in sheets if name in list_names()), "")
    marked, framed = _marked(listing, sheets), listing.framed()
    for name, key in sheets.items():
        if name != own:
            in_frame = {
                place for sheet, cell in framed if sheet == name and (place := position(cell))
            }
            _annotate_sheet(package, key, marked.get(name, {}), in_frame, styles)
    listed = as_bytes(sheet_xml(listing, styles))
    package.write(styles_key, styles.done())
    if own and own == listing.name and own == next(iter(sheets)):
        package.write(sheets[own], listed)
        _show_first(package, workbook)
    else:
        _insert_first(package, workbook, listing.name, listed, own)
    if package.package.damaged:  # programs may offer to repair it, and leave out what we added
        raise NotAnnotatableError(f"damaged relations of {sorted(package.package.damaged)}")
    return package.finish()


def opened_workbook(package: Edited) -> dict[str, str]:
    """Return name → key of the worksheets of a workbook, in order; raises NotAnnotatableError."""
    return _sheets(_workbook(package))


def _workbook(package: Edited) -> Workbook:
    try:
        workbook = read_workbook(package.package)
    except RefusedError as error:
        raise NotAnnotatableError(str(error)) from error
    if not workbook.relations or b"purl.oclc.org" in package.read(workbook.key):
        raise NotAnnotatableError("no transitional workbook")
    return workbook


def _sheets(workbook: Workbook) -> dict[str, str]:
    """Name → key of the worksheets, in order."""
    related = workbook.relations
    return {
        sheet.name: related[sheet.relation].target
        for sheet in workbook.sheets
        if sheet.relation in related and related[sheet.relation].kind == "worksheet"
    }


def _marked(listing: Listing, sheets: Mapping[str, str]) -> dict[str, dict[Position, str]]:
    """Sheet → cell → note, of the sheets that there are."""
    found: dict[str, dict[Position, str]] = {}
    for (sheet, cell), text in listing.notes().items():
        place = position(cell)
        if place and sheet in sheets:
            found.setdefault(sheet, {})[place] = text
    return found


def _annotate_sheet(
    package: Edited,
    key: str,
    notes: Mapping[Position, str],
    framed: Set[Position],
    styles: AddedStyles,
) -> None:
    data = package.read(key)
    if not notes and not styles.knows_marks and not any(word in data for word in _TOUCHED):
        return  # most sheets of most files: nothing to add, and nothing of ours to take away
    sheet = SheetEdits.of(data)
    sheet.unselect()
    sheet.format(framed, styles.marked)
    if styles.knows_marks:
        settled = (place for place, number in sheet.formats().items() if styles.is_marked(number))
        sheet.format((place for place in settled if place not in framed), styles.unmarked)
    add_notes(package, key, sheet, notes)
    edited = sheet.edits.done()
    if edited != sheet.edits.data:
        package.write(key, edited)


def _insert_first(
    package: Edited, workbook: Workbook, name: str, listed: bytes, replaces: str
) -> None:
    """Add the list as the first sheet; one of an earlier correction under another name stays."""
    taken = {sheet.name.lower() for sheet in workbook.sheets}
    if name.lower() in taken:
        raise NotAnnotatableError(f"a sheet named {name} that is not first ({replaces})")
    key = package.free("xl/worksheets/ovplist{n}.xml")
    package.write(key, listed)
    package.declare(key, _WORKSHEET)
    relation = package.relate(workbook.key, f"{RELATIONS}/worksheet", key)
    data = package.read(workbook.key)
    found, edits = elements(data), Edits(data)
    listed_in = needed(found, "sheets")
    numbers = [int(e.attributes.get("sheetId", "0")) for e in children(found, listed_in)]
    p = listed_in.prefix
    edits.insert(
        listed_in.inner,
        f'<{p}sheet xmlns:r={quoted(RELATIONS)} name={quoted(name)} sheetId="{max(numbers) + 1}"'
        f" r:id={quoted(relation)}/>",
    )
    for element in found:
        if element.name == "workbookView":
            _open_on_first(element, edits)
        elif element.name == "definedName" and "localSheetId" in element.attributes:
            edits.set(element, "localSheetId", str(int(element.attributes["localSheetId"]) + 1))
    package.write(workbook.key, edits.done())


def _show_first(package: Edited, workbook: Workbook) -> None:
    data = package.read(workbook.key)
    found, edits = elements(data), Edits(data)
    for element in found:
        if element.name == "workbookView":
            _open_on_first(element, edits)
    package.write(workbook.key, edits.done())


def _open_on_first(view: Element, edits: Edits) -> None:
    for name in ("activeTab", "firstSheet"):
        if view.attributes.get(name, "0") != "0":
            edits.set(view, name, "0")
