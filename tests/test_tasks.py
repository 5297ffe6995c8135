"""Tasks that another process begins come to the same as those that are done here."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from ovpsheets.files import sha256
from ovpsheets.intake import tasks
from ovpsheets.intake.tasks import Task, Tasks, ToldOnce
from ovpsheets.laid_aside import Content, laid


def lines(told: ToldOnce[list[str]], first: int) -> Iterator[str]:
    """Yield the lines from one on, and then what they are no more."""
    yield from told.value[first:]
    if len(told.value) > 2:
        raise ValueError(told.value[2])


def first_line(told: ToldOnce[list[Any]], _number: int) -> list[Any]:
    return told.value[:1]


class InLine(Executor):
    """Begins nothing."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        return Future()


class Elsewhere(ThreadPoolExecutor):
    """Does it at once, and knows of what was told only what it reads."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        here = dict(tasks._TOLD)
        tasks._TOLD.clear()
        done = super().submit(fn, *args)
        done.exception()
        tasks._TOLD.update(here)
        return done


@pytest.mark.parametrize("hire", [None, InLine, Elsewhere])
def test_whoever_does_a_task_it_comes_to_the_same(hire: Callable[[], Executor] | None) -> None:
    with Tasks(hire) as own:
        told = own.tell(["a", "b"])
        begun = [Task(lines, told, first) for first in range(3)]
        for task in begun:
            own.begin(task)
        assert [list(task.each()) for task in begun] == [["a", "b"], ["b"], []]


def test_what_is_done_elsewhere_waits_on_the_disk_until_it_is_taken() -> None:
    with Tasks(Elsewhere) as own:
        told = own.tell(["a", "b"])
        task = Task(lines, told, 0)
        own.begin(task)
        told.value.clear()
        assert list(told.place.parent.glob("*.made"))
        assert list(task.each()) == ["a", "b"]
        assert not list(told.place.parent.glob("*.made"))
    assert not told.place.parent.exists()
    assert not tasks._TOLD


@pytest.mark.parametrize("hire", [None, InLine, Elsewhere])
def test_a_fault_of_the_task_itself_shows(hire: Callable[[], Executor] | None) -> None:
    with Tasks(hire) as own:
        task = Task(lines, own.tell(["a", "b", "no such line"]), 1)
        own.begin(task)
        with pytest.raises(ValueError, match="no such line"):
            list(task.each())


def large(told: ToldOnce[list[str]]) -> Iterator[tuple[str, Content]]:
    """Yield each line as the content of a large file."""
    for line in told.value:
        yield line, laid([line.encode() * 600_000, b"end"])


@pytest.mark.parametrize("hire", [None, InLine, Elsewhere])
def test_large_files_come_from_where_they_were_made(hire: Callable[[], Executor] | None) -> None:
    with Tasks(hire) as own:
        task = Task(large, own.tell(["ab", "cd"]))
        own.begin(task)
        found = list(task.each())
    assert not any(isinstance(content, bytes) for _, content in found)
    assert [(name, sha256(content)) for name, content in found] == [
        (line, sha256(line.encode() * 600_000 + b"end")) for line in ("ab", "cd")
    ]


@pytest.mark.parametrize("lack", ["the value", "the task", "the disk"])
def test_what_cannot_be_told_is_done_here(lack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_value: object, _stream: object) -> None:
        raise OSError("no space left on device")

    with Tasks(Elsewhere) as own:
        told = own.tell(["a", (lambda: None) if lack == "the value" else "b"])
        if lack == "the disk":
            monkeypatch.setattr(tasks, "pack_by_place", full)
        do = (lambda known, _: known.value[:1]) if lack == "the task" else first_line
        begun = [Task(do, told, number) for number in range(2)]
        for task in begun:
            own.begin(task)
        told.value[0] = "as it is here by now"
        assert [list(task.each()) for task in begun] == [["as it is here by now"]] * 2
