"""What a returned form says of itself: whether each row, and the whole, is ready.

Judged over what stands in the cells, as the form's formulas see it, for a result that
is stored in a file may be old. So a status that the form does not know, or a number
typed as text, is not ready, though the intake reads it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Final

from ovpsheets.columns.checks import is_ready, next_step
from ovpsheets.columns.model import Column, Content
from ovpsheets.columns.reporting_rules import COPIED_DOWN
from ovpsheets.columns.said import FORM_KNOWS
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent, IndicatorLine
from ovpsheets.forms.expected import FACTS
from ovpsheets.forms.hidden import known_hollow
from ovpsheets.forms.row_facts import RowFacts, facts_of_rows, steps_of_row
from ovpsheets.forms.rows import Line, lines_of, table_of
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.texts import Texts
from ovpsheets.words import (
    ACTIVITIES,
    ANSWER_FLAGS,
    COVER,
    INDICATORS,
    LANGUAGES,
    REPORTABLE,
    LedgerClass,
)

Answers = dict[str, object]

BROKEN: Final = "broken"
"""What a check says of a row in which a formula fails: it shows that error, and is not ready."""

_ERROR: Final = object()
_DAY_ZERO: Final = date(1899, 12, 30)  # of a spreadsheet's calendar


def says_ready(returned: Return, content: FormContent) -> bool:
    """Tell whether the form that came back says on its cover that it is ready."""
    check = OwnCheck(returned, content)  # up to the first row that is not
    is_whole = all(is_ready(check.step(*row)) for row in check.rows)
    return is_whole and _names_persons(returned, content)


def row_steps(returned: Return, content: FormContent) -> dict[tuple[str, str], str]:
    """Return table and code → what the check of the row says: the key of a step."""
    check = OwnCheck(returned, content)
    return {row: check.step(*row) for row in check.rows}


class OwnCheck:
    """The check of a form that came back, each row's worked out when it is asked for."""

    def __init__(self, returned: Return, content: FormContent) -> None:
        self.returned, self.content = returned, content
        self.rows: Final[Mapping[tuple[str, str], tuple[Line, RowFacts]]] = {
            (table, line.code): (line, facts)
            for table, known in facts_of_rows(content).items()
            for line, facts in zip(lines_of(content, table), known, strict=True)
        }
        """Table and code of each row → the row, and what its check knows of it."""

    def step(self, table: str, code: str) -> str:
        """Return what the check of a row says: the key of a step. Raises KeyError for no row."""
        line, facts = self.rows[table, code]
        answers = _as_seen(self.returned, self.content, line, facts)
        if _ERROR in answers.values():
            return BROKEN
        rows = self._said_of_activities if table == ACTIVITIES else None
        steps = steps_of_row(table_of(self.content.columns, table), facts.checks)
        return next_step(steps, {**answers, "rows": rows})

    @cached_property
    def _said_of_activities(self) -> tuple[tuple[str, ...], ...]:
        lines = lines_of(self.content, ACTIVITIES)
        typed = (_typed(self.returned, self.content, ACTIVITIES, line.code) for line in lines)
        return tuple(COPIED_DOWN.row(dict(answers)) for answers in typed)


def _names_persons(returned: Return, content: FormContent) -> bool:
    """Tell whether the cover says all that it asks of persons; a table saved alone has no cover."""
    covers = {Texts(language)(f"form.sheet.{COVER}") for language in LANGUAGES}
    entries = [entry for entry in returned.ledger if entry.sheet in covers]
    filled = {entry.field for entry in entries if entry.what is LedgerClass.FIELD}
    return not entries or {FormField(COVER, "", key) for key in content.person_fields} <= filled


