"""The page in a real browser: three widths, and what axe-core says of its accessibility."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import in_browser
import pytest
from in_browser import violations
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

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)


@cache
def markup(language: Language, *, final: bool = False) -> str:
    context = summary_context(case_report(), Texts(language), version="1", final=final)
    return render_html(context).decode()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with in_browser.started() as own:
        yield own


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


def in_each_width(page: Any) -> Iterator[int]:
    """Go through the widths in one page; in none of them is it wider than the window."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        yield width


@cache
def where_something_has_not_begun() -> Mapping[str, bytes]:
    return public(waiting())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_window(window: Any, tmp_path: Path, language: Language) -> None:
    assert list(in_each_width(opened(window, tmp_path, markup(language), WIDTHS[0])))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_is_a_page_on_which_something_has_not_begun(
    window: Any, tmp_path: Path, language: Language
) -> None:
    """Its word is the longest of the headings of the table by status."""
    text = where_something_has_not_begun()[f"notification.{language}.html"].decode("utf-8")
    assert list(in_each_width(opened(window, tmp_path, text, WIDTHS[0])))


@pytest.mark.parametrize("final", [False, True], ids=["draft", "final"])
def test_axe_finds_no_violation(window: Any, tmp_path: Path, final: bool) -> None:
    """Of colours where the rows stand below one another; in other widths they are the same."""
    page = opened(window, tmp_path, markup("mk", final=final), WIDTHS[0])
    for width in in_each_width(page):
        assert violations(page, contrast=width == WIDTHS[0]) == []


def test_axe_does_find_a_fault(window: Any, tmp_path: Path) -> None:
    faulty = markup("mk").replace('lang="mk"', "", 1)
    faulty = faulty.replace("<main", '<main style="color: #eeeeee"', 1)
    page = opened(window, tmp_path, faulty, 1280)
    assert {"html-has-lang", "color-contrast"} <= {rule for rule, _ in violations(page)}
    assert "color-contrast" not in {rule for rule, _ in violations(page, contrast=False)}


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


def test_axe_finds_no_violation_in_a_page_with_a_filter(window: Any, tmp_path: Path) -> None:
    context = summary_context(in_two_commitments(case_report()), Texts("mk"), version="1")
    text = render_html(context, find=FIND_WORDS).decode()
    page = opened(window, tmp_path, text, WIDTHS[0])
    for width in in_each_width(page):
        assert violations(page, contrast=width in (WIDTHS[0], WIDTHS[-1])) == []


# ------------------------------------------------------------------ the quarters on one page


def quarters(report: Report, texts: Texts) -> bytes:
    return dict(dashboard_pages(report, texts))[""]


def for_minister(report: Report, texts: Texts) -> bytes:
    return minister_html(minister_page(report, texts))


def of_a_commitment(report: Report, texts: Texts) -> bytes:
    names = PartNames("{name}.{commitment}.{kind}", ("3.6",), whole="dashboard.html")
    return dict(dashboard_pages(report, texts, names))["3.6"]


@pytest.mark.parametrize("make", [quarters, of_a_commitment, for_minister])
def test_axe_finds_no_violation_in_the_quarters_nor_in_the_ministers_page(
    window: Any, tmp_path: Path, make: Callable[[Report, Texts], bytes]
) -> None:
    page = opened(window, tmp_path, make(case_report(), Texts("sq")).decode(), WIDTHS[0])
    for width in in_each_width(page):
        assert violations(page, contrast=width == WIDTHS[0]) == []
