"""One number in figures, with the separators of three languages.

Macedonian writes 1.234,5, Albanian 1 234,5 and English 1,234.5. What only one
of them can mean is read; "1.234" and "1,234" are two numbers at once, and so is "1,234.000": who
mixes up the separators means thousands by both.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

NUMERAL: Final = r"[0-9]+(?:(?:[.,']|[ ](?=[0-9]{3}(?![0-9])))[0-9]+)*"
"""A run of digits and separators; a blank only before exactly three digits."""

_WITH_DECIMALS: Final = re.compile(r"([0-9]+)([.,])([0-9]+)")
_GROUPED: Final = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?P<mark>[ '.,])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>[0-9]+))?"
)
_TWO_WAYS: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUP: Final = 3  # digits of thousands
_EXACT: Final = 15  # digits a spreadsheet keeps


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral means: ``value`` is None when that is two things, or nothing."""

    value: Decimal | None
    ambiguous: bool = False

    @property
    def too_long(self) -> bool:
        """Whether a spreadsheet could not have kept all digits before the decimals."""
        return self.value is not None and self.value.adjusted() >= _EXACT


def parse_numeral(text: str) -> Numeral:
    """Read a numeral without sign; blanks and apostrophes are plain ones."""
    if text.isascii() and text.isdigit():
        return Numeral(Decimal(text))
    if _TWO_WAYS.fullmatch(text):
        return Numeral(None, ambiguous=True)
    if found := _WITH_DECIMALS.fullmatch(text):
        return Numeral(Decimal(f"{found[1]}.{found[3]}"))
    if found := _GROUPED.fullmatch(text):
        if len(found["decimals"] or "") == _GROUP:
            return Numeral(None, ambiguous=True)
        whole = re.sub(r"[^0-9]", "", found["whole"])
        return Numeral(Decimal(f"{whole}.{found['decimals'] or 0}"))
    return Numeral(None)
