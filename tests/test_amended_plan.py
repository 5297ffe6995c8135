"""A quarter that was published is judged by the plan it was published with, whatever comes."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import copy2, copytree
from tempfile import mkdtemp

import pytest
from cli_runs import run
from plans import workbook
from told_quarters import DAYS, IN_TIME, QUARTERS, Told, Typed, plan_text_of

from ovpsheets.disclosure import Policy
from ovpsheets.workspace.check import check_file
from ovpsheets.workspace.closed import freeze
from ovpsheets.workspace.generate import generate_quarter
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.release import policy_of

THIRD, FOURTH = QUARTERS
ANSWERS: Mapping[str, Mapping[str, Typed]] = {
    "MA": {
        "1.1.1": {"status": "Limited", "progress": "Teams went to Ohrid.",
                  "explanation": "No cars.", "new_deadline": "31.12.2023"},
        "1.1.1.1": {"value": 12.0},
    },
    "MB": {"1.1.2": {"status": "Completed", "progress": "It is kept."}},
    "MC": {"1.2.1": {"status": "Limited", "progress": "Support is given."}},
    "MD": {"1.2.1.2": {"value": 46.0}},
}  # fmt: skip

AMENDED = (
    ("Ministry Delta | Delta", "Agency Omega | Omega"),  # renamed
    ("MC   | Ministry", "NEW  | Agency New | New | en\n                MC   | Ministry"),  # added
    ("1.1.1.1 | 1.1.1 |", "1.1.1.1 | 1.1.3 |"),  # moved
    ("| 30.6.2022 | MA | MB", "| 31.12.2022 | MA | MB"),  # another deadline
    ("| 0 | 40 | no | | MD", "| 0 | 80 | no | | MD"),  # another target
    ("1.1.2 | 1.1 |", "1.1.9 | 1.1 |"),  # another number
    ("1.1.2.1 | 1.1.2 |", "1.1.9.1 | 1.1.9 |"),
)


def told(folder: Path) -> Told:
    """Return a workspace whose third quarter is published."""
    copytree(published(), folder, copy_function=copy2)
    return Told(folder, "en", is_new=False)


@cache
def published() -> Path:
    folder = Path(mkdtemp())
    made = Told(folder, "en")
    made.generate(THIRD)
    for who, rows in ANSWERS.items():
        made.give(THIRD, who, rows, IN_TIME[THIRD])
    made.publish(THIRD)
    return folder


def amend(made: Told) -> None:
    text = plan_text_of("en")
    for old, new in AMENDED:
        assert old in text, old
        text = text.replace(old, new)
    (made.root / "plan.xlsx").write_bytes(workbook(text))


def texts(folder: Path) -> dict[str, list[str]]:
    """Return the lines of the public files that are text, but for the digests of the others."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").splitlines()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".csv", ".md", ".html", ".txt")
    }


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """Return the lines that are new in any file."""
    assert before.keys() == after.keys()
    return [line for name in after for line in after[name] if line not in before[name]]


def test_an_amended_plan_changes_nothing_that_was_published(tmp_path: Path) -> None:
    made = told(tmp_path / "told")
    before = texts(made.root / THIRD / "public")
    amend(made)
    made.generate(FOURTH)
    assert texts(made.publish(THIRD)) == before


def test_of_a_corrected_value_that_value_changes_and_nothing_else(tmp_path: Path) -> None:
    made = told(tmp_path / "told")
    before = texts(made.root / THIRD / "public")
    amend(made)
    made.generate(FOURTH)
    made.give(THIRD, "MD", {"1.2.1.2": {"value": 48.0}}, IN_TIME[THIRD])
    found = changed(before, texts(made.publish(THIRD)))
    assert found
    others = [line.replace("\\", "") for line in found if "48" not in line]
    # The heading above the revised value, and what stands around it on the page.
    around = ("[r]", 'class="changes"', "<ul>", "</ul>")
    assert [line for line in others if not any(text in line for text in around)] == []
    with (made.root / THIRD / "public/data/revisions.csv").open(encoding="utf-8") as stream:
        rows = [(row["indicator"], row["was"], row["now"]) for row in csv.DictReader(stream)]
    assert rows == [("1.2.1.2", "46", "48")]


