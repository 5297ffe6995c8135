"""The formulas of a row: its check, what is calculated beside it, and the count of its fields.

Rows differ in little: where they stand, what they are compared with. So what rows of one kind
have in common is made once, with marks in the places of what differs, and filled in for each.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from ovpsheets.address import column_name
from ovpsheets.columns.checks import OK, Step, aside_formula, next_step, steps_formula
from ovpsheets.columns.conditions import Condition, RowCells, literal
from ovpsheets.columns.model import Content
from ovpsheets.columns.open_fields import fields_formula
from ovpsheets.columns.own_steps import own_words
from ovpsheets.columns.reporting_rules import SAID_BESIDE
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.hidden import hollow_cells
from ovpsheets.forms.row_counters import fields_at_first, ready_words
from ovpsheets.forms.row_facts import RowFacts, facts_of_rows, steps_of_row, unfilled
from ovpsheets.forms.rows import FIRST_ROW, FormTable
from ovpsheets.forms.shown_checks import FormCheck
from ovpsheets.once import once_for_each
from ovpsheets.templates import cached_up_to
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN, Language
from ovpsheets.writing.sheet import PlainFormula, uses_plain_functions

_ROW: Final = "\0row\0"
"""What stands for the number of the row in a pattern; no text of a workbook has such a mark."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A formula with marks; ``marks`` are those that stand in it.

    ``is_plain``: it has plain functions alone. To look for others in every row took a tenth of
    the time of a form; what is filled in are numbers, places and texts.
    """

    text: str
    marks: tuple[str, ...]
    is_plain: bool

    @classmethod
    def of(cls, text: str, marks: Iterable[str]) -> "Pattern":
        """Take a formula that was made with *marks*, of which some may stand in it."""
        marked = tuple(mark for mark in marks if mark in text)
        return cls(text, marked, uses_plain_functions(text))

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the formula with what its marks stand for."""
        formula = self.text
        for mark in self.marks:
            formula = formula.replace(mark, values[mark])
        return PlainFormula(formula) if self.is_plain else formula


class AsideCell(NamedTuple):
    """What is calculated beside the check of a row, in the same row of the hidden sheet.

    ``result``: what it comes to as long as nothing is filled in.
    """

    column: int
    formula: str
    result: str | int


class RowFormulas(NamedTuple):
    """The formulas of a row: its check, what is calculated beside it, the count of its fields."""

    check: str
    asides: tuple[AsideCell, ...]
    fields: str


