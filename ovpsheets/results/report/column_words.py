"""The words of the tables' columns."""

from typing import Literal

from ovpsheets.columns.model import FormColumns
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES


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
    if language in LANGUAGES:  # what is said in one language: title_<language>
        named = texts(f"words.language.of_{language}")
        return texts(f"consolidated.column.spoken.{stem}.{part}", language=named)
    own = f"consolidated.column.{table}.{column}.{part}"
    return texts(own if texts.has(own) else f"consolidated.column.any.{column}.{part}")
