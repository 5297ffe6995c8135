"""The rows of plan.xlsx with their values read; whether they fit together is judged elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ovpsheets.kinds import KINDS
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.locate import PlanRow, PlanTable
from ovpsheets.plan.plan_sheet import Content, PlanColumn, PlanSheet
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.values import Fault, Value, read_measure, read_value
from ovpsheets.plan.wording import NO_WORDING, Wording
from ovpsheets.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Record:
    """One row, read. ``values`` lacks what is empty or unreadable, and holds the defaults."""

    sheet: PlanSheet
    name: str  # of the sheet, as it stands in the workbook
    row: PlanRow
    values: Mapping[str, Value]

    def text(self, key: str) -> str:
        """Return the text or code of a column, "" if there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts or codes of a column; a single one counts as a list."""
        value = self.values.get(key)
        if isinstance(value, str):
            return (value,)
        return value if isinstance(value, tuple) else ()

    def day(self, key: str) -> date | None:
        """Return the date of a column."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def number(self, key: str) -> float | None:
        """Return the number of a column."""
        value = self.values.get(key)
        return value if isinstance(value, float) else None

    def wording(self, stem: str) -> Wording:
        """Return the text that the columns of *stem* hold, one for each language."""
        texts = [self.text(f"{stem}_{language}") for language in LANGUAGES]
        return Wording(*texts) if any(texts) else NO_WORDING

    def shown(self, key: str) -> str:
        """Return a value as people see it in the cell."""
        return _shown(self.values.get(key))

    def problem(self, key: str, column: str, **values: str) -> PlanProblem:
        """Return a problem of the cell in *column*."""
        named = {"column": f"{self.sheet.key}.{column}", **values}
        return PlanProblem(key, self.name, self.row.cells.get(column, ""), named)


Records = Mapping[str, tuple[Record, ...]]
"""The records by sheet key; a sheet that is missing has no key here."""


def read_records(tables: Mapping[str, PlanTable]) -> tuple[Records, tuple[PlanProblem, ...]]:
    """Read every row of every table; what cannot be read is a problem."""
    records: dict[str, tuple[Record, ...]] = {}
    problems: list[PlanProblem] = []
    for key, table in tables.items():
        read = [_read(table, row) for row in table.rows]
        records[key] = tuple(record for record, _ in read)
        problems += (problem for _, faults in read for problem in faults)
    return records, tuple(problems)


def _read(table: PlanTable, row: PlanRow) -> tuple[Record, list[PlanProblem]]:
    values: dict[str, Value] = {}
    faults: dict[str, Fault] = {}
    for column in table.sheet.columns:
        value = _value(column, row.entries.get(column.key), values)
        if isinstance(value, Fault):
            faults[column.key] = value
        elif value is not None:
            values[column.key] = value
    record = Record(table.sheet, table.name, row, values)
    return record, [record.problem(f.key, key, **f.values) for key, f in faults.items()]


def _value(
    column: PlanColumn, entry: GridEntry | None, earlier: Mapping[str, Value]
) -> Value | Fault | None:
    if entry is None:
        entry = GridEntry("", column.default) if column.default else None
    if entry is None:
        return None
    if column.content is not Content.MEASURE:
        return read_value(column, entry)
    # The kind stands before its measures in the declaration; without it nothing can be said.
    kind = earlier.get("kind")
    return read_measure(KINDS[kind], entry) if isinstance(kind, str) else None


def _shown(value: Value | None) -> str:
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def each(records: Records) -> Iterator[Record]:
    """Yield every record of every sheet."""
    return (record for rows in records.values() for record in rows)


def codes(rows: Iterable[Record]) -> tuple[str, ...]:
    """Return the codes of *rows*, in order."""
    return tuple(record.text("code") for record in rows if record.text("code"))
