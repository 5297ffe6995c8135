"""What members send to prove their answers: whose it is, for which activity, where it lies."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_runs import QUARTER, answer, copied, with_forms
from made_mails import mail
from returned_forms import drop, merged, returned, the_plan

from ovpsheets.intake.evidence import EvidenceFile, evidence_files
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.consolidated import consolidated, evidence_sheet
from ovpsheets.texts import Texts
from ovpsheets.workspace.left_register import read_left

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 70_000 + b"\xff\xd9"


def completed() -> bytes:
    """MVR's form: 3.6.3 completed without evidence, and 3.6.2 whose cell names a picture."""
    form = returned("MVR").fill_well()
    form.write("activities/3.6.3/status", "Завршено").write("activities/3.6.3/evidence", None)
    form.write("activities/3.6.2/evidence", "види снимка.jpg во прилог")
    return form.data()


def sent(folder: Path, subject: str = "Извештај", **files: bytes) -> Merged:
    named = {name.replace("__", "."): data for name, data in files.items()}
    whole = mail(files={"образец.xlsx": completed(), **named}, subject=subject)
    drop(folder, "порака.eml", whole.as_bytes())
    return merged(folder)


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    files = {"3.6.3 листа.pdf": PDF, "снимка.jpg": JPEG, "друго.pdf": PDF + b"\n"}
    folder = tmp_path_factory.mktemp("evidence")
    whole = mail(files={"образец.xlsx": completed(), **files})
    drop(folder, "порака.eml", whole.as_bytes())
    return merged(folder)


def found(quarter: Merged) -> dict[str, EvidenceFile]:
    files = evidence_files(quarter.returned_files.settled, the_plan())
    return {file.file.rpartition("/")[2]: file for file in files}


@pytest.mark.parametrize(
    ("name", "activity", "known_by"),
    [("3.6.3 листа.pdf", "3.6.3", "name"), ("снимка.jpg", "3.6.2", "cell"), ("друго.pdf", "", "")],
)
def test_a_file_is_registered_with_its_institution_and_activity(
    quarter: Merged, name: str, activity: str, known_by: str
) -> None:
    file = found(quarter)[name]
    assert (file.institution, file.activity, file.known_by) == ("MVR", activity, known_by)
    assert len(file.sha256) == 64
    assert file.received == date(2022, 10, 10)


def rules(quarter: Merged) -> list[tuple[Any, Any]]:
    own = quarter.tables.findings
    own = own[own["rule"] == "completed_without_evidence"]
    return list(zip(own["institution"], own["activity"], strict=True))


def test_a_completed_activity_with_a_file_is_not_without_evidence(quarter: Merged) -> None:
    assert rules(quarter) == []


def test_one_whose_mail_brought_only_files_about_others_is(tmp_path: Path) -> None:
    without = sent(tmp_path, друго__pdf=PDF)
    assert rules(without) == [("MVR", "3.6.3")]
    rows = sheet(without)
    first = rows[0]
    assert (first["code"], first["evidence_state"]) == ("3.6.3", "завршено, без доказ")


def test_evidence_that_points_at_a_link_that_did_not_come_is_shown_as_none(tmp_path: Path) -> None:
    form = returned("MVR").fill_well().write("activities/3.6.3/status", "Завршено")
    form.write("activities/3.6.3/evidence", "види линк").save(tmp_path, "образец.xlsx")
    first, *rest = sheet(merged(tmp_path))
    assert (first["code"], first["evidence_state"]) == ("3.6.3", "завршено, без доказ")
    assert "види линк" in [row["evidence_shown"] for row in rest]


def sheet(quarter: Merged) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(consolidated(quarter, Texts("mk"))))
    own = book["Докази"]
    keys = [str(cell.value) for cell in own[4]]
    rows = [dict(zip(keys, row, strict=True)) for row in own.iter_rows(min_row=6)]
    return [
        {key: cell.value for key, cell in row.items()}
        | {"link": row["evidence_shown"].hyperlink and row["evidence_shown"].hyperlink.target}
        for row in rows
    ]


def test_the_sheet_leads_to_what_was_sent(quarter: Merged) -> None:
    rows = {row["evidence_shown"]: row for row in sheet(quarter)}
    own = rows["3.6.3 листа.pdf"]
    assert str(own["link"]).replace("\\", "/") == "../returns/порака.eml"
    assert own["code"] == "3.6.3"
    assert own["evidence_known_by"] == "името на датотеката"
    assert len(own["evidence_digest"]) == 12


@pytest.mark.parametrize(("most", "is_told"), [(2, False), (1, True)])
def test_more_cells_than_a_sheet_is_for_are_said_to_stand_beside_their_activities(
    quarter: Merged, monkeypatch: pytest.MonkeyPatch, most: int, is_told: bool
) -> None:
    """Two activities have evidence in their cells; the files that were sent stay."""
    monkeypatch.setattr(evidence_sheet, "_MOST_CELLS", most)
    rows = sheet(quarter)
    assert {"3.6.3 листа.pdf", "снимка.jpg"} <= {row["evidence_shown"] for row in rows}
    assert ("види снимка.jpg во прилог" in [row["evidence_shown"] for row in rows]) != is_told
    own = openpyxl.load_workbook(io.BytesIO(consolidated(quarter, Texts("mk"))))["Докази"]
    said = " ".join(str(cell.value) for cell in own[3])
    assert ("Докази во обрасците: 2," in said) == is_told


@pytest.mark.parametrize(
    ("subject", "activity"),
    [("Доказ за 3.6.3", "3.6.3"), ("Докази за 3.6.2 и 3.6.3", ""), ("Доказ за 3.6.5", "")],
)
def test_the_mail_tells_the_activity_where_the_name_does_not(
    tmp_path: Path, subject: str, activity: str
) -> None:
    """3.6.5 is another body's; of two nobody knows which."""
    text = f"Почитувани,\n\n{subject}. Ви го испраќаме.\n\nСо почит"
    whole = mail(text, {"образец.xlsx": completed(), "скен.pdf": PDF})
    drop(tmp_path, "порака.eml", whole.as_bytes())
    assert found(merged(tmp_path))["скен.pdf"].activity == activity


def test_collect_keeps_a_copy_once_and_says_where(tmp_path: Path) -> None:
    root, mails = copied(with_forms, tmp_path), tmp_path / "пораки"
    mails.mkdir()
    whole = mail(files={"образец.xlsx": completed(), "3.6.3 листа.pdf": PDF})
    (mails / "прва.eml").write_bytes(whole.as_bytes())
    (mails / "втора.eml").write_bytes(mail(files={"истата.pdf": PDF}).as_bytes())
    for _ in range(2):
        answer("-C", root, "collect", QUARTER, mails)
    (kept,) = (root / QUARTER / "evidence").iterdir()
    assert kept.read_bytes() == PDF
    assert {item.kept for item in read_left(root / QUARTER / "left.csv")} == {kept.name}
