"""One rule = one Python function + one formula: a truth table, calculated by LibreOffice."""

import io
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, combinations, product
from typing import Any, Final, cast

import pytest
import xlsxwriter
from made import QUARTER, case_plan, case_report
from office import calculated, formulas, saved_as, stored

from ovpsheets.address import cell_name, column_name
from ovpsheets.columns.checks import (
    ACTIVITY_STEPS,
    INDICATOR_STEPS,
    NOT_NEEDED,
    OK,
    READY,
    Step,
    next_step,
    steps_formula,
)
from ovpsheets.columns.conditions import (
    All,
    Answers,
    Blank,
    Condition,
    Fact,
    Is,
    Not,
    RowCells,
    literal,
)
from ovpsheets.columns.conditions import Any as AnyOf
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import Column
from ovpsheets.columns.open_fields import fields_formula, fields_of, fields_to_complete
from ovpsheets.columns.own_steps import NEEDED, steps_of, wanted
from ovpsheets.columns.reporting_rules import ANSWERED, COPIED_DOWN
from ovpsheets.columns.said import FORM_KNOWS
from ovpsheets.columns.typed_days import days_of_reports
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.expected import FACTS
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.hidden import (
    FIRST_ROW,
    OWN_COLUMN,
    PLACEHOLDER_COLUMN,
    REASON_COLUMN,
    hollow_cells,
    hollow_lists,
    known_hollow,
    list_range,
    own_lists,
)
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.rows import FIRST_ROW as FIRST_LINE
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.plan.due import due
from ovpsheets.saying.nothing import common_phrases
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN, LANGUAGES, REASONS, Language, Status
from ovpsheets.writing.sheet import WrittenSheet

pytestmark = pytest.mark.office

END: Final = QUARTER.end
PLAN_END: Final = date(2023, 12, 31)
FAR: Final = days_of_reports(date(2021, 1, 1), PLAN_END)
TEXT: Final = "Обука на службеници"
PROGRESS: Final = "Одржани се 2 обуки"
ACTIVITY_COLUMNS: Final = BUILT_IN.table("activities")
INDICATOR_COLUMNS: Final = BUILT_IN.table("indicators")


LEVELS: Final = ("низок", "висок, со услов")


def own(key: str, content: Any, required: Condition | None) -> Column:
    """Declare a column of the plan's own."""
    offered = {word: {"mk": word} for word in LEVELS} if content == "choice" else {}
    return Column(
        key, "member", content, 12, required, headings={"mk": key, "en": key}, choices=offered
    )


OWN: Final = BUILT_IN.with_(
    "activities",
    own("funded", "yes_no", All(ANSWERED, Blank("funded"))),
    own("spent", "number", Is("funded", ("yes",))),
    own("level", "choice", None),
    own("handed", "date", NEEDED["activities"]["completed"]),
).with_("indicators", own("method", "text", AnyOf(Not(Blank("value")), Fact("begun"))))
MOST_ROWS: Final = 620  # beyond that every triple of inputs is among them, and every step
OF_EACH_STEP: Final = 15

