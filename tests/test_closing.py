"""A closed quarter: it stays as it was closed, and what is corrected later is marked."""

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, answer, copied, fill, run, with_forms, workspace
from made import case_plan, case_report
from openpyxl import load_workbook
from plans import tables_of
from test_cli_decisions import STATUS, type_in
from test_own_look import png

from ovpsheets.decisions.file import read_decisions
from ovpsheets.files import sha256
from ovpsheets.journeys.revise import revised
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.finding_states import Kept, states_csv
from ovpsheets.tables import REVISIONS, Tables, frame, records
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace import closing
from ovpsheets.workspace.closed import freeze
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.words_of_quarter import templates_of

DAY = date(2022, 11, 2)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which one form came back."""
    return copied(one_returned, tmp_path)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The same, merged and closed."""
    return copied(one_closed, tmp_path)


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """The same, opened again, with a decision that is to correct it."""
    return copied(one_corrected, tmp_path)


def one_returned(folder: Path) -> Path:
    root = with_forms(folder)
    fill(root, "OP", OPEN_GATE)
    return root


def one_closed(folder: Path) -> Path:
    root = copied(one_returned, folder)
    close(root)
    return root


def one_corrected(folder: Path) -> Path:
    root = copied(one_closed, folder)
    assert run("-C", root, "close", QUARTER, "--reopen", "погрешен број").exit_code == 0
    decide(root, "9")
    return root


def contents(root: Path) -> dict[str, bytes]:
    results = root / QUARTER / "results"
    paths = (path for path in sorted(results.rglob("*")) if path.is_file())
    return {path.relative_to(results).as_posix(): path.read_bytes() for path in paths}


def close(root: Path, *more: str) -> Any:
    return answer("-C", root, "close", QUARTER, "--as-of", AS_OF, "--anyway", *more)


def test_what_is_open_is_named_and_nothing_is_closed(tmp_path: Path) -> None:
    root = copied(one_returned, tmp_path)
    done = run("-C", root, "--lang", "en", "close", QUARTER, "--as-of", AS_OF)
    assert done.exit_code == 1
    assert "the quarter has not been published" in done.stderr
    assert "5 urgent findings" in done.stderr
    assert "--anyway" in done.stderr
    assert not (root / QUARTER / "closed").exists()


def test_a_quarter_in_which_nothing_is_open_is_closed_without_more(tmp_path: Path) -> None:
    root = copied(one_returned, tmp_path)
    run("-C", root, "merge", QUARTER, "--as-of", AS_OF)
    settle(root)
    run("-C", root, "publish", QUARTER, "--as-of", AS_OF, "--override", "проба")
    assert run("-C", root, "close", QUARTER, "--as-of", AS_OF).exit_code == 0


def test_answers_to_be_decided_are_counted_until_they_are(tmp_path: Path) -> None:
    root = copied(two_numbers, tmp_path)
    done = run("-C", root, "--lang", "en", "close", QUARTER, "--as-of", AS_OF)
    assert "1 answer to be decided" in done.stderr
    decide(root, "9")
    again = run("-C", root, "--lang", "en", "close", QUARTER, "--as-of", AS_OF)
    assert "to be decided" not in again.stderr


def two_numbers(folder: Path) -> Path:
    root = with_forms(folder)
    fill(root, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): "8 или 9"})
    return root


def settle(root: Path) -> None:
    """Say of every finding that it is settled."""
    ids = WorkspaceFolder(root).history().findings["id"]
    states = states_csv({str(known): Kept("settled", "") for known in ids})
    (root / QUARTER / "states.csv").write_bytes(states)


def decide(root: Path, value: str) -> None:
    (root / QUARTER / "decisions.csv").write_text(
        f"id,what,code,institution,value,reason,decided_by,date,withdrawn\n"
        f",value,3.6.7.1,OP,{value},телефон,координатор,2022-11-02,\n",
        encoding="utf-8",
    )


def revisions(root: Path) -> list[dict[str, str]]:
    path = root / QUARTER / "results" / "data" / "revisions.csv"
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_what_was_typed_and_not_merged_is_closed_as_if_it_had_been(tmp_path: Path) -> None:
    """Closing merges twice and writes once."""
    merged, straight = (copied(typed_in_workbook, tmp_path / name) for name in "аб")
    run("-C", merged, "merge", QUARTER, "--as-of", AS_OF)
    for root in (merged, straight):
        close(root)
    assert contents(straight) == contents(merged)
    (decided,) = read_decisions(straight / QUARTER / "closed" / "1" / "decisions.csv")
    assert decided.value == STATUS["decision_value"]


