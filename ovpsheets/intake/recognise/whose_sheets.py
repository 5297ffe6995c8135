"""Whose sheet is it: the sheets of one workbook, put together to the forms that they are.

A sheet says whose it is in its cells (the identity), in the line below its title and in its
footer. Most workbooks hold one form. Some hold last quarter's sheets too, or those of another
institution: these are forms of their own. A sheet that says nothing goes with the form whose
codes it holds, else with the sheet before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Cell, Contents, Sheet
from ovpsheets.intake.recognise.earlier_tables import earlier_forms
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.identify import Claim, institution_by_codes
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.named_forms import (
    Key,
    KnownBy,
    NamedForm,
    form_named_by,
    key_of,
    who_and_when,
    with_commitments,
)
from ovpsheets.intake.recognise.sheets_by_codes import CanRead, codes_asked, sheets_by_codes

_FEWEST_SHARED: Final = 4
"""Texts of a form that a sheet must hold to be one of its pages."""

_FEWEST_FORMS: Final = 2
"""Forms from which on a workbook holds several."""


@dataclass(slots=True)
class SheetForm:
    """The sheets of one form; ``form_id`` is None where none of them names any."""

    form_id: FormId | None
    sheets: list[Sheet] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    known_by: KnownBy = ""  # where no sheet carries the identity itself
    is_unsettled: bool = False  # its cover is of this quarter, all its tables are of another
    strangers: tuple[Cell, ...] = ()  # codes of others, on sheets of which nothing can be read

    @property
    def has_tables(self) -> bool:
        """Whether it is more than a cover or a guide; those that codes tell are found later."""
        return bool(self.tables) or self.known_by == "codes"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its sheets."""
        return tuple(sheet.name for sheet in self.sheets)


def forms_in(
    contents: Contents,
    tables: Sequence[FoundTable],
    claims: Sequence[Claim],
    brief: MergeBrief,
    *,
    can_read: CanRead,
    assumed: str = "",
) -> tuple[SheetForm, ...]:
    """Return the forms whose sheets *contents* holds; that which counts most comes first.

    *claims*: the identities in it, as the plan spells them. *assumed*: the institution whose
    form of this quarter the coordinator says it is, "" where that was not said. *can_read*: of
    sheets that only codes tell.
    """
    said = {sheet.name: form_named_by(sheet, claims, brief) for sheet in contents.sheets}
    names = {sheet: own.form_id.institution if own else None for sheet, own in said.items()}
    silent = [table for table in tables if said[table.sheet.name] is None]
    coded = sheets_by_codes(contents, tables, names, brief, can_read)
    said |= {
        sheet: NamedForm(brief.form_of(institution), by="codes")
        for sheet, institution in coded.owners.items()
    }
    known = {name for name in names.values() if name}
    earlier = earlier_forms(silent, known.pop() if len(known) == 1 else "", brief)
    said |= earlier
    if any(own and own.form_id.commitment for own in said.values()):
        said |= with_commitments(said, tables, brief.plan)
    whole = SheetForm(None, list(contents.sheets), list(tables), strangers=coded.strangers)
    named = [own for own in said.values() if own is not None]
    if len({who_and_when(own.form_id) for own in named}) < _FEWEST_FORMS and (
        len({own.form_id.commitment for own in named if own.whole}) < _FEWEST_FORMS
    ):
        told = () if assumed else tuple(earlier.values())
        return (_known_by_what_was_said_before(whole, told, claims, brief),)
    forms = _grouped(contents, tables, said, brief)
    with_tables = [form for form in forms if form.has_tables]
    if not with_tables:
        return (whole,)
    if assumed:
        return _as_assumed(with_tables, whole, assumed, brief)
    main = min(with_tables, key=lambda form: _rank(form, brief))
    covers = [form for form in forms if not form.has_tables and _has_identity(form, claims)]
    if not _has_identity(main, claims) and any(_is_another(main, cover) for cover in covers):
        return (whole,)  # the tables of one form, under the cover of another: the cover counts
    if _rank(main, brief)[0] and any(not _rank(cover, brief)[0] for cover in covers):
        return (replace(whole, is_unsettled=True),)
    for form in forms:
        if not form.has_tables:  # a cover or a guide alone is no form of its own
            main.sheets += form.sheets
    rest = [form for form in with_tables if form is not main]
    first = replace(_in_order(main, contents), strangers=coded.strangers)
    return (first, *(_in_order(form, contents) for form in rest))


def _known_by_what_was_said_before(
    whole: SheetForm, earlier: Sequence[NamedForm], claims: Sequence[Claim], brief: MergeBrief
) -> SheetForm:
    """Return the only form of a file; its tables may be of another quarter than it says."""
    if not earlier:
        return whole
    if any(claim.form_id.quarter == brief.quarter for claim in claims):
        return replace(whole, is_unsettled=True)
    return whole if claims else replace(whole, form_id=earlier[0].form_id, known_by="codes")


def _rank(form: SheetForm, brief: MergeBrief) -> tuple[bool, int]:
    """What is of this quarter counts most, then what is of the newest one."""
    own = form.form_id
    if own is None:
        return True, 0
    is_ours = own.plan == brief.plan.code and own.quarter == brief.quarter
    return not is_ours, -(own.quarter.year * 4 + own.quarter.number)


