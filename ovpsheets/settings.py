"""The optional settings of a workspace, ``ovpsheets.toml``; every one has a default.

[ovpsheets]
language = "mk"
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ovpsheets.errors import SettingsError
from ovpsheets.words import LANGUAGES, Language

NAME: Final = "ovpsheets.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workspace is to be treated."""

    language: Language = "mk"


def read_settings(folder: Path) -> Settings:
    """Return the settings of the workspace in *folder*, the defaults where it has none.

    Raises SettingsError for a file that is no TOML or names an unknown language.
    """
    path = folder / NAME
    if not path.is_file():
        return Settings()
    own = _table(path).get("ovpsheets", {})
    wanted = own.get("language", "mk") if isinstance(own, dict) else "mk"
    for language in LANGUAGES:
        if language == wanted:
            return Settings(language)
    raise SettingsError(
        "settings_language", file=NAME, text=str(wanted), choices=", ".join(LANGUAGES)
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError("settings_unreadable", file=NAME, detail=str(fault)) from fault
