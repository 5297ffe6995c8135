"""A synthetic quarter with planted faults, and the truth about what was planted.

Every institution holds the same number of activities with one indicator each;
some activities have a co-holder, some indicators two reporters. Two earlier
quarters are reported, everything is well filled, and then faults are planted:
each in a place of its own, so that it is known what a rule has to find there.

The truth is a set of (rule, institution, activity, indicator), "" for none. It
holds what was planted, and what that fault brings with it by the meaning of
the rules: an empty form lacks every status and every value; of a negative
cumulative value it is also true that it fell; a deadline that moves without an
explanation slips. Such consequences count like what was planted: to be exact is
to find them too, and to find nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any, Final

import pandas as pd
from made import QUARTER
from returned_forms import RECEIVED, evidence_of, good_answers, read_of

from ovpsheets import kinds
from ovpsheets.columns.conditions import All, Blank
from ovpsheets.columns.declared import APPROVAL_FIELDS, BUILT_IN
from ovpsheets.columns.model import Column
from ovpsheets.columns.reporting_rules import ANSWERED
from ovpsheets.decision import Decision, NoticedSum
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.identify import Claim
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.check_grammar import read_expression
from ovpsheets.plan.due import due
from ovpsheets.plan.model import (
    Activity,
    Commitment,
    Indicator,
    Institution,
    Plan,
    PlanCheck,
    Wording,
)
from ovpsheets.quarter import Quarter
from ovpsheets.rules.judge import findings
from ovpsheets.tables import ACTIVITIES, INDICATORS, Tables, frame
from ovpsheets.words import ACTIVITIES as ACTIVITY_ROWS
from ovpsheets.words import Combine, Role, Severity

Truth = tuple[str, str, str, str]
"""Rule, institution, activity, indicator."""

BEFORE: Final = (Quarter(2022, 1), Quarter(2022, 2))
TARGET: Final = 200.0
NOW: Final = 80
THEN: Final = {BEFORE[0]: 40.0, BEFORE[1]: 60.0}
DUE_NOW: Final = date(2022, 9, 30)
PARTNER: Final = Column(
    "partner", "member", "text", 12, All(ANSWERED, Blank("partner")),
    headings={"mk": "Соработник", "sq": "Partneri", "en": "Partner"},
)  # fmt: skip
SPENT, BUDGET = (
    Column(key, "member", "number", 12, headings={"mk": word, "en": key.capitalize()})
    for key, word in (("spent", "Потрошено"), ("budget", "Буџет"))
)
COLUMNS: Final = BUILT_IN.with_(ACTIVITY_ROWS, PARTNER, SPENT, BUDGET)
DUE_LATER: Final = date(2023, 6, 30)


@dataclass(slots=True)
class Planting:
    """The quarter while it is made; faults change it and write down the truth."""

    random: Random
    institutions: tuple[str, ...]
    activities: dict[str, Activity]
    indicators: dict[str, Indicator]
    answers: dict[str, dict[str, object]] = field(default_factory=dict)  # by institution
    past: dict[tuple[str, str, Quarter], dict[str, Any]] = field(default_factory=dict)
    beside: dict[str, dict[tuple[str, int, int], str]] = field(default_factory=dict)
    received: dict[str, date] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of files
    instead: dict[str, tuple[Return, ...]] = field(default_factory=dict)  # of a well read form
    older: dict[str, dict[str, object]] = field(default_factory=dict)  # another return's answers
    claims: dict[str, Claim] = field(default_factory=dict)  # of another identity
    changed: dict[str, Callable[[Return], Return]] = field(default_factory=dict)
    newest: dict[tuple[str, str], int] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    sums: list[NoticedSum] = field(default_factory=list)
    truth: set[Truth] = field(default_factory=set)

    def say(self, institution: str, code: str, /, **columns: object) -> None:
        """Change what is answered about an activity; None leaves it blank."""
        own = self.answers.setdefault(institution, {})
        own.update({f"activities/{code}/{key}": value for key, value in columns.items()})

    def give(self, institution: str, indicator: str, /, **columns: object) -> None:
        """Change what is answered about an indicator."""
        own = self.answers.setdefault(institution, {})
        own.update({f"indicators/{indicator}/{key}": value for key, value in columns.items()})

    def said(self, institution: str, code: str, quarter: Quarter, /, **columns: Any) -> None:
        """Change what was reported earlier."""
        self.past.setdefault((institution, code, quarter), {}).update(columns)

    def expect(self, rule: str, institution: str, activity: str = "", indicator: str = "") -> None:
        """Write down that *rule* has to find something here."""
        self.truth.add((rule, institution, activity, indicator))

    def plan(self) -> Plan:
        """Return the plan as it now is."""
        return Plan(
            "SYN", Wording("Синтетички план"), date(2021, 1, 1), date(2023, 12, 31),
            self.institutions[0],
            tuple(
                Institution(code, Wording(f"Институција {n}"), Wording(code))
                for n, code in enumerate(self.institutions, 1)
            ),
            tuple(
                Commitment(f"{n}.1", Wording(f"Заложба {n}"))
                for n in range(1, len(self.institutions) + 1)
            ),
            tuple(self.activities.values()),
            tuple(self.indicators.values()),
            columns=COLUMNS,
            confirmation=True,
            checks=(
                PlanCheck(
                    "budget", "spent <= budget", read_expression("spent <= budget"), ACTIVITY_ROWS,
                    tuple(self.activities), Severity.IMPORTANT, Wording("Потрошено е над буџетот."),
                ),
            ),
        )  # fmt: skip


def planting(seed: int, institutions: int, activities: int) -> Planting:
    """Return a quarter without a fault.

    Of an institution's activities every fifth has the next institution as
    co-holder, the one behind it an indicator that both report; of the others
    every second is due in the quarter.
    """
    codes = tuple(f"SYN{n:02}" for n in range(1, institutions + 1))
    made = Planting(Random(seed), codes, {}, {})
    for n, holder in enumerate(codes, 1):
        other = codes[n % institutions]
        for row in range(1, activities + 1):
            code = f"{n}.1.{row}"
            made.activities[code] = Activity(
                code, f"{n}.1", Wording(f"Воспоставување на услуга број {row} од областа {n}"),
                date(2021, 7, 1), DUE_NOW if row % 2 else DUE_LATER, holder,
                (other,) if row % 5 == 0 else (),
            )  # fmt: skip
            made.indicators[f"{code}.1"] = Indicator(
                f"{code}.1", code, Wording(f"Број на корисници на услугата {row} од {n}"),
                kinds.COUNT, "лица", 0.0, TARGET,
                reported_by=(holder, other) if row % 5 == 1 else (holder,), combine=Combine.SAME,
            )  # fmt: skip
    return made


def is_plain(made: Planting, code: str) -> bool:
    """Tell whether an activity is one institution's alone."""
    return (
        not made.activities[code].co_holders and len(made.indicators[f"{code}.1"].reported_by) == 1
    )


