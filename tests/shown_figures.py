"""What a public file shows of each indicator: its code → baseline, previous value, value, target.

Read from the files as anybody would, with nothing of the program that wrote them.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

Shown = dict[str, tuple[str, ...]]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plain(text: str) -> str:
    """Return *text* without mark-up, escapes and blanks."""
    return re.sub(r"[\s\u00a0\\]+", "", html.unescape(re.sub(r"<[^>]+>", "", text)))


def in_markdown(path: Path) -> Shown:
    return dict(_of_indicators(markdown_rows(path)))


def in_word(path: Path) -> Shown:
    return dict(_of_indicators(word_rows(path)))


def in_html(path: Path) -> Shown:
    return dict(_of_indicators(html_rows(path)))


def in_portal_text(path: Path) -> Shown:
    """Read lines such as „1.1.1.1 Text (I01): value [Baseline: 0; Previous: 3; Target: 9]“."""
    found = re.findall(
        r"^- (\d+\.\d+\.\d+\.\d+) .*?: (\S.*) \[[^:\]]+: (.*); [^:;]+: (.*); [^:;]+: (.*)\]$",
        path.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    return {
        code: (plain(baseline), plain(before), plain(value), plain(target))
        for code, value, baseline, before, target in found
    }


def markdown_rows(path: Path) -> Iterator[list[str]]:
    """Yield the cells of every row of every table."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            yield line.strip("| ").split(" | ")


def word_rows(path: Path) -> Iterator[list[str]]:
    """Yield the texts of every table row of a Word document; python-docx takes minutes for it."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    for row in body.iter(f"{W}tr"):
        cells = row.iter(f"{W}tc")
        yield ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in cells]


def html_rows(path: Path) -> Iterator[list[str]]:
    """Yield the cells of every table row, without bars; an indicator's code in one of its own."""
    page = re.sub(r'<td [^>]*class="bar".*?</td>', "", path.read_text("utf-8"), flags=re.DOTALL)
    rows = re.findall(r"<tr[ >].*?</tr>", page, flags=re.DOTALL)
    for row in rows:
        cells = re.findall(r"<t[hd][ >].*?</t[hd]>", row, flags=re.DOTALL)
        code = re.search(r'<span class="code">([\d.]+)</span>', cells[0]) if cells else None
        yield [*([code[1]] if code else []), *(plain(cell) for cell in cells)]


def _of_indicators(rows: Iterator[list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in rows:
        if len(row) == 7 and row[0].count(".") == 3:
            yield row[0], tuple(plain(cell) for cell in row[3:])
