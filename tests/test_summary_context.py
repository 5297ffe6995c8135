"""The summary's context: the case's facts, and what an answer reads like."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pandas as pd
import pytest
from every_case import every
from made import case_report

from ovpsheets.plan.model import Commitment, Wording
from ovpsheets.results.narrative import SummaryContext, summary_context
from ovpsheets.results.narrative.summary_model import Measure, SummarySection
from ovpsheets.results.report import Report
from ovpsheets.results.report.derive_facts import facts_of
from ovpsheets.results.report.milestones import Milestone
from ovpsheets.results.report.quarter_figures import figures
from ovpsheets.tables import ALL, Tables, frame
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

MK: Final = Texts("mk")


def with_cells(report: Report, table: str, code: str, cells: Mapping[str, object]) -> Report:
    """Return *report* with the rows of an activity or indicator changed."""
    column = {"activities": "activity", "indicators": "indicator"}[table]
    rows: list[dict[str, Any]] = []
    for row in getattr(report.tables, table).astype(object).to_dict("records"):
        known = {str(key): None if pd.isna(value) else value for key, value in row.items()}
        rows.append({**known, **(cells if known[column] == code else {})})
    changed: dict[str, Any] = {table: frame(ALL[table], rows)}
    return replace(report, tables=replace(report.tables, **changed))


def in_two_commitments(report: Report) -> Report:
    """Return *report* with 3.6.4 and 3.6.5 moved to a commitment of their own."""
    moved = ("3.6.4", "3.6.5")
    second = Commitment("3.7", Wording(mk="Втора заложба"), coordinator="MP")
    plan = replace(
        report.plan,
        commitments=(*report.plan.commitments, second),
        activities=tuple(
            replace(activity, commitment="3.7") if activity.code in moved else activity
            for activity in report.plan.activities
        ),
    )
    result = replace(report, plan=plan)
    for code in moved:
        result = with_cells(result, "activities", code, {"commitment": "3.7"})
        for indicator in plan.indicators_of(code):
            result = with_cells(result, "indicators", indicator.code, {"commitment": "3.7"})
    return result


def the_section(context: SummaryContext) -> SummarySection:
    (section,) = context.sections
    return section


def milestone(report: Report, code: str, language: Language = "mk") -> Milestone:
    section = the_section(summary_context(report, Texts(language)))
    return next(one for one in section.milestones if one.code == code)


def measure(report: Report, code: str, language: Language = "mk") -> Measure:
    section = the_section(summary_context(report, Texts(language)))
    return next(one for one in section.measures if one.code == code)


def test_the_title_names_the_commitment_and_the_quarter() -> None:
    titles = [summary_context(case_report(), Texts(language)).title for language in LANGUAGES]
    assert titles == [
        "Известување за заложба 3.6 – трет квартал 2022 година",
        "Njoftim për angazhimin 3.6 – tremujori i tretë 2022",
        "Notification on commitment 3.6 – third quarter of 2022",
    ]


def test_the_case_is_told_in_six_sentences() -> None:
    assert summary_context(case_report(), MK).highlights == (
        "Ниту едно од осумте достигнувања не е пријавено од носителот како остварено; едно "
        "бележи значителен прогрес (3.6.2), а две ограничен (3.6.3 и 3.6.7).",
        "Во третиот квартал од 2022 година прогрес пријавија МВР, Национална комисија и Отворена "
        "порта; МП и МЗ не пријавија прогрес.",
        "Незапочнати се две достигнувања (3.6.4 и 3.6.5); за едно од нив не е наведена причина "
        "(3.6.4 – МП).",
        "Примени се пет од шест обрасци; нема употреблив образец од МТСП; "
        "МП го врати образецот по рокот; статусот не е познат за три достигнувања (Н.А.).",
        "До 30 септември 2022 година истекол рокот на четири достигнувања што не се "
        "пријавени од носителите како остварени (3.6.1, 3.6.3, 3.6.4 и 3.6.8); "
        "за три од нив не е наведен нов рок.",
        "Од вкупно 11 вредности на индикаторите недостасуваат шест: пет се без одговор и една е "
        "означена како недостапна [x].",
    )


def test_the_draft_is_marked_with_the_day_it_was_drawn_up() -> None:
    context = summary_context(case_report(), MK)
    assert context.draft_mark.startswith("НАЦРТ за координаторот")  # nothing is withheld in it
    shown = replace(case_report(), facts=facts_of(case_report()))
    assert summary_context(shown, MK).draft_mark.startswith("НАЦРТ за членовите")
    assert "12 октомври 2022 година" in context.draft_note


def test_the_counters_are_the_portals_and_partition_the_total() -> None:
    overview = summary_context(case_report(), MK).overview
    assert [(counter.label, counter.value) for counter in overview.counters] == [
        ("Вкупно достигнувања кои треба да се остварат", "8"),
        ("Остварени достигнувања", "0/8"),
        ("Достигнувања со значителен прогрес", "1/8"),
        ("Достигнувања кои се на чекање", "2/8"),
        ("Неостварени достигнувања", "2/8"),
    ]
    assert overview.no_report.value == "3/8"
    total, *holders = overview.rows
    assert sum(total.counts.values()) == 8
    for status, count in total.counts.items():
        assert count == sum(row.counts[status] for row in holders)


def test_the_bars_of_the_holders_share_one_scale_and_the_longest_is_full() -> None:
    total, *holders = summary_context(case_report(), MK).overview.rows
    for row in (total, max(holders, key=lambda row: row.total)):
        assert row.segments[-1].start + row.segments[-1].width == pytest.approx(100)
    most = max(row.total for row in holders)
    for row in holders:
        for part in row.segments:
            assert part.width / part.count == pytest.approx(100 / most, abs=0.01)


def test_who_left_most_without_an_answer_stands_first() -> None:
    _, *holders = summary_context(case_report(), MK).overview.rows
    silent = [row.counts["no_report"] for row in holders]
    assert silent == sorted(silent, reverse=True)
    assert silent[0] > silent[-1] == 0
    rest = [row.key for row in holders if not row.counts["no_report"]]
    order = [institution.code for institution in case_report().plan.institutions]
    assert rest == sorted(rest, key=order.index)


def test_the_contact_is_an_institution_and_no_address_is_shown() -> None:
    context = summary_context(case_report(), MK)
    values = {fact.label: fact.value for fact in context.facts}
    assert values["Контакт"] == "Координатор на заложбата 3.6, Министерство за внатрешни работи"
    assert values["Датум на последното ажурирање"] == "12 октомври 2022"
    assert "@" not in repr(context)


def test_the_last_update_is_written_as_on_the_portal() -> None:
    report = replace(case_report(), as_of=date(2023, 2, 9))
    facts = {fact.value for fact in summary_context(report, MK).facts}
    assert "09 февруари 2023" in facts


def test_who_returned_late_and_who_did_not_is_told_apart() -> None:
    states = {
        one.institution: (one.state, one.word, one.received)
        for one in summary_context(case_report(), MK).returns
    }
    assert states["MVR"] == ("on_time", "вратен во рок", "6.10.2022")
    assert states["MP"] == ("late", "вратен по рокот", "11.10.2022")
    assert states["MTSP"] == ("missing", "нема употреблив образец", "–")


def test_progress_of_a_co_holder_stands_beside_the_holders_silence() -> None:
    silent, other = milestone(case_report(), "3.6.8").progress
    assert (silent.tone, silent.text) == ("silent", "нема одговор")
    assert (other.by, other.text) == ("МВР", "Полицијата ги достави забелешките по нацртот.")


def test_a_placeholder_is_no_reason_and_is_quoted() -> None:
    reasons = [milestone(case_report(), "3.6.4", language).reason for language in LANGUAGES]
    assert {reason.tone for reason in reasons} == {"missing"}
    assert [reason.text for reason in reasons] == [
        "не е наведена (напишано е „нема“)",
        "nuk është dhënë (është shkruar “нема”)",
        "not given (written: “нема”)",
    ]


def test_a_reason_is_its_word_and_the_explanation() -> None:
    reason = milestone(case_report(), "3.6.5").reason
    assert reason.text.startswith("Зависи од друг орган: Се чека мислење")
    assert reason.said is not None
    assert reason.said.language == "mk"


@every(
    ("cells", "tone", "text"),
    [
        ({"reason": None, "explanation": None}, "missing", "не е наведена"),
        ({"reason": "funding", "explanation": None}, "given",
         "Недостиг на средства (без образложение)"),
        ({"reason": "funding", "explanation": "/"}, "given",
         "Недостиг на средства (за образложение е напишано „/“)"),
        ({"reason": None, "explanation": "Нема буџет."}, "given", "Нема буџет."),
        ({"status": "completed", "reason": None, "explanation": None}, "plain", "–"),
        ({"status": "no_report", "reason": None, "explanation": None}, "silent", "нема одговор"),
    ],
)  # fmt: skip
def test_a_reason_reads_as_what_was_given(cells: dict[str, object], tone: str, text: str) -> None:
    reason = milestone(with_cells(case_report(), "activities", "3.6.5", cells), "3.6.5").reason
    assert (reason.tone, reason.text) == (tone, text)


def test_the_title_again_is_no_explanation() -> None:
    title = case_report().plan.activity("3.6.5").text.in_("mk")
    cells = {"reason": None, "explanation": title.upper()}
    reason = milestone(with_cells(case_report(), "activities", "3.6.5", cells), "3.6.5").reason
    assert reason.tone == "missing"


def test_before_an_activity_begins_no_reason_is_owed() -> None:
    report = case_report()
    later = tuple(replace(a, start=date(2023, 1, 1)) for a in report.plan.activities)
    report = replace(report, plan=replace(report.plan, activities=later))
    cells = {"reason": None, "explanation": None}
    assert milestone(with_cells(report, "activities", "3.6.5", cells), "3.6.5").reason.text == "–"


def test_a_new_deadline_is_missed_only_where_the_old_one_has_passed() -> None:
    report = case_report()
    assert milestone(report, "3.6.3").new_deadline.text == "15.12.2022"
    assert milestone(report, "3.6.4").new_deadline.text == "не е наведен"
    assert milestone(report, "3.6.8").new_deadline.text == "нема одговор"
    assert milestone(report, "3.6.2").new_deadline.text == "–"


def test_zero_unavailable_not_applicable_and_silence_read_differently() -> None:
    report = case_report()
    for code, cells in (
        ("3.6.2.1", {"value": 0}),
        ("3.6.3.1", {"value": None, "flag": "z"}),
    ):
        report = with_cells(report, "indicators", code, cells)
    shown = [
        measure(report, code).value.text for code in ("3.6.2.1", "3.6.4.1", "3.6.3.1", "3.6.1.1")
    ]
    assert shown == ["0", "[x]", "[z]", "нема одговор"]
    for value, text in ((3, "3"), (None, "не се објавува")):  # its wording alone is kept back
        given = with_cells(
            report, "indicators", "3.6.2.1", {"value": value, "text": "3 показатели"}
        )
        kept = with_cells(given, "indicators", "3.6.2.1", {"text": None})
        assert measure(replace(kept, facts=facts_of(given)), "3.6.2.1").value.text == text


def test_numbers_percentages_and_words_are_written_in_the_readers_language() -> None:
    report = with_cells(case_report(), "indicators", "3.6.8.2", {"value": 62.5})
    assert measure(report, "3.6.8.2").value.text == "62,5 %"
    assert measure(report, "3.6.8.2", "en").value.text == "62.5%"
    assert measure(report, "3.6.5.1", "sq").baseline == "Jo"
    assert measure(report, "3.6.5.1", "sq").previous == "Jo"
    assert measure(report, "3.6.5.1", "en").target == "Yes"


@pytest.mark.parametrize(("text", "language"), [("U mbajtën", "sq"), ("Одржани се", "mk")])
def test_an_institutions_words_carry_its_language_unless_their_letters_say_another(
    text: str, language: Language
) -> None:
    report = case_report()
    spoken = tuple(replace(i, language="sq") for i in report.plan.institutions)
    tables = replace(report.tables, activities=report.tables.activities.assign(progress=text))
    report = replace(report, plan=replace(report.plan, institutions=spoken), tables=tables)
    progress = milestone(report, "3.6.7").progress[0].said
    assert progress is not None
    assert progress.language == language


def test_a_title_the_plan_lacks_is_shown_in_the_language_it_has() -> None:
    context = summary_context(in_two_commitments(case_report()), Texts("en"))
    assert context.sections[1].title.language == "mk"


def test_the_two_dates_of_this_quarter_and_the_next_are_given() -> None:
    this, following = summary_context(case_report(), MK).deadlines
    assert (this.submit_by, this.publish_by) == (
        "10 октомври 2022 година", "15 октомври 2022 година",
    )  # fmt: skip
    assert (following.submit_by, following.publish_by) == (
        "10 јануари 2023 година", "15 јануари 2023 година",
    )  # fmt: skip


def test_the_next_steps_ask_the_right_institutions() -> None:
    assert summary_context(case_report(), MK).next_steps == (
        "Сѐ уште се очекува образец од: МТСП.",
        "Сѐ уште треба да се наведе причина: 3.6.4 – МП.",
        "Сѐ уште треба да се наведе нов рок: 3.6.4 – МП.",
        "Обврските на членовите продолжуваат во периодот 1 октомври – 31 декември 2022 година "
        "(четврт квартал 2022 година) според истата динамика.",
    )


def test_the_making_names_institutions_and_days_but_no_file() -> None:
    context = summary_context(case_report(), MK, version="9.9")
    made = " ".join(context.making)
    assert "пет вратени обрасци" in made
    assert "МП 11.10.2022" in made
    assert "ovpsheets 9.9" in made
    assert ".xlsx" not in repr(context)
    assert "ovpsheets" not in " ".join(summary_context(case_report(), MK).making)


def test_several_commitments_make_a_plan_with_a_section_each() -> None:
    context = summary_context(in_two_commitments(case_report()), MK)
    assert context.title == "Известување за акцискиот план – трет квартал 2022 година"
    assert [section.code for section in context.sections] == ["3.6", "3.7"]
    totals = [one.overview.counters[0].value for one in context.sections if one.overview]
    assert totals == ["6", "2"]
    assert context.overview.counters[0].value == "8"
    assert len(context.sections[1].milestones) == 2


def test_one_commitment_of_several_speaks_of_its_own_institutions_only() -> None:
    context = summary_context(in_two_commitments(case_report()), MK, "3.7")
    assert context.title == "Известување за заложба 3.7 – трет квартал 2022 година"
    assert [one.institution for one in context.returns] == ["MP", "MZ"]
    assert [one.activities for one in context.returns] == ["1/1", "1/1"]
    assert context.overview.counters[0].value == "2"


def test_an_unknown_commitment_is_refused() -> None:
    with pytest.raises(KeyError):
        summary_context(case_report(), MK, "9.9")


def test_a_quarter_without_a_single_row_can_still_be_told() -> None:
    context = summary_context(replace(case_report(), tables=Tables.empty()), MK)
    assert context.highlights == ()
    assert context.overview.counters[0].value == "0"
    assert context.making == ("Не е користен ниту еден образец: нема употреблив.",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_makes_the_same_context(language: Language) -> None:
    texts = Texts(language)
    assert summary_context(case_report(), texts) == summary_context(case_report(), texts)


def test_a_new_deadline_that_a_co_holder_alone_gives_is_not_said_to_be_missing() -> None:
    report = case_report()
    given = report.tables.activities.copy()
    of_the_co_holder = (given["activity"] == "3.6.8") & (given["role"] == "co_holder")
    given.loc[of_the_co_holder, "new_deadline"] = pd.Timestamp(2023, 3, 31)
    put_off = replace(report, tables=replace(report.tables, activities=given))
    told = [figures(one, None, "en") for one in (report, put_off)]
    assert [own.past_deadline for own in told] == [("3.6.1", "3.6.3", "3.6.4", "3.6.8")] * 2
    assert [(own.without_new_deadline, own.unclear_new_deadline) for own in told] == [
        (3, 0), (2, 1),
    ]  # fmt: skip


def test_what_was_said_in_part_is_not_called_unsaid() -> None:
    own = {"status": "substantial", "previous_status": None, "progress": "Во завршна фаза."}
    told = figures(with_cells(case_report(), "activities", "3.6.4", own), None, "mk")
    assert (told.substantial, told.idle) == (("3.6.2", "3.6.4"), ("МЗ",))
    moved = figures(
        with_cells(case_report(), "activities", "3.6.4", {"reason": "staff"}), None, "mk"
    )
    assert (moved.unexplained, moved.reason_named) == ((("3.6.4", "МП"),), True)
    for day, unclear in ((date(2022, 9, 30), 1), (date(2022, 10, 1), 0)):
        put_off = with_cells(case_report(), "activities", "3.6.1", {"new_deadline": day})
        late = figures(put_off, None, "mk")
        assert (late.without_new_deadline, late.unclear_new_deadline) == (2, unclear)
