"""Every command, wherever it is typed, ends with a sentence that says what to do.

In an empty folder, in a workspace whose plan is not filled in, in a closed quarter, in a folder
that cannot be written, in windows of 80 and 60 columns; in every language.
"""

import errno
import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import click
import pytest
from cli_runs import AS_OF, QUARTER, copied, run, two_merged
from click.testing import Result
from demos import played

from ovpsheets.cli import demo as demo_command
from ovpsheets.cli import main, show
from ovpsheets.forms.register import read_register
from ovpsheets.journeys.generate import Generated
from ovpsheets.quarter import Quarter
from ovpsheets.results.write_results import Written
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace.demo import Demo, build_demo
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import STEPS, sentence
from ovpsheets.workspace.merge import read_quarter

COMMANDS: Final = tuple(main.commands)
OWN_STEPS: Final = ("look", "fill", "read", "fixed", "start", "demo")
"""Steps that only a command ends with."""


# ------------------------------------------------------------------ where it is typed


def empty(folder: Path) -> Path:
    root = folder / "празна"
    root.mkdir()
    return root


def unfinished(folder: Path) -> Path:
    assert run("-C", folder, "init", "почната").exit_code == 0
    return folder / "почната"


def closed(folder: Path) -> Path:
    root = copied(two_merged, folder)
    assert run("-C", root, "close", QUARTER, "--as-of", AS_OF, "--anyway").exit_code == 0
    return root


@dataclass(frozen=True)
class Place:
    """Where a command is typed: the folder, the columns of the window, whether it is writable."""

    build: Callable[[Path], Path]
    columns: int = 100
    is_writable: bool = True
    checked: str = f"OVP_NAP5_{QUARTER}_OP_R1.xlsx"  # of what was returned; "" for all of it


PLACES: Final = {
    "an empty folder": Place(empty),
    "an unfinished workspace, 60 columns": Place(unfinished, 60),
    "a closed quarter, 80 columns": Place(closed, 80),
    "a quarter, 60 columns": Place(two_merged, 60, checked=""),
    "a folder that cannot be written": Place(two_merged, 80, is_writable=False),
}

# ------------------------------------------------------------------ what is typed


def words_of(name: str, checked: str) -> list[str]:
    """Return a command with what it needs, on the day of the example."""
    typed = [name]
    for param in main.commands[name].params:
        if isinstance(param, click.Argument) and param.required:
            known = {
                "quarter": QUARTER,
                "files": f"{QUARTER}/returns/{checked}",
                "directory": "нова",
            }
            typed.append(known[str(param.name)])
        elif "--as-of" in param.opts:
            typed += ["--as-of", AS_OF]
    return [*typed, "--look"] if name == "next" else typed


def typed_at(root: Path, place: Place, name: str, language: Language, patch: Any) -> Result:
    """Type a command there; nobody answers what it asks."""
    patch.setattr(show, "width", lambda: place.columns)
    patch.setattr(demo_command, "build_demo", _played)
    patch.chdir(root)
    if not place.is_writable:
        _refuse_writing(root, patch)
    return run("--lang", language, *words_of(name, place.checked))


def _played(folder: Path, language: Language, _tell: object) -> Demo:
    """What the demo comes to; where something lies, it is refused as ever."""
    if folder.exists() and any(folder.iterdir()):
        return build_demo(folder, language)
    folder.mkdir()
    return _demo(language)


@cache
def _demo(language: Language) -> Demo:
    workspace, quarter = WorkspaceFolder(played().root), Quarter.parse(QUARTER)
    place = workspace.quarter(quarter)
    forms = tuple((form, "unchanged") for form in read_register(place.forms))
    merged = read_quarter(workspace, quarter, date.fromisoformat(AS_OF), language)
    generated: Any = Generated(place.forms, forms, ())  # type: ignore[arg-type]  # a Literal
    return Demo(workspace, generated, merged, Written(place.results, (), ()))


