"""Make a quarter of returned forms: ``python -m benchmarks.make FOLDER 1000``.

Each of N institutions, say municipalities, holds 40 activities of its own (or as many as are
asked for: ``FOLDER 10000 4``) with an indicator each; ten of them share a commitment. So each form
has 40 activities and 40 indicators, and N forms make 40·N rows in each table. Most of it is filled
in as it should be; a few answers in a hundred are missing.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets import kinds
from ovpsheets.files import write_whole
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts

QUARTER: Final = Quarter(2022, 3)
ROWS: Final = 40

IN_A_COMMITMENT: Final = 10

_STATUSES: Final = ("limited", "substantial", "substantial", "limited")


def the_plan(institutions: int, rows: int = ROWS) -> Plan:
    """Return the plan that *institutions* report on, each on so many *rows* of both tables."""
    codes = [f"M{number:04d}" for number in range(1, institutions + 1)]
    held = [
        (_commitment(number), f"{_commitment(number)}.{number % IN_A_COMMITMENT * rows + row}", row)
        for number in range(institutions)
        for row in range(1, rows + 1)
    ]
    # Held once, as they are where a plan is read.
    start, overdue, later = date(2021, 1, 1), date(2022, 6, 30), date(2022, 12, 30)
    activities = [
        Activity(
            code, commitment, _said(f"Објавени отворени податоци за област {row}"),
            start, overdue if row % 8 == 0 else later, codes[place // rows],
        )
        for place, (commitment, code, row) in enumerate(held)
    ]  # fmt: skip
    indicators = [
        Indicator(
            f"{code}.1", code, _said(f"Број на објавени збирки за област {row}"),
            kinds.COUNT, "збирки", 0.0, 12.0,
        )
        for _, code, row in held
    ]  # fmt: skip
    return Plan(
        code="BENCH",
        title=_said("План за мерење"),
        start=date(2021, 1, 1),
        end=date(2023, 12, 31),
        coordinator=codes[0],
        institutions=tuple(
            Institution(code, _said(f"Општина {code}"), _said(code), email=f"{code}@example.mk")
            for code in codes
        ),
        commitments=tuple(
            Commitment(code, _said(f"Отворени податоци во општините, група {code}"))
            for code in dict.fromkeys(commitment for commitment, _, _ in held)
        ),
        activities=tuple(activities),
        indicators=tuple(indicators),
    )


def forms(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of every returned form, most of it filled in."""
    for number, item in enumerate(due(plan, QUARTER, Tables.empty())):
        form_id = FormId(plan.code, QUARTER, item.institution, 1)
        content = form_content(plan, form_id, item, Tables.empty())
        yield form_id.file_name, form_workbook(content, answers(content, number))


def answers(content: FormContent, number: int) -> dict[str, str | float]:
    """Return what the institution with this *number* types: field → value; some stay blank."""
    texts = Texts(content.language)
    typed: dict[str, str | float] = {}
    for row, line in enumerate(content.activities):
        if (row + number) % 37 == 0:
            continue
        status = _STATUSES[(row + number) % len(_STATUSES)]
        field = f"activities/{line.code}"
        typed[f"{field}/status"] = texts(f"words.status.{status}")
        typed[f"{field}/progress"] = (
            f"Објавени се нови збирки податоци за областа {row + 1}, институција {number}, "
            "и одржана е обука за вработените што ги одржуваат."
        )
        if line.deadline <= content.quarter.end:
            typed[f"{field}/reason"] = texts("words.reason.staff")
            typed[f"{field}/explanation"] = f"Нема доволно вработени: одделение {row}, {number}."
            typed[f"{field}/new_deadline"] = "31.12.2022"
        typed[f"{field}/evidence"] = f"https://example.mk/{number}/{row}"
    for row, item in enumerate(content.indicators):
        if (row + number) % 37:
            typed[f"indicators/{item.code}/value"] = float(3 + (row + number) % 10)
            typed[f"indicators/{item.code}/source"] = "Евиденција на општината"
    return typed


def _commitment(number: int) -> str:
    """Return the commitment of the institution with this number, counted from 0."""
    return f"{number // IN_A_COMMITMENT + 1}.1"


def _said(text: str) -> Wording:
    return Wording(text, text, text)


def main(folder: Path, institutions: int, rows: int = ROWS) -> None:
    """Write the returned forms into *folder*."""
    for name, data in forms(the_plan(institutions, rows)):
        write_whole(folder / name, data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
