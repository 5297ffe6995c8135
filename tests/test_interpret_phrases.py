"""Numbers among words: what officials write is read as they mean it, or asked about."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from every_case import every
from typed_cells import text

from ovpsheets.intake.meaning import Reading, read_number
from ovpsheets.kinds import KINDS
from ovpsheets.templates import Templates
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


@every(("group", "value", "typed"), clear())
def test_a_number_among_known_words_is_read_in_silence(
    group: str, value: float, typed: str
) -> None:
    reading = read(group, typed)
    assert (reading.value, reading.problem) == (value, "")


@every(("group", "typed"), doubtful())
def test_a_number_among_other_words_is_asked_about(group: str, typed: str) -> None:
    assert read(group, typed).problem


@every(
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


@every(
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


LAWS: Final = ("Број на донесени закони", "Numri i ligjeve të miratuara", "Number of laws adopted")
OFFICERS: Final = ("Број на обучени службеници", "Numri i nëpunësve", "Number of officers trained")
VEHICLES: Final = ("Број на набавени возила",)


@every(
    ("texts", "unit", "typed"),
    [
        (LAWS, "", "3 закони"), (LAWS, "", "3 ligje"), (LAWS, "", "3 laws"), (LAWS, "", "3 акти"),
        (OFFICERS, "", "12 лица"), (OFFICERS, "", "12 вработени"),
        (OFFICERS, "", "12 participants"),
        (OFFICERS, "лица", "12 полицајци"), (VEHICLES, "", "2 возила"), (VEHICLES, "", "2 парчиња"),
        (VEHICLES, "", "2 vehicles"), (("Показател 1.1.1",), "", "3 извештаи"),
    ],
)  # fmt: skip
def test_a_noun_for_what_is_counted_or_for_anything_of_its_kind_is_passed_over(
    texts: tuple[str, ...], unit: str, typed: str
) -> None:
    assert read_number(text(typed), KINDS["count"], unit=unit, texts=texts).problem == ""


@every(
    ("texts", "unit", "typed"),
    [
        (LAWS, "", "3 извештаи"), (LAWS, "", "3 raporte"), (LAWS, "", "3 reports"),
        (LAWS, "", "3 одлуки"), (LAWS, "", "3 лица"), (OFFICERS, "", "12 новинари"),
        (OFFICERS, "", "12 journalists"), (OFFICERS, "службеници", "12 деца"),
        (VEHICLES, "", "2 компјутери"), (VEHICLES, "возила", "2 проекти"),
    ],
)  # fmt: skip
def test_a_noun_for_another_thing_of_the_same_kind_is_asked_about(
    texts: tuple[str, ...], unit: str, typed: str
) -> None:
    reading = read_number(text(typed), KINDS["count"], unit=unit, texts=texts)
    assert (reading.value, reading.problem) == (None, "unknown_words")


def test_serbian_words_beside_a_number_are_known_where_serbian_is_in_use() -> None:
    clear = {
        "12 obuka": 12, "ukupno 12": 12, "12 obuka od početka": 12, "održano 12 obuka": 12,
        "dve hiljade (2000)": 2000, "2 hiljade obuka": 2000,
    }  # fmt: skip
    doubtful = ("umesto 12", "12 umesto 15", "12 časova", "12 lica", "12 odloženo", "12 procenata")
    with Templates.of({"languages.toml": b'languages = ["sr", "en"]'}).in_use():
        texts, covers = ("Broj održanih obuka",), Accumulation.CUMULATIVE

        def read_one(typed: str) -> Reading[float]:
            return read_number(
                text(typed), KINDS["count"], unit="obuka", texts=texts, covers=covers
            )

        found = {typed: read_one(typed) for typed in (*clear, *doubtful)}
    assert {t: own.value for t, own in found.items() if not own.problem} == clear
