"""The sheets of plan.xlsx as a workspace has them: with a column for each language in use."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from ovpsheets.plan.declared_sheets import DECLARED, EACH, USUAL
from ovpsheets.plan.plan_sheet import PlanColumn, PlanSheet
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, default_language


class _Sheets(Mapping[str, PlanSheet]):
    """The sheets with their columns in the languages in use, which depend on the workspace."""

    def __getitem__(self, key: str) -> PlanSheet:
        return _by_key()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_by_key())

    def __len__(self) -> int:
        return len(_by_key())


SHEETS: Final[Mapping[str, PlanSheet]] = _Sheets()
"""The sheets by key, in the order of the workbook."""


@cached
def _by_key() -> Mapping[str, PlanSheet]:
    return MappingProxyType({sheet.key: _spoken(sheet) for sheet in DECLARED})


def _spoken(sheet: PlanSheet) -> PlanSheet:
    """Return *sheet* with a column in each language where one is declared for each."""
    stems = {column.key for column in sheet.columns if column.language == EACH}
    # Of a text in several languages one is enough: no plan is refused for a translation.
    groups = (
        tuple(f"{key}_{language}" for key in group for language in LANGUAGES)
        for group in sheet.any_of
        if stems.issuperset(group)
    )
    columns = tuple(own for column in sheet.columns for own in _in_each(column))
    return replace(sheet, columns=columns, any_of=tuple(groups))


def _in_each(column: PlanColumn) -> Iterator[PlanColumn]:
    if column.default == USUAL:
        yield replace(column, default=default_language())
    elif column.language != EACH:
        yield column
    else:
        for language in LANGUAGES:
            # In the language of most plans texts are written out; the others are often left blank.
            widest = column.widest if language == default_language() else 0
            key, width = f"{column.key}_{language}", widest or column.width
            yield replace(column, key=key, width=width, language=language)


@cached
def _spoken_words(texts: Texts) -> Mapping[str, str]:
    """Return what texts about the languages are given: those in use, each by its own name."""
    usual = texts(f"words.language.of_{default_language()}")
    names = (Texts(language)("words.language") for language in LANGUAGES)
    return {"languages": "; ".join(names), "usual": usual}


def column_words(sheet: str, key: str, part: str, texts: Texts) -> str:
    """Return the ``heading`` or the ``help`` of a column, also of one that no sheet declares."""
    declared = SHEETS[sheet].columns if sheet in SHEETS else ()
    column = next((column for column in declared if column.key == key), None)
    if column is None or not column.language:
        return texts(f"plan.{sheet}.{key}.{part}", **_spoken_words(texts))
    named = texts(f"words.language.of_{column.language}")
    return texts(f"plan.{sheet}.{column.stem}.{part}", language=named)
