"""A Serbian plan and an English-only one, two quarters each, to the published package."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from two_tongues import ENGLISH, QUARTERS, SERBIAN, Tongue, played

from ovpsheets.languages import OF_PACKAGE
from ovpsheets.own_templates import templates_at
from ovpsheets.templates import PACKAGE, active

TONGUES = (SERBIAN, ENGLISH)
BOTH = pytest.mark.parametrize("tongue", TONGUES, ids=[own.language for own in TONGUES])
CYRILLIC = re.compile(r"[Ѐ-ӿ]+")

# Words that only Macedonian or Albanian has, also in plain Latin letters.
STRANGE = {
    "sr": r"nuk|dhe|për|tremujor\w*|zavrseno|realizirano|vo tek|kvartalot",
    "en": r"nuk|dhe|për|tremujor\w*|nema|isto|realizirano|vo tek|zavrseno|kvartal\w*|nije|obrazac",
}


def parts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of a file, and of each part of a package."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield f"{path.name}!{name}", package.read(name).decode("utf-8", "replace")
    elif path.suffix not in (".parquet", ".png"):
        yield path.name, path.read_bytes().decode("utf-8", "replace")


def written(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and ".cache" not in path.parts:
            yield from parts(path)


def table(root: Path, quarter: str, name: str) -> pd.DataFrame:
    return pd.read_csv(root / quarter / "results/data" / f"{name}.csv", dtype=str).fillna("")


def row(root: Path, quarter: str, name: str, code: str) -> Any:
    found = table(root, quarter, name)
    return found[found["indicator" if name == "indicators" else "activity"] == code].iloc[0]


@BOTH
def test_everything_is_made_in_both_quarters(tongue: Tongue) -> None:
    root, la = played(tongue), tongue.language
    for quarter in QUARTERS:
        results, public = root / quarter / "results", root / quarter / "public"
        assert (results / f"summary.{la}.html").is_file()
        assert (results / f"note.{la}.docx").is_file()
        assert (results / "consolidated.xlsx").is_file()
        assert (public / f"notification.{la}.html").is_file()
        assert (public / f"tables.{la}.xlsx").is_file()
        assert not list(root.rglob("*.mk.*"))


@BOTH
def test_no_word_of_another_language_is_in_any_output(tongue: Tongue) -> None:
    strange = re.compile(rf"(?<![\w./-])({STRANGE[tongue.language]})(?![\w./-])", re.IGNORECASE)
    found = [
        (name, *sorted(set(pattern.findall(text)))[:5])
        for name, text in written(played(tongue))
        for pattern in (CYRILLIC, strange)
        if pattern.search(text)
    ]
    assert not found


@BOTH
def test_the_plan_has_columns_for_its_language_alone(tongue: Tongue) -> None:
    names = table(played(tongue), "2025-Q1", "activities").columns
    assert not [name for name in names if name.endswith(("_mk", "_sq"))]
    public = (played(tongue) / "2025-Q1/public/data/names.csv").read_text("utf-8-sig")
    assert public.splitlines()[0] == f"quarter,subject,code,title_{tongue.language}"


@BOTH
def test_what_people_wrote_was_read(tongue: Tongue) -> None:
    root, first, second = played(tongue), *QUARTERS
    said = {
        code: row(root, first, "activities", code)["status"] for code in ("1.1.1", "1.1.2", "1.1.3")
    }
    assert said == {"1.1.1": "substantial", "1.1.2": "not_started", "1.1.3": "limited"}
    assert row(root, first, "activities", "1.1.2")["reason"] == "staff"
    values = ("1.1.1.1", "1.1.1.2", "1.1.3.1", "1.1.3.2")
    read = [float(row(root, first, "indicators", code)["value"]) for code in values]
    assert read == [12, 46.5, 3, 1250000.5]
    assert row(root, first, "indicators", "1.1.2.2")["flag"] == "z"
    assert row(root, second, "activities", "1.1.2")["new_deadline"] == "2026-09-30"
    assert row(root, second, "activities", "1.1.2")["status"] == "limited"
    assert row(root, second, "indicators", "1.1.1.2")["flag"] == "x"
    assert row(root, second, "indicators", "1.1.4.1")["flag"] == "z"
    assert row(root, second, "indicators", "1.1.2.2")["text"] == "2026-03-15"


@BOTH
def test_silence_and_what_says_nothing_are_found(tongue: Tongue) -> None:
    root, first, second = played(tongue), *QUARTERS
    silent = table(root, first, "findings")
    assert list(silent[silent["rule"] == "missing_return"]["institution"]) == ["OCD"]
    assert row(root, first, "activities", "1.1.4")["status"] == "no_report"
    found = table(root, second, "findings")
    said = set(zip(found["rule"], found["institution"], strict=True))
    assert ("unreadable_value", "OCD") in said  # a status that may mean two
    assert ("doubtful_value", "MDULS") in said  # about two millions


def test_a_day_of_serbian_is_in_the_genitive() -> None:
    root = played(SERBIAN)
    text = (root / "2025-Q1/results/summary.sr.html").read_text(encoding="utf-8")
    assert "aprila 2025" in text
    assert "prvi kvartal 2025" in text
    assert "46,5%" in text


def test_nothing_of_the_workspaces_remains_at_work() -> None:
    for tongue in TONGUES:
        with templates_at(played(tongue)).in_use():
            assert active() is not PACKAGE
    assert active() is PACKAGE
    assert "sr" not in OF_PACKAGE
