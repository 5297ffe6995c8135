"""LibreOffice and Gnumeric as members use them: open the form, type, save in their own formats."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from office import office
from resaved_forms import (
    TYPED,
    accounted_twice,
    answered,
    blank,
    of_class,
    places,
    reread,
    typed_cells,
    unplaced,
)

from ovpsheets.intake.recognise.returned import Return
from ovpsheets.words import LedgerClass

pytestmark = pytest.mark.office

FORMATS: Final = ("xlsx", "ods", "xls")

BESIDE: Final = "види и писмо бр. 12/3"
BELOW: Final = "Дополнително: состанок со општините."
NOTE: Final = "Проверено со колегите од Ѓевгелија; çështje e hapur."
BOX: Final = "Текст во рамка: ќе доставиме и фотографии."

ACTIVITIES, INDICATORS = (
    places()[field][0] for field in ("activities/3.6.3/status", "indicators/3.6.3.1/value")
)

# Gnumeric takes the SUMPRODUCT of an .ods for a function of its own, which no .xls can name.
SPOILT: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {("ods", "xls"): {"#VALUE!": "cell"}}

every_format = pytest.mark.parametrize("ending", FORMATS)


def press_keys() -> list[dict[str, str]]:
    """What a person types, with the decimal comma of the language."""
    return [
        {**{key: str(entry[key]) for key in ("sheet", "cell")},
         "text": str(v).replace(".", ",") if isinstance(v := entry["value"], float) else str(v)}
        for entry in typed_cells()
    ]  # fmt: skip


def mishandling() -> Mapping[str, object]:
    """Protection off; remarks beside and below; a row inserted, a column moved, a sheet renamed."""
    column = places()["activities/3.6.3/explanation"][1].rstrip("0123456789")
    status = places()["activities/3.6.3/status"][1]
    return {
        "unprotected": True,
        "typed": [
            {"sheet": ACTIVITIES, "cell": "R7", "text": BESIDE},
            {"sheet": ACTIVITIES, "cell": "B30", "text": BELOW},
        ],
        "notes": [{"sheet": ACTIVITIES, "cell": status, "text": NOTE}],
        "boxes": [{"sheet": ACTIVITIES, "text": BOX}],
        "commands": [
            {"sheet": ACTIVITIES, "range": "A8", "command": ".uno:InsertRowsBefore"},
            {"sheet": ACTIVITIES, "range": f"{column}1:{column}20", "command": ".uno:Cut"},
            {"sheet": ACTIVITIES, "range": "N1", "command": ".uno:Paste"},
            {"sheet": INDICATORS, "range": "A1", "command": ".uno:RenameTable",
             "with": {"Name": "Индикатори – МВР"}},
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the form filled in LibreOffice, and what was then done to it there."""
    lent, folder = office(), tmp_path_factory.mktemp("office")
    form = folder / "form.xlsx"
    form.write_bytes(blank())
    jobs: list[Mapping[str, object]] = []
    for ending in FORMATS:
        filled, changed = folder / f"filled.{ending}", folder / f"changed.{ending}"
        jobs.append({"source": str(form), "target": str(filled), "typed": press_keys()})
        jobs.append({"source": str(filled), "target": str(changed), **mishandling()})
    lent.fill(jobs)
    return folder


def back(path: Path) -> Return:
    return reread(path.name, path.read_bytes())


@every_format
def test_a_form_filled_in_libreoffice_comes_back_whole(folder: Path, ending: str) -> None:
    form = back(folder / f"filled.{ending}")
    assert answered(form) == TYPED
    assert unplaced(form) == {}
    assert not accounted_twice(form)


@every_format
def test_our_checks_are_known_again_after_libreoffice(folder: Path, ending: str) -> None:
    sent = reread("form.xlsx", blank())
    for name in ("filled", "changed"):
        form = back(folder / f"{name}.{ending}")
        for what in (LedgerClass.CHECK, LedgerClass.GIVEN):
            assert of_class(form, what) == of_class(sent, what)


@every_format
def test_a_form_rearranged_in_libreoffice_keeps_its_answers(folder: Path, ending: str) -> None:
    form = back(folder / f"changed.{ending}")
    assert answered(form) == TYPED
    moved = form.placement.columns["activities", "explanation"] if form.placement else 0
    assert moved == 14  # column N


@every_format
def test_what_was_put_beside_the_form_in_libreoffice_is_shown(folder: Path, ending: str) -> None:
    assert unplaced(back(folder / f"changed.{ending}")) == {
        BESIDE: "cell", BELOW: "cell", NOTE: "note", BOX: "textbox",
    }  # fmt: skip


@pytest.mark.parametrize("source", FORMATS)
@every_format
def test_a_form_saved_again_by_gnumeric_comes_back_whole(
    folder: Path, source: str, ending: str
) -> None:
    saved = by_gnumeric(folder / f"filled.{source}", ending)
    form = back(saved)
    assert answered(form) == TYPED
    assert unplaced(form) == SPOILT.get((source, ending), {})


@every_format
def test_remarks_survive_gnumeric(folder: Path, ending: str) -> None:
    form = back(by_gnumeric(folder / f"changed.{ending}", ending))
    assert answered(form) == TYPED
    assert {BESIDE, BELOW, NOTE} <= set(unplaced(form))


def by_gnumeric(source: Path, ending: str) -> Path:
    """Have Gnumeric save a workbook in the format of *ending*; skips the test without it."""
    converter = shutil.which("ssconvert")
    if converter is None:
        pytest.skip("Gnumeric is not here (apt: gnumeric)")
    target = source.with_name(f"{source.stem} {source.suffix[1:]} gnumeric.{ending}")
    subprocess.run([converter, source, target], check=True, capture_output=True, timeout=60)
    return target
