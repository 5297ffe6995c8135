"""What we issued: the texts, given values and formulas by which our own cells are known again.

A text is ours only on the sheet where we wrote it and only as often: somebody
who types „Значително“ beside the table means something by it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from ovpsheets.columns.declared import (
    APPROVAL_FIELDS,
    BUILT_IN,
    EVERY_BUILT_IN,
    NOTE_FIELDS,
    PERSON_FIELDS,
)
from ovpsheets.columns.model import Column
from ovpsheets.columns.own_steps import own_steps, own_words
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.earlier import is_counter, said_before, says_counter
from ovpsheets.forms.identity import find_form_id
from ovpsheets.forms.layout import Given, IssuedCells, Placed, Value
from ovpsheets.forms.rows import lines_of
from ovpsheets.forms.workbook import footer_of, issued_sheets
from ovpsheets.intake.reading.cells import Cell, Sheet
from ovpsheets.languages import written
from ovpsheets.templates import cached, cached_up_to
from ovpsheets.texts import Texts, texts_of_file
from ovpsheets.words import (
    ACTIVITIES,
    HIDDEN,
    INDICATORS,
    LANGUAGES,
    REPORTABLE,
    LedgerClass,
)

Position = tuple[int, int]
"""Row and column, both from 1."""

# By names of their own, for to look one up in its class takes five times as long as to compare it.
_FORM, _FIELD = LedgerClass.FORM, LedgerClass.FIELD

_FEWEST_SHARED: Final = 4
"""Texts that a renamed or copied sheet must share with one of ours to be taken for it."""

_LOOSE: Final = str.maketrans("", "", " ()'")
# A cell or a range, with the sheet that may be named before it (in OpenDocument at both ends).
_CELL: Final = r"(?:(?:'(?:[^']|'')*'|[^\W\d]\w*)!)?\$?[A-Z]{1,3}\$?\d+"
_REFERENCE: Final = re.compile(f"{_CELL}(?::{_CELL})?")
_WHOSE: Final = re.compile(r"\b(?:ORG\.GNUMERIC|ODF)\.")  # Gnumeric says whose function it means
_LONG_NUMBER: Final = re.compile(r"\d+\.\d{6,}")


@cached_up_to(8192)  # the forms of one merge say the same in the same rows
def shape(formula: str) -> str:
    """A formula with its references blanked: rows move, and each program writes them its way.

    Brackets and quotes go too: those of a .xls file are not known, and Gnumeric quotes any sheet.
    """
    blanked = _REFERENCE.sub("#", formula.removeprefix("=")).translate(_LOOSE).upper()
    # Gnumeric writes every figure that a number has in memory: 360.000000360000000005.
    return _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.9g}", _WHOSE.sub("", blanked))


# ECMA-376 part 1, 18.3.1.46: font, size and colour, what is filled in, and the three parts.
_PRINT_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-JL-Z]|(?P<itself>&))')

_BLANKS: Final = re.compile(" {2,}")
_CUT_CODES: Final = re.compile(r'(?:0?-,Regular")?[0/]*')
"""What Gnumeric leaves of ``&10&"-,Regular"`` in our footer: it cuts off codes it knows not."""


def _as_printed(text: str) -> str:
    """What a header or footer says; each program writes fonts and sizes its own way."""
    return "".join(_PRINT_CODE.sub(lambda code: code["itself"] or "", text).split())


@cached_up_to(
    1024
)  # a copy of each formula of each form, and its hash, took as long as all else here
def _bare(formula: str) -> str:
    return formula.removeprefix("=")


class IssuedFormulas:
    """The formulas of a form, among which one that came back is found by its shape."""

    def __init__(self, formulas: Iterable[str] = ()) -> None:
        self._issued = frozenset(map(_bare, formulas))

    def __contains__(self, formula: str) -> bool:
        # Nearly all come back as they were sent, and need not be taken apart.
        return formula.removeprefix("=") in self._issued or shape(formula) in self.shapes

    @cached_property
    def shapes(self) -> frozenset[str]:
        """Their shapes."""
        return frozenset(map(shape, self._issued))


_LITERAL: Final = re.compile(r'"([^"]*)"')
_COUNTED: Final = re.compile(r"[●○]+|\d+")


def _may_say(issued: Placed, cell: Cell, fields: int) -> bool:
    """Tell whether our formula can come to what a cell holds: other counts, or another text of it.

    *fields*: how many the form has, the most that can be counted.
    """
    if isinstance(issued.value, int | float):
        number = cell.value
        return isinstance(number, float) and number in range(fields + 1)
    said = _COUNTED.sub("#", cell.raw)
    is_ours = said == _COUNTED.sub("#", str(issued.value)) or says_counter(cell.raw)
    return is_ours or cell.raw in _LITERAL.findall(issued.formula)


@cached
def check_words(table: str) -> frozenset[str]:
    """Return all that the check column of a built-in table says, or said, in every language."""
    steps = {**texts_of_file(f"checks.{table}."), **texts_of_file(f"form.earlier.checks.{table}.")}
    return frozenset(str(words) for said in steps.values() for words in said.values())


def own_check_words(table: str, columns: Iterable[Column]) -> frozenset[str]:
    """Return what the check says of the plan's own columns, in every language."""
    return frozenset(
        own_words(table, step, texts)
        for step in own_steps(columns)
        for texts in map(Texts, LANGUAGES)
    )


