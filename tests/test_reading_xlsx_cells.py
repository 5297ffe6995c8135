"""Our reader of .xlsx: every way in which a cell can be written."""

import re
from datetime import datetime

from awkward import MAIN, RELATIONS, STRICT, only, parts, read, read_rows, worksheet
from every_case import every

from ovpsheets.number_format import number_format


def test_a_text_is_shared_inline_or_rich_and_its_phonetic_reading_is_no_part_of_it() -> None:
    cells = read_rows(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><r><t>два </t></r><r><t>дела</t></r></is></c>'
        '<c r="D1" t="str"><f>A1</f><v> прв </v></c></row>',
        strings='<si><t xml:space="preserve"> прв</t></si>'
        "<si><r><t>東</t></r><r><t>京</t></r><rPh><t>トウ</t></rPh></si>",
    )
    assert [cell.raw for cell in cells.values()] == [" прв", "東京", "два дела", " прв "]
    assert {cell.type for cell in cells.values()} == {"text"}


def test_escaped_characters_are_decoded_as_excel_does() -> None:
    cells = read_rows(
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>',
        strings="<si><t>a_x000D_b</t></si><si><t>_x005F_x000D_</t></si>"
        "<si><t>_xD83D__xDE00_ _xD83D_</t></si>",
    )
    assert [cell.raw for cell in cells.values()] == ["a\rb", "_x000D_", "😀 \ufffd"]


@every(
    "typed",
    ["_x0041_", "_x005F_x0041_", "_x005F_", "_x005F_x005F_", "а_x000D_б", "_x00e9_ _x00E9_",
     "__x0041_", "_x0041_x0041_", "_x_ _x00_ x0041_", "_x005f_x0041_"],
)  # fmt: skip
def test_what_looks_like_an_escape_comes_back_as_it_was_typed(typed: str) -> None:
    # Excel escapes each low line at which an escape would begin (ECMA-376 part 1, 22.9.2.19).
    written = re.sub("(?=_x[0-9A-Fa-f]{4}_)", "_x005F", typed)
    cells = read_rows(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        f'<c r="C1" t="inlineStr"><is><t>{written}</t></is></c>'
        f'<c r="D1" t="str"><f>A1</f><v>{written}</v></c></row>',
        strings=f"<si><t>{written}</t></si><si><r><t>{written}</t></r><r><t></t></r></si>",
    )
    assert {cell.raw for cell in cells.values()} == {typed}


def test_what_stands_in_two_runs_is_no_escape() -> None:
    runs = "<r><t>_x00</t></r><r><t>41_</t></r>"
    cells = read_rows(
        '<row><c t="s"><v>0</v></c>' + f'<c t="inlineStr"><is>{runs}</is></c></row>',
        strings=f"<si>{runs}</si>",
    )
    assert {cell.raw for cell in cells.values()} == {"_x0041_"}


def test_numbers_errors_and_truth_values_keep_their_type() -> None:
    cells = read_rows(
        '<row r="3"><c r="A3"><v>12.0</v></c><c r="B3"><v>0.46</v></c>'
        '<c r="C3" t="e"><v>#DIV/0!</v></c><c r="D3" t="b"><v>1</v></c></row>'
    )
    assert [(c.type, c.value, c.raw) for c in cells.values()] == [
        ("number", 12.0, "12"), ("number", 0.46, "0.46"),
        ("error", "#DIV/0!", "#DIV/0!"), ("yes_no", True, "TRUE"),
    ]  # fmt: skip


@every("raw", ["nan", "inf", "1e999", "1_000", "дванаесет"])
def test_what_is_no_number_stays_as_text(raw: str) -> None:
    assert read_rows(f"<row><c><v>{raw}</v></c></row>")["A1"][3:6] == ("text", raw, raw)


def test_a_cell_with_a_broken_reference_to_text_or_style_is_not_lost() -> None:
    cells = read_rows('<row><c t="s"><v>99</v></c><c s="77"><v>5</v></c></row>')
    assert [(c.type, c.raw) for c in cells.values()] == [("error", "99"), ("number", "5")]


def test_cells_and_rows_without_an_address_follow_the_one_before() -> None:
    cells = read_rows(
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    )
    assert {name: cell.raw for name, cell in cells.items()} == {
        "A1": "1", "B1": "2", "C5": "3", "D5": "4", "A6": "5",
    }  # fmt: skip


def test_the_dimension_is_not_believed_and_the_last_cell_of_a_sheet_costs_nothing() -> None:
    sheet = worksheet(
        '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>', before='<dimension ref="A1"/>'
    )
    assert [cell.address for cell in only(read(parts(sheet))).cells.values()] == ["XFD1048576"]


def test_rows_in_disorder_come_in_order() -> None:
    cells = read_rows(
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    )
    assert list(cells) == ["A1", "A2"]


# ------------------------------------------------------------------ formulas


