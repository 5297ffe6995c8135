"""What a member sees of the form on a small screen, and what its counters and example say."""

import io
from dataclasses import replace
from datetime import date

import pytest
from every_case import every
from every_workbook import own_columns
from made import case_plan
from openpyxl import load_workbook
from returned_forms import content_of, good_answers

from ovpsheets.address import column_name
from ovpsheets.columns.checks import ACTIVITY_STEPS, OK, next_step
from ovpsheets.columns.declared import BUILT_IN, EVERY_BUILT_IN
from ovpsheets.columns.open_fields import fields_of, fields_to_complete
from ovpsheets.forms.earlier import is_counter, orders, says_counter
from ovpsheets.forms.pages import EXAMPLE_REASON, EXAMPLE_STATUS
from ovpsheets.forms.rows import FIRST_ROW
from ovpsheets.forms.workbook import form_workbook, layouts
from ovpsheets.templates import Templates
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES, Language
from ovpsheets.writing.measure import unbroken_width
from ovpsheets.writing.page_cells import Room

SCREEN = 1267  # pixels that LibreOffice has for columns where a screen is 1366 wide
SCREEN_HIGH = 586  # pixels that it has for rows where a screen is 768 high
PER_CHARACTER = 7.8  # of them, and 5/7 of a character for margins


@every("language", LANGUAGES)
@every("table", [ACTIVITIES, INDICATORS])
def test_all_columns_of_a_table_stand_on_a_small_screen(table: str, language: Language) -> None:
    content = replace(content_of("MVR"), language=language)
    layout = next(sheet for sheet in layouts(content) if sheet.key == table)
    shown = [w for n, w in enumerate(layout.widths) if n not in layout.hidden_columns]
    assert sum((width + 5 / 7) * PER_CHARACTER for width in shown) <= SCREEN


@every("language", [*LANGUAGES, Language("sr")])
def test_no_heading_of_a_table_takes_more_than_two_lines(language: Language) -> None:
    with Templates.of({"languages.toml": f'languages = ["{language}"]'.encode()}).in_use():
        texts = Texts(language)
        over = [
            (heading, lines)
            for name in (ACTIVITIES, INDICATORS)
            for column in EVERY_BUILT_IN.table(name)
            for heading in [column.heading(name, texts)]
            for lines in [Room(column.width, 10, bold=True).lines(heading)]
            if lines > 2
        ]
    assert over == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_activities_stand_below_the_headings_on_a_small_screen(language: Language) -> None:
    content = replace(content_of("MTSP"), language=language)
    sheet = load_workbook(io.BytesIO(form_workbook(content)))[
        Texts(language)("form.sheet.activities")
    ]
    rows = [sheet.row_dimensions[row] for row in range(1, FIRST_ROW + 4)]
    high = sum(row.height or 15 for row in rows if not row.hidden)
    assert high * 4 / 3 <= SCREEN_HIGH


@pytest.mark.parametrize("table", [ACTIVITIES, INDICATORS])
def test_the_check_stands_beside_the_code_and_both_stay_in_sight(table: str) -> None:
    keys = [column.key for column in BUILT_IN.table(table)]
    assert keys[:2] == ["code", "check"]
    (layout,) = (sheet for sheet in layouts(content_of("MVR")) if sheet.key == table)
    assert layout.freeze == (6, 2)


@pytest.mark.parametrize("table", [ACTIVITIES, INDICATORS])
def test_no_text_above_a_table_reaches_over_the_columns_that_stay(table: str) -> None:
    (layout,) = (sheet for sheet in layouts(content_of("MVR")) if sheet.key == table)
    above = [c for c in layout.cells if c.row < 4 and c.column < 2 and isinstance(c.value, str)]
    assert above
    assert all(len(str(cell.value)) < 20 for cell in above)


@pytest.mark.parametrize(("table", "third"), [(ACTIVITIES, "commitment"), (INDICATORS, "activity")])
def test_every_answer_stands_where_forms_had_it_that_were_issued_before(
    table: str, third: str
) -> None:
    now, before = orders([column.key for column in BUILT_IN.table(table)])
    assert before[2] == third
    assert before[-1] == "check"
    answers = {column.key for column in BUILT_IN.answers(table)}
    assert all(now.index(key) == before.index(key) for key in answers)


def test_totals_change_nothing_in_the_order_of_the_others() -> None:
    keys = [column.key for column in EVERY_BUILT_IN.table(INDICATORS)]
    assert orders(keys)[1][2:4] == ("activity", "unit")


