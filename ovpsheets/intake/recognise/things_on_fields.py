"""What lies on an empty field and is no text: a picture, an object, a check box with its tick."""

from collections.abc import Collection, Iterator, Mapping

from ovpsheets.address import position
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning import read_yes_no
from ovpsheets.intake.reading.cells import CHECK_BOX, TICKED, UNTICKED, Cell, Contents, Sheet
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.words import LedgerClass

Answers = Mapping[FormField, tuple[Cell, LedgerLine]]
"""Field → the answer, as a cell, and its line in the ledger."""


def answers_by_things(
    contents: Contents,
    tables: Collection[FoundTable],
    rows: Mapping[tuple[str, int], tuple[str, str]],
    answered: Collection[FormField],
) -> Answers:
    """Return the fields that hold nothing but a picture, an object or a ticked box.

    *rows*: sheet and row → table and code; *answered*: the fields that hold an answer in
    their cells, whatever lies on them. Boxes that are not ticked answer nothing.
    """
    found: dict[FormField, tuple[Cell, LedgerLine]] = {}
    places = {(t.sheet.name, column): (t, key) for t in tables for column, key in t.columns.items()}

    def field_at(sheet: str, row: int, column: int) -> FormField | None:
        table, key = places.get((sheet, column), (None, ""))
        of = rows.get((sheet, row))
        return FormField(*of, key) if table and of and table.declared[key].is_answer else None

    for sheet in contents.sheets:
        for cell, kind, linked in _things(sheet):
            field = field_at(sheet.name, cell.row, cell.column)
            # A box that writes its tick into another answer is said there.
            place = position(linked)
            if (own := field_at(sheet.name, *place) if place else None) and own in answered:
                continue
            if field is None or field in answered:
                continue
            if field in found:
                cell = _together(found[field][0], cell)
            line = LedgerLine(sheet.name, cell.address, LedgerClass.FIELD, field, cell.raw, kind)
            found[field] = cell, line
    return found


def answers_by_linked_boxes(
    contents: Contents, fields: Mapping[FormField, Cell], disputed: Collection[Cell]
) -> dict[FormField, Cell]:
    """Return the fields whose TRUE or FALSE a check box on them wrote, and means otherwise.

    An unticked one wrote FALSE, which nobody typed; the tick of one that says „No“ wrote TRUE.
    Where it is not known into which cell a box writes, that is the one on which it lies.
    *disputed*: cells that something differs from, which stay as they are.
    """
    boxes: dict[tuple[str, str], list[str]] = {}
    for sheet in contents.sheets:
        for remark in sheet.remarks:
            if remark.kind == "checkbox":
                at = remark.linked or remark.cell
                boxes.setdefault((sheet.name, at), []).append(remark.text)
    found: dict[FormField, Cell] = {}
    for field, cell in fields.items() if boxes else ():
        said = boxes.get((cell.sheet, cell.address), [])
        if len(said) == 1 and isinstance(cell.value, bool) and cell not in disputed:
            found[field] = _as_ticked(cell, said[0])
    return found


def _as_ticked(cell: Cell, box: str) -> Cell:
    if cell.value is False and box.startswith(UNTICKED):
        return cell._replace(number_format=CHECK_BOX)
    label = box.removeprefix(TICKED).strip()
    says_no = read_yes_no(Cell.of_words(label)).value is False
    if cell.value is True and box.startswith(TICKED) and says_no:
        return cell._replace(type="text", value=label, raw=label)
    return cell


def _together(first: Cell, second: Cell) -> Cell:
    """Several things on a field: none of them alone is the answer, and pictures are no text."""
    said = f"{first.raw}; {second.raw}"
    unread = [own.type for own in (first, second) if own.type in ("picture", "object")]
    return second._replace(type=unread[0] if unread else "text", value=said, raw=said)


def with_things(ledger: tuple[LedgerLine, ...], things: Answers) -> tuple[LedgerLine, ...]:
    """Return *ledger* with the lines of *things*; a box has one already, as something unplaced."""
    if not things:
        return ledger
    boxes = {
        (line.sheet, line.cell): field
        for field, (_, line) in things.items()
        if line.kind == "checkbox"
    }
    known = tuple(
        line._replace(what=LedgerClass.FIELD, field=boxes[line.sheet, line.cell], home=None)
        if line.kind == "checkbox"
        and line.raw.startswith(TICKED)
        and (line.sheet, line.cell) in boxes
        else line
        for line in ledger
    )
    return known + tuple(line for _, line in things.values() if line.kind != "checkbox")


def _things(sheet: Sheet) -> Iterator[tuple[Cell, str, str]]:
    """Yield what lies on the cells of a sheet, as a cell, what it is, and where a box writes."""
    for thing in sheet.things:
        if place := position(thing.cell):
            name = thing.name or thing.type
            yield Cell(sheet.name, *place, thing.type, name, name), thing.type, ""
    for remark in sheet.remarks:
        place = position(remark.cell) if remark.kind == "checkbox" else None
        if place and remark.text.startswith(TICKED):
            said = remark.text.removeprefix(TICKED).strip()
            if said:
                yield Cell(sheet.name, *place, "text", said, said), "checkbox", remark.linked
            else:
                yield Cell(sheet.name, *place, "yes_no", True, "TRUE"), "checkbox", remark.linked
