"""The action plan as frozen values: what was promised, by whom, until when.

Everything here is plain data with look-ups; reading it from plan.xlsx is
:mod:`ovpsheets.plan.read`, finding faults in it :mod:`ovpsheets.plan.examine`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, TypeVar

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.expressions import Comparison
from ovpsheets.columns.model import FormColumns
from ovpsheets.kinds import Kind
from ovpsheets.plan.frames import PlanFrames, plan_frames
from ovpsheets.quarter import Quarter
from ovpsheets.words import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    Accumulation,
    Combine,
    Direction,
    Language,
    Role,
    Severity,
)


@dataclass(frozen=True, slots=True, init=False)
class Wording:
    """A text in the languages in which the plan gives it.

    ``Wording(mk="Обука", en="Training")``, or in the order of the languages:
    ``Wording("Обука", "Trajnim")``. Raises TypeError for a language there is not.
    """

    _said: tuple[tuple[Language, str], ...]

    def __init__(self, *in_order: str, **by_language: str) -> None:
        said = dict(zip(LANGUAGES, in_order, strict=False)) | by_language
        if len(in_order) > len(LANGUAGES) or not said.keys() <= set(LANGUAGES):
            raise TypeError(f"a wording is in {', '.join(LANGUAGES)}")
        given = tuple((language, said[language]) for language in LANGUAGES if said.get(language))
        object.__setattr__(self, "_said", given)

    def in_(self, language: Language) -> str:
        """Return the text in *language*, else in the first language that has it, else ""."""
        return self.spoken(language)[1]

    def spoken(self, language: Language) -> tuple[Language, str]:
        """Return the text as :meth:`in_` does, with the language it is in."""
        given = self.given()
        first = next(iter(given.items()), (language, ""))
        return (language, given[language]) if language in given else first

    def given(self) -> dict[Language, str]:
        """Return the text in the languages in which the plan has it, in their order."""
        return dict(self._said)

    @property
    def texts(self) -> tuple[str, ...]:
        """The text in every language in which the plan has it."""
        return tuple(text for _, text in self._said)


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that reports. ``code`` is ASCII and stays when the body is renamed."""

    code: str
    name: Wording
    short: Wording  # its abbreviation
    aliases: tuple[str, ...] = ()  # names or codes, also of the bodies that it carries on
    kind: str = ""  # in the plan's own words: a ministry, an organisation; no rule reads it
    contact: str = ""  # the person who gets the form
    email: str = ""
    cc: str = ""  # who gets a copy of its mails
    language: Language = DEFAULT_LANGUAGE  # of its forms and mails
    from_: date | None = None  # None: from the start of the plan
    to: date | None = None  # None: to its end

    def known_as(self, quarter: Quarter) -> tuple[str, ...]:
        """Return the codes under which it reported in *quarter*: its own, then its aliases.

        An alias is who it was before it began (``from_``); without that day, at any time.
        """
        is_before = self.from_ is None or quarter.start < self.from_
        return (self.code, *self.aliases) if is_before else (self.code,)

    def label(self, language: Language) -> str:
        """Return the short name in *language*, else the full name in it.

        An abbreviation of another language stands for no name that a reader knows: it is
        taken only where the plan has no name in *language* at all; the code where it has none.
        """
        said = self.short.given().get(language) or self.name.given().get(language)
        return said or self.short.in_(language) or self.name.in_(language) or self.code

    def full_name(self, language: Language) -> str:
        """Return the full name in *language*, else the code."""
        return self.name.in_(language) or self.code


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment (заложба); ``coordinator`` is an institution's code or ""."""

    code: str
    title: Wording
    area: str = ""  # the priority area of the plan, in words
    coordinator: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity, called milestone by OGP and достигнување on the portal.

    ``commitment``: its code; ``holder`` and ``co_holders``: codes of institutions, of which all
    report and the holder's status is the one that is counted. ``start`` and ``deadline``: the
    first and the last day of the work. ``old_codes``:
    those under which it was reported before it was renumbered.
    """

    code: str
    commitment: str
    text: Wording
    start: date
    deadline: date
    holder: str
    co_holders: tuple[str, ...] = ()
    old_codes: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[tuple[str, Role], ...]:
        """The institutions that report on it, holder first."""
        return (
            (self.holder, Role.HOLDER),
            *((code, Role.CO_HOLDER) for code in self.co_holders),
        )


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of an activity.

    ``baseline`` and ``target`` are as the plan gives them: a number for
    kinds of numbers, else text; None where the plan gives none.
    ``reported_by`` is never empty: the holder, unless the plan says otherwise.
    ``part_of``: the code of the indicator that it is a part of, as the plan says it; "" where
    nothing is said, and then its code may still say so (:mod:`ovpsheets.plan.parts`).
    ``persons``: whether it counts persons, None where the plan says neither yes nor no.
    ``combine``: what the values of several reporters are to one another, None where the plan
    does not say: then nothing is added up, and nobody is asked to agree.
    ``unit``: for every language of which ``units`` say nothing.
    ``accumulation``: whether a value is of its quarter alone or counts from the start on.
    ``direction``: whether more or less of it is better; what is to rise must not fall.
    ``old_codes``: as of an activity.
    """

    code: str
    activity: str
    text: Wording
    kind: Kind
    unit: str = ""
    baseline: float | str | None = None
    target: float | str | None = None
    accumulation: Accumulation = Accumulation.CUMULATIVE
    direction: Direction = Direction.UP
    reported_by: tuple[str, ...] = ()
    persons: bool | None = None
    part_of: str = ""
    units: Wording = field(default_factory=Wording)
    combine: Combine | None = None
    old_codes: tuple[str, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether several institutions report it, each its share of a sum."""
        return len(self.reported_by) > 1 and self.combine is Combine.SUM

    @property
    def has_total(self) -> bool:
        """Whether its quarters add up to a total, which is what its target is about.

        What should fall is a level in each quarter, and is compared with its target as it is.
        """
        rises = self.direction is Direction.UP
        return self.is_of_one_quarter and self.kind.adds_up and rises

    @property
    def is_in_parts(self) -> bool:
        """Whether a value is a part of what the target is about: a share, or one quarter's."""
        return self.is_shared or self.has_total

    @property
    def is_one_figure(self) -> bool:
        """Whether it is one number, whoever reports it: of one institution, or the same of all."""
        return len(self.reported_by) <= 1 or self.combine is Combine.SAME

    def unit_in(self, language: Language) -> str:
        """Return the unit in *language*, else the one for every language, else any, else ""."""
        return self.units.given().get(language) or self.unit or self.units.in_(language)

    @property
    def every_unit(self) -> tuple[str, ...]:
        """The unit as it is called in any language; () where the plan gives none."""
        return tuple(dict.fromkeys(filter(None, (self.unit, *self.units.texts))))

    @property
    def first_unit(self) -> str:
        """The unit as the plan names it first; "" where it names none."""
        return next(iter(self.every_unit), "")

    @property
    def words(self) -> tuple[str, ...]:
        """The text in every language, and how the unit is called beside :attr:`first_unit`."""
        return (*self.text.texts, *self.every_unit[1:])

    @property
    def is_of_one_quarter(self) -> bool:
        """Whether it is a number that covers a quarter alone, so that the next begins anew."""
        return self.kind.is_number and self.accumulation is Accumulation.QUARTERLY

    @property
    def start(self) -> float:
        """From what a value since the start begins to grow: the baseline, 0 without one."""
        return self.baseline if isinstance(self.baseline, int | float) else 0


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
        day = self.publish_by - timedelta(days=1)
        while day.weekday() >= _SATURDAY or day in self.holidays:
            day -= timedelta(days=1)
        return day if day > self.submit_by else self.publish_by


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


RETURN_TO: Final = ("commitment", "plan")
"""Whose coordinator forms go back to: that of what they ask about, where it is one; the plan's."""


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


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """An action plan: its settings and its tables, in the order of plan.xlsx.

    ``submit_days`` and ``publish_days``: how many days after a quarter its data is due and is
    published, unless ``calendar`` has the quarter. ``threshold``: from how many persons on a
    figure is published; ``threshold_breakdown``: likewise of a part of a breakdown.
    ``languages``: those of the public documents, the first stands where one is needed.
    ``reasons``: key → what it is called. ``checks``: what must hold between numbers.
    ``return_to``: whose coordinator completed forms go to, one of :data:`RETURN_TO`;
    ``holidays``: on which nobody works; ``confirmation``: whether forms ask who approves them.
    These are settings of the workspace and no part of the plan.

    ``amendments``: what was decided since, in the order in which it holds. The tables say what
    was promised first; what holds in a quarter :func:`ovpsheets.plan.in_force.in_force` says.
    """

    code: str
    title: Wording
    start: date
    end: date
    coordinator: str
    institutions: tuple[Institution, ...]
    commitments: tuple[Commitment, ...]
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]
    submit_days: int = 10
    publish_days: int = 15
    languages: tuple[Language, ...] = (DEFAULT_LANGUAGE,)
    threshold: int = 5
    threshold_breakdown: int = 10
    calendar: Mapping[Quarter, Dates] = field(default_factory=dict)
    reasons: Mapping[str, Wording] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    amendments: tuple[Amendment, ...] = field(default=(), compare=False)
    columns: FormColumns = field(default=BUILT_IN, repr=False)  # of the form's tables
    checks: tuple[PlanCheck, ...] = ()
    return_to: str = field(default="commitment", repr=False, compare=False)
    holidays: frozenset[date] = field(default=frozenset(), repr=False, compare=False)
    confirmation: bool = field(default=False, repr=False, compare=False)
    whole: "Plan | None" = field(default=None, repr=False, compare=False)  # of which it is a part
    _index: "_Index" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", _Index.of(self))

    def __repr__(self) -> str:
        return (  # short: a notebook keeps what it shows, and contacts are none of its business
            f"<Plan {self.code}, {self.start} to {self.end}, "
            f"institutions: {len(self.institutions)}, commitments: {len(self.commitments)}, "
            f"activities: {len(self.activities)}, indicators: {len(self.indicators)}>"
        )

    def institution(self, code: str) -> Institution:
        """Return the institution with *code*; raises KeyError."""
        return self._index.institutions[code]

    def find_institution(self, code: str | None) -> Institution | None:
        """Return the institution with *code*, None for one the plan does not know."""
        return self._index.institutions.get(code or "")

    def find_activity(self, code: str | None) -> Activity | None:
        """Return the activity with *code*, None for one the plan does not know."""
        return self._index.activities.get(code or "")

    def find_indicator(self, code: str | None) -> Indicator | None:
        """Return the indicator with *code*, None for one the plan does not know."""
        return self._index.indicators.get(code or "")

    def commitment(self, code: str) -> Commitment:
        """Return the commitment with *code*; raises KeyError."""
        return self._index.commitments[code]

    def activity(self, code: str) -> Activity:
        """Return the activity with *code*; raises KeyError."""
        return self._index.activities[code]

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with *code*; raises KeyError."""
        return self._index.indicators[code]

    def indicators_of(self, activity: str) -> Iterator[Indicator]:
        """Yield the indicators of an *activity*, by its code; none of an unknown one."""
        return iter(self._index.of_activity.get(activity, ()))

    def receiver(self, commitments: Iterable[str]) -> Institution:
        """Return who takes in completed forms about *commitments*; raises KeyError.

        The commitment's coordinator where all have the same and the setting does not say
        otherwise, else the plan's.
        """
        own = {self.commitment(code).coordinator or self.coordinator for code in commitments}
        is_one = self.return_to == "commitment" and len(own) == 1
        return self.institution(own.pop() if is_one else self.coordinator)

    def to_frames(self) -> PlanFrames:
        """Return institutions, commitments, activities and indicators as DataFrames."""
        return plan_frames(
            {
                "institutions": self.institutions,
                "commitments": self.commitments,
                "activities": self.activities,
                "indicators": self.indicators,
            }
        )

    def dates(self, quarter: Quarter) -> Dates:
        """Return when data of *quarter* is due and when the coordinator publishes.

        The plan's calendar wins (weekends, holidays); otherwise the days after
        the quarter's end that the plan sets, 10 and 15 by default.
        """
        own = self.calendar.get(quarter) or Dates(
            quarter.end + timedelta(days=self.submit_days),
            quarter.end + timedelta(days=self.publish_days),
        )
        return replace(own, holidays=self.holidays)


@dataclass(frozen=True, slots=True)
class _Index:
    """The plan's tables by code; of a code that stands twice the first row."""

    institutions: Mapping[str, Institution]
    commitments: Mapping[str, Commitment]
    activities: Mapping[str, Activity]
    indicators: Mapping[str, Indicator]
    of_activity: Mapping[str, list[Indicator]]

    @classmethod
    def of(cls, plan: Plan) -> "_Index":
        of_activity: dict[str, list[Indicator]] = {}
        for indicator in plan.indicators:
            of_activity.setdefault(indicator.activity, []).append(indicator)
        return cls(
            _by_code(plan.institutions),
            _by_code(plan.commitments),
            _by_code(plan.activities),
            _by_code(plan.indicators),
            of_activity,
        )


_Coded = TypeVar("_Coded", Institution, Commitment, Activity, Indicator)


def _by_code(items: tuple[_Coded, ...]) -> dict[str, _Coded]:
    return {item.code: item for item in reversed(items)}
