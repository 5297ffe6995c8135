"""What changed from one return to the next, as a coordinator reads it."""

from collections.abc import Iterator, Sequence
from typing import Final

from ovpsheets.cli import show
from ovpsheets.cli.text_table import harmless, shortened
from ovpsheets.columns.model import FormColumns
from ovpsheets.intake.combine import Change
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.texts import Texts

_LONG: Final = 60

_MOST: Final = 20
"""How many changes of one file are shown; ``--json`` has all."""


def tell_changes(
    older: Return, newer: Return, found: Sequence[Change], columns: FormColumns, texts: Texts
) -> None:
    """Write what *newer* answers otherwise than *older*: field, old → new, cells."""
    show.line()
    names = {"file": harmless(newer.name), "other": harmless(older.name)}
    show.heading(texts("cli.changes.title", n=len(found), **names))
    entries = [
        (_field(item, columns, texts), f"{_said(item, texts)} {_cells(item)}") for item in found
    ]
    show.facts(entries[:_MOST], indent=2)
    if len(found) > _MOST:
        show.line(texts("cli.changes.more", n=len(found) - _MOST), indent=2)


def change_values(
    older: Return, newer: Return, found: Sequence[Change]
) -> Iterator[dict[str, object]]:
    """Yield the changes for other programs."""
    for item in found:
        yield {
            "field": str(item.field),
            "file": newer.file_of(item.field),
            "older_file": older.name,
            "old": item.old and item.old.raw,
            "old_cell": _place(item.old),
            "new": item.new and item.new.raw,
            "new_cell": _place(item.new),
        }


def _field(item: Change, columns: FormColumns, texts: Texts) -> str:
    table, code, column = item.field
    own = columns.find(table, column)
    return f"{code} · {own.heading(table, texts) if own else column}"


def _said(item: Change, texts: Texts) -> str:
    blank = texts("cli.changes.blank")
    old, new = (shortened(cell.raw, _LONG) if cell else blank for cell in (item.old, item.new))
    return f"{old} → {new}"


def _cells(item: Change) -> str:
    """Return the cell of the new answer, and that of the old one where it is another."""
    places = [harmless(place) for place in (_place(item.old), _place(item.new)) if place]
    return f"[{' → '.join(dict.fromkeys(places))}]"


def _place(cell: Cell | None) -> str | None:
    return f"{cell.sheet}!{cell.address}" if cell else None
