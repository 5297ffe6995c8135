"""A decision never becomes an answer: what is made for an institution shows what it answered."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from cli_runs import AS_OF, copied
from made import AS_OF as DAY
from made import QUARTER as THE_QUARTER
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    content_of,
    drop,
    one,
    returned,
    the_history,
    the_plan,
    workers,
)
from test_cli_decisions import STATUS, activity, merged, one_decided, place, shown, type_in
from test_merge_interrupted import one_merged

from ovpsheets.decision import Decision
from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.form_field import FormField
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.corrections.fresh_form import FreshForm
from ovpsheets.results.corrections.sent_back import corrections
from ovpsheets.results.mail.mail_kinds import addressees
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.table_csv import read_csv
from ovpsheets.tables import FINDINGS

DECIDED: Final = (
    Decision("status", "3.6.3", "MVR", "Ограничено", "внатрешна белешка", "А. А."),
    Decision("value", "3.6.3.2", "MVR", "5"),
    Decision("source", "3.6.3.2", "MVR", "Записник"),
)
FIELD: Final = FormField("activities", "3.6.3", "status")


def read(folder: Path, *decisions: Decision) -> Merged:
    return merge(
        the_plan(), THE_QUARTER, folder, history=the_history(), as_of=DAY,
        decisions=decisions, executor=workers(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """MVR's form with a fault, three of its answers decided otherwise."""
    folder = tmp_path_factory.mktemp("decided")
    returned("MVR").fill_well().write("indicators/3.6.3.1/value", "многу").save(folder)
    return read(folder, *DECIDED)


@pytest.fixture(scope="module")
def sent_back(quarter: Merged) -> bytes:
    """The correction that MVR gets."""
    (made,) = (item for item in corrections(quarter) if item.institution == "MVR")
    assert made.is_own
    return made.data


def fresh(quarter: Merged) -> FreshForm:
    (form,) = quarter.returned_files.as_answered()["MVR"]
    made = FreshForm.of(quarter, content_of("MVR").form_id, form)
    assert made is not None
    return made


def cell(data: bytes, sheet: str, address: str) -> Any:
    found = load_workbook(io.BytesIO(data))[sheet]
    assert isinstance(found, Worksheet)
    return found[address]


def test_a_form_made_anew_has_the_answer_and_not_the_decision(quarter: Merged) -> None:
    made = fresh(quarter)
    assert cell(made.data, *made.fields[FIELD]).value == "Значително"


def test_the_correction_tells_of_the_decision_beside_the_answer(
    quarter: Merged, sent_back: bytes
) -> None:
    (outcome,) = (item for item in quarter.decided if item.decision == DECIDED[0])
    found = cell(sent_back, outcome.sheet, outcome.cell)
    assert found.value == "Значително"
    assert "координаторот евидентираше „Ограничено“" in found.comment.text
    listed = load_workbook(io.BytesIO(sent_back))["За дополнување"]
    said = [str(row[2].value) for row in listed.iter_rows()]
    assert sum("координаторот евидентираше" in text for text in said) == len(DECIDED)
    assert "внатрешна белешка" not in " ".join((*said, found.comment.text))


def test_a_correction_that_comes_back_unchanged_leaves_the_answer(
    tmp_path: Path, quarter: Merged, sent_back: bytes
) -> None:
    """As if the decision were withdrawn afterwards: what was answered stands again."""
    drop(tmp_path, "назад.xlsx", sent_back)
    found = read(tmp_path)
    assert one(found.activities, activity="3.6.3", institution="MVR")["status"] == "substantial"
    assert not len(found.unplaced)


def test_a_form_made_anew_that_comes_back_leaves_the_answer(
    tmp_path: Path, quarter: Merged
) -> None:
    drop(tmp_path, "назад.xlsx", fresh(quarter).data)
    found = read(tmp_path)
    assert one(found.activities, activity="3.6.3", institution="MVR")["status"] == "substantial"
    assert one(found.indicators, indicator="3.6.3.2", institution="MVR")["value"] == 6


def test_an_acknowledgement_has_the_answer_and_marks_the_decision(quarter: Merged) -> None:
    (item,) = (each for each in addressees(quarter, {}) if each.institution == "MVR")
    said = letter(quarter, item, "acknowledgement").body
    assert "3.6.3  |  Значително (евидентирано од координаторот: Ограничено)" in said
    assert "3.6.3.2  |  6 (евидентирано од координаторот: 5)" in said
    assert "координаторот евидентираше „Записник“" in said
    assert "внатрешна белешка" not in said


# ------------------------------------------------------------------ stale decisions


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A workspace in which a decision stands over an answer."""
    return copied(one_decided, tmp_path)


def answered_anew(root: Path, status: str) -> None:
    """A newer form of Отворена порта comes."""
    (file,) = (place(root) / "forms").glob("*_OP_R1.xlsx")
    book = load_workbook(file)
    for sheet in book:
        for row in sheet.iter_rows():
            if row[0].value == "3.6.7" and sheet.title.startswith("1 "):
                row[5].value = status
    out = io.BytesIO()
    book.save(out)
    drop(place(root) / "returns", "поправка.xlsx", out.getvalue(), DAY)


def stale(root: Path) -> list[dict[str, Any]]:
    findings = read_csv(place(root) / "results/data/findings.csv", FINDINGS)
    rows = findings[findings["rule"] == "stale_decision"].to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def test_over_which_answer_was_decided_is_noted_beside_the_decision(decided: Path) -> None:
    (kept,) = read_decisions(place(decided) / "decisions.csv")
    assert (kept.answered, kept.seen) == ("Ограничено", AS_OF)
    assert not stale(decided)


def test_a_decision_is_stale_when_the_answer_has_changed_until_it_is_decided_anew(
    decided: Path,
) -> None:
    answered_anew(decided, "Незапочнато")
    merged(decided)
    assert activity(decided, "3.6.7", "OP")["status"] == "substantial"  # it still holds
    (row,) = stale(decided)
    assert all(text in row["message"] for text in ("Ограничено", "Незапочнато", "Значително"))
    first, *_ = shown(decided)
    assert first["decision_state"] == "Да се провери"
    assert first["decision_said"] == "при одлуката: Ограничено\nсега: Незапочнато"
    type_in(decided, {"decided_on": "13.10.2022"}, row=0)
    merged(decided)
    assert not stale(decided)
    (kept,) = read_decisions(place(decided) / "decisions.csv")
    assert kept.answered == "Незапочнато"


def test_what_was_decided_over_silence_is_stale_when_a_form_comes(tmp_path: Path) -> None:
    noted = Decision("status", "3.6.3", "MVR", "Ограничено", seen=AS_OF)
    assert not read(tmp_path, noted).decided[0].is_stale
    returned("MVR").fill_well().save(tmp_path)
    assert read(tmp_path, noted).decided[0].is_stale


def test_what_came_between_the_workbook_and_the_decision_makes_it_stale(tmp_path: Path) -> None:
    """The coordinator decided over what she saw, and another form lay there already."""
    root = copied(one_merged, tmp_path)
    type_in(root, STATUS)
    answered_anew(root, "Незапочнато")
    merged(root)
    assert len(stale(root)) == 1


def test_what_is_noted_is_no_part_of_a_decision() -> None:
    noted = replace(STATUS_DECISION, answered="Ограничено", seen=AS_OF)
    assert noted == STATUS_DECISION
    assert decisions_csv([noted], noted=False) == decisions_csv([STATUS_DECISION], noted=False)


STATUS_DECISION: Final = Decision("status", "3.6.7", "OP", "Значително")
