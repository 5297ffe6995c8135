"""The note as a Word document, with places for what only people know."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from ovpsheets.results.note.note_content import Member, Note, NotePart
from ovpsheets.results.note.note_lines import NoteLine
from ovpsheets.texts import Texts
from ovpsheets.writing.document import Cell, Document, DocumentColumn, Piece

_BLANK: Final = "____________________"


def render_note(note: Note) -> bytes:
    """Return *note* as a .docx file; the same note, the same bytes."""
    texts = Texts(note.language)
    document = Document(note.title, note.language)
    document.heading(note.title, 0)
    document.paragraph(Piece(note.group, bold=True))
    document.note(texts("note.draft"))
    for key in ("when", "where"):
        document.paragraph((Piece(f"{texts(f'note.label.{key}')}: ", bold=True), Piece(_BLANK)))
    document.heading(texts("note.label.present"), 1)
    _attendance(document, note, texts)
    document.heading(texts("note.label.purpose"), 1)
    document.paragraph(note.purpose)
    document.heading(texts("note.label.agenda"), 1)
    document.numbered(note.agenda)
    document.heading(texts("note.label.course"), 1)
    for sentence in note.seen:
        document.paragraph(sentence)
    for part in note.parts:
        _part(document, part)
    document.paragraph(note.asked)
    document.paragraph((Piece(f"{texts('note.label.remarks')}: ", bold=True), Piece(_BLANK)))
    document.heading(texts("note.label.conclusions"), 1)
    document.numbered(note.conclusions)
    document.paragraph((Piece(f"{texts('note.label.drafted')}: ", bold=True), Piece(_BLANK)))
    return document.finish()


_BOXES: Final = "☐ / ☐"

_MOST_BELOW: Final = 20
"""More members stand in two columns, and of their forms it is said only which did not come: the
list of a large group would take pages before the meeting begins."""


def _attendance(document: Document, note: Note, texts: Texts) -> None:
    if len(note.members) > _MOST_BELOW:
        _attendance_of_many(document, note.members, texts)
        return
    document.table(
        [
            DocumentColumn(texts("note.label.institution"), 8.0),
            DocumentColumn(texts("note.label.attended"), 4.0),
            DocumentColumn(texts("note.label.form"), 5.0),
        ],
        [[member.name, _BOXES, member.state] for member in note.members],
    )


def _attendance_of_many(document: Document, members: Sequence[Member], texts: Texts) -> None:
    """Write the list in two columns, the first of which is read down before the other."""
    half = -(-len(members) // 2)
    columns = [
        DocumentColumn(texts("note.label.institution"), 6.5),
        DocumentColumn(texts("note.label.attended"), 2.3),
    ]
    rows = zip_longest(members[:half], members[half:])
    document.table(columns * 2, [[*_attending(left), *_attending(right)] for left, right in rows])


def _attending(member: Member | None) -> tuple[Cell, Cell]:
    if member is None:
        return "", ""
    form = [] if member.came else [Piece(f" ({member.state})", colour="bad_ink")]
    return [Piece(member.name), *form], _BOXES


def _part(document: Document, part: NotePart) -> None:
    if part.heading:
        document.heading(part.heading, 2)
    for sentence in part.seen:
        document.paragraph(sentence)
    for member in part.members:
        document.heading(member.name, 3 if part.heading else 2)
        document.bullets(_line(line) for line in member.lines)
    document.bullets(_line(line) for line in part.brief)
    if part.rest:
        document.paragraph(Piece(part.rest, italic=True))


def _line(line: NoteLine) -> list[Piece]:
    pieces = [Piece(line.about, bold=True)]
    for answer in line.said:
        pieces.append(Piece(f" {answer.before}"))
        if answer.said:
            pieces.append(Piece(answer.said.text, language=answer.said.language))
        pieces += [Piece(answer.after)] * bool(answer.after)
    return pieces
