"""Where a rule begins to speak: silent on this side of the boundary, not on the other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

import pandas as pd
import pytest
from every_case import every
from made import QUARTER
from returned_forms import (
    brief_of,
    content_of,
    read_of,
    register_line,
    the_history,
    the_plan,
    typed_cell,
)
from rule_scenarios import (
    ALL_ALIKE,
    COMPLETED,
    COUNT,
    DUE,
    GOING_ON,
    ROWS,
    SECOND,
    Scenario,
    late_before,
    said_before,
    value_before,
    with_activity,
    with_indicator,
)

from ovpsheets import kinds
from ovpsheets.decision import Decision, Outcome
from ovpsheets.extensions import Unusable
from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.mailed import MailText
from ovpsheets.intake.one_institution import one_by_one
from ovpsheets.intake.origin import origin_of_one
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell, Observation
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.recognise.file_ledger import Ledger, LedgerLine
from ovpsheets.intake.recognise.find_rows import Contradiction
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.placement import Stranger
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.sheets_by_codes import NAMES_ROWS
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.kept import KeptFolder
from ovpsheets.plan.model import Waiver, Wording
from ovpsheets.rules import (
    contradictory_identity,
    contradictory_rows,
    empty_form,
    missing_confirmation,
    missing_return,
    rows_of_another,
    second_place,
    unread_table,
    value_outside_kind,
)
from ovpsheets.rules.asked_rows import asked_rows, asked_subjects
from ovpsheets.rules.base import Found, Place, Rule, asked_as_today, place_of
from ovpsheets.rules.beside_blank import with_what_stands_beside
from ovpsheets.rules.finding_row import Since, finding_id
from ovpsheets.rules.items import items
from ovpsheets.rules.judge import findings, judge
from ovpsheets.rules.judged import Judging
from ovpsheets.rules.known_findings import KnownFindings
from ovpsheets.rules.own_rules import GROUP, all_rules, found_by, own_rules
from ovpsheets.rules.policy import RulePolicy
from ovpsheets.rules.rule_book import RULES
from ovpsheets.rules.said_in_mail import with_what_the_mail_says
from ovpsheets.rules.thin_explanation import is_thin
from ovpsheets.tables import INSTITUTIONS, Tables, frame
from ovpsheets.words import ACTIVITIES, INDICATORS, Accumulation, Direction, LedgerClass, Severity

LAST = QUARTER.end
RULE = Rule("any", Severity.CHECK, lambda _: iter(()))


# ------------------------------------------------------------------ waivers


@every(
    ("fields", "is_waived"),
    [
        ({"until": date(2022, 9, 29)}, False),
        ({"until": date(2022, 9, 30)}, True),
        ({"from_": date(2022, 9, 30)}, True),
        ({"from_": date(2022, 10, 1)}, False),
        ({"from_": date(2022, 9, 30), "until": date(2022, 9, 30)}, True),
        ({}, True),
    ],
)
def test_a_waiver_covers_the_quarters_last_day_if_it_is_among_its_own(
    fields: Mapping[str, Any], is_waived: bool
) -> None:
    waiver = Waiver("any", reason="кажано", decided_by="А. А.", **fields)
    found = RulePolicy({}, (waiver,)).waiver(RULE, Found("MVR", "3.6.3"), LAST)
    assert (found is waiver) == is_waived


@pytest.mark.parametrize(
    ("field", "own", "other"),
    [("institution", "MVR", "MP"), ("activity", "3.6.3", "3.6.2"),
     ("indicator", "3.6.3.1", "3.6.3.2")],
)  # fmt: skip
def test_a_waiver_covers_what_it_names_and_nothing_else(field: str, own: str, other: str) -> None:
    found = Found("MVR", "3.6.3", "3.6.3.1")
    for said, is_waived in ((own, True), (other, False), ("", True)):
        named: dict[str, Any] = {field: said}
        waiver = Waiver("any", reason="кажано", decided_by="А. А.", **named)
        assert (RulePolicy({}, (waiver,)).waiver(RULE, found, LAST) is waiver) == is_waived


def test_the_id_of_a_finding_has_its_indicator_before_its_activity_and_no_empty_parts() -> None:
    assert finding_id(RULE, Found("MVR", "3.6.3", "3.6.3.1")) == "any:MVR:3.6.3.1"
    assert finding_id(RULE, Found("MVR", "3.6.3", part="flag")) == "any:MVR:3.6.3:flag"
    assert finding_id(RULE, Found("", "3.6.3")) == "any:3.6.3"


# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("deadline", "is_due"), [(date(2022, 9, 30), True), (date(2022, 10, 1), False)]
)
def test_a_deadline_on_the_quarters_last_day_asks_for_a_new_one(
    deadline: date, is_due: bool
) -> None:
    plan = with_activity("3.6.3", deadline=deadline)
    rules = Scenario({f"{DUE}/new_deadline": None}, plan=plan).rules()
    assert ("missing_new_deadline" in rules) == is_due


@pytest.mark.parametrize(
    ("deadline", "is_late"), [(date(2022, 9, 30), True), (date(2022, 10, 1), False)]
)
def test_a_long_delay_counts_a_deadline_on_the_quarters_last_day(
    deadline: date, is_late: bool
) -> None:
    plan = with_activity("3.6.3", deadline=deadline)
    scenario = Scenario(plan=plan, history=late_before("2022-Q1", "2022-Q2"))
    assert ("long_delay" in scenario.rules()) == is_late


@pytest.mark.parametrize(
    ("new", "is_stale"), [("29.9.2022", True), ("30.9.2022", True), ("1.10.2022", False)]
)
def test_a_new_deadline_leaves_time_from_the_day_after_the_quarter_on(
    new: str, is_stale: bool
) -> None:
    assert ("stale_new_deadline" in Scenario({f"{DUE}/new_deadline": new}).rules()) == is_stale


@pytest.mark.parametrize(
    ("new", "is_told"), [("30.6.2023", True), ("1.11.2022", True), ("1.7.2023", False)]
)
def test_a_new_deadline_not_after_one_to_come_is_only_to_be_checked(
    new: str, is_told: bool
) -> None:
    plan = with_activity("3.6.3", deadline=date(2023, 6, 30))
    found = Scenario({"activities/3.6.3/new_deadline": new}, plan=plan).findings()
    told = found[found["rule"] == "stale_new_deadline"]
    assert list(told["severity"]) == (["check"] if is_told else [])


@pytest.mark.parametrize(("new", "is_after"), [("31.12.2023", False), ("1.1.2024", True)])
def test_a_new_deadline_may_be_the_last_day_of_the_plan(new: str, is_after: bool) -> None:
    assert ("deadline_after_plan" in Scenario({f"{DUE}/new_deadline": new}).rules()) == is_after


# ------------------------------------------------------------------ numbers


@pytest.mark.parametrize(("value", "falls"), [(44, True), (45, False), (46, False)])
def test_a_value_falls_from_one_less_on(value: int, falls: bool) -> None:
    assert ("falling_value" in Scenario({f"{COUNT}/value": value}).rules()) == falls


@every(
    ("text", "thin"),
    [
        ("Буџетот се чека", True),  # 13 letters, 3 words
        ("Буџетот се чекаше", False),  # 15 letters
        ("Буџетот се чекаш", True),  # 14 letters
        ("Недоставуваат средства", True),  # 2 words
        ("Недоставуваат средства уште", False),  # 3 words
    ],
)
def test_an_explanation_has_fifteen_letters_and_three_words_or_is_thin(
    text: str, thin: bool
) -> None:
    assert is_thin(text) == thin


# ------------------------------------------------------------------ completed and its target

SHARED = f"{INDICATORS}/3.6.2.1"  # of an activity that NK holds and MVR takes part in
DONE = {f"{GOING_ON}/status": "Завршено"}


@pytest.mark.parametrize(
    ("mine", "theirs", "is_below"),
    [({}, DONE, True), (DONE, {}, False)],
    ids=["the holder", "a co-holder"],
)
def test_what_the_holder_calls_completed_holds_for_whoever_counts(
    mine: Mapping[str, object], theirs: Mapping[str, object], is_below: bool
) -> None:
    plan = with_indicator("3.6.2.1", reported_by=("MVR",) if theirs else ("NK",))
    low = {f"{SHARED}/value": 3}
    scenario = Scenario({**mine, **(low if theirs else {})}, plan=plan,
                        others={"NK": {**theirs, **({} if theirs else low)}})  # fmt: skip
    assert ("completed_below_target" in scenario.rules()) == is_below


@every(
    ("direction", "value", "is_below"),
    [
        (Direction.UP, 119, True), (Direction.UP, 120, False), (Direction.UP, 121, False),
        (Direction.DOWN, 119, False), (Direction.DOWN, 120, False), (Direction.DOWN, 121, True),
    ],
)  # fmt: skip
def test_a_completed_activity_is_below_its_target_from_one_short_of_it_on(
    direction: Direction, value: int, is_below: bool
) -> None:
    plan = with_indicator("3.6.3.1", direction=direction)
    scenario = Scenario({**COMPLETED, f"{COUNT}/value": value}, plan=plan)
    assert ("completed_below_target" in scenario.rules()) == is_below


# ------------------------------------------------------------------ how much is quoted


def cell_at(address_row: int, raw: str, sheet: str = "1") -> Cell:
    return typed_cell(raw)._replace(sheet=sheet, row=address_row, column=1, raw=raw)


def judged_alone(returned: Return, find: Callable[[QuarterSoFar], Iterable[Found]]) -> list[Found]:
    """What one rule finds of one return."""
    brief = brief_of(the_plan(), the_history())
    return list(find(QuarterSoFar(brief, reconcile([returned], brief.plan))))


@pytest.mark.parametrize(("count", "more"), [(5, False), (6, True)])
def test_of_contradictory_rows_five_are_named_and_more_are_hinted_at(
    count: int, more: bool
) -> None:
    pairs = tuple(
        Contradiction("row", "activities", cell_at(n, f"код {n}"), cell_at(n + 50, "x"))
        for n in range(1, count + 1)
    )
    form = filled({})
    assert form.placement is not None
    form = replace(form, placement=replace(form.placement, contradictions=pairs))
    (found,) = judged_alone(form, contradictory_rows.find)
    assert found.values["cells"].count("≠") == found.found.count("код") == 5
    assert found.values["cells"].endswith("…") == more


@pytest.mark.parametrize(("count", "more"), [(8, False), (9, True)])
def test_of_rows_of_another_institution_eight_codes_are_named(count: int, more: bool) -> None:
    # People type 3.6.1 with a point behind it, or several.
    cells = [cell_at(n, ("3.6.1", "3.6.6")[n % 2] + "." * (n // 2)) for n in range(count)]
    form = filled({})
    assert form.placement is not None
    strangers = tuple(Stranger("activities", cell) for cell in cells)
    form = replace(form, placement=replace(form.placement, strangers=strangers))
    (found,) = judged_alone(form, rows_of_another.find)
    assert (found.part, found.values["codes"].count(",")) == ("MTSP", 8 if more else 7)
    assert found.values["codes"].endswith("…") == more


def test_rows_of_another_institution_are_found_where_the_first_of_them_stands() -> None:
    form = filled({})
    assert form.placement is not None
    cells = [cell_at(n, "3.6.1", f"Лист {n}") for n in (1, 2)]
    strangers = tuple(Stranger("activities", cell) for cell in cells)
    form = replace(form, placement=replace(form.placement, strangers=strangers))
    (found,) = judged_alone(form, rows_of_another.find)
    assert (found.place.sheet, found.place.cell) == ("Лист 1", cells[0].address)


@pytest.mark.parametrize(("text", "is_empty"), [("\u00a0", True), ("\u200b", True), ("x", False)])
def test_a_blank_that_is_a_letter_fills_no_form(text: str, is_empty: bool) -> None:
    form = filled({})
    assert form.placement is not None
    fields = {FormField("activities", "3.6.3", "status"): cell_at(1, text)}
    form = replace(form, placement=replace(form.placement, fields=fields))
    assert bool(judged_alone(form, empty_form.find)) == is_empty


@pytest.mark.parametrize(("count", "more"), [(8, False), (9, True)])
def test_of_cells_in_a_second_place_eight_are_named_and_all_are_counted(
    count: int, more: bool
) -> None:
    form = filled({})
    assert form.placement is not None
    fields = {
        FormField("activities", f"3.6.{n}", "status"): cell_at(n, "x") for n in range(1, count + 1)
    }
    placed = replace(form.placement, fields=fields, second=tuple(fields))
    (found,) = judged_alone(replace(form, placement=placed), second_place.find)
    assert (found.numbers["n"], found.values["cells"].count(",")) == (count, 8 if more else 7)
    assert found.values["cells"].endswith("…") == more


@pytest.mark.parametrize(("sheets", "more"), [(5, False), (6, True)])
def test_of_sheets_with_something_typed_in_an_empty_form_five_are_named(
    sheets: int, more: bool
) -> None:
    lines = [
        LedgerLine(f"Лист {n}", "A1", LedgerClass.UNPLACED, None, "x") for n in range(1, sheets + 1)
    ]
    form = replace(filled({}), ledger=Ledger.of(lines))
    (found,) = judged_alone(form, empty_form.find)
    where = str(found.keys["what"][1]["where"])
    assert (where.count("(1)"), where.endswith("…"), found.numbers["n"]) == (5, more, sheets)


@pytest.mark.parametrize(("length", "is_whole"), [(90, True), (91, False)])
def test_a_title_of_more_than_ninety_letters_is_cut_at_a_word(length: int, is_whole: bool) -> None:
    title = ("слово " * 20)[: length - 1] + "а"
    assert len(title) == length
    plan = with_activity("3.6.3", text=Wording(mk=title))
    (message,) = messages(
        Scenario({f"{DUE}/new_deadline": None}, plan=plan), "missing_new_deadline"
    )
    assert (title in message) == is_whole
    assert ("слово…" in message) != is_whole


def messages(scenario: Scenario, rule: str) -> list[str]:
    table = scenario.findings()
    return [str(said) for said in table.loc[table["rule"] == rule, "message"]]


@pytest.mark.parametrize(("length", "ends"), [(300, "а"), (301, "…")])
def test_of_what_stands_beside_a_blank_three_hundred_letters_are_quoted(
    length: int, ends: str
) -> None:
    form = filled({})
    home = FormField.parse(f"{DUE}/status")
    line = LedgerLine("1", "B2", LedgerClass.UNPLACED, None, "а" * length, "note", home)
    form = replace(form, ledger=Ledger.of([line]))
    brief = brief_of(the_plan(), the_history())
    so_far = QuarterSoFar(brief, reconcile([form], brief.plan))
    found = Found("MVR", "3.6.3", place=place_of(form, "activities", "3.6.3", "status"))
    said = with_what_stands_beside(found, so_far)
    assert (len(said.found), said.found[-1]) == (min(length, 300) + (length > 300), ends)


@every(
    ("raw", "struck", "is_blank"),
    [("", (), True), (" ", (), True), ("x", (), False), ("x", ((0, 1),), True),
     ("xy", ((0, 1),), False)],
)  # fmt: skip
def test_what_stands_beside_an_answer_is_said_of_none_that_is_there(
    raw: str, struck: tuple[tuple[int, int], ...], is_blank: bool
) -> None:
    form, home = filled({}), FormField.parse(f"{DUE}/status")
    assert form.placement is not None
    place = place_of(form, "activities", "3.6.3", "status")
    answer = cell_at(1, raw)._replace(struck=struck)
    placement = replace(form.placement, fields={home: answer})
    line = LedgerLine(place.sheet, "Z9", LedgerClass.UNPLACED, None, "ограничено", "note", home)
    form = replace(form, placement=placement, ledger=Ledger.of([line]))
    so_far = QuarterSoFar(brief_of(the_plan(), the_history()), reconcile([form], the_plan()))
    cell = place_of(form, "activities", "3.6.3", "status")
    said = with_what_stands_beside(Found("MVR", "3.6.3", place=cell), so_far)
    assert bool(said.also) is is_blank


def filled(answers: Mapping[str, object]) -> Return:
    """MVR's form with these answers only."""
    return read_of(content_of("MVR"), answers)


