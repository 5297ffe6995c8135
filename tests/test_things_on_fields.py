"""Pictures, objects and check boxes that lie on a field: said as what they are, never as errors."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Final

import pytest
import xlsxwriter
from awkward import package, parts, read, worksheet
from edits import Edited
from every_case import every
from office_formats import by_libreoffice
from openpyxl.drawing.image import Image
from returned_forms import content_of, read_alone, returned
from typed_cells import cell

from ovpsheets import kinds
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning import read_number, read_status, read_text, read_yes_no
from ovpsheets.intake.meaning.text import read_evidence
from ovpsheets.intake.reading.cells import Cell, Contents, Remark, Thing
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.recognise.place import place
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.words import ACTIVITIES, LedgerClass


def png() -> io.BytesIO:
    """The smallest picture there is."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\0\0\0")
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )


def opened(data: bytes) -> Contents:
    found = open_file("a.xlsx", data, Limits())
    assert isinstance(found, Contents)
    return found


def test_a_picture_placed_in_a_cell_is_a_picture_and_no_error() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        sheet.embed_image("B2", "a.png", {"image_data": png()})
        sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    cells = opened(data.getvalue()).sheets[0].cells
    assert (cells[2, 2].type, cells[2, 2].raw) == ("picture", "image1.png")
    assert cells[3, 2].type == "error"


def test_a_picture_of_the_function_image_is_one_too_and_bears_its_address() -> None:
    row = '<row r="1"><c r="A1" t="e" vm="1"><f>_xlfn.IMAGE(B1)</f><v>#VALUE!</v></c></row>'
    rich = "xl/richData/"
    more = {
        "xl/metadata.xml": '<metadata xmlns="m"><futureMetadata name="XLRICHVALUE"><bk>'
        '<rvb i="0"/></bk></futureMetadata><valueMetadata><bk><rc t="1" v="0"/></bk>'
        "</valueMetadata></metadata>",
        f"{rich}rdrichvalue.xml": '<rvData xmlns="v"><rv s="0"><v>0</v><v>1</v></rv></rvData>',
        f"{rich}rdrichvaluestructure.xml": '<rvStructures xmlns="s"><s t="_webimage"/>'
        "</rvStructures>",
        f"{rich}rdRichValueWebImage.xml": '<webImagesSrd xmlns="w" xmlns:r="http://schemas.openxml'
        'formats.org/officeDocument/2006/relationships"><webImageSrd><address r:id="rId1"/>'
        "</webImageSrd></webImagesSrd>",
        f"{rich}_rels/rdRichValueWebImage.xml.rels": '<Relationships xmlns="p"><Relationship '
        'Id="rId1" Type="hyperlink" Target="https://example.mk/a.png" TargetMode="External"/>'
        "</Relationships>",
    }
    found = read(parts(worksheet(row), more=more)).sheets[0].cells[1, 1]
    assert (found.type, found.raw) == ("picture", "https://example.mk/a.png")
    del more[f"{rich}rdRichValueWebImage.xml"]  # a program left out where the picture is
    found = read(parts(worksheet(row), more=more)).sheets[0].cells[1, 1]
    assert (found.type, found.raw) == ("picture", "image")


