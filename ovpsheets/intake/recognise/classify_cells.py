"""The ledger: each non-empty cell and remark of a returned file ends in exactly one class."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ovpsheets.columns.declared import APPROVAL_FIELDS, NOTE_FIELDS, PERSON_FIELDS
from ovpsheets.form_field import FormField
from ovpsheets.forms.asked_again import (
    digest,
    is_signed,
    list_names,
    marked_digests,
    typed_into,
)
from ovpsheets.forms.hidden import (
    PLACEHOLDER_COLUMN,
    PREVIOUS_COLUMN,
    hidden_pairs,
    is_hollow_list,
)
from ovpsheets.forms.identity import find_form_id
from ovpsheets.intake.reading.cells import Cell, Contents, Remark, Sheet
from ovpsheets.intake.recognise.as_issued import SheetAsIssued
from ovpsheets.intake.recognise.file_ledger import LedgerLine, entries_of, entry_of
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.visible_cells import is_covered
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import COVER, HIDDEN, LANGUAGES, NOTES, LedgerClass

_ASKED: Final = {COVER: (*PERSON_FIELDS, *APPROVAL_FIELDS), NOTES: NOTE_FIELDS}
"""Sheet → what it asks beside the tables."""

Position = tuple[int, int]
"""Row and column."""

_FORM, _CHECK, _UNPLACED = LedgerClass.FORM, LedgerClass.CHECK, LedgerClass.UNPLACED


def ledger_of(
    contents: Contents,
    placed: Mapping[tuple[str, int, int], LedgerLine],
    beside: Mapping[str, Mapping[Position, FormField]],
    issued: Issued,
    known: Mapping[str, SheetAsIssued],
) -> Iterator[LedgerLine]:
    """Yield the line of every cell and remark.

    *placed* are those of the tables, by address, where they are not *known*, as what stands on a
    sheet as it was issued; *beside*: sheet → where it asks something beside the tables → field.
    """
    for sheet in contents.sheets:
        if (as_issued := known.get(sheet.name)) is not None:
            yield from _of_sheet_as_issued(sheet, placed, beside[sheet.name], as_issued)
        else:
            yield from _of_sheet(sheet, placed, beside[sheet.name], issued)
        for remark in sheet.remarks:
            yield _remark(remark, issued)


def _of_sheet(
    sheet: Sheet,
    placed: Mapping[tuple[str, int, int], LedgerLine],
    open_fields: Mapping[Position, FormField],
    issued: Issued,
) -> Iterator[LedgerLine]:
    own = issued.own_texts(sheet) | hidden_values(sheet) | listed_texts(sheet)
    for position, cell in sheet.cells.items():
        if (line := placed.get((sheet.name, *position))) is not None:
            yield line
        elif position in open_fields:
            yield entry_of(cell, LedgerClass.FIELD, open_fields[position])
        else:
            yield entry_of(cell, _class(cell, issued, is_ours=position in own))


def _of_sheet_as_issued(
    sheet: Sheet,
    placed: Mapping[tuple[str, int, int], LedgerLine],
    open_fields: Mapping[Position, FormField],
    as_issued: SheetAsIssued,
) -> Iterable[LedgerLine]:
    """Return the lines of a sheet of which all is known but its answers."""
    cells, what, fields = sheet.cells, as_issued.what, as_issued.fields
    known = entries_of(cells.values(), map(what.get, cells), map(fields.get, cells))
    lines = dict(zip(cells, known, strict=True))
    for position, field in open_fields.items():
        if position not in fields:
            lines[position] = entry_of(cells[position], LedgerClass.FIELD, field)
    for (name, row, column), line in placed.items():
        if name == sheet.name:
            lines[row, column] = line
    return lines.values()


def asked_beside(sheet: Sheet, as_issued: SheetAsIssued | None = None) -> dict[Position, FormField]:
    """Return where the answers of cover or notes stand: to the right of their labels.

    One label alone proves nothing: anybody may write "e-mail" into a sheet. A key
    to the left of the label that names another question contradicts it. Where a sheet is *as
    issued*, no label stands beside our own texts but in rows of its table, and asks nothing.
    """
    found: dict[Position, FormField] = {}
    asked = _all_labels()
    if as_issued and asked.isdisjoint(text.strip().casefold() for text in as_issued.said):
        return found
    texts = {
        place: text
        for place, cell in sheet.cells.items()
        if cell.type == "text"
        and (text := cell.raw.strip().casefold()) in asked
        and cell.raw.strip() not in _KEYS  # "function" is a key, and "Function" a label
    }
    for part, names in _ASKED.items():
        known = _labels(part)
        labels = {place: known[text] for place, text in texts.items() if text in known}
        if len(set(labels.values())) < 2:
            continue
        seen: set[str] = set()
        for (row, column), key in labels.items():
            beside = sheet.cells.get((row, column - 1))
            said = beside.raw.strip() if beside is not None else ""
            agrees = said == key or said not in names
            if agrees and key not in seen:
                answer = sheet.cells.get((row, column + 1))
                if answer is not None and not is_covered(sheet, answer):
                    seen.add(key)
                    found[row, column + 1] = FormField(part, "", key)
    return found


_KEYS: Final = frozenset(key for keys in _ASKED.values() for key in keys)


@cached
def _all_labels() -> frozenset[str]:
    return frozenset(text for part in _ASKED for text in _labels(part))


@cached
def _labels(part: str) -> Mapping[str, str]:
    """The labels of a sheet's questions in every language, in small letters, with their keys."""
    return {
        Texts(language)(f"form.{part}.{key}").casefold(): key
        for language in LANGUAGES
        for key in _ASKED[part]
    }


