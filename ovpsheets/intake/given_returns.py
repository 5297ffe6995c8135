"""The returned files that somebody hands over: a folder, files, or bytes with their names."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from ovpsheets.errors import InputMissingError, InputTypeError
from ovpsheets.files import portable_name
from ovpsheets.intake.find import FoundFiles, find_returns
from ovpsheets.intake.sent_files import distinct, is_skipped

Returns = Path | str | Mapping[str, bytes] | Iterable[Path | str]
"""A folder, a file, several of them, or name → bytes."""


def given_returns(returns: Returns) -> FoundFiles:
    """Return what was handed over, in an order that does not depend on how it was listed.

    Of a folder every file in it; a file is called by its name. Raises InputMissingError for
    a path that is not there, InputTypeError for anything that is none of ``Returns``.
    """
    if isinstance(returns, Mapping):
        return _of_bytes(returns)
    if isinstance(returns, str | os.PathLike):
        return _of_paths([_existing(returns)])
    if not isinstance(returns, Iterable):
        raise _wrong_type(returns)
    return _of_paths(sorted(_existing(path) for path in returns))


def _existing(path: object) -> Path:
    if not isinstance(path, str | os.PathLike):  # bytes are a row of numbers
        raise _wrong_type(path)
    if not Path(path).exists():
        raise InputMissingError(path)
    return Path(path)


def _of_paths(paths: list[Path]) -> FoundFiles:
    parts = [find_returns(path) if path.is_dir() else _one(path) for path in paths]
    if len(parts) == 1:
        return parts[0]
    lying = [item for part in parts for item in part.files.items()]
    names = distinct(name for name, _ in lying)
    files = dict(sorted(zip(names, (where for _, where in lying), strict=True)))
    unread = sorted((item for part in parts for item in part.unread), key=lambda item: item.name)
    return FoundFiles(
        files, tuple(unread), tuple(sorted(n for part in parts for n in part.skipped))
    )


def _one(path: Path) -> FoundFiles:
    name = portable_name(PurePath(path.name))
    return FoundFiles({}, (), (name,)) if is_skipped(name) else FoundFiles({name: path}, (), ())


def _of_bytes(given: Mapping[str, bytes]) -> FoundFiles:
    for name, data in given.items():
        if not isinstance(name, str):
            raise _wrong_type(name)
        if not isinstance(data, bytes | bytearray | memoryview):
            raise _wrong_type(data)
    names = distinct(_plain_name(name) for name in given)
    files = dict(sorted(zip(names, map(bytes, given.values()), strict=True)))
    return FoundFiles(files, (), ())


def _plain_name(name: str) -> str:
    """Return a name as a file in a folder has it: it leads nowhere else."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return portable_name(PurePath(*parts)) if parts else "_"


def _wrong_type(given: object) -> InputTypeError:
    wanted = "Path, str, [Path, …], {name: bytes}"
    return InputTypeError("input_type", name="returns", wanted=wanted, given=type(given).__name__)
