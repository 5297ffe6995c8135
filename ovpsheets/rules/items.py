"""The to-do list: what is really to be asked, after causes and equal findings are put together.

Findings are many and exact; a person reads items. A finding that follows from
another is said with it; three or more equal ones of an institution are one, and so are
those that an activity's status makes of its indicators.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from ovpsheets.plan.model import Plan
from ovpsheets.rules.finding_row import subject
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Language, default_language

FEWEST_EQUAL: Final = 3
"""From so many equal findings of one institution on, they are one item."""

MOST_NAMED: Final = 8
"""More consequences of one kind than these are counted, not named."""

_OF_BLANKS: Final = frozenset(
    {
        "missing_status",
        "missing_indicator",
        "missing_narrative",
        "missing_new_deadline",
        "missing_required",
    }
)
"""Rules about empty cells: what stands beside one is quoted, and not lost among equal ones."""

_ASKED_FOR: Final = "missing_return"
"""Of who is asked for the form it is not said that none came: that is why it is asked."""

Finding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One line of the to-do list.

    ``id`` is the finding's, or that of the group: rule and institution.
    ``message`` is for the coordinator, ``ask`` ready to send; ``findings`` are the
    rows of the table it stands for, ``consequences`` those that follow from them.
    ``together``: activity → the one sentence that asks about several of its indicators.
    """

    id: str
    message: str
    ask: str
    findings: tuple[Finding, ...]
    consequences: tuple[Finding, ...] = ()
    together: Mapping[str, str] = field(default_factory=dict)

    @property
    def first(self) -> Finding:
        """The finding that stands for all: they share rule, severity, institution and state."""
        return next(iter(self.findings))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all subjects."""
        return tuple(dict.fromkeys(code for finding in self.findings if (code := _code(finding))))

    @property
    def since(self) -> str:
        """The earliest quarter since when any of it stands."""
        return min(str(finding["since"]) for finding in self.findings)


def group_id(finding: Finding) -> str:
    """Return the id of the group that a finding would belong to."""
    return f"{finding['rule']}:{finding['institution']}:*"


def items(findings: pd.DataFrame, plan: Plan, language: Language) -> tuple[TodoItem, ...]:
    """Return the items of *findings*, in the table's order, in the coordinator's *language*.

    Waived findings and those on trial are items too; their state tells.
    """
    rows = records(findings)
    following: dict[str, list[Finding]] = {}
    for row in rows:
        if row["follows"]:
            following.setdefault(row["follows"], []).append(row)
    # The coordinator reads all of it in one language; what is asked goes out in the institution's.
    spoken = {item.code: item.language for item in plan.institutions}
    return tuple(
        _item(
            group,
            following,
            _Speech(plan, Texts(language)),
            _Speech(plan, Texts(spoken.get(_institution(group), language))),
        )
        for group in _groups([row for row in rows if not row["follows"]])
    )


def _institution(group: Sequence[Finding]) -> str:
    return _first(group)["institution"] or ""


def _first(group: Sequence[Finding]) -> Finding:
    """The finding that stands for all of a group: they share rule, institution and state."""
    return next(iter(group))


def _groups(roots: Sequence[Finding]) -> Iterator[tuple[Finding, ...]]:
    """Yield equal findings together, where the first of them stands."""
    equal: dict[tuple[object, ...], list[Finding]] = {}
    for row in roots:
        equal.setdefault(_sameness(row), []).append(row)
    for group in equal.values():
        if len(group) >= FEWEST_EQUAL or _one_activity(group):
            yield tuple(group)
        else:
            yield from ((row,) for row in group)


def _sameness(row: Finding) -> tuple[object, ...]:
    # A rule without words for several of its findings, or about no institution, is told one by one.
    groupable = Texts(default_language()).has(f"rules.{row['rule']}.group") and row["institution"]
    if not groupable or (row["rule"] in _OF_BLANKS and row["found"]):
        return (row["id"], row["file"])  # copies of one file are found under one id
    return (row["rule"], row["institution"], row["severity"], row["state"], row["waiver"])


def _one_activity(group: Sequence[Finding]) -> str:
    """Return the activity whose status makes all of these findings; "" where it is not one."""
    activities = {finding["activity"] or "" for finding in group}
    return activities.pop() if len(activities) == 1 and _has_one_cause(_first(group)) else ""


def _has_one_cause(finding: Finding) -> bool:
    return Texts(default_language()).has(f"rules.{finding['rule']}.together")


@dataclass(frozen=True, slots=True)
class _Speech:
    """How groups are put into words for one reader."""

    plan: Plan
    texts: Texts

    def group(self, group: Sequence[Finding], part: str) -> str:
        """Say a group; *part* is "" for the coordinator and "_ask" for the member."""
        if activity := _one_activity(group):
            return self.together(activity, group, part)
        return self.texts(f"rules.{_first(group)['rule']}.group{part}", **_values(group))

    def together(self, activity: str, group: Sequence[Finding], part: str) -> str:
        """Say what an activity's status makes of several of its indicators."""
        own, institution = self.plan.activity(activity), _institution(group)
        known = self.plan.find_institution(institution)
        return self.texts(
            f"rules.{_first(group)['rule']}.together{part}",
            activity=subject(own.code, own.text.in_(self.texts.language), self.texts),
            institution=known.full_name(self.texts.language) if known else institution,
            **_values(group),
        )