def typed_in_workbook(folder: Path) -> Path:
    """Return a workspace that was merged, and a decision was typed into its workbook since."""
    root = copied(one_returned, folder)
    run("-C", root, "merge", QUARTER, "--as-of", AS_OF)
    type_in(root, STATUS)
    return root


# ------------------------------------------------------------------ what was closed stays


def test_closing_says_what_is_open_and_where_the_copies_are(root: Path) -> None:
    said = close(root, "--by", "координатор")
    assert (said["number"], said["returned"], said["by"]) == (1, 1, "координатор")
    assert "MTSP" in said["missing"]
    frozen = json.loads((Path(said["folder"]) / "closed.json").read_text(encoding="utf-8"))
    assert list(frozen["returns"]) == ["OVP_NAP5_2022-Q3_OP_R1.xlsx"]


def test_a_closed_quarter_gives_the_same_bytes_whatever_changed_around_it(closed: Path) -> None:
    root = closed
    before = contents(root)
    plan = case_plan()
    moved = [replace(a, deadline=date(2023, 6, 30)) for a in plan.activities]
    later = replace(plan, activities=tuple(moved))
    (root / "plan.xlsx").write_bytes(write_plan(tables_of(later), "mk"))
    (root / "ovpsheets.toml").write_text('[rules]\nmissing_return = "off"\n', encoding="utf-8")
    say_otherwise(root)
    done = run("-C", root, "--lang", "en", "merge", QUARTER, "--as-of", "2023-01-20")
    assert done.exit_code == 0, done.stderr
    assert contents(root) == before


def say_otherwise(root: Path) -> None:
    """Give the workspace a look, a logo and words of its own."""
    own = root / "templates"
    (own / "mk").mkdir(parents=True)
    (own / "look.toml").write_text('[colour]\nnavy = "204080"\n', encoding="utf-8")
    (own / "logo.png").write_bytes(png())
    said = '"form.cover.todo" = "Ваш ред"\n"words.status.completed" = "Готово"\n'
    (own / "mk/texts.toml").write_text(said, encoding="utf-8")


def test_a_quarter_closed_with_own_words_keeps_them_when_they_go(tmp_path: Path) -> None:
    root = copied(one_returned, tmp_path)
    say_otherwise(root)
    close(root)
    before = contents(root)
    assert "Готово" in before["summary.mk.html"].decode("utf-8")
    shutil.rmtree(root / "templates")
    done = run("-C", root, "merge", QUARTER, "--as-of", AS_OF)
    assert done.exit_code == 0, done.stderr
    assert contents(root) == before


def test_forms_and_what_is_published_keep_the_templates_they_were_made_with(
    tmp_path: Path,
) -> None:
    root = workspace(tmp_path)
    say_otherwise(root)
    assert run("-C", root, "generate", QUARTER).exit_code == 0
    run("-C", root, "publish", QUARTER, "--as-of", AS_OF, "--override", "проба")
    kept = {path.name for path in (root / "templates").rglob("*") if path.is_file()}
    shutil.rmtree(root / "templates")
    folder, quarter = WorkspaceFolder(root), Quarter.parse(QUARTER)
    for place in ("issued", "published"):
        copies = (root / QUARTER / place / "templates").rglob("*")
        assert {path.name for path in copies if path.is_file()} == {*kept, "kept.json"}
    assert folder.issued_with(quarter) is templates_of(folder, quarter)
    assert folder.logos_until(quarter) == {sha256(png())}


def test_the_consolidated_workbook_says_that_it_is_closed(closed: Path) -> None:
    book = load_workbook(closed / QUARTER / "results" / "consolidated.xlsx")
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert "Затворен квартал, верзија 1" in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_came_after_closing_is_named_and_not_taken(
    closed: Path, language: Language
) -> None:
    root = closed
    before = contents(root)
    fill(root, "MP", {("3.6.4", "status"): "Завршено"}, "доцна.xlsx")
    done = run("-C", root, "--lang", language, "merge", QUARTER)
    assert done.exit_code == 1
    assert "доцна.xlsx" in done.stderr
    assert "--reopen" in done.stderr
    assert contents(root) == before


def test_a_decision_typed_after_closing_is_named(closed: Path) -> None:
    root = closed
    decide(root, "9")
    done = run("-C", root, "merge", QUARTER)
    assert done.exit_code == 1
    assert "decisions.csv" in done.stderr


