"""Files that are only a link: what Windows, macOS and Linux put into a mail in a file's place.

None is followed. Sources: [MS-SHLLINK] 2.1, Apple's property lists, the Desktop Entry
Specification of freedesktop.org; the formats of ``.url`` and of what Google Drive leaves in a
folder are known from practice.
"""

import plistlib
import re
from typing import Final
from xml.parsers.expat import ExpatError

from ovpsheets.letters import letters

_SHORTCUT: Final = b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46"
"""How a .lnk begins: the size of its header, and the class of links ([MS-SHLLINK] 2.1)."""

_SECTION: Final = re.compile(r"\s*\[(InternetShortcut|Desktop Entry)\]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"^URL(?:\[\$e\])?\s*=\s*(\S.{0,1999})", re.IGNORECASE | re.MULTILINE)
_IS_LINK: Final = re.compile(r"^Type\s*=\s*Link\s*$", re.IGNORECASE | re.MULTILINE)
_LARGEST: Final = 64 * 1024
_GOOGLE: Final = (".gsheet", ".gdoc", ".gslides")
_ENDINGS: Final = (".url", ".lnk", ".webloc", ".desktop", ".website", *_GOOGLE)
_IN_JSON: Final = re.compile(r'"url"\s*:\s*"(https?://[^"\s]{1,2000})"', re.IGNORECASE)
_UNFIT: Final = (plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, IndexError)
"""What plistlib raises over what is no property list."""


def link_in(ending: str, data: bytes) -> str | None:
    """Return where a file that is only a link leads, None for any other file.

    "" where it does not say so in words: a shortcut to a place on the sender's own disk.
    """
    if data.startswith(_SHORTCUT):
        return ""
    if len(data) > _LARGEST:
        return None
    found = _of_section(letters(data)) if ending in _ENDINGS or b"[" in data[:8] else None
    if found is None and ending == ".webloc":
        found = _of_list(data)
    elif ending in _GOOGLE and (address := _IN_JSON.search(letters(data))):
        found = address[1]
    return "" if found is None and ending in _ENDINGS else found


def _of_section(text: str) -> str | None:
    section = _SECTION.match(text.lstrip("\ufeff"))
    if section is None or (section[1].lower() == "desktop entry" and not _IS_LINK.search(text)):
        return None
    address = _ADDRESS.search(text)
    return address[1].strip() if address else ""


def _of_list(data: bytes) -> str | None:
    # Entities, the harm that XML may do here, are refused by plistlib itself.
    try:
        said = plistlib.loads(data)
    except _UNFIT:
        return None
    address = said.get("URL") if isinstance(said, dict) else None
    return address if isinstance(address, str) else None
