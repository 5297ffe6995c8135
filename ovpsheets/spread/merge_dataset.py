"""``ovp.merge_dataset``: what a program hands over, checked and merged into a dataset."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import Decision
from ovpsheets.decisions.owners import assumed
from ovpsheets.errors import InputError, InputMissingError
from ovpsheets.forms.register import IssuedForm
from ovpsheets.garbage import rarely_collected
from ovpsheets.intake.find import FoundFiles
from ovpsheets.intake.given_returns import Returns, given_returns
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.sent_files import distinct, is_sent
from ovpsheets.journeys.bare_merge import brief_of
from ovpsheets.journeys.boundary import an_instance, as_jobs, in_words_of_plan
from ovpsheets.journeys.dataset import need_pyarrow
from ovpsheets.journeys.engine import as_engine
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.spread.addresses import AddressError, is_address, storage_at
from ovpsheets.spread.crew import Crew
from ovpsheets.spread.dataset_summary import summary_files
from ovpsheets.spread.job import Job, StorageError
from ovpsheets.spread.kept_files import keep, known_files, way_of
from ovpsheets.spread.merge_parts import merge_parts
from ovpsheets.spread.merged_dataset import MergedDataset, merged_of, published
from ovpsheets.spread.persons import KnownOfPersons
from ovpsheets.spread.recognising import Sent
from ovpsheets.spread.storage import Storage
from ovpsheets.stations import Progress
from ovpsheets.tables import Tables
from ovpsheets.words import Language

_SIZE: Final = 50
"""So many files, or institutions, are in one task: some seconds of work."""


@in_words_of_plan
def merge_dataset(
    plan: Plan,
    quarter: Quarter | str,
    returns: Returns,
    into: Path | str,
    *,
    history: Tables | None = None,
    issued: Iterable[IssuedForm] = (),
    received: Mapping[str, date] | None = None,
    assume: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
    as_of: date | str | None = None,
    language: Language | None = None,
    limits: Limits | None = None,
    corrections: bool = False,
    jobs: int = 0,
    engine: object = None,
    progress: Progress | None = None,
) -> MergedDataset:
    """Merge *returns* of *quarter* as ``ovp.merge`` does, into a dataset of Parquet.

    For quarters that are too large for one machine or its memory: the tables are the same, row for
    row, and are written by the workers, in parts. *plan*: all of it, and no part. *returns*: as
    for ``ovp.merge``, also the address of a folder as fsspec knows it (``s3://bucket/returns``).
    *into*: a folder that all workers reach under the same path, or such an address; what lies
    there of the quarter is replaced, that of others stays.
    *history*, *issued*, *received*, *assume*, *rules*, *decisions*, *as_of*, *language* and
    *limits* are those of ``ovp.merge``, and so is what None means of each.
    *corrections*: also what goes back to members. *engine*: an executor, the client of a Dask
    cluster, or where its scheduler is (``dask://host:port``); None for *jobs* worker processes of
    this machine, 0 for one per processor. Returned files that workers do not reach are read here
    and sent. *progress* is told how many files of how many are recognised.
    Raises what ``ovp.merge`` raises, InputError also where pyarrow is not installed, where a worker
    cannot use *into*, and for a part of a plan.
    """
    brief = brief_of(
        plan, quarter, history=history, issued=issued, received=received, assume=assume,
        rules=rules, decisions=decisions, as_of=as_of, language=language, limits=limits,
    )  # fmt: skip
    if plan.whole:  # its rows would have to be cut out of those of the whole
        raise InputError("dataset_of_part")
    how = Spread(
        limits or Limits(), as_jobs(jobs), as_engine(engine), progress,
        corrections=an_instance(corrections, bool, "corrections"),
    )  # fmt: skip
    return merge_into(into, brief, sent_files(returns), how)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a merge is spread; nothing but ``limits`` changes what is in the tables.

    ``jobs``: how many worker processes, 0 for one per processor. ``executor`` replaces them, and is
    not shut down. ``size``: how many files, or institutions, are in one task.
    """

    limits: Limits = field(default_factory=Limits)
    jobs: int = 0
    executor: Executor | None = None
    progress: Progress | None = None
    corrections: bool = False
    size: int = _SIZE


@rarely_collected()
def merge_into(
    where: Path | str,
    brief: MergeBrief,
    files: tuple[Sent, ...],
    how: Spread,
    persons_of: Callable[[MergeBrief], KnownOfPersons] | None = None,
) -> MergedDataset:
    """Merge *files* into the dataset at *where*, and write the summary beside it.

    *persons_of*: what is known of figures of persons, of the brief that is worked with; None where
    nobody knows.
    Raises InputError where pyarrow is not installed, or the place cannot be used here or by a
    worker, OSError where a folder cannot be written.
    """
    need_pyarrow()
    # Whose a file is decides which form it is read as, so these decisions come before reading.
    brief = brief.as_issued().assuming(assumed(brief.decisions, brief.plan))
    with _said_of_storage():
        job = Job.begin(
            storage_at(where), brief, how.limits, corrections=how.corrections,
            persons=persons_of(brief) if persons_of else None,
        )  # fmt: skip
        way = way_of(brief, job)
        known = known_files(job, way)
        files = tuple(replace(own, kept=known.get(own.name)) for own in files) if known else files
        try:
            with Crew(job, how.executor, how.jobs, how.limits) as crew:
                parts, kept = merge_parts(job, brief, files, crew, how.size, how.progress)
            merged = merged_of(job.into.where, brief.plan, brief.quarter, parts)
            published(job, merged, summary_files(merged, brief.language))
            keep(job, way, kept)
        finally:
            job.end()
        return merged


@contextmanager
def _said_of_storage() -> Iterator[None]:
    """Say in the reader's language that a storage cannot be used here; InputError."""
    try:
        yield
    except (AddressError, StorageError) as fault:
        raise InputError("storage_refused", detail=str(fault)) from fault


def sent_files(returns: Returns) -> tuple[Sent, ...]:
    """Return the files that somebody hands over, in an order that depends on their names alone.

    Raises InputMissingError and InputTypeError as ``given_returns``.
    """
    if isinstance(returns, str) and is_address(returns):
        with _said_of_storage():
            return tuple(_at_address(storage_at(returns)))
    return tuple(of_folder(given_returns(returns)))


def of_folder(found: FoundFiles) -> Iterator[Sent]:
    """Yield the files that were found in a folder, or handed over."""
    place = -1
    for place, (name, path) in enumerate(found.files.items()):
        if isinstance(path, bytes):
            yield Sent(place, name, data=path)
        else:
            where = storage_at(path.parent)
            yield Sent(place, name, where, path.name, _seen(where, path.name))
    for number, own in enumerate(found.unread, start=place + 1):
        yield Sent(number, own.name, why=(own.reason, own.detail))


def _seen(where: Storage, name: str) -> tuple[int, int] | None:
    try:
        return where.seen(name)
    except OSError:  # whoever opens it says so
        return None


def _at_address(where: Storage) -> Iterator[Sent]:
    if not where.is_there():
        raise InputMissingError(where.where)
    lying = [name for name in where.names() if is_sent(name)]
    told_apart = distinct(unicodedata.normalize("NFC", name) for name in lying)
    for place, (name, path) in enumerate(sorted(zip(told_apart, lying, strict=True))):
        yield Sent(place, name, where, path)
