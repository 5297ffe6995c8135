"""All returned files, one after another: opened in worker processes, then recognised here."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.find import FoundFiles
from ovpsheets.intake.opening import open_all
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import OpenedFile
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.workers import Workers
from ovpsheets.stations import Progress


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How returned files are read; nothing but ``limits`` can change what is read.

    ``jobs``: how many worker processes, 0 for one per processor. ``executor``
    replaces them, and is not shut down.
    """

    limits: Limits = field(default_factory=Limits)
    jobs: int = 0
    executor: Executor | None = None
    progress: Progress | None = None


def open_found(found: FoundFiles, reading: ReadingOptions) -> Iterator[OpenedFile]:
    """Yield every file that was found, opened, and what is inside it."""
    tell, total, done = reading.progress or _silent, len(found.files) + len(found.unread), 0
    with _executor(reading) as executor:
        files = found.read(2 * reading.limits.file_size)  # a mail is twice what hangs on it
        for item in open_all(files, reading.limits, executor):
            if not item.inside:
                tell(done := done + 1, total)
            yield item


def recognise_all(opened: Iterable[OpenedFile], brief: MergeBrief) -> Iterator[Return]:
    """Yield what each file, or each form in it, is; the day is that of the register or the mail.

    Else it came when it was last saved: that day is a guess. Nobody is said to be late by it, and
    without a register nobody is judged by it at all.
    """
    for item in opened:
        day, stamped = _came(item, brief)
        for found in recognise(item, day, brief):
            yield replace(found, is_dated=brief.received is not None, is_stamped=stamped)


def _came(item: OpenedFile, brief: MergeBrief) -> tuple[date, bool]:
    """Return on which day a file came, and whether that is only its own time stamp."""
    digest, known = item.file.sha256, brief.received or {}
    if digest in known and digest not in brief.stamped:
        return known[digest], False
    if item.mail and item.mail.sent:
        return min(item.mail.sent.date(), brief.as_of), False
    return min(known.get(digest, item.file.modified), brief.as_of), True


def _executor(reading: ReadingOptions) -> AbstractContextManager[Executor]:
    if reading.executor:
        return nullcontext(reading.executor)
    return Workers(reading.jobs, reading.limits)


def _silent(done: int, total: int) -> None:
    """Tell nobody."""
