"""What a form says of itself in words: another institution, or quarter, than its identity.

Somebody who was sent the form of another institution types the own name over its name, and last
quarter's file gets this quarter's title; the identity below stays as it was. It still counts, but
what members read themselves must not contradict it unnoticed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Cell, Contents, Sheet
from ovpsheets.intake.recognise.identify import Claim, quarters_in_words, quarters_near
from ovpsheets.intake.recognise.named_forms import named_in_title
from ovpsheets.quarter import Quarter
from ovpsheets.saying.nearly import nearly_same
from ovpsheets.saying.plain import plain
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN, LANGUAGES, fold

UNKNOWN: Final = "?"
"""In the place of an institution's code: a name that the plan does not know."""

_LAST_FACT: Final = 14
"""Row up to which the cover says what the form is."""


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
    labels, periods = _labels(), _periods(brief.quarter)
    facts = {
        label: cell
        for (row, column), cell in sheet.cells.items()
        if row <= _LAST_FACT
        and (before := sheet.cells.get((row, column - 1)))
        and (label := labels.get(fold(before.raw)))
    }
    if "institution" not in facts or "period" not in facts:
        return
    name, period = facts["institution"], facts["period"]
    if code := _named(name.raw, own.institution, brief):
        yield name, code, None
    if quarter := periods.get(fold(period.raw)):
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
    words = f" {plain(text)} "
    is_own = any(f" {plain(name)} " in words or nearly_same(name, text) for name in names)
    return "" if is_own else UNKNOWN


@cached
def _labels() -> Mapping[str, str]:
    """Return which facts stand behind which words, in every language."""
    return {
        fold(Texts(language)(f"form.cover.{fact}")): fact
        for language in LANGUAGES
        for fact in ("institution", "period")
    }


@cached
def _periods(near: Quarter) -> Mapping[str, Quarter]:
    """Return the quarters around *near* by their days in every language, folded."""
    return {
        fold(Texts(language).period(quarter)): quarter
        for quarter in quarters_near(near)
        for language in LANGUAGES
    }
