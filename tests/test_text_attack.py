"""Nothing that is hidden stands in any public byte: no number, number word, name or refused text.

Reads all that the public files say (``public_bytes.py``). Shares no code with what it looks for;
the words for numbers are written down here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import pytest
from every_case import every
from persons import WHOLE, indicator, plan_with
from public_bytes import said_in
from test_disclosure_files import release

from ovpsheets.disclosure import Memory
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.release.make import Made
from ovpsheets.release.public_files import public_files
from ovpsheets.words import Accumulation

pytest.importorskip("pyarrow.parquet")

WORDS: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("една", "еден", "одна", "një", "one"),
    2: ("две", "два", "двајца", "dy", "two"),
    3: ("три", "тројца", "tre", "tri", "three"),
    4: ("четири", "четворица", "katër", "four"),
    37: ("триесет и седум", "tridhjetë e shtatë", "thirty-seven"),
}
NAME, PLACE = "Мара Пробна", "Ресен"
PERSON: Final = r"(?:жен|лиц|жртв|дец|gra\b|grua|viktim|persona|fëmij|women|victim|person|children)"

COURSE: Final = (3, 7, 37, 41)
"""Victims from the start on: 3 is hidden for being small, 41 for growing by 4."""

TEXTS: Final[Mapping[int, tuple[str, ...]]] = {
    3: ("Сместени се три жени", "U strehuan tre gra", "Three women were sheltered", "3 жени"),
    4: ("Пристигнаа уште четворица", "Erdhën edhe katër gra", "Four women came", "4 жени"),
}
QUIET: Final = "Одржани се две обуки"


def telling(said_all: Iterable[tuple[str, str]], number: int) -> list[str]:
    """Return where a file says *number*, in figures or words, near a word for persons."""
    said = "|".join(map(re.escape, (str(number), *WORDS.get(number, ()))))
    near = re.compile(
        rf"\b(?:{said})\b[^\n.;]{{0,25}}\b{PERSON}|\b{PERSON}[^\n.;]{{0,25}}\b(?:{said})\b", re.I
    )
    return [f"{name}: {found[0]}" for name, text in said_all for found in near.finditer(text)]


def values(files: Mapping[str, bytes]) -> list[str]:
    """Return the values that the open data give of the indicators of persons."""
    text = files["data/indicators.csv"].decode("utf-8-sig")
    head, *rows = (line.split(",") for line in text.splitlines())
    return [row[head.index("value")] for row in rows]


def saying(said_all: Iterable[tuple[str, str]], text: str) -> list[str]:
    return [name for name, said in said_all if text in said]


def course(plan: Plan, said: Mapping[int, str], quarters: int = 4) -> list[Made]:
    """Publish so many quarters, whatever is asked; *said*: quarter → what is told of it."""
    made: list[Made] = []
    memory, was = Memory(), None
    for order, number in enumerate(COURSE[:quarters]):
        values = {(WHOLE, "A"): float(number)}
        text = said.get(order, QUIET)
        made.append(release(plan, order, values, made, memory, was, progress=text, note=text))
        memory, was = made[-1].memory, values
    return made


def victims(**more: object) -> Plan:
    named = Wording("Сместени во засолниште", "Të strehuar", "Sheltered")
    own = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, **more)
    return plan_with(replace(own, text=named))


@every(("way", "persons"), [*((way, True) for way in range(4)), (0, None)])
def test_no_text_tells_a_hidden_number_of_persons(way: int, persons: bool | None) -> None:
    plan = victims(persons=persons)
    for made in course(plan, {0: TEXTS[3][way], 1: TEXTS[4][way]}):
        files = public_files(made.public)
        every = list(said_in(files))
        for number in (3, 4, 41):
            assert telling(every, number) == []
        assert not {"3", "3.0", "41", "41.0"} & set(values(files))


def test_no_name_and_no_place_is_told_of_whom_nobody_said_yes_to() -> None:
    text = f"Згрижена е {NAME} од {PLACE}, 34 години"
    for plan in (victims(), victims(persons=None), victims(persons=False)):
        for made in course(plan, dict.fromkeys(range(2), text), quarters=2):
            every = list(said_in(public_files(made.public)))
            assert saying(every, NAME) == saying(every, PLACE) == []


def test_a_refused_text_and_a_small_baseline_are_told_by_no_file_of_any_quarter() -> None:
    plan = victims(baseline=3.0, target=4.0)
    asked = course(plan, {0: "Жена од Ресен"})
    refused = Memory(
        tuple(replace(n, answer="не") if n.decision == "ask" else n for n in asked[-1].memory.lines)
    )
    values = {(WHOLE, "A"): 3.0}
    made = release(plan, 0, values, asked[:1], refused, None, progress="Жена од Ресен")
    files = public_files(made.public)
    assert len(made.questions) == 0
    assert saying(said_in(files), PLACE) == []
    text = files["data/indicators.csv"].decode("utf-8-sig")
    head, row = (line.split(",") for line in text.splitlines())
    assert [row[head.index(name)] for name in ("baseline", "target", "value")] == ["", "", ""]
    for language in ("mk", "sq", "en"):
        page = files[f"portal.{language}.txt"].decode("utf-8")
        assert not re.search(r"\[[^\]]*: [34]\b", page)


def test_the_attack_bites() -> None:
    """Where somebody said yes to everything, the same attack finds all of it."""
    plan = victims()
    found = []
    for way in range(4):
        asked = release(plan, 0, {(WHOLE, "A"): 30.0}, [], Memory(), progress=TEXTS[3][way])
        memory = Memory(
            tuple(replace(n, answer="да") if n.decision == "ask" else n for n in asked.memory.lines)
        )
        made = release(plan, 0, {(WHOLE, "A"): 30.0}, [], memory, progress=TEXTS[3][way])
        found.append(telling(said_in(public_files(made.public)), 3))
    assert all(found)
    kinds = {place.split(":")[0].split("/")[0].rpartition(".")[2] for place in found[0]}
    assert {"md", "html", "docx", "xlsx", "txt"} <= kinds
    assert "data" in {place.split("/")[0] for place in found[0]}
    assert any(".parquet/" in place for place in found[0])


def test_what_counts_nobody_is_still_published() -> None:
    for made in course(victims(), {}):
        assert (
            saying(said_in(public_files(made.public)), QUIET)
            or made.public.report.quarter.number < 3
        )
