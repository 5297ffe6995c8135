"""Archives, mails and second versions at the command line."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, answer, fill, run, with_forms

from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

FORM = f"OVP_NAP5_{QUARTER}_OP_R1.xlsx"
LATER = {**OPEN_GATE, ("3.6.7", "status"): "Завршено", ("3.6.7.1", "value"): 9}
SAID = "Настанот во Струга е откажан бидејќи салата беше зафатена."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_forms(tmp_path)


def returns(root: Path) -> Path:
    return root / QUARTER / "returns"


def merge(root: Path, *words: object) -> tuple[object, ...]:
    return ("-C", root, "merge", QUARTER, "--as-of", AS_OF, *words)


def zipped(root: Path) -> Path:
    form = fill(root, "OP", OPEN_GATE)
    path = returns(root) / "сите.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.write(form, f"ОП/{FORM}")
    form.unlink()
    return path


def mailed(root: Path) -> Path:
    form, mail = fill(root, "OP", OPEN_GATE), EmailMessage()
    mail["From"], mail["Subject"] = "a@example.mk", "Извештај"
    mail["Date"] = "Thu, 06 Oct 2022 09:30:00 +0200"
    mail.set_content(SAID)
    mail.add_attachment(form.read_bytes(), "application", "octet-stream", filename=FORM)
    path = returns(root) / "порака.eml"
    path.write_bytes(bytes(mail))
    form.unlink()
    return path


def test_a_form_in_a_zip_is_used_and_named_with_its_zip(root: Path) -> None:
    zipped(root)
    found = {item["file"]: item for item in answer(*merge(root))["files"]}
    assert found[f"сите.zip/ОП/{FORM}"]["used"] == "used"
    assert found["сите.zip"]["reason"] == Texts("mk")("intake.ended.opened", n=1)


def test_a_mail_says_when_its_form_came_and_what_was_written_is_kept(root: Path) -> None:
    mailed(root)
    found = answer(*merge(root))
    assert {item["received"] for item in found["files"]} == {"2022-10-06"}
    assert found["unplaced"] == 1
    (unplaced,) = [
        line for line in (root / QUARTER / "results" / "data" / "unplaced.csv")
        .read_text(encoding="utf-8").splitlines() if SAID in line
    ]  # fmt: skip
    assert unplaced.startswith("порака.eml,")


def test_it_can_be_settled_whose_form_lies_in_a_zip(root: Path) -> None:
    zipped(root)
    name = f"сите.zip/ОП/{FORM}"
    found = {i["file"]: i for i in answer(*merge(root, "--assume", f"{name}=MVR"))["files"]}
    assert found[name]["institution"] == "MVR"
    done = run(*merge(root, "--assume", "сите.zip/нема.xlsx=MVR"))
    assert done.exit_code == 1
    assert "нема.xlsx" in done.stderr


def test_check_shows_every_file_of_a_container(root: Path) -> None:
    container, form = answer("-C", root, "check", zipped(root))
    assert container["is_container"]
    assert (form["inside"], form["institution"]) == ("сите.zip", "OP")
    assert FORM in run("-C", root, "check", returns(root) / "сите.zip").stdout


def test_check_says_what_changed_since_an_earlier_version(root: Path, tmp_path: Path) -> None:
    first = fill(root, "OP", OPEN_GATE, "прва.xlsx")
    noon = 1_664_800_000
    __import__("os").utime(first, (noon, noon))
    second = fill(root, "OP", LATER, "втора.xlsx")
    (found,) = answer("-C", root, "check", second)
    assert found["older_file"] == "прва.xlsx"
    changed = {item["field"]: (item["old"], item["new"]) for item in found["changes"]}
    assert changed == {
        "activities/3.6.7/status": ("Ограничено", "Завршено"),
        "indicators/3.6.7.1/value": ("8", "9"),
    }
    assert "Ограничено → Завршено" in run("-C", root, "check", second).stdout
    assert "Ограничено → Завршено" in run(*merge(root)).stdout
    assert len(answer(*merge(root))["changes"]) == 2


def test_merge_counts_how_files_ended_and_why(root: Path) -> None:
    fill(root, "OP", OPEN_GATE)
    (returns(root) / "белешка.pdf").write_bytes(b"%PDF-1.7")
    (returns(root) / "празна.xlsx").write_bytes(b"")
    for language in LANGUAGES:
        shown = run("-C", root, "--lang", language, "merge", QUARTER, "--as-of", AS_OF).stdout
        texts = Texts(language)
        assert texts("cli.ended.set_aside", n=2) in shown.replace("\n", " ")
        assert "1 × " + texts("intake.refused.empty") in " ".join(shown.split())


def test_status_names_who_was_late_and_nobody_by_a_time_stamp(root: Path) -> None:
    fill(root, "OP", OPEN_GATE)
    status = ("-C", root, "status", QUARTER, "--as-of", "2022-10-30")
    run("-C", root, "merge", QUARTER, "--as-of", "2022-10-30")
    assert answer(*status)["late"] == []
    assert Texts("mk")("cli.late") not in run(*status).stdout
    register = root / QUARTER / "received.csv"
    head, row = register.read_text(encoding="utf-8").splitlines()
    assert head.endswith(",saved")
    said = f"{head}\n{row.rpartition(',')[0]},\n"  # somebody says that the day is right
    register.write_text(said, encoding="utf-8")
    assert answer(*status)["late"] == ["OP"]
    assert Texts("mk")("cli.late") in run(*status).stdout


@pytest.mark.parametrize("jobs", ["0", "x", "-1", "1000"])
def test_a_number_of_processes_that_is_none_is_said(root: Path, jobs: str) -> None:
    done = run(*merge(root, "--jobs", jobs))
    assert done.exit_code == 2
    assert jobs in done.stderr


def test_nothing_but_the_result_is_written_where_nobody_watches(root: Path) -> None:
    fill(root, "OP", OPEN_GATE)
    assert not run(*merge(root, "--jobs", 1)).stderr
