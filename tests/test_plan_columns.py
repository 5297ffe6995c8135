"""The sheet ``columns`` of plan.xlsx: columns of the form that a plan has of its own."""

from dataclasses import replace
from functools import cache
from typing import Any, Final

import pytest
from every_case import every
from made import case_plan
from plans import good, problems, warnings
from returned_forms import ReturnedForm, content_of, findings_of, good_answers, read_of

from ovpsheets.columns.conditions import All, Blank, Not
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import Column
from ovpsheets.columns.reporting_rules import ANSWERED, COMPLETED, OVERDUE
from ovpsheets.columns.typed_days import days_of_reports
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.expected import FACTS, expected
from ovpsheets.intake.own_check import row_steps
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.own_columns import taken_keys
from ovpsheets.plan.put import Given
from ovpsheets.plan.read import plan_from_bytes
from ovpsheets.plan.sheets import SHEETS
from ovpsheets.plan.write_plan import blank_plan, write_plan
from ovpsheets.release.public import PUBLIC
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES

HEAD: Final = (
    "code | table | heading_mk | heading_en | help_mk | kind | choices_mk | choices_en"
    " | required | published | persons"
)
GOOD: Final = {
    "code": "spent", "table": "activities", "heading_mk": "Потрошено", "heading_en": "Spent",
    "help_mk": "Во денари.", "kind": "number", "choices_mk": "", "choices_en": "",
    "required": "", "published": "", "persons": "",
}  # fmt: skip


def sheet(*rows: dict[str, str]) -> str:
    """Return the sheet with these rows, each the good one with other cells."""
    return "\n".join((HEAD, *(" | ".join((GOOD | row).values()) for row in rows)))


def column(**cells: str) -> Column:
    ((_, item),) = good(columns=sheet(cells)).columns.own()
    return item


# ------------------------------------------------------------------ what a row declares


def test_a_plan_without_the_sheet_has_the_built_in_columns() -> None:
    assert good().columns == BUILT_IN
    assert good(columns=HEAD).columns == BUILT_IN


def test_a_row_is_a_column_behind_the_last_answer_of_its_table() -> None:
    columns = good(
        columns=sheet({}, {"code": "paid", "heading_mk": "Платено", "heading_en": ""})
    ).columns
    assert [own.key for own in columns.answers(ACTIVITIES)][-3:] == ["evidence", "spent", "paid"]
    assert columns.table(INDICATORS) == BUILT_IN.table(INDICATORS)
    (_, spent), _ = columns.own()
    assert spent.headings == {"mk": "Потрошено", "en": "Spent"}
    assert (spent.content, spent.meanings, spent.choices) == ("number", {"mk": "Во денари."}, {})
    assert (spent.filler, spent.required, spent.decidable) == ("member", None, True)


@every("kind", ["text", "number", "date", "yes_no"])
def test_a_column_holds_what_its_kind_says(kind: str) -> None:
    assert column(kind=kind).content == kind


def test_words_of_any_language_are_understood() -> None:
    item = column(table="Индикатори", kind="Да/не", required="секогаш", published="Po")
    assert (item.content, item.required, item.published) == ("yes_no", All(), True)


def test_choices_are_kept_by_their_word_in_the_first_language() -> None:
    item = column(kind="choice", choices_mk="низок; висок", choices_en="low; high")
    assert item.choices == {
        "низок": {"mk": "низок", "en": "low"}, "висок": {"mk": "висок", "en": "high"},
    }  # fmt: skip
    alone = column(kind="choice", choices_en="low; high", heading_mk="")
    assert list(alone.choices) == ["low", "high"]


@every(
    ("table", "said", "condition"),
    [
        ("activities", "", None),
        ("activities", "always", All()),
        ("activities", "completed", COMPLETED),
        ("activities", "open", All(ANSWERED, Not(COMPLETED))),
        ("activities", "overdue", OVERDUE),
        ("indicators", "always", All()),
        ("indicators", "value", Not(Blank("value"))),
    ],
)
def test_it_is_required_when_the_plan_says(table: str, said: str, condition: object) -> None:
    assert column(table=table, required=said).required == condition


