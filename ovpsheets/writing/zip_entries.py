"""Entries of a zip file that go to another one as they are packed.

zipfile packs anew whatever it writes, which takes most of the time of a short document.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Final

_ZIP_TIME: Final = (2000, 1, 1, 0, 0, 0)


def entries(
    data: bytes, every: Iterable[zipfile.ZipInfo]
) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Yield *every* entry of the file *data* in the order in which they lie there.

    Each with all its bytes there, its local header included.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        directory = source.start_dir
    order = sorted(every, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset for entry in order[1:]] + [directory]
    for entry, end in zip(order, ends, strict=True):
        yield entry, data[entry.header_offset : end]


def copy_entry(
    target: zipfile.ZipFile, out: io.BytesIO, entry: zipfile.ZipInfo, packed: bytes
) -> None:
    """Append *entry*, which lies in another file as *packed*, to *target*, which writes to *out*.

    The bytes are put where zipfile would put them, and it is told of the entry as if it had.
    """
    moved = copy(entry)
    moved.header_offset = target.start_dir
    out.seek(target.start_dir)
    out.write(packed)
    target.start_dir = out.tell()
    target.filelist.append(moved)
    target.NameToInfo[moved.filename] = moved


def without_time(name: str) -> zipfile.ZipInfo:
    """Return an entry of that name, to be packed, that says of no time when it was."""
    plain = zipfile.ZipInfo(name, _ZIP_TIME)
    plain.compress_type = zipfile.ZIP_DEFLATED
    return plain
