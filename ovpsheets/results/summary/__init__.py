"""Product: the summary of a quarter as documents: for Word, as text, and for the portal.

What they say is made once (:mod:`ovpsheets.results.narrative`); here it is laid out.
"""

from collections.abc import Mapping
from typing import Final

from ovpsheets.results.narrative import (
    NOWHERE,
    TOGETHER,
    PartNames,
    SummaryContext,
    parts,
    summary_context,
)
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.results.summary.docx import render_docx
from ovpsheets.results.summary.portal import render_portal
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.writing.page_templates import render_markdown_page

__all__ = ["PRODUCT", "documents", "render_docx", "render_markdown", "render_portal"]


def render_markdown(context: SummaryContext, places: Mapping[str, str] = NOWHERE) -> bytes:
    """Return *context* as GitHub-flavoured Markdown (UTF-8) that reads well raw.

    *places*: the files of the parts of which it is the front, by commitment.
    """
    return render_markdown_page("summary.md.j2", context=context, places=places)


def documents(
    context: SummaryContext, name: str, part: str, names: PartNames = TOGETHER
) -> Outputs:
    """Yield the files of *context*, such as ``summary.mk.docx`` and ``portal.mk.txt``.

    *name* is what the summary is called; *part* (``.mk``, ``.3.6.mk``) says which one it is;
    *names*: how the parts are called of which it is the front.
    """
    yield f"{name}{part}.md", render_markdown(context, names.of(name, "md"))
    portal = render_portal(context, names.of("portal", "txt"))
    yield f"portal{part}.txt", portal.encode("utf-8")
    yield f"{name}{part}.docx", render_docx(context, names.of(name, "docx"))


def outputs(report: Report) -> Outputs:
    """Yield the documents of the plan, in the report's language; of a large one also its parts."""
    texts, end, codes = Texts(report.language), f".{report.language}", parts(report)
    names = PartNames(f"{{name}}.{{commitment}}{end}.{{kind}}", codes)
    front = summary_context(report, texts, version=VERSION, front=bool(codes))
    yield from documents(front, "summary", end, names)
    for code in codes:
        context = summary_context(report, texts, code, version=VERSION)
        yield from documents(context, "summary", f".{code}{end}")


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
    about="The same for Word, as text, and for the portal; of a large plan in parts, too.",
    audience="coordinator",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=outputs,
    comes_and_goes=True,
    when="asked",
)
