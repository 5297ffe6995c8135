"""The workbooks of an import: plan.xlsx, its doubtful cells coloured, and the account of cells."""

from collections.abc import Iterable, Iterator
from typing import Final

from ovpsheets.adopted.account import KEPT, UNREAD, Became, CellFate, Doubt, Item
from ovpsheets.adopted.read_adopted import AdoptedPlan, beside, is_kept, source
from ovpsheets.plan.put import Given, as_text
from ovpsheets.plan.sheets import SHEETS, column_words
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.writing.book import Book

_COLUMNS: Final = ("sheet", "cell", "text", "fate", "became", "where")
_WIDTHS: Final = (14, 9, 58, 22, 48, 52)
_STYLES: Final = {UNREAD: "cell bad", KEPT: "cell warn"}
_FIRST: Final = 4  # the row of headings
_FROZEN: Final = 2  # columns that say which cell a row is about
_MOST_QUOTED: Final = 300  # characters of a cell of the file


def plan_workbook(adopted: AdoptedPlan, language: Language) -> bytes:
    """Return plan.xlsx with headings in *language*; a sheet lists its doubtful cells."""
    texts = Texts(language)
    tables: dict[str, list[dict[str, Given]]] = {
        table: adopted.rows(table) for table in adopted.items
    }
    tables["plan"] = [_settings() | row for row in tables["plan"]]
    tables["doubts"] = [_row(doubt, texts) for doubt in adopted.doubts]
    numbers = {
        id(item): number for items in adopted.items.values() for number, item in enumerate(items)
    }
    return write_plan(
        tables,
        language,
        extra_columns={table: adopted.extra_columns(table) for table in adopted.items},
        doubtful={(own.item.table, numbers[id(own.item)], own.column) for own in adopted.doubts},
    )


def _settings() -> dict[str, Given]:
    """Return the settings of a plan as a blank one has them."""
    return {column.key: column.default for column in SHEETS["plan"].columns if column.default}


def _row(doubt: Doubt, texts: Texts) -> dict[str, Given]:
    item, column = doubt.item, doubt.column
    value = item.values.get(column)
    return {
        "sheet": texts(f"plan.{item.table}.name"),
        "row": "" if item.table == "plan" else item.code,
        "column": column_words(item.table, column, "heading", texts),
        "value": as_text(SHEETS[item.table].column(column), value, texts.language),
        "why": why(doubt, texts),
        "source": _quoted(doubt, texts),
    }


def why(doubt: Doubt, texts: Texts) -> str:
    """Return why a cell of the new plan is doubtful."""
    return texts(f"adopted.doubt.{doubt.key}", **doubt.values)


def _quoted(doubt: Doubt, texts: Texts) -> str:
    cells = tuple(dict.fromkeys(doubt.cells))
    said = " | ".join(dict.fromkeys(cell.kept for cell in cells))[:_MOST_QUOTED]
    return texts("adopted.book.from", place=source(cells), text=said) if cells else ""


def account_workbook(adopted: AdoptedPlan, file: str, language: Language) -> bytes:
    """Return the workbook that says of each cell of *file* what became of it."""
    texts = Texts(language)
    book = Book(title=texts("adopted.book.title"))
    page = book.page(texts("adopted.book.name"))
    page.widths(_WIDTHS)
    subtitle = texts("adopted.book.subtitle", file=file)
    page.banner(texts("adopted.book.title"), subtitle, len(_WIDTHS), frozen=_FROZEN)
    for number, key in enumerate(_COLUMNS):
        page.heading(_FIRST, number, texts(f"adopted.book.column.{key}"), "heading")
    page.fit_rows(_FIRST, _FIRST)
    for row, fate in enumerate(adopted.fates, _FIRST + 1):
        style = _STYLES.get(fate.fate, "cell")
        for column, text in enumerate(_cells(fate, texts)):
            page.text(row, column, text, style if column == _COLUMNS.index("fate") else "cell text")
    last = _FIRST + len(adopted.fates)
    page.fit_rows(_FIRST + 1, last)
    page.sheet.autofilter(_FIRST, 0, last, len(_WIDTHS) - 1)
    page.sheet.freeze_panes(_FIRST + 1, _FROZEN)
    page.paper(
        landscape=True, footer=texts("adopted.book.title"), repeat=(_FIRST, _FIRST), stub=_FROZEN
    )
    return book.finish()


def _cells(fate: CellFate, texts: Texts) -> tuple[str, ...]:
    return (
        fate.sheet,
        fate.cell,
        fate.text,
        texts(f"adopted.fate.{fate.fate}"),
        "\n".join(dict.fromkeys(said(outcome, texts) for outcome in fate.outcomes)),
        "\n".join(_where(fate.outcomes, texts)),
    )


def said(outcome: Became, texts: Texts) -> str:
    """Return what a cell became, in one line."""
    return texts(f"adopted.became.{outcome.key}", **outcome.values)


def _where(outcomes: Iterable[Became], texts: Texts) -> Iterator[str]:
    """Yield the places in the plan, those of one column and one value in one line."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for outcome in outcomes:
        if outcome.item is not None and outcome.column:
            key = (outcome.item.table, outcome.column, _value(outcome.item, outcome.column, texts))
            found.setdefault(key, []).append(outcome.item.code)
    for (table, column, value), codes in found.items():
        named = "" if table == "plan" else ", ".join(dict.fromkeys(codes))
        heading = (
            column if is_kept(table, column) else column_words(table, column, "heading", texts)
        )
        sheet = texts(f"plan.{table}.name")
        place = texts("adopted.book.row", sheet=sheet, codes=named, column=heading)
        yield f"{' '.join(place.replace(' :', ':').split())} = {value}"


def _value(item: Item, column: str, texts: Texts) -> str:
    if is_kept(item.table, column):
        return item.extra.get(column, "")
    own = SHEETS[item.table].column(column)
    return as_text(own, item.values.get(column), texts.language)


__all__ = ["account_workbook", "beside", "plan_workbook", "said", "why"]
