"""Answers that came in a Word document or a plain text instead of the form."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from awkward import package, relationships
from docx.document import Document
from every_case import every
from hypothesis import given, settings
from hypothesis import strategies as st
from made_mails import GREETING, mail
from openpyxl import load_workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from returned_forms import PROGRESS, drop, merged, one, returned

from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.formats.documents import DOCUMENT, PLAIN, read_docx, read_text
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.recognise.refusal import refusal
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.narrative import summary_context
from ovpsheets.texts import Texts

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def raw(body: str, **more: str) -> bytes:
    """A document as no library writes it."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships([("officeDocument", "word/document.xml")]),
        "word/document.xml": f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>',
        **more,
    }
    return package(parts)


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(found: Contents) -> dict[str, dict[str, str]]:
    return {
        sheet.name: {cell.address: cell.raw for cell in sheet.cells.values()}
        for sheet in found.sheets
    }


def read(data: bytes) -> dict[str, dict[str, str]]:
    return texts(read_docx(data, Limits()))


def letter(code: str, *blank: str) -> bytes:
    """A letter with the tables of a filled form copied into it, some activities' cells blank."""
    book = load_workbook(io.BytesIO(returned(code).fill_well().data()))
    for cell in blank:
        book["1 Активности"][cell] = None
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Република Северна Македонија"
    document.add_paragraph("Почитувани, за 3.6.5 нема лекар од мај.")
    for name in ("1 Активности", "2 Индикатори"):
        rows = list(book[name].iter_rows(min_row=6, values_only=True))
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = _typed(value)
    return saved(document)


def _typed(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    return "" if value is None or str(value).startswith("=") else str(value)


def test_the_forms_tables_in_a_letter_are_answers_and_the_letter_is_shown(tmp_path: Path) -> None:
    drop(tmp_path, "допис.docx", letter("MZ"))
    found = merged(tmp_path)
    row = one(found.activities, institution="MZ", activity="3.6.5")
    assert (row["progress"], row["file"]) == (f"{PROGRESS} ({row['activity']})", "допис.docx")
    assert row["sheet"] == "Word 1"
    assert one(found.returns, file="допис.docx")["used"] == "used"
    outside = dict(zip(found.unplaced["text"], found.unplaced["cell"], strict=True))
    assert outside["Почитувани, за 3.6.5 нема лекар од мај."] == "A1"
    assert "Република Северна Македонија" in outside


def test_every_line_of_the_ledger_of_a_letter_is_accounted_for(tmp_path: Path) -> None:
    data = letter("MZ")
    drop(tmp_path, "допис.docx", data)
    held = read_docx(data, Limits())
    count = sum(len(sheet.cells) + len(sheet.remarks) for sheet in held.sheets)
    assert len(merged(tmp_path).ledger) == count


def test_what_came_from_a_letter_goes_back_in_a_form(tmp_path: Path) -> None:
    drop(tmp_path / "returns", "допис.docx", letter("MTSP", "F7"))
    found = merged(tmp_path / "returns")
    found.write(tmp_path / "results")
    book = load_workbook(tmp_path / "results" / "corrections" / "MTSP.xlsx")
    assert PROGRESS in book["1 Активности"]["G7"].value


def test_a_status_in_a_table_of_the_members_own_is_no_text_of_ours(tmp_path: Path) -> None:
    document = docx.Document()
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "3.6.3", Texts("mk")("words.status.not_started")
    drop(tmp_path, "одговор.docx", saved(document))
    result = merged(tmp_path)
    assert list(result.unplaced["text"]) == ["3.6.3", "Незапочнато"]
    assert "3.6.3 Незапочнато" in one(result.findings, rule="unrecognised_file")["message"]


@pytest.mark.parametrize(
    ("headings", "used"),
    [
        (("Шифра", "Состојба", "Што е направено"), "used"),
        (("Шифра", "Тема", "Заклучок"), "set_aside"),
    ],
    ids=["answers", "minutes"],
)
def test_a_letter_of_own_tables_is_the_form_of_those_whose_codes_it_has(
    headings: tuple[str, ...], used: str, tmp_path: Path
) -> None:
    status = "Значително" if used == "used" else "подготовки"
    document = docx.Document()
    document.add_paragraph("До Секретаријатот: податоците за третиот квартал.")
    table = document.add_table(3, len(headings))
    rows = (headings, ("3.6.2", status, PROGRESS), ("3.6.3", status, "Потпишан е договорот."))
    for row, said in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, said, strict=True):
            cell.text = text
    drop(tmp_path, "допис.docx", saved(document))
    found = merged(tmp_path)
    assert one(found.returns, file="допис.docx")["used"] == used
    row = one(found.activities, institution="MVR", activity="3.6.3")
    assert row["progress"] == ("Потпишан е договорот." if used == "used" else None)
    assert ("wrong_institution" in set(found.findings["rule"])) is (used == "used")


