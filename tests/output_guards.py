"""What every file that goes out keeps, by its ending: nothing that somebody typed is active in it.

A file with an ending that nobody guards is a fault: whoever adds a product in a new format
says here how it is to be kept inactive.
"""

import csv
import email
import email.policy
import io
import itertools
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree

from markdown_it import MarkdownIt

from ovpsheets.words import LANGUAGES

WEB: Final = {"http://evil.example/а", "http://evil.example", "http://evil.example/%D0%B0"}
"""The addresses that members gave as evidence: these alone may be links."""

BESIDE: Final = {
    f"{stem}.{language}.{kind}"
    for language in LANGUAGES
    for stem, kind in (("minister", "html"), ("scorecards", "xlsx"), ("dashboard", "html"),
                       ("summary", "html"), ("note", "docx"))
} | {"values.xlsx", "data/activities.csv", "data/indicators.csv"}  # fmt: skip
"""What the consolidated workbook leads to, in its own folder."""

ACTIVE: Final = re.compile(r"1\+1|evil|HYPERLINK|cmd\b|SUM\(A1\)|WEBSERVICE|http|злонамерен")
"""What must not stand in a formula or field."""

_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPED: Final = re.compile(r"(?<!_x005F)_x00(?:0[0-8B-F]|1[0-9A-F]|[7-9][0-9A-F])_")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_HANDLING: Final = re.compile(
    r"externalLinks|vbaProject|activeX|embeddings|connections\.xml|queryTables|customXml", re.I
)
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def guard(name: str, data: bytes) -> None:
    """Raise AssertionError where something that was typed is active in a file."""
    ending = PurePosixPath(name).suffix or PurePosixPath(name).name
    assert ending in GUARDS, f"{name}: nobody guards {ending}; see tests/output_guards.py"
    GUARDS[ending](name, data)


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            yield name, package.read(name)


