"""The templates that something was made with, kept beside its copy of the plan.

templates/          as in a workspace, nothing where it had none of its own
templates/kept.json  what kept them, and the logos that forms of the quarter ever carried

A quarter that was closed or published says the same words later, whatever the workspace words
otherwise since; a form that was issued is known by the texts it was issued with.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.own_templates import FOLDER, templates_at
from ovpsheets.templates import Templates
from ovpsheets.version import VERSION
from ovpsheets.writing.look import logo_digests

_KEPT: Final = f"{FOLDER}/kept.json"
_LOGOS: Final = "logos"


def template_copies(
    templates: Templates, logos: Iterable[str] = (), *, instead_of: Path | None = None
) -> dict[str, bytes | None]:
    """Return the files by which *templates* are kept, by name; None is to be removed.

    *logos*: the digests of those that forms carried before. *instead_of*: the folder in which
    other templates were kept, None where none were.
    """
    copies: dict[str, bytes | None] = {}
    if instead_of is not None:
        logos = (*logos, *kept_logos(instead_of))
        before = (path for path in (instead_of / FOLDER).rglob("*") if path.is_file())
        copies |= dict.fromkeys(path.relative_to(instead_of).as_posix() for path in before)
    copies |= {f"{FOLDER}/{name}": data for name, data in templates.files.items()}
    said = {"version": VERSION, _LOGOS: sorted({*logos, *logo_digests(templates)})}
    return copies | {_KEPT: (json.dumps(said, indent=2) + "\n").encode()}


def kept_templates(folder: Path) -> Templates | None:
    """Return the templates that were kept in *folder*, None where none were.

    Raises SettingsError for what can no longer be read.
    """
    return templates_at(folder) if (folder / _KEPT).is_file() else None


def kept_logos(folder: Path) -> frozenset[str]:
    """Return the digests of the logos that forms were issued with; raises WorkspaceError."""
    path = folder / _KEPT
    if not path.is_file():
        return frozenset()
    try:
        return frozenset(map(str, json.loads(path.read_text(encoding="utf-8"))[_LOGOS]))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise WorkspaceError("data_damaged", file=path) from error
