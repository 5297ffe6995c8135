"""One field was answered twice, differently: in two returns, or in two places of one.

Where the coordinator decided which counts, there is no difference left.
"""

from collections.abc import Iterator

from ovpsheets.files import sha256
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning import as_quoted, shown
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import ACTIVITIES, Severity


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
                (item.newer_file, item.newer), (item.older_file, item.older),
            )  # fmt: skip
        placement = returned.placement
        if placement is None:
            continue
        for twice in placement.contradictions:
            if twice.kind == "answer":
                fields = placement.fields.items()
                field = next(own for own, cell in fields if cell is twice.first)
                yield _found(
                    evidence, returned, field,
                    (returned.name, twice.first), (returned.name, twice.second),
                )  # fmt: skip


def _found(
    evidence: QuarterSoFar, returned: Return, field: FormField,
    used: tuple[str, Cell], other: tuple[str, Cell],
) -> Found:  # fmt: skip
    table, code, column = field
    indicator = "" if table == ACTIVITIES else code
    activity = evidence.plan.indicator(code).activity if indicator else code
    return Found(
        returned.institution,
        activity,
        indicator,
        Place(used[0], used[1].sheet, used[1].address),
        found=shown(used[1]) or used[1].raw,
        # By its content: a field that was answered three times is two findings.
        part=f"{column}:{sha256(other[1].raw.encode())[:8]}",
        values={
            "other_file": other[0],
            "other_sheet": other[1].sheet,
            "other_cell": other[1].address,
        },
        keys={
            "used": ("rules.conflicting_answers.quoted", {"answer": as_quoted(used[1])}),
            "other": ("rules.conflicting_answers.quoted", {"answer": as_quoted(other[1])}),
            "where": (f"rules.where.{'indicator' if indicator else 'activity'}", {}),
            "column": (f"form.{table}.{column}", {}),
        },
    )


RULE = Rule("conflicting_answers", Severity.IMPORTANT, find)
