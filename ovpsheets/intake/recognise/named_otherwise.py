"""What a form says of itself in words: another institution, or quarter, than its identity.

Somebody who was sent the form of another institution types the own name over its name, and last
quarter's file gets this quarter's title; the identity below stays as it was. It still counts, but
what members read themselves must not contradict it unnoticed.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Cell, Contents, Sheet
from ovpsheets.intake.recognise.identify import Claim, quarters_in_words
from ovpsheets.intake.recognise.named_forms import cover_facts, named_in_title, periods_near
from ovpsheets.quarter import Quarter
from ovpsheets.saying.nearly import nearly_same
from ovpsheets.saying.plain import plain
from ovpsheets.words import HIDDEN, fold

UNKNOWN: Final = "?"
"""In the place of an institution's code: a name that the plan does not know."""


def named_otherwise(contents: Contents, own: FormId, brief: MergeBrief) -> Iterator[Claim]:
    """Yield a claim for each cell of cover and titles that names another form than *own*.

    A name on the cover that the plan does not know is a claim for :data:`UNKNOWN`: somebody
    else may have filled the form in, or the institution was renamed.
    """
    for sheet in contents.sheets:
        if not sheet.name.lower().startswith(HIDDEN):
            for cell, institution, quarter in (*_title(sheet, brief), *_cover(sheet, own, brief)):
                said = replace(
                    own, institution=institution or own.institution, quarter=quarter or own.quarter
                )
                if said != own:
                    said = FormId(said.plan, said.quarter, said.institution)
                    yield Claim("title", said, sheet.name, cell.address, cell.raw)


def _title(sheet: Sheet, brief: MergeBrief) -> Iterator[tuple[Cell, str, Quarter | None]]:
    """The line below the title of a table."""
    if found := named_in_title(sheet, brief):
        yield found


def _cover(
    sheet: Sheet, own: FormId, brief: MergeBrief
) -> Iterator[tuple[Cell, str, Quarter | None]]:
    """The cover's facts, known by the words before them, and its title."""
    if (facts := cover_facts(sheet)) is None:
        return
    name, period = facts
    if code := _named(name.raw, own.institution, brief):
        yield name, code, None
    if quarter := periods_near(brief.quarter).get(fold(period.raw)):
        yield period, "", quarter
    title = sheet.cells.get((1, name.column - 1))
    named = {quarter for words, quarter in quarters_in_words(brief.quarter).items()
             if title and words in fold(title.raw)}  # fmt: skip
    if title and len(named) == 1:
        yield title, "", named.pop()


def _named(text: str, own: str, brief: MergeBrief) -> str:
    """Return the institution that bears a name, or has the code, behind which a code may be.

    "" where it is *own*, also where its name is part of the text or nearly the text, and where
    several are called so.
    """
    bearers = brief.bearers
    said = (fold(text), fold(text.partition("(")[0]))
    found = set().union(*(bearers.get(name, frozenset()) for name in said))
    if found:
        return found.pop() if len(found) == 1 else ""
    names = [name for name, codes in bearers.items() if own in codes]
    words, folded = f" {plain(text)} ", fold(text)  # as the names of bearers are
    is_own = any(f" {plain(name)} " in words or nearly_same(name, folded) for name in names)
    return "" if is_own else UNKNOWN
