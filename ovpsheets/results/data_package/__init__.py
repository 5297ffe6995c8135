"""Product: the tables for programs, as CSV, and what they hold."""

from typing import Final

from ovpsheets.laid_aside import Content
from ovpsheets.results.data_package.code_resources import (
    code_list_csv,
    code_list_path,
    code_list_schema,
    code_lists,
)
from ovpsheets.results.data_package.description import (
    PROFILE,
    Described,
    code_list,
    data_package,
    package_name,
    resource,
)
from ovpsheets.results.product import Contents, Product
from ovpsheets.results.report import Report
from ovpsheets.results.report.provenance import PROVENANCE, provenance_csv
from ovpsheets.table_csv import csv_bytes, csv_content
from ovpsheets.tables import PUBLISHED, SUMS, frame, with_columns
from ovpsheets.texts import Texts

__all__ = [
    "PRODUCT",
    "PROFILE",
    "Described",
    "code_list",
    "code_list_csv",
    "code_list_path",
    "code_list_schema",
    "code_lists",
    "data_package",
    "outputs",
    "package_name",
    "resource",
]  # fmt: skip

_PACKAGE: Final = "data/datapackage.json"
_PROVENANCE: Final = "provenance"
_TOTALS: Final = "totals"


def outputs(report: Report) -> Contents:
    """Yield the tables, the sums of shares, where the workbook has no room the origin of every
    figure, and the lists.

    Last comes the description of them all.
    """
    texts = Texts(report.language)
    lists = code_lists(report.plan, {name: getattr(report.tables, name) for name in PUBLISHED})
    described, resources = Described.of(report, lists, texts), []
    for name, schema in with_columns(PUBLISHED, report.plan.columns).items():
        data: Content = csv_content(getattr(report.tables, name))
        resources.append(resource(name, schema, data, described))
        yield f"data/{name}.csv", data
    if added_up := report.added_up():
        data = csv_bytes(frame(SUMS, added_up))
        resources.append(resource(_TOTALS, SUMS, data, described))
        yield f"data/{_TOTALS}.csv", data
    if (provenance := provenance_csv(report)) is not None:
        resources.append(resource(_PROVENANCE, PROVENANCE, provenance, described))
        yield f"data/{_PROVENANCE}.csv", provenance
    for name, codes in lists.items():
        data = code_list_csv(codes)
        resources.append(code_list(name, data, described))
        yield f"data/{code_list_path(name)}", data
    yield _PACKAGE, data_package(report, resources, texts)


PRODUCT: Final = Product(
    name="data-package",
    files=(
        *(f"data/{name}.csv" for name in PUBLISHED),
        f"data/{_TOTALS}.csv",
        f"data/{_PROVENANCE}.csv",
        f"data/{code_list_path('{list}')}",
        _PACKAGE,
    ),
    about="The tables as CSV with their description and code lists (Data Package 2.0); "
    "`totals.csv` only where institutions report shares of a sum, "
    "`provenance.csv` only where there are more figures than the workbook shows the origin of.",
    audience="coordinator",
    language="coordinator",
    member_text=True,
    outputs=outputs,
)
