"""The sources of collect: every file in them, and every mail of a mailbox, opened in its turn."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from ovpsheets.files import portable_name, sha256
from ovpsheets.intake.reading.containers.mailboxes import split_mailbox
from ovpsheets.intake.reading.containers.safe_names import folder_of, lie_together
from ovpsheets.intake.reading.containers.worth import holds
from ovpsheets.intake.sent_files import is_skipped
from ovpsheets.journeys.collect import FileToTake, Left, Opening, Source, unfold
from ovpsheets.left_file import LeftBehind
from ovpsheets.workspace.half_synced import is_whole, trace_of

_MAILBOX: Final = b"From "


@dataclass(frozen=True, slots=True)
class SentFile:
    """What was in one file of a source, or in one mail of a mailbox, at ``place``.

    ``name``: what the file is called, whatever folder it lay in.
    """

    place: str
    name: str
    items: tuple[FileToTake, ...] = ()
    left: tuple[Left, ...] = ()

    @classmethod
    def of(cls, source: Source, name: str, how: Opening) -> "SentFile":
        """Open a source; raises WorkspaceError as :func:`unfold`."""
        found = tuple(unfold(source, how))
        items = tuple(item for item in found if isinstance(item, FileToTake))
        return cls(source.place, name, items, tuple(i for i in found if isinstance(i, Left)))

    def behind(self) -> Iterator[tuple[LeftBehind, bytes]]:
        """Yield what was left of what somebody sent, with what was taken beside it, and its bytes.

        The bytes are b"" of what is no evidence.
        """
        for one in self.left:
            if one.received is not None:
                left = LeftBehind(
                    self.name + one.place.removeprefix(self.place), one.received, one.reason,
                    one.sha256, one.mail.sender, one.mail.subject, one.detail, self._beside(one),
                    None if one.mail.sent else one.received,
                )  # fmt: skip
                yield left, one.data

    def _beside(self, left: Left) -> tuple[str, ...]:
        """Return the digests of what came in the same mail, or the same folder of an archive."""
        own = folder_of(left.place)
        taken = (item for item in self.items if not item.is_text and item.place != self.place)
        return tuple(sha256(i.data) for i in taken if lie_together(folder_of(i.place), own))


def sent_in(
    sources: Iterable[Path], own: tuple[Path, ...], today: date, how: Opening
) -> Iterator[SentFile]:
    """Yield what is in *sources*, files and folders, in an order of names; *own* is no source.

    What cannot be opened is left, and says why. Raises WorkspaceError as :func:`unfold`.
    """
    for path in sources:
        for file in _files(path):
            if isinstance(file, Left):
                yield _not_opened(file)
                continue
            if any(file.resolve().is_relative_to(place) for place in own):
                yield _not_opened(Left(portable_name(file), "own"))
                continue
            try:
                yield from _of_file(file, today, how)
            except OSError as error:
                yield _not_opened(Left(portable_name(file), "unread", error.strerror or ""))


def _not_opened(left: Left) -> SentFile:
    return SentFile(left.place, left.place, left=(left,))


def _files(path: Path) -> Iterator[Path | Left]:
    """Yield the files of a source, in an order that does not depend on the system."""
    if not path.is_dir():
        reason = trace_of(path.name)
        yield Left(portable_name(path), reason) if reason else path
        return
    unread: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unread.append):
        folders.sort()
        for name in sorted(names):
            if reason := trace_of(name):
                yield Left(portable_name(Path(folder) / name), reason)
            elif not is_skipped(name):
                yield Path(folder) / name
    for error in unread:
        yield Left(portable_name(Path(error.filename)), "unread", error.strerror or "")


def _of_file(path: Path, today: date, how: Opening) -> Iterator[SentFile]:
    """Yield what is in one file; raises OSError. A mailbox of any size is read mail by mail."""
    place, name = portable_name(path), portable_name(PurePosixPath(path.name))
    if path.exists() and not path.is_file():  # a pipe: opening it would wait for ever
        yield _not_opened(Left(place, "unread"))
        return
    if not is_whole(path):
        yield _not_opened(Left(place, "unfinished"))
        return
    with path.open("rb") as stream:
        seen = min(datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime).date(), today)
        begins = stream.read(len(_MAILBOX))
        stream.seek(0)
        if begins == _MAILBOX and holds(path.name, begins) == "mbox":
            for number, mail in enumerate(split_mailbox(stream, how.limits), start=1):
                one = f"{number}.eml"
                source = Source(f"{place}/{one}", one, mail, seen)
                yield SentFile.of(source, f"{name}/{one}", how)
            return
        data = stream.read(how.limits.file_size + 1)
    yield SentFile.of(Source(place, name, data, seen), name, how)
