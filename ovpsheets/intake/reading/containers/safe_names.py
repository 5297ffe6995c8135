"""Names of files inside archives and mails: as people read them, never as paths to write to."""

import unicodedata
from collections.abc import Container, Iterable
from itertools import count
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that are not seen: controls, bidirectional marks, lone surrogates."""

_LETTERS: Final = frozenset("абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝщъыьэюяёіїђћçëčćđšž")
"""Letters beyond ASCII that honest names here are made of."""

# Windows in Macedonia packs with cp866, other programs with cp1251 or cp855; Albanian
# Windows with cp852. At equal marks the earlier wins; cp437 is what the format says.
_CODE_PAGES: Final = ("cp866", "cp1251", "cp855", "cp852", "cp1250", "cp437")

_CYRILLIC: Final = "\u0400"
"""The first letter of the alphabet's block."""

_SAMPLE: Final = 4096  # bytes of a long text that are enough to tell

_LONGEST: Final = 255


def shown_path(name: str) -> str:
    """Return *name* with forward slashes, composed letters, and nothing that leads elsewhere.

    Drive letters, ``..`` and leading slashes go; so do characters that are not seen.
    """
    seen = _seen(name).replace("\\", "/")
    if seen[1:2] == ":":
        seen = seen[2:]
    parts = [part.strip() for part in seen.split("/")]
    return "/".join(part[:_LONGEST] for part in parts if part.strip("."))


def shown_name(name: str) -> str:
    """Return only the file's own name, made safe like :func:`shown_path`; "" when none is left."""
    return shown_path(name).rpartition("/")[2]


def distinct(names: Iterable[str]) -> list[str]:
    """Return *names* so that no two are alike, even where capitals do not count.

    The second "form.xlsx" becomes "form (2).xlsx".
    """
    taken: set[str] = set()
    given: list[str] = []
    for name in names:
        given.append(free_name(name, taken))
        taken.add(given[-1].casefold())
    return given


def free_name(name: str, taken: Container[str]) -> str:
    """Return *name*, numbered when *taken* (of casefolded names) has it already."""
    if name.casefold() not in taken:
        return name
    begins = stem(name)
    numbered = (f"{begins} ({number}){name[len(begins) :]}" for number in count(2))
    return next(one for one in numbered if one.casefold() not in taken)


def ending(name: str) -> str:
    """Return the ending of *name* in small letters, with its dot; "" when it has none."""
    dot = name.rfind(".", name.rfind("/") + 1)
    return name[dot:].lower() if dot >= 0 else ""


def stem(name: str) -> str:
    """Return *name* without its ending."""
    return name[: len(name) - len(ending(name))]


def decoded(raw: bytes) -> str:
    """Return *raw* in the encoding in which it reads most like a name.

    UTF-8 where it is valid, otherwise the code page that gives the most
    letters of ours and the fewest signs that no name holds.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        likeliest = max(_CODE_PAGES, key=lambda page: _likeness(_read(raw[:_SAMPLE], page)))
        return _read(raw, likeliest)


def _read(raw: bytes, code_page: str) -> str:
    return raw.decode(code_page, errors="replace")


def _likeness(text: str) -> int:
    """Return how much *text* looks like a name: letters count for it, odd signs against it."""
    marks = 0
    for before, letter in zip(f" {text}", text, strict=False):
        # No word has letters of two alphabets.
        if before.isalpha() and letter.isalpha() and before.isascii() != letter.isascii():
            marks -= 2 * (max(before, letter) >= _CYRILLIC)
        if letter.isascii():
            continue
        marks += 2 if letter.lower() in _LETTERS else -3
        # A capital right behind a small letter: the wrong code page swaps the two.
        marks -= 2 * (letter.isupper() and before.islower())
    return marks


def _seen(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in _UNSEEN)


def folder_of(name: str) -> str:
    """Return the folder, mail or archive in which *name* lies, "" where in none."""
    return name.rpartition("/")[0]


def lie_together(folder: str, other: str) -> bool:
    """Tell whether one of two folders is the other, or lies in it."""
    return f"{other}/".startswith(f"{folder}/") or f"{folder}/".startswith(f"{other}/")
