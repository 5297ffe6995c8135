"""The context laid out as a Word document: what a ministry circulates for comments."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ovpsheets.results.narrative.part_names import NOWHERE
from ovpsheets.results.narrative.summary_model import (
    Overview,
    StatusRow,
    SummaryContext,
    SummaryFact,
    SummarySection,
)
from ovpsheets.results.report.milestones import Labelled, Milestone, Said, ShownAnswer
from ovpsheets.words import Language
from ovpsheets.writing.document import WIDTH, Cell, Document, DocumentColumn, Piece
from ovpsheets.writing.measure import text_units

_TONES: Final = {"given": "ink", "missing": "bad_ink", "silent": "muted", "plain": "muted",
                 "withheld": "muted"}  # fmt: skip

_UNIT: Final = 0.16
_BESIDE: Final = 0.5
"""Centimetres of a digit of a table in bold, and what a cell leaves free at both sides."""

_LEAST: Final = 3.6
"""The least that names take beside figures; all is scaled to the page then."""

_TOGETHER: Final = "\N{NO-BREAK SPACE}"


def render_docx(context: SummaryContext, places: Mapping[str, str] = NOWHERE) -> bytes:
    """Return *context* as a .docx file with real headings; the same context, the same bytes.

    *places*: the files of the parts of which it is the front, by commitment.
    """
    document = Document(context.title, context.language, small=context.is_long or context.is_front)
    labels = context.labels
    document.heading(context.title, 0)
    document.paragraph(Piece(context.subtitle.text, language=context.subtitle.language))
    if context.draft_mark:
        document.note((Piece(f"{context.draft_mark}. ", bold=True), Piece(context.draft_note)))
    document.heading(labels["highlights"], 1)
    document.bullets(context.highlights)
    document.heading(labels["overview"], 1)
    if context.is_front:
        _front(document, context, places)
        return document.finish()
    _overview(document, context, context.overview, places)
    _responsible(document, context)
    _returns(document, context)
    several = len(context.sections) > 1
    for section in context.sections:
        _section(document, context, section, several=several)
    _legend(document, context)
    _next(document, context)
    _making(document, context)
    return document.finish()


def _front(document: Document, context: SummaryContext, places: Mapping[str, str]) -> None:
    """Write what stands before the parts: one page, and the lists of institutions behind it."""
    _counters(document, context.overview)
    _commitments(document, context, places)
    _next(document, context)
    document.heading(context.labels["statuses"], 1, new_page=True)
    _by_holder(document, context, context.overview)
    _responsible(document, context)
    _returns(document, context)
    _legend(document, context)
    _making(document, context)


def _overview(
    document: Document,
    context: SummaryContext,
    overview: Overview,
    places: Mapping[str, str] = NOWHERE,
) -> None:
    _counters(document, overview)
    if overview.by_commitment:
        _commitments(document, context, places)
    _by_holder(document, context, overview)


def _responsible(document: Document, context: SummaryContext) -> None:
    document.heading(context.labels["responsibility"], 1)
    document.bullets(_facts(context.facts))


def _counters(document: Document, overview: Overview) -> None:
    waiting = (overview.not_due,) if overview.not_due else ()
    counters = (*overview.counters, overview.no_report, *waiting)
    document.table(
        [_status_column(counter.key, counter.label, 3.0) for counter in counters],
        [[Piece(counter.value, bold=True) for counter in counters]],
    )
    document.paragraph(Piece(overview.no_report_note, colour="muted"))


def _by_holder(document: Document, context: SummaryContext, overview: Overview) -> None:
    statuses = overview.statuses
    document.table(
        _beside_statuses(context, context.labels["holder"], statuses),
        [[Piece(row.name, bold=row.key == "total"), *_counts(row)] for row in overview.rows],
    )


def _status_column(status: str, heading: str, width: float = 0) -> DocumentColumn:
    """Return the column of a status; *width*: of its own, else so that no word is broken."""
    ground = "navy" if status == "total" else status
    return DocumentColumn(heading, width or _wide_enough(heading), figures=True, ground=ground)


def _wide_enough(words: str) -> float:
    """Return the centimetres that the longest of some words takes, in bold letters."""
    return max(map(_width, words.split()))


def _width(word: str) -> float:
    return text_units(word, bold=True) * _UNIT + _BESIDE


def _commitments(document: Document, context: SummaryContext, places: Mapping[str, str]) -> None:
    """Write how each commitment stands, and in which file its part lies."""
    labels, overview = context.labels, context.overview
    document.heading(labels["commitments"], 1)
    columns = _beside_statuses(context, labels["commitment"], overview.statuses)
    lines: list[list[Cell]] = []
    for row, section in zip(overview.by_commitment, context.sections, strict=True):
        name = [Piece(f"{row.key} ", bold=True), *_said(section.title, context.language)]
        if row.key in places:
            name.append(Piece(f" {places[row.key]}", colour="muted"))
        lines.append([name, *_counts(row)])
    document.table(columns, lines)


def _beside_statuses(
    context: SummaryContext, first: str, statuses: Mapping[str, str]
) -> list[DocumentColumn]:
    """Return the columns of a table of counts: what is counted takes what the statuses leave."""
    columns = [_status_column(key, word) for key, word in statuses.items()]
    columns.append(_status_column("total", context.labels["total"]))
    left = WIDTH - sum(column.width for column in columns)
    return [DocumentColumn(first, max(left, _LEAST)), *columns]


def _counts(row: StatusRow) -> Iterator[Piece]:
    for status, count in row.counts.items():
        said = row.written[status]
        yield Piece(said) if count else Piece(said, colour="muted")
    yield Piece(row.written["total"], bold=True)


def _returns(document: Document, context: SummaryContext) -> None:
    labels = context.labels
    document.heading(labels["returns"], 1)
    document.table(
        [
            DocumentColumn(labels["institution"], 5.6),
            DocumentColumn(labels["form"], 4.4),
            DocumentColumn(labels["received"], 2.4),
            DocumentColumn(labels["answered_activities"], 2.6, figures=True),
            DocumentColumn(labels["answered_indicators"], 2.6, figures=True),
        ],
        [
            [
                item.name,
                Piece(item.word, bold=item.state in ("late", "missing")),
                item.received,
                item.activities,
                item.indicators,
            ]
            for item in context.returns
        ],
    )


def _section(
    document: Document, context: SummaryContext, section: SummarySection, *, several: bool
) -> None:
    labels, own, level = context.labels, context.language, 2 if several else 1
    if several:
        document.heading(section.heading, 1)
        document.paragraph(_said(section.title, context.language))
        document.bullets(_facts(section.facts))
    if section.overview is not None:
        _overview(document, context, section.overview)
    for key, lines in (("changes", section.changes), ("corrections", section.corrections)):
        if lines:
            document.heading(labels[key], level)
            document.bullets(lines)
    document.heading(labels["milestones"], level)
    words = (item.status_word for item in section.milestones)
    chip = max(map(_width, words), default=0)
    document.table(
        [
            DocumentColumn(labels["code"], _codes(item.code for item in section.milestones)),
            DocumentColumn(labels["milestone"], 4.2),
            DocumentColumn(labels["deadline"], 2.3),
            DocumentColumn(labels["status"], min(max(chip, 2.0), 3.2)),
            DocumentColumn(labels["progress"], 6.7),
        ],
        [_milestone(context, item) for item in section.milestones],
    )
    document.heading(labels["indicators"], level)
    document.table(
        [
            DocumentColumn(labels["code"], _codes(item.code for item in section.measures)),
            DocumentColumn(labels["indicator"], 4.8),
            DocumentColumn(labels["institution"], 2.4),
            DocumentColumn(labels["baseline"], 2.1, figures=True),
            DocumentColumn(labels["previous"], 2.2, figures=True),
            DocumentColumn(labels["value"], 2.0, figures=True),
            DocumentColumn(labels["target"], 2.0, figures=True),
        ],
        [
            [
                item.code,
                (
                    *_said(item.title, own),
                    *_note(context, item.note),
                    *(piece for one in item.own for piece in (Piece("\n"), *_labelled(one, own))),
                ),
                item.institution,
                item.baseline,
                item.previous,
                _answer(item.value, own),
                item.target,
            ]
            for item in section.measures
        ],
    )


def _codes(codes: Iterable[str]) -> float:
    """Return how wide the column of *codes* is, so that none is broken."""
    return max(map(_width, codes), default=_LEAST)


def _milestone(context: SummaryContext, item: Milestone) -> list[Cell]:
    labels, own = context.labels, context.language
    holders = item.holder
    if item.co_holders:
        holders += f"; {labels['co_holders']}: {', '.join(item.co_holders)}"
    title = (*_said(item.title, own), Piece(f" ({holders})", colour="muted"))
    deadline = [Piece(item.deadline)]
    if item.lateness:
        deadline.append(Piece(f" ({item.lateness})", colour="bad_ink"))
    if item.new_deadline.tone == "given":
        deadline.append(Piece(f" → {item.new_deadline.text}"))
    said: list[Piece] = []
    for answer in item.progress:
        said += [Piece("\n")] * bool(said)
        said += [Piece(f"{answer.by}: ", bold=True)] * bool(answer.by)
        said += _answer(answer, own)
    if item.reason.tone not in ("plain", "silent"):
        said += [Piece(f"\n{labels['reason']}: ", bold=True), *_answer(item.reason, own)]
    said += [piece for one in item.own for piece in (Piece("\n"), *_labelled(one, own))]
    return [
        item.code,
        title,
        deadline,
        Piece(f" {item.status_word} ".replace(" ", _TOGETHER), bold=True, ground=item.status),
        said,
    ]


def _labelled(one: Labelled, own: Language) -> list[Piece]:
    return [Piece(f"{one.label}: ", bold=True), *_answer(one.answer, own)]


def _answer(answer: ShownAnswer, own: Language) -> list[Piece]:
    colour = _TONES[answer.tone]
    parts = [Piece(answer.before, colour=colour)] if answer.before else []
    if answer.said:
        parts += _said(answer.said, own)
    return [*parts, Piece(answer.after, colour=colour)] if answer.after else parts


def _note(context: SummaryContext, note: Said | None) -> Iterator[Piece]:
    if note is not None:
        yield Piece(f" ({context.labels['note']}: ", colour="muted")
        yield from _said(note, context.language)
        yield Piece(")", colour="muted")


def _said(said: Said, own: Language) -> list[Piece]:
    """Return what somebody said, marked where it stands in another language than the document."""
    mark = said.mark(own)
    words = Piece(said.text, language=said.language)
    return [words, Piece(mark, colour="muted")] if mark else [words]


def _facts(facts: Iterable[SummaryFact]) -> Iterator[Cell]:
    for fact in facts:
        yield (Piece(f"{fact.label}: ", bold=True), Piece(fact.value))


def _legend(document: Document, context: SummaryContext) -> None:
    labels = context.labels
    marks = [f"{mark.label} – {mark.value}" for mark in context.legend]
    marks += [f"[{la}] – {labels[f'other_language_{la}']}" for la in context.other_languages]
    document.paragraph(Piece("; ".join(marks), colour="muted"))


def _next(document: Document, context: SummaryContext) -> None:
    labels = context.labels
    document.heading(labels["next_steps"], 1)
    document.bullets(context.next_steps)
    document.table(
        [DocumentColumn(labels[key], 5.0) for key in ("quarter", "submit_by", "publish_by")],
        [[item.quarter, item.submit_by, item.publish_by] for item in context.deadlines],
    )


def _making(document: Document, context: SummaryContext) -> None:
    document.heading(context.labels["making"], 1)
    document.bullets(context.making)
