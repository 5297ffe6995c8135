"""Whatever people do to a form: nothing typed is lost, nothing is invented, and no answer
goes silently to an activity that it was not meant for."""

import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from edits import EDITS, STATUS_WORDS, Edit, Edited, Page, Position, answers, apply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from returned_forms import content_of, read_alone, the_plan

from ovpsheets.intake.reading.cells import Contents, column_letters
from ovpsheets.intake.recognise.answers import FormAnswers, answer_fields
from ovpsheets.intake.recognise.as_issued import sheets_as_issued
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.find_tables import find_tables
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.place import place
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.words import LedgerClass

EXAMPLES = int(os.environ.get("OVP_EDITS", "150"))
"""How many forms are edited; the long run is ``OVP_EDITS=20000 pytest tests/test_any_edits.py``."""

FEW = 3

numbers = st.integers(0, 400)
edits = st.tuples(st.sampled_from(sorted(EDITS)), numbers, numbers, numbers)
some_answers = st.lists(st.tuples(st.just("fill"), numbers, numbers, numbers), max_size=12)


@cache
def as_issued() -> Edited:
    return Edited.of(content_of("MTSP"))


def edited(done: list[Edit]) -> Edited:
    """Return the form of the case after all that was done to it."""
    form = as_issued().copy()
    for edit in done:
        apply(form, edit)
    return form


def address(position: Position) -> str:
    return f"{column_letters(position[1])}{position[0]}"


Ledger = Mapping[tuple[str, str], LedgerLine]
"""Sheet and address → what the cell is."""


def placed(form: Edited) -> tuple[Placement, FormAnswers, Ledger]:
    """Return how the intake takes the form apart, what it reads, and its ledger by cell."""
    placement = place(form.contents(), content_of("MTSP"))
    read, ledger = answer_fields(placement, the_plan())
    return placement, read, {(e.sheet, e.cell): e for e in ledger if e.kind == "cell"}


def placed_cell_by_cell(contents: Contents) -> Placement:
    """Return it without the fast way, after that one found the same tables."""
    content = content_of("MTSP")
    as_issued = sheets_as_issued(contents, Issued.of(content), content.columns)
    beginning = {name: sheet.before for name, sheet in as_issued.items()}
    tables = find_tables(contents, content.columns)
    assert find_tables(contents, content.columns, beginning) == tables
    return place(contents, content, tables=tables, as_issued={})


def misplaced(form: Edited, placement: Placement, ledger: Ledger) -> Iterator[str]:
    """Yield every answer that is read for a field which it was not meant for."""
    for page, position, held in answers(form):
        entry = ledger[page.name, address(position)]
        if entry.what not in (LedgerClass.FIELD, LedgerClass.UNREADABLE):
            continue
        if page.under_merged(position):
            yield f"{entry} lies under a merged area"
        if is_open(page, position, held.meant, placement):
            continue
        if str(entry.field) != held.meant:
            yield f"{entry} was meant for {held.meant!r}"


def is_open(page: Page, position: Position, meant: str | None, placement: Placement) -> bool:
    """Tell whether nothing in the file still says what was meant, or the intake says it guessed."""
    if meant is None:
        return True
    row, column = position
    guessed = {
        (o.values["sheet"], o.values["cell"].rstrip("0123456789"))
        for o in placement.observed
        if o.key == "column_renamed"
    }
    if (page.name, column_letters(column)) in guessed:
        return True
    if not meant:
        return False
    if meant.count("/") < 2:
        key = page.cells.get((row, column - 2))
        return key is None or key.came != meant.replace("/", "//")
    table, code, _ = meant.split("/")
    return f"{table}/{code}" not in page.witnesses(row) or not page.keys_of(column)


def unexplained(form: Edited, placement: Placement, ledger: Ledger) -> Iterator[str]:
    """Yield every answer that was not read although its row and column still say what it is."""
    told = {
        (cell.sheet, number)
        for item in placement.contradictions
        for cell in (item.first, item.second)
        for number in (cell.row, column_letters(cell.column))
    }
    for page, position, held in answers(form):
        entry = ledger[page.name, address(position)]
        if entry.what is not LedgerClass.UNPLACED or not held.meant or held.meant.count("/") < 2:
            continue
        row, column = position
        table, code, key = held.meant.split("/")
        if page.witnesses(row) != {f"{table}/{code}"}:
            continue
        if page.keys_of(column) != {f"{table}//{key}"}:
            continue
        if {(page.name, row), (page.name, column_letters(column))} & told:
            continue
        if page.under_merged(position) or not is_headed(page, table):
            continue
        if sum(f"{table}//{key}" in page.keys_of(c) for c in range(1, page.width + 1)) > 1:
            continue
        yield f"{entry} was meant for {held.meant}"