_FEWEST_QUOTED: Final = 2  # a count of the rows that are ready quotes as many


def quotes_checks(formula: str) -> bool:
    """Tell whether a formula is a check of ours by its words, also of an earlier version's form."""
    quoted = set(_LITERAL.findall(formula))
    return any(len(quoted & check_words(table)) >= _FEWEST_QUOTED for table in BUILT_IN.tables)


_ONCE: Final = ((0, 0),)
"""Where a text stood that the form has no more: in one cell, wherever it is."""


def _plain(text: str) -> str:
    """*text* by which it is known again: in small letters, several blanks as one.

    LibreOffice writes blanks of a cell of several lines so that OpenDocument takes them for one.
    """
    small = text.casefold()
    return _BLANKS.sub(" ", small) if "  " in small else small


@cached
def _said_before() -> dict[str, tuple[Position, ...]]:
    return {_plain(text): _ONCE for text in said_before()}


@dataclass(frozen=True)
class IssuedSheet:
    """What of a sheet is ours, and by which texts it is known where anything in it was changed."""

    placed: IssuedCells

    @property
    def name(self) -> str:
        """What it is called."""
        return self.placed.name

    @property
    def is_table(self) -> bool:
        """Whether it is one of the tables."""
        return bool(self.placed.table)

    @cached_property
    def texts(self) -> Mapping[str, tuple[Position, ...]]:
        """Its texts in small letters, a blank for several, and where each stands.

        A capital letter is nobody's answer: a later version of ours may write „Вие“ where this
        form has „вие“.
        """
        texts: dict[str, tuple[Position, ...]] = {}
        for row, column, what, value, *_ in self.placed.cells:
            if what is _FORM and value is not None:
                text = _plain(str(value))
                texts[text] = (*texts.get(text, ()), (row + 1, column + 1))
        return _said_before() | texts

    def own(self, positions: Mapping[str, list[Position]]) -> Iterable[Position]:
        """Yield where our texts stand now: in place first, then moved ones, none too many."""
        for text, places in self.texts.items():
            if not (found := positions.get(text)):
                continue
            kept = [position for position in found if position in places]
            moved = [position for position in found if position not in places]
            yield from (*kept, *moved[: len(places) - len(kept)])


@cached
def _answers() -> frozenset[str]:
    """Return what a member may choose as an answer, in every language; headings may say it, too."""
    chosen = [f"words.status.{status}" for status in REPORTABLE] + ["words.yes", "words.no"]
    return frozenset(Texts(language)(key).casefold() for language in LANGUAGES for key in chosen)


def _rows_then(now: Given, then: Given) -> Given:
    """Return what the rows of *now* were given *then*: by their codes, else by their texts."""
    by_text = {row.get("text"): row for row in then.values()}
    return {code: then.get(code) or by_text.get(row.get("text"), {}) for code, row in now.items()}


