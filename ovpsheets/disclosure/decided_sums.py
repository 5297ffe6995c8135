"""What was decided about sums, in any quarter's sheet of decisions, as answers of the memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ovpsheets.decision import Decision, codes_in
from ovpsheets.decisions.sums import answered, is_relation
from ovpsheets.disclosure.memory import Line, Memory
from ovpsheets.disclosure.question import Question

KIND: Final = "sum_noticed"


def with_decided_sums(memory: Memory, decided: Mapping[str, Sequence[Decision]]) -> Memory:
    """Return *memory* with the answers that decisions give about sums, those of each quarter.

    A decision counts before what was answered to a publication, and no longer than it stands.
    That of a quarter whose folder is gone is remembered as it was.
    """
    lines = {line.id: line for line in memory.lines}
    sources = {_source(quarter) for quarter in decided}
    for name, line in lines.items():
        if line.why == KIND and line.source in sources:
            lines[name] = replace(line, answer="", source="", reason="", decided_by="", day="")
    of = {id(own): quarter for quarter, every in decided.items() for own in every}
    for said, own in answered(own for every in decided.values() for own in every).items():
        line = Question(KIND, "", "", codes_in(said)[0], "", said).line  # which no quarter owns
        lines[line.id] = _answered(lines.get(line.id, line), own, of[id(own)])
    return Memory(tuple(lines.values()))


def _answered(line: Line, own: Decision, quarter: str) -> Line:
    return replace(
        line, answer="yes" if is_relation(own.value) else "no", source=_source(quarter),
        reason=own.reason, decided_by=own.decided_by, day=own.day,
    )  # fmt: skip


def _source(quarter: str) -> str:
    """Return the source of an answer that was decided: it is gone with the decision."""
    return f"{quarter}/decisions.csv"