# ------------------------------------------------------------------ what did not come


def letter(day: date, institution: str = "MVR", **fields: Any) -> Return:
    """A mail of an institution without a form."""
    return Return("а.eml", "ab" * 32, day, set_aside="no_form", mailed_by=institution, **fields)


@every(
    ("mails", "day", "is_dated"),
    [
        ((), None, False),
        ((letter(date(2022, 10, 7)),), date(2022, 10, 7), True),
        ((letter(date(2022, 10, 7)), letter(date(2022, 10, 5))), date(2022, 10, 7), True),
        ((letter(date(2022, 10, 7), is_stamped=True),), None, False),
    ],
)
def test_of_who_wrote_without_a_form_the_last_day_is_said(
    mails: tuple[Return, ...], day: date | None, is_dated: bool
) -> None:
    brief = brief_of(the_plan(), the_history())
    so_far = QuarterSoFar(brief, reconcile(mails, brief.plan))
    found = {one.institution: one for one in missing_return.find(so_far)}
    assert sorted(found) == sorted(own.institution for own in so_far.due if own.anything)
    assert found["MVR"].dates.get("day") == day
    assert "your_mail" in found["MVR"].values or mails
    said = found["MVR"].keys.get("wrote", ("",))[0]
    assert said == (f"rules.missing_return.wrote{'' if is_dated else '_undated'}" if mails else "")


