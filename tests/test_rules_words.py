"""What findings look like: their ids, their order, since when, and their sentences."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from typing import Any, Final

import pandas as pd
import pytest
from every_case import every
from made import QUARTER, case_plan
from returned_forms import (
    content_of,
    findings_of,
    good_answers,
    read_of,
    the_history,
    the_plan,
    without_table,
)
from rule_scenarios import FIRES

from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable
from ovpsheets.plan.model import Plan
from ovpsheets.rules.rule_book import RULES
from ovpsheets.tables import FINDINGS, Tables, frame
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES, SEVERITIES, Language

IDS: Final = tuple(rule.id for rule in RULES)
RECEIVED: Final = date(2022, 10, 11)


def everything_wrong(plan: Plan) -> tuple[Return, ...]:
    """Returns over which every rule of the book has something to say."""
    content = content_of("MVR", plan=plan)
    texts = Texts(content.language)
    fields = {
        f"{ACTIVITIES}/3.6.2/progress": None,
        f"{ACTIVITIES}/3.6.3/explanation": "/",
        f"{ACTIVITIES}/3.6.3/new_deadline": None,
        f"{ACTIVITIES}/3.6.8/status": None,
        f"{INDICATORS}/3.6.3.1/value": "околу 30",
        f"{INDICATORS}/3.6.3.2/value": None,
    }
    answers = {k: v for k, v in {**good_answers(content), **fields}.items() if v is not None}
    used = read_of(
        content, answers, name="MZ {0}.xlsx", received=RECEIVED,
        beside={
            (ACTIVITIES, 30, 1): "3.6.9",
            (ACTIVITIES, 40, 1): "3.6.5",
            (ACTIVITIES, 31, 1): "3.6.2",
            (ACTIVITIES, 31, 3): next(a.text for a in content.activities if a.code == "3.6.3"),
            (INDICATORS, 30, 1): content.indicators[0].code,
            (INDICATORS, 30, 11): "друга забелешка",
            (INDICATORS, 31, 1): content.indicators[0].code,
            (INDICATORS, 31, 11): "трета забелешка",
        },
    )  # fmt: skip
    assert used.placement is not None
    copied = (FormField(ACTIVITIES, "3.6.2", "status"),)
    (first, *_) = used.placement.rows.values()
    placed = replace(used.placement, second=copied, left_out={first[0]: "name"})
    used = replace(used, placement=placed)
    earlier = read_of(content, answers, name="прва.xlsx", received=date(2022, 10, 1))
    other = content_of("MZ", plan=plan)
    unread = {**good_answers(other), f"{ACTIVITIES}/3.6.5/status": "во тек {n}"}
    del unread[f"{INDICATORS}/3.6.5.1/value"]
    on_all: dict[tuple[str, int, int], str | float] = {
        ("notes", 30, 2): "Податоците се прелиминарни {n}"
    }
    plain = content_of("OP", plan=plan)
    own_sheet = UnreadTable(INDICATORS, "Наша табела", "A2")
    form_id = FormId(plan.code, QUARTER.previous(), "NK")
    return (
        used,
        earlier,
        replace(read_of(other, unread, received=RECEIVED), unread=(own_sheet,)),
        read_of(plain, good_answers(plain), received=RECEIVED, beside=on_all),
        without_table(read_of(content_of("MP", plan=plan), {}), ACTIVITIES),
        Return("а.xlsx", "aa" * 32, RECEIVED, set_aside="other_quarter",
               identity=Identity(form_id, (Claim("hidden", replace(form_id, revision=2)),))),
        Return("б.xlsx", "bb" * 32, RECEIVED, set_aside="damaged", detail=texts("words.yes")),
    )  # fmt: skip


@cache
def judged(language: Language, spoken: Language) -> pd.DataFrame:
    """Everything wrong, for a coordinator who reads *language* and members who speak *spoken*."""
    plan = case_plan()
    institutions = tuple(replace(item, language=spoken) for item in plan.institutions)
    plan = replace(plan, institutions=institutions)
    newest = {("MZ", ""): 2}
    return findings_of(*everything_wrong(plan), plan=plan, newest=newest, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_speaks_in_full_sentences(language: Language) -> None:
    table = judged(language, language)
    # The rules about what is answered have scenarios of their own.
    assert set(table["rule"]) | set(FIRES) == set(IDS)
    for row in table.to_dict("records"):
        for sentence in (row["message"], row["ask"]):
            shown = str(sentence).replace("MZ {0}.xlsx", "").replace("{n}", "")
            assert not set("{}") & set(shown), sentence
            assert "None" not in shown
            assert "<NA>" not in shown
            assert shown.endswith("."), sentence
            assert not shown.endswith(".."), sentence
            assert "  " not in shown.strip(), sentence


@every(("rule", "part"), product(IDS, ("name", "meaning", "remedy", "example", "message", "ask")))
def test_every_rule_is_in_the_catalogue_in_every_language(rule: str, part: str) -> None:
    wordings = catalogue()[f"rules.{rule}.{part}"]
    assert all(wordings[language] for language in LANGUAGES)
    if part != "name":
        for wording in wordings.values():
            plurals = [wording] if isinstance(wording, str) else wording.values()
            # What is put in at the end, or alone, is a sentence of its own.
            whole = (".", ". {want}", ": {fact}", "{told}", ". {said}", ". {please}")
            assert all(plural.endswith(whole) for plural in plurals)


def test_the_message_is_in_the_coordinators_language_and_the_ask_in_the_institutions() -> None:
    table, members = judged("en", "sq"), judged("sq", "sq")
    english = judged("en", "en")
    known = table["institution"].notna()
    assert list(table.loc[known, "ask"]) == list(members.loc[known, "ask"])
    assert table["message"].str.contains("Ministry of Interior").any()
    assert not table["message"].str.contains("Ministria").any()
    assert not set(english["ask"]) & set(table.loc[known, "ask"])


def test_a_file_of_nobody_is_asked_about_in_the_coordinators_language() -> None:
    table = judged("en", "sq")
    (row,) = table[table["rule"] == "unrecognised_file"].to_dict("records")
    want = Texts("en")("rules.unrecognised_file.want.form")
    sent, fact = Texts("en")("rules.sent_as.file", file="б.xlsx"), _damaged("en")
    said = Texts("en")("rules.unrecognised_file.ask", sent=sent, fact=fact, want=want)
    assert row["ask"] == said


def _damaged(language: Language) -> str:
    return Texts(language)("intake.refused.damaged")


def test_findings_stand_worst_first_then_by_institution_and_subject() -> None:
    table = judged("mk", "mk")
    severities = [severity.value for severity in SEVERITIES]
    institutions = [item.code for item in the_plan().institutions]
    keys = [
        (
            severities.index(row["severity"]),
            institutions.index(row["institution"])
            if row["institution"] in institutions
            else len(institutions),
        )
        for row in table.to_dict("records")
    ]
    assert keys == sorted(keys)


def test_ids_tell_every_finding_apart() -> None:
    ids = list(judged("mk", "mk")["id"])
    assert len(ids) == len(set(ids))


def test_ids_do_not_depend_on_language_or_order() -> None:
    returns = everything_wrong(the_plan())
    forwards = findings_of(*returns, language="mk")
    backwards = findings_of(*reversed(returns), language="sq")
    assert list(forwards["id"]) == list(backwards["id"])


def test_an_answer_is_known_by_rule_institution_and_code() -> None:
    ids = set(judged("mk", "mk")["id"])
    assert {"missing_status:MVR:3.6.8", "missing_indicator:MVR:3.6.3.2", "missing_return:MTSP",
            "unexplained_delay:MVR:3.6.3", "late_return:MVR"} <= ids  # fmt: skip


# ------------------------------------------------------------------ since


def with_findings(*quarters: str) -> Tables:
    rows: list[dict[str, Any]] = [
        {"id": "missing_return:MTSP", "rule": "missing_return", "quarter": quarter}
        for quarter in quarters
    ]
    return replace(the_history(), findings=frame(FINDINGS, rows))


@pytest.mark.parametrize(
    ("found_in", "since"),
    [((), "2022-Q3"), (("2022-Q2",), "2022-Q2"), (("2022-Q1", "2022-Q2"), "2022-Q1"),
     (("2022-Q1",), "2022-Q3")],
    ids=lambda value: "+".join(value) or "never" if isinstance(value, tuple) else value,
)  # fmt: skip
def test_a_finding_dates_from_the_start_of_its_unbroken_run(
    found_in: tuple[str, ...], since: str
) -> None:
    table = findings_of(history=with_findings(*found_in))
    assert list(table.loc[table["id"] == "missing_return:MTSP", "since"]) == [since]


def test_later_quarters_say_nothing_about_since() -> None:
    table = findings_of(history=with_findings("2022-Q4", "2022-Q3"))
    assert list(table.loc[table["id"] == "missing_return:MTSP", "since"]) == ["2022-Q3"]


def test_every_finding_is_open_and_of_this_quarter() -> None:
    table = judged("mk", "mk")
    assert set(table["state"]) == {"open"}
    assert set(table["quarter"]) == {"2022-Q3"}
