"""The threshold rule: which figures are hidden for what they say themselves."""

from collections.abc import Collection, Iterator

from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.figures import Figures, cells
from ovpsheets.disclosure.groups import refused
from ovpsheets.disclosure.terms import Key, Policy
from ovpsheets.plan.model import Indicator


def small(number: float, threshold: int, policy: Policy) -> bool:
    """Tell whether *number* persons are too few to be published."""
    return 0 < abs(number) < threshold or (number == 0 and policy.protect_zeros)


def few_of(number: float, share: float, threshold: int) -> bool:
    """Tell whether *share* of a number of persons, or the rest, are too few to be published."""
    # Products of floats: 0.07 of 100 persons are 7.000000000000001, and 7 of them are 7.
    return any(0 < round(part * number, 6) < threshold for part in (share, 1 - share))


def few_up_to(most: int, share: float, threshold: int) -> bool:
    """Tell whether *share* of a number that is not more than *most* leaves too few possible.

    44 % of at most 13 are 4 of 9 and no others.
    """
    # Of more persons than a hundred thresholds one per cent is more than the threshold.
    rounded = round(100 * share)
    pairs = [
        (part, number - part)
        for number in range(1, min(most, threshold * 100) + 1)
        if round(100 * (part := round(share * number)) / number) == rounded
    ]
    for sort in ({part for part, _ in pairs}, {rest for _, rest in pairs}):
        possible = {number for number in sort if number}
        if any(number < threshold for number in possible) and len(possible) < threshold - 1:
            return True
    return False


def primary(
    family: Family, figures: Figures, policy: Policy, shown: Collection[Key]
) -> dict[Key, str]:
    """Return the cells of the quarter that are hidden, with the reason, and those to be shown.

    A cell that is public or one of *shown* has the reason "".
    """
    together = refused(family, figures, policy)
    return {
        key: (
            ""
            if key in shown
            else _reason(indicator, key, family.threshold(indicator.code, policy), figures, policy)
            or ("group" if key in together else "")
        )
        for indicator in family.figures
        for key in cells(figures, indicator)
    }


def wanted(family: Family, figures: Figures) -> tuple[Key, ...]:
    """Return the cells that an official wants shown or that are whitelisted, not yet public."""
    elsewhere = whitelisted(figures)
    return tuple(
        key
        for indicator in family.figures
        for key in sorted(cells(figures, indicator))
        if not figures.is_public(key)
        and (official := figures.memory.official(*key)) != "hide"
        and (official == "show" or key in elsewhere)
    )


def _reason(
    indicator: Indicator, key: Key, threshold: int, figures: Figures, policy: Policy
) -> str:
    # Before all else: what an official took back stays hidden, whatever it has become since.
    if figures.is_taken_back(key, indicator.activity):
        return "remembered"
    if figures.is_public(key):
        return ""
    value = figures.values[key]
    if small(value, threshold, policy):
        return "primary"
    if (key in figures.public and figures.public[key] is None) or _is_carried(key, figures):
        return "remembered"
    if any(small(value - known, threshold, policy) for known in figures.references(indicator, key)):
        return "difference"
    shares = figures.shares_of(indicator, key)
    own = figures.shares.get((key.quarter, indicator.activity, key.institution), ())
    told = figures.shared(indicator, key)
    is_few = any(few_of(number, share, threshold) for share, number in told) or any(
        few_up_to(int(value), share, threshold) for share in shares if share not in own
    )
    return "percent" if is_few else ""


def _is_carried(key: Key, figures: Figures) -> bool:
    """Tell whether the value repeats the hidden one before, as it does once all is completed."""
    before = figures.last_public(*key.series)
    hidden = before is not None and before.value is None
    return hidden and figures.previous.get(key.series) == figures.values[key]


def whitelisted(figures: Figures) -> dict[Key, str]:
    """Return what was published elsewhere, by cell, with its source; institution "": the sum.

    Without source and value a line does not count, nor where the value is not ours.
    """
    return dict(_whitelisted(figures))


def _whitelisted(figures: Figures) -> Iterator[tuple[Key, str]]:
    for line in figures.memory.decided("whitelist"):
        key = Key(line.quarter, line.indicator, line.institution)
        if line.source and number(line.value) is not None:
            ours = figures.values.get(key)
            if ours is None or number(line.value) == ours:
                yield key, line.source


def number(text: str) -> float | None:
    """Return the number that an official typed; None where it is none."""
    try:
        # Officials type decimals with a comma.
        return float(text.replace(",", "."))
    except ValueError:
        return None
