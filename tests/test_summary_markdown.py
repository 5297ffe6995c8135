"""The summary as Markdown: readable raw, and member text stays text."""

import re
from typing import Final

import pytest
from every_case import every
from made import case_report
from test_summary_context import in_two_commitments, with_cells

from ovpsheets.results.narrative import summary_context
from ovpsheets.results.report import PORTAL_ORDER, Report
from ovpsheets.results.summary import render_markdown
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language, Status
from ovpsheets.writing.page_templates import escape_markdown

HOSTILE: Final = (
    "# наслов | *a* _b_ `c` <img src=x> [x](http://example.mk) ~~d~~ $e$ &lt; www.example.mk "
    "a@example.mk\n\n| нов | ред |\n- точка\n=SUM(A1) \\"
)


def markdown(report: Report | None = None, language: Language = "mk") -> str:
    return render_markdown(summary_context(report or case_report(), Texts(language))).decode()


def tables(text: str) -> list[list[list[str]]]:
    """Return the GFM tables of *text*: rows of unescaped cells, without the rule."""
    found: list[list[list[str]]] = []
    before = ""
    for line in text.splitlines():
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not set("".join(cells)) <= set("-: "):
                found[-1].append([re.sub(r"\\(.)", r"\1", cell) for cell in cells])
        before = line
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(language: Language) -> None:
    made = tables(markdown(language=language))
    assert [len(table[0]) for table in made] == [7, 5, 6, 7, 3]
    for table in made:
        assert {len(row) for row in table} == {len(table[0])}


def test_the_counters_and_the_status_table_hold_the_reports_figures() -> None:
    report = case_report()
    text, counters = markdown(report), report.counters("3.6")
    order = [*PORTAL_ORDER, Status.NO_REPORT]
    assert f"- **Остварени достигнувања:** {counters.completed}/{counters.total}" in text
    assert f"- **Неостварени достигнувања:** {counters.not_started}/{counters.total}" in text
    _, total, *holders = tables(text)[0]
    shares = [str(counters.of(status)) for status in order]
    assert total == ["Вкупно", *shares, str(counters.total)]
    expected = report.statuses_by_institution().assign(total=lambda table: table.sum(axis=1))
    assert sorted(holders) == sorted(
        [report.plan.institution(code).label("mk"), *(str(n) for n in expected.loc[code])]
        for code in expected.index
    )


def test_the_indicator_table_holds_the_tables_values() -> None:
    report = case_report()
    shown = {row[0]: row[3:] for row in tables(markdown(report))[3][1:]}
    assert len(shown) == len(report.tables.indicators)
    assert shown["3.6.3.1"] == ["0", "45", "78", "120"]
    assert shown["3.6.4.1"] == ["0", "0", "[x]", "15"]
    assert shown["3.6.1.1"] == ["0", "0", "нема одговор", "4"]
    assert shown["3.6.8.2"] == ["25 %", "40 %", "нема одговор", "80 %"]


def test_each_milestone_tells_its_progress_and_its_reason() -> None:
    text = markdown()
    assert "- Причина ако не е реализирано: не е наведена (напишано е „нема“)" in text
    assert "- Прогрес во кварталот (МВР): Полицијата ги достави забелешките по нацртот." in text
    assert "| **нема употреблив образец** |" in text
    assert "10 октомври 2022 година | 15 октомври 2022 година" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_come_in_order(language: Language) -> None:
    levels = [
        len(line) - len(line.lstrip("#"))
        for line in markdown(language=language).splitlines()
        if line.startswith("#")
    ]
    assert levels == [1, 2, 2, 2, 2, 2, 2, 2, 2, 2]


def test_several_commitments_have_their_own_headings() -> None:
    lines = markdown(in_two_commitments(case_report())).splitlines()
    assert "## Заложба 3.6" in lines
    assert "## Заложба 3.7" in lines
    assert lines.count("### Достигнувања") == 2


def test_member_text_cannot_become_markup() -> None:
    report = with_cells(case_report(), "activities", "3.6.3", {"progress": HOSTILE})
    report = with_cells(report, "indicators", "3.6.3.1", {"note": HOSTILE})
    text, plain = markdown(report), markdown()
    assert len(text.splitlines()) == len(plain.splitlines())
    assert [len(table) for table in tables(text)] == [len(table) for table in tables(plain)]
    (line,) = (line for line in text.splitlines() if "Прогрес" in line and "наслов" in line)
    assert not re.search(r"(?<!\\)[|*_`\[\]~$#]", line)
    assert not re.search(r"(?<!\\)<(?!!-- -->)", line)


@every(
    ("text", "escaped"),
    [
        ("а | б", r"а \| б"),
        ("*а* _б_ `в`", r"\*а\* \_б\_ \`в\`"),
        ("[x](http://example.mk)", r"\[x\](http\://example.mk)"),
        ("HTTPS://example.mk www.example.mk", r"HTTPS\://example.mk www\.example.mk"),
        ("a@example.mk", "a@<!-- -->example.mk"),
        ("<b>&lt;", r"\<b\>\&lt;"),
        ("# наслов", r"\# наслов"),
        ("- точка", r"\- точка"),
        ("=SUM(A1)", r"\=SUM(A1)"),
        ("1. прво", r"1\. прво"),
        ("2) второ", r"2\) второ"),
        ("3.6.1 и 30.9.2022", "3.6.1 и 30.9.2022"),
        ("C:\\папка", r"C:\\папка"),
        ("прв ред\n\nвтор\tред\x0b\u2028трет", "прв ред втор ред трет"),
    ],
)
def test_markdown_is_escaped(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


def test_the_same_report_makes_the_same_markdown() -> None:
    assert markdown() == markdown()
