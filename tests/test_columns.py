"""A column is declared once: what is typed into a new one is in every table and output.

The sheet ``columns`` of the case's plan names columns that the product has never heard of, a
form is filled, and what was typed is looked for wherever an answer can stand.
"""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import openpyxl
import pandas as pd
import pytest
from cli_runs import built
from every_case import every
from made import AS_OF, QUARTER, case_plan
from plans import good
from returned_forms import ReturnedForm, content_of, one, the_history

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.decision import Decision
from ovpsheets.decisions.known_names import what_key, what_word
from ovpsheets.disclosure import Memory, Policy, RecordedAnswer
from ovpsheets.forms.content import FormContent
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.journeys.revise import revised
from ovpsheets.plan.model import Plan
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.release.read_public import read_public
from ovpsheets.results.consolidated import consolidated
from ovpsheets.results.corrections.fresh_form import FreshForm
from ovpsheets.tables import INDICATORS, Tables, answer_schema, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, LANGUAGES, Language
from ovpsheets.words import INDICATORS as MEASURES
from ovpsheets.workspace.merged_tables import read_tables

INSTITUTION: Final = "OP"
ACTIVITY: Final = "3.6.7"  # of no persons
INDICATOR: Final = "3.6.7.1"
MK: Final = Texts("mk")


SHEET: Final = """
    code       | table      | heading_mk   | kind   | published | persons | choices_mk | choices_en
    risk       | activities | Ризик        | text   | yes       | no      |            |
    spent      | activities | Потрошено    | number | yes       | no      |            |
    visited    | activities | Посетено на  | date   | no        |         |            |
    partner    | activities | Соработник   | text   | yes       | yes     |            |
    funded     | activities | Со средства  | yes_no | yes       | no      |            |
    level      | activities | Ниво         | choice | yes       | no      | низок; висок | Low; High
    method     | indicators | Метод        | text   |           |         |            |
    sample     | indicators | Примерок     | number | yes       | yes     |            |
    counted_on | indicators | Избројано на | date   | yes       | no      |            |
"""


def declared(column: Column) -> Column:
    """Return a column of the sheet with a heading in the other languages, too."""
    word = column.headings["mk"]
    headings: dict[Language, str] = {"mk": word, "sq": f"{word} (sq)"}
    headings["en"] = column.key.capitalize()
    return replace(column, headings=headings, decidable=column.key != "counted_on")


OF_ACTIVITIES, OF_INDICATORS = (
    tuple(declared(item) for table, item in good(columns=SHEET).columns.own() if table == name)
    for name in (ACTIVITIES, MEASURES)
)
COLUMNS: Final = BUILT_IN.with_(ACTIVITIES, *OF_ACTIVITIES).with_(MEASURES, *OF_INDICATORS)
TYPED: Final[Mapping[str, str | float]] = {
    f"activities/{ACTIVITY}/status": "Ограничено",
    f"activities/{ACTIVITY}/progress": "Одржани се два настани.",
    f"activities/{ACTIVITY}/risk": "Одлив на кадар",
    f"activities/{ACTIVITY}/spent": 12500.5,
    f"activities/{ACTIVITY}/visited": "3.9.2022",
    f"activities/{ACTIVITY}/partner": "Здружение Искра",
    f"activities/{ACTIVITY}/funded": "Да",
    f"activities/{ACTIVITY}/level": "висок",
    f"indicators/{INDICATOR}/value": 8,
    f"indicators/{INDICATOR}/method": "Анкета по телефон",
    f"indicators/{INDICATOR}/sample": 41,
    f"indicators/{INDICATOR}/counted_on": "14.9.2022",
}
KEPT: Final[Mapping[str, Any]] = {
    "risk": "Одлив на кадар", "spent": 12500.5, "visited": date(2022, 9, 3),
    "partner": "Здружение Искра", "funded": True, "level": "висок",
    "method": "Анкета по телефон", "sample": 41, "counted_on": date(2022, 9, 14),
}  # fmt: skip
"""Column → what is kept of it in the tables."""


