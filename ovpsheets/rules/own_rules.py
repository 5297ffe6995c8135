"""Rules that other packages add, and what is to be said of one that cannot be used.

A package names a rule under the entry points ``ovpsheets.rules``, and the TOML that holds
its words under ``ovpsheets.texts``; see ``docs/extending.md``.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, cast

from ovpsheets.extensions import Unusable, load, package_of
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.rule_book import RULES
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Severity

GROUP: Final = "ovpsheets.rules"

PARTS: Final = ("name", "meaning", "remedy", "example", "message", "ask")
"""What every rule has words for: ``rules.<id>.<part>`` in every language."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


def own_rules() -> tuple[Rule | Unusable, ...]:
    """Return the rules that other packages add, by name; why not, of one that cannot be used."""
    return tuple(_own(name, found) for name, found in load(GROUP).items())


def all_rules() -> tuple[Rule, ...]:
    """Return the whole book: the rules of ovpsheets, then those of other packages."""
    return (*RULES, *(rule for rule in own_rules() if isinstance(rule, Rule)))


def _own(name: str, found: object) -> Rule | Unusable:
    if isinstance(found, Unusable):
        return Unusable(found.name, found.package, found.reason, GROUP)
    if not isinstance(found, Rule):
        return _unusable(name, f"{type(found).__name__} is no ovpsheets.Rule")
    # Nobody has checked these types in somebody else's package.
    severity, follows = cast(tuple[object, object], (found.severity, found.follows))
    if not isinstance(severity, Severity):
        return _unusable(name, f"{severity!r} is no ovpsheets.Severity")
    if not isinstance(follows, tuple):
        return _unusable(name, "follows is no tuple of rules")
    if not _ID.fullmatch(found.id) or found.id in (rule.id for rule in RULES):
        return _unusable(name, f"{found.id!r} is no free name of a rule")
    if lacking := list(_lacking(found)):
        return _unusable(name, f"there are no words for {', '.join(lacking)}")
    return found


def _lacking(rule: Rule) -> Iterator[str]:
    for part in PARTS:
        key = f"rules.{rule.id}.{part}"
        for language in LANGUAGES:
            if not Texts(language).speaks(key):
                yield f"{key} ({language})"


def found_by(
    rule: Rule, evidence: QuarterSoFar, say: Callable[[Found], object]
) -> list[Found] | Unusable:
    """Return what a rule of another package finds, or why it cannot be used here.

    Whatever it does wrong, the other rules are judged. *say* puts a finding into words.
    """
    try:
        found = list(rule.find(evidence))
        for one in found:
            _check(one, evidence)
            say(one)
    except Exception as error:  # anything may happen in somebody else's code
        return Unusable.after(rule.id, _package(rule), error, GROUP)
    return found


def _check(found: object, evidence: QuarterSoFar) -> None:
    """Raise TypeError or KeyError for a finding that could not be put into a table."""
    if not isinstance(found, Found):
        raise TypeError(f"{type(found).__name__} is no ovpsheets.Found")
    texts = (found.institution, found.activity, found.indicator, found.found, found.part)
    pairs = [code for pair in found.about for code in pair]
    if not all(isinstance(text, str) for text in (*texts, *pairs)):
        raise TypeError("what a finding says of its place is no text")
    plan = evidence.plan
    if found.institution:
        plan.institution(found.institution)
    if found.activity:
        plan.activity(found.activity)
    if found.indicator:
        plan.indicator(found.indicator)


def _unusable(name: str, reason: str) -> Unusable:
    return Unusable(name, package_of(GROUP, name), reason, GROUP)


def _package(rule: Rule) -> str:
    names = [name for name, found in load(GROUP).items() if found is rule]
    return package_of(GROUP, names[0]) if names else ""
