"""The ledger of one file: what each of its cells and remarks is."""

import marshal
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.text import with_address
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.words import LedgerClass


class LedgerLine(NamedTuple):
    """One line of the ledger: a cell or a remark, and its class.

    ``field``: which field of the form it is, None where it is none. ``home``: the field to
    which something unplaced probably belongs, None where nobody can say.
    """

    sheet: str
    cell: str
    what: LedgerClass
    field: FormField | None
    raw: str
    kind: str = "cell"  # cell, note, comment, textbox or header
    home: FormField | None = None
    link: str = ""  # where a hyperlink behind the cell leads

    @property
    def shown(self) -> str:
        """What a person should see of it: a hyperlink's address too, where the text has none."""
        return with_address(self.raw, self.link)


def entry_of(cell: Cell, what: LedgerClass, field: FormField | None = None) -> LedgerLine:
    """Return the line of a cell; a formula that was saved without its result is shown as typed."""
    raw = cell.marked or f"={cell.formula or ''}"
    return LedgerLine(cell.sheet, cell.address, what, field, raw, link=cell.link)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of one file, in their order, packed: a merge keeps those of all its files.

    A thousand forms have a million lines; as objects they took most of the memory.
    """

    _packed: bytes = b""
    counts: Mapping[LedgerClass, int] = field(default_factory=dict)
    unplaced: tuple[LedgerLine, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[LedgerLine]) -> "Ledger":
        """Pack *entries*."""
        kept = tuple(entries)
        counts = Counter(entry.what for entry in kept)
        # A class and a field are more to us; marshal takes plain texts in plain tuples only.
        lines = [
            (
                entry.sheet, entry.cell, entry.what.value, str(entry.field or ""), entry.raw,
                entry.kind, str(entry.home or ""), entry.link,
            )
            for entry in kept
        ]  # fmt: skip
        unplaced = tuple(entry for entry in kept if entry.what is LedgerClass.UNPLACED)
        return cls(zlib.compress(marshal.dumps(lines), 1), counts, unplaced)

    def lines(self) -> list[tuple[str, ...]]:
        """Return the lines as plain texts, in the order of the fields of :class:`LedgerLine`."""
        if not self._packed:
            return []
        lines: list[tuple[str, ...]] = marshal.loads(zlib.decompress(self._packed))
        return lines

    def __iter__(self) -> Iterator[LedgerLine]:
        for sheet, cell, what, named, raw, kind, home, link in self.lines():
            yield LedgerLine(
                sheet, cell, _CLASSES[what], _field(named), raw, kind, _field(home), link
            )

    def __len__(self) -> int:
        return sum(self.counts.values())


def _field(named: str) -> FormField | None:
    return FormField.parse(named) if named else None


_CLASSES: Final = {str(what): what for what in LedgerClass}
