"""What a workspace has in its folder ``templates``, read and held to what can be used.

templates/languages.toml         which languages are in use, in which order, and the usual one
templates/<language>/language.toml   what others call a language that is added
templates/<language>/texts.toml      wordings by their whole key; also files in texts/
templates/<language>/reading.toml    what people write in it
templates/<language>/says_nothing.toml  … that says nothing
templates/look.toml, logo.png        colours, fonts, the logo
templates/summary/*.j2               the pages of the summary
templates/forenames.toml             given names, by which persons are noticed

Each takes the place of the package's key by key; what is lacking is the package's. A file that
cannot be read at all stops the command; single texts that cannot be used are told by
``ovpsheets templates check``.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from babel import Locale, UnknownLocaleError

from ovpsheets.errors import SettingsError
from ovpsheets.languages import (
    LANGUAGE_FILE,
    LANGUAGES_FILE,
    OF_PACKAGE,
    declared_tags,
)
from ovpsheets.templates import Templates, laid_over

FOLDER: Final = "templates"
"""Where they lie in a workspace."""

_ENDINGS: Final = (".toml", ".j2", ".png")
_LARGEST: Final = 2_000_000
"""Bytes of one file; nobody writes so many texts, and every page carries the logo."""

_CODE: Final = re.compile(r"[a-z]{2,3}")
"""A language's code: of ISO 639, and part of file names and of columns."""


def templates_at(workspace: Path) -> Templates:
    """Return the templates of a workspace, the package's where it has none of its own.

    Raises SettingsError for a file that cannot be used at all.
    """
    folder = workspace / FOLDER
    if not folder.is_dir():
        return Templates.of({})
    found = Templates.of({name: _content(folder, name) for name in _names(folder)})
    for name in found.files:
        if name.endswith(".toml"):
            _readable(found, name)
    _check_languages(found)
    return found


def _names(folder: Path) -> list[str]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if path.suffix in _ENDINGS)


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    if path.stat().st_size > _LARGEST:
        raise _fault(name, f"{path.stat().st_size} > {_LARGEST}")
    return path.read_bytes()


def _readable(templates: Templates, name: str) -> None:
    try:
        templates.table(name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _fault(name, str(fault)) from fault


def _check_languages(templates: Templates) -> None:
    said = templates.table(LANGUAGES_FILE)
    in_use = said.get("languages", list(OF_PACKAGE))
    if not isinstance(in_use, list) or not in_use:
        raise _fault(LANGUAGES_FILE, f"languages = {in_use!r}")
    own = [name.partition("/")[0] for name in templates.files if name.endswith(f"/{LANGUAGE_FILE}")]
    for language in dict.fromkeys((*in_use, *own)):
        _check_language(templates, language)
    usual = said.get("default", in_use[0])
    if usual not in (*in_use, *(own if "languages" not in said else ())):
        raise _fault(LANGUAGES_FILE, f"default = {usual!r}")


def _check_language(templates: Templates, language: Any) -> None:
    """Raise SettingsError for a language that nobody can be spoken to in."""
    file = f"{language}/{LANGUAGE_FILE}"
    if not isinstance(language, str) or not _CODE.fullmatch(language):
        raise _fault(LANGUAGES_FILE, repr(language))
    said = laid_over(declared_tags(language), templates.table(file))
    lacking = [key for key in ("locale", "document", "authority") if not _text(said.get(key))]
    if lacking:
        raise _fault(file, ", ".join(lacking))
    if unknown := said.keys() - {"locale", "document", "authority", "months"}:
        raise _fault(file, ", ".join(sorted(unknown)))
    months = said.get("months", ())
    if months and (len(months) != 12 or not all(map(_text, months))):
        raise _fault(file, "months")
    try:
        Locale.parse(said["locale"])
    except (ValueError, UnknownLocaleError) as fault:
        raise _fault(file, f"locale = {said['locale']!r}") from fault


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _fault(name: str, detail: str) -> SettingsError:
    return SettingsError("templates_unusable", file=f"{FOLDER}/{name}", detail=detail)
