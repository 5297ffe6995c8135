"""The form's first sheet: what it is, how far it is, who fills it in, what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ovpsheets.address import cell_name, column_name
from ovpsheets.columns.declared import APPROVAL_FIELDS, PERSON_FIELDS
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.layout import Highlight, Logo, Placed, SheetLayout
from ovpsheets.forms.row_counters import (
    fields_open,
    fields_open_formula,
    ready_formula,
    rows_ready,
)
from ovpsheets.forms.rows import lines_of
from ovpsheets.forms.table import banner
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, COVER, INDICATORS, NOTES, LedgerClass
from ovpsheets.writing.look import logo

_KEYS, _LABEL, _VALUE, _CHECK = range(4)  # column A is hidden and carries the keys

_FACTS_ROW: Final = 3
_DONE, _OPEN = "●", "○"
_KEY: Final = "{key}"  # in a formula, the cell of its row that counts what is to be completed
_LONGEST_BAR: Final = 15  # of them; longer tables are drawn in proportion


def cover_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the cover."""
    facts = list(_facts(content, texts))
    progress_row = _FACTS_ROW + len(facts) + 1
    parts = _parts(content)
    state_row = progress_row + 2 + len(parts)
    person_row = state_row + 2
    approval_row = person_row + len(PERSON_FIELDS) + 2
    todo_row = approval_row + (len(APPROVAL_FIELDS) + 2 if content.confirmation else 0)
    first_part, first_field = progress_row + 2, person_row + 1
    asked = [(first_field, first_field + len(PERSON_FIELDS) - 1)]
    if content.confirmation:
        asked.append((approval_row + 1, approval_row + len(APPROVAL_FIELDS)))
    own_logo = _logo()
    sections = (progress_row, person_row, todo_row, *(first - 1 for first, _ in asked[1:]))
    cells = (
        *banner(
            texts("form.cover.title", quarter=texts.quarter_object(content.quarter)),
            texts("form.cover.subtitle", plan=content.plan_title),
            _LABEL,
            2 if own_logo else 3,  # many a logo is made for white
        ),
        *_fact_cells(facts),
        *_progress(content, texts, progress_row, first_field),
        *_state(texts, state_row, first_part, _open_at_first(content)),
        *_asked(texts, person_row, "person", PERSON_FIELDS),
        *(_asked(texts, approval_row, "approval", APPROVAL_FIELDS) if content.confirmation else ()),
        *_todo(content, texts, todo_row),
    )
    return SheetLayout(
        key=COVER,
        name=texts(f"form.sheet.{COVER}"),
        widths=(10, 27, 59, 31),
        cells=cells,
        landscape=False,
        hidden_columns=(_KEYS,),
        fitted=(
            (progress_row + 1, state_row - 1, 20.0),
            (state_row, state_row, 27.0),
            (todo_row + 1, todo_row + 4, 17.0),
            (_FACTS_ROW, _FACTS_ROW + len(facts) - 1, 20.0),
            *((first, last, 21.0) for first, last in asked),
            *((row, row, 24.0) for row in sections),
        ),
        highlights=tuple(_highlights(texts, first_part, state_row, asked)),
        names={"ovp_form_id": f"='{texts('form.sheet.cover')}'!$C${_FACTS_ROW + len(facts)}"},
        input_first=(first_field, _VALUE),
        logo=own_logo,
    )


def _logo() -> Logo | None:
    own = logo()
    return Logo(own, 0, _CHECK) if own else None


