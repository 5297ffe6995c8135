"""The folder ``evidence`` of a quarter: copies of scans, pictures and letters that members sent.

What lies in a mail cannot be linked to; its copy can. Each is kept once, whatever it is called.
"""

from dataclasses import replace
from pathlib import Path, PurePosixPath

from ovpsheets.files import portable_file_name, sha256, write_whole
from ovpsheets.intake.reading.containers.safe_names import free_name
from ovpsheets.left_file import LeftBehind


class EvidenceFolder:
    """The folder while copies are put into it; with *dry_run* nothing is written."""

    def __init__(self, folder: Path, *, dry_run: bool) -> None:
        self._folder = folder
        self._dry_run = dry_run
        paths = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
        self._files = {sha256(path.read_bytes()): path.name for path in paths}
        self._names = {path.name.casefold() for path in paths}

    def take(self, item: LeftBehind, data: bytes) -> LeftBehind:
        """Keep a copy of *data*, unless there is one, and return *item* with its name.

        Without data there is nothing to keep. Raises OSError where it cannot be written.
        """
        if not data:
            return item
        digest = sha256(data)
        if digest not in self._files:
            own = portable_file_name(PurePosixPath(item.file).name)
            name = free_name(own, self._names)
            if not self._dry_run:
                write_whole(self._folder / name, data)
            self._files[digest] = name
            self._names.add(name.casefold())
        return replace(item, kept=self._files[digest])
