"""Six commitments, twenty institutions, six quarters: every figure shown equals the tables."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from cli_runs import built
from every_case import every
from openpyxl import load_workbook
from shown_figures import (
    Shown,
    html_rows,
    in_html,
    in_markdown,
    in_portal_text,
    in_word,
    markdown_rows,
    plain,
    word_rows,
)
from six_quarters import COMMITMENTS, HELD, INSTITUTIONS, QUARTERS, build, the_plan

import ovpsheets as ovp
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.release.counter_tables import COUNTED
from ovpsheets.results.report.column_words import column_text
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language, Status

LAST = str(QUARTERS[-1])
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ORDER = ("completed", "substantial", "limited", "not_started", "no_report")


@cache
def activities() -> pd.DataFrame:
    return ovp.history(built(build)).activities


def results() -> Path:
    return built(build) / LAST / "results"


def counted(commitment: str | None) -> list[str]:
    """Return the counters as a summary shows them: total, then each of how many."""
    table = activities()
    table = table[(table["quarter"] == LAST) & (table["role"] == "holder")]
    own = table if commitment is None else table[table["commitment"] == commitment]
    total = len(own)
    return [str(total), *(f"{int((own['status'] == status).sum())}/{total}" for status in ORDER)]


def word_cells(path: Path) -> Iterator[str]:
    return (cell for row in word_rows(path) for cell in row)


def page_counters(path: Path) -> Iterator[str]:
    return iter(re.findall(r'class="figure"[^>]*>([^<]*)<', path.read_text(encoding="utf-8")))


def markdown_counters(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    return iter(re.findall(r"^- \*\*[^*]+:\*\* (.*)$", text, flags=re.MULTILINE))


def figures(cells: Iterator[str]) -> list[list[str]]:
    """Return every run of a total and five shares among the texts of cells."""
    texts = [re.sub(r"\s", "", cell) for cell in cells]
    return [
        texts[place : place + 6]
        for place in range(len(texts) - 5)
        if texts[place].isdecimal()
        and all(re.fullmatch(rf"\d+/{texts[place]}", text) for text in texts[place + 1 : place + 6])
    ]


SUMMARIES = ("results/summary", "public/notification")
TABLES = {"docx": word_rows, "html": html_rows, "md": markdown_rows}
FORMATS = {"docx": word_cells, "html": page_counters, "md": markdown_counters}


@every("kind", FORMATS)
@every("name", SUMMARIES)
@every("language", LANGUAGES)
def test_every_format_has_the_counters_of_the_plan_and_of_every_commitment(
    language: Language, name: str, kind: str
) -> None:
    shown = figures(FORMATS[kind](built(build) / LAST / f"{name}.{language}.{kind}"))
    every = (None, *(item.code for item in the_plan().commitments))
    assert shown == [counted(commitment) for commitment in every]


@every("kind", FORMATS)
@every("language", LANGUAGES)
def test_every_commitment_has_a_notification_with_its_own_counters_alone(
    language: Language, kind: str
) -> None:
    for commitment in the_plan().commitments:
        path = public() / "commitments" / commitment.code / f"notification.{language}.{kind}"
        assert figures(FORMATS[kind](path)) == [counted(commitment.code)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_activity_with_its_status(language: Language) -> None:
    page = (results() / f"summary.{language}.html").read_text(encoding="utf-8")
    said = html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<body")[2]))
    now = activities()[activities()["quarter"] == LAST]
    for code in now["activity"]:
        assert code in said
    assert f'<html lang="{language}"' in page


def test_the_history_sheet_has_all_quarters_and_their_counters() -> None:
    book = load_workbook(io.BytesIO((results() / "consolidated.xlsx").read_bytes()))
    rows = [[cell.value for cell in row] for row in book["Историја"].iter_rows()]
    heading = next(row for row in rows if LAST in row)
    assert [value for value in heading if value and re.fullmatch(r"\d{4}-Q\d", str(value))] == [
        str(quarter) for quarter in QUARTERS
    ]
    total = rows[rows.index(heading) + 1]
    assert [value for value in total if isinstance(value, int)] == [HELD] * len(QUARTERS)


def charts() -> list[list[str]]:
    """Return what each chart of the consolidated workbook refers to, in the order of the sheets."""
    with zipfile.ZipFile(results() / "consolidated.xlsx") as package:
        names = [name for name in package.namelist() if re.search(r"charts/chart\d", name)]
        names.sort(key=lambda name: int(re.findall(r"\d+", name)[-1]))
        parts = [ElementTree.fromstring(package.read(name)) for name in names]
    return [[item.text or "" for item in part.iter(f"{C}f")] for part in parts]


def test_a_line_is_drawn_for_every_counter_over_the_six_quarters() -> None:
    together, *own = charts()[-1 - len((*ORDER, "past_deadline")) :]
    of_each = [line for line in own if len(line) == len(("quarters", "counter"))]
    assert of_each == own
    quarters, counters = {line[0] for line in own}, [line[1] for line in own]
    assert {*together[::2]} == quarters
    assert len(quarters) == 1
    assert len(set(counters)) == len(counters) == len((*ORDER, "past_deadline"))
    assert set(together[1::2]) == set(counters[: len(ORDER)])
    assert all(re.fullmatch(r"Историја!\$I\$(\d+):\$N\$\1", place) for place in counters)


def test_with_twenty_institutions_a_chart_shows_the_twelve_that_say_least() -> None:
    (_, bars, *_) = charts()
    first, last = (int(row) for row in re.findall(r"\$(\d+)", bars[0]))
    assert last - first + 1 == 12
    sheet = load_workbook(results() / "consolidated.xlsx")["Преглед"]
    silent = [int(str(sheet.cell(row, 6).value)) for row in range(first, first + INSTITUTIONS)]
    assert silent == sorted(silent, reverse=True)
    assert sum(silent) == int(counted(None)[-1].partition("/")[0])
    assert any("Графиконот прикажува најмногу 12" in str(cell.value) for cell in sheet["A"])


def test_the_counters_partition_the_total_in_every_quarter() -> None:
    holders = activities()[activities()["role"] == "holder"]
    by_status = holders.groupby(["quarter", "status"]).size().unstack(fill_value=0)
    assert set(by_status.columns) <= {status.value for status in Status}
    assert list(by_status.sum(axis=1)) == [HELD] * len(QUARTERS)
    assert len(the_plan().commitments) == COMMITMENTS


# ------------------------------------------------------------------ what was published of it


@cache
def published() -> dict[str, pd.DataFrame]:
    return ovp.read_public(built(build))


def public() -> Path:
    return built(build) / LAST / "public"


def hidden() -> pd.DataFrame:
    table = published()["indicators"]
    return table[(table["quarter"] == LAST) & (table["flag"] == "c")]


def test_the_published_counters_are_those_of_the_tables() -> None:
    counters = published()["counters"]
    own = counters[counters["quarter"] == LAST]
    rows = {str(row["commitment"]): row for row in own.to_dict("records")}
    assert list(rows) == [item.code for item in the_plan().commitments]
    for commitment in (None, *rows):
        row = own[list(COUNTED)].sum().to_dict() if commitment is None else rows[commitment]
        total, *parts = counted(commitment)
        assert [str(row["total"]), *(f"{row[name]}/{row['total']}" for name in ORDER)] == [
            total, *parts
        ]  # fmt: skip


def test_a_published_value_is_the_reported_one_or_hidden() -> None:
    reported = ovp.history(built(build)).indicators
    both = published()["indicators"].merge(
        reported, on=["quarter", "indicator", "institution"], suffixes=("", "_reported")
    )
    assert len(both) == HELD * len(QUARTERS)
    shown = both["value"].notna()
    assert (both.loc[shown, "value"] == both.loc[shown, "value_reported"]).all()
    lost = both[~shown & both["value_reported"].notna()]
    assert set(lost["flag"]) == {"c"}
    assert len(lost) > 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_value_is_marked_in_every_format(language: Language) -> None:
    count = len(hidden())
    assert count
    book = load_workbook(io.BytesIO((public() / f"tables.{language}.xlsx").read_bytes()))
    cells = [c.value for sheet in book.worksheets[1:] for row in sheet.iter_rows() for c in row]
    assert cells.count("[c]") == count
    page = (public() / f"notification.{language}.md").read_text(encoding="utf-8")
    assert page.replace("\\", "").count("[c]") >= count
    texts = word_cells(public() / f"notification.{language}.docx")
    assert sum("[c]" in text for text in texts) >= count


def shown_value(row: dict[str, Any], language: Language) -> str:
    """Return how a value has to look: a whole number, a share with its sign, or a mark."""
    if pd.notna(row["flag"]):
        return Texts(language)(f"summary.answer.value.{row['flag']}")
    if pd.isna(row["value"]):
        return Texts(language)("summary.answer.silent")
    return f"{int(row['value'])}{'%' if row['kind'] == 'percent' else ''}"


def rows_by_code(quarter: str) -> dict[str, dict[str, Any]]:
    table = published()["indicators"]
    own = table[table["quarter"] == quarter].to_dict("records")
    return {str(row["indicator"]): {str(k): v for k, v in row.items()} for row in own}


def expected(language: Language) -> Shown:
    """Return what the public tables have to say: of the quarter before as it was published."""
    before, sign = rows_by_code(str(QUARTERS[-2])), {"percent": "%"}
    return {
        code: (
            f"{int(row['baseline'])}{sign.get(row['kind'], '')}",
            plain(shown_value(before[code], language)),
            plain(shown_value(row, language)),
            f"{int(row['target'])}{sign.get(row['kind'], '')}",
        )
        for code, row in rows_by_code(LAST).items()
    }


READERS = {"md": in_markdown, "html": in_html, "docx": in_word}


@every("kind", READERS)
@every("language", LANGUAGES)
def test_every_value_shown_is_that_of_the_table(language: Language, kind: str) -> None:
    wanted = expected(language)
    assert len(wanted) == HELD
    assert READERS[kind](public() / f"notification.{language}.{kind}") == wanted
    for commitment in the_plan().commitments:
        own = {code: row for code, row in wanted.items() if code.startswith(f"{commitment.code}.")}
        folder = public() / "commitments" / commitment.code
        assert own
        assert READERS[kind](folder / f"notification.{language}.{kind}") == own


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_portals_text_is_that_of_the_table(language: Language) -> None:
    path = public() / f"portal.{language}.txt"
    assert in_portal_text(path) == expected(language)
    totals = re.findall(
        r"^[^:\n]+: (\d+(?:/\d+)?)$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    codes = [item.code for item in the_plan().commitments]
    assert totals == [figure for code in codes for figure in counted(code)]


@every("language", LANGUAGES)
@every("name", ["counters", "indicators"])
def test_every_number_of_the_public_workbook_is_that_of_the_table(
    language: Language, name: str
) -> None:
    table, texts = published()[name], Texts(language)
    book = load_workbook(public() / f"tables.{language}.xlsx")
    sheet = book[texts(f"release.table.{name}.sheet")]
    (known,) = sheet.tables.values()
    heading, *rows = ([cell.value for cell in cells] for cells in sheet[known.ref])
    own = table[table["quarter"] == LAST]
    assert len(rows) == len(own)
    said = own.columns[own.notna().any()]  # a total that nothing adds up to is left out
    numeric = [name for name in said if pd.api.types.is_numeric_dtype(own[name])]
    assert len(numeric) > 3
    for column in numeric:
        place = heading.index(column_text(texts, BUILT_IN, name, str(column), "heading"))
        shown = [row[place] for row in rows]
        wanted = [None if pd.isna(value) else value for value in own[column]]
        assert [v if isinstance(v, int | float) else None for v in shown] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_plan_by_quarter_is_the_sum_of_its_commitments(language: Language) -> None:
    texts = Texts(language)
    book = load_workbook(public() / f"tables.{language}.xlsx")
    rows = book[texts("release.table.course.sheet")].iter_rows(min_row=4, values_only=True)
    sums = published()["counters"].groupby("quarter")[list(COUNTED)].sum()
    assert [list(row) for row in rows] == [[q, *values] for q, *values in sums.itertuples()]


@pytest.mark.parametrize("kind", READERS)
def test_the_statuses_by_holder_are_those_of_the_table(kind: str) -> None:
    now = activities()[(activities()["quarter"] == LAST) & (activities()["role"] == "holder")]
    rows = TABLES[kind](public() / f"notification.mk.{kind}")
    # On the page stands behind a holder's name in which commitments it holds something.
    shown = [[plain(cell).partition("Заложби:")[0] for cell in row] for row in rows]
    for who, own in now.groupby("institution"):
        counts = [str(int((own["status"] == status).sum())) for status in ORDER]
        assert [who, *counts, str(len(own))] in shown


WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def numbers_said(sentence: str) -> list[int]:
    """Return the numbers of an English sentence, in words or digits; years and dates left out."""
    sentence = re.sub(r"quarter of \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|I\d\d", "", sentence)
    said = re.findall(r"[a-z]+|\d+", sentence.lower())
    return [
        int(w) if w.isdecimal() else 1 + WORDS.index(w) for w in said if w.isdecimal() or w in WORDS
    ]


def test_every_number_of_the_sentences_is_that_of_the_tables() -> None:
    page = (public() / "notification.en.md").read_text(encoding="utf-8")
    first = page.split("\n## ")[1]
    said = [numbers_said(line) for line in first.splitlines() if line.startswith("- ")]
    total, completed, substantial, limited, _, silent = (
        int(figure.partition("/")[0]) for figure in counted(None)
    )
    now = activities()[(activities()["quarter"] == LAST) & (activities()["role"] == "holder")]
    late = now[now["timeliness"].isin(["due", "overdue"]) & (now["status"] != "completed")]
    progressed = now[now["status"] != "no_report"]["institution"].nunique()
    table = published()["institutions"]
    returns = table[table["quarter"] == LAST]
    values = pd.DataFrame(rows_by_code(LAST).values())
    marked = int((values["flag"] == "x").sum())
    missing = int((values["value"].isna() & (values["flag"] != "c").fillna(True)).sum())
    assert said == [
        [completed, total, substantial, limited],
        [progressed],
        [int(returns["returned"].sum()), len(returns), silent],
        [len(late), int(late["new_deadline"].isna().sum())],
        [len(values), missing, missing - marked, marked],
    ]
