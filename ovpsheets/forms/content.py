"""What a form says, before it is a workbook: pure data in the institution's language."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, cast

import pandas as pd

from ovpsheets.columns.declared import APPROVAL_FIELDS, BUILT_IN, PERSON_FIELDS, with_totals
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.shown_checks import FormCheck, Given, form_checks
from ovpsheets.kinds import Kind
from ovpsheets.plan.check_grammar import BASELINE, PREVIOUS, TARGET
from ovpsheets.plan.due import Due, DueActivity, DueIndicator
from ovpsheets.plan.measured import in_words, measured
from ovpsheets.plan.model import Activity, Indicator, Institution, Plan
from ovpsheets.plan.standing import Total
from ovpsheets.plan.told import NOT_PUBLISHED, TOLD, as_told
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import (
    ACTIVITIES,
    INDICATORS,
    REASONS,
    Accumulation,
    Direction,
    Language,
    Role,
)


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
    previous_explanation: str = ""  # which only its check knows
    old_codes: tuple[str, ...] = ()  # by which only the reader knows a form that was issued before


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A row of the indicators table, with the previous quarter's value beside it.

    ``accumulation``, ``direction``, ``is_shared`` and ``has_total`` (as of the indicator) only its
    check knows. ``total_before``: what the quarters before add up to, as far as they ``lack`` none.
    """

    code: str
    text: str
    activity: str
    kind: Kind
    unit: str
    baseline: float | str | None
    target: float | str | None
    previous_value: float | str | None
    begun: bool
    accumulation: Accumulation = Accumulation.CUMULATIVE
    direction: Direction = Direction.UP
    is_shared: bool = False
    has_total: bool = False
    total_before: float | None = None
    lacks: tuple[str, ...] = ()
    old_codes: tuple[str, ...] = ()  # as of an activity

    @property
    def is_in_parts(self) -> bool:
        """Whether the target is about more than its value: as of the indicator."""
        return self.is_shared or self.has_total

    @property
    def given(self) -> Given:
        """The numbers that it is given, as checks of the plan's own call them."""
        said = {PREVIOUS: self.previous_value, BASELINE: self.baseline, TARGET: self.target}
        return {n: float(value) for n, value in said.items() if isinstance(value, int | float)}


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
    plan_start: date = date.min  # only the checks know when the plan begins and ends
    plan_end: date = date.max
    columns: FormColumns = BUILT_IN
    checks: tuple[FormCheck, ...] = ()
    confirmation: bool = False

    @property
    def person_fields(self) -> tuple[str, ...]:
        """What the cover asks of persons: who fills the form in and, if so, who approves it."""
        return (*PERSON_FIELDS, *(APPROVAL_FIELDS if self.confirmation else ()))

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
        said = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in _UNSEEN
        }
        texts = Texts(self.language)
        # The built-in columns are those of every form; of a plan's own the member sees these.
        columns = said.pop("columns")
        if own := [_seen(table, item, texts) for table, item in columns.own()]:
            said["columns"] = own
        # Without these a form has the fingerprint that it had before there were any.
        for late in ("checks", "confirmation"):
            if not said[late]:
                said.pop(late)
        said["reasons"] = dict(self.reasons)
        said["activities"] = tuple(_plain(line) for line in self.activities)
        said["indicators"] = tuple(_plain(line) for line in self.indicators)
        said["form_id"] = (self.form_id.scope, str(self.quarter), self.form_id.institution)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _seen(table: str, column: Column, texts: Texts) -> tuple[str, ...]:
    offered = column.offered(texts).values()
    return (
        table,
        column.key,
        column.content,
        column.heading(table, texts),
        repr(column.required),
        *filter(None, (column.help(texts), *offered)),
    )


def _plain(line: ActivityLine | IndicatorLine) -> dict[str, object]:
    # What dataclasses.asdict gives of a line, which holds nothing nested.
    said = {
        field.name: getattr(line, field.name) for field in fields(line) if field.name not in _UNSEEN
    }
    return {name: value for name, value in said.items() if name not in _IF_ANY or value}


