"""Over which answers was decided: what the last merge showed, noted beside each new decision.

``results/shown/answers.csv`` (id, text) has the answers as the institutions gave them, under
the ids of the decisions that would take their place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ovpsheets.decision import WHOSE, Decision, Outcome
from ovpsheets.decisions.decision_sheet import as_text
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.laid_aside import Content
from ovpsheets.plain_csv import read_rows, rows_content
from ovpsheets.plan.model import Plan


def answers_csv(forms: Iterable[Return], plan: Plan) -> Content:
    """Return what *forms*, as they were answered, say in the fields that can be decided."""
    return rows_content(("id", "text"), sorted(_answers(forms, plan)))


def _answers(forms: Iterable[Return], plan: Plan) -> Iterator[tuple[str, str]]:
    decidable = plan.columns.decidable()
    for form in forms:
        for field, cell in (form.placement.fields if form.placement else {}).items():
            if decidable.get(field.key) == field.table and (text := as_text(cell)):
                yield f"{field.key}:{form.institution}:{field.code}", text


def read_answers(path: Path) -> Mapping[str, str] | None:
    """Return id → answer, None where no merge has written the file.

    Raises WorkspaceError when it can no longer be read.
    """
    if not path.is_file():
        return None
    return {row["id"]: row["text"] for row in read_rows(path, ("id", "text"), "decisions_columns")}


def noted_over(
    decisions: Iterable[Decision],
    shown: Iterable[Decision],
    answers: Callable[[], Mapping[str, str] | None],
    today: date,
) -> tuple[Decision, ...]:
    """Return *decisions*, each new one with the answer that the last merge showed.

    *shown*: the decisions that it showed; what stands there unchanged keeps its note, and what
    was decided anew is over what *answers* say now: they are many, and are read only where one
    was. None: nothing is known of them.
    """
    known = {item.id: item for item in shown if not item.withdrawn}
    return tuple(_noted(item, known.get(item.id), answers, today) for item in decisions)


def _noted(
    item: Decision,
    shown: Decision | None,
    answers: Callable[[], Mapping[str, str] | None],
    today: date,
) -> Decision:
    if not item.value or item.withdrawn or item.what == WHOSE:
        return item
    if item == shown and shown.seen:
        return replace(item, answered=shown.answered, seen=shown.seen)
    said = answers()
    if said is None:
        return item
    return replace(item, answered=said.get(item.id, ""), seen=today.isoformat())


def noted_now(
    decisions: Iterable[Decision], outcomes: Iterable[Outcome], today: date
) -> tuple[Decision, ...]:
    """Return *decisions*, those of which nothing was noted with the answers that they replaced."""
    replaced = {one.decision: one.answer for one in outcomes if not one.problem}
    return tuple(
        replace(item, answered=replaced[item], seen=today.isoformat())
        if item in replaced and not item.seen and item.what != WHOSE
        else item
        for item in decisions
    )
