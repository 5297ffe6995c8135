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
