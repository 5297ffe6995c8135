"""The rows of the plan's tables: institutions, commitments, activities, indicators."""

from dataclasses import dataclass, field
from datetime import date

from ovpsheets.kinds import Kind
from ovpsheets.packed import packed_by_slots
from ovpsheets.plan.wording import NO_WORDING, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.words import (
    Accumulation,
    Combine,
    Direction,
    Language,
    Role,
    default_language,
)


@packed_by_slots
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
    language: Language = field(default_factory=default_language)  # of its forms and mails
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


@packed_by_slots
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


@packed_by_slots
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
    units: Wording = NO_WORDING
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
