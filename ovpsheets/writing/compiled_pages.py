"""Templates of pages as Jinja2 compiled them: to compile those of a merge takes 50 ms each time."""

from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ovpsheets.compiled import beside, keep_compiled, read_compiled


class CompiledPages(BytecodeCache):
    """The package's templates, compiled as *kind* of pages; one file for each, in *folder*.

    One that is damaged, or of another version of the program, of Jinja2 or of Python, is made
    anew: what a template calls while it is compiled is in its code as well.
    """

    def __init__(self, kind: str, folder: Path | None = None) -> None:
        self._kind = kind
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the template's file."""
        return f"{name}.{self._kind}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put into *bucket* what is kept of its template, if it is as it was written."""
        code = read_compiled(self._path(bucket), bucket.checksum)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what *bucket* holds, where that may be."""
        keep_compiled(self._path(bucket), bucket.checksum, bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        path = beside(__file__, bucket.key)
        return self._folder / path.name if self._folder else path
