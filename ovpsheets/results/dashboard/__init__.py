"""Product: the quarters on one page; of a large plan a page for each commitment beside it."""

from typing import Final

from ovpsheets.results.dashboard.dashboard_content import dashboard_pages
from ovpsheets.results.narrative import PartNames, parts
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts

__all__ = ["PRODUCT", "dashboard_pages"]


def outputs(report: Report) -> Outputs:
    """Yield the page in the report's language, and of a large plan those of its commitments."""
    end = f".{report.language}"
    front = f"dashboard{end}.html"
    names = PartNames(f"{{name}}.{{commitment}}{end}.{{kind}}", parts(report), whole=front)
    for code, page in dashboard_pages(report, Texts(report.language), names):
        yield names.of("dashboard", "html").get(code, front), page


PRODUCT: Final = Product(
    name="dashboard",
    files=("dashboard.{language}.html", "dashboard.{commitment}.{language}.html"),
    about="The quarters on one page: counters, forms in time, every indicator with its trend and "
    "its values; nothing withheld yet. Of a large plan the indicators stand on a page for each "
    "commitment.",
    audience="coordinator",
    language="plan",
    member_text=False,
    outputs=outputs,
    comes_and_goes=True,
    when="asked",
)
