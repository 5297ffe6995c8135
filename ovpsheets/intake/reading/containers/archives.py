"""Zip archives: the files inside, each taken out once, counted while it is inflated."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ovpsheets.intake.reading.containers.safe_names import decoded, distinct, shown_path
from ovpsheets.intake.reading.containers.worth import holds, may_hold, why_not
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import InnerFile, Refused, RefusedError, Unpacked

_ENCRYPTED: Final = 0x1
_UTF8_NAME: Final = 0x800
_UNICODE_PATH: Final = 0x7075  # Info-ZIP's extra field; PKWARE APPNOTE 4.6.9
_LOCAL_HEADER: Final = 30

# The others are inflated in steps whose size nothing bounds; Explorer makes none of them.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_CHUNK: Final = 64 * 1024

# What the standard library raises over damaged archives.
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def unpack_zip(data: bytes, limits: Limits) -> Unpacked:
    """Return the spreadsheets, archives and mails inside the zip archive *data*.

    Archives inside are members like any other: who opens them decides how
    deep. What cannot be taken out is in ``refused``. Folders, lock files and
    what macOS adds are left out. Raises RefusedError for an archive that is
    damaged, wholly protected with a password, or larger than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_nobodys(entry)]
            _check(archive.infolist(), entries, limits)
            return _unpacked(archive, entries, limits)
    except _DAMAGED as error:
        raise RefusedError("damaged", str(error)) from error


def _check(every: list[zipfile.ZipInfo], entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    readable = sum(may_hold(entry.filename) for entry in entries)
    if len(every) > limits.parts or readable > limits.members:
        raise RefusedError("too_large", f"{len(every)} entries")
    if entries and all(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusedError("protected", "every entry is encrypted")
    # Python 3.11 does not notice entries that share their bytes, which is how a
    # small file inflates without end.
    for one, other in pairwise(sorted(every, key=lambda entry: entry.header_offset)):
        if one.header_offset + _LOCAL_HEADER + one.compress_size > other.header_offset:
            raise RefusedError("damaged", f"{one.filename!r} overlaps {other.filename!r}")


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> Unpacked:
    members: list[InnerFile] = []
    refused: list[tuple[str, Refused]] = []
    left = limits.inflated_size
    names = distinct(shown_path(_name(entry)) or "?" for entry in entries)
    for name, entry in zip(names, entries, strict=True):
        if not may_hold(name):
            refused.append((name, why_not(name)))
            continue
        most = min(limits.file_size, left)
        try:
            content = _inflated(archive, entry, most)
        except RefusedError as error:
            refused.append((name, Refused(error.reason, error.detail)))
            # At worst it was inflated up to its limit.
            left -= 0 if error.reason == "protected" else most
            continue
        left -= len(content)
        if holds(name, content):
            members.append(InnerFile(name, content))
        else:
            refused.append((name, why_not(name, content)))
    return Unpacked(tuple(members), tuple(refused))


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return the bytes of *entry*, at most *most*; the size that it states is not believed."""
    if entry.flag_bits & _ENCRYPTED:
        raise RefusedError("protected")
    if entry.compress_type not in _METHODS:
        raise RefusedError("other_archive", f"compression {entry.compress_type}")
    content = bytearray()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                if len(content) > most:
                    raise RefusedError("too_large", f"over {most} bytes inflated")
    except _DAMAGED as error:
        raise RefusedError("damaged", str(error)) from error
    return bytes(content)


def _is_nobodys(entry: zipfile.ZipInfo) -> bool:
    """Tell whether nobody put this in: folders, lock files, what macOS and Windows add."""
    path = entry.filename.replace("\\", "/")
    name = path.rpartition("/")[2]
    return (
        not name
        or path.startswith("__MACOSX/")
        or name.startswith(("~$", "."))
        or name.lower() in ("thumbs.db", "desktop.ini")
    )


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name as whoever packed it saw it."""
    for field, content in _extra_fields(entry.extra):
        if field == _UNICODE_PATH and len(content) > 5:
            return content[5:].decode("utf-8", errors="replace")
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    # zipfile has read the bytes as cp437, as the format says and nobody does.
    return decoded(entry.filename.encode("cp437", errors="replace"))


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        field, size = struct.unpack_from("<HH", extra, at)
        yield field, extra[at + 4 : at + 4 + size]
        at += 4 + size
