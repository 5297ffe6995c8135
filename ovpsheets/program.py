"""Which program this is: a digest of its files, its templates, and the versions below it.

What was worked out before holds only for the program that did. It is known here without
anything that a merge needs, so that a command which only says again what it said starts at once.
"""

import hashlib
import platform
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from ovpsheets.templates import TEMPLATES
from ovpsheets.version import VERSION

_OUR_OWN: Final = "ovpsheets"
_BESIDE: Final = ("pyarrow", "lxml", "numpy")
"""What is used where it is installed, beside what the package asks for."""


def program_digest() -> str:
    """Return a digest of the program: its files, its templates, and the versions below it.

    A new version, or a changed text, has another one. "" where nobody can tell: another package
    adds something, or the files cannot be read.
    """
    return _program_on(tuple(sys.path))


@cache  # what is installed follows from where Python looks
def _program_on(_path: tuple[str, ...]) -> str:
    groups = metadata.entry_points().groups
    if any(group.startswith(f"{_OUR_OWN}.") for group in groups):
        return ""
    try:
        versions = [("", VERSION), ("python", platform.python_version()), *_versions()]
    except (OSError, metadata.PackageNotFoundError):
        return ""
    own = own_digest()
    return hashlib.sha256(f"{own}{versions!r}".encode()).hexdigest() if own else ""


@cache
def own_digest() -> str:
    """Return a digest of the program's own files and templates, "" where they cannot be read.

    Two machines that have the same one read a form alike.
    """
    found = hashlib.sha256()
    try:
        for kind, files in (("code", Path(__file__).parent), ("texts", resources.files(TEMPLATES))):
            for name, data in sorted(_files(files), key=lambda named: named[0]):
                found.update(f"{kind} {name} {len(data)}\n".encode())
                found.update(data)
    except OSError:
        return ""
    return found.hexdigest()


def _versions() -> list[tuple[str, str]]:
    asked = metadata.requires(_OUR_OWN) or ()
    names = {line.partition(";")[0].strip() for line in asked if "extra ==" not in line}
    plain = {"".join(_until_sign(name)) for name in names} | set(_BESIDE)
    return [(name, _version(name)) for name in sorted(plain)]


def _until_sign(name: str) -> Iterable[str]:
    for letter in name:
        if not (letter.isalnum() or letter in "-_."):
            return
        yield letter


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _files(folder: Traversable) -> Iterable[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from ((f"{item.name}/{name}", data) for name, data in _files(item))
        elif not item.name.endswith((".pyc", ".pyo")):
            yield item.name, item.read_bytes()
