"""The pictures on the sheets of a file: all are told of, but the logo that forms carry."""

from collections.abc import Container
from dataclasses import replace
from typing import Final

from ovpsheets.intake.reading.cells import Contents, Observation

_PICTURES: Final = "pictures"


def with_pictures_told(contents: Contents, ours: Container[str]) -> Contents:
    """Return *contents* with an observation for each sheet that has pictures of somebody's own.

    *ours*: the digests of the logos that forms were issued with. What is told already of pictures
    that lie elsewhere, as behind a sheet or in its header, is not told twice.
    """
    known = {seen.values.get("sheet") for seen in contents.observed if seen.key == _PICTURES}
    told = tuple(
        Observation(_PICTURES, {"sheet": sheet.name})
        for sheet in contents.sheets
        if sheet.name not in known
        and any(thing.type == "picture" and thing.sha256 not in ours for thing in sheet.things)
    )
    return replace(contents, observed=(*contents.observed, *told)) if told else contents
