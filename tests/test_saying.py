"""What typed texts say: nothing, something, or the same again."""

from collections.abc import Iterable

import pytest
from every_case import every
from made_sayings import SAYING_NOTHING, SAYING_SOMETHING
from returned_forms import text_id

from ovpsheets.columns.said import squeezed_out
from ovpsheets.forms.hidden import hollow_lists, known_hollow
from ovpsheets.saying.nearly import nearly_same
from ovpsheets.saying.nothing import common_phrases, is_placeholder, says_nothing
from ovpsheets.saying.same import same
from ovpsheets.words import LANGUAGES
from ovpsheets.writing.page_cells import LONGEST_TEXT

SAID = "Се чека согласност од Министерството за финансии."


def keystrokes(text: str) -> Iterable[str]:
    """The same with what a keystroke or an autocorrection makes of it."""
    yield text.upper()
    yield text.lower()
    yield f"  {text} ."
    yield f"„{text}“"
    yield f"- {text} -"
    yield text.replace(" ", "  ")
    yield text.replace("а", "a").replace("е", "e").replace("о", "o")
    yield "\u200b".join(text)
    yield text.replace("ё", "е").replace("ë", "e").replace("ç", "c")


def test_there_are_many_phrases_on_both_sides() -> None:
    assert len(set(SAYING_NOTHING)) >= 150
    assert len(set(SAYING_SOMETHING)) >= 150


@every("text", SAYING_NOTHING)
def test_a_text_that_fills_announces_or_points_says_nothing(text: str) -> None:
    assert says_nothing(text)


@every("text", SAYING_SOMETHING)
def test_a_text_with_a_cause_or_a_result_says_something(text: str) -> None:
    assert not says_nothing(text)


@every(
    ("text", "is_nothing"),
    [
        ("ќе се реализира во К4", True), ("ќе се реализира во IV квартал", True),
        ("идентично", True), ("Идентично со К2", True), ("истоветно како претходно", True),
        ("виж. претходно", True), ("се реализира согласно динамичкиот план", True),
        ("од технички причини", True), ("arsye teknike", True), ("identical", True),
        ("Технички преглед на возилата", False), ("Одржан II форум", False), ("К9", False),
        ("Идентични обрасци за сите општини", False),
        ("Целта е постигната", True), ("Целите се остварени.", True), ("Qëllimi u arrit", True),
        ("The target was reached", True), ("Целта од 120 лица е постигната", False),
        ("Постигната е согласност", False), ("U arrit marrëveshje me komunat", False),
        ("Agreement was reached", False), ("https://example.mk/izvestaj", True),
        (" www.example.mk/obuka ", True), ("Објавено: https://example.mk/pravilnik", False),
        ("согл. допис 03-22/1", True), ("според писмо бр. 12 од 3.9.", True),
        ("as per letter no. 15", True), ("sipas shkresës nr. 12", True),
        ("Реализирано согласно Ваш допис 12", True), ("врз основа на одлука бр. 15", True),
        ("согл. допис 03-22/1 одржани се 3 обуки", False), ("Одлука бр. 03-22/1", False),
        ("според допис бр. 5 реализирани 3", False), ("sipas shkresës u mbajt trajnimi", False),
        ("as per letter no. 15 a portal was opened", False), ("3 според писмо бр. 12", False),
        ("согласно планот изработка на извештај", False), ("ќе се донесе одлука", False),
    ],
)  # fmt: skip
def test_quarters_sameness_technique_goals_links_and_papers_say_nothing_by_themselves(
    text: str, is_nothing: bool
) -> None:
    assert says_nothing(text) is is_nothing


@every("text", SAYING_NOTHING)
def test_no_keystroke_makes_it_say_something(text: str) -> None:
    assert [typed for typed in keystrokes(text) if not says_nothing(typed)] == []


@every("text", SAYING_SOMETHING)
def test_no_keystroke_makes_it_say_nothing(text: str) -> None:
    assert [typed for typed in keystrokes(text) if says_nothing(typed)] == []


def test_however_long_a_text_is_it_may_say_nothing() -> None:
    announces = "Активностите ќе се реализираат во наредниот период"
    for text in ("нема " * 40, "." * 200, "а" * 90, "aаAА" * 40, f"{announces}, {announces}"):
        assert says_nothing(text), text
    assert not says_nothing(f"{announces}, {announces}, одржани се обуки")
    assert not says_nothing("Одржани се обуки за вработените во сите училишта и во општините")


def test_a_blank_text_is_no_placeholder() -> None:
    assert not is_placeholder("  ")
    assert not says_nothing("")


