"""One field was answered twice, differently: in two returns, or in two places of one.

Where the coordinator decided which counts, there is no difference left.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ovpsheets.files import sha256
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning import as_quoted, shown
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule, found_in
from ovpsheets.rules.sent_as import days_of_files, without_number
from ovpsheets.words import Severity


class _Typed(NamedTuple):
    """An answer in a file."""

    file: str
    cell: Cell


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every field with two different answers; the place is that of the one used.

    A newer return that answers all that an older one did is a correction of it:
    what changed there is a change, not a conflict.
    """
    for returned in evidence.used_forms():
        halves = set(returned.sources.values())
        for item in returned.differences:
            if item.older_file not in halves:
                continue
            yield _found(
                evidence, returned, item.field,
                _Typed(item.newer_file, item.newer), _Typed(item.older_file, item.older),
            )  # fmt: skip
        placement = returned.placement
        if placement is None:
            continue
        for twice in placement.contradictions:
            if twice.kind == "answer":
                fields = placement.fields.items()
                field = next(own for own, cell in fields if cell == twice.first)
                yield _found(
                    evidence, returned, field,
                    _Typed(returned.name, twice.first), _Typed(returned.name, twice.second),
                )  # fmt: skip


def _found(
    evidence: QuarterSoFar, returned: Return, field: FormField,
    used: _Typed, other: _Typed,
) -> Found:  # fmt: skip
    place = Place(used.file, used.cell.sheet, used.cell.address)
    said = shown(used.cell) or used.cell.raw
    found = replace(
        found_in(evidence.plan, returned.institution, field, place, said),
        # By its content: a field that was answered three times is two findings.
        part=f"{field.key}:{sha256(other.cell.raw.encode())[:8]}",
        values={
            "other_file": other.file,
            "other_sheet": other.cell.sheet,
            "other_cell": other.cell.address,
        },
    )
    where = "sheet"
    there = {"sheet": other.cell.sheet, "cell": other.cell.address}
    if other.file != used.file:
        where, there = "file", {"file": without_number(other.file, used.file)}
        days = days_of_files(evidence)
        if (day := days.get(other.file)) and day != days.get(used.file):
            where, found = "file_of_day", replace(found, dates={"day": day})
    return found.saying(
        other_place=(f"rules.conflicting_answers.there.{where}", there),
        used=("rules.conflicting_answers.quoted", {"answer": as_quoted(used.cell)}),
        other=("rules.conflicting_answers.quoted", {"answer": as_quoted(other.cell)}),
    )


RULE = Rule("conflicting_answers", Severity.IMPORTANT, find, alone=True)
