"""The answered activities and indicators of a quarter, with what was said of them before."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ovpsheets.columns.conditions import Answers
from ovpsheets.columns.reporting_rules import REASON_NEEDED, hollow
from ovpsheets.form_field import FormField
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.answers import Answer
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.plan.due import DueActivity
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.past import Row, last_said
from ovpsheets.rules.base import Found, place_of
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES, REASONS


@dataclass(frozen=True)  # not slotted: what several rules ask of it is kept with it
class AnsweredActivity:
    """An activity that a returned form answers; ``answers`` is what conditions judge.

    Beside the form's columns ``answers`` holds ``begun``, ``quarter_end``, ``plan_end``,
    ``previous_explanation``, and ``titles`` and ``reason_words`` in all languages.
    ``past``: the earlier reports, oldest first.
    """

    institution: str
    item: DueActivity
    returned: Return
    answers: Answers
    past: tuple[Row, ...]

    @property
    def code(self) -> str:
        """The activity's code."""
        return self.item.activity.code

    def text(self, column: str) -> str:
        """Return what a column says, "" where it is blank."""
        return str(self.answers[column] or "")

    @cached_property
    def needs_reason(self) -> bool:
        """Whether a reason is required: the condition that the form shows to the member."""
        return REASON_NEEDED.holds(self.answers)

    @cached_property
    def hollow(self) -> str:
        """The way in which its explanation explains nothing, "" where it says something."""
        return hollow(self.answers)

    @property
    def titles(self) -> tuple[str, ...]:
        """The activity's title in the languages it is given in."""
        return self.item.activity.text.texts

    def day(self, column: str) -> date | None:
        """Return the date in a column, None where there is none."""
        value = self.answers[column]
        return value if isinstance(value, date) else None

    def is_decided(self, column: str) -> bool:
        """Tell whether the coordinator has decided what a column says."""
        return FormField(ACTIVITIES, self.code, column) in self.returned.decided

    def found(self, column: str, **values: str) -> Found:
        """Return a finding about this activity, at the cell of *column*."""
        place = place_of(self.returned, ACTIVITIES, self.code, column)
        return Found(
            self.institution, self.code, place=place, found=self.text(column), values=values
        )


@dataclass(frozen=True, slots=True)
class AnsweredIndicator:
    """An indicator that a returned form answers; ``past``: its earlier values, oldest first.

    Those of another body are there as the form shows them: of persons what is published.
    ``in_full`` has all that is known of them, which no sentence to a member may tell.
    """

    institution: str
    indicator: Indicator
    returned: Return
    answer: Answer
    past: tuple[Row, ...]
    in_full: tuple[Row, ...]

    @property
    def is_decided(self) -> bool:
        """Whether the coordinator has decided the value."""
        return FormField(INDICATORS, self.indicator.code, "value") in self.returned.decided

    def found(self, found: str = "", **values: str) -> Found:
        """Return a finding about this indicator, at the cell of its value."""
        return Found(
            self.institution,
            self.indicator.activity,
            self.indicator.code,
            place_of(self.returned, INDICATORS, self.indicator.code, "value"),
            found=found,
            values=values,
        )


def for_the_coordinator(found: Found, evidence: QuarterSoFar) -> Found:
    """Return a finding of which no member is told, for it says what another body reported."""
    own = evidence.plan.institution(found.institution)
    return replace(found, institution="").naming(institution=own)


def shown(value: float) -> str:
    """Return a number as it is quoted: 1500000, never 1.5e+06."""
    return f"{value:.15g}"


@once_for_each
def answered(evidence: QuarterSoFar) -> tuple[AnsweredActivity, ...]:
    """Return every activity that a used return answers."""
    return tuple(answers_to(evidence))


@once_for_each
def answered_indicators(evidence: QuarterSoFar) -> tuple[AnsweredIndicator, ...]:
    """Return every indicator that a used return answers."""
    return tuple(values_of(evidence))


def answers_to(
    evidence: QuarterSoFar, codes: Container[str] | None = None
) -> Iterator[AnsweredActivity]:
    """Yield the activities with these *codes*, None for all, that a used return answers."""
    for due, returned in evidence.reporting():
        language = evidence.plan.institution(due.institution).language
        for item in due.activities:
            code = item.activity.code
            if codes is not None and code not in codes:  # so that only theirs are opened
                continue
            answer = returned.answers and returned.answers.activities.get(code)
            if not answer:
                continue
            past = evidence.brief.past.activity(code, due.institution)
            before = evidence.brief.past.last_quarter(past)
            seen: Answers = {
                **answer.fields,
                "text": item.activity.text.in_(language),
                "deadline": item.activity.deadline,
                "begun": item.begun,
                "quarter_end": evidence.quarter.end,
                "plan_end": evidence.plan.end,
                "previous_status": before.get("status"),
            }
            in_full: Answers = {
                **seen,
                "previous_explanation": last_said(past, "explanation"),
                "titles": item.activity.text.texts,
                "reason_words": reason_words(evidence.plan, answer["reason"]),
            }
            yield AnsweredActivity(due.institution, item, returned, in_full, past)


def reason_words(plan: Plan, reason: str | None) -> tuple[str, ...]:
    """Return what a reason is called, in every language; () for none."""
    if reason in REASONS:
        return tuple(Texts(language)(f"words.reason.{reason}") for language in LANGUAGES)
    own = plan.reasons.get(reason or "")
    return own.texts if own else ()


def values_of(
    evidence: QuarterSoFar, codes: Container[str] | None = None
) -> Iterator[AnsweredIndicator]:
    """Yield the indicators with these *codes*, None for all, that a used return answers."""
    for due, returned in evidence.reporting():
        for item in due.indicators:
            code = item.indicator.code
            if codes is not None and code not in codes:
                continue
            answer = returned.answers and returned.answers.indicators.get(code)
            if answer:
                past = evidence.brief.past
                yield AnsweredIndicator(
                    due.institution, item.indicator, returned, answer,
                    past.indicator(code, due.institution),
                    past.indicator_in_full(code, due.institution),
                )  # fmt: skip
