"""What Outlook keeps of a mail as compressed RTF."""

import random

import pytest
from every_case import every
from made_mails import packed_rtf

from ovpsheets.intake.reading.containers.packed_rtf import MOST, unpacked_rtf
from ovpsheets.intake.reading.containers.rtf_text import text_of_rtf
from ovpsheets.intake.reading.opened import RefusedError

# The two examples of [MS-OXRTFCP] 3.1 and 3.2.
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    "0af32068656c090020627705b06c647d0a800fa0"
)
REPEATED = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_what_the_specification_packs_is_unpacked() -> None:
    assert unpacked_rtf(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked_rtf(REPEATED) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_what_is_stored_as_it_is_is_read() -> None:
    assert unpacked_rtf(bytes(4) + b"\x07\0\0\0MELA" + bytes(4) + b"{\\rtf1}rest") == b"{\\rtf1}"


@every("data", [b"", b"LZFu", bytes(16), b"\0" * 8 + b"ZIPx" + bytes(9)])
def test_what_is_no_compressed_rtf_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        unpacked_rtf(data)
    assert caught.value.reason == "damaged"


def test_more_than_a_person_writes_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        unpacked_rtf(packed_rtf(b"{\\rtf1 " + b"a" * MOST))
    assert caught.value.reason == "too_large"


@every(
    ("written", "said"),
    [
        (rb"{\rtf1\ansi\ansicpg1251 \'ca\'e0\'f1\'ed\'e8\par 3.6.1}", "Касни\n3.6.1"),
        (rb"{\rtf1\ansicpg1252{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}}"
         rb"\f0 late \f1\'e4\'ee\'f6\'ed\'e0 \f0 \'eb}", "late доцна ë"),
        (rb"{\rtf1 \u1112?\u1103? \uc0\u1111 \uc2\u1112\'3f\'3fend}", "јя џјend".replace("џ", "ї")),
        (rb"{\rtf1 \u-10179?\u-8704? ok}", "😀 ok"),
        (rb"{\rtf1{\colortbl\red0;}{\stylesheet{\s0 Normal;}}{\info{\author A}}{\*\x y}a\tab b}",
         "a\tb"),
        (rb"{\rtf1\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 late\htmlrtf\par}\htmlrtf0"
         rb"{\*\htmltag72 </p>}next}", "late\nnext"),
        (rb"{\rtf1 a\~b\_c \{x\} \\ \emdash\line d}", "a b-c {x} \\ —\nd"),
        (b"{\\rtf1 two\r\nlines in one\\par}", "twolines in one"),
        (rb"{\rtf1\ansicpg99999 abc", "abc"),
        (b"no rtf at all }}}", "no rtf at all"),
    ],
)  # fmt: skip
def test_rtf_is_read_as_it_is_seen(written: bytes, said: str) -> None:
    assert text_of_rtf(written) == said


def test_whatever_is_damaged_ends_in_a_text_or_a_reason() -> None:
    chance = random.Random(5)
    for _ in range(300):
        data = bytearray(
            chance.choice((HELLO, REPEATED, packed_rtf(b"{\\rtf1\\u12? \\'e4 \\b x}")))
        )
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert ending_of(bytes(data[: chance.randrange(len(data) + 1)])) in ENDS


ENDS = ("read", "damaged", "too_large")


def ending_of(data: bytes) -> str:
    try:
        text_of_rtf(unpacked_rtf(data))
    except RefusedError as error:
        return error.reason
    return "read"