# ------------------------------------------------------------------ the past


def history(made: Planting) -> Tables:
    """Return the two earlier quarters."""
    return replace(
        Tables.empty(),
        activities=frame(ACTIVITIES, _past_activities(made)),
        indicators=frame(INDICATORS, _past_indicators(made)),
    )


def _past_activities(made: Planting) -> Iterator[Mapping[str, object]]:
    for quarter in BEFORE:
        for activity in made.activities.values():
            for institution, role in activity.parties:
                late = activity.deadline <= quarter.end
                row = {
                    "quarter": str(quarter), "commitment": activity.commitment,
                    "activity": activity.code, "institution": institution, "role": role.value,
                    "status": "limited", "timeliness": "overdue" if late else "not_due",
                    "progress": f"Извештај од {institution} за {activity.code}, {quarter}.",
                    "deadline": pd.Timestamp(activity.deadline),
                }  # fmt: skip
                yield row | made.past.get((institution, activity.code, quarter), {})


def _past_indicators(made: Planting) -> Iterator[Mapping[str, object]]:
    for quarter in BEFORE:
        for own in made.indicators.values():
            for institution in own.reported_by:
                yield {
                    "quarter": str(quarter), "activity": own.activity, "indicator": own.code,
                    "institution": institution, "kind": own.kind.key, "value": THEN[quarter],
                }  # fmt: skip


# ------------------------------------------------------------------ the forms


def evidence(made: Planting) -> QuarterSoFar:
    """Return the quarter before it is judged."""
    plan, before = made.plan(), history(made)
    returns = [item for code in made.institutions for item in _returns(made, plan, before, code)]
    return evidence_of(
        *returns, plan=plan, history=before, newest=made.newest, decisions=made.decisions,
        sums=tuple(made.sums),
    )  # fmt: skip


def judged(made: Planting) -> pd.DataFrame:
    """Return the findings about the quarter."""
    return findings(evidence(made))


def found(findings: pd.DataFrame) -> set[Truth]:
    """Return what was found, as the truth is written."""
    columns = ["rule", "institution", "activity", "indicator"]
    return {(a, b, c, d) for a, b, c, d in findings[columns].fillna("").itertuples(index=False)}


def _returns(made: Planting, plan: Plan, before: Tables, code: str) -> Iterator[Return]:
    if code in made.instead:
        yield from made.instead[code]
        return
    content = content_of(plan, before, code)
    said = well_filled(content) | made.answers.get(code, {})
    if code in made.older:
        older = well_filled(content) | made.older[code]
        yield _read(made, plan, content, older, name=f"прв дел {code}.xlsx")
    read = _read(
        made, plan, content, said, name=made.names.get(code, ""),
        received=made.received.get(code, RECEIVED), beside=made.beside.get(code),
    )  # fmt: skip
    if code in made.claims and read.identity:
        claims = (*read.identity.claims, made.claims[code])
        read = replace(read, identity=replace(read.identity, claims=claims))
    change = made.changed.get(code)
    yield change(read) if change else read


def _read(
    made: Planting, plan: Plan, content: FormContent, said: Mapping[str, object], **how: Any
) -> Return:
    how = {"received": date(2022, 10, 3), **how}
    return read_of(content, {k: v for k, v in said.items() if v is not None}, plan=plan, **how)


def content_of(plan: Plan, before: Tables, institution: str) -> FormContent:
    """Return what the form of *institution* says."""
    own = next(item for item in due(plan, QUARTER, before) if item.institution == institution)
    return form_content(plan, FormId(plan.code, QUARTER, institution), own, before)


def well_filled(content: FormContent) -> dict[str, object]:
    """Return good answers, with values between the last ones and the targets."""
    values = {f"indicators/{item.code}/value": NOW for item in content.indicators}
    partners = {f"activities/{item.code}/partner": "Здружение" for item in content.activities}
    approval = {f"cover/{key}": "9.10.2022" for key in APPROVAL_FIELDS}
    return good_answers(content) | values | partners | approval


def roles(made: Planting, institution: str) -> Iterator[tuple[str, Role]]:
    """Yield the activities of an institution, in the order in which it is asked about them."""
    for activity in made.activities.values():
        yield from ((activity.code, role) for own, role in activity.parties if own == institution)
