"""Whatever members type, and however they name their files, no output obeys it."""

import csv
import io
import itertools
import os
import platform
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from cli_runs import AS_OF, QUARTER, run, with_forms
from markdown_it import MarkdownIt
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

USER: Final = "korisnik-ana"
MACHINE: Final = "masina-na-ana"

HOSTILE: Final = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1", "'=1+1",
    '=HYPERLINK("http://evil.example","кликни")', "=cmd|' /C calc'!A0",
    "=WEBSERVICE(\"http://evil.example\")", "javascript:alert(1)", "file:///etc/passwd",
    "\\\\server\\share\\a.docx", "mailto:ana@example.mk", "internal:'x'!A1", "external:a.xlsx",
    "http://evil.example/а", "www.evil.example", "http://a.example и http://b.example",
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<iframe src=//evil.example>",
    "</td></table><a href='http://evil.example'>x</a>", "<!-- x", "&lt;b&gt;", "{{ 7*7 }}{% x %}",
    "<r><t>x</t></r>", "_x0041_ _x000D_", "[x](javascript:alert(1))", "![x](http://evil.example)",
    "<http://evil.example>", "[x]: http://evil.example", "a | b || c", "`код` ``` ~~~",
    "# злонамерен", "злонамерен\n===", "- ставка\n\n    код", "1. ред", "> цитат",
    "**x** __y__ ~~z~~",
    "\u202egpj.exe", "\u2066x", "a\u200bb", "два\nреда\r\nтри\rчетири", "]]>", "$x$ &amp;",
)  # fmt: skip

ADDRESSES: Final = tuple(text for text in HOSTILE if re.search(r"evil|:|\\\\", text))
"""For the one column whose addresses become links."""

FREE: Final = ("progress", "explanation", "source", "note", "status", "value")


def hostile_return(form: Path, into: Path, texts: Mapping[str, Iterator[str]]) -> None:
    """Type one hostile text after another into a form's fields and into a sheet of its own."""
    book = openpyxl.load_workbook(form)
    for sheet in book.worksheets:
        type_into(sheet, texts)
    extra = book.create_sheet("=1+1 <b>&")
    for row, text in enumerate(HOSTILE, start=1):
        type_text(extra.cell(row, 1), text)
    book.save(into)


def type_text(cell: Cell | MergedCell, text: str) -> None:
    assert isinstance(cell, Cell)
    # As Excel saves it: "_x0041_" typed by hand, and "=1+1" in a cell of format text.
    cell.value = re.sub("(?=_x[0-9A-F]{4}_)", "_x005F", text)
    cell.data_type = "s"


def type_into(sheet: Worksheet, texts: Mapping[str, Iterator[str]]) -> None:
    rows = list(sheet.iter_rows())
    keys = next((row for row in rows if row[0].value == "code"), ())
    for row in rows:
        if re.fullmatch(r"\d[\d.]+", str(row[0].value or "")):
            for key, cell in zip(keys, row, strict=False):
                if key.value in texts:
                    type_text(cell, next(texts[str(key.value)]))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("inactive")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("USER", "LOGNAME", "USERNAME"):
            patch.setenv(name, USER)
        patch.setattr(platform, "node", lambda: MACHINE)
        root = with_forms(folder)
        returns = root / QUARTER / "returns"
        shared = itertools.cycle(HOSTILE)
        texts = dict.fromkeys(FREE, shared) | {"evidence": itertools.cycle(ADDRESSES)}
        for number, form in enumerate(sorted((root / QUARTER / "forms").glob("*.xlsx"))):
            name = ("=1+1 ({}).xlsx", "@x [a](b) {}.xlsx", "-a&b 'x' #{}.xlsx")[number % 3]
            hostile_return(form, returns / name.format(number), texts)
        if sys.platform == "linux":  # names that only there can exist
            for strange in (b"\xcf\xf0\xe8.xlsx", b"a\nb\x01\xe2\x80\xae\x1b[31m.xlsx"):
                Path(os.fsdecode(os.fsencode(returns) + b"/" + strange)).write_bytes(b"?")
        merged = run("-C", root, "merge", QUARTER, "--as-of", AS_OF)
        assert merged.exit_code == 0, merged.stderr
        assert not re.search("[\u202e\x1b\x01]", merged.stdout)
        yield root / QUARTER / "results"


