"""What was worked out before, kept in a folder so that it need not be worked out again.

Nothing in it is needed: it may be deleted at any time, and is made again. Nothing in it is
believed that is damaged or lies under another name: each file begins with a digest of its name and
its content. That guards against accidents; who may write in the folder may write in the workspace.
"""

import hashlib
import logging
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

from ovpsheets.files import put_unflushed

KEPT: Final = ".cache"
"""The folder of a workspace for what was worked out."""

_LOG: Final = logging.getLogger(__name__)
_ENDING: Final = ".kept"
_PART: Final = ".part"
_DIGEST: Final = 64  # letters of a SHA-256 in hexadecimal
_TAG: Final = "CACHEDIR.TAG"
_SAID: Final = b"""Signature: 8a477f597d28d172789f06886806bc55
# What ovpsheets worked out before, so that the next merge is quick. It may be deleted at any time.
# Programs that make copies leave out a folder with this file: https://bford.info/cachedir/
"""
_LARGEST: Final = 256 * 1024 * 1024  # of one content, unpacked


@dataclass(frozen=True, slots=True)
class KeptFolder:
    """A folder of things that were worked out. ``is_open``: whether more may be put in.

    ``used``: the keys that were found or put in.
    """

    folder: Path
    is_open: bool = True
    used: set[str] = field(default_factory=set, compare=False, repr=False)

    def of(self, name: str) -> "KeptFolder":
        """Return a folder in this one, of which nothing was used yet."""
        return KeptFolder(self.folder / name, self.is_open)

    def get(self, key: str) -> bytes | None:
        """Return what was kept under *key*, None where there is nothing, or nothing whole."""
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        said, packed = data[:_DIGEST], data[_DIGEST:]
        if said != _digest(key, packed):
            _LOG.info("%s is damaged, and is made anew", self._path(key).name)
            return None
        self.used.add(key)
        return _unpacked(packed)

    def put(self, key: str, content: bytes) -> None:
        """Keep *content* under *key*, where the folder can be written; else it is not kept."""
        if not self.is_open:
            return
        packed = zlib.compress(content, 1)
        path = self._path(key)
        part = path.with_name(f"{path.name}.{uuid4().hex}{_PART}")
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                (self.folder / _TAG).write_bytes(_SAID)
            put_unflushed(path, _digest(key, packed) + packed, part)
        except OSError as error:
            _LOG.debug("nothing is kept in %s: %s", self.folder, error)
        else:
            self.used.add(key)

    def tidy(self) -> None:
        """Remove what was not used: it is of files that are gone, or of another version."""
        if not self.is_open or not self.folder.is_dir():
            return
        used = {self._path(key).name for key in self.used}
        for path in self.folder.iterdir():
            if path.suffix in (_ENDING, _PART) and path.name not in used:
                with suppress(OSError):  # somebody else removes it, or nobody may
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_ENDING}"


def _digest(key: str, packed: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + packed).hexdigest().encode()


def _unpacked(packed: bytes) -> bytes | None:
    """Return the content; None where it is none, or larger than anything that is kept."""
    inflate = zlib.decompressobj()
    try:
        content = inflate.decompress(packed, _LARGEST)
    except zlib.error:
        return None
    return None if inflate.unconsumed_tail or not inflate.eof else content
