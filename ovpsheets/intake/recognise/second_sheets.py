"""Which of the sheets with one table may not answer for another of them.

A copy of a table may be an old one that was kept. Where the sheet says of which quarter it is, it
is a form of its own (``whose_sheets.py``). Where it says nothing, or its name says that it does
not count („НЕ КОРИСТИ“, "old version"), what stands on it fills no gap of the other one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.recognise.earlier_tables import is_of_this_quarter
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.identify import Claim
from ovpsheets.intake.recognise.named_forms import form_named_by
from ovpsheets.languages import pattern
from ovpsheets.plan.model import Plan
from ovpsheets.templates import cached

Why = Literal["name", "unsaid"]
"""Why a sheet does not answer for another: its name says so, or nothing says its quarter."""

_FEWEST_GIVEN: Final = 2
"""Columns of the plan that a copy of our table has beside its codes; a member's own has few."""


def sheets_that_do_not_count(
    tables: Sequence[FoundTable], form_id: FormId, claims: Sequence[Claim], brief: MergeBrief
) -> dict[str, Why]:
    """Return sheet → why what stands on it answers for no other sheet of the form *form_id*."""
    found: dict[str, Why] = {
        table.sheet.name: "name"
        for table in tables
        if is_named_as_unused(table.sheet.name, brief.plan)
    }
    kinds = Counter(table.table for table in tables)
    for table in tables:
        if kinds[table.table] > 1 and _is_copy(table) and table.sheet.name not in found:
            says_it = form_named_by(table.sheet, claims, brief) is not None
            if not says_it and not is_of_this_quarter(table, form_id, brief):
                found[table.sheet.name] = "unsaid"
    return found


def is_named_as_unused(name: str, plan: Plan) -> bool:
    """Tell whether a sheet calls itself old, a draft, an example or not to be used.

    An "old" in the name of an institution („Старо Нагоричане“) says nothing of the sheet.
    """
    said = name.replace("_", " ").casefold()
    return any(
        not _is_of_a_name(said[: found.start()], found[0], said[found.end() :], plan)
        for found in _unused().finditer(said)
    )


def _is_of_a_name(before: str, found: str, after: str, plan: Plan) -> bool:
    """Tell whether what was *found* stands in an institution's name beside the same word."""
    pairs = [f"{word} {found}" for word in before.split()[-1:]]
    pairs += [f"{found} {word}" for word in after.split()[:1]]
    every = (own.given().values() for one in plan.institutions for own in (one.name, one.short))
    names = [name.casefold() for given in every for name in given]
    return any(pair in name for pair in pairs for name in names)


@cached
def _unused() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern('sheet', 'unused').casefold()})(?!\w)")


def _is_copy(table: FoundTable) -> bool:
    given = [key for key in table.numbers if table.declared[key].filler == "plan" and key != "code"]
    return len(given) >= _FEWEST_GIVEN