def test_the_first_row_without_a_status_is_selected() -> None:
    content = content_of("MVR")
    answers = {str(f): str(v) for f, v in good_answers(content).items()}
    del answers["activities/3.6.3/status"]
    sheet = load_workbook(io.BytesIO(form_workbook(content, answers)))["1 Активности"]
    (selected,) = (s.activeCell for s in sheet.sheet_view.selection if s.pane == "bottomRight")
    row = next(c.row for c in sheet["A"] if c.value == "3.6.3")
    assert row > 7
    assert selected == f"F{row}"


def test_a_row_is_as_high_as_the_empty_cell_beside_it() -> None:
    sheet = load_workbook(io.BytesIO(form_workbook(content_of("MVR"))))["1 Активности"]
    height, beside = sheet.row_dimensions[7].height, sheet.cell(7, 13)
    assert beside.value is None
    assert height is not None
    assert abs(beside.font.size * 1.25 - height) < 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_would_say_of_the_example_what_the_guide_says(language: Language) -> None:
    texts = Texts(language)
    day = texts("form.guide.example_new_deadline")
    row = {
        "begun": True, "deadline": date(2022, 9, 30), "quarter_end": date(2022, 9, 30),
        "plan_end": date(2023, 12, 31), "earliest": date(2021, 1, 1), "latest": date(2030, 1, 1),
        "text": texts("form.guide.example_activity"), "previous_status": "not_started",
        "status": str(EXAMPLE_STATUS), "reason": EXAMPLE_REASON, "new_deadline": day,
        "progress": texts("form.guide.example_progress"),
        "explanation": texts("form.guide.example_explanation"),
    }  # fmt: skip
    assert next_step(ACTIVITY_STEPS, row) == OK
    without = {**row, "explanation": "", "new_deadline": ""}
    fields = fields_of(ACTIVITIES, BUILT_IN.table(ACTIVITIES))
    assert fields_to_complete(ACTIVITY_STEPS, fields, row) == 0
    assert fields_to_complete(ACTIVITY_STEPS, fields, without) == 2


def test_nothing_realised_lacks_one_field_for_progress_or_a_reason_will_do() -> None:
    row = {
        "begun": True, "deadline": date(2023, 9, 30), "quarter_end": date(2022, 9, 30),
        "plan_end": date(2023, 12, 31), "status": "limited", "previous_status": "limited",
    }  # fmt: skip
    fields = fields_of(ACTIVITIES, BUILT_IN.table(ACTIVITIES))
    assert fields_to_complete(ACTIVITY_STEPS, fields, row) == 1
    assert fields_to_complete(ACTIVITY_STEPS, fields, {**row, "reason": "staff"}) == 1


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ('=REPT("■",3-ROUND(A13*3/3,0))&REPT("□",ROUND(A13*3/3,0))&"   "&(3-A13)&" од 3"',
         "■□□   1 од 3"),
        ('=IF(A13=0,"Во ред","Недостига: "&A13)', "Недостига: 2"),
        ('="Rows ready: " & (COUNTIF(L7:L9,"OK")) & " of 3"', "Rows ready: 1 of 3"),
    ],
)  # fmt: skip
def test_counters_of_earlier_forms_are_known_by_what_they_say(formula: str, said: str) -> None:
    assert is_counter(formula)
    assert says_counter(said)
    assert not says_counter(f"{said}!")


def test_the_columns_of_a_plan_with_many_give_way_where_they_hold_texts() -> None:
    content = content_of("MVR")
    narrow = replace(case_plan().columns, tables={
        **BUILT_IN.tables,
        ACTIVITIES: tuple(
            replace(own, width=own.width + 3) if own.content == "date" else own
            for own in BUILT_IN.table(ACTIVITIES)
        ),
    })  # fmt: skip
    (layout,) = (s for s in layouts(replace(content, columns=narrow)) if s.key == ACTIVITIES)
    at = [own.key for own in narrow.table(ACTIVITIES)].index("progress")
    assert layout.widths[at] < narrow.table(ACTIVITIES)[at].width


def test_columns_of_texts_give_way_to_a_plans_own_but_no_word_breaks_for_that() -> None:
    sheet = load_workbook(io.BytesIO(own_columns()))[Texts("mk")("form.sheet.indicators")]
    columns = {str(cell.value): number for number, cell in enumerate(sheet[5])}
    for key in ("text", "unit", "source", "note"):
        below = [row[columns[key]].value for row in sheet.iter_rows(min_row=6)]
        width = sheet.column_dimensions[column_name(columns[key])].width
        assert width + 0.1 > max(unbroken_width(str(text)) for text in below if text)
