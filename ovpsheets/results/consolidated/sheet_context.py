"""What every sheet of the consolidated workbook is written with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.decisions.known_names import heading_key
from ovpsheets.files import scratch_folder
from ovpsheets.plan.model import Indicator
from ovpsheets.results.consolidated.sheet_values import StyledText, Value
from ovpsheets.results.report import Report
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book, Page

_TAB_COLOURS: Final = {
    "read_me": "navy",
    "overview": "navy",
    "matrix": "navy",
    "timeline": "navy",
    "todo": "ochre",
    "decisions": "ochre",
    "draft": "ochre",
}


CODED: Final = frozenset(("reason", "status", "flag", "yes_no", "choice"))
"""Contents of answers that are shown as words; every other one is shown as it is."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one table may put into the workbook; where it is cut, a CSV file holds the rest.

    What members send has no end. Beyond this a workbook takes minutes to open, and at some
    point neither Excel nor we ourselves could read it again.
    """

    rows: int = 100_000
    characters: int = 40_000_000
    unplaced: int = 20_000
    """Rows of what stands outside the forms: nobody reads more of them here."""


BUDGET: Final = Budget()


@dataclass(frozen=True, slots=True, eq=False)
class SheetContext:
    """The report, the language, the workbook; and the words that sheets share."""

    report: Report
    texts: Texts
    book: Book
    kept: Mapping[str, Kept]
    budget: Budget = BUDGET

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text of the catalogue ``consolidated``."""
        return self.texts(f"consolidated.{key}", **values)

    def name(self, sheet: str) -> str:
        """Return a sheet's name as its tab shows it."""
        return self(f"sheet.{sheet}.name")

    def page(self, sheet: str, widths: Sequence[float], *, frozen: int = 0) -> Page:
        """Add a sheet with its widths and title band; *frozen* columns stay in view."""
        page = self.book.page(self.name(sheet))
        page.widths(widths)
        page.banner(
            self(f"sheet.{sheet}.title"),
            self.subtitle,
            len(widths),
            frozen=frozen,
            short=self.name(sheet),
        )
        page.sheet.set_tab_color(self.book.look.colour(_TAB_COLOURS.get(sheet, "not_started")))
        return page

    def paper(
        self,
        page: Page,
        *,
        landscape: bool = True,
        repeat: tuple[int, int] | None = None,
        stub: int = 0,
        columns: int = 0,
        footer: str = "",
    ) -> None:
        """Set *page* up for A4; no letter is smaller than 8 points.

        *stub*, *columns*: as :meth:`Page.paper` takes them. *footer*: by default the report's.
        """
        page.paper(
            landscape=landscape, footer=footer or self.subtitle, repeat=repeat, stub=stub,
            columns=columns,
        )  # fmt: skip

    def for_the_screen(self, page: Page, last: int) -> None:
        """Set *page* up so that one page of it is printed, at most to *last*: it is for a screen.

        Its footer says that this is not all.
        """
        columns = page.columns_on_paper(landscape=True)
        page.paper(landscape=True, footer=self("first_page_only"), stub=0, columns=columns)
        page.sheet.print_area(0, 0, page.rows_on_paper(last, columns), columns - 1)

    @property
    def columns(self) -> FormColumns:
        """The columns of the form's tables."""
        return self.report.plan.columns

    @property
    def subtitle(self) -> str:
        """What the workbook is about, in one line."""
        report = self.report
        commitments = report.plan.commitments
        what = (
            self("commitment", code=commitments[0].code)
            if len(commitments) == 1
            else report.plan.code
        )
        return self(
            "subtitle_closed" if report.closed else "subtitle",
            what=what,
            quarter=self.texts.quarter(report.quarter),
            as_of=self.texts.short_date(report.as_of),
        )

    def institution(self, code: str | None) -> str:
        """Return an institution's short name; "" for None."""
        return self.report.institution_label(code, self.texts.language) if code else ""

    def who(self, row: Mapping[str, Any]) -> str:
        """Return whose a row of ``indicators`` is; one of all shares is everybody's."""
        return self.institution(row["institution"]) or self("all_together")

    def lacking(self, row: Mapping[str, Any], silent: Iterable[str] = ()) -> str:
        """Say what a number lacks: quarters of which none is known, and *silent* institutions.

        Of a sum of shares (a row without institution) some of such a quarter may be in it.
        """
        lacks, quarters = [*map(self.institution, silent)], (row["lacks_quarters"] or "").split()
        incomplete = quarters if row["institution"] is None else []
        lacks += [] if incomplete else quarters
        said = (
            self("lacks", what=", ".join(lacks)) if lacks else "",
            self("lacks_shares", what=", ".join(incomplete)) if incomplete else "",
        )
        return "; ".join(part for part in said if part)

    def activity_text(self, code: str | None) -> str:
        """Return an activity's text; "" for one that the plan does not know."""
        found = self.report.plan.find_activity(code)
        return found.text.in_(self.texts.language) if found else ""

    def commitment_title(self, code: str) -> str:
        """Return a commitment's title; "" for one that the plan does not know."""
        try:
            return self.report.plan.commitment(code).title.in_(self.texts.language)
        except KeyError:
            return ""

    def indicator(self, code: str | None) -> Indicator | None:
        """Return an indicator of the plan, None for one it does not know."""
        return self.report.plan.find_indicator(code)

    def indicator_text(self, code: str | None) -> str:
        """Return an indicator's text; "" for one that the plan does not know."""
        found = self.indicator(code)
        return found.text.in_(self.texts.language) if found else ""

    def unit(self, row: Mapping[str, Any]) -> str | None:
        """Return the unit of a row of ``indicators``, as it is called in this workbook."""
        found = self.indicator(row["indicator"])
        return (found and found.unit_in(self.texts.language)) or row["unit"]

    def word(self, words: str, code: str | None) -> str | None:
        """Return the word for a code (``words.status.limited``), the code if there is none."""
        if code is None:
            return None
        key = f"words.{words}.{code}"
        return self.texts(key) if self.texts.has(key) else code

    def reason(self, code: str | None) -> str | None:
        """Return the words of a reason; the plan's own reasons come first."""
        own = self.report.plan.reasons.get(code or "")
        return own.in_(self.texts.language) if own else self.word("reason", code)

    def heading(self, table: str, column: Column) -> str:
        """Return the heading of a column of the form in the sheets of this workbook."""
        key = heading_key(table, column)
        return self.columns.own_heading(key, self.texts) or self.texts(key)

    def said(self, column: Column | None, value: Any) -> Value:
        """Return what an answer says, codes as words; *column*: in what it was answered."""
        content = column.content if column else "text"
        if content not in CODED:
            as_it_is: Value = value
            return as_it_is
        if content == "reason":
            return self.reason(value)
        if content in ("status", "flag"):
            return self.word(content, value)
        if content == "yes_no" and isinstance(value, bool):
            return self.yes_no(value)
        if column is not None and content == "choice" and isinstance(value, str):
            return column.word(value, self.texts)
        known: Value = value
        return known

    def yes_no(self, answer: bool | None) -> str | None:
        """Return "Yes" or "No", None for unknown."""
        return None if answer is None else self.texts("words.yes" if answer else "words.no")

    def status(self, code: str | None) -> Value:
        """Return a status as a coloured word; None where nothing is known."""
        return StyledText(self.word("status", code) or "", f"centre {code}") if code else None

    def timeliness(self, code: str | None) -> Value:
        """Return a timeliness as a word, coloured where it needs attention."""
        style = {"overdue": "bad", "due": "warn", "done_on_time": "good", "done_late": "good"}
        text = self.word("timeliness", code)
        return StyledText(text, style[code]) if text and code in style else text

    def counter(self, key: str) -> str:
        """Return a counter's label, in the words that the workbook's other sheets have for it.

        What the portal calls achievements are activities here, on every sheet.
        """
        places = ("consolidated.counter", "words.status", "summary.counter")
        return self.texts(next(own for place in places if self.texts.has(own := f"{place}.{key}")))


NOTHING_KEPT: Final[Mapping[str, Kept]] = MappingProxyType({})


def workbook_of(
    report: Report,
    texts: Texts,
    title: str,
    write: Callable[[SheetContext], None],
    *,
    kept: Mapping[str, Kept] = NOTHING_KEPT,
    budget: Budget = BUDGET,
) -> bytes:
    """Return a workbook about *report*, called *title*, whose sheets *write* adds."""
    subject, cut = report.plan.title.in_(texts.language), texts("consolidated.cut")
    # XlsxWriter lets finished sheets wait on disk until they are packed.
    with scratch_folder() as folder:
        book = Book(title=title, subject=subject, cut=cut, folder=folder)
        write(SheetContext(report, texts, book, kept, budget))
        return book.finish()
