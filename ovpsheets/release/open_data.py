"""Open data: the tables as CSV with a Data Package, and descriptions for a data catalogue.

Data Package 2.0 with Table Schemas (datapackage.org). A title or name that the plan
does not have in a language is left out, never filled with another language's.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ovpsheets.beside_csv import RAW
from ovpsheets.release import catalogue, parquet
from ovpsheets.release.public import KEYS, public_schemas
from ovpsheets.results.data_package import (
    PROFILE,
    Described,
    code_list,
    code_list_csv,
    code_list_path,
    code_lists,
    package_name,
    resource,
)
from ovpsheets.results.report import Report
from ovpsheets.table_csv import csv_bytes
from ovpsheets.texts import Texts
from ovpsheets.words import default_language


def data_files(report: Report, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Return the files of ``data/`` by name, and what describes them.

    A CSV for each table and for each list of the codes in them; Parquet beside the tables
    where pyarrow is installed.
    """
    plan = report.plan
    lists = code_lists(plan, tables, public=True)
    described = Described(plan.columns, lists, Texts(default_language()), KEYS)
    csv = {name: csv_bytes(table) for name, table in tables.items()}
    columns = {name: parquet.table_file(table) for name, table in tables.items()}
    columns = {name: data for name, data in columns.items() if data}
    coded = {name: code_list_csv(codes) for name, codes in lists.items()}
    listed = [
        *_tables(described, csv, columns),
        *(code_list(name, data, described) for name, data in coded.items()),
    ]
    return {
        **{f"data/{name}.csv": data for name, data in csv.items()},
        **{f"data/{name}.parquet": data for name, data in columns.items()},
        **{f"data/{code_list_path(name)}": data for name, data in coded.items()},
        "data/datapackage.json": _as_json(_package(report, listed)),
        "catalogue/dcat.jsonld": _as_json(catalogue.dcat(report, csv, columns)),
        "catalogue/ckan.json": _as_json(catalogue.ckan(report, csv, columns)),
    }


def _tables(
    described: Described, csv: Mapping[str, bytes], columns: Mapping[str, bytes]
) -> Iterator[dict[str, Any]]:
    """Yield the descriptions of the tables, each with its title in three languages."""
    schemas = public_schemas(described.columns)
    for name, data in csv.items():
        said = resource(name, schemas[name], data, described)
        titles = catalogue.table_titles(name)
        titled = {"title": catalogue.first(titles), "titles": titles}
        yield {"name": name, **titled, **said}
        if name in columns:
            yield {"name": f"{name}.parquet", **titled, **parquet.resource(said, columns[name])}


def _package(report: Report, resources: list[dict[str, Any]]) -> dict[str, Any]:
    titles, named = catalogue.titles(report), catalogue.publisher(report)
    descriptions = {
        la: f"{text} {Texts(la)('release.data.programs')}"
        for la, text in catalogue.descriptions(report).items()
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
        "resources": resources,
    }


def _as_json(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
