"""Numbers among words: what officials write is read as they mean it, or asked about."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from typed_cells import text

from ovpsheets.intake.meaning import Reading, read_number
from ovpsheets.kinds import KINDS
from ovpsheets.words import Accumulation

PHRASES: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "number_phrases.toml").read_text(encoding="utf-8")
)


def read(group: str, typed: str) -> Reading[float]:
    of = PHRASES[group]
    return read_number(
        text(typed),
        KINDS[of["kind"]],
        unit=of["unit"],
        texts=tuple(of["texts"]),
        covers=Accumulation(of["covers"]),
    )


def clear() -> Iterator[tuple[str, float, str]]:
    for group, of in PHRASES.items():
        for value, phrases in of["clear"].items():
            yield from ((group, float(value), typed) for typed in phrases)


def doubtful() -> Iterator[tuple[str, str]]:
    yield from ((group, typed) for group, of in PHRASES.items() for typed in of["doubtful"])


@pytest.mark.parametrize(("group", "value", "typed"), tuple(clear()))
def test_a_number_among_known_words_is_read_in_silence(
    group: str, value: float, typed: str
) -> None:
    reading = read(group, typed)
    assert (reading.value, reading.problem) == (value, "")


@pytest.mark.parametrize(("group", "typed"), tuple(doubtful()))
def test_a_number_among_other_words_is_asked_about(group: str, typed: str) -> None:
    assert read(group, typed).problem


@pytest.mark.parametrize(
    ("group", "typed", "value"),
    [
        ("teams", "три тима", 3), ("teams", "Воспоставени се три мобилни тима", 3),
        ("teams", "приближно три тима", 3), ("teams", "tre ekipe", 3), ("teams", "three teams", 3),
        ("share", "четириесет и шест отсто", 46), ("share", "dyzet e gjashtë për qind", 46),
        ("money", "петстотини илјади денари", 500_000),
    ],
)  # fmt: skip
def test_a_number_in_words_among_known_ones_is_read_and_to_be_confirmed(
    group: str, typed: str, value: float
) -> None:
    reading = read(group, typed)
    assert (reading.value, reading.problem, reading.text) == (value, "number_in_words", typed)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("три планирани тима", "unknown_words"), ("ниту еден тим", "unknown_words"),
        ("три тима и две групи", "not_a_number"), ("тимови", "not_a_number"),
        ("трет тим", "not_a_number"),
    ],
)  # fmt: skip
def test_a_number_in_words_among_others_is_asked_about(typed: str, problem: str) -> None:
    reading = read("teams", typed)
    assert (reading.value, reading.problem, reading.values["text"]) == (None, problem, typed)


def test_a_plus_before_a_running_number_may_say_how_many_more() -> None:
    for covers, value in ((Accumulation.CUMULATIVE, None), (Accumulation.QUARTERLY, 3), (None, 3)):
        assert read_number(text("+3"), KINDS["count"], covers=covers).value == value


def test_zero_may_be_said_twice() -> None:
    for typed in ("0 (asnjë)", "0, ниедна", "нема (0)"):
        reading = read("teams", typed)
        assert (reading.value, reading.problem) == (0, "")
