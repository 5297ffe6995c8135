"""A reader: a form that came back as JSON, ``{"sheet": [["cell", 1, null], …], …}``."""

import json

import ovpsheets as ovp
from ovpsheets.intake.reading.own_readers import contents_of


def read(data: bytes) -> ovp.types.Contents:
    """Return the cells of the sheets; whatever is raised here sets the file aside."""
    return contents_of(json.loads(data), program="JSON")


READER = ovp.Reader(read=read, endings=(".json",))
