"""The text of a mail that was written as HTML.

Not with html.parser: on hostile markup of a megabyte it takes minutes. A mail
needs less: what is between the tags, one line for each block, and behind the
words of a link where it leads, as mail programs write it in plain text.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from ovpsheets.intake.reading.containers.links import links_to_pages

_SPACES: Final = re.compile(r"[ \t\r\n\xa0]+")

_MOST: Final = 4 * 1024 * 1024  # characters; Word's own styles come first

_BLOCKS: Final = frozenset({
    "address", "blockquote", "br", "div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "table", "tr", "ul",
})  # fmt: skip
UNSHOWN: Final = frozenset({"script", "style", "head", "title", "template"})
_TARGET: Final = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""", re.IGNORECASE)


def plain_of_html(html: str) -> str:
    """Return the text that a person sees in *html*; quoted mails become lines with ">"."""
    plain = _Plain()
    for tag, text in pieces_of_html(html):
        plain.add(text)
        plain.pass_tag(tag)
    return plain.text()


def tag_name(tag: str) -> str:
    """Return the name of a tag, opening or closing."""
    return tag.lstrip("/").partition(" ")[0].strip("/\r\n\t").lower()


def pieces_of_html(html: str) -> Iterator[tuple[str, str]]:
    """Yield each tag, without its brackets, with the text before it; the last tag is ""."""
    html = html[:_MOST]
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
        self._targets: list[str] = []  # of the link that is open
        self._words: list[str] = []  # of it

    def add(self, text: str) -> None:
        """Add what stands between two tags."""
        line = self._lines[-1]
        shown = "" if self._unshown else _SPACES.sub(" ", unescape(text))
        if not shown or (shown == " " and not line):
            return
        if self._quoted and not line:
            line.append("> ")
        line.append(shown)
        if self._targets:
            self._words.append(shown)

    def pass_tag(self, tag: str) -> None:
        """Open a line, a cell, a quotation, or what is not shown; or close it."""
        name = tag_name(tag)
        closing = tag.startswith("/")
        step = -1 if closing else 1
        if name == "a":
            self._pass_link(tag, closing=closing)
        if name in UNSHOWN:
            self._unshown = max(0, self._unshown + step)
        elif name == "body":
            self._unshown = 0  # the end of the head may be left out
        if name in _BLOCKS:
            self._lines.append([])
        if name == "blockquote" and (self._quoted or "cite" in tag.lower()):
            self._quoted = max(0, self._quoted + step)
        if name in ("td", "th") and not closing and self._lines[-1]:
            self._lines[-1].append("\t")

    def _pass_link(self, tag: str, *, closing: bool) -> None:
        """Say behind the words of a link where it leads, unless they say it, or it has none."""
        said = "".join(self._words).strip()
        if closing and said:
            self._lines[-1] += [f" <{target}>" for target in self._targets if target not in said]
        found = None if closing else _TARGET.search(tag)
        target = unescape(found[1] or found[2] or found[3] or "") if found else ""
        self._targets = links_to_pages("".join(target.split()))
        self._words.clear()

    def text(self) -> str:
        """Return the lines that are not blank."""
        lines = ("".join(line).strip() for line in self._lines)
        return "\n".join(line for line in lines if line and line != ">")
