"""What became of each cell of the file, and what is doubtful in the new plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.adopted.headings import Part
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.plan.put import Given

READ: Final = "read"
KEPT: Final = "kept"
ASIDE: Final = "aside"
UNREAD: Final = "unread"

_READ: Final = (
    "plan_title", "plan_period", "coordinator", "area", "commitment", "activity", "indicator",
    "again", "code", "holder", "co_holder", "times", "baseline", "target", "unit", "contact",
    "email", "for_activities", "abbreviation",
)  # fmt: skip
_ASIDE: Final = (
    "heading", "heading_kept", "heading_again", "label", "section", "numbering", "total", "text",
    "no_table", "no_row", "under_merged", "says_nothing", "remark",
)  # fmt: skip

FATES: Final[Mapping[str, str]] = {
    **dict.fromkeys(_READ, READ),
    **dict.fromkeys(_ASIDE, ASIDE),
    **dict.fromkeys(("unread", "unread_measure", "unread_whose"), UNREAD),
    "kept": KEPT,
}
"""What can become of a cell (``adopted.became.<key>``), and which of four fates that is."""


@dataclass(slots=True, eq=False)
class Item:
    """A row of the new plan in the making. ``parent``: the row above it in the plan.

    ``given``: its code as the file has it. ``raw``: the cells whose meaning is settled when all
    rows are known. ``borrowed``: of these, what stands in the row above only. ``extra``: what
    plan.xlsx has no column for, by heading.
    """

    table: str
    parent: "Item | None" = None
    given: str = ""
    values: dict[str, Given] = field(default_factory=dict)
    raw: dict[Part, list[Cell]] = field(default_factory=dict)
    borrowed: set[Part] = field(default_factory=set)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Its code, "" before it has one."""
        return str(self.values.get("code", ""))

    @property
    def wording(self) -> str:
        """Its title or text, in the first language that has it."""
        stems = ("title_", "text_", "name_")
        return next((str(v) for k, v in self.values.items() if k.startswith(stems) and v), "")


@dataclass(frozen=True, slots=True)
class Became:
    """One thing that a cell became: a key of :data:`FATES`, and where in the plan it stands."""

    key: str
    item: Item | None = None
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellFate:
    """A cell of the file, or a remark beside its cells, and what became of it."""

    sheet: str
    cell: str  # the address, "" for a remark that hangs on none
    text: str
    outcomes: tuple[Became, ...]

    @property
    def fate(self) -> str:
        """Which of the four: the one that is most to be looked at."""
        fates = {FATES[outcome.key] for outcome in self.outcomes}
        return next((f for f in (UNREAD, READ, KEPT, ASIDE) if f in fates), UNREAD)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell of the new plan that is to be looked at: a key of ``adopted.doubt``, and why."""

    item: Item
    column: str
    key: str
    cells: tuple[Cell, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Account:
    """Takes down what becomes of each cell, as the rows are read."""

    outcomes: dict[tuple[str, int, int], list[Became]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def became(
        self, cell: Cell, key: str, item: Item | None = None, column: str = "", **values: str
    ) -> None:
        """Take down that *cell* became something; the same twice is once."""
        said = self.outcomes.setdefault((cell.sheet, cell.row, cell.column), [])
        outcome = Became(key, item, column, values)
        if outcome not in said:
            said.append(outcome)

    def doubt(
        self, item: Item, column: str, key: str, cells: Iterable[Cell] = (), **values: str
    ) -> None:
        """Take down that a cell of the new plan is doubtful."""
        self.doubts.append(Doubt(item, column, key, tuple(cells), values))

    def fates(self, cells: Iterable[Cell]) -> Iterator[CellFate]:
        """Yield what became of each of *cells*; what nothing is known of was not read."""
        for cell in cells:
            said = self.outcomes.get((cell.sheet, cell.row, cell.column), [Became("unread")])
            yield CellFate(cell.sheet, cell.address, cell.kept, tuple(said))
