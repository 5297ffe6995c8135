"""One quarter of the board: how far it is, its institutions, what there is to open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pandas as pd

from ovpsheets.forms.register import read_register
from ovpsheets.intake.find import find_returns
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.release.log import read_log
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.results.report.sent_register import SentMail, last_to, read_sent
from ovpsheets.table_csv import read_csv
from ovpsheets.tables import FINDINGS, INSTITUTIONS, RETURNS, counted, records
from ovpsheets.texts import Texts
from ovpsheets.words import MAIL_KINDS, SEVERITIES
from ovpsheets.workspace.closed import last_closed
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.merged_tables import is_merged
from ovpsheets.workspace.quarter_folder import QuarterFolder

_UNBROKEN: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class BoardLink:
    """A link: what it says, and where it leads, relative to the workspace."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """One institution in a quarter; a cell without anything to say is ()."""

    name: str
    form: tuple[BoardLink, ...]
    returned: str
    tone: str  # good, late, missing or plain
    files: tuple[BoardLink, ...]
    mails: tuple[BoardLink, ...]
    last_mail: str
    correction: tuple[BoardLink, ...]


@dataclass(frozen=True, slots=True)
class QuarterCard:
    """One quarter: how far it is, its dates and counts, what there is to open.

    ``facts``: label and value. ``came``: how many files lie in returns/ that no merge has seen.
    """

    name: str
    key: str
    state: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[BoardLink, ...]
    rows: tuple[InstitutionRow, ...]
    came: str


def link_to(workspace: WorkspaceFolder, path: Path | None, text: str) -> tuple[BoardLink, ...]:
    """Return a link to *path*, none where it is not there or lies outside the workspace."""
    if path is None or not path.exists():
        return ()
    # Both resolved, for the workspace itself may be reached by a link; a link that leads out
    # of it would lead nowhere once the folder is moved or sent.
    own, root = path.resolve(), workspace.root.resolve()
    if not own.is_relative_to(root):
        return ()
    return (BoardLink(text, quote(own.relative_to(root).as_posix())),)


def card_of(workspace: WorkspaceFolder, quarter: Quarter, plan: Plan, texts: Texts) -> QuarterCard:
    """Return what the board says of *quarter*; raises OvpError for what cannot be read."""
    place = workspace.quarter(quarter)
    tables = _Tables.of(place)
    sent = read_sent(place.mail)
    rows = tuple(_rows(workspace, place, plan, tables, sent, texts))
    came = _unseen(place, tables)
    return QuarterCard(
        texts.quarter(quarter),
        str(quarter),
        _state(place, tables, texts),
        tuple(_facts(place, plan, tables, texts)),
        tuple(_links(workspace, place, texts)),
        rows,
        texts("board.came", n=came) if came else "",
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the last merge wrote; None where there was none."""

    institutions: pd.DataFrame
    findings: pd.DataFrame
    returns: pd.DataFrame

    @classmethod
    def of(cls, place: QuarterFolder) -> "_Tables | None":
        if not is_merged(place.results):
            return None
        return cls(
            read_csv(place.data / "institutions.csv", INSTITUTIONS),
            read_csv(place.data / "findings.csv", FINDINGS),
            read_csv(place.data / "returns.csv", RETURNS),
        )


def _state(place: QuarterFolder, tables: _Tables | None, texts: Texts) -> str:
    closed, log = last_closed(place), read_log(place.releases)
    if closed and not closed.reopened:
        return texts("board.is.closed", day=texts.short_date(closed.day))
    if log:
        return texts("board.is.published", day=texts.short_date(date.fromisoformat(log[-1].day)))
    return texts("board.is.merged" if tables else "board.is.begun")


def _facts(
    place: QuarterFolder, plan: Plan, tables: _Tables | None, texts: Texts
) -> Iterator[tuple[str, str]]:
    dates = plan.dates(place.quarter)
    yield texts("cli.submit_by"), texts.long_date(dates.submit_by)
    yield texts("cli.publish_by"), texts.long_date(dates.publish_by)
    forms = {(form.institution, form.commitment) for form in read_register(place.forms)}
    yield texts("cli.next.forms"), str(len(forms))
    if tables is None:
        return
    expected = tables.institutions[tables.institutions["expected"].fillna(False)]
    n = int(expected["returned"].fillna(False).sum())
    yield texts("cli.returned"), texts("cli.of", n=n, total=len(expected))
    severities = counted(tables.findings)["severity"]
    counts = [(item.value, int((severities == item.value).sum())) for item in SEVERITIES]
    each = (f"{texts(f'words.severity.{key}')} {n}" for key, n in counts)
    said = " · ".join(one.replace(" ", _UNBROKEN) for one in each)
    yield texts("cli.findings"), said if any(n for _, n in counts) else texts("cli.no_findings")


def _unseen(place: QuarterFolder, tables: _Tables | None) -> int:
    """Return how many files lie in returns/ that the last merge did not see."""
    if not place.returns.is_dir():
        return 0
    seen = set(tables.returns["file"]) if tables else set()
    return sum(1 for name in find_returns(place.returns).files if name not in seen)


