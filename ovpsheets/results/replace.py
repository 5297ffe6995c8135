"""Replace what was written before, and lose nothing that somebody edited since.

Beside the files lies a register of what was written, with digests: a file that
no longer is what was written has been edited, and is copied aside first.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ovpsheets.files import finish_writing, sha256, waiting, write_all, write_whole

KEPT_ASIDE: Final = "edited"
"""The folder beside the results for copies of hand-edited ones."""

_REGISTER: Final = "written.csv"


def _never(_: str) -> bool:
    return False


def finish(folder: Path) -> tuple[Path, ...]:
    """Finish what was killed while it replaced files; returns the copies of edited ones."""
    copies = tuple(_copy_edited(folder, waiting(folder), _read_register(folder / _REGISTER)))
    finish_writing(folder)
    return copies


def replace_files(
    folder: Path, outputs: Mapping[str, bytes], *, stale: Callable[[str], bool] = _never
) -> tuple[Path, ...]:
    """Write *outputs* (name → content) into *folder*; returns the copies made of edited ones.

    What was written before, is not written now and is *stale* goes, unless it was
    edited. Raises OSError when the folder cannot be written or a file of it is open.
    """
    copies = finish(folder)
    before = _read_register(folder / _REGISTER)
    copies += tuple(_copy_edited(folder, outputs, before))
    others = {
        name: digest
        for name, digest in before.items()
        if name not in outputs and (folder / name).is_file()
    }
    going = {
        name
        for name, digest in others.items()
        if stale(name) and sha256((folder / name).read_bytes()) == digest
    }
    kept = {name: digest for name, digest in others.items() if name not in going}
    digests = kept | {name: sha256(data) for name, data in outputs.items()}
    write_all(folder, {**outputs, **dict.fromkeys(going), _REGISTER: _register(digests)})
    return copies


def _copy_edited(
    folder: Path, outputs: Mapping[str, bytes], before: Mapping[str, str]
) -> Iterator[Path]:
    """Copy aside every file that is no longer what was written."""
    for name, new in outputs.items():
        path = folder / name
        if name == _REGISTER or not path.is_file():
            continue
        data = path.read_bytes()
        digest = sha256(data)
        if digest in (before.get(name), sha256(new)):
            continue
        aside = Path(name)
        copy = folder / KEPT_ASIDE / f"{aside.stem}_{digest[:8]}{aside.suffix}"
        write_whole(copy, data)
        yield copy


def _register(digests: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "sha256"])
    writer.writerows(digests.items())
    return out.getvalue().encode("utf-8")


def _read_register(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return {row["file"]: row["sha256"] for row in rows}
