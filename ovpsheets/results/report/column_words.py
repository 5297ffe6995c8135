"""The words of the tables' columns, and the codes that some of them hold."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ovpsheets import words
from ovpsheets.texts import Texts

CODES: Final[Mapping[str, type[StrEnum]]] = {
    "status": words.Status,
    "timeliness": words.Timeliness,
    "flag": words.Flag,
    "role": words.Role,
    "kind": words.Kind,
    "accumulation": words.Accumulation,
    "severity": words.Severity,
    "used": words.Used,
    "subject": words.Subject,
}
"""Columns that hold codes, and the codes they may hold."""


def column_text(texts: Texts, table: str, column: str, part: str) -> str:
    """Return heading or meaning of a column: its own in this table, else the shared one."""
    own = f"consolidated.column.{table}.{column}.{part}"
    return texts(own if texts.has(own) else f"consolidated.column.any.{column}.{part}")
