"""Which test runs which lines, and tests in an order of one's own: a plugin of pytest.

The driver of mutation testing starts pytest with ``-p benchmarks.lines_run`` and says in the
environment what is wanted: ``LINES_RUN_OF`` a folder and ``LINES_RUN_TO`` the file for what is
learnt, or ``TESTS_IN_ORDER`` a file with the ids of tests, a line each.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

OF, TO, ORDER = "LINES_RUN_OF", "LINES_RUN_TO", "TESTS_IN_ORDER"


@dataclass(frozen=True, slots=True)
class Ran:
    """A test: its id, how long it kept the processor in seconds, and the lines it ran, by module.

    A module is named by its path from the folder, with "/".
    """

    test: str
    seconds: float
    lines: dict[str, frozenset[int]]

    def runs(self, module: str, lines: range) -> bool:
        """Whether the test ran one of *lines* of *module*."""
        return not self.lines.get(module, frozenset()).isdisjoint(lines)


def read(path: Path) -> list[Ran]:
    """Return what was learnt of every test, in the order in which they ran."""
    return [
        Ran(test, seconds, {module: frozenset(of) for module, of in lines.items()})
        for test, seconds, lines in json.loads(path.read_text(encoding="utf-8"))
    ]


class _Recorder:
    """Notes the lines that each test runs, in modules below one folder."""

    def __init__(self, folder: str, path: Path) -> None:
        self._folder, self._path = f"{folder}{os.sep}", path
        self._learnt: list[tuple[str, float, dict[str, list[int]]]] = []
        self._lines: dict[str, set[int]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._lines, began = {}, time.process_time()
        sys.settrace(self._enter)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            lines = {self._module(file): sorted(of) for file, of in self._lines.items()}
            self._learnt.append((item.nodeid, time.process_time() - began, lines))

    def pytest_sessionfinish(self) -> None:
        self._path.write_text(json.dumps(self._learnt), encoding="utf-8")

    def _enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(self._folder):
            return None
        noted = self._lines.setdefault(file, set())

        def line(frame: FrameType, event: str, argument: Any) -> Any:
            noted.add(frame.f_lineno)
            return line

        return line

    def _module(self, file: str) -> str:
        return Path(file).relative_to(self._folder).as_posix()


class _Order:
    """Runs the named tests in the order in which they are named, after all others."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._place: Final = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self._place.get(item.nodeid, -1))


def pytest_configure(config: pytest.Config) -> None:
    """Do what the environment says."""
    if folder := os.environ.get(OF):
        config.pluginmanager.register(_Recorder(folder, Path(os.environ[TO])))
    if order := os.environ.get(ORDER):
        config.pluginmanager.register(_Order(Path(order).read_text(encoding="utf-8").splitlines()))