def _facts(content: FormContent, texts: Texts) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, label, value and style of what the form is."""
    commitments = "\n".join(f"{code}  {title}" for code, title in content.commitments)
    submit_by = texts.long_date(content.submit_by)
    coordinator = content.coordinator
    if content.coordinator_email:
        coordinator += f"  ({content.coordinator_email})"
    label = texts("form.cover.commitment", n=len(content.commitments))
    yield "institution", texts("form.cover.institution"), content.institution, "cell bold"
    yield "commitment", label, commitments, "cell"
    yield "period", texts("form.cover.period"), texts.period(content.quarter), "cell"
    yield (
        "deadline",
        texts("form.cover.deadline"),
        texts("form.cover.deadline_value", day=submit_by),
        "cell bold",
    )
    yield "coordinator", texts("form.cover.coordinator"), coordinator, "cell"
    yield "form_id", texts("form.cover.form_id"), str(content.form_id), "cell bold mono"


def _fact_cells(facts: list[tuple[str, str, str, str]]) -> Iterator[Placed]:
    for row, (key, label, value, style) in enumerate(facts, _FACTS_ROW):
        yield Placed(row, _KEYS, LedgerClass.FORM, key, "key")
        yield Placed(row, _LABEL, LedgerClass.FORM, label, "label")
        yield Placed(row, _VALUE, LedgerClass.FORM, value, f"{style} open_right")
        yield Placed(row, _CHECK, LedgerClass.FORM, None, "cell open_left")


def _parts(content: FormContent) -> list[str]:
    """The parts that have something to fill in, by key."""
    return [table for table in (ACTIVITIES, INDICATORS) if lines_of(content, table)] + [COVER]


def _open_at_first(content: FormContent) -> int:
    tables = [table for table in _parts(content) if table != COVER]
    return sum(fields_open(content, t) for t in tables) + len(content.person_fields)


@dataclass(frozen=True, slots=True)
class _Progress:
    """A line of the progress: formulas (without "="), and their results now.

    ``done``: how much of ``total`` is filled in, of what ``noun`` names; ``open``: how many
    fields are to be completed.
    """

    name: str
    target: str
    done: tuple[str, int]
    open: tuple[str, int]
    total: int
    noun: str


def _progress(content: FormContent, texts: Texts, row: int, first_field: int) -> Iterator[Placed]:
    yield from _section(texts("form.cover.progress"), row)
    for column, key in ((_LABEL, "part"), (_VALUE, "filled"), (_CHECK, "check")):
        yield Placed(row + 1, column, LedgerClass.FORM, texts(f"form.cover.{key}"), "heading")
    for offset, part in enumerate(_parts(content), row + 2):
        if part == COVER:
            own = _of_person(content, texts, first_field)
        else:
            own = _of_table(content, texts, part)
        yield from _progress_line(texts, offset, own)


def _of_person(content: FormContent, texts: Texts, first_field: int) -> _Progress:
    total = len(content.person_fields)
    # Nothing stands beside the heading of who approves it, nor in the row above it.
    last = first_field + total + 2 * content.confirmation
    letter = column_name(_VALUE)
    count = f"SUMPRODUCT(--(LEN(TRIM({letter}{first_field + 1}:{letter}{last}))>0))"
    return _Progress(
        texts("form.cover.person"), cell_name(first_field, _VALUE),
        (f"{total}-{_KEY}", 0), (f"{total}-({count})", total), total,
        texts("form.cover.fields", n=total),
    )  # fmt: skip


def _of_table(content: FormContent, texts: Texts, table: str) -> _Progress:
    name, total = texts(f"form.sheet.{table}"), len(lines_of(content, table))
    return _Progress(
        name, f"'{name}'!A1",
        (ready_formula(content, table, texts), rows_ready(content, table)),
        (fields_open_formula(content, table), fields_open(content, table)),
        total, texts("form.cover.rows", n=total),
    )  # fmt: skip


def _progress_line(texts: Texts, row: int, own: _Progress) -> Iterator[Placed]:
    of, to_complete, ok = (texts(f"form.cover.{key}") for key in ("of", "to_complete", "ok"))
    (count, done), (counting, fields) = own.done, own.open
    key = cell_name(row, _KEYS)
    count = count.replace(_KEY, key)
    yield Placed(row, _KEYS, LedgerClass.CHECK, fields, "key", f"={counting}")
    if own.target.startswith("'"):
        link = f"internal:{own.target}"
        yield Placed(row, _LABEL, LedgerClass.FORM, own.name, "label link", link=link)
    else:
        yield Placed(row, _LABEL, LedgerClass.FORM, own.name, "label")
    full = min(own.total, _LONGEST_BAR)
    filled = f"INT(({count})*{full}/{own.total})"  # rounded down: the last one is the last one
    now = done * full // own.total
    yield Placed(
        row,
        _VALUE,
        LedgerClass.CHECK,
        f"{_DONE * now}{_OPEN * (full - now)}   {done} {of} {own.total} {own.noun}",
        "cell",
        f'=REPT("{_DONE}",{filled})&REPT("{_OPEN}",{full}-{filled})&"   "'
        f'&({count})&" {of} {own.total} {own.noun}"',
    )
    yield Placed(
        row,
        _CHECK,
        LedgerClass.CHECK,
        f"{to_complete} {fields}" if fields else ok,
        "cell bold",
        f'=IF({key}=0,"{ok}","{to_complete} "&{key})',
    )


def _state(texts: Texts, row: int, first_part: int, fields: int) -> Iterator[Placed]:
    total = f"SUM(A{first_part + 1}:A{row})"
    ready = texts("form.cover.ready")
    incomplete = f"{texts('form.cover.not_ready')} {texts('form.cover.to_complete')}"
    yield Placed(
        row,
        _LABEL,
        LedgerClass.CHECK,
        f"{incomplete} {fields}" if fields else ready,
        "state",
        f'=IF({total}=0,"{ready}","{incomplete} "&{total})',
    )
    for column in (_VALUE, _CHECK):
        yield Placed(row, column, LedgerClass.FORM, None, "state")


def _asked(texts: Texts, row: int, part: str, fields: tuple[str, ...]) -> Iterator[Placed]:
    """Place what is asked of a person, below a heading."""
    yield from _section(texts(f"form.cover.{part}"), row)
    for offset, key in enumerate(fields, row + 1):
        yield Placed(offset, _KEYS, LedgerClass.FORM, key, "key")
        yield Placed(offset, _LABEL, LedgerClass.FORM, texts(f"form.cover.{key}"), "label")
        field = FormField(COVER, "", key)
        yield Placed(offset, _VALUE, LedgerClass.FIELD, None, "field text", field=field)


def _todo(content: FormContent, texts: Texts, row: int) -> Iterator[Placed]:
    names = {key: texts(f"form.sheet.{key}") for key in (ACTIVITIES, INDICATORS, NOTES)}
    yield from _section(texts("form.cover.todo"), row)
    for number in range(1, 5):
        step = texts(f"form.cover.step_{number}", **names)
        yield Placed(row + number, _LABEL, LedgerClass.FORM, step, "plain nowrap")
    day = texts.long_date(content.publish_by)
    for number in (1, 2, 3):
        hint = texts(f"form.cover.hint_{number}", day=day)
        yield Placed(row + 5 + number, _LABEL, LedgerClass.FORM, hint, "hint nowrap")


def _section(title: str, row: int) -> Iterator[Placed]:
    yield Placed(row, _LABEL, LedgerClass.FORM, title, "section")
    for column in (_VALUE, _CHECK):
        yield Placed(row, column, LedgerClass.FORM, None, "section")


def _highlights(
    texts: Texts, first_part: int, state_row: int, asked: list[tuple[int, int]]
) -> Iterator[Highlight]:
    last_part = state_row - 1
    key = cell_name(first_part, _KEYS, fixed_column=True)
    yield Highlight(first_part, last_part, _CHECK, f"={key}=0", "good")
    yield Highlight(first_part, last_part, _CHECK, f"={key}>0", "bad")
    total = f"SUM($A${first_part + 1}:$A${state_row})"
    for column in (_LABEL, _VALUE, _CHECK):
        yield Highlight(state_row, state_row, column, f"={total}=0", "good")
        yield Highlight(state_row, state_row, column, f"={total}>0", "bad")
    for first, last in asked:
        field = cell_name(first, _VALUE, fixed_column=True)
        yield Highlight(first, last, _VALUE, f"=LEN(TRIM({field}))=0", "required")
