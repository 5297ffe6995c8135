"""Causes, groups, waivers and settings: what becomes of findings before anybody reads them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from returned_forms import content_of, findings_of, good_answers, read_of, the_plan

from ovpsheets.plan.model import Waiver
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.causes import roots
from ovpsheets.rules.items import Item, items
from ovpsheets.rules.policy import Policy
from ovpsheets.tables import counted
from ovpsheets.words import ACTIVITIES, Severity


def nothing(_: object) -> list[Found]:
    return []


CAUSE = Rule("cause", Severity.CHECK, nothing)
THEN = Rule("then", Severity.CHECK, nothing, follows=("cause",))
AND_THEN = Rule("and_then", Severity.CHECK, nothing, follows=("then",))


def silent_about(*codes: str) -> pd.DataFrame:
    """Findings of a form in which these activities are left wholly blank."""
    content = content_of("MVR")
    blank = tuple(f"{ACTIVITIES}/{code}/" for code in codes)
    answers = {k: v for k, v in good_answers(content).items() if not k.startswith(blank)}
    return findings_of(read_of(content, answers))


def to_do(findings: pd.DataFrame) -> dict[str, Item]:
    return {item.id: item for item in items(findings, the_plan(), "en")}


def with_waiver(**fields: Any) -> pd.DataFrame:
    waiver = Waiver("missing_return", reason="spoken to", decided_by="the coordinator", **fields)
    return findings_of(plan=replace(the_plan(), waivers=(waiver,)))


def test_a_finding_follows_from_one_about_the_whole_institution() -> None:
    judged = [(CAUSE, Found("MZ"), "cause:MZ"), (THEN, Found("MZ", "3.6.1"), "then:MZ:3.6.1")]
    assert roots(judged) == {"then:MZ:3.6.1": "cause:MZ"}


def test_a_finding_does_not_follow_from_another_institutions() -> None:
    judged = [(CAUSE, Found("MP"), "cause:MP"), (THEN, Found("MZ"), "then:MZ")]
    assert roots(judged) == {}


def test_a_finding_does_not_follow_from_a_narrower_one() -> None:
    judged = [(CAUSE, Found("MZ", "3.6.1"), "cause:MZ:3.6.1"), (THEN, Found("MZ"), "then:MZ")]
    assert roots(judged) == {}


def test_what_follows_from_a_consequence_follows_from_its_cause() -> None:
    judged = [
        (AND_THEN, Found("MZ", "3.6.1", "3.6.1.1"), "c"),
        (THEN, Found("MZ", "3.6.1"), "b"),
        (CAUSE, Found("MZ", "3.6.1"), "a"),
    ]
    assert roots(judged) == {"c": "a", "b": "a"}


def test_a_missing_new_deadline_is_asked_about_with_the_unexplained_delay() -> None:
    content = content_of("MVR")
    answers = good_answers(content)
    for column in ("explanation", "new_deadline"):
        answers.pop(f"{ACTIVITIES}/3.6.3/{column}")
    found = findings_of(read_of(content, answers))
    item = to_do(found)["unexplained_delay:MVR:3.6.3"]
    assert [row["rule"] for row in item.consequences] == ["missing_new_deadline"]
    assert item.message.endswith("With it: New deadline missing (3.6.3).")
    assert "missing_new_deadline" not in set(counted(found)["rule"])


def test_equal_findings_of_one_institution_are_one_item() -> None:
    begun = [line.code for line in content_of("MVR").activities if line.begun]
    found = silent_about(*begun)
    assert (found["rule"] == "missing_status").sum() == len(begun) >= 3
    item = to_do(found)["missing_status:MVR:*"]
    assert item.codes == tuple(begun)
    assert all(code in item.message and code in item.ask for code in begun)


def test_two_equal_findings_stay_two_items() -> None:
    assert {"missing_status:MVR:3.6.2", "missing_status:MVR:3.6.3"} <= to_do(
        silent_about("3.6.2", "3.6.3")
    ).keys()


def test_a_waived_finding_is_still_there_and_says_who_decided_why_and_until_when() -> None:
    found = with_waiver(institution="MTSP", until=date(2022, 12, 31))
    own = found[found["institution"] == "MTSP"].iloc[0]
    assert own["state"] == "waived"
    assert own["waiver"] == (
        "одлучил да не се бара: the coordinator; причина: spoken to (до 31 декември 2022 година)"
    )
    assert "MTSP" not in set(counted(found)["institution"])
    assert "MZ" in set(counted(found)["institution"])


def test_a_waiver_that_has_ended_silences_nothing() -> None:
    found = with_waiver(until=date(2022, 6, 30))
    assert set(found["state"]) == {"open"}


def test_a_waiver_that_has_not_begun_silences_nothing() -> None:
    assert set(with_waiver(from_=date(2022, 10, 1))["state"]) == {"open"}


def test_the_settings_say_how_a_rule_is_used() -> None:
    policy = Policy({"cause": "urgent", "then": "trial", "and_then": "off"})
    assert policy.in_use((CAUSE, THEN, AND_THEN)) == (CAUSE, THEN)
    assert policy.severity(CAUSE) is Severity.URGENT
    assert policy.severity(THEN) is Severity.CHECK
    assert policy.on_trial(THEN)
    assert not policy.on_trial(CAUSE)
