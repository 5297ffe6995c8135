"""``data/datapackage.json``: what the CSV files hold, for programs.

Data Package 2.0 with a Table Schema for each table (datapackage.org): types,
codes with their words in three languages, keys, missing values and hashes. Titles and
labels are in the reader's language; ``titles`` and ``labels`` beside them hold all.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from ovpsheets.beside_csv import RAW
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import ColumnType, FormColumns
from ovpsheets.files import sha256
from ovpsheets.results.report import Report
from ovpsheets.results.report.column_words import CODES, column_text
from ovpsheets.tables import PUBLISHED, Schema, with_columns
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

_ALSO_STATUS: Final = "previous_status"

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "activities": ("quarter", "activity", "institution"),
    "indicators": ("quarter", "indicator", "institution"),
    "findings": ("quarter", "id"),
    "returns": ("file",),
    "institutions": ("institution",),
    "names": ("quarter", "subject", "code"),
}

_OF_INSTITUTIONS: Final = ("activities", "indicators")


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
        "created": f"{report.as_of.isoformat()}T00:00:00Z",
        "resources": tables,
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def published_table(
    table: str, data: bytes, texts: Texts, columns: FormColumns = BUILT_IN
) -> dict[str, Any]:
    """Return the description of the CSV file of one of the published tables."""
    schema = with_columns(PUBLISHED, columns)[table]
    return resource((table, schema), columns, data, texts, linked=table in _OF_INSTITUTIONS)


def resource(
    of: tuple[str, Schema], columns: FormColumns, data: bytes, texts: Texts, *, linked: bool = False
) -> dict[str, Any]:
    """Return the description of one CSV file.

    *of*: the table's name and its columns; *columns*: those of the form, whose words they
    bear. *linked*: the institutions in it are in the table of institutions.
    """
    table, own = of
    words = partial(column_text, columns=columns, table=table)
    schema: dict[str, Any] = {
        "fields": [_field(table, name, kind, texts, words) for name, kind in own.items()],
        "missingValues": [""],
    }
    if table in _KEYS:
        schema["primaryKey"] = list(_KEYS[table])
    if linked:
        schema["foreignKeys"] = [
            {
                "fields": ["institution"],
                "reference": {"resource": "institutions", "fields": ["institution"]},
            }
        ]
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
        "schema": schema,
    }


def _field(
    table: str, column: str, kind: ColumnType, texts: Texts, words: Callable[..., str]
) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column,
        **_TYPES[kind],
        "title": words(texts, column=column, part="heading"),
        "titles": {la: words(Texts(la), column=column, part="heading") for la in LANGUAGES},
        "description": words(texts, column=column, part="meaning"),
    }
    group = "status" if column == _ALSO_STATUS else column
    codes = CODES.get(group, ()) if (table, column) != ("unplaced", "kind") else ()
    if codes:
        field["constraints"] = {"enum": list(codes)}
        field["categories"] = [
            {
                "value": code,
                "label": texts(f"words.{group}.{code}"),
                "labels": {la: Texts(la)(f"words.{group}.{code}") for la in LANGUAGES},
            }
            for code in codes
        ]
    return field
