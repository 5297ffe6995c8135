"""results/data as other programs see it: described by a data package that frictionless accepts."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from made import case_report

from ovpsheets.files import sha256
from ovpsheets.results.data_package import code_list_schema
from ovpsheets.results.write_results import write_results
from ovpsheets.table_csv import read_csv
from ovpsheets.tables import PUBLISHED
from ovpsheets.words import LANGUAGES, Status

frictionless: Any = pytest.importorskip("frictionless", reason="frictionless is not installed")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    write_results(case_report(), folder)
    return folder / "data"


def described(data: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    return said


@pytest.mark.filterwarnings("ignore")  # frictionless's own dependencies warn
def test_frictionless_finds_nothing_wrong(data: Path) -> None:
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert len(report.tasks) == len(list(data.rglob("*.csv"))) > len(PUBLISHED)


@pytest.mark.filterwarnings("ignore")
def test_frictionless_does_find_a_changed_file(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path, dirs_exist_ok=True)
    table = tmp_path / "activities.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("limited", "halfway", 1))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_file_is_described_with_its_size_and_hash(data: Path) -> None:
    resources = {item["path"]: item for item in described(data)["resources"]}
    files = {path.relative_to(data).as_posix(): path for path in data.rglob("*.csv")}
    assert set(resources) == set(files)
    for name, path in files.items():
        content = path.read_bytes()
        assert resources[name]["bytes"] == len(content)
        assert resources[name]["hash"] == f"sha256:{sha256(content)}"


def test_codes_have_their_words_in_every_language(data: Path) -> None:
    resources = {item["name"]: item for item in described(data)["resources"]}
    fields = {field["name"]: field for field in resources["activities"]["schema"]["fields"]}
    assert set(fields["status"]["constraints"]["enum"]) == set(Status)
    for category in fields["status"]["categories"]:
        assert set(category["labels"]) == set(LANGUAGES)
    first = {item["value"]: item["label"] for item in fields["status"]["categories"]}
    assert first["not_started"] == "Незапочнато"


@pytest.mark.filterwarnings("ignore")
def test_frictionless_does_find_a_code_that_its_list_lacks(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path, dirs_exist_ok=True)
    codes = tmp_path / "codes" / "timeliness.csv"
    rows = codes.read_text(encoding="utf-8").splitlines(keepends=True)
    codes.write_text("".join(row for row in rows if not row.startswith("due,")), encoding="utf-8")
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type", "note"])
    assert any(kind == "foreign-key" and "codes-timeliness" in note for kind, note in found)


def test_every_code_of_a_column_is_in_the_list_to_which_it_refers(data: Path) -> None:
    resources = {item["name"]: item for item in described(data)["resources"]}
    for name in PUBLISHED:
        schema = resources[name]["schema"]
        for key in schema.get("foreignKeys", ()):
            listed = resources[key["reference"]["resource"]]
            if listed["name"].startswith("codes-"):
                (column,) = key["fields"]
                (field,) = [own for own in schema["fields"] if own["name"] == column]
                rows = read_csv(data / listed["path"], code_list_schema())
                assert rows["code"].tolist() == field["constraints"]["enum"]
