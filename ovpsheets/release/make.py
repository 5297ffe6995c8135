"""From a merged quarter to what the public gets, in one line of stations.

public columns → who counts persons → figures of persons → texts of persons → revisions and marks
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from ovpsheets.disclosure import (
    BASE,
    Memory,
    Policy,
    PromisedFigures,
    TextsAsked,
    as_released,
    open_questions,
    protect,
    protect_texts,
    remembered,
    renumbered,
    said_of_persons,
)
from ovpsheets.release.public import (
    Public,
    Published,
    also_given,
    public,
    telling_withheld,
    without_internal,
)
from ovpsheets.release.revisions import revisions_since
from ovpsheets.release.withheld import Withheld
from ovpsheets.results.report import Report
from ovpsheets.results.report.derive_facts import facts_of


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What would be published, what must be asked before, and what is to be remembered.

    ``released``: its figures, for the memory of what was published (columns: REMEMBERED).
    ``promised``: the baselines and targets of persons that are left out: code, column, number.
    ``given_up``: the indicators of persons of which all is hidden, for so much hangs together.
    """

    public: Public
    questions: pd.DataFrame
    memory: Memory
    released: pd.DataFrame
    promised: tuple[tuple[str, str, float], ...] = ()
    given_up: tuple[str, ...] = ()


Unseen = Callable[[Report], frozenset[str]]


def nobody(_public: Report) -> frozenset[str]:
    """Return no institution: everyone has been shown what is public."""
    return frozenset()


def make_public(
    report: Report,
    published: Published,
    memory: Memory,
    policy: Policy,
    *,
    unseen: Unseen = nobody,
    undated: frozenset[str] = frozenset(),
) -> Made:
    """Return what of *report* is public after disclosure control; nothing is written.

    *unseen*: what is public → who has not been shown it, whose rows are provisional. Of
    *undated* institutions nobody knows on which day their form came: nothing is said of it.
    """
    quarter = report.quarter
    published = published.under_codes_of(report.plan)
    shown = without_internal(report, published.earlier, undated)
    reported = frozenset(shown.tables.indicators["indicator"])
    again = renumbered(report.plan, quarter, memory, published.every, reported)
    every, memory = again.published(report.plan, published.every), again.memory(memory)
    plan, policy = remembered(report.plan, policy, every)
    said = said_of_persons(plan, quarter, memory, reported)
    plan, policy = said.plan, replace(policy, undecided=said.undecided)
    promised = PromisedFigures(plan, quarter, memory, policy, reported)
    figures = protect(
        plan, quarter, shown.tables.indicators, every, memory, policy,
        also_hidden=promised.hidden(),
    )  # fmt: skip
    shown = replace(shown, base=BASE if figures.rounded else 0)
    others = (*again.questions, *said.questions, *promised.questions())
    known = figures.memory.and_(question.line for question in others)
    asked = TextsAsked(plan, quarter, known, said.undecided, figures.hidden_numbers)
    texts = protect_texts(asked, shown.tables.activities)
    indicators = promised.masked(figures.indicators)
    tables = replace(shown.tables, indicators=indicators, activities=texts.activities)
    facts = also_given(facts_of(shown), shown, promised.left_out())
    shown = replace(shown, plan=promised.masked_plan(report.plan), facts=facts)
    withheld = Withheld.of(plan.columns, str(quarter), shown.tables, tables, texts.memory)
    safe = replace(shown, tables=tables)
    now = telling_withheld(safe)
    since = revisions_since(published.last, now, plan.columns, report.as_of, withheld)
    safe = replace(shown, tables=replace(tables, revisions=since))
    first = open_questions(others, memory)
    questions = pd.concat([first, figures.questions, texts.questions], ignore_index=True)
    made = public(safe, figures.totals, unseen(safe))
    whole = shown.tables.indicators
    released = as_released(plan, policy, made.report.tables.indicators, whole, figures.rounded)
    left_out = promised.left_out()
    return Made(made, questions, texts.memory, released, left_out, figures.given_up)
