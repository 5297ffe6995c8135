"""Between which numbers a value probably slipped by ten, a hundred or a thousand."""

from collections.abc import Iterable
from typing import Final

FACTORS: Final = (10, 100, 1000)

_FAR_BEYOND: Final = 3
"""How many times what is expected is passed before a slip is thought of."""

_SMALL: Final = 100
"""A count below this may well be many times its target: 20 trainings instead of 2."""


def slip_bands(expected: Iterable[float], *, is_whole: bool) -> dict[int, tuple[float, float]]:
    """Return factor → least and greatest value that slipped by it; {} where nothing is expected.

    *expected*: target and last value; what is not above 0 says nothing.
    """
    known = [value for value in expected if value > 0]
    if not known:
        return {}
    # More than so many times, by as little as a formula's 15 digits can say.
    bar = max(_FAR_BEYOND * max(known) * (1 + 1e-9), _SMALL if is_whole else 0)
    least, most = min(known) / 2, max(known) * 1.5
    bands = {factor: (max(bar, factor * least), factor * most) for factor in FACTORS}
    return {factor: band for factor, band in bands.items() if band[0] <= band[1]}