def test_a_shared_formula_reaches_every_cell_that_shares_it() -> None:
    cells = read_rows(
        '<row r="1"><c r="B1"><f t="shared" si="0" ref="B1:B2">IF($A1&gt;A$1,"A1",LOG10(A1))</f>'
        '<v>1</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert cells["B2"].formula == 'IF($A2>A$1,"A1",LOG10(A2))'


def test_array_formulas_and_formulas_without_a_result_are_cells() -> None:
    cells = read_rows(
        '<row><c><f t="array" ref="A1">SUM(B1:B9*2)</f><v>4</v></c><c><f>NOW()</f></c></row>'
    )
    assert [(c.formula, c.raw) for c in cells.values()] == [("SUM(B1:B9*2)", "4"), ("NOW()", "")]


# ------------------------------------------------------------------ dates


@every(
    ("code", "is_date"),
    [
        ("dd.mm.yyyy", True), ("[$-42F]d mmmm yyyy;@", True), ("[h]:mm", True), ("mm:ss.0", True),
        ("General", False), ("[Red]0.00", False), ('0 "ден"', False), (r"0 \d", False),
        ('0.0 "days"', False), ("0_d", False), ("0;[Red]-0;d", False), ("@", False), ("0%", False),
    ],
)  # fmt: skip
def test_a_format_is_a_dates_by_its_own_letters_only(code: str, is_date: bool) -> None:
    assert number_format(code).is_date is is_date


@every("number", ["14", "22", "27", "36", "45", "47", "50", "58"])
def test_the_formats_that_programs_know_by_number_are_dates(number: str) -> None:
    cells = read_rows('<row><c s="1"><v>44835</v></c></row>', formats=[number])
    assert (cells["A1"].value, cells["A1"].raw) == (datetime(2022, 10, 1), "2022-10-01")


@every(
    ("serial", "raw"),
    [("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "1900-02-29"), ("61", "1900-03-01"),
     ("44835.5", "2022-10-01 12:00:00"), ("-1", "-1"), ("9999999", "9999999")],
)  # fmt: skip
def test_the_calendar_of_1900_with_its_day_that_never_was(serial: str, raw: str) -> None:
    cells = read_rows(f'<row><c s="1"><v>{serial}</v></c></row>', formats=["dd.mm.yyyy"])
    assert cells["A1"].raw == raw


def test_the_calendar_of_1904_begins_four_years_later() -> None:
    sheet = worksheet('<row><c s="1"><v>43373</v></c></row>')
    held = parts(sheet, formats=["14"], properties='<workbookPr date1904="1"/>')
    assert only(read(held)).cells[1, 1].raw == "2022-10-01"


@every(
    ("text", "raw"),
    [("2022-10-01", "2022-10-01"), ("2022-10-01T09:30:00Z", "2022-10-01 09:30:00"),
     ("08:15:00", "1899-12-30 08:15:00"), ("утре", "утре")],
)  # fmt: skip
def test_dates_in_words_are_read(text: str, raw: str) -> None:
    assert read_rows(f'<row><c t="d"><v>{text}</v></c></row>')["A1"].raw == raw


# ------------------------------------------------------------------ around the cells


def test_strict_workbooks_and_any_prefix_read_like_the_usual_ones() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Завршено</t></is></c></row>'
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
        "<x:is><x:t>Завршено</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    for sheet in (worksheet(rows, space=STRICT), prefixed):
        assert only(read(parts(sheet))).cells[1, 1].raw == "Завршено"


def test_hidden_and_merged_parts_are_told_and_keep_their_values() -> None:
    sheet = worksheet(
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        before='<cols><col min="2" max="16384" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    found = only(read(parts(sheet, state="veryHidden")))
    assert found.visibility == "very_hidden"
    assert (set(found.hidden_rows), set(found.hidden_columns)) == ({1}, {2})
    assert found.merged == ((1, 1, 1, 2),)
    assert found.cells[1, 2].raw == "2"


def test_links_are_told_and_not_followed() -> None:
    sheet = worksheet(
        "<row><c><v>1</v></c><c><v>2</v></c>"
        '<c t="str"><f>HYPERLINK("https://c.example.mk","c")</f><v>c</v></c></row>',
        after='<hyperlinks><hyperlink ref="A1" r:id="rId1"/>'
        '<hyperlink ref="B1" location="\'Лист\'!A1"/></hyperlinks>',
    )
    held = parts(sheet, related=[("hyperlink", "https://a.example.mk/x")])
    links = [cell.link for cell in only(read(held)).cells.values()]
    assert links == ["https://a.example.mk/x", "#'Лист'!A1", "https://c.example.mk"]


@every(
    "missing",
    ["xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"],
)
def test_a_missing_part_costs_no_cell(missing: str) -> None:
    held = parts(worksheet('<row r="2"><c r="B2"><v>4</v></c></row>'))
    del held[missing]
    assert only(read(held)).cells[2, 2].raw == "4"


def test_a_chart_sheet_and_a_sheet_that_is_missing_are_reported() -> None:
    held = parts(worksheet("<row><c><v>1</v></c></row>"))
    held["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="A" r:id="rId1"/>'
        '<sheet name="B" r:id="rId2"/><sheet name="C" r:id="rId9"/></sheets></workbook>'
    )
    held["xl/_rels/workbook.xml.rels"] = str(held["xl/_rels/workbook.xml.rels"]).replace(
        "relationships/sharedStrings", "relationships/chartsheet"
    )
    contents = read(held)
    assert [sheet.name for sheet in contents.sheets] == ["A"]
    assert [(o.key, o.values["name"]) for o in contents.observed] == [
        ("chartsheet", "B"), ("sheet_unread", "C"),
    ]  # fmt: skip


@every("kind", ['t="inlineStr"', "", 't="str"', 't="n"'])
def test_a_text_in_the_cell_is_a_text_as_it_was_typed(kind: str) -> None:
    (cell,) = read_rows(f"<row><c {kind}><is><t>1.</t></is></c></row>").values()
    assert (cell.type, cell.raw) == ("text", "1.")


def test_the_text_of_an_inline_string_counts_and_not_a_value_stored_beside_it() -> None:
    (cell,) = read_rows('<row><c t="inlineStr"><v>1.0</v><is><t>1.</t></is></c></row>').values()
    assert (cell.type, cell.raw) == ("text", "1.")


def test_a_stored_value_counts_where_the_cell_is_no_inline_string() -> None:
    (cell,) = read_rows('<row><c t="n"><is><t>1.</t></is><v>2</v></c></row>').values()
    assert (cell.type, cell.raw) == ("number", "2")
