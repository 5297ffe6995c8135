"""The kinds of indicators, each declared once: what a value is, and how it is dealt with.

Everything else looks here. No other module names a kind: the form offers and
checks, the intake reads, the rules compare, the outputs write and the release
protects by what a kind says of itself. A new kind is an entry of :data:`KINDS`
and its word in the catalogue (``words.kind.<key>``); see ``docs/extending.md``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ReadAs(StrEnum):
    """What a value is read as; each floor has one table of what it does with these."""

    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True, slots=True, repr=False)
class Kind:
    """One kind of indicator. What stands below ``read_as`` is said of numbers only.

    ``least`` and ``most`` are the bounds of a value, None for none; where both are
    given, a form warns as soon as something else is typed.
    """

    key: str
    read_as: ReadAs
    is_share: bool = False  # of a whole, in hundredths: 46 is 46 %
    is_whole: bool = False  # 2.5 is doubtful
    adds_up: bool = False  # parts to a whole, quarters to a total that cannot fall
    shows_unit: bool = False  # the plan's unit is written behind the number
    least: float | None = None
    most: float | None = None

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.read_as is ReadAs.NUMBER

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the greatest value; None where it is not bounded on both sides."""
        if self.least is None or self.most is None:
            return None
        return self.least, self.most

    def least_beside(self, expected: Iterable[float]) -> float | None:
        """Return the least value beside what is expected of it; None for none.

        An amount is below 0 only where its target, its baseline or its last value is.
        """
        if self.shows_unit and self.least is None and all(value >= 0 for value in expected):
            return 0.0
        return self.least

    def __str__(self) -> str:
        """Return the key, as codes are written everywhere."""
        return self.key

    def __repr__(self) -> str:
        # As the member of an enumeration, which kinds once were: the fingerprint of a
        # form (forms/content.py) is taken over this, and forms that are out must keep theirs.
        return f"<Kind.{self.key.upper()}: {self.key!r}>"


COUNT: Final = Kind("count", ReadAs.NUMBER, is_whole=True, adds_up=True, least=0)
PERCENT: Final = Kind("percent", ReadAs.NUMBER, is_share=True, least=0, most=100)
AMOUNT: Final = Kind("amount", ReadAs.NUMBER, adds_up=True, shows_unit=True)
YES_NO: Final = Kind("yes_no", ReadAs.YES_NO)
TEXT: Final = Kind("text", ReadAs.TEXT)
DATE: Final = Kind("date", ReadAs.DAY)

KINDS: Final[dict[str, Kind]] = {
    kind.key: kind for kind in (COUNT, PERCENT, AMOUNT, YES_NO, TEXT, DATE)
}
"""Every kind by its key, in the order in which the plan offers them."""
