"""The workspace's logo on the form: it is ours when the form comes back, whatever saved it."""

import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from made import AS_OF
from office_formats import by_libreoffice
from openpyxl import load_workbook
from openpyxl.drawing.image import Image
from returned_forms import brief_of, content_of, the_history, the_plan
from test_own_look import png

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import OpenedFile, ReturnedFile
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.templates import PACKAGE, Templates
from ovpsheets.writing.look import logo_digests

LOGO = png(300, 80)
OURS = Templates.of({"logo.png": LOGO})


def form_with(templates: Templates) -> bytes:
    content = content_of("MTSP")  # of the plan as all tests know it
    with templates.in_use():
        return form_workbook(content)


@cache
def form_with_logo() -> bytes:
    return form_with(OURS)


def brief(**rest: object) -> MergeBrief:
    return brief_of(replace(the_plan(), templates=OURS), the_history(), **rest)


def read(data: bytes, known: MergeBrief) -> Return:
    name = "а.xlsx"
    file = ReturnedFile(name, data, "0" * 64, AS_OF)
    (found,) = recognise(OpenedFile(file, open_file(name, data, Limits())), known)
    return found


def pictures(found: Return) -> list[str]:
    return [seen.values["sheet"] for seen in found.observed if seen.key == "pictures"]


def test_the_logo_stands_on_the_cover_and_is_told_as_nothing() -> None:
    data = form_with_logo()
    found = read(data, brief())
    assert found.identity is not None
    assert pictures(found) == []
    assert unplaced(found) == []
    assert drawn_in(data) == [LOGO]


def test_without_a_logo_there_is_no_picture() -> None:
    assert drawn_in(form_with(PACKAGE)) == []


def drawn_in(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if "media" in name]


@pytest.mark.office
def test_it_is_ours_after_libreoffice_saved_the_form() -> None:
    """Other formats: ``test_things_on_fields`` has one picture in each."""
    data = by_libreoffice(form_with_logo(), "xlsx")
    assert pictures(read(data, brief())) == []
    plain = brief_of(the_plan(), the_history())  # it is there, and is told where it is not ours
    assert len(pictures(read(data, plain))) == 1


def test_another_picture_is_told_beside_it_and_without_it() -> None:
    book = load_workbook(io.BytesIO(form_with_logo()))
    book.worksheets[1].add_image(Image(io.BytesIO(png(9, 9))), "H9")
    data = io.BytesIO()
    book.save(data)
    assert pictures(read(data.getvalue(), brief())) == [book.worksheets[1].title]


def test_a_picture_in_the_place_of_the_logo_is_told() -> None:
    data = form_with(Templates.of({"logo.png": png(301, 80)}))
    assert len(pictures(read(data, brief()))) == 1


def test_a_logo_of_before_is_ours_still() -> None:
    data, new = form_with_logo(), Templates.of({"logo.png": png(7, 7)})
    with_new = replace(the_plan(), templates=new)
    known = brief_of(with_new, the_history(), earlier_logos=logo_digests(OURS))
    assert pictures(read(data, known)) == []
    assert len(pictures(read(data, brief_of(with_new, the_history())))) == 1


def test_a_form_is_known_by_the_words_it_was_issued_with() -> None:
    before = Templates.of({"mk/texts.toml": '"form.cover.todo" = "Што треба да сторите"'.encode()})
    data = form_with(before)
    plain = brief_of(the_plan(), the_history())
    assert [line.raw for line in unplaced(read(data, plain))] == ["Што треба да сторите"]
    known = brief_of(the_plan(), the_history(), issued_with=before)
    assert unplaced(read(data, known)) == []


def unplaced(found: Return) -> list[LedgerLine]:
    return list(found.ledger.unplaced)


def test_a_form_says_something_else_where_the_workspace_words_it_otherwise() -> None:
    content = content_of("MTSP")
    plain = content.fingerprint
    said = '"form.cover.todo" = "Што треба да сторите"'.encode()
    for templates, is_same in (
        ({"mk/texts.toml": said}, False),
        ({"mk/texts.toml": b'"rules.late_return.title" = "x"'}, True),
        ({"sq/texts.toml": said}, True),
        ({"look.toml": b'[colour]\nnavy = "000000"'}, True),
    ):
        with Templates.of(templates).in_use():
            assert (content.fingerprint == plain) == is_same
