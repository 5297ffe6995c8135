"""The steps of a quarter, and which of them follows a command that has done its work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts

STEPS: Final = (
    "plan", "generate", "collect", "merge", "remind", "send", "wait", "await", "choose", "review",
    "show", "answer", "decide", "comments", "hear", "publish", "close", "finished",
)  # fmt: skip
"""Every step there is."""

BY_HAND: Final = (
    "plan", "send", "wait", "await", "choose", "show", "answer", "decide", "hear", "finished",
)  # fmt: skip
"""What a person does, outside this program; a command after it only records that it was done."""

NEW_FOLDER: Final = "ovp"
"""How the folder of a new workspace is called in what is said; the manual calls it so, too."""

LOOK: Final = "look"
"""What follows where only a look at the quarter can tell: ``ovpsheets next``."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: ``command`` as it is typed, () where there is none; ``open``: what to
    look at; ``until``: the day for which is waited."""

    key: str
    command: tuple[str, ...] = ()
    open: Path | None = None
    until: date | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether a person has to do it."""
        return self.key in BY_HAND


_SHEETS: Final = ("decisions", "todo", "draft")
"""The sheets of the consolidated workbook that are named in what is said."""

_COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "generate": ("generate",),
    "collect": ("collect",),
    "merge": ("merge",),
    "remind": ("remind",),
    "send": ("remind", "--sent", "all"),
    "review": ("review",),
    "show": ("review", "--shown", "all"),
    "close": ("close",),
}
"""Step → its command, the quarter between its first word and the others."""


def step_of(key: str, quarter: Quarter, to_open: Path | None = None) -> NextStep:
    """Return the step *key* of *quarter* with its command; *to_open* is the file to look at."""
    name, *more = _COMMANDS[key]
    return NextStep(key, (name, str(quarter), *more), to_open)


def sentence(key: str, texts: Texts, until: str = "") -> str:
    """Return what is said of a step: ``cli.next.step.<key>``, which may name sheets and a day."""
    sheets = {name: texts(f"consolidated.sheet.{name}.name") for name in _SHEETS}
    return texts(f"cli.next.step.{key}", until=until, **sheets)


def said(step: NextStep, texts: Texts) -> str:
    """Return the sentence of *step*, with its day."""
    return sentence(step.key, texts, texts.long_date(step.until) if step.until else "")


def look(to_open: Path | None = None) -> NextStep:
    """Return the step after which only a look at the quarter tells what comes next."""
    return NextStep(LOOK, ("next",), to_open)


def start() -> NextStep:
    """Return the step of who is in no workspace."""
    return NextStep("start", ("init", NEW_FOLDER))
