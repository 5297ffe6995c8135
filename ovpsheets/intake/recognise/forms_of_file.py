"""The forms that one file holds: each with its sheets, claims and name, and what the first is told.

Most files hold one; a workbook into which several forms were copied gives several.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.reading.cells import Contents, Observation
from ovpsheets.intake.recognise.as_issued import NONE_AS_ISSUED, SheetAsIssued
from ovpsheets.intake.recognise.find_tables import FoundTable, find_tables
from ovpsheets.intake.recognise.identify import (
    Claim,
    claims_in,
    identify,
    institution_by_codes,
    named_quarters,
)
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.named_forms import (
    cover_facts,
    in_plan_words,
    key_of,
    named_in_title,
    periods_near,
)
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.rows_apart import first_of_several, rows_apart
from ovpsheets.intake.recognise.sheets_by_codes import CanRead, codes_asked
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable, tables_by_codes
from ovpsheets.intake.recognise.whose_sheets import SheetForm, forms_in, marks_of
from ovpsheets.words import fold


@dataclass(frozen=True, slots=True)
class FormPart:
    """One form of a file, before it is read: its sheets alone, and what they claim to be."""

    base: Return
    form: SheetForm
    contents: Contents
    claims: tuple[Claim, ...]


def parts_of(
    base: Return,
    contents: Contents,
    brief: MergeBrief,
    as_issued: Mapping[str, SheetAsIssued] = NONE_AS_ISSUED,
) -> tuple[FormPart, ...]:
    """Return the forms of a file: one that bears its name, then others with ``#`` behind it.

    *as_issued*: those of its sheets that are so, by name.
    """
    beginning = {name: sheet.before for name, sheet in as_issued.items()}
    tables = find_tables(contents, brief.columns, beginning)
    claims = [
        replace(claim, form_id=in_plan_words(claim.form_id, brief.plan))
        for claim in claims_in(contents)
    ]

    mistaken = dict(_mistaken_numbers(contents, tables, claims, brief))
    claims = [claim for claim in claims if claim not in mistaken]
    assumed = brief.assumed.get(base.name, "")
    can_read = reader_of(contents, brief)
    forms = forms_in(contents, tables, claims, brief, can_read=can_read, assumed=assumed)
    forms = _settled_by_rows(base, contents, forms, claims, brief)
    forms = rows_apart(forms, _whose(forms[0], claims, brief), brief)
    # The first keeps the file's own name: registers and decisions of before know it by that.
    names = [base.name] if len(forms) == 1 else [base.name + mark for mark in marks_of(forms)]
    return tuple(
        FormPart(
            base if form is forms[0] else replace(base, name=name),
            form,
            _only(contents, form, is_first=form is forms[0]),
            () if form.known_by == "rows"
            else _own([*claims, *mistaken.values()], form, forms),
        )
        for form, name in zip(forms, names, strict=True)
    )  # fmt: skip


def _mistaken_numbers(
    contents: Contents, tables: Sequence[FoundTable], claims: Sequence[Claim], brief: MergeBrief
) -> Iterator[tuple[Claim, Claim]]:
    """Yield the numbers of other forms on covers of which all else says whose they are.

    Each with what is left of it: something to be told. Whoever makes one workbook of the forms of
    two may copy the cover, too. Name and days on it, the lines below the titles of tables, and the
    codes in these must agree.
    """
    for sheet in contents.sheets:
        own = [claim for claim in claims if claim.sheet == sheet.name and claim.source == "visible"]
        facts = cover_facts(sheet) if own else None
        if facts is None:
            continue
        name, days = facts
        whose = brief.full_names.get(fold(name.raw), "")
        is_now = periods_near(brief.quarter).get(fold(days.raw)) == brief.quarter
        for claim in own if whose and is_now else ():
            said = claim.form_id
            is_alike = said.plan == brief.plan.code and said.quarter == brief.quarter
            if is_alike and said.institution != whose and _is_of(tables, whose, brief):
                yield claim, replace(claim, source="number", words=str(said))


def _is_of(tables: Sequence[FoundTable], institution: str, brief: MergeBrief) -> bool:
    """Tell whether tables say below their titles that they are its, and hold its codes alone."""
    titled = [
        table
        for table in tables
        if (named := named_in_title(table.sheet, brief))
        and named[1:] == (institution, brief.quarter)
    ]
    return institution_by_codes(titled, codes_asked(brief)) == institution


def _settled_by_rows(
    base: Return,
    contents: Contents,
    forms: tuple[SheetForm, ...],
    claims: Sequence[Claim],
    brief: MergeBrief,
) -> tuple[SheetForm, ...]:
    """Return *forms*; a table that names nobody and holds the rows of several is of the first."""
    first, *rest = forms
    is_nameless = not rest and first.tables and first.form_id is None and identify(claims) is None
    if not is_nameless or base.name in brief.assumed:
        return forms
    named = named_quarters(contents, brief.quarter)
    # An old file must not pass for this quarter's because it lacks a name.
    whose = "" if named and brief.quarter not in named else first_of_several(first, brief)
    return (replace(first, form_id=brief.form_of(whose), known_by="codes"),) if whose else forms


def _whose(form: SheetForm, claims: Sequence[Claim], brief: MergeBrief) -> str:
    """Return whose form of this quarter the first of a file is, "" where it is none."""
    said = identify(claims)
    own = form.form_id or (said.form_id if said else None)
    is_ours = own and own.plan == brief.plan.code and own.quarter == brief.quarter
    return own.institution if own and is_ours else ""


def reader_of(contents: Contents, brief: MergeBrief) -> CanRead:
    """Return what tells whether a sheet holds a table of an institution's form, by its codes."""
    return lambda sheet, whose: _is_read(replace(contents, sheets=(sheet,)), whose, brief)