@cache
def plan() -> Plan:
    return replace(case_plan(), columns=COLUMNS)


@cache
def content() -> FormContent:
    return content_of(INSTITUTION, plan=plan())


@cache
def filled(**other: str | float) -> bytes:
    """Return the form as it comes back; *other*: column → what is typed instead."""
    form = ReturnedForm(content())
    for field, said in TYPED.items():
        form.cell(field).value = other.get(field.rpartition("/")[2], said)
    out = io.BytesIO()
    form.book.save(out)
    return out.getvalue()


def merged(form: bytes, *decisions: Decision) -> Merged:
    return merge(
        plan(), QUARTER, {"а.xlsx": form}, decisions=decisions, history=the_history(),
        as_of=AS_OF, jobs=1,
    )  # fmt: skip


@cache
def as_filled() -> Merged:
    return merged(filled())


def row_of(tables: Any, table: str) -> dict[str, Any]:
    code = {"activity": ACTIVITY} if table == ACTIVITIES else {"indicator": INDICATOR}
    found: dict[str, Any] = one(getattr(tables, table), institution=INSTITUTION, **code)
    return found


def written() -> Path:
    """Return the folder of results."""
    return built(_write)


def _write(folder: Path) -> Path:
    as_filled().write(folder, documents=True)
    return folder


@cache
def sheets() -> Mapping[str, list[dict[Any, Any]]]:
    """Return the sheets of the consolidated workbook that are one table: key → rows, by key."""
    book = openpyxl.load_workbook(written() / "consolidated.xlsx")
    found: dict[str, list[dict[Any, Any]]] = {}
    for name in ("activities", "indicators", "provenance", "dictionary"):
        sheet = book[MK(f"consolidated.sheet.{name}.name")]
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        found[name] = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return found


def in_sheet(name: str, **where: str) -> dict[str, Any]:
    (row,) = (r for r in sheets()[name] if all(r[key] == said for key, said in where.items()))
    return row


# ------------------------------------------------------------------ form and intake


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_has_its_heading_in_each_language_behind_the_answers(language: Language) -> None:
    of_language = tuple(replace(i, language=language) for i in plan().institutions)
    form = ReturnedForm(content_of(INSTITUTION, plan=replace(plan(), institutions=of_language)))
    sheet = form.sheet(ACTIVITIES)
    heading = [cell.value for cell in sheet[form.key_row(ACTIVITIES) + 1] if cell.value]
    texts = Texts(language)
    words = [item.heading(ACTIVITIES, texts) for item in OF_ACTIVITIES]
    assert heading[-len(words) - 1 :] == [*words, texts("form.activities.commitment")]


def test_a_form_with_columns_of_the_plans_own_is_another_form() -> None:
    without = content_of(INSTITUTION)
    assert replace(content(), columns=BUILT_IN).fingerprint == without.fingerprint
    assert content().fingerprint != without.fingerprint


def test_nothing_of_a_filled_form_is_without_a_place() -> None:
    assert as_filled().unplaced.empty
    (file,) = records(as_filled().returns)
    assert (file["used"], file["observed"]) == ("used", None)


@every(("column", "kept"), KEPT.items())
def test_what_was_typed_is_in_the_table(column: str, kept: object) -> None:
    table = ACTIVITIES if any(item.key == column for item in OF_ACTIVITIES) else MEASURES
    said = row_of(as_filled(), table)[column]
    assert (said.date() if isinstance(said, pd.Timestamp) else said) == kept


def test_a_form_of_before_the_column_was_added_is_read_all_the_same() -> None:
    form = ReturnedForm(content_of(INSTITUTION))
    form.cell(f"activities/{ACTIVITY}/status").value = "Ограничено"
    out = io.BytesIO()
    form.book.save(out)
    row = row_of(merged(out.getvalue()), ACTIVITIES)
    assert (row["status"], row["risk"]) == ("limited", None)