class _Kind(NamedTuple):
    """What the formulas of rows have in common: their facts, without what is filled in."""

    true: frozenset[str]
    dates: tuple[tuple[str, date], ...]
    elsewhere: tuple[str, ...]
    numbers: tuple[str, ...]
    given: tuple[tuple[str, bool], ...]  # and whether it is a text
    rows: int
    checks: tuple[FormCheck, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """All that can stand in a formula of theirs, the row's number last."""
        given = (_given(name) for name, _ in self.given)
        return (*map(_mark, (*self.elsewhere, *self.numbers, *given)), _ROW)


class _Row(NamedTuple):
    """A row: of which kind it is, and what the marks of that kind stand for there, in order."""

    kind: _Kind
    values: tuple[str, ...]


class _Patterns(NamedTuple):
    check: Pattern
    asides: tuple[
        tuple[int, Pattern, str | int], ...
    ]  # column, formula, result of the unfilled row
    fields: Pattern


def formulas_of_rows(
    content: FormContent, table: FormTable, texts: Texts
) -> tuple[RowFormulas, ...]:
    """Return the formulas of each row of a table."""
    known = _formulas_in(content)
    if (table, texts.language) not in known:
        ready = ready_words(content, table.key, texts)
        known[table, texts.language] = tuple(
            _formulas(table, row.kind, texts.language, ready, row.values)
            for row in _rows(content)[table.key]
        )
    return known[table, texts.language]


@once_for_each
def _formulas_in(_: FormContent) -> dict[tuple[FormTable, Language], tuple[RowFormulas, ...]]:
    """Return where the formulas of a form are kept: its table, its hidden sheet and who reads it
    ask for the same."""
    return {}


def fields_formulas(
    content: FormContent, table: FormTable, texts: Texts
) -> Iterator[tuple[str, int]]:
    """Yield, for each row, the count of its fields to be completed, and its result now.

    They stand on the hidden sheet, in the same row there.
    """
    counts = fields_at_first(content, table.key)
    for row, count in zip(formulas_of_rows(content, table, texts), counts, strict=True):
        yield row.fields, count


def condition_formula(
    content: FormContent, table: FormTable, texts: Texts, condition: Condition, number: int
) -> str:
    """Return a condition of the row with this *number* (from 0) as a formula, without "="."""
    row = _rows(content)[table.key][number]
    formula = condition.formula(_cells_of(table, row.kind, texts))
    marks = row.kind.marks
    return Pattern.of(formula, marks).filled(dict(zip(marks, row.values, strict=True)))


@cached_up_to(256)  # each has some 5,000 letters; in the next form most rows have those of this one
def _formulas(
    table: FormTable,
    kind: _Kind,
    language: Language,
    ready: tuple[str, ...],
    values: tuple[str, ...],
) -> RowFormulas:
    patterns, known = (
        _patterns(table, kind, language, ready), dict(zip(kind.marks, values, strict=True))
    )  # fmt: skip
    return RowFormulas(
        patterns.check.filled(known),
        tuple(AsideCell(at, own.filled(known), result) for at, own, result in patterns.asides),
        patterns.fields.filled(known),
    )


@once_for_each
def _rows(content: FormContent) -> Mapping[str, tuple[_Row, ...]]:
    return {
        table: tuple(
            _Row(_kind(facts), _values(facts, number))
            for number, facts in enumerate(rows, FIRST_ROW + 1)
        )
        for table, rows in facts_of_rows(content).items()
    }


def _kind(facts: RowFacts) -> _Kind:
    return _Kind(
        facts.true,
        facts.dates,
        tuple(name for name, _ in facts.elsewhere),
        tuple(name for name, _ in facts.numbers),
        tuple((name, isinstance(issued, str)) for name, issued in facts.given),
        facts.rows,
        facts.checks,
    )


def _values(facts: RowFacts, row: int) -> tuple[str, ...]:
    """Return what the marks of a row stand for, in their order."""
    given = (_inside(literal(issued), is_text=isinstance(issued, str)) for _, issued in facts.given)
    numbers = (literal(number) for _, number in facts.numbers)
    return (*(place for _, place in facts.elsewhere), *numbers, *given, str(row))


def _inside(said: str, *, is_text: bool) -> str:
    """Return a literal as it stands in a pattern, which has the quotes of a text itself."""
    return said[1:-1] if is_text else said


def _mark(name: str) -> str:
    return f"\0{name}\0"


def _given(name: str) -> str:
    return f"given_{name}"


@cached_up_to(1024)
def _patterns(
    table: FormTable, kind: _Kind, language: Language, ready: tuple[str, ...]
) -> _Patterns:
    texts = Texts(language)
    name = texts(f"form.sheet.{table.key}")
    steps = steps_of_row(table, kind.checks)
    words = _check_words(table, steps, texts)
    here, there = _cells_of(table, kind, texts), _cells_of(table, kind, texts, sheet=name)
    used = {step.aside for step in steps}
    asides = {aside: column for aside, column in table.asides.items() if aside in used}
    beside = {aside: f"{HIDDEN}!{_address(column)}" for aside, column in asides.items()}
    check = f"'{name}'!{_address(table.index_of('check'))}"

    def pattern(formula: str) -> Pattern:
        return Pattern.of(formula, kind.marks)

    return _Patterns(
        check=pattern(steps_formula(steps, here, words, beside)),
        asides=(
            *(
                (column, pattern(aside_formula(aside, steps, there, words)), result)
                for aside, column in asides.items()
                for result in [_at_first(aside, steps, kind, words)]
            ),
            *((at, pattern(SAID_BESIDE.formula(there)), 0) for at in _hollow(table)),
        ),
        fields=pattern(fields_formula(table.fields, there, check, ready)),
    )


def _hollow(table: FormTable) -> tuple[int, ...]:
    return () if table.hollow is None else (table.hollow,)


def _at_first(aside: str, steps: tuple[Step, ...], kind: _Kind, words: Mapping[str, str]) -> str:
    """Return what a cell beside the check says as long as nothing is filled in."""
    own = tuple(step for step in steps if step.aside == aside)
    found = next_step(own, unfilled(kind.true))
    return "" if found == OK else words[found]


def _check_words(table: FormTable, steps: Iterable[Step], texts: Texts) -> dict[str, str]:
    """Return what the check of a row can say, by step."""
    said = {
        key: step.text or own_words(table.key, step, texts) or texts(f"checks.{table.key}.{key}")
        for step in steps
        for key in step.keys
    }
    return said | {OK: texts(f"checks.{table.key}.{OK}")}


def _cells_of(table: FormTable, kind: _Kind, texts: Texts, *, sheet: str = "") -> RowCells:
    """Return where the columns of a row stand, and what they are compared with, as marks.

    *sheet*: the name of the table's sheet, where a formula on another one looks there.
    """
    prefix = f"'{sheet}'!" if sheet else ""
    elsewhere = {"activity_status": _NOWHERE, "previous_explanation": ""}
    elsewhere |= {name: _mark(name) for name in kind.elsewhere}
    labels = {own.key: _LABELS[own.content] for own in table.columns if own.content in _LABELS}
    return RowCells(
        address=lambda key: (
            elsewhere[key] if key in elsewhere else prefix + _address(table.index_of(key))
        ),
        label=lambda column, code: texts(f"{labels.get(column, 'words.status')}.{code}"),
        facts=unfilled(kind.true),
        dates=dict(kind.dates),
        placeholders=hollow_cells(),
        numbers={name: _mark(name) for name in kind.numbers},
        lists={key: source.removeprefix("=") for key, source in table.lists.items()},
        given={
            name: f'"{_mark(_given(name))}"' if is_text else _mark(_given(name))
            for name, is_text in kind.given
        },
        ranges=_ranges(table, kind.rows),
        hollow={
            key: place
            for at in _hollow(table)
            for key, place in SAID_BESIDE.places(f"{HIDDEN}!{_address(at)}").items()
        },
    )


def _address(column: int) -> str:
    """Return the address of a row's cell; the column stays where the formula is copied."""
    return f"${column_name(column)}{_ROW}"


def _ranges(table: FormTable, rows: int) -> Mapping[str, str]:
    """Return the cells of each column in all rows that are compared with one another."""
    first, last = FIRST_ROW + 1, FIRST_ROW + rows
    letters = {column.key: column_name(table.index_of(column.key)) for column in table.columns}
    return {key: f"${at}${first}:${at}${last}" for key, at in letters.items()} if rows else {}


_NOWHERE: Final = "$A$1"  # of what has no cell; the fact about it is false, and nothing is asked
_LABELS: Final[Mapping[Content, str]] = MappingProxyType(
    {"reason": "words.reason", "flag": "words.flag", "value": "words", "yes_no": "words"}
)
"""Content → where its codes are in the catalogue; those of all others are statuses."""
