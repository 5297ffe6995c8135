"""init, plan, generate, rules: from an empty folder to the forms."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from cli_runs import QUARTER, answer, fill, run, with_forms, workspace
from plans import plan_text, saved

import ovpsheets as ovp
from ovpsheets.cli import main
from ovpsheets.errors import InputError
from ovpsheets.quarter import Quarter
from ovpsheets.rules.rule_book import RULES
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


def test_init_makes_a_blank_plan_in_the_language(tmp_path: Path) -> None:
    done = run("--lang", "sq", "init", tmp_path / "nap")
    assert done.exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "nap" / "plan.xlsx")
    assert Texts("sq")("plan.institutions.name") in book.sheetnames
    said = run("-C", tmp_path / "nap").stdout  # the settings have the language from now on
    assert Texts("sq")("cli.next.step.plan") in said
    assert "--lang" not in done.stdout


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    before = (root / "plan.xlsx").read_bytes()
    done = run("--lang", "en", "init", root)
    assert done.exit_code == 1
    assert "There is already a plan.xlsx" in done.stderr
    assert (root / "plan.xlsx").read_bytes() == before


def test_init_keeps_what_else_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "белешка.txt").write_text("моја", encoding="utf-8")
    assert run("init", tmp_path).exit_code == 0
    assert (tmp_path / "белешка.txt").read_text(encoding="utf-8") == "моја"


def test_a_blank_plan_is_listed_with_all_its_problems(tmp_path: Path) -> None:
    run("init", tmp_path)
    done = run("-C", tmp_path, "plan")
    assert done.exit_code == 1
    assert done.stderr == ""
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_plan_names_sheet_cell_fault_and_remedy(tmp_path: Path) -> None:
    commitments = "code | title_mk | coordinator\n3.6 | Заштита | XYZ"
    saved(tmp_path, plan_text(commitments=commitments))
    done = run("-C", tmp_path, "plan")
    assert done.exit_code == 1
    assert "Во plan.xlsx има 1 проблем." in done.stdout
    assert "Лист „commitments“" in done.stdout
    assert "  C2  " in done.stdout
    (problem,) = json.loads(run("-C", tmp_path, "plan", "--json").stdout_bytes)["problems"]
    assert set(problem) == {"problem", "sheet", "cell", "what", "remedy"}
    assert (problem["sheet"], problem["cell"]) == ("commitments", "C2")


def test_a_good_plan_is_summed_up_with_the_dates_of_this_quarter(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    done = run("-C", root, "--lang", "en", "plan")
    assert done.exit_code == 0
    assert "The plan is in order" in done.stdout
    found = answer("-C", root, "plan")
    assert found["problems"] == []
    plan = found["plan"]
    assert (plan["institutions"], plan["activities"], plan["indicators"]) == (6, 8, 11)
    assert plan["quarter"] == str(Quarter.of(date.today()))


@pytest.mark.parametrize("command", ["generate", "merge", "status"])
def test_without_a_plan_one_line_and_a_tip(command: str, tmp_path: Path) -> None:
    done = run("-C", tmp_path, command, QUARTER)
    assert done.exit_code == 1
    first, tip = done.stderr.splitlines()
    assert "нема plan.xlsx" in first
    assert "ovpsheets init" in tip
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["generate", "merge", "status"])
def test_a_faulty_plan_stops_a_command_and_is_listed(command: str, tmp_path: Path) -> None:
    saved(tmp_path, plan_text(commitments="code | title_mk | coordinator\n3.6 | Заштита | XYZ"))
    done = run("-C", tmp_path, "--lang", "en", command, QUARTER)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "plan.xlsx has 1 problem." in done.stderr
    assert "Sheet “commitments”" in done.stderr
    assert "C2" in done.stderr


def test_generate_tells_each_institution_its_file_and_what_comes_next(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    done = run("-C", root, "generate", QUARTER)
    assert done.exit_code == 0
    assert "OVP_NAP5_2022-Q3_MTSP_R1.xlsx" in done.stdout
    assert "Рокот за доставување е 10 октомври 2022 година" in done.stdout
    assert (root / QUARTER / "returns").is_dir()
    assert len(list((root / QUARTER / "forms").glob("*.xlsx"))) == 6


def test_the_second_generate_writes_nothing_and_says_so(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    before = _bytes(root / QUARTER / "forms")
    done = run("-C", root, "generate", QUARTER)
    assert done.exit_code == 0
    assert "Нема што да се запише" in done.stdout
    assert _bytes(root / QUARTER / "forms") == before


def test_generate_replaces_a_touched_form_only_when_asked(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    form = root / QUARTER / "forms" / "OVP_NAP5_2022-Q3_OP_R1.xlsx"
    form.write_bytes(fill(root, "OP", {("3.6.7", "progress"): "рачно"}).read_bytes())
    touched = form.read_bytes()
    refused = run("-C", root, "--lang", "en", "generate", QUARTER)
    assert refused.exit_code == 1
    assert "--overwrite" in refused.stderr
    assert form.read_bytes() == touched
    allowed = answer("-C", root, "generate", QUARTER, "--overwrite")
    revised = [item for item in allowed["forms"] if item["action"] == "revised"]
    assert [(item["institution"], item["revision"]) for item in revised] == [("OP", 2)]
    assert (form.parent / "earlier" / form.name).read_bytes() == touched


def test_generate_in_json_has_stable_keys(tmp_path: Path) -> None:
    found = answer("-C", workspace(tmp_path), "generate", QUARTER)
    assert set(found) == {
        "quarter", "folder", "returns", "submit_by", "publish_by", "written", "forms",
        "nothing_due", "differs",
    }  # fmt: skip
    assert found["submit_by"] == "2022-10-10"
    assert set(found["forms"][0]) == {
        "institution", "email", "file", "form_id", "revision", "action",
    }  # fmt: skip


def test_an_unknown_commitment_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    done = run("-C", workspace(tmp_path), "--lang", "en", "generate", QUARTER, "--commitment", "9")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[1] == "Tip: The plan has: 3.6."


def test_a_commitment_limits_the_forms(tmp_path: Path) -> None:
    found = answer("-C", workspace(tmp_path), "generate", QUARTER, "--commitment", "3.6")
    assert all("-3.6_" in item["file"] for item in found["forms"])


QUARTERLY = [name for name, command in main.commands.items() if any(
    param.name == "quarter" for param in command.params
)]  # fmt: skip


def test_there_are_commands_of_a_quarter() -> None:
    assert len(QUARTERLY) == 10


@pytest.mark.parametrize("command", QUARTERLY)
def test_a_quarter_outside_the_plan_is_refused_by_every_command(
    command: str, tmp_path: Path
) -> None:
    root = workspace(tmp_path)
    done = run("-C", root, "--lang", "en", command, "2202-Q3")
    assert done.exit_code == 1
    assert "2202-Q3 lies outside the plan (1.1.2021 – 31.12.2023)" in done.stderr
    assert "--anyway" in done.stderr
    assert not (root / "2202-Q3").exists()


@pytest.mark.parametrize("quarter", ["2021-Q1", "2023-Q4"])
def test_the_first_and_the_last_quarter_of_the_plan_are_taken(quarter: str, tmp_path: Path) -> None:
    assert run("-C", workspace(tmp_path), "generate", quarter).exit_code == 0


def test_a_quarter_outside_the_plan_is_taken_by_who_means_it(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    done = run("-C", root, "--lang", "en", "generate", "2024-Q1", "--anyway")
    assert done.exit_code == 0
    assert "the quarter lies outside the plan (1.1.2021 – 31.12.2023)" in done.stderr
    with pytest.raises(InputError, match="outside the plan"):
        ovp.Workspace(root).generate("2024-Q1")
    assert ovp.Workspace(root, anyway=True).generate("2024-Q1").written == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_shows_every_rule(language: Language) -> None:
    done = run("--lang", language, "rules")
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 100
    for rule in RULES:
        assert rule.id in done.stdout
        assert Texts(language)(f"rules.{rule.id}.name") in done.stdout


def test_rules_in_json_has_stable_keys() -> None:
    found = answer("rules")
    assert [rule["id"] for rule in found] == [rule.id for rule in RULES]
    assert set(found[0]) == {"id", "severity", "name", "meaning", "remedy", "example"}


def test_the_workspace_chooses_the_language(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "ovpsheets.toml").write_text('[ovpsheets]\nlanguage = "sq"\n', encoding="utf-8")
    assert "Plani është në rregull" in run("-C", root, "plan").stdout
    assert "The plan is in order" in run("-C", root, "--lang", "en", "plan").stdout


@pytest.mark.parametrize("settings", ["[ovpsheets\n", '[ovpsheets]\nlanguage = "de"\n'])
def test_settings_that_cannot_be_read_are_one_line_and_a_tip(settings: str, tmp_path: Path) -> None:
    (tmp_path / "ovpsheets.toml").write_text(settings, encoding="utf-8")
    done = run("-C", tmp_path, "rules")
    assert done.exit_code == 1
    assert "ovpsheets.toml" in done.stderr
    assert len(done.stderr.splitlines()) == 2


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
