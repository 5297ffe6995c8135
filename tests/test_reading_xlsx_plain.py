"""The patterns that take plain cells quickly find what the parser finds, or leave it to it."""

from pathlib import Path

import pytest
from awkward import package, parts, read, refused, worksheet
from every_case import every
from returned_forms import ReturnedForm, content_of

from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml import strings as strings_part
from ovpsheets.intake.reading.ooxml import worksheet as sheet_part
from ovpsheets.intake.reading.ooxml.plain_sheet import plain
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError

HERE = Path(__file__).parent
PATHS = [*HERE.glob("resaved/*.xlsx"), *(HERE.parent / "examples" / "case").rglob("*.xlsx")]
FILES = {path.name: path.read_bytes() for path in sorted(PATHS)}
FILES |= {code: form_workbook(content_of(code)) for code in ("MVR", "MTSP")}
FILES |= {"filled": ReturnedForm(content_of("MVR")).fill_well().data()}


def by_the_parser_alone(data: bytes, patch: pytest.MonkeyPatch) -> Contents:
    with patch.context() as patched:
        patched.setattr(sheet_part, "MOST", -1)
        patched.setattr(strings_part, "MOST", -1)
        return read_xlsx(data, Limits())


@pytest.mark.parametrize("name", FILES)
def test_every_file_reads_the_same_both_ways(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = FILES[name]
    assert read_xlsx(data, Limits()) == by_the_parser_alone(data, monkeypatch)


A1 = '<c r="A1"><v>1</v></c>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{A1}</row>',
        f'<row r="1" hidden="1">{A1}</row><row r="2" hidden="1"><c r="A2" s="1"/></row>',
        f'<row r="1" ht="0">{A1}</row><row r="2"/><row r="3" spans="1:2"></row>',
        f'<row r="1">{A1}<c r="C1"/><c r="B1"><v>2</v></c></row>',
        f"<row>{A1}</row>",
        f'<row r="1"> {A1}\n</row>',
        f'<row r="1"><!-- <c r="B1"><v>7</v></c> -->{A1}</row>',
        '<row r="1"><c r="A1" t="str"><v>а&amp;lt;б &lt;в&gt; &quot;г&apos;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>а&#1073;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="B1"><v>7</v></c>]]></v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>а\r\nб_x000D_</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>а</t></is></c></row>',
        '<row r="1"><c r="A1"><f>B1&amp;"&lt;"</f></c><c r="B1" t="b"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f><v>1</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>1</v></c></row>',
        '<row r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="n"><v>1e3</v></c></row>',
    ],
)
def test_rows_plain_or_not_read_the_same_both_ways(
    rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = package(parts(worksheet(rows), formats=["0"]))
    found = read_xlsx(data, Limits())
    assert found.sheets[0].cells
    assert found == by_the_parser_alone(data, monkeypatch)


def test_a_formula_is_read_as_it_stands_where_another_of_its_length_stood_before() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>B1&amp;"{}"</f><v>{}</v></c></row>'
    for said in ("да", "не", "да"):
        sheet = read(parts(worksheet(rows.format(said, said)))).sheets[0]
        assert sheet.cells[1, 1].formula == f'B1&"{said}"'


@every("text", ["а]]>б", "а&nbsp;б", "а&б", "а\x01б", "а\ufffeб", "а</v><v", "а<b>б"])
def test_what_is_no_xml_is_damage_in_a_plain_cell_too(text: str) -> None:
    rows = f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>'
    assert refused(package(parts(worksheet(rows)))) == "damaged"


def test_bytes_that_are_no_letters_are_damage() -> None:
    sheet = worksheet('<row r="1"><c r="A1" t="str"><v>?</v></c></row>').encode()
    assert refused(package(parts(sheet.replace(b">?<", b">\xff<")))) == "damaged"


@pytest.mark.parametrize(
    "before",
    [
        "<!-- <sheetData> -->",
        "<?hide <sheetData>?>",
        '<x y="<sheetData>"/>',
        "<extLst><sheetData/></extLst>",
    ],
)
def test_rows_cannot_be_hidden_from_or_shown_to_one_reader_only(
    before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = package(parts(worksheet(f'<row r="1">{A1}</row>', before=before)))
    if "=" in before:
        assert refused(data) == "damaged"
    else:
        assert read_xlsx(data, Limits()) == by_the_parser_alone(data, monkeypatch)


def test_rows_in_a_place_that_is_passed_over_are_passed_over() -> None:
    sheet = f'<worksheet><extLst><sheetData><row r="1">{A1}</row></sheetData></extLst></worksheet>'
    assert read(parts(sheet)).sheets[0].cells == {}


@pytest.mark.parametrize("strings", ["<si><t>а</t></si><si><r><t>б</t></r></si>", "<si><t/></si>"])
def test_strings_that_are_not_plain_go_through_the_parser(strings: str) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    read(parts(worksheet(rows), strings=strings))
    assert plain(b"<sst></sst>", b"sst") == (b"<sst>", "", b"</sst>")


FOOTER = "<headerFooter><oddFooter>&amp;LОбразец</oddFooter></headerFooter>"
HEADER = FOOTER.replace("oddFooter", "oddHeader").replace("Образец", "Прв ред")


@pytest.mark.parametrize(
    "after",
    [
        f'<mergeCells><mergeCell ref="A1:B1"/></mergeCells>{FOOTER}<drawing r:id="rId1"/>',
        f"<mergeCells/>{HEADER}{FOOTER}",
        f"<customSheetViews><customSheetView>{HEADER}</customSheetView></customSheetViews>{FOOTER}",
        f"<extLst><ext>{FOOTER}</ext></extLst>",
        f"<x:extLst><x:ext>{FOOTER}</x:ext></x:extLst >",
        f"<!-- a {FOOTER} -->",
        f"<pageMargins/><headerFooter>{A1}</headerFooter>",
    ],
)
def test_what_stands_after_the_rows_reads_the_same_both_ways(
    after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = package(parts(worksheet(after=after)))
    assert read_xlsx(data, Limits()) == by_the_parser_alone(data, monkeypatch)


@pytest.mark.parametrize(
    "after",
    [
        f'<pageMargins left=">{FOOTER}"/>',
        f"<pageMargins/>{FOOTER}<headerFooter>",
        f"<pageMargins/>{FOOTER[:-1]}",
        "<pageMargins/><headerFooter><oddFooter>а</headerFooter></oddFooter>",
    ],
)
def test_damage_after_the_rows_is_damage_both_ways(
    after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = package(parts(worksheet(after=after)))
    assert refused(data) == "damaged"
    with pytest.raises(RefusedError, match="sheet1"):
        read_xlsx(data, Limits())
    with pytest.raises(RefusedError, match="sheet1"):
        by_the_parser_alone(data, monkeypatch)
