"""The rows of the form's two tables, where they stand, and how the checks see them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from ovpsheets.address import cell_name, column_name
from ovpsheets.columns.checks import (
    ACTIVITY_STEPS,
    HINT,
    HINTED,
    INDICATOR_STEPS,
    LATER,
    OK,
    READY,
    Step,
    aside_formula,
    is_ready,
    next_step,
    steps_formula,
)
from ovpsheets.columns.conditions import Answers, Condition, RowCells, quoted
from ovpsheets.columns.model import Column, Content, FormColumns
from ovpsheets.columns.open_fields import fields_formula, fields_of, fields_to_complete
from ovpsheets.columns.own_steps import own_words, steps_of, with_checks
from ovpsheets.columns.typed_days import days_of_reports
from ovpsheets.forms.content import ActivityLine, FormContent, IndicatorLine
from ovpsheets.forms.expected import FACTS, expected, facts_of
from ovpsheets.forms.hidden import (
    REASON_COLUMN,
    aside_columns,
    fields_column,
    hollow_cell,
    list_range,
    own_lists,
    previous_cell,
)
from ovpsheets.forms.layout import Value
from ovpsheets.forms.shown_checks import FormCheck
from ovpsheets.plan.measured import in_words, planned
from ovpsheets.templates import cached_up_to
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, HIDDEN, INDICATORS, Language

BAND_ROW: Final = 1  # empty: the title stands beside what it is of
HINT_ROW: Final = 2
READY_ROW: Final = 3
KEY_ROW: Final = 4
HEADING_ROW: Final = 5
FIRST_ROW: Final = 6

Line = ActivityLine | IndicatorLine


@dataclass(frozen=True, slots=True, eq=False)
class FormTable:
    """A table of the form: its columns, and the steps of its check."""

    key: str
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    lists: Mapping[str, str]  # column → the range of its choices
    asides: Mapping[str, int]  # what is calculated beside its check → the hidden sheet's column
    fields: tuple[Condition, ...]  # when a field of a row is to be filled in, each its own
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = {column.key: place for place, column in enumerate(self.columns)}
        object.__setattr__(self, "_places", places)

    def index_of(self, key: str) -> int:
        """Return the number of a column, from 0."""
        return self._places[key]


_STEPS: Final = MappingProxyType({ACTIVITIES: ACTIVITY_STEPS, INDICATORS: INDICATOR_STEPS})


@cached_up_to(64)  # what is cached of a table's rows is kept by the table itself
def table_of(columns: FormColumns, key: str) -> FormTable:
    """Return a table of the form where it has *columns*."""
    lists = {"reason": list_range(REASON_COLUMN), **own_lists(columns)}
    steps, asides = steps_of(columns, key), aside_columns(columns, key)
    own = columns.table(key)
    return FormTable(key, own, steps, lists, asides, fields_of(key, own))


def lines_of(content: FormContent, table: str) -> Sequence[Line]:
    """Return the rows of a table, in the order of the sheet."""
    return content.activities if table == ACTIVITIES else content.indicators


def rows_ready(content: FormContent, table: str) -> int:
    """Return how many rows of the unfilled form are ready, nothing being needed in them."""
    return sum(
        is_ready(unfilled_step(table, RowFacts.of(line, content)))
        for line in lines_of(content, table)
    )


def ready_formula(content: FormContent, table: str, texts: Texts) -> str:
    """Return the formula (without "=") that counts the rows of a table that are ready."""
    letter = column_name(table_of(content.columns, table).index_of("check"))
    last = FIRST_ROW + len(lines_of(content, table))
    name = texts(f"form.sheet.{table}")
    cells = f"'{name}'!${letter}${FIRST_ROW + 1}:${letter}${last}"
    said = _ready_words(content, table, texts)
    return "+".join(f"COUNTIF({cells},{quoted(text)})" for text in said)


def _ready_words(content: FormContent, table: str, texts: Texts) -> tuple[str, ...]:
    """Return what the check of a table says of rows in which nothing is missing."""
    steps = (texts(f"checks.{table}.{step}") for step in ready_steps(table))
    return (*steps, *hints_of(content, table))


def hints_of(content: FormContent, table: str) -> tuple[str, ...]:
    """Return what the check of a table says beside that where a row is to be looked at again."""
    said = (item.says for item in content.checks if item.table == table and item.is_hint)
    return tuple(dict.fromkeys(said))


def fields_open(content: FormContent, table: str) -> int:
    """Return how many fields of a table are to be completed in the unfilled form."""
    known = table_of(content.columns, table)
    rows = (RowFacts.of(line, content) for line in lines_of(content, table))
    return sum(_fields_at_first(known, rows))


def fields_open_formula(content: FormContent, table: str) -> str:
    """Return the formula (without "=") that counts the fields that are to be completed."""
    letter = column_name(fields_column(content.columns, table))
    last = FIRST_ROW + len(lines_of(content, table))
    return f"SUM({HIDDEN}!${letter}${FIRST_ROW + 1}:${letter}${last})"


def fields_formulas(
    table: FormTable, content: FormContent, texts: Texts
) -> Iterator[tuple[int, str, int]]:
    """Yield, for each row, its number, the count of its fields to be completed, and its result.

    They stand on the hidden sheet, in the row and column of that number there.
    """
    name = texts(f"form.sheet.{table.key}")
    ready = _ready_words(content, table.key, texts)
    rows = [RowFacts.of(line, content) for line in lines_of(content, table.key)]
    counts = _fields_at_first(table, rows)
    for row, (facts, count) in enumerate(zip(rows, counts, strict=True), FIRST_ROW):
        check = f"'{name}'!{cell_name(row, table.index_of('check'), fixed_column=True)}"
        cells = cells_of(table, facts, texts, row, sheet=name)
        yield row, fields_formula(table.fields, cells, check, ready), count


def _fields_at_first(table: FormTable, rows: Iterable["RowFacts"]) -> Iterator[int]:
    """Yield how many fields of each row are to be completed as long as nobody filled any."""
    known: dict[frozenset[str], int] = {}  # few rows differ in what is true of them
    for facts in rows:
        if facts.true not in known:
            steps, unfilled = _STEPS[table.key], _unfilled(facts.true)
            known[facts.true] = fields_to_complete(steps, table.fields, unfilled)
        yield known[facts.true]


def ready_steps(table: str) -> tuple[str, ...]:
    """Return what the check of a table says of a row in which nothing is missing."""
    known = {OK, *(step.key for step in _STEPS[table])}
    return tuple(step for step in READY if step in known)


def given_value(line: Line, key: str, texts: Texts) -> Value:
    """Return what the plan puts into the column *key* of a row; None for nothing."""
    value: Value = getattr(line, key)
    if key == "previous_status":
        return texts(f"words.status.{value}") if value else None
    if isinstance(line, IndicatorLine) and key in ("baseline", "target"):
        said = planned(line.kind, getattr(line, key))
        return in_words(said, texts) if isinstance(said, bool) else value
    return value


_COMPARED: Final = ("unit", "baseline", "target")
_LONGEST_LITERAL: Final = 255  # letters of a text in a formula


def _issued(line: IndicatorLine, texts: Texts) -> Iterator[tuple[str, float | str]]:
    """Yield what was put into a row that a formula can compare, by column."""
    for key in _COMPARED:
        value = given_value(line, key, texts)
        if isinstance(value, int | float):
            yield key, float(value)
        elif isinstance(value, str) and value.strip() and len(value) <= _LONGEST_LITERAL:
            yield key, value


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the checks of a row know beside its cells.

    ``true``: the facts that hold of it; ``dates``: the quarter's end and the plan's, and
    between which days a plan can be reported on; ``numbers``: what the plan and last quarter
    expect; ``elsewhere``: what stands outside the row and where: the status of an indicator's
    activity, an activity's last explanation, the values that checks of the plan's own name by
    code; ``given``: what was put into the row; ``rows``: how many the table has, of which the
    check looks at all; ``checks``: those of the plan's own.
    """

    true: frozenset[str]
    dates: tuple[tuple[str, date], ...]
    numbers: tuple[tuple[str, float], ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, float | str], ...] = ()
    rows: int = 0
    checks: tuple[FormCheck, ...] = ()

    @classmethod
    def of(cls, line: Line, content: FormContent) -> "RowFacts":
        """Take the facts of a line; only of an indicator more is expected than a beginning."""
        dates = _dates_of(content.quarter.end, content.plan_start, content.plan_end)
        if isinstance(line, IndicatorLine):
            facts = _facts_of(line, dates, _status_cell(line, content), content.language)
        else:
            begun = frozenset({"begun"} if line.begun else ())
            elsewhere = _explained_before(line, content)
            facts = cls(begun, dates, elsewhere=elsewhere, rows=len(content.activities))
        return facts._checked(line, content) if content.checks else facts

    def _checked(self, line: Line, content: FormContent) -> "RowFacts":
        """Return these with the checks of the plan's own that the row of *line* shows."""
        table = INDICATORS if isinstance(line, IndicatorLine) else ACTIVITIES
        own = tuple(item for item in content.checks if (item.table, item.row) == (table, line.code))
        asked = {name for item in own for name in item.fails.asked}
        places = tuple((c, p) for c, p in _value_cells(content).items() if c in asked)
        return replace(self, checks=own, elsewhere=(*self.elsewhere, *places))