@every(
    ("published", "persons", "expected"),
    [
        ("", "", (False, False)),
        ("", "yes", (False, True)),
        ("no", "no", (False, False)),
        ("yes", "no", (True, False)),
        ("yes", "yes", (True, True)),
        ("yes", "", (True, True)),
    ],
)
def test_it_is_internal_unless_said_and_about_persons_where_nothing_is_said_of_what_is_published(
    published: str, persons: str, expected: tuple[bool, bool]
) -> None:
    item = column(published=published, persons=persons)
    assert (item.published, item.persons) == expected


# ------------------------------------------------------------------ what is wrong with one


@every(
    ("cells", "found"),
    [
        ({"code": "Spent"}, [("code_characters", "A2")]),
        ({"code": "потрошено"}, [("code_characters", "A2")]),
        ({"code": "2spent"}, [("code_form", "A2")]),
        ({"code": "s" * 30}, []),
        ({"code": "s" * 31}, [("code_form", "A2")]),
        ({"code": "status"}, [("key_taken", "A2")]),
        ({"code": "quarter"}, [("key_taken", "A2")]),
        ({"code": "previous"}, [("key_taken", "A2")]),
        ({"code": "risk_list"}, [("key_taken", "A2")]),
        ({"table": "commitments"}, [("choice_unknown", "B2")]),
        ({"heading_mk": "", "heading_en": ""}, [("wording_missing", "C2")]),
        ({"heading_mk": "Статус"}, [("heading_taken", "C2")]),
        ({"heading_en": "value"}, [("heading_taken", "D2")]),
        ({"heading_mk": "а" * 60}, []),
        ({"heading_mk": "а" * 61}, [("text_too_long", "C2")]),
        ({"help_mk": "а" * 255}, []),
        ({"help_mk": "а" * 256}, [("text_too_long", "E2")]),
        ({"kind": "percent"}, [("choice_unknown", "F2")]),
        ({"kind": ""}, [("value_missing", "F2")]),
        ({"kind": "choice"}, [("choices_missing", "G2")]),
        ({"kind": "choice", "choices_en": "low"}, [("choices_missing", "H2")]),
        (
            {"kind": "choice", "choices_mk": "а; б", "choices_en": "a; b; c"},
            [("choices_differ", "H2")],
        ),
        ({"kind": "choice", "choices_mk": "да; да; не"}, [("choice_twice", "G2")]),
        ({"kind": "choice", "choices_mk": f"а; {'б' * 60}"}, []),
        ({"kind": "choice", "choices_mk": f"а; {'б' * 61}"}, [("text_too_long", "G2")]),
        ({"required": "value"}, [("required_elsewhere", "I2")]),
        ({"required": "overdue"}, []),
        ({"table": "indicators", "required": "overdue"}, [("required_elsewhere", "I2")]),
        ({"published": "maybe"}, [("choice_unknown", "J2")]),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_cell(
    cells: dict[str, str], found: list[tuple[str, str]]
) -> None:
    said = problems(columns=sheet(cells))
    assert said == [(key, "columns", cell) for key, cell in found]


def test_two_columns_cannot_have_one_key_or_one_heading() -> None:
    assert problems(columns=sheet({}, {"table": "indicators", "heading_mk": "Друго"})) == [
        ("code_twice", "columns", "A3"), ("heading_taken", "columns", "D3"),
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "found"), [(12, []), (13, [("too_many_columns", "B14")])])
def test_a_table_can_have_twelve(count: int, found: list[tuple[str, str]]) -> None:
    rows = [
        {"code": f"own{n}", "heading_mk": f"Колона {n}", "heading_en": f"Column {n}"}
        for n in range(count)
    ]
    said = problems(columns=sheet(*rows, {"table": "indicators"}))
    assert said == [(key, "columns", cell) for key, cell in found]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"choices_mk": "низок; висок"}, [("choices_unused", "G2")]),
        ({"published": "yes"}, [("persons_unsaid", "K2")]),
        ({"published": "yes", "persons": "no"}, []),
    ],
)
def test_what_looks_wrong_is_warned_of(cells: dict[str, str], found: list[tuple[str, str]]) -> None:
    said = [(key, cell) for key, name, cell in warnings(columns=sheet(cells)) if name == "columns"]
    assert [item for item in said if item[0] != "text_unspoken"] == found


