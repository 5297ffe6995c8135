"""Mails that Outlook saved (.msg): properties in a compound file ([MS-OXMSG], [MS-CFB])."""

import struct
from dataclasses import replace
from email.parser import HeaderParser
from typing import Final

from olefile import OleFileIO
from oxmsg.domain import constants as pid
from oxmsg.domain.constants import (
    PID_BODY,
    PID_INTERNET_CODEPAGE,
    PID_MESSAGE_CODEPAGE,
    PTYP_STRING,
    PTYP_STRING8,
)
from oxmsg.domain.encodings import encoding_from_codepage
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from ovpsheets.intake.reading.containers.attachments import Attachments
from ovpsheets.intake.reading.containers.headers import POLICY, in_letters
from ovpsheets.intake.reading.containers.html_text import plain_of_html
from ovpsheets.intake.reading.containers.mail_text import is_automatic_subject, without_history
from ovpsheets.intake.reading.containers.mails import envelope, with_forwarded
from ovpsheets.intake.reading.containers.packed_rtf import unpacked_rtf
from ovpsheets.intake.reading.containers.rtf_text import text_of_rtf
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Mail, RefusedError, Unpacked

# How long the head of a properties stream is ([MS-OXMSG] 2.4.1).
_HEAD_OF_FILE: Final = 32
_HEAD_OF_EMBEDDED: Final = 24
_HEAD_OF_ATTACHMENT: Final = 8

_PROPERTIES: Final = "__properties_version1.0"
_EMBEDDED: Final = "__substg1.0_3701000D"  # a mail attached as an item, not as a file
_DEEPEST: Final = 50

_PID_MESSAGE_CLASS: Final = 0x001A
_PID_DELIVERY_TIME: Final = 0x0E06
_AWAY: Final = "IPM.NOTE.RULES.OOFTEMPLATE"  # the class of an answer for somebody away
_PID_SHORT_NAME: Final = 0x3704
_PID_RTF_BODY: Final = 0x1009

# What oxmsg and olefile raise over damaged files: streams that are missing, short or cyclic.
_DAMAGED: Final = (
    OSError, KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError,
    RecursionError, struct.error,
)  # fmt: skip
_WIDE: Final = ("utf-16", "utf-32", "ucs")  # no encodings of texts of 8 bits
_UNKNOWN_PAGE: Final = (UnrecognizedCodePageError, UnsupportedEncodingError)


class _Properties(Properties):
    """Properties whose texts are read even where nobody knows the code page they name.

    Texts of 8 bits are then read in the likeliest encoding, and so are those that are not in
    the encoding that the mail names; Python also lacks some of Microsoft's.
    """

    @property
    def body_encoding(self) -> str:
        """The encoding of the text, "" where nobody knows it."""
        return self._encoding(PID_INTERNET_CODEPAGE) or self._str_prop_encoding

    @property
    def _str_prop_encoding(self) -> str:
        return self._encoding(PID_MESSAGE_CODEPAGE)

    def _encoding(self, tag: int) -> str:
        """The encoding of a code page; "" where none is named, as attachments have it.

        oxmsg would then take the letters of Western Europe.
        """
        page = self._cherry_pick_int_prop(tag)
        try:
            known = encoding_from_codepage(page.value) if page else ""
        except _UNKNOWN_PAGE:
            return ""
        return "" if known.lower().startswith(_WIDE) else known

    def str_prop_value(self, pid: int) -> str | None:
        """Return a text, None where the mail has none."""
        found = self._get_property(pid, (PTYP_STRING, PTYP_STRING8))
        if found is None:
            return None
        raw = self._storage.property_stream_bytes(pid, found.ptyp)
        if found.ptyp == PTYP_STRING:
            return raw.decode("utf-16-le", errors="replace")
        encoding = self.body_encoding if pid == PID_BODY else self._str_prop_encoding
        return in_letters(raw, encoding)


def unpack_msg(data: bytes, limits: Limits) -> Unpacked:
    """Return what hangs on the mail *data* and on the mails inside it, and what it says.

    As :func:`~ovpsheets.intake.reading.containers.mails.unpack_mail`. The date
    is that of the mail's own headers; where Outlook kept none, the moment it
    was submitted, in universal time.
    """
    try:
        with OleFileIO(data) as ole:
            # Many streams may share their bytes: counted before any is read.
            if sum(entry.size for entry in ole.direntries if entry) > limits.inflated_size:
                raise RefusedError("too_large", "streams larger than the limit")
            root = Storage.from_ole(ole)
        if not any(stream.name == _PROPERTIES for stream in root.streams):
            raise RefusedError("damaged", "a compound file, but no mail")
        _refuse_notice(_Properties(root, _HEAD_OF_FILE))
        attachments = Attachments(limits)
        mail = _gather(root, _HEAD_OF_FILE, attachments, 0)
    except _DAMAGED as error:
        raise RefusedError("damaged", repr(error)) from error
    return attachments.unpacked(mail)


