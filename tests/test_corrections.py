"""A returned file goes back annotated: what is added, and that nothing else changes."""

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from returned_forms import ReturnedForm, drop, merged, returned

from ovpsheets.files import sha256
from ovpsheets.forms.asked_again import is_signed, signed
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read import read_xlsx
from ovpsheets.journeys.merge import Merged
from ovpsheets.results.corrections.annotate import annotate
from ovpsheets.results.corrections.listing import Listing, Request
from ovpsheets.results.corrections.xml_edits import NotAnnotatableError, as_bytes, escaped

ACTIVITIES = "1 Активности"
LIST = "За дополнување"
HEADINGS = ("Бр.", "Што е потребно", "Каде")


def faulty() -> ReturnedForm:
    """A form with two faults, and a note of the member's on a cell that is right."""
    form = returned("MVR").fill_well()
    form.write("activities/3.6.3/new_deadline", None)
    form.write("indicators/3.6.3.1/value", "многу")
    return form.note_at("activities/3.6.3/progress", "моја белешка")


def correction(form: ReturnedForm, folder: Path, institution: str = "MVR") -> bytes:
    """Merge a form and return what goes back to the institution."""
    form.save(folder / "returns")
    merged(folder / "returns").write(folder / "results")
    return (folder / "results" / "corrections" / f"{institution}.xlsx").read_bytes()


def again(data: bytes, folder: Path) -> Merged:
    """Merge a file as if it were the only one that came."""
    drop(folder, "повторно.xlsx", data)
    return merged(folder)


def _sent(folder: Path) -> bytes:
    (path,) = (folder / "returns").iterdir()
    return path.read_bytes()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def listing(*requests: Request) -> Listing:
    return Listing(LIST, "Наслов", "Вовед", HEADINGS, requests, "За дополнување:")


def test_the_list_is_the_first_sheet_with_links_to_the_cells(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(correction(faulty(), tmp_path)))
    assert book.sheetnames[0] == LIST
    assert book.active is not None
    assert book.active.title == LIST
    sheet = book[LIST]
    assert [cell.value for cell in sheet["B"] if cell.value in ("1", "2")] == ["1", "2"]
    targets = {cell.hyperlink.location for cell in sheet["D"] if cell.hyperlink}
    assert targets == {"'1 Активности'!J8", "'2 Индикатори'!H7"}


def test_only_one_sheet_is_selected(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(correction(faulty(), tmp_path)))
    selected = [sheet.title for sheet in book if sheet.sheet_view.tabSelected]
    assert selected == [LIST]


def test_the_cells_of_findings_have_a_note_a_colour_and_a_frame(tmp_path: Path) -> None:
    cell = load_workbook(io.BytesIO(correction(faulty(), tmp_path)))[ACTIVITIES]["J8"]
    assert cell.comment is not None
    assert "нов рок" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFCE1DC"
    assert cell.border.left.style == "medium"
    assert cell.number_format == "@"


def test_notes_of_the_member_stay(tmp_path: Path) -> None:
    sheet = load_workbook(io.BytesIO(correction(faulty(), tmp_path)))[ACTIVITIES]
    assert sheet["G8"].comment is not None
    assert sheet["G8"].comment.text == "моја белешка"


def test_where_a_note_hangs_already_ours_is_in_the_list_only(tmp_path: Path) -> None:
    form = faulty().note_at("activities/3.6.3/new_deadline", "ќе јавиме")
    book = load_workbook(io.BytesIO(correction(form, tmp_path)))
    comment = book[ACTIVITIES]["J8"].comment
    assert comment is not None
    assert comment.text == "ќе јавиме"
    assert any("3.6.3" in str(cell.value) for cell in book[LIST]["C"])