@every(
    ("quoted", "text", "remark", "shown", "how"),
    [
        ("", "За 3.6.3: нема промени", "", "За 3.6.3: нема промени", "mail"),
        ("", "", "За 3.6.3: нема промени", "За 3.6.3: нема промени", "file"),
        ("н/п", "За 3.6.3: нема промени", "", "н/п", "mail"),
        ("", "За 3.6.2: нема промени", "", "", ""),
    ],
)  # fmt: skip
def test_beside_a_blank_stands_what_a_mail_or_a_remark_says_of_its_code(
    quoted: str, text: str, remark: str, shown: str, how: str
) -> None:
    form = filled({})
    lines = [LedgerLine("", "", LedgerClass.UNPLACED, None, text, "mail")] if text else []
    notes = LedgerLine("3 Забелешки", "B9", LedgerClass.UNPLACED, None, remark)
    form = replace(form, ledger=Ledger.of([notes] if remark else []))
    mail = letter(date(2022, 10, 7), is_container=True, ledger=Ledger.of(lines))
    brief = brief_of(the_plan(), the_history())
    so_far = QuarterSoFar(brief, reconcile([form, mail], brief.plan))
    found = with_what_the_mail_says(Found("MVR", "3.6.3", found=quoted), so_far)
    assert found.found == shown
    assert [key for key, _ in found.also] == ([f"rules.beside_blank.{how}"] if how else [])


