"""The tables of the public workbook as somebody reads them who knows no code."""

import io
import re
from dataclasses import replace
from functools import cache
from typing import Final

import openpyxl
import pandas as pd
import pytest
from every_case import every
from made import case_report
from openpyxl.worksheet.worksheet import Worksheet

from ovpsheets.disclosure import Memory, Policy
from ovpsheets.plan.model import Commitment, Wording
from ovpsheets.release.make import make_public
from ovpsheets.release.people_tables import NOTHING, PeopleTable, people_tables
from ovpsheets.release.public import Public, Published
from ovpsheets.release.public_workbook import public_workbook
from ovpsheets.results.report import Report
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.writing.measure import text_units

STUBS: Final = {"counters": 2, "course": 1, "activities": 3, "indicators": 3, "institutions": 2,
                "revisions": 3, "names": 2}  # fmt: skip
"""Table → how many columns stay in sight."""


def made(report: Report) -> Public:
    """Publish a report a second time: before, every activity was limited."""
    before = replace(report.tables, activities=report.tables.activities.assign(status="limited"))
    published = Published(report.history, before, Tables.empty().indicators)
    policy = Policy.of(report.plan, protect_zeros=False)
    return make_public(report, published, Memory(), policy).public


@cache
def case() -> Public:
    return made(case_report())


@cache
def book(language: Language) -> openpyxl.Workbook:
    data = public_workbook(case().report, case().tables, Texts(language))
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet(table: str, language: Language = "en") -> Worksheet:
    found = book(language)[Texts(language)(f"release.table.{table}.sheet")]
    assert isinstance(found, Worksheet)
    return found


def table(name: str, public: Public | None = None, language: Language = "en") -> PeopleTable:
    public = public or case()
    found = people_tables(public.report, public.tables, Texts(language))
    return next(own for own in found if own.key == name)


def rows(name: str, public: Public | None = None, language: Language = "en") -> pd.DataFrame:
    own = table(name, public, language)
    return pd.DataFrame(own.rows, columns=[column.key for column in own.columns])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_a_table_is_blank(language: Language) -> None:
    for own in book(language).worksheets[1:]:
        (known,) = own.tables.values()
        for cells in own[known.ref]:
            assert all(cell.value not in (None, "") for cell in cells), own.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_that_stands_for_a_value_is_explained_on_the_cover(language: Language) -> None:
    first = {cell.value for cell in book(language).worksheets[0]["A"]}
    texts = Texts(language)
    assert {"[c]", "[x]", "[z]", "[r]", "[p]", NOTHING} <= first
    assert {texts("summary.answer.silent"), texts("summary.answer.withheld")} <= first


