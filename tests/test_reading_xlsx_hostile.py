"""Our reader of .xlsx: broken and hostile packages cost little and say why they are not read."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from awkward import MAIN, package, parts, read, refused, worksheet
from every_case import every

from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import Refused

HONEST = parts(worksheet('<row><c t="inlineStr"><is><t>текст</t></is></c></row>'))
SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(content: str | bytes) -> bytes:
    return package(parts(content))


@every(
    "name",
    ["XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml", "../x.xml", "xl/../../x", "/x.xml",
     "C:/x.xml", "xl/worksheets/sheet1.xml"],
)  # fmt: skip
def test_names_that_two_readers_could_take_differently_or_that_lead_out_are_refused(
    name: str,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_, **__: None)  # zipfile warns of a second entry
        data = package([*HONEST.items(), (name, "<a/>")])
    assert refused(data) == "unsafe"


def test_a_link_in_a_package_is_refused() -> None:
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO(package(HONEST))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(link, "/etc/hosts")
    assert refused(buffer.getvalue()) == "unsafe"


def test_entries_that_overlap_are_refused() -> None:
    data = bytearray(package(HONEST))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]  # both begin in one place
    assert refused(bytes(data)) == "unsafe"


def test_an_encrypted_entry_is_called_protected() -> None:
    data = bytearray(package(HONEST))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)) == "protected"


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_package_is_damaged(kept: float) -> None:
    data = package(HONEST)
    assert refused(data[: int(len(data) * kept)]) == "damaged"


def test_a_bad_checksum_is_damage() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # stored, so that a byte can be changed
        for name, content in HONEST.items():
            archive.writestr(name, content)
    assert refused(buffer.getvalue().replace("текст".encode(), "тексд".encode())) == "damaged"


def test_garbage_in_place_of_a_package_or_a_part_is_damaged() -> None:
    assert refused(b"PK\x03\x04" + b"\0" * 200) == "damaged"
    assert refused(with_sheet("<worksheet><sheetData><row>")) == "damaged"
    assert refused(with_sheet(b"\xff\xfe\x00\x00\xff")) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_every_encoding(encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "ха">'
        '<!ENTITY c "&b;&b;&b;">]>' + worksheet("<row><c><v>&c;</v></c></row>")
    )
    assert refused(with_sheet(bomb.encode(encoding))) == "unsafe"


@every("encoding", ["UTF-16BE", "UTF-16LE", "utf-16"])
@every("mark", ["", "\ufeff"])
def test_parts_in_every_kind_of_utf_16_are_read(encoding: str, mark: str) -> None:
    body = worksheet('<row><c t="inlineStr"><is><t>текст</t></is></c></row>')
    mark = "" if encoding == "utf-16" else mark  # which is written with one
    sheet = f'{mark}<?xml version="1.0" encoding="{encoding}"?>{body}'.encode(encoding)
    assert [cell.raw for cell in read(parts(sheet)).sheets[0].cells.values()] == ["текст"]


def test_an_encoding_that_nobody_knows_is_damage() -> None:
    for encoding in ("никаков", "x-none", "utf-7", "shift_jis"):
        sheet = f'<?xml version="1.0" encoding="{encoding}"?>{worksheet()}'
        assert refused(with_sheet(sheet)) == "damaged", encoding


def test_sizes_are_counted_and_not_taken_from_the_headers() -> None:
    data = bytearray(package(parts(worksheet(" " * 3 * MIB))))
    at = data.index(SHEET.encode(), data.index(b"PK\x01\x02")) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<L", 10)  # the directory claims ten bytes
    assert refused(bytes(data), replace(Limits(), part_size=MIB)) == "too_large"
    assert refused(bytes(data), replace(Limits(), inflated_size=MIB)) == "too_large"


def test_a_large_part_that_claims_to_be_small_is_not_kept_for_the_next_file() -> None:
    padded = f'<?xml version="1.0"?>{" " * 64 * 1024}<styleSheet xmlns="{MAIN}"/>'
    data = bytearray(package(HONEST | {"xl/styles.xml": padded}))
    at = data.index(b"xl/styles.xml", data.index(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    claims = Package.open(bytes(data), Limits())
    assert claims.small("xl/styles.xml") is None
    assert refused(bytes(data)) == ""


def test_what_was_read_before_neither_passes_nor_spoils_another_part() -> None:
    own = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/></cellXfs></styleSheet>'
    narrow = replace(Limits(), part_size=len(own) - 1)
    deep = "<a>" * 300 + "</a>" * 300
    for _ in range(2):
        assert refused(package(HONEST | {"xl/styles.xml": own})) == ""
        assert refused(package(HONEST | {"xl/styles.xml": own}), narrow) == "too_large"
        assert refused(package(HONEST | {"xl/styles.xml": "<a>"})) == "damaged"
        assert refused(package(HONEST | {"xl/_rels/workbook.xml.rels": deep})) == "unsafe"


def test_a_part_that_inflates_two_hundred_times_is_refused_once_it_is_large() -> None:
    assert refused(with_sheet(worksheet(" " * 15 * MIB))) == ""
    assert refused(with_sheet(worksheet(" " * 17 * MIB))) == "too_large"


def test_too_many_parts_sheets_or_cells_are_refused() -> None:
    rows = "<row>" + "<c><v>1</v></c>" * 11 + "</row>"
    data = with_sheet(worksheet(rows))
    assert refused(data, replace(Limits(), cells=11)) == ""
    assert refused(data, replace(Limits(), cells=10)) == "too_large"
    assert refused(data, replace(Limits(), parts=3)) == "too_large"
    assert refused(data, replace(Limits(), sheets=0)) == "too_large"


@every("name", ["a", "c", "extLst", "f"])
def test_deep_nesting_is_refused_wherever_it_stands(name: str) -> None:
    nested = f"<{name}>" * 300 + f"</{name}>" * 300
    assert refused(with_sheet(worksheet(nested))) == "unsafe"


def test_one_huge_token_is_refused_before_the_parser_has_it_whole() -> None:
    noise = "".join(chr(0x4E00 + i * 7919 % 20_000) for i in range(4 * MIB))  # packs badly
    assert refused(with_sheet(worksheet(before=f'<a b="{noise}"/>'))) == "unsafe"


@pytest.mark.parametrize(("length", "told"), [(32_767, []), (32_768, ["long_texts"])])
def test_a_text_longer_than_excel_takes_is_read_whole_and_told(
    length: int, told: list[str]
) -> None:
    text = "ш" * length
    row = f'<row><c t="str"><v>{text}</v></c><c t="str"><v>друго</v></c></row>'
    contents = open_file("a.xlsx", with_sheet(worksheet(row)), Limits())
    assert isinstance(contents, Contents)
    assert [cell.raw for cell in contents.sheets[0].cells.values()] == [text, "друго"]
    assert [seen.key for seen in contents.observed] == told


@pytest.mark.parametrize(("most", "reason"), [(80_000, ""), (79_999, "long_text")])
def test_long_texts_together_may_not_be_longer_than_the_limit(most: int, reason: str) -> None:
    cell = f'<c t="str"><v>{"ш" * 40_000}</v></c>'
    data = with_sheet(worksheet(f"<row>{cell}{cell}</row>"))
    opened = open_file("a.xlsx", data, Limits(long_texts=most))
    assert (opened.reason if isinstance(opened, Refused) else "") == reason


def test_a_cell_that_stands_there_twice_is_damage() -> None:
    twice = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    assert refused(with_sheet(worksheet(twice))) == "damaged"


def test_empty_styled_rows_and_cells_cost_little_and_count_for_nothing() -> None:
    rows = "".join(f'<row r="{i}" s="1"><c r="A{i}" s="1"/></row>' for i in range(1, 100_001))
    limits = replace(Limits(), cells=1)
    contents = read(parts(worksheet(rows + "<row><c><v>1</v></c></row>")), limits)
    assert [cell.address for cell in contents.sheets[0].cells.values()] == ["A100001"]


def test_a_false_count_of_shared_strings_is_not_believed() -> None:
    held = parts(worksheet('<row><c t="s"><v>0</v></c></row>'))
    held["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>а</t></si></sst>'
    )
    assert read(held).sheets[0].cells[1, 1].raw == "а"
    held["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{"<si/>" * 50}</sst>'
    assert refused(package(held), replace(Limits(), cells=49)) == "too_large"


def test_parts_that_refer_to_each_other_or_to_nothing_end() -> None:
    drawing = '<Relationships><Relationship Id="a" Type="x/chart" Target="d.xml"/></Relationships>'
    held = parts(
        worksheet("<row><c><v>1</v></c></row>"),
        related=[("drawing", "../d.xml"), ("comments", "../none.xml"), ("drawing", "")],
        more={"xl/d.xml": "<wsDr/>", "xl/_rels/d.xml.rels": drawing},
    )
    assert read(held).sheets[0].cells[1, 1].raw == "1"


def test_a_package_without_workbook_or_sheets_says_so() -> None:
    assert refused(package({"[Content_Types].xml": "<Types/>"})) == "not_a_workbook"
    held = parts(worksheet())
    held["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}"/>'
    assert refused(package(held)) == "damaged"


def test_two_sheets_of_one_name_are_refused() -> None:
    held = parts(worksheet())
    held["xl/workbook.xml"] = str(held["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="ЛИСТ" sheetId="2" r:id="rId1"/></sheets>'
    )
    assert refused(package(held)) == "unsafe"