def cells(results: Path) -> list[Cell]:
    book = openpyxl.load_workbook(results / "consolidated.xlsx")
    found = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [cell for cell in found if isinstance(cell, Cell)]


def test_every_hostile_text_reached_the_workbook_and_the_data(results: Path) -> None:
    shown = "\n".join(str(cell.value) for cell in cells(results))
    assert not [text for text in HOSTILE if text.split("\n")[0] not in shown]


def test_no_text_is_a_formula_in_the_workbook(results: Path) -> None:
    formulas = [str(cell.value) for cell in cells(results) if cell.data_type == "f"]
    assert not [f for f in formulas if re.search("1\\+1|evil|HYPERLINK|cmd|SUM\\(A1|http", f)]


def test_links_lead_to_web_addresses_sheets_and_returned_files_only(results: Path) -> None:
    links = [cell.hyperlink for cell in cells(results) if cell.hyperlink]
    targets = {link.target for link in links if link.target}  # without one: a sheet of ours
    web = {target for target in targets if target.startswith(("http://", "https://"))}
    assert web == {"http://evil.example/а", "http://evil.example"}
    for target in (target.replace("\\", "/") for target in targets - web):
        assert target.startswith("../returns/")
        assert ".." not in target.removeprefix("../")


def test_no_field_of_the_data_begins_like_a_formula(results: Path) -> None:
    for path in (results / "data").glob("*.csv"):
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")):
            for field in row.values():
                number = re.fullmatch(r"-\d+(\.\d+)?", field)
                assert number or not field.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), path


class Tags(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_has_no_script_no_handler_and_no_link_out(results: Path) -> None:
    for path in results.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
        for tag, attributes in Tags(text).found:
            assert tag not in ("script", "iframe", "img", "object", "embed", "form", "base", "r")
            assert not [name for name in attributes if name.startswith("on")]
            for name in ("href", "src", "action"):
                assert (attributes.get(name) or "#").startswith("#")


ALLOWED: Final = {
    "paragraph", "heading", "inline", "text", "strong", "softbreak", "bullet_list", "list_item",
    "table", "thead", "tbody", "tr", "th", "td", "blockquote", "html_inline", "text_special",
}  # fmt: skip


def test_the_markdown_holds_no_markup_of_a_member(results: Path) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for path in results.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
        for block in reader.parse(text):
            for token in (block, *(block.children or ())):
                kind = re.sub("_(open|close)$", "", token.type)
                assert kind in ALLOWED, (kind, token.content)
                if kind == "html_inline":
                    assert token.content == "<!-- -->"


def test_no_member_writes_a_heading(results: Path) -> None:
    for path in results.glob("*.md"):
        blocks = MarkdownIt("commonmark").parse(path.read_text(encoding="utf-8"))
        pairs = itertools.pairwise(blocks)
        headings = [after.content for block, after in pairs if block.type == "heading_open"]
        assert len(headings) > 5
        assert not [heading for heading in headings if "злонамерен" in heading]


def test_no_output_names_the_person_the_machine_or_the_folder(results: Path) -> None:
    private = (USER, MACHINE, str(results.parents[1]), str(Path.home()) + "/")
    files = [path for path in results.parent.rglob("*") if path.is_file()]
    ours = [path for path in files if path.parent.name != "returns"]
    assert len(ours) > 10
    for path in ours:
        for part, data in inflated(path):
            for word in private:
                assert word.encode("utf-8") not in data, (path.name, part, word)


def inflated(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.suffix != ".xlsx":
        yield path.name, path.read_bytes()
        return
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            yield name, parts.read(name)
            if name == "docProps/core.xml":
                assert b"<dc:creator></dc:creator>" in parts.read(name) or (
                    b"dc:creator" not in parts.read(name)
                )
