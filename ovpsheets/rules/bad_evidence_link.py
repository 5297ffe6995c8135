"""Evidence looks like an address and is none. Addresses are never opened."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import Severity

_MEANT: Final = re.compile(r"\S*(?:://|https?:|htt?ps?[:/]|www\.)\S*|[A-Za-z]:\\\S*|\\\\\S+", re.I)
"""What somebody meant as an address: of the web, of a drive, of a shared folder."""

_HOST: Final = re.compile(r"(?:[\w-]+\.)+\w{2,}(?::\d+)?")


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every evidence in which an address stands that nobody outside could open."""
    for row in answered(evidence):
        said = row.text("evidence")
        bad = [meant for meant in _MEANT.findall(said) if not is_address(meant)]
        if bad:
            yield row.found("evidence", address=bad[0])


def is_address(text: str) -> bool:
    """Tell whether *text* has the shape of a web address (RFC 3986) with a public host."""
    plain = text.strip("<>()[]„“”\"',;.")
    try:
        parts = urlsplit(plain if "://" in plain else f"https://{plain}")
    except ValueError:  # such as an unclosed bracket in the host
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.netloc))


RULE = Rule("bad_evidence_link", Severity.CHECK, find)