_UNSEEN: Final = (
    "accumulation", "direction", "is_shared", "has_total", "plan_start", "plan_end",
    "previous_explanation", "old_codes",
)  # fmt: skip
"""What only the checks know: forms that are out keep their fingerprint."""

_IF_ANY: Final = ("total_before", "lacks")
"""What is not seen where there is none of it: likewise."""


_LONGEST_COMPARED: Final = 4_000
"""Letters of an explanation up to which the form compares it with the last one."""

_Rows = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Previous:
    """What the last quarter before said, by code and institution.

    An institution is known by its code and by its aliases, under which it, or
    what was merged into it, reported before. Who newly holds an activity, or
    newly reports an indicator alone, is told what the one before said.
    """

    activities: _Rows
    indicators: _Rows
    _held: Mapping[str, Mapping[str, Any]]
    _alone: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, history: Tables, quarter: Quarter) -> "Previous":
        """Take the last quarter before *quarter* from *history*."""
        last = latest_before(history, quarter)
        return cls.of_rows(
            by_code(last.activities, "activity"), by_code(last.indicators, "indicator")
        )

    @classmethod
    def of_rows(cls, activities: _Rows, indicators: _Rows) -> "Previous":
        """Make it of rows by code and institution, of one quarter or the last of each."""
        in_time = sorted(activities.values(), key=lambda row: str(row["quarter"]))
        held = {row["activity"]: row for row in in_time if row["role"] == Role.HOLDER.value}
        reporters = Counter(code for code, _ in indicators)
        alone = {code: row for (code, _), row in indicators.items() if reporters[code] == 1}
        return cls(activities, indicators, held, alone)

    def activity(self, activity: Activity, who: Institution) -> Mapping[str, Any] | None:
        """Return the row in which *who*, or the holder before it, reported on *activity*."""
        own = _of_body(self.activities, activity.code, who)
        held = self._held if who.code == activity.holder else {}
        return held.get(activity.code) if own is None else own

    def indicator(self, indicator: Indicator, who: Institution) -> Mapping[str, Any] | None:
        """Return the row in which *who*, or the only one to report before it, gave the value."""
        own = _of_body(self.indicators, indicator.code, who)
        return self._of_another(indicator, who) if own is None else own

    def told(self, indicator: Indicator, who: Institution, plan: Plan) -> Mapping[str, Any] | None:
        """Return the same row as *who* may see it, where another body reported it."""
        own = _of_body(self.indicators, indicator.code, who)
        other = self._of_another(indicator, who) if own is None else None
        return own if other is None else as_told(other, plan)

    def tells_of_another(self, indicator: Indicator, who: Institution) -> bool:
        """Tell whether *who* is told of *indicator* what another body reported."""
        own = _of_body(self.indicators, indicator.code, who)
        return own is None and self._of_another(indicator, who) is not None

    def told_earlier(self) -> tuple["Previous", ...]:
        """Return what forms said that went out earlier: before publication, and before 0.2.

        Then nobody was told another's figure of persons, and everybody was.
        """
        return tuple(
            replace(
                self,
                _alone={
                    code: row if pd.isna(row.get(TOLD)) else {**row, TOLD: told}
                    for code, row in self._alone.items()
                },
            )
            for told in (NOT_PUBLISHED, None)
        )

    def _of_another(self, indicator: Indicator, who: Institution) -> Mapping[str, Any] | None:
        is_alone = indicator.reported_by in ((), (who.code,))
        return self._alone.get(indicator.code) if is_alone else None


