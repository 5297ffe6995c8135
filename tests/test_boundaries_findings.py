"""What a finding says of itself: where it stands, what it quotes, what it asks, how heavy it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from every_case import every
from made import QUARTER
from returned_forms import (
    brief_of,
    content_of,
    findings_of,
    good_answers,
    read_of,
    the_history,
    the_plan,
)
from rule_scenarios import (
    ALL_ALIKE,
    COMPLETED,
    COUNT,
    DUE,
    GOING_ON,
    ROWS,
    Scenario,
    promised,
    value_before,
    with_activity,
    with_check,
    with_indicator,
)
from test_boundaries_rules import cell_at, filled, judged_alone

from ovpsheets import kinds
from ovpsheets.decisions.disputes import disputes
from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.file_ledger import Ledger, LedgerLine
from ovpsheets.intake.recognise.find_rows import Contradiction
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.named_otherwise import UNKNOWN
from ovpsheets.intake.recognise.placement import Placement, Stranger
from ovpsheets.intake.recognise.returned import Difference, Return
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable
from ovpsheets.intake.reconcile import Settled, reconcile
from ovpsheets.laid_aside import Sideboard
from ovpsheets.plan.model import Wording
from ovpsheets.results.report.open_items import asks_of
from ovpsheets.rules import (
    broken_promise,
    completed_below_target,
    conflicting_answers,
    contradictory_identity,
    contradictory_rows,
    copied_explanation,
    copied_rows,
    duplicate_return,
    empty_form,
    failed_check,
    holders_disagree,
    missing_status,
    rows_of_another,
    second_place,
    unreadable_value,
    unrecognised_file,
    value_outside_kind,
)
from ovpsheets.rules.answered import reason_words
from ovpsheets.rules.base import Found, Place, place_of
from ovpsheets.rules.beside_blank import with_what_stands_beside
from ovpsheets.rules.finding_row import subject
from ovpsheets.rules.items import items
from ovpsheets.rules.person_names import names_person
from ovpsheets.saying.nearly import alike
from ovpsheets.tables import Tables
from ovpsheets.texts import Figure, Texts
from ovpsheets.words import LANGUAGES, Accumulation, Combine, LedgerClass, Severity, Used, fold


def so_far_of(scenario: Scenario) -> QuarterSoFar:
    plan = scenario.plan or the_plan()
    history = the_history() if scenario.history is None else scenario.history
    return QuarterSoFar(brief_of(plan, history), reconcile(scenario.returns(), plan))


def placed(form: Return) -> Placement:
    assert form.placement is not None
    return form.placement


# ------------------------------------------------------------------ what stands beside a blank


@pytest.mark.parametrize(
    ("cell", "is_about_the_row"), [("", False), ("Z9", True)], ids=["its own", "beyond"]
)
def test_what_stands_beyond_the_columns_is_about_the_answer_of_its_row(
    cell: str, is_about_the_row: bool
) -> None:
    form = read_of(content_of("MVR"), {f"{DUE}/progress": "Одржани се две обуки."})
    home = FormField.parse(f"{DUE}/progress")
    sheet, own = placed(form).where(home)
    line = LedgerLine(sheet, cell or own, LedgerClass.UNPLACED, None, "ограничено", "cell", home)
    form = replace(form, ledger=Ledger.of([line]))
    so_far = QuarterSoFar(brief_of(the_plan(), the_history()), reconcile([form], the_plan()))
    (found,) = (own for own in missing_status.find(so_far) if own.activity == "3.6.3")
    said = with_what_stands_beside(found, so_far)
    assert bool(said.also) == is_about_the_row
    assert said.found == ("ограничено" if is_about_the_row else "")


# ------------------------------------------------------------------ what was promised

CAUSE = "Изведувачот доцни со испораката на опремата."


@every(
    ("explanation", "new", "want"),
    [
        (CAUSE, "31.12.2022", "confirm"),
        (CAUSE, "31.8.2022", "reason"),  # the day that was promised before
        (CAUSE, None, "reason"),
        ("/", "31.12.2022", "reason"),
    ],
)
def test_a_broken_promise_asks_for_what_was_not_said(
    explanation: str, new: str | None, want: str
) -> None:
    said = {f"{DUE}/explanation": explanation, f"{DUE}/new_deadline": new}
    scenario = Scenario(said, history=promised(date(2022, 8, 31)))
    (found,) = broken_promise.find(so_far_of(scenario))
    assert found.keys["want"][0] == f"rules.broken_promise.want.{want}"
    assert found.values["promised"] == "31.8.2022"


@pytest.mark.parametrize(
    ("day", "is_broken"), [(date(2022, 9, 30), True), (date(2022, 10, 1), False)]
)
def test_a_promise_is_broken_from_the_quarters_last_day_on(day: date, is_broken: bool) -> None:
    found = list(broken_promise.find(so_far_of(Scenario(history=promised(day)))))
    assert bool(found) == is_broken


# ------------------------------------------------------------------ which form it is


@pytest.mark.parametrize(
    ("institution", "words", "weight", "said"),
    [
        ("MVR", "OVP-NAP5 R2", None, "OVP-NAP5 R2"),
        ("MVR", "", None, str(FormId("NAP5", QUARTER, "MVR", 2))),
        (UNKNOWN, "Министерство за магла", Severity.CHECK, "Министерство за магла"),
    ],
)
def test_another_identity_is_quoted_and_of_nobody_known_only_to_be_checked(
    institution: str, words: str, weight: Severity | None, said: str
) -> None:
    own, other = FormId("NAP5", QUARTER, "MVR"), FormId("NAP5", QUARTER, institution, 2)
    claims = (Claim("visible", own), Claim("hidden", other, words=words))
    form = replace(filled({}), identity=Identity(own, claims))
    (found,) = judged_alone(form, contradictory_identity.find)
    assert (found.found, found.weight) == (said, weight)


# ------------------------------------------------------------------ rows that contradict


def contradicting(*pairs: Contradiction, rows: bool = True) -> Found:
    form = filled({})
    placement = placed(form)
    kept = placement.rows if rows else {}
    form = replace(form, placement=replace(placement, rows=kept, contradictions=pairs))
    (found,) = judged_alone(form, contradictory_rows.find)
    return found


def pair(kind: str, first: str, second: str, row: int = 1) -> Contradiction:
    return Contradiction(kind, "activities", cell_at(row, first), cell_at(row + 40, second))


def test_contradictory_rows_are_found_where_the_first_of_them_stands() -> None:
    found = contradicting(pair("row", "x", "y", 3), pair("row", "x", "y", 7))
    assert found.place.cell == cell_at(3, "x").address


@pytest.mark.parametrize(
    ("kind", "named", "are_kept", "about"),
    [
        ("row", "3.6.3", False, {"3.6.3"}),
        ("row", "3.6.3", True, set()),
        ("row", "нешто", False, set()),
    ],
)
def test_contradictory_rows_are_about_what_they_name_and_no_other_row_holds(
    kind: str, named: str, are_kept: bool, about: set[str]
) -> None:
    found = contradicting(pair(kind, named, "x"), rows=are_kept)
    assert {activity for activity, _ in found.about} == about


def test_a_contradictory_column_is_about_the_whole_table() -> None:
    found = contradicting(pair("column", "x", "y"))
    assert {activity for activity, _ in found.about} == {own.code for own in the_plan().activities}


# ------------------------------------------------------------------ copied rows


@pytest.mark.parametrize(
    ("last", "weight", "is_found"),
    [
        ("Активностите се одвиваат според планот.", None, True),
        ("Активностите се одвиваат според планот", Severity.CHECK, True),
        ("Одржани се две обуки во Охрид.", None, False),
    ],
)
def test_rows_that_differ_in_a_mark_only_are_copied_and_to_be_checked(
    last: str, weight: Severity | None, is_found: bool
) -> None:
    said: dict[str, object] = {**ALL_ALIKE, f"{ROWS[-1]}/progress": last}
    found = list(copied_rows.find(so_far_of(Scenario(said, only=True))))
    assert [(own.weight, own.numbers["n"]) for own in found] == [(weight, 3)] * is_found


# ------------------------------------------------------------------ two answers, two returns


def test_of_two_answers_the_one_that_is_used_is_quoted_at_its_place_and_the_other_named() -> None:
    field = FormField.parse(f"{DUE}/progress")
    form = read_of(content_of("MVR"), {f"{DUE}/progress": "Одржани се две обуки."})
    placement = placed(form)
    first = placement.fields[field]
    twice = Contradiction("answer", "activities", first, cell_at(90, "Ниту една."))
    form = replace(form, placement=replace(placement, contradictions=(twice,)))
    (found,) = judged_alone(form, conflicting_answers.find)
    there = form.laid(Sideboard(most_open=0))  # as workers hand it over
    assert judged_alone(there, conflicting_answers.find) == [found]
    brief = brief_of(the_plan(), the_history())
    (dispute,) = disputes(QuarterSoFar(brief, reconcile([there], brief.plan)))
    assert dispute.rules == ("conflicting_answers",)
    assert (found.found, found.place.cell) == ("Одржани се две обуки.", first.address)
    assert found.values["other_cell"] == twice.second.address
    assert found.keys["used"][1]["answer"] != found.keys["other"][1]["answer"]
    assert found.part.startswith("progress:")
    assert len(found.part) == len("progress:") + 8


def test_a_superseded_return_is_known_by_eight_letters_of_its_digest() -> None:
    form = replace(filled({}), sha256="0123456789abcdef" * 4)
    older = Settled(form, Used.SUPERSEDED, "superseded", by=filled({}))
    alone = replace(older, by=None)
    so_far = QuarterSoFar(brief_of(the_plan(), the_history()), (older, alone))
    (found,) = duplicate_return.find(so_far)
    assert found.part == "01234567"


@pytest.mark.parametrize(("value", "said"), [(12.0, "12"), (0.46, "46%")])
def test_of_two_answers_each_is_told_with_its_own_file_and_as_people_see_it(
    value: float, said: str
) -> None:
    field = FormField.parse(f"{COUNT}/value")
    shown_as = "0%" if "%" in said else "General"
    newer, older = (shown_number(row, value + row, shown_as) for row in (0, 1))
    form = replace(
        filled({f"{COUNT}/value": 12}),
        sources={field: "older.xlsx"},
        differences=(Difference(field, newer, "newer.xlsx", older, "older.xlsx"),),
    )
    (found,) = judged_alone(form, conflicting_answers.find)
    assert (found.place.file, found.values["other_file"]) == ("newer.xlsx", "older.xlsx")
    assert (found.found, found.activity, found.indicator) == (said, "3.6.3", "3.6.3.1")
    assert found.keys["where"] == ("rules.where.indicator", {})


def shown_number(row: int, value: float, number_format: str) -> Cell:
    cell = cell_at(row, repr(value))
    return cell._replace(type="number", value=value, number_format=number_format)


# ------------------------------------------------------------------ one form, two of a kind


def test_an_unit_that_was_changed_is_found_where_its_value_is_clear() -> None:
    rules = Scenario({f"{COUNT}/unit": "службеници"}).rules()
    assert "changed_plan_text" in rules
    assert "unreadable_value" not in rules


def test_a_holder_is_asked_once_whatever_co_holders_contradict_it() -> None:
    plan = with_activity("3.6.2", holder="NK", co_holders=("MVR", "MP"))
    done = {f"{GOING_ON}/status": "Завршено"}
    others = {"NK": {f"{GOING_ON}/status": "Ограничено"}, "MP": done}
    found = list(holders_disagree.find(so_far_of(Scenario(done, others=others, plan=plan))))
    assert sorted(own.institution for own in found) == ["MP", "MVR", "NK"]


def test_an_explanation_is_held_against_the_first_that_said_so() -> None:
    said = "Изведувачот доцни со испораката на опремата за обуките"
    texts = (f"{said} во Скопје.", f"{said} во Битола.", f"{said} по реализација во Битола.")
    changes = {f"{row}/explanation": text for row, text in zip(ROWS, texts, strict=True)}
    found = list(copied_explanation.find(so_far_of(Scenario(changes))))
    alone = [alike(first, other) for first, other in ((texts[1], texts[0]), (texts[2], texts[0]))]
    assert len(found) == sum(map(bool, alone))


@pytest.mark.parametrize(
    ("named", "is_found"), [("3.6.3 и 3.6.8", False), ("3.6.3", True), ("3.6.2 и 3.6.8", True)]
)
def test_one_explanation_may_stand_at_all_activities_that_the_first_names(
    named: str, is_found: bool
) -> None:
    said = f"Набавката на опремата за {named} е поништена по жалба."
    changes = {f"{row}/explanation": said for row in ROWS}
    found = list(copied_explanation.find(so_far_of(Scenario(changes))))
    assert bool(found) == is_found


def test_a_title_is_cut_at_the_last_word_that_fits() -> None:
    title = " ".join(letter * 40 for letter in "абв")
    assert subject("1", title, Texts("en")) == f"1 “{'а' * 40} {'б' * 40}…”"


def test_equal_findings_are_one_item_which_is_known_by_the_first_of_them() -> None:
    scenario = Scenario({f"{row}/status": None for row in ROWS})
    table = scenario.findings("en", "en")
    (group,) = (own for own in items(table, the_plan(), "en") if len(own.findings) > 1)
    assert group.first is group.findings[0]
    assert group.codes == ("3.6.2", "3.6.3", "3.6.8")


def test_equal_findings_are_asked_field_by_field_also_of_one_activity() -> None:
    content = content_of("MTSP")
    blank = dict.fromkeys(f"indicators/{line.code}/value" for line in content.indicators)
    read = read_of(content, {**good_answers(content), **blank})
    table = findings_of(read)
    (group,) = (
        own for own in items(table, the_plan(), "mk") if own.id == "missing_indicator:MTSP:*"
    )
    assert len(content.indicators) > len({line.activity for line in content.indicators})
    assert len({ask.text for ask in asks_of(group)}) == len(content.indicators)


def test_what_a_status_makes_of_several_indicators_is_said_with_the_institutions_name() -> None:
    scenario = Scenario(
        {f"{DUE}/status": "Незапочнато"}, history=value_before("3.6.3.1", value=20.0)
    )
    table = scenario.findings("en", "en")
    moved = [own for own in items(table, the_plan(), "en") if "moving_not_started" in own.id]
    assert [own.id for own in moved] == ["moving_not_started:MVR:*"]
    assert "Ministry of Interior" in moved[0].message
    assert list(moved[0].together) == ["3.6.3"]


# ------------------------------------------------------------------ whose row, which cell


@every(
    ("code", "owners"),
    [
        ("3.6.2", ("NK", "MVR")), (" 3,6.2. ", ("NK", "MVR")), ("3.6.3.1", ("MVR",)),
        ("3.6.99", ()), ("нешто", ()),
    ],
)  # fmt: skip
def test_a_row_belongs_to_all_who_take_part_the_holder_first(
    code: str, owners: tuple[str, ...]
) -> None:
    assert rows_of_another.owners_of(the_plan(), code) == owners


@pytest.mark.parametrize(
    ("code", "part", "whose"), [("3.6.2", "MVR", "own"), ("3.6.1", "MTSP", "other")]
)
def test_a_row_that_was_not_asked_is_the_institutions_own_or_of_its_holder(
    code: str, part: str, whose: str
) -> None:
    form = filled({})
    strangers = (Stranger("activities", cell_at(7, code)),)
    form = replace(form, placement=replace(placed(form), strangers=strangers))
    (found,) = judged_alone(form, rows_of_another.find)
    assert found.part == part
    assert found.keys["whose"] == (f"rules.rows_of_another.whose.{whose}", {})


def test_an_answer_in_a_second_place_is_found_in_its_file_unless_it_was_decided() -> None:
    fields = [FormField("activities", f"3.6.{n}", "status") for n in (2, 3, 8)]
    form = filled({})
    at = {field: cell_at(row, "x") for row, field in enumerate(fields, start=4)}
    placement = replace(placed(form), fields=at, second=tuple(fields))
    form = replace(form, placement=placement, decided={fields[0]: "D1"})
    (found,) = judged_alone(form, second_place.find)
    gap = placement.gap(fields[1])
    assert (found.numbers["n"], (found.place.sheet, found.place.cell)) == (2, gap)
    assert found.values["cells"].startswith(f"{at[fields[1]].address} (3.6.3)")
    assert judged_alone(replace(form, placement=None), second_place.find) == []


def test_a_field_stands_in_the_file_that_answered_it_or_its_row() -> None:
    field, blank = FormField.parse(f"{DUE}/progress"), FormField.parse(f"{DUE}/evidence")
    form = filled({f"{DUE}/progress": "Одржани се две обуки."})
    form = replace(form, sources={field: "older.xlsx"})
    where = placed(form).where(field)
    assert place_of(form, *field) == Place("older.xlsx", *where)
    assert place_of(form, *blank) == Place("older.xlsx", *placed(form).where(blank))
    for other in (replace(form, placement=None), replace(form, placement=without_rows(form))):
        assert place_of(other, *field) == Place(other.name)


def without_rows(form: Return) -> Placement:
    return replace(placed(form), rows={})


def test_a_reason_has_the_words_of_the_list_or_of_the_plan() -> None:
    own = {"elections": Wording(mk="Изборен молк", sq="Heshtja zgjedhore", en="Elections")}
    plan = replace(the_plan(), reasons=own)
    assert reason_words(plan, "elections") == own["elections"].texts
    assert len(reason_words(plan, "funding")) == len(LANGUAGES)
    assert reason_words(plan, None) == reason_words(plan, "нешто") == ()


# ------------------------------------------------------------------ blank tables


@pytest.mark.parametrize(
    ("column", "is_blank"), [("source", True), ("value", False), ("flag", False)]
)
def test_a_table_with_sources_alone_is_blank_where_something_stands_on_another_sheet(
    column: str, is_blank: bool
) -> None:
    form = filled({f"{DUE}/status": "Завршено"})
    answers = {
        FormField("activities", "3.6.3", "status"): cell_at(8, "Завршено"),
        FormField("indicators", "3.6.3.1", column): cell_at(9, "x"),
    }
    form = replace(form, placement=replace(placed(form), fields=answers))
    note = LedgerLine("Белешки", "A1", LedgerClass.UNPLACED, None, "Имаме 12 обуки.")
    cover = LedgerLine(
        "Почетна", "C4", LedgerClass.FIELD, FormField("cover", "", "contact"), "А. А."
    )
    found = judged_alone(replace(form, ledger=Ledger.of([note, cover])), empty_form.find)
    assert [own.part for own in found] == ["indicators"] * is_blank
    assert judged_alone(replace(form, ledger=Ledger.of([cover])), empty_form.find) == []


@every(
    ("text", "known", "is_named"),
    [
        ("Одлучи Ана Аневска.", "", True), ("Одлучи Ана Аневска.", "ана аневска", False),
        ("Одлучи Ана Аневска.", "ана", True), ("Одлучи Ана Аневска.", "аневска", True),
        ("Vendosi Arben Hoxha.", "", True), ("Vendosi Arben Hoxha.", "arben", True),
        ("Vendosi Arben Hoxha.", "hoxha", True), ("Vendosi Arben Hoxha.", "arben hoxha", False),
    ],
)  # fmt: skip
def test_a_name_is_public_where_the_plan_has_the_whole_of_it(
    text: str, known: str, is_named: bool
) -> None:
    assert names_person(text, fold(known)) == is_named


@every(
    ("text", "is_named"),
    [
        # Of two words that no list of given names has, the second's ending tells.
        ("Одлучи Ѕвездодар Примеровски.", True), ("Одлучи Ѕвездодар Т. Примеровски.", True),
        ("Одлучи Ѕвездодар Пример.", False), ("Vendosi Zvezdodar Primerovski.", True),
        ("Ѕвездодар примеровски", False), ("одлучи Примеровски", False),
        ("Општина Примеровска", False), ("во Општина Ѕвездодар Примеровски", False),
        ("Горна Примеровска", False), ("Ѕвездодар Горна", False),
        ("училиште Ѕвездодар Примеровски", False), ("„Ѕвездодар Примеровски“", False),
        ("кај училиште, Ѕвездодар Примеровски", True),
    ],
)  # fmt: skip
def test_a_surname_is_told_by_its_ending_and_places_and_schools_are_no_persons(
    text: str, is_named: bool
) -> None:
    assert names_person(text) == is_named


@every(
    ("holder", "other", "share", "found"),
    [
        ("completed", "substantial", 60, ["3.6.2.1"]), ("completed", "completed", 60, ["3.6.2.1"]),
        ("substantial", "completed", 60, []), ("substantial", "substantial", 60, []),
        ("completed", "completed", 61, []),
    ],
)  # fmt: skip
def test_shares_are_held_to_the_target_where_the_holder_calls_the_activity_completed(
    holder: str, other: str, share: int, found: list[str]
) -> None:
    shared: Mapping[str, Any] = {
        "reported_by": ("NK", "MVR"), "combine": Combine.SUM, "target": 100.0, "persons": False,
        "accumulation": Accumulation.CUMULATIVE,
    }  # fmt: skip
    status, value = "activities/3.6.2/status", "indicators/3.6.2.1/value"
    scenario = Scenario(
        {status: other, value: 39},
        others={"NK": {status: holder, value: share}},
        plan=with_indicator("3.6.2.1", **shared),
        history=Tables.empty(),
    )
    below = [own.indicator for own in completed_below_target.find(so_far_of(scenario))]
    assert [code for code in below if code == "3.6.2.1"] == found


@every(
    "fields",
    [
        {"accumulation": Accumulation.QUARTERLY, "baseline": 0},
        {"accumulation": Accumulation.CUMULATIVE, "combine": Combine.SUM},
        {"accumulation": Accumulation.CUMULATIVE},
    ],
)
def test_a_number_without_a_target_is_never_below_it(fields: Mapping[str, Any]) -> None:
    both = ("MVR", "NK") if "combine" in fields else ("MVR",)
    plan = with_indicator("3.6.3.1", target=None, reported_by=both, persons=False, **fields)
    scenario = Scenario({**COMPLETED, f"{COUNT}/value": 1}, plan=plan, history=Tables.empty())
    found = [own.indicator for own in completed_below_target.find(so_far_of(scenario))]
    assert "3.6.3.1" not in found


# ------------------------------------------------------------------ files that are no forms


def aside(name: str, digest: str, reason: str, inside: str = "") -> Settled:
    form = Return(name, digest, date(2022, 10, 7), set_aside=reason, inside=inside)
    return Settled(form, Used.SET_ASIDE, reason)


@every(
    ("files", "found"),
    [
        ((aside("a.docx", "1" * 64, "unreadable"), aside("b.docx", "1" * 64, "unreadable")), "a"),
        ((aside("a.docx", "1" * 64, "unreadable"), aside("b.docx", "2" * 64, "unreadable")), "ab"),
        ((aside("a.docx", "", "unreadable"), aside("b.docx", "", "unreadable")), "ab"),
        ((aside("a.zip", "1" * 64, "nothing_inside"),), "a"),
        ((aside("a.zip", "1" * 64, "nothing_inside"),
          aside("b.docx", "2" * 64, "unreadable", inside="a.zip")), "b"),
        ((aside("a.zip", "1" * 64, "unreadable"),
          aside("b.docx", "2" * 64, "unreadable", inside="a.zip")), "ab"),
        ((aside("a.eml", "1" * 64, "receipt"),), ""),
    ],
)  # fmt: skip
def test_of_copies_of_a_file_the_first_is_asked_about_and_of_an_archive_what_lies_in_it(
    files: tuple[Settled, ...], found: str
) -> None:
    so_far = QuarterSoFar(brief_of(the_plan(), the_history()), files)
    names = [own.place.file for own in unrecognised_file.find(so_far)]
    assert "".join(name.partition(".")[0] for name in names) == found


def test_nobody_is_asked_for_the_rows_of_a_table_that_could_not_be_read() -> None:
    form = filled({})
    blank = {own.activity for own in judged_alone(form, missing_status.find)}
    unread = UnreadTable("activities", "Наша табела", "A2", ("3.6.2", "3.6.3"))
    read = judged_alone(replace(form, unread=(unread,)), missing_status.find)
    assert {own.activity for own in read} == blank - {"3.6.2", "3.6.3"}


@pytest.mark.parametrize(("typed", "said"), [("нешто", False), ("#REF!", None)])
def test_what_stands_beside_an_answer_is_told_of_a_blank_or_struck_one_alone(
    typed: str, said: bool | None
) -> None:
    scenario = Scenario({f"{COUNT}/value": typed, f"{COUNT}/note": "Обучени се 78 службеници."})
    found = list(unreadable_value.find(so_far_of(scenario)))
    assert [bool(own.also) for own in found] == ([] if said is None else [said])


def test_a_value_outside_its_kind_is_told_with_the_bound() -> None:
    grade = replace(kinds.COUNT, is_whole=False, least=1, most=5)
    plan = with_indicator("3.6.3.1", kind=grade, target=None, unit="")
    scenario = Scenario({f"{COUNT}/value": 6}, plan=plan, history=Tables.empty())
    (found,) = value_outside_kind.find(so_far_of(scenario))
    bounds = {"least": Figure(Decimal(1)), "most": Figure(Decimal(5))}
    assert found.keys["why"] == ("rules.value_outside_kind.why.above", bounds)


# ------------------------------------------------------------------ below the target


@pytest.mark.parametrize("value", [78, 0])
def test_a_value_below_its_target_is_quoted_and_nobody_is_missing(value: int) -> None:
    (found,) = completed_below_target.find(
        so_far_of(Scenario({**COMPLETED, COUNT + "/value": value}))
    )
    assert found.found == str(value)
    assert found.numbers == {"now": value, "target": 120, "missing": 0, "asked": 0}


@pytest.mark.parametrize(("said", "is_below"), [("не", True), ("да", False)])
def test_a_no_is_below_a_target_that_is_a_yes(said: str, is_below: bool) -> None:
    plan = with_indicator("3.6.3.1", kind=kinds.YES_NO, target="yes", unit="", baseline=None)
    scenario = Scenario({**COMPLETED, f"{COUNT}/value": said}, plan=plan)
    found = [own for own in completed_below_target.find(so_far_of(scenario)) if own.indicator]
    assert [own.found for own in found if own.indicator == "3.6.3.1"] == ["no"] * is_below


@pytest.mark.parametrize(("value", "is_below"), [(74, True), (75, False)])
def test_the_quarters_of_a_completed_activity_add_up_to_its_target_or_are_below(
    value: int, is_below: bool
) -> None:
    plan = with_indicator("3.6.3.1", accumulation=Accumulation.QUARTERLY, baseline=0)
    scenario = Scenario({**COMPLETED, f"{COUNT}/value": value}, plan=plan)
    found = [own.indicator for own in completed_below_target.find(so_far_of(scenario))]
    assert ("3.6.3.1" in found) == is_below


# ------------------------------------------------------------------ checks of the plan's own


@every(
    ("total", "part", "numbers"),
    [(5, 6, (6.0, 5.0)), (6, 6, None), (None, 6, None), (5, None, None)],
)
def test_a_check_compares_numbers_that_were_given_and_stands_at_the_first_of_its_row(
    total: int | None, part: int | None, numbers: tuple[float, float] | None
) -> None:
    plan = with_check("3.6.3.2 <= 3.6.3.1", "3.6.3.2")
    said: dict[str, Any] = {f"{COUNT}/value": total, "indicators/3.6.3.2/value": part}
    so_far = so_far_of(Scenario(said, plan=plan))
    found = list(failed_check.find(so_far))
    told = [(own.numbers["left"], own.numbers["right"], own.indicator) for own in found]
    assert told == ([(*numbers, "3.6.3.2")] if numbers else [])
    (form,) = so_far.used_forms()
    where = placed(form).where(FormField.parse("indicators/3.6.3.2/value"))
    assert [(own.place.sheet, own.place.cell) for own in found] == [where] * len(told)


@every(
    ("since", "until", "applies"),
    [
        (None, None, True),
        (date(2022, 9, 30), None, True),
        (date(2022, 10, 1), None, False),
        (None, date(2022, 9, 30), True),
        (None, date(2022, 9, 29), False),
    ],
)
def test_a_check_applies_in_the_quarters_whose_last_day_is_among_its_own(
    since: date | None, until: date | None, applies: bool
) -> None:
    plan = with_check("3.6.3.2 <= 3.6.3.1", "3.6.3.2")
    (check,) = plan.checks
    plan = replace(plan, checks=(replace(check, from_=since, until=until),))
    said = {f"{COUNT}/value": 5, "indicators/3.6.3.2/value": 6}
    assert bool(list(failed_check.find(so_far_of(Scenario(said, plan=plan))))) == applies
