"""Product: the note of the working meeting, drafted from the data; a context and its rendering."""

from typing import Final

from ovpsheets.results.note.note_content import Note, note_context
from ovpsheets.results.note.note_document import render_note
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts

__all__ = ["PRODUCT", "Note", "note_context", "outputs", "render_note"]


def outputs(report: Report, commitment: str = "") -> Outputs:
    """Yield the note in the report's language; with *commitment* that of one working group."""
    note = note_context(report, Texts(report.language), commitment or None)
    part = f".{commitment}" if commitment else ""
    yield f"note{part}.{report.language}.docx", render_note(note)


PRODUCT: Final = Product(
    name="note",
    files=("note.{language}.docx", "note.{commitment}.{language}.docx"),
    about="The working meeting's note, to be completed by whoever was there; those of one "
    "commitment are written by `ovpsheets note --commitment`.",
    audience="members",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=outputs,
    when="asked",
)
