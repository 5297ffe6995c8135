"""What a text tells of persons, and which texts are asked about before they are published."""

from dataclasses import replace
from typing import Any

import pytest
from every_case import every
from persons import WHOLE, indicator, plan_with
from test_disclosure_files import found_in, release

from ovpsheets.disclosure import Memory
from ovpsheets.disclosure.question import Reason
from ovpsheets.disclosure.telling import is_plain, numbers_in, tells
from ovpsheets.plan.model import Plan
from ovpsheets.release.make import Made
from ovpsheets.release.public_files import public_files
from ovpsheets.tables import records
from ovpsheets.templates import Templates

NUMBERED = (
    "Три од жртвите се вратени во земјата",
    "Идентификувани се 3 жртви",
    "Една жена е сместена во центарот",
    "Обучени се 9 полицајци",
    "Жени: 3, мажи: 4",
    "3 интервјуа со жртви",
    "Пријави од жртви: 2",
    "Неколку жртви се сместени",
    "единствената жртва",
    "Подготвени се 3 решенија за згрижување на жртви",
    "tri zrtvi se smesteni",
    "Во текот на кварталот се идентификувани 12 лица",
    "двајца од учесниците се откажаа",
    "tre viktima u strehuan",
    "u ndihmuan dy gra",
    "two victims were sheltered",
    "a few children were assisted",
)

TRAITED = (
    "Државјанка на Албанија",
    "Жена од Ресен, 34 години",
    "16-годишна од Тетово",
    "16 годишно девојче",
    "Згрижена е малолетна",
    "Учесници од Тетово",
    "Жртва со албанско потекло",
    "Службеник од Гостивар",
    "Дете од ромска националност",
    "малолетни лица од програмата",
    "zena od Tetovo",
    "një vajzë 16 vjeçare",
    "e mitur nga Struga",
    "shtetase e Shqipërisë",
    "një grua serbe",
    "fëmijë nga Tetova",
    "A 16-year-old girl",
    "children from Tetovo",
    "Serbian victims",
)

SILENT = (
    "Обуки",
    "5 тима",
    "Одржани се 3 обуки за полициски службеници",
    "Одржани се два настани во Охрид.",
    "Одржани 3 состаноци на телото за жртви на трговија",
    "Закон за млади бр. 3/2020",
    "Усвоен Закон за заштита на децата",
    "Согласно член 3 од Законот за жртви",
    "Стратегија за деца 2022-2025",
    "5-годишна програма за жртви",
    "Во 2022 година вработените поднеле барања",
    "Обука на албански јазик за учесниците",
    "Набавени се 4 возила",
    "Претставници од Министерството учествуваа",
    "Работилницата за судии траеше 3 дена",
    "Работните групи се состанаа 4 пати",
    "Потпишан меморандум со Општина Тетово",
    "Извештајот за жртвите е објавен на 15.3.2022",
    "Janë mbajtur tre trajnime për nëpunës",
    "ekip i ri",
    "Одржани се две обуки за 33 службеници.",
    "Обучени се 10 полицајци",
    "U mbajt një punëtori në Tetovë",
    "Janë mbajtur dy punëtori për viktima",
    "Ligji për fëmijët u miratua",
    "3 trainings held",
    "3 workshops for officials in Skopje",
    "2 policies were adopted",
)


@every("text", NUMBERED)
def test_a_number_of_persons_is_noticed(text: str) -> None:
    assert "number" in tells(text)


@every("text", TRAITED)
def test_place_age_and_nationality_beside_a_person_are_noticed(text: str) -> None:
    assert "traits" in tells(text)


@every("text", SILENT)
def test_what_counts_something_else_tells_of_nobody(text: str) -> None:
    assert tells(text) == ()


def test_a_workspace_may_know_persons_by_words_that_begin_with_a_figure() -> None:
    words = '[exposing]\n"alone+" = ["18 плус"]\n'
    with Templates.of({"mk/reading.toml": words.encode()}).in_use():
        assert tells("18 плус") == ("traits",)
    assert tells("18 плус") == ()


@every(
    ("text", "numbers"),
    [
        ("двајца", {2}),
        ("Една жена и дваесет и три деца", {1, 23}),
        ("3 жени, 4 мажи", {3, 4}),
        ("1.234 лица", {1234}),
        ("tre viktima", {3}),
        ("twenty-five persons", {25}),
        ("46,5 %", {46}),
        ("на 15.3.2022", set()),
        ("во 2022 година", set()),
        ("член 3", set()),
        ("активност 3.6.1", set()),
        ("бр. 3/2020", set()),
    ],
)
def test_the_numbers_of_a_text_are_those_that_count(text: str, numbers: set[int]) -> None:
    assert numbers_in(text) == numbers


@every(
    "text",
    ["Обуки", "5 тима", "3 trainings held", "Одржани се две обуки", "во тек", "2 ligje"],
)
def test_what_can_tell_of_nobody_is_plain(text: str) -> None:
    assert is_plain(text)


