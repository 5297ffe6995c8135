"""Where one decision gives way to another, and how far what was typed is taken as it stands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from every_case import every
from made import QUARTER, case_plan
from returned_forms import brief_of, content_of, read_of, the_history, the_plan
from typed_cells import number, text

from ovpsheets.columns.model import FormColumns
from ovpsheets.decision import WHOSE, Decision, Outcome
from ovpsheets.decisions.apply import decide
from ovpsheets.decisions.decision_sheet import as_text, typed_decisions, without_doubles
from ovpsheets.decisions.known_names import (
    heading_key,
    institution_code,
    institution_codes,
    institution_words,
)
from ovpsheets.decisions.listed import listed
from ovpsheets.decisions.over_answers import noted_now, noted_over
from ovpsheets.decisions.owners import assumed, with_owners
from ovpsheets.decisions.three_way import merge_decisions, winner
from ovpsheets.errors import WorkspaceError
from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell, Contents, Sheet
from ovpsheets.intake.recognise.find_rows import Contradiction
from ovpsheets.intake.recognise.identify import Identity
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.plan.model import Plan
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import default_language, fold

OLD = Decision("status", "3.6.3", "MVR", "Ограничено", "е-пошта", "А. А.", "2022-10-10")


# ------------------------------------------------------------------ two rows about one field


@pytest.mark.parametrize(
    ("day", "stands"), [("2022-10-09", "first"), ("2022-10-10", "first"), ("2022-10-11", "second")]
)
def test_of_two_rows_the_second_stands_only_from_a_newer_day_on(day: str, stands: str) -> None:
    second = replace(OLD, value="Завршено", day=day)
    standing, others = without_doubles([OLD, second])
    kept, lost = (OLD, second) if stands == "first" else (second, OLD)
    assert (standing, others) == ({OLD.id: kept}, (lost,))


def test_of_two_rows_of_one_day_the_one_with_a_value_stands() -> None:
    begun = replace(OLD, value="")
    assert without_doubles([begun, OLD]) == ({OLD.id: OLD}, (begun,))
    assert without_doubles([OLD, begun]) == ({OLD.id: OLD}, (begun,))


def test_the_same_row_twice_is_one_row() -> None:
    assert without_doubles([OLD, OLD]) == ({OLD.id: OLD}, ())


# ------------------------------------------------------------------ two places


@every(
    ("base", "file", "workbook", "wins"),
    [
        ("a", "a", "a", "file"), ("a", "b", "a", "file"), ("a", "a", "b", "workbook"),
        ("a", None, "b", "workbook"), ("a", "b", None, "file"), (None, "b", None, "file"),
        (None, None, "b", "workbook"),
    ],
)  # fmt: skip
def test_the_place_that_changed_counts_and_what_is_there_before_what_is_gone(
    base: str | None, file: str | None, workbook: str | None, wins: str
) -> None:
    assert winner(base, file, workbook, lambda _: "") == wins


@pytest.mark.parametrize(
    ("file", "wins"), [("2022-10-09", "workbook"), ("2022-10-10", "workbook"),
                       ("2022-10-11", "file")],
)  # fmt: skip
def test_of_two_changes_the_file_counts_only_from_a_newer_day_on(file: str, wins: str) -> None:
    assert winner("", file, "2022-10-10", lambda day: day) == wins


# ------------------------------------------------------------------ numbers and names


@every(
    ("value", "said"),
    [(12, "12"), (1.2, "1,2"), (1.23, "1,23"), (1.234, "1,2340"), (1.2345, "1,2345")],
)
def test_three_digits_behind_a_comma_are_never_taken_for_thousands(value: float, said: str) -> None:
    assert as_text(number(value)) == said


def calling(code: str, alias: str) -> Plan:
    """The plan in which an institution has one more name."""
    plan = case_plan()
    own = plan.find_institution(code)
    assert own is not None
    other = replace(own, aliases=(*own.aliases, alias))
    return replace(
        plan, institutions=tuple(other if i.code == code else i for i in plan.institutions)
    )


def test_a_name_that_means_two_institutions_means_none() -> None:
    alias = "Заедничка служба"
    one = calling("MVR", alias)
    both = replace(
        one,
        institutions=tuple(
            replace(i, aliases=(alias,)) if i.code == "MP" else i for i in one.institutions
        ),
    )
    assert institution_codes(one)[fold(alias)] == "MVR"
    assert fold(alias) not in institution_codes(both)


def test_a_code_means_its_institution_even_where_another_one_is_called_so() -> None:
    assert institution_codes(calling("MVR", "MP"))[fold("MP")] == "MP"


def test_a_short_name_that_means_another_institution_too_is_said_by_its_code() -> None:
    plan = case_plan()
    label = institution_words(plan, "mk")["MVR"]
    assert label != "MVR"
    assert institution_words(calling("MP", label), "mk")["MVR"] == "MVR"


@every(
    ("decision", "files"),
    [
        (Decision("institution", "a.xlsx", "", "МВР"), {"a.xlsx": "MVR"}),
        (Decision("institution", "a.xlsx", "", "МВР", withdrawn="2022-10-12"), {}),
        (Decision("institution", "a.xlsx", "", "Министерство за магија"), {}),
        (Decision("status", "a.xlsx", "", "МВР"), {}),
    ],
)
def test_a_file_is_somebodys_where_that_is_decided_and_stands(
    decision: Decision, files: dict[str, str]
) -> None:
    assert assumed([decision], case_plan()) == files


def test_an_institution_is_found_by_its_name_and_an_unknown_one_is_an_error() -> None:
    assert institution_code(case_plan(), "МВР") == "MVR"
    with pytest.raises(WorkspaceError) as raised:
        institution_code(case_plan(), "Министерство за магија")
    known = str(raised.value.values["known"]).split(", ")
    words = institution_words(case_plan(), default_language())
    assert known == [code if code == word else f"{code} ({word})" for code, word in words.items()]
    assert "MVR (МВР)" in known


# ------------------------------------------------------------------ what is left to settle


def decided(*returns: Return, decisions: tuple[Decision, ...] = ()) -> QuarterSoFar:
    """What the station makes of these returns."""
    brief = brief_of(the_plan(), the_history(), decisions=decisions)
    return decide(QuarterSoFar(brief, reconcile(returns, brief.plan)))


def form(institution: str, day: int, answers: Mapping[str, object]) -> Return:
    """A form that says no more than these answers."""
    name = f"{institution}{day}.xlsx"
    received = date(2022, 10, day)
    return read_of(content_of(institution), answers, name=name, received=received)


def about(so_far: QuarterSoFar) -> list[tuple[str, str, int]]:
    """What can be settled, of whom, and how many sides it has."""
    return [(item.id, item.rules[0], len(item.sides)) for item in so_far.disputes]


FIRST, SECOND = "activities/3.6.3/status", "activities/3.6.2/status"
COUNTED = "indicators/3.6.3.1/value"
OLDER = form(
    "MVR", 6, {FIRST: "Ограничено", SECOND: "Ограничено", f"{FIRST[:-6]}evidence": "Одлука"}
)
NEWER = form("MVR", 7, {FIRST: "Значително", SECOND: "Значително"})


def test_a_decision_ends_the_difference_about_its_own_field_and_no_other() -> None:
    found = decided(OLDER, NEWER, decisions=(replace(OLD, value="Завршено"),))
    (used,) = found.used_forms()
    assert [str(item.field) for item in used.differences] == [SECOND]


def test_two_halves_that_differ_are_to_be_settled_and_a_correction_is_not() -> None:
    correction = form("MVR", 6, {FIRST: "Ограничено", SECOND: "Ограничено"})
    assert about(decided(correction, NEWER)) == []
    assert about(decided(OLDER, NEWER)) == [
        ("status:MVR:3.6.2", "conflicting_answers", 2),
        ("status:MVR:3.6.3", "conflicting_answers", 2),
    ]


def test_of_halves_the_side_that_is_used_comes_first_with_its_file() -> None:
    (_, item) = decided(OLDER, NEWER).disputes
    assert [(side.said, side.file) for side in item.sides] == [
        ("Значително", "MVR7.xlsx"), ("Ограничено", "MVR6.xlsx"),
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["", "во тек"])
def test_holders_differ_only_where_both_have_a_status_that_can_be_read(said: str) -> None:
    other = {SECOND: said} if said else {}
    both = decided(form("MVR", 7, {SECOND: "Завршено"}), form("NK", 7, {SECOND: "Ограничено"}))
    alone = decided(form("MVR", 7, {SECOND: "Завршено"}), form("NK", 7, other))
    rules = {item.rules[0] for item in alone.disputes}
    assert {item.rules[0] for item in both.disputes} == {"holders_disagree"}
    assert "holders_disagree" not in rules


@every(
    ("reason", "form_id", "was_opened", "is_open"),
    [
        ("not_ours", None, True, True),
        ("not_ours", None, False, False),
        ("other_quarter", FormId("NAP5", QUARTER.previous(), "MZ"), True, True),
        ("protected", FormId("NAP5", QUARTER, "MZ"), True, False),
        ("two_quarters", FormId("NAP5", QUARTER, "MZ"), True, True),
    ],
)
def test_whose_a_file_is_can_be_settled_of_an_opened_one_that_does_not_say_it(
    reason: str, form_id: FormId | None, was_opened: bool, is_open: bool
) -> None:
    identity = Identity(form_id, ()) if form_id else None
    file = Return("а.xlsx", "ab" * 32, date(2022, 10, 7), set_aside=reason, identity=identity,
                  was_opened=was_opened)  # fmt: skip
    assert [item.id for item in decided(file).disputes] == ["institution::а.xlsx"] * is_open


def test_a_form_that_is_used_is_nobodys_question() -> None:
    used = replace(NEWER, was_opened=True, identity=None)
    assert decided(used).disputes == ()


# ------------------------------------------------------------------ whose a file is

THEIRS = Decision("institution", "а.xlsx", "", "МВР")


def file_of(institution: str, set_aside: str = "") -> Return:
    identity = Identity(FormId("NAP5", QUARTER, institution), ())
    return Return("а.xlsx", "ab" * 32, date(2022, 10, 7), set_aside=set_aside, identity=identity)


@every(
    ("institution", "set_aside", "problem", "why"),
    [
        ("MVR", "", "", ""),
        ("NK", "", "unused_file", "decisions.problem.unused_file"),
        ("MVR", "other_quarter", "unused_file", "intake.refused.other_quarter"),
        ("NK", "other_quarter", "unused_file", "intake.refused.other_quarter"),
    ],
)
def test_whose_a_file_is_was_decided_in_vain_unless_it_is_read_as_that_institutions(
    institution: str, set_aside: str, problem: str, why: str
) -> None:
    (outcome,) = decided(file_of(institution, set_aside), decisions=(THEIRS,)).outcomes
    assert (outcome.problem, outcome.why[0], outcome.file) == (problem, why, "а.xlsx")


@pytest.mark.parametrize(
    ("decision", "problem"),
    [(replace(THEIRS, code="б.xlsx"), "no_file"), (replace(THEIRS, value="МК"), "unknown")],
)
def test_of_a_file_that_did_not_come_or_an_unknown_body_that_is_said(
    decision: Decision, problem: str
) -> None:
    (outcome,) = decided(file_of("MVR"), decisions=(decision,)).outcomes
    assert (outcome.problem, outcome.file) == (problem, "")


# ------------------------------------------------------------------ what a decision does

DONE = replace(OLD, value="Завршено")


def status_in(so_far: QuarterSoFar, institution: str = "MVR", code: str = "3.6.3") -> object:
    """The status that counts after the decisions, of one activity."""
    (form, *_) = so_far.answering(institution)
    assert form.answers is not None
    return form.answers.activities[code].status


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_decisions_about_one_field_the_last_one_stands(order: tuple[int, int]) -> None:
    both = (DONE, replace(OLD, value="Значително"))
    found = decided(NEWER, decisions=tuple(both[place] for place in order))
    assert status_in(found) == ("substantial", "completed")[both[order[-1]] is DONE]
    assert [item.problem for item in found.outcomes] == ["", ""]


@every(
    ("decision", "status"),
    [
        (DONE, "completed"),
        (replace(DONE, value="во тек"), "substantial"),
        (replace(DONE, value=""), "substantial"),
        (replace(DONE, withdrawn="2022-10-12"), "substantial"),
        (replace(DONE, institution="NK"), "substantial"),
    ],
)
def test_only_a_decision_that_can_be_applied_changes_an_answer(
    decision: Decision, status: str
) -> None:
    assert status_in(decided(NEWER, decisions=(decision,))) == status


def test_a_decision_changes_its_own_answer_and_leaves_all_others() -> None:
    before, found = decided(NEWER), decided(NEWER, decisions=(DONE,))
    assert status_in(found, code="3.6.2") == status_in(before, code="3.6.2") == "substantial"
    (form,) = found.used_forms()
    assert [(str(field), name) for field, name in form.decided.items()] == [(FIRST, DONE.id)]


def test_a_decided_answer_stands_where_the_old_one_stood() -> None:
    (form,) = decided(NEWER).used_forms()
    assert form.placement is not None
    (outcome,) = decided(NEWER, decisions=(DONE,)).outcomes
    assert (outcome.sheet, outcome.cell) == form.placement.where(FormField.parse(FIRST))
    assert (outcome.before, outcome.file) == ("Значително", "MVR7.xlsx")


def test_what_nobody_answered_is_decided_where_it_should_have_stood() -> None:
    blank = form("MVR", 7, {SECOND: "Значително"})
    assert blank.placement is not None
    (outcome,) = decided(blank, decisions=(DONE,)).outcomes
    assert (outcome.sheet, outcome.cell) == blank.placement.where(FormField.parse(FIRST))
    assert (outcome.before, outcome.cell != "") == ("", True)


def test_what_is_decided_without_a_form_is_kept_together_and_stands_in_no_cell() -> None:
    other = replace(DONE, code="3.6.2", value="Ограничено")
    found = decided(decisions=(DONE, other))
    assert [status_in(found, code=code) for code in ("3.6.3", "3.6.2")] == ["completed", "limited"]
    assert {(item.problem, item.file, item.cell) for item in found.outcomes} == {("", "", "")}
    placement = found.decided_only["MVR"].placement
    assert placement is not None
    assert [item.code for item in placement.fields] == ["3.6.3", "3.6.2"]


def test_what_cannot_be_read_is_not_kept_where_no_form_came() -> None:
    found = decided(decisions=(replace(DONE, value="во тек"),))
    assert (found.decided_only, found.outcomes[0].problem) == ({}, "unreadable")


@every(
    ("decision", "problem"),
    [
        (DONE, ""),
        (replace(DONE, institution="MP"), "not_asked"),
        (replace(DONE, institution="X"), "unknown"),
        (replace(DONE, code="9.9"), "unknown"),
        (Decision("value", "3.6.3.1", "MVR", "9"), ""),
        (Decision("value", "3.6.3.1", "MP", "9"), "not_asked"),
        (Decision("value", "3.6.3.9", "MVR", "9"), "unknown"),
        (Decision("value", "3.6.3", "MVR", "9"), "unknown"),
    ],
)
def test_an_institution_that_is_not_asked_is_told_from_what_the_plan_does_not_know(
    decision: Decision, problem: str
) -> None:
    (outcome,) = decided(NEWER, decisions=(decision,)).outcomes
    assert outcome.problem == problem


def test_of_a_field_answered_twice_the_second_answer_goes_with_the_decision() -> None:
    def contradicting(field: str) -> Contradiction:
        assert NEWER.placement is not None
        cell = NEWER.placement.fields[FormField.parse(field)]
        return Contradiction("answer", "activities", cell, cell._replace(row=99))

    assert NEWER.placement is not None
    twice = (contradicting(FIRST), contradicting(SECOND))
    both = replace(NEWER, placement=replace(NEWER.placement, contradictions=twice))
    (form,) = decided(both, decisions=(DONE,)).used_forms()
    assert form.placement is not None
    assert form.placement.contradictions == twice[1:]
    assert [item.id for item in decided(both).disputes] == ["status:MVR:3.6.3", "status:MVR:3.6.2"]


def test_a_dispute_that_a_decision_settled_is_still_told_with_what_each_side_said() -> None:
    assert decided(OLDER, NEWER, decisions=(DONE,)).disputes == decided(OLDER, NEWER).disputes


def test_a_form_without_the_row_is_left_as_it_is_and_the_decision_stands_beside_it() -> None:
    assert NEWER.placement is not None
    field = FormField.parse(FIRST)
    rows = {row: at for row, at in NEWER.placement.rows.items() if row != field.row}
    fields = {own: cell for own, cell in NEWER.placement.fields.items() if own.row != field.row}
    part = replace(NEWER, placement=replace(NEWER.placement, rows=rows, fields=fields))
    found = decided(part, decisions=(DONE,))
    assert list(found.used_forms()) == [part]
    assert status_in(replace(found, settled=())) == "completed"


def test_in_a_form_without_the_column_a_decision_stands_in_the_first_one() -> None:
    blank = form("MVR", 7, {SECOND: "Значително"})
    assert blank.placement is not None
    row = blank.placement.where(FormField.parse(FIRST))
    columns = {own: at for own, at in blank.placement.columns.items() if own[1] != "status"}
    part = replace(blank, placement=replace(blank.placement, columns=columns))
    (outcome,) = decided(part, decisions=(DONE,)).outcomes
    assert outcome.cell == f"A{row[1].strip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


@pytest.mark.parametrize(("theirs", "count"), [(3, 0), (4, 2), ("", 0)])
def test_institutions_that_count_otherwise_have_that_to_settle(
    theirs: int | str, count: int
) -> None:
    forms = (form("MVR", 7, {COUNTED: 3}), form("MVR", 7, {COUNTED: theirs}))
    both = (forms[0], replace(forms[1], identity=form("NK", 7, {SECOND: "Завршено"}).identity))
    found = [item for item in decided(*both).disputes if item.rules == ("values_disagree",)]
    assert len(found) == count


# ------------------------------------------------------------------ disputes, one by one


@pytest.mark.parametrize("can_be_decided", [True, False])
def test_a_field_that_nobody_can_decide_is_in_no_dispute(can_be_decided: bool) -> None:
    plan = the_plan()
    table = tuple(
        replace(own, decidable=can_be_decided) if own.key == "status" else own
        for own in plan.columns.table("activities")
    )
    columns = FormColumns({**plan.columns.tables, "activities": table})
    brief = brief_of(replace(plan, columns=columns), the_history())
    settled = reconcile((OLDER, NEWER), brief.plan)
    assert len(decide(QuarterSoFar(brief, settled)).disputes) == 2 * can_be_decided


def test_a_side_that_cannot_be_read_says_why_beside_the_other_side() -> None:
    (item,) = decided(
        form("MVR", 6, {FIRST: "Значително", f"{FIRST[:-6]}evidence": "Одлука"}),
        form("MVR", 7, {FIRST: "во тек"}),
    ).disputes
    assert [(side.said, bool(side.why[0])) for side in item.sides] == [
        ("во тек", True), ("Значително", False),
    ]  # fmt: skip
    assert item.rules == ("conflicting_answers", "unreadable_value", "formula_error")


@every(
    ("value", "formula", "said"),
    [("Завршено", None, "Завршено"), ("Завршено", "A1", "Завршено"), ("", "A1", "=A1"),
     ("", None, "")],
)  # fmt: skip
def test_a_formula_is_said_only_where_no_program_has_worked_it_out(
    value: str, formula: str | None, said: str
) -> None:
    assert as_text(text(value)._replace(formula=formula)) == said


@every(("share", "said"), [(46.0, "46"), (0.46, "46%"), (0.4625, "46,25%"), (0.46125, "46,1250%")])
def test_a_percentage_is_said_with_its_sign(share: float, said: str) -> None:
    shown_as = "General" if share > 1 else "0%"
    assert as_text(number(share)._replace(number_format=shown_as)) == said


@pytest.mark.parametrize(
    ("kind", "is_field", "is_open"),
    [("answer", True, True), ("answer", False, False), ("row", True, False)],
)
def test_only_a_field_that_was_answered_twice_is_to_be_settled(
    kind: str, is_field: bool, is_open: bool
) -> None:
    assert NEWER.placement is not None
    cell = NEWER.placement.fields[FormField.parse(FIRST)]
    first = cell if is_field else cell._replace(row=98)
    twice = (Contradiction(kind, "activities", first, cell._replace(row=99)),)
    form = replace(NEWER, placement=replace(NEWER.placement, contradictions=twice))
    assert len(decided(form).disputes) == is_open


@pytest.mark.parametrize(("theirs", "count"), [("Завршено", 0), ("Ограничено", 2)])
def test_institutions_that_agree_have_nothing_to_settle(theirs: str, count: int) -> None:
    forms = (form("NK", 7, {SECOND: theirs}), form("MVR", 7, {SECOND: "Завршено"}))
    found = decided(*forms).disputes
    assert [item.institution for item in found] == ["MVR", "NK"][:count]  # as the plan has them
    assert {len(item.sides) for item in found} <= {2}
    assert [item.sides[0].institution for item in found] == [item.institution for item in found]


@pytest.mark.parametrize("table", ["activities", "indicators"])
def test_every_column_of_the_form_has_a_heading_for_the_sheet_of_decisions(table: str) -> None:
    for own in the_plan().columns.answers(table):
        assert heading_key(table, own) in catalogue()


def test_a_column_of_the_plans_own_has_its_own_heading_whatever_its_key() -> None:
    own = replace(
        next(the_plan().columns.answers("activities")), key="institution", headings={"mk": "Тело"}
    )
    assert heading_key("activities", own) == "form.activities.institution"


@pytest.mark.parametrize("withdrawn", ["", "2022-10-12"])
def test_a_line_that_was_withdrawn_and_then_deleted_by_hand_does_not_come_back(
    withdrawn: str,
) -> None:
    shown = replace(OLD, withdrawn=withdrawn)
    found = merge_decisions([shown], [], [], date(2022, 10, 13), Texts("mk"))
    assert [item.withdrawn for item in found] == ([] if withdrawn else ["2022-10-13"])


# ------------------------------------------------------------------ what a typed row is about


def sheet_of(*lines: tuple[str, ...]) -> Contents:
    """A workbook with one sheet, whose first rows are these."""
    cells = {
        (number, column): text(typed)._replace(row=number, column=column)
        for number, line in enumerate(lines, start=1)
        for column, typed in enumerate(line, start=1)
        if typed
    }
    return Contents((Sheet("Одлуки", cells),))


def typed_row(decision_id: str, what: str, institution: str, code: str) -> Decision:
    """What is read of a row of the sheet of decisions in which „Завршено“ was typed."""
    row = (decision_id, what, institution, code, "Завршено", "А. А.", "2022-10-11")
    names = ("decision_id", "decision_what", "institution", "code", "decision_value",
             "decided_by", "decided_on")  # fmt: skip
    (found,) = typed_decisions(sheet_of(names, row), the_plan()) or ()
    return found


HIDDEN_ID = "status:MVR:3.6.3"


@every(
    ("what", "institution", "code", "read"),
    [
        ("Статус", "NK", "3.6.2", "status:NK:3.6.2"),
        ("мислење", "NK", "3.6.2", HIDDEN_ID),
        ("Статус", "Никој", "3.6.2", HIDDEN_ID),
        ("Статус", "NK", "", HIDDEN_ID),
        ("institution", "", "а.xlsx", "institution::а.xlsx"),
        ("institution", "NK", "а.xlsx", HIDDEN_ID),
        ("", "", "", HIDDEN_ID),
    ],
)
def test_what_people_see_counts_and_the_hidden_id_where_that_means_nothing(
    what: str, institution: str, code: str, read: str
) -> None:
    assert typed_row(HIDDEN_ID, what, institution, code).id == read


def test_without_a_hidden_id_what_cannot_be_made_out_stays_as_it_was_typed() -> None:
    assert typed_row("", "мислење", "Никој", "3.6.2").id == "мислење:Никој:3.6.2"


@pytest.mark.parametrize("more", [(), ("code",)])
def test_the_headings_below_the_keys_are_no_row_however_few_columns_are_left(
    more: tuple[str, ...],
) -> None:
    keys = ("decision_value", "decided_by", "decided_on", *more)
    headings = tuple(Texts("mk")(f"consolidated.heading.{key}") for key in keys)
    rows = (keys, headings, ("Завршено", "А. А.", "2022-10-11", *more))
    found = typed_decisions(sheet_of(*rows), the_plan()) or ()
    assert [item.value for item in found] == ["Завршено"]


TODAY = date(2022, 10, 12)


@every(
    ("changes", "is_noted"),
    [
        ({}, True),
        ({"value": ""}, False),
        ({"withdrawn": "2022-10-11"}, False),
        ({"what": WHOSE}, False),
    ],
)
def test_what_was_answered_is_noted_of_a_decision_that_stands_and_is_about_an_answer(
    changes: Mapping[str, str], is_noted: bool
) -> None:
    own = replace(Decision("status", "3.6.3", "MVR", "Завршено"), **changes)
    asked = list[str]()  # the answers are many, and are read only where one is to be noted

    def answers() -> Mapping[str, str]:
        asked.append("read")
        return {own.id: "Ограничено"}

    (noted,) = noted_over([own], (), answers, TODAY)
    assert (noted.answered, noted.seen) == (("Ограничено", "2022-10-12") if is_noted else ("", ""))
    assert bool(asked) == is_noted


def test_what_was_noted_of_a_decision_stays_and_else_the_answer_that_it_replaced_is_noted() -> None:
    new = Decision("status", "3.6.3", "MVR", "Завршено")
    old = replace(new, code="3.6.2", answered="Незапочнато", seen="2022-10-01")
    failed, whose = replace(new, code="3.6.8"), replace(new, what=WHOSE)
    outcomes = [Outcome(own, answer="Ограничено") for own in (new, old, whose)]
    outcomes.append(Outcome(failed, "unreadable", answer="Ограничено"))
    noted = noted_now((new, old, failed, whose), outcomes, TODAY)
    assert noted == (replace(new, answered="Ограничено", seen="2022-10-12"), old, failed, whose)


def test_whose_a_file_is_by_an_option_withdraws_what_was_said_otherwise_before() -> None:
    said = Decision(WHOSE, "a.xlsx", "", "mp", day="2022-10-10")
    other = Decision("status", "3.6.3", "MVR", "Завршено")
    same = with_owners((said, other), {"a.xlsx": "MP"}, TODAY, Texts("mk"))
    assert set(same) == {said, other}
    changed = with_owners((said, other), {"a.xlsx": "MZ"}, TODAY, Texts("mk"))
    standing = [(own.value, bool(own.withdrawn)) for own in changed if own.what == WHOSE]
    assert sorted(standing) == [("MZ", False), ("mp", True)]
    begun = with_owners((replace(said, value=""),), {"a.xlsx": "MZ"}, TODAY, Texts("mk"))
    assert [(own.value, own.withdrawn) for own in begun] == [("MZ", "")]


def test_a_decision_leaves_what_could_not_be_read_in_other_rows() -> None:
    said = {FIRST: "нешто", SECOND: "нешто", COUNTED: "нешто"}
    decision = Decision("status", "3.6.3", "MVR", "Завршено")
    (form_of_mvr,) = decided(form("MVR", 6, said), decisions=(decision,)).used_forms()
    assert form_of_mvr.answers is not None
    assert {own.code for own in form_of_mvr.answers.troubles} == {"3.6.2", "3.6.3.1"}


def test_a_table_is_read_from_below_its_heading_on() -> None:
    def line(row: int, *said: str) -> dict[tuple[int, int], Cell]:
        return {(row, at): Cell("Лист", row, at, "text", x, x) for at, x in enumerate(said, 1)}

    cells = {**line(1, "Белешки", "горе"), **line(3, "id", "value"), **line(4, "D1", "да")}
    needed = frozenset({"id", "value"})
    names = {fold(key): key for key in needed}
    found = listed(Sheet("Лист", cells), names, needed)
    assert found is not None
    assert [{key: cell.raw for key, cell in row.items()} for row in found.rows] == [
        {"id": "D1", "value": "да"}
    ]
    assert listed(Sheet("Лист", line(1, "id")), names, needed) is None
