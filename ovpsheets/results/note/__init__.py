"""The note from the working meeting, drafted from the data of a quarter."""

from ovpsheets.results.note.note_content import Note, note_context
from ovpsheets.results.note.note_document import render_note

__all__ = ["Note", "note_context", "render_note"]
