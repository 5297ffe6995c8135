"""A merged quarter as a dataset of Parquet is the tables again, by quarter and commitment."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from made import case_report

from ovpsheets.errors import InputError
from ovpsheets.journeys import dataset
from ovpsheets.journeys.dataset import write_dataset
from ovpsheets.quarter import Quarter

pytest.importorskip("pyarrow")


def read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / name, partitioning="hive")


def without_keys(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=[key for key in ("quarter", "commitment") if key in table])


def said(table: pd.DataFrame) -> list[str]:
    return sorted(str(without_keys(table).to_csv(index=False)).splitlines())


def test_the_dataset_has_every_row_below_its_quarter_and_commitment(tmp_path: Path) -> None:
    report = case_report()
    files = write_dataset(report, tmp_path)
    assert all(path.is_file() for path in files)
    for name in ("activities", "indicators", "findings", "ledger"):
        found = read(tmp_path, name)
        assert set(found["quarter"].astype(str)) == {str(report.quarter)}, name
        assert said(found) == said(getattr(report.tables, name)), name
    own = report.tables.activities.set_index(["activity", "institution"])["commitment"]
    back = read(tmp_path, "activities").set_index(["activity", "institution"])["commitment"]
    assert own.sort_index().astype(str).to_dict() == back.sort_index().astype(str).to_dict()


def test_a_cell_of_the_cover_belongs_to_no_commitment(tmp_path: Path) -> None:
    write_dataset(case_report(), tmp_path)
    ledger = read(tmp_path, "ledger")
    in_tables = ledger["field"].fillna("").str.startswith(("activities/", "indicators/"))
    assert ((ledger["commitment"].astype(str) != "none") == in_tables).all()
    assert in_tables.any()


def test_another_quarter_stays_and_what_is_no_more_goes(tmp_path: Path) -> None:
    report = case_report()
    write_dataset(report, tmp_path)
    write_dataset(replace(report, quarter=Quarter(2022, 4)), tmp_path)
    none = replace(report.tables, findings=report.tables.findings.iloc[:0])
    write_dataset(replace(report, tables=none), tmp_path)
    assert not list(tmp_path.glob("findings/quarter=2022-Q3/*/*.parquet"))
    assert list(tmp_path.glob("findings/quarter=2022-Q4/*/*.parquet"))


def test_the_same_quarter_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_dataset(case_report(), tmp_path / folder)
    both = [
        {p.relative_to(tmp_path / f): p.read_bytes() for p in (tmp_path / f).rglob("*.parquet")}
        for f in ("a", "b")
    ]
    assert both[0] == both[1]
    assert both[0]


def test_without_pyarrow_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset, "find_spec", lambda _: None)
    with pytest.raises(InputError, match="pyarrow, which is not installed"):
        write_dataset(case_report(), tmp_path)
