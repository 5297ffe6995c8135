"""The text of RTF, as somebody reads it (Rich Text Format Specification 1.9.1).

Outlook packs HTML into RTF too ([MS-OXRTFEX]); what it shows in RTF stands beside the tags,
so that nothing is to be known of them.
"""

import re
from codecs import lookup
from dataclasses import dataclass, replace
from typing import Final

_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|"
    rb"([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)

_SIGNS: Final = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "cell": "\t", "tab": "\t",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SYMBOLS: Final = {
    b"~": " ",
    b"_": "-",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\r": "\n",
    b"\n": "\n",
}

_UNREAD: Final = frozenset((
    "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf",
    "footer", "footerl", "footerr", "footerf", "footnote",
))  # fmt: skip
"""Groups that hold no text of the mail; those that begin with \\* are passed over too."""

_CHARSETS: Final = {
    77: "mac-roman", 161: "cp1253", 162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 238: "cp1250",
}  # fmt: skip
"""Of fonts; any other is taken to be in the code page of the whole."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until a group ends."""

    where: str = "text"  # or "fonts", or "unread"
    font: int = -1
    skipped: int = 1  # characters after \u that are for programs which know no Unicode


def text_of_rtf(data: bytes) -> str:
    """Return the text of *data*; whatever it is, this returns."""
    reader = _Reader()
    for found in _TOKEN.finditer(data):
        reader.take(*found.groups())
    return reader.text()


class _Reader:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bytes = bytearray()  # not decoded yet, all of one font
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._group = _Group()
        self._outer: list[_Group] = []
        self._to_skip = 0

    def take(
        self, word: bytes | None, number: bytes | None, code: bytes | None,
        symbol: bytes | None, brace: bytes | None, run: bytes | None,
    ) -> None:  # fmt: skip
        if word is not None:
            self._control(word.decode("ascii"), None if number is None else int(number))
        elif code is not None:
            self._add(bytes([int(code, 16)]))
        elif symbol == b"*":
            self._group = replace(self._group, where="unread")
        elif symbol is not None:
            self._say(_SYMBOLS.get(symbol, ""))
        elif brace == b"{":
            self._outer.append(self._group)
            self._to_skip = 0
        elif brace == b"}":
            self._flush()
            self._group = self._outer.pop() if self._outer else self._group
            self._to_skip = 0
        elif run is not None:
            self._add(run)

    def text(self) -> str:
        """Return all that was said."""
        self._flush()
        said = "".join(self._pieces)
        return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()

    def _control(self, word: str, number: int | None) -> None:
        group = self._group
        if word in _SIGNS:
            self._say(_SIGNS[word])
        elif word == "u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self._to_skip = group.skipped
        elif word == "uc":
            self._group = replace(group, skipped=max(0, number or 0))
        elif word in _UNREAD:
            self._group = replace(group, where="unread")
        elif word == "fonttbl":
            self._group = replace(group, where="fonts")
        elif word in ("f", "plain"):
            self._flush()
            self._group = replace(group, font=-1 if word == "plain" else number or 0)
        elif word == "fcharset" and group.where == "fonts" and number in _CHARSETS:
            self._fonts[group.font] = _CHARSETS[number]
        elif word == "ansicpg":
            self._codec = _codec(number)

    def _add(self, raw: bytes) -> None:
        """Take characters in the font's code page, but for those that repeat one of Unicode."""
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        if self._group.where == "text":
            self._bytes += raw[skipped:]

    def _say(self, text: str) -> None:
        self._flush()
        if self._group.where == "text":
            self._pieces.append(text)

    def _flush(self) -> None:
        if self._bytes:
            codec = self._fonts.get(self._group.font, self._codec)
            self._pieces.append(self._bytes.decode(codec, "replace"))
            self._bytes.clear()


def _codec(number: int | None) -> str:
    """Return how Python calls a code page."""
    name = {65001: "utf-8", 10007: "mac-cyrillic"}.get(number or 0, f"cp{number}")
    try:
        return lookup(name).name
    except LookupError:
        return "cp1252"
