import csv
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest
from made import case_report
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ovpsheets.address import column_name
from ovpsheets.laid_aside import pieces_of
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import consolidated, overview_sheet
from ovpsheets.results.consolidated.read_me_sheet import LISTED
from ovpsheets.results.report import Report, provenance
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.tables import ALL, Tables, frame
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

_SHEETS = ("read_me", *(name for name in LISTED if name not in ("draft", "revised")))


@cache
def _bytes(language: Language = "mk") -> bytes:
    return consolidated(case_report(), Texts(language))


@cache
def _workbook(language: Language = "mk") -> Workbook:
    return load_workbook(io.BytesIO(_bytes(language)))


def _sheet(key: str, language: Language = "mk") -> Worksheet:
    found = _workbook(language)[Texts(language)(f"consolidated.sheet.{key}.name")]
    assert isinstance(found, Worksheet)
    return found


def _rows(sheet: Worksheet, key: str) -> list[dict[str, object]]:
    """Return the table whose hidden row of keys begins with *key*, up to the first empty row."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if row[0] == key)
    keys = [str(name) for name in rows[top] if name is not None]
    found: list[dict[str, object]] = []
    for row in rows[top + 2 :]:
        if all(value is None for value in row):
            break
        found.append(dict(zip(keys, row, strict=False)))
    return found


def _changed(**tables: Any) -> Report:
    report = case_report()
    return replace(report, tables=replace(report.tables, **tables))


def _parts(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [entry for entry in package.namelist() if re.match(name, entry)]
        return "".join(package.read(entry).decode("utf-8") for entry in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_sheets_in_order(language: Language) -> None:
    texts = Texts(language)
    assert _workbook(language).sheetnames == [
        *(texts(f"consolidated.sheet.{key}.name") for key in _SHEETS),
        "_lists",  # hidden: what dropdowns offer
    ]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert consolidated(case_report(), Texts("mk")) == _bytes()


def test_no_cell_holds_a_formula() -> None:
    assert "<f>" not in _parts(_bytes(), "xl/worksheets/sheet")


@pytest.mark.parametrize(("longest", "sizes"), [(3, {22.0}), (2, {14.0})])
def test_where_a_figure_is_long_all_are_written_smaller(
    longest: int, sizes: set[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview_sheet, "_LONG", longest)
    book = load_workbook(io.BytesIO(consolidated(case_report(), Texts("mk"))))
    sheet = book[Texts("mk")("consolidated.sheet.overview.name")]
    assert {sheet.cell(8, column).font.size for column in range(1, 9)} == sizes


def test_the_overview_counts_as_the_portal_does() -> None:
    sheet = _sheet("overview")
    figures = [sheet.cell(8, column).value for column in range(1, 9)]
    captions = [sheet.cell(9, column).value for column in range(1, 9)]
    assert figures == ["8", "0/8", "1/8", "2/8", "2/8", "3/8", "4/8", "5/6"]
    assert captions[:5] == [
        "Сите активности",
        "Завршено",
        "Значително",
        "Ограничено",
        "Незапочнато",
    ]


def test_the_charts_are_native_and_their_titles_say_the_message() -> None:
    charts = _parts(_bytes(), "xl/charts/chart")
    assert charts.count("<c:barChart>") == 3 + 6  # and a small one for each counter
    assert "pieChart" not in charts
    assert "За 3 од 8 активности нема одговор" in charts
    assert (
        "Ниеден од 5 индикатори со податок не ја достигна целта; "
        "за 1 нема податок; за 5 нема одговор"
    ) in charts


def test_less_progress_is_never_told_without_how_much_was_not_reported() -> None:
    charts = _parts(_bytes(), "xl/charts/chart")
    said = re.search(r"Прогрес е пријавен за [^<]+", charts)
    assert said is not None
    assert said.group().endswith("; за 3 нема одговор")
    activities = case_report().tables.activities.assign(status="limited")
    answered = _parts(consolidated(_changed(activities=activities), Texts("mk")), "xl/charts/chart")
    assert "Прогрес е пријавен за 8 активности" in answered
    assert "нема одговор" not in re.findall(r"Прогрес е пријавен за [^<]+", answered)[0]


def test_every_chart_has_a_description_for_who_cannot_see_it() -> None:
    drawings = _parts(_bytes(), "xl/drawings/drawing")
    assert len(re.findall(r'descr="[^"]{40,}"', drawings)) == 3 + 6


def test_the_charts_name_their_font() -> None:
    charts = _parts(_bytes(), "xl/charts/chart")
    assert set(re.findall(r'<a:latin typeface="([^"]+)"', charts)) == {"Arial"}


def test_progress_that_is_missing_is_empty_and_a_real_zero_is_zero() -> None:
    shares = {
        str(row["indicator"])[:7]: row["to_target"]
        for row in _rows(_sheet("overview"), "indicator")
    }
    assert shares["3.6.1.1"] is None
    assert shares["3.6.5.1"] == 0
    assert shares["3.6.3.1"] == pytest.approx(78 / 120)


def test_progress_is_measured_from_the_baseline() -> None:
    row = next(r for r in _rows(_sheet("indicators"), "indicator") if r["indicator"] == "3.6.7.1")
    assert (row["baseline"], row["value"], row["target"]) == (2, 8, 12)
    assert row["to_target"] == pytest.approx(0.6)


def test_an_indicator_at_its_target_changes_the_message() -> None:
    indicators = case_report().tables.indicators.copy()
    indicators.loc[indicators["indicator"] == "3.6.3.2", "value"] = 6.0
    charts = _parts(consolidated(_changed(indicators=indicators), Texts("en")), "xl/charts/chart")
    assert (
        "1 of 5 indicators with data has reached its target; "
        "for 1 there is no data; for 5 there is no answer"
    ) in charts


def test_where_nobody_gave_data_the_message_says_so() -> None:
    indicators = case_report().tables.indicators.assign(value=None, text=None)
    indicators = indicators.astype({"value": "Float64", "text": "string"})
    charts = _parts(consolidated(_changed(indicators=indicators), Texts("en")), "xl/charts/chart")
    assert "No value has been given for any indicator" in charts


def test_the_matrix_shows_silence_as_not_available() -> None:
    row = next(r for r in _rows(_sheet("matrix"), "activity") if r["activity"] == "3.6.1")
    assert [row[quarter] for quarter in ("2022-Q1", "2022-Q2", "2022-Q3")] == [
        "Незапочнато",
        "Незапочнато",
        "Н.А.",
    ]


def test_the_activities_equal_the_table() -> None:
    texts = Texts("mk")
    table = case_report().tables.activities
    rows = _rows(_sheet("activities"), "activity")
    assert [row["activity"] for row in rows] == list(table["activity"])
    assert [row["status"] for row in rows] == [texts(f"words.status.{s}") for s in table["status"]]
    assert [row["progress"] for row in rows] == _missing_as_none(table["progress"])
    assert [row["explanation"] for row in rows] == _missing_as_none(table["explanation"])


def test_the_indicators_equal_the_table() -> None:
    table = case_report().tables.indicators
    rows = _rows(_sheet("indicators"), "indicator")
    counted = table["kind"] != "yes_no"
    values = [row["value"] for row, number in zip(rows, counted, strict=True) if number]
    assert values == _missing_as_none(table.loc[counted, "value"])
    assert [row["note"] for row in rows] == _missing_as_none(table["note"])


def _missing_as_none(column: "pd.Series[str]") -> list[object]:
    return [None if pd.isna(value) else value for value in column]


def test_a_yes_no_answer_is_shown_as_a_word() -> None:
    row = next(r for r in _rows(_sheet("indicators"), "indicator") if r["indicator"] == "3.6.5.1")
    assert (row["value"], row["target"]) == ("Не", "Да")


def test_member_text_that_looks_like_a_formula_stays_text() -> None:
    activities = case_report().tables.activities.copy()
    activities["progress"] = '=HYPERLINK("http://evil.example")'
    data = consolidated(_changed(activities=activities), Texts("mk"))
    sheet = load_workbook(io.BytesIO(data))[Texts("mk")("consolidated.sheet.activities.name")]
    cell = sheet["F6"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://evil.example")', "s")


def test_an_address_given_as_evidence_is_a_link_and_other_evidence_is_text() -> None:
    sheet = _sheet("activities")
    column = [cell.value for cell in sheet[4]].index("evidence") + 1
    cells = [sheet.cell(row, column) for row in range(6, 16)]
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
    assert links == [
        "https://example.mk/nk/indikatori-2022.pdf",
        "https://example.mk/mvr/obuki-2022-3",
    ]
    assert "Летоци и список на присутни (во прилог)" in [cell.value for cell in cells]


def test_the_most_urgent_findings_stand_first_and_each_names_its_institution() -> None:
    rows = _rows(_sheet("todo"), "severity")
    assert len(rows) == len(case_report().tables.findings)
    severities = [str(row["severity"]) for row in rows]
    assert severities == sorted(severities, key=["Итно", "Важно", "За проверка"].index)
    assert len(set(severities)) == 3
    short = [institution.label("mk") for institution in case_report().plan.institutions]
    silent = {"МТСП"}
    for severity in set(severities):
        named = [str(row["institution"]) for row in rows if row["severity"] == severity]
        assert named == sorted(named, key=lambda own: (own not in silent, short.index(own)))


def test_what_a_call_needs_is_on_a_screen_and_on_paper() -> None:
    sheet = _sheet("todo")
    keys = [cell.value for cell in sheet[4]]
    assert keys[:7] == ["severity", "institution", "code", "ask", "state", "remark", "place"]
    assert sheet.print_area == f"'Задачи'!$A$1:$G${sheet.max_row}"
    assert _pixels(sheet, 7) < 1_300
    heights = [sheet.row_dimensions[row].height or 15 for row in range(6, sheet.max_row + 1)]
    assert max(heights) <= 45  # points: eight rows and more are on a screen of 768


def test_the_present_quarter_and_lateness_come_before_the_quarters_gone_by() -> None:
    sheet = _sheet("matrix")
    keys = [cell.value for cell in sheet[4]]
    assert keys == [
        "activity", "activity_text", "holder", "2022-Q3", "timeliness", "deadline", "new_deadline",
        "findings", "2022-Q2", "2022-Q1",
    ]  # fmt: skip
    assert _pixels(sheet, 8) < 1_300


def _pixels(sheet: Worksheet, columns: int) -> float:
    """Return how wide the first *columns* are at 100 %; 1,300 fit a screen of 1,366."""
    return sum(sheet.column_dimensions[column_name(n)].width * 7 + 5 for n in range(columns))


def test_the_place_of_a_finding_leads_to_the_cell_of_the_returned_file() -> None:
    sheet = _sheet("todo")
    links = [cell.hyperlink for row in sheet.iter_rows(min_row=6) for cell in row if cell.hyperlink]
    assert ("..\\returns\\OVP_NAP5_2022-Q3_MP_R1.xlsx", "'1 Активности'!I7") in [
        (link.target, link.location) for link in links
    ]
    assert "..\\returns\\Извештај%20МЗ%20–%20трет%20квартал.xlsx" in [link.target for link in links]


def test_a_state_is_chosen_from_a_list_in_the_language() -> None:
    (validation,) = _sheet("todo", "en").data_validations.dataValidation
    assert validation.formula1 == '"Open,Asked,Answered,Settled,Not a problem"'


def test_what_was_kept_stands_beside_its_finding() -> None:
    kept = {"F-91d2a6f0": Kept("asked", "Јавено на 13.10.")}
    data = consolidated(case_report(), Texts("mk"), kept=kept)
    sheet = load_workbook(io.BytesIO(data))[Texts("mk")("consolidated.sheet.todo.name")]
    assert isinstance(sheet, Worksheet)
    row = next(r for r in _rows(sheet, "severity") if r["id"] == "F-91d2a6f0")
    assert (row["state"], row["remark"]) == ("Побарано", "Јавено на 13.10.")


def test_every_table_has_a_hidden_row_of_keys() -> None:
    for key in ("matrix", "todo", "activities", "indicators", "unplaced", "provenance"):
        sheet = _sheet(key)
        assert sheet.row_dimensions[4].hidden
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes


def test_headings_print_on_every_page() -> None:
    assert {_sheet(key).print_title_rows for key in ("matrix", "todo")} == {"$5:$5"}
    assert _sheet("timeline").print_title_rows == "$6:$6"


def test_every_sheet_is_set_up_for_a4() -> None:
    for sheet in _workbook().worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.oddFooter is not None
        assert "&P / &N" in str(sheet.oddFooter.right.text)


def test_the_provenance_has_a_row_for_every_cell_that_was_read() -> None:
    ledger = case_report().tables.ledger
    rows = _rows(_sheet("provenance"), "institution")
    assert len(rows) == int((ledger["class"] == "field").sum())
    value = next(r for r in rows if r["code"] == "3.6.3.1")
    assert (value["became"], value["raw"], value["place"]) == (78, "78", "2 Индикатори!H7")
    assert value["file"] == "OVP_NAP5_2022-Q3_MVR_R1.xlsx"


def test_an_answer_from_the_cover_is_traced_under_the_forms_own_words() -> None:
    row = {"file": "a.xlsx", "sheet": "Почетна", "cell": "C20", "class": "field", "raw": "советник"}
    report = case_report()
    tables = replace(
        report.tables, lines=lambda _="", of="": [] if of else [{**row, "field": "cover/function"}]
    )
    data = consolidated(replace(report, tables=tables), Texts("mk"))
    sheet = load_workbook(io.BytesIO(data))["Потекло"]
    assert isinstance(sheet, Worksheet)
    (found,) = _rows(sheet, "institution")
    assert (found["table"], found["field"], found["raw"]) == ("Почетна", "Функција", "советник")


def test_what_is_outside_the_form_is_shown_with_its_place() -> None:
    (row,) = _rows(_sheet("unplaced"), "institution")
    assert str(row["unplaced_text"]).endswith("=SUM(A1)")
    assert row["place"] == "1 Активности!F7"


def test_every_returned_file_is_listed_with_what_became_of_it() -> None:
    sheet = _sheet("institutions")
    rows = list(sheet.iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if row[:2] == ("institution", "file"))
    used = [row[2] for row in rows[top + 2 :]]
    assert used.count("Искористена") == 5
    assert used.count("Заменета со понова") == 1


def test_the_history_has_a_line_per_counter_and_every_quarter() -> None:
    rows = list(_sheet("history").iter_rows(values_only=True))
    line = next(row for row in rows if row[0] == "Незапочнато")
    assert line[8:11] == (7, 4, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_explains_every_column_of_every_table(language: Language) -> None:
    rows = _rows(_sheet("dictionary", language), "table")
    explained = {(row["table"], row["key"]) for row in rows if row["heading"] and row["meaning"]}
    assert explained >= {(table, column) for table, schema in ALL.items() for column in schema}


def test_a_quarter_in_which_nothing_is_known_still_gives_a_workbook() -> None:
    report = case_report()
    empty = Report(
        replace(report.plan, activities=(), indicators=()),
        Quarter(2022, 3),
        report.as_of,
        Tables.empty(),
        Tables.empty(),
    )
    workbook = load_workbook(io.BytesIO(consolidated(empty, Texts("en"))))
    assert workbook["To do"]["A6"].value == "There is nothing to show here."


def test_codes_that_the_plan_does_not_know_are_shown_as_they_are() -> None:
    row = {"id": "F-1", "severity": "check", "institution": "XX", "activity": "9.9", "message": "m"}
    data = consolidated(_changed(findings=frame(ALL["findings"], [row])), Texts("en"))
    sheet = load_workbook(io.BytesIO(data))["To do"]
    assert [cell.value for cell in sheet[6]][:3] == ["To check", "XX", "9.9"]
    assert sheet["H6"].value == "m"


# ------------------------------------------------------------------ for programs, and at scale


def test_every_table_is_a_named_range_that_pandas_can_read() -> None:
    book = _workbook()
    named = {name for name in book.defined_names if name.startswith("ovp_")}
    assert named >= {
        "ovp_matrix", "ovp_todo", "ovp_activities", "ovp_indicators", "ovp_institutions",
        "ovp_returns", "ovp_unplaced", "ovp_provenance", "ovp_dictionary",
    }  # fmt: skip
    ((sheet, cells),) = book.defined_names["ovp_activities"].destinations
    head, *rows = book[sheet][cells.replace("$", "")]
    table = pd.DataFrame([[c.value for c in row] for row in rows], columns=[c.value for c in head])
    assert list(table["Код"]) == list(case_report().tables.activities["activity"])


def test_amendments_of_the_plan_stand_below_the_history() -> None:
    report = case_report()
    activities = report.tables.activities.copy()
    own = activities["activity"] == "3.6.5"
    activities.loc[own, "deadline"] = pd.Timestamp("2023-06-30")
    activities = activities[activities["activity"] != "3.6.7"]
    data = consolidated(_changed(activities=activities), Texts("mk"))
    sheet = load_workbook(io.BytesIO(data))["Историја"]
    rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows()]
    (place,) = (n for n, row in enumerate(rows) if row[0] == "Измени во планот")
    amended = {(row[0], row[2], row[3]) for row in rows[place + 3 :] if row[0]}
    assert ("3.6.5", "Рок", "2022-Q3") in amended
    assert ("3.6.7", "Отпаднато", "2022-Q3") in amended


def test_without_amendments_there_is_no_table_of_them() -> None:
    assert "ovp_amendments" not in _workbook().defined_names


def test_what_the_sheet_of_provenance_has_no_room_for_is_in_a_csv_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = case_report()
    assert provenance.provenance_csv(report) is None
    monkeypatch.setattr(provenance, "MOST_ROWS", 3)
    book = load_workbook(io.BytesIO(consolidated(report, Texts("en"))))
    texts = [str(cell.value) for row in book["Provenance"].iter_rows() for cell in row]
    fields = int((report.tables.ledger["class"] == "field").sum())
    (said, _) = [text for text in texts if "data/provenance.csv" in text]
    assert said.startswith(f"{provenance.count(report)} answers were read")
    assert not any(text.startswith("OVP_NAP5_2022-Q3_MVR") for text in texts)
    data = provenance.provenance_csv(report)
    assert data is not None
    assert (
        len(list(csv.reader(io.StringIO(b"".join(pieces_of(data)).decode("utf-8"))))) == fields + 1
    )


def test_what_the_overview_says_first_fits_a_small_screen_and_a_page() -> None:
    sheet = _sheet("overview")
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, 11)]
    assert sum(heights) * 4 / 3 + 302 <= 568  # pixels that LibreOffice has below its headings
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) * 7.8 <= 1267
    assert str(sheet.print_area).endswith("$27")


def test_who_did_not_answer_stands_first_in_the_table_by_holder() -> None:
    first = _rows(_sheet("overview"), "institution")[0]
    assert (first["institution"], first["no_report"]) == ("МТСП", 3)


def test_an_indicator_nobody_answered_is_not_told_to_have_no_data() -> None:
    labels = {
        str(row["indicator"])[:7]: row["indicator"]
        for row in _rows(_sheet("overview"), "indicator")
    }
    assert str(labels["3.6.1.1"]).endswith("нема одговор")


def test_the_overview_leads_to_where_the_findings_of_a_severity_and_a_holder_begin() -> None:
    overview, todo = _sheet("overview"), _sheet("todo")
    links = {
        str(cell.value): int(str(cell.hyperlink.location).rpartition("!A")[2])
        for row in overview.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    for words, column in {"Итно": 1, "Важно": 1, "За проверка": 1}.items():
        (row,) = (at for text, at in links.items() if text.startswith(f"{words}:"))
        assert todo.cell(row, column).value == words
        assert todo.cell(row - 1, column).value != words