CALLS: Final[Mapping[str, tuple[str, str]]] = {
    # As WPS Office writes them, and LibreOffice what WPS had written.
    '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_5D1C",1)</f><v>=DISPIMG("ID_5D1C",1)</v></c>':
        ("picture", "ID_5D1C"),
    '<c r="A1" t="e"><f>_xlfn.DISPIMG("ID_5D1C",1)</f><v>#NAME?</v></c>': ("picture", "ID_5D1C"),
    # As Google Sheets does, and Excel where it does not know the function.
    '<c r="A1" t="str"><f>IMAGE("https://example.mk/a.png")</f><v></v></c>':
        ("picture", "https://example.mk/a.png"),
    '<c r="A1" t="str"><f>IFERROR(__xludf.DUMMYFUNCTION("IMAGE(""https://example.mk/a.png"")"),"")'
    "</f><v></v></c>": ("picture", "https://example.mk/a.png"),
    '<c r="A1" t="e"><f>_xlfn.IMAGE(B7)</f><v>#NAME?</v></c>': ("picture", "IMAGE"),
    # Where the call is kept as a text.
    '<c r="A1" t="inlineStr"><is><t>=DISPIMG("ID_5D1C",1)</t></is></c>': ("picture", "ID_5D1C"),
    # What only resembles them.
    '<c r="A1" t="str"><f>IMAGES("a")</f><v>a</v></c>': ("text", "a"),
    '<c r="A1" t="str"><f>IFERROR(__xludf.DUMMYFUNCTION("JOIN(A1)"),"IMAGE(1)")</f><v>b</v></c>':
        ("text", "b"),
    '<c r="A1" t="inlineStr"><is><t>IMAGE(S) of the event</t></is></c>':
        ("text", "IMAGE(S) of the event"),
}  # fmt: skip


@every(("cell", "said"), CALLS.items())
def test_a_picture_that_a_function_shows_is_one_whatever_is_stored_for_it(
    cell: str, said: tuple[str, str]
) -> None:
    (sheet,) = opened(package(parts(worksheet(f'<row r="1">{cell}</row>')))).sheets
    found = sheet.cells[1, 1]
    assert (found.type, found.raw) == said


def test_a_value_of_another_kind_that_old_programs_do_not_know_stays_an_error() -> None:
    row = '<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c></row>'
    found = read(parts(worksheet(row))).sheets[0].cells[1, 1]
    assert (found.type, found.raw) == ("error", "#VALUE!")


def test_a_picture_that_lies_on_a_sheet_is_known_by_the_cell_it_begins_in() -> None:
    data, own = io.BytesIO(), png().getvalue()
    with xlsxwriter.Workbook(data) as book:
        book.add_worksheet().insert_image("C7", "a.png", {"image_data": io.BytesIO(own)})
    (sheet,) = opened(data.getvalue()).sheets
    assert sheet.things == (Thing("C7", "picture", "image1.png", sha256(own).hexdigest()),)


def vml(kind: str, inside: str, text: str = "") -> str:
    box = f"<v:textbox><div>{text}</div></v:textbox>" if text else ""
    anchor = "<x:Anchor> 5, 10, 6, 3, 6, 20, 7, 1</x:Anchor>"
    data = f'<x:ClientData ObjectType="{kind}">{anchor}{inside}</x:ClientData>'
    return f'<xml xmlns:v="v" xmlns:x="x"><v:shape>{box}{data}</v:shape></xml>'


def drawn(part: str) -> Contents:
    held = parts(worksheet(), related=[("vmlDrawing", "../v.vml")], more={"xl/v.vml": part})
    return read(held)


@pytest.mark.parametrize(
    ("inside", "text"), [("<x:Checked>1</x:Checked>", "☑ Завршено"), ("", "☐ Завршено"),
                         ("<x:Checked>0</x:Checked>", "☐ Завршено")],
)  # fmt: skip
def test_a_check_box_is_read_with_its_tick_and_its_cell(inside: str, text: str) -> None:
    (sheet,) = drawn(vml("Checkbox", inside, "Завршено")).sheets
    assert sheet.remarks == (Remark("Лист", "F7", "checkbox", text),)


@every(
    ("link", "cell"),
    [("$H$10", "H10"), ("Лист!$H$10", "H10"), ("'Лист'!$H$10", "H10"), ("'Друг лист'!$H$10", "")],
)
def test_a_check_box_is_read_with_the_cell_of_its_sheet_into_which_it_writes(
    link: str, cell: str
) -> None:
    (sheet,) = drawn(vml("Checkbox", f"<x:FmlaLink>{link}</x:FmlaLink>", "Да")).sheets
    assert sheet.remarks == (Remark("Лист", "F7", "checkbox", "☐ Да", cell),)