def _refuse_notice(properties: _Properties) -> None:
    """Refuse what Outlook says of a mail: undelivered, delivered, read ([MS-OXCMAIL] 2.1.3.1)."""
    kind = (properties.str_prop_value(_PID_MESSAGE_CLASS) or "").strip("\0").upper()
    if kind.startswith("REPORT."):
        subject = properties.str_prop_value(pid.PID_SUBJECT) or ""
        raise RefusedError("undelivered" if kind.endswith(".NDR") else "receipt", subject)


def _gather(storage: Storage, head: int, attachments: Attachments, depth: int) -> Mail:
    """Add the attachments of a mail, and of the mails in it; return the mail itself."""
    if depth > _DEEPEST:
        raise RefusedError("damaged", "mails within mails without end")
    properties = _Properties(storage, head)
    carrier = _envelope(properties)
    forwarded: list[Mail] = []
    for number, inner in enumerate(storage.iter_attachment_storages(), start=1):
        embedded = [item for item in inner.storages if item.name == _EMBEDDED]
        forwarded += [_gather(item, _HEAD_OF_EMBEDDED, attachments, depth + 1) for item in embedded]
        if not embedded:
            own = _Properties(inner, _HEAD_OF_ATTACHMENT)
            content = own.binary_prop_value(pid.PID_ATTACH_DATA_BINARY) or b""
            attachments.add(_file_name(own) or f"{number}", content, carrier)
    attachments.add_tables([_page(properties)], carrier)
    text = without_history(
        _body(properties) or _rich_body(properties, attachments), carrier.subject
    )
    return replace(carrier, text=with_forwarded(text, forwarded))


def _envelope(properties: _Properties) -> Mail:
    raw = properties.str_prop_value(pid.PID_TRANSPORT_MESSAGE_HEADERS) or ""
    headers = envelope(HeaderParser(policy=POLICY).parsestr(raw))
    submitted = properties.date_prop_value(pid.PID_CLIENT_SUBMIT_TIME)
    subject = properties.str_prop_value(pid.PID_SUBJECT) or headers.subject
    kind = (properties.str_prop_value(_PID_MESSAGE_CLASS) or "").upper()
    return Mail(
        headers.sender or _sender(properties),
        subject,
        headers.sent or submitted or properties.date_prop_value(_PID_DELIVERY_TIME),
        is_automatic=headers.is_automatic
        or is_automatic_subject(subject)
        or kind.startswith(_AWAY),
    )


def _sender(properties: _Properties) -> str:
    name = properties.str_prop_value(pid.PID_SENDER_NAME) or ""
    addresses = (pid.PID_SENDER_SMTP_ADDRESS, pid.PID_SENDER_EMAIL_ADDRESS)
    for address in map(properties.str_prop_value, addresses):
        if address and "@" in address and address != name:  # inside one office it is a path
            return f"{name} <{address}>".strip()
    return name


def _file_name(properties: _Properties) -> str:
    long_name = properties.str_prop_value(pid.PID_ATTACH_LONG_FILENAME)
    return long_name or properties.str_prop_value(_PID_SHORT_NAME) or ""


def _rich_body(properties: _Properties, attachments: Attachments) -> str:
    """Return the text that is kept as RTF alone; what cannot be read of it is named."""
    packed = properties.binary_prop_value(_PID_RTF_BODY)
    if not packed:
        return ""
    try:
        return text_of_rtf(unpacked_rtf(packed))
    except RefusedError as error:
        attachments.refuse("body.rtf", error.reason, error.detail)
        return ""


def _body(properties: _Properties) -> str:
    if text := (properties.str_prop_value(PID_BODY) or "").strip("\0 \t\r\n"):
        return text
    return plain_of_html(_page(properties))


def _page(properties: _Properties) -> str:
    if raw := properties.binary_prop_value(pid.PID_HTML):
        return in_letters(raw, properties.body_encoding)
    return properties.str_prop_value(pid.PID_BODY_HTML) or ""
