"""The code lists of a data package: one file for each, ``codes/<list>.csv``.

Columns: code, then a label in each language; one that the plan lacks is missing.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ovpsheets.plan.model import Plan
from ovpsheets.results.report.code_lists import Code, codes_of, list_of
from ovpsheets.table_csv import csv_bytes
from ovpsheets.tables import Schema, frame
from ovpsheets.words import LANGUAGES


def code_list_schema() -> Schema:
    """Return the columns of a code list: the code, and its label in each language in use."""
    return dict.fromkeys(("code", *(f"label_{la}" for la in LANGUAGES)), "text")


CodeLists = Mapping[str, tuple[Code, ...]]
"""List → its codes, in their order."""


def code_lists(
    plan: Plan, tables: Mapping[str, pd.DataFrame], *, public: bool = False
) -> CodeLists:
    """Return the lists to which columns of *tables* refer, by name, with every code used."""
    used: dict[str, set[str]] = {}
    for table, own in tables.items():
        for column in own.columns:
            if name := list_of(plan.columns, table, column):
                used.setdefault(name, set()).update(own[column].dropna().unique())
    return {name: codes_of(name, plan, used[name], public=public) for name in sorted(used)}


def code_list_path(name: str) -> str:
    """Return where a list lies, relative to the data package."""
    return f"codes/{name}.csv"


def code_list_resource(name: str) -> str:
    """Return what a list is called among the resources."""
    return f"codes-{name}"


def code_list_csv(codes: tuple[Code, ...]) -> bytes:
    """Return the file of a list (columns: :func:`code_list_schema`)."""
    rows = (
        {"code": code.code, **{f"label_{la}": text for la, text in code.labels.items()}}
        for code in codes
    )
    return csv_bytes(frame(code_list_schema(), rows))


def coded(codes: tuple[Code, ...], language: str) -> dict[str, Any]:
    """Return what the schema of a column says of its codes: which there are, and their words."""
    return {
        "constraints": {"enum": [code.code for code in codes]},
        "categories": [
            {
                "value": code.code,
                "label": code.labels.get(language) or next(iter(code.labels.values()), code.code),
                "labels": dict(code.labels),
            }
            for code in codes
        ],
    }
