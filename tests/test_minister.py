"""The page for the minister: one A4, and nothing on it that the tables do not say."""

from dataclasses import replace
from datetime import date

import pytest
from made import case_report
from output_guards import guard, guard_unseen, words
from test_not_due import waiting

from ovpsheets.decision import ACCEPTED, WHOSE, Decision, Dispute, Outcome, Side
from ovpsheets.plan.model import Wording
from ovpsheets.results.minister import minister_docx, minister_html, minister_page
from ovpsheets.results.minister.minister_content import MOST_OVERDUE, MOST_SILENT, MinisterPage
from ovpsheets.results.report import Report
from ovpsheets.tables import ALL, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


def page(report: Report, language: Language = "en") -> MinisterPage:
    return minister_page(report, Texts(language))


def with_rows(report: Report, table: str, **values: object) -> Report:
    """Return *report* with *values* in every row of *table*."""
    changed = getattr(report.tables, table).assign(**values)
    return replace(report, tables=replace(report.tables, **{table: changed}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_nothing_and_asks_nothing_of_the_network(language: Language) -> None:
    own = page(case_report(), language)
    for name, data in (("m.html", minister_html(own)), ("m.docx", minister_docx(own))):
        guard(name, data)
        guard_unseen(name, data)
        assert own.title in words(name, data)


def test_both_files_say_the_same() -> None:
    own = page(case_report())
    for name, data in (("m.html", minister_html(own)), ("m.docx", minister_docx(own))):
        read = words(name, data)
        for said in (*own.messages, own.silent, own.overdue_said, *own.decisions):
            assert said in read


def test_the_counters_are_the_portals_and_what_has_not_begun_is_one_of_its_own() -> None:
    told = {counter.key: counter.value for counter in page(case_report()).counters}
    counted = case_report().counters()
    assert told["completed"] == f"{counted.completed}/{counted.total}"
    assert told["no_report"] == f"{counted.no_report}/{counted.total}"
    assert "not_due" not in told
    assert "not_due" in {counter.key for counter in page(waiting()).counters}


def test_three_messages_say_what_is_achieved_who_progressed_and_what_has_not_started() -> None:
    achieved, progressed, waiting = page(case_report()).messages
    assert achieved.startswith(
        "None of the eight milestones has been reported by its holder as achieved"
    )
    assert progressed.startswith("In the third quarter of 2022")
    assert "not started" in waiting


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_says_what_a_list_below_it_says(language: Language) -> None:
    own = page(case_report(), language)
    assert own.overdue
    names = case_report().silent_labels(Texts(language))
    day = Texts(language).long_date(case_report().quarter.end)
    said = " ".join(own.messages)
    assert [text for text in (*names, day) if text in said] == []


def test_of_whom_there_is_no_usable_form_is_said_by_name() -> None:
    assert page(case_report()).silent == (
        "Of the six institutions that were asked, there is no usable form from one: MLSP."
    )
    came = with_rows(case_report(), "institutions", returned=True)
    assert page(came).silent == "There is a usable form from every institution that was asked."
    unasked = with_rows(case_report(), "institutions", expected=False)
    assert page(unasked).silent == "No form was expected in this quarter."


def test_who_wrote_without_a_form_is_not_called_silent() -> None:
    wrote = with_rows(case_report(), "institutions", wrote=date(2022, 10, 10))
    assert "MLSP (" in page(wrote).silent


def test_what_is_late_stands_with_its_days_up_to_the_end_of_the_quarter_the_longest_first() -> None:
    own = page(case_report())
    assert [(row.code, row.days) for row in own.overdue] == [
        ("3.6.1", "92"), ("3.6.3", "that day"), ("3.6.4", "that day"), ("3.6.8", "that day"),
    ]  # fmt: skip
    assert own.overdue[0].status_word == "N.A."
    assert own.overdue_rest == ""


@pytest.mark.parametrize(
    ("language", "silent", "late"),
    [
        ("mk", "Од вкупно шест прашани институции, употреблив образец нема од една: МТСП.",
         "Од вкупно осум достигнувања, на четири рокот истекол до"),
        ("sq", "Nga gjithsej gjashtë institucione të pyetura, nuk ka formular të përdorshëm nga "
         "një: MPPS.", "Nga gjithsej tetë arritje, për katër afati ka kaluar deri më"),
        ("en", "Of the six institutions that were asked, there is no usable form from one: MLSP.",
         "Of eight milestones, four had reached their deadline by"),
    ],
)  # fmt: skip
def test_numbers_stand_in_words_as_in_the_sentences_above_them(
    language: Language, silent: str, late: str
) -> None:
    own = minister_page(case_report(), Texts(language))
    assert own.silent == silent
    assert own.overdue_said.startswith(late)
    assert [said for said in own.decisions if said[-1] not in ".?" or " 1 " in said] == []


def test_where_nothing_is_late_that_is_said_and_no_table_stands_there() -> None:
    own = page(with_rows(case_report(), "activities", timeliness="not_due"))
    assert own.overdue == ()
    assert own.overdue_said.startswith("No milestone was past its deadline on 30 September 2022")
    assert b"<table" not in minister_html(own)


def test_a_proposed_deadline_waits_for_a_decision_until_one_accepts_it() -> None:
    asked = "A new deadline is proposed for one milestone (3.6.3 – MoI). Is it accepted?"
    assert asked in page(case_report()).decisions
    decision = Decision(ACCEPTED, "3.6.3", "MVR", "31.12.2022")
    accepted = replace(case_report(), decided=(Outcome(decision),))
    assert asked not in page(accepted).decisions
    refused = replace(case_report(), decided=(Outcome(decision, "unreadable"),))
    assert asked in page(refused).decisions
    assert "1 earlier decision is to be looked at again." in page(refused).decisions


def test_who_did_not_answer_has_the_new_deadline_of_a_quarter_before_in_list_and_question() -> None:
    report = case_report()
    (silent,) = (own for own in page(report).overdue if own.code == "3.6.1")
    assert silent.new_deadline == "no answer"
    past = [
        {**row, "quarter": "2022-Q2", "new_deadline": date(2022, 12, 31)}
        for row in records(report.tables.activities)
        if row["activity"] == "3.6.1"
    ]
    history = replace(report.history, activities=frame(ALL["activities"], past))
    own = page(replace(report, history=history))
    assert [row.new_deadline for row in own.overdue if row.code == "3.6.1"] == ["31.12.2022"]
    assert any("3.6.1 – MLSP" in asked and "proposed" in asked for asked in own.decisions)


def test_a_passed_deadline_without_a_new_one_is_asked_of_who_answered_alone() -> None:
    (said,) = [own for own in page(case_report()).decisions if "no new one" in own]
    assert said.endswith(" (3.6.4 – MoJ). By when is it to be done?")


def test_a_file_that_is_nobodys_is_counted_and_its_name_is_not_told() -> None:
    report, name = case_report(), "Petrov.xlsx"
    found = {"id": "F-1", "rule": "unrecognised_file", "file": name, "state": "open"}
    findings = frame(ALL["findings"], [*records(report.tables.findings), found])
    dispute = Dispute(("unrecognised_file",), WHOSE, name, "", (Side("", "", name),))
    tables = replace(report.tables, findings=findings)
    said = page(replace(report, tables=tables, disputes=(dispute,))).decisions
    assert "Of 1 returned file it is not known whose it is." in said
    assert not any("Petrov" in one for one in said)


def test_where_nothing_is_to_be_decided_that_is_said() -> None:
    done = with_rows(case_report(), "activities", status="completed", timeliness="done")
    assert page(done).decisions == ("No decision is waiting.",)


def large() -> Report:
    """Return the case with 60 more institutions that are silent, each with a late activity."""
    report = case_report()
    first, (row, *_) = report.plan.activities[0], records(report.milestones())
    codes = [f"I{n}" for n in range(60)]
    text = Wording("Воспоставени мобилни тимови за теренска работа " * 5)
    plan = replace(
        report.plan,
        institutions=(
            *report.plan.institutions,
            *(
                replace(report.plan.institutions[0], code=own, short=Wording(own, own, own))
                for own in codes
            ),
        ),
        activities=(
            *report.plan.activities,
            *(replace(first, code=f"9.{own}", text=text, holder=own) for own in codes),
        ),
    )
    late = [{**row, "activity": f"9.{own}", "institution": own} for own in codes]
    silent = [{"institution": own, "expected": True, "returned": False} for own in codes]
    tables = replace(
        report.tables,
        activities=frame(ALL["activities"], [*records(report.tables.activities), *late]),
        institutions=frame(ALL["institutions"], [*records(report.tables.institutions), *silent]),
    )
    return replace(report, plan=plan, tables=tables)


def test_of_long_lists_the_first_stand_there_and_the_rest_is_counted() -> None:
    own = page(large())
    assert len(own.overdue) == MOST_OVERDUE
    assert own.overdue_rest == f"and {64 - MOST_OVERDUE} more"
    assert own.silent.startswith(
        "Of the 66 institutions that were asked, there is no usable form from 61"
    )
    assert own.silent.endswith(f"I10 and {61 - MOST_SILENT} more.")
    assert all(len(row.title.text) <= 70 for row in own.overdue)


def test_of_long_names_fewer_stand_in_a_list() -> None:
    report = large()
    long = tuple(
        replace(own, name=Wording("Н" * 90), short=Wording()) for own in report.plan.institutions
    )
    said = page(replace(report, plan=replace(report.plan, institutions=long)), "mk").silent
    assert said.endswith("и уште 57.")
