"""The threshold rule: which figures are hidden for what they say themselves."""

from collections.abc import Iterator

from ovpsheets.plan.model import Indicator
from ovpsheets.release.disclosure.families import Family
from ovpsheets.release.disclosure.figures import Figures, cells
from ovpsheets.release.disclosure.model import Key, Policy


def small(number: float, threshold: int, policy: Policy) -> bool:
    """Tell whether *number* persons are too few to be published."""
    return 0 < abs(number) < threshold or (number == 0 and policy.protect_zeros)


def primary(family: Family, figures: Figures, policy: Policy) -> dict[Key, str]:
    """Return the cells of the quarter that are hidden, with the reason, and those to be shown.

    A cell that is public, whitelisted or that an official decided to show has the reason "".
    """
    return {
        key: _reason(indicator, key, family.threshold(indicator.code, policy), figures, policy)
        for indicator in family.figures
        for key in cells(figures, indicator)
    }


def _reason(
    indicator: Indicator, key: Key, threshold: int, figures: Figures, policy: Policy
) -> str:
    official = figures.memory.official(*key)
    if official == "hide":
        return "remembered"
    if official == "show" or key in whitelisted(figures) or figures.is_public(key):
        return ""
    value = figures.values[key]
    if small(value, threshold, policy):
        return "primary"
    if (key in figures.public and figures.public[key] is None) or _is_carried(key, figures):
        return "remembered"
    if any(small(value - known, threshold, policy) for known in figures.references(indicator, key)):
        return "difference"
    return ""


def _is_carried(key: Key, figures: Figures) -> bool:
    """Tell whether the value repeats the hidden one before, as it does once all is completed."""
    before = figures.last_public(key[1], key[2])
    hidden = before is not None and before[1] is None
    return hidden and figures.previous.get(key[1:]) == figures.values[key]


def whitelisted(figures: Figures) -> dict[Key, str]:
    """Return what was published elsewhere, by cell, with its source; institution "": the sum."""
    return dict(_whitelisted(figures))


def _whitelisted(figures: Figures) -> Iterator[tuple[Key, str]]:
    for line in figures.memory.decided("whitelist"):
        key = (line.quarter, line.indicator, line.institution)
        if line.source and _agrees(line.value, figures.values.get(key)):
            yield key, line.source


def _agrees(said: str, value: float | None) -> bool:
    """Tell whether the source says the value we have; a figure that differs is another one."""
    if not said or value is None:
        return True
    try:
        return float(said.replace(",", ".")) == value
    except ValueError:
        return False
