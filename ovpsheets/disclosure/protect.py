"""Disclosure control of a quarter's indicators, as a line of stations."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ovpsheets.disclosure.counts import decided_counts
from ovpsheets.disclosure.families import Family, Sum, thresholds
from ovpsheets.disclosure.figures import Figures, cells
from ovpsheets.disclosure.groups import groups
from ovpsheets.disclosure.memory import Line, Memory
from ovpsheets.disclosure.noticed import question
from ovpsheets.disclosure.percent import percentages
from ovpsheets.disclosure.person_texts import TextsAsked, indicators_of_persons
from ovpsheets.disclosure.primary import number, whitelisted
from ovpsheets.disclosure.question import Question, open_questions
from ovpsheets.disclosure.rounding import is_rounded
from ovpsheets.disclosure.running_totals import hidden_totals, with_open_totals
from ovpsheets.disclosure.terms import (
    HIDDEN,
    TOTALS,
    HiddenNumber,
    Key,
    Policy,
    Protected,
)
from ovpsheets.disclosure.typed_lines import understood
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import frame, records
from ovpsheets.words import INDICATORS, Flag


def protect(
    plan: Plan,
    quarter: Quarter,
    indicators: pd.DataFrame,
    published: pd.DataFrame,
    memory: Memory,
    policy: Policy,
    *,
    also_hidden: Sequence[HiddenNumber] = (),
) -> Protected:
    """Return *indicators* of *quarter* as they may be published, and what has to be asked.

    *published*: the public rows of every earlier publication (columns: INDICATORS; a
    hidden value is missing and has the flag ``c``); of several rows of one cell the
    newest is the last. What the tool remembers of *quarter* itself counts only once it
    was published: until then it was a draft. *also_hidden*: further numbers that no text may
    repeat unasked.
    """
    memory, unclear = understood(plan, quarter, _without_drafts(memory, published))
    figures = Figures.of(plan, quarter, indicators, published, memory)
    told = decided_counts(plan, figures, policy)
    counts, numbers, questions = dict(told.why), told.numbers, [*told.questions]
    exact = [own for own in told.families if not is_rounded(own, figures, policy)]
    about_groups = [q for own in exact for q, _ in groups(own, figures, policy)]
    shares, about_shares = percentages(plan, figures, counts, policy, numbers)
    decided = counts | shares
    decided |= _by_hand(indicators, memory)
    as_shown = replace(figures, values={**figures.values, **numbers})
    kept_back = decided | dict.fromkeys(numbers, "rounded")
    of_persons = indicators_of_persons(plan).keys() | {code for _, code, _ in decided}
    of_persons |= {line.indicator for line in memory.decided("hide") if not line.is_ours}
    # Masked twice: which totals may stand follows from the numbers that are left, and which texts
    # may stand from the totals that are not.
    masked = _masked(_with(indicators, numbers), decided, of_persons, figures)
    open_totals = with_open_totals(masked, plan, figures, of_persons, policy)
    hidden = (
        *_hidden_numbers(plan, kept_back, figures),
        *hidden_totals(indicators, open_totals, plan),
        *also_hidden,
    )
    texts = TextsAsked(plan, quarter, memory, policy.undecided, hidden)
    table, asked = texts.without(INDICATORS, indicators)
    table = table.assign(total_so_far=open_totals["total_so_far"])
    can_wait = [*about_shares, *_about_sums(plan, told.sums, decided, figures), *about_groups]
    # Whether an indicator counts persons at all is to be said before anything else of it.
    questions += [item for item in can_wait if item.indicator not in policy.undecided]
    questions += [*asked, *_without_source(plan, memory), *unclear]
    return Protected(
        _masked(_with(table, numbers), decided, of_persons, figures),
        _hidden(plan, decided, policy),
        _totals(told.families, decided, as_shown, questions),
        open_questions(questions, memory),
        memory.and_([*_lines(plan, decided, figures, numbers), *(item.line for item in questions)]),
        hidden,
        frozenset(numbers),
        tuple(own.code for own in plan.indicators if own.code in told.given_up & _codes(decided)),
    )


def _codes(decided: Mapping[Key, str]) -> frozenset[str]:
    """Return the indicators of which something is hidden."""
    return frozenset(key.indicator for key, why in decided.items() if why)


def _with(table: pd.DataFrame, numbers: Mapping[Key, int]) -> pd.DataFrame:
    """Return *table* with the *numbers* to which its values are rounded."""
    keys = [Key(row["quarter"], row["indicator"], row["institution"]) for row in records(table)]
    values = [numbers.get(key, value) for key, value in zip(keys, table["value"], strict=True)]
    return table.assign(value=pd.Series(values, index=table.index, dtype=table["value"].dtype))


def _about_sums(
    plan: Plan, sums: Iterable[Sum], decided: Mapping[Key, str], figures: Figures
) -> Iterator[Question]:
    """Yield a question about each sum that was noticed and has a hidden figure, now or before."""
    hidden = {key.indicator for key, why in decided.items() if why}
    hidden |= {key.indicator for key, value in figures.public.items() if value is None}
    for own in sums:
        if hidden & {own.whole, *own.parts}:
            yield question(plan, own, figures.quarter)


def _by_hand(indicators: pd.DataFrame, memory: Memory) -> dict[Key, str]:
    """Return the answers that an official hides, also those that no rule is about, as in words."""
    keys = (
        Key(row["quarter"], row["indicator"], row["institution"]) for row in records(indicators)
    )
    return {key: "remembered" for key in keys if memory.official(*key) == "hide"}


def _without_drafts(memory: Memory, published: pd.DataFrame) -> Memory:
    quarters = set(published["quarter"])
    return Memory(
        tuple(
            line
            for line in memory.lines
            # What an official said holds at once; what the tool hid, once it is out.
            if not line.is_ours or line.decision == "ask" or line.quarter in quarters
        )
    )


def _masked(
    table: pd.DataFrame, decided: Mapping[Key, str], of_persons: set[str], figures: Figures
) -> pd.DataFrame:
    hidden: list[Hashable] = []
    elsewhere: list[Hashable] = []
    for place, row in zip(table.index, records(table), strict=True):
        code, institution = row["indicator"], row["institution"]
        if code not in of_persons:
            continue
        if decided.get(Key(figures.quarter, code, institution)):
            hidden.append(place)
        before = figures.last_public(code, institution)
        # A value of a quarter is published with that quarter, or a revision of it: nowhere else.
        if before is None or before.value != row["previous_value"]:
            elsewhere.append(place)
    shown = table.copy()
    # Each at once: pandas takes as long for one cell as for all of a column.
    shown.loc[hidden, ["value", "text"]] = pd.NA
    shown.loc[hidden, "flag"] = Flag.CONFIDENTIAL.value
    shown.loc[elsewhere, "previous_value"] = pd.NA
    return shown


def _hidden(plan: Plan, decided: Mapping[Key, str], policy: Policy) -> pd.DataFrame:
    limits = thresholds(plan, policy)
    rows = [
        {
            "quarter": key.quarter,
            "indicator": key.indicator,
            "institution": key.institution,
            "why": why,
            "width": _width(limits.get(key.indicator, policy.threshold), policy),
        }
        for key, why in sorted(decided.items())
        if why
    ]
    return frame(HIDDEN, rows)


def _hidden_numbers(
    plan: Plan, decided: Mapping[Key, str], figures: Figures
) -> tuple[HiddenNumber, ...]:
    """Return the whole numbers that a hidden figure is, was before, or grew by in between."""
    found: dict[HiddenNumber, None] = {}
    for key, why in sorted(decided.items()):
        value, before = figures.values.get(key), figures.previous.get(key.series)
        if why and value is not None:
            own = plan.indicator(key.indicator)
            commitment = plan.activity(own.activity).commitment
            grown = None if before is None else value - before
            # Nought is left out: it stands in too many texts to tell anything.
            for number_hidden in (value, before or None, grown or None):
                if number_hidden is not None:
                    whole = abs(int(number_hidden))
                    found[HiddenNumber(own.code, own.activity, commitment, whole)] = None
    return tuple(found)


def _width(threshold: int, policy: Policy) -> int:
    """Return how many whole numbers must remain possible for a hidden cell: 1 to threshold − 1."""
    return threshold if policy.protect_zeros else threshold - 1


def _lines(
    plan: Plan, decided: Mapping[Key, str], figures: Figures, numbers: Mapping[Key, int]
) -> list[Line]:
    return [
        Line(
            *key,
            "hide" if why else "show",
            activity=plan.indicator(key.indicator).activity,
            value="" if why else f"{numbers.get(key, figures.values[key]):g}",
            why=why or "safe",
        )
        for key, why in sorted(decided.items())
    ]


def _without_source(plan: Plan, memory: Memory) -> list[Question]:
    known = {indicator.code: indicator.activity for indicator in plan.indicators}
    return [
        Question(
            "whitelist_source",
            line.quarter,
            known.get(line.indicator, ""),
            line.indicator,
            line.institution,
            f"{line.quarter} {line.value}".strip(),
        )
        for line in memory.decided("whitelist")
        if not line.source or number(line.value) is None
    ]


def _totals(
    sensitive: tuple[Family, ...],
    decided: Mapping[Key, str],
    figures: Figures,
    questions: Iterable[Question],
) -> pd.DataFrame:
    """Return the sums of the quarter that may be published (columns: TOTALS).

    A sum of shares is published where every institution gave a value and all of them are,
    so that anybody could add it up; one of several reporters also where it is whitelisted, with
    its source, and gives nothing back or is to be published all the same.
    """
    refused = {
        (item.quarter, item.indicator, item.institution)
        for item in questions
        if item.kind == "whitelist_reveals" and figures.memory.answer(item.id) is not True
    }
    sources = {key: source for key, source in whitelisted(figures).items() if key not in refused}
    return frame(TOTALS, list(_sums(sensitive, decided, figures, sources)))


def _sums(
    sensitive: tuple[Family, ...],
    decided: Mapping[Key, str],
    figures: Figures,
    sources: Mapping[Key, str],
) -> Iterator[dict[str, object]]:
    for family in sensitive:
        for indicator in family.figures:
            parts = cells(figures, indicator)
            source = sources.get(Key(figures.quarter, indicator.code, ""))
            is_open = indicator.is_shared and not any(decided[key] for key in parts)
            if _is_all_of_a_sum(indicator, parts) and (source or is_open):
                yield {
                    "quarter": figures.quarter,
                    "indicator": indicator.code,
                    "value": sum(figures.values[key] for key in parts),
                    "source": source,
                }


def _is_all_of_a_sum(indicator: Indicator, parts: tuple[Key, ...]) -> bool:
    return not indicator.is_one_figure and len(parts) == len(indicator.reported_by)