def test_a_closed_quarter_is_not_closed_twice_and_an_open_one_not_opened(
    tmp_path: Path, closed: Path
) -> None:
    root = copied(one_returned, tmp_path / "отворен")
    assert run("-C", root, "close", QUARTER, "--reopen", "зошто").exit_code == 1
    again = run("-C", closed, "close", QUARTER, "--as-of", AS_OF, "--anyway")
    assert again.exit_code == 1
    assert "--reopen" in again.stderr


# ------------------------------------------------------------------ what is corrected later


def test_a_closing_that_was_killed_after_freezing_is_finished_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def killed(*given: Any, **named: Any) -> None:
        freeze(*given, **named)
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(closing, "freeze", killed)
        with pytest.raises(KilledError):
            run("-C", root, "close", QUARTER, "--as-of", AS_OF, "--by", "Ана", "--anyway")
    frozen = {p: p.read_bytes() for p in (root / QUARTER / "closed").rglob("*.csv")}
    done = close(root, "--by", "друг")
    assert (done["number"], done["by"]) == (1, "Ана")
    book = load_workbook(root / QUARTER / "results" / "consolidated.xlsx")
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert "Затворен квартал, верзија 1" in texts
    assert {p: p.read_bytes() for p in (root / QUARTER / "closed").rglob("*.csv")} == frozen
    again = run("-C", root, "close", QUARTER, "--as-of", AS_OF, "--anyway")
    assert again.exit_code == 1
    assert "е затворен" in again.stderr


def test_a_version_closed_before_it_was_said_is_finished(closed: Path) -> None:
    path = closed / QUARTER / "closed" / "1" / "closed.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said.pop("finished") is True
    path.write_text(json.dumps(said), encoding="utf-8")
    assert run("-C", closed, "close", QUARTER, "--as-of", AS_OF).exit_code == 1


def test_a_correction_after_reopening_is_listed_with_its_day_and_reason_and_marked(
    corrected: Path,
) -> None:
    """And it keeps the day on which it was first found."""
    root = corrected
    for day in ("2022-11-02", "2022-11-20"):
        assert run("-C", root, "merge", QUARTER, "--as-of", day).exit_code == 0
        (found,) = revisions(root)
        assert (found["indicator"], found["column"]) == ("3.6.7.1", "value")
        assert (found["was"], found["now"]) == ("8", "9")
        assert (found["day"], found["reason"]) == ("2022-11-02", "погрешен број")
    book = load_workbook(root / QUARTER / "results" / "consolidated.xlsx")
    marked = [
        str(cell.value)
        for row in book["Индикатори"].iter_rows()
        for cell in row
        if "[r]" in str(cell.value)
    ]
    assert marked == ["[r] Вредност: беше 8"]
    listed = [cell.value for row in book["Ревидирано"].iter_rows() for cell in row]
    assert {"3.6.7.1", "8", "9", "погрешен број"} <= set(listed)


def test_the_next_closed_version_keeps_the_revisions_of_the_one_before(corrected: Path) -> None:
    root = corrected
    said = close(root)
    assert (said["number"], said["revised"]) == (2, 1)
    before = contents(root)
    assert run("-C", root, "merge", QUARTER, "--as-of", "2023-02-01").exit_code == 0
    assert contents(root) == before
    assert len(revisions(root)) == 1


# ------------------------------------------------------------------ what counts as revised


def tables(**changes: pd.DataFrame) -> Tables:
    changed: dict[str, Any] = changes
    return replace(case_report().tables, **changed)


def found(now: Tables, known: pd.DataFrame | None = None) -> Iterator[tuple[Any, ...]]:
    before = frame(REVISIONS, []) if known is None else known
    for row in records(revised(tables(), now, before, DAY, "зошто")):
        yield row["indicator"] or row["activity"], row["column"], row["was"], row["now"]


def test_sorted_rows_and_changed_places_are_no_revision() -> None:
    activities = tables().activities
    moved = activities.iloc[::-1].assign(file="друго.xlsx", row=99).reset_index(drop=True)
    assert not list(found(tables(activities=moved)))


def test_an_answer_that_came_and_one_that_went_are_revisions() -> None:
    indicators = tables().indicators.copy()
    given = indicators["value"].notna()
    first = indicators[given].iloc[0]
    indicators.loc[indicators["indicator"] == first["indicator"], "value"] = None
    ((code, column, was, now),) = found(tables(indicators=indicators))
    assert (code, column, was, now) == (first["indicator"], "value", f"{first['value']:g}", None)


def test_an_amended_deadline_is_no_revision() -> None:
    later = tables().activities.assign(deadline=pd.Timestamp("2023-12-31"))
    assert not list(found(tables(activities=later.astype({"deadline": "datetime64[s]"}))))
