"""Mails that Outlook saved (.msg)."""

import random
import struct
from datetime import UTC, datetime
from typing import Any

import pytest
from every_case import every
from made_mails import REMARK, SENDER, compound_file, msg, msg_storage, packed_rtf

from ovpsheets.intake.reading.containers.outlook import unpack_msg
from ovpsheets.intake.reading.containers.worth import holds
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Mail, RefusedError, Unpacked

LIMITS = Limits()
FORM = b"PK\x03\x04 form"
SUBJECT, BODY, SENDER_NAME, SENDER_SMTP, HTML, RTF = 0x37, 0x1000, 0x0C1A, 0x5D01, 0x1013, 0x1009


def said(data: bytes) -> Mail:
    found = unpack_msg(data, LIMITS).mail
    assert found is not None
    return found


def names(found: Unpacked) -> list[str]:
    return [member.name for member in found.members]


def test_a_msg_gives_sender_subject_day_text_and_files() -> None:
    files = {"Извештај за МТСП, трет квартал.xlsx": FORM, "голема.xlsx": FORM * 2_000}
    found = unpack_msg(msg(REMARK, files, texts={SUBJECT: "Извештај"}), LIMITS)
    assert found.mail is not None
    assert (found.mail.sender, found.mail.subject, found.mail.text) == (SENDER, "Извештај", REMARK)
    assert {member.name: member.data for member in found.members} == files
    assert found.members[0].mail == Mail(SENDER, "Извештај", found.mail.sent)


def test_the_day_is_that_of_the_headers_else_of_submission() -> None:
    submitted = datetime(2022, 10, 7, 8, 0, tzinfo=UTC)
    with_headers = said(msg(submitted=submitted)).sent
    assert with_headers is not None
    assert with_headers.isoformat() == "2022-10-10T14:05:00+02:00"
    assert said(msg(headers="", submitted=submitted)).sent == submitted
    assert said(msg(headers="")).sent is None


def test_without_headers_the_sender_is_that_of_the_properties() -> None:
    texts = {SENDER_NAME: "Бесим", SENDER_SMTP: "b@example.mk"}
    assert said(msg(headers="", texts=texts)).sender == "Бесим <b@example.mk>"
    assert said(msg(headers="", texts={SENDER_NAME: "Бесим"})).sender == "Бесим"


def test_a_text_in_html_is_read() -> None:
    assert said(msg("", texts={HTML: "<p>доцни<br>3.6.1</p>"})).text == "доцни\n3.6.1"
    assert said(msg("", binaries={HTML: b"<p>late &#1112;</p>"})).text == "late ј"


def test_a_text_kept_as_rtf_alone_is_read() -> None:
    written = rb"{\rtf1\ansi\ansicpg1251 \'c4\'ee\'f6\'ed\'e8 3.6.1}"
    assert said(msg("", binaries={RTF: packed_rtf(written)})).text == "Доцни 3.6.1"


def test_a_text_that_cannot_be_read_is_named() -> None:
    found = unpack_msg(msg("", binaries={RTF: b"LZFu"}), LIMITS)
    assert [(name, why.reason) for name, why in found.refused] == [("body.rtf", "damaged")]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("REPORT.IPM.Note.NDR", "undelivered"), ("REPORT.IPM.Note.IPNRN", "receipt")],
)
def test_the_form_in_a_notice_of_outlook_is_no_return(kind: str, reason: str) -> None:
    with pytest.raises(RefusedError) as caught:
        unpack_msg(msg("x", {"а.xlsx": FORM}, texts={0x001A: kind, 0x37: "Не е доставена"}), LIMITS)
    assert (caught.value.reason, caught.value.detail) == (reason, "Не е доставена")


def in_8_bits(storage: dict[str, Any], page: int | None) -> dict[str, Any]:
    """Return a storage with its texts in windows-1251, and the number of a code page, if any."""
    made: dict[str, Any] = {}
    for name, data in storage.items():
        if isinstance(data, dict):
            made[name] = in_8_bits(data, None)  # attachments do not name one
        elif name.endswith("001F"):
            made[f"{name[:-4]}001E"] = data.decode("utf-16-le").encode("windows-1251")
        else:
            made[name] = data.replace(b"\x1f\x00", b"\x1e\x00")  # the types of the texts
    if page is not None:
        numbers = b"".join(struct.pack("<HHIQ", 3, tag, 6, page) for tag in (0x3FFD, 0x3FDE))
        made["__properties_version1.0"] += numbers
    return made


@every("page", [1251, 99_999, 709, 1200, None])
def test_a_mail_in_whatever_code_page_keeps_its_files_and_is_read(page: int | None) -> None:
    storage = msg_storage(REMARK, {"Извештај.xlsx": FORM}, texts={SUBJECT: "Извештај"})
    found = unpack_msg(compound_file(in_8_bits(storage, page)), LIMITS)
    assert names(found) == ["Извештај.xlsx"]
    assert found.mail is not None
    assert (found.mail.subject, found.mail.text) == ("Извештај", REMARK)


def test_a_text_in_html_in_an_unknown_code_page_is_read() -> None:
    storage = msg_storage("", {}, binaries={HTML: "<p>Доцни 3.6.1</p>".encode("windows-1251")})
    found = unpack_msg(compound_file(in_8_bits(storage, 99_999)), LIMITS)
    assert found.mail is not None
    assert found.mail.text == "Доцни 3.6.1"


def test_a_mail_attached_as_an_item_is_opened() -> None:
    inner = msg_storage(REMARK, {"а.xlsx": FORM}, head=24, headers="From: b@example.mk\n")
    found = unpack_msg(msg("види", {"б.xlsx": FORM}, inner=[inner]), LIMITS)
    assert names(found) == ["б.xlsx", "а.xlsx"] or names(found) == ["а.xlsx", "б.xlsx"]
    (own,) = (member.mail for member in found.members if member.name == "а.xlsx")
    assert own is not None
    assert own.sender == "b@example.mk"
    assert found.mail is not None
    assert "тендерот падна" in found.mail.text


def test_a_msg_is_told_from_an_old_workbook_by_its_bytes() -> None:
    assert holds("порака", msg()) == "msg"
    assert holds("табела", compound_file({"Workbook": b"x"})) == "spreadsheet"


def test_another_compound_file_is_no_mail() -> None:
    with pytest.raises(RefusedError) as caught:
        unpack_msg(compound_file({"Workbook": b"x" * 5_000}), LIMITS)
    assert caught.value.reason == "damaged"


def test_a_msg_larger_inside_than_the_limits_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        unpack_msg(msg(files={"a.xlsx": FORM * 3_000}), Limits(inflated_size=9_000))
    assert caught.value.reason == "too_large"


def ending_of(data: bytes) -> str:
    try:
        unpack_msg(data, LIMITS)
    except RefusedError as error:
        return error.reason
    return "read"


def test_whatever_is_damaged_ends_in_a_reason() -> None:
    chance = random.Random(3)
    files = {"a.xlsx": FORM, "б.pdf": b"%PDF" * 1_500}
    whole = msg(REMARK, files, submitted=datetime(2022, 1, 1, tzinfo=UTC))
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        del data[chance.choice([len(data), chance.randrange(len(data))]) :]
        assert ending_of(bytes(data)) in ("read", "damaged", "too_large")
