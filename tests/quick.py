"""What no test needs to wait for, and the same examples every time; loaded where tests are run.

A worker process for each command, a disk that is sure, the board that every command draws, and
files packed tightly.
"""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from typing import Final

import pytest
from hypothesis import settings
from made_once import make_once
from packing import pack_fast
from returned_forms import workers as shared_workers

from ovpsheets.intake import read_returns, workers
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.workspace import collect, commands

# The same examples every time, and none fails because the machine is busy.
settings.register_profile("ovpsheets", deadline=None, derandomize=True)
settings.load_profile("ovpsheets")
pack_fast()

_ABOUT_WORKERS: Final = ("test_workers", "test_other_systems")
_ABOUT_THE_BOARD: Final = (
    "test_board", "test_command_log", "test_crash_safety", "test_manual", "test_next_step",
    "test_workers",
)  # fmt: skip
_ABOUT_MAKING: Final = (
    "test_as_issued", "test_consolidated_kept", "test_generate", "test_kept_products",
    "test_merge_round_trip", "test_outputs",
)  # fmt: skip


def _path() -> tuple[str, ...]:
    """Return where modules are found; what stands there twice, as benchmarks have it, once."""
    return tuple(dict.fromkeys(sys.path))


_PATH: Final = _path()
_DRAWN: Final = {name: getattr(commands, name) for name in ("write_board", "next_step")}


@pytest.fixture
def board_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for the board in one test of a file that is not about it."""
    for name, draw in _DRAWN.items():
        monkeypatch.setattr(commands, name, draw)


@pytest.fixture(autouse=True, scope="module")
def _quick(request: pytest.FixtureRequest) -> Iterator[None]:
    """Read with one process that all tests share, and do not wait for the disk.

    From the first of a file's tests to the last, so that what is made once for all of them is too.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", _not_waiting)
        if request.path.stem not in _ABOUT_THE_BOARD:
            for name in _DRAWN:
                patch.setattr(commands, name, _not_drawn)
        if request.path.stem not in _ABOUT_WORKERS:
            patch.setattr(workers, "cores", lambda: 1)
            patch.setattr(read_returns, "Workers", _lent)
            patch.setattr(collect, "Workers", _lent)
        if request.path.stem not in _ABOUT_MAKING:
            make_once(patch)
        yield


def _not_waiting(descriptor: int) -> None:
    os.fstat(descriptor)  # what is no open file is an error here, too


def _not_drawn(*_: object) -> None:
    """Leave the board as it is: every command would look at the whole quarter for it."""


def _lent(jobs: int = 0, limits: Limits | None = None) -> AbstractContextManager[Executor]:
    """Return the workers of this test run where nothing speaks for processes of their own."""
    if jobs > 1 or (limits or Limits()) != Limits() or _path() != _PATH:
        return workers.Workers(jobs, limits)
    return nullcontext(shared_workers())