@every(
    ("is_issued", "content", "revision", "known"),
    [(True, "", 1, True), (True, "x", 1, False), (True, "", 2, False), (False, "", 1, False)],
)
def test_what_a_form_asked_is_known_where_the_one_that_was_issued_would_be_issued_today(
    is_issued: bool, content: str, revision: int, known: bool
) -> None:
    asked = content_of("MVR")
    line = register_line(content_of("MVR", revision=revision))
    line = replace(line, content=content or asked.fingerprint)
    other = replace(register_line(content_of("OP")), content="")
    brief = brief_of(the_plan(), the_history(), issued=(other, line) if is_issued else (other,))
    form = Return("а.xlsx", "", LAST, identity=Identity(asked.form_id, ()))
    found = asked_as_today(QuarterSoFar(brief), form)
    assert (found is not None and found.fingerprint == asked.fingerprint) is known
    assert asked_as_today(QuarterSoFar(brief), replace(form, identity=None)) is None


def test_who_left_a_form_unapproved_whose_cells_are_gone_is_told_the_file() -> None:
    plan = replace(the_plan(), confirmation=True)
    content = content_of("MVR", plan=plan)
    brief = brief_of(plan, the_history(), issued=(register_line(content),))
    form = replace(read_of(content, {}, plan=plan), ledger=Ledger())
    so_far = QuarterSoFar(brief, reconcile([form], plan))
    assert list(missing_confirmation.find(so_far)) == [Found("MVR", place=Place(form.name))]


@every(
    ("seen", "since"),
    [
        ((), "2022-Q3"), (("2022-Q2",), "2022-Q2"), (("2022-Q1", "2022-Q2"), "2022-Q1"),
        (("2022-Q1",), "2022-Q3"), (("2022-Q3",), "2022-Q3"), (("2022-Q4",), "2022-Q3"),
        (("2022-Q2", "2022-Q3"), "2022-Q2"), (("2021-Q4", "2022-Q2"), "2022-Q2"),
    ],
)  # fmt: skip
def test_a_finding_stands_since_the_first_quarter_of_an_unbroken_run_up_to_this_one(
    seen: tuple[str, ...], since: str
) -> None:
    merged = ("2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")
    before = replace(
        Tables.empty(),
        activities=pd.DataFrame({"quarter": [*merged, None]}),
        findings=pd.DataFrame({"id": ["a"] * len(seen) + ["b"], "quarter": [*seen, "2022-Q1"]}),
    )
    assert Since(before, QUARTER).of("a") == since


_ROW = {"id": "a", "rule": "b", "severity": "check", "state": "open"}


@every(
    "kept",
    ["a", [], (), ("a",), (_ROW,), ((_ROW, ()),), ((_ROW, (), 1),), ((_ROW, ("a",), ""),),
     ((_ROW, (("a", 1),), ""),), (({**_ROW, "state": None}, (), ""),),
     (({**_ROW, "other": "a"}, (), ""),)],
)  # fmt: skip
def test_what_was_kept_and_is_no_finding_is_judged_anew(kept: Any) -> None:
    brief = brief_of(the_plan(), the_history())
    so_far = QuarterSoFar(brief, reconcile([filled({})], brief.plan))
    known = KnownFindings()
    (one,) = one_by_one(so_far)
    known.learn(origin_of_one(one), kept)
    judging = Judging.of(brief)
    found = list(known.found(one, judging))
    assert found == ([] if kept == () else list(judging.one(one)))
    assert judging.one(one)


def test_what_was_found_holds_no_more_when_anything_changes_that_it_follows_from() -> None:
    brief = brief_of(the_plan(), the_history())
    (one,) = one_by_one(QuarterSoFar(brief, reconcile([filled({})], brief.plan)))
    key, (item,) = origin_of_one, one.settled
    decided = Outcome(Decision("status", "3.6.3", "MVR", "limited"))
    late = replace(item.returned, received=LAST)
    others = {
        "answers": replace(one, settled=(replace(item, returned=filled({"x": 1})),)),
        "day": replace(one, settled=(replace(item, returned=late),)),
        "mail": replace(one, said=(MailText("MVR", "a.eml", "3.6.3 е готово"),)),
        "evidence": replace(one, proven=frozenset({"3.6.3"})),
        "decision": replace(one, outcomes=(decided,)),
    }
    assert [name for name, other in others.items() if key(other) in ("", key(one))] == []
    limits, judging = Limits(), Judging.of(brief)
    ways = {
        "same": (brief, limits),
        "day": (replace(brief, as_of=brief.as_of + timedelta(1)), limits),
        "settings": (replace(brief, rules={"missing_status": "trial"}), limits),
        "language": (replace(brief, language="sq"), limits),
        "past": (replace(brief, history=Tables.empty()), limits),
        "plan": (replace(brief, plan=with_activity("3.6.3", start=LAST)), limits),
        "limits": (brief, Limits(cells=7)),
    }
    with TemporaryDirectory() as folder:
        first = KnownFindings.of(KeptFolder(Path(folder)), brief, Limits())
        first.learn(origin_of_one(one), ())
        assert list(first.found(one, judging)) == []
        first.keep()
        kept = KeptFolder(Path(folder), is_open=False)
        held = {
            name: not list(KnownFindings.of(kept, other, limits).found(one, judging))
            for name, (other, limits) in ways.items()
        }
    assert held == {"same": True, "day": True, **dict.fromkeys(list(ways)[2:], False)}


