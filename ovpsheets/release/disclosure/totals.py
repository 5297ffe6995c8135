"""Sums over the institutions of an indicator: public only where they give nothing back."""

from collections.abc import Iterator, Mapping

import pandas as pd

from ovpsheets.plan.model import Indicator
from ovpsheets.release.disclosure.families import Family
from ovpsheets.release.disclosure.figures import Figures, cells
from ovpsheets.release.disclosure.model import TOTALS, Key
from ovpsheets.release.disclosure.primary import whitelisted
from ovpsheets.tables import frame


def totals(
    sensitive: tuple[Family, ...], decided: Mapping[Key, str], figures: Figures
) -> pd.DataFrame:
    """Return the sums of the quarter that may be published (columns: TOTALS).

    A sum is published where every institution gave a value and all of them are,
    so that anybody could add it up; or where it is whitelisted, with its source.
    """
    return frame(TOTALS, [row for row in _totals(sensitive, decided, figures) if row])


def _totals(
    sensitive: tuple[Family, ...], decided: Mapping[Key, str], figures: Figures
) -> Iterator[dict[str, object]]:
    sources = whitelisted(figures)
    for family in sensitive:
        for indicator in family.figures:
            parts = cells(figures, indicator)
            source = sources.get((figures.quarter, indicator.code, ""))
            if _is_a_sum(indicator, parts) and (source or not any(decided[key] for key in parts)):
                yield {
                    "quarter": figures.quarter,
                    "indicator": indicator.code,
                    "value": sum(figures.values[key] for key in parts),
                    "source": source,
                }


def _is_a_sum(indicator: Indicator, parts: tuple[Key, ...]) -> bool:
    return 1 < len(parts) == len(indicator.reported_by)
