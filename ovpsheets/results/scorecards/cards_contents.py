"""The list before the cards: whom to call first, with a link to each card."""

from collections.abc import Iterable, Mapping
from typing import Final

from ovpsheets.results.report import Report
from ovpsheets.results.scorecards.reported import Scorecard
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Page

_COLUMNS: Final = {
    "institution": 21.0, "name": 25.0, "form": 20.0, "asked": 10.8, "answered": 10.8,
    "past_deadline": 10.8, "requests": 10.8,
}  # fmt: skip
_HEADINGS: Final = 3

CAME_STYLES: Final = {"in_time": "good", "late": "warn", "none": "bad"}
"""How it is shown whether a form came."""


def write_contents(
    report: Report,
    texts: Texts,
    page: Page,
    cards: Iterable[tuple[Scorecard, str]],
    requests: Mapping[str, int],
) -> None:
    """Write a line for each of *cards*, which come with the place they stand at.

    *requests*: institution → how many things it is still asked for.
    """
    page.widths(list(_COLUMNS.values()))
    title = texts("scorecards.title", quarter=texts.quarter(report.quarter))
    page.banner(title, report.plan.title.in_(texts.language), len(_COLUMNS))
    for column, key in enumerate(_COLUMNS):
        style = "heading centre" if column > 2 else "heading"
        page.text(_HEADINGS, column, texts(f"scorecards.heading.{key}"), style)
    page.fit_rows(_HEADINGS, _HEADINGS, least=24)
    row = _HEADINGS
    for row, (card, place) in enumerate(cards, start=_HEADINGS + 1):
        known = report.plan.institution(card.institution)
        # A link is one line, whatever the column's width: the full name stands beside it.
        page.link(row, 0, place, known.label(texts.language), "cell link")
        page.text(row, 1, known.full_name(texts.language), "cell")
        came = f"cell {CAME_STYLES.get(card.came, '')}".strip()
        page.text(row, 2, texts(f"scorecards.came.{card.came}"), came)
        now = card.now
        figures = (now.activities, now.answered, now.late, requests.get(card.institution, 0))
        for column, figure in enumerate(figures, start=3):
            page.number(row, column, figure, "cell integer centre")
        page.fit_rows(row, row, least=18)
    page.sheet.freeze_panes(_HEADINGS + 1, 0)
    page.paper(landscape=False, footer=title, repeat=(_HEADINGS, _HEADINGS), stub=0)
    page.sheet.print_area(0, 0, row, len(_COLUMNS) - 1)