@lru_cache(maxsize=300)  # of all that a quarter writes; several tests look at each
def words(name: str, data: bytes) -> str:
    """Return all that can be read in a file, in one text."""
    if name.endswith((".xlsx", ".xlsm", ".docx")):
        read = (ElementTree.fromstring(part) for own, part in parts(data) if own.endswith(".xml"))
        return "\n".join("".join(tree.itertext()) for tree in read)
    if name.endswith(".eml"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        body = message.get_body(("plain",))
        return f"{message['Subject']}\n{body.get_content() if body else ''}"
    return data.decode("utf-8", "replace")


def _workbook(name: str, data: bytes) -> None:
    for part, content in parts(data):
        assert not _HANDLING.search(part) or name.endswith(".xlsm"), (name, part)
        if part.endswith(".rels"):
            for target in _outside(content):
                target = target.replace("\\", "/")
                is_return = target.startswith("../returns/") and ".." not in target[3:]
                is_beside = name == "consolidated.xlsx" and target in BESIDE
                assert target in WEB or is_return or is_beside, (name, target)
        elif part.startswith("xl/worksheets/"):
            for formula in _elements(content, "f"):
                assert not ACTIVE.search(formula), (name, part, formula)


def guard_unseen(name: str, data: bytes) -> None:
    """Raise AssertionError where a file holds what is not seen, but turns or steers what is."""
    said = words(name, data)
    strange = {c for c in said if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\r", "\t"}
    assert not strange, (name, strange)
    assert not _TURNING.search(said), name
    assert not name.endswith(".xlsx") or not _ESCAPED.search(said), name


def _document(name: str, data: bytes) -> None:
    guard_unseen(name, data)
    for part, content in parts(data):
        assert not re.search("embeddings|vbaProject|activeX", part), (name, part)
        if part.endswith(".rels"):
            assert not list(_outside(content)), (name, part)
        elif part.endswith(".xml"):
            assert not re.search(rb"<w:(hyperlink|object|pict|altChunk)\b", content), (name, part)
            for field in (*_elements(content, "instrText"), *_attributes(content, "instr")):
                assert not ACTIVE.search(field), (name, part, field)


def _outside(content: bytes) -> Iterator[str]:
    for relation in ElementTree.fromstring(content).iter(_RELATION):
        if relation.get("TargetMode") == "External":
            yield relation.get("Target", "")


def _elements(content: bytes, name: str) -> Iterator[str]:
    for element in ElementTree.fromstring(content).iter():
        if element.tag.rpartition("}")[2] == name:
            yield element.text or ""


def _attributes(content: bytes, name: str) -> Iterator[str]:
    for element in ElementTree.fromstring(content).iter():
        yield from (v for k, v in element.attrib.items() if k.rpartition("}")[2] == name)


class Tags(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


_FORBIDDEN: Final = ("script", "iframe", "img", "object", "embed", "form", "base", "r", "link")


_BESIDE: Final = re.compile(r"(minister|dashboard)\.[a-z]{2}\.html|scorecards\.[a-z]{2}\.xlsx")
"""The files of ours to which a page leads, beside places in itself."""


def _page(name: str, data: bytes) -> None:
    text = data.decode("utf-8")
    assert not _TURNING.search(text), name
    for tag, attributes in Tags(text).found:
        assert tag not in _FORBIDDEN, (name, tag)
        assert not [own for own in attributes if own.startswith("on")], (name, attributes)
        for own in ("href", "src", "action"):
            led = attributes.get(own) or "#"
            assert led.startswith("#") or _BESIDE.fullmatch(led), (name, attributes)


_MARKDOWN: Final = {
    "paragraph", "heading", "inline", "text", "strong", "softbreak", "bullet_list", "list_item",
    "table", "thead", "tbody", "tr", "th", "td", "blockquote", "html_inline", "text_special",
}  # fmt: skip


def _markdown(name: str, data: bytes) -> None:
    text = data.decode("utf-8")
    assert not _TURNING.search(text), name
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for block in reader.parse(text):
        for token in (block, *(block.children or ())):
            kind = re.sub("_(open|close)$", "", token.type)
            assert kind in _MARKDOWN, (name, kind, token.content)
            if kind == "html_inline":
                assert token.content == "<!-- -->", (name, token.content)
    for block, after in itertools.pairwise(MarkdownIt("commonmark").parse(text)):
        if block.type == "heading_open":
            assert "злонамерен" not in after.content, name


FOR_PROGRAMS: Final = re.compile(r"data/\w+\.csv")
"""CSV that only programs read: a text stands in it as it was typed, and the data package says so.

Nothing in a CSV is active by itself; a spreadsheet program makes it so. For these there are
workbooks, and an apostrophe before a text would be a false value for whoever computes."""


def _table(name: str, data: bytes) -> None:
    rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    if FOR_PROGRAMS.fullmatch(name):
        assert len({len(row) for row in rows}) == 1, (name, "a text breaks out of its field")
        return
    for row in rows:
        for field in row:
            is_number = re.fullmatch(r"-\d+(\.\d+)?", field)
            assert is_number or not field.startswith(_FORMULA), (name, field)


def _values(name: str, data: bytes) -> None:
    assert isinstance(json.loads(data), dict), name


def _text(name: str, data: bytes) -> None:
    """A text obeys nothing; but it may not turn what follows, nor steer a terminal."""
    text = data.decode("utf-8-sig")
    strange = {c for c in text if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\r", "\t"}
    assert not strange, (name, strange)
    assert not _TURNING.search(text), name


_HEADERS: Final = {
    "x-unsent", "to", "subject", "mime-version", "content-type", "content-transfer-encoding",
}  # fmt: skip


def _mail(name: str, data: bytes) -> None:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert {key.lower() for key in message} <= _HEADERS, (name, message.keys())
    assert "злонамерен" not in (message["To"] or ""), name
    attached = list(message.iter_attachments())
    bodies = [part for part in message.walk() if part.get_content_maintype() == "text"]
    said = [part for part in bodies if part not in attached]
    assert [part.get_content_type() for part in said] == ["text/plain"], name
    for part in attached:
        content = part.get_content()
        inner = content.encode("utf-8") if isinstance(content, str) else content
        guard(str(part.get_filename()), inner)


def _calendar(name: str, data: bytes) -> None:
    for line in data.decode("utf-8").replace("\r\n ", "").splitlines():
        assert re.match(r"[A-Z-]+[:;]", line), (name, line)


def _sums(name: str, data: bytes) -> None:
    for line in data.decode("utf-8").splitlines():
        assert re.fullmatch(r"[0-9a-f]{64}  [\w./-]+", line), (name, line)


def _columns(name: str, data: bytes) -> None:
    assert data.startswith(b"PAR1"), name  # a file of values, which no program runs


GUARDS: Final[dict[str, Callable[[str, bytes], None]]] = {
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".docx": _document,
    ".html": _page,
    ".md": _markdown,
    ".csv": _table,
    ".json": _values,
    ".jsonld": _values,
    ".txt": _text,
    ".eml": _mail,
    ".ics": _calendar,
    ".parquet": _columns,
    "SHA256SUMS": _sums,
}


FIXED_DAYS: Final = {(1980, 1, 1), (1980, 1, 31), (2000, 1, 1)}
"""What packages say of when their parts were packed; the second is XlsxWriter's."""

_LOCALES: Final = {"mk": "mk-MK", "sq": "sq-AL", "en": "en-GB"}


def is_in(language: str, quarter: str, name: str, data: bytes) -> bool:
    """Tell whether a file says itself that it is in *language*, or names the *quarter* in it."""
    if name.endswith(".html"):
        return f'<html lang="{language}">'.encode() in data
    said = words(name, data)
    return _LOCALES[language] in said if name.endswith((".docx", ".xlsx")) else quarter in said


def guard_metadata(name: str, data: bytes) -> None:
    """Raise AssertionError where a document says who, on what machine or when it was made."""
    if not name.endswith((".xlsx", ".docx")):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        days = {info.date_time[:3] for info in package.infolist()}
        assert days <= FIXED_DAYS, (name, days)
        properties = [n for n in package.namelist() if re.fullmatch(r"docProps/\w+\.xml", n)]
        for part in properties:
            text = package.read(part).decode("utf-8")
            for key in ("creator", "lastModifiedBy", "Company", "Manager"):
                found = re.search(rf"<(\w+:)?{key}[^>/]*>([^<]*)<", text)
                assert not found or not found[2], (name, part, found)
            for day in re.findall(r"\d{4}-\d\d-\d\dT", text):
                assert day == "2000-01-01T", (name, part, day)
