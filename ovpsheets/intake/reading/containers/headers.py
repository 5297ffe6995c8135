"""The headers of a mail, in letters: encoded words (RFC 2047), raw bytes, dates (RFC 5322)."""

from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from typing import Any, Final

from ovpsheets.intake.reading.containers.mail_text import is_automatic_subject
from ovpsheets.intake.reading.containers.safe_names import decoded

_LONGEST: Final = 8_000  # characters; the library parses longer ones in quadratic time

# What the library raises over malformed parameters of a header (RFC 2231 numbered wrongly).
_MALFORMED: Final = (ValueError, LookupError, TypeError)


class AsWritten(Compat32):
    """The library's plain policy, for mails as they come.

    Headers are no longer than anybody writes, and bytes that are not ASCII
    become the letters that they most likely are. The library's newer policy
    parses every header at once, slowly, and fails on many that are malformed.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the header's name and its value, cut off where it is absurdly long."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return the value with its raw bytes read as letters."""
        if value.isascii():
            return value
        return decoded(value.encode("utf-8", errors="surrogateescape"))


POLICY: Final = AsWritten()


def header(message: Message, name: str) -> str:
    """Return the header *name* as a person reads it, in one line; "" when there is none."""
    return " ".join(decoded_words(str(message.get(name, ""))).split())


def sent_on(message: Message) -> datetime | None:
    """Return the Date header with the offset that it was written with; None without a sound one.

    Where there is none, the day on which the last server received the mail (RFC 5321, 4.4).
    """
    received = str(message.get("received", "")).rpartition(";")[2]
    for said in (header(message, "date"), received.strip()):
        try:
            return parsedate_to_datetime(said)
        except _MALFORMED:
            continue
    return None


def is_automatic(message: Message) -> bool:
    """Tell whether a program answered for somebody (RFC 3834, 5; and before it)."""
    said = header(message, "auto-submitted").lower()
    return (
        said.startswith("auto-replied")
        or header(message, "precedence").lower() == "auto_reply"
        or any(name in message for name in ("x-autoreply", "x-autorespond"))
        or is_automatic_subject(header(message, "subject"))
    )


def file_name(part: Message) -> str:
    """Return the name that the part was attached under, "" when it has none.

    Names come as RFC 2231 says, as encoded words, which it forbids and
    everybody writes, or as raw bytes.
    """
    try:
        return decoded_words(part.get_filename() or "")
    except _MALFORMED:
        return ""


def decoded_words(text: str) -> str:
    """Return *text* with its encoded words (RFC 2047) read; as it is where they are damaged."""
    if "=?" not in text:
        return text
    try:
        chunks = decode_header(text)
    except HeaderParseError:
        return text
    return "".join(
        chunk if isinstance(chunk, str) else in_letters(chunk, charset or "")
        for chunk, charset in chunks
    )


def in_letters(data: bytes, charset: str) -> str:
    """Return *data* as text: in its own encoding where that holds, else in the likeliest."""
    try:
        text = data.decode(charset)
        text.encode("utf-8")  # some encodings (utf-7, unicode_escape) give halves of characters
    except (LookupError, ValueError):  # an encoding nobody knows, or not the one
        return decoded(data)
    return text
