"""The last value that was worked out is kept: found by what it follows from, and only then."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

import pandas as pd
import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, copied, fill, two_merged
from returned_forms import workers

import ovpsheets as ovp
from ovpsheets import kept_value
from ovpsheets.intake.one_institution import OneInstitution
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import KeptAnswers, last_value
from ovpsheets.rules.judged import Judged, Judging
from ovpsheets.tables import records
from ovpsheets.workspace import told_of_persons


def is_any(value: Any) -> TypeGuard[Any]:
    return value is not None


class Making:
    """Makes one value, and counts how often."""

    def __init__(self, value: Any = ("a", 1)) -> None:
        self.value, self.times = value, 0

    def __call__(self) -> Any:
        self.times += 1
        return self.value


@pytest.fixture
def where(tmp_path: Path) -> KeptFolder:
    return KeptFolder(tmp_path / "kept")


@pytest.mark.parametrize(
    "value", [("a", 1), [{"id": "x", "since": None, "at": date(2022, 7, 1)}], frozenset({("a",)})]
)
def test_what_follows_from_the_same_is_made_once(where: KeptFolder, value: Any) -> None:
    make = Making(value)
    table = pd.DataFrame({"a": [1, 2]})
    found = [last_value(where, make, is_any, "x", table.copy()) for _ in range(3)]
    assert (make.times, found) == (1, [value] * 3)


@pytest.mark.parametrize("other", [("y",), ("x", 1), (), (pd.DataFrame({"a": [1]}),)])
def test_what_follows_from_anything_else_is_made(where: KeptFolder, other: tuple[Any, ...]) -> None:
    make = Making()
    last_value(where, make, is_any, "x")
    last_value(KeptFolder(where.folder), make, is_any, *other)
    assert make.times == 2
    assert len(list(where.folder.glob("*.kept"))) == 1


def test_what_was_said_of_a_text_is_not_asked_again(where: KeptFolder) -> None:
    asked: list[str] = []

    def say(text: str) -> tuple[str, ...]:
        asked.append(text)
        return (text.upper(),)

    for texts in (["a", "b"], ["b", "c"], ["a"]):
        answers = KeptAnswers(KeptFolder(where.folder), say, "x")
        assert [answers(text) for text in texts] == [(text.upper(),) for text in texts]
        answers.keep()
    assert asked == ["a", "b", "c", "a"]  # kept is what was asked for the last time


@pytest.mark.parametrize("other", [["a"], {"a": "A"}, {"a": ("A", 1)}, {1: ("A",)}])
def test_answers_of_another_sort_are_not_believed(where: KeptFolder, other: object) -> None:
    key = kept_value.key_of("parts", "x")
    where.put(key, kept_value._JSON.dumps(other))
    assert KeptAnswers(where, lambda text: (text.upper(),), "x")("a") == ("A",)


def test_without_a_folder_it_is_made_each_time() -> None:
    make = Making()
    assert [last_value(None, make, is_any, "x"), last_value(None, make, is_any, "x")] == [
        ("a", 1)
    ] * 2
    assert make.times == 2


@pytest.mark.parametrize("given", [object(), lambda: None])
def test_what_has_no_digest_is_made_each_time(where: KeptFolder, given: object) -> None:
    make = Making()
    for _ in range(2):
        last_value(where, make, is_any, given)
    assert make.times == 2


def test_where_other_packages_have_a_say_it_is_made_each_time(
    where: KeptFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_value, "program_digest", lambda: "")
    make = Making()
    for _ in range(2):
        last_value(where, make, is_any, "x")
    assert make.times == 2


def test_what_is_no_plain_value_is_made_each_time(where: KeptFolder) -> None:
    make = Making(object())
    assert last_value(where, make, is_any, "x") is last_value(where, make, is_any, "x")
    assert make.times == 2


@pytest.mark.parametrize("content", [b"", b"[99]", b"{"])
def test_what_was_not_written_here_is_not_believed(where: KeptFolder, content: bytes) -> None:
    make = Making()
    last_value(where, make, is_any, "x")
    (there,) = where.folder.glob("*.kept")
    where.put(there.stem, content)
    assert last_value(where, make, is_any, "x") == ("a", 1)
    assert make.times == 2


def test_what_is_another_sort_of_value_is_not_believed(where: KeptFolder) -> None:
    def is_number(value: Any) -> TypeGuard[int]:
        return isinstance(value, int)

    last_value(where, Making(("a", 1)), is_any, "x")
    assert last_value(where, lambda: 7, is_number, "x") == 7
    assert last_value(where, lambda: 8, is_number, "x") == 7


# ------------------------------------------------------------------ in a workspace


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is worked out from now on."""
    names: list[str] = []

    def told(module: Any, name: str) -> None:
        own: Callable[..., Any] = getattr(module, name)

        def noted(*args: Any) -> Any:
            names.append(name)
            return own(*args)

        monkeypatch.setattr(module, name, noted)

    def judged(self: Judging, one: OneInstitution) -> tuple[Judged, ...]:
        names.append(one.institution)
        return alone(self, one)

    alone = Judging.one
    monkeypatch.setattr(Judging, "one", judged)
    told(told_of_persons, "sums_noticed")
    told(told_of_persons, "texts_left_out")
    return names


