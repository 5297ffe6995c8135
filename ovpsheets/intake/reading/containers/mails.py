"""Saved mails (.eml): who sent what, when, what hangs on it, and what they wrote."""

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from mimetypes import guess_extension
from typing import Final

from ovpsheets.intake.reading.containers.attachments import Attachments
from ovpsheets.intake.reading.containers.headers import (
    POLICY,
    file_name,
    header,
    in_letters,
    is_automatic,
    sent_on,
)
from ovpsheets.intake.reading.containers.html_text import plain_of_html
from ovpsheets.intake.reading.containers.mail_text import (
    is_greeting,
    without_history,
)
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Mail, RefusedError, Unpacked
from ovpsheets.intake.reading.signed import is_mail_part, signed_content

_MOST_PARTS: Final = 5_000
_MOST_BOUNDARIES: Final = 300
_MOST_COMPARED: Final = 20_000_000  # every line with each of the boundaries that are open
_DEEPEST: Final = 50

_FORWARDED: Final = "message/rfc822"
_DELIVERY: Final = "message/delivery-status"
_SYSTEM_TYPES: Final = (_DELIVERY, "message/disposition-notification")
_SIGNED_TYPES: Final = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_NOT_DELIVERED: Final = ("failed", "delayed")


def unpack_mail(data: bytes, limits: Limits) -> Unpacked:
    """Return what hangs on the mail *data* and on the mails forwarded in it, and what it says.

    ``mail.text`` is all that was written, in forwarded mails too. Every member
    carries the sender, subject and date of the mail it came with (of a
    forwarded one, the inner mail's), without its text. Raises RefusedError for
    what is no mail, or beyond the limits; and for a notice of a mail program, for
    what hangs on that is the mail that it speaks of: one of the coordinator's own.
    """
    message = _opened(_message(data, limits), limits)
    if not any(message.get(name) for name in ("from", "date", "subject", "mime-version")):
        raise RefusedError("damaged", "no headers of a mail")
    if message.get_content_type() == "multipart/report":
        raise _notice(message)
    attachments = Attachments(limits)
    return attachments.unpacked(_gather(message, attachments, 0))


def _message(data: bytes, limits: Limits) -> Message:
    if len(data) > 2 * limits.file_size:  # base64 takes a third more than what it holds
        raise RefusedError("too_large", f"{len(data)} bytes")
    boundaries, lines = data.count(b"oundary"), data.count(b"\n")
    if (
        data.count(b"\n--") > _MOST_PARTS
        or boundaries > _MOST_BOUNDARIES
        or boundaries * lines > _MOST_COMPARED
    ):
        raise RefusedError("too_large", "more parts than a mail has")
    try:
        return BytesParser(policy=POLICY).parsebytes(data)
    except RecursionError as error:
        raise RefusedError("damaged", "parts within parts without end") from error


def _opened(message: Message, limits: Limits) -> Message:
    """Return a mail that was signed as a whole as it was before, with the envelope it came in."""
    if message.get_content_type() not in _SIGNED_TYPES:
        return message
    content = signed_content(_content(message))
    if content is None or not is_mail_part(content):
        return message
    inner = _message(content, limits)
    said = {name.lower() for name in inner}
    for name, value in message.raw_items():
        if name.lower() not in said and not name.lower().startswith("content-"):
            inner.set_raw(name, value)
    return inner


def _notice(message: Message) -> RefusedError:
    """Say of what became of a mail (RFC 3464), or that it was opened (RFC 8098)."""
    blocks = [
        block for part in _inside(message) if part.get_content_type() == _DELIVERY
        for block in _inside(part)
    ]  # fmt: skip
    returned = [
        header(block, "final-recipient").rpartition(";")[2].strip() for block in blocks
        if header(block, "action").strip().lower() in _NOT_DELIVERED
    ]  # fmt: skip
    if not returned:
        return RefusedError("receipt", header(message, "subject"))
    return RefusedError("undelivered", ", ".join(filter(None, returned)))


def envelope(message: Message, text: str = "") -> Mail:
    """Return who sent the mail, about what and when; *text* is what it says."""
    return Mail(
        header(message, "from"),
        header(message, "subject"),
        sent_on(message),
        text,
        is_automatic=is_automatic(message),
    )


def with_forwarded(own: str, forwarded: list[Mail]) -> str:
    """Return the text of a mail with those of the mails inside it that say something."""
    inner = [
        f"{mail.sender}: {mail.subject}\n{mail.text}"
        for mail in forwarded
        if not is_greeting(mail.text)
    ]
    return "\n\n".join(filter(None, [own, *inner]))


def _gather(message: Message, attachments: Attachments, depth: int) -> Mail:
    """Add the attachments of *message*, and of the mails in it; return the mail itself."""
    if depth > _DEEPEST:
        raise RefusedError("damaged", "mails within mails without end")
    carrier = envelope(message)
    forwarded: list[Mail] = []
    for number, part in enumerate(_leaves(message), start=1):
        if part.get_content_type() == _FORWARDED and part.is_multipart():
            inside = (_opened(inner, attachments.limits) for inner in _inside(part))
            forwarded += [_gather(inner, attachments, depth + 1) for inner in inside]
        elif not _is_body(part) and part.get_content_type() not in _SYSTEM_TYPES:
            attachments.add(_name(part, number), _content(part), carrier)
    attachments.add_tables(_pages(message), carrier)
    own = without_history(_text(message), carrier.subject)
    return envelope(message, with_forwarded(own, forwarded))


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that are no multiparts; of a forwarded mail only the part that holds it."""
    if message.is_multipart() and message.get_content_type() != _FORWARDED:
        for part in _inside(message):
            yield from _leaves(part)
    else:
        yield message


def _inside(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if payload else []


def _is_body(part: Message) -> bool:
    """Tell whether the part is the mail's text; an attached text has a name, or says so."""
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not file_name(part)
    )


def _name(part: Message, number: int) -> str:
    kind = part.get_content_type()
    if kind == "application/ms-tnef":
        return "winmail.dat"
    return file_name(part) or f"{number}{guess_extension(kind) or ''}"


def _text(message: Message) -> str:
    """Return what a person reads: of alternatives the first that says anything."""
    if message.is_multipart():
        if message.get_content_type() == _FORWARDED:
            return ""
        texts = [text for part in _inside(message) if (text := _text(part))]
        alternative = message.get_content_subtype() == "alternative"
        return "\n".join(texts[:1] if alternative else texts)
    if not _is_body(message):
        return ""
    text = in_letters(_content(message), message.get_content_charset() or "").strip()
    return plain_of_html(text) if message.get_content_type() == "text/html" else text


def _pages(message: Message) -> Iterator[str]:
    """Yield what the mail itself says as HTML, also where it says the same as plain text."""
    for part in _leaves(message):
        if part.get_content_type() == "text/html" and _is_body(part):
            yield in_letters(_content(part), part.get_content_charset() or "")


def _content(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""
