"""What is arranged beside the promises: dates, waivers, checks of the plan's own, amendments."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from ovpsheets.columns.expressions import Comparison
from ovpsheets.plan.wording import Wording
from ovpsheets.quarter import Quarter
from ovpsheets.words import Severity

_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Dates:
    """The two dates of a quarter's reporting; ``holidays``: days on which nobody works.

    Data is due until the end of the day ``submit_by``, and published on the day ``publish_by``.
    """

    submit_by: date
    publish_by: date
    holidays: frozenset[date] = field(default=frozenset(), repr=False, compare=False)

    @property
    def comment_by(self) -> date:
        """By when comments and corrections are due: the last working day before publication.

        Where the calendar leaves none after data was due it is the day of publication. Free are
        Saturdays, Sundays and the ``holidays``.
        """
        day = self._working_day_before(self.publish_by)
        return day if day > self.submit_by else self.publish_by

    @property
    def draft_on(self) -> date:
        """From when members see the draft even where something is still open.

        It is the last working day before comments are due; where the calendar leaves none after
        data was due, the day after that, but never later than comments are due.
        """
        day = self._working_day_before(self.comment_by)
        if day > self.submit_by:
            return day
        return min(self.submit_by + timedelta(days=1), self.comment_by)

    def _working_day_before(self, day: date) -> date:
        day -= timedelta(days=1)
        while day.weekday() >= _SATURDAY or day in self.holidays:
            day -= timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision that a rule does not apply; an empty field means "any".

    ``rule``: its id; institution, activity and indicator: their codes.
    """

    rule: str
    institution: str = ""
    activity: str = ""
    indicator: str = ""
    from_: date | None = None  # the first day, None: from the start of the plan
    until: date | None = None  # the last day, None: to its end
    reason: str = ""
    decided_by: str = ""

    def covers(
        self, day: date, institution: str = "", activity: str = "", indicator: str = ""
    ) -> bool:
        """Tell whether it holds on *day* of what an institution says of a row, or of the whole.

        What is empty here is about none: an institution as a whole, an activity as such.
        """
        wanted = (
            (self.institution, institution),
            (self.activity, activity),
            (self.indicator, indicator),
        )
        if any(asked and asked != own for asked, own in wanted):
            return False
        begun = self.from_ is None or self.from_ <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A check of the plan's own: numbers of a row, or of several indicators, are compared.

    ``rows``: the codes of the rows of ``table`` of which it is judged; what it compares besides
    is named in ``comparison`` by code. ``typed``: the comparison as the plan has it; ``says``:
    what a member is told where it does not hold. None of ``from_`` and ``until``: from the
    start of the plan, to its end.
    """

    code: str
    typed: str
    comparison: Comparison
    table: str
    rows: tuple[str, ...]
    severity: Severity
    says: Wording
    from_: date | None = None
    until: date | None = None

    def applies(self, quarter: Quarter) -> bool:
        """Tell whether it is judged in *quarter*: on its last day it has begun, and not ended."""
        begun = self.from_ is None or self.from_ <= quarter.end
        return begun and (self.until is None or quarter.end <= self.until)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A decision that an activity's deadline or holder, or an indicator's target, is another.

    ``of``: the code; ``what``: deadline, target or holder. ``from_``: the first day on which it
    holds. ``before``: what held until then, None for a target that the plan did not have.
    """

    of: str
    what: str
    value: date | float | str
    from_: date
    decision: str = ""
    before: date | float | str | None = None