def _has_identity(form: SheetForm, claims: Sequence[Claim]) -> bool:
    """Tell whether one of its sheets carries the identity in a cell, as cover and hidden do."""
    return any(claim.sheet in form.names for claim in claims if claim.sheet)


def _is_another(form: SheetForm, cover: SheetForm) -> bool:
    """Tell whether a cover names another plan or institution than a form's tables do."""
    one, other = form.form_id, cover.form_id
    return bool(one and other and (one.plan, one.institution) != (other.plan, other.institution))


def _as_assumed(
    forms: Sequence[SheetForm], whole: SheetForm, institution: str, brief: MergeBrief
) -> tuple[SheetForm, ...]:
    """Take the sheets of this quarter; where it has none, or not both tables, the others too."""
    own = [
        form for form in forms
        if form.form_id and form.form_id.institution == institution and not _rank(form, brief)[0]
    ]  # fmt: skip
    if not own:
        return (whole,)
    main, rest = own[0], [form for form in forms if form is not own[0]]
    known = {table.table for table in main.tables}
    for form in rest:
        for table in [each for each in form.tables if each.table not in known]:
            main.sheets.append(table.sheet)
            main.tables.append(table)
            form.tables.remove(table)
            form.sheets = [sheet for sheet in form.sheets if sheet is not table.sheet]
    kept = [form for form in rest if form.tables]
    main.sheets += [sheet for form in rest if not form.tables for sheet in form.sheets]
    placed = {name for form in (main, *kept) for name in form.names}
    main.sheets += [sheet for sheet in whole.sheets if sheet.name not in placed]
    return (main, *kept)


def _in_order(form: SheetForm, contents: Contents) -> SheetForm:
    own = set(form.names)
    return replace(form, sheets=[sheet for sheet in contents.sheets if sheet.name in own])


# ------------------------------------------------------------------ putting together


def _grouped(
    contents: Contents,
    tables: Sequence[FoundTable],
    said: Mapping[str, NamedForm | None],
    brief: MergeBrief,
) -> list[SheetForm]:
    """Put every sheet to a form, in the order of the sheets."""
    forms: dict[Key, SheetForm] = {}
    for own in sorted(
        filter(None, said.values()), key=lambda own: ("", "title", "codes").index(own.by)
    ):
        same = [f for key, f in forms.items() if key[:3] == who_and_when(own.form_id)]
        if own.whole or not same:
            forms.setdefault(key_of(own.form_id), SheetForm(own.form_id, known_by=own.by))
    on_sheet: dict[str, list[FoundTable]] = {}
    for table in tables:
        on_sheet.setdefault(table.sheet.name, []).append(table)
    main = min(forms.values(), key=lambda form: _rank(form, brief))
    before: SheetForm | None = None
    for sheet in contents.sheets:
        own_tables = on_sheet.get(sheet.name, [])
        named = said[sheet.name]
        if named is not None:
            form = before = _named(named, forms, before)
        else:
            form = _of_silent(sheet, own_tables, before or main, main, list(forms.values()), brief)
        form.sheets.append(sheet)
        form.tables += own_tables
    return list(forms.values())


def _named(said: NamedForm, forms: Mapping[Key, SheetForm], before: SheetForm | None) -> SheetForm:
    """A title names no commitment: the sheet goes with the cover before it, if that is alike."""
    if said.whole:
        return forms[key_of(said.form_id)]
    who = who_and_when(said.form_id)
    if before and before.form_id and who_and_when(before.form_id) == who:
        return before
    return next(form for key, form in forms.items() if key[:3] == who)


def _of_silent(
    sheet: Sheet, tables: Sequence[FoundTable], before: SheetForm, main: SheetForm,
    forms: Sequence[SheetForm], brief: MergeBrief,
) -> SheetForm:  # fmt: skip
    """The form of a sheet that names none."""
    if not tables:
        return before if _is_page(sheet) else main
    whose = institution_by_codes(tables, codes_asked(brief))
    own = [form for form in forms if form.form_id and form.form_id.institution == whose]
    if not own or before in own:
        return before
    return own[0]


def _is_page(sheet: Sheet) -> bool:
    """Tell whether a sheet is a page of a form of ours, as the guide or the remarks are."""
    return len(Issued.unknown().own_texts(sheet)) >= _FEWEST_SHARED


def marks_of(forms: Sequence[SheetForm]) -> Iterator[str]:
    """Yield what tells the forms of one file apart behind its name: "" for the first of them."""
    first, taken = forms[0].form_id, {""}
    yield ""
    for form in forms[1:]:
        own = form.form_id
        parts = []
        if own and (first is None or own.institution != first.institution):
            parts.append(own.institution)
        if own and form.known_by != "rows" and (first is None or own.quarter != first.quarter):
            parts.append(str(own.quarter))
        if own and first and not parts and own.commitment:
            parts.append(own.commitment)
        mark = base = "#" + ("-".join(parts) or "2")
        number = 2
        while mark in taken:
            mark, number = f"{base}-{number}", number + 1
        taken.add(mark)
        yield mark