def test_a_number_that_cannot_be_read_is_asked_about_by_its_heading() -> None:
    found = merged(filled(spent="многу"))
    assert row_of(found, ACTIVITIES)["spent"] is None
    (finding,) = records(found.findings[found.findings["rule"] == "unreadable_value"])
    assert finding["found"] == "многу"
    assert "Потрошено" in finding["message"]


def test_a_name_in_a_free_text_is_found() -> None:
    found = merged(filled(risk="Ангела Спасовска, 070 123 456, замина."))
    (finding,) = records(found.findings[found.findings["rule"] == "personal_data"])
    assert "Ризик" in finding["message"]


# ------------------------------------------------------------------ choices


@every("typed", ["висок", "ВИСОК", "High", "☐ низок ☑ висок"])
def test_a_choice_is_read_in_each_language_and_kept_in_the_first(typed: str) -> None:
    assert row_of(merged(filled(level=typed)), ACTIVITIES)["level"] == "висок"


def test_what_is_not_offered_is_asked_about_and_not_kept() -> None:
    found = merged(filled(level="висoко"))
    assert row_of(found, ACTIVITIES)["level"] is None
    (finding,) = records(found.findings[found.findings["rule"] == "unreadable_value"])
    assert "Ниво" in finding["message"]


def test_the_form_offers_the_words_from_a_list_of_its_hidden_sheet() -> None:
    form = ReturnedForm(content())
    cell = form.cell(f"activities/{ACTIVITY}/level")
    (offered,) = (
        rule.formula1
        for rule in form.sheet(ACTIVITIES).data_validations.dataValidation
        if cell.coordinate in rule.sqref and rule.type == "list"
    )
    name, _, cells = str(offered).partition("!")
    assert [own.value for (own,) in form.book[name][cells.replace("$", "")]] == ["низок", "висок"]


def test_a_choice_is_an_ordered_category_for_analysts() -> None:
    column = as_filled().activities["level"]
    assert (list(column.cat.categories), column.cat.ordered) == (["низок", "висок"], True)


def test_the_words_of_a_choice_are_a_code_list_of_the_data_package() -> None:
    package = json.loads((written() / "data" / "datapackage.json").read_bytes())
    (codes,) = (r for r in package["resources"] if r["name"] == "codes-own_level")
    assert "Ниво" in codes["title"]
    with (written() / "data" / codes["path"]).open(encoding="utf-8", newline="") as lines:
        assert [(row["code"], row["label_en"]) for row in csv.DictReader(lines)] == [
            ("низок", "Low"), ("висок", "High"),
        ]  # fmt: skip


def test_a_choice_is_shown_in_the_readers_language() -> None:
    for name, word in (("tables.en.xlsx", "High"), ("tables.mk.xlsx", "висок")):
        data = public_files(published(languages=("mk", "en")).public)[name]
        book = openpyxl.load_workbook(io.BytesIO(data))
        said = {cell.value for sheet in book for cells in sheet.iter_rows() for cell in cells}
        assert word in said, name
    files = public_files(published(languages=("mk", "en")).public)
    (text,) = (d.decode("utf-8") for name, d in files.items() if name == "notification.en.md")
    assert "Level: High" in text


