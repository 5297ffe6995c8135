"""Texts: shared strings, and the escapes that spreadsheets write into XML.

ECMA-376 part 1, 18.4 (shared strings) and 22.9.2.19 (ST_Xstring).
"""

import re
from typing import Final

from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.xml import END, START, TEXT, events
from ovpsheets.intake.reading.opened import RefusedError

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Decode ``_x000D_`` and the like as Excel does; half of a surrogate pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def shared_strings(package: Package, key: str) -> list[str]:
    """Return the texts that cells refer to by number; phonetic readings are left out.

    The counts that the part claims for itself are not looked at.
    """
    found: list[str] = []
    pieces: list[str] = []
    inside = phonetic = False
    for what, name, _ in events(package.chunks(key), package.limits, key):
        if what is TEXT:
            if inside:
                pieces.append(name)
        elif name == "t":
            inside = what is START and not phonetic
        elif name == "rPh":
            phonetic = what is START
        elif name == "si" and what is END:
            found.append(unescaped("".join(pieces)))
            pieces.clear()
            if len(found) > package.limits.cells:
                raise RefusedError("too_large", "shared strings")
    return found
