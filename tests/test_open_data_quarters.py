"""The open data of three quarters put one below the other, as an analyst does."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest
from every_case import every
from made import case_report

from ovpsheets.disclosure import Memory, Policy
from ovpsheets.plan.model import Commitment, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.release import open_data
from ovpsheets.release.make import make_public
from ovpsheets.release.public import KEYS, PUBLIC, Published
from ovpsheets.results.report import Report
from ovpsheets.tables import Tables, records

QUARTERS: Final = tuple(Quarter(2022, number) for number in (1, 2, 3))
PACKAGE: Final = "data/datapackage.json"


def of_quarter(table: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    return table[table["quarter"] == str(quarter)].reset_index(drop=True)


def report_of(quarter: Quarter) -> Report:
    case = case_report()
    rows = {
        name: pd.concat([getattr(case.history, name), getattr(case.tables, name)])
        for name in ("activities", "indicators")
    }
    own: dict[str, Any] = {name: of_quarter(table, quarter) for name, table in rows.items()}
    tables, plan = replace(case.tables, **own), case.plan
    second = replace(plan.activities[0], code="3.10.1", commitment="3.10")
    plan = replace(
        plan,
        commitments=(*plan.commitments, Commitment("3.10", Wording("Друга заложба"))),
        activities=(*plan.activities, second),
    )
    return replace(case, plan=plan, quarter=quarter, tables=with_a_second(tables))


def with_a_second(tables: Tables) -> Tables:
    """Return the tables with an activity of commitment 3.10, which is not 3.1."""
    row = tables.activities.iloc[[0]].assign(commitment="3.10", activity="3.10.1")
    return replace(tables, activities=pd.concat([tables.activities, row], ignore_index=True))


def last_of(tables: Tables) -> Tables:
    """Return what was published before: with another status, twice, so that it was revised."""
    status = tables.activities["status"].where(tables.activities.index > 1, "completed")
    return replace(tables, activities=tables.activities.assign(status=status))


@cache
def files_of(quarter: Quarter) -> dict[str, bytes]:
    report, empty = report_of(quarter), Tables.empty()
    published = Published(empty, last_of(report.tables), empty.indicators)
    policy = Policy.of(report.plan, protect_zeros=False)
    made = make_public(report, published, Memory(), policy)
    return open_data.data_files(made.public.report, made.public.tables)


def package(quarter: Quarter) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(files_of(quarter)[PACKAGE])
    return said


def resources() -> Iterator[dict[str, Any]]:
    every = chain.from_iterable(package(quarter)["resources"] for quarter in QUARTERS)
    known: dict[str, dict[str, Any]] = {}
    for item in every:
        if item["format"] == "csv":
            known.setdefault(item["name"], item)
    return iter(known.values())


def read_by_schema(path: str) -> pd.DataFrame:
    """Read a file of every quarter with the types that the schema tells, and no more."""
    (own,) = [item for item in resources() if item["path"] == path]
    fields = own["schema"]["fields"]
    types = {field["name"]: "string" for field in fields if field["type"] == "string"}
    parts = [files_of(q)[f"data/{path}"] for q in QUARTERS if f"data/{path}" in files_of(q)]
    return pd.concat([pd.read_csv(io.BytesIO(part), dtype=types) for part in parts])


@every("table", PUBLIC)
def test_the_rows_of_three_quarters_have_keys_of_their_own(table: str) -> None:
    rows = read_by_schema(f"{table}.csv")
    assert table == "totals" or len(rows.groupby("quarter")) == 3
    assert rows[list(KEYS[table])].notna().all(axis=None)
    assert not rows.duplicated(list(KEYS[table])).any()


def test_keys_and_references_of_three_quarters_hold(tmp_path: Path) -> None:
    frictionless: Any = pytest.importorskip("frictionless", reason="frictionless is not installed")
    (tmp_path / "codes").mkdir()
    together = []
    for item in resources():
        rows = read_by_schema(item["path"])
        if item["path"].startswith("codes/"):
            rows = rows.drop_duplicates()
        rows.to_csv(tmp_path / item["path"], index=False)
        together.append({k: v for k, v in item.items() if k not in ("bytes", "hash")})
    said = {"name": "three", "resources": together}
    (tmp_path / "datapackage.json").write_text(json.dumps(said), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert len(report.tasks) == len(together) > len(PUBLIC)


def test_a_code_read_by_the_schema_keeps_its_nought() -> None:
    for table in ("counters", "activities"):
        assert "3.10" in set(read_by_schema(f"{table}.csv")["commitment"])


def test_every_code_of_the_plan_is_a_text_with_a_warning() -> None:
    fields = [(item["name"], field) for item in resources() for field in item["schema"]["fields"]]
    codes = ("commitment", "activity", "indicator")
    wrong = [
        (table, field["name"])
        for table, field in fields
        if field["name"] in codes
        and (field["type"] != "string" or "3.1 и 3.10" not in field["description"])
    ]
    assert wrong == []
    assert {field["name"] for _, field in fields} >= set(codes)


def test_whoever_adds_the_counters_up_counts_every_milestone_once() -> None:
    counters, rows = read_by_schema("counters.csv"), read_by_schema("activities.csv")
    holders = rows[rows["role"] == "holder"]
    assert counters["total"].sum() == len(holders) == 3 * 9
    parts = ["completed", "substantial", "limited", "not_started", "no_report", "not_due"]
    assert counters[parts].sum().sum() == len(holders)
    assert counters["commitment"].notna().all()


def test_an_institution_says_in_which_language_it_writes() -> None:
    assert set(read_by_schema("institutions.csv")["language"]) == {"mk"}
    words = read_by_schema("codes/language.csv")
    assert set(words[words["code"] == "sq"]["label_en"]) == {"Albanian"}


def test_a_cell_that_was_revised_stands_under_a_number() -> None:
    revisions = read_by_schema("revisions.csv")
    for _, own in revisions.groupby("quarter"):
        assert own["number"].tolist() == list(range(1, len(own) + 1))
        assert len(own) > 1


def test_an_indicator_says_which_way_it_should_move_and_in_what_it_counts() -> None:
    for row in records(read_by_schema("indicators.csv")):
        assert row["direction"] == "up"
        assert (row["unit_mk"], row["unit_sq"]) == (row["unit"], None)