def _links(workspace: WorkspaceFolder, place: QuarterFolder, texts: Texts) -> Iterator[BoardLink]:
    """Yield what there is to open in a quarter, in the order of the work."""
    language = texts.language
    drafts = sorted(place.review.glob("draft-*"), key=lambda path: int(path.name[6:]))
    for key, path in (
        ("forms", place.forms),
        ("returns", place.returns),
        ("consolidated", place.results / CONSOLIDATED),
        ("summary", place.results / f"summary.{language}.html"),
        ("minister", place.results / f"minister.{language}.html"),
        ("dashboard", place.results / f"dashboard.{language}.html"),
        ("scorecards", place.results / f"scorecards.{language}.xlsx"),
        ("note", place.results / f"note.{language}.docx"),
        ("drafts", place.mail),
        ("draft", drafts[-1] if drafts else None),
        ("questions", place.questions),
        ("public", place.public),
    ):
        yield from link_to(workspace, path, texts(f"board.link.{key}"))


# ------------------------------------------------------------------ one institution


def _rows(
    workspace: WorkspaceFolder,
    place: QuarterFolder,
    plan: Plan,
    tables: _Tables | None,
    sent: tuple[SentMail, ...],
    texts: Texts,
) -> Iterator[InstitutionRow]:
    """Yield a row for each institution that has a form or is expected to report."""
    forms = {form.institution: form.file for form in read_register(place.forms)}
    known = {row["institution"]: row for row in records(tables.institutions)} if tables else {}
    files, corrections = _used(tables), _corrections(place)
    for own in plan.institutions:
        row = known.get(own.code)
        if own.code not in forms and not (row and row["expected"]):
            continue
        said, tone = _returned(row, texts)
        file, last = forms.get(own.code), last_to(sent, own.code)
        yield InstitutionRow(
            own.label(texts.language),
            link_to(workspace, place.forms / file, texts("board.form_link")) if file else (),
            said,
            tone,
            tuple(_files(workspace, place, files.get(own.code, ()), texts)),
            tuple(_mails(workspace, place, own.code, texts)),
            _last_mail(last, texts),
            tuple(
                link
                for path in corrections.get(own.code, ())
                for link in link_to(workspace, path, texts("board.correction_link"))
            ),
        )


def _returned(row: dict[str, object] | None, texts: Texts) -> tuple[str, str]:
    """Return what is known of an institution's form, and how it looks."""
    if row is None:
        return texts("board.unknown"), "plain"
    day, wrote = row["received"], row["wrote"]
    if isinstance(day, date):
        if row["on_time"] is None:
            return texts.short_date(day), "plain"
        key, tone = ("on_time", "good") if row["on_time"] else ("late", "late")
        return texts(f"cli.status.{key}", day=texts.short_date(day)), tone
    if isinstance(wrote, date):
        return texts("cli.status.wrote", day=texts.short_date(wrote)), "late"
    if row["wrote_undated"]:
        return texts("cli.status.wrote_undated"), "late"
    return texts("cli.status.not_returned"), "missing"


def _used(tables: _Tables | None) -> Mapping[str, list[str]]:
    """Return institution → the files that count of it."""
    found: dict[str, list[str]] = {}
    for row in records(tables.returns) if tables else ():
        if row["used"] == "used":
            found.setdefault(row["institution"] or "", []).append(row["file"])
    return found


def _files(
    workspace: WorkspaceFolder, place: QuarterFolder, files: Iterable[str], texts: Texts
) -> Iterator[BoardLink]:
    """Yield links to *files*; not to what lies in an archive or a mail."""
    paths = (place.returns / file.partition("#")[0] for file in files)
    for number, path in enumerate((path for path in paths if path.is_file()), start=1):
        yield from link_to(workspace, path, texts("board.file_link", n=number))


def _mails(
    workspace: WorkspaceFolder, place: QuarterFolder, code: str, texts: Texts
) -> Iterator[BoardLink]:
    for kind in MAIL_KINDS:
        path = place.mail / f"{code}_{kind}.eml"
        yield from link_to(workspace, path, texts(f"mail.kind.{kind}"))


def _last_mail(mail: SentMail | None, texts: Texts) -> str:
    if mail is None:
        return ""
    is_known = mail.kind in MAIL_KINDS
    kind = texts(f"mail.kind.{mail.kind}") if is_known else mail.kind
    return f"{kind}, {texts.short_date(mail.day)}"


def _corrections(place: QuarterFolder) -> Mapping[str, list[Path]]:
    """Return institution → its corrections: ``M1.xlsx``, and of a second file ``M1_2.xlsx``.

    The folder is read once: for a look of each institution at all files there would be no end.
    """
    found: dict[str, list[Path]] = {}
    for path in sorted((place.results / "corrections").glob("*.xls?")):
        parts = path.stem.split("_")
        for end in range(1, len(parts) + 1):  # a code may have a line in it, too
            found.setdefault("_".join(parts[:end]), []).append(path)
    return found
