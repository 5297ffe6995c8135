"""What the form counts of its rows: which are ready, and which fields are to be completed."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ovpsheets.address import column_name
from ovpsheets.columns.checks import OK, READY, is_ready
from ovpsheets.columns.conditions import quoted
from ovpsheets.columns.open_fields import fields_to_complete
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.hidden import fields_column
from ovpsheets.forms.row_facts import STEPS, facts_of_rows, unfilled, unfilled_step
from ovpsheets.forms.rows import FIRST_ROW, lines_of, table_of
from ovpsheets.once import once_for_each
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN


class _Unfilled(NamedTuple):
    """What is counted of a table as long as nobody filled any of it."""

    ready: int
    fields: tuple[int, ...]  # that are to be completed, by row


def rows_ready(content: FormContent, table: str) -> int:
    """Return how many rows of the unfilled form are ready, nothing being needed in them."""
    return _unfilled(content)[table].ready


@once_for_each  # both on the cover and above the table; and again for who reads the form
def _unfilled(content: FormContent) -> Mapping[str, _Unfilled]:
    return {table: _counted(content, table) for table in facts_of_rows(content)}


def _counted(content: FormContent, table: str) -> _Unfilled:
    true = [facts.true for facts in facts_of_rows(content)[table]]
    kinds, asked = Counter(true), table_of(content.columns, table).fields  # few rows differ
    open_in = {own: fields_to_complete(STEPS[table], asked, unfilled(own)) for own in kinds}
    ready = (many for own, many in kinds.items() if is_ready(unfilled_step(table, own)))
    return _Unfilled(sum(ready), tuple(map(open_in.__getitem__, true)))


def ready_formula(content: FormContent, table: str, texts: Texts) -> str:
    """Return the formula (without "=") that counts the rows of a table that are ready."""
    letter = column_name(table_of(content.columns, table).index_of("check"))
    last = FIRST_ROW + len(lines_of(content, table))
    name = texts(f"form.sheet.{table}")
    cells = f"'{name}'!${letter}${FIRST_ROW + 1}:${letter}${last}"
    said = ready_words(content, table, texts)
    return "+".join(f"COUNTIF({cells},{quoted(text)})" for text in said)


def ready_words(content: FormContent, table: str, texts: Texts) -> tuple[str, ...]:
    """Return what the check of a table says of rows in which nothing is missing."""
    steps = (texts(f"checks.{table}.{step}") for step in ready_steps(table))
    return (*steps, *hints_of(content, table))


def ready_steps(table: str) -> tuple[str, ...]:
    """Return the steps at which the check of a table finds nothing missing."""
    known = {OK, *(step.key for step in STEPS[table])}
    return tuple(step for step in READY if step in known)


def hints_of(content: FormContent, table: str) -> tuple[str, ...]:
    """Return what the check of a table says beside that where a row is to be looked at again."""
    said = (item.says for item in content.checks if item.table == table and item.is_hint)
    return tuple(dict.fromkeys(said))


def fields_open(content: FormContent, table: str) -> int:
    """Return how many fields of a table are to be completed in the unfilled form."""
    return sum(fields_at_first(content, table))


def fields_open_formula(content: FormContent, table: str) -> str:
    """Return the formula (without "=") that counts the fields that are to be completed."""
    letter = column_name(fields_column(content.columns, table))
    last = FIRST_ROW + len(lines_of(content, table))
    return f"SUM({HIDDEN}!${letter}${FIRST_ROW + 1}:${letter}${last})"


def fields_at_first(content: FormContent, table: str) -> tuple[int, ...]:
    """Return how many fields of each row are to be completed as long as nobody filled any."""
    return _unfilled(content)[table].fields
