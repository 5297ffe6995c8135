"""The file of settings, ``ovpsheets.toml``, before anything in it is judged but the language."""

import tomllib
from pathlib import Path
from typing import Any, Final

from ovpsheets.errors import SettingsError
from ovpsheets.words import LANGUAGES, Language, default_language

NAME: Final = "ovpsheets.toml"


def settings_table(folder: Path) -> dict[str, Any]:
    """Return what the settings of the workspace in *folder* say; {} where it has none.

    Raises SettingsError for a file that is no TOML.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError("settings_unreadable", file=NAME, detail=str(fault)) from fault


def language_of(settings: dict[str, Any]) -> Language:
    """Return the language that *settings* ask for; raises SettingsError for an unknown one."""
    own = settings.get("ovpsheets", {})
    wanted = (own if isinstance(own, dict) else {}).get("language", default_language())
    for language in LANGUAGES:
        if language == wanted:
            return language
    raise SettingsError(
        "settings_language", file=NAME, text=str(wanted), choices=", ".join(LANGUAGES)
    )
