"""Product: the tables for programs, as CSV, and what they hold."""

from typing import Final

from ovpsheets.results.data_package.description import (
    PROFILE,
    data_package,
    package_name,
    published_table,
    resource,
)
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.results.report.provenance import provenance_csv
from ovpsheets.tables import PUBLISHED, to_csv
from ovpsheets.texts import Texts

__all__ = ["PRODUCT", "PROFILE", "data_package", "outputs", "package_name", "resource"]

_PACKAGE: Final = "data/datapackage.json"
_PROVENANCE: Final = "data/provenance.csv"


def outputs(report: Report) -> Outputs:
    """Yield the tables, where the workbook has no room the origin of every figure, and the list."""
    texts, described = Texts(report.language), []
    for name in PUBLISHED:
        data = to_csv(getattr(report.tables, name)).encode("utf-8")
        described.append(published_table(name, data, texts, report.plan.columns))
        yield f"data/{name}.csv", data
    if (provenance := provenance_csv(report)) is not None:
        yield _PROVENANCE, provenance
    yield _PACKAGE, data_package(report, described, texts)


PRODUCT: Final = Product(
    name="data-package",
    files=(*(f"data/{name}.csv" for name in PUBLISHED), _PROVENANCE, _PACKAGE),
    about="The tables as CSV with their description (Data Package 2.0); `provenance.csv` only "
    "where there are more figures than the workbook shows the origin of.",
    audience="coordinator",
    language="coordinator",
    member_text=True,
    outputs=outputs,
)
