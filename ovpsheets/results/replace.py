"""Replace what was written before, and lose nothing that somebody edited since.

Beside the files lies a register of what was written, with digests: a file that
no longer is what was written has been edited, and is copied aside first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import finish_writing, sha256, waiting, write_each, write_whole
from ovpsheets.laid_aside import Content
from ovpsheets.plain_csv import read_rows, rows_csv

KEPT_ASIDE: Final = "edited"
"""The folder beside the results for copies of hand-edited ones."""

WRITTEN: Final = "written.csv"
"""The register of what was written, beside it."""


@dataclass(frozen=True, slots=True)
class AsItLies:
    """In the place of a content: the file lies there already, with this digest."""

    sha256: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The names of what was written, and the copies made of hand-edited files before."""

    names: tuple[str, ...]
    copies: tuple[Path, ...]


def recover(folder: Path) -> tuple[Path, ...]:
    """Complete a replacement that was killed; returns the copies made of files edited since."""
    before = _read_register(folder / WRITTEN)
    found = [
        _copy_edited(folder, name, data, before)
        for name, data in waiting(folder).items()
        if name != WRITTEN
    ]
    finish_writing(folder)
    return tuple(copy for copy in found if copy)


def written_digests(folder: Path) -> Mapping[str, str]:
    """Return the names of what was last written in *folder* → its digest; {} where none is told."""
    return _read_register(folder / WRITTEN)


def is_as_written(folder: Path, name: str) -> bool:
    """Tell whether a file of *folder* is what was last written there: nobody typed into it."""
    said = _read_register(folder / WRITTEN).get(name)
    return said is not None and said == sha256((folder / name).read_bytes())


def replace_files(
    folder: Path, outputs: Mapping[str, bytes], *, stale: Callable[[str], bool]
) -> tuple[Path, ...]:
    """Write *outputs* (name → content) as :func:`replace_each`; returns the copies."""
    return replace_each(folder, outputs.items(), stale=stale).copies


def replace_each(
    folder: Path, outputs: Iterable[tuple[str, Content | AsItLies]], *, stale: Callable[[str], bool]
) -> Replaced:
    """Write *outputs* (name, content) into *folder*; each is forgotten once it is on the disk.

    A file that is :class:`AsItLies` is left as it is.

    What was written before, is not written now and is *stale* goes, unless it was
    edited. All are replaced or none, after the last is made: raises OSError when the
    folder cannot be written or a file is open elsewhere.
    """
    copies = list(recover(folder))
    before = _read_register(folder / WRITTEN)
    digests: dict[str, str] = {}

    def files() -> Iterator[tuple[str, Content | None]]:
        for name, data in outputs:
            if isinstance(data, AsItLies):
                digests[name] = data.sha256
                continue
            if copy := _copy_edited(folder, name, data, before):
                copies.append(copy)
            digests[name] = sha256(data)
            yield name, data
            del data  # before the next one is made
        others = {n: d for n, d in before.items() if n not in digests and (folder / n).is_file()}
        gone = [
            name
            for name in others
            if stale(name) and sha256((folder / name).read_bytes()) == before[name]
        ]
        yield from ((name, None) for name in gone)
        kept = {name: digest for name, digest in others.items() if name not in gone}
        yield WRITTEN, _register(kept | digests)

    write_each(folder, files())
    return Replaced(tuple(digests), tuple(copies))


def _copy_edited(folder: Path, name: str, new: Content, before: Mapping[str, str]) -> Path | None:
    """Copy aside a file that is no longer what was written; None where it is."""
    path = folder / name
    if not path.is_file():
        return None
    data = path.read_bytes()
    digest = sha256(data)
    if digest in (before.get(name), sha256(new)):
        return None
    aside = Path(name)
    copy = folder / KEPT_ASIDE / f"{aside.stem}_{digest[:8]}{aside.suffix}"
    write_whole(copy, data)
    return copy


def _register(digests: Mapping[str, str]) -> bytes:
    return rows_csv(("file", "sha256"), digests.items())


def _read_register(path: Path) -> dict[str, str]:
    try:
        rows = read_rows(path, ("file", "sha256"), "data_damaged")
    except WorkspaceError:  # nobody knows then what is ours: every result counts as edited
        return {}
    return {row["file"]: row["sha256"] for row in rows}