def test_an_embedded_object_is_known_by_its_cell() -> None:
    (sheet,) = drawn(vml("Pict", "")).sheets
    assert (sheet.things, sheet.remarks) == ((Thing("F7", "object", ""),), ())


def test_a_picture_is_evidence_and_no_other_answer() -> None:
    picture = Cell("Лист", 1, 1, "picture", "image1.png", "image1.png")
    assert read_evidence(picture).value == "image1.png"
    assert read_evidence(cell("допис")).value == "допис"
    assert (read_text(picture).value, read_text(picture).problem) == (None, "holds_picture")
    assert read_status(picture).problem == "holds_picture"


def with_picture(key: str, typed: object = None) -> tuple[Return, FormField, str]:
    """The return of a form with a picture on the field *key* of its first activity."""
    form = returned("MVR").fill_well()
    field = FormField(ACTIVITIES, form.content.activities[0].code, key)
    at = form.write(str(field), typed).cell(str(field))
    form.sheet(ACTIVITIES).add_image(Image(png()), at.coordinate)
    return read_alone(form.data()), field, at.coordinate


def test_a_picture_on_the_field_for_evidence_is_evidence() -> None:
    found, field, at = with_picture("evidence")
    assert found.answers is not None
    assert found.placement is not None
    assert found.answers.activities[field.code].fields["evidence"] == "image1.png"
    assert found.placement.where(field)[1] == at
    (line,) = [line for line in found.ledger if line.field == field]
    assert (line.what, line.kind, line.raw) == (LedgerClass.FIELD, "picture", "image1.png")


def test_a_picture_on_another_field_is_asked_about_as_what_it_is() -> None:
    found, field, _ = with_picture("progress")
    assert found.answers is not None
    assert found.answers.activities[field.code].fields["progress"] is None
    assert [trouble.problem for trouble in found.answers.troubles] == ["holds_picture"]


@pytest.mark.parametrize(
    ("key", "read", "problems"),
    [("progress", None, ["holds_picture"]), ("evidence", "image1.png; image2.png", [])],
)
def test_two_pictures_on_a_field_are_pictures_still(
    key: str, read: str | None, problems: list[str]
) -> None:
    form = returned("MVR").fill_well()
    field = FormField(ACTIVITIES, form.content.activities[0].code, key)
    at = form.write(str(field), None).cell(str(field)).coordinate
    for _ in range(2):
        form.sheet(ACTIVITIES).add_image(Image(png()), at)
    found = read_alone(form.data())
    assert found.answers is not None
    assert found.answers.activities[field.code].fields[key] == read
    assert [trouble.problem for trouble in found.answers.troubles] == problems


def test_a_picture_on_a_field_that_is_answered_changes_nothing() -> None:
    found, field, _ = with_picture("progress", "Одржани се три обуки.")
    assert found.answers is not None
    assert found.answers.activities[field.code].fields["progress"] == "Одржани се три обуки."
    assert found.answers.troubles == ()


def boxed(*boxes: str, linked: bool | None = None) -> Placement:
    """Where the cells of a form of MTSP belong, with check boxes on the status of 3.6.6 (F8).

    *linked*: what they have written into that cell, None for nothing.
    """
    first, table, *rest = Edited.of(content_of("MTSP")).contents().sheets
    remarks = tuple(Remark(table.name, "F8", "checkbox", text) for text in boxes)
    written = {} if linked is None else {(8, 6): wrote(table.name, linked)}
    boxed_table = replace(table, remarks=remarks, cells={**table.cells, **written})
    contents = Contents((first, boxed_table, *rest))
    return place(contents, content_of("MTSP"))


def wrote(sheet: str, value: bool) -> Cell:
    return Cell(sheet, 8, 6, "yes_no", value, str(value).upper())


