"""A plan of 6 commitments and 20 institutions, reported over six quarters, as a workspace.

Everything is invented and the same each time: seeded by the place of a row, not
by chance. Each institution holds two activities; of each the indicator counts
persons, things or a share. Most answer well; some say nothing, give no value or a
few persons only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from plans import tables_of
from returned_forms import drop, workers

from ovpsheets import kinds
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import content_after
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.previous import Previous
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan, Wording
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.words import Status
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.merge import merge_quarter
from ovpsheets.workspace.publish import publish_quarter

QUARTERS: Final = tuple(Quarter(year, n) for year in (2022, 2023) for n in (1, 2, 3, 4))[:6]
COMMITMENTS: Final = 6
INSTITUTIONS: Final = 20
_OF_EACH: Final = 2  # activities
HELD: Final = INSTITUTIONS * _OF_EACH
"""How many activities there are."""

_WHAT: Final = (
    ("Обучени службени лица", "Службени лица", kinds.COUNT, True),
    ("Објавени отворени податоци", "Збирки податоци", kinds.COUNT, False),
    ("Услуги достапни преку интернет", "Удел на услуги", kinds.PERCENT, False),
)


def the_plan() -> Plan:
    """Return the plan; an institution's activities are in two commitments."""
    codes = [f"I{number:02d}" for number in range(1, INSTITUTIONS + 1)]
    held = [(place, number) for place in range(INSTITUTIONS) for number in range(_OF_EACH)]
    of_commitment: dict[str, int] = {}
    activities: list[Activity] = []
    indicators: list[Indicator] = []
    for order, (place, _) in enumerate(held):
        commitment = f"{order % COMMITMENTS + 1}.1"
        of_commitment[commitment] = of_commitment.get(commitment, 0) + 1
        code = f"{commitment}.{of_commitment[commitment]}"
        what, measured, kind, persons = _WHAT[order % len(_WHAT)]
        last = date(2022, 12, 31) if order % 4 else date(2023, 12, 31)
        activities.append(
            Activity(
                code, commitment, said(f"{what} ({codes[place]})"), date(2022, 1, 1), last,
                codes[place],
            )
        )  # fmt: skip
        indicators.append(
            Indicator(
                f"{code}.1", code, said(measured), kind, "%" if kind is kinds.PERCENT else "број",
                0.0, 100.0, persons=persons, reported_by=(codes[place],),
            )
        )  # fmt: skip
    return Plan(
        code="BIG",
        title=Wording("Голем план", "Plan i madh", "A large plan"),
        start=date(2022, 1, 1),
        end=date(2023, 12, 31),
        coordinator=codes[0],
        institutions=tuple(
            Institution(code, said(f"Институција {code}"), said(code), email=f"{code}@example.mk")
            for code in codes
        ),
        commitments=tuple(
            Commitment(f"{number}.1", said(f"Заложба {number}"))
            for number in range(1, COMMITMENTS + 1)
        ),
        activities=tuple(activities),
        indicators=tuple(indicators),
        languages=("mk", "sq", "en"),
    )


def build(folder: Path) -> Path:
    """Return a workspace in which all six quarters have been reported, merged and published."""
    root = folder / "six"
    root.mkdir()
    workspace = WorkspaceFolder(root)
    for order, quarter in enumerate(QUARTERS):
        is_last = quarter == QUARTERS[-1]
        # Of the quarters before nobody looks at the documents: one language is enough.
        plan = the_plan() if is_last else replace(the_plan(), languages=("mk",))
        (root / "plan.xlsx").write_bytes(write_plan(tables_of(plan), "mk"))
        place = workspace.quarter(quarter)
        place.returns.mkdir(parents=True)
        for name, data in _returns(workspace, quarter, order):
            drop(place.returns, name, data, quarter.end + timedelta(days=7))
        day = day_of(quarter)
        reading = ReadingOptions(executor=workers(), kept=workspace.kept)
        merge_quarter(workspace, quarter, day, "mk", reading=reading, documents=is_last)
        publish_quarter(workspace, quarter, day, "mk", override="проба", reading=reading)
    return root


def day_of(quarter: Quarter) -> date:
    """Return the day on which a quarter is merged and published."""
    return quarter.end + timedelta(days=14)


def _returns(
    workspace: WorkspaceFolder, quarter: Quarter, order: int
) -> Iterator[tuple[str, bytes]]:
    plan, history = workspace.plan(), workspace.history(before=quarter)
    previous = Previous.of(history, quarter)
    for place, item in enumerate(due(plan, quarter, history)):
        if not item.anything or (place + order) % 13 == 12:  # who never answers
            continue
        form_id = FormId(plan.code, quarter, item.institution, 1)
        content = content_after(plan, form_id, item, previous)
        yield form_id.file_name, form_workbook(content, _answers(content, place, order))


def _answers(content: FormContent, place: int, order: int) -> Mapping[str, str | float]:
    texts = Texts(content.language)
    typed: dict[str, str | float] = {}
    for number, line in enumerate(content.activities):
        field = f"activities/{line.code}"
        is_done = order == len(QUARTERS) - 1 and place % 9 == 0
        status = Status.COMPLETED if is_done else (Status.LIMITED, Status.SUBSTANTIAL)[place % 2]
        typed[f"{field}/status"] = texts(f"words.status.{status}")
        typed[f"{field}/progress"] = f"Реализирано во {content.quarter}: чекор {number}, {place}."
        typed[f"{field}/evidence"] = f"https://example.mk/{line.code}"
        if line.deadline <= content.quarter.end and not is_done:
            typed[f"{field}/reason"] = texts("words.reason.staff")
            typed[f"{field}/explanation"] = f"Нема доволно вработени во одделението {place}."
            typed[f"{field}/new_deadline"] = "31.12.2023"
    for number, item in enumerate(content.indicators):
        if (place + number + order) % 17:
            few = item.text == _WHAT[0][1] and place % 3 == 0
            value = order + 2 if few else 8 * (order + 1) + place % 7 * (order + 1)
            typed[f"indicators/{item.code}/value"] = float(min(value, 95))
            typed[f"indicators/{item.code}/source"] = "Евиденција"
        else:
            typed[f"indicators/{item.code}/flag"] = texts("words.flag.x")
    return typed


def said(text: str) -> Wording:
    """Return a text that the plan gives in one language only."""
    return Wording(text)