def _values(group: Sequence[Finding]) -> dict[str, Any]:
    return {
        "n": len(group),
        # Two findings about one row are one code.
        "codes": ", ".join(dict.fromkeys(map(_code, group))),
        "cells": _cells(group),
    }


def _item(
    group: tuple[Finding, ...],
    following: Mapping[str, list[Finding]],
    own: _Speech,
    theirs: _Speech,
) -> TodoItem:
    consequences = tuple(row for finding in group for row in following.get(finding["id"], ()))
    first = _first(group)
    if len(group) == 1:
        identity, message, ask = first["id"], first["message"], first["ask"]
    else:
        identity = group_id(first)
        message, ask = own.group(group, ""), theirs.group(group, "_ask")
    return TodoItem(
        identity,
        _with_consequences(message, consequences, own.texts),
        _with_consequences(ask, [c for c in consequences if c["rule"] != _ASKED_FOR], theirs.texts),
        group,
        consequences,
        dict(_together(group, theirs)),
    )


def _together(group: Sequence[Finding], theirs: _Speech) -> Iterator[tuple[str, str]]:
    """Yield the activities that make several of these findings, with the sentence that asks."""
    if not _has_one_cause(_first(group)):
        return
    activities: dict[str, list[Finding]] = {}
    for finding in group:
        activities.setdefault(finding["activity"] or "", []).append(finding)
    for activity, own in activities.items():
        if len(own) > 1:
            yield activity, theirs.together(activity, own, "_ask")


def _with_consequences(sentence: str, consequences: Sequence[Finding], texts: Texts) -> str:
    if not consequences:
        return sentence
    codes: dict[str, list[str]] = {}
    for row in consequences:
        codes.setdefault(row["rule"], []).append(_code(row))
    said = [_consequence(rule, own, texts) for rule, own in codes.items()]
    return f"{sentence} {texts('rules.consequences', what='; '.join(said))}"


def _consequence(rule: str, codes: Sequence[str], texts: Texts) -> str:
    name = texts(f"rules.{rule}.name")
    if len(codes) > MOST_NAMED:
        return texts("rules.consequence_many", name=name, n=len(codes))
    if any(codes):
        return texts("rules.consequence", name=name, codes=", ".join(codes))
    return name


def _code(finding: Finding) -> str:
    return finding["indicator"] or finding["activity"] or ""


def _cells(findings: Sequence[Finding]) -> str:
    """Return the cells by sheet: „2 Индикатори: H7, H9“; for one that is gone, its row's code."""
    sheets: dict[str, dict[str, None]] = {}
    for row in findings:
        sheets.setdefault(row["sheet"], {})[row["cell"] or _code(row)] = None
    return "; ".join(f"{sheet}: {', '.join(cells)}" for sheet, cells in sheets.items())