def merged(root: Path, day: str = AS_OF) -> ovp.Merged:
    return ovp.Workspace(root, executor=workers()).merge(QUARTER, as_of=day)


def test_a_second_merge_judges_nothing_anew(tmp_path: Path, asked: list[str]) -> None:
    root = copied(two_merged, tmp_path)
    first = merged(root)
    del asked[:]
    again = merged(root)
    assert asked == []
    assert records(again.tables.findings) == records(first.tables.findings)
    assert list(again.tables.findings.dtypes) == list(first.tables.findings.dtypes)
    assert (again.untold, again.sums) == (first.untold, first.sums)


def test_another_answer_is_judged_alone_and_another_day_judges_nothing(
    tmp_path: Path, asked: list[str]
) -> None:
    root = copied(two_merged, tmp_path)
    merged(root)
    del asked[:]
    merged(root, "2022-10-20")
    assert asked == ["sums_noticed", "texts_left_out"]
    del asked[:]
    fill(root, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 9})
    found = merged(root, "2022-10-20").tables.findings
    assert asked == ["sums_noticed", "OP", "texts_left_out"]
    shutil.rmtree(root / ".cache")
    assert records(merged(root, "2022-10-20").tables.findings) == records(found)


def test_an_answer_about_persons_is_taken_in(tmp_path: Path, asked: list[str]) -> None:
    root = copied(two_merged, tmp_path)
    merged(root)
    del asked[:]
    (root / "disclosure.csv").write_text(
        "quarter,indicator,institution,decision,answer,id\n2022-Q3,3.6.3.1,MVR,,да,x\n",
        encoding="utf-8",
    )
    merged(root)
    assert asked == ["sums_noticed", "texts_left_out"]


@pytest.mark.parametrize("content", [b"[1, [2]]", b"[1, 7]", b"[0, 7]", b"[4, 7]", b"{}", b"7"])
def test_what_lies_there_instead_is_worked_out_anew(content: bytes, tmp_path: Path) -> None:
    root = copied(two_merged, tmp_path)
    first = merged(root)
    for name in ("findings", "sums", "untold", "told", "plain"):
        for path in (root / ".cache" / QUARTER / name).iterdir():
            if path.suffix == ".kept":
                KeptFolder(path.parent).put(path.stem, content)
    again = merged(root)
    assert records(again.tables.findings) == records(first.tables.findings)
    assert (again.untold, again.sums) == (first.untold, first.sums)


def test_other_limits_are_another_origin(tmp_path: Path, asked: list[str]) -> None:
    root = copied(two_merged, tmp_path)
    merged(root)
    del asked[:]
    (root / "ovpsheets.toml").write_text("[limits]\ncells = 90000\n", encoding="utf-8")
    merged(root)
    assert {"MP", "OP"} < set(asked)
