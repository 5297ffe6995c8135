"""The workbook part and the document's properties: sheets, names, calendar, program.

ECMA-376 part 1, 18.2 (workbook), 22.2 (extended), 22.3 (custom); part 2, 11 (core properties).
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from ovpsheets.intake.reading.cells import Observation, Visibility
from ovpsheets.intake.reading.ooxml import binary
from ovpsheets.intake.reading.ooxml.package import Package, PackageRelation
from ovpsheets.intake.reading.ooxml.xml import (
    END,
    START,
    TEXT,
    Event,
    is_true,
    relation_id,
    up_to_damage,
)
from ovpsheets.intake.reading.opened import RefusedError

_USUAL_PLACES: Final = ("xl/workbook.xml", "xl/workbook.bin")
MOST_NAMES: Final = 20_000

_VISIBILITY: Final[Mapping[str, Visibility]] = {"hidden": "hidden", "veryHidden": "very_hidden"}

_STATES: Final[Mapping[int, Visibility]] = {1: "hidden", 2: "very_hidden"}


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    visibility: Visibility


@dataclass(slots=True)
class Workbook:
    """What the workbook part says."""

    key: str
    sheets: list[ListedSheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    from_1904: bool = False
    is_googles: bool = False
    relations: Mapping[str, PackageRelation] = field(default_factory=dict)
    observed: list[Observation] = field(default_factory=list)

    def part(self, kind: str, usual: str, package: Package) -> str:
        """Return the key of the one part of a kind, "" where the package has none."""
        for relation in self.relations.values():
            if relation.kind == kind and relation.target in package:
                return relation.target
        return usual if usual in package else ""


def read_workbook(package: Package) -> Workbook:
    """Find and read the workbook part; raises RefusedError."""
    key = package.main(*_USUAL_PLACES)
    if not key:
        raise RefusedError("not_a_workbook", "no workbook part")
    book = Workbook(key, relations=package.relations(key))
    if key in package.damaged:  # which sheet is in which part would be guessed
        raise RefusedError("damaged", f"relations of {key}")
    if "" in package.damaged:
        book.observed.append(Observation("properties_damaged", {"part": "_rels/.rels"}))
    (_take_records if key.endswith(".bin") else _take_elements)(book, package)
    _check(book, package)
    return book


def _take_records(book: Workbook, package: Package) -> None:
    """Take a binary workbook part: BrtWbProp and BrtBundleSh, [MS-XLSB] 2.4.822 and 2.4.304."""
    for kind, body in binary.records(package, book.key):
        if kind == binary.WORKBOOK:
            book.from_1904 = bool(body[0] & 1)
        elif kind == binary.SHEET:
            (state,) = struct.unpack_from("<I", body)
            relation, at = binary.wide(body, 8)
            name, _ = binary.wide(body, at)
            book.sheets.append(ListedSheet(name, relation, _STATES.get(state, "visible")))


def _take_elements(book: Workbook, package: Package) -> None:
    name, pieces = "", list[str]()
    for what, tag, attributes in package.events(book.key):
        if what is TEXT:
            pieces.append(tag)
        elif tag == "definedName" and what is START:
            pieces.clear()
            # A name of one sheet only may occur on each: print areas and the like, none of ours.
            name = attributes.get("name", "") if "localSheetId" not in attributes else ""
        elif tag == "definedName" and what is END and name:
            book.names[name] = "".join(pieces)
        elif what is START:
            _take(book, tag, attributes)


def _take(book: Workbook, tag: str, attributes: dict[str, str]) -> None:
    if tag == "workbook":
        book.is_googles = "xmlns:mx" in attributes
    elif tag == "workbookPr":
        book.from_1904 = is_true(attributes.get("date1904"))
    elif tag == "sheet":
        state = _VISIBILITY.get(attributes.get("state", ""), "visible")
        listed = ListedSheet(attributes.get("name", ""), relation_id(attributes), state)
        book.sheets.append(listed)


def _check(book: Workbook, package: Package) -> None:
    if len(book.sheets) > package.limits.sheets:
        raise RefusedError("too_large", f"{len(book.sheets)} sheets")
    names = [sheet.name.lower() for sheet in book.sheets]
    if len(set(names)) < len(names):
        raise RefusedError("unsafe", "two sheets of one name")
    if len(book.names) > MOST_NAMES:
        book.observed.append(Observation("many_names", {"count": str(len(book.names))}))
        book.names.clear()


# ------------------------------------------------------------------ document properties


def properties(package: Package, book: Workbook) -> dict[str, str]:
    """Return title, subject and the time of the last change; *book* learns of damage."""
    said = dict(_leaves(package, book, _root(package, "core-properties", "docprops/core.xml")))
    found = {"title": said.get("title", ""), "subject": said.get("subject", "")}
    found["modified"] = _modified(said.get("modified", ""))
    return {name: value for name, value in found.items() if value}


def custom_properties(package: Package, book: Workbook) -> dict[str, str]:
    """Return the custom properties by name; *book* learns of damage."""
    key = _root(package, "custom-properties", "docprops/custom.xml")
    found: dict[str, str] = {}
    name = ""
    for what, tag, attributes in _events(package, book, key):
        if what is START and tag == "property":
            name = attributes.get("name", "")
        elif what is TEXT and name:
            found[name] = found.get(name, "") + tag
        elif what is END and tag == "property":
            found[name] = found.get(name, "").strip()
            name = ""
    return found


def program(package: Package, book: Workbook, custom: Mapping[str, str]) -> str:
    """Return what saved the file last, as it says itself; "" where it says nothing."""
    if version := custom.get("KSOProductBuildVer", ""):
        return f"WPS Office {version}"
    said = dict(_leaves(package, book, _root(package, "extended-properties", "docprops/app.xml")))
    own = " ".join(said[tag] for tag in ("Application", "AppVersion") if said.get(tag))
    return own or ("Google Sheets" if book.is_googles else "")


def _root(package: Package, kind: str, usual: str) -> str:
    for relation in package.relations("").values():
        # Strict packages call it metadata/core-properties, Strict extended ones extendedProperties.
        if relation.kind.replace("P", "-p") == kind and relation.target in package:
            return relation.target
    return usual if usual in package else ""


def _leaves(package: Package, book: Workbook, key: str) -> Iterator[tuple[str, str]]:
    pieces: list[str] = []
    for what, tag, _ in _events(package, book, key):
        if what is TEXT:
            pieces.append(tag)
        elif what is START:
            pieces.clear()
        else:
            yield tag, "".join(pieces).strip()
            pieces.clear()


def _events(package: Package, book: Workbook, key: str) -> Iterator[Event]:
    def damaged() -> None:
        book.observed.append(Observation("properties_damaged", {"part": key}))

    if not key:
        return iter(())
    return up_to_damage(package.events(key), damaged)


_FRACTION: Final = re.compile(r"\.\d+")


def _modified(text: str) -> str:
    """The time of the last change in UTC, as ISO 8601 without a zone; "" where it is none."""
    try:
        moment = datetime.fromisoformat(_FRACTION.sub("", text))
    except ValueError:
        return ""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat()
