"""Mails as programs write them: .eml, mailboxes, Outlook's .msg and winmail.dat."""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, Final

SENT: Final = "Mon, 10 Oct 2022 14:05:00 +0200"
SENDER: Final = "Ана Петрова <ana@example.mk>"
GREETING: Final = "Почитувани,\n\nВо прилог е пополнетиот образец.\n\nСо почит,\nАна Петрова"
REMARK: Final = (
    "Почитувани,\n\nАктивноста 3.6.1 доцни затоа што тендерот падна.\n\nСо почит,\nАна Петрова"
)

Files = Mapping[str, bytes]
"""Name → content of what is attached."""


def mail(
    text: str = GREETING,
    files: Files | None = None,
    *,
    subject: str = "Извештај",
    sender: str = SENDER,
    sent: str = SENT,
    inner: Sequence[EmailMessage] = (),
) -> EmailMessage:
    """Make a mail; *inner* are mails forwarded in it as attachments."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = "koordinator@example.mk"
    made["Subject"] = subject
    made["Date"] = sent
    made.set_content(text)
    for name, data in (files or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for forwarded in inner:
        made.add_attachment(forwarded)
    return made


def mailbox(*mails: EmailMessage | bytes) -> bytes:
    """Make an mbox of *mails*; lines that begin with "From " are quoted."""
    out = bytearray()
    for one in mails:
        lines = bytes(one).splitlines(keepends=True)
        quoted = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
        out += b"From - Mon Oct 10 14:05:00 2022\n" + b"".join(quoted) + b"\n"
    return bytes(out)


# ------------------------------------------------------------ winmail.dat ([MS-OXTNEF])


def tnef(files: Files, *, long_names: bool = True) -> bytes:
    """Make a winmail.dat that holds *files*."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _attribute(1, 0x00089006, struct.pack("<I", 0x00010000))  # attTnefVersion
    for name, data in files.items():
        short = name.encode("cp1251")[:12]
        out += _attribute(2, 0x00069002, b"\0" * 14)  # attAttachRendData begins one
        out += _attribute(2, 0x00018010, short + b"\0")  # attAttachTitle
        out += _attribute(2, 0x0006800F, data)  # attAttachData
        if long_names:
            out += _attribute(2, 0x00069005, _tnef_properties(name))
    return out