@every(
    ("commitment", "start", "asked"),
    [
        ("", LAST, ["3.6.2", "3.6.3", "3.6.8"]), ("3.6", LAST, ["3.6.2", "3.6.3", "3.6.8"]),
        ("3.7", LAST, []), ("", LAST + timedelta(1), ["3.6.2", "3.6.8"]),
    ],
)  # fmt: skip
def test_a_form_asks_about_what_has_begun_by_the_quarters_last_day_and_is_of_its_commitment(
    commitment: str, start: date, asked: list[str]
) -> None:
    plan = with_activity("3.6.3", start=start)
    brief = brief_of(plan, the_history())
    own = next(due for due in brief.due if due.institution == "MVR")
    identity = Identity(FormId(plan.code, QUARTER, "MVR", 1, commitment), ())
    form = Return("а.xlsx", "", LAST, identity=identity)
    assert asked_subjects(plan, own, form, ACTIVITIES) == tuple((code, "") for code in asked)
    indicators = [row.subject for row in asked_rows(plan, own, form, INDICATORS)]
    assert indicators == [("3.6.3", f"3.6.3.{n}") for n in (1, 2) if "3.6.3" in asked]
    assert [row.code for row in asked_rows(plan, own, form, ACTIVITIES)] == asked


@pytest.mark.parametrize(
    ("column", "is_answered"), [("status", True), ("progress", False), ("reason", False)]
)
def test_a_row_of_a_table_that_was_not_read_is_answered_by_what_it_needs(
    column: str, is_answered: bool
) -> None:
    form = filled({})
    assert form.placement is not None
    fields = {FormField("activities", "3.6.3", column): cell_at(3, "x"),
              FormField("indicators", "3.6.2", "status"): cell_at(4, "x")}  # fmt: skip
    unread = UnreadTable("activities", "Наша табела", "A2", ("3.6.2", "3.6.3"))
    form = replace(form, placement=replace(form.placement, fields=fields), unread=(unread,))
    (found,) = judged_alone(form, unread_table.find)
    assert [about for about, _ in found.about] == ["3.6.2", "3.6.3"][: 2 - is_answered]


@every(
    ("typed", "rules"),
    [("нешто", {"unreadable_value"}), ("дваесет", {"doubtful_value"}),
     ("#REF!", {"formula_error"}), (3, set())],
)  # fmt: skip
def test_a_value_is_unreadable_doubtful_or_its_formulas_fault(
    typed: str | int, rules: set[str]
) -> None:
    scenario = Scenario({f"{COUNT}/value": typed}, history=Tables.empty())
    assert {"unreadable_value", "doubtful_value", "formula_error"} & set(scenario.rules()) == rules


def test_the_whole_book_ends_with_the_rules_of_other_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theirs = Rule("theirs", Severity.CHECK, lambda _: iter(()))
    broken = Unusable("other", "package", "x", GROUP)
    monkeypatch.setattr("ovpsheets.rules.own_rules.own_rules", lambda: (theirs, broken))
    assert all_rules() == (*RULES, theirs)


