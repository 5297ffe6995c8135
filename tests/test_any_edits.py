"""Whatever people do to a form: nothing typed is lost, nothing is invented, and no answer
goes silently to an activity that it was not meant for."""

import os
from collections import Counter
from collections.abc import Iterator

from edits import EDITS, Edit, Edited, Page, Position, answers, apply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from returned_forms import content_of, the_plan

from ovpsheets.intake.answers import answer_fields
from ovpsheets.intake.cells import column_letters
from ovpsheets.intake.entry import Entry
from ovpsheets.intake.place import place
from ovpsheets.intake.placement import Placement
from ovpsheets.words import LedgerClass

EXAMPLES = int(os.environ.get("OVP_EDITS", "300"))
"""How many forms are edited; the long run is ``OVP_EDITS=20000 pytest tests/test_any_edits.py``."""

numbers = st.integers(0, 400)
edits = st.tuples(st.sampled_from(sorted(EDITS)), numbers, numbers, numbers)
some_answers = st.lists(st.tuples(st.just("fill"), numbers, numbers, numbers), max_size=12)


def edited(done: list[Edit]) -> Edited:
    """Return the form of the case after all that was done to it."""
    form = Edited.of(content_of("MTSP"))
    for edit in done:
        apply(form, edit)
    return form


def address(position: Position) -> str:
    return f"{column_letters(position[1])}{position[0]}"


def placed(form: Edited) -> tuple[Placement, dict[tuple[str, str], Entry]]:
    """Return how the intake takes the form apart, and its ledger by cell."""
    placement = place(form.contents(), content_of("MTSP"))
    _, ledger = answer_fields(placement, the_plan())
    return placement, {(e.sheet, e.cell): e for e in ledger if e.kind == "cell"}


def misplaced(form: Edited) -> Iterator[str]:
    """Yield every answer that is read for a field which it was not meant for."""
    placement, ledger = placed(form)
    for page, position, held in answers(form):
        entry = ledger[page.name, address(position)]
        if entry.what not in (LedgerClass.FIELD, LedgerClass.UNREADABLE):
            continue
        if page.under_merged(position):
            yield f"{entry} lies under a merged area"
        if is_open(page, position, held.meant, placement):
            continue
        if entry.field != held.meant:
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
    if not meant or meant.count("/") < 2:
        return False
    table, code, _ = meant.split("/")
    return f"{table}/{code}" not in page.witnesses(row) or not page.keys_of(column)


def unexplained(form: Edited) -> Iterator[str]:
    """Yield every answer that was not read although its row and column still say what it is."""
    placement, ledger = placed(form)
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
    placement, ledger = placed(form)
    assert len(placement.ledger) == form.holds
    places = Counter((entry.sheet, entry.cell, entry.kind) for entry in placement.ledger)
    assert not places or set(places.values()) == {1}
    own = {LedgerClass.FIELD, LedgerClass.UNPLACED, LedgerClass.UNREADABLE}
    for page, position, held in answers(form):
        entry = ledger[page.name, address(position)]
        assert entry.raw == held.at(page.name, position).raw
        assert entry.what in own or held.came or held.value == "Значително", entry
    assert not list(misplaced(form))
    assert not list(unexplained(form))
