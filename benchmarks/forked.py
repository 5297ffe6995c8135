"""Try many mutants after one start: a plugin of pytest, for systems that can fork.

Modules are imported and tests collected once. Then for each mutant the process is forked, and in
the child the changed module's functions get their new code; nothing is imported anew, so a mutant
costs what its tests do. What is run while modules are imported cannot be changed so: such a
mutant ends as "anew", and is to be tried in a process of its own.
"""

import gc
import inspect
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, Final

import pytest

PLAN: Final = "MUTANTS_PLAN"
"""The variable of the environment that names the file with what is to be tried."""

_LIKELY: Final = 12
"""So many tests that killed the mutants before are tried first: they cost a second at most."""

ENDS: Final = {0: "survived", 1: "killed", 3: "anew"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be tried: ``attempts``.

    ``seconds``: of the processor's time, what a test gets before it is said that it never ends;
    ``longer``: test → what it gets where that is another.

    Of an attempt: the module's file, the lines that are changed, the whole text, and the ids of
    the tests in their order; tests that are not named come first, or are left out where ``near``.
    How each ended is written to ``results``, a line each.
    """

    attempts: Sequence[tuple[str, tuple[int, int], str, Sequence[str]]]
    seconds: float
    results: str
    near: bool = False
    longer: Mapping[str, float] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Write it where the plugin will read it."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Plan":
        """Read what :meth:`save` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


class _Forks:
    """Runs no test itself: every mutant's are run in a child."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._at_import: set[CodeType] = set()
        self._killers: list[str] = []
        self._functions: dict[str, list[FunctionType]] = {}
        sys.settrace(self._note)

    def _note(self, frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if code.co_flags & inspect.CO_OPTIMIZED:  # a function: neither a module nor a class
            self._at_import.add(code)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        sys.settrace(None)
        ran = {(code.co_filename, *_span(code)) for code in self._at_import}
        items = list(session.items)
        self._functions = functions_by_file()
        with Path(self._plan.results).open("w", encoding="utf-8") as results:
            for file, lines, text, tests in self._plan.attempts:
                if any(f == file and a <= lines[1] and lines[0] <= b for f, a, b in ran):
                    end = "anew"
                else:
                    ordered = dict.fromkeys([*self._likely(tests), *tests])
                    place = {test: number for number, test in enumerate(ordered)}
                    own = [i for i in items if i.nodeid in place] if self._plan.near else items
                    own.sort(key=lambda item: place.get(item.nodeid, -1))
                    end = self._tried(session, own, file, text)
                print(end, file=results, flush=True)
        return True

    def _likely(self, tests: Sequence[str]) -> list[str]:
        """Return those of *tests* that killed another mutant, the last of them first.

        Mutants come in the order of the code, and a few strong tests kill most of a module.
        """
        known = set(tests)
        named = dict.fromkeys(test for test in reversed(self._killers) if test in known)
        return list(named)[:_LIKELY]

    def _tried(
        self, session: pytest.Session, items: list[pytest.Item], file: str, text: str
    ) -> str:
        def attempt() -> str | None:
            own = self._functions.get(file, [])
            return _failed(session, items, self._plan) if changed(own, file, text) else None

        told, tells = os.pipe()
        child = os.fork()
        if not child:
            _in_child(attempt, tells)
        os.close(tells)
        _, status = os.waitpid(child, 0)
        with os.fdopen(told, encoding="utf-8") as said:
            self._killers += said.read().splitlines()
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
            return "timeout"
        return ENDS.get(os.waitstatus_to_exitcode(status), "anew")


def _in_child(attempt: Callable[[], str | None], tells: int) -> None:
    """Make one attempt and end this process with how that went.

    *attempt* returns the test that failed, "" where none did, None where it could not be made;
    *tells*: a pipe to tell which test it was.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    end = 3  # also where something is raised here: that is no test's failure
    try:
        failed = attempt()
        if failed is not None:
            os.write(tells, failed.encode())
            end = int(bool(failed))
    finally:
        os._exit(end)


def _failed(session: pytest.Session, items: Sequence[pytest.Item], plan: Plan) -> str:
    """Return the id of the first test that fails, "" where none does."""
    for item, following in zip(items, [*items[1:], None], strict=False):
        # Anew for each test, or a mutant that goes round for ever costs what all of them may take.
        seconds = plan.longer.get(item.nodeid, plan.seconds)
        signal.setitimer(signal.ITIMER_PROF, seconds)  # nothing handles it: it ends the process
        signal.setitimer(signal.ITIMER_REAL, 20 * seconds)
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return item.nodeid
    return ""


def functions_by_file() -> dict[str, list[FunctionType]]:
    """Return the functions that there are, by the file from which each was read.

    Asked once, before any fork: a child that looks through all objects makes all memory its own.
    """
    gc.unfreeze()  # else what was imported is not among the objects
    found: dict[str, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if type(thing) is FunctionType:
            found.setdefault(thing.__code__.co_filename, []).append(thing)
    gc.freeze()
    return found


def changed(own: Sequence[FunctionType], file: str, text: str) -> bool:
    """Give *own*, the functions that were read from *file*, the code that they have in *text*.

    False where that cannot be done: one of them is not found again, or has other variables.
    """
    codes: dict[str, list[CodeType]] = {}
    for code in _codes(compile(text, file, "exec")):
        codes.setdefault(code.co_qualname, []).append(code)
    for function in own:
        found = codes.get(function.__code__.co_qualname, [])
        if len(found) != 1 or found[0].co_freevars != function.__code__.co_freevars:
            return False
        function.__code__ = found[0]
    return bool(own)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _span(code: CodeType) -> tuple[int, int]:
    lines = [line for _, _, line in code.co_lines() if line is not None]
    return code.co_firstlineno, max(lines, default=code.co_firstlineno)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin before anything of the project is imported."""
    if path := os.environ.get(PLAN):
        early_config.pluginmanager.register(_Forks(Plan.load(Path(path))))
