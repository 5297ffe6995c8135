"""The unit of an indicator, as it is called in each language."""

from dataclasses import replace
from typing import Final

import pytest
from every_case import every
from made import case_report
from plans import GOOD, good, problems
from returned_forms import content_of, read_of
from rule_scenarios import COUNT, with_indicator
from test_people_tables import made, table

from ovpsheets import kinds
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.results.narrative import summary_context
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

CODE: Final = "3.6.3.1"
UNITS: Final = Wording(sq="zyrtarë", en="officers")


def spoken(plan: Plan, language: Language) -> Plan:
    return replace(
        plan, institutions=tuple(replace(body, language=language) for body in plan.institutions)
    )


def test_the_plan_has_a_unit_for_all_languages_and_one_for_each() -> None:
    table = GOOD["indicators"].replace("| unit   |", "| unit | unit_sq |")
    table = table.replace("| тимови |", "| тимови | ekipe |").replace("|        |", "|  |  |")
    own = good(indicators=table).indicator("3.6.1.1")
    assert [own.unit_in(language) for language in ("mk", "sq", "en")] == [
        "тимови", "ekipe", "тимови",
    ]  # fmt: skip


@every(
    ("unit", "units", "shown"),
    [
        ("", Wording(), ""),
        ("лица", Wording(), "лица"),
        ("лица", Wording(en="persons"), "persons"),
        ("лица", Wording(mk="луѓе"), "лица"),
        ("", Wording(mk="луѓе"), "луѓе"),
    ],
)
def test_a_unit_missing_in_a_language_is_the_general_one(
    unit: str, units: Wording, shown: str
) -> None:
    own = replace(case_report().plan.indicator(CODE), unit=unit, units=units)
    assert own.unit_in("en") == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_shows_the_unit_in_its_language(language: Language) -> None:
    plan = with_indicator(CODE, unit="службеници", units=UNITS)
    content = content_of("MVR", plan=spoken(plan, language))
    line = next(line for line in content.indicators if line.code == CODE)
    assert line.unit.split(",")[0] == UNITS.given().get(language, "службеници")


@pytest.mark.parametrize("said", ["12 службеници", "12 zyrtarë", "12 officers"])
def test_a_value_is_read_beside_its_unit_in_any_language(said: str) -> None:
    plan = with_indicator(CODE, text=Wording(mk="Опфат"), unit="службеници", units=UNITS)
    answers = read_of(content_of("MVR", plan=plan), {f"{COUNT}/value": said}, plan=plan).answers
    assert answers is not None
    assert answers.indicators[CODE].value == 12


def test_a_summary_names_the_unit_in_its_language() -> None:
    plan = with_indicator(CODE, kind=kinds.AMOUNT, unit="службеници", units=UNITS)
    context = summary_context(replace(case_report(), plan=plan), Texts("sq"))
    said = next(own for own in context.sections[0].measures if own.code == CODE)
    assert said.target == "120 zyrtarë"


def test_open_data_has_the_unit_under_each_language_and_tables_for_people_in_theirs() -> None:
    public = made(replace(case_report(), plan=with_indicator(CODE, units=UNITS)))
    row = next(own for own in records(public.tables["indicators"]) if own["indicator"] == CODE)
    assert [row[f"unit_{language}"] for language in ("mk", "sq", "en")] == [
        row["unit"], "zyrtarë", "officers",
    ]  # fmt: skip
    shown = table("indicators", public, "en")
    place = [column.key for column in shown.columns].index("unit")
    assert "officers" in {own[place] for own in shown.rows}


@every(
    ("whole", "part", "found"),
    [
        ("лица | persona", "persona |", []),
        ("лица | persona", "тимови | ekipe", ["part_differs"]),
        ("лица | ", " | ", ["part_differs"]),
        (" | ", " | ", []),
    ],
)
def test_a_part_has_the_unit_of_its_whole_in_some_language(
    whole: str, part: str, found: list[str]
) -> None:
    rows = f"""
        code    | activity | text_mk | kind  | unit | unit_sq | part_of
        3.6.1.1 | 3.6.1    | Сите    | count | {whole} |
        3.6.1.2 | 3.6.1    | Жени    | count | {part}  | 3.6.1.1
    """
    assert [key for key, _, _ in problems(indicators=rows)] == found
