"""The public files of a quarter, by name: made from the public report, and from nothing else."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from ovpsheets.files import sha256
from ovpsheets.release.open_data import data_files
from ovpsheets.release.public import Public
from ovpsheets.release.public_workbook import public_workbook
from ovpsheets.results.dashboard import dashboard_page
from ovpsheets.results.narrative import summary_context
from ovpsheets.results.page import page_file
from ovpsheets.results.product import Promise
from ovpsheets.results.report import Report
from ovpsheets.results.summary import documents
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION

SUMS: Final = "SHA256SUMS"

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
        page = dashboard_page(report, Texts(language), final=True)
        files[f"dashboard.{language}.html"] = page
        files[f"tables.{language}.xlsx"] = public_workbook(report, tables, Texts(language))
    files |= data_files(report, tables)
    lines = [f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())]
    return {**files, SUMS: "".join(lines).encode("utf-8")}


def _notifications(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the plan's notification, and that of every commitment where there are several."""
    yield from _notification(report, None, "")
    codes = [commitment.code for commitment in report.plan.commitments]
    for code in codes if len(codes) > 1 else ():
        yield from _notification(report, code, f"commitments/{code}/")


def _notification(
    report: Report, commitment: str | None, folder: str
) -> Iterator[tuple[str, bytes]]:
    for language in report.plan.languages:
        texts = Texts(language)
        context = summary_context(report, texts, commitment, version=VERSION, final=True)
        named = (context, "notification", f".{language}")
        for name, data in chain(documents(*named), page_file(*named)):
            yield f"{folder}{name}", data
