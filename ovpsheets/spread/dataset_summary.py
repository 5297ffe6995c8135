"""The workbook beside a dataset: how commitments and institutions stand, and links to the data.

It is made of counts, and so of a plan of any size: nothing of it grows with the rows of the tables.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ovpsheets.journeys.dataset import folder_of
from ovpsheets.spread.merged_dataset import MergedDataset
from ovpsheets.spread.part_told import InNumbers
from ovpsheets.texts import Texts
from ovpsheets.words import SEVERITIES, Language
from ovpsheets.writing.book import LAST_ROW, Book, Page

_HEADINGS: Final = 3
_NUMBER: Final = "cell integer centre"
_NUMBERS: Final = ("activities", "answered", "indicators", "given")
_LINKED: Final = ("activities", "indicators", "findings")
"""The tables to which there is a link for each commitment."""


def summary_files(merged: MergedDataset, language: Language) -> dict[str, bytes]:
    """Return the workbook, by its name: the same quarter gives the same bytes."""
    texts = Texts(language)
    title = texts("consolidated.dataset.title", quarter=texts.quarter(merged.quarter))
    book = Book(title=title, subject=merged.plan.title.in_(language), cut=texts("consolidated.cut"))
    for name, make in _SHEETS:
        sheet = _Sheet(merged, texts, book.page(texts(f"consolidated.{name}")), title)
        make(sheet)
    return {merged.summary: book.finish()}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet in the making."""

    merged: MergedDataset
    texts: Texts
    page: Page
    title: str

    @property
    def language(self) -> Language:
        return self.texts.language

    def said(self, key: str) -> str:
        return self.texts(f"consolidated.{key}")

    def severities(self) -> list[str]:
        return [self.texts(f"words.severity.{own.value}") for own in SEVERITIES]

    def table(
        self, headings: list[tuple[str, float]], rows: Iterable[list[tuple[Any, str]]], note: str
    ) -> None:
        """Write the title, what the sheet says, the headings, and *rows* of values and styles."""
        page, columns = self.page, len(headings)
        page.widths([width for _, width in headings])
        page.banner(self.title, self.merged.plan.title.in_(self.language), columns)
        page.above(2, note, "plain", columns=columns)
        for column, (heading, _) in enumerate(headings):
            page.text(_HEADINGS, column, heading, "heading")
        page.fit_rows(_HEADINGS, _HEADINGS, least=24)
        last, below = _HEADINGS, page.rows(_HEADINGS + 1)
        for last, row in enumerate(rows, start=_HEADINGS + 1):
            if last >= LAST_ROW:  # the dataset has them all
                break
            for column, (value, style) in enumerate(row):
                _put(below, last, column, value, style)
            below.end_row(last, least=18)
        page.sheet.freeze_panes(_HEADINGS + 1, 1)
        page.sheet.autofilter(_HEADINGS, 0, last, columns - 1)
        page.paper(landscape=True, footer=self.title, repeat=(_HEADINGS, _HEADINGS))


def _put(page: Any, row: int, column: int, value: Any, style: str) -> None:
    if isinstance(value, int | float):
        page.number(row, column, value, style)
    elif isinstance(value, tuple):
        target, text = value
        page.link(row, column, target, text)
    else:
        page.text(row, column, value, style)


def _numbers(own: InNumbers) -> list[tuple[Any, str]]:
    counts = (own.asked, own.answered, own.values, own.given, *own.findings)
    return [(number, _NUMBER) for number in counts]


def _commitments(sheet: _Sheet) -> None:
    """The commitments, with a link to the folder of each in every table."""
    numbers = [(sheet.said(f"heading.{name}"), 12.0) for name in _NUMBERS]
    tables = (sheet.said(f"heading.{name}") for name in _LINKED)
    links = [(sheet.texts("consolidated.dataset.data", table=own), 12.0) for own in tables]
    headings = [
        (sheet.said("heading.commitment"), 14.0),
        (sheet.said("heading.commitment_title"), 40.0),
        *numbers,
        *((own, 12.0) for own in sheet.severities()),
        *links,
    ]
    sheet.table(headings, _commitment_rows(sheet), sheet.said("dataset.note"))


def _commitment_rows(sheet: _Sheet) -> Iterator[list[tuple[Any, str]]]:
    merged = sheet.merged
    written = {name.rpartition("/")[0] for name in merged.files}
    for code, own in merged.commitments.items():
        folders = (folder_of(table, str(merged.quarter), code) for table in _LINKED)
        yield [
            (code, "cell bold"),
            (merged.plan.commitment(code).title.in_(sheet.language), "cell"),
            *_numbers(own),
            *(((f"external:{f}/", code) if f in written else "", "cell") for f in folders),
        ]
    total = sum(merged.commitments.values(), InNumbers())
    yield [(sheet.said("heading.total"), "cell bold"), ("", "cell"), *_numbers(total)]


def _institutions(sheet: _Sheet) -> None:
    """The institutions: first those of which a form is expected and none came."""
    headings = [
        (sheet.said("heading.institution"), 16.0),
        (sheet.said("heading.institution_name"), 50.0),
        (sheet.said("heading.returned"), 14.0),
        *((sheet.said(f"heading.{name}"), 12.0) for name in _NUMBERS),
        *((own, 12.0) for own in sheet.severities()),
    ]
    sheet.table(headings, _institution_rows(sheet), sheet.said("dataset.institutions"))


def _institution_rows(sheet: _Sheet) -> Iterator[list[tuple[Any, str]]]:
    words = {
        True: (sheet.texts("words.yes"), "cell good"),
        False: (sheet.texts("words.no"), "cell bad"),
    }
    bodies = sheet.merged.bodies
    for own in sorted(bodies, key=lambda body: body.has_returned or not body.is_expected):
        known = sheet.merged.plan.institution(own.code)
        is_asked = own.is_expected or own.has_returned
        yield [
            (own.code, "cell bold"),
            (known.full_name(sheet.language), "cell"),
            words[own.has_returned] if is_asked else ("", "cell"),
            *_numbers(own.standing),
        ]


def _worst(sheet: _Sheet) -> None:
    """The worst findings; all of them are in the dataset."""
    headings = [
        (sheet.said("heading.severity"), 14.0),
        (sheet.said("heading.institution"), 16.0),
        (sheet.said("heading.code"), 14.0),
        (sheet.said("heading.message"), 100.0),
    ]
    rows = (
        [
            (sheet.texts(f"words.severity.{own.severity}"), "cell"),
            (own.institution, "cell bold"),
            (own.code, "cell"),
            (own.message, "cell"),
        ]
        for own in sheet.merged.worst
    )
    note = sheet.texts(
        "consolidated.dataset.worst",
        shown=len(sheet.merged.worst),
        total=sheet.merged.rows.get("findings", 0),
        folder=f"findings/quarter={sheet.merged.quarter}",
    )
    sheet.table(headings, rows, note)


_SHEETS: Final[tuple[tuple[str, Callable[[_Sheet], None]], ...]] = (
    ("sheet.overview.name", _commitments),
    ("sheet.institutions.name", _institutions),
    ("dataset.findings", _worst),
)
"""The texts that name the sheets, and what writes them, in their order."""
