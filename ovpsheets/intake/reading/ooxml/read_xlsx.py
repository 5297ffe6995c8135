"""From the bytes of an .xlsx or .xlsm file to :class:`Contents`.

No library reader keeps everything that people leave in a workbook, or is safe on
its own: this one reads the XML itself, and the records of .xlsb, which is the
same package. Nothing is run, followed or written.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.intake.reading.cells import Contents, Observation, Sheet
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.binary import binary_strings
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.sheet_parts import read_sheet
from ovpsheets.intake.reading.ooxml.strings import shared_strings
from ovpsheets.intake.reading.ooxml.styles import Styles, read_styles
from ovpsheets.intake.reading.ooxml.workbook_part import (
    ListedSheet,
    Workbook,
    custom_properties,
    program,
    properties,
    read_workbook,
)
from ovpsheets.intake.reading.ooxml.worksheet_content import BookFacts
from ovpsheets.intake.reading.ooxml.xml import START
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.reading.struck import RichText

_MACRO_SHEETS: Final = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})
_WITH_CELLS: Final = frozenset({"worksheet", "dialogsheet"}) | _MACRO_SHEETS


def read_xlsx(
    data: bytes, limits: Limits, *, only: Callable[[str], bool] | None = None
) -> Contents:
    """Return everything in a workbook; raises RefusedError.

    *only*: tells by their names which sheets are read; None for all.
    """
    package = Package.open(data, limits)
    workbook = read_workbook(package)
    if only is not None:
        wanted = [listed for listed in workbook.sheets if only(listed.name)]
        workbook = replace(workbook, sheets=wanted)
    sheets, observed = _sheets(package, workbook)
    if not sheets:
        raise RefusedError("damaged", "no sheets")
    custom = custom_properties(package, workbook)
    known = properties(package, workbook) | custom
    by = program(package, workbook, custom)
    return Contents(
        sheets=tuple(sheets),
        names=workbook.names,
        properties=known,
        program=by,
        observed=(*workbook.observed, *_seen(package, workbook), *observed),
    )


def _sheets(package: Package, workbook: Workbook) -> tuple[list[Sheet], list[Observation]]:
    """Return the sheets that hold cells; the others are observed."""
    sheets: list[Sheet] = []
    observed: list[Observation] = []
    styles = _styles(package, workbook)
    if styles.is_cut:
        observed.append(Observation("many_formats"))
    strings = _strings(package, workbook)
    may_be_struck = bool(styles.struck) or RichText in set(map(type, strings))
    book = BookFacts(strings, styles.formats, workbook.from_1904, styles.struck, may_be_struck)
    for listed in workbook.sheets:
        kind, key = _part_of(listed, workbook)
        if kind in _WITH_CELLS and key in package:
            sheet, seen = read_sheet(package, listed, key, book)
            sheets.append(sheet)
            observed += seen
        else:
            what = "chartsheet" if kind == "chartsheet" else "sheet_unread"
            observed.append(Observation(what, {"name": listed.name}))
    return sheets, observed


def _part_of(listed: ListedSheet, workbook: Workbook) -> tuple[str, str]:
    """The kind and the part of a sheet; without relationships, by its number."""
    if workbook.relations:
        relation = workbook.relations.get(listed.relation)
        return (relation.kind, relation.target) if relation else ("", "")
    number = workbook.sheets.index(listed) + 1
    return "worksheet", f"{workbook.key.rpartition('/')[0]}/worksheets/sheet{number}.xml"


def _strings(package: Package, workbook: Workbook) -> list[str]:
    key = workbook.part("sharedStrings", "xl/sharedstrings.xml", package)
    if key.endswith(".bin"):
        return binary_strings(package, key)
    return shared_strings(package, key) if key else []


def _styles(package: Package, workbook: Workbook) -> Styles:
    key = workbook.part("styles", "xl/styles.xml", package)
    return read_styles(package, key) if key else Styles({}, is_cut=False)


# ------------------------------------------------------------------ beside the sheets


def _seen(package: Package, workbook: Workbook) -> Iterator[Observation]:
    """Yield what a coordinator should know of the file as a whole."""
    kinds = {relation.kind for relation in workbook.relations.values()}
    if "vbaProject" in kinds or kinds & _MACRO_SHEETS:
        yield Observation("macros")
    if package.is_signed:
        yield Observation("signed")
    links = [r.target for r in workbook.relations.values() if r.kind == "externalLink"]
    if links or "connections" in kinds:
        yield Observation("external_links")
    if any(_is_dde(package, key) for key in links if key in package and key.endswith(".xml")):
        yield Observation("dde")


def _is_dde(package: Package, key: str) -> bool:
    found = package.events(key)
    return any(what is START and name in ("ddeLink", "oleLink") for what, name, _ in found)
