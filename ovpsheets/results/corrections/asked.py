"""Of whom something is to be asked, and what: the open items of each institution."""

from collections.abc import Iterable
from typing import Final

from ovpsheets.results.report import Report
from ovpsheets.rules.items import Item, items

STILL_OPEN: Final = frozenset({"open", "asked"})
"""States of a finding in which an answer is awaited."""

_NOT_FOR_THEM: Final = frozenset({"late_return"})
"""Rules that ask for nothing that could still be sent."""


_CONFIRMED_BY_REPLY: Final = frozenset({"duplicate_return"})
"""Rules that ask for a word in reply, and for nothing in the form."""


def needs_the_form(asked: Iterable[Item]) -> bool:
    """Tell whether anything is asked that is answered in the form itself."""
    return any(item.first["rule"] not in _CONFIRMED_BY_REPLY for item in asked)


def asked_of(report: Report) -> dict[str, tuple[Item, ...]]:
    """Return institution → its open items, worst first; institutions in plan order."""
    found: dict[str, list[Item]] = {}
    for item in items(report.tables.findings, report.plan, "mk"):
        finding = item.first
        if finding["state"] in STILL_OPEN and finding["rule"] not in _NOT_FOR_THEM:
            found.setdefault(finding["institution"] or "", []).append(item)
    return {
        institution.code: tuple(found[institution.code])
        for institution in report.plan.institutions
        if institution.code in found
    }
