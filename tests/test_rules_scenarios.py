"""Every rule about answers fires where it must, is silent near by, and reads well."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest
from every_case import every
from rule_scenarios import (
    COUNT,
    DUE,
    FIRES,
    SILENT,
    Scenario,
    late_before,
    said_before,
    value_before,
    with_activity,
    with_indicator,
)

from ovpsheets import kinds
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import Column
from ovpsheets.columns.own_steps import NEEDED
from ovpsheets.decision import Decision
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.rules.bad_evidence_link import bad_addresses
from ovpsheets.rules.person_names import names_person, plan_texts
from ovpsheets.rules.personal_data import suspected
from ovpsheets.tables import Tables
from ovpsheets.words import INDICATORS, LANGUAGES, Accumulation, Language


def test_well_filled_forms_have_no_findings() -> None:
    scenario = Scenario(others={"NK": {}, "OP": {}, "MP": {}, "MZ": {}, "MTSP": {}})
    assert scenario.rules() == set()


@every("near", SILENT)
def test_a_rule_is_silent(near: str) -> None:
    rule, scenario = SILENT[near]
    assert rule not in scenario().rules()


@every("rule", FIRES)
@every("language", LANGUAGES)
def test_a_rule_fires_and_speaks_in_sentences(rule: str, language: Language) -> None:
    table = FIRES[rule]().findings(language, language)
    own = table[table["rule"] == rule]
    assert len(own)
    for row in own.to_dict("records"):
        _reads_well(row)
    if language == "en":
        assert [_told(row) for row in own.to_dict("records")] == TOLD.get(rule, [])


def _told(row: Mapping[Any, object]) -> str:
    """Where a finding stands, what it quotes, and what the institution is asked."""
    where = (row["id"], row["sheet"], row["cell"], row["severity"], row["found"])
    return " | ".join(str(part or "") for part in (*where, row["ask"]))


def _of_file() -> Iterator[tuple[str, list[str]]]:
    for lines in TOLD_IN.read_text(encoding="utf-8").strip().split("\n\n"):
        yield lines.split(":", 1)[0], lines.split("\n")


TOLD_IN: Final = Path(__file__).with_name("findings_told.txt")
TOLD: Final = dict(_of_file())
"""Rule → what is told of each finding in the scenario where it fires."""


def _reads_well(row: Mapping[Any, object]) -> None:
    for sentence in (str(row["message"]), str(row["ask"])):
        assert not set("{}") & set(sentence), sentence
        assert "None" not in sentence
        assert "<NA>" not in sentence
        assert sentence.endswith("."), sentence
        assert not sentence.endswith(".."), sentence
        assert "  " not in sentence, sentence
        assert "„“" not in sentence, sentence
        assert "“”" not in sentence, sentence


# ------------------------------------------------------------------ over the quarters


def test_an_activity_keeps_its_past_when_it_moves_to_another_holder() -> None:
    plan = with_activity("3.6.1", holder="MVR")
    plan = replace(plan, indicators=with_indicator("3.6.1.1", reported_by=("MVR",)).indicators)
    history = value_before("3.6.1.1", value=9.0)
    moved = Scenario({f"{INDICATORS}/3.6.1.1/value": 4}, plan=plan, history=history)
    (row,) = _of(moved.findings("en", "en"), "falling_value")
    assert row["institution"] == "MVR"
    assert "9 was reported last, now 4" in row["ask"]


def test_a_value_is_compared_over_a_missing_quarter() -> None:
    history = value_before("3.6.3.1", "2022-Q1", value=45.0)
    history = replace(history, indicators=history.indicators[
        history.indicators["quarter"] == "2022-Q1"
    ])  # fmt: skip
    assert "falling_value" in Scenario({f"{COUNT}/value": 12}, history=history).rules()


def test_a_delay_is_counted_in_quarters_of_the_calendar() -> None:
    history = late_before("2022-Q1")
    kept = history.activities[history.activities["quarter"] == "2022-Q1"]
    late = Scenario(history=replace(history, activities=kept))
    (row,) = _of(late.findings("en", "en"), "long_delay")
    assert (
        "late for 3 quarters running (first seen for the first quarter of 2022)" in row["message"]
    )


def test_a_text_repeated_after_a_silent_quarter_is_noticed() -> None:
    said = "Одржани се две обуки за 45 службеници."
    history = said_before("3.6.3", "2022-Q1", progress=said)
    activities = history.activities.copy()
    silent = (activities["activity"] == "3.6.3") & (activities["quarter"] == "2022-Q2")
    activities.loc[silent, ["progress", "status"]] = [None, "no_report"]
    repeated = Scenario({f"{DUE}/progress": said}, history=replace(history, activities=activities))
    assert "unchanged_report" in repeated.rules()


def test_who_explained_a_broken_promise_is_only_asked_to_confirm() -> None:
    kept = FIRES["broken_promise"]()
    (row,) = _of(kept.findings("en", "en"), "broken_promise")
    assert row["ask"].endswith("Please confirm that the deadline you now give is realistic.")


def test_large_values_are_quoted_in_full() -> None:
    percent = Scenario(
        {f"{COUNT}/value": 1_500_000}, plan=with_indicator("3.6.3.1", kind=kinds.PERCENT, unit="%")
    )
    (row,) = _of(percent.findings("mk", "mk"), "percent_above_100")
    assert row["found"] == "1500000"


def test_yes_and_no_are_said_in_the_readers_language() -> None:
    plan = with_indicator("3.6.8.1", reported_by=("MTSP", "MVR"))
    said = Scenario(
        {f"{INDICATORS}/3.6.8.1/value": "Не"},
        others={"MTSP": {f"{INDICATORS}/3.6.8.1/value": "Po"}}, plan=plan,
    )  # fmt: skip
    for row in _of(said.findings("mk", "mk"), "values_disagree"):
        assert ": Да" in row["message"]
        assert ": Не" in row["message"]
        assert "yes" not in row["message"]


def test_who_gave_different_values_are_both_asked_and_neither_is_told_the_others_figure() -> None:
    found = _of(FIRES["values_disagree"]().findings("en", "en"), "values_disagree")
    asks = {row["institution"]: row["ask"] for row in found}
    assert asks.keys() == {"MVR", "NK"}
    assert "you report 6; National Commission" in asks["MVR"]
    assert all("reports another value." in ask for ask in asks.values())
    assert "you report 5; Ministry of Interior reports another value" in asks["NK"]


def test_holder_and_co_holder_are_both_asked_each_with_what_the_other_said() -> None:
    found = _of(FIRES["holders_disagree"]().findings("en", "en"), "holders_disagree")
    asks = {row["institution"]: row["ask"] for row in found}
    assert asks.keys() == {"MVR", "NK"}
    assert "you report “Completed”; the holder (National Commission" in asks["MVR"]
    assert "you report “Limited”; the co-holder (Ministry of Interior) reports" in asks["NK"]


def _of(table: pd.DataFrame, rule: str) -> list[dict[str, Any]]:
    own = table[table["rule"] == rule]
    return [{str(k): v for k, v in row.items()} for row in own.to_dict("records")]


# ------------------------------------------------------------------ personal data, addresses


@every(
    ("text", "kind"),
    [
        ("ЕМБГ 0101990450006", "number"), ("2902996450006", "number"), ("2902004450006", "number"),
        ("2902997450006", ""), ("2902900450006", ""), ("0113990450006", ""),
        ("арх. бр. 3201990450006", ""),
        ("тел. 02/3123-456", "phone"), ("+389 70 123 456", "phone"), ("(047) 123-456", "phone"),
        ("Одлука бр. 08-1234/22", ""), ("бр. 02-312345", ""), ("070123456789", ""),
        ("контакт: ana.primer@example.mk", "mail"), ("info@example.mk", ""),
        ("г-ѓа Примерка го водеше тимот", "name"), ("Обуките ги водеше Петар Примеровски.", "name"),
        ("Trajnimi u mbajt nga znj. Shembullore.", "name"),
        ("Koordinatorja Afërdita Shembulli e udhëhoqi trajnimin.", "name"),
        ("trajnimin e mbajti Agron Shembulli", "name"), ("Afrim T. Shembulli", "name"),
        ("Обуката ја одржа Агрон Пример.", "name"), ("Координатор: Снежана Пример", "name"),
        ("Agroni dhe Komuna e Çairit", ""), ("në spitalin Nënë Tereza", ""),
        ("Shkolla Ali Shembulli", ""), ("Ministria e Drejtësisë dhe Agim i ri", ""),
        ("Албанија и Македонија, Ана и Агрон", ""), ("Охрид. Марија дојде.", ""),
        ("Општина Ѓорче Петров", ""), ("во Демир Хисар и во Македонски Брод", ""),
        ("Уставот и Законот за основно образование", ""), ("Стручна Комисија за Основа", ""),
    ],
)  # fmt: skip
def test_personal_data_is_told_from_what_looks_like_it(text: str, kind: str) -> None:
    assert suspected(text) == kind


def test_a_name_that_the_plan_bears_is_no_secret() -> None:
    plan = with_activity("3.6.3", text=Wording("Обука во центарот Петар Примеровски"))
    assert not names_person("Отворен е Петар Примеровски.", plan_texts(plan))


@every(
    "text",
    ["http:/mvr.gov.mk", "htp://mvr.gov.mk", "https://mvr", "www.mvr", r"\\serv\obuka.docx",
     "file:///C:/obuka.docx", "D:/obuka.docx", "https://10.0.0.15/a", "https://portal.mvr.local/a"],
)  # fmt: skip
def test_addresses_that_nobody_outside_can_open_are_found(text: str) -> None:
    assert bad_addresses(f"Види {text}, стр. 2")


# ------------------------------------------------------------------ far from what is expected

AMOUNTS = with_indicator(
    "3.6.3.1",
    kind=kinds.AMOUNT,
    unit="денари",
    target=1_500_000.0,
    accumulation=Accumulation.QUARTERLY,
)


@every(
    ("value", "said"),
    [
        (15_000_000, "seems 10 times too large (perhaps 1,500,000)"),
        (9e9, "is far above the target or the last value (1,500,000)"),
        (1_500, "seems 1,000 times too small (perhaps 1,500,000)"),
        (15, "is far below the target or the last value (1,500,000)"),
    ],
)
@every("language", LANGUAGES)
def test_a_value_far_from_what_is_expected_is_asked_about(
    value: float, said: str, language: Language
) -> None:
    scenario = Scenario({f"{COUNT}/value": value}, plan=AMOUNTS, history=Tables.empty())
    (english,) = _of(scenario.findings("en", "en"), "unit_slip")
    assert said in str(english["message"])
    for row in _of(scenario.findings(language, language), "unit_slip"):
        _reads_well(row)


@pytest.mark.parametrize("value", [2_300, 40_000, 7_000_000])
def test_a_smaller_or_larger_amount_is_asked_about_only_beyond_what_is_possible(
    value: float,
) -> None:
    scenario = Scenario({f"{COUNT}/value": value}, plan=AMOUNTS, history=Tables.empty())
    assert "unit_slip" not in scenario.rules()


def of_value(code: str) -> Plan:
    """The case's plan with a column of indicators that is required where there is a value."""
    method = Column(
        "method", "member", "text", 12, NEEDED[INDICATORS]["value"], headings={"mk": "Метод"}
    )
    return replace(with_indicator(code), columns=BUILT_IN.with_(INDICATORS, method))


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [(None, False), ("8 или 9", True)],
    ids=["left blank, so that only the coordinator says it", "answered, and settled"],
)
def test_who_gave_no_value_is_not_asked_for_what_a_decided_one_would_need(
    typed: str | None, is_asked: bool
) -> None:
    settled = Decision("value", "3.6.3.1", "MVR", "9", answered=typed or "", seen="2022-10-09")
    scenario = Scenario({f"{COUNT}/value": typed}, plan=of_value("3.6.3.1"), decisions=(settled,))
    found = scenario.findings()
    asked = found[(found["rule"] == "missing_required") & (found["institution"] == "MVR")]
    assert ("3.6.3.1" in set(asked["indicator"])) is is_asked
    assert "3.6.3.2" in set(asked["indicator"])


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [(kinds.COUNT, "enter 0"), (kinds.YES_NO, "“Yes” or “No”"), (kinds.DATE, "enter the date")],
)
def test_what_is_asked_for_a_missing_value_fits_its_kind(kind: kinds.Kind, wanted: str) -> None:
    plan = with_indicator("3.6.3.1", kind=kind, target=None, baseline=None)
    found = Scenario({f"{COUNT}/value": None}, plan=plan).findings("en", "en")
    (ask,) = found.loc[found["rule"] == "missing_indicator", "ask"]
    assert wanted in ask
    assert ("enter 0" in ask) is (kind is kinds.COUNT)


def test_a_unit_is_named_in_the_language_of_the_reader_and_in_quotes() -> None:
    plan = with_indicator("3.6.3.1", unit="", units=Wording(mk="настани", en="events"))
    scenario = Scenario({f"{COUNT}/note": "во илјади"}, plan=plan)
    for reader, unit in (("en", "(“events”)"), ("mk", "(„настани“)"), ("sq", "(“настани”)")):
        found = scenario.findings(reader, reader)
        (message,) = found.loc[found["rule"] == "unreadable_value", "message"]
        assert unit in message
