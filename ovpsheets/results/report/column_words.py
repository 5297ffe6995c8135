"""The words of the tables' columns, and the codes that some of them hold."""

from collections.abc import Iterable, Mapping
from typing import Final

from ovpsheets import words
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


def column_text(texts: Texts, table: str, column: str, part: str) -> str:
    """Return heading or meaning of a column: its own in this table, else the shared one."""
    stem, _, language = column.rpartition("_")
    if language in LANGUAGES:  # a title in one language: title_<language>
        named = texts(f"words.language.of_{language}")
        return texts(f"consolidated.column.{table}.{stem}.{part}", language=named)
    own = f"consolidated.column.{table}.{column}.{part}"
    return texts(own if texts.has(own) else f"consolidated.column.any.{column}.{part}")
