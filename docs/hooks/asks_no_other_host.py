"""Every page that is built asks no other host for anything; mkdocs runs this as a hook.

A coordinator reads the site in an office without the internet, and nobody is to learn that it
is read. Links that a reader follows may lead elsewhere; what a browser fetches by itself may not.
"""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from mkdocs.exceptions import PluginError

_FETCHED: Final = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
_ELSEWHERE: Final = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_IN_STYLE: Final = re.compile(r"""(?:url\(|@import\s)\s*["']?((?:https?:)?//[^"')\s]+)""")


def on_post_build(config: Any) -> None:
    """Look through all pages and styles; raise PluginError naming what asks another host."""
    site = Path(config["site_dir"])
    asked = [
        f"{path.relative_to(site)}: {address}"
        for path in sorted(site.rglob("*"))
        if path.suffix in (".html", ".css")
        for address in addresses(path.name, path.read_text(encoding="utf-8"))
    ]
    if asked:
        raise PluginError("The site asks another host:\n" + "\n".join(asked))


def addresses(name: str, text: str) -> list[str]:
    """Return what a browser would fetch from elsewhere of a page or, by its *name*, a style."""
    styled = _IN_STYLE.findall(text)
    if name.endswith(".css"):
        return styled
    fetched = _Fetched()
    fetched.feed(text)
    return [*fetched.elsewhere, *styled]


class _Fetched(HTMLParser):
    """Collects what a page fetches from another host by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.elsewhere: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element; a link that only names the page's own address is not fetched."""
        given = dict(attrs)
        address = given.get(_FETCHED.get(tag, "")) or ""
        if given.get("rel") != "canonical" and _ELSEWHERE.match(address):
            self.elsewhere.append(address)