def test_a_choice_that_was_revised_is_said_in_words() -> None:
    closed, now = as_filled(), merged(filled(level="низок"))
    table = revised(closed.tables, now.tables, closed.revisions, AS_OF, "зошто", columns=COLUMNS)
    assert [(row["column"], row["was"], row["now"]) for row in records(table)] == [
        ("level", "висок", "низок")
    ]
    shown = replace(now, tables=replace(now.tables, revisions=table))
    book = openpyxl.load_workbook(io.BytesIO(consolidated(shown, Texts("en"))))
    sheet = book[Texts("en")("consolidated.sheet.revised.name")]
    assert {"Level", "High", "Low"} <= {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_choice_can_be_decided_by_its_word() -> None:
    decided = merged(filled(), Decision("level", ACTIVITY, INSTITUTION, "Low"))
    assert row_of(decided, ACTIVITIES)["level"] == "низок"


# ------------------------------------------------------------------ decisions


def test_it_can_be_decided_by_key_or_word() -> None:
    assert what_key("Потрошено", COLUMNS) == what_key("spent", COLUMNS) == "spent"
    assert what_word("spent", COLUMNS, MK) == "Потрошено"
    decided = merged(filled(), Decision("spent", ACTIVITY, INSTITUTION, "13000"))
    row = row_of(decided, ACTIVITIES)
    assert (row["spent"], row["decision"]) == (13000, f"spent:{INSTITUTION}:{ACTIVITY}")
    (outcome,) = decided.decided
    assert (outcome.problem, outcome.before) == ("", "12500.5")


def test_what_cannot_be_decided_says_so() -> None:
    decided = merged(filled(), Decision("counted_on", INDICATOR, INSTITUTION, "1.9.2022"))
    assert [item.problem for item in decided.decided] == ["unknown"]


# ------------------------------------------------------------------ results


def test_the_csv_files_hold_it_and_the_data_package_tells_its_type() -> None:
    with (written() / "data" / "activities.csv").open(encoding="utf-8", newline="") as lines:
        (line,) = (
            row for row in csv.DictReader(lines)
            if (row["activity"], row["institution"]) == (ACTIVITY, INSTITUTION)
        )  # fmt: skip
    assert [line[item.key] for item in OF_ACTIVITIES] == [
        "Одлив на кадар", "12500.5", "2022-09-03", "Здружение Искра", "True",
        "висок",
    ]  # fmt: skip
    package = json.loads((written() / "data" / "datapackage.json").read_bytes())
    fields = {f["name"]: f for f in package["resources"][0]["schema"]["fields"]}
    assert fields["spent"]["type"] == "number"
    assert fields["spent"]["titles"] == {"mk": "Потрошено", "sq": "Потрошено (sq)", "en": "Spent"}


def test_it_is_read_back_with_its_type() -> None:
    history = read_tables([written()])
    for table in (ACTIVITIES, MEASURES):
        before, after = row_of(as_filled(), table), row_of(history, table)
        assert {key: after[key] for key in before} == before


@every(("column", "shown"), [
    ("risk", "Одлив на кадар"), ("spent", 12500.5), ("visited", date(2022, 9, 3)),
    ("partner", "Здружение Искра"), ("funded", "Да"), ("level", "висок"),
    ("method", "Анкета по телефон"),
    ("sample", 41), ("counted_on", date(2022, 9, 14)),
])  # fmt: skip
def test_the_consolidated_workbook_shows_it_under_its_heading(column: str, shown: object) -> None:
    table = ACTIVITIES if COLUMNS.find(ACTIVITIES, column) else MEASURES
    code = {"activity": ACTIVITY} if table == ACTIVITIES else {"indicator": INDICATOR}
    said = in_sheet(table, institution="Отворена порта", **code)[column]
    assert (said.date() if hasattr(said, "date") else said) == shown
    declared = COLUMNS.find(table, column)
    assert declared is not None
    assert sheets()[table][0][column] == declared.heading(table, MK)
    origin = in_sheet(
        "provenance", code=ACTIVITY if table == ACTIVITIES else INDICATOR,
        field=declared.heading(table, MK),
    )  # fmt: skip
    became = origin["became"]
    assert (became.date() if hasattr(became, "date") else became) == shown
    assert in_sheet("dictionary", table=table, key=column)["heading"] == declared.heading(table, MK)


# ------------------------------------------------------------------ quarters


def test_what_differs_after_a_quarter_was_closed_is_revised() -> None:
    closed, now = as_filled(), merged(filled(spent=13000, method="Анкета на терен"))
    none = closed.revisions
    table = revised(closed.tables, now.tables, none, AS_OF, "зошто", columns=COLUMNS)
    assert [(row["column"], row["was"], row["now"]) for row in records(table)] == [
        ("spent", "12500.5", "13000"),
        ("method", "Анкета по телефон", "Анкета на терен"),
    ]
    shown = replace(now, tables=replace(now.tables, revisions=table))
    book = openpyxl.load_workbook(io.BytesIO(consolidated(shown, MK)))
    sheet = book[MK("consolidated.sheet.revised.name")]
    said = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"Потрошено", "13000", "Метод", "Анкета на терен"} <= said


