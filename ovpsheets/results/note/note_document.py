"""The note as a Word document, with places for what only people know."""

from typing import Final

from ovpsheets.results.note.note_content import Member, Note, NoteLine
from ovpsheets.texts import Texts
from ovpsheets.writing.document import Document, DocumentColumn, Piece

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
    for member in note.members:
        _member(document, member)
    document.paragraph(note.asked)
    document.paragraph((Piece(f"{texts('note.label.remarks')}: ", bold=True), Piece(_BLANK)))
    document.heading(texts("note.label.conclusions"), 1)
    document.numbered(note.conclusions)
    document.paragraph((Piece(f"{texts('note.label.drafted')}: ", bold=True), Piece(_BLANK)))
    return document.finish()


def _attendance(document: Document, note: Note, texts: Texts) -> None:
    document.table(
        [
            DocumentColumn(texts("note.label.institution"), 8.0),
            DocumentColumn(texts("note.label.attended"), 4.0),
            DocumentColumn(texts("note.label.form"), 5.0),
        ],
        [[member.name, "☐ / ☐", member.state] for member in note.members],
    )


def _member(document: Document, member: Member) -> None:
    if member.lines:
        document.heading(member.name, 2)
        document.bullets(_line(line) for line in member.lines)


def _line(line: NoteLine) -> list[Piece]:
    pieces = [Piece(f"{line.code} – {line.status}", bold=True)]
    for answer in line.said:
        pieces.append(Piece(". " if pieces[-1].text[-1:] not in ".!?…" else " "))
        pieces += [Piece(answer.before)] * bool(answer.before)
        if answer.said:
            pieces.append(Piece(answer.said.text, language=answer.said.language))
        pieces += [Piece(answer.after)] * bool(answer.after)
    return pieces
