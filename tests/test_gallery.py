"""The gallery: printed from its list, each picture there, and all of them together small."""

import re
from pathlib import Path
from typing import Final

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("PIL", reason="pillow is not installed")

from manual import gallery

PAGE: Final = gallery.BUILT.parent / "gallery.md"
MOST: Final = 4_400_000
"""Bytes of all pictures."""


def _pictures() -> set[str]:
    return set(re.findall(r"\(gallery/([^)]+)\)", PAGE.read_text(encoding="utf-8")))


def test_the_page_is_as_the_list_of_pictures_prints_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == gallery.page()


def test_every_picture_of_the_page_is_there_and_no_other() -> None:
    assert {path.name for path in Path(gallery.BUILT).iterdir()} == _pictures()


def test_the_pictures_are_no_burden() -> None:
    assert sum(path.stat().st_size for path in Path(gallery.BUILT).iterdir()) < MOST