@dataclass(frozen=True, slots=True)
class Issued:
    """The form as we issued it; for a form that cannot be known only ``anywhere`` is filled."""

    sheets: tuple[IssuedSheet, ...]
    anywhere: frozenset[str]  # as above: texts of ours that hold no values, wherever they stand
    formulas: IssuedFormulas
    given: Mapping[str, Given]  # by table
    old_codes: Mapping[str, Mapping[str, str]]  # table → a code of before → the code of now
    results: Mapping[tuple[str, int, int], Placed]  # sheet, row, column → a counter
    footers: frozenset[str]  # as they are printed, without codes and blanks
    fields: int = 0  # how many there are to fill in
    says: frozenset[str] = frozenset()  # the sentences of checks of the plan's own
    given_then: Mapping[str, Given] = field(default_factory=dict)  # as ``given``, when it was sent

    @classmethod
    def of(cls, content: FormContent) -> "Issued":
        """Return what the form with this content says."""
        sheets = issued_sheets(content)
        counters = {
            (sheet.name, cell.row + 1, cell.column + 1): cell
            for sheet in sheets
            for cell in sheet.cells
            if cell.formula
        }
        of_rows = (formula for sheet in sheets for formula in sheet.formulas)
        return cls(
            sheets=tuple(map(IssuedSheet, sheets)),
            anywhere=frozenset(),
            formulas=IssuedFormulas((*of_rows, *(cell.formula for cell in counters.values()))),
            given={sheet.table: sheet.given for sheet in sheets if sheet.table},
            old_codes={
                table: {
                    old: line.code for line in lines_of(content, table) for old in line.old_codes
                }
                for table in (ACTIVITIES, INDICATORS)
            },
            results=counters,
            footers=frozenset({_as_printed(footer_of(content))}),
            fields=sum(
                sheet.fields + sum(cell.what is _FIELD for cell in sheet.cells) for sheet in sheets
            ),
            says=frozenset(check.says for check in content.checks),
        )

    def as_sent(self, then: FormContent | None) -> "Issued":
        """Return it with what the form said when it was sent; None: the same as now."""
        if then is None:
            return self
        sent = {sheet.table: sheet.given for sheet in issued_sheets(then) if sheet.table}
        given = {table: _rows_then(now, sent.get(table, {})) for table, now in self.given.items()}
        return replace(self, given_then=given)

    def then(self, table: str, code: str, key: str) -> Value:
        """Return what a cell was given when the form was sent, where that may differ from now.

        Not its unit: a value in the one of then may be none in that of now, and is asked about.
        """
        return None if key == "unit" else self.given_then.get(table, {}).get(code, {}).get(key)

    def printed(self, text: str) -> bool:
        """Tell whether a header or footer is ours or says nothing of its own, as page numbers."""
        plain = _as_printed(text)
        said = plain.strip("/")  # LibreOffice writes "Page" under new sheets
        identity = find_form_id(said)  # also that of a form not known here
        rest = said.replace(str(identity), "", 1) if identity else said
        is_identity = identity is not None and _CUT_CODES.fullmatch(rest) is not None
        return said in ("", *written("office", "page")) or is_identity or plain in self.footers

    @classmethod
    def unknown(cls) -> "Issued":
        """Return what is ours in any form; not the words of its lists, for those are answers."""
        wordings = [
            text for said in texts_of_file("form.").values() for text in said.values()
        ]  # fmt: skip
        columns = [column.key for table in EVERY_BUILT_IN.tables.values() for column in table]
        texts = [text for text in wordings if isinstance(text, str) and "{" not in text]
        fixed = frozenset(
            map(_plain, (*texts, *PERSON_FIELDS, *APPROVAL_FIELDS, *NOTE_FIELDS, *columns))
        )
        return cls((), fixed - _answers(), IssuedFormulas(), {}, {}, {}, frozenset())

    def knows(self, formula: str) -> bool:
        """Tell whether a formula is one of this form, or a check by its words."""
        return formula in self.formulas or quotes_checks(formula)

    def is_check(self, cell: Cell) -> bool:
        """Tell whether a cell holds a formula of ours or, where values were pasted, its result."""
        if cell.formula is not None:
            return self.knows(cell.formula) or is_counter(cell.formula)
        issued = self.results.get((cell.sheet, cell.row, cell.column))
        return issued is not None and _may_say(issued, cell, self.fields)

    def own_texts(self, sheet: Sheet) -> frozenset[Position]:
        """Return where texts of ours stand in *sheet*, unchanged."""
        positions: dict[str, list[Position]] = {}
        for position, cell in sheet.cells.items():
            if cell.formula is None:
                positions.setdefault(_plain(cell.raw), []).append(position)
        if not self.sheets:
            return frozenset(p for text in self.anywhere for p in positions.get(text, ()))
        own = self._sheet(sheet, positions.keys())
        if own is None:
            return frozenset()
        found = frozenset(own.own(positions))
        return found | frozenset(self._of_a_second_table(own, positions, found))

    def _of_a_second_table(
        self,
        own: IssuedSheet,
        positions: Mapping[str, list[Position]],
        taken: frozenset[Position],
    ) -> Iterator[Position]:
        """Yield where texts of the other table stand, which somebody put on the sheet of *own*."""
        rest = positions.keys() - own.texts.keys()
        for other in self.sheets:
            is_there = other.is_table and other is not own
            if is_there and len(rest & other.texts.keys()) >= _FEWEST_SHARED:
                left = {text: [p for p in at if p not in taken] for text, at in positions.items()}
                yield from other.own(left)

    def _sheet(self, returned: Sheet, texts: Iterable[str]) -> IssuedSheet | None:
        """The sheet of ours that this one is: by its name, else by what it says."""
        for sheet in self.sheets:
            if sheet.name == returned.name:
                return sheet
        said = set(texts)
        # The hidden sheet lists all codes, as a table without its other texts does.
        hidden = returned.name.startswith(HIDDEN)
        alike = [sheet for sheet in self.sheets if sheet.name.startswith(HIDDEN) == hidden]
        shared = {sheet.name: len(said & sheet.texts.keys()) for sheet in alike}
        closest = max(alike, key=lambda sheet: shared[sheet.name])
        return closest if shared[closest.name] >= _FEWEST_SHARED else None
