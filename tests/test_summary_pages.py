"""On paper: the notification of one commitment is one to three pages, in Word and as a page."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from large_report import large_report
from made import case_report
from office import MISSING
from ovpsheets.examples.office import find_office
from test_minister import large

from ovpsheets.results.dashboard import dashboard_pages
from ovpsheets.results.minister import minister_docx, minister_html, minister_page
from ovpsheets.results.narrative import summary_context
from ovpsheets.results.note import note_context, render_note
from ovpsheets.results.page import page_file, render_html
from ovpsheets.results.scorecards.cards_workbook import scorecards_workbook
from ovpsheets.results.summary import documents, render_docx
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.writing.document import Document


def notification(folder: Path, language: Language, kind: str) -> Path:
    """Write the notification of the case's commitment."""
    context = summary_context(case_report(), Texts(language), "3.6", version="1", final=True)
    named = (context, "notification", f".{language}")
    for name, data in chain(documents(*named), page_file(*named)):
        if name.endswith(kind):
            (folder / name).write_bytes(data)
            return folder / name
    raise AssertionError(kind)


def for_the_minister(folder: Path, language: Language, kind: str) -> Path:
    """Write the page for the minister of a plan with 66 institutions, most of them silent."""
    own = minister_page(large(), Texts(language))
    path = folder / f"minister.{language}{kind}"
    path.write_bytes(minister_docx(own) if kind == ".docx" else minister_html(own))
    return path


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes()))


@pytest.mark.office
def test_the_word_documents_are_one_to_three_pages_and_the_ministers_is_one(tmp_path: Path) -> None:
    lent = find_office()
    if lent is None:
        pytest.skip(MISSING)
    documents = [notification(tmp_path, language, ".docx") for language in LANGUAGES]
    minister = [for_the_minister(tmp_path, language, ".docx") for language in LANGUAGES]
    texts, made = Texts("mk"), tmp_path.joinpath
    front, part, cards = made("front.docx"), made("part.docx"), made("cards.xlsx")
    notes = [made(f"note{n}.docx") for n in range(3)]
    front.write_bytes(render_docx(summary_context(large_report(), texts, front=True)))
    part.write_bytes(render_docx(summary_context(large_report(), texts, "1.1")))
    cards.write_bytes(scorecards_workbook(case_report(), texts))
    for path, of in zip(
        notes, ((case_report(), None), (large_report(), "1.1"), (large_report(), None)), strict=True
    ):
        path.write_bytes(render_note(note_context(of[0], texts, of[1])))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    arguments = [
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        *map(str, (*documents, *minister, front, part, cards, *notes)),
    ]
    subprocess.run([lent.soffice, home, *arguments], check=True, capture_output=True, timeout=120)
    printed = [document.with_suffix(".pdf") for document in documents]
    if not printed[0].exists():
        pytest.skip("LibreOffice is here without its word processor (libreoffice-writer)")
    assert all(1 <= pages(pdf) <= 3 for pdf in printed)
    assert all(pages(own.with_suffix(".pdf")) == 1 for own in minister)
    assert pages(front.with_suffix(".pdf")) <= 4  # one, and three of the lists of 60 institutions
    # Of 400 activities, each with what was done and an indicator: some thirteen stand on a page.
    assert pages(part.with_suffix(".pdf")) <= 31
    assert pages(cards.with_suffix(".pdf")) == 1 + len(case_report().plan.institutions)
    of_case, of_commitment, of_plan = (pages(own.with_suffix(".pdf")) for own in notes)
    assert max(of_case, of_commitment) <= 3
    assert of_plan <= 2 + len(large_report().plan.commitments)


def test_no_letter_on_paper_is_smaller_than_eight_points() -> None:
    """In Word and on pages; of workbooks LibreOffice's scale is looked at elsewhere."""
    case = case_report()
    pages_ = [
        minister_html(minister_page(case, Texts("mk"))),
        dict(dashboard_pages(case, Texts("mk")))[""],
        render_html(summary_context(case, Texts("mk"))),
    ]  # fmt: skip
    for page in pages_:
        sizes = re.findall(rb"font(?:-size)?:[^;{}]*?([\d.]+)pt", page)
        assert sizes
        assert min(map(float, sizes)) >= 8
    texts = Texts("mk")
    documents_ = [
        minister_docx(minister_page(case, texts)), render_note(note_context(case, texts)),
        render_docx(summary_context(case, texts)),
        Document("a long one", "mk", small=True).finish(),
    ]  # fmt: skip
    for document in documents_:
        with zipfile.ZipFile(io.BytesIO(document)) as package:
            parts = package.read("word/document.xml") + package.read("word/styles.xml")
        halves = {int(size) for size in re.findall(rb'<w:sz w:val="(\d+)"', parts)}
        # The empty paragraph below a table has no letter.
        assert min(halves - {8}) >= 16


@pytest.mark.browser
@pytest.mark.parametrize(("page", "most"), [(notification, 3), (for_the_minister, 1)])
def test_a_printed_page_has_no_more_pages_than_it_may(
    tmp_path: Path, page: Callable[[Path, Language, str], Path], most: int
) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("a headless Chromium is not here (apt: chromium)")
    written, printed = page(tmp_path, "mk", ".html"), tmp_path / "printed.pdf"
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'home'}", f"--print-to-pdf={printed}", written.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert 1 <= pages(printed) <= most
