"""What is declared of a column, and a set of columns: of each table of the form its own.

From a declaration derive the form's cells and highlights, how what was typed is read,
the columns and types of the tables, what can be decided, what is compared after a
quarter was closed, what is public and what about persons waits for a yes, headings and
values of every sheet, the data package and the dictionary. No module lists them again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from ovpsheets.columns.conditions import Condition
from ovpsheets.texts import Texts
from ovpsheets.words import Language

Filler = Literal["plan", "member", "form"]
Content = Literal[
    "code",
    "text",
    "link",
    "number",
    "date",
    "yes_no",
    "choice",
    "status",
    "reason",
    "flag",
    "value",
    "total",
    "check",
]
ColumnType = Literal["text", "number", "integer", "date", "yes_no"]
"""The type of a column of the tables; see :mod:`ovpsheets.tables`."""

_TYPES: Final[Mapping[Content, ColumnType]] = MappingProxyType(
    {"number": "number", "value": "number", "date": "date", "yes_no": "yes_no"}
)
"""What is kept of a content in the tables, where it is no text."""

VALUE_TEXT: Final = "text"
"""The column of ``indicators`` for what a value says in words: a text, a day, yes or no."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the form.

    ``filler``: who fills it; what members fill is an answer, and only of answers do the
    fields from ``decidable`` on say anything. ``content``: what it holds, and so how it is
    read and kept; a link is a text in which a web address can be followed. ``width``:
    characters, in the form; ``listed``: in the consolidated workbook, 0 for the same.
    ``required`` and ``needless`` are None where the column never is. ``decidable``: the
    coordinator can settle it in the sheet of decisions.
    ``published``: it is in the draft and in ``public/``; else it stays with the coordinator.
    ``persons``: what is typed there is about persons, so none of it is published before
    somebody said yes to it; a free text beside an indicator of persons waits anyhow.
    ``headings`` and ``meanings``: language → words; empty for a built-in column, whose
    words are in the catalogues (``form.<table>.<key>``, ``consolidated.…``). ``choices``: what
    a column of choices of the plan's own offers, in the order of its list: what is kept of it
    in the tables → its words.
    """

    key: str
    filler: Filler
    content: Content
    width: float
    required: Condition | None = None
    needless: Condition | None = None
    decidable: bool = True
    published: bool = True
    persons: bool = False
    listed: float = 0
    headings: Mapping[Language, str] = field(default_factory=dict, hash=False)
    meanings: Mapping[Language, str] = field(default_factory=dict, hash=False)
    choices: Mapping[str, Mapping[Language, str]] = field(default_factory=dict, hash=False)

    @property
    def is_answer(self) -> bool:
        """Whether a member fills it."""
        return self.filler == "member"

    @property
    def is_own(self) -> bool:
        """Whether it brings its words along, as a plan's own column does."""
        return bool(self.headings)

    @property
    def stored(self) -> Mapping[str, ColumnType]:
        """The columns of the tables that keep it: key → type. A value has one for its words."""
        own: dict[str, ColumnType] = {self.key: _TYPES.get(self.content, "text")}
        return {**own, VALUE_TEXT: "text"} if self.content == "value" else own

    @property
    def free_texts(self) -> tuple[str, ...]:
        """Which of its columns in the tables hold what was typed in sentences."""
        if self.content == "value":
            return (VALUE_TEXT,)
        return (self.key,) if self.content in ("text", "link") else ()

    def heading(self, table: str, texts: Texts) -> str:
        """Return its heading in the form."""
        return _in(self.headings, texts) or texts(f"form.{table}.{self.key}")

    def meaning(self, texts: Texts) -> str:
        """Return what the dictionary says of it; "" for a built-in column, as of its headings."""
        return _in(self.meanings, texts) or _in(self.headings, texts)

    def help(self, texts: Texts) -> str:
        """Return what the form says beside a cell of the plan's own; "" where nothing is said."""
        return _in(self.meanings, texts)

    def offered(self, texts: Texts) -> Mapping[str, str]:
        """Return what a column of choices offers: what is kept of it → its word."""
        return {code: _in(words, texts) for code, words in self.choices.items()}

    def word(self, code: str, texts: Texts) -> str:
        """Return the word for a choice; what is not offered any more stands as it was kept."""
        return _in(self.choices.get(code, {}), texts) or code


