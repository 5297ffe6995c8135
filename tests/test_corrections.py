"""A returned file goes back annotated: what is added, and that nothing else changes."""

import gc
import io
import pickle
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from every_case import every
from openpyxl import load_workbook
from returned_forms import ReturnedForm, drop, merged, returned

from ovpsheets.errors import WorkspaceError
from ovpsheets.forms.asked_again import is_signed, signed, typed_into
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.reading.ooxml.xml import events
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.tasks import Tasks
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.annotated.annotate import annotate
from ovpsheets.results.annotated.listing import Listing, Request
from ovpsheets.results.annotated.xml_edits import (
    NotAnnotatableError,
    as_bytes,
    elements,
    escaped,
)
from ovpsheets.results.corrections import corrections
from ovpsheets.results.corrections import parts as correction_parts
from ovpsheets.results.corrections.fresh_form import fields_among, fields_at
from ovpsheets.results.kept_products import _apart, _put_together
from ovpsheets.results.report.derive_facts import FACTS, facts_of
from ovpsheets.texts import Texts

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


@dataclass(frozen=True)
class Round:
    """One round with the institution: what came, what was found in it, what goes back."""

    folder: Path
    sent: bytes
    merged: Merged
    back: bytes


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """The faulty form, merged once for all tests that only look at what goes back."""
    folder = tmp_path_factory.mktemp("first")
    sent = faulty().save(folder / "returns").read_bytes()
    found = merged(folder / "returns")
    found.write(folder / "results")
    return Round(folder, sent, found, (folder / "results/corrections/MVR.xlsx").read_bytes())