def test_a_letter_without_a_table_is_set_aside_and_shown(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Ништо не е реализирано.")
    drop(tmp_path, "допис.docx", saved(document))
    drop(tmp_path, "белешка.txt", "Нема буџет.\n\nЏаба.".encode("windows-1251"))
    found = merged(tmp_path)
    assert set(found.returns["used"]) == {"set_aside"}
    assert set(found.unplaced["text"]) == {"Ништо не е реализирано.", "Нема буџет.", "Џаба."}


def minutes() -> bytes:
    document = docx.Document()
    document.add_paragraph("Записник од обуката: присутни 12 лица.")
    return saved(document)


def picture() -> bytes:
    related = relationships([("image", "media/1.png")])
    return raw("<w:p/>", **{"word/_rels/document.xml.rels": related, "word/media/1.png": "x"})


EVIDENCE = {"записник.docx": minutes(), "скен.pdf": b"%PDF-1.4", "обука.docx": picture()}


def asked(found: Merged) -> set[str]:
    return set(found.findings.loc[found.findings["rule"] == "unrecognised_file", "file"])


def test_the_forms_tables_in_an_attached_letter_are_answers(tmp_path: Path) -> None:
    drop(tmp_path, "порака.eml", bytes(mail(GREETING, {"допис.docx": letter("MZ"), **EVIDENCE})))
    found = merged(tmp_path)
    row = one(found.activities, institution="MZ", activity="3.6.5")
    assert (row["progress"], row["sheet"]) == (f"{PROGRESS} ({row['activity']})", "Word 1")
    assert row["file"] == "порака.eml/допис.docx"
    assert not asked(found)


def test_an_attached_letter_whose_tables_name_nobody_is_no_evidence(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(letter("OP")))
    for table in document.tables:
        table.cell(1, 0).text = ""  # the code
    form = returned("MVR").fill_well().data()
    files = {"допис.docx": saved(document), "образец.xlsx": form}
    drop(tmp_path, "порака.eml", bytes(mail(GREETING, files)))
    found = merged(tmp_path)
    reason = one(found.returns, file="порака.eml/допис.docx")["reason"]
    assert reason == refusal("nameless", Texts("mk"))
    assert asked(found) == {"порака.eml/допис.docx"}
    assert "Почитувани, за 3.6.5 нема лекар од мај." in set(found.unplaced["text"])


def test_evidence_that_came_with_a_form_is_listed_and_nobody_is_asked(tmp_path: Path) -> None:
    form = returned("MVR").fill_well().data()
    drop(tmp_path, "порака.eml", bytes(mail(GREETING, {"образец.xlsx": form, **EVIDENCE})))
    found = merged(tmp_path)
    ends = dict(zip(found.returns["file"], found.returns["reason"], strict=True))
    for name, reason in zip(EVIDENCE, ("document", "picture", "picture"), strict=True):
        assert ends[f"порака.eml/{name}"] == refusal(reason, Texts("mk"))
    assert not asked(found)
    assert found.unplaced.empty
    made = summary_context(found, Texts("mk")).making
    assert len(made) == 1  # it says nothing of forms that were not used
    assert "еден вратен образец" in made[0]


def test_a_list_that_came_with_a_form_is_shown_and_tables_of_ours_are_asked_about(
    tmp_path: Path,
) -> None:
    form, nobodys = returned("MVR").fill_well(), returned("MVR").fill_well()
    nobodys.book.remove(nobodys.book["Почетна"])
    for name in ("1 Активности", "2 Индикатори"):
        for row in range(7, 12):
            nobodys.book[name].cell(row, 1).value = None  # no code says whose it is
    nobodys.book.remove(nobodys.book["_ovp"])
    nobodys.book.custom_doc_props.props.clear()  # type: ignore[attr-defined]
    nobodys.book.properties.subject = None
    for page in nobodys.book.worksheets:
        page.HeaderFooter = HeaderFooter()
    listed = "Учесници;Град\nАна;Скопје\n".encode()
    files = {"образец.xlsx": form.data(), "список.csv": listed, "чиј.xlsx": nobodys.data()}
    drop(tmp_path, "порака.eml", bytes(mail(GREETING, files)))
    found = merged(tmp_path)
    assert "порака.eml/список.csv" in set(found.unplaced["file"])
    ends = {end.returned.name: end.reason for end in found.settled}
    assert ends["порака.eml/чиј.xlsx"] == "nameless"
    assert ends["порака.eml/список.csv"] == "unrecognised"
    assert asked(found) == {"порака.eml/чиј.xlsx"}


def test_what_came_without_a_form_is_asked_about(tmp_path: Path) -> None:
    drop(tmp_path, "порака.eml", bytes(mail(GREETING, EVIDENCE)))
    drop(tmp_path, "скен.pdf", b"%PDF-1.5 another")
    returned("MVR").fill_well().save(tmp_path)  # not in the mail: it may be somebody else's
    inside = {f"порака.eml/{name}" for name in EVIDENCE}
    assert asked(merged(tmp_path)) == {"скен.pdf"} | inside  # not the mail as well


def test_a_scan_that_came_twice_is_asked_about_once(tmp_path: Path) -> None:
    drop(tmp_path, "порака.eml", bytes(mail(GREETING, {"скен.pdf": b"%PDF-1.4"})))
    drop(tmp_path, "скен.pdf", b"%PDF-1.4")
    assert asked(merged(tmp_path)) == {"порака.eml/скен.pdf"}


def test_in_an_archive_of_several_institutions_folders_tell_whose_evidence_it_is(
    tmp_path: Path,
) -> None:
    forms = {code: returned(code).fill_well().data() for code in ("MVR", "MZ")}
    folders = [("МВР/а.xlsx", forms["MVR"]), ("МВР/докази/скен.pdf", b"%PDF-1"),
               ("МЗ/б.xlsx", forms["MZ"]), ("МТСП/скен.pdf", b"%PDF-2")]  # fmt: skip
    drop(tmp_path, "папки.zip", package(folders))
    assert asked(merged(tmp_path)) == {"папки.zip/МТСП/скен.pdf"}
    flat = [(name.replace("/", " "), data) for name, data in folders]
    drop(tmp_path, "папки.zip", package(flat))
    assert asked(merged(tmp_path)) == {"папки.zip/МВР докази скен.pdf", "папки.zip/МТСП скен.pdf"}


WORDS = st.text(st.characters(categories=("L", "N", "P"), max_codepoint=0x2FFF), min_size=1)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=5), st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=4))
def test_a_document_is_read_as_the_library_that_wrote_it_reads_it(
    paragraphs: list[str], rows: list[list[str]]
) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=len(rows), cols=2)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    if not paragraphs and not rows:
        with pytest.raises(RefusedError, match="empty"):
            read_docx(saved(document), Limits())
        return
    found = read(saved(document))
    peer = docx.Document(io.BytesIO(saved(document)))
    assert list(found[DOCUMENT].values()) == [item.text for item in peer.paragraphs]
    assert list(found.get("Word 1", {}).values()) == [
        cell.text for row in peer.tables[0].rows for cell in row.cells
    ]