@pytest.mark.parametrize("text", ["види во прилог", "во тек", "како што е наведено погоре"])
def test_a_text_that_points_is_more_than_a_placeholder(text: str) -> None:
    assert says_nothing(text)
    assert not is_placeholder(text)


def test_the_words_of_the_title_add_nothing_to_an_announcement() -> None:
    title = "Обука на службеници за рана идентификација на жртви"
    assert says_nothing("Обуките ќе се одржат во наредниот период", title)
    assert not says_nothing("Обуките ќе се одржат во наредниот период")
    assert not says_nothing("Одржани се обуки за службеници", title)


@pytest.mark.parametrize(
    "again",
    [
        SAID, SAID.upper(), SAID.removesuffix("."), f"  {SAID} ", f"„{SAID}“", f"Исто: {SAID}",
        f"Исто како претходно: {SAID}", f"Повторно, {SAID}", SAID.replace(" ", "  "),
        SAID.replace("а", "a").replace("о", "o"), "\u200b".join(SAID), SAID.replace("и", "ѝ"),
        SAID.replace(" ", "\u200b"), SAID.replace(" ", ""), f"{SAID} И понатаму исто.",
        f"{SAID}..", f"- {SAID}", f"{SAID} \u3164",
    ],
    ids=text_id,
)  # fmt: skip
def test_the_same_again_is_known(again: str) -> None:
    assert same(again, SAID)
    assert same(SAID, again)


@pytest.mark.parametrize(
    "other",
    ["", "/", "Се чека согласност.", SAID.replace("Министерството за финансии", "Владата"),
     f"{SAID} Опремата е набавена.", SAID.replace("согласност", "согласноста")],
    ids=text_id,
)  # fmt: skip
def test_another_text_is_not_the_same(other: str) -> None:
    assert not same(other, SAID)


def test_two_texts_without_a_word_are_not_the_same() -> None:
    assert not same("", "")
    assert not same("/", "-")


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (SAID.replace("согласност", "согласноста"), True),
        (SAID.replace("финансии", "финасии"), True),
        ("Од Министерството за финансии се чека согласност", True),
        (SAID.replace("Министерството за финансии", "Владата"), False),
        (f"{SAID} Опремата е набавена.", False),
        ("Се чека.", False),
    ],
    ids=text_id,
)
def test_nearly_the_same_is_a_matter_of_a_few_letters(other: str, alike: bool) -> None:
    assert nearly_same(other, SAID) is alike


def shortened(text: str, first: int, last: int) -> tuple[str, str]:
    """The text with a letter less in its *first* words, and with a letter less in its *last*."""
    words = text.split()
    cut = [word[:-1] for word in words]
    return " ".join(cut[:first] + words[first:]), " ".join(words[:-last] + cut[-last:])


def test_nearly_the_same_begins_at_93_per_cent() -> None:
    text = "Центрите даваат точни податоци преку новиот образец додека {} писмени белешки {}"
    # 14 letters of 200 differ; 13 of 185.
    at = text.format("општините пратија", "денес попладне")
    below = text.format("општините пратија", "дневно")
    assert (len(at), len(below)) == (107, 99)
    assert nearly_same(*shortened(at, 7, 7))
    assert not nearly_same(*shortened(below, 7, 6))


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("Доставени се податоци за првите пет индикатори.",
         "Доставени се податоци за првите два индикатори."),
        ("Одржани се работилници за наставници во јули во Охрид и во Струга.",
         "Одржани се работилници за наставници во јуни во Охрид и во Струга."),
        ("Одржани се обуки за службеници од центрите за социјална работа во Штип.",
         "Одржани се обуки за службеници од центрите за социјална работа во Охрид."),
    ],
)  # fmt: skip
def test_another_word_is_news_however_short(now: str, before: str) -> None:
    assert not nearly_same(now, before)


def test_texts_with_other_numbers_are_not_nearly_the_same() -> None:
    text = "Одржани се {} обуки за службеници од центрите за социјална работа."
    assert not nearly_same(text.format(2), text.format(3))
    assert nearly_same(text.format(2), text.format(2).replace("службеници", "службениците"))


def test_what_a_form_knows_by_itself_fits_its_cells_and_says_nothing() -> None:
    assert max(map(len, hollow_lists())) <= LONGEST_TEXT
    listed = [text for language in LANGUAGES for text in common_phrases(language)]
    assert {squeezed_out(text) for text in listed} == known_hollow()
    assert [text for text in listed if not says_nothing(text)] == []


def test_every_form_knows_what_says_nothing_and_nothing_that_says_something() -> None:
    assert [text for text in SAYING_NOTHING if squeezed_out(text) not in known_hollow()] == []
    assert [text for text in SAYING_SOMETHING if squeezed_out(text) in known_hollow()] == []
