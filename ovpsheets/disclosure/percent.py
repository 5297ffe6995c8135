"""Percentages of persons: a share and what it is a share of give back how many it is.

Other numbers that do not add up (a grade, an average) go the same way, but are no share
of anything: beside a count that is hidden they are hidden, too.

The plan does not say what a percentage is a share of. So every count of persons of
the same activity is taken for it: while one of them is hidden, so is the percentage;
else it is hidden where it makes fewer persons of one of the counts than the threshold of
that count, which of a part is the higher one, or leaves fewer. Where nothing was counted,
an official is asked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from ovpsheets.disclosure.families import thresholds
from ovpsheets.disclosure.figures import Figures, cells
from ovpsheets.disclosure.primary import few_of
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.terms import Key, Policy
from ovpsheets.plan.model import Indicator, Plan

_MANY: Final = 100
"""Of so many a whole per cent says no more than a number rounded to the base."""


def percentages(
    plan: Plan,
    figures: Figures,
    counts: Mapping[Key, str],
    policy: Policy,
    rounded: Collection[Key] = (),
) -> tuple[dict[Key, str], list[Question]]:
    """Return the cells of the quarter, with why they are hidden ("": shown), and the questions.

    *counts*: the cells of persons, with why they are hidden; *rounded*: those that are rounded.
    """
    hidden: dict[Key, str] = {}
    questions = []
    limits = thresholds(plan, policy)
    activities = {plan.indicator(code).activity for _, code, _ in counts}
    for indicator in plan.indicators:
        kind = indicator.kind
        of_persons = indicator.persons or indicator.activity in activities
        if kind.is_number and not kind.adds_up and of_persons:
            near = {
                key: why
                for key, why in counts.items()
                if plan.indicator(key.indicator).activity == indicator.activity
            }
            for key in cells(figures, indicator):
                hidden[key] = _reason(plan, key, near, figures, limits)
                if _is_of_rounded(indicator, near.keys() & rounded, figures):
                    hidden[key] = hidden[key] or "percent"
                # Until an official says yes it is hidden, whatever else speaks for showing it.
                asked = _asked(indicator, key, near, figures)
                if asked:
                    question = _question(asked, indicator, key, figures)
                    questions.append(question)
                    said_yes = figures.memory.answer(question.id) is True
                    reason = hidden[key] if asked == "group" else ""
                    hidden[key] = reason if said_yes else _why(indicator)
    return hidden, questions


def _is_of_rounded(indicator: Indicator, near: Iterable[Key], figures: Figures) -> bool:
    """Tell whether a share would say which of the counts it is that are rounded alike."""
    return indicator.kind.is_share and any(figures.values[key] < _MANY for key in near)


def _why(indicator: Indicator) -> str:
    return "percent" if indicator.kind.is_share else "number"


def _asked(indicator: Indicator, key: Key, near: Mapping[Key, str], figures: Figures) -> str:
    """Return what has to be asked about a percentage that is not public, "" for nothing."""
    official = figures.memory.official(*key)
    if figures.is_public(key) or official == "hide":
        return ""
    if not near:
        return "" if official else _why(indicator)
    if not any(near.values()) and indicator.kind.is_share and figures.values[key] in (0, 100):
        return "group"
    return "show_reveals" if official == "show" and any(near.values()) else ""


def _reason(
    plan: Plan,
    key: Key,
    near: Mapping[Key, str],
    figures: Figures,
    limits: Mapping[str, int],
) -> str:
    indicator = plan.indicator(key.indicator)
    if figures.is_taken_back(key, indicator.activity):
        return "remembered"
    if figures.memory.official(*key) or figures.is_public(key):
        return ""
    if key in figures.public and figures.public[key] is None:
        return "remembered"
    if any(near.values()):
        return _why(indicator)
    if not indicator.kind.is_share:
        return ""
    share = figures.values[key] / 100
    for place in near:
        count, threshold = figures.values[place], limits[place.indicator]
        told = (
            _told_before(indicator, key, place, figures)
            if place.institution == key.institution
            else ()
        )
        if few_of(count, share, threshold) or _adds_few(share, count, told, threshold):
            return "percent"
        for other, before in _counted_otherwise(plan, key, place, figures):
            if few_of(other, share, threshold) or _adds_few(share, other, before, threshold):
                return "percent"
    return ""


def _counted_otherwise(
    plan: Plan, key: Key, place: Key, figures: Figures
) -> Iterator[tuple[float, Sequence[tuple[float, float]]]]:
    """Yield what else the share *key* may be of, where it and the cell *place* count differently.

    A share of the quarter is of what is new in a figure since the start; a share since the start is
    of what the quarters add up to, and so it was before: with the shares and counts told then.
    """
    share, count = (
        figures.series(plan.indicator(cell.indicator), cell.institution) for cell in (key, place)
    )
    is_new = key.quarter in share.of_one_quarter
    if is_new is (key.quarter in count.of_one_quarter):
        return
    if is_new:
        new = count.new(key.quarter, figures.ours)
        yield from () if new is None else ((new, ()),)
        return
    levels = {
        quarter: found.value(figures.ours)
        for quarter in count.cells
        if (found := count.so_far(quarter)) is not None
    }
    told = [
        (value / 100, level)
        for quarter, level in levels.items()
        if level is not None and quarter != key.quarter
        for value in figures.versions.get(key.of_quarter(quarter), ())
    ]
    if (now := levels.get(key.quarter)) is not None:
        yield now, told


def _told_before(
    indicator: Indicator, key: Key, place: Key, figures: Figures
) -> Iterator[tuple[float, float]]:
    """Yield the shares and the counts of the cell *place* that were published together before.

    Older versions of the quarter; and other quarters, where both are counted from the start on.
    """
    grows = {indicator.code, place.indicator} <= figures.cumulative
    quarters = {key.quarter, *(other.quarter for other in figures.cells(place.indicator) if grows)}
    for quarter in sorted(quarters):
        counts = figures.versions.get(place.of_quarter(quarter), ())
        shares = figures.versions.get(key.of_quarter(quarter), ())
        yield from product((share / 100 for share in shares), counts)


def _adds_few(
    share: float, count: float, told: Iterable[tuple[float, float]], threshold: int
) -> bool:
    """Tell whether those of a share, or of the rest, are a few more or less than was told."""
    return any(
        # Persons are whole: a share of a count stands for the number of them nearest to it.
        0 < abs(round(part * count) - round(other * before)) < threshold
        for old, before in told
        for part, other in ((share, old), (1 - share, 1 - old))
    )


def _question(kind: str, indicator: Indicator, key: Key, figures: Figures) -> Question:
    if kind == "group":  # the same in every quarter, and of every institution
        return Question(kind, key.quarter, indicator.activity, indicator.code, "", indicator.code)
    return Question(
        kind, key.quarter, indicator.activity, indicator.code, key.institution,
        f"{key.quarter}: {figures.values[key]:g}{' %' if indicator.kind.is_share else ''}",
    )  # fmt: skip