def _in(words: Mapping[Language, str], texts: Texts) -> str:
    """Return *words* in the language of *texts*, else in the first they are given in."""
    return words.get(texts.language) or next(iter(words.values()), "")


@dataclass(frozen=True, slots=True)
class FormColumns:
    """The columns of the form's tables, in the order of the sheets.

    ``tables``: ``activities`` and ``indicators`` → columns. No answer may bear the key of
    another one, in whichever table: a decision names the key alone. Raises ValueError.
    """

    tables: Mapping[str, tuple[Column, ...]]
    _by_key: Mapping[str, Mapping[str, Column]] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {name: {own.key: own for own in table} for name, table in self.tables.items()}
        answers = [own.key for table in self.tables.values() for own in table if own.is_answer]
        if len(set(answers)) < len(answers) or any(
            len(by_key[name]) < len(table) for name, table in self.tables.items()
        ):
            raise ValueError(f"two columns with one key: {sorted(answers)}")
        object.__setattr__(self, "_by_key", by_key)
        # Worked out once: tables of the form are kept under it, and it goes through every column.
        object.__setattr__(self, "_hash", hash(tuple(self.tables.items())))

    def __hash__(self) -> int:
        return self._hash

    def table(self, name: str) -> tuple[Column, ...]:
        """Return the columns of a table, in the order of the sheet."""
        return self.tables[name]

    def by_key(self, table: str) -> Mapping[str, Column]:
        """Return the columns of a table by key, in the order of the sheet."""
        return self._by_key[table]

    def find(self, table: str, key: str) -> Column | None:
        """Return a column, None for one that is not there."""
        return self._by_key.get(table, {}).get(key)

    def answers(self, table: str) -> Iterator[Column]:
        """Yield the columns of a table that members fill."""
        return (own for own in self.tables[table] if own.is_answer)

    def own(self) -> Iterator[tuple[str, Column]]:
        """Yield the columns that bring their words along, with their tables."""
        return (
            (table, item) for table, known in self.tables.items() for item in known if item.is_own
        )

    def decidable(self) -> Mapping[str, str]:
        """Return what can be decided about an answer: key → table."""
        return {
            own.key: table for table in self.tables for own in self.answers(table) if own.decidable
        }

    def own_heading(self, key: str, texts: Texts) -> str:
        """Return the heading of a plan's own column; "" for any other key of the catalogue.

        Whoever tells of a column names its heading ``form.<table>.<key>``.
        """
        form, _, name = key.partition(".")
        table, _, column = name.partition(".")
        own = self.find(table, column) if form == "form" else None
        return own.heading(table, texts) if own and own.is_own else ""

    def keeping(self, table: str, stored: str) -> Column | None:
        """Return the answer that a column of the tables keeps, None for no answer."""
        own = self.find(table, stored)
        if own is not None and own.is_answer:
            return own
        return next((each for each in self.answers(table) if stored in each.stored), None)

    def free_texts(self, table: str) -> Iterator[str]:
        """Yield the columns of the tables that hold what members typed in sentences."""
        return (stored for own in self.answers(table) for stored in own.free_texts)

    def with_(self, table: str, *columns: Column) -> "FormColumns":
        """Return these columns and *columns*, behind the last answer of *table*."""
        known = self.tables[table]
        place = 1 + max(number for number, own in enumerate(known) if own.is_answer)
        return replace(
            self, tables={**self.tables, table: (*known[:place], *columns, *known[place:])}
        )
