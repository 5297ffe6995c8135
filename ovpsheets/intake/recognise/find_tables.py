"""Where the form's tables stand in a workbook, and which column is which, by vote.

The hidden key row and the visible headings vote. Where one of them is silent
the other decides; a column that neither names is known by standing alone
between its neighbours; a column that they name differently is not used.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from ovpsheets.columns.declared import EVERY_BUILT_IN
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.forms.earlier import headings_before, orders
from ovpsheets.intake.reading.cells import Cell, Contents, Observation, Sheet, column_letters
from ovpsheets.templates import cached_up_to
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

_FEWEST_MATCHES: Final = 4
"""Columns that must be recognised before a row is believed to head a table."""

_FEWEST_TABLES: Final = 2
"""Tables that stand beside each other."""

_LONGEST: Final = 200
"""Letters; what is longer is no heading."""


_ANYWHERE: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of the form: which sheet, which column holds which key, where its rows begin.

    ``disputed``: columns that the key row and the heading name differently.
    """

    table: str
    declared: Mapping[str, Column]  # the table's columns, by key
    sheet: Sheet
    columns: Mapping[int, str]  # column number → key
    numbers: Mapping[str, int]  # key → column number
    body: Mapping[int, Mapping[int, Cell]]  # rows other than keys and headings: cells by column
    disputed: Mapping[int, tuple[Cell, Cell]]  # column number → key cell, heading cell
    repaired: tuple[Observation, ...]
    guessed: Mapping[int, str] = field(default_factory=dict)  # columns that were → their headings
    is_transposed: bool = False  # ``columns`` and ``body`` count rows, and columns, of the sheet

    def column_of(self, key: str) -> int | None:
        """Return the column that holds *key*, or None."""
        return self.numbers.get(key)

    def cells_of(self, key: str) -> Iterator[Cell]:
        """Yield what stands in the column of *key*, without its headings."""
        at = self.numbers.get(key, 0)
        yield from (cells[at] for cells in self.body.values() if at in cells)

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Yield the rows that hold anything: number, cells by column.

        Rows above the headings are among them: whoever sorts may take the headings along.
        """
        yield from self.body.items()


def find_tables(
    contents: Contents,
    columns: FormColumns = EVERY_BUILT_IN,
    beginning: Mapping[str, int] = _ANYWHERE,
) -> list[FoundTable]:
    """Return every sheet's tables of a form with *columns*; a copied sheet has them once more.

    *beginning*: of sheets that are as they were issued, the last row in which headings may stand.
    """
    return [
        found
        for sheet in contents.sheets
        if beginning.get(sheet.name) != 0
        for rows in [_by_row(sheet)]
        for said in [_Said.of(rows, beginning.get(sheet.name))]
        for table in columns.tables
        if (found := _in_sheet(sheet, rows, said, _Wanted(columns, table))) is not None
    ]


_Rows = Mapping[int, Mapping[int, Cell]]
"""Row → column → cell, in the order of the rows."""


def _by_row(sheet: Sheet) -> _Rows:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    return dict(sorted(rows.items()))


_Texts = Mapping[int, Mapping[int, str]]
"""Row → column → text, of the rows that could head a table."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The texts of a sheet as keys are written, and as headings are compared."""

    keys: _Texts
    headings: _Texts

    @classmethod
    def of(cls, rows: _Rows, last: int | None) -> "_Said":
        texts = {
            row: {c: cell.raw for c, cell in cells.items()
                  if cell.type == "text" and len(cell.raw) <= _LONGEST}
            for row, cells in rows.items()
            if len(cells) >= _FEWEST_MATCHES and (last is None or row <= last)
        }  # fmt: skip
        return cls(
            {row: {c: text.strip() for c, text in own.items()} for row, own in texts.items()},
            {row: {c: fold(text) for c, text in own.items()} for row, own in texts.items()},
        )


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that names columns: column number → key."""

    row: int
    columns: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A table that is looked for."""

    declared: FormColumns
    name: str

    @property
    def order(self) -> list[str]:
        """The keys of its columns, in the order of the sheet."""
        return [column.key for column in self.declared.table(self.name)]

    def own(self, keys: Iterable[str]) -> set[str]:
        """Return those of *keys* which only this table has."""
        others = (name for name in self.declared.tables if name != self.name)
        return set(keys).difference(*map(self.declared.by_key, others))