def test_the_last_report_of_what_was_completed_is_carried_over() -> None:
    done = merged(filled(status="Завршено"))
    later = merge(
        plan(),
        "2022-Q4",
        {"празна.txt": b"x"},
        history=done.tables,
        as_of=date(2023, 1, 12),
        jobs=1,
    )
    row = row_of(later, ACTIVITIES)
    assert (row["status"], row["risk"], row["spent"]) == ("completed", "Одлив на кадар", 12500.5)


def test_a_correction_made_anew_holds_it() -> None:
    (settled,) = as_filled().settled
    form_id = settled.returned.form_id
    assert form_id is not None
    fresh = FreshForm.of(as_filled(), form_id, settled.returned)
    assert fresh is not None
    again = row_of(merged(fresh.data), ACTIVITIES)
    assert (again["risk"], again["spent"]) == ("Одлив на кадар", 12500.5)


# ------------------------------------------------------------------ what is public


def published(
    memory: Memory | None = None,
    form: bytes | None = None,
    languages: tuple[Language, ...] = ("mk",),
) -> Made:
    none = Published(Tables.empty(), Tables.empty(), frame(INDICATORS, []))
    found = merged(form) if form else as_filled()
    found = replace(found, plan=replace(found.plan, languages=languages))
    return make_public(found, none, memory or Memory(), Policy())


def everything(made: Made) -> bytes:
    """Return all bytes of the public files, those of packages unpacked."""
    found = []
    for name, data in public_files(made.public).items():
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                found += [package.read(part) for part in package.namelist()]
        found.append(data)
    return b"\n".join(found)


def test_a_published_column_is_in_the_public_tables(tmp_path: Path) -> None:
    made = published()
    row = row_of(SimpleNamespace(**made.public.tables), ACTIVITIES)
    assert (row["risk"], row["spent"], row["funded"]) == ("Одлив на кадар", 12500.5, True)
    assert row["level"] == "висок"
    for name, data in public_files(made.public).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    again = row_of(SimpleNamespace(**read_public(tmp_path)), ACTIVITIES)
    assert {name: again[name] for name in row} == row
    book = openpyxl.load_workbook(tmp_path / "tables.mk.xlsx")
    said = {cell.value for sheet in book for cells in sheet.iter_rows() for cell in cells}
    assert {"Ризик", "Одлив на кадар", "Потрошено", 12500.5} <= said


def test_an_internal_column_never_is() -> None:
    said = everything(published())
    for text in ("visited", "2022-09-03", "3.9.2022", "Посетено", "method", "Анкета по телефон"):
        assert text.encode() not in said, text


def test_what_stands_in_a_column_about_persons_waits_for_a_yes() -> None:
    first = published()
    waiting = {row["text"]: row["id"] for row in records(first.questions)}
    assert {"Здружение Искра", "41"} <= waiting.keys()
    assert "Одлив на кадар" not in waiting
    for said in ("Здружение Искра", "\n41\n"):
        assert said.encode() not in everything(first)
    yes = {waiting[text]: RecordedAnswer("да", "Т.") for text in ("Здружение Искра", "41")}
    second = published(first.memory.with_answers(yes))
    tables = SimpleNamespace(**second.public.tables)
    assert row_of(tables, ACTIVITIES)["partner"] == "Здружение Искра"
    assert row_of(tables, MEASURES)["sample"] == 41