ACTIVITY_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True, False),
    "deadline": (END - timedelta(days=1), END, END + timedelta(days=1)),
    "previous_status": ("", "not_started", "limited", "substantial", "completed", "no_report"),
    "status": ("", "not_started", "limited", "substantial", "completed"),
    "progress": ("", PROGRESS),
    "reason": ("", "funding", "other", "Поплава"),
    "explanation": (
        "", "  ", "нема", "НЕМА", "Чекаме буџет", TEXT.upper(), f" {PROGRESS} ",
        "Недостиг на средства",
    ),
    "new_deadline": ("", "15.12.2022"),
}  # fmt: skip
COMMON: Final = common_phrases("mk")[::9]  # LibreOffice takes its time over so long a list
HOLLOW_TEXTS: Final = (
    *COMMON, *(f" {word.upper()}." for word in COMMON), "//", "....", "- -", "нема пари",
    "Одржани се 3 состаноци", "се пишува на ana@example.mk", "The activity is ongoing",
    "Aktiviteti është (në proces)",
)  # fmt: skip
UNKNOWN_TO_THE_FORM: Final = (
    "нeмa", "Се работи интензивно на реализација", f"„{TEXT}“", TEXT.replace(" ", "  "),
    f"Исто: {TEXT}", "види допис бр. 12-345/2", "Одржани се 3 состаноци",
)  # fmt: skip
EXPLANATION_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "deadline": (END,),
    "previous_status": ("limited",),
    "status": ("limited",),
    "progress": (PROGRESS,),
    "reason": ("other",),
    "explanation": HOLLOW_TEXTS,
    "new_deadline": ("31.12.2022",),
}
PROGRESS_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    **EXPLANATION_INPUTS,
    "progress": (*HOLLOW_TEXTS, TEXT, f" {TEXT.upper()}"),
    "explanation": ("Чекаме буџет",),
}
BY_STATUS_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    **PROGRESS_INPUTS,
    "status": ("not_started", "completed"),
    "progress": (*HOLLOW_TEXTS[::9], TEXT, f" {TEXT.upper()}"),
}
DAYS: Final = (
    "", "  ", "30.9.2022", "30.09.2022", "1.10.2022", "31.12.2023", "1.1.2024", " 5.5.2025 ",
    "31.2.2023", "5.13.2023", "0.1.2023", "31.12.22", "31.12", "октомври 2022", "2022-12-31",
    "31/12/2022", "1.1.1900", "31.12.2010", "1.1.2011", "31.12.2033", "1.1.2034", "31.12.2100",
    "1.1.2101", "нема", END, END + timedelta(days=1), PLAN_END,
    PLAN_END + timedelta(days=1),
)  # fmt: skip
DAY_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "deadline": (END, END + timedelta(days=1)),
    "previous_status": ("", "substantial", "completed"),
    "status": ("not_started", "limited", "completed"),
    "progress": (PROGRESS,),
    "reason": ("", "funding"),
    "explanation": ("", "Чекаме буџет"),
    "new_deadline": DAYS,
}
INDICATOR_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True, False),
    "wants_number": (True, False),
    "value": ("", " ", "дванаесет", "12", "Да", 12, 0, 0.46, -3),
    "flag": ("", "x", " ", "немаме"),
    "activity_status": ("",),
}
NUMBER_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "wants_number": (True,),
    "knows_activity": (True, False),
    "is_whole": (True, False),
    "runs_on": (True, False),
    "value": (-1, 0, 0.5, 5, 10, 10.5, 100, 100.1, 150, "десет"),
    "flag": ("",),
    "activity_status": ("", "not_started", "limited", "completed"),
    "least": (None, 0.0),
    "most": (None, 100.0),
    "before": (None, 10.0),
    "goal": (None, 10.0),
    "ceiling": (None, 10.0),
    "still": (None, 5.0),
}
CHOICE_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "wants_yes_no": (True, False),
    "wants_yes": (True, False),
    "knows_activity": (True, False),
    "value": ("", "yes", "no", "можеби", 1),
    "flag": ("",),
    "activity_status": ("", "limited", "completed"),
}
REPEATED_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    **EXPLANATION_INPUTS,
    "explanation": ("", " ", "Чекаме буџет", "чекаме  БУЏЕТ ", "Друго", "нема"),
    "previous_explanation": ("", "Чекаме буџет", "нема", "Чекаме"),
}
COPIED_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    **EXPLANATION_INPUTS,
    "status": ("", "limited"),
    "progress": ("", PROGRESS, f" {PROGRESS.upper()}", f"{PROGRESS}."),
    "explanation": ("", "Чекаме буџет"),
}
GIVEN_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True, False),
    "wants_number": (True,),
    "value": ("", 12),
    "flag": ("",),
    "activity_status": ("",),
    "unit": ("", "обуки", " ОБУКИ ", "илјади обуки"),
    "target": ("", 4, 4.5, "4", "до 4 обуки"),
    "given_unit": (None, "обуки"),
    "given_target": (None, 4.0, "до 4  обуки"),
}
SHARE_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "wants_number": (True,),
    "value": (-0.5, 0, 0.001, 0.46, 0.999, 1, 1.5, "0,46"),
    "flag": ("",),
    "activity_status": ("",),
    "no_share": (None, 0.0),
    "whole_share": (1.0,),
    "least": (None, 0.0),
}
VALUE_TEXTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "wants_text": (True, False),
    "value": HOLLOW_TEXTS,
    "flag": ("",),
    "activity_status": ("",),
}
INDICATOR_DAYS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "wants_day": (True, False),
    "value": DAYS,
    "flag": ("",),
    "activity_status": ("",),
}
SLIP_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "wants_number": (True,),
    "value": (-5, 0, 0.1, 15, 15.5, 99, 99.5, 100, 1000, 1e12, "сто"),
    "flag": ("",),
    "activity_status": ("",),
    "too_large": (None, 99.5),
    "too_small": (None, 15.0),
}
OWN_ACTIVITY_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True, False),
    "deadline": (END + timedelta(days=1),),
    "previous_status": ("limited",),
    "status": ("", "limited", "substantial", "completed"),
    "progress": ("", PROGRESS),
    "reason": ("",),
    "explanation": ("", "Чекаме буџет"),
    "new_deadline": ("",),
    "funded": ("", "  ", "yes", "no", "можеби"),
    "spent": ("", 0, 12.5, "многу"),
    "level": ("", *LEVELS, "висок"),
    "handed": ("", "30.9.2022", "31.9.2022", END),
}
OWN_INDICATOR_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True, False),
    "wants_number": (True, False),
    "value": ("", 12, 0, "дванаесет"),
    "flag": ("", "x"),
    "activity_status": ("",),
    "most": (None, 10.0),
    "method": ("", " ", "Анкета"),
}
PERSONAL: Final = (
    "", "ЕМБГ 2805990450012", "2805990450012", "280599045001", "28059904500123",
    "сметка 100000000012345", "100000000012345 и 2805990450012", "2805 9904 50012",
    "ana@example.mk", "info@example.mk", "@", "Одржани 12 обуки на 2805 лица, 990450012 денари",
)  # fmt: skip
PERSONAL_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    **EXPLANATION_INPUTS,
    "progress": tuple(f"Одржани се обуки: {said}" for said in PERSONAL),
    "explanation": ("Чекаме буџет", "Чекаме буџет 0101990450012"),
    "evidence": ("",),
}
BESIDE_INPUTS: Final[Mapping[str, Sequence[object]]] = {
    "begun": (True,),
    "value": (12, *PERSONAL[1:3], "ana@example.mk"),
    "flag": ("",),
    "activity_status": ("",),
    "source": ("", "2805990450012"),
    "note": PERSONAL,
}
NUMBERS: Final = (
    "least", "most", "before", "goal", "ceiling", "still",
    "too_large", "too_small", "no_share", "whole_share",
)  # fmt: skip


