"""A guarded view of the zip package: its parts, what they refer to, and no more than allowed.

Open Packaging Conventions (ECMA-376 part 2). Two readers may see two different
workbooks in one package that names a part twice or lets two parts overlap; such
a file is refused. Sizes are counted while inflating: the headers may say anything.
"""

import hashlib
import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple, Self
from urllib.parse import unquote

from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.intake.reading.ooxml.xml import START, Event, events, up_to_damage
from ovpsheets.intake.reading.opened import RefusedError

_LOCAL_HEADER: Final = struct.Struct("<4s5H3L2H")
_LOCAL_SIGNATURE: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 0x1
_RATIO_FROM: Final = 16 * MIB
_CHUNK: Final = 256 * 1024
SMALL: Final = 32 * 1024
"""Bytes: what is no larger is looked up among those that were read before."""

LARGEST_PICTURE: Final = 500_000
"""Bytes: no logo is larger (:mod:`ovpsheets.writing.look`), and no other picture is asked about."""

_MOST_PICTURES: Final = 50  # that are looked into; a form has one

SIGNATURES: Final = "_xmlsignatures/"
"""Where Office and everybody else puts the parts of signatures."""

_ODF_SIGNATURES: Final = "meta-inf/documentsignatures.xml"

_DRIVE: Final = re.compile(r"^[a-zA-Z]:")


