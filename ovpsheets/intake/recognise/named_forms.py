"""The form that a sheet names: in its cells, below its title, on its cover, in its footer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.identity import FormId, find_form_id
from ovpsheets.intake.reading.cells import Cell, Sheet
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.identify import Claim, quarters_in_words, quarters_near
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

_TITLE_ROWS: Final = 3
"""Rows from the top in which a sheet says whose it is."""

_LAST_FACT: Final = 14
"""Row up to which the cover says what the form is."""

Key = tuple[str, str, str, str]
"""Plan, quarter, institution and commitment of a form."""

KnownBy = Literal["", "title", "codes", "rows"]
"""How a form is known: "" by its identity, in a cell or a footer."""


@dataclass(frozen=True, slots=True)
class NamedForm:
    """The form that a sheet names; ``by`` as of :class:`SheetForm`."""

    form_id: FormId
    by: KnownBy = ""

    @property
    def whole(self) -> bool:
        """Whether its commitment is known too, by its identity or by its codes."""
        return not self.by or bool(self.form_id.commitment)


def who_and_when(form_id: FormId) -> tuple[str, str, str]:
    """Return plan, quarter and institution of a form."""
    return form_id.plan, str(form_id.quarter), form_id.institution


def key_of(form_id: FormId) -> Key:
    """Return what makes two identities that of one form: all but the revision."""
    return (*who_and_when(form_id), form_id.commitment)


def form_named_by(sheet: Sheet, claims: Sequence[Claim], brief: MergeBrief) -> NamedForm | None:
    """What is seen in the sheet itself weighs most, then its title, then its footer.

    A footer stays when other contents are pasted into a sheet; where it agrees with the
    title it says more than that.
    """
    own = [claim for claim in claims if claim.sheet == sheet.name]
    if own:
        return NamedForm(own[0].form_id)
    named, printed = _in_words(sheet, brief), _printed(sheet, brief.plan)
    if printed and (named is None or who_and_when(named) == who_and_when(printed)):
        return NamedForm(printed)
    return NamedForm(named, by="title") if named else None


def with_commitments(
    said: Mapping[str, NamedForm | None], tables: Sequence[FoundTable], plan: Plan
) -> Iterator[tuple[str, NamedForm]]:
    """Yield the sheets that name all but a commitment, with that to which all their codes belong.

    Only where forms of single commitments are in the file.
    """
    for table in tables:
        own = said[table.sheet.name]
        if own is not None and not own.whole:
            named = {_commitment_of(cell.raw, plan) for cell in table.cells_of("code")} - {""}
            if len(named) == 1:
                form_id = replace(own.form_id, commitment=named.pop())
                yield table.sheet.name, replace(own, form_id=form_id)


def _commitment_of(code: str, plan: Plan) -> str:
    """Return the commitment of an activity or an indicator, "" where the plan has none of it."""
    own = fold(code)
    activity = next((i.activity for i in plan.indicators if fold(i.code) == own), own)
    return next((a.commitment for a in plan.activities if fold(a.code) == fold(activity)), "")


def _printed(sheet: Sheet, plan: Plan) -> FormId | None:
    headers = (remark.text for remark in sheet.remarks if remark.kind == "header")
    found = next((own for text in headers if (own := find_form_id(text))), None)
    return in_plan_words(found, plan) if found else None


def _in_words(sheet: Sheet, brief: MergeBrief) -> FormId | None:
    """The form that the line below the title of a table names, or a cover without its identity."""
    if found := named_in_title(sheet, brief):
        _, institution, quarter = found
    elif facts := cover_facts(sheet):
        name, period = (fold(cell.raw) for cell in facts)
        if (known := periods_near(brief.quarter).get(period)) is None:
            return None
        institution, quarter = brief.full_names.get(name, ""), known
    else:
        return None
    if not institution:
        return None
    if quarter == brief.quarter:
        return brief.form_of(institution)
    return FormId(brief.plan.code, quarter, institution)


def named_in_title(sheet: Sheet, brief: MergeBrief) -> tuple[Cell, str, Quarter] | None:
    """Return the line below the title of a table, and the institution and quarter it names.

    „Institution  |  third quarter of 2022“, in any language; None where there is none.
    """
    words = quarters_in_words(brief.quarter)
    for (row, _), cell in sheet.cells.items():
        if row > _TITLE_ROWS:
            return None
        name, bar, when = cell.raw.rpartition("|")
        quarter = words.get(fold(when)) if bar else None
        institution = brief.full_names.get(fold(name), "") if quarter else ""
        if quarter and institution:
            return cell, institution, quarter
    return None


def cover_facts(sheet: Sheet) -> tuple[Cell, Cell] | None:
    """Return the cells of a cover that say whose form it is, and of what days; None on no cover."""
    labels = _labels()
    facts = {
        label: cell
        for (row, column), cell in sheet.cells.items()
        if row <= _LAST_FACT
        and (before := sheet.cells.get((row, column - 1)))
        and (label := labels.get(fold(before.raw)))
    }
    if "institution" not in facts or "period" not in facts:
        return None
    return facts["institution"], facts["period"]


@cached
def _labels() -> Mapping[str, str]:
    """Return which facts stand behind which words, in every language."""
    return {
        fold(Texts(language)(f"form.cover.{fact}")): fact
        for language in LANGUAGES
        for fact in ("institution", "period")
    }


@cached
def periods_near(near: Quarter) -> Mapping[str, Quarter]:
    """Return the quarters around *near* by their days in every language, folded."""
    return {
        fold(Texts(language).period(quarter)): quarter
        for quarter in quarters_near(near)
        for language in LANGUAGES
    }


def in_plan_words(form_id: FormId, plan: Plan) -> FormId:
    """Spell the codes as the plan does; an identity is found with its letters folded."""
    own = plan.code if fold(plan.code) == fold(form_id.plan) else form_id.plan
    institution = form_id.institution
    if plan.find_institution(institution) is None:
        alike = (i.code for i in plan.institutions if fold(i.code) == fold(institution))
        institution = next(alike, institution)
    return replace(form_id, plan=own, institution=institution)
