"""Product: the summary of a quarter as documents: for Word, as text, and for the portal.

What they say is made once (:mod:`ovpsheets.results.narrative`); here it is laid out.
"""

from typing import Final

from ovpsheets.results.narrative import SummaryContext, summary_context
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.results.summary.docx import render_docx
from ovpsheets.results.summary.portal import render_portal
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.writing.page_templates import render_markdown_page

__all__ = ["PRODUCT", "documents", "render_docx", "render_markdown", "render_portal"]


def render_markdown(context: SummaryContext) -> bytes:
    """Return *context* as GitHub-flavoured Markdown (UTF-8) that reads well raw."""
    return render_markdown_page("summary.md.j2", context=context)


def documents(context: SummaryContext, name: str, part: str) -> Outputs:
    """Yield the files of *context*, such as ``summary.mk.docx`` and ``portal.mk.txt``.

    *name* is what the summary is called; *part* (``.mk``, ``.3.6.mk``) says which one it is.
    """
    yield f"{name}{part}.md", render_markdown(context)
    yield f"portal{part}.txt", render_portal(context).encode("utf-8")
    yield f"{name}{part}.docx", render_docx(context)


def outputs(report: Report) -> Outputs:
    """Yield the documents of the whole plan, in the report's language."""
    context = summary_context(report, Texts(report.language), version=VERSION)
    yield from documents(context, "summary", f".{report.language}")


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
    outputs=outputs,
    when="asked",
)
