"""Another status than the chosen one, in a note on its cell or in what is said of its row."""

from typing import Final, NamedTuple

from ovpsheets.intake.meaning import read_status
from ovpsheets.intake.meaning.named_in_words import words_in
from ovpsheets.intake.meaning.numbers_said import replaces_a_number
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.rules.answered import AnsweredActivity
from ovpsheets.rules.base import place_of
from ovpsheets.rules.beside_blank import notes_on
from ovpsheets.rules.said_in_mail import sentences_about
from ovpsheets.rules.said_in_words import cut_short
from ovpsheets.saying.how_far import goes_on, is_done
from ovpsheets.words import ACTIVITIES, Status

_LONGEST: Final = 300  # characters; a longer text tells a story


class StatusSaid(NamedTuple):
    """What names another status: ``kind`` is "note", "mail" or "file"."""

    kind: str
    text: str
    file: str


def other_status_said(evidence: QuarterSoFar, row: AnsweredActivity) -> StatusSaid | None:
    """Return what names another status for *row* than it has; None where nothing does.

    A sentence that bears the activity's code does where it speaks of a correction, or says that
    work goes on of what is completed, or that all is done of what is not.
    """
    chosen = str(row.answers["status"] or "")
    if not chosen:
        return None
    at = place_of(row.returned, ACTIVITIES, row.code, "status")
    for note in notes_on(evidence).get(at, ()):
        if _names_another(note.raw, chosen):
            return StatusSaid("note", cut_short(note.raw), at.file)
    for said in sentences_about(evidence, row.institution, row.code):
        is_another = replaces_a_number(said.text) and _names_another(said.text, chosen)
        if is_another or _speaks_against(said.text, chosen):
            kind = "mail" if said.is_mail else "file"
            return StatusSaid(kind, cut_short(said.text).rstrip(" ."), said.file)
    return None


def _names_another(text: str, chosen: str) -> bool:
    if len(text) > _LONGEST:
        return False
    named = {status for word in words_in(text) if (status := _status(word))}
    return bool(named) and chosen not in named


def _speaks_against(text: str, chosen: str) -> bool:
    return goes_on(text) if chosen == Status.COMPLETED else is_done(text)


def _status(word: str) -> str:
    return str(read_status(Cell.of_words(word)).value or "")
