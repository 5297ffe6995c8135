"""What a data catalogue, an analyst and a reader of Parquet find in ``public/``."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from every_case import every
from made import case_report

from ovpsheets.disclosure import Memory, Policy
from ovpsheets.files import sha256
from ovpsheets.plan.model import Wording
from ovpsheets.release import open_data, parquet
from ovpsheets.release.make import make_public
from ovpsheets.release.public import PUBLIC, Published
from ovpsheets.results.report import Report
from ovpsheets.table_csv import read_csv
from ovpsheets.tables import Tables, frame
from ovpsheets.words import LANGUAGES

PACKAGE = "data/datapackage.json"
BASE = "https://example.mk/ovp/catalogue/dcat.jsonld"


def files_of(report: Report) -> dict[str, bytes]:
    nothing = Published(Tables.empty(), Tables.empty(), Tables.empty().indicators)
    made = make_public(report, nothing, Memory(), Policy.of(report.plan, protect_zeros=False))
    return open_data.data_files(made.public.report, made.public.tables)


@cache
def files() -> dict[str, bytes]:
    return files_of(case_report())


def described(name: str, report: Report | None = None) -> Any:
    return json.loads((files_of(report) if report else files())[name])


def test_texts_stand_in_the_csv_as_they_were_typed() -> None:
    report = case_report()
    typed = report.tables.activities.assign(progress="=1+1")
    said = files_of(replace(report, tables=replace(report.tables, activities=typed)))
    text = said["data/activities.csv"].decode("utf-8")
    assert ",=1+1," in text
    assert "'=" not in text


def test_no_row_of_the_counters_is_the_sum_of_others() -> None:
    rows = list(csv.DictReader(io.StringIO(files()["data/counters.csv"].decode("utf-8"))))
    assert [row["commitment"] for row in rows] == [
        own.code for own in case_report().plan.commitments
    ]


# ------------------------------------------------------------------ the catalogue


def faults(said: Any) -> list[str]:
    """Return what of a description is not as DCAT-AP asks, by SHACL."""
    rdflib: Any = pytest.importorskip("rdflib", reason="rdflib is not installed")
    pyshacl: Any = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    graph = rdflib.Graph().parse(data=json.dumps(said), format="json-ld", publicID=BASE)
    shapes = rdflib.Graph().parse(Path(__file__).with_name("dcat_ap.ttl"))
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes)
    path = rdflib.URIRef("http://www.w3.org/ns/shacl#resultPath")
    return sorted(re.split(r"[/#]", str(place))[-1] for place in found.objects(None, path))


@pytest.mark.filterwarnings("ignore")  # rdflib's own
def test_the_catalogues_description_is_as_dcat_ap_asks() -> None:
    assert faults(described("catalogue/dcat.jsonld")) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ("dct:title", [], "title"),
        ("dct:publisher", {"@type": "foaf:Agent"}, "name"),
        ("dct:issued", "14.10.2022", "issued"),
        ("dcat:theme", {"@id": "https://example.mk/theme"}, "theme"),
        ("dcat:distribution", {"@type": "dcat:Distribution"}, "accessURL"),
    ],
)
def test_a_description_with_a_fault_is_refused(place: str, value: Any, fault: str) -> None:
    assert fault in faults({**described("catalogue/dcat.jsonld"), place: value})


def test_its_addresses_are_those_of_the_files_beside_it() -> None:
    for item in described("catalogue/dcat.jsonld")["dcat:distribution"]:
        name = item["dcat:accessURL"]["@id"].removeprefix("../")
        assert int(item["dcat:byteSize"]["@value"]) == len(files()[name])
    for item in described("catalogue/ckan.json")["resources"]:
        assert item["size"] == len(files()[item["url"]])


def test_what_ckan_is_given_is_what_package_create_takes() -> None:
    said = described("catalogue/ckan.json")
    assert re.fullmatch(r"[a-z0-9_-]{2,100}", said["name"])
    assert all(re.fullmatch(r"[\w .-]{2,100}", tag["name"]) for tag in said["tags"])
    keys = [extra["key"] for extra in said["extras"]]
    assert len(set(keys)) == len(keys)
    assert all(isinstance(extra["value"], str) for extra in said["extras"])
    forms = {"CSV", "PARQUET"} if "data/names.parquet" in files() else {"CSV"}
    assert {(resource["url"], resource["format"]) for resource in said["resources"]} == {
        (f"data/{table}.{form.lower()}", form) for table in PUBLIC for form in forms
    }
    assert all(len(resource["hash"]) == 64 for resource in said["resources"])


def test_a_title_that_the_plan_lacks_is_left_out_and_not_taken_from_another_language() -> None:
    report = case_report()
    plan = replace(report.plan, title=Wording("План"), institutions=report.plan.institutions)
    report = replace(report, plan=plan)
    titles = described("catalogue/dcat.jsonld", report)["dct:title"]
    assert [title["@language"] for title in titles] == ["mk"]
    assert set(described("catalogue/ckan.json", report)["title_translated"]) == {"mk"}
    assert set(described("data/datapackage.json", report)["titles"]) == {"mk"}


def test_the_publisher_is_named_in_the_languages_of_the_plan() -> None:
    report = case_report()
    known = report.plan.institution(report.plan.coordinator)
    named = described("catalogue/dcat.jsonld")["dct:publisher"]["foaf:name"]
    assert {item["@language"]: item["@value"] for item in named} == known.name.given()


# ------------------------------------------------------------------ names


def names() -> pd.DataFrame:
    return read_csv(files()["data/names.csv"].decode("utf-8"), PUBLIC["names"])


@every("table", ["activities", "indicators"])
@every("column", ["commitment", "activity", "indicator", "institution"])
def test_every_code_of_the_tables_has_its_name(table: str, column: str) -> None:
    if column not in PUBLIC[table]:
        return
    codes = read_csv(files()[f"data/{table}.csv"].decode("utf-8"), PUBLIC[table])[column]
    known = names()[names()["subject"] == column]
    assert set(codes) <= set(known["code"])
    assert known["title_mk"].notna().all()


def test_the_package_has_titles_and_labels_in_three_languages() -> None:
    package = described("data/datapackage.json")
    assert set(package["descriptions"]) == set(LANGUAGES)
    for resource in package["resources"]:
        assert set(resource["titles"]) == set(LANGUAGES)
        for field in resource["schema"]["fields"]:
            assert set(field["titles"]) == set(LANGUAGES)
            for code in field.get("categories", ()):
                assert set(code["labels"]) == set(LANGUAGES)


# ------------------------------------------------------------------ Parquet


@pytest.mark.parametrize("table", PUBLIC)
def test_parquet_holds_what_the_csv_holds(table: str) -> None:
    reader: Any = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    data = files()[f"data/{table}.parquet"]
    kept = reader.read_table(io.BytesIO(data))
    csv = read_csv(files()[f"data/{table}.csv"].decode("utf-8"), PUBLIC[table])
    assert kept.column_names == list(PUBLIC[table])
    for column, values in kept.to_pydict().items():
        own = [None if pd.isna(v) else v for v in csv[column].tolist()]
        assert [v.date() if isinstance(v, pd.Timestamp) else v for v in own] == [
            v.date() if hasattr(v, "date") else v for v in values
        ]
    kinds = {"text": "string", "number": "double", "integer": "int64", "yes_no": "bool"}
    for field, kind in zip(kept.schema, PUBLIC[table].values(), strict=True):
        assert str(field.type) == {**kinds, "date": "date32[day]"}[kind]


@pytest.mark.parametrize("table", PUBLIC)
def test_what_is_written_as_parquet_depends_on_no_version_of_pandas(table: str) -> None:
    reader: Any = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    file = reader.ParquetFile(io.BytesIO(files()[f"data/{table}.parquet"]))
    said = json.loads(file.metadata.metadata[b"pandas"])
    assert not {"pandas_version", "creator", "attributes"} & said.keys()
    assert file.metadata.format_version == "2.6"
    for group in range(file.metadata.num_row_groups):
        column = file.metadata.row_group(group).column(0)
        assert column.compression == "UNCOMPRESSED"


def test_pandas_reads_parquet_with_the_types_of_the_tables() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    read = pd.read_parquet(io.BytesIO(files()["data/indicators.parquet"]))
    assert read["commitment"].dtype == "string"
    assert read["value"].dtype == "Float64"


def test_every_parquet_file_is_a_resource_beside_its_csv() -> None:
    resources = {item["path"]: item for item in described("data/datapackage.json")["resources"]}
    for name, data in files().items():
        if name.endswith(".parquet"):
            own = resources[name.removeprefix("data/")]
            beside = resources[own["path"].replace(".parquet", ".csv")]
            assert own["hash"] == f"sha256:{sha256(data)}"
            assert own["schema"]["fields"] == beside["schema"]["fields"]


def test_the_same_tables_give_the_same_bytes_of_parquet() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    again = files_of(case_report())
    assert again == files()
    assert "data/counters.parquet" in again


def test_without_pyarrow_everything_else_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    found = files_of(case_report())
    says_of_it = {"data/datapackage.json", "catalogue/dcat.jsonld", "catalogue/ckan.json"}
    assert set(found) == {name for name in files() if not name.endswith(".parquet")}
    assert {name for name in found if found[name] != files()[name]} <= says_of_it
    assert not any(b"parquet" in found[name].lower() for name in says_of_it - {PACKAGE})
    paths = [item["path"] for item in json.loads(found[PACKAGE])["resources"]]
    assert not [path for path in paths if path.endswith(".parquet")]


def test_texts_are_kept_alike_whether_or_not_pyarrow_is_installed() -> None:
    table = frame({"said": "text", "day": "date"}, [{"said": "=1+1", "day": date(2022, 1, 2)}])
    assert table["said"].dtype.storage == "python"  # type: ignore[union-attr]
