"""Replace what was written before, and lose nothing that somebody edited since.

Beside the files lies a register of what was written, with digests: a file that
no longer is what was written has been edited, and is copied aside first.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ovpsheets.files import sha256, sweep_parts, write_whole

KEPT_ASIDE: Final = "edited"
"""The folder beside the results for copies of hand-edited ones."""

_REGISTER: Final = "written.csv"


def replace_files(
    folder: Path, outputs: Mapping[str, bytes], *, stale: Callable[[str], bool]
) -> tuple[Path, ...]:
    """Write *outputs* (name → content) into *folder*; returns the copies made of edited ones.

    What was written before, is not written now and is *stale* goes, unless it was
    edited. Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sweep_parts(folder)
    before = _read_register(folder / _REGISTER)
    copies = tuple(_copy_edited(folder, outputs, before))
    for name, data in outputs.items():
        write_whole(folder / name, data)
    kept = dict(_still_there(folder, outputs, before, stale))
    digests = kept | {name: sha256(data) for name, data in outputs.items()}
    write_whole(folder / _REGISTER, _register(digests))
    return copies


def _copy_edited(
    folder: Path, outputs: Mapping[str, bytes], before: Mapping[str, str]
) -> Iterator[Path]:
    """Copy aside every file that is no longer what was written."""
    for name, new in outputs.items():
        path = folder / name
        if not path.is_file():
            continue
        data = path.read_bytes()
        digest = sha256(data)
        if digest in (before.get(name), sha256(new)):
            continue
        aside = Path(name)
        copy = folder / KEPT_ASIDE / f"{aside.stem}_{digest[:8]}{aside.suffix}"
        write_whole(copy, data)
        yield copy


def _still_there(
    folder: Path,
    outputs: Mapping[str, bytes],
    before: Mapping[str, str],
    stale: Callable[[str], bool],
) -> Iterator[tuple[str, str]]:
    """Remove what is stale and unedited; yield what else was written before and is there."""
    for name, digest in before.items():
        path = folder / name
        if name in outputs or not path.is_file():
            continue
        if stale(name) and sha256(path.read_bytes()) == digest:
            path.unlink()
        else:
            yield name, digest


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