def test_a_heading_in_no_language_of_a_member_is_warned_of() -> None:
    head = HEAD.replace("help_mk", "heading_sq")
    table = "\n".join((head, "spent | activities | Потрошено | Spent | | number"))
    assert ("text_unspoken", "columns", "E2") in warnings(columns=table)


def test_no_key_that_means_something_already_is_left_free() -> None:
    lines = [line for item in ("MVR", "OP") for line in content_of(item).indicators]
    names = {name for line in lines for name in expected(line)}
    days = days_of_reports(case_plan().start, case_plan().end)
    of_tables = {name for table in (ACTIVITIES, INDICATORS) for name in PUBLIC[table]}
    assert {*FACTS, *names, *days, *of_tables} <= taken_keys()


# ------------------------------------------------------------------ the sheet itself


def test_the_blank_plan_has_the_sheet_and_reads_without_it_being_touched() -> None:
    plan, found = plan_from_bytes(blank_plan(), "plan.xlsx")
    assert plan is None
    assert "columns" not in {item.sheet for item in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read_back(language: str) -> None:
    row: dict[str, Given] = {
        "code": "level", "table": "indicators", "heading_mk": "Ниво", "kind": "choice",
        "choices_mk": ["низок", "висок"], "required": "value", "published": True, "persons": False,
    }  # fmt: skip
    assert set(row) <= {own.key for own in SHEETS["columns"].columns}
    _, found = plan_from_bytes(write_plan({"columns": [row]}, language), "plan.xlsx")
    name = Texts(language)("plan.columns.name")
    assert name not in {item.sheet for item in found if not item.is_warning}


# ------------------------------------------------------------------ the form says what merge finds

COLUMNS: Final = sheet(
    {"required": "open"},
    {"code": "handed", "heading_mk": "Предадено", "heading_en": "Handed", "kind": "date"},
    {"code": "funded", "heading_mk": "Со средства", "heading_en": "Funded", "kind": "yes_no"},
    {
        "code": "level", "heading_mk": "Ниво", "heading_en": "Level", "kind": "choice",
        "choices_mk": "низок; висок",
    },
)  # fmt: skip
ROW: Final = f"{ACTIVITIES}/3.6.3"


@cache
def content() -> FormContent:
    plan = replace(case_plan(), columns=good(columns=COLUMNS).columns)
    return content_of("MVR", plan=plan)


def returned(**said: Any) -> Return:
    answers = good_answers(content())
    answers |= {f"{ACTIVITIES}/{line.code}/spent": 0 for line in content().activities if line.begun}
    answers |= {f"{ROW}/{key}": value for key, value in said.items()}
    plan = replace(case_plan(), columns=content().columns)
    return read_of(content(), {k: v for k, v in answers.items() if v is not None}, plan=plan)


@every(
    ("said", "step"),
    [
        ({}, "ok"),
        ({"spent": None}, "own.spent"),
        ({"spent": "многу"}, "own_number.spent"),
        ({"handed": "30.9.2022", "funded": "Да", "level": "висок"}, "ok"),
        ({"handed": "утре"}, "own_date.handed"),
        ({"funded": "можеби"}, "own_yes_no.funded"),
        ({"level": "огромен"}, "own_choice.level"),
    ],
)
def test_the_form_is_ready_exactly_where_the_merge_has_nothing_important(
    said: dict[str, Any], step: str
) -> None:
    form = returned(**said)
    assert row_steps(form, content())[ACTIVITIES, "3.6.3"] == step
    plan = replace(case_plan(), columns=content().columns)
    rules = {row["rule"] for row in records(findings_of(form, plan=plan))}
    important = rules & {"missing_required", "unreadable_value"}
    assert bool(important) is (step != "ok")


def test_the_help_stands_beside_the_cells_and_as_far_as_it_fits() -> None:
    form = ReturnedForm(content())
    cell = form.cell(f"{ROW}/spent").coordinate
    rules = form.sheet(ACTIVITIES).data_validations.dataValidation
    (own,) = (rule for rule in rules if cell in rule.sqref)
    assert (own.promptTitle, own.prompt, own.type) == ("Потрошено", "Во денари.", "decimal")
    (level,) = (r for r in rules if form.cell(f"{ROW}/level").coordinate in r.sqref)
    assert (level.prompt, level.type) == ("Во денари.", "list")
