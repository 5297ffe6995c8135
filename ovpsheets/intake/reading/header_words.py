"""What people wrote into headers and footers, apart from codes for pages, dates and fonts."""

import re
from typing import Final

_CODES: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Za-z])')
_SECTIONS: Final = re.compile(r"&[LCR]")


def header_words(coded: str) -> str:
    """Return what people wrote into a header, without codes for pages, dates and fonts.

    ECMA-376 part 1, 18.3.1.46. A section that only counts pages says nothing.
    """
    said = []
    for section in _SECTIONS.split(coded.replace("&&", "\0")):
        words = _CODES.sub(" ", section).replace("\0", "&").split()
        counts = "&P" in section and len(words) < 2
        if any(c.isalnum() for word in words for c in word) and not counts:
            said.append(" ".join(words))
    return "\n".join(said)
