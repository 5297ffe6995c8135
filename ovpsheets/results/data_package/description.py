"""``datapackage.json``: what the files of tables hold, for programs.

Data Package 2.0 with a Table Schema for each table (datapackage.org): types,
codes with their words in three languages, keys, missing values and hashes. Titles and
labels are in the reader's language; ``titles`` and ``labels`` beside them hold all.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from ovpsheets.beside_csv import RAW
from ovpsheets.columns.model import ColumnType, FormColumns
from ovpsheets.files import sha256
from ovpsheets.laid_aside import Content
from ovpsheets.results.data_package.code_resources import (
    CodeLists,
    code_list_path,
    code_list_resource,
    code_list_schema,
    coded,
)
from ovpsheets.results.report import Report
from ovpsheets.results.report.code_lists import COLUMN, OWN, list_of
from ovpsheets.results.report.column_words import column_text
from ovpsheets.tables import Schema
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES: Final[Mapping[ColumnType, Mapping[str, Any]]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "date": {"type": "date"},
    "yes_no": {"type": "boolean", "trueValues": ["True"], "falseValues": ["False"]},
}

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "activities": ("quarter", "activity", "institution"),
    "indicators": ("quarter", "indicator", "institution"),
    "findings": ("quarter", "id"),
    "returns": ("file",),
    "institutions": ("institution",),
    "totals": ("quarter", "indicator"),
}

_NAMED_AS: Final[Mapping[str, tuple[str, str]]] = {
    "unplaced": ("unplaced", "kind"),
    "subject": ("names", "subject"),
    "language": ("institutions", "language"),
    COLUMN: ("revisions", COLUMN),
}
"""List → the column whose heading it is called by, where that is not one of all tables."""

_SEVERAL_COLUMNS: Final = "withheld"
"""The column that holds names of other columns of its table, one after another."""


@dataclass(frozen=True, slots=True)
class Described:
    """What the descriptions in one package share.

    ``columns``: those of the form, whose words the tables bear. ``keys``: table → the columns
    by which its rows are known; what ``institutions`` is known by, the tables of answers refer to.
    """

    columns: FormColumns
    lists: CodeLists
    texts: Texts
    keys: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, report: Report, lists: CodeLists, texts: Texts) -> "Described":
        """Return what those of a quarter's results share."""
        return cls(report.plan.columns, lists, texts, _KEYS)


def package_name(report: Report) -> str:
    """Return what the data of a quarter is called, such as ``nap5-2022-q3``."""
    return f"{report.plan.code}-{report.quarter}".lower()


def data_package(report: Report, tables: Sequence[Mapping[str, Any]], texts: Texts) -> bytes:
    """Return the description of *tables*, each of which is described already.

    The same files give the same bytes.
    """
    plan = report.plan
    said = {
        "$schema": PROFILE,
        **RAW,
        "name": package_name(report),
        "title": f"{plan.title.in_(texts.language)}, {texts.quarter(report.quarter)}",
        "titles": {la: plan.title.in_(la) for la in LANGUAGES},
        "description": texts("release.data.programs"),
        "descriptions": {la: Texts(la)("release.data.programs") for la in LANGUAGES},
        # The day it is looked at, and not the clock's: the same input gives the same bytes.
        "created": f"{report.as_of.isoformat()}T00:00:00Z",
        "resources": tables,
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def resource(table: str, own: Schema, data: Content, described: Described) -> dict[str, Any]:
    """Return the description of a table's CSV file; *own*: its columns."""
    schema = _schema(table, own, described)
    if table in described.keys:
        schema["primaryKey"] = list(described.keys[table])
    if references := list(_references(table, own, described)):
        schema["foreignKeys"] = references
    return {"name": table, **_file(f"{table}.csv", data), "schema": schema}


def code_list(name: str, data: bytes, described: Described) -> dict[str, Any]:
    """Return the description of the file of a code list, which has a title in every language."""
    schema = {**_schema("codes", code_list_schema(), described), "primaryKey": ["code"]}
    titles = {la: _list_title(Texts(la), name, described) for la in LANGUAGES}
    return {
        "name": code_list_resource(name),
        "title": titles[described.texts.language],
        "titles": titles,
        **_file(code_list_path(name), data),
        "schema": schema,
    }


def _list_title(texts: Texts, name: str, described: Described) -> str:
    table, column = _NAMED_AS.get(name, ("activities", name))
    if name.startswith(OWN):
        own = described.columns.own()
        table, column = next((t, item.key) for t, item in own if OWN + item.key == name)
    heading = column_text(texts, described.columns, table, column, "heading")
    return texts("release.data.codes", heading=heading)


def _file(path: str, data: Content) -> dict[str, Any]:
    return {
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
    }


def _schema(table: str, own: Schema, described: Described) -> dict[str, Any]:
    words = partial(column_text, columns=described.columns, table=table)
    fields = {name: _field(table, name, kind, described, words) for name, kind in own.items()}
    if _SEVERAL_COLUMNS in fields:
        fields[_SEVERAL_COLUMNS] |= _names_of(own)
    return {"fields": list(fields.values()), "missingValues": [""]}


def _references(table: str, own: Schema, described: Described) -> list[dict[str, Any]]:
    """Return to what columns refer: tables of answers to the institutions, codes to their lists."""
    found = []
    if table in described.columns.tables:
        fields = list(described.keys["institutions"])
        found.append(_reference(fields, "institutions", fields))
    lists = {column: list_of(described.columns, table, column) for column in own}
    return [
        *found,
        *(_reference([c], code_list_resource(name), ["code"]) for c, name in lists.items() if name),
    ]


def _reference(fields: list[str], to: str, columns: list[str]) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": to, "fields": columns}}


def _field(
    table: str, column: str, kind: ColumnType, described: Described, words: Callable[..., str]
) -> dict[str, Any]:
    texts, lists = described.texts, described.lists
    field: dict[str, Any] = {
        "name": column,
        **_TYPES[kind],
        "title": words(texts, column=column, part="heading"),
        "titles": {la: words(Texts(la), column=column, part="heading") for la in LANGUAGES},
        "description": words(texts, column=column, part="meaning"),
    }
    if name := list_of(described.columns, table, column):
        field |= coded(lists[name], texts.language)
    return field


def _names_of(columns: Iterable[str]) -> dict[str, Any]:
    """Return what the schema says of a column that names others of its table."""
    one = "|".join(column for column in columns if column != _SEVERAL_COLUMNS)
    return {"constraints": {"pattern": f"({one})( ({one}))*"}}