@pytest.mark.parametrize(
    ("name", "why"), [("missing_return", "no free name"), ("theirs", "there are no words")]
)
def test_a_name_that_is_taken_is_no_name_for_the_rule_of_another_package(
    monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    theirs = Rule(name, Severity.CHECK, lambda _: iter(()))
    monkeypatch.setattr("ovpsheets.rules.own_rules.load", lambda _: {"their_rule": theirs})
    (told,) = own_rules()
    assert isinstance(told, Unusable)
    assert why in told.reason


def finding_nothing(_: QuarterSoFar) -> Iterable[Found]:
    return ()


@every(
    ("theirs", "why"),
    [
        (object(), "object is no ovpsheets.Rule"), ("missing_return", "str is no ovpsheets.Rule"),
        (Rule("theirs", cast(Any, "urgent"), finding_nothing), "'urgent' is no ovpsheets.Severity"),
        (Rule("theirs", Severity.CHECK, finding_nothing, follows=cast(Any, "a")), "no tuple"),
        (Rule("Theirs", Severity.CHECK, finding_nothing), "'Theirs' is no free name"),
        (Rule("", Severity.CHECK, finding_nothing), "'' is no free name"),
        (Unusable("their_rule", "", "it fails", GROUP), "it fails"),
    ],
)  # fmt: skip
def test_what_another_package_has_and_is_no_rule_is_said_to_be_none(theirs: Any, why: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ovpsheets.rules.own_rules.load", lambda _: {"their_rule": theirs})
        (told,) = own_rules()
    assert isinstance(told, Unusable)
    assert told.name == "their_rule"
    assert why in told.reason


def test_a_rule_that_fails_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: QuarterSoFar) -> Iterable[Found]:
        raise ValueError("x")

    own, other = Rule("own", Severity.CHECK, fails), Rule("own", Severity.CHECK, fails)
    monkeypatch.setattr("ovpsheets.rules.own_rules.load", lambda _: {"their_rule": own})
    monkeypatch.setattr(
        "ovpsheets.rules.own_rules.package_of", lambda group, name: f"package of {name}"
    )
    so_far = QuarterSoFar(brief_of(the_plan(), the_history()))
    told = [found_by(one, so_far, lambda _: None) for one in (own, other)]
    assert [one.package for one in told if isinstance(one, Unusable)] == [
        "package of their_rule", "",
    ]  # fmt: skip


# ------------------------------------------------------------------ what a value can be


GRADE = replace(kinds.COUNT, is_whole=False, least=1, most=5)


@every(
    ("kind", "value", "is_outside"),
    [(GRADE, 0, True), (GRADE, 1, False), (GRADE, 5, False), (GRADE, 6, True),
     (GRADE, 2.5, False), (kinds.PERCENT, 101, False), (kinds.PERCENT, -1, True)],
)  # fmt: skip
def test_a_number_that_is_no_share_lies_within_the_bounds_of_its_kind(
    kind: kinds.Kind, value: float, is_outside: bool
) -> None:
    plan = with_indicator("3.6.3.1", kind=kind, target=None, unit="")
    form = read_of(content_of("MVR", plan=plan), {f"{COUNT}/value": value})
    brief = brief_of(plan, Tables.empty())
    found = list(value_outside_kind.find(QuarterSoFar(brief, reconcile([form], plan))))
    assert bool(found) == is_outside


@every(
    ("day", "is_far"),
    [("31.12.2010", True), ("1.1.2011", False), ("31.12.2033", False), ("1.1.2034", True)],
)
def test_a_day_is_far_off_from_the_eleventh_year_before_or_after_the_plan_on(
    day: str, is_far: bool
) -> None:
    plan = with_indicator("3.6.3.1", kind=kinds.DATE, target=None, unit="")
    scenario = Scenario({f"{COUNT}/value": day}, plan=plan, history=Tables.empty())
    assert ("value_outside_kind" in scenario.rules()) == is_far


@every(
    ("value", "is_outside"), [(-1, True), (0, False), (1.5, True), (2, False)]
)  # fmt: skip
def test_a_count_is_a_whole_number_from_nought_on(value: float, is_outside: bool) -> None:
    scenario = Scenario({f"{COUNT}/value": value}, history=Tables.empty())
    assert ("value_outside_kind" in scenario.rules()) == is_outside


@every(
    ("target", "value", "is_above"),
    [(90.0, 100, False), (90.0, 101, True), (150.0, 150, False), (150.0, 151, True),
     (None, 100, False), (None, 101, True)],
)  # fmt: skip
def test_a_percentage_may_be_a_hundred_or_its_target_if_that_is_more(
    target: float | None, value: int, is_above: bool
) -> None:
    plan = with_indicator("3.6.3.1", kind=kinds.PERCENT, unit="%", target=target)
    scenario = Scenario({f"{COUNT}/value": value}, plan=plan, history=Tables.empty())
    assert ("percent_above_100" in scenario.rules()) == is_above


@every(
    ("accumulation", "baseline", "before", "value", "moves"),
    [
        (Accumulation.QUARTERLY, 0, None, 0, False),
        (Accumulation.QUARTERLY, 0, None, 1, True),
        (Accumulation.QUARTERLY, 0, 45.0, 0, False),
        (Accumulation.CUMULATIVE, 9, None, 9, False),
        (Accumulation.CUMULATIVE, 9, None, 10, True),
        (Accumulation.CUMULATIVE, None, None, 10, False),
        (Accumulation.CUMULATIVE, 9, 45.0, 45, False),
        (Accumulation.CUMULATIVE, 9, 45.0, 46, True),
    ],
)
def test_what_has_not_started_has_not_moved(
    accumulation: Accumulation, baseline: int | None, before: float | None, value: int, moves: bool
) -> None:
    plan = with_indicator("3.6.3.1", accumulation=accumulation, baseline=baseline)
    history = value_before("3.6.3.1", value=before) if before else Tables.empty()
    said = {f"{DUE}/status": "Незапочнато", f"{COUNT}/value": value, f"{SECOND}/value": None}
    found = Scenario(said, plan=plan, history=history).findings()
    assert ("moving_not_started" in set(found["rule"])) == moves


@every(
    ("baseline", "before", "value", "moves"),
    [
        (None, None, "Да", True), (None, None, "Не", False), ("Не", 0.0, "Да", True),
        ("Да", None, "Да", False), (None, 1.0, "Да", False),
    ],
)  # fmt: skip
def test_a_yes_for_what_was_not_so_moves(
    baseline: str | None, before: float | None, value: str, moves: bool
) -> None:
    plan = with_indicator("3.6.3.1", kind=kinds.YES_NO, unit="", target="Да", baseline=baseline)
    history = value_before("3.6.3.1", value=before) if before is not None else Tables.empty()
    said = {f"{DUE}/status": "Незапочнато", f"{COUNT}/value": value, f"{SECOND}/value": None}
    found = Scenario(said, plan=plan, history=history).findings()
    assert ("moving_not_started" in set(found["rule"])) == moves


@every(
    ("ends", "reason", "told"),
    [(29, "Јавна набавка", False), (30, "Јавна набавка", True), (30, None, False)],
)
def test_a_reason_for_delay_speaks_against_completed_until_the_deadline_has_passed(
    ends: int, reason: str | None, told: bool
) -> None:
    own = [
        replace(item, deadline=date(2022, 9, ends)) if item.code == "3.6.3" else item
        for item in the_plan().activities
    ]
    said = {**COMPLETED, f"{DUE}/reason": reason}
    found = Scenario(said, plan=replace(the_plan(), activities=tuple(own))).findings()
    assert ("status_contradicted" in set(found["rule"])) == told


# ------------------------------------------------------------------ who says what

STATUSES = ("Незапочнато", "Ограничено", "Значително", "Завршено")


@every("theirs", range(4))
@every("own", range(4))
def test_holder_and_co_holder_disagree_from_two_steps_on_or_about_whether_it_is_completed(
    own: int, theirs: int
) -> None:
    scenario = Scenario(
        {f"{GOING_ON}/status": STATUSES[own]},
        others={"NK": {f"{GOING_ON}/status": STATUSES[theirs]}},
    )
    apart = abs(own - theirs)
    disagree = apart >= 2 or (apart == 1 and 3 in (own, theirs))
    assert ("holders_disagree" in scenario.rules()) == disagree


@pytest.mark.parametrize(
    ("holder", "others", "disagree"),
    [("MVR", ("NK",), True), ("NK", ("MVR",), True), ("MTSP", ("MVR", "NK"), False)],
)
def test_co_holders_are_held_against_the_holder_alone(
    holder: str, others: tuple[str, ...], disagree: bool
) -> None:
    plan = with_activity("3.6.2", holder=holder, co_holders=others)
    status = f"{GOING_ON}/status"
    scenario = Scenario({status: "Завршено"}, others={"NK": {status: "Ограничено"}}, plan=plan)
    assert ("holders_disagree" in scenario.rules()) == disagree


@every("before", range(4))
@every("now", range(4))
def test_a_status_goes_back_where_it_is_lower_than_one_that_was_not_completed(
    now: int, before: int
) -> None:
    word = ("not_started", "limited", "substantial", "completed")[before]
    scenario = Scenario({f"{DUE}/status": STATUSES[now]}, history=said_before("3.6.3", status=word))
    assert ("status_backwards" in scenario.rules()) == (now < before < 3)


@pytest.mark.parametrize(("rows", "is_copied"), [(2, False), (3, True)])
def test_equal_rows_are_copied_from_three_on(rows: int, is_copied: bool) -> None:
    said = {field: value for row in ROWS[:rows] for field, value in ALL_ALIKE.items()
            if field.startswith(f"{row}/")}  # fmt: skip
    assert ("copied_rows" in Scenario(said, only=True).rules()) == is_copied


def test_copied_rows_are_found_at_the_first_of_them() -> None:
    table = Scenario(ALL_ALIKE, only=True).findings()
    (cell,) = table.loc[table["rule"] == "copied_rows", "cell"]
    first = filled({}).placement
    assert first is not None
    rows = [first.where(FormField.parse(f"{row}/progress"))[1] for row in ROWS]
    assert cell == min(rows, key=lambda address: int(address.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))


# ------------------------------------------------------------------ one explanation for several

STAFF, MONEY = "Кадровски промени или недостиг на кадар", "Недостиг на средства"
LAW = "Законот сѐ уште не е донесен во Собранието."


@every(
    ("reasons", "rows", "is_copied"),
    [
        ((STAFF, STAFF), 2, False),
        ((STAFF, MONEY), 2, True),
        (("Друго", "Друго"), 2, True),
        ((None, None), 2, True),
        ((STAFF,) * 3, 3, True),
    ],
)
def test_one_cause_may_hold_two_activities_of_a_commitment_up_if_both_choose_it(
    reasons: tuple[str | None, ...], rows: int, is_copied: bool
) -> None:
    said: dict[str, object] = {}
    for row, reason in zip(ROWS[:rows], reasons, strict=True):
        said |= {f"{row}/explanation": LAW, f"{row}/reason": reason}
    assert ("copied_explanation" in Scenario(said).rules()) == is_copied


# ------------------------------------------------------------------ the book as a whole


def rule(name: str, *found: Found) -> Rule:
    """A rule of the book that finds these."""
    return Rule(name, Severity.CHECK, lambda _: found)


def test_codes_are_sorted_by_their_numbers_and_what_is_equal_by_the_book() -> None:
    plan = the_plan()
    tenth = replace(plan.activity("3.6.3"), code="3.6.10")
    plan = replace(plan, activities=(*plan.activities, tenth))
    late, early = Found("MVR", "3.6.10"), Found("MVR", "3.6.3")
    book = (rule("missing_status", late, early), rule("missing_new_deadline", early))
    table = findings(QuarterSoFar(brief_of(plan, the_history())), book)
    assert list(zip(table["activity"], table["rule"], strict=True)) == [
        ("3.6.3", "missing_status"), ("3.6.3", "missing_new_deadline"),
        ("3.6.10", "missing_status"),
    ]  # fmt: skip


def test_a_rule_of_another_package_that_fails_is_named_and_all_others_are_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_: QuarterSoFar) -> Iterable[Found]:
        raise ValueError("x")

    theirs = (Rule("theirs", Severity.CHECK, fails), rule("missing_status", Found("MVR", "3.6.3")))
    monkeypatch.setattr("ovpsheets.rules.judge.own_rules", lambda: theirs)
    found = judge(QuarterSoFar(brief_of(the_plan(), the_history())))
    assert [item.name for item in found.unusable] == ["theirs"]
    assert "missing_status:MVR:3.6.3" in set(found.tables.findings["id"])


