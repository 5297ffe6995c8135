"""A worker that is killed, hangs or takes too much costs its own job, and no other."""

import multiprocessing
import os
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date

import pytest

from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.opening import open_all
from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.intake.reading.opened import Refused, RefusedError, ReturnedFile
from ovpsheets.intake.workers import Workers

SHORT = Limits(seconds=0.4, memory=512 * MIB)


@pytest.fixture(scope="module")
def workers() -> Workers:
    return Workers(1, SHORT)


def reason(error: BaseException | None) -> str:
    assert isinstance(error, RefusedError)
    return error.reason


def test_a_worker_that_dies_fails_its_own_job_only(workers: Workers) -> None:
    before, dying, after = (
        workers.submit(os.getpid), workers.submit(os._exit, 3), workers.submit(os.getpid),
    )  # fmt: skip
    assert reason(dying.exception()) == "crashed"
    assert before.result() != after.result()


def test_a_worker_that_hangs_is_ended(workers: Workers) -> None:
    hanging, after = workers.submit(time.sleep, 60), workers.submit(os.getpid)
    assert reason(hanging.exception()) == "too_long"
    assert after.result() > 0


def test_a_worker_that_spins_is_ended_by_the_time_it_used(workers: Workers) -> None:
    spinning = workers.submit(eval, "sum(iter(int, 1))")
    assert reason(spinning.exception()) == "too_long"


def test_a_worker_that_takes_too_much_memory_fails(workers: Workers) -> None:
    assert reason(workers.submit(bytearray, 1024 * MIB).exception()) == "too_much_memory"
    assert workers.submit(os.getpid).result() > 0


def test_an_error_in_a_worker_is_told_with_its_name(workers: Workers) -> None:
    error = workers.submit(int, "x").exception()
    assert reason(error) == "crashed"
    assert "ValueError" in str(error)


def test_an_answer_that_cannot_cross_is_an_error_too(workers: Workers) -> None:
    assert reason(workers.submit(eval, "lambda: 0").exception()) == "crashed"


def test_what_a_library_prints_does_not_get_between_the_answers(workers: Workers) -> None:
    assert workers.submit(os.write, 1, b"warning\n").result() == 8
    assert workers.submit(print, "warning").result() is None
    assert workers.submit(str, 5).result() == "5"


@pytest.mark.parametrize("module", ["pandas", "babel", "click", "xlsxwriter", "psutil"])
def test_a_worker_imports_the_reader_and_little_else(workers: Workers, module: str) -> None:
    assert not workers.submit(eval, f"{module!r} in __import__('sys').modules").result()


def test_no_more_workers_are_started_than_wanted() -> None:
    with Workers(2) as workers:
        jobs = [workers.submit(eval, "__import__('os').getpid()") for _ in range(20)]
        assert len({job.result() for job in jobs}) <= 2


def test_where_somebody_else_begins_with_the_first_the_last_is_begun_first() -> None:
    with Workers(1, SHORT, from_the_end=True) as own:
        first = own.submit(time.sleep, 0.05)  # begun at once: the others wait behind it
        while not first.running():
            time.sleep(0.001)
        done = [own.submit(time.monotonic) for _ in range(3)]
        times = [job.result() for job in done]
    assert times == sorted(times, reverse=True)


def test_an_interruption_does_not_wait_for_a_long_job() -> None:
    began = time.monotonic()

    def interrupted() -> None:
        with Workers(1) as workers:
            workers.submit(time.sleep, 60)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - began < 20


def test_no_job_is_taken_after_closing_time() -> None:
    with Workers(1) as workers:
        assert workers.submit(str, 1).result() == "1"
    with pytest.raises(RuntimeError):
        workers.submit(str, 1)


def test_where_no_process_can_be_started_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with Workers(1) as workers, pytest.raises(WorkspaceError) as error:
        list(open_all([returned("a.xlsx")], SHORT, workers))
    assert error.value.key == "no_workers"


# ------------------------------------------------------------------ other executors


def returned(name: str, data: bytes = b"") -> ReturnedFile:
    return ReturnedFile(name, data, "", date(2022, 10, 7))


def die(*_: object) -> None:
    os._exit(1)


class OneDies(Executor):
    """Someone's own processes, one of which a file ends: then the whole executor is broken."""

    def __init__(self, pool: ProcessPoolExecutor, victim: str) -> None:
        self.pool, self.victim = pool, victim

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        job = die if args[0] == self.victim else fn
        return self.pool.submit(job, *args, **kwargs)


def test_a_worker_leaves_its_memory_to_the_files(workers: Workers) -> None:
    assert workers.submit(os.getenv, "ARROW_DEFAULT_MEMORY_POOL").result() == "system"


def test_files_of_an_executor_that_breaks_are_read_by_our_own_workers() -> None:
    names = [f"{number}.xlsx" for number in range(12)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        opened = list(open_all(map(returned, names), SHORT, OneDies(pool, "3.xlsx")))
    assert [item.file.name for item in opened] == names
    assert {item.opened for item in opened} == {Refused("empty")}


def test_any_executor_reads_the_same() -> None:
    files = [returned("a.xlsx"), returned("b.txt", b"text"), returned("c.xlsx", b"PK\3\4")]
    with ThreadPoolExecutor(2) as threads, Workers(2) as workers:
        assert list(open_all(files, SHORT, threads)) == list(open_all(files, SHORT, workers))
