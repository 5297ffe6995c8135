"""The ledger of one file: what each of its cells and remarks is."""

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import Any, Final, NamedTuple

from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.text import with_address
from ovpsheets.intake.reading.cells import Cell, column_letters
from ovpsheets.laid_aside import NOTHING, LaidAside, Sideboard
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


_LINE: Final = partial(tuple.__new__, LedgerLine)
"""Of a thousand lines in each form; by its class it takes twice as long."""


def entry_of(cell: Cell, what: LedgerClass, field: FormField | None = None) -> LedgerLine:
    """Return the line of a cell; a formula that was saved without its result is shown as typed."""
    sheet, row, column, _, _, said, formula, _, link, struck = cell
    raw = _shown(cell.marked if struck else said, formula)
    return _LINE((sheet, _address(row, column), what, field, raw, "cell", None, link))


def entries_of(
    cells: Collection[Cell],
    what: Iterable[LedgerClass | None],
    fields: Iterable[FormField | None],
) -> Iterator[LedgerLine]:
    """Yield the lines of *cells* in which nothing is struck out, as :func:`entry_of` makes them.

    All at once it takes half of the time. A class that is still to be found is None.
    """
    sheets, rows, columns, raws, formulas, links = _parts_of(cells)
    shown = map(_shown, raws, formulas) if "" in raws else raws
    parts = zip(
        sheets, map(_address, rows, columns), what, fields, shown, repeat("cell"), repeat(None),
        links,
    )  # fmt: skip
    return map(_LINE, parts)


def _parts_of(cells: Collection[Cell]) -> tuple[Sequence[Any], ...]:
    if not cells:
        return ((),) * 6
    sheets, rows, columns, _, _, raws, formulas, _, links, _ = zip(*cells, strict=True)
    return sheets, rows, columns, raws, formulas, links


def _shown(raw: str, formula: str | None) -> str:
    return raw or f"={formula or ''}"


@lru_cache(maxsize=16384)  # where the cells of forms stand; most of them in each
def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of one file, in their order, packed: a merge keeps those of all its files.

    A thousand forms have a million lines; as objects they took most of the memory. Column by column
    they are packed in half of the time, and smaller.
    """

    _packed: LaidAside = NOTHING
    counts: Mapping[LedgerClass, int] = field(default_factory=dict)
    unplaced: tuple[LedgerLine, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[LedgerLine]) -> "Ledger":
        """Pack *entries*."""
        kept = tuple(entries)
        # By the place in the line, and not by a dict of classes: each asks Python for its hash.
        sheets, cells, classes, fields, raws, kinds, homes, links = (
            zip(*kept, strict=True) if kept else _EMPTY
        )
        counts = {what: n for what in LedgerClass if (n := classes.count(what))}
        nowhere = LedgerClass.UNPLACED
        unplaced = tuple(entry for entry in kept if entry[_CLASS] is nowhere)
        columns = sheets, cells, classes, _named(fields), raws, kinds, _named(homes), links
        text = _joined(columns).encode("utf-8", "surrogatepass")
        return cls(LaidAside(zlib.compress(text, 1)), counts, unplaced)

    def laid(self, aside: Sideboard) -> "Ledger":
        """Return it with its lines laid *aside*: few files are asked for theirs again."""
        return replace(self, _packed=aside.lay(self._packed.read()))

    def lines(self, beginning: str = "") -> list[tuple[str, ...]]:
        """Return the lines as plain texts, in the order of the fields of :class:`LedgerLine`.

        *beginning*: of the names of the fields whose lines alone are wanted.
        """
        if not self._packed:
            return []
        text = zlib.decompress(self._packed.read()).decode("utf-8", "surrogatepass")
        if not beginning:
            return _apart(text)
        # Most files have none, which is seen without taking anything apart.
        found = _apart(text) if beginning in text else []
        return [line for line in found if line[_FIELD].startswith(beginning)]

    def __iter__(self) -> Iterator[LedgerLine]:
        for sheet, cell, what, named, raw, kind, home, link in self.lines():
            yield LedgerLine(
                sheet, cell, _CLASSES[what], _field(named), raw, kind, _field(home), link
            )

    def __len__(self) -> int:
        return sum(self.counts.values())


def _named(fields: Iterable[FormField | None]) -> list[str]:
    return [str(field) if field else "" for field in fields]


def _joined(columns: Sequence[Sequence[str]]) -> str:
    """Return the *columns* of lines as one text, one behind the other.

    It may come out of the folder of recognised files.
    """
    texts = list(chain.from_iterable(columns))
    joined = _BETWEEN.join(("", *texts))
    if joined.count(_BETWEEN) == len(texts):
        return joined
    return json.dumps(columns, ensure_ascii=False)  # some cell holds even that sign


def _apart(joined: str) -> list[tuple[str, ...]]:
    """Return the lines of which :func:`_joined` made one text."""
    if not joined:
        return []
    if not joined.startswith(_BETWEEN):
        return list(zip(*json.loads(joined), strict=True))
    texts = joined[1:].split(_BETWEEN)
    lines = len(texts) // len(LedgerLine._fields)
    return list(zip(*(texts[at : at + lines] for at in range(0, len(texts), lines)), strict=True))


_EMPTY: Final[tuple[tuple[Any, ...], ...]] = ((),) * len(LedgerLine._fields)
_CLASS: Final = LedgerLine._fields.index("what")
_FIELD: Final = LedgerLine._fields.index("field")
_BETWEEN: Final = "\0"
"""It stands in no cell of a workbook in XML; and to take texts apart there is ten times as quick
as JSON, for a million lines."""


def _field(named: str) -> FormField | None:
    return FormField.parse(named) if named else None


_CLASSES: Final = {str(what): what for what in LedgerClass}
