"""Product: the quarters on one page."""

from typing import Final

from ovpsheets.results.dashboard.dashboard_content import dashboard_page
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts

__all__ = ["PRODUCT", "dashboard_page"]


def outputs(report: Report) -> Outputs:
    """Yield the page in the report's language."""
    yield f"dashboard.{report.language}.html", dashboard_page(report, Texts(report.language))


PRODUCT: Final = Product(
    name="dashboard",
    files=("dashboard.{language}.html",),
    about="The quarters on one page: counters, forms in time, every indicator with its trend and "
    "its values; nothing withheld yet.",
    audience="coordinator",
    language="plan",
    member_text=False,
    outputs=outputs,
    when="asked",
)