GIVEN: Final = ("given_unit", "given_target")


@pytest.mark.parametrize(
    ("columns", "steps", "inputs"),
    [
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, ACTIVITY_INPUTS, id="activities"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, INDICATOR_INPUTS, id="indicators"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, NUMBER_INPUTS, id="numbers"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, SLIP_INPUTS, id="slips"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, CHOICE_INPUTS, id="choices"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, INDICATOR_DAYS, id="values-days"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, SHARE_INPUTS, id="shares"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, VALUE_TEXTS, id="values-texts"),
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, EXPLANATION_INPUTS, id="explanations"),
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, PROGRESS_INPUTS, id="progress"),
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, BY_STATUS_INPUTS, id="progress-by-status"),
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, DAY_INPUTS, id="days"),
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, REPEATED_INPUTS, id="repeated"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, GIVEN_INPUTS, id="given"),
        pytest.param(ACTIVITY_COLUMNS, ACTIVITY_STEPS, PERSONAL_INPUTS, id="personal"),
        pytest.param(INDICATOR_COLUMNS, INDICATOR_STEPS, BESIDE_INPUTS, id="personal-beside"),
        pytest.param(
            OWN.table("activities"),
            steps_of(OWN, "activities"),
            OWN_ACTIVITY_INPUTS,
            id="own-of-activities",
        ),
        pytest.param(
            OWN.table("indicators"),
            steps_of(OWN, "indicators"),
            OWN_INDICATOR_INPUTS,
            id="own-of-indicators",
        ),
    ],
)
def test_every_formula_of_the_form_says_what_its_python_function_says(
    columns: tuple[Column, ...],
    steps: tuple[Step, ...],
    inputs: Mapping[str, Sequence[object]],
) -> None:
    rows = [dict(zip(inputs, values, strict=True)) for values in product(*inputs.values())]
    if len(rows) > MOST_ROWS:
        random.Random(2022).shuffle(rows)
        rows = [*with_every_triple(inputs, rows), *of_each_step(columns, steps, rows[:800])]
    table = TruthTable(columns, steps, rows)

    found = calculated({"table": table.workbook()})["table"]["rows"]

    assert list(table.differences(found)) == []


def with_every_triple(
    inputs: Mapping[str, Sequence[object]], rows: Iterable[dict[str, object]]
) -> Iterator[dict[str, object]]:
    """Yield the rows in which three inputs have values that they had together in none before."""
    seen = set[tuple[object, ...]]()
    left = sum(len(a) * len(b) * len(c) for a, b, c in combinations(inputs.values(), 3))
    for row in rows:
        new = {triple for triple in combinations(row.items(), 3) if triple not in seen}
        if new:
            seen |= new
            left -= len(new)
            yield row
        if not left:
            return