@pytest.mark.parametrize(
    ("follower", "weight"),
    [
        ({}, "urgent"),
        ({"missing_status": "trial"}, "check"),
        ({"missing_status": "check"}, "check"),
    ],
)
def test_a_cause_weighs_as_much_as_what_follows_from_it_where_that_counts(
    follower: Mapping[str, str], weight: str
) -> None:
    heavy = replace(rule("missing_status", Found("MVR", "3.6.3")), severity=Severity.URGENT,
                    follows=("missing_new_deadline",))  # fmt: skip
    book = (rule("missing_new_deadline", Found("MVR", "3.6.3")), heavy)
    table = findings(QuarterSoFar(brief_of(the_plan(), the_history(), rules=follower)), book)
    weights = dict(zip(table["rule"], table["severity"], strict=True))
    assert weights["missing_new_deadline"] == weight


@pytest.mark.parametrize(
    ("quarters", "said"), [(("2022-Q1", "2022-Q2"), "3"), (("2021-Q4", "2022-Q1", "2022-Q2"), "4"),
                           (("2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2"), "6")],
)  # fmt: skip
def test_a_long_delay_is_counted_across_the_end_of_a_year(
    quarters: tuple[str, ...], said: str
) -> None:
    history = late_before("2022-Q1", "2022-Q2")
    table = history.activities
    first = table[table["quarter"] == "2022-Q1"]
    older = [first.assign(quarter=quarter) for quarter in quarters if quarter < "2022"]
    history = replace(history, activities=pd.concat([*older, table], ignore_index=True))
    (message,) = messages(Scenario(history=history), "long_delay")
    assert f"{said} квартали по ред" in message


@every(
    ("found", "is_usable"),
    [
        (Found(), True),
        (Found("MVR", "3.6.3", "3.6.3.1", about=(("3.6.3", ""),)), True),
        ("3.6.3", False),
        (Found("X"), False),
        (Found("MVR", "9.9"), False),
        (Found("MVR", "3.6.3", "9.9"), False),
        (Found(found=9), False),  # type: ignore[arg-type]
        (Found(about=(("3.6.3", None),)), False),  # type: ignore[arg-type]
    ],
)
def test_what_another_packages_rule_finds_is_about_what_the_plan_has(
    found: Any, is_usable: bool
) -> None:
    so_far = QuarterSoFar(brief_of(the_plan(), the_history()))
    result = found_by(rule("theirs", found), so_far, lambda _: None)
    assert (result == [found]) == is_usable
    assert isinstance(result, Unusable) != is_usable


def test_a_finding_that_cannot_be_put_into_words_makes_another_packages_rule_unusable() -> None:
    def nothing_to_say(found: Found) -> None:
        raise KeyError(found.institution)

    so_far = QuarterSoFar(brief_of(the_plan(), the_history()))
    said: list[Found] = []
    assert found_by(rule("theirs", Found("MVR")), so_far, said.append) == [Found("MVR")] == said
    assert isinstance(found_by(rule("theirs", Found("MVR")), so_far, nothing_to_say), Unusable)


@pytest.mark.parametrize(("count", "is_one"), [(2, False), (3, True)])
def test_equal_findings_are_one_line_from_three_on(count: int, is_one: bool) -> None:
    plan = the_plan()
    found = [Found("MVR", code) for code in ("3.6.2", "3.6.3", "3.6.8")[:count]]
    table = findings(QuarterSoFar(brief_of(plan, the_history())), [rule("missing_status", *found)])
    assert len(items(table, plan, "mk")) == (1 if is_one else count)


