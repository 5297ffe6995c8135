"""The public files of a quarter, by name: made from the public report, and from nothing else."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.files import sha256
from ovpsheets.release.open_data import data_files
from ovpsheets.release.public import Public
from ovpsheets.release.public_workbook import public_workbook
from ovpsheets.results.dashboard import dashboard_pages
from ovpsheets.results.narrative import PartNames, SummaryContext, parts, summary_context
from ovpsheets.results.page import page_file
from ovpsheets.results.product import Promise
from ovpsheets.results.report import Report
from ovpsheets.results.summary import documents
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.words import Language

SUMS: Final = "SHA256SUMS"

_APART: Final = "commitments/{commitment}/{name}"
"""Where a document of a commitment lies."""

_NOTIFICATION: Final = (
    "notification.{language}.md",
    "portal.{language}.txt",
    "notification.{language}.html",
    "notification.{language}.docx",
)

PROMISE: Final = Promise(
    name="public",
    files=(
        *_NOTIFICATION,
        *(f"commitments/{{commitment}}/{name}" for name in _NOTIFICATION),
        "dashboard.{language}.html",
        "commitments/{commitment}/dashboard.{language}.html",
        "tables.{language}.xlsx",
        "data/{table}.csv",
        "data/{table}.parquet",
        "data/codes/{list}.csv",
        "data/datapackage.json",
        "catalogue/dcat.jsonld",
        "catalogue/ckan.json",
        SUMS,
    ),
    about="What is published after disclosure control: notification, the quarters on one page, "
    "tables, open data. Parquet "
    "where pyarrow is installed, a folder for each commitment where there are several.",
    audience="public",
    language="plan",
    member_text=True,
    metadata="ours",
)


def public_files(made: Public) -> dict[str, bytes]:
    """Return what is published: notification, tables, open data, and the digests of them all."""
    report, tables = made.report, made.tables
    files = dict(_notifications(report))
    for language in report.plan.languages:
        files |= _dashboard(report, language)
        files[f"tables.{language}.xlsx"] = public_workbook(report, tables, Texts(language))
    files |= data_files(report, tables)
    # As sha256sum writes and reads it, so that anybody can check what was downloaded.
    lines = [f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())]
    return {**files, SUMS: "".join(lines).encode("utf-8")}


def _dashboard(report: Report, language: Language) -> Iterator[tuple[str, bytes]]:
    """Yield the quarters on one page, and of a large plan the page of each commitment."""
    front = f"dashboard.{language}.html"
    pattern = f"{_APART}.{language}.{{kind}}"
    names = PartNames(pattern, parts(report), whole=f"../../{front}")
    for code, page in dashboard_pages(report, Texts(language), names, final=True):
        yield names.of("dashboard", "html").get(code, front), page


def _notifications(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the plan's notification, and that of every commitment where there are several."""
    apart = parts(report)
    for language in report.plan.languages:
        context = _context(report, language, front=bool(apart))
        beside = (("beside_dashboard", f"dashboard.{language}.html"),)
        names = PartNames(f"{_APART}.{language}.{{kind}}", apart, beside=beside)
        yield from _notification(context, names)
    codes = [commitment.code for commitment in report.plan.commitments]
    # With a single commitment its notification would be that of the plan, twice.
    for code in codes if len(codes) > 1 else ():
        for language in report.plan.languages:
            back = PartNames(whole=f"../../notification.{language}.html")
            for name, data in _notification(_context(report, language, code), back):
                yield f"commitments/{code}/{name}", data


def _context(
    report: Report, language: Language, commitment: str | None = None, *, front: bool = False
) -> SummaryContext:
    return summary_context(
        report, Texts(language), commitment, version=VERSION, final=True, front=front
    )


def _notification(context: SummaryContext, names: PartNames) -> Iterator[tuple[str, bytes]]:
    named = (context, "notification", f".{context.language}", names)
    yield from documents(*named)
    yield from page_file(*named)
