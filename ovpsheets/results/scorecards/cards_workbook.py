"""The cards one below the other, each on a page of its own: to have at hand for a call.

Before them a list of them all, from whom nothing came first; each line leads to its card.
"""

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from textwrap import shorten
from typing import Final

from ovpsheets.member_text import visible
from ovpsheets.plan.model import Plan
from ovpsheets.plan.told import may_count_persons
from ovpsheets.results.report import Report
from ovpsheets.results.report.open_items import asked_of, things_asked
from ovpsheets.results.scorecards.cards_contents import CAME_STYLES, write_contents
from ovpsheets.results.scorecards.reported import QuarterReported, Row, Scorecard, scorecards
from ovpsheets.rules.items import TodoItem
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book, Page

_WIDTHS: Final = (14.0, 33.0, 14.5, 14.5, 15.5)
_MOST_QUARTERS: Final = 8
_MOST_LATE: Final = 8
_NAME_LENGTH: Final = 55
_TEXT_LENGTH: Final = 160
_ASK_LENGTH: Final = 300
_MOST_CODES: Final = 6
_PART: Final = 20  # letters and digits of a text that are hardly the same by chance
_CODE: Final = re.compile(r"\d+(?:\.\d+)+")

_LATE_TO: Final = 400.0
_PAGE: Final = 540.0
"""Points of a page's height down to which what is late, and what is asked, is begun.

Of the 710 of the first page; the others have no title band above them.
"""


def scorecards_workbook(report: Report, texts: Texts) -> bytes:
    """Return the workbook in the language of *texts*; the same report, the same bytes."""
    title = texts("scorecards.title", quarter=texts.quarter(report.quarter))
    about = report.plan.title.in_(texts.language)
    book = Book(title=title, subject=about, cut=texts("consolidated.cut"))
    contents = book.page(texts("scorecards.contents"))
    page = book.page(texts("scorecards.sheet"))
    page.widths(_WIDTHS)
    page.banner(title, about, len(_WIDTHS))
    asked = asked_of(report)
    of_persons = _of_persons(report.plan)
    cards = sorted(scorecards(report), key=lambda card: card.came != "none")
    row, first = 3, []
    for card in cards:
        first.append(row)
        own = asked.get(card.institution, ())
        row = _Card(report, texts, page, row, of_persons).write(card, own) + 1
    counts = {code: things_asked(items) for code, items in asked.items()}
    links = [f"internal:'{page.name}'!A{row + 1}" for row in first]
    write_contents(report, texts, contents, zip(cards, links, strict=True), counts)
    page.sheet.freeze_panes(2, 0)
    page.paper(landscape=False, footer=title, stub=0)
    page.sheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    page.break_before(*first[1:], landscape=False)
    return book.finish()