def _in_sheet(sheet: Sheet, rows: _Rows, said: _Said, table: _Wanted) -> FoundTable | None:
    by_key = _best_row(said.keys, _keys(table))
    # Several keys are English headings too; the key row is no row of headings.
    by_heading = _best_row(said.headings, _headings(table), but=by_key.row if by_key else 0)
    if by_key is None and by_heading is None:
        return None
    keys = dict(by_key.columns) if by_key else {}
    headings = dict(by_heading.columns) if by_heading else {}
    beside = _of_a_table_beside({**headings, **keys}, table)
    keys = {column: key for column, key in keys.items() if column not in beside}
    headings = {column: key for column, key in headings.items() if column not in beside}
    voted = {column: keys.get(column) or headings[column] for column in {**keys, **headings}}
    split = [c for c in keys.keys() & headings.keys() if keys[c] != headings[c]]
    columns = _each_once(
        {column: key for column, key in voted.items() if column not in split}, keys, headings
    )
    heads = [head.row for head in (by_key, by_heading) if head is not None]
    between = _stray(columns, rows, heads, table)
    between |= _between({**columns, **between}, rows[max(heads)], table)
    between = {column: key for column, key in between.items() if column not in split}
    if not _tells_apart({**voted, **between}, table):
        return None
    disputed = (
        {c: (sheet.cells[by_key.row, c], sheet.cells[by_heading.row, c]) for c in split}
        if by_key and by_heading
        else {}
    )
    named = dict(sorted({**columns, **between}.items()))
    return FoundTable(
        table=table.name,
        declared=table.declared.by_key(table.name),
        sheet=sheet,
        columns=named,
        numbers={key: column for column, key in named.items()},
        body={row: cells for row, cells in rows.items() if row not in heads},
        disputed=disputed,
        repaired=tuple(_repairs(sheet, table.name, by_key, by_heading, between)),
    )


@cached_up_to(64)
def _keys(table: _Wanted) -> Mapping[str, str]:
    return {key: key for key in table.order}


@cached_up_to(64)
def _headings(table: _Wanted) -> Mapping[str, str]:
    """The headings in every language, folded, with their keys; those of earlier forms, too."""
    declared = table.declared.table(table.name)
    before = {
        fold(heading): column.key
        for column in declared
        for heading in headings_before(table.name, column.key)
    }
    return before | {
        fold(column.heading(table.name, Texts(language))): column.key
        for language in LANGUAGES
        for column in declared
    }


def heads_a_column(texts: Iterable[str], columns: FormColumns) -> bool:
    """Tell whether one of *texts* is a heading, or a key, of a form's tables."""
    heads, longest = _heads(columns)
    return any(
        len(text) <= longest and (text.strip() in heads or fold(text) in heads) for text in texts
    )


@cached_up_to(64)
def _heads(columns: FormColumns) -> tuple[frozenset[str], int]:
    """Return all headings and keys, and how long one can be with some blanks around it."""
    tables = [_Wanted(columns, name) for name in columns.tables]
    heads = frozenset(text for own in tables for text in (*_keys(own), *_headings(own)))
    return heads, 2 * max(map(len, heads))


def _best_row(said: _Texts, known: Mapping[str, str], *, but: int = 0) -> _Head | None:
    """Return the first row, *but* this one, in which enough texts are *known*."""
    for row, texts in said.items():
        if known.keys().isdisjoint(texts.values()):
            continue  # as of most rows
        columns = {c: known[text] for c, text in texts.items() if text in known}
        if row != but and len(set(columns.values())) >= _FEWEST_MATCHES:
            return _Head(row, columns)
    return None


