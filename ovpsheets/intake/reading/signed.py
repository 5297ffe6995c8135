"""What a digital signature is wrapped around (.p7m): signed, and for anybody to read.

RFC 5652 (CMS), in DER or BER, or these in base64 as RFC 7468 and mails write it. Who signed is
not looked at: a signature says nothing of what stands in a form.
"""

import base64
import binascii
import re
from importlib import import_module
from typing import Final

SIGNED_ENDINGS: Final = (".p7m", ".p7c")
"""How files that are wrapped in a signature are named; of the second kind are certificates, too."""

_DEEPEST: Final = 3
"""Signatures around signatures (RFC 2634 wraps twice)."""

_SIGNED: Final = re.compile(
    rb"0(?:\x80|\x81.|\x82..|\x83...|\x84....)\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
    re.DOTALL,
)
_BASE64: Final = re.compile(rb"\s*MI[A-Za-z0-9+/\s]+={0,2}\s*")
_ARMOUR: Final = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 ]+-----")
_HEADER: Final = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]*\S")
_HEADERS: Final = 4_096  # bytes in which a mail names the type of what it holds


def signed_content(data: bytes) -> bytes | None:
    """Return what a signature is wrapped around; None where *data* is none, or it stands apart."""
    for _ in range(_DEEPEST):
        content = _content(_binary(data))
        if content is None:
            return None
        if not _SIGNED.match(_binary(content)):
            return content
        data = content
    return None


def is_mail_part(content: bytes) -> bool:
    """Tell whether what was signed is a mail without its envelope: headers, text, attachments."""
    return bool(_HEADER.match(content)) and b"content-type:" in content[:_HEADERS].lower()


def as_mail(content: bytes) -> bytes:
    """Return what was signed as a mail that can be opened by itself."""
    has_version = b"mime-version:" in content[:_HEADERS].lower()
    return content if has_version else b"MIME-Version: 1.0\r\n" + content.lstrip()


def name_inside(name: str, content: bytes) -> str:
    """Return what the file in the signed file *name* is called: „образец.xlsx“ of its .p7m."""
    inner = name
    while inner.lower().endswith(SIGNED_ENDINGS):
        inner = inner[: inner.rfind(".")]
    if is_mail_part(content):
        return f"{inner or 'smime'}.eml"
    return inner or "content"


def taken_out(name: str, data: bytes) -> tuple[str, bytes]:
    """Return the file that is wrapped in the signed file *name*, itself where it is none."""
    content = signed_content(data)
    if content is None:
        return name, data
    inner = as_mail(content) if is_mail_part(content) else content
    return name_inside(name, content), inner


def _binary(data: bytes) -> bytes:
    bare = _ARMOUR.sub(b"", data) if b"-----BEGIN" in data[:_HEADERS] else data
    if not _BASE64.fullmatch(bare):
        return data
    try:
        return base64.b64decode(bare)
    except binascii.Error:
        return b""


def _content(data: bytes) -> bytes | None:
    if not _SIGNED.match(data):
        return None
    cms = import_module("asn1crypto.cms")  # 100 ms, which only signed files are to take
    try:
        held = cms.ContentInfo.load(data)["content"]["encap_content_info"]["content"]
        content = b"" if held.native is None else bytes(held)  # None: the signature stands apart
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):  # no whole message
        return None
    return content or None
