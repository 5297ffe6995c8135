"""What follows from the program alone, kept where Python keeps what it compiled of modules.

To spell all the words that people may write takes longer than to read a form, and comes out the
same each time. What is kept may become code, so it is never looked for in a workspace, where others
may write: it lies beside the compiled modules, and whoever can write there can change the program
as well. Python's own settings for these hold for it, too.
"""

import hashlib
import logging
import pickle
import sys
from collections.abc import Callable
from functools import wraps
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

from ovpsheets.files import put_unflushed
from ovpsheets.program import program_digest
from ovpsheets.templates import PACKAGE, active, cached

_LOG: Final = logging.getLogger(__name__)
_DIGEST: Final = hashlib.sha256().digest_size

R = TypeVar("R")


def compiled(make: Callable[[], R]) -> Callable[[], R]:
    """Return *make* so that it works once for each version of the program, not in every process.

    What it returns follows from the templates alone, and can be pickled. Of a workspace's own
    templates nothing is kept beyond the process: there it is as ``cached``.
    """

    @wraps(make)
    def made() -> R:
        if active() is not PACKAGE:
            return make()
        path = beside(make.__code__.co_filename, f"{make.__module__}.{make.__qualname__}")
        known = read_compiled(path, "")
        if known is not None:
            found: R = pickle.loads(known)
            return found
        value = make()
        keep_compiled(path, "", pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        return value

    return cached(made)


def beside(source: str, name: str) -> Path:
    """Return where *name* is kept beside the compiled module of *source*, a file of the program."""
    return Path(cache_from_source(source)).with_name(f"{name}.{sys.implementation.cache_tag}.pyc")


def read_compiled(path: Path, of_what: str) -> bytes | None:
    """Return what was kept at *path*, made *of_what* by this program; None where that is damaged,
    of another version of the program, of Python or of a library below it, or not there."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    said, made = data[:_DIGEST], data[_DIGEST:]
    return made if said == _digest(path, of_what, made) else None


def keep_compiled(path: Path, of_what: str, made: bytes) -> None:
    """Keep at *path* what was *made* *of_what*, where it may be written.

    Where nobody can tell which program this is nothing is kept.
    """
    if sys.dont_write_bytecode or not program_digest():
        return
    part = path.with_name(f"{uuid4().hex}.pyc")
    try:
        put_unflushed(path, _digest(path, of_what, made) + made, part)
    except OSError as error:
        _LOG.debug("nothing compiled is kept in %s: %s", path.parent, error)


def _digest(path: Path, of_what: str, made: bytes) -> bytes:
    head = f"{program_digest()}\n{path.name}\n{of_what}\n"
    return hashlib.sha256(head.encode() + made).digest()
