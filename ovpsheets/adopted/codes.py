"""Codes for the rows of the new plan: those of the file where they can be kept, else new ones."""

import re
from collections.abc import Iterable
from typing import Final

from ovpsheets.adopted.account import Account, Item
from ovpsheets.adopted.making import PlanInMaking
from ovpsheets.plan.plan_sheet import CODE_FORMS, CodeForm
from ovpsheets.saying.plain import in_latin

_TRIMMED: Final = " .):\t"
_INITIALS: Final = 4


def settle_codes(draft: PlanInMaking) -> None:
    """Give the plan, and every commitment, activity and indicator, its code."""
    draft.plan.values["code"] = _of_plan(draft.plan)
    draft.account.doubt(draft.plan, "code", "plan_code")
    _inherited(draft)
    _numbered(draft.commitments, "", draft.account)
    for commitment in draft.commitments:
        own = [item for item in draft.activities if item.parent is commitment]
        _numbered(own, commitment.code, draft.account)
    for activity in draft.activities:
        own = [item for item in draft.indicators if item.parent is activity]
        _numbered(own, activity.code, draft.account)


def _of_plan(plan: Item) -> str:
    """Return the initials of the plan's title with its first year; such as NAPOVP2024."""
    large = re.findall(r"[^\W\d_]{3,}", plan.wording)
    letters = "".join(in_latin(word[0]) for word in large[:_INITIALS]).upper()
    start = plan.values.get("start")
    year = str(getattr(start, "year", ""))
    return re.sub(r"[^A-Z0-9]", "", f"{letters or 'PLAN'}{year}")


def _inherited(draft: PlanInMaking) -> None:
    """Take for a commitment without a code the one that all of its activities' codes continue."""
    for commitment in draft.commitments:
        own = [item for item in draft.activities if item.parent is commitment]
        stems = {_clean(item.given).rpartition(".")[0] for item in own}
        if not _clean(commitment.given) and own and len(stems) == 1:
            commitment.given = next(iter(stems))


def _clean(given: str) -> str:
    code = given.strip(_TRIMMED)
    return code if CODE_FORMS[CodeForm.DIGITS].fullmatch(code) else ""


def _numbered(items: list[Item], above: str, account: Account) -> None:
    """Give *items* their codes below *above*: their own, its last number, or the next free one."""
    taken: set[str] = set()
    wanted = [_wanted(_clean(item.given), above) for item in items]
    reserved = set(filter(None, wanted))
    for item, code in zip(items, wanted, strict=True):
        if code and code not in taken:
            item.values["code"] = code
        else:
            item.values["code"] = _next(above, taken | reserved)
        taken.add(item.code)
        own = _clean(item.given)
        if item.given and not (own and f".{item.code}".endswith(f".{own}")):
            key = "code_twice" if code else "code_new"
            account.doubt(item, "code", key, said=item.given, code=item.code)


def _wanted(code: str, above: str) -> str:
    """Return the code to have below *above*, "" where the file's own does not tell one."""
    if not above or not code:
        return code
    if code.startswith(f"{above}."):
        return code
    return f"{above}.{code}" if "." not in code else ""


def _next(above: str, taken: Iterable[str]) -> str:
    known = set(taken)
    stem = f"{above}." if above else ""
    return next(c for c in (f"{stem}{number}" for number in range(1, 100_000)) if c not in known)
