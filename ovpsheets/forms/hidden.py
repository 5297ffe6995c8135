"""The hidden sheet ``_ovp``: the form's identity once more, and the lists its checks use.

It begins with a friendly line, for some programs show hidden sheets.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.address import column_name
from ovpsheets.columns.checks import ASIDES
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.columns.said import BAR, squeezed_out, without_marks
from ovpsheets.compiled import compiled
from ovpsheets.forms.asked_again import DIGITS, digest
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.layout import Placed, SheetLayout
from ovpsheets.saying.nothing import common_phrases
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN, LANGUAGES, LedgerClass, placeholders

FORMAT: Final = "2"
"""The version of the form's structure; a reader can tell old structures by it."""

FIRST_ROW: Final = 2
VALUE_COLUMN: Final = 1
PLACEHOLDER_COLUMN: Final = 3
REASON_COLUMN: Final = 4
ACTIVITY_COLUMN: Final = 5
INDICATOR_COLUMN: Final = 6
PREVIOUS_COLUMN: Final = 7
"""Where the explanations of the last quarter stand, each in the row of its activity."""
OWN_COLUMN: Final = 9
"""The first list of choices of the plan's own; the others stand beside it."""

_LISTED: Final = "plain text nowrap"
_LONGEST_LIST: Final = 200  # rows; the dropdown of reasons refers to a fixed range
_MOST_LISTED: Final = 32_700  # letters; a cell holds some more, and a digest stands behind them
_HOLLOW_CELLS: Final = 3  # the three languages of the package have room in one


def _range(column: int, rows: int) -> str:
    letter = column_name(column)
    return f"{HIDDEN}!${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + rows}"


@cached
def known_hollow() -> frozenset[str]:
    """Return the texts that say nothing, in every language in use, as a form looks them up.

    Marks alone are among them, of which nothing is left.
    """
    listed = (text for cell in hollow_lists() for text in cell[:-DIGITS].split(BAR))
    return frozenset(listed)


@compiled
def hollow_lists() -> tuple[str, ...]:
    """Return them as the cells that list them; people answer in every language.

    The first begins with nothing between two marks, which is what marks alone say. Each ends
    with a digest of itself, by which a form of any version knows it for ours.
    """
    phrases = (text for language in LANGUAGES for text in common_phrases(language))
    cells, listed = [], f"{BAR}{BAR}"
    for phrase in sorted(dict.fromkeys(filter(None, map(squeezed_out, phrases)))):
        if len(listed) + len(phrase) >= _MOST_LISTED:
            cells.append(listed)
            listed = BAR
        listed += f"{phrase}{BAR}"
    return tuple(f"{cell}{digest(cell)}" for cell in (*cells, listed)[:_HOLLOW_CELLS])


def hollow_cells() -> tuple[str, ...]:
    """Return where they stand."""
    column, rows = column_name(PLACEHOLDER_COLUMN), range(len(hollow_lists()))
    return tuple(f"{HIDDEN}!${column}${FIRST_ROW + 1 + row}" for row in rows)


def is_hollow_list(text: str) -> bool:
    """Tell whether *text* is such a list of any form, or an entry of a form that had it in rows."""
    return digest(text[:-DIGITS]) == text[-DIGITS:] or text in _once_listed()


@cached
def _once_listed() -> frozenset[str]:
    phrases = (text for language in LANGUAGES for text in common_phrases(language))
    return frozenset((*placeholders(), *map(without_marks, phrases)))


def previous_cell(number: int) -> str:
    """Return where the last explanation of an activity stands; *number* counts from 0."""
    return f"{HIDDEN}!${column_name(PREVIOUS_COLUMN)}${FIRST_ROW + 1 + number}"


def list_range(column: int, rows: int = _LONGEST_LIST) -> str:
    """Return the reference to a list of this sheet."""
    return f"={_range(column, rows)}"


