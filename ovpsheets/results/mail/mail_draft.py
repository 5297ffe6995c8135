"""A draft as bytes: a mail that opens for editing, and a text to paste.

``X-Unsent: 1`` makes Outlook open an .eml as a message to be sent; Thunderbird
offers "Edit as New Message". There is no Date and no Message-ID: the program that
sends it writes both, and so the same draft gives the same bytes.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from ovpsheets.files import sha256
from ovpsheets.plan.model import Institution
from ovpsheets.results.report.sent_register import SentMail
from ovpsheets.texts import Texts
from ovpsheets.words import Language

# An address as officials have them; nothing that could begin another header or address.
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_TYPES: Final = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xlsm": ("application", "vnd.ms-excel.sheet.macroEnabled.12"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("text", "html"),
}


def draft_stem(institution: str, kind: str) -> str:
    """Return what the files of a draft are called, without an ending."""
    return f"{institution}_{kind}"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a draft; ``name`` is ASCII."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MailDraft:
    """One draft. ``to`` and ``cc`` hold no address, or valid ones."""

    institution: str
    kind: str
    language: Language
    to: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    answers: str = ""  # a digest of what it answers: what came, and what is attached
    asks: tuple[str, ...] = ()  # the marks of what it asks for
    cc: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """What its files are called, without an ending."""
        return draft_stem(self.institution, self.kind)

    def sent_before(self, mails: Iterable[SentMail]) -> SentMail | None:
        """Return the last mail of its kind to its institution, where that said all it says."""
        whom = (self.institution, self.kind)
        own = [mail for mail in mails if (mail.institution, mail.kind) == whom]
        if not own or own[-1].answers != self.answers or not {*self.asks} <= {*own[-1].asks}:
            return None
        return own[-1]

    def as_mail(self) -> bytes:
        """Return the draft as a message (RFC 5322) with UTF-8 text."""
        message = EmailMessage(policy=SMTP)
        # Outlook opens a message so marked to be edited and sent, others as one that was received.
        message["X-Unsent"] = "1"
        if self.to:
            message["To"] = ", ".join(self.to)
        if self.cc:
            message["Cc"] = ", ".join(self.cc)
        message["Subject"] = one_line(self.subject)
        message["MIME-Version"] = "1.0"
        # In base64 every line is short and plain ASCII, so that no server has to change any.
        message.set_content(self.body, subtype="plain", charset="utf-8", cte="base64")
        for item in self.attachments:
            kind, subtype = _TYPES.get(
                item.name.rpartition(".")[2], ("application", "octet-stream")
            )
            message.add_attachment(item.data, kind, subtype, filename=item.name)
        # Python would draw a boundary by lot, and the same draft would have other bytes each time.
        if self.attachments:
            message.set_boundary(f"=_ovp_{sha256(self.stem.encode())[:24]}")
        return message.as_bytes()

    def as_text(self, texts: Texts) -> bytes:
        """Return the draft as a text to paste, for mail programs that open no .eml."""
        attached = ", ".join(item.name for item in self.attachments)
        head = [
            f"{texts('mail.text.to')}: {', '.join(self.to) or texts('mail.text.no_address')}",
            *((f"{texts('mail.text.cc')}: {', '.join(self.cc)}",) if self.cc else ()),
            f"{texts('mail.text.subject')}: {one_line(self.subject)}",
        ]
        if attached:
            head.append(f"{texts('mail.text.attached')}: {attached}")
        whole = "\n".join((*head, "", self.body))
        # Notepad of older Windows shows lines only with CRLF, and Cyrillic only with a mark.
        return b"\xef\xbb\xbf" + whole.replace("\n", "\r\n").encode("utf-8")


def addresses(text: str) -> tuple[str, ...]:
    """Return the valid addresses in a cell of plan.xlsx, which may hold several."""
    found = (part.strip() for part in re.split(r"[;,\s]+", text))
    return tuple(dict.fromkeys(part for part in found if _ADDRESS.fullmatch(part)))


def copied_to(institution: Institution) -> tuple[str, ...]:
    """Return who gets a copy of an institution's mails, beside those to whom they are sent."""
    own = addresses(institution.email)
    return tuple(each for each in addresses(institution.cc) if each not in own)


def plain(text: str) -> str:
    """Return *text* without control and direction characters; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c == "\n" or unicodedata.category(c) not in _UNSAFE else " " for c in text)


def one_line(text: str) -> str:
    """Return *text* as a header's value: one line without control characters."""
    return " ".join(plain(text).split())