def test_joined_cells_keep_the_columns_of_the_others() -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    span = '<w:gridSpan w:val="2"/>'
    rows = (
        f"<w:tr>{cell.format(span, p('а'))}{cell.format('', p('б'))}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell.format("", p("в") + p("г"))}</w:tr>'
    )
    assert read(raw(f"<w:tbl>{rows}</w:tbl>"))["Word 1"] == {"A1": "а", "C1": "б", "B2": "в\nг"}


def test_it_is_known_which_cells_of_a_table_are_merged_and_after_which_paragraph_it_stands() -> (
    None
):
    document = docx.Document()
    document.add_paragraph("Заложба 1")
    document.add_paragraph("Опис")
    table = document.add_table(4, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "наслов"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "а"
    table.cell(1, 1).merge(table.cell(3, 2)).text = "б"
    document.add_paragraph("после")
    found = {sheet.name: sheet for sheet in read_docx(saved(document), Limits()).sheets}
    assert found["Word 1"].merged == ((1, 1, 1, 3), (2, 1, 3, 1), (2, 2, 4, 3))
    assert (found["Word 1"].below, found[DOCUMENT].below) == (2, 0)


def test_tables_in_tables_text_boxes_breaks_and_deleted_words() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('внатре')}</w:tc></w:tr></w:tbl>"
    box = f"<w:txbxContent>{p('кутија')}</w:txbxContent>"
    twice = f"<mc:Fallback>{p('двапати')}</mc:Fallback>"
    again = f"<mc:AlternateContent xmlns:mc='m'>{twice}</mc:AlternateContent>"
    body = (
        f"<w:tbl><w:tr><w:tc>{p('надвор')}{inner}</w:tc></w:tr></w:tbl>"
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
        "<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t></w:r>"
        f"<w:del><w:r><w:delText>избришано</w:delText></w:r></w:del>{again}</w:p>"
        f"<w:p><w:r>{box}<w:t>околу</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>преместено</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>преместено</w:t></w:r></w:moveTo></w:p>"
    )
    assert read(raw(body)) == {
        DOCUMENT: {"A1": "а\tб\nв", "A2": "кутија", "A3": "околу", "A4": "преместено"},
        "Word 1": {"A1": "надвор"}, "Word 2": {"A1": "внатре"},
    }  # fmt: skip


