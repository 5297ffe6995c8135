"""The summary as HTML: one safe, readable, self-contained page."""

import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pandas as pd
import pytest
from colour_contrast import contrast
from every_case import every
from large_report import large_report
from made import case_report
from test_summary_context import in_two_commitments, with_cells

from ovpsheets.plan.model import Wording
from ovpsheets.results.narrative import PartNames, SummaryContext, summary_context
from ovpsheets.results.page import outputs as page_outputs
from ovpsheets.results.page import page_file, render_html
from ovpsheets.results.report import PORTAL_ORDER, Report
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language, Status
from ovpsheets.writing.look import look
from ovpsheets.writing.page_templates import css_text

SUMMARY: Final = Path(__file__).parent.parent / "workbook_templates" / "summary"

VOID: Final = {"meta", "rect", "input"}
HOSTILE: Final = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7 * 7 }} {% raw %} &amp; '
    '"\' =HYPERLINK("http://example.mk";"x") |a|b| [x](javascript:alert(3)) \x0b\x1b</td></table>'
)


class Page(HTMLParser):
    """Tags in order, the rows of every table by its class, and whether all tags close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.open: list[str] = []
        self._rows: list[list[str]] = []
        self._in_cell = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.tags.append((tag, known))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self._rows = self.tables.setdefault(known["class"], [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and "svg" not in self.open:
            self._rows[-1][-1] = " ".join(f"{self._rows[-1][-1]} {data}".split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(report: Report | None = None, language: Language = "mk") -> str:
    context = summary_context(report or case_report(), Texts(language), version="0.1")
    return render_html(context).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tag_closes_and_the_language_is_declared(language: Language) -> None:
    read = Page(page(language=language))
    assert read.open == []
    assert read.all("html") == [{"lang": language}]


def test_landmarks_headings_captions_and_scopes_are_there() -> None:
    read = Page(page())
    names = [tag for tag, _ in read.tags]
    for landmark in ("header", "main", "footer", "h1"):
        assert names.count(landmark) == 1
    assert names.count("caption") == names.count("table") == 5
    assert {cell["scope"] for cell in read.all("th")} == {"col", "row"}
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for section in read.all("section"):
        assert section["aria-labelledby"] in ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_loaded_from_anywhere_and_nothing_runs(language: Language) -> None:
    html = page(language=language)
    read = Page(html)
    names = {tag for tag, _ in read.tags}
    assert names.isdisjoint({"script", "img", "link", "iframe", "object", "form", "base"})
    used = {name for _, attributes in read.tags for name in attributes}
    assert used.isdisjoint({"src", "srcset", "style"})
    assert not any(name.startswith("on") for name in used)
    assert "http" not in html.replace("http-equiv", "")
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_the_status_table_holds_the_reports_figures() -> None:
    report = case_report()
    shown = {row[0]: row[1:6] for row in Page(page(report)).tables["statuses"][1:]}
    order = [*PORTAL_ORDER, Status.NO_REPORT]
    counters = report.counters("3.6")
    assert shown.pop("Вкупно") == [str(counters.of(status)) for status in order]
    expected = report.statuses_by_institution()
    assert shown == {
        report.plan.institution(code).label("mk"): [str(n) for n in expected.loc[code]]
        for code in expected.index
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_counter_is_drawn_as_long_as_its_share_and_says_so_in_words(
    language: Language,
) -> None:
    report = case_report()
    context = summary_context(report, Texts(language), version="1")
    counters = (*context.overview.counters, context.overview.no_report)
    drawn = re.findall(r'<svg class="counter" role="img".*?</svg>', page(report, language), re.S)
    assert len(drawn) == len(counters)
    for counter, svg in zip(counters, drawn, strict=True):
        assert re.findall(r"<(?:title|desc) [^>]*>([^<]*)<", svg) == [counter.label, counter.said]
        assert re.findall(r'class="figure"[^>]*>([^<]*)<', svg) == [counter.value]
        lengths = re.findall(rf'class="{counter.key}"[^>]* width="([\d.]+)%"', svg)
        assert [float(length) for length in lengths] == [counter.share] * bool(counter.share)


def test_every_bar_shows_the_figures_of_its_row() -> None:
    html = page()
    for row in re.findall(r'<tr role="row" class="(?:total|part)">.*?</tr>', html, re.DOTALL):
        *figures, total = (int(n) for n in re.findall(r'data-label="[^"]*">(\d+)</td>', row))
        assert total == sum(figures)
        drawn = [float(n) for n in re.findall(r'width="([\d.]+)%" height="18"/>', row)]
        longest = sum(drawn) / total
        assert drawn == pytest.approx([figure * longest for figure in figures if figure], abs=0.02)
        assert '<svg aria-hidden="true"' in row  # its figures stand in the row already


def test_the_indicator_table_holds_the_tables_values() -> None:
    report = case_report()
    shown = {row[0].split()[0]: row[2:] for row in Page(page(report)).tables["indicators"][1:]}
    for row in report.tables.indicators.astype(object).to_dict("records"):
        if row["kind"] == "count":
            keys = ("baseline", "previous_value", "value", "target")
            why = "[x]" if str(row["flag"]) == "x" else "нема одговор"
            cells = [why if pd.isna(row[key]) else f"{row[key]:g}" for key in keys]
            assert shown[str(row["indicator"])] == cells


def test_the_return_table_tells_who_returned_and_when() -> None:
    shown = {row[0]: row[1:] for row in Page(page()).tables["returns"][1:]}
    assert len(shown) == 6
    ministry = "Министерство за труд и социјална политика"
    assert shown[ministry] == ["нема употреблив образец", "–", "0/3", "0/5"]
    assert shown["Министерство за правда"] == ["вратен по рокот", "11.10.2022", "1/1", "1/1"]


def test_the_milestone_table_says_status_deadline_progress_and_reason() -> None:
    rows = Page(page()).tables["milestones"][1:]
    assert len(rows) == 8
    row = next(row for row in rows if row[0].startswith("3.6.4"))
    assert row[1:] == [
        "МП",
        "30.9.2022 Рок во кварталот, носителот не пријави завршување Нов рок: не е наведен",
        "Незапочнато",
        "не е пријавен прогрес",
        "не е наведена (напишано е „ нема “)",
    ]
    # On a telephone a cell is its label and one thing beside it: a second would go below the label.
    cells = re.findall(r'<td role="cell"[^>]*>(.*?)</td>', page(), re.DOTALL)
    assert [own for own in cells if re.match(r"\s*[^\s<][^<]*<|\s*<bdi[ >]", own)] == []


def test_the_two_dates_are_said() -> None:
    html = page()
    assert "10 октомври 2022 година" in html
    assert "15 октомври 2022 година" in html


def test_the_draft_mark_stands_before_everything_else() -> None:
    html = page()
    assert html.index("НАЦРТ за координаторот") < html.index("<main")


def test_member_text_is_text_and_nothing_else() -> None:
    report = case_report()
    for code in ("3.6.2", "3.6.3"):
        hostile = {"progress": HOSTILE, "explanation": HOSTILE, "reason": "funding"}
        report = with_cells(report, "activities", code, hostile)
    report = with_cells(report, "indicators", "3.6.3.1", {"note": HOSTILE, "flag": "x"})
    html = page(report)
    read, plain = Page(html), Page(page())
    assert {tag for tag, _ in read.tags} == {tag for tag, _ in plain.tags}
    assert {key: len(rows) for key, rows in read.tables.items()} == {
        key: len(rows) for key, rows in plain.tables.items()
    }
    assert "<script" not in html
    assert "49" not in html
    shown = " ".join(cell for row in read.tables["milestones"] for cell in row)
    assert "<script>alert(1)</script>" in shown
    assert '=HYPERLINK("http://example.mk";"x")' in shown
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", html)


def test_a_name_in_the_plan_is_escaped_too() -> None:
    report = case_report()
    (commitment,) = report.plan.commitments
    loud = replace(commitment, title=Wording(mk="<b>Наслов</b> & „план“"))
    html = page(replace(report, plan=replace(report.plan, commitments=(loud,))))
    assert "&lt;b&gt;Наслов&lt;/b&gt; &amp; „план“" in html


def test_institutions_words_are_marked_with_their_language() -> None:
    report = case_report()
    albanian = replace(report.plan.institution("OP"), language="sq")
    institutions = tuple(albanian if i.code == "OP" else i for i in report.plan.institutions)
    said = report.tables.activities["progress"].replace("(?s)^- одржани.*", "U mbajtën", regex=True)
    tables = replace(report.tables, activities=report.tables.activities.assign(progress=said))
    plan = replace(report.plan, institutions=institutions)
    html = page(replace(report, plan=plan, tables=tables), "en")
    assert '<bdi lang="sq">U mbajtën' in html
    assert '<bdi lang="mk">Одржани се 2 обуки' in html
    assert "<dt>[sq]</dt><dd>the text before it stands in Albanian" in html


def test_what_is_typed_in_another_language_than_the_form_is_told_by_its_letters() -> None:
    report = case_report()
    plan = report.plan
    others = tuple(replace(institution, language="sq") for institution in plan.institutions)
    html = page(replace(report, plan=replace(plan, institutions=others)), "mk")
    assert "<bdi>Одржани се 2 обуки" in html
    assert "<bdi lang=" not in html
    assert "<dt>[" in html  # the marks of values
    assert "<dt>[mk]" not in html


def test_several_commitments_are_listed_and_each_has_its_tables() -> None:
    read = Page(page(in_two_commitments(case_report())))
    ids = {attributes["id"] for _, attributes in read.tags if "id" in attributes}
    links = [link["href"] for link in read.all("a")]
    assert links[:2] == ["#commitment-1", "#commitment-2"]
    # The others stand beside the holders, each with the commitments in which it holds something.
    assert set(links) == set(links[:2])
    assert {link.removeprefix("#") for link in links} <= ids
    assert len(ids) == len([1 for _, attributes in read.tags if "id" in attributes])


# ------------------------------------------------------------------ at real size


@cache
def large_files() -> dict[str, str]:
    return {name: data.decode() for name, data in page_outputs(large_report())}


def test_a_large_plan_has_a_front_and_a_page_for_each_commitment_each_small_enough() -> None:
    files = large_files()
    codes = [own.code for own in large_report().plan.commitments]
    assert list(files) == ["summary.mk.html", *(f"summary.{code}.mk.html" for code in codes)]
    sizes = {name: len(text.encode()) for name, text in files.items()}
    assert sizes.pop("summary.mk.html") < 200_000
    assert max(sizes.values()) < 600_000
    assert sum(sizes.values()) < 3_200_000


def test_from_the_front_every_link_leads_to_a_page_and_from_there_back() -> None:
    front, *others = large_files().items()
    links = [link["href"] for link in Page(front[1]).all("a")]
    beside = {"minister.mk.html", "scorecards.mk.xlsx", "dashboard.mk.html"}
    assert set(links) == {name for name, _ in others} | beside
    for _, text in others:
        assert [link["href"] for link in Page(text).all("a")] == [front[0]]


def test_each_milestone_of_a_large_plan_stands_on_one_page() -> None:
    front, *others = large_files().values()
    assert "milestones" not in Page(front).tables
    rows = [row[0].split()[0] for text in others for row in Page(text).tables["milestones"][1:]]
    assert rows == [activity.code for activity in large_report().plan.activities]


def test_who_has_no_form_stands_first_on_a_long_list() -> None:
    front = next(iter(large_files().values()))
    states = [row[1] for row in Page(front).tables["returns"][1:]]
    assert states == sorted(states, key=lambda said: said != "нема употреблив образец")
    assert states.count("нема употреблив образец") == 5


def test_no_words_of_a_page_are_printed_below_eight_points() -> None:
    for template in sorted(SUMMARY.glob("*.j2")):
        text = template.read_text(encoding="utf-8")
        sizes = re.findall(r"font(?:-size)?: ([\d.]+)(px|pt)", text)
        small = [size for size in sizes if float(size[0]) < (8 if size[1] == "pt" else 10.66)]
        assert small == [], template.name
    assert "bdi::after { font-size: 8pt; }" in page()  # on a screen it is less than the words


def test_on_paper_the_front_of_a_large_plan_keeps_its_table_of_commitments() -> None:
    front = next(iter(large_files().values()))
    assert 'class="statuses contents"' in front
    assert re.findall(r"(?<![.\w])nav[^{},]*{ display: none", front) == ["nav.page { display: none"]


def test_only_the_coordinators_page_says_how_what_lies_beside_it_is_made() -> None:
    assert "merge --all" in next(iter(large_files().values()))
    names = PartNames(beside=(("beside_dashboard", "d.html"),))
    public = page_file(_final(), "notification", ".mk", names)
    text = dict(public)["notification.mk.html"].decode()
    assert '<a href="d.html">квартал по квартал</a>' in text
    assert "merge --all" not in text


def _final() -> SummaryContext:
    return summary_context(case_report(), Texts("mk"), version="1", final=True)


def test_where_a_figure_is_long_all_are_written_smaller_and_none_leaves_its_card() -> None:
    front = next(iter(large_files().values()))
    assert re.search(r'class="figure long" [^>]*>1\.069/2\.400<', front)
    assert 'class="figure" ' not in front
    assert 'class="figure long" ' not in page()


def test_a_small_plan_of_several_commitments_stays_on_one_page() -> None:
    names = [name for name, _ in page_outputs(in_two_commitments(case_report()))]
    assert names == ["summary.mk.html"]


def test_a_long_page_of_one_commitment_has_a_filter_and_a_short_one_has_none() -> None:
    assert 'id="filter-status"' in large_files()["summary.1.1.mk.html"]
    assert 'id="filter-status"' not in page()


def test_what_a_heading_says_ends_no_string_of_the_style_sheet() -> None:
    said = css_text("""a"; } </style><b>'\\ x""")
    assert not set(said) & set("\"';{}<>&")
    assert said.startswith("a\\22 ")


