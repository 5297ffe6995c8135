"""From the bytes of a text file to its letters, and from those to the separator of a table.

Own rules, made for Macedonian and Albanian: they need no statistics and each
can be said in a sentence.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip

_SAMPLE: Final = 64 * 1024
_HIGH_BYTES: Final = (0x00, 0x04, 0x20)  # of Latin, Cyrillic and punctuation, in UTF-16
_TWO_BYTES: Final = re.compile(rb"[\xc3-\xd3][\x80-\xbf]")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_CYRILLIC_WORD: Final = re.compile(rb"(?<![a-zA-Z\x80-\xff])[\x80-\xff]{2,}(?![a-zA-Z])")
_LATIN_WORD: Final = re.compile(rb"[a-zA-Z][\xc0-\xff]|[\xc0-\xff][a-zA-Z]")

SEPARATORS: Final = ";,\t|"
_SAID: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def letters(data: bytes) -> str:
    """Return the text of a file.

    A byte order mark decides; then the high bytes of UTF-16; then UTF-8, which
    no other text is by chance. Of the old code pages, words wholly beyond ASCII
    are Cyrillic (windows-1251); windows-1250 has ë and ç where 1252 has them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_code_page(data), "replace")


def _wide(sample: bytes) -> str:
    if b"\0" not in sample or len(sample) < 4:
        return ""
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[first::2]
        if sum(high.count(byte) for byte in _HIGH_BYTES) > 0.8 * len(high):
            other = sample[1 - first :: 2]
            if other.count(0) < 0.2 * len(other):
                return encoding
    return ""


def _code_page(data: bytes) -> str:
    beyond = len(_BEYOND_ASCII.findall(data))
    if 2 * len(_TWO_BYTES.findall(data)) > 0.9 * beyond:
        return "utf-8"  # with a few letters broken
    cyrillic, latin = len(_CYRILLIC_WORD.findall(data)), len(_LATIN_WORD.findall(data))
    return "windows-1251" if cyrillic > latin else "windows-1250"


def separator(text: str) -> str:
    """Return what separates the columns of *text*, "" when nothing does.

    It is what Excel's first line "sep=;" says; else that by which the most
    cells come to lie in rows of one width.
    """
    if said := _SAID.match(text):
        return said[1]
    scores = {mark: _score(text[:_SAMPLE], mark) for mark in SEPARATORS}
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] else ""


def _score(sample: str, mark: str) -> int:
    widths = Counter(len(row) for row in rows(sample, mark) if len(row) > 1)
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def is_table(text: str) -> bool:
    """Tell whether text with no telling name is a table: most lines have the same many columns.

    A comma followed by a blank separates words, not columns.
    """
    sample = text[:_SAMPLE]
    mark = separator(sample)
    prose = mark == "," and 2 * sample.count(", ") >= sample.count(",")
    if not mark or prose:
        return False
    widths = Counter(len(row) for row in rows(sample, mark) if any(row))
    width, count = widths.most_common(1)[0]
    return width > 1 and count > 1 and count > 0.6 * widths.total()


def rows(text: str, mark: str) -> Iterator[list[str]]:
    """Yield the rows of a table (RFC 4180); where its quotes run away, its lines as they are."""
    body = text[_SAID.match(text).end() :] if _SAID.match(text) else text  # type: ignore[union-attr]
    body = body.replace("\0", "")
    try:
        yield from list(csv.reader(io.StringIO(body, newline=""), delimiter=mark))
    except csv.Error:  # a field longer than the module takes: a quote that was never closed
        for line in body.splitlines():
            yield line.split(mark)
