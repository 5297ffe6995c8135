"""Reading and writing files so that nothing is half done.

A direct save that a full disk or a kill interrupts destroys what was there.
Writing beside, flushing and replacing never does.
"""

import hashlib
import os
import tempfile
import unicodedata
from pathlib import Path, PurePath
from typing import Final

_SUFFIX: Final = ".ovp-part"

_LONGEST_NAME: Final = 120

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
    handle, name = tempfile.mkstemp(suffix=_SUFFIX, prefix=".", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes the file private; on a shared drive others read it too.
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sweep_parts(folder: Path) -> None:
    """Remove what an interrupted write left behind in *folder*."""
    for stale in folder.glob(f".*{_SUFFIX}"):
        stale.unlink(missing_ok=True)


def sha256(data: bytes) -> str:
    """Return the digest of *data* in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


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

    macOS hands out Cyrillic names decomposed; two spellings are one name.
    """
    return unicodedata.normalize("NFC", path.as_posix())