def _explained_before(line: ActivityLine, content: FormContent) -> tuple[tuple[str, str], ...]:
    if not line.previous_explanation:
        return ()
    return (("previous_explanation", previous_cell(content.activities.index(line))),)


@cached_up_to(8192)  # a form is laid out and read again, and asks for a row several times
def _facts_of(
    line: IndicatorLine, dates: tuple[tuple[str, date], ...], activity: str, language: Language
) -> RowFacts:
    begun = {"begun"} if line.begun else set()
    facts = begun | facts_of(line) | ({"knows_activity"} if activity else set())
    numbers = tuple(expected(line).items())
    elsewhere = (("activity_status", activity),) if activity else ()
    issued = tuple(_issued(line, Texts(language)))
    return RowFacts(frozenset(facts), dates, numbers, elsewhere, issued)


@cached_up_to(64)
def _dates_of(quarter_end: date, start: date, end: date) -> tuple[tuple[str, date], ...]:
    known = {"quarter_end": quarter_end, "plan_end": end, **days_of_reports(start, end)}
    return tuple(known.items())


def _value_cells(content: FormContent) -> dict[str, str]:
    """Return where the values of the indicators stand: code → reference with its sheet."""
    column = column_name(table_of(content.columns, INDICATORS).index_of("value"))
    name = Texts(content.language)(f"form.sheet.{INDICATORS}")
    rows = enumerate(content.indicators, FIRST_ROW + 1)
    return {line.code: f"'{name}'!${column}${row}" for row, line in rows}


