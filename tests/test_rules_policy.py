"""Causes, groups, waivers and settings: what becomes of findings before anybody reads them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from made import QUARTER
from returned_forms import content_of, findings_of, good_answers, read_of, the_plan

from ovpsheets.forms.identity import FormId
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.model import Waiver
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.causes import roots
from ovpsheets.rules.items import TodoItem, items
from ovpsheets.rules.policy import RulePolicy
from ovpsheets.tables import counted
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity


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


def to_do(findings: pd.DataFrame) -> dict[str, TodoItem]:
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


def test_of_rules_that_name_one_another_as_causes_one_finding_stands_for_itself() -> None:
    def rule(name: str, *follows: str) -> Rule:
        return Rule(name, Severity.CHECK, lambda _: iter(()), follows=follows)

    def following(*rules: Rule) -> dict[str, str]:
        return roots([(own, Found("MZ", "3.6.1"), own.id) for own in rules])

    assert following(rule("a", "b"), rule("b", "a")) == {"a": "b"}
    assert following(rule("a", "a")) == {}
    assert following(rule("a", "b"), rule("b", "c"), rule("c", "b")) == {"a": "c", "b": "c"}
    assert following(rule("c", "b"), rule("b", "c"), rule("a", "b")) == {"c": "b", "a": "b"}


def test_what_stands_in_one_cell_for_two_rows_is_one_finding_unless_the_first_is_waived() -> None:
    place = Place("f.xlsx", "1", "G8")
    one, two = (Found("MZ", code, place=place, found="исто") for code in ("3.6.1", "3.6.2"))
    judged = [(CAUSE, one, "one"), (CAUSE, two, "two")]
    assert roots(judged) == {"two": "one"}
    assert roots(judged, waived={"one"}) == {}
    apart = {
        "another cell": replace(two, place=replace(place, cell="G9")),
        "another file": replace(two, place=replace(place, file="g.xlsx")),
        "another text": replace(two, found="друго"),
        "a blank": replace(two, found=""),
        "nowhere": replace(two, place=replace(place, cell="")),
        "another column": replace(two, part="value"),
    }
    assert [name for name, own in apart.items() if roots([judged[0], (CAUSE, own, "two")])] == []
    assert roots([judged[0], (THEN, replace(two, activity="3.6.2"), "two")]) == {}


def test_a_missing_new_deadline_is_asked_about_with_the_unexplained_delay() -> None:
    content = content_of("MVR")
    answers = good_answers(content)
    for column in ("explanation", "new_deadline"):
        answers.pop(f"{ACTIVITIES}/3.6.3/{column}")
    found = findings_of(read_of(content, answers))
    item = to_do(found)["unexplained_delay:MVR:3.6.3"]
    assert [row["rule"] for row in item.consequences] == ["missing_new_deadline"]
    assert item.message.endswith("With it: New deadline missing (3.6.3).")
    assert item.ask.lower().count("нов рок") == 1
    assert "missing_new_deadline" not in set(counted(found)["rule"])


def test_a_cause_covers_only_what_it_concerns() -> None:
    about = Found("MZ", about=(("3.6.1", ""), ("3.6.2", "3.6.2.1")))
    judged = [
        (CAUSE, about, "cause:MZ"),
        (THEN, Found("MZ", "3.6.1"), "covered"),
        (THEN, Found("MZ", "3.6.2", "3.6.2.1"), "covered too"),
        (THEN, Found("MZ", "3.6.3"), "another activity"),
        (THEN, Found("MZ", "3.6.2"), "the activity of a covered indicator"),
    ]
    assert roots(judged) == {"covered": "cause:MZ", "covered too": "cause:MZ"}


def test_of_rows_set_aside_for_contradicting_themselves_only_those_miss_their_status() -> None:
    content = content_of("MVR")
    swapped: dict[str, object] = {
        f"{ACTIVITIES}/3.6.2/code": "3.6.3",
        f"{ACTIVITIES}/3.6.3/code": "3.6.2",
        f"{ACTIVITIES}/3.6.8/status": "",
    }
    found = findings_of(read_of(content, good_answers(content) | swapped))
    follows = found.loc[found["rule"] == "missing_status"].set_index("activity")["follows"]
    (cause,) = found.loc[found["rule"] == "contradictory_rows", "id"]
    assert follows.fillna("").to_dict() == {"3.6.2": cause, "3.6.3": cause, "3.6.8": ""}


def test_a_missing_form_is_said_with_the_file_that_came_instead() -> None:
    form_id = FormId(the_plan().code, QUARTER.previous(), "MZ")
    identity = Identity(form_id, (Claim("visible", form_id),))
    for why in ("other_quarter", "damaged"):
        file = Return("а.xlsx", "aa" * 32, date(2022, 10, 7), set_aside=why, identity=identity)
        found = findings_of(file).set_index("id")
        assert str(found.loc["missing_return:MZ", "follows"]).endswith(":MZ:aaaaaaaa")


def test_many_consequences_are_counted_and_few_are_named() -> None:
    content = content_of("MVR")
    found = findings_of(read_of(content, {}))
    item = to_do(found)["empty_form:MVR"]
    assert "Status missing (3.6.2, 3.6.3, 3.6.8)" in item.message
    many = found.loc[found["rule"] == "missing_status"].iloc[[0] * 9]
    rest = found[found["rule"] != "missing_status"]
    item = to_do(pd.concat([rest, many]))["empty_form:MVR"]
    assert "Status missing (9 times)" in item.message


def test_cells_are_listed_by_sheet() -> None:
    content = content_of("MVR")
    codes = ("3.6.3.1", "3.6.3.2", "3.6.2.1")
    said = {f"{INDICATORS}/{code}/source": "тел. 070 123 456" for code in codes}
    plan = replace(the_plan(), indicators=tuple(
        replace(own, reported_by=("MVR",)) if own.code in codes else own
        for own in the_plan().indicators
    ))  # fmt: skip
    content = content_of("MVR", plan=plan)
    found = findings_of(read_of(content, good_answers(content) | said, plan=plan), plan=plan)
    item = to_do(found)["personal_data:MVR:*"]
    assert "3 texts seem to hold personal data: 2 Индикатори: J" in item.message


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
    policy = RulePolicy({"cause": "urgent", "then": "trial", "and_then": "off"})
    assert policy.in_use((CAUSE, THEN, AND_THEN)) == (CAUSE, THEN)
    assert policy.severity(CAUSE) is Severity.URGENT
    assert policy.severity(THEN) is Severity.CHECK
    assert policy.on_trial(THEN)
    assert not policy.on_trial(CAUSE)
