"""A rule: what was realised is told in so few words that the public learns little."""

from collections.abc import Iterator
from typing import Any

import ovpsheets as ovp
from ovpsheets.tables import records

LEAST = 40  # letters


def find(quarter: Any) -> Iterator[ovp.Found]:
    """Yield every activity whose progress is told in fewer letters; *quarter* has the tables."""
    for row in records(quarter.tables.activities):
        said = row["progress"] or ""
        if 0 < len(said) < LEAST:
            place = ovp.types.Place(row["file"] or "", row["sheet"] or "")
            found = ovp.Found(row["institution"], row["activity"], place=place, found=said)
            yield found.counting(least=LEAST)


RULE = ovp.Rule("brief_progress", ovp.Severity.CHECK, find, follows=("hollow_narrative",))
