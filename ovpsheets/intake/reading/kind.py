"""What is a file? Its bytes decide, and its ending only where they say nothing.

Nothing here opens more than the directory of a package. Sources: ECMA-376 part
2, OpenDocument 1.3 part 2, [MS-CFB], [MS-OFFCRYPTO], [MS-OXMSG], RFC 5322, RFC 4155.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final, Literal

from ovpsheets.intake.reading.link_files import link_in
from ovpsheets.intake.reading.own_readers import reader_of
from ovpsheets.intake.reading.signed import SIGNED_ENDINGS, signed_content
from ovpsheets.letters import is_table, letters

Format = Literal[
    "xlsx",
    "ods",
    "xls",
    "xlsb",
    "table",
    "docx",
    "text",
    "zip",
    "mail",
    "mailbox",
    "outlook",
    "winmail",
    "signed",
    "own",
]
"""What a file is opened as; ``own``: by the reader of another package."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is: a format that is opened, or (``format`` "") the reason why it is not.

    ``refused`` is a key of ``intake.refused``; ``detail`` is what a sentence may quote: where a
    link leads.
    """

    format: Format | Literal[""] = ""
    refused: str = ""
    detail: str = ""


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RIGHTS: Final = (
    "DRMEncryptedDataSpace", "DRMEncryptedTransform", "DRMDataSpace", "DRMTransform",
    "\tDRMContent",
)  # fmt: skip
"""Storages of what rights management protects ([MS-OFFCRYPTO] 2.2.1), a sensitivity label too.

Nobody has a password for it: who may open it is decided by the sender's organisation.
"""

_WINMAIL: Final = b"\x78\x9f\x3e\x22"  # [MS-OXTNEF] 2.1.3.1
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_EXCEL: Final = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05",
                     b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")  # fmt: skip

_STARTS: Final = (
    *((mark, "other_archive") for mark in
      (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")),
    *((mark, "picture") for mark in
      (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")),
    (b"{\\rtf", "other_document"),
    *((mark, "rights") for mark in (b".pfile", b"\x76\xe8\x04\x60\xc4\x11\xe3\x86")),
)  # fmt: skip

# Cryptographic messages (RFC 5652): what is signed only, and what only its addressee opens.
_PACKED: Final = re.compile(
    rb"0(?:\x80|\x81.|\x82..|\x83...|\x84....)"
    rb"\x06(?:\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07(?:\x02|(?P<encrypted>[\x03\x06]))"
    rb"|\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01(?P<authenticated>\x17))",
    re.DOTALL,
)

_ENDINGS: Final = {
    **dict.fromkeys(
        (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots"), "damaged"
    ),
    **dict.fromkeys((".zip", ".msg"), "damaged"),
    **dict.fromkeys((".numbers", ".et", ".fods", ".xml", ".dif", ".slk"), "other_format"),
    **dict.fromkeys((".p7m", ".p7c"), "signed"),
    **dict.fromkeys((".pfile", ".rpmsg"), "rights"),
    **dict.fromkeys((".docx", ".docm"), "damaged"),
    **dict.fromkeys((".doc", ".odt", ".rtf", ".pages", ".wps"), "other_document"),
    **dict.fromkeys((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic"), "picture"),
    **dict.fromkeys((".tar", ".tgz", ".rar", ".7z"), "other_archive"),
}
_TABLES: Final = (".csv", ".tsv", ".tab")

_OURS: Final = frozenset(
    [name for name, why in _ENDINGS.items() if why == "damaged"]
    + [*_TABLES, ".txt", ".eml", ".mbox"]
)
"""Endings of files that are read here, and never by the reader of another package."""

_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?\S")
_MAIL: Final = re.compile(
    rb"(?im)^(from|to|subject|date|received|return-path|mime-version|message-id|delivered-to):"
)
_MAILBOX: Final = re.compile(rb"From \S+ .*\d\d:\d\d.*\r?\n")
_SYLK: Final = re.compile(rb"ID;P[^\r\n]*\r?\n(?:[A-Z]{1,2};[A-Z][^\r\n]*\r?\n){2}")
_DIF: Final = re.compile(rb'TABLE\r?\n0,1\r?\n"')
_WEB_PAGE: Final = re.compile(r"<(!doctype\s+html|html|head|body|table|style|meta)[\s>]", re.I)
_SHEET_XML: Final = re.compile(
    r"schemas-microsoft-com:office:spreadsheet|<office:document\b|progid=\"Excel\.Sheet", re.I
)
_DOCUMENT: Final = re.compile(r"word/document\d*\.xml")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f]")


def kind_of(name: str, data: bytes) -> FileKind:
    """Return what the file *name* with the content *data* is."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if not data.strip(b"\0\r\n\t "):
        return FileKind(refused="damaged" if len(data) > 512 else "empty")
    if ending in _OURS:
        return _kind_of(ending, data)
    # An ending that is none of ours is the other package's, whatever text it looks like.
    if (reader := reader_of(ending, data)) and ending in reader.endings:
        return FileKind("own")
    if (target := link_in(ending, data)) is not None:
        return FileKind(refused="link", detail=target)
    kind = _kind_of(ending, data)
    return FileKind("own") if reader and not kind.format else kind


