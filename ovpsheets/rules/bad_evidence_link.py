"""Evidence looks like an address and is none. Addresses are never opened."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity

_BETWEEN: Final = re.compile(r"[\s;]+|,(?=https?:|www\.)", re.I)
_AROUND: Final = "<>()[]„“”\"',;."

_MEANT: Final = re.compile(r".*://.*|htt?ps?[:/].*|www\..*|[A-Z]:[\\/].*|\\\\.+", re.I)
"""What somebody meant as an address: of the web, of a drive, of a shared folder."""

_HOST: Final = re.compile(r"(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)(?::\d+)?")
_INSIDE: Final = re.compile(r".*\.(?:local|lan|intra|intranet|internal|corp)(?::\d+)?", re.I)
"""Hosts that only the institution's own network knows (RFC 6762, appendix G)."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every evidence in which an address stands that nobody outside could open."""
    for row in answered(evidence):
        if bad := bad_addresses(row.text("evidence")):
            yield row.found("evidence", address=bad[0])


def bad_addresses(text: str) -> list[str]:
    """Return what *text* means as addresses and nobody outside can open.

    Names of documents are no addresses.
    """
    words = (word.strip(_AROUND) for word in _BETWEEN.split(text))
    return [word for word in words if _MEANT.fullmatch(word) and not is_address(word)]


def is_address(text: str) -> bool:
    """Tell whether *text* has the shape of a web address (RFC 3986) with a public host."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:  # such as an unclosed bracket in the host
        return False
    host = parts.netloc
    named = host.lower().removeprefix("www.")
    public = bool(_HOST.fullmatch(named)) and not _INSIDE.fullmatch(host)
    return parts.scheme in ("http", "https") and public


RULE = Rule("bad_evidence_link", Severity.CHECK, find, alone=True)
