"""A finding that is weighed and put into words, before it is known from which other it follows.

Rules that look at one institution are given one after another, so that what they need of its rows
is let go before the next one's is made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.one_institution import OneInstitution, one_of
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.model import Waiver
from ovpsheets.rules.as_the_form_said import weighed
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.beside_blank import with_what_stands_beside, with_what_the_list_says
from ovpsheets.rules.finding_row import Since, finding_id, finding_row
from ovpsheets.rules.policy import OPEN, TRIAL, WAIVED, RulePolicy
from ovpsheets.rules.rule_book import RULES
from ovpsheets.texts import Texts
from ovpsheets.words import Language

Row = dict[str, Any]
"""A row of the table ``findings``, but for what it ``follows`` from."""


_OF_FOUND: Final = ("institution", "activity", "indicator", "file", "sheet", "cell", "found")


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding as a row; ``about`` and ``part`` as in :class:`~ovpsheets.rules.base.Found`."""

    row: Row
    about: tuple[tuple[str, str], ...] = ()
    part: str = ""

    @property
    def found(self) -> Found:
        """What it is about and where it stands, by which it is told from what it follows."""
        institution, activity, indicator, file, sheet, cell, found = (
            self.row[name] or "" for name in _OF_FOUND
        )
        place = Place(file, sheet, cell)
        return Found(institution, activity, indicator, place, found, self.part, self.about)


@dataclass(frozen=True, slots=True, eq=False)
class Judging:
    """How a quarter is judged: by which *rules*, and as the coordinator's settings have them."""

    rules: tuple[Rule, ...]
    policy: RulePolicy
    since: Since
    day: date  # the quarter's last, by which waivers hold
    language: Language

    @classmethod
    def of(cls, brief: MergeBrief, rules: Iterable[Rule] = RULES) -> "Judging":
        """Return the judging of the quarter of *brief*; of *rules* those that are in use."""
        policy = RulePolicy(brief.rules, brief.plan.waivers)
        since = Since(brief.history, brief.quarter)
        return cls(policy.in_use(rules), policy, since, brief.quarter.end, brief.language)

    def one(self, one: OneInstitution) -> tuple[Judged, ...]:
        """Return what the rules find that need nothing but one institution."""
        alone = (rule for rule in self.rules if rule.alone)
        return tuple(
            self._judged(rule, _told(rule, found, one, one), one)
            for rule in alone
            for found in rule.find(one)
        )

    def quarter(self, evidence: QuarterSoFar) -> Iterator[Judged]:
        """Yield what the rules find that compare institutions, or look at files of nobody."""
        for rule in self.rules:
            if not rule.alone:
                for found in rule.find(evidence):
                    own = one_of(evidence, found.institution)
                    yield self._judged(rule, _told(rule, found, own, evidence), evidence)

    def _judged(self, rule: Rule, found: Found, evidence: QuarterSoFar) -> Judged:
        row = finding_row(evidence, rule, found, self.language)
        row |= self._treated(rule, found) | {"since": self.since.of(finding_id(rule, found))}
        return Judged(row, found.about, found.part)

    def _treated(self, rule: Rule, found: Found) -> Row:
        """Severity and state as the coordinator's settings and the plan's waivers have them."""
        severity = self.policy.severity(rule, found).value
        if self.policy.on_trial(rule):
            return {"severity": severity, "state": TRIAL}
        if waiver := self.policy.waiver(rule, found, self.day):
            said = _decision(waiver, Texts(self.language))
            return {"severity": severity, "state": WAIVED, "waiver": said}
        return {"severity": severity, "state": OPEN}


_OURS: Final = frozenset(rule.id for rule in RULES)


def _told(rule: Rule, found: Found, own: OneInstitution, evidence: QuarterSoFar) -> Found:
    """Return *found* with what else its institution says of it, and how much that weighs."""
    told = with_what_stands_beside(found, own) if rule.asks_for_blank else found
    told = with_what_the_list_says(told, own)
    # Of another package's rule nobody knows whether a form could have seen what it sees.
    return weighed(rule, told, evidence) if rule.id in _OURS else told


def _decision(waiver: Waiver, texts: Texts) -> str:
    """Say who decided a waiver, why, and until when."""
    until = (
        texts("rules.waiver.until", day=texts.long_date(waiver.until))
        if waiver.until
        else texts("rules.waiver.open_ended")
    )
    return texts("rules.waiver", who=waiver.decided_by, reason=waiver.reason, until=until)