def _of_a_table_beside(columns: Mapping[int, str], table: _Wanted) -> set[int]:
    """Return the columns of another table that stands beside this one, under the same headings.

    Both tables have a code and a text. Where keys begin anew, another table begins: that which
    holds most columns is this one, and only what it has itself is the other's.
    """
    order = {key: number for number, key in enumerate(table.order)}
    runs: list[dict[int, str]] = []
    for column, key in sorted(columns.items()):
        is_new = key in runs[-1].values() and order[key] == 0 if runs else True
        if is_new:
            runs.append({})
        runs[-1][column] = key
    if len(runs) < _FEWEST_TABLES:
        return set()
    own = max(runs, key=len)
    named = set(own.values())
    return {column for column, key in columns.items() if column not in own and key in named}


def _tells_apart(columns: Mapping[int, str], table: _Wanted) -> bool:
    """Both tables have a code, a text and a check; only their own columns tell them apart."""
    own = table.own(columns.values())
    return bool({"code", "text"} & set(columns.values())) and len(own) >= _FEWEST_MATCHES - 1


def _each_once(
    columns: Mapping[int, str], keys: Mapping[int, str], headings: Mapping[int, str]
) -> dict[int, str]:
    """Of two columns with one key, keep the one that both voters name, else the left one."""
    kept: dict[str, int] = {}
    for column, key in sorted(columns.items()):
        agreed = keys.get(column) == headings.get(column)
        if key not in kept or (agreed and keys.get(kept[key]) != headings.get(kept[key])):
            kept[key] = column
    return {column: key for key, column in kept.items()}


def _stray(
    columns: Mapping[int, str], rows: _Rows, heads: Sequence[int], table: _Wanted
) -> dict[int, str]:
    """Name the columns whose heading slipped into a row beside that of the others."""
    found: dict[int, str] = {}
    keys, headings = _keys(table), _headings(table)
    for row in range(min(heads) - 1, max(heads) + 2):
        for column, cell in rows.get(row, {}).items():
            said = keys.get(cell.raw.strip()) or headings.get(fold(cell.raw))
            if said and column not in columns and said not in {*columns.values(), *found.values()}:
                found.setdefault(column, said)
    return found


def _between(
    columns: Mapping[int, str], heading: Mapping[int, Cell], table: _Wanted
) -> dict[int, str]:
    """A nameless column is known when one column is missing between its two neighbours."""
    places = {key: column for column, key in columns.items()}
    found: dict[int, str] = {}
    for order in orders(table.order):
        for before, missing, after in zip(order, order[1:], order[2:], strict=False):
            left, right = places.get(before), places.get(after)
            if missing in places or left is None or right is None:
                continue
            if right == left + 2 and left + 1 in heading:
                found.setdefault(left + 1, missing)
    return found


def _repairs(
    sheet: Sheet, table: str, by_key: _Head | None, by_heading: _Head | None,
    between: Mapping[int, str],
) -> Iterator[Observation]:  # fmt: skip
    if by_key is None:
        yield Observation("key_row_missing", {"sheet": sheet.name})
        named: set[int] = set()
    else:
        named = {c for c in by_key.columns if not by_heading or c not in by_heading.columns}
    if by_heading is None:
        yield Observation("headings_missing", {"sheet": sheet.name})
        named = set()
    renamed = {c: by_key.columns[c] for c in named} if by_key else {}
    for column, key in sorted({**renamed, **between}.items()):
        cell = by_heading and sheet.cells.get((by_heading.row, column))
        yield Observation(
            "column_renamed",
            {
                "sheet": sheet.name,
                "cell": f"{column_letters(column)}{by_heading.row if by_heading else ''}",
                "heading": cell.raw if cell else "",
                "column": f"form.{table}.{key}",
            },
        )
    for key, count in Counter((by_key.columns if by_key else {}).values()).items():
        if count > 1:
            yield Observation(
                "column_twice", {"sheet": sheet.name, "column": f"form.{table}.{key}"}
            )