@pytest.mark.parametrize("command", ["status", "merge"])
def test_it_is_said_in_one_line_when_the_plan_is_another(tmp_path: Path, command: str) -> None:
    made = told(tmp_path / "told")
    words = ("-C", made.root, "--lang", "en", command, THIRD, "--as-of", "2022-10-14")
    assert "published/plan.xlsx" not in run(*words).stdout
    amend(made)
    assert "published/plan.xlsx" in run(*words).stdout


def test_a_quarter_that_is_not_published_follows_the_plan(tmp_path: Path) -> None:
    made = told(tmp_path / "told")
    amend(made)
    made.generate(FOURTH)
    assert (made.root / FOURTH / "forms" / f"OVP_TOLD_{FOURTH}_MD_R1.xlsx").is_file()
    assert {c.code for c in made.workspace.plan_of(made.quarter(FOURTH)).institutions} >= {"NEW"}
    assert "NEW" not in {c.code for c in made.workspace.plan_of(made.quarter(THIRD)).institutions}


def test_a_published_quarter_is_protected_by_the_stricter_of_then_and_now(tmp_path: Path) -> None:
    made = told(tmp_path / "told")
    own, zeros = made.quarter(THIRD), "[disclosure]\nprotect_zeros = true\n"
    assert policy(made) == Policy(5, 10)
    (made.root / "ovpsheets.toml").write_text(f'{zeros}method = "round"\n', encoding="utf-8")
    stricter = plan_text_of("en").replace("languages   | en", "languages   | en\nthreshold | 8")
    (made.root / "plan.xlsx").write_bytes(workbook(stricter))
    assert policy(made) == Policy(8, 10, protect_zeros=True)  # and not by another method
    (made.root / "ovpsheets.toml").unlink()
    (made.root / "plan.xlsx").write_bytes(workbook(plan_text_of("en")))
    kept = made.workspace.quarter(own).published_settings / "ovpsheets.toml"
    kept.write_text(f"{zeros}contributors = false\n", encoding="utf-8")
    assert policy(made) == Policy(5, 10, protect_zeros=True)  # those of now are the stricter


def policy(made: Told) -> Policy:
    own = made.quarter(THIRD)
    merged = read_quarter(made.workspace, own, DAYS[THIRD], "en", reading=made.reading)
    return policy_of(made.workspace, merged)


def test_a_file_of_a_published_quarter_is_checked_by_the_plan_of_then(tmp_path: Path) -> None:
    made = told(tmp_path / "told")
    amend(made)
    file, reading = made.form(THIRD, "MA"), made.reading
    (checked,) = check_file(file, made.workspace, DAYS[THIRD], "en", reading)
    assert checked.plan == made.workspace.plan_of(made.quarter(THIRD))
    rules = set(checked.tables.findings["rule"])
    assert not rules & {"changed_plan_text", "rows_of_another", "unknown_code"}


# ------------------------------------------------------------------ before it is published


def handed_over() -> str:
    text = plan_text_of("en")
    changes = (
        ("no | | MD", "no | | MC"), ("31.12.2023 | MC", "31.12.2023 | MD"),
        ("Meetings held | count | meetings | 0 | 40", "Meetings | count | meetings | 0 | 50"),
    )  # fmt: skip
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def asked(made: Told) -> dict[str, tuple[str, ...]]:
    """Return by code who is asked in the third quarter, as the workspace knows it."""
    plan = made.workspace.plan_of(made.quarter(THIRD))
    held = {own.code: (own.holder,) for own in plan.activities}
    return {**held, **{own.code: own.reported_by for own in plan.indicators}}


