"""Product: the summary of a quarter for the portal.

:func:`summary_context` says everything that a summary says, once and as text;
Markdown, HTML, Word and the text for the portal only lay it out.
"""

from typing import Final

from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.results.summary.compose import summary_context
from ovpsheets.results.summary.dashboard import dashboard_page
from ovpsheets.results.summary.docx import render_docx
from ovpsheets.results.summary.minister import minister_docx, minister_html, minister_page
from ovpsheets.results.summary.portal import render_portal
from ovpsheets.results.summary.render import render_html, render_markdown
from ovpsheets.results.summary.summary_model import SummaryContext
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION

__all__ = [
    "DASHBOARD",
    "MINISTER",
    "PAGE",
    "PRODUCT",
    "SummaryContext",
    "dashboard_page",
    "minister_docx",
    "minister_html",
    "minister_page",
    "outputs",
    "render_docx",
    "render_html",
    "render_markdown",
    "render_portal",
    "summary_context",
    "summary_files",
]


def summary_files(context: SummaryContext, name: str, part: str) -> Outputs:
    """Yield the files of *context*, such as ``summary.mk.html`` and ``portal.mk.txt``.

    *name* is what the summary is called; *part* (``.mk``, ``.3.6.mk``) says which one it is.
    """
    yield from _documents(context, name, part)
    yield f"{name}{part}.html", render_html(context)


def _documents(context: SummaryContext, name: str, part: str) -> Outputs:
    yield f"{name}{part}.md", render_markdown(context)
    yield f"portal{part}.txt", render_portal(context).encode("utf-8")
    yield f"{name}{part}.docx", render_docx(context)


def outputs(report: Report, commitment: str) -> Outputs:
    """Yield the draft of the working group of one *commitment*, in the report's language."""
    context = summary_context(report, Texts(report.language), commitment, version=VERSION)
    yield from summary_files(context, "summary", f".{commitment}.{report.language}")


def _of_all(report: Report) -> SummaryContext:
    return summary_context(report, Texts(report.language), version=VERSION)


def _page(report: Report) -> Outputs:
    yield f"summary.{report.language}.html", render_html(_of_all(report))


def _to_send(report: Report) -> Outputs:
    yield from _documents(_of_all(report), "summary", f".{report.language}")


def _dashboard(report: Report) -> Outputs:
    yield f"dashboard.{report.language}.html", dashboard_page(report, Texts(report.language))


def _minister(report: Report) -> Outputs:
    page = minister_page(report, Texts(report.language))
    yield f"minister.{report.language}.html", minister_html(page)
    yield f"minister.{report.language}.docx", minister_docx(page)


DASHBOARD: Final = Product(
    name="dashboard",
    files=("dashboard.{language}.html",),
    about="The quarters on one page: counters, forms in time, every indicator with its trend and "
    "its values; nothing withheld yet.",
    audience="coordinator",
    language="plan",
    member_text=False,
    outputs=_dashboard,
    when="asked",
)

MINISTER: Final = Product(
    name="minister",
    files=("minister.{language}.html", "minister.{language}.docx"),
    about="One page for the minister: counters, three messages, from whom there is no usable "
    "form, what is past its deadline, what is to be decided; nothing withheld yet.",
    audience="coordinator",
    language="plan",
    member_text=False,
    metadata="ours",
    outputs=_minister,
    when="asked",
)

PAGE: Final = Product(
    name="page",
    files=("summary.{language}.html", "summary.{commitment}.{language}.html"),
    about="What the portal will say of the quarter, nothing withheld yet, as a page: a draft for "
    "the coordinator; those of one commitment are written by `ovpsheets note --commitment`.",
    audience="draft",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=_page,
    when="own_language",
)

PRODUCT: Final = Product(
    name="summary",
    files=(
        "summary.{language}.md",
        "portal.{language}.txt",
        "summary.{language}.docx",
        "summary.{commitment}.{language}.md",
        "portal.{commitment}.{language}.txt",
        "summary.{commitment}.{language}.docx",
    ),
    about="The same for Word, as text, and for the portal.",
    audience="draft",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=_to_send,
    when="asked",
)
