"""Mailboxes (mbox): many mails in one file, one after another."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.intake.reading.opened import InnerFile, RefusedError, Unpacked

# "From sender Mon Oct 10 09:12:00 2022"; newer versions of Thunderbird write "From " alone.
_SEPARATOR: Final = re.compile(rb"From (?:\s*$|.{0,300}\w{3} \w{3} [ \d]\d \d\d:\d\d)")


def unpack_mailbox(data: bytes, limits: Limits) -> Unpacked:
    """Return the mails of the mailbox *data*, each as a member ("1.eml", "2.eml" …).

    A mailbox is a folder of mails: opening one does not count as a level.
    Raises RefusedError for what is no mailbox, or holds more than the limits.
    """
    if not data.startswith(b"From "):
        raise RefusedError("damaged", "no mailbox")
    members: list[InnerFile] = []
    for number, mail in enumerate(split_mailbox(io.BytesIO(data), limits), start=1):
        if number > limits.members:
            raise RefusedError("too_large", f"more than {limits.members} mails")
        members.append(InnerFile(f"{number}.eml", mail))
    return Unpacked(tuple(members))


def split_mailbox(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Yield the mails of a mailbox one by one (RFC 4155; ">From " is turned back).

    Of a mail of more than twice ``file_size`` bytes only so much is given that
    :func:`~ovpsheets.intake.reading.containers.mails.unpack_mail` refuses it.
    """
    lines: list[bytes] = []
    size, blank = 0, True
    while line := stream.readline(MIB):
        if blank and _SEPARATOR.match(line):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        elif size <= 2 * limits.file_size:
            size += len(line)
            lines.append(line[1:] if _is_quoted(line) else line)
        blank = not line.strip()
    if lines:
        yield b"".join(lines)


def _is_quoted(line: bytes) -> bool:
    return line.startswith(b">") and line.lstrip(b">").startswith(b"From ")
