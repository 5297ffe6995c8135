"""An annotated file passes through LibreOffice and back."""

import io
from pathlib import Path

import pytest
from office import calculated, saved_as
from openpyxl import load_workbook
from returned_forms import drop, merged, returned

from ovpsheets.results.annotated.annotate import annotate
from ovpsheets.results.annotated.listing import Listing, Progress, Request

pytestmark = pytest.mark.office

LIST = "За дополнување"


def test_an_annotated_file_passes_through_libreoffice_and_back(tmp_path: Path) -> None:
    form = returned("MVR").fill_well().write("activities/3.6.3/new_deadline", None)
    form.note_at("activities/3.6.3/progress", "моја белешка").save(tmp_path / "returns")
    first = merged(tmp_path / "returns")
    first.write(tmp_path / "results")
    made = (tmp_path / "results" / "corrections" / "MVR.xlsx").read_bytes()

    saved = saved_as(made, "xlsx")
    book = load_workbook(io.BytesIO(saved))
    assert book.sheetnames[0] == LIST
    cell = book["1 Активности"]["J8"]
    assert cell.comment is not None
    assert cell.fill.fgColor.rgb == "FFFCE1DC"

    drop(tmp_path / "повторно", "МВР.xlsx", saved)
    second = merged(tmp_path / "повторно")
    assert list(second.unplaced["text"]) == ["моја белешка"]
    assert list(second.findings["id"]) == list(first.findings["id"])

    second.write(tmp_path / "втор")
    again = load_workbook(tmp_path / "втор" / "corrections" / "MVR.xlsx")
    assert again.sheetnames.count(LIST) == 1
    assert again["1 Активности"]["J8"].comment is not None


def test_the_list_counts_the_fields_that_are_done(tmp_path: Path) -> None:
    form = returned("MVR").fill_well()
    form.write("activities/3.6.3/new_deadline", None)
    form.write("indicators/3.6.3.1/value", "многу")
    form.save(tmp_path / "returns")
    merged(tmp_path / "returns").write(tmp_path / "results")
    back = {"back": (tmp_path / "results" / "corrections" / "MVR.xlsx").read_bytes()}

    def says(cell: str = "", text: str = "") -> tuple[str, str]:
        own = "1 Активности" if cell.startswith("J") else "2 Индикатори"
        typed = [{"sheet": own, "cell": cell, "text": text}] if cell else []
        found = calculated(back, typed)["back"]["За дополнување"]
        return found["C3"], "".join(sorted(str(found[own]) for own in ("E5", "E6")))

    assert says() == ("Готово: 0 од 2", "○○")
    assert says("J8", "31.3.2023") == ("Готово: 1 од 2", "○●")
    assert says("J8", "наскоро") == ("Готово: 0 од 2", "○◐")  # changed: the check asks for a day
    assert says("H7", "многу") == ("Готово: 0 од 2", "○○")
    assert says("H7", "80") == ("Готово: 1 од 2", "○●")


def test_a_sentence_that_was_taken_back_is_done(tmp_path: Path) -> None:
    form = returned("MVR").fill_well()
    form.write("indicators/3.6.3.1/note", "само за Скопје")
    form.write("notes/remarks", "Податоците се прелиминарни.")
    form.save(tmp_path / "returns")
    merged(tmp_path / "returns").write(tmp_path / "results")
    back = {"back": (tmp_path / "results" / "corrections" / "MVR.xlsx").read_bytes()}
    note = form.cell("indicators/3.6.3.1/note").coordinate
    remark = form.cell("notes/remarks").coordinate

    def says(*emptied: tuple[str, str]) -> str:
        typed = [{"sheet": sheet, "cell": cell, "text": ""} for sheet, cell in emptied]
        return str(calculated(back, typed)["back"][LIST]["C3"])

    both = says(("2 Индикатори", note), ("3 Забелешки", remark))
    assert (both, says(("2 Индикатори", "H7"))) == ("Готово: 2 од 2", "Готово: 0 од 2")


def test_the_list_counts_what_it_numbers_and_a_thing_with_all_of_its_fields() -> None:
    sheet = "2 Индикатори"
    fields = ((sheet, "H7"), (sheet, "H8"))
    requests = (Request("Две полиња.", fields), Request("Едно.", fields[:1]), Request("Без поле."))

    def listed(*stood: str) -> bytes:
        progress = Progress(
            "Готово", "Готово:", "од", lambda more: f"; уште {more}",
            before=dict(zip(fields, stood, strict=True)),
        )  # fmt: skip
        listing = Listing(LIST, "", "", ("", "", ""), requests, "", progress=progress)
        form = returned("MVR").fill_well().data()  # in which 120 and 6 stand
        return annotate(form, listing)

    found = calculated(
        {"one": listed("1", "6"), "both": listed("1", "1"), "none": listed("120", "6")}
    )
    said = {key: sheets[LIST]["C3"] for key, sheets in found.items()}
    assert said == {
        "one": "Готово: 1 од 2; уште 1", "both": "Готово: 2 од 2; уште 1",
        "none": "Готово: 0 од 2; уште 1",
    }  # fmt: skip
