"""Pictures that were placed in a cell: programs that do not know them see an error there.

[MS-XLSX] 2.3.6 (rich values): the cell's ``vm`` counts the value metadata, which counts the rich
values, of which a local image names a relationship of the part of rich value relationships.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.xml import END, START, TEXT, relation_id

_METADATA: Final = "xl/metadata.xml"
_VALUES: Final = "xl/richdata/rdrichvalue.xml"
_STRUCTURES: Final = "xl/richdata/rdrichvaluestructure.xml"
_RELATIONS: Final = "xl/richdata/richvaluerel.xml"
_IMAGE: Final = "_localImage"


def placed_pictures(package: Package) -> Mapping[str, str]:
    """Return the ``vm`` of cells → the name of the picture's file; empty where there are none.

    Rich values of other kinds (stocks, places) are left out. Raises RefusedError.
    """
    if any(key not in package for key in (_METADATA, _VALUES, _STRUCTURES, _RELATIONS)):
        return {}
    images = dict(_images(package))
    return {
        str(number): images[value]
        for number, value in enumerate(_values_of_metadata(package), 1)
        if value in images
    }


def _values_of_metadata(package: Package) -> list[int]:
    """The rich value that each block of value metadata leads to; -1 for none."""
    blocks: list[int] = []  # of the future metadata: the rich value of each
    found: list[int] = []
    inside = ""
    for what, name, attributes in package.events(_METADATA):
        if what is START and name == "futureMetadata":
            inside = name if attributes.get("name") == "XLRICHVALUE" else ""
        elif what is START and name == "valueMetadata":
            inside = name
        elif what is END and name == inside:
            inside = ""
        elif what is START and name == "rvb" and inside == "futureMetadata":
            blocks.append(_number(attributes.get("i")))
        elif what is START and name == "rc" and inside == "valueMetadata":
            block = _number(attributes.get("v"))
            found.append(blocks[block] if 0 <= block < len(blocks) else -1)
    return found


def _images(package: Package) -> Iterator[tuple[int, str]]:
    """Yield the number of each rich value that is an image, and the name of its file."""
    kinds = [
        attributes.get("t", "")
        for what, name, attributes in package.events(_STRUCTURES)
        if what is START and name == "s"
    ]
    relations = package.relations(_RELATIONS)
    names = [
        relations[own].target.rpartition("/")[2] if (own := relation_id(attributes)) in relations
        else ""
        for what, name, attributes in package.events(_RELATIONS)
        if what is START and name == "rel"
    ]  # fmt: skip
    for number, (structure, first) in enumerate(_rich_values(package)):
        is_image = 0 <= structure < len(kinds) and kinds[structure] == _IMAGE
        if is_image and 0 <= first < len(names) and names[first]:
            yield number, names[first]


def _rich_values(package: Package) -> Iterator[tuple[int, int]]:
    """Yield the structure and the first entry of each rich value."""
    structure, entries, taking = -1, list[str](), False
    for what, name, attributes in package.events(_VALUES):
        if what is START and name == "rv":
            structure, entries = _number(attributes.get("s")), []
        elif name == "v" and what is not TEXT:
            taking = what is START
            if taking:
                entries.append("")
        elif what is TEXT and taking:
            entries[-1] += name
        elif what is END and name == "rv":
            yield structure, _number(entries[0] if entries else "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else -1
