"""Open data: the tables as CSV with a Data Package, and descriptions for a data catalogue.

Data Package 2.0 with Table Schemas (datapackage.org). A title or name that the plan
does not have in a language is left out, never filled with another language's.
"""

import io
import json
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pandas as pd

from ovpsheets.beside_csv import RAW
from ovpsheets.columns.model import FormColumns
from ovpsheets.release import catalogue
from ovpsheets.release.public import public_schemas
from ovpsheets.results.data_package import PROFILE, package_name, resource
from ovpsheets.results.report import Report
from ovpsheets.tables import to_csv
from ovpsheets.texts import Texts
from ovpsheets.words import DEFAULT_LANGUAGE


def data_files(report: Report, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Return the files of ``data/`` by name: a CSV for each table, and what describes them.

    Parquet beside each CSV where pyarrow is installed.
    """
    files = {f"data/{name}.csv": to_csv(table).encode("utf-8") for name, table in tables.items()}
    described = {name: files[f"data/{name}.csv"] for name in tables}
    if find_spec("pyarrow"):
        files |= {f"data/{name}.parquet": _parquet(table) for name, table in tables.items()}
    return files | {
        "data/datapackage.json": _as_json(_package(report, described)),
        "catalogue/dcat.jsonld": _as_json(catalogue.dcat(report, described)),
        "catalogue/ckan.json": _as_json(catalogue.ckan(report, described)),
    }


def _parquet(table: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    table.to_parquet(out, index=False, engine="pyarrow")
    return out.getvalue()


def _package(report: Report, files: Mapping[str, bytes]) -> dict[str, Any]:
    titles, named = catalogue.titles(report), catalogue.publisher(report)
    descriptions = {
        la: f"{text} {Texts(la)('release.data.programs')}"
        for la, text in catalogue.descriptions().items()
    }
    return {
        "$schema": PROFILE,
        **RAW,
        "name": package_name(report),
        "title": catalogue.first(titles),
        "titles": titles,
        "description": catalogue.first(descriptions),
        "descriptions": descriptions,
        "created": f"{report.as_of.isoformat()}T00:00:00Z",
        "licenses": [catalogue.LICENCE],
        "sources": [{"title": catalogue.first(named), "titles": named}],
        "resources": [_table(report.plan.columns, name, data) for name, data in files.items()],
    }


def _table(columns: FormColumns, name: str, data: bytes) -> dict[str, Any]:
    """Return the description of one table, with its title in three languages."""
    linked = name in columns.tables
    schema = public_schemas(columns)[name]
    said = resource((name, schema), columns, data, Texts(DEFAULT_LANGUAGE), linked=linked)
    titles = catalogue.table_titles(name)
    return {"name": name, "title": catalogue.first(titles), "titles": titles, **said}


def _as_json(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
