"""Product: one page for the minister, for a browser and for Word."""

from typing import Final

from ovpsheets.results.minister.minister_content import MinisterPage, Overdue, minister_page
from ovpsheets.results.narrative.summary_model import Counter
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.writing.document import Cell, Document, DocumentColumn, Piece
from ovpsheets.writing.page_templates import render_page

__all__ = ["PRODUCT", "minister_docx", "minister_html", "minister_page"]


def outputs(report: Report) -> Outputs:
    """Yield the page in the report's language."""
    page = minister_page(report, Texts(report.language))
    yield f"minister.{report.language}.html", minister_html(page)
    yield f"minister.{report.language}.docx", minister_docx(page)


PRODUCT: Final = Product(
    name="minister",
    files=("minister.{language}.html", "minister.{language}.docx"),
    about="One page for the minister: counters, three messages, from whom there is no usable "
    "form, what is past its deadline, what is to be decided; no figure of persons, no own words.",
    audience="minister",
    language="plan",
    member_text=False,
    metadata="ours",
    outputs=outputs,
    when="asked",
)


# ------------------------------------------------------------------ laid out


def minister_html(page: MinisterPage) -> bytes:
    """Return *page* as one HTML file (UTF-8), an A4 where it is printed."""
    return render_page("minister.html.j2", page=page)


def minister_docx(page: MinisterPage) -> bytes:
    """Return *page* as a .docx file of one page; the same page, the same bytes."""
    document, labels = Document(page.title, page.language), page.labels
    document.heading(page.title, 0)
    document.paragraph(Piece(page.subtitle.text, language=page.subtitle.language))
    document.note((Piece(f"{page.mark}. ", bold=True), Piece(page.note)))
    document.table(
        [_counter(counter) for counter in page.counters],
        [[Piece(counter.value, bold=True) for counter in page.counters]],
    )
    if page.messages:
        document.heading(labels["messages"], 1)
        document.bullets(page.messages)
    document.heading(labels["silent"], 1)
    document.paragraph(page.silent)
    document.heading(labels["overdue"], 1)
    document.paragraph(page.overdue_said)
    if page.overdue:
        _overdue_table(document, page)
    document.heading(labels["decisions"], 1)
    document.bullets(page.decisions)
    return document.finish()


def _counter(counter: Counter) -> DocumentColumn:
    ground = "navy" if counter.key == "total" else counter.key
    return DocumentColumn(counter.label, 3.0, figures=True, ground=ground)


def _overdue_table(document: Document, page: MinisterPage) -> None:
    widths = {"milestone": 6.0, "holder": 2.2, "deadline": 2.0, "days": 1.9, "status": 2.7,
              "new_deadline": 2.3}  # fmt: skip
    columns = [
        DocumentColumn(page.labels[key], width, figures=key == "days")
        for key, width in widths.items()
    ]
    document.table(columns, [_row(page, own) for own in page.overdue])
    if page.overdue_rest:
        document.paragraph(Piece(page.overdue_rest, colour="muted"))


def _row(page: MinisterPage, own: Overdue) -> list[Cell]:
    title = [Piece(f"{own.code} ", bold=True), Piece(own.title.text, language=own.title.language)]
    if mark := own.title.mark(page.language):
        title.append(Piece(mark, colour="muted"))
    return [
        title, own.holder, own.deadline, Piece(own.days, bold=True), own.status_word,
        own.new_deadline,
    ]  # fmt: skip
