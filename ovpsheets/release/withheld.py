"""What is not, or no longer, published of a quarter: it may stand in no older row either.

A figure that an official hides after it was published, a text that is answered "no" after
a "yes": the revision that tells of it would repeat what was taken back, and so would older
revisions of the same cell. They keep where and when, and lose what was said.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ovpsheets.columns.model import FormColumns
from ovpsheets.disclosure import Memory, RefusedTexts
from ovpsheets.tables import Tables, records
from ovpsheets.words import Flag

_Row = Mapping[str, Any]
_CODES: Final = {"activities": "activity", "indicators": "indicator"}
_FIGURE: Final = ("value", "text")


@dataclass(frozen=True, slots=True)
class Withheld:
    """What disclosure control left out: ``cells`` by code, institution and column."""

    cells: frozenset[tuple[str, str, str]]
    refused: RefusedTexts

    @classmethod
    def of(
        cls, columns: FormColumns, quarter: str, whole: Tables, shown: Tables, memory: Memory
    ) -> "Withheld":
        """Compare the tables before disclosure control, *whole*, with those after it, *shown*."""
        by_hand = {
            (line.indicator, line.institution, column)
            for line in memory.decided("hide")
            if line.quarter == quarter and not line.is_ours
            for column in _FIGURE
        }
        found = {
            cell
            for table in _CODES
            for cell in _left_out(columns, table, getattr(whole, table), getattr(shown, table))
        }
        return cls(frozenset(found | by_hand), RefusedTexts.of(memory))

    def taken_back(self, row: _Row) -> dict[str, Any]:
        """Return a row of the public ``revisions``, without what it says where that is withheld.

        ``withdrawn`` is then true; a row that once lost what it said stays so. What was never
        published is not taken back.
        """
        says_something = not (row["was"] is None and row["now"] is None)
        if row.get("withdrawn") or (says_something and self._is_about(row)):
            return {**row, "was": None, "now": None, "withdrawn": True}
        return {**row, "withdrawn": False}

    def _is_about(self, row: _Row) -> bool:
        cell = (row.get("indicator") or row["activity"], row["institution"], row["column"])
        return cell in self.cells or any(self.refused.has(row[side]) for side in ("was", "now"))


def tells_refused(columns: FormColumns, tables: Tables, refused: RefusedTexts) -> bool:
    """Tell whether published *tables* still have a text that somebody said no to."""
    answers = (
        refused.has(text)
        for table in _CODES
        for column in _published(columns, table)
        for text in getattr(tables, table).get(column, ())
    )
    revised = (refused.has(text) for side in ("was", "now") for text in tables.revisions[side])
    return any(answers) or any(revised)


def tells_promised(tables: Tables, promised: Iterable[tuple[str, str, float]]) -> bool:
    """Tell whether published *tables* show a baseline or target that is now left out.

    *promised*: code, column and number of each that is.
    """
    own = tables.indicators
    return any(
        ((own["indicator"] == code) & (own[column] == number)).any()
        for code, column, number in promised
    )


def _left_out(
    columns: FormColumns, table: str, whole: Any, shown: Any
) -> Iterator[tuple[str, str, str]]:
    for before, after in zip(records(whole), records(shown), strict=True):
        hidden = table == "indicators" and after["flag"] == Flag.CONFIDENTIAL.value
        for column in _published(columns, table):
            lost = before[column] is not None and after[column] is None
            if lost or (hidden and column in _FIGURE):
                yield after[_CODES[table]], after["institution"], column


def _published(columns: FormColumns, table: str) -> list[str]:
    answers = (own for own in columns.answers(table) if own.published)
    return [name for own in answers for name in own.stored]
