"""The note from the working meeting, drafted from the data of a quarter."""

from ovpsheets.results.note.context import Note, note_context
from ovpsheets.results.note.document import render_note

__all__ = ["Note", "note_context", "render_note"]