def test_every_part_that_need_not_change_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    after, before = parts(correction(faulty(), tmp_path)), parts(_sent(tmp_path))
    changed = {name for name in before if after[name] != before[name]}
    assert changed <= {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml",
        "xl/worksheets/_rels/sheet2.xml.rels", "xl/worksheets/_rels/sheet3.xml.rels",
        "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip


def test_an_untouched_part_is_not_even_packed_again() -> None:
    data = faulty().data()
    made = annotate(data, listing(Request("Дополнете.", ((ACTIVITIES, "J8"),))))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo("xl/theme/theme1.xml")
        packed = data[entry.header_offset :][: 30 + len(entry.filename) + entry.compress_size]
    assert packed in made


def test_a_changed_part_differs_only_in_what_was_inserted(tmp_path: Path) -> None:
    after, before = parts(correction(faulty(), tmp_path)), parts(_sent(tmp_path))
    for name in ("xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"):
        old, new = before[name].decode("utf-8"), after[name].decode("utf-8")
        gone = (Counter(old.split("<")) - Counter(new.split("<"))).elements()
        # Attributes are set in these; everything else that was there is there.
        for tag in gone:
            assert tag.startswith(
                ("c ", "sheetView ", "fonts", "fills", "borders", "cellXfs", "workbookView",
                 "definedName ")
            ), tag  # fmt: skip


def test_names_of_single_sheets_still_belong_to_theirs(tmp_path: Path) -> None:
    form = faulty()
    before = load_workbook(io.BytesIO(form.data()))
    after = load_workbook(io.BytesIO(correction(form, tmp_path)))
    for sheet in before:
        assert after[sheet.title].print_title_rows == sheet.print_title_rows
        assert after[sheet.title].print_area == sheet.print_area


def test_the_same_merge_gives_the_same_bytes(tmp_path: Path) -> None:
    first = correction(faulty(), tmp_path)
    merged(tmp_path / "returns").write(tmp_path / "повторно")
    assert (tmp_path / "повторно" / "corrections" / "MVR.xlsx").read_bytes() == first


def test_an_annotated_file_merged_again_gives_the_same_findings(tmp_path: Path) -> None:
    data = correction(faulty(), tmp_path)
    first, second = merged(tmp_path / "returns"), again(data, tmp_path / "повторно")
    columns = ["id", "sheet", "cell"]
    assert second.findings[columns].equals(first.findings[columns])


def test_what_we_added_is_not_taken_for_the_members(tmp_path: Path) -> None:
    second = again(correction(faulty(), tmp_path), tmp_path / "повторно")
    assert list(second.unplaced["text"]) == ["моја белешка"]


def test_only_what_is_still_open_remains_in_the_second_round(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(correction(faulty(), tmp_path)))
    book[ACTIVITIES]["J8"].value = "31.12.2022"
    book.save(tmp_path / "дополнет.xlsx")
    second = again((tmp_path / "дополнет.xlsx").read_bytes(), tmp_path / "повторно")
    own = second.findings[second.findings["institution"] == "MVR"]
    assert list(own["rule"]) == ["unreadable_value"]
    second.write(tmp_path / "втор")
    made = (tmp_path / "втор" / "corrections" / "MVR.xlsx").read_bytes()
    sheet = load_workbook(io.BytesIO(made))[ACTIVITIES]
    assert sheet["J8"].comment is None
    assert sheet["J8"].fill.fgColor.rgb == "FFFFFBEA"
    assert again(made, tmp_path / "трет").unplaced["text"].tolist() == ["моја белешка"]


def test_an_answer_written_into_the_list_is_not_lost(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(correction(faulty(), tmp_path)))
    book[LIST]["E5"] = "ќе доставиме во петок"
    book.save(tmp_path / "дополнет.xlsx")
    second = again((tmp_path / "дополнет.xlsx").read_bytes(), tmp_path / "повторно")
    assert "ќе доставиме во петок" in list(second.unplaced["text"])


def test_an_answer_written_into_our_note_is_not_lost() -> None:
    note = signed("За дополнување:\n1. Внесете нов рок.")
    assert is_signed(note)
    assert is_signed("ОВП:\n" + note.replace("\n", "\r\n"))
    assert not is_signed(note.replace("нов рок.", "нов рок. Ќе биде 31.12."))
    assert not is_signed(f"{note} Ќе биде 31.12.")


def test_who_has_no_open_findings_gets_no_file(tmp_path: Path) -> None:
    returned("OP").fill_well().save(tmp_path / "returns")
    merged(tmp_path / "returns").write(tmp_path / "results")
    assert not (tmp_path / "results" / "corrections" / "OP.xlsx").exists()


def test_a_correction_nobody_needs_any_more_goes(tmp_path: Path) -> None:
    correction(faulty(), tmp_path)
    returned("MVR").fill_well().save(tmp_path / "returns")
    merged(tmp_path / "returns").write(tmp_path / "results")
    assert not (tmp_path / "results" / "corrections" / "MVR.xlsx").exists()


def test_a_correction_somebody_edited_stays(tmp_path: Path) -> None:
    correction(faulty(), tmp_path)
    path = tmp_path / "results" / "corrections" / "MVR.xlsx"
    path.write_bytes(path.read_bytes() + b" ")
    returned("MVR").fill_well().save(tmp_path / "returns")
    merged(tmp_path / "returns").write(tmp_path / "results")
    assert path.exists()


def test_where_no_file_came_the_form_goes_out_with_the_list(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    merged(tmp_path / "returns").write(tmp_path / "results")
    data = (tmp_path / "results" / "corrections" / "MTSP.xlsx").read_bytes()
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames[:2] == [LIST, "Почетна"]
    assert "врамени" not in str(book[LIST]["C2"].value)
    assert again(data, tmp_path / "повторно").returns["institution"].tolist() == ["MTSP"]


def test_a_file_that_cannot_be_annotated_becomes_a_form_with_its_answers(tmp_path: Path) -> None:
    data = _strict(faulty().data())
    drop(tmp_path / "returns", "од МВР.xlsx", data)
    merged(tmp_path / "returns").write(tmp_path / "results")
    made = (tmp_path / "results" / "corrections" / "MVR.xlsx").read_bytes()
    second = again(made, tmp_path / "повторно")
    own = second.findings[second.findings["institution"] == "MVR"]
    assert set(own["rule"]) == {"missing_new_deadline", "unreadable_value"}
    book = load_workbook(io.BytesIO(made))
    assert book[ACTIVITIES]["J8"].comment is not None
    assert book["2 Индикатори"]["H7"].value == "многу"


def _strict(data: bytes) -> bytes:
    """The same workbook without styles: strange enough not to be annotated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts(data).items():
            package.writestr(name, b"<styleSheet/>" if name == "xl/styles.xml" else content)
    return out.getvalue()


def test_what_is_no_workbook_is_not_annotated() -> None:
    with pytest.raises(NotAnnotatableError):
        annotate(b"PK", listing())


def test_macros_stay_and_the_ending_with_them(tmp_path: Path) -> None:
    content = parts(faulty().data())
    types = content["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in (content | {"[Content_Types].xml": types}).items():
            package.writestr(name, data)
        package.writestr("xl/vbaProject.bin", b"macro")
    drop(tmp_path / "returns", "МВР.xlsm", out.getvalue())
    merged(tmp_path / "returns").write(tmp_path / "results")
    made = parts((tmp_path / "results" / "corrections" / "MVR.xlsm").read_bytes())
    assert made["xl/vbaProject.bin"] == b"macro"


def test_the_returned_file_itself_is_not_touched(tmp_path: Path) -> None:
    path = faulty().save(tmp_path / "returns")
    before = sha256(path.read_bytes())
    merged(tmp_path / "returns").write(tmp_path / "results")
    assert sha256(path.read_bytes()) == before


def test_text_of_a_member_cannot_become_markup() -> None:
    made = annotate(
        returned("MVR").data(),
        listing(Request("<b>&\"' =1+1 _x0041_ \x07 Ѓорѓи 😀", ((ACTIVITIES, "F9"),))),
    )
    book = load_workbook(io.BytesIO(made))
    cell = book[LIST]["C5"]
    assert cell.value == "<b>&\"' =1+1 _x005F_x0041_  Ѓорѓи 😀"
    assert cell.data_type == "s"


def test_inserted_xml_fits_any_encoding() -> None:
    assert as_bytes(escaped("ќ<")) == b"&#1116;&lt;"


RESAVED = [
    path
    for path in sorted((Path(__file__).parent / "resaved").glob("*.xlsx"))
    if path.stem != "pyexcelerate"  # it writes no styles; a fresh form goes out instead
]


@pytest.mark.parametrize("path", RESAVED, ids=lambda path: path.stem)
def test_a_file_that_another_program_saved_is_annotated_and_reads_as_before(path: Path) -> None:
    data = path.read_bytes()
    before = read_xlsx(data, Limits())
    _, second, third, *_ = [sheet.name for sheet in before.sheets]
    places = ((second, "F7"), (second, "J8"), (third, "H99"))
    after = read_xlsx(annotate(data, listing(Request("Дополнете.", places))), Limits())
    assert next(sheet.name for sheet in after.sheets) == LIST
    for old, new in zip(before.sheets, after.sheets[1:], strict=True):
        assert new.cells == old.cells
        ours = [remark.cell for remark in new.remarks if is_signed(remark.text)]
        assert set(ours) == {cell for sheet, cell in places if sheet == new.name}
        assert [remark for remark in new.remarks if not is_signed(remark.text)] == list(old.remarks)