def test_where_a_hyperlink_leads_is_kept() -> None:
    body = (
        '<w:p><w:hyperlink xmlns:r="r" r:id="rId1"><w:r><w:t>доказ</w:t></w:r></w:hyperlink></w:p>'
    )
    links = relationships([("hyperlink", "https://example.mk/a")])
    found = read_docx(raw(body, **{"word/_rels/document.xml.rels": links}), Limits())
    (cell,) = found.sheets[0].cells.values()
    assert (cell.raw, cell.link) == ("доказ", "https://example.mk/a")


def test_notes_headers_and_comments_are_read_and_damage_in_them_is_said() -> None:
    related = relationships([("footnotes", "footnotes.xml"), ("header", "h.xml"),
                             ("comments", "c.xml")])  # fmt: skip
    more = {
        "word/_rels/document.xml.rels": related,
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{SPACE}">{p("фуснота")}</w:footnotes>',
        "word/h.xml": f'<w:hdr xmlns:w="{SPACE}">{p("заглавие")}</w:hdr>',
        "word/c.xml": f'<w:comments xmlns:w="{SPACE}">{p("коментар")}<w:comment>',
    }
    found = read_docx(raw(p("текст"), **more), Limits())
    assert texts(found)[DOCUMENT] == {"A1": "текст", "A2": "фуснота"}
    assert [(item.kind, item.text) for item in found.sheets[0].remarks] == [
        ("header", "заглавие"), ("comment", "коментар"),
    ]  # fmt: skip
    assert [item.key for item in found.observed] == ["notes_damaged", "document"]


@every(
    ("body", "reason"),
    [("", "empty"), ("<w:p>", "damaged"), ("<w:a>" * 300 + "</w:a>" * 300, "unsafe"),
     (p("а") * 11, "too_large")],
)  # fmt: skip
def test_a_document_that_is_not_read_says_why(body: str, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_docx(raw(body), Limits(cells=10))
    assert refused.value.reason == reason


def test_a_plain_text_is_read_line_by_line() -> None:
    found = read_text("Прв ред; со запирка\r\n\r\nтрет".encode(), Limits())
    assert texts(found) == {PLAIN: {"A1": "Прв ред; со запирка", "A3": "трет"}}
    with pytest.raises(RefusedError, match="too_large"):
        read_text(b"a\n" * 11, Limits(cells=10))
