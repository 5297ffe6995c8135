"""A form that belongs to an institution from which none is expected, or to another than it says."""

import re
from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity, Used, fold


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield forms of unexpected institutions, and used ones that contradict themselves."""
    for item in evidence.ended(Used.SET_ASIDE):
        if item.reason in ("unknown_institution", "not_expected"):
            known = item.returned.institution
            yield _found(item.returned, known, f"rules.wrong_institution.why.{item.reason}")
    codes = [institution.code for institution in evidence.plan.institutions]
    for returned in evidence.used_forms():
        others = _others(returned, codes)
        if len(others) == 1:
            yield _found(returned, others.pop(), "rules.wrong_institution.why.contradiction")


def _others(returned: Return, codes: list[str]) -> set[str]:
    """The institutions that the hidden identity, or the file's name or folder, names instead."""
    identity = returned.identity
    claimed = (
        {claim.form_id.institution for claim in identity.contradictions} if identity else set()
    )
    words = {fold(word) for word in re.split(r"[^\w]+|_", returned.name.removesuffix(".xlsx"))}
    named = {code for code in codes if fold(code) in words}
    if returned.institution in named:
        named = set()
    return (claimed | named) - {returned.institution}


def _found(returned: Return, other: str, why: str) -> Found:
    return Found(
        returned.institution,
        place=Place(returned.name),
        found=other,
        part=returned.sha256[:8],
        keys={"why": (why, {"other": other})},
    )


RULE = Rule("wrong_institution", Severity.IMPORTANT, find)