def _class(cell: Cell, issued: Issued, *, is_ours: bool) -> LedgerClass:
    if issued.is_check(cell):
        return _CHECK
    return _FORM if is_ours else _UNPLACED


def hidden_values(sheet: Sheet) -> frozenset[Position]:
    """Where the hidden sheet says what it should; another revision has its own values there."""
    if not sheet.name.lower().startswith(HIDDEN):
        return frozenset()
    pairs = {cell.raw: cell.row for (_, column), cell in sheet.cells.items() if column == 1}
    said = sheet.cells.get((pairs.get("form_id", 0), 2))
    identity = find_form_id(said.raw) if said is not None else None
    if identity is None:
        return frozenset()
    found = set(_hidden_lists(sheet))
    for key, wanted in hidden_pairs(identity).items():
        row = pairs.get(key, 0)
        value = sheet.cells.get((row, 2))
        if re.fullmatch(wanted, value.raw.strip() if value is not None else ""):
            found |= {(row, 1), (row, 2)}
    return frozenset(found)


def _hidden_lists(sheet: Sheet) -> Iterator[Position]:
    """Yield where what the checks compare with stands, in the form of any day and version."""
    for (row, column), cell in sheet.cells.items():
        if column == PLACEHOLDER_COLUMN + 1 and is_hollow_list(cell.raw):
            yield (row, column)
        elif column == PREVIOUS_COLUMN + 1:
            beside = sheet.cells.get((row, column + 1))
            if beside is not None and beside.raw == digest(cell.raw):
                yield from ((row, column), (row, column + 1))


def listed_texts(sheet: Sheet) -> frozenset[Position]:
    """Where our list of what is to be completed says what we wrote there."""
    if not sheet.name.startswith(list_names()):
        return frozenset()
    marks = {
        position: digests
        for position, cell in sheet.cells.items()
        if (digests := marked_digests(cell.raw)) is not None
    }
    ours = frozenset[str]().union(*marks.values())
    said = (p for p, c in sheet.cells.items() if digest(c.raw or f"={c.formula or ''}") in ours)
    return frozenset((*marks, *said))


def _remark(remark: Remark, issued: Issued) -> LedgerLine:
    printed = remark.kind == "header" and issued.printed(remark.text)
    ours = printed or (remark.kind == "note" and is_signed(remark.text))
    what = LedgerClass.FORM if ours else LedgerClass.UNPLACED
    said = remark.text if ours or remark.kind != "note" else typed_into(remark.text)
    return LedgerLine(remark.sheet, remark.cell, what, None, said, remark.kind)
