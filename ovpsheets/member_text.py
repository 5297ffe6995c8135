"""What people typed, on its way into a file that other programs open.

Three dangers, each met in one place. A spreadsheet program takes a text of a CSV
file for a formula (https://owasp.org/www-community/attacks/CSV_Injection):
:func:`guarded` and :func:`unguarded` are the convention against it. And some
characters can stand in no file at all: :func:`writable` replaces them. Others make what
stands around them look otherwise, or make a terminal obey: :func:`visible` shows them.
"""

import re
from typing import Final

_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

# Half a character cannot be written as UTF-8; U+0000, U+FFFE and U+FFFF not as XML 1.0 (2.2),
# and a CSV reader written in C ends a text at U+0000.
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# Controls; marks that turn the direction of what follows, also beyond the text that holds
# them (UAX #9); and what no page may hold.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]"
)


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet program would take for a formula.

    A text that begins with apostrophes and then such a sign gets one more, so
    that :func:`unguarded` gives every text back as it was.
    """
    return f"'{text}" if text.lstrip("'").startswith(_ACTIVE) else text


def unguarded(text: str) -> str:
    """Return the text that :func:`guarded` was given."""
    is_guarded = text.startswith("'") and text.lstrip("'").startswith(_ACTIVE)
    return text[1:] if is_guarded else text


def writable(text: str) -> str:
    """Return *text* with the sign � for what neither UTF-8, XML nor CSV can hold."""
    return _UNWRITABLE.sub("\ufffd", text) if _UNWRITABLE.search(text) else text


def visible(text: str) -> str:
    """Return *text* as it may stand among others: "[U+202E]" for what is not seen but acts.

    Every kind of line break becomes a plain one; tabs stay. What was typed stays as it was
    in the ledger and in the files for the coordinator.
    """
    if text.isprintable():  # nearly every text: all that is looked for here is not
        return text
    plain = writable(_BREAKS.sub("\n", text))
    return _UNSEEN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", plain)
