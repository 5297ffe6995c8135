"""The rows of the new plan in the making: new ones, their texts, and what is kept beside."""

from dataclasses import dataclass, field

from ovpsheets.adopted.account import Account, Item
from ovpsheets.adopted.headings import Part
from ovpsheets.adopted.names_in_cells import Mention
from ovpsheets.adopted.row_parts import RowParts
from ovpsheets.adopted.split_texts import coded, without_marks
from ovpsheets.adopted.timeframes import entry_of
from ovpsheets.adopted.tongue import tongue_of
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.plan.values import shown
from ovpsheets.words import Language, is_placeholder


@dataclass(slots=True)
class PlanInMaking:
    """The items by table, in the order of the file, and the account so far."""

    language: Language
    account: Account = field(default_factory=Account)
    plan: Item = field(default_factory=lambda: Item("plan"))
    commitments: list[Item] = field(default_factory=list)
    activities: list[Item] = field(default_factory=list)
    indicators: list[Item] = field(default_factory=list)
    explained: list[Mention] = field(default_factory=list)  # in a list of abbreviations


@dataclass(slots=True)
class Making:
    """Where the reading is: below which area, commitment and activity."""

    draft: PlanInMaking
    area: str = ""
    commitment: Item | None = None
    activity: Item | None = None

    @property
    def account(self) -> Account:
        """What became of each cell so far."""
        return self.draft.account

    def new_commitment(self, text: str, code: str, cells: list[Cell]) -> Item:
        """Begin a commitment; it stands below the area of just now."""
        item = Item("commitments", self.draft.plan, code)
        if self.area:
            item.values["area"] = self.area
        self.word(item, text, cells, "commitment")
        self.draft.commitments.append(item)
        self.commitment, self.activity = item, None
        return item

    def new_activity(self, text: str, code: str, cells: list[Cell]) -> Item:
        """Begin an activity of the commitment of just now."""
        item = Item("activities", self.commitment, code)
        self.word(item, text, cells, "activity")
        self.draft.activities.append(item)
        self.activity = item
        return item

    def new_indicator(self, text: str, code: str, cell: Cell) -> Item:
        """Add an indicator to the activity of just now."""
        item = Item("indicators", self.activity, code)
        self.word(item, text, [cell], "indicator")
        self.draft.indicators.append(item)
        return item

    def word(self, item: Item, text: str, cells: list[Cell], key: str) -> None:
        """Take *text* as the title or the text of *item*, in the language of its letters."""
        stem = "title" if item.table == "commitments" else "text"
        text = without_marks(text)
        if text:
            item.values[f"{stem}_{tongue_of(text, self.draft.language)}"] = text
        for cell in cells:
            self.account.became(cell, key, item, self.wording(item))

    def translations(self, item: Item, cells: list[Cell], key: str) -> None:
        """Take what stands in a second column of the same heading as the text in its language."""
        stem = "title" if item.table == "commitments" else "text"
        for cell in cells:
            text = coded(" ".join(cell.kept.split()))[1]
            column = f"{stem}_{tongue_of(text, self.draft.language)}"
            if column in item.values:
                self.keep(item, column, cell)
            else:
                item.values[column] = text
                self.account.became(cell, key, item, column)

    def wording(self, item: Item) -> str:
        """Return the column in which the title or the text of *item* stands, or should."""
        said = (key for key in item.values if key.startswith(("title_", "text_")))
        stem = "text" if item.table in ("activities", "indicators") else "title"
        return next(said, f"{stem}_{self.draft.language}")

    def says(self, cell: Cell, *, is_measure: bool = False) -> bool:
        """Tell whether a cell says anything; of a measure, 0 and "no" are answers."""
        is_sign = not any(map(str.isalnum, cell.kept))
        if is_sign or (not is_measure and is_placeholder(cell.kept)):
            self.account.became(cell, "says_nothing")
            return False
        return True

    def code(self, cells: list[Cell], item: Item) -> str:
        """Return what the cells of codes beside *item* call it, "" without any."""
        for cell in cells:
            self.account.became(cell, "code", item, "code")
        return shown(entry_of(cells[0])) if cells else ""

    def unused(self, codes: list[Cell]) -> None:
        """Take down that codes stand beside nothing that has one."""
        for cell in codes:
            self.account.became(cell, "no_row")

    def keep(self, item: Item, heading: str, cell: Cell) -> None:
        """Keep beside *item*, under *heading*, what plan.xlsx has no column for."""
        before = item.extra.get(heading, "")
        text = shown(entry_of(cell))
        if text not in before.split("; "):
            item.extra[heading] = f"{before}; {text}" if before else text
        self.account.became(cell, "kept", item, heading)

    def doubt_guessed(self, row: RowParts, part: Part, item: Item, column: str) -> None:
        """Take down where only its content told what a column holds."""
        if row.is_guessed(part):
            self.account.doubt(item, column, "column_guessed", row.own(part))
