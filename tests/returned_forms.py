"""Forms of the October 2022 case on their way back: filled in, mishandled and saved as people do.

Cells are found by the names of their fields (``activities/3.6.3/status``), as
the form's own layouts give them; nothing here knows where a table stands.
"""

import atexit
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Self, cast

import pandas as pd
from loaded_books import load_again
from made import AS_OF, QUARTER, case_plan, case_report
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import Decision, NoticedSum
from ovpsheets.decisions.apply import decide
from ovpsheets.files import sha256
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.layout import SheetLayout
from ovpsheets.forms.register import IssuedForm
from ovpsheets.forms.workbook import form_workbook, layouts
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading import cells as intake_cells
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import OpenedFile, ReturnedFile
from ovpsheets.intake.recognise.answers import answer_fields
from ovpsheets.intake.recognise.file_ledger import Ledger
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.place import place
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.intake.workers import Workers
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.journeys.notice import with_sums
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.rules.judge import findings
from ovpsheets.tables import Tables
from ovpsheets.templates import cached_up_to
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, Language

ERRORS: Final = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?")
RECEIVED: Final = date(2022, 10, 7)
EXPLANATION: Final = "Обуката е одложена поради промена на обучувачите."
PROGRESS: Final = "Одржани се две обуки за 33 службеници."


@cache
def the_plan() -> Plan:
    """Return the plan of the case."""
    return case_plan()


@cache
def the_history() -> Tables:
    """Return the two quarters before."""
    return case_report().history


def content_of(
    institution: str,
    *,
    plan: Plan | None = None,
    quarter: Quarter = QUARTER,
    revision: int = 1,
    commitment: str = "",
    history: Tables | None = None,
) -> FormContent:
    """Return what the form of *institution* says; plan and history are the case's by default."""
    form_id = FormId((plan or the_plan()).code, quarter, institution, revision, commitment)
    if plan or history:
        return _content_in(plan or the_plan(), form_id, history or the_history())
    return _content_in_the_case(form_id)


@cache
def _content_in_the_case(form_id: FormId) -> FormContent:
    return _content_in(the_plan(), form_id, the_history())


def _content_in(plan: Plan, form_id: FormId, history: Tables) -> FormContent:
    asked = due(plan, form_id.quarter, history)
    own = next(item for item in asked if item.institution == form_id.institution)
    return form_content(plan, form_id, own, history)


@cached_up_to(100)
def _issued(content: FormContent) -> tuple[tuple[SheetLayout, ...], bytes]:
    return layouts(content), form_workbook(content)