STATUS = FormField(ACTIVITIES, "3.6.6", "status")


def test_a_box_answers_in_the_cell_into_which_it_writes_wherever_it_lies() -> None:
    first, table, *rest = Edited.of(content_of("MTSP")).contents().sheets

    def answers(box: str, at: str, linked: str, wrote_it: bool) -> dict[FormField, Cell]:
        remarks = (Remark(table.name, at, "checkbox", box, linked),)
        cells = {**table.cells, (8, 6): wrote(table.name, wrote_it)}
        sheets = (first, replace(table, remarks=remarks, cells=cells), *rest)
        return dict(place(Contents(sheets), content_of("MTSP")).fields)

    progress = FormField(ACTIVITIES, "3.6.6", "progress")
    empty = {key: cell for key, cell in table.cells.items() if key != (8, 7)}
    table = replace(table, cells=empty)
    beside = answers("☐ Да", "G8", "F8", wrote_it=False)
    assert read_yes_no(beside[STATUS]).problem == "nothing_ticked"
    ticked = answers("☑ Да", "G8", "F8", wrote_it=True)
    assert (read_yes_no(ticked[STATUS]).value, progress in ticked) == (True, False)
    helper = answers("☑ Да", "G8", "Z8", wrote_it=False)
    assert (read_yes_no(helper[STATUS]).value, helper[progress].raw) == (False, "Да")


def test_what_an_unticked_box_or_one_that_says_no_wrote_into_its_cell_is_no_answer_of_it() -> None:
    def answer(*boxes: str, linked: bool) -> tuple[bool | None, str]:
        found = read_yes_no(boxed(*boxes, linked=linked).fields[STATUS])
        return found.value, found.problem

    assert answer("☐ Да", linked=False) == (None, "nothing_ticked")
    assert answer("☐", linked=False) == (None, "nothing_ticked")
    assert answer("☑ Не", linked=True) == (False, "")
    assert answer("☑ Да", linked=True) == (True, "")
    assert answer("☑ Обуките се одржани", linked=True) == (True, "")
    assert answer("☑", linked=False) == (False, "")  # typed over what the box wrote
    assert answer(linked=False) == (False, "")


def test_the_ticked_one_of_several_boxes_is_the_answer() -> None:
    placement = boxed("☐ Незапочнато", "☑ Завршено")
    assert placement.fields[STATUS].raw == "Завршено"
    boxes = [(line.raw, line.what) for line in placement.ledger if line.kind == "checkbox"]
    assert boxes == [
        ("☐ Незапочнато", LedgerClass.UNPLACED), ("☑ Завршено", LedgerClass.FIELD),
    ]  # fmt: skip


def test_two_ticked_boxes_are_no_clear_answer_and_none_is_none() -> None:
    assert boxed("☑ Незапочнато", "☑ Завршено").fields[STATUS].raw == "Незапочнато; Завршено"
    assert STATUS not in boxed("☐ Незапочнато").fields
    ticked = boxed("☑").fields[STATUS]
    assert (ticked.type, ticked.value) == ("yes_no", True)


def test_a_formula_that_comes_to_nothing_is_blank_and_one_without_result_is_not() -> None:
    empty = '<row r="1"><c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c></row>'
    found = read(parts(worksheet(empty))).sheets[0].cells[1, 1]
    assert (found.type, read_text(found).problem, read_text(found).value) == ("blank", "", None)
    unsaved = '<row r="1"><c r="A1"><f>IF(B1="","",B1)</f></c></row>'
    found = read(parts(worksheet(unsaved))).sheets[0].cells[1, 1]
    assert read_text(found).problem == "formula_no_result"


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_it_is_blank_after_libreoffice_saved_it_and_pictures_keep_their_cell(ending: str) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", '=IF(B1="","",B1)', None, "")
        sheet.insert_image("C7", "a.png", {"image_data": png()})
    found = open_file(f"a.{ending}", by_libreoffice(data.getvalue(), ending), Limits())
    assert isinstance(found, Contents)
    assert found.sheets[0].cells[1, 1].type == "blank"
    (thing,) = found.sheets[0].things
    assert (thing.cell, thing.type) == ("C7", "picture")
    assert thing.sha256 == sha256(png().getvalue()).hexdigest()  # by which a logo is known as ours