@every("name", STUBS)
def test_what_a_row_is_about_stays_in_sight(name: str) -> None:
    own = sheet(name)
    (known,) = own.tables.values()
    first = int(known.ref.partition(":")[0][1:]) + 1
    setup = own.sheet_properties.pageSetUpPr
    is_on_one_page = setup is not None and setup.fitToPage  # and so on the screen
    assert own.freeze_panes == f"{'A' if is_on_one_page else 'ABCD'[STUBS[name]]}{first}"
    assert own.print_title_cols == (None if is_on_one_page else f"$A:${'ABC'[STUBS[name] - 1]}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_above_a_table_of_several_pages_is_whole_on_each(language: Language) -> None:
    for own in book(language).worksheets[1:]:
        if (columns := own.print_title_cols) is None:
            continue
        (known,) = own.tables.values()
        room = sum(
            own.column_dimensions[name].width for name in "ABC"[: "ABC".index(columns[-1]) + 1]
        )
        above = [
            str(own.cell(row, 1).value) for row in range(1, int(known.ref.partition(":")[0][1:]))
        ]
        assert len(above) > 2
        assert all(text_units(line, bold=True) < 1.1 * room for line in above), own.title


def test_of_a_table_of_hundreds_of_rows_a_page_is_printed_and_its_footer_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not sheet("activities").print_area
    monkeypatch.setattr("ovpsheets.release.public_workbook._MOST_PRINTED", 8)
    data = public_workbook(case().report, case().tables, Texts("en"))
    long = openpyxl.load_workbook(io.BytesIO(data))[sheet("activities").title]
    assert re.search(r"\$A\$1:\$[A-Z]+\$\d\d$", str(long.print_area))
    assert long.oddFooter is not None
    assert "only this first page" in str(long.oddFooter.left.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_plan_has_its_name_beside_it(language: Language) -> None:
    plan = case().report.plan
    for row in rows("activities", language=language).itertuples():
        assert row.name == plan.activity(str(row.activity)).text.in_(language)
    for row in rows("indicators", language=language).itertuples():
        assert row.name == plan.indicator(str(row.indicator)).text.in_(language)
        code, _, name = str(row.activity).partition(" ")
        assert name == plan.activity(code).text.in_(language)
    (counted,) = rows("counters", language=language).itertuples()
    assert counted.name == plan.commitments[0].title.in_(language)


def test_an_activity_of_a_plan_with_several_commitments_names_its_own() -> None:
    report = case_report()
    other = Commitment("3.10", Wording("Друга", en="Another"))
    plan = replace(report.plan, commitments=(*report.plan.commitments, other))
    shown = rows("activities", made(replace(report, plan=plan)))
    assert set(shown["commitment"]) == {f"3.6 {plan.commitments[0].title.in_('en')}"}
    assert "commitment" not in rows("activities")


def test_a_value_says_in_its_own_place_why_there_is_none() -> None:
    values = rows("indicators").set_index("indicator")["value"]
    assert values["3.6.4.1"] == "[x]"
    assert values["3.6.1.1"] == "no answer"
    assert values["3.6.5.1"] == "No"
    assert values["3.6.3.1"] == 78


def test_silence_about_progress_is_no_dash() -> None:
    shown = rows("activities")
    said = dict(zip(shown["activity"], shown["progress"], strict=True))
    assert said["3.6.1"] == "no answer"
    assert said["3.6.4"] == "no progress reported"


def test_a_hidden_value_is_marked_and_its_plan_gives_it_not_away() -> None:
    public = case()
    hidden = public.tables["indicators"].assign(value=None, flag="c", baseline=None, target=None)
    numbers = hidden[hidden["kind"] != "yes_no"]
    shown = rows("indicators", replace(public, tables={**public.tables, "indicators": numbers}))
    assert set(shown["value"]) == {"[c]"}
    assert set(shown["baseline"]) | set(shown["target"]) == {NOTHING}


def test_a_unit_that_the_plan_gives_in_another_language_alone_is_told_so() -> None:
    told = {la: rows("indicators", language=la).set_index("indicator") for la in ("en", "mk")}
    trainings = told["en"].loc["3.6.3.2"]
    assert (trainings["unit"], trainings["language"]) == ("обуки", "Macedonian")
    assert told["en"].loc["3.6.8.2", "language"] == NOTHING  # %
    assert "language" not in told["mk"]


def test_a_yes_or_no_is_told_in_words_and_never_as_a_number() -> None:
    public = case()
    asked = public.tables["indicators"]
    asked = asked.assign(previous_value=asked["previous_value"].fillna(0.0))
    told = asked[asked["kind"] == "yes_no"].assign(value=[1.0, 0.0], text=["yes", "no"])
    shown = rows("indicators", replace(public, tables={**public.tables, "indicators": told}))
    assert list(shown["value"]) == ["Yes", "No"]
    assert set(shown["previous_value"]) == {"No"}


def test_codes_are_said_in_words_also_in_what_was_revised() -> None:
    revised = rows("revisions", language="mk").set_index("code")
    assert revised.loc["3.6.2", "column"] == "Статус"
    assert revised.loc["3.6.2", "was"] == "Ограничено"
    assert revised.loc["3.6.2", "now"] == "Значително"


@pytest.mark.parametrize(("language", "expected"), [("mk", False), ("sq", True), ("en", True)])
def test_a_narrative_in_another_language_than_the_page_is_told(
    language: Language, expected: bool
) -> None:
    shown, texts = table("activities", language=language), Texts(language)
    keys = [column.key for column in shown.columns]
    assert ("language" in keys) is expected
    assert (texts("release.tables.not_translated") in shown.notes) is expected
    if expected:
        told = rows("activities", language=language).set_index(["activity", "institution"])
        label = case().report.institution_label("MVR", language)
        assert told.loc[("3.6.2", label), "language"] == texts("words.language.of_mk")
        silent = case().report.institution_label("MTSP", language)
        assert told.loc[("3.6.1", silent), "language"] == NOTHING
