"""What mails say, and of whom: a text that came with a form is that institution's."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from ovpsheets.intake.recognise.beside_values import notes_sheets
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.sheets_by_codes import NAMES_ROWS, SAID
from ovpsheets.intake.reconcile import Settled
from ovpsheets.words import NOTES

_NOBODY_WROTE: Final = ("undelivered", "receipt", "automatic")
"""Reasons of what programs send by themselves."""


class MailText(NamedTuple):
    """What a mail says, or a text (.txt, .docx) that names rows: ``file`` is that one's."""

    institution: str
    file: str
    text: str
    is_mail: bool = True


def with_sender(settled: Sequence[Settled]) -> Iterator[tuple[Return, str]]:
    """Yield every return with the institution that it comes from, "" where nobody knows."""
    returns = [item.returned for item in settled]
    beside: dict[tuple[PurePosixPath, date], set[str]] = {}
    for returned in returns:
        beside.setdefault(returned.came_as, set()).add(returned.institution)
    for returned in returns:
        has_more = bool(returned.ledger.unplaced)
        sender = _sender(returned, returns, beside[returned.came_as]) if has_more else ""
        yield returned, returned.institution or sender or returned.mailed_by


def mail_texts(settled: Sequence[Settled]) -> Iterator[MailText]:
    """Yield what each mail says beyond a greeting, where it is known who wrote it.

    So is a mail of somebody unknown, and a text without a table, that names rows of one
    institution: it is about that one.
    """
    forms: dict[str, set[str]] = {}
    for item in settled:
        forms.setdefault(item.returned.inside, set()).add(item.returned.institution)
    for said in (_named_rows(item.returned, forms[item.returned.inside]) for item in settled):
        if said is not None:
            yield said
    for returned, sender in with_sender(settled):
        institution = sender or _whose_rows(returned)
        for line in returned.ledger.unplaced:
            if institution and line.kind == "mail":
                yield MailText(institution, returned.name, line.raw)


def remarks_of(returned: Return) -> Iterator[str]:
    """Yield what stands on the sheet for remarks of a form that is used."""
    fields = returned.placement.fields if returned.placement else {}
    yield from (cell.raw for field, cell in fields.items() if field.table == NOTES)
    for line in returned.ledger.unplaced:
        if line.kind == "cell" and line.sheet in notes_sheets():
            yield line.raw


def _named_rows(returned: Return, beside: Set[str]) -> MailText | None:
    """Return what a text says of one institution's rows; of a letter in a mail only its own."""
    whose = "" if returned.is_container else _whose_rows(returned)
    if not whose or (returned.inside and beside - {""} != {whose}):
        return None
    lines = [line.raw for line in returned.ledger.unplaced if line.kind == "cell"]
    seen = (own.values[SAID] for own in returned.observed if SAID in own.values)
    return MailText(whose, returned.name, next(map(str, seen), "\n".join(lines)), is_mail=False)


def _whose_rows(returned: Return) -> str:
    """Return the one institution whose rows it names; "" for none or several."""
    seen = (own.values["institution"] for own in returned.observed if own.key == NAMES_ROWS)
    return next(seen, "")


def _sender(mail: Return, returns: Sequence[Return], beside: Set[str]) -> str:
    """Return whose mail it is: that of the one institution whose form came with it, else "".

    The form lies inside it or, where ``collect`` has kept what the mail says,
    beside it under the same name, and came on the same day.
    """
    if not mail.is_container:
        return ""
    inside = {mail.name}
    for returned in returns:  # a container comes before what is in it
        if returned.inside in inside:
            inside.add(returned.name)
    own = {returned.institution for returned in returns if returned.name in inside}
    whose = (own | beside) - {""}
    return whose.pop() if len(whose) == 1 else ""


def last_wrote(settled: Sequence[Settled]) -> dict[str, date | None]:
    """Return institution → when it last wrote, of those from which no form came that can be used.

    None where the day is not known: that on which a file was saved is none.
    """
    forms = [own.returned for own in settled if own.counts and not own.returned.is_container]
    have_answered = {own.returned.institution for own in settled if own.counts}
    counting = _Counting.of(forms)
    found: dict[str, date | None] = {}
    for item in settled:
        whose = item.returned.mailed_by
        is_told = item.reason in _NOBODY_WROTE or counting.came_with(item.returned)
        if whose and not is_told and whose not in have_answered:
            # A file's own time stamp may be that of a copy: nobody is told to have written then.
            day = None if item.returned.is_stamped else item.returned.received
            days = [known for known in (day, found.get(whose)) if known]
            found[whose] = max(days, default=None)
    return found


class _Counting(NamedTuple):
    """The names of the forms that count and of all that they lie in; their digests."""

    names: frozenset[str]
    digests: frozenset[str]

    @classmethod
    def of(cls, forms: Sequence[Return]) -> "_Counting":
        containers = (str(parent) for form in forms for parent in PurePosixPath(form.name).parents)
        names = {*(form.name for form in forms), *containers} - {"."}
        return cls(frozenset(names), frozenset(form.sha256 for form in forms))

    def came_with(self, returned: Return) -> bool:
        """Tell whether a mail says nothing itself and brought a form that counts, of whomever.

        One institution may send another one's: of that nobody says that it cannot be used.
        """
        if returned.ledger.unplaced and returned.is_container:
            return False
        beside = returned.name in self.names or returned.inside in self.names
        return beside or not self.digests.isdisjoint(returned.beside)