@pytest.mark.parametrize("status", ["not_started", "no_report", "not_due"])
def test_a_status_that_is_grey_has_an_outline_of_its_own_that_can_be_seen(status: str) -> None:
    colours = look().colours
    (drawn,) = re.findall(rf"rect\.{status} {{([^}}]*)}}", page())
    assert "stroke: var(--muted)" in drawn
    for ground in ("white", "panel"):
        assert contrast(colours["muted"], colours[ground]) >= 3


def test_statuses_that_are_grey_differ_by_their_outlines() -> None:
    dashes = [re.findall(r"stroke-dasharray: [\d ]+", own) for own in rects().values()]
    assert len({tuple(own) for own in dashes}) == 3


def rects() -> dict[str, str]:
    return {
        status: re.findall(rf"rect\.{status} {{([^}}]*)}}", page())[0]
        for status in ("not_started", "no_report", "not_due")
    }


def test_the_same_report_makes_the_same_page() -> None:
    assert page() == page()


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium")
def test_the_case_prints_on_three_pages(tmp_path: Path) -> None:
    source, printed = tmp_path / "summary.html", tmp_path / "summary.pdf"
    source.write_text(page(), encoding="utf-8")
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", "--no-pdf-header-footer",
            f"--user-data-dir={tmp_path / 'browser'}", f"--print-to-pdf={printed}",
            source.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) <= 3


@every(
    ("ink", "paper"),
    [
        ("ink", "white"), ("muted", "white"), ("muted", "panel"), ("muted", "needless"),
        ("bad_ink", "white"), ("navy", "white"), ("navy", "panel"), ("white", "navy"),
        ("panel", "navy"), ("warn_ink", "warn"), ("white", "completed"), ("white", "substantial"),
        ("ink", "limited"), ("ink", "not_started"), ("ink", "no_report"), ("ink", "panel"),
    ],
)  # fmt: skip
def test_every_pair_of_colours_can_be_read(ink: str, paper: str) -> None:
    lighter, darker = sorted((luminance(ink), luminance(paper)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour of the look, as WCAG 2 defines it."""
    code = look().colours[colour]
    parts = [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