class PackageRelation(NamedTuple):
    """What a part refers to; ``target`` is a part's key, or an address when ``external``."""

    kind: str  # the last word of the relationship's type: the same in Strict and transitional
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The parts of one package by key: the name in small letters, with forward slashes."""

    data: bytes
    limits: Limits
    parts: Mapping[str, zipfile.ZipInfo]
    inflated: int = 0  # bytes so far, of all parts
    cells: int = 0  # non-empty ones so far, of all sheets
    damaged: set[str] = field(default_factory=set)  # parts of which not all relations are known
    _relations: dict[str, dict[str, PackageRelation]] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes, limits: Limits) -> Self:
        """Check the directory of a package; raises RefusedError."""
        if len(data) > limits.file_size:
            raise RefusedError("too_large", f"{len(data)} bytes")
        # Damage is what zipfile says it is: a bad zip, a name that is no UTF-8, a version to come.
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                entries, directory = package.infolist(), package.start_dir
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise RefusedError("damaged", str(error)) from error
        if len(entries) > limits.parts:
            raise RefusedError("too_large", f"{len(entries)} entries")
        parts: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            key = _key(entry)
            if key in parts:
                raise RefusedError("unsafe", f"two entries named {key}")
            parts[key] = entry
        _refuse_overlaps(data, entries, directory)
        return cls(data, limits, parts)

    def __contains__(self, key: str) -> bool:
        return key in self.parts

    @property
    def is_signed(self) -> bool:
        """Whether somebody signed it digitally (ECMA-376 part 2, 12; OpenDocument part 2, 3.5)."""
        return _ODF_SIGNATURES in self.parts or any(
            key.startswith(SIGNATURES) for key in self.parts
        )

    def chunks(self, key: str) -> Iterator[bytes]:
        """Yield the content of a part, counted and checked; raises RefusedError."""
        entry = self.parts[key]
        start = _content_start(self.data, entry)
        packed = self.data[start : start + entry.compress_size]
        size = check = 0
        for chunk in _inflated(packed, entry, min(self.limits.part_size, self._left())):
            size += len(chunk)
            self.inflated += len(chunk)
            self._refuse_size(key, size, len(packed))
            check = zlib.crc32(chunk, check)
            yield chunk
        if check != entry.CRC:
            raise RefusedError("damaged", f"bad checksum of {key}")

    def _left(self) -> int:
        return max(self.limits.inflated_size - self.inflated, 0)

    def _refuse_size(self, key: str, size: int, packed: int) -> None:
        if size > self.limits.part_size or self.inflated > self.limits.inflated_size:
            raise RefusedError("too_large", f"{key} inflates to more than {size} bytes")
        if size > _RATIO_FROM and size > self.limits.ratio * packed:
            raise RefusedError("too_large", f"{key} inflates more than {self.limits.ratio} times")

    def picture(self, key: str) -> str:
        """Return the digest of a picture no larger than a logo; "" for any other, and for none."""
        if key in self._pictures:
            return self._pictures[key]
        entry = self.parts.get(key)
        if entry is None or not 0 < entry.file_size <= LARGEST_PICTURE:
            return ""
        if len(self._pictures) >= _MOST_PICTURES:
            return ""
        try:
            digest = hashlib.sha256(b"".join(self.chunks(key))).hexdigest()
        except RefusedError:
            digest = ""  # damaged; nothing else in the file is
        self._pictures[key] = digest
        return digest

    def small(self, key: str) -> bytes | None:
        """Return the content of a part, None where it is not small; raises RefusedError."""
        if self.parts[key].file_size > SMALL:
            return None
        content = b"".join(self.chunks(key))  # which may be more than the directory says
        return content if len(content) <= SMALL else None

    def events(self, key: str) -> Iterator[Event]:
        """Yield what is in a small part, in order; raises RefusedError."""
        try:
            part = self.small(key)
            known = None if part is None else _known_events(part, self.limits, key)
        except RefusedError:
            known = None  # what stands before the fault is wanted all the same
        yield from events(self.chunks(key), self.limits, key) if known is None else known

    def main(self, *usual: str) -> str:
        """Return the key of the part that the package is about, "" where it has none.

        *usual*: where that part stands in packages that do not say it.
        """
        roots = [r.target for r in self.relations("").values() if r.kind == "officeDocument"]
        return next((key for key in (*roots, *usual) if key in self), "")

    def relations(self, key: str) -> dict[str, PackageRelation]:
        """Return what a part refers to, by relationship id; the package itself is "".

        Where that is damaged, what stands before the fault; ``damaged`` then has the part.
        """
        if key not in self._relations:
            self._relations[key] = self._read_relations(key)
        return self._relations[key]

    def _read_relations(self, key: str) -> dict[str, PackageRelation]:
        folder, name = posixpath.split(key)
        own = posixpath.join(folder, "_rels", f"{name}.rels")
        if own not in self.parts:
            return {}
        found: dict[str, PackageRelation] = {}
        for what, name, attributes in up_to_damage(self.events(own), lambda: self.damaged.add(key)):
            if what is START and name == "Relationship":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = attributes.get("Target", "")
                external = attributes.get("TargetMode") == "External"
                found[attributes.get("Id", "")] = PackageRelation(
                    kind, target if external else _resolved(folder, target), external
                )
        return found


@lru_cache(maxsize=32)
def _known_events(part: bytes, limits: Limits, key: str) -> tuple[Event, ...]:
    """The forms of one merge, saved by one program, have most small parts alike to the letter."""
    return tuple(events((part,), limits, key))


def _key(entry: zipfile.ZipInfo) -> str:
    """The key of an entry. No honest writer uses the names that are refused here."""
    name = entry.orig_filename.replace("\\", "/")
    if entry.flag_bits & _ENCRYPTED:
        raise RefusedError("protected", f"{name} is encrypted")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    climbs = ".." in name.split("/")
    if not name or "\0" in name or is_link or climbs or name.startswith("/") or _DRIVE.match(name):
        raise RefusedError("unsafe", f"entry named {name!r}")
    return name.lower()


def _resolved(folder: str, target: str) -> str:
    """The key of a part that *target* names, seen from *folder*; a fragment is dropped."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/").lower()


def _content_start(data: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the content of an entry begins; the local header must agree with the directory."""
    head = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(head) < _LOCAL_HEADER.size or not head.startswith(_LOCAL_SIGNATURE):
        raise RefusedError("damaged", f"no local header of {entry.filename}")
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(head)
    named = entry.header_offset + _LOCAL_HEADER.size
    name = data[named : named + name_length]
    if name.decode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace") != (
        entry.orig_filename
    ):
        raise RefusedError("unsafe", f"{entry.filename} has two names")
    return int(named + name_length + extra_length)


def _refuse_overlaps(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise RefusedError("unsafe", f"{entry.filename} overlaps another entry")
        end = _content_start(data, entry) + entry.compress_size
    if end > directory:
        raise RefusedError("unsafe", "an entry overlaps the directory")


def _inflated(packed: bytes, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """Yield the inflated content in chunks; a little more than *most* is the caller's to refuse."""
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise RefusedError("damaged", f"{entry.filename}: unknown compression")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflater.eof and most >= 0:
            chunk = inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
            most -= len(chunk)
            yield chunk
        yield inflater.flush()
    except zlib.error as error:
        raise RefusedError("damaged", f"{entry.filename}: {error}") from error