def boxes_in(workbook: bytes) -> bytes:
    """Make check boxes of a workbook's buttons, every other one ticked."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".vml"):
                shapes = data.decode().replace('"Button"', '"Checkbox"').split("</x:ClientData>")
                for number in range(0, len(shapes) - 1, 2):
                    shapes[number] += "<x:Checked>1</x:Checked>"
                data = "</x:ClientData>".join(shapes).encode()
            changed.writestr(name, data)
    return out.getvalue()


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_check_boxes_keep_tick_and_cell_when_libreoffice_saved_them(ending: str) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("Лист")
        for cell, caption in (("F7", "Завршено"), ("F8", "Незапочнато"), ("G8", "")):
            sheet.insert_button(cell, {"caption": caption})
    saved = by_libreoffice(boxes_in(data.getvalue()), ending)
    found = open_file(f"a.{ending}", saved, Limits())
    assert isinstance(found, Contents)
    own = {(one.cell, one.text) for one in found.sheets[0].remarks if one.kind == "checkbox"}
    assert own == {("F7", "☑ Завршено"), ("F8", "☐ Незапочнато"), ("G8", "☑")}


def controlled(*states: str, inside: str = "") -> list[str]:
    """The texts of two boxes whose properties say *states*, drawn with *inside*."""
    box = vml("Checkbox", inside, "Завршено")
    shape = box[box.index("<v:shape>") : box.index("</xml>")]
    more = {
        f"xl/ctrlProps/c{n}.xml": f'<formControlPr objectType="CheckBox" {state}/>'
        for n, state in enumerate(states)
    }
    related = [("vmlDrawing", "../v.vml"), *(("ctrlProp", f"../{key[3:]}") for key in more)]
    held = parts(
        worksheet(),
        related=related,
        more={"xl/v.vml": box.replace("</xml>", f"{shape}</xml>"), **more},
    )
    return [remark.text[0] for remark in read(held).sheets[0].remarks]


CHECKED = 'checked="Checked"'


@every(
    ("states", "inside", "ticks"),
    [
        ((CHECKED, ""), "", ["☑", "☐"]),
        (("", 'checked="Mixed"'), "", ["☐", "☐"]),
        ((CHECKED,), "", ["☐", "☐"]),  # whose it is nobody knows
        (("", ""), "<x:Checked>1</x:Checked>", ["☑", "☑"]),
    ],
)
def test_a_tick_that_only_the_properties_tell_is_read(
    states: tuple[str, ...], inside: str, ticks: list[str]
) -> None:
    assert controlled(*states, inside=inside) == ticks


def test_a_box_in_a_cell_is_read_with_its_tick_and_an_unticked_one_is_asked_about() -> None:
    """Excel 365 puts them into cells; XlsxWriter writes them as Excel does."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Лист")
        box = book.add_format({"checkbox": True, "num_format": "0"})
        sheet.insert_checkbox("A1", True)
        sheet.insert_checkbox("A2", False)
        sheet.write_number("A3", 12, box)
        sheet.write_boolean("A4", False)
    found = open_file("а.xlsx", buffer.getvalue(), Limits())
    assert isinstance(found, Contents)
    ticked, unticked, number, plain = found.sheets[0].cells.values()
    assert read_yes_no(ticked).value is True
    assert (read_yes_no(unticked).value, read_yes_no(unticked).problem) == (None, "nothing_ticked")
    assert read_number(number, kinds.COUNT).value == 12
    assert read_yes_no(plain).value is False
