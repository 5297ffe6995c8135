"""The documentation as a site: what a browser fetches by itself is known, and refused."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

import ovpsheets as ovp

ROOT: Final = Path(__file__).parent.parent
HOOK: Final = ROOT / "docs" / "hooks" / "asks_no_other_host.py"

FETCHED: Final = (
    '<script src="https://example.mk/a.js"></script>',
    '<link rel="stylesheet" href="//example.mk/a.css">',
    '<link rel="preconnect" href="https://example.mk" crossorigin>',
    '<img src="HTTPS://example.mk/a.png">',
    "<style>@import 'https://example.mk/a.css';</style>",
    "<p style=\"background: url('https://example.mk/a.png')\"></p>",
)
NOT_FETCHED: Final = (
    '<a href="https://example.mk">a link that a reader follows</a>',
    '<link rel="canonical" href="https://example.mk/page.html">',
    '<script src="assets/a.js"></script>',
    '<img src="data:image/png;base64,AAAA">',
    "<style>p { background: url(a.png) }</style>",
)


@pytest.fixture
def hook() -> ModuleType:
    pytest.importorskip("mkdocs", reason="the site is built with the extra docs")
    spec = importlib.util.spec_from_file_location("asks_no_other_host", HOOK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", FETCHED)
def test_what_a_browser_would_fetch_from_elsewhere_is_found(hook: ModuleType, page: str) -> None:
    assert len(hook.addresses("page.html", page)) == 1


@pytest.mark.parametrize("page", NOT_FETCHED)
def test_what_is_here_or_only_a_link_is_not(hook: ModuleType, page: str) -> None:
    assert hook.addresses("page.html", page) == []


def test_a_built_site_that_asks_elsewhere_is_refused(hook: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(FETCHED[0], encoding="utf-8")
    with pytest.raises(Exception, match=r"index\.html: https://example\.mk/a\.js"):
        hook.on_post_build({"site_dir": str(tmp_path)})


def test_every_page_stands_in_the_contents_of_the_site() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    docs = ROOT / "docs"
    for page in docs.rglob("*.md"):
        assert f": {page.relative_to(docs).as_posix()}\n" in contents, page


def test_everything_public_stands_in_the_reference() -> None:
    pages = "".join(
        page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "reference").glob("*.md")
    )
    names = [name for name in ovp.__all__ if name != "__version__"]
    names += [f"types.{name}" for name in ovp.types.__all__]
    for name in names:
        assert f"::: ovpsheets.{name}\n" in pages, name
