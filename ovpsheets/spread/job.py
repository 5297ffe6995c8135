"""What every task of a spread merge knows, and the brief, which a process reads but once."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar
from uuid import uuid4

from ovpsheets.brief import MergeBrief
from ovpsheets.errors import InputError
from ovpsheets.files import sha256
from ovpsheets.garbage import rarely_collected
from ovpsheets.intake.all_the_way import PackedBrief
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.packed import CANNOT_BE_PACKED
from ovpsheets.spread.persons import KnownOfPersons
from ovpsheets.spread.storage import Lying, Storage

DATASET: Final = "dataset"
"""The folder of the staging for what becomes the dataset."""

RECOGNISED: Final = "recognised"
"""The folder of the staging for what files are recognised as."""

_BRIEF: Final = "brief"
_PERSONS: Final = "persons"
_STAGING: Final = "_merging"  # readers of datasets pass over what begins so
_KEPT: Final = "_kept"
_TOLD: Final = 12  # letters by which one merge is told from another

P = ParamSpec("P")
T = TypeVar("T")


class StorageError(Exception):
    """A machine cannot reach the storage, or finds something else there than was written."""


@dataclass(frozen=True, slots=True)
class NoStorage:
    """What a task comes to on a machine that cannot use the storage; ``why``: the system's word."""

    why: str


def do(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | NoStorage:
    """Do the *work* of a task: a storage that fails is no fault of the files it is about."""
    try:
        return work(*args, **named)
    except StorageError as fault:
        return NoStorage(str(fault))


@dataclass(frozen=True, slots=True)
class Job:
    """A spread merge, as its tasks know it.

    ``into``: the storage of the dataset; ``digest`` and ``size`` (bytes): of the brief, which lies
    in it. ``run`` tells this merge from others, so that no engine takes a task for one that it did
    before.
    ``corrections``: whether what goes back to members is made. ``persons``: the digest of what is
    known of figures of persons, "" where nobody knows.
    """

    into: Storage
    quarter: str
    digest: str
    limits: Limits
    run: str
    size: int = 0
    corrections: bool = False
    persons: str = ""

    @classmethod
    def begin(
        cls,
        into: Storage,
        brief: MergeBrief,
        limits: Limits,
        *,
        corrections: bool,
        persons: KnownOfPersons | None = None,
    ) -> "Job":
        """Lay *brief*, and what is known of *persons*, into the storage.

        From there all other merges of the quarter are swept.

        Raises InputError where somebody else's plan cannot be packed, OSError where nothing can
        be written there.
        """
        try:
            packed = PackedBrief.whole(brief)
        except CANNOT_BE_PACKED as fault:
            raise InputError("plan_unpacked", detail=str(fault)) from fault
        known = persons.packed() if persons else b""
        job = cls(
            into, str(brief.quarter), packed.digest, limits, uuid4().hex, len(packed.data),
            corrections, sha256(known) if known else "",
        )  # fmt: skip
        job.end()
        job.staging.write_all({_BRIEF: packed.data, _PERSONS: known})
        return job

    @property
    def staging(self) -> Storage:
        """Where everything lies until the dataset is whole; readers pass over such a name."""
        return self.into.below(self.folder)

    @property
    def folder(self) -> str:
        """Its name in the storage of the dataset."""
        return f"{_STAGING}-{self.quarter}-{self.run[:_TOLD]}"

    @property
    def kept(self) -> Storage:
        """Where that lies which the last merge of the quarter left for this one."""
        return self.into.below(self.kept_folder)

    @property
    def kept_folder(self) -> str:
        """Its name in the storage of the dataset."""
        return f"{_KEPT}-{self.quarter}"

    def lay(self, files: Mapping[str, bytes], folder: str = "") -> None:
        """Lay files into the staging, or a folder in it, by their names; raises StorageError."""
        with self._at_the_storage():
            (self.staging.below(folder) if folder else self.staging).write_all(files)

    def lying(self, stretches: Iterable[Lying]) -> Iterator[bytes]:
        """Yield stretches of what lies in the staging, in their order; raises StorageError."""
        with self._at_the_storage():
            yield from self.staging.read_all(stretches)

    def written(self, name: str) -> bytes:
        """Return a file of what becomes the dataset; raises StorageError."""
        with self._at_the_storage():
            return self.staging.below(DATASET).read(name)

    def told(self, name: str, digest: str) -> bytes:
        """Return what all tasks are told; raises StorageError where another thing lies there."""
        with self._at_the_storage():
            data = self.staging.read(name)
        # Others may write in a storage; what comes over the engine is as good as the engine.
        if sha256(data) != digest:
            raise StorageError(f"{self.staging.where}/{name}: another one")
        return data

    def of_persons(self) -> KnownOfPersons | None:
        """Return what is known of figures of persons, None where nobody knows."""
        if not self.persons:
            return None
        with _READING:
            if self.persons not in _OF_PERSONS:
                known = KnownOfPersons.unpacked(self.told(_PERSONS, self.persons))
                _OF_PERSONS.clear()
                _OF_PERSONS[self.persons] = known
            return _OF_PERSONS[self.persons]

    @contextmanager
    def _at_the_storage(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise StorageError(f"{self.staging.where}: {fault}") from fault

    def end(self) -> None:
        """Remove what lies in the staging, also what killed merges of the quarter left in theirs.

        A merge of the same quarter that is still running finds nothing any more, and says so.
        """
        own = f"{_STAGING}-{self.quarter}-"
        self.into.remove(*(name for name in self.into.folders() if name.startswith(own)))

    @contextmanager
    def at_work(self) -> Iterator[MergeBrief]:
        """Have the templates of the plan at work, and give the brief."""
        brief = _brief(self)
        with rarely_collected(), brief.plan.templates.in_use():
            yield brief


_READING: Final = threading.Lock()
_OF_PERSONS: Final[dict[str, KnownOfPersons]] = {}
"""What this process was told last of figures of persons, by its digest."""


def _brief(job: Job) -> MergeBrief:
    """Return the brief; raises StorageError where what lies there is another one."""
    with _READING:
        if known := PackedBrief(job.digest).known():
            return known
        data = job.told(_BRIEF, job.digest)
        try:
            return PackedBrief(job.digest, data).opened()
        except MemoryError as fault:  # no file is to be set aside for that
            raise StorageError("the plan is larger than the memory of a worker") from fault
