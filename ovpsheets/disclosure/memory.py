"""disclosure.csv: what was decided about figures and texts of persons, one line each.

Kept in the workspace, never published. The tool writes lines with a ``why``; an
official adds lines (``hide``, ``show``, ``whitelist``) or answers those that ask
(``ask``, with yes or no in the column ``answer``). Columns, in this order:

=============  ====================================================================
quarter        ``2022-Q3``; a year, ``2022``, for a whitelisted total of a year
activity       code
indicator      code; empty where an activity's text is asked about
institution    code; empty for the sum over all institutions of an indicator
decision       ``hide`` · ``show`` · ``whitelist`` (published elsewhere) · ``ask``
answer         to what is asked: yes or no, also да, не, po, jo
value          what was published; of a whitelisted total, what the source says
text           what would be published, if the answer is yes
source         of a whitelisted figure: where it was published; without it, it does not count
reason         the official's, in words
decided_by     the official
date           ISO
why            the tool's: ``primary`` · ``difference`` · ``secondary`` · ``remembered`` ·
               ``percent`` · ``number`` · ``safe``, or the kind of question; empty on an
               official's own line
id             what the line is about
=============  ====================================================================

UTF-8, in the order of the ids. What a spreadsheet program would take for a formula
has an apostrophe in front (:mod:`ovpsheets.member_text`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from ovpsheets.languages import written
from ovpsheets.plain_csv import Row, read_rows, rows_csv
from ovpsheets.templates import cached
from ovpsheets.words import fold

NAME: Final = "disclosure.csv"

_COLUMNS: Final = (
    "quarter", "activity", "indicator", "institution", "decision", "answer", "value", "text",
    "source", "reason", "decided_by", "date", "why", "id",
)  # fmt: skip
_NEEDED: Final = frozenset(("quarter", "indicator", "institution", "decision", "answer"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of disclosure.csv; every text as it was typed, "" where there is none."""

    quarter: str
    indicator: str
    institution: str
    decision: str
    activity: str = ""
    answer: str = ""
    value: str = ""
    text: str = ""
    source: str = ""
    reason: str = ""
    decided_by: str = ""
    day: str = ""
    why: str = ""
    question: str = ""  # the id of what is asked

    @property
    def id(self) -> str:
        """What it is about: there is one line for it."""
        cell = f"{self.quarter}:{self.indicator}:{self.institution}"
        return self.question or (f"{cell}:whitelist" if self.decision == "whitelist" else cell)

    @property
    def is_ours(self) -> bool:
        """Whether the tool wrote it, and no official put a name to it or changed its decision."""
        own = "show" if self.why == "safe" else "hide"
        unchanged = self.decision == own and not self.decided_by
        return bool(self.why) and (self.decision == "ask" or unchanged)


class RecordedAnswer(NamedTuple):
    """What was answered to a question, as it was typed, and by whom."""

    answer: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """The lines of disclosure.csv; of an official's two about the same the last one stands."""

    lines: tuple[Line, ...] = ()
    _current: Mapping[str, Line] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # An official's line stands in the place of the tool's about the same.
        ours_first = sorted(self.lines, key=lambda line: not line.is_ours)
        object.__setattr__(self, "_current", {line.id: line for line in ours_first})

    def answer(self, question: str) -> bool | None:
        """Return yes or no to the question with this id; None while there is no answer."""
        line = self._current.get(question)
        return _answers().get(fold(line.answer)) if line else None

    def said(self, question: str) -> RecordedAnswer:
        """Return what was typed as the answer to the question with this id."""
        line = self._current.get(question)
        return RecordedAnswer(line.answer, line.decided_by) if line else RecordedAnswer()

    def with_answers(self, answers: Mapping[str, RecordedAnswer]) -> "Memory":
        """Return the memory with *answers*, by question; one that has its answer keeps it."""
        lines = (
            replace(line, **answers[line.id]._asdict())
            if line.id in answers and self.answer(line.id) is None
            else line
            for line in self._current.values()
        )
        return Memory(tuple(lines))

    def decided(self, decision: str) -> tuple[Line, ...]:
        """Return the lines with this decision."""
        return tuple(line for line in self._current.values() if line.decision == decision)

    def official(self, quarter: str, indicator: str, institution: str) -> str:
        """Return what an official decided about a cell: ``hide``, ``show`` or ""."""
        found = self._current.get(f"{quarter}:{indicator}:{institution}")
        return found.decision if found and not found.is_ours else ""

    def why(self, quarter: str, indicator: str, institution: str) -> str:
        """Return why a cell was hidden; "" where nobody remembers."""
        found = self._current.get(f"{quarter}:{indicator}:{institution}")
        return found.why if found and found.decision == "hide" else ""

    def and_(self, lines: Iterable[Line]) -> "Memory":
        """Return the memory with *lines* in the place of older ones about the same.

        What an official wrote stays: the tool takes the place of its own lines only.
        """
        known = dict(self._current)
        for line in lines:
            old = known.get(line.id)
            if old is None or old.is_ours:
                known[line.id] = _keeping_the_answer(line, old)
        # Sorted, so that the file comes out the same whatever was decided first.
        return Memory(tuple(known[name] for name in sorted(known)))


def _keeping_the_answer(line: Line, old: Line | None) -> Line:
    if old is None:
        return line
    return replace(
        line, answer=old.answer, source=old.source or line.source, reason=old.reason or line.reason,
        decided_by=old.decided_by or line.decided_by, day=old.day or line.day,
    )  # fmt: skip


def read_memory(path: Path) -> Memory:
    """Return what is remembered, nothing where there is no file.

    Raises WorkspaceError when the file can no longer be read.
    """
    return Memory(tuple(map(_line, read_rows(path, _NEEDED, "disclosure_columns"))))


def memory_csv(memory: Memory) -> bytes:
    """Return the file's content, which :func:`read_memory` reads back."""
    lines = sorted(memory.and_(()).lines, key=lambda line: line.id)
    return rows_csv(
        _COLUMNS,
        (
            (*(getattr(line, _FIELDS.get(name, name)) for name in _COLUMNS[:-1]), line.id)
            for line in lines
        ),
    )


_FIELDS: Final = {"date": "day"}


def _line(row: Row) -> Line:
    texts = {name: row.get(name, "").strip() for name in _COLUMNS}
    name, day = texts.pop("id"), texts.pop("date")
    decision = texts["decision"].lower()
    question = name if decision == "ask" else ""
    return Line(**{**texts, "decision": decision}, day=day, question=question)


@cached
def _answers() -> Mapping[str, bool]:
    yes, no = ("1", *written("answer", "yes")), ("0", *written("answer", "no"))
    return {fold(word): True for word in yes} | {fold(word): False for word in no}
