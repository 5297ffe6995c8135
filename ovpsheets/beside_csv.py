"""What the data package beside a CSV file of ours says of it: types, and how texts stand in it.

A file without a data package, and any that was written before 0.2, has its texts guarded
(:func:`ovpsheets.member_text.guarded`): they are read as they were typed all the same.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ovpsheets.columns.model import ColumnType
from ovpsheets.errors import WorkspaceError
from ovpsheets.files import newest_beside

PACKAGE: Final = "datapackage.json"

RAW: Final[Mapping[str, bool]] = {"guarded": False}
"""What a package says whose texts stand as they are, without an apostrophe before any."""

_TYPES: Final[Mapping[str, ColumnType]] = {
    "string": "text", "number": "number", "integer": "integer", "date": "date",
    "boolean": "yes_no",
}  # fmt: skip
"""The types of a Table Schema, as ours."""

STORED_AS: Final[Mapping[ColumnType, str]] = {own: told for told, own in _TYPES.items()}
"""Our types, as a Table Schema calls them."""


def is_guarded(file: Path) -> bool:
    """Tell whether texts of a CSV file have an apostrophe to be taken off.

    Raises WorkspaceError for a data package that can no longer be read.
    """
    return _package(file).get("guarded") is not False


def types_told(file: Path, table: str) -> dict[str, ColumnType]:
    """Return the types of the columns of *table* as the data package beside *file* tells them.

    Raises WorkspaceError as :func:`is_guarded`.
    """
    resources = _package(file).get("resources", ())
    fields = [own["schema"]["fields"] for own in resources if own["name"] == table]
    return {
        field["name"]: _TYPES[field["type"]]
        for field in (fields[0] if fields else ())
        if field["type"] in _TYPES
    }


def _package(file: Path) -> dict[str, Any]:
    package = newest_beside(file, PACKAGE)
    if not package.is_file():
        return {}
    try:
        return _parsed(package.read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise WorkspaceError("data_damaged", file=package) from error


@lru_cache(maxsize=16)  # it is asked of each table in a folder, and there are seven
def _parsed(package: bytes) -> dict[str, Any]:
    return dict(json.loads(package))
