"""Links in the text of a mail. What is shared by one is not in the mail, and none is followed."""

import re
from typing import Final
from urllib.parse import unquote

_LINK: Final = re.compile(r"https?://[^\s<>\"'\])]{1,2000}", re.IGNORECASE)
_PARTS: Final = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]+)[^/?#]*[/?#]*(.*)", re.I | re.DOTALL)
_TRAILING: Final = ".,;:!?"

_SHARING: Final = (
    "docs.google.com", "drive.google.com", "sharepoint.com", "onedrive.live.com", "1drv.ms",
    "wetransfer.com", "we.tl", "dropbox.com", "box.com", "mega.nz", "icloud.com", "filemail.com",
)  # fmt: skip
"""Where people put files for others to fetch; mail programs do so by themselves with large ones."""

_WRAPPED: Final = re.compile(
    r"https?://[\w.-]*\.?safelinks\.protection\.outlook\.com/.*?[?&]url=([^&#]+)", re.IGNORECASE
)
"""Outlook puts its own address in front of each link."""


def links_to_pages(text: str) -> list[str]:
    """Return the links in *text* that lead further than to a site's front page."""
    found = (_unwrapped(link.rstrip(_TRAILING)) for link in _LINK.findall(text))
    return [link for link in dict.fromkeys(found) if _host_and_page(link)[1]]


def links_to_files(text: str) -> list[str]:
    """Return the links in *text* by which files are shared."""
    return [link for link in links_to_pages(text) if _is_sharing(_host_and_page(link)[0])]


def _unwrapped(link: str) -> str:
    wrapped = _WRAPPED.match(link)
    return unquote(wrapped[1]) if wrapped else link


def _host_and_page(link: str) -> tuple[str, str]:
    parts = _PARTS.match(link)
    return (parts[1].lower(), parts[2]) if parts else ("", "")


def _is_sharing(host: str) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in _SHARING)
