"""The page in a real browser: three widths, and what axe-core says of its accessibility."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from made import case_report
from test_not_due import public, waiting
from test_summary_context import in_two_commitments

from ovpsheets.results.dashboard import dashboard_pages
from ovpsheets.results.minister import minister_html, minister_page
from ovpsheets.results.narrative import PartNames, summary_context
from ovpsheets.results.page import FIND_WORDS, render_html
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

playwright: Any = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe: Any = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)


@cache
def markup(language: Language, *, final: bool = False) -> str:
    context = summary_context(case_report(), Texts(language), version="1", final=final)
    return render_html(context).decode()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("a headless Chromium is not here (apt: chromium)")
    with playwright.sync_playwright() as run:
        own = run.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield own
        own.close()


@pytest.fixture(scope="module")
def window(browser: Any) -> Any:
    """One window for all tests that only look: a new one costs the browser a process."""
    return browser.new_page()


def opened(window: Any, folder: Path, text: str, width: int) -> Any:
    """Return the page, opened from a file in a window of that width."""
    source = folder / "page.html"
    source.write_text(text, encoding="utf-8")
    window.set_viewport_size({"width": width, "height": 900})
    window.goto(source.as_uri())
    return window


@cache
def where_something_has_not_begun() -> Mapping[str, bytes]:
    return public(waiting())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_window(
    window: Any, tmp_path: Path, language: Language, width: int
) -> None:
    page = opened(window, tmp_path, markup(language), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_is_a_page_on_which_something_has_not_begun(
    window: Any, tmp_path: Path, language: Language, width: int
) -> None:
    """Its word is the longest of the headings of the table by status."""
    text = where_something_has_not_begun()[f"notification.{language}.html"].decode("utf-8")
    page = opened(window, tmp_path, text, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("final", [False, True], ids=["draft", "final"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(window: Any, tmp_path: Path, width: int, final: bool) -> None:
    page = opened(window, tmp_path, markup("mk", final=final), width)
    found = axe.Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []


def test_axe_does_find_a_fault(window: Any, tmp_path: Path) -> None:
    page = opened(window, tmp_path, markup("mk").replace('lang="mk"', "", 1), 1280)
    assert "html-has-lang" in {item["id"] for item in axe.Axe().run(page).response["violations"]}


def test_the_page_asks_nothing_of_the_network_and_runs_no_script(
    browser: Any, tmp_path: Path
) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    source = tmp_path / "page.html"
    source.write_text(markup("mk"), encoding="utf-8")
    page.goto(source.as_uri())
    assert asked == [source.as_uri()]
    assert page.locator("script").count() == 0
    page.close()


def test_milestones_are_filtered_by_status_holder_and_lateness_without_a_script(
    window: Any, tmp_path: Path
) -> None:
    context = summary_context(in_two_commitments(case_report()), Texts("mk"), version="1")
    page = opened(window, tmp_path, render_html(context).decode(), 1280)
    milestones = [one for section in context.sections for one in section.milestones]

    def shown() -> set[str]:
        codes = page.locator(".milestones tbody .code")
        return {code.inner_text() for code in codes.all() if code.is_visible()}

    assert shown() == {one.code for one in milestones}
    page.select_option("#filter-status", "no_report")
    assert shown() == {one.code for one in milestones if one.status == "no_report"}
    page.check("#filter-late")
    late = {one.code for one in milestones if one.status == "no_report" and one.lateness}
    assert late < {one.code for one in milestones if one.status == "no_report"}
    assert shown() == late
    page.select_option("#filter-status", "all")
    page.uncheck("#filter-late")
    page.select_option("#filter-holder", label="МВР")
    assert shown() == {one.code for one in milestones if one.holder == "МВР"}
    page.emulate_media(media="print")  # what is chosen is printed, and which it is
    assert shown() == {one.code for one in milestones if one.holder == "МВР"}
    assert page.locator("#filter-holder").is_visible()
    page.select_option("#filter-holder", "all")
    assert shown() == {one.code for one in milestones}
    assert not page.locator("#filter-holder").is_visible()
    page.emulate_media(media="screen")


def test_rows_are_found_by_their_words_and_no_page_needs_that(window: Any, tmp_path: Path) -> None:
    context = summary_context(in_two_commitments(case_report()), Texts("mk"), version="1")
    page = opened(window, tmp_path, render_html(context, find=FIND_WORDS).decode(), 1280)
    rows = page.locator(".milestones tbody tr")

    def shown() -> list[str]:
        codes = page.locator(".milestones tbody .code")
        return [code.inner_text() for code in codes.all() if code.is_visible()]

    assert not page.locator("#filter-search").is_visible()  # Ctrl+F is not needed
    page.fill("#filter-text", "МОБИЛНИ тимови")
    assert shown() == ["3.6.1"]
    page.emulate_media(media="print")  # what is looked for is printed, and what it is
    assert shown() == ["3.6.1"]
    assert page.locator("#filter-text").is_visible()
    page.emulate_media(media="screen")
    page.fill("#filter-text", "")
    assert len(shown()) == rows.count()
    page = opened(window, tmp_path, render_html(context).decode(), 1280)  # as it is mailed
    assert page.locator("#filter-search").is_visible()
    assert page.locator("script, #filter-text").count() == 0
    assert len(shown()) == rows.count()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation_in_a_page_with_a_filter(
    window: Any, tmp_path: Path, width: int
) -> None:
    context = summary_context(in_two_commitments(case_report()), Texts("mk"), version="1")
    page = opened(window, tmp_path, render_html(context, find=FIND_WORDS).decode(), width)
    found = axe.Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# ------------------------------------------------------------------ the quarters on one page


def quarters(report: Report, texts: Texts) -> bytes:
    return dict(dashboard_pages(report, texts))[""]


def for_minister(report: Report, texts: Texts) -> bytes:
    return minister_html(minister_page(report, texts))


def of_a_commitment(report: Report, texts: Texts) -> bytes:
    names = PartNames("{name}.{commitment}.{kind}", ("3.6",), whole="dashboard.html")
    return dict(dashboard_pages(report, texts, names))["3.6"]


@pytest.mark.parametrize(
    ("make", "width"),
    [(quarters, 320), (quarters, 1280), (of_a_commitment, 320), (for_minister, 320),
     (for_minister, 1280)],
)  # fmt: skip
def test_axe_finds_no_violation_in_the_quarters_nor_in_the_ministers_page(
    window: Any, tmp_path: Path, width: int, make: Callable[[Report, Texts], bytes]
) -> None:
    text = make(case_report(), Texts("sq")).decode()
    page = opened(window, tmp_path, text, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
