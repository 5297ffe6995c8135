"""Pictures that were placed in a cell: programs that do not know them see an error there.

[MS-XLSX] 2.3.6 (rich values): the cell's ``vm`` counts the value metadata, which counts the rich
values, of which a local image names a relationship of the part of rich value relationships, and
one of the function IMAGE its address among those of web images.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.xml import END, START, TEXT, relation_id

_METADATA: Final = "xl/metadata.xml"
_VALUES: Final = "xl/richdata/rdrichvalue.xml"
_STRUCTURES: Final = "xl/richdata/rdrichvaluestructure.xml"
_RELATIONS: Final = "xl/richdata/richvaluerel.xml"
_WEB_IMAGES: Final = "xl/richdata/rdrichvaluewebimage.xml"
_LOCAL, _WEB = "_localimage", "_webimage"
_UNNAMED: Final = "image"
"""A picture whose file nobody finds any more, as where a program left that part out."""


def placed_pictures(package: Package) -> Mapping[str, str]:
    """Return the ``vm`` of cells → the name of the picture's file; empty where there are none.

    Rich values of other kinds (stocks, places) are left out. Raises RefusedError.
    """
    if any(key not in package for key in (_METADATA, _VALUES, _STRUCTURES)):
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
        attributes.get("t", "").lower()
        for what, name, attributes in package.events(_STRUCTURES)
        if what is START and name == "s"
    ]
    names = {
        _LOCAL: [target.rpartition("/")[2] for target in _targets(package, _RELATIONS, "rel")],
        _WEB: list(_targets(package, _WEB_IMAGES, "address")),
    }
    for number, (structure, first) in enumerate(_rich_values(package)):
        kind = kinds[structure] if 0 <= structure < len(kinds) else ""
        if kind in names:
            known = dict(enumerate(names[kind]))
            yield number, known.get(first) or _UNNAMED


def _targets(package: Package, part: str, element: str) -> Iterator[str]:
    """Yield where the relationships lead that the *element* of a part name; "" for nowhere."""
    if part not in package:
        return
    relations = package.relations(part)
    for what, name, attributes in package.events(part):
        if what is START and name == element:
            own = relation_id(attributes)
            yield relations[own].target if own in relations else ""


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