def _is_read(contents: Contents, institution: str, brief: MergeBrief) -> bool:
    content = brief.content_of(brief.form_of(institution))
    if content is None:
        return False
    reasons = brief.plan.reasons
    return bool(tables_by_codes(contents, Issued.of(content), content.columns, (), reasons)[0])


def told_apart(parts: Sequence[FormPart], found: Sequence[Return]) -> tuple[Return, ...]:
    """Return *found*, what was read of each part; with the first stands what became others."""
    if len(parts) == 1:
        return tuple(found)
    first, *rest = found
    told = (
        Observation(
            "rows_apart" if part.form.known_by == "rows" else "sheets_apart",
            {"sheets": ", ".join(part.form.names), "file": part.base.name},
        )
        for part in parts[1:]
    )
    return (
        replace(
            first,
            observed=(*first.observed, *told),
            unread=(*first.unread, *_of_another_quarter(parts)),
        ),
        *(replace(own, set_aside="kept_behind") if own.set_aside == "other_quarter" else own
          for own in rest),
    )  # fmt: skip


def _of_another_quarter(parts: Sequence[FormPart]) -> Iterator[UnreadTable]:
    """Yield the tables that the first form lacks, and another one of its institution has."""
    first, *rest = (part.form for part in parts)
    has = {table.table for table in first.tables}
    whose = first.form_id.institution if first.form_id else ""
    for form in rest:
        for table in form.tables if form.form_id and form.form_id.institution == whose else ():
            if table.table not in has:
                has.add(table.table)
                yield UnreadTable(table.table, table.sheet.name, "", why="another_quarter")


def _only(contents: Contents, form: SheetForm, *, is_first: bool) -> Contents:
    """The sheets of one form; what is to be said of the file is said with the first."""
    observed = contents.observed if is_first else ()
    return replace(contents, sheets=tuple(form.sheets), observed=observed)


def _own(claims: Sequence[Claim], form: SheetForm, forms: Sequence[SheetForm]) -> tuple[Claim, ...]:
    """The claims of a form's sheets; the document's own go to the form they name, or the first."""
    if len(forms) == 1:
        return tuple(claims)
    named = {key_of(other.form_id): other for other in forms if other.form_id}
    sheets = set(form.names)
    return tuple(
        claim for claim in claims
        if claim.sheet in sheets
        or (not claim.sheet and named.get(key_of(claim.form_id), forms[0]) is form)
    )  # fmt: skip