def test_who_was_asked_stays_asked_where_the_plan_is_changed_before_the_quarter_is_published(
    tmp_path: Path,
) -> None:
    made = Told(tmp_path, "en")
    made.generate(THIRD)
    made.give(THIRD, "MD", ANSWERS["MD"], IN_TIME[THIRD])
    own = made.quarter(THIRD)
    # Of what the plan says otherwise since, it is not said that the form was changed.
    other = plan_text_of("en").replace("1.2.1.2 | 1.2.1", "1.2.1.9 | 1.2.1")
    other = other.replace("count | meetings", "count | hours")
    (tmp_path / "plan.xlsx").write_bytes(workbook(other))
    read = read_quarter(made.workspace, own, DAYS[THIRD], "en", reading=made.reading)
    assert read.tables.indicators["value"].tolist()[-1] == 46.0
    assert CHANGED.isdisjoint(read.tables.findings["rule"])
    (tmp_path / "plan.xlsx").write_bytes(workbook(handed_over()))
    made.generate(FOURTH)
    assert (asked(made)["1.2.1"], asked(made)["1.2.1.2"]) == (("MC",), ("MD",))
    merged = read_quarter(made.workspace, own, DAYS[THIRD], "en", reading=made.reading)
    table = merged.tables.indicators
    (row,) = table[table["indicator"] == "1.2.1.2"].itertuples()
    assert (row.institution, row.value) == ("MD", 46.0)
    assert CHANGED.isdisjoint(merged.tables.findings["rule"])
    # A closed quarter is read from its copies: these must know it, too.
    place = made.workspace.quarter(own)
    closed = freeze(made.workspace, place, merged, by="Ana", decisions=b"").sources().plan
    assert (closed.activity("1.2.1").holder, closed.indicator("1.2.1.2").reported_by) == (
        "MC", ("MD",),
    )  # fmt: skip


CHANGED = {"changed_plan_text", "changed_target"}

NEW_ROWS = (
    ("1.1.1.1 | 1.1.1 |", "1.1.1.2 | 1.1.1 | Cars bought | count | cars | 0 | 3 | no | | MA\n"
     "                1.1.1.1 | 1.1.1 |"),
    ("1.2.1 | 1.2 |", "1.2.2 | 1.2 | A house is built | 1.1.2022 | 31.12.2023 | MC |\n"
     "                1.2.1 | 1.2 |"),
)  # fmt: skip


def added() -> str:
    text = plan_text_of("en")
    for old, new in NEW_ROWS:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_nobody_owes_an_answer_about_what_the_plan_has_only_since_the_forms_were_made(
    tmp_path: Path,
) -> None:
    made = Told(tmp_path, "en")
    made.generate(THIRD)
    for who, rows in ANSWERS.items():
        made.give(THIRD, who, rows, IN_TIME[THIRD])
    (tmp_path / "plan.xlsx").write_bytes(workbook(added()))
    assert not {"1.1.1.2", "1.2.2"} & asked(made).keys()
    public = made.publish(THIRD)
    for path in (*public.rglob("*.csv"), *public.rglob("*.md"), *public.rglob("*.txt")):
        assert "1.1.1.2" not in path.read_text(encoding="utf-8"), path
        assert "1.2.2" not in path.read_text(encoding="utf-8"), path
    made.generate(FOURTH)
    fourth = made.workspace.plan_of(made.quarter(FOURTH))
    assert {own.code for own in fourth.indicators} >= {"1.1.1.2"}
    assert {own.code for own in fourth.activities} >= {"1.2.2"}


def test_whose_forms_are_made_again_is_asked_what_the_plan_has_since(tmp_path: Path) -> None:
    made = Told(tmp_path, "en")
    made.generate(THIRD)
    (tmp_path / "plan.xlsx").write_bytes(workbook(added()))
    generate_quarter(made.workspace, made.quarter(THIRD), overwrite=True)
    assert {"1.1.1.2", "1.2.2"} <= asked(made).keys()


def test_whose_forms_are_made_anew_is_asked_from_then_on(tmp_path: Path) -> None:
    made = Told(tmp_path, "en")
    made.generate(THIRD)
    (tmp_path / "plan.xlsx").write_bytes(workbook(handed_over()))
    generate_quarter(made.workspace, made.quarter(THIRD), overwrite=True)
    assert (asked(made)["1.2.1"], asked(made)["1.2.1.2"]) == (("MD",), ("MC",))


def test_a_renamed_body_is_asked_by_its_new_code(tmp_path: Path) -> None:
    made = Told(tmp_path, "en")
    made.generate(THIRD)
    text = plan_text_of("en").replace("short_en | language", "short_en | language | aliases")
    text = text.replace("MD   | Ministry Delta | Delta | en", "MX | Delta | Delta | en | MD")
    text = text.replace("no | | MD", "no | | MX")
    (tmp_path / "plan.xlsx").write_bytes(workbook(text))
    assert asked(made)["1.2.1.2"] == ("MX",)
