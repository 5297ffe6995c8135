"""The form's two quiet sheets: remarks and guide."""

from collections.abc import Iterable, Iterator
from typing import Final

from ovpsheets.columns.declared import NOTE_FIELDS
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.layout import Placed, SheetLayout
from ovpsheets.forms.table import banner
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, GUIDE, NOTES, REPORTABLE, LedgerClass, Status

_NOTES_HEAD: Final = 3

# section → (label key, text key, style of the label); labels of statuses are the words themselves
_GUIDE: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "colours": (
        ("form.guide.required", "form.guide.required_text", "label required"),
        ("form.guide.entry", "form.guide.entry_text", "label entry"),
        ("form.guide.needless", "form.guide.needless_text", "label needless"),
        ("form.guide.given", "form.guide.given_text", "cell bold"),
    ),
    "statuses": tuple(
        (f"words.status.{status}", f"form.guide.{status}_text", "label") for status in REPORTABLE
    ),
    "reasons": tuple(
        (f"form.guide.{key}", f"form.guide.{key}_text", "label")
        for key in ("begun", "late", "idle", "explain")
    ),
    "indicators": tuple(
        (f"form.guide.{key}", f"form.guide.{key}_text", "label")
        for key in ("value", "no_value", "personal")
    ),
    "trouble": tuple(
        (f"form.guide.{key}", f"form.guide.{key}_text", "label")
        for key in ("locked", "hidden_text", "program", "questions")
    ),
}


def notes_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the sheet of open questions and free text."""
    first = _NOTES_HEAD + 1
    return SheetLayout(
        key=NOTES,
        name=texts(f"form.sheet.{NOTES}"),
        widths=(10, 44, 110),
        cells=tuple(_notes(texts)),
        hidden_columns=(0,),
        fitted=(
            (_NOTES_HEAD, _NOTES_HEAD, 22.0),
            (first, first + len(NOTE_FIELDS) - 1, 84.0),
        ),
        kept=(first, first + len(NOTE_FIELDS) - 1),
        input_first=(first, 2),
    )


def _notes(texts: Texts) -> Iterator[Placed]:
    yield from banner(texts(f"form.sheet.{NOTES}"), texts("form.notes.subtitle"), 1, 2)
    for column, key in ((1, "question"), (2, "answer")):
        style = "heading" if column == 1 else "entry_heading"
        yield Placed(_NOTES_HEAD, column, LedgerClass.FORM, texts(f"form.notes.{key}"), style)
    for row, key in enumerate(NOTE_FIELDS, _NOTES_HEAD + 1):
        yield Placed(row, 0, LedgerClass.FORM, key, "key")
        yield Placed(row, 1, LedgerClass.FORM, texts(f"form.notes.{key}"), "label")
        field = FormField(NOTES, "", key)
        yield Placed(row, 2, LedgerClass.FIELD, None, "field text top", field=field)


def guide_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the guide."""
    cells = tuple(_guide(content, texts))
    return SheetLayout(
        key=GUIDE,
        name=texts(f"form.sheet.{GUIDE}"),
        widths=(28, 118),
        cells=cells,
        fitted=((2, max(cell.row for cell in cells), 19.0),),
    )


def _guide(content: FormContent, texts: Texts) -> Iterator[Placed]:
    yield from banner(texts(f"form.sheet.{GUIDE}"), texts("form.guide.subtitle"), 0, 2)
    values = {"notes": texts(f"form.sheet.{NOTES}"), "coordinator": _coordinator(content)}
    row = 3
    for section, lines in _GUIDE.items():
        said = [(texts(label), texts(text, **values), style) for label, text, style in lines]
        yield from _section(texts(f"form.guide.{section}"), said, row)
        row += len(lines) + 1
        if section == _BEFORE_EXAMPLE:
            example = list(_example(texts))
            yield from _section(texts("form.guide.example"), example, row)
            row += len(example) + 1


_BEFORE_EXAMPLE: Final = "reasons"

EXAMPLE: Final = {
    "activity": "text", "status": "status", "progress": "progress", "reason": "reason",
    "explanation": "explanation", "new_deadline": "new_deadline", "evidence": "evidence",
}  # fmt: skip
"""What the worked example says, by the end of its key → the column whose heading stands before."""

EXAMPLE_STATUS: Final = Status.LIMITED
EXAMPLE_REASON: Final = "procurement"


def _example(texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Yield a row as it should be filled in, line by line, with what its check then says."""
    words = {
        "status": texts(f"words.status.{EXAMPLE_STATUS}"),
        "reason": texts(f"words.reason.{EXAMPLE_REASON}"),
    }
    for key, column in EXAMPLE.items():
        said = words.get(key) or texts(f"form.guide.example_{key}")
        yield texts(f"form.{ACTIVITIES}.{column}"), said, "label"
    yield texts(f"form.{ACTIVITIES}.check"), texts(f"checks.{ACTIVITIES}.ok"), "label"


def _section(title: str, lines: Iterable[tuple[str, str, str]], row: int) -> Iterator[Placed]:
    yield Placed(row, 0, LedgerClass.FORM, title, "section")
    yield Placed(row, 1, LedgerClass.FORM, None, "section")
    for offset, (label, text, style) in enumerate(lines, row + 1):
        yield Placed(offset, 0, LedgerClass.FORM, label, style)
        yield Placed(offset, 1, LedgerClass.FORM, text, "cell")


def _coordinator(content: FormContent) -> str:
    if content.coordinator_email:
        return f"{content.coordinator}, {content.coordinator_email}"
    return content.coordinator
