"""Whose mail it is, by the address that it came from: for what does not say so itself."""

import re
from typing import Final

from ovpsheets.plan.model import Plan

_ADDRESS: Final = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")

_ANYBODYS: Final = frozenset({
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "msn.com",
    "icloud.com", "me.com", "mail.com", "gmx.com", "gmx.net", "proton.me", "protonmail.com", "t.mk",
})  # fmt: skip
"""Where anybody may have an address: there the domain says nothing."""

_MOST: Final = 320
"""Characters of an address (RFC 5321, 4.5.3.1), the signs around it left aside."""


def institution_of(sender: str, plan: Plan) -> str:
    """Return the code of the institution that a mail came from, "" where that is not sure.

    Known is the address in the plan, else a domain that only one institution has. The
    coordinator's own mails are forwarded ones, and tell nothing.
    """
    # Behind the name; a header may be of any length.
    found = list(_ADDRESS.finditer(sender[-_MOST:].casefold()))
    if not found:
        return ""
    address, domain = found[-1][0], found[-1][1]
    own, same_domain = set[str](), set[str]()
    for institution in plan.institutions:
        for known in _ADDRESS.finditer(f"{institution.email} {institution.cc}".casefold()):
            own |= {institution.code} if known[0] == address else set()
            same_domain |= {institution.code} if known[1] == domain else set()
    whose = own or (set() if domain in _ANYBODYS else same_domain)
    return whose.pop() if len(whose) == 1 and plan.coordinator not in whose else ""
