"""What a returned form says of itself, and that "ready" holds in the merge."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import pytest
from made import case_plan
from returned_forms import content_of, findings_of, good_answers, read_of, returned
from rule_scenarios import COMPLETED, COUNT, DUE, GOING_ON, Changes, with_indicator

from ovpsheets.columns.checks import READY
from ovpsheets.columns.slips import slip_bands
from ovpsheets.forms.content import FormContent
from ovpsheets.intake.own_check import row_steps, says_ready
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.kinds import PERCENT, YES_NO
from ovpsheets.plan.model import Plan
from ovpsheets.words import ACTIVITIES, COVER, INDICATORS

PERSON: Final = {f"{COVER}/{key}": "Ана" for key in ("filled_by", "function", "email", "phone")}
PERCENTAGE: Final = with_indicator("3.6.3.1", kind=PERCENT, unit="%", target=90.0)
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
    "a deadline moved without a word": (
        {f"{GOING_ON}/new_deadline": "31.3.2023"}, "explanation", None,
    ),
    "no value": ({f"{COUNT}/value": None}, "value", None),
    "a number in words": ({f"{COUNT}/value": "десет"}, "number", None),
    "half a person": ({f"{COUNT}/value": 80.5}, "whole", None),
    "less than nobody": ({f"{COUNT}/value": -1}, "bounds", None),
    "ten times too many": ({f"{COUNT}/value": 1200}, "slipped", None),
    "fewer than before": ({f"{COUNT}/value": 44}, "fell", None),
    "above a hundred per cent": ({f"{COUNT}/value": 100.5}, "bounds", PERCENTAGE),
    "neither yes nor no": ({f"{COUNT}/value": "делумно"}, "choice", YES),
    "completed below target": ({**COMPLETED, f"{COUNT}/value": 119}, "below_target", None),
    "completed with a no": ({**COMPLETED, f"{COUNT}/value": "Не"}, "below_target", YES),
}  # fmt: skip

BESIDE: Final[Mapping[str, tuple[Changes, Plan | None]]] = {
    "well filled": ({}, None),
    "the day after the quarter": ({f"{DUE}/new_deadline": "1.10.2022"}, None),
    "a date of the program's own": ({f"{DUE}/new_deadline": datetime(2022, 12, 31)}, None),
    "after the end of the plan": ({f"{DUE}/new_deadline": "1.1.2024"}, None),
    "twice the target": ({f"{COUNT}/value": 240}, None),
    "as many as before": ({f"{COUNT}/value": 45}, None),
    "a hundred per cent": ({f"{COUNT}/value": 100}, PERCENTAGE),
    "on target": ({**COMPLETED, f"{COUNT}/value": 120}, None),
    "no, and not completed": ({f"{COUNT}/value": "Не"}, YES),
    "a flag": ({f"{COUNT}/value": None, f"{COUNT}/flag": "Нема податок"}, None),
}


@pytest.mark.parametrize("typed", NOT_READY)
def test_the_form_asks_for_what_the_merge_would_come_back_with(typed: str) -> None:
    changes, wanted, plan = NOT_READY[typed]
    steps = row_steps(*answered(changes, plan))
    assert {each for each in steps.values() if each not in READY} == {wanted}


@pytest.mark.parametrize("typed", BESIDE)
def test_a_form_that_is_ready_comes_back_with_nothing_important(typed: str) -> None:
    changes, plan = BESIDE[typed]
    form, content = answered(changes, plan)
    assert all(each in READY for each in row_steps(form, content).values())
    found = findings_of(form, plan=plan)
    own = found[(found["institution"] == "MVR") & (found["severity"] != "check")]
    assert list(own["id"]) == []


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
    bands = slip_bands((10.0, 100.0), is_whole=False)
    least, most = bands[10]
    assert 300 < least <= 300.001
    assert most == 1500
    assert slip_bands((0.0,), is_whole=True) == {}


def test_a_small_count_does_not_slip() -> None:
    assert 10 not in slip_bands((5.0,), is_whole=True)  # from 25 to 75, and a count below 100
    assert slip_bands((5.0,), is_whole=False)[10] == (25, 75)
