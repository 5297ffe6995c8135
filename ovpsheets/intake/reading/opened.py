"""A returned file, and what reading it can come to: contents, files inside it, or a refusal."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ovpsheets.intake.reading.cells import Contents


class RefusedError(Exception):
    """The file is not read; ``reason`` is a key of ``intake.refused``, ``detail`` for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read: a key of ``intake.refused``; ``detail`` is for the log.

    ``sha256``: of a file inside another one, where its bytes were at hand; else "". ``data``:
    the bytes themselves, where they may prove something; b"" once nobody wants to keep them.
    """

    reason: str
    detail: str = ""
    sha256: str = ""
    data: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail that a file came with. ``sent`` is the mail's own date, None where it has none.

    ``is_automatic``: a program answered, for somebody who is away.
    """

    sender: str = ""
    subject: str = ""
    sent: datetime | None = None
    text: str = ""
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class InnerFile:
    """A file inside another one: its name there (safe to show, never a path to write to)."""

    name: str
    data: bytes
    mail: Mail | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive, a mail or a mailbox holds.

    ``refused``: name inside → why that member cannot be taken out.
    """

    members: tuple[InnerFile, ...]
    refused: tuple[tuple[str, Refused], ...] = ()
    mail: Mail | None = None  # of the file itself, when it is one mail

    def without_bytes(self) -> "Unpacked":
        """Return it without the bytes of what cannot be taken out, for whoever only reads."""
        return replace(self, refused=tuple((n, replace(r, data=b"")) for n, r in self.refused))


Opened = Contents | Unpacked | Refused


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """One file as it lay in the folder. ``name`` is relative, with forward slashes.

    Of a file that is larger than what may be read, ``data`` is only a part. ``sha256``: of all of
    it. ``modified``: the day of its time stamp, the last resort for when it came.
    """

    name: str
    data: bytes
    sha256: str
    modified: date


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file on disk or inside another one, and what is in it.

    ``inside`` is the container in which it lies, "" on disk. ``mail`` is the
    mail it came with, or is itself.
    """

    file: ReturnedFile
    opened: Opened
    inside: str = ""
    mail: Mail | None = None
