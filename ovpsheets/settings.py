"""The optional settings of a workspace, ``ovpsheets.toml``; every one has a default.

[ovpsheets]
language = "mk"

[rules]                          # a rule of ``ovpsheets rules``, used otherwise
thin_explanation = "trial"       # urgent, important, check, trial or off
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ovpsheets.errors import SettingsError
from ovpsheets.rules.book import RULES
from ovpsheets.rules.policy import CHOICES
from ovpsheets.words import LANGUAGES, Language

NAME: Final = "ovpsheets.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workspace is to be treated."""

    language: Language = "mk"
    rules: Mapping[str, str] = field(default_factory=dict)  # rule → one of rules.policy.CHOICES


def read_settings(folder: Path) -> Settings:
    """Return the settings of the workspace in *folder*, the defaults where it has none.

    Raises SettingsError for a file that is no TOML, or that names an unknown
    language, rule or use of a rule.
    """
    path = folder / NAME
    if not path.is_file():
        return Settings()
    whole = _table(path)
    return Settings(_language(whole.get("ovpsheets", {})), _rules(whole.get("rules", {})))


def _language(own: Any) -> Language:
    wanted = own.get("language", "mk") if isinstance(own, dict) else "mk"
    for language in LANGUAGES:
        if language == wanted:
            return language
    raise SettingsError(
        "settings_language", file=NAME, text=str(wanted), choices=", ".join(LANGUAGES)
    )


def _rules(own: Any) -> Mapping[str, str]:
    known = [rule.id for rule in RULES]
    for rule, choice in own.items() if isinstance(own, dict) else ():
        if rule not in known:
            raise SettingsError("settings_rule", file=NAME, text=rule)
        if choice not in CHOICES:
            raise SettingsError(
                "settings_rule_use", file=NAME, rule=rule, text=choice, choices=", ".join(CHOICES)
            )
    return dict(own) if isinstance(own, dict) else {}


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError("settings_unreadable", file=NAME, detail=str(fault)) from fault
