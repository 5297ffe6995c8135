"""Make the manual and the page for members: see the package."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from manual.pages import docx, html, write_pdf
from manual.play import Play
from manual.shots import SHOTS, draw, printed
from manual.source import DOCUMENTS, FOLDER, source
from ovpsheets.languages import tags
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.writing.look import look

BUILT: Final = FOLDER.parent / "docs" / "manual"
_CHROMIUM: Final = "/usr/bin/chromium"


def main(arguments: list[str]) -> None:
    """Make pictures and files, with ``--pages`` the files alone."""
    with browser() as window:
        for language in [own for own in LANGUAGES if own in arguments] or LANGUAGES:
            if "--pages" not in arguments:
                _pictures(language, window)
            for document in DOCUMENTS:
                _files(document, language, window)


def _pictures(language: Language, browser: Any) -> None:
    own, texts = look(), Texts(language)
    values = {"colours": own.colours, "mono": own.mono}
    with tempfile.TemporaryDirectory() as folder:
        play = Play(Path(folder), language, demo=str)  # nothing of it is on a picture
        for document in DOCUMENTS:
            play.follow(source(document, language))
        sheets = [path for name, path in play.kept.items() if SHOTS[name].kind == "sheet"]
        printed(sheets, play.folder.parent, tags(language).document)
        for name, kept in play.kept.items():
            shot = SHOTS[name]
            if shot.kind == "sheet":
                kept = play.folder.parent / f"{name}.pdf"
            sheet = texts(shot.sheet) if shot.sheet else ""
            target = BUILT / "pictures" / language / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(draw(shot, kept, sheet, browser, values))


def _files(document: str, language: Language, browser: Any) -> None:
    stem = f"{document}.{language}"
    page = BUILT / f"{stem}.html"
    page.write_bytes(html(document, language))
    (BUILT / f"{stem}.docx").write_bytes(docx(document, language, BUILT))
    write_pdf(page, BUILT / f"{stem}.pdf", browser, numbered=document == "coordinator")


@contextmanager
def browser() -> Iterator[Any]:
    """Have a Chromium, for as long as it is used."""
    with sync_playwright() as run:
        own = run.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield own
        own.close()


if __name__ == "__main__":
    main(sys.argv[1:])
