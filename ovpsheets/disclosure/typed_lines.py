"""Lines that an official typed into disclosure.csv, in the words of the plan.

People write „МВР“ for MVR, „скриј“ for hide, 3,6,3,1. for 3.6.3.1. A line that names
nothing the plan has would hide nothing, so it is asked about, and nothing is published.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.decisions.known_names import institution_codes
from ovpsheets.disclosure.memory import Line, Memory
from ovpsheets.disclosure.question import Question
from ovpsheets.languages import written
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.templates import cached
from ovpsheets.words import fold

_DECISIONS: Final = ("hide", "show", "whitelist")


@cached
def _decisions() -> Mapping[str, str]:
    typed = {fold(word): name for name in _DECISIONS for word in (name, *written("official", name))}
    return typed | {fold("ask"): "ask"}  # the tool's own


def understood(plan: Plan, quarter: Quarter, memory: Memory) -> tuple[Memory, list[Question]]:
    """Return *memory* with the officials' lines in the words of *plan*, and what to ask.

    A line that cannot be understood stays as it was typed, and does nothing. In the
    *quarter* to be published it must also name an institution that reports the indicator.
    """
    lines: list[Line] = []
    questions: list[Question] = []
    codes = institution_codes(plan)
    for line in memory.lines:
        said = line if line.is_ours else _in_words_of(plan, codes, line)
        if said is None or not _bears_on(plan, quarter, said):
            questions.append(_question(line))
        lines.append(said or line)
    return Memory(tuple(lines)), questions


def _in_words_of(plan: Plan, codes: Mapping[str, str], line: Line) -> Line | None:
    decision = _decisions().get(fold(line.decision), "")
    indicator = plan.find_indicator(fold(line.indicator).replace(",", ".").strip("."))
    quarter = _quarter(line.quarter, of_year=decision == "whitelist")
    if not (decision and indicator and quarter):
        return None
    institution = codes.get(fold(line.institution), "")
    if decision in ("hide", "show") and not line.institution and len(indicator.reported_by) == 1:
        (institution,) = indicator.reported_by
    if not institution and (line.institution or decision != "whitelist"):
        return None
    return replace(
        line, decision=decision, quarter=quarter, indicator=indicator.code, institution=institution
    )


def _bears_on(plan: Plan, quarter: Quarter, line: Line) -> bool:
    if line.is_ours or line.quarter != str(quarter) or not line.institution:
        return True
    return line.institution in plan.indicator(line.indicator).reported_by


def _quarter(text: str, *, of_year: bool) -> str:
    if of_year and len(text) == 4 and text.isdecimal():
        return text
    try:
        return str(Quarter.parse(text))
    except ValueError:
        return ""


def _question(line: Line) -> Question:
    text = " ".join(filter(None, (line.decision, line.quarter, line.indicator, line.institution)))
    return Question("unknown_line", line.quarter, "", line.indicator, line.institution, text)