def _status_cell(line: IndicatorLine, content: FormContent) -> str:
    """Return where the status of an indicator's activity stands, "" where it has no row."""
    rows = (row for row, own in enumerate(content.activities) if own.code == line.activity)
    row = next(rows, None)
    if row is None:
        return ""
    column = table_of(content.columns, ACTIVITIES).index_of("status")
    name = Texts(content.language)(f"form.sheet.{ACTIVITIES}")
    return f"'{name}'!${column_name(column)}${FIRST_ROW + row + 1}"


def cells_of(
    table: FormTable, facts: RowFacts, texts: Texts, row: int, *, sheet: str = ""
) -> RowCells:
    """Return where a line's columns stand when it is written into *row*.

    *sheet*: the name of the table's sheet, where a formula on another one looks there.
    """
    prefix = f"'{sheet}'!" if sheet else ""
    elsewhere = {"activity_status": _NOWHERE, "previous_explanation": "", **dict(facts.elsewhere)}
    labels = {own.key: _LABELS[own.content] for own in table.columns if own.content in _LABELS}
    return RowCells(
        address=lambda key: (
            elsewhere[key]
            if key in elsewhere
            else prefix + cell_name(row, table.index_of(key), fixed_column=True)
        ),
        label=lambda column, code: texts(f"{labels.get(column, 'words.status')}.{code}"),
        facts=dict.fromkeys(FACTS, False) | dict.fromkeys(facts.true, True),
        dates=dict(facts.dates),
        placeholders=hollow_cell(),
        numbers=dict(facts.numbers),
        lists={key: source.removeprefix("=") for key, source in table.lists.items()},
        given=dict(facts.given),
        ranges=_ranges(table, facts.rows),
    )


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


