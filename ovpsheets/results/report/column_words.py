"""The words of the tables' columns, and the codes that some of them hold."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from ovpsheets import words
from ovpsheets.columns.model import FormColumns
from ovpsheets.kinds import KINDS
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

CODES: Final[Mapping[str, Iterable[str]]] = {
    "status": words.Status,
    "timeliness": words.Timeliness,
    "flag": words.Flag,
    "role": words.Role,
    "kind": KINDS,
    "accumulation": words.Accumulation,
    "severity": words.Severity,
    "used": words.Used,
    "subject": words.Subject,
}
"""Columns that hold codes, and the codes they may hold."""


def column_text(
    texts: Texts, columns: FormColumns, table: str, column: str, part: Literal["heading", "meaning"]
) -> str:
    """Return heading or meaning of a column of the tables.

    An answer of the plan's own brings them along; else it is that of this table, then the
    one that tables share.
    """
    answer = columns.keeping(table, column) if table in columns.tables else None
    if answer is not None and answer.is_own:
        return answer.heading(table, texts) if part == "heading" else answer.meaning(texts)
    stem, _, language = column.rpartition("_")
    if language in LANGUAGES:  # a title in one language: title_<language>
        named = texts(f"words.language.of_{language}")
        return texts(f"consolidated.column.{table}.{stem}.{part}", language=named)
    own = f"consolidated.column.{table}.{column}.{part}"
    return texts(own if texts.has(own) else f"consolidated.column.any.{column}.{part}")
