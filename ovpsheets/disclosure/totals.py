"""Sums over the institutions of an indicator: public only where they give nothing back."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.figures import Figures, cells
from ovpsheets.disclosure.person_texts import Question
from ovpsheets.disclosure.primary import whitelisted
from ovpsheets.disclosure.terms import TOTALS, Key
from ovpsheets.plan.model import Indicator
from ovpsheets.tables import frame


def totals(
    sensitive: tuple[Family, ...],
    decided: Mapping[Key, str],
    figures: Figures,
    questions: Iterable[Question],
) -> pd.DataFrame:
    """Return the sums of the quarter that may be published (columns: TOTALS).

    A sum is published where every institution gave a value and all of them are,
    so that anybody could add it up; or where it is whitelisted, with its source, and
    gives nothing back or is to be published all the same.
    """
    refused = {
        (item.quarter, item.indicator, item.institution)
        for item in questions
        if item.kind == "whitelist_reveals" and figures.memory.answer(item.id) is not True
    }
    sources = {key: source for key, source in whitelisted(figures).items() if key not in refused}
    return frame(TOTALS, list(_totals(sensitive, decided, figures, sources)))


def _totals(
    sensitive: tuple[Family, ...],
    decided: Mapping[Key, str],
    figures: Figures,
    sources: Mapping[Key, str],
) -> Iterator[dict[str, object]]:
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