def _kind_of(ending: str, data: bytes) -> FileKind:
    if data.startswith(_OLE):
        return _of_ole(data)
    if data.startswith(_ZIP):
        return _of_zip(ending, data)
    if data.startswith(_OLD_EXCEL):
        return FileKind("xls")
    if data.startswith(_WINMAIL):
        return FileKind("winmail")
    if data.startswith(b"BM") and data[6:10] == bytes(4):  # text may begin so, too
        return FileKind(refused="picture")
    for start, reason in _STARTS:
        if data.startswith(start):
            return FileKind(refused=reason)
    if packed := _PACKED.match(data):
        is_encrypted = packed["encrypted"] or packed["authenticated"]
        return FileKind(refused="encrypted") if is_encrypted else _of_signed(data)
    if ending in SIGNED_ENDINGS and signed_content(data):  # in base64
        return FileKind("signed")
    return _of_text(ending, data)


def _of_signed(data: bytes) -> FileKind:
    """What is only signed is opened, where the signature is not all there is."""
    return FileKind("signed") if signed_content(data) else FileKind(refused="signed")


def _of_ole(data: bytes) -> FileKind:
    """What lies in an OLE container; its directory names the streams in UTF-16 ([MS-CFB] 2.6.1)."""
    if _names(data, "__properties_version1.0"):
        return FileKind("outlook")
    if any(_names(data, name) for name in _RIGHTS):
        return FileKind(refused="rights")
    if _names(data, "EncryptedPackage"):  # [MS-OFFCRYPTO] 2.3.1
        # With a password there is always a stream that says how to derive the key from it.
        is_labelled = _names(data, "LabelInfo") and not _names(data, "EncryptionInfo")
        return FileKind(refused="rights" if is_labelled else "protected")
    if _names(data, "Workbook") or _names(data, "Book"):
        return FileKind("xls")
    if _names(data, "WordDocument"):
        return FileKind(refused="other_document")
    # A damaged directory and a document of another program look alike from here.
    return FileKind(refused="not_a_workbook")


def _names(data: bytes, name: str) -> bool:
    """Tell whether an entry of a directory has this name; entries are 128 bytes long.

    Names are compared without regard to case ([MS-CFB] 2.6.4): some programs write "BOOK".
    """
    wanted = (name + "\0").encode("utf-16-le").lower()
    size = struct.pack("<H", len(wanted))
    return any(
        data[at + 64 : at + 66] == size and data[at : at + len(wanted)].lower() == wanted
        for at in range(0, len(data), 128)
    )


def _of_zip(ending: str, data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {entry.filename.replace("\\", "/").lower() for entry in package.infolist()}
            declared = _declared(package)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return FileKind(refused=_ENDINGS.get(ending, "damaged"))
    if "[content_types].xml" in names:
        if any(name.endswith("workbook.bin") for name in names):
            return FileKind("xlsb")
        if any(name.endswith("workbook.xml") for name in names):
            return FileKind("xlsx")
        is_document = any(_DOCUMENT.fullmatch(name) for name in names)
        return FileKind("docx") if is_document else FileKind(refused="not_a_workbook")
    if declared.startswith("application/vnd.oasis.opendocument."):
        if "spreadsheet" in declared:
            return FileKind("ods")
        return FileKind(refused="other_document" if ".text" in declared else "not_a_workbook")
    if "content.xml" in names and ending in (".ods", ".ots"):
        return FileKind("ods")
    if "index/document.iwa" in names or "index.zip" in names:
        return FileKind(refused="other_format")
    return FileKind("zip")


def _declared(package: zipfile.ZipFile) -> str:
    """What an OpenDocument package says it is, in its first entry (part 2, 3.3)."""
    try:
        with package.open("mimetype") as entry:
            return entry.read(100).decode("ascii", "replace").strip()
    except (KeyError, RuntimeError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError):
        return ""  # none, encrypted or damaged: then it is no OpenDocument's


def _of_text(ending: str, data: bytes) -> FileKind:
    if ending == ".mbox" or (_MAILBOX.match(data) and ending not in _TABLES):
        return FileKind("mailbox")
    head = data[:4096]
    if ending == ".eml" or (_HEADER.match(head) and len(_MAIL.findall(head)) > 1):
        is_book = b"X-Document-Type: Workbook" in head  # Excel's "single file web page"
        return FileKind(refused="web_page") if is_book else FileKind("mail")
    if _SYLK.match(head) or _DIF.match(head):
        return FileKind(refused="other_format")
    text = letters(data[: 64 * 1024]).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _of_markup(text)
    if ending in _TABLES and not _CONTROL.search(text.replace("\0", "")):
        return FileKind("table")
    if _CONTROL.search(text):
        return FileKind(refused=_ENDINGS.get(ending, "not_a_workbook"))
    if is_table(text):
        return FileKind("table")
    if ending == ".txt":
        return FileKind("text")
    refused = _ENDINGS.get(ending, "not_a_workbook")
    return FileKind(refused="not_a_workbook" if refused == "damaged" else refused)


def _of_markup(text: str) -> FileKind:
    if _SHEET_XML.search(text[:4096]):
        return FileKind(refused="other_format")
    return FileKind(
        refused="web_page" if _WEB_PAGE.match(text) or _inside(text) else "not_a_workbook"
    )


def _inside(text: str) -> bool:
    """Web pages may begin with a declaration of XML or a comment."""
    return text.startswith(("<?xml", "<!--")) and bool(_WEB_PAGE.search(text[:4096]))
