"""Values as JSON and back: equal, and nothing that is not in the list."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import pytest

from ovpsheets.as_json import AsJson, ForeignJsonError, UnknownValueError


class Colour(StrEnum):
    RED = "red"


class Spot(NamedTuple):
    row: int
    said: object


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    parts: object = ()


LISTED = AsJson((Colour, Spot, Thing))

VALUES: tuple[object, ...] = (
    None, True, False, 1, 1.0, 0.1, -7, "", "текст \u2028 \ud800", b"\x00\xff", (), [], {},
    (1, (2, [3])), {"а": 1, 2: (3,)}, {(1, 2): {"x": None}}, frozenset((1, 2)), date(2022, 9, 30),
    datetime(2022, 9, 30, 12, 5), timedelta(days=-1, seconds=3), Decimal("0.10"), Counter({"а": 2}),
    Colour.RED, Spot(1, Colour.RED), Thing("а", (Spot(2, None), Thing("б"))),
    {Spot(1, 2): Thing("в")},
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    back = LISTED.loads(LISTED.dumps(value))
    assert (back, type(back)) == (value, type(value))


def test_a_number_that_is_whole_stays_a_number_with_a_fraction() -> None:
    assert isinstance(LISTED.loads(LISTED.dumps({"x": 3.0}))["x"], float)


@pytest.mark.parametrize("value", [{1, 2}, object(), Thing, print, Thing("а", {1})], ids="abcde")
def test_what_is_not_listed_is_not_written(value: object) -> None:
    with pytest.raises(UnknownValueError):
        LISTED.dumps(value)


def test_a_class_that_cannot_be_written_cannot_be_listed() -> None:
    with pytest.raises(UnknownValueError):
        AsJson((object,))


@pytest.mark.parametrize(
    "node",
    [
        [99], [-1, 1], [], ["os.system", "true"], [13], [12, 1, 2, 3], [5, "*"], [6, "never"],
        [11, "blue"], [{"__class__": "os"}], [2, 1], [2, [1, 1], 2], [0, [0, [77]]],
    ],
    ids=str,
)  # fmt: skip
def test_what_was_not_written_here_is_refused(node: object) -> None:
    with pytest.raises(ForeignJsonError):
        LISTED.loads(json.dumps(node).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000], ids=len)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ForeignJsonError):
        LISTED.loads(data)
