"""What no test needs to wait for, and the same examples every time; loaded where tests are run.

A worker process for each command, a disk that is sure, the board that every command draws, and
files packed tightly.
"""

import os
import sys
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from typing import Final

import pytest
from hypothesis import settings
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
_PATH: Final = tuple(sys.path)


@pytest.fixture
def board_is_drawn() -> None:
    """Ask for the board in one test of a file that is not about it."""


@pytest.fixture(autouse=True)
def _quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with one process that all tests share, and do not wait for the disk."""
    monkeypatch.setattr(os, "fsync", _not_waiting)
    if request.path.stem not in _ABOUT_THE_BOARD and "board_is_drawn" not in request.fixturenames:
        monkeypatch.setattr(commands, "write_board", _not_drawn)
        monkeypatch.setattr(commands, "next_step", _not_drawn)
    if request.path.stem not in _ABOUT_WORKERS:
        monkeypatch.setattr(workers, "cores", lambda: 1)
        monkeypatch.setattr(read_returns, "Workers", _lent)
        monkeypatch.setattr(collect, "Workers", _lent)


def _not_waiting(descriptor: int) -> None:
    os.fstat(descriptor)  # what is no open file is an error here, too


def _not_drawn(*_: object) -> None:
    """Leave the board as it is: every command would look at the whole quarter for it."""


def _lent(jobs: int = 0, limits: Limits | None = None) -> AbstractContextManager[Executor]:
    """Return the workers of this test run where nothing speaks for processes of their own."""
    if jobs > 1 or (limits or Limits()) != Limits() or tuple(sys.path) != _PATH:
        return workers.Workers(jobs, limits)
    return nullcontext(shared_workers())