class ReturnedForm:
    """A form in a member's hands."""

    def __init__(self, content: FormContent) -> None:
        self.content = content
        self.texts = Texts(content.language)
        self.layouts, data = _issued(content)
        self.book = load_again(data)

    def layout(self, key: str) -> SheetLayout:
        """Return the layout of the sheet with this key."""
        return next(layout for layout in self.layouts if layout.key == key)

    def sheet(self, key: str) -> Worksheet:
        """Return the sheet with this key (cover, activities, …, _ovp)."""
        sheet = self.book[self.layout(key).name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def cell(self, field: str) -> Cell:
        """Return the cell of a field, where the form as issued has it."""
        for layout in self.layouts:
            for placed in layout.cells:
                if str(placed.field) == field:
                    cell = self.sheet(layout.key).cell(placed.row + 1, placed.column + 1)
                    assert isinstance(cell, Cell)
                    return cell
        raise KeyError(field)

    def row(self, table: str, code: str) -> int:
        """Return the number of a table's row, as people see it."""
        return int(self.cell(f"{table}/{code}/code").row)

    def column(self, table: str, key: str) -> int:
        """Return the number of a table's column, 1 for A."""
        cells = self.layout(table).cells
        return next(p.column + 1 for p in cells if p.value == key and p.style == "key")

    def key_row(self, table: str) -> int:
        """Return the number of the hidden row that carries a table's keys."""
        return next(p.row + 1 for p in self.layout(table).cells if p.style == "key")

    def write(self, field: str, value: object, number_format: str = "") -> Self:
        """Type *value* into a field."""
        cell = self.cell(field)
        cell.value = cast(Any, value)  # whatever a person may leave there
        if number_format:
            cell.number_format = number_format
        return self

    def strike(self, field: str, value: object) -> Self:
        """Type *value* into a field and strike it out."""
        cell = self.write(field, value).cell(field)
        cell.font = Font(strike=True)
        return self

    def fill(self, answers: Mapping[str, object]) -> Self:
        """Type several answers: field → value."""
        for field, value in answers.items():
            self.write(field, value)
        return self

    def fill_well(self) -> Self:
        """Answer everything that is due, so that nothing is left to ask."""
        return self.fill(good_answers(self.content))

    def type_at(self, key: str, address: str, value: object) -> Self:
        """Type *value* into any cell of a sheet."""
        self.sheet(key)[address] = cast(Any, value)
        return self

    def note_at(self, field: str, text: str) -> Self:
        """Hang a note on a field's cell."""
        self.cell(field).comment = Comment(text, "член")
        return self

    def data(self) -> bytes:
        """Return the file's bytes."""
        out = io.BytesIO()
        self.book.properties.modified = datetime(2022, 10, 6, 12)
        self.book.save(out)
        return out.getvalue()

    def save(self, folder: Path, name: str = "", received: date = RECEIVED) -> Path:
        """Save the form into *folder* as if it had come on the day *received*."""
        return drop(folder, name or self.content.form_id.file_name, self.data(), received)


def returned(
    institution: str = "MVR",
    *,
    plan: Plan | None = None,
    quarter: Quarter = QUARTER,
    revision: int = 1,
    commitment: str = "",
) -> ReturnedForm:
    """Return the unfilled form of *institution*."""
    return ReturnedForm(
        content_of(
            institution, plan=plan, quarter=quarter, revision=revision, commitment=commitment
        )
    )


def drop(folder: Path, name: str, data: bytes, received: date = RECEIVED) -> Path:
    """Put a file into *folder* as if it had last been saved on the day *received*."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    noon = datetime(received.year, received.month, received.day, 12).timestamp()
    os.utime(path, (noon, noon))
    return path


def good_answers(content: FormContent) -> dict[str, object]:
    """Return an answer to everything that is due: field → what a careful member types."""
    texts, answers = Texts(content.language), dict[str, object]()
    for line in content.activities:
        if line.begun:
            row = f"{ACTIVITIES}/{line.code}"
            answers[f"{row}/status"] = texts("words.status.substantial")
            answers[f"{row}/progress"] = f"{PROGRESS} ({line.code})"
            answers[f"{row}/evidence"] = f"https://example.mk/{line.code}"
            if line.deadline <= content.quarter.end:
                answers[f"{row}/reason"] = texts("words.reason.staff")
                answers[f"{row}/explanation"] = f"{EXPLANATION} ({line.code})"
                answers[f"{row}/new_deadline"] = "31.12.2022"
    for item in content.indicators:
        if item.begun:
            yes = texts("words.yes")
            number = item.target if isinstance(item.target, int | float) else 7
            answers[f"{INDICATORS}/{item.code}/value"] = number if item.kind.is_number else yes
    return answers


@cache
def workers() -> Workers:
    """Return worker processes that all merges of a test run share; started once."""
    lent = Workers()
    atexit.register(lent.shutdown)
    return lent


def merged(
    folder: Path,
    *,
    plan: Plan | None = None,
    issued: tuple[IssuedForm, ...] = (),
    language: Language = "mk",
) -> Merged:
    """Merge what lies in *folder*, as on the day of the case."""
    return merge(
        plan or the_plan(),
        QUARTER,
        folder,
        history=the_history(),
        issued=issued,
        received={},  # a register that knows none of them: each came when it was last saved
        as_of=AS_OF,
        language=language,
        executor=workers(),
    )


def brief_of(plan: Plan, history: Tables, **rest: Any) -> MergeBrief:
    """Return the brief of a merge on the day of the case."""
    return MergeBrief(plan=plan, quarter=QUARTER, as_of=AS_OF, history=history, **rest)


def issued_as(institution: str, commitment: str, revision: int) -> IssuedForm:
    """Return a line of the register that says no more than which revision was issued."""
    return IssuedForm("", institution, revision, "", "", commitment, "")


def read_alone(data: bytes, plan: Plan | None = None) -> Return:
    """Read one file as a merge of the case does, without the rest of the merge."""
    opened = open_file("а.xlsx", data, Limits())
    brief = brief_of(plan or the_plan(), the_history())
    (returned,) = recognise(OpenedFile(_file(data), opened), brief)
    return returned


def read_contents(contents: intake_cells.Contents, name: str = "а.xlsx") -> Return:
    """Read what a file holds as :func:`read_alone` reads the file."""
    brief = brief_of(the_plan(), the_history())
    (returned,) = recognise(OpenedFile(_file(b"", name), contents), brief)
    return returned


def _file(data: bytes, name: str = "а.xlsx") -> ReturnedFile:
    return ReturnedFile(name, data, "0" * 64, AS_OF)


def one(table: pd.DataFrame, **where: str) -> dict[str, Any]:
    """Return the only row of *table* with these values; None for missing."""
    for name, value in where.items():
        table = table[table[name] == value]
    (row,) = table.to_dict("records")
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


def register_line(content: FormContent) -> IssuedForm:
    """Return the register's line for a form."""
    form_id = content.form_id
    return IssuedForm(
        str(form_id), form_id.institution, form_id.revision, form_id.file_name, "",
        form_id.commitment, content.fingerprint,
    )  # fmt: skip


def typed_cell(value: str | float | datetime, shown_as: str = "General") -> intake_cells.Cell:
    """Return a cell as the intake sees it, holding what was typed."""
    if isinstance(value, bool):
        return _cell("yes_no", value, "TRUE" if value else "FALSE", shown_as)
    if isinstance(value, datetime):
        return _cell("date", value, value.date().isoformat(), "dd.mm.yyyy")
    if isinstance(value, str):
        kind: intake_cells.CellType = "error" if value in ERRORS else "text"
        return _cell(kind, value, value, shown_as)
    number = float(value)
    return _cell(
        "number", number, str(int(number)) if number.is_integer() else repr(number), shown_as
    )


def _cell(
    kind: intake_cells.CellType, value: str | float | datetime, raw: str, shown_as: str
) -> intake_cells.Cell:
    return intake_cells.Cell("1 Активности", 7, 6, kind, value, raw, number_format=shown_as)


def text_id(value: object) -> str | None:
    """Return a test's id that shows what was typed, also blanks and invisible letters."""
    if not isinstance(value, str):
        return None
    return "".join(c if c.isprintable() and c != "\u00a0" else f"<{ord(c):x}>" for c in value)


# ------------------------------------------------------------------ without files


def contents_of(
    content: FormContent,
    answers: Mapping[str, object],
    beside: Mapping[tuple[str, int, int], str | float] | None = None,
) -> intake_cells.Contents:
    """Return the workbook that a filled form would be read as.

    *answers*: field → what was typed; *beside*: sheet key, row and column → what else was.
    """
    sheets = []
    for layout in layouts(content):
        cells: dict[tuple[int, int], intake_cells.Cell] = {}
        for placed in layout.cells:
            value = answers.get(str(placed.field), placed.value)
            if value is not None:
                position = (placed.row + 1, placed.column + 1)
                cell = typed_cell(_as_read(value))
                cells[position] = cell._replace(
                    sheet=layout.name, row=position[0], column=position[1],
                    formula=placed.formula.removeprefix("=") or None,
                )  # fmt: skip
        for (key, row, column), text in (beside or {}).items():
            if key == layout.key:
                cell = typed_cell(text)
                cells[row, column] = cell._replace(sheet=layout.name, row=row, column=column)
        sheets.append(intake_cells.Sheet(layout.name, dict(sorted(cells.items()))))
    return intake_cells.Contents(tuple(sheets))


def _as_read(value: object) -> str | float | datetime:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    assert isinstance(value, str | float | int)
    return value


def read_of(
    content: FormContent,
    answers: Mapping[str, object],
    *,
    name: str = "",
    received: date = RECEIVED,
    beside: Mapping[tuple[str, int, int], str | float] | None = None,
    plan: Plan | None = None,
) -> Return:
    """Return a form of this quarter as the intake has read it, without a file."""
    placement = place(contents_of(content, answers, beside), content)
    read, ledger = answer_fields(placement, plan or the_plan())
    name = name or content.form_id.file_name
    return Return(
        name=name,
        sha256=sha256(f"{name} {sorted(answers.items(), key=str)} {content.form_id}".encode()),
        received=received,
        identity=Identity(content.form_id, (Claim("visible", content.form_id),)),
        ledger=Ledger.of(ledger),
        placement=placement,
        answers=read,
    )


def without_table(returned: Return, table: str) -> Return:
    """Return a form as if the sheet with *table* had not been sent."""
    placed = returned.placement
    assert placed is not None
    placed = replace(
        placed,
        fields={field: cell for field, cell in placed.fields.items() if field.table != table},
        rows={row: place for row, place in placed.rows.items() if row[0] != table},
        columns={key: column for key, column in placed.columns.items() if key[0] != table},
    )
    return replace(returned, placement=placed)


def saying_before(explanation: str) -> Tables:
    """The history in which 3.6.3 was explained like this last quarter."""
    history = the_history()
    table = history.activities.copy()
    own = (table["activity"] == "3.6.3") & (table["quarter"] == "2022-Q2")
    table.loc[own, "explanation"] = explanation
    return replace(history, activities=table)


def findings_of(*returns: Return, **given: Any) -> pd.DataFrame:
    """Judge these returns, with what is *given* as to :func:`evidence_of`."""
    return findings(evidence_of(*returns, **given))


def evidence_of(
    *returns: Return,
    plan: Plan | None = None,
    history: Tables | None = None,
    newest: Mapping[tuple[str, str], int] | None = None,
    language: Language = "mk",
    decisions: Iterable[Decision] = (),
    sums: tuple[NoticedSum, ...] = (),
) -> QuarterSoFar:
    """Return the quarter as it is before it is judged."""
    brief = brief_of(
        plan or the_plan(),
        the_history() if history is None else history,
        issued=tuple(issued_as(*key, revision) for key, revision in (newest or {}).items()),
        decisions=tuple(decisions),
        language=language,
    )
    settled = reconcile(returns, brief.plan)
    # Rules look at the returns, not at the tables, whose making would take half of the time.
    return with_sums(decide(QuarterSoFar(brief, settled, tables=_no_tables())), sums)


@cache
def _no_tables() -> Tables:
    return Tables.empty()
