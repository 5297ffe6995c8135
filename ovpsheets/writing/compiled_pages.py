"""Templates of pages as Jinja2 compiled them, kept where Python keeps what it compiled of modules.

To compile those of a merge takes 50 ms each time. What is kept is code, so it is never looked for
in a workspace, where others may write: it lies beside the compiled modules, and whoever can write
there can change the program as well. Python's own settings for these hold for it, too.
"""

import hashlib
import logging
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final
from uuid import uuid4

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ovpsheets.files import put_unflushed
from ovpsheets.program import program_digest

_LOG: Final = logging.getLogger(__name__)
_DIGEST: Final = hashlib.sha256().digest_size


class CompiledPages(BytecodeCache):
    """The package's templates, compiled as *kind* of pages; one file for each, in *folder*.

    A file begins with a digest of what it holds and of the program, so one that is damaged, or of
    another version of the program, of Jinja2 or of Python, is made anew. Where nobody can tell
    which program this is, and where the folder cannot be written, nothing is kept.
    """

    def __init__(self, kind: str, folder: Path | None = None) -> None:
        self._kind = kind
        self._folder = folder or Path(cache_from_source(__file__)).parent

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the template's file."""
        return f"{name}.{self._kind}.{sys.implementation.cache_tag}.pyc"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put into *bucket* what is kept of its template, if it is as it was written."""
        try:
            data = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        said, code = data[:_DIGEST], data[_DIGEST:]
        if said == _digest(bucket, code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what *bucket* holds, where that may be."""
        if sys.dont_write_bytecode or not program_digest():
            return
        path, code = self._folder / bucket.key, bucket.bytecode_to_string()
        part = path.with_name(f"{uuid4().hex}.pyc")
        try:
            put_unflushed(path, _digest(bucket, code) + code, part)
        except OSError as error:
            _LOG.debug("nothing compiled is kept in %s: %s", self._folder, error)


def _digest(bucket: Bucket, code: bytes) -> bytes:
    # Of the program, for what a template calls while it is compiled is in its code as well.
    of_what = f"{program_digest()}\n{bucket.key}\n{bucket.checksum}\n"
    return hashlib.sha256(of_what.encode() + code).digest()
