"""collect: out of mails, mailboxes and archives, the spreadsheets, and what the mails say.

file → what is inside, one level of nesting deep → spreadsheets to take, documents
with a table of the form, and what is left and why. Nothing here touches a disk.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.files import sha256
from ovpsheets.intake.reading.containers.mail_text import is_greeting
from ovpsheets.intake.reading.containers.safe_names import stem
from ovpsheets.intake.reading.containers.unpack import unpacked
from ovpsheets.intake.reading.containers.worth import EVIDENCE, Holds, holds, why_not
from ovpsheets.intake.reading.formats.documents import read_docx
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import (
    InnerFile,
    Mail,
    OpenedFile,
    Refused,
    RefusedError,
    ReturnedFile,
)
from ovpsheets.intake.recognise.one_file import recognise

_DEEPEST: Final = 1
"""A zip in a mail, a mail in a zip, a zip in a zip are opened; what is packed deeper is not."""


_NO_ANSWER: Final = ("document", "unrecognised")
"""How a merge sets a letter aside in which no table of the form is."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How sources are opened: within ``limits``; documents are read by ``executor``.

    So a document costs no more time and memory than in a merge. ``brief`` makes what a merge
    knows beforehand, by which it is then told whether a document answers anything.
    """

    limits: Limits
    executor: Executor
    brief: Callable[[], MergeBrief]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take spreadsheets out of. ``place`` says where it lies, ``seen`` how old it is."""

    place: str
    name: str
    data: bytes
    seen: date


@dataclass(frozen=True, slots=True)
class FileToTake:
    """A file worth taking. ``mail``: the mail it came with; ``is_text``: it is only what that says.

    ``received`` is the day of the mail, as its sender's clock said; without a
    mail, the day the source was seen.
    """

    place: str
    name: str
    data: bytes
    received: date
    mail: Mail
    is_text: bool = False
    beside: str = ""  # of a text: the SHA-256 of the first file that came with it


@dataclass(frozen=True, slots=True)
class Left:
    """What is not taken, and why: a key of ``intake.refused``; ``detail`` quotes or explains.

    ``sha256``: "" where its bytes were not at hand. ``mail``: the mail it came with, or is
    itself. ``received``: the day of the mail or, without one, of the source; None where
    nothing was opened. ``data``: its bytes, where it may be evidence; else b"".
    """

    place: str
    reason: str
    detail: str = ""
    sha256: str = ""
    mail: Mail = field(default_factory=Mail)
    received: date | None = None
    data: bytes = field(default=b"", repr=False)


def unfold(source: Source, how: Opening) -> Iterator[FileToTake | Left]:
    """Yield every file in *source* to take, the text of every mail that says something, the rest.

    Raises WorkspaceError where a document has to be read and no process can be started.
    """
    if len(source.data) > how.limits.file_size:
        yield Left(source.place, "too_large", received=source.seen)
    elif not source.data:
        yield Left(source.place, "empty", received=source.seen)
    else:
        yield from _unfold(source.place, InnerFile(source.name, source.data), source.seen, how, 0)


def _unfold(
    place: str, member: InnerFile, seen: date, how: Opening, depth: int
) -> Iterator[FileToTake | Left]:
    kind = holds(member.name, member.data)
    if kind is None:
        yield _left(place, why_not(member.name, member.data), member, seen)
    elif kind == "document" and (why := _why_no_answer(member, seen, how)):
        yield _left(place, why, member, seen)
    elif kind in ("spreadsheet", "document"):
        mail = member.mail or Mail()
        name = member.name.rpartition("/")[2]
        yield FileToTake(place, name, member.data, _day(mail, seen), mail)
    elif depth > _DEEPEST:
        yield _left(place, Refused("nested"), member, seen)
    else:
        yield from _inside(place, member, kind, seen, how, depth)


def _left(place: str, why: Refused, member: InnerFile, seen: date) -> Left:
    mail, digest = member.mail or Mail(), why.sha256 or (sha256(member.data) if member.data else "")
    data = why.data or (member.data if why.reason in EVIDENCE else b"")
    return Left(place, why.reason, why.detail, digest, mail, _day(mail, seen), data)


def _why_no_answer(member: InnerFile, seen: date, how: Opening) -> Refused | None:
    """Return why a document is left; None where a merge would find a table of the form in it."""
    try:
        contents = how.executor.submit(read_docx, member.data, how.limits).result()
    except RefusedError as error:
        return Refused(error.reason, error.detail)
    file = ReturnedFile(member.name, member.data, sha256(member.data), seen)
    read = recognise(OpenedFile(file, contents, mail=member.mail), how.brief())
    is_answer = any(own.set_aside not in _NO_ANSWER for own in read)
    return None if is_answer else Refused("document")


def _inside(
    place: str, member: InnerFile, kind: Holds, seen: date, how: Opening, depth: int
) -> Iterator[FileToTake | Left]:
    try:
        opened = unpacked(member.name, member.data, kind, how.limits)
    except RefusedError as error:
        yield _left(place, Refused(error.reason, error.detail), member, seen)
        return
    deeper = depth + (kind != "mbox")  # a mailbox is a folder of mails
    first: InnerFile | None = None
    for inner in opened.members:
        carried = InnerFile(inner.name, inner.data, inner.mail or member.mail)
        found = list(_unfold(f"{place}/{inner.name}", carried, seen, how, deeper))
        # A document that is left gives its name to nothing.
        if not first and (_takes(found) or holds(inner.name, inner.data) != "document"):
            first = inner
        yield from found
    for name, refused in opened.refused:
        carried = InnerFile(name, b"", opened.mail or member.mail)
        yield _left(f"{place}/{name}", refused, carried, seen)
    if (mail := opened.mail) and not is_greeting(mail.text):
        # It is called after the first file that came with it, else after its subject.
        name = (stem(first.name) if first else mail.subject) or stem(member.name)
        beside = sha256(first.data) if first else ""
        day = _day(mail, seen)
        yield FileToTake(
            place, f"{name}.eml", text_only(mail), day, mail, is_text=True, beside=beside
        )
    elif not opened.members and not opened.refused:  # a greeting alone, or a logo
        empty = replace(member, mail=opened.mail or member.mail)
        is_automatic = bool(opened.mail and opened.mail.is_automatic)
        yield _left(place, Refused("automatic" if is_automatic else "nothing_inside"), empty, seen)


def _takes(found: list[FileToTake | Left]) -> bool:
    return any(isinstance(one, FileToTake) for one in found)


def text_only(mail: Mail) -> bytes:
    """Return a mail that says what *mail* says, from whom and when, with nothing attached.

    Beside spreadsheets that were taken out, this keeps what was written to
    them, and holds none of them a second time. Same mail, same bytes.
    """
    made = MIMEText(mail.text, "plain", "utf-8")
    for name, value in (("From", mail.sender), ("Subject", mail.subject)):
        if value:
            made[name] = value if value.isascii() else Header(value, "utf-8").encode()
    if mail.is_automatic:
        made["Auto-Submitted"] = "auto-replied"
    if mail.sent:
        made["Date"] = format_datetime(mail.sent)
    return made.as_bytes()


def _day(mail: Mail, seen: date) -> date:
    return mail.sent.date() if mail.sent else seen
