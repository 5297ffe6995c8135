"""Product: the summary of a quarter as one page for a browser."""

from typing import Final

from ovpsheets.results.narrative import SummaryContext, summary_context
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.writing.page_templates import render_page

__all__ = ["PRODUCT", "page_file", "render_html"]


def render_html(context: SummaryContext) -> bytes:
    """Return *context* as one HTML file (UTF-8): no script, nothing loaded from anywhere."""
    return render_page("summary.html.j2", context=context)


def page_file(context: SummaryContext, name: str, part: str) -> Outputs:
    """Yield the page of *context*, such as ``summary.mk.html``; *name*, *part* as documents have.

    See :func:`ovpsheets.results.summary.documents`.
    """
    yield f"{name}{part}.html", render_html(context)


def outputs(report: Report) -> Outputs:
    """Yield the page of the whole plan, in the report's language."""
    context = summary_context(report, Texts(report.language), version=VERSION)
    yield from page_file(context, "summary", f".{report.language}")


PRODUCT: Final = Product(
    name="page",
    files=("summary.{language}.html", "summary.{commitment}.{language}.html"),
    about="What the portal will say of the quarter, nothing withheld yet, as a page: a draft for "
    "the coordinator; those of one commitment are written by `ovpsheets note --commitment`.",
    audience="draft",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=outputs,
    when="own_language",
)