def misread(form: Edited, read: FormAnswers, ledger: Ledger) -> Iterator[str]:
    """Yield every status that is read as another one than was said, in whatever language."""
    for page, position, held in answers(form):
        entry = ledger[page.name, address(position)]
        field = entry.field
        if entry.what is not LedgerClass.FIELD or field is None or field.key != "status":
            continue
        status = STATUS_WORDS.get(str(held.value))
        found = read.activities[field.code].status
        if status is not None and found != status:
            yield f"{entry} was read as {found}"


def is_headed(page: Page, table: str) -> bool:
    """Tell whether some row still names enough columns of one table, and of no other."""
    rows: dict[int, set[str]] = {}
    for (row, _), held in page.cells.items():
        if "//" in held.came:
            rows.setdefault(row, set()).add(held.came)
    own = {row: {k for k in keys if k.startswith(f"{table}//")} for row, keys in rows.items()}
    return any(
        len(keys) >= 6 and {f"{table}//code", f"{table}//text"} & keys for keys in own.values()
    )


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(some_answers, st.lists(edits, max_size=8))
def test_whatever_is_done_to_a_form_nothing_is_lost_invented_or_misplaced(
    filled: list[Edit], done: list[Edit]
) -> None:
    form = edited([*filled, *done])
    placement, read, ledger = placed(form)
    if len(done) < FEW:  # after many edits hardly a sheet is as it was issued
        assert placement == placed_cell_by_cell(form.contents())
    assert len(placement.ledger) == form.holds
    cells = {cell for page in form.pages for cell in page.seen()}
    assert {cell[:3] for cell in placement.fields.values()} <= cells
    places = Counter((entry.sheet, entry.cell, entry.kind) for entry in placement.ledger)
    assert not places or set(places.values()) == {1}
    own = {LedgerClass.FIELD, LedgerClass.UNPLACED, LedgerClass.UNREADABLE}
    for page, position, held in answers(form):
        entry = ledger[page.name, address(position)]
        assert entry.raw == held.at(page.name, position).raw
        assert entry.what in own or held.came or held.value in STATUS_WORDS, entry
    assert not list(misplaced(form, placement, ledger))
    assert not list(unexplained(form, placement, ledger))
    assert not list(misread(form, read, ledger))


@settings(max_examples=EXAMPLES // 12, deadline=None, derandomize=True)
@given(some_answers, st.lists(edits, max_size=8))
def test_whatever_is_done_to_a_workbook_its_cells_and_notes_add_up(
    filled: list[Edit], done: list[Edit]
) -> None:
    form = edited([*filled, *done])
    if not form.pages:
        return
    data = written(form)
    ledger = read_alone(data).ledger
    assert len(ledger) == held(data)
    assert set(Counter((entry.sheet, entry.cell, entry.kind) for entry in ledger).values()) <= {1}
    expected = {(page.name, address(p)): h.meant for page, p, h in answers(form)}
    said = {(e.sheet, e.cell) for e in ledger if e.kind == "cell"}
    assert expected.keys() <= said


def written(form: Edited) -> bytes:
    """Return the form as a workbook that another program wrote."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in form.pages:
        sheet = book.create_sheet(page.name)
        for (row, column), cell in page.cells.items():
            value = f"={cell.formula}" if cell.formula else cell.value
            sheet.cell(row, column).value = value
        for (row, column), text in page.notes.items():
            sheet.cell(row, column).comment = Comment(text, "член")
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
    for name, value in form.properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def held(data: bytes) -> int:
    """Count what a workbook holds, as openpyxl sees it: non-empty cells and comments."""
    sheets = load_workbook(io.BytesIO(data)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    return sum(c.value not in (None, "") for c in cells) + sum(c.comment is not None for c in cells)
