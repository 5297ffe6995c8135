"""Reading and writing files so that nothing is half done.

A direct save that a full disk or a kill interrupts destroys what was there.
Writing beside, flushing and replacing never does. Files that belong together
are all written beside first; a journal then says that they are whole, and they
are replaced one after another. What is interrupted there is finished later.
"""

import hashlib
import json
import os
import tempfile
import time
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Final

from ovpsheets.laid_aside import Content, pieces_of
from ovpsheets.letters import letters
from ovpsheets.member_text import writable

_SUFFIX: Final = ".ovp-part"

_JOURNAL: Final = ".ovp-journal"
"""The list of a set of files that lie whole beside the ones they replace."""

_LONGEST_NAME: Final = 120

_JUNCTION: Final = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: a folder of Windows that stands for another one."""

_DEVICES: Final = frozenset(
    ["CON", "PRN", "AUX", "NUL"]
    + [f"{name}{n}" for name in ("COM", "LPT") for n in "0123456789¹²³"]
)
"""Names that Windows keeps for itself, with any ending."""


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path*, completely or not at all; folders are made as needed.

    Raises OSError where the place cannot be written; the old file then stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path):
        handle, name = tempfile.mkstemp(suffix=_SUFFIX, prefix=".", dir=path.parent)
    part = Path(name)
    try:
        with naming(path), os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes the file private; on a shared drive others read it too.
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def put_unflushed(path: Path, data: bytes, part: Path) -> None:
    """Put *data* at *path* by way of *part*, beside it; raises OSError, and *part* is gone then.

    For what can be made again: it is not flushed to the disk, and what a crash leaves half written
    has to be known by its digest.
    """
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def scratch_folder() -> TemporaryDirectory[str]:
    """Return a folder for what waits there for a while, which goes when its block ends."""
    # Windows may still hold a file there when it is to go, as for its virus scanner: that must not
    # cost what was made.
    return TemporaryDirectory(prefix="ovpsheets-", ignore_cleanup_errors=True)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of the system name *path*: of a full disk it names nothing."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def write_changed(path: Path, data: bytes) -> None:
    """Write *data* to *path* as :func:`write_whole`, unless it lies there already."""
    if not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data)


def write_all(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write *files*, by their names in *folder*, all or none; None removes a file.

    Raises OSError where one cannot be written or replaced; the old ones then
    all stand. Killed while replacing, :func:`finish_writing` completes it.
    """
    write_each(folder, files.items())


def write_each(folder: Path, files: Iterable[tuple[str, Content | None]]) -> None:
    """Write *files* as :func:`write_all`; each is forgotten when it lies on the disk.

    What raises while the next one is made stops the writing, and the old files all stand.
    """
    finish_writing(folder)
    listed: dict[str, bool] = {}
    try:
        for name, data in files:
            listed[name] = data is not None
            if data is not None:
                _write_part(folder / name, data)
            del data  # before the next one is made
        _refuse_held(folder / name for name in listed)
        write_whole(folder / _JOURNAL, json.dumps(list(listed.items())).encode("utf-8"))
    except BaseException:
        if not (folder / _JOURNAL).is_file():
            for name in listed:
                _part(folder / name).unlink(missing_ok=True)
        raise
    finish_writing(folder)


def finish_writing(folder: Path) -> None:
    """Complete what :func:`write_all` began in *folder*, and sweep what it left unfinished."""
    for name, is_written in _journal(folder):
        path = folder / name
        if not is_written:
            path.unlink(missing_ok=True)
        elif _part(path).is_file():  # else it was replaced before the interruption
            _part(path).replace(path)
    (folder / _JOURNAL).unlink(missing_ok=True)
    sweep_tree(folder)


def waiting(folder: Path) -> dict[str, bytes]:
    """Return the files that an interrupted :func:`write_all` has still to put into *folder*."""
    parts = {name: _part(folder / name) for name, is_written in _journal(folder) if is_written}
    return {name: part.read_bytes() for name, part in parts.items() if part.is_file()}


def current(folder: Path, name: str) -> Path:
    """Return where the newest whole *name* of *folder* lies, also after an interruption."""
    part = _part(folder / name)
    return part if (folder / _JOURNAL).is_file() and part.is_file() else folder / name