@every(
    "text",
    [
        "Жртви",
        "3",
        "Само за А. А.",
        "Од Ресен",
        "2 посети",
        "3 случаи",
        "Службеници",
        "5 тима за жени",
        "Обуки во Охрид",
        "Обуки за Ана",
        "Обуки за непознатиот",
        "3 обуки обуки обуки обуки обуки обуки обуки обуки",
    ],
)
def test_what_could_tell_of_somebody_is_not_plain(text: str) -> None:
    assert not is_plain(text)


# ------------------------------------------------------------------ what is asked

OF_PERSONS = plan_with(indicator(WHOLE))
OF_THINGS = plan_with(indicator(WHOLE, persons=False))


def made(
    plan: Plan, text: str, value: float = 3, memory: Memory | None = None, **more: Any
) -> Made:
    return release(plan, 0, {(WHOLE, "A"): value}, [], memory or Memory(), progress=text, **more)


def why(found: Made) -> list[str]:
    return [row["reasons"] for row in records(found.questions)]


def published(found: Made) -> str | None:
    (row,) = records(found.public.tables["activities"])
    text: str | None = row["progress"]
    return text


@pytest.mark.parametrize("text", ["Обуките се одржани според програмата", "Жена од Ресен"])
def test_beside_counted_persons_every_text_waits_that_is_not_plain(text: str) -> None:
    found = made(OF_PERSONS, text)
    assert published(found) is None
    assert why(found)[0].endswith("activity")


def test_beside_counted_persons_a_plain_text_is_published_unasked() -> None:
    found = made(OF_PERSONS, "Одржани се две обуки", value=30)
    assert (published(found), why(found)) == ("Одржани се две обуки", [])


@pytest.mark.parametrize("said", ["Одржани се три обуки", "Janë mbajtur 3 trajnime"])
def test_a_plain_text_with_the_number_that_is_hidden_waits(said: str) -> None:
    found = made(OF_PERSONS, said, value=3)
    assert published(found) is None
    assert why(found)[0].startswith(f"repeats {WHOLE}")


def test_elsewhere_only_a_text_that_tells_of_persons_waits() -> None:
    silent, telling = made(OF_THINGS, "Законот е усвоен"), made(OF_THINGS, "Две жени од Ресен")
    assert (published(silent), why(silent)) == ("Законот е усвоен", [])
    assert (published(telling), why(telling)) == (None, ["number; traits"])


def test_a_yes_publishes_and_a_no_leaves_out() -> None:
    asked = made(OF_THINGS, "Две жени од Ресен")
    yes, no = (
        made(OF_THINGS, "Две жени од Ресен", memory=answered(asked, word)) for word in ("да", "не")
    )
    assert published(yes) == "Две жени од Ресен"
    assert published(no) is None
    assert why(no) == []
    assert found_in(dict(public_files(no.public)), "Ресен") == []


def test_a_yes_said_before_the_figure_was_hidden_is_asked_for_again() -> None:
    asked = made(OF_PERSONS, "Помогнато на 30 жени", value=30)
    assert [row["kind"] for row in records(asked.questions)] == ["free_text"]
    memory = answered(asked, "да")
    assert published(made(OF_PERSONS, "Помогнато на 30 жени", 30, memory)) is not None
    stricter = replace(OF_PERSONS, threshold=50)
    again = made(stricter, "Помогнато на 30 жени", 30, memory)
    assert published(again) is None
    assert [row["kind"] for row in records(again.questions)] == ["repeats"]
    knowing = answered(again, "да")
    assert published(made(stricter, "Помогнато на 30 жени", 30, knowing)) is not None


def test_a_no_stands_whatever_the_text_repeats() -> None:
    asked = made(OF_PERSONS, "Помогнато на 30 жени", value=30)
    stricter = replace(OF_PERSONS, threshold=50)
    again = made(stricter, "Помогнато на 30 жени", 30, answered(asked, "не"))
    assert (published(again), why(again)) == (None, [])


def test_what_stands_beside_undecided_indicators_waits_and_is_asked_when_it_tells_itself() -> None:
    undecided = plan_with(indicator(WHOLE, persons=None))
    silent, telling = made(undecided, "Обуките течат"), made(undecided, "Две жени од Ресен", 30)
    assert (published(silent), why(silent)) == (None, ["blank"])
    assert (published(telling), why(telling)) == (None, ["blank", "number; traits"])


def test_reasons_are_read_back_as_they_are_kept() -> None:
    reasons = (Reason("repeats", ("1.1", "1.2")), Reason("number"))
    assert Reason.parsed("; ".join(map(str, reasons))) == reasons
    assert Reason.parsed("") == ()


def answered(found: Made, word: str) -> Memory:
    """Answer every question with *word*."""
    lines = found.memory.lines
    return Memory(tuple(replace(n, answer=word) if n.decision == "ask" else n for n in lines))