def test_a_free_text_beside_an_indicator_of_persons_waits_as_well() -> None:
    of_persons = replace(plan().indicator(INDICATOR), persons=True)
    others = (i for i in plan().indicators if i.code != INDICATOR)
    found = replace(as_filled(), plan=replace(plan(), indicators=(*others, of_persons)))
    none = Published(Tables.empty(), Tables.empty(), frame(INDICATORS, []))
    made = make_public(found, none, Memory(), Policy())
    assert "Одлив на кадар" in set(made.questions["text"])
    assert row_of(SimpleNamespace(**made.public.tables), ACTIVITIES)["risk"] is None


def test_what_changed_since_it_was_published_is_marked() -> None:
    last = published().public.report.tables
    before = Published(Tables.empty(), last, frame(INDICATORS, []))
    now = merged(filled(spent=13000, visited="4.9.2022"))
    made = make_public(now, before, Memory(), Policy())
    assert [(row["column"], row["now"]) for row in records(made.public.revisions)] == [
        ("spent", "13000")
    ]


@pytest.mark.parametrize("name", ["summary.mk.md", "summary.mk.html", "summary.mk.docx"])
def test_the_draft_shows_members_what_would_be_published_of_it_and_no_more(name: str) -> None:
    data = (written() / name).read_bytes()
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = package.read("word/document.xml")
    text = data.decode("utf-8")
    for said in ("Ризик", "Одлив на кадар", "Потрошено", "12.500,5", "Примерок", "14.9.2022"):
        assert said in text, said
    for said in ("Посетено на", "3.9.2022", "Анкета по телефон"):
        assert said not in text, said


def test_the_notification_holds_back_what_waits_for_a_yes() -> None:
    files = public_files(published().public)
    (text,) = (d.decode("utf-8") for name, d in files.items() if name == "notification.mk.md")
    assert "Одлив на кадар" in text
    # What was answered is not said; that something was is no secret, and no silence.
    assert "Соработник: не се објавува" in text
    assert "Искра" not in text


# ------------------------------------------------------------------ the declaration itself


def test_two_answers_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="two columns"):
        COLUMNS.with_(MEASURES, OF_ACTIVITIES[0])


def test_an_answer_named_as_a_column_every_table_has_is_refused() -> None:
    columns = BUILT_IN.with_(ACTIVITIES, replace(OF_ACTIVITIES[0], key="quarter"))
    with pytest.raises(ValueError, match="already"):
        answer_schema(columns, ACTIVITIES)


def test_sets_of_the_same_columns_are_the_same() -> None:
    again = BUILT_IN.with_(ACTIVITIES, *OF_ACTIVITIES).with_(MEASURES, *OF_INDICATORS)
    assert (again, hash(again)) == (COLUMNS, hash(COLUMNS))
    assert isinstance(again, FormColumns)
    assert again != BUILT_IN


# ------------------------------------------------------------------ plans that change


def later(of: Plan) -> Merged:
    """Return the next quarter of a plan, in which nothing has come yet."""
    return merge(
        of, "2022-Q4", {"празна.txt": b"x"}, history=read_tables([written()]),
        as_of=date(2023, 1, 12), jobs=1,
    )  # fmt: skip


def test_a_column_that_a_plan_no_longer_has_stays_in_the_history_alone() -> None:
    found = later(case_plan())
    assert "spent" not in found.activities.columns
    assert "spent" in found.history.activities.columns


def test_a_column_that_another_one_takes_the_place_of_begins_without_a_past() -> None:
    renamed = replace(OF_ACTIVITIES[1], key="paid")
    found = later(replace(case_plan(), columns=BUILT_IN.with_(ACTIVITIES, renamed)))
    assert row_of(found, ACTIVITIES)["paid"] is None
