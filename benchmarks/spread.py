"""Measure a merge in parts over Dask: ``python -m benchmarks.spread FOLDER 300`` (forms).

With rows of each table, and how often: ``FOLDER 300 40 3``; with the institutions of the plan, of
which so many have sent a form: ``FOLDER 300 40 3 1000``. One worker and two in turn, each time in
a process of its own with a cluster of its own on this machine, one thread in each worker: seconds
by the clock from handing over to the dataset, CPU of the parent (its scheduler is in it) and of
the workers with the processes beside them, the parent's memory with the plan alone and at its
peak, and a digest of all that was written. Prints a Markdown table. Workers have imported nothing
before.
"""

import resource
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import psutil

import ovpsheets as ovp
from benchmarks.make import QUARTER, ROWS, the_plan
from benchmarks.make import main as make_forms
from benchmarks.run import AS_OF

WORKERS: Final = (1, 2)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one merge took; ``before``: the parent's megabytes when only the plan was made."""

    workers: int
    seconds: float
    parent: float
    there: float
    megabytes: float
    before: float
    digest: str


def merged(forms: Path, into: Path, workers: int, rows: int, institutions: int) -> Measured:
    """Merge with so many workers, in this process; its memory is that of the plan at first."""
    distributed: Any = import_module("distributed")
    plan = the_plan(institutions, rows)
    shutil.rmtree(into, ignore_errors=True)
    cluster = distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        before, began, cpu = _peak(), time.perf_counter(), time.process_time()
        ovp.merge_dataset(plan, QUARTER, forms, into, as_of=AS_OF, engine=client)
        seconds, parent = time.perf_counter() - began, time.process_time() - cpu
        there = sum(client.run(_of_worker).values())
        return Measured(workers, seconds, parent, there, _peak(), before, _digest(into))


def _of_worker() -> float:
    """Return the processor's seconds of a worker, and of the processes beside it."""
    own = psutil.Process()
    return sum(sum(one.cpu_times()[:4]) for one in (own, *own.children(recursive=True)))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _digest(folder: Path) -> str:
    own = sha256()
    for path in sorted(own for own in folder.rglob("*") if own.is_file()):
        own.update(f"{path.relative_to(folder)}:{sha256(path.read_bytes()).hexdigest()}".encode())
    return own.hexdigest()[:12]


def main(folder: Path, forms: int, rows: int = ROWS, times: int = 1, institutions: int = 0) -> None:
    """Make the forms where they are not there yet, measure, and print the table."""
    sent = folder / f"forms-{forms}-{rows}"
    if not sent.is_dir():
        make_forms(sent, forms, rows)
    print("| workers | by the clock, s | parent, s | workers, s of CPU | parent, MB | dataset |")
    print("|--:|--:|--:|--:|--:|--|")
    context = get_context("spawn")
    for _ in range(times):
        for workers in WORKERS:
            with ProcessPoolExecutor(1, context) as alone:
                how = (sent, folder / f"dataset-{workers}", workers, rows, institutions or forms)
                own = alone.submit(merged, *how).result()
            print(
                f"| {own.workers} | {own.seconds:.1f} | {own.parent:.1f} | {own.there:.1f} "
                f"| {own.before:.0f} → {own.megabytes:.0f} | {own.digest} |",
                flush=True,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
