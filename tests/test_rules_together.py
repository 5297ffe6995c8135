"""What an activity's status makes of several of its indicators is one line and one question."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from every_case import every
from made import case_plan
from rule_scenarios import COMPLETED, COUNT, DUE, HELPED, SECOND, Scenario, with_activity

from ovpsheets.results.report.open_items import asks_of
from ovpsheets.rules.items import TodoItem, items
from ovpsheets.words import INDICATORS, LANGUAGES, Language

BELOW: Final = {**COMPLETED, f"{COUNT}/value": 78, f"{SECOND}/value": 4}
IDLE: Final = {
    f"{DUE}/status": "Незапочнато", f"{DUE}/progress": None, f"{COUNT}/value": 60,
    f"{SECOND}/value": 3, f"{DUE}/explanation": "Тендерот е поништен по жалба.",
}  # fmt: skip


def of(changes: Mapping[str, object], rule: str, language: Language = "en") -> list[TodoItem]:
    table = Scenario(changes).findings(language, "mk")
    own = items(table, case_plan(), language)
    return [item for item in own if item.first["rule"] == rule]


@every(("changes", "rule"), [(BELOW, "completed_below_target"), (IDLE, "moving_not_started")])
@every("language", LANGUAGES)
def test_two_indicators_of_one_activity_are_one_line(
    changes: Mapping[str, object], rule: str, language: Language
) -> None:
    (item,) = of(changes, rule, language)
    assert item.codes == ("3.6.3.1", "3.6.3.2")
    for sentence in (item.message, item.ask):
        assert "3.6.3.1, 3.6.3.2" in sentence
        assert "3.6.3 " in sentence
        assert sentence.endswith(".")
    (ask,) = asks_of(item)
    assert ask.text == item.ask
    assert [finding["indicator"] for finding in ask.findings] == ["3.6.3.1", "3.6.3.2"]


def test_one_indicator_keeps_its_own_sentence_with_its_value() -> None:
    (item,) = of({**COMPLETED, f"{COUNT}/value": 78}, "completed_below_target")
    assert "the value is 78 and the target 120" in item.message
    (ask,) = asks_of(item)
    assert ask.text == item.ask


def test_indicators_of_two_activities_are_one_line_and_a_question_each() -> None:
    plan = with_activity("3.6.8", holder="MVR", co_holders=())
    theirs = tuple(replace(own, reported_by=("MVR",)) for own in plan.indicators)
    plan = replace(plan, indicators=theirs)
    changes = {
        **BELOW, f"{HELPED}/status": "Завршено", f"{HELPED}/evidence": "https://example.mk/3",
        f"{INDICATORS}/3.6.8.1/value": "Не", f"{INDICATORS}/3.6.8.2/value": 40,
    }  # fmt: skip
    table = Scenario(changes, plan=plan).findings("en", "mk")
    (item,) = (
        item for item in items(table, plan, "en") if item.first["rule"] == "completed_below_target"
    )
    assert item.codes == ("3.6.3.1", "3.6.3.2", "3.6.8.1", "3.6.8.2")
    assert "4 indicators of completed activities" in item.message
    first, second = asks_of(item)
    assert "3.6.3.1, 3.6.3.2" in first.text
    assert "3.6.8.1, 3.6.8.2" in second.text