def unfilled_step(table: str, facts: RowFacts) -> str:
    """Return what the check says of a row nobody has filled: nothing but its facts can matter."""
    return _step_of_unfilled(table, facts.true)


@cached_up_to(64)
def _step_of_unfilled(table: str, true: frozenset[str]) -> str:
    return next_step(_STEPS[table], _unfilled(true))


def _unfilled(true: frozenset[str]) -> Answers:
    return dict.fromkeys(FACTS, False) | dict.fromkeys(true, True)


def steps_of_row(table: FormTable, facts: RowFacts) -> tuple[Step, ...]:
    """Return the steps of the check in a row: the table's, and the checks of the plan's own."""
    own = tuple(
        Step(f"check.{item.code}", item.fails, text=item.says, aside=LATER)
        for item in facts.checks
        if not item.is_hint
    )
    hints = (
        Step(f"{HINT}{item.code}", item.fails, text=item.says, aside=HINTED)
        for item in facts.checks
        if item.is_hint
    )
    steps = with_checks(table.key, table.steps, own) if own else table.steps
    return (*steps, *hints)


def check_words(table: FormTable, steps: Iterable[Step], texts: Texts) -> dict[str, str]:
    """Return what the check of a row can say, by step."""
    said = {
        key: step.text or own_words(table.key, step, texts) or texts(f"checks.{table.key}.{key}")
        for step in steps
        for key in step.keys
    }
    return said | {OK: texts(f"checks.{table.key}.{OK}")}


@cached_up_to(8192)  # rows of the same place and facts have the same formula in every form
def check_formula(table: FormTable, facts: RowFacts, language: Language, row: int) -> str:
    """Return the formula of the check in *row*, whose result is what is missing there."""
    texts = Texts(language)
    steps = steps_of_row(table, facts)
    words = check_words(table, steps, texts)
    asides = {
        aside: f"{HIDDEN}!{cell_name(row, column, fixed_column=True)}"
        for aside, column in table.asides.items()
        if any(step.aside == aside for step in steps)
    }
    return steps_formula(steps, cells_of(table, facts, texts, row), words, asides)


def aside_formulas(
    table: FormTable, facts: RowFacts, language: Language, row: int
) -> Iterator[tuple[int, str, str]]:
    """Yield what is calculated beside the check in *row*, in the same row of the hidden sheet.

    That is the column, the formula, and its result as long as nothing is filled in.
    """
    texts, steps = Texts(language), steps_of_row(table, facts)
    cells = cells_of(table, facts, texts, row, sheet=texts(f"form.sheet.{table.key}"))
    words = check_words(table, steps, texts)
    for aside, column in table.asides.items():
        own = tuple(step for step in steps if step.aside == aside)
        if own:
            found = next_step(own, _unfilled(facts.true))
            formula = aside_formula(aside, steps, cells, words)
            yield column, formula, "" if found == OK else words[found]
