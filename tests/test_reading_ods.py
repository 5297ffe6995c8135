"""OpenDocument spreadsheets: everything in them, and nothing that they only claim."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from every_case import every
from made_ods import cell, ods, part, row, sheet
from office_formats import by_gnumeric, by_libreoffice
from returned_forms import content_of, read_alone, returned

from ovpsheets.intake.reading.cells import Cell, Contents, Observation, Remark, Thing
from ovpsheets.intake.reading.formats.ods import read_ods
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.recognise.issued import Issued, shape
from ovpsheets.words import ACTIVITIES

Office = Callable[[bytes, str], bytes]


def read(data: bytes, limits: Limits | None = None) -> Contents:
    return read_ods(data, limits or Limits())


def the_cell(written: str, styles: str = "") -> Cell:
    (found,) = read(ods(sheet(row(written)), styles=styles)).sheets[0].cells.values()
    return found


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as caught:
        read(data, limits)
    return caught.value.reason


# ------------------------------------------------------------------ values


@every(
    ("about", "shown", "kind", "value", "raw"),
    [
        ('office:value-type="float" office:value="12.5"', "12,5", "number", 12.5, "12.5"),
        ('office:value-type="percentage" office:value="0.46"', "46%", "number", 0.46, "0.46"),
        ('office:value-type="currency" office:value="300"', "300 ден.", "number", 300.0, "300"),
        ('office:value-type="date" office:date-value="2022-12-31"', "31.12.2022", "date",
         datetime(2022, 12, 31), "2022-12-31"),
        ('office:value-type="time" office:time-value="PT10H30M00S"', "10:30", "date",
         datetime(1899, 12, 30, 10, 30), "1899-12-30 10:30:00"),
        ('office:value-type="boolean" office:boolean-value="true"', "ТОЧНО", "yes_no", True,
         "TRUE"),
        ('office:value-type="string"', "Завршено", "text", "Завршено", "Завршено"),
        ('office:value-type="string" calcext:value-type="error" table:formula="of:=[.A9]"',
         "Err:502", "error", "Err:502", "Err:502"),
        ('office:value-type="string" table:formula="of:=1/0"', "#DIV/0!", "error", "#DIV/0!",
         "#DIV/0!"),
    ],
)  # fmt: skip
def test_every_type_of_value_is_told(
    about: str, shown: str, kind: str, value: object, raw: str
) -> None:
    found = the_cell(cell(shown, about))
    assert (found.type, found.value, found.raw) == (kind, value, raw)


def test_a_percentage_is_known_as_one() -> None:
    found = the_cell(cell("46%", 'office:value-type="percentage" office:value="0.46"'))
    assert found.is_percentage


def test_a_number_in_the_style_of_a_date_is_a_date() -> None:
    styles = (
        '<number:date-style style:name="N1"/>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    )
    about = 'table:style-name="ce1" office:value-type="float" office:value="44926"'
    assert the_cell(cell("31.12.2022", about), styles).value == datetime(2022, 12, 31)


def test_paragraphs_spaces_breaks_and_links_make_up_a_text() -> None:
    inside = (
        'Прво<text:s text:c="2"/>и<text:line-break/>второ</text:p>'
        '<text:p><text:a xlink:href="https://example.mk/">доказ</text:a>'
    )
    found = the_cell(cell(inside))
    assert found.raw == "Прво  и\nвторо\nдоказ"
    assert found.link == "https://example.mk/"


def test_a_formula_is_spelled_as_excel_does() -> None:
    formula = "of:=COUNTIF([$&apos;1 Активности&apos;.$L$7:.$L$9];&quot;а;[.A1]&quot;)+[.B2]"
    about = f'office:value-type="float" office:value="1" table:formula="{formula}"'
    found = the_cell(cell("1", about))
    assert found.formula == "COUNTIF('1 Активности'!$L$7:$L$9,\"а;[.A1]\")+B2"


# ------------------------------------------------------------------ beside the cells


def test_notes_hang_on_their_cell_and_are_no_part_of_its_text() -> None:
    note = (
        "<office:annotation><dc:date>2022-10-06T00:00:00</dc:date><text:p>Прв ред</text:p>"
        "<text:p>втор ред</text:p></office:annotation>"
    )
    found = read(ods(sheet(row(cell("Значително", beside=note))))).sheets[0]
    assert found.remarks == (Remark("Лист", "A1", "note", "Прв ред\nвтор ред"),)
    assert found.cells[1, 1].raw == "Значително"


def test_text_boxes_are_read_wherever_they_stand() -> None:
    box = "<draw:frame><draw:text-box><text:p>Внимание</text:p></draw:text-box></draw:frame>"
    shapes = f"<table:shapes>{box}</table:shapes>"
    found = read(ods(sheet(row(cell("", "", box)), beside=shapes))).sheets[0]
    assert found.remarks == (
        Remark("Лист", "", "textbox", "Внимание"), Remark("Лист", "A1", "textbox", "Внимание"),
    )  # fmt: skip


def form_of(state: str) -> str:
    box = f'<form:checkbox form:id="c1" form:label="Завршено" {state}/>'
    return f"<office:forms><form:form>{box}</form:form></office:forms>"


@every(
    ("state", "tick"),
    [
        ('form:current-state="checked"', "☑"),
        ('form:state="checked" form:current-state="unchecked"', "☐"),
        ('form:state="checked"', "☑"),
        ('form:current-state="unknown"', "☐"),
        ("", "☐"),
    ],
)
def test_a_check_box_is_read_with_its_tick_and_its_cell(state: str, tick: str) -> None:
    shown = '<draw:control draw:control="c1"/>'
    found = read(ods(sheet(row(cell("а"), cell("", "", shown)), beside=form_of(state)))).sheets[0]
    assert found.remarks == (Remark("Лист", "B1", "checkbox", f"{tick} Завршено"),)


def test_the_one_of_several_that_is_chosen_is_ticked() -> None:
    radio = form_of("").replace("form:checkbox", "form:radio")
    chosen = radio.replace("/>", ' form:current-selected="true"/>')
    shown = '<draw:control draw:control="c1"/>'
    for form, text in ((radio, "☐ Завршено"), (chosen, "☑ Завршено")):
        found = read(ods(sheet(row(cell("", "", shown)), beside=form))).sheets[0]
        assert found.remarks == (Remark("Лист", "A1", "checkbox", text),)


def measured(x: str, y: str) -> str:
    """A sheet with a picture on the page; columns are 1 cm wide, B is hidden, rows 12 pt high."""
    place = f'svg:x="{x}" svg:y="{y}"' if x else ""
    picture = f'<draw:frame {place}><draw:image xlink:href="P/a.png"/></draw:frame>'
    columns = (
        '<table:table-column table:style-name="co"/>'
        '<table:table-column table:style-name="co" table:visibility="collapse"/>'
        '<table:table-column table:style-name="co" table:number-columns-repeated="5"/>'
    )
    rows = row(cell("а"), about='table:style-name="ro" table:number-rows-repeated="9"')
    return sheet(rows, beside=f"<table:shapes>{picture}</table:shapes>{columns}")


SIZES = (
    '<style:style style:name="co"><style:table-column-properties style:column-width="1cm"/>'
    '</style:style><style:style style:name="ro"><style:table-row-properties '
    'style:row-height="12pt"/></style:style>'
)


@every(
    ("x", "y", "at"),
    [
        ("0cm", "0pt", "A1"), ("0.8cm", "7pt", "A1"), ("9.9mm", "7pt", "C1"),
        ("1.5cm", "24pt", "C3"),
        ("5.8cm", "0in", "G1"), ("6.1cm", "0pt", ""), ("1cm", "200pt", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_what_lies_on_the_page_is_known_by_the_cell_it_begins_in(x: str, y: str, at: str) -> None:
    found = read(ods(measured(x, y), styles=SIZES)).sheets[0]
    assert found.things == (Thing(at, "picture", "a.png"),)


def test_the_description_of_a_picture_is_no_text_of_a_shape() -> None:
    picture = '<draw:frame><draw:image xlink:href="a.png"><text:p/></draw:image>'
    described = f"{picture}<svg:title>слика</svg:title><svg:desc>опис</svg:desc></draw:frame>"
    assert read(ods(sheet(row(cell("", "", described))))).sheets[0].remarks == ()


def test_values_under_merged_cells_are_read() -> None:
    covered = cell("под").replace("table:table-cell", "table:covered-table-cell")
    about = 'office:value-type="string" table:number-columns-spanned="2"'
    found = read(ods(sheet(row(cell("над", about), covered)))).sheets[0]
    assert {at: one.raw for at, one in found.cells.items()} == {(1, 1): "над", (1, 2): "под"}
    assert found.merged == ((1, 1, 1, 2),)


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    columns = (
        "<table:table-column/>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16383"/>'
    )
    rows = row(cell("а"), cell("б"), about='table:visibility="collapse"') + row(cell("в"))
    styles = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    found = read(ods(sheet(rows, beside=columns), styles=styles)).sheets[0]
    assert found.visibility == "hidden"
    assert (found.hidden_rows, found.hidden_columns) == (frozenset({1}), frozenset({2}))


def test_the_properties_and_the_program_are_told() -> None:
    inside = (
        "<office:meta><meta:generator>LibreOffice/7.4</meta:generator><dc:title>Наслов</dc:title>"
        "<dc:date>2022-10-06T12:00:00</dc:date>"
        '<meta:user-defined meta:name="ovp_form_id">OVP</meta:user-defined></office:meta>'
    )
    found = read(ods(sheet(row(cell("а"))), parts={"meta.xml": part("document-meta", inside)}))
    assert found.program == "LibreOffice/7.4"
    assert found.properties == {
        "title": "Наслов", "modified": "2022-10-06T12:00:00", "ovp_form_id": "OVP",
    }  # fmt: skip


def test_macros_and_links_to_other_files_are_observed() -> None:
    copy = sheet(
        row(cell("а")), name="&apos;file:///x.ods&apos;#$Лист", beside="<table:table-source/>"
    )
    found = read(ods(sheet(row(cell("б"))), copy, parts={"Basic/Standard/Module1.xml": "<a/>"}))
    assert [one.name for one in found.sheets] == ["Лист"]
    assert found.observed == (Observation("macros"), Observation("external_links"))


def test_what_was_deleted_but_is_tracked_is_no_content() -> None:
    tracked = (
        "<table:tracked-changes><table:cell-content-change><table:previous>"
        f"<table:change-track-table-cell/>{cell('старо')}</table:previous>"
        "</table:cell-content-change></table:tracked-changes>"
    )
    found = read(ods(tracked, sheet(row(cell("ново")))))
    assert [one.raw for one in found.sheets[0].cells.values()] == ["ново"]


# ------------------------------------------------------------------ hostile


def test_a_million_empty_styled_rows_cost_nothing() -> None:
    rows = row(cell("", 'table:style-name="ce1" table:number-columns-repeated="16384"'),
               about='table:number-rows-repeated="1048575"')  # fmt: skip
    found = read(ods(sheet(rows + row(cell("крај"))))).sheets[0]
    assert [one.address for one in found.cells.values()] == ["A1048576"]


def test_repeated_cells_count_one_by_one() -> None:
    about = 'office:value-type="string" table:number-columns-repeated="3"'
    rows = row(cell("а", about), about='table:number-rows-repeated="2"')
    assert len(read(ods(sheet(rows))).sheets[0].cells) == 6
    assert refused(ods(sheet(rows)), replace(Limits(), cells=5)) == "too_large"


def test_a_doctype_and_bottomless_elements_are_refused() -> None:
    entity = '<!DOCTYPE a [<!ENTITY x "у">]><office:document-content/>'
    assert refused(ods(parts={"content.xml": entity})) == "unsafe"
    assert refused(ods(sheet("<text:span>" * 300 + "</text:span>" * 300))) == "unsafe"


def test_too_many_sheets_are_refused() -> None:
    assert refused(ods(*[sheet("")] * 3), replace(Limits(), sheets=2)) == "too_large"


def test_a_package_without_content_is_damaged() -> None:
    assert refused(ods(parts={"content.xml": "<a"})) == "damaged"
    assert refused(ods()) == "damaged"


def test_a_password_is_told() -> None:
    manifest = part(
        "manifest", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    )
    data = ods(parts={"META-INF/manifest.xml": manifest, "content.xml": "\0\1"})
    assert refused(data) == "protected"


# ------------------------------------------------------------------ office programs

OFFICES = [by_libreoffice, by_gnumeric]


@pytest.mark.office
@pytest.mark.parametrize("office", OFFICES)
def test_a_form_saved_as_ods_comes_back_cell_by_cell(office: Office) -> None:
    form = returned().fill_well()
    form.note_at(f"{ACTIVITIES}/{form.content.activities[0].code}/progress", "Белешка\nвтор ред")
    typed, back = read_alone(form.data()), read_alone(office(form.data(), "ods"))
    assert back.answers == typed.answers
    assert str(back.form_id) == str(typed.form_id)
    assert typed.placement is not None
    assert back.placement is not None
    for name, was in typed.placement.fields.items():
        now = back.placement.fields[name]
        assert (now.sheet, now.address, now.type, now.raw) == (
            was.sheet, was.address, was.type, was.raw,
        )  # fmt: skip
    assert [(e.cell, e.raw) for e in back.ledger if e.kind == "note"] == [
        (e.cell, e.raw) for e in typed.ledger if e.kind == "note"
    ]


@pytest.mark.office
@pytest.mark.parametrize("office", OFFICES)
def test_our_own_formulas_are_known_in_ods(office: Office) -> None:
    issued = Issued.of(content_of("MVR"))
    found = read(office(returned().data(), "ods"))
    spelled = {shape(one.formula) for s in found.sheets for one in s.cells.values() if one.formula}
    assert spelled == issued.formulas.shapes


@every(
    ("name", "said"),
    [
        ("meta.xml", "properties_damaged"),
        ("META-INF/manifest.xml", "properties_damaged"),
        ("styles.xml", "styles_damaged"),
    ],
)
@every("fault", ["", "<a><b", "<a>&nbsp;</a>"])
def test_a_damaged_part_beside_the_content_costs_itself_only(
    name: str, said: str, fault: str
) -> None:
    contents = read(ods(sheet(row(cell("а"))), parts={name: fault}))
    assert [one.raw for one in contents.sheets[0].cells.values()] == ["а"]
    assert [(o.key, o.values) for o in contents.observed] == [(said, {"part": name.lower()})]