def _as_seen(returned: Return, content: FormContent, line: Line, facts: RowFacts) -> Answers:
    answers: Answers = {
        **dict.fromkeys(FACTS, False),
        **dict.fromkeys(facts.true, True),
        **dict(facts.numbers),
        "text": line.text,
        **dict(facts.dates),
        FORM_KNOWS: known_hollow(),
    }
    answers |= dict(_values(returned, content, facts))
    if isinstance(line, IndicatorLine):
        answers |= {f"given_{key}": value for key, value in facts.given}
        answers |= _overwritten(returned, line.code)
        answers |= dict(_typed(returned, content, INDICATORS, line.code))
        if "wants_number" in facts.true and isinstance(day := answers.get("value"), date):
            answers["value"] = _as_number(day)
        status = dict(_typed(returned, content, ACTIVITIES, line.activity)).get("status")
        return answers | {"activity_status": status}
    answers |= {"deadline": line.deadline, "previous_status": line.previous_status}
    answers["previous_explanation"] = line.previous_explanation
    answers |= dict(_typed(returned, content, ACTIVITIES, line.code))
    reason = content.reasons.get(str(answers.get("reason")), "")
    return answers | {"reason_list": tuple(content.reasons), "reason_words": (reason,)}


def _overwritten(returned: Return, code: str) -> Answers:
    """Return what was typed over the plan's values of an indicator, by column."""
    lines = returned.ledger.unplaced
    own = ((line.field, line.raw) for line in lines if line.field is not None)
    return {field.key: raw for field, raw in own if field[:2] == (INDICATORS, code)}


def _values(
    returned: Return, content: FormContent, facts: RowFacts
) -> Iterator[tuple[str, object]]:
    """Yield the values of indicators that a check of the row names, by code, as it sees them."""
    asked = {name for check in facts.checks for name in check.fails.asked}
    for code in sorted(asked & {line.code for line in content.indicators}):
        said = dict(_typed(returned, content, INDICATORS, code)).get("value")
        yield code, _as_number(said) if isinstance(said, date) else said


def _typed(
    returned: Return, content: FormContent, table: str, code: str
) -> Iterator[tuple[str, object]]:
    fields = returned.placement.fields if returned.placement else {}
    for column, codes in _dropdowns(content)[table]:
        cell = fields.get(FormField(table, code, column.key))
        if cell is not None:
            said = _seen(cell, codes, trims=column.content == "reason")
            if column.content == "number" and isinstance(said, date):
                said = _as_number(said)
            yield column.key, said
        if column.content == "choice":
            yield f"{column.key}_list", tuple(column.choices)


def _as_number(day: date) -> float:
    """Return what a formula sees where a number is wanted and a date was typed."""
    return float((day - _DAY_ZERO).days)


def _seen(cell: Cell, codes: Mapping[str, str], *, trims: bool) -> object:
    """Return what the formulas see; only the reason's takes off blanks around what is chosen."""
    if cell.type == "error":
        return _ERROR
    if cell.type in ("number", "date") and not isinstance(cell.value, str):
        return cell.value.date() if isinstance(cell.value, datetime) else cell.value
    chosen = cell.raw.strip() if trims else cell.raw
    return codes.get(chosen.casefold(), cell.raw)


@once_for_each
def _dropdowns(
    content: FormContent,
) -> Mapping[str, tuple[tuple[Column, Mapping[str, str]], ...]]:
    """Return table → its columns of answers, each with what its dropdown offers."""
    return {
        table: tuple((column, _codes(column, content)) for column in content.columns.answers(table))
        for table in (ACTIVITIES, INDICATORS)
    }


def _codes(column: Column, content: FormContent) -> Mapping[str, str]:
    """What the dropdown of a column offers, in small letters, with its codes."""
    texts = Texts(content.language)
    if column.content == "reason":
        labels = dict(content.reasons)
    elif column.content == "choice":
        labels = dict(column.offered(texts))
    else:
        offered = _OFFERED.get(column.content, ())
        labels = {code: texts(f"{where}.{code}") for where, code in offered}
    return {label.casefold(): code for code, label in labels.items()}


_OFFERED: Final[Mapping[Content, tuple[tuple[str, str], ...]]] = {
    "status": tuple(("words.status", str(code)) for code in REPORTABLE),
    "flag": tuple(("words.flag", str(code)) for code in ANSWER_FLAGS),
    "value": (("words", "yes"), ("words", "no")),
    "yes_no": (("words", "yes"), ("words", "no")),
}
"""Content → where what its dropdown offers is in the catalogue, and the codes."""