@pytest.fixture(scope="module")
def second(first: Round, tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """What goes back, sent once more without a change."""
    return again(first.back, tmp_path_factory.mktemp("second"))


def again(data: bytes, folder: Path) -> Merged:
    """Merge a file as if it were the only one that came."""
    drop(folder, "повторно.xlsx", data)
    return merged(folder)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def listing(*requests: Request) -> Listing:
    return Listing(LIST, "Наслов", "Вовед", HEADINGS, requests, "За дополнување:")


def test_the_list_is_the_first_sheet_with_links_to_the_cells(first: Round) -> None:
    book = load_workbook(io.BytesIO(first.back))
    assert book.sheetnames[0] == LIST
    assert book.active is not None
    assert book.active.title == LIST
    sheet = book[LIST]
    assert [cell.value for cell in sheet["B"] if cell.value in ("1", "2")] == ["1", "2"]
    targets = {cell.hyperlink.location for cell in sheet["D"] if cell.hyperlink}
    assert targets == {"'1 Активности'!J8", "'2 Индикатори'!H7"}


def test_only_one_sheet_is_selected(first: Round) -> None:
    book = load_workbook(io.BytesIO(first.back))
    selected = [sheet.title for sheet in book if sheet.sheet_view.tabSelected]
    assert selected == [LIST]


def test_the_cells_of_findings_have_a_note_a_colour_and_a_frame(first: Round) -> None:
    cell = load_workbook(io.BytesIO(first.back))[ACTIVITIES]["J8"]
    assert cell.comment is not None
    assert "нов рок" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFCE1DC"
    assert cell.border.left.style == "medium"
    assert cell.number_format == "@"


def test_notes_of_the_member_stay(first: Round) -> None:
    sheet = load_workbook(io.BytesIO(first.back))[ACTIVITIES]
    assert sheet["G8"].comment is not None
    assert sheet["G8"].comment.text == "моја белешка"


def test_where_a_note_hangs_already_ours_is_in_the_list_only(tmp_path: Path) -> None:
    form = faulty().note_at("activities/3.6.3/new_deadline", "ќе јавиме")
    book = load_workbook(io.BytesIO(correction(form, tmp_path)))
    comment = book[ACTIVITIES]["J8"].comment
    assert comment is not None
    assert comment.text == "ќе јавиме"
    assert any("3.6.3" in str(cell.value) for cell in book[LIST]["C"])


def test_every_part_that_need_not_change_is_the_same_byte_for_byte(first: Round) -> None:
    after, before = parts(first.back), parts(first.sent)
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


def test_a_changed_part_differs_only_in_what_was_inserted(first: Round) -> None:
    after, before = parts(first.back), parts(first.sent)
    for name in ("xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"):
        old, new = before[name].decode("utf-8"), after[name].decode("utf-8")
        gone = (Counter(old.split("<")) - Counter(new.split("<"))).elements()
        # Attributes are set in these; everything else that was there is there.
        for tag in gone:
            assert tag.startswith(
                ("c ", "sheetView ", "fonts", "fills", "borders", "cellXfs", "workbookView",
                 "definedName ")
            ), tag  # fmt: skip


def test_names_of_single_sheets_still_belong_to_theirs(first: Round) -> None:
    before = load_workbook(io.BytesIO(first.sent))
    after = load_workbook(io.BytesIO(first.back))
    for sheet in before:
        assert after[sheet.title].print_title_rows == sheet.print_title_rows
        assert after[sheet.title].print_area == sheet.print_area


def test_the_same_merge_gives_the_same_bytes(first: Round, tmp_path: Path) -> None:
    merged(first.folder / "returns").write(tmp_path)
    assert (tmp_path / "corrections" / "MVR.xlsx").read_bytes() == first.back


def test_an_annotated_file_merged_again_gives_the_same_findings(
    first: Round, second: Merged
) -> None:
    columns = ["id", "sheet", "cell"]
    assert second.findings[columns].equals(first.merged.findings[columns])


def test_what_we_added_is_not_taken_for_the_members(second: Merged) -> None:
    assert list(second.unplaced["text"]) == ["моја белешка"]


def test_only_what_is_still_open_remains_in_the_second_round(first: Round, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(first.back))
    book[ACTIVITIES]["J8"].value = "31.12.2022"
    book.save(tmp_path / "дополнет.xlsx")
    second = again((tmp_path / "дополнет.xlsx").read_bytes(), tmp_path / "втор пат")
    own = second.findings[second.findings["institution"] == "MVR"]
    assert list(own["rule"]) == ["unreadable_value"]
    second.write(tmp_path / "втор")
    made = (tmp_path / "втор" / "corrections" / "MVR.xlsx").read_bytes()
    sheet = load_workbook(io.BytesIO(made))[ACTIVITIES]
    assert sheet["J8"].comment is None
    assert sheet["J8"].fill.fgColor.rgb == "FFFFFBEA"
    assert again(made, tmp_path / "трет").unplaced["text"].tolist() == ["моја белешка"]


def test_formulas_of_the_list_are_ours_without_their_results(first: Round, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(first.back))  # which knows formulas and calculates none
    book.save(tmp_path / "дополнет.xlsx")
    second = again((tmp_path / "дополнет.xlsx").read_bytes(), tmp_path / "повторно")
    assert second.unplaced["text"].tolist() == ["моја белешка"]
    assert not second.findings["message"].str.contains("COUNTIF").any()


def test_an_answer_written_into_the_list_is_not_lost(first: Round, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(first.back))
    book[LIST]["E5"] = "ќе доставиме во петок"
    book.save(tmp_path / "дополнет.xlsx")
    second = again((tmp_path / "дополнет.xlsx").read_bytes(), tmp_path / "повторно")
    assert "ќе доставиме во петок" in list(second.unplaced["text"])


def test_an_answer_written_into_the_list_is_proposed_for_its_point(
    first: Round, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(first.back))
    cell = faulty().cell("activities/3.6.3/new_deadline").coordinate
    row = next(r for r in range(1, 30) if str(book[LIST][f"D{r}"].value).endswith(f" · {cell}"))
    book[LIST][f"E{row}"] = "крајот на годината"
    book.save(tmp_path / "дополнет.xlsx")
    result = again((tmp_path / "дополнет.xlsx").read_bytes(), tmp_path / "повторно")
    proposed = result.unplaced[result.unplaced["text"] == "крајот на годината"]
    assert list(proposed["home"]) == ["activities/3.6.3/new_deadline"]
    (asked,) = result.findings[result.findings["rule"] == "missing_new_deadline"]["ask"]
    assert "„крајот на годината“" in asked


def test_an_answer_written_into_our_note_is_not_lost() -> None:
    note = signed("За дополнување:\n1. Внесете нов рок.")
    assert is_signed(note)
    assert is_signed("ОВП:\n" + note.replace("\n", "\r\n"))
    assert not is_signed(note.replace("нов рок.", "нов рок. Ќе биде 31.12."))
    assert not is_signed(f"{note} Ќе биде 31.12.")
    for typed in (
        f"{note} Ќе биде 31.12.",
        f"Ќе биде 31.12.\n{note}",
        note.replace("нов рок.", "нов рок. Ќе биде 31.12."),
        f"ОВП:\n{note}\nЌе биде 31.12.",
    ):
        assert typed_into(typed) == "Ќе биде 31.12."
    for changed in (note.replace("нов", "стар"), "Ќе биде 31.12."):
        assert typed_into(changed) == changed
    assert typed_into(note) == ""


@pytest.fixture(scope="module")
def repaired(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """The institution has answered everything after all."""
    folder = tmp_path_factory.mktemp("repaired")
    returned("MVR").fill_well().save(folder)
    return merged(folder)


@pytest.mark.parametrize("edited", [False, True])
def test_a_correction_nobody_needs_any_more_goes_unless_somebody_edited_it(
    first: Round, repaired: Merged, tmp_path: Path, edited: bool
) -> None:
    shutil.copytree(first.folder / "results", tmp_path / "results")
    path = tmp_path / "results" / "corrections" / "MVR.xlsx"
    if edited:
        path.write_bytes(path.read_bytes() + b" ")
    repaired.write(tmp_path / "results")
    assert path.exists() == edited


def test_where_no_file_came_the_form_goes_out_with_the_list(first: Round, tmp_path: Path) -> None:
    data = (first.folder / "results" / "corrections" / "MTSP.xlsx").read_bytes()
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
    # What is stored of its checks would be the blank form's; LibreOffice works out what is not.
    checks = load_workbook(io.BytesIO(made), data_only=True)[ACTIVITIES]["B"][6:]
    assert [cell.value for cell in checks] == [None] * 3


def test_a_file_that_no_mail_takes_goes_back_as_a_form_with_its_answers(
    first: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[corrections.__module__], "MOST_ATTACHED", len(first.back))
    assert [one.is_own for one in corrections(first.merged, {"MVR"})] == [True]
    monkeypatch.setattr(sys.modules[corrections.__module__], "MOST_ATTACHED", len(first.back) - 1)
    (made,) = corrections(first.merged, {"MVR"})
    assert not made.is_own
    assert load_workbook(io.BytesIO(made.data))["2 Индикатори"]["H7"].value == "многу"


class Begins(Executor):
    """Does a job as another process does, or *fails* at it; or has it wait in line."""

    def __init__(self, fails: BaseException | str | None = None) -> None:
        self.fails = fails
        self.begun = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        self.begun += 1
        done: Future[Any] = Future()
        job, given = pickle.loads(pickle.dumps((fn, args)))
        if isinstance(self.fails, BaseException):
            done.set_exception(self.fails)
        elif not self.fails:
            done.set_result(pickle.loads(pickle.dumps(job(*given))))
        return done


@every(
    "fails",
    [None, "waits", RefusedError("crashed"), BrokenExecutor(), WorkspaceError("no_workers")],
)
def test_a_correction_that_another_process_began_is_the_same(
    first: Round, fails: BaseException | str | None
) -> None:
    executor = Begins(fails)
    (part,) = (own for own in correction_parts(first.merged) if own.begin)
    assert part.begin
    with Tasks(lambda: executor) as tasks:
        part.begin(tasks)
        assert part.make()[0] == (("corrections/MVR.xlsx", first.back),)
    assert executor.begun == 2  # who comes learns first what is to be done


def test_a_few_places_are_the_fields_that_they_are_among_all(first: Round) -> None:
    for item in first.merged.settled:
        every = fields_at(item.returned.placement)
        for some in (list(every), list(every)[::7], [("1 Активности", "ZZ1"), ("", "")]):
            found = fields_among(item.returned.placement, some)
            assert found == {place: every[place] for place in some if place in every}
            # By this it is found again what is kept, in a process that orders sets otherwise.
            assert list(found) == list(fields_among(item.returned.placement, some[::-1]))


def _missing() -> Any:
    raise AssertionError("they are derived anew")


def test_others_are_told_the_report_in_parts_and_what_follows_from_the_forms(
    first: Round,
) -> None:
    report = first.merged
    assert facts_of(report).unclear
    told = _put_together(iter(pickle.loads(pickle.dumps(list(_apart(report))))))
    assert told.plan == report.plan
    stood: dict[object, object] = told.once(FACTS, _missing).unclear
    assert stood == facts_of(report).unclear
    assert told.returned_files.used().keys() == report.returned_files.used().keys()


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


def test_the_returned_file_itself_is_not_touched(first: Round) -> None:
    (path,) = (first.folder / "returns").iterdir()
    assert path.read_bytes() == first.sent


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


def test_each_field_that_is_required_has_its_own_line_number_and_frame(tmp_path: Path) -> None:
    form = returned("MVR").fill_well()
    for column in ("reason", "explanation", "new_deadline"):
        form.write(f"activities/3.6.3/{column}", None)
    book = load_workbook(io.BytesIO(correction(form, tmp_path)))
    sheet = book[LIST]
    numbered = [cell.row for cell in sheet["B"] if str(cell.value).isdigit()]
    asked = {str(sheet[f"D{row}"].value): str(sheet[f"C{row}"].value) for row in numbered}
    assert set(asked) == {f"{ACTIVITIES} · {cell}" for cell in ("H8", "I8", "J8")}
    assert "3" in str(sheet["C2"].value)
    assert "изберете ја причината" in asked[f"{ACTIVITIES} · H8"]
    assert "образложете" in asked[f"{ACTIVITIES} · I8"]
    assert "изберете" not in asked[f"{ACTIVITIES} · I8"]
    framed = [cell for cell in ("H8", "I8", "J8") if book[ACTIVITIES][cell].comment]
    assert framed == ["H8", "I8", "J8"]


def test_a_reason_that_was_chosen_is_not_asked_for(tmp_path: Path) -> None:
    form = returned("MVR").fill_well().write("activities/3.6.3/explanation", "во тек")
    sheet = load_workbook(io.BytesIO(correction(form, tmp_path)))[LIST]
    said = [str(cell.value) for cell in sheet["C"] if cell.value]
    assert not any("изберете" in text for text in said)


def test_nobody_is_told_to_type_a_nought_into_yes_or_no(tmp_path: Path) -> None:
    form = returned("MTSP").fill_well()
    yes_no = [item.code for item in form.content.indicators if item.kind.key == "yes_no"]
    form.write(f"indicators/{yes_no[0]}/value", None)
    sheet = load_workbook(io.BytesIO(correction(form, tmp_path, "MTSP")))[LIST]
    (asked,) = [str(cell.value) for cell in sheet["C"] if yes_no[0] in str(cell.value)]
    assert "„Да“ или „Не“" in asked
    assert "0" not in asked.partition(". ")[2]


def with_signature(data: bytes) -> bytes:
    """Add what Excel adds to a workbook that is signed (ECMA-376 part 2, 12)."""
    office, package = "http://schemas.openxmlformats.org/package/2006", parts(data)
    kind = f"{office}/relationships/digital-signature/origin"
    added = {
        "_rels/.rels": (
            f'<Relationship Id="rIdSig" Type="{kind}" Target="_xmlsignatures/origin.sigs"/>'
        ),
        "[Content_Types].xml": (
            '<Default Extension="sigs" ContentType='
            '"application/vnd.openxmlformats-package.digital-signature-origin"/>'
            '<Override PartName="/_xmlsignatures/sig1.xml" ContentType='
            '"application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/>'
        ),
    }
    for name, text in added.items():
        head, end, tail = package[name].rpartition(b"</")
        package[name] = head + text.encode() + end + tail
    package["_xmlsignatures/origin.sigs"] = b""
    package["_xmlsignatures/_rels/origin.sigs.rels"] = b"<Relationships/>"
    package["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in package.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_signed_workbook_is_said_to_be_signed_and_its_correction_leaves_the_signature_out(
    tmp_path: Path,
) -> None:
    inbox = tmp_path / "returns"
    faulty().save(inbox)
    (path,) = inbox.iterdir()
    path.write_bytes(with_signature(path.read_bytes()))
    found = merged(inbox)
    assert "signed" in {seen.key for seen in found.settled[0].returned.observed}
    found.write(tmp_path / "results")
    made = (tmp_path / "results" / "corrections" / "MVR.xlsx").read_bytes()
    assert not [name for name, data in parts(made).items() if "signature" in name.lower()]
    said = parts(made)["[Content_Types].xml"] + parts(made)["_rels/.rels"]
    assert b"sig" not in said
    sheet = load_workbook(io.BytesIO(made)).worksheets[0]
    assert Texts("mk")("corrections.signed") in str(sheet["C2"].value)


def test_the_correction_of_an_unsigned_workbook_says_nothing_of_signatures(first: Round) -> None:
    sheet = load_workbook(io.BytesIO(first.back)).worksheets[0]
    assert "потпиш" not in str(sheet["C2"].value)


def test_what_a_parser_has_read_is_let_go_of_at_once() -> None:
    """It would stay until Python looks for garbage, and a thousand forms have many parts."""
    gc.freeze()  # what is there by now is none of it; then Python does not look of itself so soon
    found = elements(b"<a><b/></a>"), list(events([b"<a><b/></a>"], Limits(), "part"))
    assert gc.collect() == 0
    assert [len(each) for each in found] == [2, 4]


def test_what_is_typed_into_the_list_is_proposed_for_its_point(
    first: Round, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(first.back))
    sheet = book.worksheets[0]
    sheet["H5"], sheet["D6"] = "118 лица", "31.3.2023"  # over the place, whose link stays
    out = io.BytesIO()
    book.save(out)
    found = again(out.getvalue(), tmp_path).findings
    (value,) = found[found["rule"] == "unreadable_value"]["ask"]
    assert value.endswith("пишува: „118 лица“. Ако тоа е вредноста, таа изнесува 118.")
    (day,) = found[found["rule"] == "missing_new_deadline"]["ask"]
    assert day.endswith("пишува: „31.3.2023“.")
