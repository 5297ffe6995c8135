"""Rules are data the coordinator controls: severity, off, on trial; and waivers in the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ovpsheets.plan.model import Waiver
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity

OFF: Final = "off"
TRIAL: Final = "trial"
OPEN: Final = "open"
WAIVED: Final = "waived"

CHOICES: Final = (*(severity.value for severity in Severity), TRIAL, OFF)
"""What ovpsheets.toml may say of a rule, under ``[rules]``."""


@dataclass(frozen=True, slots=True)
class RulePolicy:
    """How the coordinator wants the rules used; ``chosen``: rule → one of CHOICES."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    def in_use(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Return the rules that are not switched off."""
        return tuple(rule for rule in rules if self.chosen.get(rule.id) != OFF)

    def severity(self, rule: Rule, found: Found | None = None) -> Severity:
        """Return how much a finding of *rule* matters here; *found*: which one it is."""
        chosen = self.chosen.get(rule.id, "")
        if chosen in [item.value for item in Severity]:
            return Severity(chosen)
        return (found and found.weight) or rule.severity

    def on_trial(self, rule: Rule) -> bool:
        """Tell whether *rule* is only being tried: shown, not counted, not asked about."""
        return self.chosen.get(rule.id) == TRIAL

    def waiver(self, rule: Rule, found: Found, day: date) -> Waiver | None:
        """Return the decision that silences a finding on *day*, the quarter's last; else None.

        An empty field of a waiver means "any"; its dates include their days.
        """
        return next((item for item in self.waivers if _covers(item, rule, found, day)), None)


def _covers(waiver: Waiver, rule: Rule, found: Found, day: date) -> bool:
    # A check of the plan's own is waived by its name, or all of them by that of their rule.
    names = (rule.id, found.part) if found.wordings else (rule.id,)
    is_of_rule = not waiver.rule or waiver.rule in names
    return is_of_rule and waiver.covers(day, found.institution, found.activity, found.indicator)
