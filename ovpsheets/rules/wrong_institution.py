"""A form that belongs to an institution from which none is expected, or to another than it says."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity, Used, fold


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield forms of unexpected institutions, and used ones that contradict themselves.

    So is what names nobody and has no headings of ours: that it was taken for a form by the
    codes of its rows is to be looked at.
    """
    for item in evidence.ended(Used.SET_ASIDE):
        if item.reason in ("unknown_institution", "not_expected"):
            known = item.returned.institution
            yield _found(item.returned, known, f"rules.wrong_institution.why.{item.reason}")
    # By the word: to ask for every institution whether a file names it takes the square of them.
    codes: dict[str, list[str]] = {}
    for institution in evidence.plan.institutions:
        codes.setdefault(fold(institution.code), []).append(institution.code)
    for returned in evidence.used_forms():
        others = _others(returned, codes)
        if len(others) == 1:
            yield _found(returned, others.pop(), "rules.wrong_institution.why.contradiction")
        elif not others and (why := _known_by(returned)):
            own = evidence.plan.institution(returned.institution)
            found = _found(returned, own.code, f"rules.wrong_institution.why.{why}")
            by_codes = found.saying(why=(f"rules.wrong_institution.why.{why}", {}))
            yield by_codes.naming(other=own).weighing(Severity.CHECK)


def _known_by(returned: Return) -> str:
    """Return how only codes say whose it is: of a form, or of rows in another one's; else "".

    Where the mail's sender is that institution, too, there is nothing to be asked.
    """
    if returned.is_of_rows:
        return "rows_apart"
    agrees = returned.mailed_by == returned.institution
    return "by_codes" if _is_known_by_codes(returned) and not agrees else ""


def _is_known_by_codes(returned: Return) -> bool:
    """Tell whether only codes say whose it is, under headings that are not the form's."""
    claims = returned.identity.claims if returned.identity else ()
    keys = {seen.key for seen in returned.observed}
    is_own = bool(returned.unread) or bool(
        keys & {"read_by_contents", "rows_and_columns_exchanged"}
    )
    return is_own and {claim.source for claim in claims} == {"codes"}


def _others(returned: Return, codes: Mapping[str, Sequence[str]]) -> set[str]:
    """The institutions that the hidden identity, or the file's name or folder, names instead.

    *codes*: of all institutions, by how they are compared.
    """
    identity = returned.identity
    claims = identity.contradictions if identity else ()
    # What it says in words is told as that, with its cell.
    claimed = {claim.form_id.institution for claim in claims if not claim.words}
    words = {fold(word) for word in re.split(r"[^\w]+|_", returned.name.removesuffix(".xlsx"))}
    named = {code for word in words for code in codes.get(word, ())}
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