def newest_beside(path: Path, name: str) -> Path:
    """Return where *name* lies beside *path*, which :func:`current` returned: as new as that."""
    part = _part(path.with_name(name))
    return part if path.name.endswith(_SUFFIX) and part.is_file() else path.with_name(name)


def _journal(folder: Path) -> Iterable[tuple[str, bool]]:
    path = folder / _JOURNAL
    return json.loads(path.read_bytes()) if path.is_file() else ()


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}{_SUFFIX}")


def _write_part(path: Path, data: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path), _part(path).open("wb") as stream:
        stream.writelines(pieces_of(data))
        stream.flush()
        os.fsync(stream.fileno())


def _refuse_held(paths: Iterable[Path]) -> None:
    """Raise PermissionError for a file that cannot be replaced, before any is.

    Windows replaces no file that Excel has open, and lets nobody write to it either.
    """
    for path in paths:
        if path.exists():
            with path.open("r+b"):
                pass


def sweep_parts(folder: Path, *, older_than: float = 0.0) -> None:
    """Remove what an interrupted write left behind in *folder*, unless a journal lists it.

    *older_than*: seconds; what is younger somebody may be writing.
    """
    if not (folder / _JOURNAL).is_file():
        for stale in folder.glob(f".*{_SUFFIX}"):
            _sweep(stale, older_than)


def sweep_tree(folder: Path, *, but: Container[str] = (), older_than: float = 0.0) -> None:
    """Remove what interrupted writes left behind in *folder* and the folders below.

    Not where a journal lies, nor below: that writing is completed first. *but*: names of folders
    that are left alone. *older_than*: seconds; what is younger somebody may be writing.
    """
    for place, folders, names in os.walk(folder):
        if _JOURNAL in names:
            folders.clear()
            continue
        folders[:] = [name for name in folders if name not in but]
        sweep_parts(Path(place), older_than=older_than)


def _sweep(stale: Path, older_than: float) -> None:
    with suppress(FileNotFoundError):  # it has been put into its place meanwhile
        if not older_than or time.time() - stale.stat().st_mtime > older_than:
            stale.unlink()


def sha256(data: Content) -> str:
    """Return the digest of *data* in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces_of(data):
        digest.update(piece)
    return digest.hexdigest()


def portable_file_name(name: str) -> str:
    """Return *name* as every system takes a file's name, its ending kept.

    Composed letters; no character that Windows forbids and no device of its own
    (CON, LPT1 …); no dot, blank or "~$" at the start, which would hide it; at
    most 120 characters, for two bytes a letter and long paths.
    """
    seen = "".join("_" if _is_forbidden(c) else c for c in unicodedata.normalize("NFC", name))
    stem, dot, ending = seen.rpartition(".")
    if not dot or len(ending) > 5:
        stem, ending = seen, ""
    room = _LONGEST_NAME - len(dot + ending)
    stem = stem.lstrip(" .~").strip()[:room].rstrip(" .") or "_"
    if stem.partition(".")[0].strip().upper() in _DEVICES:
        stem = f"_{stem}"
    return f"{stem}.{ending.strip()}" if ending.strip() else stem


def _is_forbidden(letter: str) -> bool:
    return letter in '<>:"/\\|?*' or unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def portable_name(path: PurePath) -> str:
    """Return *path* with forward slashes and composed letters (NFC).

    macOS hands out Cyrillic names decomposed; two spellings are one name. A name that is no
    UTF-8, as old archives unpack them, is read in the likeliest encoding: the system's own
    stand-ins for its bytes can stand in no file.
    """
    name = path.as_posix()
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = _in_letters(name)
    return unicodedata.normalize("NFC", name)


def _in_letters(name: str) -> str:
    try:
        return writable(letters(name.encode("utf-8", "surrogateescape")))
    except UnicodeEncodeError:  # Windows: half a character of UTF-16, and no bytes
        return writable(name)


def is_link(path: Path) -> bool:
    """Tell whether a file or folder is a link: a symbolic one, or a junction of Windows."""
    try:
        tag = getattr(path.lstat(), "st_reparse_tag", 0)
    except OSError:
        return False
    return path.is_symlink() or tag == _JUNCTION
