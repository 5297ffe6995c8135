"""Single mishaps: each is repaired and told, or set aside with both addresses."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from edits import Edited, Held, Page
from returned_forms import content_of, merged, one, read_alone, returned, the_plan

from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Contents, Remark
from ovpsheets.intake.recognise.place import place
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.words import ACTIVITIES, LedgerClass
from ovpsheets.writing.book import footer_codes

STATUS = FormField(ACTIVITIES, "3.6.6", "status")
PROGRESS = FormField(ACTIVITIES, "3.6.6", "progress")


@pytest.fixture
def form() -> Edited:
    """The form of MTSP: rows 7, 8 and 9 are 3.6.1, 3.6.6 and 3.6.8."""
    made = Edited.of(content_of("MTSP"))
    put(made, 8, 6, "Значително")
    put(made, 8, 7, "Обучени се 12 тимови.")
    return made


def table(form: Edited) -> Page:
    return form.pages[1]


def put(form: Edited, row: int, column: int, value: str) -> None:
    table(form).cells[row, column] = Held(value, typed=True)


def read(contents: Contents) -> Placement:
    return place(contents, content_of("MTSP"))


def remarked(form: Edited, kind: str, text: str) -> Contents:
    first, *rest = form.contents().sheets
    assert kind == "header"
    remark = Remark(first.name, "", "header", text)
    return Contents((replace(first, remarks=(remark,)), *rest))


def test_an_answer_under_merged_cells_is_not_read_and_that_is_told(form: Edited) -> None:
    table(form).merged.append((8, 6, 8, 7))
    placement = read(form.contents())
    assert STATUS in placement.fields
    assert PROGRESS not in placement.fields
    assert [entry.raw for entry in placement.unplaced] == ["Обучени се 12 тимови."]
    assert [(o.key, o.values["cells"]) for o in placement.observed] == [("under_merged", "G8")]


def of_row(code: str, key: str) -> FormField:
    return FormField(ACTIVITIES, code, key)


def test_an_answer_in_cells_merged_over_rows_counts_for_each_of_them(form: Edited) -> None:
    table(form).merged.append((8, 7, 9, 7))
    placement = read(form.contents())
    assert {placement.fields[of_row(code, "progress")].address for code in ("3.6.6", "3.6.8")} == {
        "G8"
    }
    assert of_row("3.6.1", "progress") not in placement.fields
    assert [(o.key, o.values["cells"]) for o in placement.observed] == [("answer_merged", "G8:G9")]
    assert placement.merged == {
        PROGRESS: "G8:G9", of_row("3.6.8", "progress"): "G8:G9",
    }  # fmt: skip
    assert sum(entry.field == PROGRESS for entry in placement.ledger) == 1
    assert not placement.unplaced


def test_merged_cells_that_hold_nothing_are_asked_for_where_people_can_type(form: Edited) -> None:
    table(form).merged.append((7, 8, 9, 8))
    placement = read(form.contents())
    assert placement.merged == {}
    assert [placement.where(of_row(code, "reason")) for code in ("3.6.1", "3.6.6", "3.6.8")] == [
        ("1 Активности", "H7"), ("1 Активности", "H7"), ("1 Активности", "H7"),
    ]  # fmt: skip
    assert placement.where(of_row("3.6.8", "explanation")) == ("1 Активности", "I9")
    assert placement.observed == ()


@pytest.mark.parametrize("area", [(8, 7, 8, 8), (8, 7, 9, 8), (6, 7, 8, 7), (9, 7, 12, 7)])
def test_cells_merged_over_columns_or_from_beyond_the_rows_answer_no_other_row(
    form: Edited, area: tuple[int, int, int, int]
) -> None:
    table(form).merged.append(area)
    assert read(form.contents()).merged == {}


def test_what_stands_under_a_merged_answer_is_shown_and_not_used(form: Edited) -> None:
    put(form, 9, 7, "Старо.")
    table(form).merged.append((8, 7, 9, 7))
    placement = read(form.contents())
    assert placement.fields[of_row("3.6.8", "progress")].address == "G8"
    assert [entry.raw for entry in placement.unplaced] == ["Старо."]


def test_a_number_for_several_rows_is_read_for_each_and_asked_about() -> None:
    form = returned("MVR").fill_well()
    codes = [line.code for line in form.content.indicators][:2]
    rows = [form.row("indicators", code) for code in codes]
    assert rows[1] == rows[0] + 1
    form.write(f"indicators/{codes[0]}/value", 12)
    column = form.cell(f"indicators/{codes[0]}/value").column_letter
    form.sheet("indicators").merge_cells(f"{column}{rows[0]}:{column}{rows[1]}")
    found = read_alone(form.data())
    assert found.answers is not None
    assert [found.answers.indicators[code].value for code in codes] == [12, 12]
    assert [t.problem for t in found.answers.troubles] == ["merged_value", "merged_value"]


def test_an_answer_in_a_hidden_row_is_read_and_that_is_told(form: Edited) -> None:
    table(form).hidden_rows.add(8)
    placement = read(form.contents())
    assert {STATUS, PROGRESS} <= placement.fields.keys()
    assert [(o.key, o.values["cells"]) for o in placement.observed] == [("answer_hidden", "F8, G8")]


def test_rows_sorted_above_their_headings_are_read(form: Edited) -> None:
    order = {5: 7, 6: 8, 7: 9, 8: 5, 9: 6}
    table(form).move(lambda p: (order.get(p[0], p[0]), p[1]))
    placement = read(form.contents())
    assert placement.fields[PROGRESS].address == "G5"


def test_a_code_typed_over_by_that_of_another_row_is_set_aside_with_both_cells(
    form: Edited,
) -> None:
    put(form, 8, 1, "3.6.1")
    put(form, 8, 3, "нов текст")
    placement = read(form.contents())
    assert not placement.fields
    (found,) = placement.contradictions
    assert (found.first.address, found.second.address) == ("A7", "A8")


def test_a_second_row_without_a_text_continues_the_first(form: Edited) -> None:
    put(form, 10, 1, "3.6.6")
    put(form, 10, 8, "Недостиг на средства")
    placement = read(form.contents())
    assert placement.fields[FormField(ACTIVITIES, "3.6.6", "reason")].address == "H10"


def test_a_heading_that_slipped_a_row_still_names_its_column(form: Edited) -> None:
    cells = table(form).cells
    cells[7, 14] = Held("нешто")
    del cells[5, 7]
    cells[4, 7] = cells.pop((6, 7))
    placement = read(form.contents())
    assert placement.fields[PROGRESS].address == "G8"
    assert "column_renamed" in {o.key for o in placement.observed}


def test_a_column_that_its_key_and_heading_name_differently_is_not_used(form: Edited) -> None:
    cells = table(form).cells
    cells[6, 7], cells[6, 8] = cells[6, 8], cells[6, 7]
    placement = read(form.contents())
    assert PROGRESS not in placement.fields
    assert STATUS in placement.fields
    assert {item.kind for item in placement.contradictions} == {"column"}


def test_two_deadlines_exchanged_with_no_other_cell_set_both_rows_aside(form: Edited) -> None:
    cells = table(form).cells
    cells[8, 4], cells[9, 4] = cells[9, 4], cells[8, 4]
    placement = read(form.contents())
    assert not placement.fields
    assert {item.second.address for item in placement.contradictions} == {"A8", "A9"}


def test_a_label_over_another_question_leaves_the_answer_unplaced(form: Edited) -> None:
    cover = form.pages[0]
    (row,) = (r for (r, _), held in cover.cells.items() if held.came == "cover//email")
    (other,) = (r for (r, _), held in cover.cells.items() if held.came == "cover//phone")
    cover.cells[row, 3] = Held("ana@example.mk", typed=True)
    cover.cells[row, 2] = cover.cells[other, 2]
    placement = read(form.contents())
    assert FormField("cover", "", "email") not in placement.fields
    assert FormField("cover", "", "phone") not in placement.fields


def test_the_footer_that_we_issued_is_ours_in_the_spelling_of_any_program(form: Edited) -> None:
    identity = str(content_of("MTSP").form_id)
    for text in (
        footer_codes(identity),
        f'&L&"Arial,Regular"&8{identity}&C&"Arial,Regular"&8&A&R&"Arial,Regular"&8&P / &N',
        f'&L0-,Regular"{identity}&C0&A&R0&P / &N',  # Gnumeric, .xlsx and .xls
        f'0-,Regular"{identity}\n0\n0 /',
        f'&L-,Regular"0{identity}&C0&A&R0&P / &N',  # openpyxl, then Gnumeric
        "&C&A",
    ):
        (entry,) = (e for e in read(remarked(form, "header", text)).ledger if e.kind == "header")
        assert entry.what is LedgerClass.FORM, text


@pytest.mark.parametrize("name", ["", "Лист1"])
def test_both_tables_on_one_sheet_hold_no_text_of_ours_that_is_somebodys(
    name: str, form: Edited
) -> None:
    """Else a key of ours, as previous_status, passes for a remark on all values."""
    activities, indicators = form.pages[1:3]
    below = max(row for row, _ in activities.cells) + 2
    moved = {(row + below, column): held for (row, column), held in indicators.cells.items()}
    activities.cells |= moved | {(below, 1): Held("и наша табела", typed=True)}
    del form.pages[2]
    if name:
        activities.name = name
    placement = read(form.contents())
    assert [entry.raw for entry in placement.unplaced] == ["и наша табела"]
    assert {table for table, _ in placement.rows} == {ACTIVITIES, "indicators"}


def test_a_footer_that_somebody_changed_is_unplaced(form: Edited) -> None:
    identity = str(content_of("MTSP").form_id)
    for text in (footer_codes("Нацрт, не е конечно"), f"&L{identity} 10 лица&R&P", "None"):
        (entry,) = (e for e in read(remarked(form, "header", text)).ledger if e.kind == "header")
        assert entry.what is LedgerClass.UNPLACED, text


def test_what_is_typed_over_the_hidden_sheets_values_is_unplaced(form: Edited) -> None:
    hidden = form.pages[-1]
    (row,) = (r for (r, c), held in hidden.cells.items() if c == 1 and held.value == "institution")
    hidden.cells[row, 2] = Held("тука пишував", typed=True)
    assert [entry.raw for entry in read(form.contents()).unplaced if entry.sheet == "_ovp"] == [
        "тука пишував"
    ]


def test_a_form_whose_hidden_sheet_is_of_the_quarter_before_contradicts_itself() -> None:
    made = returned("MVR").fill_well()
    now = made.content.form_id
    before = FormId(now.plan, now.quarter.previous(), now.institution)
    for row in made.book["_ovp"].iter_rows(max_col=2):
        if row[1].value == str(now):
            row[1].value = str(before)
    identity = read_alone(made.data()).identity
    assert identity is not None
    assert identity.form_id == now
    (claim,) = identity.contradictions
    assert (claim.source, claim.form_id.quarter) == ("hidden", before.quarter)


# ------------------------------------------------------------------ the plan changed meanwhile


def without(plan: Plan, activity: str) -> Plan:
    """The plan after an amendment took an activity out of it."""
    return replace(
        plan,
        activities=tuple(a for a in plan.activities if a.code != activity),
        indicators=tuple(i for i in plan.indicators if i.activity != activity),
    )


def moved(plan: Plan, activity: str, holder: str) -> Plan:
    """The plan after an activity went to another institution."""

    def changed(item: Activity) -> Activity:
        return replace(item, holder=holder) if item.code == activity else item

    def reported(item: Indicator) -> Indicator:
        return replace(item, reported_by=(holder,)) if item.activity == activity else item

    return replace(
        plan,
        activities=tuple(map(changed, plan.activities)),
        indicators=tuple(map(reported, plan.indicators)),
    )


@pytest.mark.parametrize(
    "amend", [lambda p: without(p, "3.6.3"), lambda p: moved(p, "3.6.3", "NK")]
)
def test_answers_to_what_is_no_longer_asked_are_unplaced_with_a_finding(
    amend: Callable[[Plan], Plan], tmp_path: Path
) -> None:
    form = returned("MVR").fill_well().write("activities/3.6.3/progress", "Одржани се осум обуки.")
    form.save(tmp_path)
    result = merged(tmp_path, plan=amend(the_plan()))
    assert one(result.returns)["used"] == "used"
    assert "Одржани се осум обуки." in list(result.unplaced["text"])
    found = result.findings[result.findings["rule"].isin(["unknown_code", "rows_of_another"])]
    assert "3.6.3" in " ".join(found["found"])
    kept = one(result.activities, activity="3.6.2", institution="MVR")
    assert kept["status"] == "substantial"
