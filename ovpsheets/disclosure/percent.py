"""Percentages of persons: a share and what it is a share of give back how many it is.

The plan does not say what a percentage is a share of. So every count of persons of
the same activity is taken for it: while one of them is hidden, so is the percentage;
else it is hidden where it makes fewer persons than the threshold of one of the counts,
or leaves fewer. Where nothing was counted, an official is asked.
"""

from collections.abc import Iterable, Mapping

from ovpsheets.disclosure.figures import Figures, cells
from ovpsheets.disclosure.person_texts import Question
from ovpsheets.disclosure.terms import Key, Policy
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.words import Kind


def percentages(
    plan: Plan, figures: Figures, counts: Mapping[Key, str], policy: Policy
) -> tuple[dict[Key, str], list[Question]]:
    """Return the cells of the quarter, with why they are hidden ("": shown), and the questions.

    *counts*: the cells of persons, with why they are hidden.
    """
    hidden: dict[Key, str] = {}
    questions = []
    activities = {plan.indicator(code).activity for _, code, _ in counts}
    for indicator in plan.indicators:
        if indicator.kind is Kind.PERCENT and (
            indicator.persons or indicator.activity in activities
        ):
            near = {
                key: why
                for key, why in counts.items()
                if plan.indicator(key[1]).activity == indicator.activity
            }
            for key in cells(figures, indicator):
                hidden[key] = _reason(key, near, figures, policy)
                kind = _asked(key, near, figures)
                if kind:
                    question = _question(kind, indicator, key, figures)
                    questions.append(question)
                    said_yes = figures.memory.answer(question.id) is True
                    hidden[key] = "" if said_yes else "percent"
    return hidden, questions


def _asked(key: Key, near: Mapping[Key, str], figures: Figures) -> str:
    """Return what has to be asked about a percentage that is not public, "" for nothing."""
    official = figures.memory.official(*key)
    if figures.is_public(key) or official == "hide":
        return ""
    if not near:
        return "" if official else "percent"
    return "show_reveals" if official == "show" and any(near.values()) else ""


def _reason(key: Key, near: Mapping[Key, str], figures: Figures, policy: Policy) -> str:
    official = figures.memory.official(*key)
    if official:
        return "remembered" if official == "hide" else ""
    if figures.is_public(key):
        return ""
    if key in figures.public and figures.public[key] is None:
        return "remembered"
    if any(near.values()):
        return "percent"
    share = figures.values[key] / 100
    counted = (figures.values[place] for place in near)
    return "percent" if _makes_few(share, counted, policy.threshold) else ""


def _makes_few(share: float, counts: Iterable[float], threshold: int) -> bool:
    shares = ((share * count, (1 - share) * count) for count in counts)
    return any(0 < round(n, 6) < threshold for pair in shares for n in pair)


def _question(kind: str, indicator: Indicator, key: Key, figures: Figures) -> Question:
    return Question(
        kind, key[0], indicator.activity, indicator.code, key[2],
        f"{key[0]}: {figures.values[key]:g} %",
    )  # fmt: skip
