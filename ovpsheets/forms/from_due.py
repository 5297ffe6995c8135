"""What a form says, made of what is due and of what was said before: pure, without a file."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import pandas as pd

from ovpsheets.columns.checks import SHOWN_RULES
from ovpsheets.columns.declared import with_first_deadlines, with_totals
from ovpsheets.columns.model import FormColumns
from ovpsheets.forms.content import ActivityLine, FormContent, IndicatorLine
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.previous import Previous, explained_before
from ovpsheets.forms.shown_checks import Given, form_checks
from ovpsheets.kinds import Kind
from ovpsheets.plan.due import Due, DueActivity, DueIndicator
from ovpsheets.plan.in_force import slips
from ovpsheets.plan.measured import in_words, measured
from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.plan.standing import Total
from ovpsheets.plan.told import NOT_PUBLISHED
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import (
    ACTIVITIES,
    INDICATORS,
    REASONS,
)


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
    activities = tuple(
        _activity(
            item,
            texts,
            institution.code,
            previous.activity(item.activity, institution),
            _FromPlan(
                _silent(plan, form_id, item.activity.code),
                first_deadline(plan, item.activity, texts),
            ),
        )
        for item in due.activities
    )
    indicators = tuple(
        _indicator(
            item,
            texts,
            previous.told(item.indicator, institution, plan),
            _silent(plan, form_id, item.indicator.activity, item.indicator.code),
        )
        for item in due.indicators
    )
    # What checks of the plan's own may compare; an activity is given no number.
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
        columns=columns_of(
            plan,
            (item.activity for item in due.activities),
            (item.indicator for item in due.indicators),
        ),
        checks=tuple(form_checks(plan, form_id, institution.language, rows)),
        confirmation=plan.confirmation and not _is_waived(plan, form_id),
        plan_start=plan.start,
        plan_end=plan.end,
    )


_CONFIRMED_BY_RULE: Final = "missing_confirmation"


def _silent(
    plan: Plan, form_id: FormId, activity: str = "", indicator: str = ""
) -> tuple[str, ...]:
    """Return the rules that the plan waives in a row of this form, of those that its check knows.

    What the merge will not ask is not asked by the form.
    """
    waived = plan.waived(form_id.quarter.end, form_id.institution, activity, indicator)
    return SHOWN_RULES if "" in waived else tuple(r for r in SHOWN_RULES if r in waived)


def _is_waived(plan: Plan, form_id: FormId) -> bool:
    """Tell whether the plan waives that somebody approves this form: then it does not ask."""
    waived = plan.waived(form_id.quarter.end, form_id.institution)
    return not waived.isdisjoint(("", _CONFIRMED_BY_RULE))


def columns_of(
    plan: Plan, activities: Iterable[Activity], indicators: Iterable[Indicator]
) -> FormColumns:
    """Return the columns of a form that asks for these.

    With the first deadline where one was put off, and with totals where quarters add up.
    """
    columns = plan.columns
    if any(slips(plan, activity) for activity in activities):
        columns = with_first_deadlines(columns)
    if any(indicator.has_total for indicator in indicators):
        columns = with_totals(columns)
    return columns


def first_deadline(plan: Plan, activity: Activity, texts: Texts) -> str:
    """Return which deadline was promised first and how often it was put off; "" where never."""
    put_off = slips(plan, activity)
    if not put_off or not isinstance(first := put_off[0].before, date):
        return ""
    return texts("form.activities.put_off", n=len(put_off), first=texts.short_date(first))


def reason_labels(plan: Plan, texts: Texts) -> dict[str, str]:
    """Return the reasons a member can choose: the built-in ones, then the plan's own."""
    labels = {code: texts(f"words.reason.{code}") for code in REASONS}
    return labels | {code: words.in_(texts.language) for code, words in plan.reasons.items()}


def commitment_codes(plan: Plan, due: Due) -> list[str]:
    """Return the commitments about which an institution is asked, in plan order."""
    wanted = {item.activity.commitment for item in due.activities}
    wanted |= {plan.activity(item.indicator.activity).commitment for item in due.indicators}
    return [commitment.code for commitment in plan.commitments if commitment.code in wanted]


class _FromPlan(NamedTuple):
    """What the plan says of an activity's row beside the activity."""

    waived: tuple[str, ...]
    first_deadline: str


def _activity(
    item: DueActivity,
    texts: Texts,
    institution: str,
    before: Mapping[str, Any] | None,
    beside: _FromPlan,
) -> ActivityLine:
    activity = item.activity
    return ActivityLine(
        code=activity.code,
        text=activity.text.in_(texts.language),
        commitment=activity.commitment,
        deadline=activity.deadline,
        previous_status="" if before is None else str(before["status"]),
        role=item.role,
        begun=item.begun,
        previous_explanation=explained_before(before or {}, institution),
        old_codes=activity.old_codes,
        first_deadline=beside.first_deadline,
        waived=beside.waived,
    )


def _indicator(
    item: DueIndicator, texts: Texts, before: Mapping[str, Any] | None, waived: tuple[str, ...]
) -> IndicatorLine:
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
        waived=waived,
    )


def _previous_value(row: Mapping[str, Any], kind: Kind, texts: Texts) -> float | str | None:
    """The value as the member gave it: number, words, or the flag's words."""
    # pandas refuses to say whether a missing value equals anything.
    if row["flag"] is not pd.NA and row["flag"] == NOT_PUBLISHED:
        return texts("form.indicators.not_published")
    if not pd.isna(row["flag"]):
        return texts(f"words.flag.{row['flag']}")
    value, text = (None if pd.isna(row[name]) else row[name] for name in ("value", "text"))
    said = measured(kind, value, text)
    if isinstance(said, bool):
        return in_words(said, texts)
    return said.isoformat() if isinstance(said, date) else said
