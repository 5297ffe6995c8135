"""The quarter of a year, the period every report covers."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

_FORMS: Final = (
    re.compile(r"(?P<year>\d{4})\s*[-/ ]?\s*[QК](?P<number>[1-4])", re.IGNORECASE),
    re.compile(r"[QК](?P<number>[1-4])\s*[-/ ]?\s*(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<number>[1-4])\s*/\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})\s*[-/]\s*0?(?P<number>[1-4])"),
)

_LAST_DAYS: Final = (0, 31, 30, 30, 31)
"""The day of the month on which each quarter ends; there is none with the number 0."""


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """One quarter, such as ``2022-Q3``; quarters sort by time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 4 and 1900 <= self.year <= 2999):
            raise ValueError(f"not a quarter: {self.year}, {self.number}")

    @classmethod
    def parse(cls, text: "str | Quarter") -> Self:
        """Read *text*: ``2022-Q3``, ``2022Q3``, ``Q3 2022``, ``3/2022`` or ``2022-3``.

        Raises ValueError for anything else.
        """
        for form in _FORMS:
            if found := form.fullmatch(str(text).strip()):
                return cls(int(found["year"]), int(found["number"]))
        raise ValueError(f"not a quarter: {text!r}")

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter in which *day* lies."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.year, 3 * self.number, _LAST_DAYS[self.number])

    @property
    def compact(self) -> str:
        """The quarter without its hyphen, ``2022Q3``, as form identifiers carry it."""
        return f"{self.year}Q{self.number}"

    def next(self) -> "Quarter":
        """Return the quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        """Return the quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"
