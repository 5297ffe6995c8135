"""What a workspace's templates say instead of the package's, and copies to change."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ovpsheets.errors import InputError
from ovpsheets.files import write_whole
from ovpsheets.languages import (
    LANGUAGES_FILE,
    NOTHING_FILE,
    READING_FILE,
    Language,
    declared_tags,
)
from ovpsheets.own_templates import FOLDER
from ovpsheets.rules.person_names import FORENAMES
from ovpsheets.templates import active, packaged
from ovpsheets.text_files import Said, by_whole_key, catalogue, is_of_texts, packaged_catalogue
from ovpsheets.words import LANGUAGES
from ovpsheets.writing.look import LOOK
from ovpsheets.writing.page_templates import PAGES, page_names

TEXTS_FILE: Final = "texts.toml"


@dataclass(frozen=True, slots=True)
class Instead:
    """What a workspace has in the place of something of the package.

    ``key``: of a text or a colour, "" for a whole file; ``said`` and ``before``: the two as
    text, "" where the package has nothing.
    """

    file: str
    key: str = ""
    language: Language = ""
    said: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class CopiedTemplates:
    """A file of the workspace's templates, and which keys were written into it; () for all of it.

    ``is_new``: False where everything asked for stood there already, and nothing was written.
    """

    path: Path
    keys: tuple[str, ...] = ()
    is_new: bool = True


def instead() -> Iterator[Instead]:
    """Yield what the templates at work say otherwise than the package, file by file."""
    for name in active().files:
        language, _, rest = name.partition("/")
        file = f"{FOLDER}/{name}"
        if rest and is_of_texts(name, language):
            for key, said in by_whole_key(active().table(name)):
                before = packaged_catalogue().get(key, {}).get(language, "")
                yield Instead(file, key, language, _as_text(said), _as_text(before))
        elif name.endswith(".toml"):
            table = active().table(name)
            below = _packaged_table_of(name)
            for key, value in _flat(table):
                yield Instead(file, key, "", _as_text(value), _as_text(below.get(key, "")))
        else:
            yield Instead(file)


def _packaged_table_of(name: str) -> Mapping[str, Any]:
    text = packaged_file(name)
    return dict(_flat(tomllib.loads(text.decode("utf-8")))) if text else {}


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _as_text(said: object) -> str:
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, default=str)


def packaged_file(name: str) -> bytes:
    """Return what the package has under the name a file has in a workspace; b"" for nothing."""
    language, _, rest = name.partition("/")
    places = [packaged(*name.split("/"))]
    if rest == READING_FILE:
        places.insert(0, packaged("reading", f"{language}.toml"))
    return next((place.read_bytes() for place in places if place.is_file()), b"")


# ------------------------------------------------------------------ copies


def copy_templates(
    root: Path, names: tuple[str, ...], languages: tuple[Language, ...]
) -> tuple[CopiedTemplates, ...]:
    """Copy files, or texts by key or by how keys begin, into the workspace's templates.

    *languages*: in which texts are copied. What stands there already stays. Raises InputError
    for what is neither, before anything is written; OSError.
    """
    plans = [_asked(name) for name in names]
    return tuple(
        copied
        for name, keys in plans
        for copied in (_texts(root, keys, languages) if keys else [_file(root, name)])
    )


def copyable_files() -> tuple[str, ...]:
    """Return the files that can be copied whole."""
    own = (f"{la}/{name}" for la in LANGUAGES for name in (READING_FILE, NOTHING_FILE))
    pages = (f"{PAGES}/{name}" for name in page_names())
    known = (LANGUAGES_FILE, LOOK, FORENAMES, *own, *pages)
    return tuple(name for name in known if name == LANGUAGES_FILE or packaged_file(name))


def _asked(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a file's name and (), or a text's and the keys that it stands for."""
    bare = name.replace("\\", "/").removeprefix(f"{FOLDER}/")
    if bare in copyable_files():
        return bare, ()
    keys = tuple(key for key in packaged_catalogue() if key == bare or key.startswith(f"{bare}."))
    if not keys:
        raise InputError("no_template", text=name, files=", ".join(copyable_files()))
    return bare, keys


def _file(root: Path, name: str) -> CopiedTemplates:
    path = root / FOLDER / name
    if path.exists():
        return CopiedTemplates(path, is_new=False)
    write_whole(path, _languages_file() if name == LANGUAGES_FILE else packaged_file(name))
    return CopiedTemplates(path)


def languages_file(languages: tuple[Language, ...]) -> bytes:
    """Return a ``languages.toml`` by which *languages* are in use, the first as the usual one."""
    listed = ", ".join(json.dumps(language) for language in languages)
    return f'languages = [{listed}]\ndefault = "{languages[0]}"\n'.encode()


def _languages_file() -> bytes:
    return languages_file(tuple(LANGUAGES))


def is_known_language(language: str) -> bool:
    """Tell whether the package knows *language*, in use or not."""
    return bool(declared_tags(language))


def _texts(
    root: Path, keys: tuple[str, ...], languages: tuple[Language, ...]
) -> Iterator[CopiedTemplates]:
    for language in languages:
        name = f"{language}/{TEXTS_FILE}"
        there = {key for key, _ in by_whole_key(active().table(name))}
        wanted = tuple(key for key in keys if key not in there and language in catalogue()[key])
        path = root / FOLDER / name
        if wanted:
            before = path.read_bytes() if path.exists() else b""
            before += b"" if before.endswith(b"\n") or not before else b"\n"
            lines = (f'"{key}" = {_toml(catalogue()[key][language])}\n' for key in wanted)
            write_whole(path, before + "".join(lines).encode("utf-8"))
        yield CopiedTemplates(path, wanted, bool(wanted))


def _toml(said: Said) -> str:
    """Return a wording as TOML writes it."""
    if isinstance(said, str):
        quoted = json.dumps(said, ensure_ascii=False)
        return quoted if "\n" not in said else f'"""\n{said}"""'.replace("\\", "\\\\")
    return "{ " + ", ".join(f"{form} = {_toml(text)}" for form, text in said.items()) + " }"
