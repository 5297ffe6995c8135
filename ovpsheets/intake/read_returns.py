"""All returned files, one after another: opened in worker processes, which recognise them too.

The first few are recognised here, for a worker has to be told the plan first.

A file that was recognised before, and of which nothing has changed, is not opened again.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.all_the_way import Further
from ovpsheets.intake.came import as_it_came, recognised
from ovpsheets.intake.find import FoundFiles, Unread
from ovpsheets.intake.kept_returns import KeptReturns, Recognised
from ovpsheets.intake.opening import open_all, take_all
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import OpenedFile, ReturnedFile
from ovpsheets.intake.recognise.one_file import recognise, sent_back
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.workers import Workers
from ovpsheets.kept import KeptFolder
from ovpsheets.laid_aside import NOTHING, Sideboard
from ovpsheets.stations import Progress


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How returned files are read; nothing but ``limits`` can change what is read.

    ``jobs``: how many worker processes, 0 for one per processor. ``executor``
    replaces them, and is not shut down. ``kept``: what was recognised before, None for nothing.
    """

    limits: Limits = field(default_factory=Limits)
    jobs: int = 0
    executor: Executor | None = None
    progress: Progress | None = None
    kept: KeptFolder | None = None


def open_found(found: FoundFiles, reading: ReadingOptions) -> Iterator[OpenedFile]:
    """Yield every file that was found, opened, and what is inside it."""
    with _executor(reading) as executor:
        yield from open_all(_read(found, reading), reading.limits, executor)


def read_returns(
    found: FoundFiles, reading: ReadingOptions, brief: MergeBrief, further: Further | None = None
) -> Iterator[Return]:
    """Yield what each file that was found, or each form in it, is; in the order of the files.

    *further*: what workers are to do with a form once they have it.
    """
    known = KeptReturns.of(reading.kept, brief, reading.limits)
    new = 0 if known.is_any else len(found.files)
    reader = _Reader(brief, known, further, new)
    for own in reader.each(_read(found, reading), reading):
        yield from own


def recognise_all(opened: Iterable[OpenedFile], brief: MergeBrief) -> Iterator[Return]:
    """Yield what each of some opened files, or each form in it, is."""
    aside = Sideboard()
    for item in opened:
        yield from _as_it_came(_recognised(item, brief), item.file, brief, aside)


@dataclass(slots=True)
class _Reader:
    """Reads files in their order: of those that are known what was kept, the others anew."""

    brief: MergeBrief
    known: KeptReturns
    further: Further | None = None
    new: int = 0  # how many files there are, where none of them is known
    # Known files and those that have to be opened come out in one order, that of the folder, though
    # the latter take their time: the known wait here for those before them.
    line: "deque[tuple[ReturnedFile | Unread, tuple[Recognised, ...] | None]]" = field(
        default_factory=deque
    )  # what was taken from the folder, and not yet told
    aside: Sideboard = field(default_factory=Sideboard)

    def each(
        self, files: Iterable[ReturnedFile | Unread], reading: ReadingOptions
    ) -> Iterator[Iterator[Return]]:
        """Yield the returns of every file on disk or in another one."""
        whole: list[Recognised] = []  # what was read so far of one file on disk
        file: ReturnedFile | Unread | None = None
        for item, found in _taken(self._unknown(files), reading, self):
            # What lies in a zip or a mail follows it: a file on disk ends where the next begins.
            if not item.inside:
                self._keep(file, whole)
                yield from self._known()
                file, whole = self.line.popleft()[0], []
            whole.append(_recognised(item, self.brief, found))
            yield _as_it_came(whole[-1], item.file, self.brief, self.aside)
        self._keep(file, whole)
        yield from self._known()
        self.known.tidy()

    def _unknown(self, files: Iterable[ReturnedFile | Unread]) -> Iterator[ReturnedFile | Unread]:
        """Yield the files that have to be opened; all of them join the line."""
        for file in files:
            found = self.known.find(file) if isinstance(file, ReturnedFile) else None
            self.line.append((file, found))
            if found is None:
                yield file

    def _known(self) -> Iterator[Iterator[Return]]:
        """Yield the returns of the files at the head of the line that need not be opened."""
        while self.line and self.line[0][1] is not None:
            file, found = self.line.popleft()
            if found is not None and isinstance(file, ReturnedFile):
                yield from (_as_it_came(own, file, self.brief, self.aside) for own in found)

    def _keep(self, file: ReturnedFile | Unread | None, whole: Sequence[Recognised]) -> None:
        if isinstance(file, ReturnedFile):
            self.known.keep(file, whole)


def _read(found: FoundFiles, reading: ReadingOptions) -> Iterator[ReturnedFile | Unread]:
    """Yield the files as they are read, and tell how many are done."""
    tell, total = reading.progress or _silent, len(found.files) + len(found.unread)
    for done, file in enumerate(found.read(2 * reading.limits.file_size), start=1):
        yield file  # a mail is twice what hangs on it
        tell(done, total)


def _taken(
    files: Iterable[ReturnedFile | Unread],
    reading: ReadingOptions,
    reader: _Reader,
) -> Iterator[tuple[OpenedFile, tuple[Return, ...] | None]]:
    with _executor(reading) as executor:
        yield from take_all(
            files, reading.limits, executor, reader.brief, reader.further, new=reader.new
        )


def _recognised(
    item: OpenedFile, brief: MergeBrief, known: tuple[Return, ...] | None = None
) -> Recognised:
    """Recognise a file; *known*: as what a worker did, None where it did not."""
    return recognised(item, recognise(item, brief) if known is None else known)


def _as_it_came(
    own: Recognised, file: ReturnedFile, brief: MergeBrief, aside: Sideboard
) -> Iterator[Return]:
    """Yield the returns of a file, with the day and the sender; *file* is it, or holds it.

    What is needed again only now and then is laid *aside*, and its bytes where it may go back.
    """
    data = aside.lay(own.data if own.is_inside else sent_back(own.returns, file.data))
    for found in as_it_came(own, file.modified, brief):
        is_sent_back = found.was_opened and not found.set_aside
        yield replace(found.laid(aside), data=data if is_sent_back else NOTHING)


def _executor(reading: ReadingOptions) -> AbstractContextManager[Executor]:
    if reading.executor:
        return nullcontext(reading.executor)
    return Workers(reading.jobs, reading.limits)


def _silent(done: int, total: int) -> None:
    """Tell nobody."""
