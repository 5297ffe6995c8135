"""What hangs on a mail: kept when it is worth reading, named when it cannot be."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from ovpsheets.intake.reading.containers.html_tables import pasted_name, tables_of_codes
from ovpsheets.intake.reading.containers.safe_names import distinct, ending, shown_name
from ovpsheets.intake.reading.containers.tnef import tnef_attachments
from ovpsheets.intake.reading.containers.worth import IMAGES, holds, why_not
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import InnerFile, Mail, Refused, RefusedError, Unpacked
from ovpsheets.intake.reading.signed import taken_out

_SIGNATURE_IMAGE: Final = 64 * 1024
"""An image up to this size is taken for a logo; a scanned form is larger."""

_UNTYPED: Final = (".p7s", ".asc", ".sig", ".vcf", ".ics")
"""What mail programs attach by themselves."""

_WINMAIL: Final = "winmail.dat"


@dataclass(slots=True)
class Attachments:
    """Gathers the attachments of a mail and of the mails inside it, within the limits."""

    limits: Limits
    _members: list[InnerFile] = field(default_factory=list)
    _refused: list[tuple[str, Refused]] = field(default_factory=list)
    _size: int = 0

    def add(self, name: str, data: bytes, mail: Mail) -> None:
        """Keep the file *name* of *mail*, or say why not; small images are logos and go unsaid.

        Raises RefusedError when the mail holds more than the limits allow.
        """
        shown = shown_name(name) or "?"
        if shown.lower() == _WINMAIL:
            self._add_tnef(data, mail)
        else:
            self._add_file(shown, data, mail)

    def refuse(self, name: str, reason: str, detail: str = "") -> None:
        """Say that the file *name* cannot be taken out; *reason* is a key of intake.refused."""
        self._refused.append((shown_name(name) or "?", Refused(reason, detail)))

    def add_tables(self, pages: Iterable[str], mail: Mail) -> None:
        """Keep each table of codes in *pages*, the HTML of a mail, as a file that hangs on it."""
        tables = [table for page in pages for table in tables_of_codes(page)]
        for number, table in enumerate(dict.fromkeys(tables), start=1):
            self.add(pasted_name(number), table, mail)

    def unpacked(self, mail: Mail) -> Unpacked:
        """Return what was gathered, no two names alike; *mail* is the file's own."""
        names = [*(member.name for member in self._members), *(name for name, _ in self._refused)]
        given = iter(distinct(names))
        members = tuple(replace(member, name=next(given)) for member in self._members)
        refused = tuple((next(given), why) for _, why in self._refused)
        return Unpacked(members, refused, mail)

    def _add_file(self, name: str, data: bytes, mail: Mail) -> None:
        name, data = taken_out(name, data)
        logo = ending(name) in IMAGES and len(data) <= _SIGNATURE_IMAGE
        if logo or ending(name) in _UNTYPED:
            return
        if len(data) > self.limits.file_size:
            self.refuse(name, "too_large")
        elif not data:
            self.refuse(name, "empty")
        elif holds(name, data):
            self._keep(InnerFile(name, data, mail))
        else:
            self._refused.append((name, why_not(name, data)))

    def _keep(self, member: InnerFile) -> None:
        self._size += len(member.data)
        if len(self._members) >= self.limits.members or self._size > self.limits.inflated_size:
            raise RefusedError("too_large", f"{len(self._members)} files, {self._size} bytes")
        self._members.append(member)

    def _add_tnef(self, data: bytes, mail: Mail) -> None:
        try:
            inner = tnef_attachments(data)
        except RefusedError as error:
            self.refuse(_WINMAIL, error.reason, error.detail)
            return
        for number, (name, content) in enumerate(inner, start=1):
            shown = shown_name(name) or f"winmail-{number}"
            # One packed inside another would never end; an item of Outlook's own has no bytes.
            if shown.lower() == _WINMAIL or not content:
                self.refuse(shown, "tnef")
            else:
                self._add_file(shown, content, mail)


def unpack_winmail(data: bytes, limits: Limits) -> Unpacked:
    """Return what Outlook packed in a winmail.dat that somebody saved out of its mail.

    Who sent it is not told in it. Raises RefusedError.
    """
    if len(data) > 2 * limits.file_size:
        raise RefusedError("too_large", f"{len(data)} bytes")
    attachments = Attachments(limits)
    attachments.add(_WINMAIL, data, Mail())
    return replace(attachments.unpacked(Mail()), mail=None)


def unpack_signed(data: bytes, limits: Limits, *, name: str = "") -> Unpacked:
    """Return the one file that is wrapped in the signed file *name*.

    Who sent it is not told in it. Raises RefusedError.
    """
    attachments = Attachments(limits)
    attachments.add(shown_name(name) or "smime.p7m", data, Mail())
    return replace(attachments.unpacked(Mail()), mail=None)
