"""One rule = one Python function + one formula: a truth table, calculated by LibreOffice."""

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any, Final

import pytest
import xlsxwriter
from made import QUARTER, case_plan, case_report
from office import calculated, formulas, stored

from ovpsheets.address import cell_name, column_name
from ovpsheets.columns.checks import (
    ACTIVITY_STEPS,
    INDICATOR_STEPS,
    NOT_NEEDED,
    OK,
    Step,
    next_step,
    steps_formula,
)
from ovpsheets.columns.conditions import Answers, Cells, Condition
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import Column
from ovpsheets.forms.content import FormContent, form_content
from ovpsheets.forms.hidden import FIRST_ROW, PLACEHOLDER_COLUMN, hollow_phrases, hollow_range
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.rows import FIRST_ROW as FIRST_LINE
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.plan.due import due
from ovpsheets.saying.nothing import common_phrases
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN, LANGUAGES, Language, Status

pytestmark = pytest.mark.office

END: Final = QUARTER.end
TEXT: Final = "Обука на службеници"
PROGRESS: Final = "Одржани се 2 обуки"
ACTIVITY_COLUMNS: Final = BUILT_IN.table("activities")
INDICATOR_COLUMNS: Final = BUILT_IN.table("indicators")
MOST_ROWS: Final = 800  # of 6,720: every pair and nearly every triple of inputs is among them

ACTIVITY_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True, False),
    "deadline": (END - timedelta(days=1), END, END + timedelta(days=1)),
    "previous_status": ("", "not_started", "limited", "no_report"),
    "status": ("", "not_started", "limited", "substantial", "completed"),
    "progress": ("", PROGRESS),
    "reason": ("", "Недостиг на средства"),
    "explanation": ("", "  ", "нема", "НЕМА", "Чекаме буџет", TEXT.upper(), f" {PROGRESS} "),
    "new_deadline": ("", "15.12.2022"),
}
COMMON: Final = common_phrases("mk")
INDICATOR_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True, False),
    "wants_number": (True, False),
    "value": ("", " ", "дванаесет", "12", "Да", 12, 0, 0.46, -3),
    "flag": ("", "Нема податок", " "),
}
PLACEHOLDER_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "deadline": (END,),
    "previous_status": ("limited",),
    "status": ("limited",),
    "progress": (PROGRESS,),
    "reason": ("Друго",),
    "explanation": (
        *COMMON,
        *(f" {word.upper()}." for word in COMMON),
        "//",
        "....",
        "- -",
        "нема пари",
    ),
    "new_deadline": ("31.12.2022",),
}