def _of_body(rows: _Rows, code: str, who: Institution) -> Mapping[str, Any] | None:
    for name in (who.code, *who.aliases):
        row = rows.get((code, name))
        if row is not None and name in who.known_as(Quarter.parse(row["quarter"])):
            return row
    return None


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
    codes = commitment_codes(plan, due)
    dates = plan.dates(form_id.quarter)
    coordinator = plan.receiver(codes)
    activities = tuple(_activity(item, institution, previous, texts) for item in due.activities)
    indicators = tuple(
        _indicator(item, previous.told(item.indicator, institution, plan), texts)
        for item in due.indicators
    )
    rows: Mapping[str, Mapping[str, Given]] = {
        ACTIVITIES: {line.code: {} for line in activities},
        INDICATORS: {line.code: line.given for line in indicators},
    }
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
        activities=activities,
        indicators=indicators,
        columns=columns_of(plan, (item.indicator for item in due.indicators)),
        checks=tuple(form_checks(plan, form_id.quarter, institution.language, rows)),
        confirmation=plan.confirmation,
        plan_start=plan.start,
        plan_end=plan.end,
    )


def columns_of(plan: Plan, asked: Iterable[Indicator]) -> FormColumns:
    """Return the columns of a form that asks for these: with totals where quarters add up."""
    adds_up = any(indicator.has_total for indicator in asked)
    return with_totals(plan.columns) if adds_up else plan.columns


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


def commitment_codes(plan: Plan, due: Due) -> list[str]:
    """Return the commitments about which an institution is asked, in plan order."""
    wanted = {item.activity.commitment for item in due.activities}
    wanted |= {plan.activity(item.indicator.activity).commitment for item in due.indicators}
    return [commitment.code for commitment in plan.commitments if commitment.code in wanted]


def _activity(
    item: DueActivity, institution: Institution, previous: Previous, texts: Texts
) -> ActivityLine:
    activity = item.activity
    before = previous.activity(activity, institution)
    return ActivityLine(
        code=activity.code,
        text=activity.text.in_(texts.language),
        commitment=activity.commitment,
        deadline=activity.deadline,
        previous_status="" if before is None else str(before["status"]),
        role=item.role,
        begun=item.begun,
        previous_explanation=explained_before(before or {}, institution.code),
        old_codes=activity.old_codes,
    )


def explained_before(row: Mapping[str, Any], institution: str) -> str:
    """Return the explanation in the last report on an activity, "" where another body wrote it."""
    said = row["explanation"] if row and row["institution"] == institution else None
    text = "" if said is None or pd.isna(said) else str(said).strip()
    return text if len(text) <= _LONGEST_COMPARED else ""


def _indicator(item: DueIndicator, before: Mapping[str, Any] | None, texts: Texts) -> IndicatorLine:
    indicator = item.indicator
    covers = texts(f"words.accumulation.{indicator.accumulation}")
    unit = indicator.unit_in(texts.language) or texts(f"words.kind.{indicator.kind}")
    share = f", {texts('words.combine.own_share')}" if indicator.is_shared else ""
    total = item.before or Total()
    if total.lacks:
        share += f"; {texts('form.table.total_lacks', quarters=', '.join(total.lacks))}"
    return IndicatorLine(
        code=indicator.code,
        text=indicator.text.in_(texts.language),
        activity=indicator.activity,
        kind=indicator.kind,
        unit=f"{unit}, {covers}{share}" if indicator.kind.is_number else unit,
        baseline=indicator.baseline,
        target=indicator.target,
        previous_value=None if before is None else _previous_value(before, indicator.kind, texts),
        begun=item.begun,
        accumulation=indicator.accumulation,
        direction=indicator.direction,
        is_shared=indicator.is_shared,
        has_total=indicator.has_total,
        total_before=total.value,
        lacks=total.lacks,
        old_codes=indicator.old_codes,
    )


def _previous_value(row: Mapping[str, Any], kind: Kind, texts: Texts) -> float | str | None:
    """The value as the member gave it: number, words, or the flag's words."""
    if row["flag"] is not pd.NA and row["flag"] == NOT_PUBLISHED:
        return texts("form.indicators.not_published")
    if not pd.isna(row["flag"]):
        return texts(f"words.flag.{row['flag']}")
    value, text = (None if pd.isna(row[name]) else row[name] for name in ("value", "text"))
    said = measured(kind, value, text)
    if isinstance(said, bool):
        return in_words(said, texts)
    return said.isoformat() if isinstance(said, date) else said