@pytest.mark.parametrize(("of", "lines"), [("missing_narrative", 1), ("reopened_activity", 3)])
def test_findings_of_a_rule_that_has_no_words_for_several_stand_alone(of: str, lines: int) -> None:
    plan, values = the_plan(), {"now": "x", "status": "x"}
    found = [Found("MVR", code, values=values) for code in ("3.6.2", "3.6.3", "3.6.8")]
    table = findings(QuarterSoFar(brief_of(plan, the_history())), [rule(of, *found)])
    assert len(items(table, plan, "mk")) == lines


@pytest.mark.parametrize(("count", "is_counted"), [(8, False), (9, True)])
def test_more_than_eight_consequences_are_counted_and_not_named(
    count: int, is_counted: bool
) -> None:
    plan = the_plan()
    own = plan.activity("3.6.3")
    more = tuple(replace(own, code=f"3.6.{number}") for number in range(20, 20 + count))
    plan = replace(plan, activities=(*plan.activities, *more))
    cause = rule("empty_form", Found("MVR").saying(
        what=("rules.empty_form.nothing", {}), asked=("rules.empty_form.asked_nothing", {})
    ))  # fmt: skip
    then = replace(
        rule("missing_status", *(Found("MVR", activity.code) for activity in more)),
        follows=("empty_form",),
    )
    table = findings(QuarterSoFar(brief_of(plan, the_history())), [cause, then])
    (item,) = items(table, plan, "mk")
    assert len(item.consequences) == count
    assert ("3.6.20, " in item.message) != is_counted


def test_of_several_addresses_that_nobody_can_open_the_first_is_named() -> None:
    said = {f"{DUE}/evidence": "http://a.local/x; https://mvr.gov.mk/b; http://c.local/y"}
    (message,) = messages(Scenario(said), "bad_evidence_link")
    assert "a.local" in message
    assert "c.local" not in message


@every(
    ("form_id", "means"),
    [
        (FormId("NAP5", QUARTER.previous(), "MVR"), "old_file"),
        (FormId("NAP5", QUARTER, "MVR", 2), "other_form"),
        (FormId("NAP5", QUARTER.previous(), "NK"), "other_institution"),
        (FormId("NAP5", QUARTER, "NK"), "other_institution"),
    ],
)
def test_another_forms_identity_in_a_file_is_told_by_what_it_differs_in(
    form_id: FormId, means: str
) -> None:
    own = FormId("NAP5", QUARTER, "MVR")
    both = Identity(own, (Claim("visible", own), Claim("hidden", form_id)))
    (found,) = judged_alone(replace(filled({}), identity=both), contradictory_identity.find)
    assert found.keys["means"][0] == f"rules.contradictory_identity.means.{means}"


def test_an_institution_without_findings_has_nought_of_them() -> None:
    plan = the_plan()
    institutions = frame(INSTITUTIONS, [{"institution": "MVR"}, {"institution": "NK"}])
    tables = replace(Tables.empty(), institutions=institutions)
    so_far = QuarterSoFar(brief_of(plan, the_history()), tables=tables)
    counted = judge(so_far, [rule("missing_status", Found("MVR", "3.6.2"), Found("MVR", "3.6.3"))])
    assert list(counted.tables.institutions["findings"]) == [2, 0]


# ------------------------------------------------------------------ what is beside the numbers


@pytest.mark.parametrize(("value", "is_below"), [(None, False), (1, True), (75, False)])
def test_without_a_number_of_this_quarter_nothing_is_said_of_what_the_quarters_add_up_to(
    value: int | None, is_below: bool
) -> None:
    plan = with_indicator("3.6.3.1", accumulation=Accumulation.QUARTERLY, baseline=0)
    scenario = Scenario({**COMPLETED, f"{COUNT}/value": value}, plan=plan)
    assert ("completed_below_target" in scenario.rules()) == is_below


def said_by(institution: str, kind: str) -> Return:
    """A mail, or a text that names rows, without a form."""
    line = LedgerLine("", "", LedgerClass.UNPLACED, None, "Во овој квартал нема промени.", kind)
    seen = Observation(NAMES_ROWS, {"institution": institution})
    return letter(
        date(2022, 10, 7), institution, is_container=kind == "mail", ledger=Ledger.of([line]),
        observed=() if kind == "mail" else (seen,),
    )  # fmt: skip


@every(
    ("beside", "how"),
    [((), "nothing"), (("cell",), "file"), (("mail",), "mail"), (("cell", "mail"), "mail")],
)
def test_what_came_beside_an_empty_form_is_called_what_it_is(
    beside: tuple[str, ...], how: str
) -> None:
    brief = brief_of(the_plan(), the_history())
    returns = [filled({}), *(said_by("MVR", kind) for kind in beside)]
    (found,) = empty_form.find(QuarterSoFar(brief, reconcile(returns, brief.plan)))
    assert found.keys["what"][0] == f"rules.empty_form.{how}"
    assert found.keys["asked"][0] == f"rules.empty_form.asked_{how}"
    assert len(found.also) == len(beside)


BLANK: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = {
    "missing_status": ("status", {}),
    "missing_narrative": ("progress", {}),
    "missing_reason": ("reason", {"explanation": "во тек"}),
    "missing_new_deadline": ("new_deadline", {}),
    "other_without_text": ("explanation", {"reason": "Друго"}),
    "unexplained_delay": ("explanation", {}),
    "completed_without_evidence": ("evidence", {"status": "Завршено"}),
}


@every("rule", BLANK)
def test_what_stands_beside_a_blank_is_quoted_whatever_rule_asks_about_it(rule: str) -> None:
    column, other = BLANK[rule]
    said = {f"{DUE}/{name}": value for name, value in {**other, column: None}.items()}
    (form,) = Scenario(said).returns()
    home = FormField.parse(f"{DUE}/{column}")
    line = LedgerLine("1", "Z9", LedgerClass.UNPLACED, None, "видете го дописот", "note", home)
    form = replace(form, ledger=Ledger.of([line]))
    brief = brief_of(the_plan(), the_history())
    table = findings(QuarterSoFar(brief, reconcile([form], brief.plan)))
    (message,) = table.loc[(table["rule"] == rule) & (table["activity"] == "3.6.3"), "message"]
    assert "видете го дописот" in message