def own_lists(columns: FormColumns) -> Mapping[str, str]:
    """Return column of choices of the plan's own → the reference to its list."""
    return {
        column.key: list_range(OWN_COLUMN + place, len(column.choices))
        for place, column in enumerate(_with_choices(columns))
    }


def aside_columns(columns: FormColumns, table: str) -> Mapping[str, int]:
    """Return where the steps of the plan's own are calculated, by the name of the cell beside.

    The cells of a kind that came later stand behind all others, which forms that are out have.
    """
    first = OWN_COLUMN + sum(1 for _ in _with_choices(columns))
    tables, older = [*columns.tables], len(ASIDES) - 1
    places = {aside: first + older * tables.index(table) + n for n, aside in enumerate(ASIDES)}
    return places | {ASIDES[-1]: first + older * len(tables) + tables.index(table)}


def fields_column(columns: FormColumns, table: str) -> int:
    """Return where the fields that are to be completed in each row of a table are counted."""
    first = OWN_COLUMN + sum(1 for _ in _with_choices(columns)) + len(ASIDES) * len(columns.tables)
    return first + [*columns.tables].index(table)


def hollow_column(columns: FormColumns) -> int:
    """Return where it is worked out of each activity's texts whether they say nothing."""
    return fields_column(columns, [*columns.tables][-1]) + 1


def _with_choices(columns: FormColumns) -> Iterator[Column]:
    return (column for _, column in columns.own() if column.content == "choice")


def hidden_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the hidden sheet."""
    return SheetLayout(
        key=HIDDEN,
        name=HIDDEN,
        widths=(16, 40, 4, 24, 40, 12, 12, 40, 10, *(24 for _ in _with_choices(content.columns))),
        cells=tuple(_cells(content, texts)),
        very_hidden=True,
    )


def _cells(content: FormContent, texts: Texts) -> Iterator[Placed]:
    yield Placed(0, 0, LedgerClass.FORM, texts("form.hidden.friendly"), "plain nowrap")
    identity = content.form_id
    pairs = {**_pairs(identity), "language": content.language, "content": content.fingerprint}
    for offset, (key, value) in enumerate(pairs.items()):
        yield Placed(FIRST_ROW + offset, 0, LedgerClass.FORM, key, "key")
        if value:
            yield Placed(FIRST_ROW + offset, VALUE_COLUMN, LedgerClass.FORM, value, "plain text")
    lists = {
        PLACEHOLDER_COLUMN: hollow_lists(),
        REASON_COLUMN: tuple(content.reasons.values()),
        ACTIVITY_COLUMN: tuple(line.code for line in content.activities),
        INDICATOR_COLUMN: tuple(line.code for line in content.indicators),
    }
    own = enumerate(_with_choices(content.columns), OWN_COLUMN)
    lists |= {place: tuple(column.offered(texts).values()) for place, column in own}
    for column, words in lists.items():
        for offset, word in enumerate(words):
            yield Placed(FIRST_ROW + offset, column, LedgerClass.FORM, word, _LISTED)
    for offset, line in enumerate(content.activities):
        if said := line.previous_explanation:
            # With its digest: what was said before may have been corrected since.
            for column, text in ((PREVIOUS_COLUMN, said), (PREVIOUS_COLUMN + 1, digest(said))):
                yield Placed(FIRST_ROW + offset, column, LedgerClass.FORM, text, _LISTED)


def _pairs(identity: FormId) -> dict[str, str]:
    return {
        "format": FORMAT,
        "form_id": str(identity),
        "plan": identity.plan,
        "commitment": identity.commitment,
        "quarter": str(identity.quarter),
        "institution": identity.institution,
        "revision": str(identity.revision),
    }


def hidden_pairs(identity: FormId) -> dict[str, str]:
    """Return key → pattern of its value, in any form with this identity."""
    own = {key: re.escape(value) for key, value in _pairs(identity).items()}
    return own | {"format": r"\d+", "language": "|".join(LANGUAGES), "content": "[0-9a-f]{16}"}
