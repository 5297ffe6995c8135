"""What stands outside the form is shown whole, and with whom it came."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from cli_runs import AS_OF, QUARTER, answer, run, with_forms
from every_case import every
from made_mails import REMARK, mail, mailbox
from returned_forms import content_of, contents_of, drop, good_answers, merged, one, returned

from ovpsheets.address import cell_name
from ovpsheets.forms.layout import Placed
from ovpsheets.forms.workbook import layouts
from ovpsheets.intake.reading.cells import Cell, Contents
from ovpsheets.intake.recognise.place import place
from ovpsheets.texts import Texts
from ovpsheets.words import COVER, LedgerClass
from ovpsheets.workspace.merged_tables import read_tables


def with_link(text: str, link: str, folder: Path) -> str:
    """Return what is shown of a cell below the table behind which a hyperlink lies."""
    form = returned("MVR").fill_well().type_at("activities", "B40", text)
    form.sheet("activities")["B40"].hyperlink = link
    form.save(folder)
    return str(one(merged(folder).unplaced, cell="B40")["text"])


def test_the_address_behind_a_text_outside_the_form_is_shown(tmp_path: Path) -> None:
    shown = with_link("Извештај од обуката", "https://example.mk/обука", tmp_path)
    assert shown.startswith("Извештај од обуката <https://example.mk/")


def test_an_address_that_the_text_says_is_not_said_twice(tmp_path: Path) -> None:
    assert with_link("https://example.mk/a", "https://example.mk/a", tmp_path) == (
        "https://example.mk/a"
    )


def test_the_ledger_keeps_what_was_typed_without_the_address(tmp_path: Path) -> None:
    with_link("Извештај", "https://example.mk/a", tmp_path)
    assert one(merged(tmp_path).ledger, cell="B40", sheet="1 Активности")["raw"] == "Извештај"


def form_of(institution: str) -> bytes:
    return returned(institution).fill_well().data()


def whose(folder: Path, file: str) -> object:
    """Return the institution of what a mail says."""
    return one(merged(folder).unplaced, file=file, kind="mail")["institution"]


def test_what_a_mail_says_is_of_the_institution_whose_form_is_attached(tmp_path: Path) -> None:
    drop(tmp_path, "порака.eml", bytes(mail(REMARK, {"а.xlsx": form_of("MZ")})))
    assert whose(tmp_path, "порака.eml") == "MZ"


def test_what_a_mail_with_two_forms_says_is_nobodys(tmp_path: Path) -> None:
    files = {"а.xlsx": form_of("MZ"), "б.xlsx": form_of("MP")}
    drop(tmp_path, "порака.eml", bytes(mail(REMARK, files)))
    assert whose(tmp_path, "порака.eml") is None


def test_a_mail_without_a_form_is_nobodys(tmp_path: Path) -> None:
    drop(tmp_path, "порака.eml", bytes(mail(REMARK)))
    assert whose(tmp_path, "порака.eml") is None


@pytest.mark.parametrize("institution", ["MZ", "MP"])
def test_what_collect_keeps_of_a_mail_is_of_the_form_that_came_with_it(
    tmp_path: Path, institution: str
) -> None:
    root = with_forms(tmp_path)
    said = {"MZ": "Активноста 3.6.5 доцни.", "MP": "Активноста 3.6.4 доцни."}
    mails = [mail(said[code], {"образец.xlsx": form_of(code)}) for code in said]
    (root / "Inbox").write_bytes(mailbox(*mails))
    answer("-C", root, "collect", QUARTER, root / "Inbox")
    assert run("-C", root, "merge", QUARTER, "--as-of", AS_OF).exit_code == 0
    unplaced = read_tables([root / QUARTER / "results"]).unplaced
    texts = unplaced[unplaced["kind"] == "mail"].set_index("institution")["text"]
    assert texts[institution].strip() == said[institution]


# ------------------------------------------------------------------ values pasted into a new file


def pasted(changes: Mapping[tuple[str, str], str | float]) -> Contents:
    """Return the filled form as values only; *changes*: sheet and address → what stands there."""
    content = content_of("MVR")
    whole = contents_of(content, good_answers(content))
    sheets = [
        replace(sheet, cells={p: value(cell, changes) for p, cell in sheet.cells.items()})
        for sheet in whole.sheets
    ]
    return Contents(tuple(sheets))


def value(cell: Cell, changes: Mapping[tuple[str, str], str | float]) -> Cell:
    said = changes.get((cell.sheet, cell.address), cell.value)
    raw = f"{said:g}" if isinstance(said, float) else cell.raw if said == cell.value else str(said)
    return cell._replace(value=said, raw=raw, formula=None)


def counters() -> dict[tuple[str, str], Placed]:
    """The cells beside the tables that count what is ready."""
    return {
        (sheet.name, cell_name(cell.row, cell.column)): cell
        for sheet in layouts(content_of("MVR"))
        for cell in sheet.cells
        if cell.formula and not cell.field
    }


def left_over(contents: Contents) -> list[str]:
    return [entry.raw for entry in place(contents, content_of("MVR")).unplaced]


def test_counters_pasted_as_values_are_our_checks_and_nothing_outside_the_form() -> None:
    contents = pasted({})
    assert left_over(contents) == []
    ledger = place(contents, content_of("MVR")).ledger
    found = {(e.sheet, e.cell) for e in ledger if e.what is LedgerClass.CHECK}
    assert len(counters()) == 22
    assert counters().keys() <= found


@every(
    ("cell", "said"),
    [("A13", 1.0), ("C13", "●●○   2 од 3 редови"), ("D13", "Полиња за дополнување: 9"),
     ("C13", "■■□   2 од 3"), ("D13", "Недостига: 1"), ("D13", "Во ред"),
     ("B16", "ГОТОВО. Зачувајте ја датотеката и испратете ја.")],
)  # fmt: skip
def test_a_counter_may_have_counted_anything(cell: str, said: str | float) -> None:
    cover = Texts("mk")(f"form.sheet.{COVER}")
    assert left_over(pasted({(cover, cell): said})) == []


@every(
    ("cell", "said"),
    [("A13", 700.0), ("A13", 1.5), ("D13", "Недостига: 1, ќе доставиме"), ("C13", "се готови")],
)
def test_what_no_counter_says_was_typed_by_somebody(cell: str, said: str | float) -> None:
    cover = Texts("mk")(f"form.sheet.{COVER}")
    assert len(left_over(pasted({(cover, cell): said}))) == 1
