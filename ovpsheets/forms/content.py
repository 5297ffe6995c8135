"""What a form says, before it is a workbook: pure data in the institution's language."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, cast

import pandas as pd

from ovpsheets.forms.identity import FormId
from ovpsheets.plan.due import Due, DueActivity, DueIndicator
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import REASONS, Kind, Language, Role


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A row of the activities table; ``previous_status`` is "" where none is known."""

    code: str
    text: str
    commitment: str
    deadline: date
    previous_status: str
    role: Role
    begun: bool


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A row of the indicators table, with the previous quarter's value beside it."""

    code: str
    text: str
    activity: str
    kind: Kind
    unit: str
    baseline: float | str | None
    target: float | str | None
    previous_value: float | str | None
    begun: bool


@dataclass(frozen=True, slots=True)
class FormContent:
    """Everything one form says. ``reasons`` are code → label, in dropdown order."""

    form_id: FormId
    language: Language
    plan_title: str
    institution: str
    coordinator: str
    coordinator_email: str
    commitments: tuple[tuple[str, str], ...]
    submit_by: date
    publish_by: date
    reasons: Mapping[str, str]
    activities: tuple[ActivityLine, ...]
    indicators: tuple[IndicatorLine, ...]

    @property
    def quarter(self) -> Quarter:
        """The quarter reported on."""
        return self.form_id.quarter

    @property
    def fingerprint(self) -> str:
        """A digest of all that the member sees, the revision aside.

        Two forms with the same fingerprint ask the same; only then is a form
        "unchanged" and not issued again.
        """
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        said["reasons"] = dict(self.reasons)
        said["activities"] = tuple(_plain(line) for line in self.activities)
        said["indicators"] = tuple(_plain(line) for line in self.indicators)
        said["form_id"] = (self.form_id.scope, str(self.quarter), self.form_id.institution)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _plain(line: ActivityLine | IndicatorLine) -> dict[str, object]:
    # What dataclasses.asdict gives of a line, which holds nothing nested.
    return {field.name: getattr(line, field.name) for field in fields(line)}


@dataclass(frozen=True, slots=True, eq=False)
class Previous:
    """What the last quarter before said, by code and institution."""

    activities: Mapping[tuple[str, str], Mapping[str, Any]]
    indicators: Mapping[tuple[str, str], Mapping[str, Any]]

    @classmethod
    def of(cls, history: Tables, quarter: Quarter) -> "Previous":
        """Take the last quarter before *quarter* from *history*."""
        last = latest_before(history, quarter)
        return cls(by_code(last.activities, "activity"), by_code(last.indicators, "indicator"))


def by_code(table: pd.DataFrame, key: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the rows of *table* by code and institution; of several the first."""
    rows = cast("list[Mapping[str, Any]]", table.to_dict("records"))
    return {(row[key], row["institution"]): row for row in reversed(rows)}


def form_content(plan: Plan, form_id: FormId, due: Due, history: Tables) -> FormContent:
    """Return what the form *form_id* says to the institution that *due* belongs to.

    *history* holds earlier quarters; the latest before the form's quarter is
    what "previous" means.
    """
    return content_after(plan, form_id, due, Previous.of(history, form_id.quarter))


def content_after(plan: Plan, form_id: FormId, due: Due, previous: Previous) -> FormContent:
    """Return what the form says where it is known what was said before; for many forms."""
    institution = plan.institution(due.institution)
    texts = Texts(institution.language)
    codes = _commitment_codes(plan, due)
    dates = plan.dates(form_id.quarter)
    coordinator = plan.institution(_coordinator(plan, codes))
    return FormContent(
        form_id=form_id,
        language=institution.language,
        plan_title=plan.title.in_(institution.language),
        institution=institution.full_name(institution.language),
        coordinator=coordinator.full_name(institution.language),
        coordinator_email=coordinator.email,
        commitments=tuple(
            (code, plan.commitment(code).title.in_(institution.language)) for code in codes
        ),
        submit_by=dates.submit_by,
        publish_by=dates.publish_by,
        reasons=reason_labels(plan, texts),
        activities=tuple(_activity(item, due, previous, texts) for item in due.activities),
        indicators=tuple(_indicator(item, due, previous, texts) for item in due.indicators),
    )


def reason_labels(plan: Plan, texts: Texts) -> dict[str, str]:
    """Return the reasons a member can choose: the built-in ones, then the plan's own."""
    labels = {code: texts(f"words.reason.{code}") for code in REASONS}
    return labels | {code: words.in_(texts.language) for code, words in plan.reasons.items()}


def latest_before(history: Tables, quarter: Quarter) -> Tables:
    """Return *history* with the reports of the last quarter before *quarter* alone.

    Narrowed are activities, indicators and findings, the tables that say their
    quarter; they are empty where there is no earlier quarter.
    """
    earlier = history.activities.loc[history.activities["quarter"] < str(quarter), "quarter"]
    last = earlier.max() if len(earlier) else ""
    return replace(
        history,
        activities=history.activities[history.activities["quarter"] == last],
        indicators=history.indicators[history.indicators["quarter"] == last],
        findings=history.findings[history.findings["quarter"] == last],
    )


def _commitment_codes(plan: Plan, due: Due) -> list[str]:
    wanted = {item.activity.commitment for item in due.activities}
    wanted |= {plan.activity(item.indicator.activity).commitment for item in due.indicators}
    return [commitment.code for commitment in plan.commitments if commitment.code in wanted]


def _coordinator(plan: Plan, commitments: list[str]) -> str:
    """The commitment's coordinator when the form has one commitment, else the plan's."""
    own = {plan.commitment(code).coordinator or plan.coordinator for code in commitments}
    return own.pop() if len(own) == 1 else plan.coordinator


def _activity(item: DueActivity, due: Due, previous: Previous, texts: Texts) -> ActivityLine:
    activity = item.activity
    before = previous.activities.get((activity.code, due.institution))
    return ActivityLine(
        code=activity.code,
        text=activity.text.in_(texts.language),
        commitment=activity.commitment,
        deadline=activity.deadline,
        previous_status="" if before is None else str(before["status"]),
        role=item.role,
        begun=item.begun,
    )


def _indicator(item: DueIndicator, due: Due, previous: Previous, texts: Texts) -> IndicatorLine:
    indicator = item.indicator
    before = previous.indicators.get((indicator.code, due.institution))
    covers = texts(f"words.accumulation.{indicator.accumulation}")
    unit = indicator.unit or texts(f"words.kind.{indicator.kind}")
    counted = indicator.kind in (Kind.COUNT, Kind.PERCENT, Kind.AMOUNT)
    return IndicatorLine(
        code=indicator.code,
        text=indicator.text.in_(texts.language),
        activity=indicator.activity,
        kind=indicator.kind,
        unit=f"{unit}, {covers}" if counted else unit,
        baseline=indicator.baseline,
        target=indicator.target,
        previous_value=None if before is None else _previous_value(before, indicator.kind, texts),
        begun=item.begun,
    )


def _previous_value(row: Mapping[str, Any], kind: Kind, texts: Texts) -> float | str | None:
    """The value as the member gave it: number, words, or the flag's words."""
    if not pd.isna(row["flag"]):
        return texts(f"words.flag.{row['flag']}")
    if kind is Kind.YES_NO and not pd.isna(row["text"]):
        return texts(f"words.{row['text']}")
    if not pd.isna(row["value"]):
        return float(row["value"])
    return None if pd.isna(row["text"]) else str(row["text"])
