"""All that a file says to whoever looks into it, not only at it.

Text and attributes of pages and parts, comments, names of files and of what is packed in them,
properties, keys and values of JSON and Parquet, mails with what is attached. Shares no code with
the product. A format that nobody can read here is a fault: who adds one says how it is read.
"""

import email
import email.policy
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

Said = Iterator[tuple[str, str]]
"""Where something is said, and what."""


def said_in(files: Mapping[str, bytes]) -> Said:
    """Yield what every one of *files* says, and what it is called."""
    for name, data in files.items():
        yield f"{name} (name)", name
        yield from said_by(name, data)


def said_by(name: str, data: bytes) -> Said:
    """Yield what one file says; AssertionError for a format that nobody can read."""
    path = PurePosixPath(name)
    ending = (path.suffix or path.name).lower()
    assert ending in READERS, f"{name}: nobody reads {ending}; see tests/public_bytes.py"
    yield from READERS[ending](name, data)


def _package(name: str, data: bytes) -> Said:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield f"{name} (comment)", package.comment.decode("utf-8", "replace")
        for part in package.infolist():
            place = f"{name}/{part.filename}"
            yield f"{place} (name)", unquote(part.filename)
            yield f"{place} (comment)", (part.comment + part.extra).decode("utf-8", "replace")
            yield from said_by(place, package.read(part))


def _xml(name: str, data: bytes) -> Said:
    for place, said in _of_xml(data):
        yield f"{name}{place}", said


@lru_cache(maxsize=4096)  # most parts of a package are the same in every one
def _of_xml(data: bytes) -> tuple[tuple[str, str], ...]:
    """Return each paragraph and cell in one line, attributes, and comments."""
    attributes, texts = list[str](), list[str]()
    for element in ElementTree.fromstring(data).iter():
        attributes += map(unquote, element.attrib.values())
        if element.tag.rpartition("}")[2] in ("p", "si", "is"):
            texts.append("".join(element.itertext()))
        elif element.text and element.text.strip():
            texts.append(element.text)
    comments = re.findall(r"<!--.*?-->|<\?.*?\?>", data.decode("utf-8-sig"), re.S)
    own = {"": texts, " (attributes)": dict.fromkeys(attributes), " (comments)": comments}
    return tuple((place, "\n".join(said)) for place, said in own.items())


class _Page(HTMLParser):
    """Text, attributes, comments and declarations of a page; inline elements join their text."""

    _INLINE: Final = frozenset(("b", "strong", "em", "i", "span", "a", "abbr", "tspan", "small"))

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.found: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += ((f"@{key}", unquote(value or "")) for key, value in attrs)
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(("(comment)", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("(declaration)", decl))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("(declaration)", data))

    def handle_pi(self, data: str) -> None:
        self.found.append(("(instruction)", data))


def _page(name: str, data: bytes) -> Said:
    page = _Page(data.decode("utf-8"))
    yield name, "".join(page.text)
    for place, said in page.found:
        yield f"{name} {place}", said


def _plain(name: str, data: bytes) -> Said:
    yield name, data.decode("utf-8-sig")


def _markdown(name: str, data: bytes) -> Said:
    text = html.unescape(data.decode("utf-8"))
    yield name, re.sub(r"\\(?=[^\w\s])", "", text)
    yield f"{name} (without marks)", re.sub(r"[\\*_`]", "", text)


def _json(name: str, data: bytes) -> Said:
    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, own in value.items():
                yield str(key)
                yield from walk(own)
        elif isinstance(value, list):
            for own in value:
                yield from walk(own)
        else:
            yield str(value)

    yield name, "\n".join(walk(json.loads(data)))


def _parquet(name: str, data: bytes) -> Said:
    parquet = pytest.importorskip("pyarrow.parquet")
    file = parquet.ParquetFile(io.BytesIO(data))
    for key, value in (file.schema_arrow.metadata or {}).items():
        yield f"{name} (metadata)", f"{key!r} {value!r}"
    for group in range(file.metadata.num_row_groups):
        for column in range(file.metadata.num_columns):
            told = file.metadata.row_group(group).column(column).statistics
            if told is not None and told.has_min_max:
                yield f"{name} (statistics)", f"{told.min}\n{told.max}"
    for column, values in file.read().to_pydict().items():
        yield f"{name}/{column}", "\n".join(map(str, values))


def _calendar(name: str, data: bytes) -> Said:
    text = data.decode("utf-8").replace("\r\n ", "")
    yield name, re.sub(r"\\([,;\\])", r"\1", text.replace("\\n", "\n"))


def _mail(name: str, data: bytes) -> Said:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        for key, value in part.items():
            yield f"{name} {key}", str(value)
        if part.is_multipart():
            continue
        content = part.get_content()
        inner = content.encode("utf-8") if isinstance(content, str) else content
        called = part.get_filename()
        yield from said_by(f"{name}/{called}", inner) if called else _plain(name, inner)


READERS: Final[dict[str, Callable[[str, bytes], Said]]] = {
    ".xlsx": _package, ".xlsm": _package, ".docx": _package,
    ".xml": _xml, ".rels": _xml, ".vml": _xml, ".svg": _xml,
    ".html": _page, ".md": _markdown, ".txt": _plain, ".csv": _plain,
    ".json": _json, ".jsonld": _json, ".parquet": _parquet,
    ".eml": _mail, ".ics": _calendar, "sha256sums": _plain,
}  # fmt: skip