def of_each_step(
    columns: tuple[Column, ...], steps: tuple[Step, ...], rows: list[dict[str, object]]
) -> Iterator[dict[str, object]]:
    """Yield for each step the first rows that Python says it of."""
    found = Counter[str]()
    for row, answers in zip(rows, TruthTable(columns, steps, rows).answers(), strict=True):
        step = next_step(steps, answers)
        found[step] += 1
        if found[step] <= OF_EACH_STEP:
            yield row


def test_rows_that_all_say_the_same_are_found_by_the_formula_as_by_python() -> None:
    said = [
        {**dict(zip(COPIED_INPUTS, values, strict=True)), "new_deadline": "31.12.2022"}
        for values in product(*COPIED_INPUTS.values())
    ]
    groups = [
        group
        for row in said
        for group in (
            [row, row, row], [row, row, said[0]], [row, row], [row, row, row, said[-1]],
            [row, row, row, {**row, "progress": f" {row['progress']}"}],
        )
    ]  # fmt: skip
    table = TruthTable(
        ACTIVITY_COLUMNS, ACTIVITY_STEPS, [row for group in groups for row in group],
        [len(group) for group in groups],
    )  # fmt: skip

    found = calculated({"table": table.workbook()})["table"]["rows"]

    assert list(table.differences(found)) == []
    assert "copied" in found.values()


@pytest.mark.parametrize("column", ["progress", "explanation"])
def test_status_sees_of_a_text_what_the_form_sees_and_not_what_the_merge_does(column: str) -> None:
    rows = [
        {**dict(zip(EXPLANATION_INPUTS, values, strict=True)), column: said}
        for values in product(*({**EXPLANATION_INPUTS, "explanation": ("Чекаме буџет",)}.values()))
        for said in UNKNOWN_TO_THE_FORM
    ]
    table = TruthTable(ACTIVITY_COLUMNS, ACTIVITY_STEPS, rows)
    found = calculated({"table": table.workbook()})["table"]["rows"]
    assert list(table.unlike_status(found)) == []
    merged = {next_step(ACTIVITY_STEPS, answers) for answers in table.answers()}
    assert merged & {"hollow", "progress_hollow"}


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


def test_a_form_saved_as_xls_still_knows_what_says_nothing_in_any_language() -> None:
    content = content_for("MVR", "mk")
    said = (
        "The activity is ongoing",
        "Aktiviteti në vazhdim",
        "Собрани се 3 извештаи",
    )
    status = Texts("mk")("words.status.limited")
    answers = {
        f"activities/{line.code}/{key}": value
        for line, text in zip(content.activities, said, strict=True)
        for key, value in (("status", status), ("progress", text))
    }
    form = saved_as(form_workbook(content, answers), "xls")
    found = stored(saved_as(form, "xlsx", source="xls"))[Texts("mk")("form.sheet.activities")]
    hollow = Texts("mk")("checks.activities.progress_hollow")
    assert [found[f"B{row}"] == hollow for row in lines(content)] == [True, True, False]


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
    check = column_name([column.key for column in ACTIVITY_COLUMNS].index("check"))
    assert {found[sheet][f"A{r}"]: found[sheet][f"{check}{r}"] for r in lines(content)} == words
    done = sum(step in (OK, NOT_NEEDED) for step in ready.values())
    assert done == 1
    assert found[sheet]["A4"] == f"Готови: {done} од {len(ready)}"
    assert f"●○○   {done} од {len(ready)} редови" in found["Почетна"].values()
    fields = sum(
        fields_to_complete(ACTIVITY_STEPS, fields_of("activities", ACTIVITY_COLUMNS), row)
        for row in as_read
    )
    assert fields > len(ready) - done
    assert found[sheet]["C4"] == f"Полиња за дополнување: {fields}"
    assert f"Полиња за дополнување: {fields}" in found["Почетна"].values()


