"""A plan that was read is kept: what comes of it is that plan, and nothing else is believed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import case_plan
from plans import good, tables_of

from ovpsheets.digest import digest_of
from ovpsheets.errors import PlanError
from ovpsheets.kept import KeptFolder
from ovpsheets.plan import kept_plan
from ovpsheets.plan.kept_plan import find_plan, keep_plan
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.plan.put import Given
from ovpsheets.plan.read import read_plan
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.quarter import Quarter


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a plan that has nearly everything a plan may have."""
    own: dict[str, Sequence[Mapping[str, Given]]] = {
        "checks": [
            {"code": "few", "expression": "value <= 9", "for": "3.6.3.1", "text_mk": "Премногу."}
        ],
        "calendar": [
            {
                "quarter": Quarter(2022, 3),
                "submit_by": date(2022, 10, 12),
                "publish_by": date(2022, 10, 20),
            }
        ],
        "waivers": [{"rule": "thin_explanation", "institution": "MVR", "reason": "договорено"}],
        "amendments": [
            {"of": "3.6.1", "what": "deadline", "value": "31.1.2023", "from": Quarter(2022, 4)}
        ],
    }
    tables = {**tables_of(case_plan()), **own}
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(write_plan(tables, "mk"))
    return plan


@pytest.fixture
def kept(tmp_path: Path) -> KeptFolder:
    return KeptFolder(tmp_path / "kept")


def unreadable(_: Path) -> Plan:
    raise AssertionError("the plan was read")


def test_what_was_kept_is_the_plan_to_the_last_field(
    path: Path, kept: KeptFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = read_plan(path)
    assert all((read.checks, read.calendar, read.waivers, read.amendments))
    keep_plan(path, kept)
    monkeypatch.setattr(kept_plan, "read_plan", unreadable)
    found = find_plan(path, kept)
    assert found is not read
    assert digest_of(found) == digest_of(read)
    assert found.indicators == read.indicators


def test_a_changed_plan_is_read(path: Path, kept: KeptFolder) -> None:
    keep_plan(path, kept)
    tables = tables_of(replace(case_plan(), title=Wording("Друг план")))
    path.write_bytes(write_plan(tables, "mk"))
    assert find_plan(path, kept).title.in_("mk") == "Друг план"
    keep_plan(path, KeptFolder(kept.folder))
    assert len(list(kept.folder.glob("*.kept"))) == 1


def test_a_plan_with_columns_of_its_own_is_read_each_time(
    path: Path, kept: KeptFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = "key | table | heading_mk | kind\n    spent | activities | Потрошено | number"
    own = replace(case_plan(), columns=good(columns=columns).columns)
    monkeypatch.setattr(kept_plan, "read_plan", lambda _: own)
    keep_plan(path, kept)
    assert find_plan(path, kept) is own


@pytest.mark.parametrize("content", [b"", b"[0]", b"{}", b"[10]", b"null", b'"plan"'])
def test_what_lies_there_instead_is_not_believed(
    content: bytes, path: Path, kept: KeptFolder
) -> None:
    keep_plan(path, kept)
    (there,) = kept.folder.glob("*.kept")
    kept.put(there.stem, content)
    assert find_plan(path, kept) == read_plan(path)


def test_a_faulty_plan_is_not_kept(tmp_path: Path, kept: KeptFolder) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan({**tables_of(case_plan()), "commitments": []}, "mk"))
    with pytest.raises(PlanError):
        keep_plan(path, kept)
    with pytest.raises(PlanError):
        find_plan(path, kept)
    assert not kept.folder.exists()
