"""results/data as other programs see it: described by a data package that frictionless accepts."""

import json
from pathlib import Path
from typing import Any

import pytest
from made import case_report

from ovpsheets.files import sha256
from ovpsheets.results.write_results import write_results
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
    assert len(report.tasks) == len(PUBLISHED)


@pytest.mark.filterwarnings("ignore")
def test_frictionless_does_find_a_changed_file(data: Path, tmp_path: Path) -> None:
    for path in data.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "activities.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("limited", "halfway", 1))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_file_is_described_with_its_size_and_hash(data: Path) -> None:
    resources = {item["path"]: item for item in described(data)["resources"]}
    assert set(resources) == {path.name for path in data.glob("*.csv")}
    for path in data.glob("*.csv"):
        content = path.read_bytes()
        assert resources[path.name]["bytes"] == len(content)
        assert resources[path.name]["hash"] == f"sha256:{sha256(content)}"


def test_codes_have_their_words_in_every_language(data: Path) -> None:
    resources = {item["name"]: item for item in described(data)["resources"]}
    fields = {field["name"]: field for field in resources["activities"]["schema"]["fields"]}
    assert fields["status"]["constraints"]["enum"] == list(Status)
    for category in fields["status"]["categories"]:
        assert set(category["labels"]) == set(LANGUAGES)
    assert fields["status"]["categories"][0]["label"] == "Незапочнато"