class TruthTable:
    """A workbook in which every check stands as a formula beside each row of inputs."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        steps: tuple[Step, ...],
        rows: list[dict[str, object]],
        tables: Sequence[int] = (),  # how many rows are one table; () where each is its own
    ) -> None:
        self.rows = rows
        self.tables = [
            range(end - size, end)
            for size, end in zip(tables, accumulate(tables), strict=True)
            for _ in range(size)
        ]
        facts = (*FACTS, *NUMBERS, *GIVEN)
        self.inputs = ["text", *(key for key in rows[0] if key not in facts)]
        self.steps = steps
        self.conditions = dict(_conditions(columns))
        self.fields = fields_of(_table_of(columns), columns)
        self.words = {key: key for step in steps for key in step.keys} | {OK: OK}

    def workbook(self) -> bytes:
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        # Ours takes formulas as they are; XlsxWriter's looks for 150 newer functions in each.
        sheet, lists = book.add_worksheet("rows", WrittenSheet), book.add_worksheet(HIDDEN)
        day = book.add_format({"num_format": "d.m.yyyy"})
        for offset, listed in enumerate(hollow_lists()):
            lists.write_string(FIRST_ROW + offset, PLACEHOLDER_COLUMN, listed)
        for offset, reason in enumerate(REASONS):
            label = self._label("reason", reason)
            lists.write_string(FIRST_ROW + offset, REASON_COLUMN, label)
        for offset, level in enumerate(LEVELS):
            lists.write_string(FIRST_ROW + offset, OWN_COLUMN, level)
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
        for number, (row, answers) in enumerate(zip(self.rows, self.answers(), strict=True)):
            expected: dict[str, object] = {"step": next_step(self.steps, answers)}
            expected["fields"] = fields_to_complete(self.steps, self.fields, answers)
            expected |= {n: c.holds(answers) for n, c in self.conditions.items()}
            for offset, (name, right) in enumerate(expected.items()):
                said = found.get(cell_name(number, len(self.inputs) + offset))
                if said != right:
                    yield name, right, said, row
        yield from self.unlike_status(found)

    def unlike_status(self, found: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
        """Yield the rows of which ``status`` says another thing than LibreOffice."""
        for number, answers in enumerate(self.answers()):
            wanted = next_step(self.steps, {**answers, FORM_KNOWS: known_hollow()})
            said = found.get(cell_name(number, len(self.inputs)))
            if said != wanted:
                yield "as seen", wanted, said, self.rows[number]

    def answers(self) -> Iterator[Answers]:
        """Yield the rows as Python judges them."""
        for number, row in enumerate(self.rows):
            table = self.tables[number] if self.tables else ()
            yield {
                "rows": tuple(COPIED_DOWN.row(self.rows[at]) for at in table),
                **dict.fromkeys(FACTS, False), "text": TEXT, "quarter_end": END,
                "plan_end": PLAN_END, **FAR, "reason_list": REASONS, "level_list": LEVELS,
                "reason_words": (str(self._label("reason", row.get("reason"))),), **row,
            }  # fmt: skip

    def _formulas(self, number: int) -> Iterator[str]:
        row = self.rows[number]
        cells = RowCells(
            address=lambda key: (
                cell_name(number, self.inputs.index(key), fixed_column=True)
                if key in self.inputs
                else ""
            ),
            label=lambda key, code: str(self._label(key, code)),
            facts={k: bool(row.get(k)) for k in FACTS},
            dates={"quarter_end": END, "plan_end": PLAN_END, **FAR},
            placeholders=hollow_cells(),
            numbers={
                name: literal(cast(float, row[name]))
                for name in NUMBERS
                if row.get(name) is not None
            },
            lists={
                "reason": list_range(REASON_COLUMN).removeprefix("="),
                "level": own_lists(OWN)["level"].removeprefix("="),
            },
            ranges=self._ranges(number),
            given={
                key.removeprefix("given_"): literal(cast("float | str", value))
                for key, value in row.items()
                if key in GIVEN and value is not None
            },
        )
        yield steps_formula(self.steps, cells, self.words)
        yield fields_formula(self.fields, cells, cell_name(number, len(self.inputs)), READY)
        for condition in self.conditions.values():
            yield f"={condition.formula(cells)}"

    def _ranges(self, number: int) -> dict[str, str]:
        if not self.tables:
            return {}
        rows = self.tables[number]
        return {
            key: f"{cell_name(rows[0], at)}:{cell_name(rows[-1], at)}"
            for at, key in enumerate(self.inputs)
        }

    @staticmethod
    def _label(key: str, value: object) -> Any:
        """Return a code as the dropdown shows it, anything else as it is."""
        return _shown(key, value) if isinstance(value, str) else value


@cache
def _shown(key: str, value: str) -> str:
    catalogue = {
        "reason": "words.reason", "flag": "words.flag", "value": "words", "funded": "words",
    }  # fmt: skip
    key = f"{catalogue.get(key, 'words.status')}.{value}" if key != "text" else ""
    return Texts("mk")(key) if Texts("mk").has(key) else value


def _conditions(columns: tuple[Column, ...]) -> Iterator[tuple[str, Condition]]:
    for column in columns:
        if required := wanted(_table_of(columns), column):
            yield f"{column.key} required", required
        if column.needless:
            yield f"{column.key} needless", column.needless


def _table_of(columns: tuple[Column, ...]) -> str:
    return "activities" if any(column.key == "status" for column in columns) else "indicators"


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
