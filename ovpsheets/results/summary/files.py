"""A summary as the files that go out: the page, Markdown, Word, and the text for the portal."""

from collections.abc import Iterator

from ovpsheets.results.summary.docx import render_docx
from ovpsheets.results.summary.portal import render_portal
from ovpsheets.results.summary.render import render_html, render_markdown
from ovpsheets.results.summary.summary_model import SummaryContext


def summary_files(context: SummaryContext, name: str, part: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of *context*, such as ``summary.mk.html`` and ``portal.mk.txt``.

    *name* is what the summary is called; *part* (``.mk``, ``.3.6.mk``) says which one it is.
    """
    yield f"{name}{part}.md", render_markdown(context)
    yield f"portal{part}.txt", render_portal(context).encode("utf-8")
    yield f"{name}{part}.html", render_html(context)
    yield f"{name}{part}.docx", render_docx(context)
