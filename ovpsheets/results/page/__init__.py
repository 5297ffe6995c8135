"""Product: the summary of a quarter as one page for a browser."""

from typing import Final

from ovpsheets.results.narrative import TOGETHER, PartNames, SummaryContext, parts, summary_context
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.writing.page_templates import render_page

__all__ = ["PRODUCT", "page_file", "render_html"]


def render_html(context: SummaryContext, names: PartNames = TOGETHER, name: str = "") -> bytes:
    """Return *context* as one HTML file (UTF-8): no script, nothing loaded from anywhere."""
    places = names.of(name, "html") if context.is_front else {
        section.code: f"#commitment-{number}"
        for number, section in enumerate(context.sections, start=1)
    }  # fmt: skip
    return render_page("summary.html.j2", context=context, places=places, whole=names.whole)


def page_file(
    context: SummaryContext, name: str, part: str, names: PartNames = TOGETHER
) -> Outputs:
    """Yield the page of *context*, such as ``summary.mk.html``; *name*, *part* as documents have.

    See :func:`ovpsheets.results.summary.documents`.
    """
    yield f"{name}{part}.html", render_html(context, names, name)


def outputs(report: Report) -> Outputs:
    """Yield the page of the whole plan, in the report's language, and of a large one its parts."""
    texts, end, codes = Texts(report.language), f".{report.language}", parts(report)
    names = PartNames(f"{{name}}.{{commitment}}{end}.{{kind}}", codes)
    front = summary_context(report, texts, version=VERSION, front=bool(codes))
    yield from page_file(front, "summary", end, names)
    back = PartNames(whole=f"summary{end}.html")
    for code in codes:
        context = summary_context(report, texts, code, version=VERSION)
        yield from page_file(context, "summary", f".{code}{end}", back)


PRODUCT: Final = Product(
    name="page",
    files=("summary.{language}.html", "summary.{commitment}.{language}.html"),
    about="What the portal will say of the quarter, nothing withheld yet, as a page for the "
    "coordinator alone; members get the draft of `review`. Of a large plan it is the front of a "
    "page for each commitment; these are written by `ovpsheets note --commitment`, too.",
    audience="coordinator",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=outputs,
    when="own_language",
)
