"""Zip archives: every file is taken out or named, whoever packed it and however badly."""

import io
import struct
import zipfile

import pytest
from every_case import every

from ovpsheets.intake.reading.containers.archives import unpack_zip
from ovpsheets.intake.reading.containers.safe_names import decoded, distinct, shown_path
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError, Unpacked

LIMITS = Limits()
FORM = b"PK\x03\x04 form"


def packed(
    *entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data, method)
    return out.getvalue()


def with_raw_name(raw: bytes) -> bytes:
    """A zip whose entry has a name of raw bytes, as packers that know no UTF-8 write it."""
    placeholder = "x" * len(raw)
    return packed((placeholder, FORM)).replace(placeholder.encode(), raw)


def names(unpacked: Unpacked) -> list[str]:
    return [member.name for member in unpacked.members]


def reasons(unpacked: Unpacked) -> dict[str, str]:
    return {name: refused.reason for name, refused in unpacked.refused}


def test_files_of_every_folder_are_taken_out() -> None:
    found = unpack_zip(packed(("МВР/образец.xlsx", FORM), ("б.csv", b"a,b"), ("Z/", b"")), LIMITS)
    assert names(found) == ["МВР/образец.xlsx", "б.csv"]
    assert found.members[0].data == FORM
    assert found.mail is None


@every(
    ("name", "code_page"),
    [
        ("Извештај за третиот квартал.xlsx", "utf-8"),
        ("Образец за МТСП, трет квартал.xlsx", "cp866"),
        ("Извештај за Љубојно.xlsx", "cp1251"),
        ("Известување за Љубојно.xlsx", "cp855"),
        ("ОБРАЗЕЦ МИНИСТЕРСТВО.xlsx", "cp866"),
        ("ОБРАЗЕЦ МИНИСТЕРСТВО.xlsx", "cp1251"),
        ("Përgjigje për çështjen.xlsx", "cp852"),
        ("Përgjigje për çështjen.xlsx", "cp1250"),
    ],
)
def test_a_name_is_read_in_the_code_page_it_was_packed_with(name: str, code_page: str) -> None:
    assert names(unpack_zip(with_raw_name(name.encode(code_page)), LIMITS)) == [name]


def test_the_name_in_the_extra_field_of_info_zip_counts() -> None:
    entry = zipfile.ZipInfo("obrazec.xlsx")
    wide = "образец.xlsx".encode()
    entry.extra = struct.pack("<HHBI", 0x7075, 5 + len(wide), 1, 0) + wide
    assert names(unpack_zip(packed((entry, FORM)), LIMITS)) == ["образец.xlsx"]


def test_a_name_never_leads_out_of_the_archive() -> None:
    for name in ("../../a.xlsx", "/etc/a.xlsx", "C:\\x\\..\\a.xlsx", "..\\a.xlsx", "./a.xlsx"):
        (found,) = names(unpack_zip(packed((name, FORM)), LIMITS))
        assert ".." not in found.split("/")
        assert found.endswith("a.xlsx")
        assert not found.startswith(("/", "C:"))


def test_marks_that_are_not_seen_leave_a_name() -> None:
    assert shown_path("обра\u202eзец\u200b.xl\x00sx") == "образец.xlsx"


def test_two_files_of_one_name_are_told_apart() -> None:
    assert distinct(["a.xlsx", "A.xlsx", "a.xlsx"]) == ["a.xlsx", "A (2).xlsx", "a (3).xlsx"]


def test_archives_and_mails_inside_are_members() -> None:
    inner = packed(("a.xlsx", FORM))
    found = unpack_zip(packed(("в.zip", inner), ("п.eml", b"From: a"), ("о.msg", b"x")), LIMITS)
    assert names(found) == ["в.zip", "п.eml", "о.msg"]


def test_what_is_no_spreadsheet_is_named() -> None:
    data = packed(("доказ.pdf", b"%PDF"), ("слика.jpg", b"x"), ("стара.rar", b"Rar!"), ("a", b"x"))
    found = unpack_zip(data, LIMITS)
    assert reasons(found) == {
        "доказ.pdf": "picture", "слика.jpg": "picture",
        "стара.rar": "other_archive", "a": "not_a_workbook",
    }  # fmt: skip


def test_a_spreadsheet_without_an_ending_is_known_by_its_bytes() -> None:
    book = packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))
    assert names(unpack_zip(packed(("образец", book)), LIMITS)) == ["образец"]


def test_what_nobody_put_in_is_left_out() -> None:
    data = packed(("__MACOSX/._a.xlsx", b"x"), ("~$a.xlsx", b"x"), (".DS_Store", b"x"))
    assert unpack_zip(data, LIMITS) == Unpacked(())


def test_an_archive_with_a_password_is_said_to_be_protected() -> None:
    data = bytearray(packed(("a.xlsx", FORM)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(RefusedError) as caught:
        unpack_zip(bytes(data), LIMITS)
    assert caught.value.reason == "protected"


def test_one_damaged_entry_does_not_cost_the_others() -> None:
    data = packed(("a.xlsx", b"first" * 9), ("б.xlsx", FORM), method=zipfile.ZIP_STORED)
    found = unpack_zip(data.replace(b"firstfirst", b"fIrstfirst", 1), LIMITS)
    assert names(found) == ["б.xlsx"]
    assert reasons(found) == {"a.xlsx": "damaged"}


def test_a_bomb_is_inflated_up_to_its_limit_only() -> None:
    limits = Limits(file_size=10_000)
    found = unpack_zip(packed(("a.xlsx", b"\0" * 5_000_000), ("б.xlsx", FORM)), limits)
    assert reasons(found) == {"a.xlsx": "too_large"}
    assert names(found) == ["б.xlsx"]


def test_many_bombs_share_one_limit() -> None:
    limits = Limits(file_size=10_000, inflated_size=15_000)
    data = packed(*((f"{n}.xlsx", b"\0" * 9_000) for n in range(4)))
    found = unpack_zip(data, limits)
    assert names(found) == ["0.xlsx"]
    assert set(reasons(found).values()) == {"too_large"}


def test_entries_that_share_their_bytes_are_refused() -> None:
    data = bytearray(packed(("a.xlsx", b"x" * 99), ("b.xlsx", b"x" * 99)))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)  # the second points at the first
    with pytest.raises(RefusedError) as caught:
        unpack_zip(bytes(data), LIMITS)
    assert caught.value.reason == "damaged"


def test_too_many_entries_are_refused() -> None:
    data = packed(*((f"{n}.xlsx", b"") for n in range(5)))
    with pytest.raises(RefusedError) as caught:
        unpack_zip(data, Limits(members=4))
    assert caught.value.reason == "too_large"


def test_a_compression_that_is_not_bounded_is_refused() -> None:
    found = unpack_zip(packed(("a.xlsx", FORM * 99), method=zipfile.ZIP_LZMA), LIMITS)
    assert reasons(found) == {"a.xlsx": "other_archive"}


@every("keep", [0, 4, 30, 60, 90])
def test_an_archive_cut_off_anywhere_is_damaged(keep: int) -> None:
    with pytest.raises(RefusedError) as caught:
        unpack_zip(packed(("a.xlsx", FORM))[:keep], LIMITS)
    assert caught.value.reason == "damaged"


def test_long_texts_are_read_in_the_likeliest_encoding() -> None:
    text = "Активноста доцни поради тендерот. " * 500
    assert decoded(text.encode("cp1251")) == text