def _refuse_writing(root: Path, patch: Any) -> None:
    """Have the system refuse to write below *root*, as it does where that is not allowed."""

    def refused(act: Callable[..., Any], writes: Callable[..., bool]) -> Callable[..., Any]:
        def tried(path: Any, *rest: Any, **more: Any) -> Any:
            own = Path(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else None
            if own and own.absolute().is_relative_to(root) and writes(*rest, **more):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(own))
            return act(path, *rest, **more)

        return tried

    def always(*_: object, **__: object) -> bool:
        return True

    def flagged(flags: int, *_: object, **__: object) -> bool:
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))

    def moded(mode: str = "r", *_: object, **__: object) -> bool:
        return bool(set(mode) & set("wax+"))

    opened = refused(io.open, moded)
    patch.setattr(io, "open", opened)
    patch.setattr("builtins.open", opened)
    patch.setattr(os, "open", refused(os.open, flagged))
    for name in ("mkdir", "replace", "rename", "unlink", "rmdir"):
        patch.setattr(os, name, refused(getattr(os, name), always))


# ------------------------------------------------------------------ how it ends


def one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def endings(language: Language) -> re.Pattern[str]:
    """What a command ends with: a step, its command and the file, or else a tip."""
    texts = Texts(language)
    steps = "|".join(_sentence(texts, key) for key in (*STEPS, *OWN_STEPS))
    heading, opened = re.escape(texts("cli.next.heading")), re.escape(texts("cli.next.open"))
    command, path = "(?: ovpsheets [^:]*)?", f"(?: {opened} .+)?"
    return re.compile(f"{heading} (?:{steps})(?: – .*)?{command}{path}$")


def _sentence(texts: Texts, key: str) -> str:
    said = one_line(sentence(key, texts, until="|"))
    return ".+?".join(map(re.escape, said.split("|")))


def is_told_what_to_do(stdout: str, stderr: str, language: Language) -> bool:
    texts = Texts(language)
    if endings(language).search(one_line(stdout)):
        return True
    tip = stderr.partition(f"{texts('cli.tip')} ")[2]
    return len(tip.split()) >= 3 and tip.splitlines()[0].rstrip().endswith((".", "”", "“", "?"))


def too_long(said: str, columns: int) -> Iterator[str]:
    """Yield lines that are longer than a window; what is to be copied is never folded."""
    for line in said.splitlines():
        is_copied = line.strip().startswith(("ovpsheets ", "/")) or "/" in line
        if len(line) > columns and not is_copied:
            yield line


WRITING: Final = ("demo", "init", "merge", "remind", "note", "review", "close")
"""Commands that write something wherever they are typed here."""

languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("where", PLACES)
def test_every_command_ends_with_what_to_do(
    where: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _ = PLACES[where], played()  # played before anything is put in its place
    root = copied(place.build, tmp_path)
    for language in LANGUAGES:
        with monkeypatch.context() as patch:
            done = typed_at(root, place, name, language, patch)
        for new in ("нова", "ovp-demo"):
            shutil.rmtree(root / new, ignore_errors=True)
        said = f"{done.stdout}\n---\n{done.stderr}"
        assert is_told_what_to_do(done.stdout, done.stderr, language), said
        assert not list(too_long(done.stdout, place.columns)), done.stdout
        assert done.exit_code in (0, 1), done.stderr
        assert place.is_writable or name not in WRITING or done.exit_code == 1, said


@languages
def test_what_only_tells_of_things_is_no_ending(language: Language) -> None:
    texts = Texts(language)
    heading, step = texts("cli.next.heading"), texts("cli.next.step.look")
    assert is_told_what_to_do(f"{heading}\n  {step}\n", "", language)
    assert not is_told_what_to_do(f"{heading}\n", "", language)
    assert not is_told_what_to_do(f"{heading}\n  {step}\n\n3 files", "", language)
    assert not is_told_what_to_do("", texts("cli.error"), language)
