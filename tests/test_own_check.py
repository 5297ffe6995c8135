"""What a returned form says of itself, and that "ready" holds in the merge."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import pandas as pd
import pytest
from every_case import every
from made import case_plan
from made_sayings import SAYING_NOTHING
from returned_forms import (
    ReturnedForm,
    content_of,
    findings_of,
    good_answers,
    one,
    read_alone,
    read_of,
    returned,
    saying_before,
    the_history,
)
from rule_scenarios import COMPLETED, COUNT, DUE, GOING_ON, Changes, with_indicator

from ovpsheets.columns.checks import READY
from ovpsheets.columns.slips import FarOff, far_off
from ovpsheets.forms.content import FormContent
from ovpsheets.intake.own_check import row_steps, says_ready
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.kinds import AMOUNT, DATE, PERCENT, TEXT, YES_NO
from ovpsheets.kinds import COUNT as COUNTED
from ovpsheets.plan.model import Plan
from ovpsheets.rules.as_the_form_said import OF_SEVERAL
from ovpsheets.rules.rule_book import RULES
from ovpsheets.words import ACTIVITIES, COVER, INDICATORS, Accumulation, Severity

PERSON: Final = {f"{COVER}/{key}": "Ана" for key in ("filled_by", "function", "email", "phone")}
PERCENTAGE: Final = with_indicator("3.6.3.1", kind=PERCENT, unit="%", target=90.0)
WORDS: Final = with_indicator("3.6.3.1", kind=TEXT, unit="", target=None, baseline=None)
DAY: Final = with_indicator("3.6.3.1", kind=DATE, unit="", target=None, baseline=None)
MONEY: Final = with_indicator(
    "3.6.3.1", kind=AMOUNT, unit="денари", target=1_500_000.0, baseline=None,
    accumulation=Accumulation.QUARTERLY,
)  # fmt: skip
DEBT: Final = with_indicator(
    "3.6.3.1", kind=AMOUNT, unit="денари", target=-100.0, baseline=None,
    accumulation=Accumulation.QUARTERLY,
)  # fmt: skip
YES: Final = with_indicator("3.6.3.1", kind=YES_NO, unit="", target="Да", baseline=None)


def answered(changes: Changes, plan: Plan | None = None) -> tuple[Return, FormContent]:
    content = content_of("MVR", plan=plan)
    said = {**good_answers(content), **changes}
    return read_of(content, {k: v for k, v in said.items() if v is not None}, plan=plan), content


def step(changes: Changes, field: str, plan: Plan | None = None) -> str:
    """Return what the form says of the row in which *field* is, when *changes* are typed."""
    table, code, _ = field.split("/")
    return row_steps(*answered(changes, plan))[table, code]


NOT_READY: Final[Mapping[str, tuple[Changes, str, Plan | None]]] = {
    "no status": ({f"{DUE}/status": None}, "status", None),
    "a status of one's own": ({f"{DUE}/status": "во тек"}, "status", None),
    "a status and a blank": ({f"{DUE}/status": "Значително "}, "status", None),
    "a status lower than before": (
        {f"{GOING_ON}/status": "Незапочнато", f"{GOING_ON}/reason": "Јавна набавка",
         f"{GOING_ON}/progress": None, f"{GOING_ON}/explanation": "Тендерот е поништен по жалба."},
        "status_fell", None,
    ),
    "no progress": ({f"{GOING_ON}/progress": None}, "progress", None),
    "progress that says nothing": ({f"{DUE}/progress": "Во прилог."}, "progress_hollow", None),
    "no reason": ({f"{DUE}/reason": None}, "reason", None),
    "a reason of one's own": ({f"{DUE}/reason": "Поплава"}, "reason_unknown", None),
    "no explanation": ({f"{DUE}/explanation": None}, "explanation", None),
    "an explanation that announces": (
        {f"{DUE}/explanation": "ќе се реализира во наредниот период"}, "hollow", None,
    ),
    "the reason as explanation": (
        {f"{DUE}/explanation": "Кадровски промени или недостиг на кадар"}, "hollow", None,
    ),
    "other, unexplained": ({f"{GOING_ON}/reason": "Друго"}, "explanation", None),
    "no new deadline": ({f"{DUE}/new_deadline": None}, "new_deadline", None),
    "a month as new deadline": ({f"{DUE}/new_deadline": "октомври"}, "deadline_unread", None),
    "the old deadline again": ({f"{DUE}/new_deadline": "30.9.2022"}, "deadline_past", None),
    "completed, and a new deadline": (
        {**COMPLETED, f"{DUE}/new_deadline": "1.10.2022"}, "completed_later", None,
    ),
    "a deadline moved without a word": (
        {f"{GOING_ON}/new_deadline": "31.3.2023"}, "explanation", None,
    ),
    "no value": ({f"{COUNT}/value": None}, "value", None),
    "a number in words": ({f"{COUNT}/value": "десет"}, "number", None),
    "half a person": ({f"{COUNT}/value": 80.5}, "whole", None),
    "an amount below nothing": ({f"{COUNT}/value": -50}, "bounds", MONEY),
    "less than nobody": ({f"{COUNT}/value": -1}, "bounds", None),
    "ten times too many": ({f"{COUNT}/value": 1200}, "slipped", None),
    "thirty times too many": ({f"{COUNT}/value": 3600}, "slipped", None),
    "two thousand times too many": ({f"{COUNT}/value": 240_000}, "slipped", None),
    "a thousandth of the last amount": ({f"{COUNT}/value": 0.05}, "slipped", MONEY),
    "fewer than before": ({f"{COUNT}/value": 44}, "fell", None),
    "above a hundred per cent": ({f"{COUNT}/value": 100.5}, "bounds", PERCENTAGE),
    "a share of one": ({f"{COUNT}/value": 0.46}, "share", PERCENTAGE),
    "a text that fills its cell": ({f"{COUNT}/value": "Нема."}, "text", WORDS),
    "a day far from the plan": ({f"{COUNT}/value": "31.12.2062"}, "bounds", DAY),
    "a year that slipped": ({f"{DUE}/new_deadline": "31.12.2202"}, "deadline_unread", None),
    "the number of a person": ({f"{DUE}/progress": "ЕМБГ 2805990450012"}, "personal", None),
    "the number of a person in a remark": (
        {f"{COUNT}/note": "за лицето 2805990450012"}, "personal", None,
    ),
    "a failed formula": ({f"{DUE}/progress": "#REF!"}, "broken", None),
    "neither yes nor no": ({f"{COUNT}/value": "делумно"}, "choice", YES),
    "completed below target": ({**COMPLETED, f"{COUNT}/value": 119}, "below_target", None),
    "completed with a no": ({**COMPLETED, f"{COUNT}/value": "Не"}, "below_target", YES),
}  # fmt: skip

BESIDE: Final[Mapping[str, tuple[Changes, Plan | None]]] = {
    "well filled": ({}, None),
    "a reason and a blank": ({f"{DUE}/reason": "Јавна набавка "}, None),
    "the day after the quarter": ({f"{DUE}/new_deadline": "1.10.2022"}, None),
    "a date of the program's own": ({f"{DUE}/new_deadline": datetime(2022, 12, 31)}, None),
    "after the end of the plan": ({f"{DUE}/new_deadline": "1.1.2024"}, None),
    "twice the target": ({f"{COUNT}/value": 240}, None),
    "an amount below nothing where one is expected": ({f"{COUNT}/value": -50}, DEBT),
    "a six-hundredth of the last amount": ({f"{COUNT}/value": 0.075}, MONEY),
    "as many as before": ({f"{COUNT}/value": 45}, None),
    "a hundred per cent": ({f"{COUNT}/value": 100}, PERCENTAGE),
    "one per cent": ({f"{COUNT}/value": 1}, PERCENTAGE),
    "a text": ({f"{COUNT}/value": "Извештајот е објавен на порталот."}, WORDS),
    "a day of the plan": ({f"{COUNT}/value": "31.12.2022"}, DAY),
    "on target": ({**COMPLETED, f"{COUNT}/value": 120}, None),
    "no, and not completed": ({f"{COUNT}/value": "Не"}, YES),
    "the number of an account": ({f"{DUE}/progress": "Сметка 100000000012345."}, None),
    "an address of an office": ({f"{DUE}/progress": "Пријави на info@example.mk."}, None),
    "a flag": ({f"{COUNT}/value": None, f"{COUNT}/flag": "Нема податок"}, None),
}


@every("typed", NOT_READY)
def test_the_form_asks_for_what_the_merge_would_come_back_with(typed: str) -> None:
    changes, wanted, plan = NOT_READY[typed]
    steps = row_steps(*answered(changes, plan))
    assert {each for each in steps.values() if each not in READY} == {wanted}


@every("typed", BESIDE)
def test_a_form_that_is_ready_comes_back_with_nothing_important(typed: str) -> None:
    changes, plan = BESIDE[typed]
    form, content = answered(changes, plan)
    assert all(each in READY for each in row_steps(form, content).values())
    found = findings_of(form, plan=plan)
    own = found[(found["institution"] == "MVR") & (found["severity"] != "check")]
    assert list(own["id"]) == []


ALREADY: Final = f"{ACTIVITIES}/3.6.3/progress"
ONLY_READ: Final[Mapping[str, tuple[Changes, Plan | None]]] = {
    "a person's name": ({ALREADY: "Обуката ја водеше Марија Петровска од Скопје."}, None),
    "a telephone number": ({ALREADY: "Одржани две обуки, контакт 070 123 456."}, None),
    "a private address": ({ALREADY: "Пријави на marija.p@example.mk за обуката."}, None),
    "a name in a remark": ({f"{COUNT}/note": "го води г-дин Петар Петровски"}, None),
    "a remark in thousands": ({f"{COUNT}/note": "во илјади денари"}, MONEY),
    "a remark in euros": ({f"{COUNT}/source": "износот е во евра"}, MONEY),
    "a remark that corrects": ({f"{COUNT}/note": "исправка: 55"}, None),
    "a remark that limits": ({f"{COUNT}/note": "само за Скопје"}, None),
    "another number by its code": ({"notes/remarks": "3.6.3.1 треба да биде 55"}, None),
    "another status by its code": ({"notes/remarks": "3.6.3 треба да е Завршено"}, None),
}  # fmt: skip


@every("typed", ONLY_READ)
def test_what_no_formula_sees_in_a_row_is_asked_about_and_not_important(typed: str) -> None:
    changes, plan = ONLY_READ[typed]
    form, content = answered(changes, plan)
    assert_only_to_be_checked(form, content, plan)


AROUND: Final[Mapping[str, Callable[[ReturnedForm], object]]] = {
    "a currency in the format": lambda f: f.write(f"{COUNT}/value", 1_500_000, '#,##0 "EUR"'),
    "thousands in the format": lambda f: f.write(f"{COUNT}/value", 1_500_000, "#,##0,"),
    "nothing in the format": lambda f: f.write(f"{COUNT}/value", 1_500_000, ";;;"),
    "a number rounded by its format": lambda f: f.write(f"{COUNT}/value", 1_500_000, '0,," м."'),
    "a note that names another status": lambda f: f.note_at(f"{DUE}/status", "всушност Завршено"),
    "a value struck out": lambda f: f.strike(f"{COUNT}/value", 1_500_000),
    "a note on the cell": lambda f: f.note_at(f"{COUNT}/value", "во илјади денари"),
    "a status struck out": lambda f: f.strike(f"{ACTIVITIES}/3.6.3/status", "Значително"),
}


@every("typed", AROUND)
def test_what_stands_around_an_answer_is_asked_about_and_not_important(typed: str) -> None:
    filled = returned("MVR", plan=MONEY).fill_well().write(f"{COUNT}/value", 1_500_000)
    AROUND[typed](filled)
    assert_only_to_be_checked(read_alone(filled.data(), MONEY), filled.content, MONEY)


@pytest.mark.parametrize(
    ("said", "weight"),
    [("износите се во илјади", "important"), ("податоците се прелиминарни", "check")],
)
def test_a_sentence_on_all_values_is_about_no_row_of_a_form_that_is_ready(
    said: str, weight: str
) -> None:
    form, content = answered({"notes/remarks": said, f"{COUNT}/value": 1_500_000}, MONEY)
    assert all(each in READY for each in row_steps(form, content).values())
    (row,) = findings_of(form, plan=MONEY).query("institution == 'MVR'").to_dict("records")
    assert (row["rule"], row["severity"]) == ("remark_on_all", weight)


def assert_only_to_be_checked(form: Return, content: FormContent, plan: Plan | None) -> None:
    assert all(each in READY for each in row_steps(form, content).values())
    found = findings_of(form, plan=plan)
    assert set(found.loc[found["institution"] == "MVR", "severity"]) == {"check"}


def test_what_two_forms_say_is_important_whatever_each_of_them_says_of_itself() -> None:
    assert {rule.id for rule in RULES if rule.severity is Severity.IMPORTANT} > OF_SEVERAL


def test_a_finding_weighs_what_its_rule_says_where_the_form_asked_for_something() -> None:
    form, _ = answered({ALREADY: "Учесник со ЕМБГ 2805990450012.", f"{COUNT}/value": 120})
    found = findings_of(form)
    assert one(found, rule="personal_data")["severity"] == "important"


@pytest.mark.parametrize("column", ["progress", "explanation"])
def test_a_text_that_only_the_merge_sees_through_is_not_important(column: str) -> None:
    known = set()
    for text in (SAYING_NOTHING[0], SAYING_NOTHING[90], "Види го дописот наш број 77"):
        form, content = answered({f"{DUE}/{column}": text})
        found = findings_of(form)
        own = found[(found["activity"] == "3.6.3") & (found["indicator"].isna())]
        ready = row_steps(form, content)[ACTIVITIES, "3.6.3"] in READY
        known.add(not ready)
        assert not own.empty, text
        assert ("important" not in set(own["severity"])) is ready, text
    assert known == {True, False}


def test_last_quarters_explanation_again_is_known_to_the_form() -> None:
    before = saying_before("Тендерот е поништен по жалба.")
    content = content_of("MVR", history=before)
    again = {**good_answers(content), f"{DUE}/explanation": " тендерот е  поништен по жалба."}
    assert row_steps(read_of(content, again), content)[ACTIVITIES, "3.6.3"] == "hollow"


def test_a_deadline_not_kept_is_only_to_be_confirmed_where_reason_and_deadline_are_given() -> None:
    history = the_history()
    promised = history.activities.copy()
    promised["new_deadline"] = pd.Series(
        [date(2022, 8, 31) if code == "3.6.3" else None for code in promised["activity"]],
        index=promised.index, dtype="object",
    )  # fmt: skip
    history = replace(history, activities=promised)
    form, _ = answered({})
    explained = findings_of(form, history=history).set_index("rule")["severity"]
    assert explained["broken_promise"] == "check"
    form, _ = answered({f"{DUE}/new_deadline": None})
    asked = findings_of(form, history=history).set_index("rule")["severity"]
    assert asked["broken_promise"] == "important"


@every(
    ("column", "typed", "wanted"),
    [
        ("target", 60, "given_changed"),
        ("baseline", 1, "given_changed"),
        ("unit", "илјади лица", "given_changed"),
        ("target", 120, "ok"),
    ],
)
def test_a_value_of_the_plan_that_was_changed_is_to_be_restored(
    column: str, typed: object, wanted: str
) -> None:
    assert step({f"{COUNT}/{column}": typed}, f"{COUNT}/value") == wanted


def test_one_row_copied_to_all_is_seen_in_each_of_them() -> None:
    copied: Changes = {
        f"{ACTIVITIES}/{code}/{column}": said
        for code in ("3.6.2", "3.6.3", "3.6.8")
        for column, said in {
            "status": "Значително", "progress": "Одржани се два состанока.", "reason": "Друго",
            "explanation": "Се чека согласност од Владата.", "new_deadline": "31.12.2022",
        }.items()
    }  # fmt: skip
    form, content = answered(copied)
    rows = {code: found for (table, code), found in row_steps(form, content).items()
            if table == ACTIVITIES}  # fmt: skip
    assert set(rows.values()) == {"copied"}
    found = findings_of(form).set_index("rule")["severity"]
    assert found["copied_rows"] == "important"


def test_what_is_only_to_be_looked_at_is_said_and_does_not_hold_a_row_up() -> None:
    assert step({f"{DUE}/new_deadline": "1.1.2024"}, f"{DUE}/status") == "after_plan"
    idle = {
        f"{DUE}/status": "Незапочнато", f"{DUE}/progress": None, f"{COUNT}/value": 50,
        f"{ACTIVITIES}/3.6.3/explanation": "Тендерот е поништен по жалба.",
    }  # fmt: skip
    assert step(idle, f"{COUNT}/value") == "moved"


def test_a_form_is_ready_once_its_cover_says_who_filled_it_in() -> None:
    form, content = answered(PERSON)
    assert says_ready(form, content)
    unsigned, _ = answered({**PERSON, f"{COVER}/phone": None})
    assert not says_ready(unsigned, content)


def test_an_unfilled_form_is_not_ready() -> None:
    content = content_of("MVR", plan=case_plan())
    assert not says_ready(read_of(content, {}), content)
    assert returned().content.form_id == content.form_id


def test_a_number_typed_as_text_is_not_ready_though_the_merge_reads_it() -> None:
    form, content = answered({f"{COUNT}/value": "120"})
    assert row_steps(form, content)[INDICATORS, "3.6.3.1"] == "number"
    assert form.answers
    assert form.answers.indicators["3.6.3.1"].value == 120


def test_a_slip_is_thought_of_beyond_three_times_what_was_expected() -> None:
    large = far_off((10.0, 100.0), AMOUNT).large
    assert large is not None
    assert 300 < large <= 300.001
    assert far_off((0.0,), COUNTED) == FarOff()


def test_nothing_is_too_large_to_be_asked_about() -> None:
    impossible = far_off((100.0,), COUNTED)
    assert not impossible.holds(499)
    assert all(impossible.holds(value) for value in (500, 2_000, 30_000, 150_001, 1e9))
    assert impossible.likely(1_000) == (10, 100)
    assert impossible.likely(2_000) is None
    assert impossible.likely(1e9) is None


def test_an_amount_is_too_small_where_thousands_of_it_were_expected() -> None:
    impossible = far_off((1_500_000.0,), AMOUNT)
    assert all(impossible.holds(value) for value in (0.5, 15, 1_500, 2_250))
    assert not any(impossible.holds(value) for value in (-15, 0, 2_251, 1_500_000))
    assert impossible.likely(1_500) == (1_000, 1_500_000)
    assert impossible.likely(1.5) == (1_000_000, 1_500_000)
    assert impossible.likely(15) is None
    assert not far_off((1_500_000.0,), COUNTED).holds(15)


def test_a_value_near_its_baseline_is_not_too_large_beside_a_far_smaller_target() -> None:
    assert far_off((5.0,), PERCENT).holds(70)
    assert not far_off((5.0,), PERCENT, baseline=72.0).holds(70)
    assert far_off((5.0,), PERCENT, baseline=72.0).holds(217)


def test_a_small_count_does_not_slip() -> None:
    assert not far_off((5.0,), COUNTED).holds(99)  # twenty times, but a count below 100
    assert far_off((5.0,), COUNTED).holds(100)
    assert not far_off((5.0,), AMOUNT).holds(24.9)
    assert far_off((5.0,), AMOUNT).holds(25)
