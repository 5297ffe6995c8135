"""What a file is, by its bytes; its name counts only where they say nothing."""

import io
import plistlib
import struct
import zipfile

import pytest
from every_case import every
from made_ods import MIMETYPE, cell, ods, row, sheet
from made_xlsb import xlsb
from office_formats import by_libreoffice
from returned_forms import returned

from ovpsheets.intake.reading.cells import Contents, Observation
from ovpsheets.intake.reading.kind import FileKind, kind_of
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import Opened, Refused, Unpacked

MAIL = b"From: a@example.mk\r\nTo: b@example.mk\r\nSubject: OVP\r\n\r\nzdravo\r\n"


def zipped(*names: str, **contents: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            # Without the time of writing: the bytes are part of the tests' names.
            package.writestr(zipfile.ZipInfo(name), contents.get(name, ""))
    return out.getvalue()


def container(*streams: str) -> bytes:
    """An OLE file of which only the header and the directory are sound."""
    entries = [
        (name + "\0").encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<H", 2 * len(name) + 2)
        + bytes(62)
        for name in ("Root Entry", *streams)
    ]
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")) + b"".join(entries)


TYPES = "[Content_Types].xml"

SHORTCUT = b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" + bytes(100)

FORMATS = {
    "xlsx": zipped(TYPES, "xl/workbook.xml"),
    "xlsb": zipped(TYPES, "xl/workbook.bin"),
    "ods": zipped("mimetype", "content.xml", mimetype=MIMETYPE),
    "xls": container("Workbook"),
    "outlook": container("__properties_version1.0", "Workbook"),
    "zip": zipped("МВР/образец.xlsx"),
    "mail": MAIL,
    "mailbox": b"From a@example.mk Thu Oct  6 12:00:00 2022\n" + MAIL,
    "docx": zipped(TYPES, "word/document.xml"),
    "table": "код;статус\n3.6.1;Завршено\n".encode("utf-16"),
}

REFUSED = {
    "empty": b"",
    "damaged": bytes(4096),
    "protected": container("EncryptedPackage", "EncryptionInfo"),
    "rights": container("\x06DataSpaces", "DRMEncryptedDataSpace", "EncryptedPackage"),
    "web_page": "<html xmlns:x='urn:x'><table><tr><td>а</td></tr></table></html>".encode(),
    "other_format": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "other_archive": b"Rar!\x1a\x07\x00",
    "not_a_workbook": zipped(TYPES, "ppt/presentation.xml"),
    "other_document": b"{\\rtf1 \\ansi}",
    "picture": b"%PDF-1.7",
}


def message(kind: bytes) -> bytes:
    """Begin a cryptographic message (RFC 5652) as openssl writes it: a sequence, its kind."""
    return b"\x30\x82\x5c\xf8\x06" + bytes((len(kind),)) + kind + b"\xa0\x82\x5c\xe9" + bytes(64)


NAMES = ("образец.xlsx", "стара.xls", "табела.ods", "прилог", "IZVESTAJ.XLSX")


@every("name", NAMES)
@every("what", FORMATS)
def test_a_format_is_known_under_any_name(what: str, name: str) -> None:
    assert kind_of(name, FORMATS[what]).format == what


@every("name", NAMES)
@every("reason", REFUSED)
def test_what_is_not_read_is_refused_for_its_own_reason(reason: str, name: str) -> None:
    assert kind_of(name, REFUSED[reason]) == FileKind(refused=reason)


@every(
    ("name", "data", "reason"),
    [
        ("извештај.doc", container("WordDocument"), "other_document"),
        ("извештај.pdf", b"%PDF-1.7", "picture"),
        ("слика.png", b"\x89PNG\r\n", "picture"),
        ("слика.bmp", b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0", "picture"),
        ("smime.p7m", b"\x30\x82\x01\x00\x06\x09", "signed"),
        ("образец.xlsx.p7m", message(b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), "signed"),
        ("образец.xlsx", message(b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"), "encrypted"),
        ("smime.p7m", message(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"), "encrypted"),
        ("архива.7z", b"7z\xbc\xaf\x27\x1c", "other_archive"),
        ("образец.numbers", zipped("Index/Document.iwa"), "other_format"),
        ("извештај.odt", zipped("mimetype", mimetype=MIMETYPE[:-11] + "text"), "other_document"),
        ("образец", b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K1\r\n", "other_format"),
        ("образец", b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n', "other_format"),
        ("страница.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nFrom: x\r\n",
         "web_page"),
        ("образец.xlsx", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
         "not_a_workbook"),
        ("образец.xlsx", FORMATS["xlsx"][:40], "damaged"),
        ("празна.csv", b" \r\n", "empty"),
    ],
)  # fmt: skip
def test_other_files_are_named_for_what_they_are(name: str, data: bytes, reason: str) -> None:
    assert kind_of(name, data) == FileKind(refused=reason)


@every(
    ("streams", "reason"),
    [
        (("EncryptedPackage", "EncryptionInfo", "\x06DataSpaces", "LabelInfo"), "protected"),
        (("EncryptedPackage", "\x06DataSpaces", "LabelInfo"), "rights"),
        (("EncryptedPackage", "DRMEncryptedTransform"), "rights"),
        (("Workbook", "\tDRMContent"), "rights"),  # .xls: the sheet only says that it is protected
        (("WordDocument", "DRMDataSpace"), "rights"),
    ],
)
def test_rights_management_is_not_called_a_password(streams: tuple[str, ...], reason: str) -> None:
    assert kind_of("образец.xlsx", container(*streams)).refused == reason


def test_a_table_whose_text_begins_as_pictures_do_is_a_table() -> None:
    assert kind_of("возила.csv", b"BMW;12;nova\nAudi;7;stara\n").format == "table"


ADDRESS = "https://vlada.sharepoint.com/:x:/s/ovp/Eb1"


@every(
    ("name", "data", "target"),
    [
        ("образец.gsheet", f'{{"url": "{ADDRESS}", "doc_id": "1"}}'.encode(), ADDRESS),
        ("образец.gsheet", b'{"doc_id": "1"}', ""),
        ("образец.url", f"[InternetShortcut]\r\nURL={ADDRESS}\r\n".encode(), ADDRESS),
        ("образец", f"[InternetShortcut]\nIconIndex=0\nURL = {ADDRESS}\n".encode(), ADDRESS),
        ("образец.url", f"[InternetShortcut]\r\nURL={ADDRESS}\r\n".encode("utf-16"), ADDRESS),
        ("образец.url", b"\x80\x81", ""),
        ("образец.webloc", plistlib.dumps({"URL": ADDRESS}), ADDRESS),
        ("образец.webloc", plistlib.dumps({"URL": ADDRESS}, fmt=plistlib.FMT_BINARY), ADDRESS),
        ("образец.webloc", b"<!DOCTYPE x [<!ENTITY a 'b'>]><plist>&a;</plist>", ""),
        ("образец.xlsx.lnk", SHORTCUT, ""),
        ("о.desktop", f"[Desktop Entry]\nType=Link\nURL={ADDRESS}\n".encode(), ADDRESS),
    ],
)
def test_a_file_that_is_only_a_link_is_called_one(name: str, data: bytes, target: str) -> None:
    assert kind_of(name, data) == FileKind(refused="link", detail=target)


def test_a_text_about_links_is_no_link() -> None:
    data = f"[InternetShortcut]\nURL={ADDRESS}\n".encode()
    assert kind_of("упатство.txt", data).format == "text"
    assert kind_of("а", b"[section]\nkey=1\n").refused == "not_a_workbook"


def test_a_table_of_one_column_is_one_by_its_ending_only() -> None:
    data = "Завршено\nЗначително\n".encode()
    assert kind_of("а.csv", data).format == "table"
    assert kind_of("а.txt", data).format == "text"
    assert kind_of("а", data).refused == "not_a_workbook"


def test_a_table_may_begin_as_another_format_does() -> None:
    assert kind_of("а.csv", b"ID;Projekt\n1;OVP\n2;OVP\n").format == "table"


# ------------------------------------------------------------------ opened


def opened(name: str, data: bytes) -> Opened:
    return open_file(name, data, Limits())


def test_a_wrong_ending_is_read_and_said() -> None:
    found = opened("образец.xlsx", ods(sheet(row(cell("а")))))
    assert isinstance(found, Contents)
    assert found.observed == (Observation("wrong_ending", {"format": ".ods"}),)


def test_a_right_ending_is_nothing_to_say() -> None:
    found = opened("ОБРАЗЕЦ.ODS", ods(sheet(row(cell("а")))))
    assert isinstance(found, Contents)
    assert found.observed == ()


@pytest.mark.office
def test_an_old_workbook_named_as_a_new_one_is_read() -> None:
    found = opened("образец.xlsx", by_libreoffice(returned().data(), "xls"))
    assert isinstance(found, Contents)
    assert "1 Активности" in [one.name for one in found.sheets]
    assert Observation("wrong_ending", {"format": ".xls"}) in found.observed


def test_archives_and_mails_are_unpacked() -> None:
    assert isinstance(opened("а.zip", zipped("образец.xlsx")), Unpacked)
    assert isinstance(opened("а.eml", MAIL), Unpacked)


@every("what", FORMATS)
def test_what_is_cut_off_never_fails(what: str) -> None:
    data = FORMATS[what] if what != "xlsb" else xlsb([["а"]])
    for length in range(0, len(data), 17):
        assert isinstance(opened("а", data[:length]), Contents | Unpacked | Refused)
