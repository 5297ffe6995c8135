"""The plain files of a workspace: CSV that we write, and that people may edit.

Written is UTF-8 with commas and ``\\n``, every text guarded, for spreadsheet programs open
them; not so ``data/``, which is for programs (:mod:`ovpsheets.table_csv`). Read is whatever a
spreadsheet program made of it: Excel on a Macedonian computer saves semicolons and
windows-1251, other programs tabs or UTF-16.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.laid_aside import Content, laid
from ovpsheets.letters import SEPARATORS, letters, rows
from ovpsheets.member_text import guarded, unguarded, writable

Row = dict[str, str]


def read_rows(path: Path, columns: Iterable[str], problem: str) -> list[Row]:
    """Return the rows by column name, texts unguarded; none where there is no file.

    A column that the file lacks is "" in every row. Raises WorkspaceError, of the kind
    *problem*, where it lacks one of *columns* or cannot be told apart at all.
    """
    if not path.is_file():
        return []
    text, needed = letters(path.read_bytes()), set(columns)
    lacking = needed
    for separator in sorted(SEPARATORS, key=lambda sign: sign != ","):
        heading, *found = list(rows(text, separator)) or [[]]
        names = [name.strip() for name in heading]
        if needed <= set(names):
            return [_named(names, row) for row in found if any(map(str.strip, row))]
        lacking = min(lacking, needed - set(names), key=len)
    raise WorkspaceError(problem, file=path, text=", ".join(sorted(lacking)))


def rows_csv(
    columns: Sequence[str], lines: Iterable[Iterable[object]], *, guard: bool = True
) -> bytes:
    """Return the content of a file, which :func:`read_rows` reads back as texts.

    Without *guard* texts stand as they are, for programs; it is not read back.
    """
    found = io.BytesIO()  # which hands out what it holds, where joining makes a second copy
    found.writelines(_pieces(columns, lines, guard=guard))
    return found.getvalue()


def rows_content(
    columns: Sequence[str], lines: Iterable[Iterable[object]], *, guard: bool = True
) -> Content:
    """Return what :func:`rows_csv` does, of lines that may be many; raises OSError."""
    return laid(_pieces(columns, lines, guard=guard))


def _pieces(
    columns: Sequence[str], lines: Iterable[Iterable[object]], *, guard: bool
) -> Iterator[bytes]:
    rows = iter(lines)
    yield _written([columns], guard=False)
    while some := list(islice(rows, _AT_ONCE)):  # a text takes four bytes for a letter
        yield _written(some, guard=guard)


_AT_ONCE: Final = 2_000
"""Rows that are put into words at once."""


def _written(lines: Iterable[Iterable[object]], *, guard: bool) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if guard:
        lines = [[_guarded(str(value)) for value in line] for line in lines]
    writer.writerows(lines)
    # What no file can hold is looked for in all of them at once: it needs no quotation marks.
    return writable(out.getvalue()).encode("utf-8")


def _guarded(text: str) -> str:
    return guarded(writable(text))


def _named(names: Sequence[str], row: Sequence[str]) -> Row:
    padded = (*row, *[""] * (len(names) - len(row)))
    return {name: unguarded(text) for name, text in zip(names, padded, strict=False)}
