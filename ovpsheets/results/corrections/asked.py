"""Of whom something is to be asked, and what: the open items of each institution."""

from typing import Final

from ovpsheets.results.report import Report
from ovpsheets.rules.items import Item, items

STILL_OPEN: Final = frozenset({"open", "asked"})
"""States of a finding in which an answer is awaited."""

_NOT_FOR_THEM: Final = frozenset({"late_return"})
"""Rules that ask for nothing that could still be sent."""


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
