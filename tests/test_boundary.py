"""What a Python program hands over is checked before anything happens: one clear error each."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from every_case import every
from made import case_plan
from returned_forms import returned, workers

import ovpsheets as ovp
from ovpsheets.words import LANGUAGES

PLAN = case_plan()


def merge(**given: Any) -> ovp.Merged:
    return ovp.merge(
        **{"plan": PLAN, "quarter": "2022-Q3", "returns": [], "executor": workers(), **given}
    )


WRONG_VALUES: dict[str, Callable[[], object]] = {
    "a quarter": lambda: merge(quarter="2022-Q5"),
    "a negative number of processes": lambda: merge(jobs=-3),
    "too many processes": lambda: merge(jobs=257),
    "a language": lambda: merge(language="de"),
    "an unknown rule": lambda: merge(rules={"late_retrun": "off"}),
    "an unknown severity": lambda: merge(rules={"late_return": "terrible"}),
    "an unknown institution": lambda: merge(assume={"a.xlsx": "NOBODY"}),
    "a day": lambda: merge(as_of="someday"),
    "a commitment": lambda: ovp.generate(PLAN, "2022-Q3", "nowhere", commitment="9.9"),
    "a quarter of the history": lambda: ovp.history(".", before="last"),
    "a kind of mail": lambda: ovp.Workspace(".").remind("2022-Q3", kind="love letter"),
    "a workspace's language": lambda: ovp.Workspace(".", "de"),
    "an engine": lambda: merge(executor=None, engine="spark://localhost"),
    "an engine without an address": lambda: merge(executor=None, engine="dask://"),
    "a workspace's processes": lambda: ovp.Workspace(".", jobs=-1),
}

WRONG_TYPES: dict[str, Callable[[], object]] = {
    "a plan": lambda: merge(plan="plan.xlsx"),
    "a quarter": lambda: merge(quarter=3),
    "returns": lambda: merge(returns=7),
    "bytes without a name": lambda: merge(returns=b"PK"),
    "a list of bytes": lambda: merge(returns=[b"PK"]),
    "texts for bytes": lambda: merge(returns={"a.xlsx": "PK"}),
    "a history": lambda: merge(history={}),
    "a register of forms": lambda: merge(issued=["issued.csv"]),
    "a register of days": lambda: merge(received={"ab": "2022-10-10"}),
    "a list of rules": lambda: merge(rules=["late_return"]),
    "decisions": lambda: merge(decisions=["decisions.csv"]),
    "processes": lambda: merge(jobs=2.5),
    "yes for a number": lambda: merge(jobs=True),
    "limits": lambda: merge(limits=25),
    "an engine": lambda: merge(executor=None, engine=8786),
    "a workspace's executor": lambda: ovp.Workspace(".", executor=8786),
    "a day": lambda: merge(as_of=20221012),
    "a folder": lambda: ovp.history(None),  # type: ignore[arg-type]
    "a workspace": lambda: ovp.Workspace(7),  # type: ignore[arg-type]
    "a plan's path": lambda: ovp.read_plan(None),  # type: ignore[arg-type]
    "a register's folder": lambda: ovp.read_register(7),  # type: ignore[arg-type]
    "a file of decisions": lambda: ovp.read_decisions(None),  # type: ignore[arg-type]
    "a public folder": lambda: ovp.read_public(None),  # type: ignore[arg-type]
    "a reason": lambda: ovp.Workspace(".").reopen("2022-Q3", None),  # type: ignore[arg-type]
}

MISSING: dict[str, Callable[[], object]] = {
    "returns": lambda: merge(returns="no-such-folder"),
    "one of several": lambda: merge(returns=["no-such-file.xlsx"]),
    "a history": lambda: ovp.history("no-such-folder"),
    "a register": lambda: ovp.read_register("no-such-folder"),
    "decisions": lambda: ovp.read_decisions("no-such-file.csv"),
    "a file to check": lambda: ovp.Workspace(".").check("no-such-file.xlsx"),
}


def said(error: ovp.OvpError) -> None:
    """Every error says in three languages what is wrong and what to do."""
    for language in LANGUAGES:
        assert error.message(language)
        assert error.tip(language)


@every("what", WRONG_VALUES)
def test_a_value_that_cannot_be_taken_is_one_clear_error(what: str) -> None:
    with pytest.raises(ovp.InputError) as refused:
        WRONG_VALUES[what]()
    assert isinstance(refused.value, ovp.OvpError)
    assert isinstance(refused.value, ValueError)
    said(refused.value)


@every("what", WRONG_TYPES)
def test_a_value_of_another_type_is_one_clear_error(what: str) -> None:
    with pytest.raises(ovp.errors.InputTypeError) as refused:
        WRONG_TYPES[what]()
    assert isinstance(refused.value, ovp.OvpError)
    assert isinstance(refused.value, TypeError)
    said(refused.value)


@pytest.mark.parametrize("what", MISSING)
def test_a_file_or_folder_that_is_not_there_is_one_clear_error(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ovp.errors.InputMissingError) as refused:
        MISSING[what]()
    assert isinstance(refused.value, ovp.OvpError)
    assert isinstance(refused.value, FileNotFoundError)
    assert "no-such-" in str(refused.value)
    said(refused.value)


def test_an_error_names_what_would_have_been_right() -> None:
    with pytest.raises(ovp.InputError, match="urgent, important, check"):
        merge(rules={"late_return": "terrible"})


@every("day", [date(2022, 10, 12), datetime(2022, 10, 12, 9, 30), "2022-10-12", "12.10.2022"])
def test_a_day_may_be_written_as_in_a_form(day: Any) -> None:
    assert merge(as_of=day).as_of == date(2022, 10, 12)


# ------------------------------------------------------------------ what is merged


def form_of(institution: str) -> bytes:
    return returned(institution).fill_well().data()


def test_a_folder_a_file_a_list_and_bytes_are_read_alike(tmp_path: Path) -> None:
    data = form_of("OP")
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)
    ways: tuple[Any, ...] = (tmp_path, str(path), path, [path], {"form.xlsx": data})
    merges = [merge(returns=way, as_of="2022-10-12") for way in ways]
    for merged in merges:
        assert merged.returns["file"].tolist() == ["form.xlsx"]
        assert merged.returns["used"].tolist() == ["used"]
        assert merged.activities.equals(merges[0].activities)
        assert merged.findings.equals(merges[0].findings)


def test_the_order_in_which_files_are_listed_changes_nothing(tmp_path: Path) -> None:
    paths = []
    for place, institution in enumerate(("OP", "MP", "OP")):
        path = tmp_path / str(place) / "form.xlsx"
        path.parent.mkdir()
        path.write_bytes(form_of(institution))
        paths.append(path)
    forth, back = merge(returns=paths), merge(returns=reversed(paths))
    assert forth.returns["file"].tolist() == ["form (2).xlsx", "form (3).xlsx", "form.xlsx"]
    assert forth.returns.equals(back.returns)


def test_a_name_given_with_bytes_leads_nowhere_else() -> None:
    merged = merge(returns={"../../тајна/form.xlsx": b"x", "..": b"y"})
    assert merged.returns["file"].tolist() == ["_", "тајна/form.xlsx"]


def test_a_lock_file_among_the_files_is_no_return(tmp_path: Path) -> None:
    (tmp_path / "~$form.xlsx").write_bytes(b"x")
    merged = merge(returns=[tmp_path / "~$form.xlsx"])
    assert merged.returns.empty
    assert merged.skipped == ("~$form.xlsx",)