def _attribute(level: int, tag: int, data: bytes) -> bytes:
    head = struct.pack("<BII", level, tag, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def _tnef_properties(name: str) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    named = (  # a property with a name, and an integer, stand before the one that is sought
        struct.pack("<HH", 0x001F, 0x8001) + b"\1" * 16 + struct.pack("<II", 1, 6) + b"a\0b\0\0\0"
        b"\0\0" + struct.pack("<II", 1, 4) + b"x\0\0\0"
    )
    number = struct.pack("<HHI", 0x0003, 0x3705, 1)
    padded = wide + b"\0" * (-len(wide) % 4)
    sought = struct.pack("<HHII", 0x001F, 0x3707, 1, len(wide)) + padded
    return struct.pack("<I", 3) + named + number + sought


# ------------------------------------------------------------ .msg ([MS-OXMSG])


def msg(
    text: str = GREETING,
    files: Files | None = None,
    *,
    headers: str = f"From: {SENDER}\nDate: {SENT}\n",
    texts: Mapping[int, str] | None = None,
    binaries: Mapping[int, bytes] | None = None,
    submitted: datetime | None = None,
    inner: Sequence[dict[str, Any]] = (),
) -> bytes:
    """Make a mail as Outlook saves it; *texts* and *binaries* are more properties by number."""
    return compound_file(
        msg_storage(
            text,
            files,
            headers=headers,
            texts=texts,
            binaries=binaries,
            submitted=submitted,
            inner=inner,
        )
    )


def msg_storage(
    text: str = GREETING,
    files: Files | None = None,
    *,
    head: int = 32,
    headers: str = "",
    texts: Mapping[int, str] | None = None,
    binaries: Mapping[int, bytes] | None = None,
    submitted: datetime | None = None,
    inner: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Return the storage of a mail; one that is embedded has a *head* of 24 bytes."""
    strings = {0x001A: "IPM.Note", 0x1000: text, 0x007D: headers, **(texts or {})}
    made = _properties(head, strings, binaries or {}, {0x0039: submitted} if submitted else {})
    for number, (name, data) in enumerate((files or {}).items()):
        made[f"__attach_version1.0_#{number:08X}"] = _properties(
            8, {0x3707: name, 0x3704: name[:8]}, {0x3701: data}, {}
        )
    for number, storage in enumerate(inner, start=len(files or {})):
        item = _properties(8, {0x3001: "пратена порака"}, {}, {})
        item["__substg1.0_3701000D"] = storage
        made[f"__attach_version1.0_#{number:08X}"] = item
    return made


def _properties(
    head: int,
    strings: Mapping[int, str],
    binaries: Mapping[int, bytes],
    times: Mapping[int, datetime],
) -> dict[str, Any]:
    entries = b""
    streams: dict[str, Any] = {}
    for number, text in strings.items():
        data = text.encode("utf-16-le")
        streams[f"__substg1.0_{number:04X}001F"] = data
        entries += struct.pack("<HHIII", 0x001F, number, 6, len(data) + 2, 0)
    for number, data in binaries.items():
        streams[f"__substg1.0_{number:04X}0102"] = data
        entries += struct.pack("<HHIII", 0x0102, number, 6, len(data), 0)
    for number, moment in times.items():
        ticks = (moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000
        entries += struct.pack("<HHIQ", 0x0040, number, 6, int(ticks))
    return {"__properties_version1.0": b"\0" * head + entries, **streams}


# ------------------------------------------------------------ compound files ([MS-CFB])

_SECTOR: Final = 512
_SMALL_SECTOR: Final = 64
_SMALL: Final = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


class _Chains:
    """Sectors in chains, and the table that says which follows which."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = bytearray()
        self.table: list[int] = []

    def add(self, data: bytes) -> int:
        """Append *data*; return the number of its first sector."""
        if not data:
            return _END
        first, count = len(self.table), -(-len(data) // self.size)
        self.table += [*range(first + 1, first + count), _END]
        self.data += data + b"\0" * (-len(data) % self.size)
        return first


def packed_rtf(written: bytes) -> bytes:
    """Pack RTF as Outlook does, with no reference but the one that ends it ([MS-OXRTFCP])."""
    out = bytearray()
    for at in range(0, len(written) + 1, 8):
        part = written[at : at + 8]
        out.append(0 if len(part) == 8 else 1 << len(part))
        out += part
    out += struct.pack(">H", (207 + len(written)) % 4096 << 4)
    return struct.pack("<II4sI", len(out) + 12, len(written), b"LZFu", 0) + bytes(out)


def compound_file(tree: Mapping[str, Any]) -> bytes:
    """Make a compound file of *tree*: names → bytes (a stream) or a mapping (a storage)."""
    big, small = _Chains(_SECTOR), _Chains(_SMALL_SECTOR)
    entries: list[list[Any]] = [["Root Entry", 5, _FREE, _FREE, 0, 0]]
    _enter(tree, 0, entries, big, small)
    entries[0][4], entries[0][5] = big.add(bytes(small.data)), len(small.data)
    small_table = struct.pack(f"<{len(small.table)}I", *small.table)
    small_count = -(-len(small_table) // _SECTOR)
    small_first = big.add(small_table + b"\xff" * (-len(small_table) % _SECTOR))
    directory = b"".join(_directory_entry(*entry) for entry in entries)
    directory_first = big.add(directory + _unused_entry() * (-len(entries) % 4))
    count = 1
    while count * (_SECTOR // 4) < len(big.table) + count:
        count += 1
    fat_sectors = range(len(big.table), len(big.table) + count)
    table = big.table + [_FAT] * count
    table += [_FREE] * (-len(table) % (_SECTOR // 4))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory_first, 0, _SMALL, small_first, small_count, _END, 0, fat_sectors[0],
    )  # fmt: skip
    rest = [*fat_sectors[1:], *[_FREE] * (109 - count)]
    fat = struct.pack(f"<{len(table)}I", *table)
    return head + struct.pack(f"<{len(rest)}I", *rest) + bytes(big.data) + fat


def _enter(
    tree: Mapping[str, Any], own: int, entries: list[list[Any]], big: _Chains, small: _Chains
) -> None:
    """Enter what is in *tree* below entry *own*, each name the right-hand neighbour of the last."""
    before = None
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content = tree[name]
        number = len(entries)
        if before is None:
            entries[own][3] = number
        else:
            entries[before][2] = number
        if isinstance(content, bytes):
            chains = small if len(content) < _SMALL else big
            entries.append([name, 2, _FREE, _FREE, chains.add(content), len(content)])
        else:
            entries.append([name, 1, _FREE, _FREE, 0, 0])
            _enter(content, number, entries, big, small)
        before = number


def _directory_entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16x4x16xIQ", wide, len(wide), kind, 1, _FREE, right, child, first, size
    )


def _unused_entry() -> bytes:
    return struct.pack("<64sHBBIII16x4x16xIQ", b"", 0, 0, 0, _FREE, _FREE, _FREE, 0, 0)
