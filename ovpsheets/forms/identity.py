"""The identity of a form: ``OVP-NAP5-2022Q3-MTSP-R1-8H3``.

It names plan, quarter, institution and revision, and ends in three check
characters, so that a mistyped or made-up identity is not believed. A form for
one commitment alone carries it behind the plan: ``OVP-NAP5-3.6-2022Q3-…``.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from ovpsheets.quarter import Quarter
from ovpsheets.words import fold

# Without 0, 1, I and O, which people confuse.
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

_PATTERN: Final = re.compile(
    r"OVP-(?P<plan>[A-Z0-9._]+)(?:-(?P<commitment>[0-9.]+))?-(?P<year>\d{4})Q(?P<number>[1-4])"
    r"-(?P<institution>[A-Z0-9_]+)-R(?P<revision>\d{1,4})-(?P<check>[2-9A-Z]{3})"
)

DRAFT_NUMBER: Final = re.compile(
    r"OVP-([A-Z0-9._]+)-(\d{4})Q([1-4])-([A-Z0-9_]+)-D(\d{1,4})-([0-9A-F]{4})"
)
"""By what a form for comments on a draft is known: plan, year, quarter, institution, draft."""


def names_a_draft(text: str) -> bool:
    """Whether *text* has the number of a comments form, of whatever plan or quarter."""
    return DRAFT_NUMBER.search(text) is not None


@dataclass(frozen=True, slots=True)
class FormId:
    """What a form is: whose, for which quarter of which plan, in which revision."""

    plan: str
    quarter: Quarter
    institution: str
    revision: int = 1
    commitment: str = ""  # "": all commitments of the plan

    @property
    def scope(self) -> str:
        """The plan's code, and the commitment's when the form is limited to one."""
        return f"{self.plan}-{self.commitment}" if self.commitment else self.plan

    @property
    def check(self) -> str:
        """Three characters that follow from the rest."""
        digest = hashlib.sha256(self._stem().upper().encode()).digest()
        return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:3])

    @property
    def file_name(self) -> str:
        """The name a form is issued under; ASCII and portable."""
        return f"OVP_{self.scope}_{self.quarter}_{self.institution}_R{self.revision}.xlsx"

    def __str__(self) -> str:
        return f"{self._stem()}-{self.check}"

    def _stem(self) -> str:
        quarter = self.quarter.compact
        return f"OVP-{self.scope}-{quarter}-{self.institution}-R{self.revision}"


def find_form_id(text: str) -> FormId | None:
    """Return the form identity written in *text*, or None.

    Look-alike letters are folded; an identity whose check characters do not
    fit is not one. The institution's code comes back in capitals.
    """
    for found in _PATTERN.finditer(fold(text).replace(" ", "")):
        identity = FormId(
            found["plan"],
            Quarter(int(found["year"]), int(found["number"])),
            found["institution"],
            int(found["revision"]),
            found["commitment"] or "",
        )
        if identity.check == found["check"]:
            return identity
    return None
