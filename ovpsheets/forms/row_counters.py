"""What the form counts of its rows: which are ready, and which fields are to be completed."""

from collections.abc import Iterator

from ovpsheets.address import column_name
from ovpsheets.columns.checks import OK, READY, is_ready
from ovpsheets.columns.conditions import quoted
from ovpsheets.columns.open_fields import fields_to_complete
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.hidden import fields_column
from ovpsheets.forms.row_facts import STEPS, facts_of_rows, unfilled, unfilled_step
from ovpsheets.forms.rows import FIRST_ROW, FormTable, lines_of, table_of
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN


def rows_ready(content: FormContent, table: str) -> int:
    """Return how many rows of the unfilled form are ready, nothing being needed in them."""
    rows = facts_of_rows(content)[table]
    return sum(is_ready(unfilled_step(table, facts)) for facts in rows)


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
    return sum(fields_at_first(content, table_of(content.columns, table)))


def fields_open_formula(content: FormContent, table: str) -> str:
    """Return the formula (without "=") that counts the fields that are to be completed."""
    letter = column_name(fields_column(content.columns, table))
    last = FIRST_ROW + len(lines_of(content, table))
    return f"SUM({HIDDEN}!${letter}${FIRST_ROW + 1}:${letter}${last})"


def fields_at_first(content: FormContent, table: FormTable) -> Iterator[int]:
    """Yield how many fields of each row are to be completed as long as nobody filled any."""
    known: dict[frozenset[str], int] = {}  # few rows differ in what is true of them
    for facts in facts_of_rows(content)[table.key]:
        if facts.true not in known:
            answers = unfilled(facts.true)
            known[facts.true] = fields_to_complete(STEPS[table.key], table.fields, answers)
        yield known[facts.true]
