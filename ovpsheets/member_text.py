"""What people typed, on its way into a file that other programs open.

Two dangers, each met in one place. A spreadsheet program takes a text of a CSV
file for a formula (https://owasp.org/www-community/attacks/CSV_Injection):
:func:`guarded` and :func:`unguarded` are the convention against it. And some
characters can stand in no file at all: :func:`writable` replaces them.
"""

import re
from typing import Final

_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

# Half a character cannot be written as UTF-8; U+0000, U+FFFE and U+FFFF not as XML 1.0 (2.2),
# and a CSV reader written in C ends a text at U+0000.
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


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
