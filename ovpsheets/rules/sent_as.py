"""What a member knows a file by: no name of ours, of the coordinator's, or of a part of a mail.

A mail is saved under a name that its author never saw; a table that was pasted into it, a table of
a letter and one saved as text have no sheet but the one that reading gave them; and the second
file of a name was numbered by us.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.containers.html_tables import is_pasted
from ovpsheets.intake.reading.formats.delimited import SHEET
from ovpsheets.intake.reading.formats.documents import DOCUMENT
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.rules.base import Place
from ovpsheets.texts import Texts

_MAILS: Final = (".eml", ".msg")
_NUMBERED: Final = re.compile(r" \(\d+\)(?=\.\w+$|$)")


def is_mail(file: str) -> bool:
    """Tell whether a file is a mail that was saved."""
    return file.lower().endswith(_MAILS)


def known_as(file: str, texts: Texts, day: date | None = None) -> str:
    """Return what whoever sent *file* calls it: the file of that name, the mail, the table in it.

    It is said as the object of a sentence. *day*: on which it came, by which a mail is known.
    """
    name = PurePosixPath(file).name
    kind = "table" if is_pasted(name) else "mail" if is_mail(name) else "file"
    if kind == "mail" and day is not None:
        return texts("rules.sent_as.mail_of_day", day=texts.long_date(day))
    return texts(f"rules.sent_as.{kind}", file=name)


def known_place(place: Place, texts: Texts) -> str:
    """Return where in a file something stands, as whoever sent it sees it."""
    if is_pasted(PurePosixPath(place.file).name):
        return texts("rules.sent_as.in_mail")
    if place.sheet == SHEET:
        return texts("rules.sent_as.cell", cell=place.cell)
    if number := _number_of_table(place.sheet):
        return texts("rules.sent_as.in_document", number=number)
    return texts("rules.sent_as.sheet", sheet=place.sheet, cell=place.cell)


def is_of_ours(sheet: str) -> bool:
    """Tell whether a sheet bears a name that nobody but us gave it."""
    return sheet == SHEET or bool(_number_of_table(sheet))


def _number_of_table(sheet: str) -> str:
    """Return the number of a document's table whose sheet this is, "" for another sheet."""
    document, _, number = sheet.partition(" ")
    return number if document == DOCUMENT and number.isdecimal() else ""


def day_of(returned: Return) -> date | None:
    """Return the day on which a file came, None where that is only its own time stamp."""
    return returned.received if returned.is_dated and not returned.is_stamped else None


@once_for_each
def days_of_files(evidence: QuarterSoFar) -> Mapping[str, date]:
    """Return file → the day on which it came, of those of which it is known."""
    returns = (item.returned for item in evidence.settled)
    return {own.name: day for own in returns if (day := day_of(own)) is not None}


def without_number(file: str, other: str) -> str:
    """Return the name of *file* without the number that tells it from *other* of the same name."""
    name, second = PurePosixPath(file).name, PurePosixPath(other).name
    plain = _NUMBERED.sub("", name)
    return plain if plain == _NUMBERED.sub("", second) else name
