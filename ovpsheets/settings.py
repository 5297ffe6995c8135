"""The optional settings of a workspace, ``ovpsheets.toml``; every one has a default.

[ovpsheets]
language = "mk"
holidays = [2026-01-07]          # nobody works then: comments are due a working day before
return_to = "commitment"         # forms go to the commitment's coordinator, or to the "plan"'s
confirmation = false             # true asks on the cover who approves the form
documents = false                # true makes all documents at each merge

[limits]
file_mib = 25                    # and the others of docs/settings.md
seconds = 20

[disclosure]
protect_zeros = false            # true hides nought persons, too
method = "hide"                  # "round" publishes all counts of persons rounded to 5
contributors = true              # false lets a body that reported work out another's figure

[rules]                          # a rule of ``ovpsheets rules``, used otherwise
thin_explanation = "trial"       # urgent, important, check, trial or off
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from ovpsheets.errors import SettingsError
from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.plan.model import RETURN_TO
from ovpsheets.rules.own_rules import all_rules
from ovpsheets.rules.policy import CHOICES
from ovpsheets.settings_file import NAME, language_of, settings_table
from ovpsheets.words import Language, default_language

_IN_MIB: Final = {
    "file_mib": "file_size",
    "inflated_mib": "inflated_size",
    "part_mib": "part_size",
    "token_mib": "token_size",
    "memory_mib": "memory",
}
_AS_THEY_ARE: Final = (
    "ratio", "parts", "sheets", "cells", "xml_depth", "cell_text", "long_texts", "members",
    "seconds", "container_seconds",
)  # fmt: skip

METHODS: Final = ("hide", "round")
"""How figures of persons are protected."""

LIMITS: Final[Mapping[str, str]] = _IN_MIB | {name: name for name in _AS_THEY_ARE}
"""A setting of ``[limits]`` → the field of Limits."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workspace is to be treated."""

    language: Language = field(default_factory=default_language)
    rules: Mapping[str, str] = field(default_factory=dict)  # rule → one of rules.policy.CHOICES
    limits: Limits = field(default_factory=Limits)
    protect_zeros: bool = False  # whether nought persons are hidden, too
    contributors: bool = True  # whether bodies cannot work out one another's figures
    method: str = "hide"  # how persons are protected: one of METHODS
    return_to: str = RETURN_TO[0]  # whose coordinator completed forms go to
    holidays: frozenset[date] = frozenset()  # on which nobody works
    confirmation: bool = False  # whether forms ask who approves them
    documents: bool = False  # whether each merge makes what else is made when it is asked for


def read_settings(folder: Path) -> Settings:
    """Return the settings of the workspace in *folder*, the defaults where it has none.

    Raises SettingsError for a file that is no TOML, that names an unknown
    language, rule, use of a rule or limit, or has a limit that is no number above 0.
    """
    whole = settings_table(folder)
    return Settings(
        language_of(whole),
        _rules(whole.get("rules", {})),
        _limits(whole.get("limits", {})),
        _yes_or_no(whole.get("disclosure", {}), "protect_zeros", usual=False),
        _yes_or_no(whole.get("disclosure", {}), "contributors", usual=True),
        _choice(whole.get("disclosure", {}), "method", METHODS),
        _choice(whole.get("ovpsheets", {}), "return_to", RETURN_TO),
        _days(whole.get("ovpsheets", {}), "holidays"),
        _yes_or_no(whole.get("ovpsheets", {}), "confirmation", usual=False),
        _yes_or_no(whole.get("ovpsheets", {}), "documents", usual=False),
    )


def _rules(own: Any) -> Mapping[str, str]:
    known = [rule.id for rule in all_rules()]
    for rule, choice in own.items() if isinstance(own, dict) else ():
        if rule not in known:
            raise SettingsError("settings_rule", file=NAME, text=rule)
        if choice not in CHOICES:
            raise SettingsError(
                "settings_rule_use", file=NAME, rule=rule, text=choice, choices=", ".join(CHOICES)
            )
    return dict(own) if isinstance(own, dict) else {}


def _choice(own: Any, name: str, choices: tuple[str, ...]) -> str:
    """Return the choice made under a heading, the first where none is; raises SettingsError."""
    found = own.get(name, choices[0]) if isinstance(own, dict) else choices[0]
    if found not in choices:
        raise _no_choice(name, found, choices)
    return str(found)


def _yes_or_no(own: Any, name: str, *, usual: bool) -> bool:
    answer = own.get(name, usual) if isinstance(own, dict) else None
    if not isinstance(answer, bool):
        raise _no_choice(name, answer, ("true", "false"))
    return answer


def _days(own: Any, name: str) -> frozenset[date]:
    found = own.get(name, []) if isinstance(own, dict) else None
    # A day with a time of day is a date to Python, too.
    if not isinstance(found, list) or any(type(day) is not date for day in found):
        raise _no_choice(name, found, ("[2026-01-07, 2026-05-01]",))
    return frozenset(found)


def _no_choice(name: str, found: object, choices: tuple[str, ...]) -> SettingsError:
    known = ", ".join(choices)
    return SettingsError("settings_choice", file=NAME, name=name, text=str(found), known=known)


def _limits(own: Any) -> Limits:
    if not isinstance(own, dict):
        raise SettingsError("settings_number", file=NAME, name="limits", text=str(own))
    return Limits(**{LIMITS[_known(name)]: _size(name, value) for name, value in own.items()})


def _known(name: str) -> str:
    if name not in LIMITS:
        raise SettingsError("settings_unknown", file=NAME, name=name, known=", ".join(LIMITS))
    return name


def _size(name: str, value: object) -> Any:
    number = isinstance(value, float if name.endswith("seconds") else int) or type(value) is int
    if not number or isinstance(value, bool) or not value > 0:  # type: ignore[operator]
        raise SettingsError("settings_number", file=NAME, name=name, text=str(value))
    return value * MIB if name in _IN_MIB else value  # type: ignore[operator]
