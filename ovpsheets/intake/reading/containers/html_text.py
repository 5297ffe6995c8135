"""The text of a mail that was written as HTML.

Not with html.parser: on hostile markup of a megabyte it takes minutes. A mail
needs less: what is between the tags, one line for each block.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_SPACES: Final = re.compile(r"[ \t\r\n\xa0]+")

_MOST: Final = 4 * 1024 * 1024  # characters; Word's own styles come first

_BLOCKS: Final = frozenset({
    "address", "blockquote", "br", "div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "table", "tr", "ul",
})  # fmt: skip
_UNSHOWN: Final = frozenset({"script", "style", "head", "title", "template"})


def plain_of_html(html: str) -> str:
    """Return the text that a person sees in *html*; quoted mails become lines with ">"."""
    plain = _Plain()
    for tag, text in _pieces(html[:_MOST]):
        plain.add(text)
        plain.pass_tag(tag)
    return plain.text()


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Yield each tag, without its brackets, with the text before it; the last tag is ""."""
    at = start = 0
    while (opens := html.find("<", at)) >= 0:
        begins = html[opens + 1 : opens + 2]
        if not (begins.isalpha() or begins in ("/", "!", "?")):
            at = opens + 1  # "3 < 5"
            continue
        mark = "-->" if html.startswith("<!--", opens) else ">"
        closes = html.find(mark, opens + 1)
        if closes < 0:
            break
        yield html[opens + 1 : closes], html[start:opens]
        at = start = closes + len(mark)
    yield "", html[start:]


class _Plain:
    """Collects what is shown: one line per block, cells of a table apart by tabs."""

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]
        self._unshown = 0
        self._quoted = 0

    def add(self, text: str) -> None:
        """Add what stands between two tags."""
        line = self._lines[-1]
        shown = "" if self._unshown else _SPACES.sub(" ", unescape(text))
        if not shown or (shown == " " and not line):
            return
        if self._quoted and not line:
            line.append("> ")
        line.append(shown)

    def pass_tag(self, tag: str) -> None:
        """Open a line, a cell, a quotation, or what is not shown; or close it."""
        name = tag.lstrip("/").partition(" ")[0].strip("/\r\n\t").lower()
        closing = tag.startswith("/")
        step = -1 if closing else 1
        if name in _UNSHOWN:
            self._unshown = max(0, self._unshown + step)
        elif name == "body":
            self._unshown = 0  # the end of the head may be left out
        if name in _BLOCKS:
            self._lines.append([])
        if name == "blockquote" and (self._quoted or "cite" in tag.lower()):
            self._quoted = max(0, self._quoted + step)
        if name in ("td", "th") and not closing and self._lines[-1]:
            self._lines[-1].append("\t")

    def text(self) -> str:
        """Return the lines that are not blank."""
        lines = ("".join(line).strip() for line in self._lines)
        return "\n".join(line for line in lines if line and line != ">")