class _Card:
    """The card that is being written, and where its next row is."""

    def __init__(
        self, report: Report, texts: Texts, page: Page, row: int, of_persons: frozenset[str]
    ) -> None:
        self._report, self._texts, self._page = report, texts, page
        self._row, self._used = row, 0.0
        self._of_persons = of_persons

    def write(self, card: Scorecard, items: Sequence[TodoItem]) -> int:
        """Write the card; return the row below it."""
        known = self._report.plan.institution(card.institution)
        name, short = known.full_name(self._texts.language), known.label(self._texts.language)
        fits = len(name) <= _NAME_LENGTH
        whole = name if name.startswith(short) else f"{short}  {name}"
        head = whole if fits else short
        self._line((head, "", "", "", ""), "banner nowrap")
        if not fits:
            self._page.across(self._row, 0, len(_WIDTHS) - 1, name, "cell bold")
            self._end()
        contact = "  |  ".join(filter(None, (known.contact, known.email)))
        if contact:
            self._hint(visible(contact))
        self._quarters(card.quarters[-_MOST_QUARTERS:])
        self._late(card.late)
        self._requests(items)
        return self._row

    def _say(self, key: str, **values: object) -> str:
        return self._texts(f"scorecards.{key}", **values)

    def _quarters(self, quarters: Sequence[QuarterReported]) -> None:
        self._heads(
            self._say("section.quarters"), ("quarter", "form", "asked", "answered", "past_deadline")
        )
        for own in quarters:
            told = own.activities > 0
            figures = (
                (str(own.activities), str(own.answered), str(own.late)) if told else ("–",) * 3
            )
            said = (own.quarter, self._say(f"came.{own.came}"), *figures)
            self._line(said, "cell", second=CAME_STYLES.get(own.came, ""))

    def _late(self, rows: Sequence[Row]) -> None:
        self._heads(
            self._texts("summary.counter.past_deadline"),
            ("code", "activity", "deadline", "new_deadline", "status"),
        )
        written = 0
        for own in rows[:_MOST_LATE]:
            if self._used > _LATE_TO:
                break
            activity = self._report.plan.activity(own["activity"])
            text = shorten(activity.text.in_(self._texts.language), _TEXT_LENGTH, placeholder=" …")
            status = self._texts(f"words.status.{own['status']}") if own["status"] else ""
            days = (self._day(own["deadline"]), self._day(own["new_deadline"]))
            self._line((own["activity"], text, *days, status), "cell top")
            written += 1
        self._rest(len(rows) - written)
        if not rows:
            self._hint(self._say("none_late"))

    def _day(self, day: date | None) -> str:
        return self._texts.short_date(day) if day else "–"

    def _requests(self, items: Sequence[TodoItem]) -> None:
        counted = f": {self._texts.number(things_asked(items))}" if items else ""
        self._line((self._say("section.requests") + counted, *[""] * 4), "section nowrap")
        written = 0
        for item in items:
            if self._used > _PAGE:
                break
            self._request(item)
            written += 1
        self._rest(len(items) - written)
        if not items:
            self._hint(self._say("none_asked"))

    def _request(self, item: TodoItem) -> None:
        """Write what is asked over all columns but the first: it is a sentence or more."""
        severity = self._texts(f"words.severity.{item.first['severity']}")
        self._page.text(self._row, 0, severity, "cell top")
        codes = ", ".join(item.codes[:_MOST_CODES]) + " …" * (len(item.codes) > _MOST_CODES)
        ask = shorten(visible(self._asked(item)), _ASK_LENGTH, placeholder=" …")
        # What is asked mostly names the codes itself.
        named = set(_CODE.findall(ask))
        said = ask if named.issuperset(item.codes[:_MOST_CODES]) else f"{codes}: {ask}"
        self._page.across(self._row, 1, len(_WIDTHS) - 1, said, "cell top")
        self._end()

    def _asked(self, item: TodoItem) -> str:
        """Return what is asked; no more than its name where it quotes words or figures of persons.

        A card lies on the table during a call, and is handed on.
        """
        rows = (*item.findings, *item.consequences)
        quoted = {row["activity"] for row in rows if _is_quoted(row["found"], item.ask)}
        name = f"rules.{item.first['rule']}.name"
        if quoted & self._of_persons and self._texts.has(name):
            return self._texts(name) + "."
        return item.ask

    def _heads(self, section: str, keys: Sequence[str]) -> None:
        self._line((section, "", "", "", ""), "section nowrap")
        self._line([self._say(f"heading.{key}") for key in keys], "heading")

    def _rest(self, count: int) -> None:
        if count > 0:
            self._hint(self._say("rest", n=count))

    def _hint(self, text: str) -> None:
        self._page.text(self._row, 0, text, "hint nowrap")
        self._end()

    def _line(self, texts: Sequence[str], style: str, *, second: str = "") -> None:
        for column, text in enumerate(texts):
            own = f"{style} {second}" if second and column == 1 else style
            self._page.text(self._row, column, text, own)
        self._end()

    def _end(self) -> None:
        self._page.end_row(self._row, least=18)
        self._used += self._page.height(self._row)
        self._row += 1


def _of_persons(plan: Plan) -> frozenset[str]:
    """Return the activities that may count persons."""
    return frozenset(plan.indicator(code).activity for code in may_count_persons(plan))


def _is_quoted(found: str | None, ask: str) -> bool:
    """Tell whether *ask* repeats what stood there, or a part: long texts are cut short in it."""
    typed, said = _bare(found or ""), _bare(ask)
    longest = SequenceMatcher(None, typed, said, autojunk=False).find_longest_match()
    return bool(typed) and longest.size >= min(len(typed), _PART)


def _bare(text: str) -> str:
    """Return the letters and digits of *text*: numbers are grouped in sentences."""
    return re.sub(r"[\W_]", "", text)
