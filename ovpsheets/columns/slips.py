"""From where on a value is so far from what is expected that a unit or a comma slipped."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from ovpsheets.kinds import Kind

FACTORS: Final = (10, 100, 1000, 1_000_000)
"""By how much values slip: a decimal comma, thousands or millions that were meant."""

_FAR_BEYOND: Final = 3
"""How many times what is expected is passed before a slip is thought of."""

_SMALL: Final = 100
"""A count below this may well be many times its target: 20 trainings instead of 2."""

_NEAR: Final = (0.5, 1.5)
"""Within which shares of what is expected a value is near it."""


class FarOff(NamedTuple):
    """The values that are impossible: from ``large`` on, and those above 0 up to ``small``.

    None where no value is. ``near``: between which values one is as expected.
    """

    large: float | None = None
    small: float | None = None
    near: tuple[float, float] = (0.0, 0.0)

    def holds(self, value: float) -> bool:
        """Tell whether *value* is impossible."""
        too_large = self.large is not None and value >= self.large
        return too_large or (self.small is not None and 0 < value <= self.small)

    def likely(self, value: float) -> tuple[int, float] | None:
        """Return by what an impossible value slipped, and what it was; None where that is open."""
        too_large = self.large is not None and value >= self.large
        for factor in FACTORS:
            meant = value / factor if too_large else value * factor
            if self.near[0] <= meant <= self.near[1]:
                return factor, meant
        return None


def far_off(
    expected: Iterable[float],
    kind: Kind,
    baseline: float | None = None,
    whole: float | None = None,
) -> FarOff:
    """Return which values are impossible beside *expected*, which are target and last value.

    What is not above 0 says nothing. Of amounts too small ones are, for these are typed in
    thousands or millions; a small count is how things begin. From *baseline* on values may
    well fall to a far smaller target. *whole*: what a value is a part of, as one quarter of
    a target of all quarters: how small a value may be it says where nothing else does.
    """
    known = [value for value in expected if value > 0]
    beside = known or [value for value in (whole,) if value is not None and value > 0]
    if not beside:
        return FarOff()
    least, most = min(beside) * _NEAR[0], max(beside) * _NEAR[1]
    # More than so many times, by as little as a formula's 15 digits can say.
    bar = _FAR_BEYOND * max(*beside, baseline or 0, whole or 0) * (1 + 1e-9)
    large = max(bar, _SMALL if kind.is_whole else 0, FACTORS[0] * least)
    small = min(beside) * _NEAR[1] / 1000 if kind.shows_unit else None
    return FarOff(large, small, (least, most))