@pytest.mark.parametrize(
    ("columns", "steps", "inputs"),
    [
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, ACTIVITY_INPUTS, id="activities"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, INDICATOR_INPUTS, id="indicators"),
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, PLACEHOLDER_INPUTS, id="placeholders"),
    ],
)
def test_every_formula_of_the_form_says_what_its_python_function_says(
    columns: tuple[Column, ...],
    steps: tuple[Step, ...],
    inputs: Mapping[str, Sequence[object]],
) -> None:
    rows = [dict(zip(inputs, values, strict=True)) for values in product(*inputs.values())]
    if len(rows) > MOST_ROWS:
        rows = random.Random(2022).sample(rows, MOST_ROWS)
    table = TruthTable(columns, steps, rows)

    found = calculated({"table": table.workbook()})["table"]["rows"]

    assert list(table.differences(found)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unfilled_form_is_issued_with_the_results_that_libreoffice_calculates(
    language: Language,
) -> None:
    forms = {code: form_workbook(content_for(code, language)) for code in ("MVR", "MTSP")}

    for code, found in calculated(forms).items():
        as_issued = stored(forms[code])
        for sheet, addresses in formulas(forms[code]).items():
            issued = {at: as_issued[sheet].get(at) for at in addresses}
            assert {at: found[sheet].get(at) for at in addresses} == issued


def test_the_cover_counts_the_rows_that_python_finds_ready() -> None:
    content = content_for("MVR", "mk")
    sheet = "1 Активности"
    answers: Mapping[str, Mapping[str, str]] = {
        "3.6.2": {"status": "limited", "progress": "Доставени се податоци."},
        "3.6.3": {"status": "limited", "progress": "Две обуки.", "reason": "Друго"},
    }
    as_read = [as_python(line.code, answers, content) for line in content.activities]
    ready = {str(row["code"]): next_step(ACTIVITY_STEPS, row) for row in as_read}

    typed = list(entries(sheet, answers, content))
    found = calculated({"form": form_workbook(content)}, typed)["form"]

    words = {code: Texts("mk")(f"checks.activities.{step}") for code, step in ready.items()}
    check = column_name(len(ACTIVITY_COLUMNS) - 1)
    assert {found[sheet][f"A{r}"]: found[sheet][f"{check}{r}"] for r in lines(content)} == words
    done = sum(step in (OK, NOT_NEEDED) for step in ready.values())
    assert done == 1
    assert found[sheet]["A4"] == f"Готови редови: {done} од {len(ready)}"
    assert f"■□□   {done} од {len(ready)}" in found["Почетна"].values()
    assert f"Недостига: {len(ready) - done}" in found["Почетна"].values()


class TruthTable:
    """A workbook in which every check stands as a formula beside each row of inputs."""

    def __init__(
        self, columns: tuple[Column, ...], steps: tuple[Step, ...], rows: list[dict[str, object]]
    ) -> None:
        self.rows = rows
        self.inputs = ["text", *(key for key in rows[0] if key not in ("begun", "wants_number"))]
        self.steps = steps
        self.conditions = dict(_conditions(columns))
        self.words = {step.key: step.key for step in steps} | {OK: OK}

    def workbook(self) -> bytes:
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        sheet, lists = book.add_worksheet("rows"), book.add_worksheet(HIDDEN)
        day = book.add_format({"num_format": "d.m.yyyy"})
        for offset, word in enumerate(hollow_phrases("mk")):
            lists.write_string(FIRST_ROW + offset, PLACEHOLDER_COLUMN, word)
        for number, row in enumerate(self.rows):
            for column, key in enumerate(self.inputs):
                value = TEXT if key == "text" else self._label(key, row[key])
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)
            for offset, formula in enumerate(self._formulas(number)):
                sheet.write_formula(number, len(self.inputs) + offset, formula, None, "?")
        book.close()
        return buffer.getvalue()

    def differences(self, found: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
        """Yield the rows and checks in which LibreOffice and Python do not agree."""
        for number, row in enumerate(self.rows):
            answers: Answers = {"text": TEXT, "quarter_end": END, **row}
            expected: dict[str, object] = {"step": next_step(self.steps, answers)}
            expected |= {n: c.holds(answers) for n, c in self.conditions.items()}
            for offset, (name, wanted) in enumerate(expected.items()):
                said = found.get(cell_name(number, len(self.inputs) + offset))
                if said != wanted:
                    yield name, wanted, said, row

    def _formulas(self, number: int) -> Iterator[str]:
        row = self.rows[number]
        cells = Cells(
            address=lambda key: cell_name(number, self.inputs.index(key), fixed_column=True),
            label=lambda key, code: str(self._label(key, code)),
            facts={k: bool(row[k]) for k in ("begun", "wants_number") if k in row},
            dates={"quarter_end": END},
            placeholders=hollow_range("mk"),
        )
        yield steps_formula(self.steps, cells, self.words)
        for condition in self.conditions.values():
            yield f"={condition.formula(cells)}"

    @staticmethod
    def _label(key: str, value: object) -> Any:
        """Return a status as the dropdown shows it, anything else as it is."""
        is_status = key in ("status", "previous_status") and value
        return Texts("mk")(f"words.status.{value}") if is_status else value


def _conditions(columns: tuple[Column, ...]) -> Iterator[tuple[str, Condition]]:
    for column in columns:
        if column.required:
            yield f"{column.key} required", column.required
        if column.needless:
            yield f"{column.key} needless", column.needless


def content_for(institution: str, language: Language) -> FormContent:
    report = case_report()
    plan = replace(
        case_plan(),
        institutions=tuple(replace(i, language=language) for i in case_plan().institutions),
    )
    asked = {item.institution: item for item in due(plan, QUARTER, report.history)}[institution]
    form_id = FormId(plan.code, QUARTER, institution)
    return form_content(plan, form_id, asked, report.history)


def as_python(code: str, answers: Mapping[str, Mapping[str, str]], content: FormContent) -> Answers:
    line = next(line for line in content.activities if line.code == code)
    return {
        "code": code, "text": line.text, "deadline": line.deadline,
        "previous_status": line.previous_status, "begun": line.begun,
        "quarter_end": content.quarter.end, **answers.get(code, {}),
    }  # fmt: skip


def entries(
    sheet: str, answers: Mapping[str, Mapping[str, str]], content: FormContent
) -> Iterator[dict[str, str]]:
    keys = [column.key for column in ACTIVITY_COLUMNS]
    rows = dict(zip((line.code for line in content.activities), lines(content), strict=True))
    for code, row in answers.items():
        for key, text in row.items():
            label = Texts("mk")(f"words.status.{text}") if text in list(Status) else text
            yield {"sheet": sheet, "cell": f"{column_name(keys.index(key))}{rows[code]}",
                   "text": label}  # fmt: skip


def lines(content: FormContent) -> range:
    """The rows of the activities, as people count them."""
    return range(FIRST_LINE + 1, FIRST_LINE + 1 + len(content.activities))
