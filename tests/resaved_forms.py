"""The form that real programs fill and save again, what is typed into it, and what must come back.

``tests/resaved`` holds what programs made that are not here when tests run;
``tests/resaved/README.md`` says how. Its scripts start from what this one writes::

    python tests/resaved_forms.py FOLDER
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from made import QUARTER
from returned_forms import RECEIVED, content_of, the_history, the_plan

from ovpsheets.brief import MergeBrief
from ovpsheets.files import sha256
from ovpsheets.forms.workbook import form_workbook, layouts
from ovpsheets.intake.reading.cells import column_letters
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import OpenedFile, ReturnedFile
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.words import LedgerClass

INSTITUTION: Final = "MVR"
FOLDER: Final = Path(__file__).with_name("resaved")

LONG: Final = (
    "Работилницата за судии, јавни обвинители и полициски службеници се одржа во Ѓорче Петров, "
    "Кочани и Тетово; учествуваа 33 лица, од нив 12 жени. Është mbajtur edhe në gjuhën shqipe – "
    "„çdo të enjte“ – me 5 pjesëmarrës.\nСледна: 15.11.2022; „Q&A“ <отворено> за сите."
)

TYPED: Final[Mapping[str, str | float]] = {
    "cover/filled_by": "Ѓорѓија Љубчо Џамбаски",
    "cover/function": "советник – координатор",
    "cover/email": "ovp.mvr@example.mk",
    "cover/phone": "02 000 0101",
    "activities/3.6.2/status": "Ограничено",
    "activities/3.6.2/progress": "- одржани 3 обуки",
    "activities/3.6.3/status": "Значително",
    "activities/3.6.3/progress": LONG,
    "activities/3.6.3/reason": "Недостиг на средства",
    "activities/3.6.3/explanation": "Обуката е одложена: просторијата ја доделуваат во октомври.",
    "activities/3.6.3/new_deadline": "15.12.2022",
    "activities/3.6.3/evidence": "https://example.mk/обуки?x=1&y=2",
    "indicators/3.6.3.1/value": 78.5,
    "indicators/3.6.3.1/source": "Евиденција на Центарот за обука",
    "indicators/3.6.3.2/flag": "Нема податок",
    "indicators/3.6.3.2/note": "Ќе се внесе по 20-ти октомври.",
    "notes/risks": "- доцнење на јавната набавка; + уште 3 општини",
    "notes/remarks": "Благодариме за соработката! Çfarë ndodh me formularin?",
}
"""Field → what a person types; a number where the cell is one for numbers."""


@cache
def blank() -> bytes:
    """Return the form as it is sent."""
    return form_workbook(content_of(INSTITUTION))


@cache
def places() -> Mapping[str, tuple[str, str]]:
    """Return where each field stands in the form as it is sent: sheet and address."""
    return {
        str(cell.field): (sheet.name, f"{column_letters(cell.column + 1)}{cell.row + 1}")
        for sheet in layouts(content_of(INSTITUTION))
        for cell in sheet.cells
        if cell.field
    }


def typed_cells() -> list[dict[str, str | float]]:
    """Return what is typed where, for programs in any language."""
    listed: list[dict[str, str | float]] = []
    for field, value in TYPED.items():
        sheet, cell = places()[field]
        listed.append({"sheet": sheet, "cell": cell, "value": value})
    return listed


def put_form(folder: Path) -> None:
    """Write the form, and what is typed into it twice, for programs in any language."""
    (folder / "form.xlsx").write_bytes(blank())
    listing = json.dumps(typed_cells(), ensure_ascii=False, indent=1)
    (folder / "typed.json").write_text(listing, encoding="utf-8")
    lines = ("\t".join(_row(entry)) for entry in typed_cells())
    (folder / "typed.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _row(entry: Mapping[str, str | float]) -> tuple[str, ...]:
    value = entry["value"]
    kind = "text" if isinstance(value, str) else "number"
    return str(entry["sheet"]), str(entry["cell"]), kind, str(value).replace("\n", "\\n")


def reread(name: str, data: bytes) -> Return:
    """Read a form as a merge of the case does; *name* tells which format it claims to be."""
    opened = open_file(name, data, Limits())
    file = ReturnedFile(name, data, sha256(data), RECEIVED)
    brief = MergeBrief(plan=the_plan(), quarter=QUARTER, as_of=RECEIVED, history=the_history())
    (returned,) = recognise(OpenedFile(file, opened), brief)
    return returned


def answered(back: Return) -> dict[str, str | float]:
    """Return what stands in the fields of a return: field → text, or number."""
    assert back.placement is not None, (back.set_aside, back.detail)
    return {
        str(field): cell.value if isinstance(cell.value, float) else cell.raw
        for field, cell in back.placement.fields.items()
    }


def unplaced(back: Return) -> dict[str, str]:
    """Return what belongs nowhere: text → its kind."""
    return {entry.raw: entry.kind for entry in back.ledger if entry.what is LedgerClass.UNPLACED}


def of_class(back: Return, what: LedgerClass) -> int:
    """Count the ledger's lines of one class."""
    return sum(entry.what is what for entry in back.ledger)


def accounted_twice(back: Return) -> set[tuple[str, str, str]]:
    """Return the places that stand in the ledger more than once: sheet, cell and kind."""
    places = Counter((entry.sheet, entry.cell, entry.kind) for entry in back.ledger if entry.cell)
    return {place for place, times in places.items() if times > 1}


def main() -> None:
    """Put the form and what is typed into the folder named on the command line."""
    put_form(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
