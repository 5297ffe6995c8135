"""Where a text begins and ends to tell of persons: a word nearer on this side, further on that."""

import pytest
from every_case import every

from ovpsheets.disclosure.exposing import counting_noun, speaks_of_persons
from ovpsheets.disclosure.telling import NUMBER, TRAITS, is_plain, numbers_in, tells

FAR = " кај нив" * 3  # six words that mean nothing here


def between(words: int) -> str:
    return " ".join(FAR.split()[:words])


def counts(text: str) -> bool:
    return NUMBER in tells(text)


def describes(text: str) -> bool:
    return TRAITS in tells(text)


# ------------------------------------------------------------------ what a number counts


@pytest.mark.parametrize(("words", "is_told"), [(0, True), (4, True), (5, False)])
def test_a_victim_within_five_words_behind_a_number_is_counted(words: int, is_told: bool) -> None:
    assert counts(f"12 {between(words)} жртви") == is_told


@pytest.mark.parametrize(("words", "is_told"), [(0, True), (4, True), (5, False)])
def test_a_victim_within_five_words_before_a_number_is_counted(words: int, is_told: bool) -> None:
    assert counts(f"жртви {between(words)} 12") == is_told


@pytest.mark.parametrize(("words", "is_told"), [(0, True), (3, True), (4, False)])
def test_who_acts_in_office_is_counted_within_four_words(words: int, is_told: bool) -> None:
    assert counts(f"9 {between(words)} судии") == is_told
    assert counts(f"судии {between(words)} 9") == is_told


@pytest.mark.parametrize(("number", "is_told"), [(1, True), (9, True), (10, False)])
def test_ten_who_act_in_office_are_too_many_to_be_told_of(number: int, is_told: bool) -> None:
    assert counts(f"{number} судии") == is_told
    assert counts(f"судии: {number}") == is_told
    assert counts(f"{number} жртви")
    assert counts(f"жртви: {number}")


def test_a_few_who_act_in_office_are_told_of() -> None:
    assert counts("неколку судии")


def test_the_first_number_is_that_of_the_persons_before_it_and_the_next_is_not() -> None:
    assert not counts("судии 40 3")
    assert counts("судии 3 40")
    assert not counts("судии обуки 3")
    assert not counts("обуки 3")


@pytest.mark.parametrize(("words", "is_told"), [(3, False), (4, True)])
def test_events_within_four_words_behind_a_number_are_what_it_counts(
    words: int, is_told: bool
) -> None:
    # The victims stand five words before: the number counts them where it counts nothing else.
    assert counts(f"жртви {between(4)} 12 {between(words)} обуки") == is_told


@pytest.mark.parametrize(("words", "is_told"), [(3, True), (4, False)])
def test_a_case_within_four_words_behind_counts_as_its_person(words: int, is_told: bool) -> None:
    assert counts(f"жртви {between(2)} 12 обуки {between(words - 1)} решенија") == is_told


def test_a_number_counts_nothing_behind_the_next_number() -> None:
    assert not counts("9 50 судии")
    assert counts("9 судии")
    assert counts("12 жртви 5 обуки")


@pytest.mark.parametrize("text", ["3 дена со жртви", "жртви, 34 години", "3 пати со жртви"])
def test_times_and_years_count_nobody(text: str) -> None:
    assert not counts(text)
    assert counts(text.replace("дена ", "").replace("години", "").replace("пати ", ""))


@every(
    ("text", "numbers"),
    [
        ("1.234 жртви", {1234}), ("12,5 жртви", {12}), ("12.345.678", {12345678}),
        ("три жртви и 4 деца", {3, 4}), ("неколку жртви", set()), ("во 2022 година", set()),
        ("1999 и 2000 и 2100 и 1899", {2100, 1899}), ("член 3", set()), ("член и 3", {3}),
        ("3 член", {3}), ("15.3.2022", set()), ("3,6,1,1", set()), ("дваесет и три жртви", {23}),
        ("табела 2", set()), ("фаза 3", set()), ("", set()),
    ],
)  # fmt: skip
def test_numbers_are_those_that_may_count_something(text: str, numbers: set[int]) -> None:
    assert numbers_in(text) == numbers


def test_a_sentence_ends_where_the_next_one_begins_with_a_capital() -> None:
    assert not counts("Бројот е 12. Жртви нема")
    assert counts("Бројот е 12. жртви")
    assert not counts("Бројот е 12; жртви")
    assert not counts("Бројот е 12\nжртви")


# ------------------------------------------------------------------ who somebody is


@every("trait", ["Тетово", "возраст", "албански"])
@every(("words", "is_told"), [(0, True), (4, True), (5, False)])
def test_a_place_an_age_or_a_nation_within_five_words_of_a_victim_tells_of_it(
    trait: str, words: int, is_told: bool
) -> None:
    assert describes(f"жртва {between(words)} {trait}") == is_told
    assert describes(f"{trait} {between(words)} жртва") == is_told


def test_years_behind_a_number_tell_the_age_of_who_stands_near() -> None:
    assert describes("жртва, 34 години")
    assert not describes("жртва, 34 обуки")
    assert not describes("34 години")


@every(("text", "is_told"), [
    ("120-годишна", True), ("121-годишна", False), ("неколку годишна", False), ("годишна", False),
    ("5-годишна програма", False), ("5-годишна кај програма", False),
    ("5-годишна кај нив програма", True),
])  # fmt: skip
def test_an_age_is_of_at_most_120_years_and_of_no_programme(text: str, is_told: bool) -> None:
    assert describes(text) == is_told


@every(("text", "is_told"), [
    ("Службеник од Гостивар", True), ("Службеник од самиот Гостивар", True),
    ("Службеник од самиот тој Гостивар", False), ("Службеник во Гостивар", False),
    ("Службеник кај од Гостивар", False), ("Гостивар: службеник од самиот тој", False),
])  # fmt: skip
def test_who_acts_in_office_comes_from_what_stands_close_behind(text: str, is_told: bool) -> None:
    assert describes(text) == is_told


@every(("text", "is_told"), [
    ("албански службеник", True), ("службеник албански", False), ("албански кај службеник", False),
    ("судии за предмети албански", False),
])  # fmt: skip
def test_the_nation_of_who_acts_in_office_stands_right_before(text: str, is_told: bool) -> None:
    assert describes(text) == is_told


def test_a_language_is_no_nation() -> None:
    assert not describes("жртви на албански јазик")
    assert describes("жртви на албански тој јазик")


def test_a_word_that_is_all_of_it_tells_of_nobody_by_itself() -> None:
    assert not describes("новородени")
    assert describes("малолетна")


# ------------------------------------------------------------------ what is plain


@pytest.mark.parametrize(("words", "plain"), [(1, True), (8, True), (9, False)])
def test_a_text_of_more_than_eight_words_is_never_plain(words: int, plain: bool) -> None:
    assert is_plain(" ".join(["обуки"] * words)) == plain
    assert is_plain("; ".join(["обуки"] * words)) == plain


@every(
    ("text", "plain"),
    [
        ("5 обуки", True), ("обуки 5", False), ("5", False), ("обуки 2022", False),
        ("5 обуки, 4 жртви", False), ("5 обуки 4", False), ("5 жртви", False), ("жртви", False),
        ("Обуки", True), ("Обуки А", False), ("обуки за Ана", False), ("5 решенија", False),
        ("решенија", False), ("неколку обуки", True), ("неколку", False), ("во тек", True),
        ("во тек 5", False), ("обучени", False), ("обуки Обуки", False), ("1.234 обуки", True),
        ("", True), ("нешто непознато", False),
    ],
)  # fmt: skip
def test_plain_is_what_can_tell_of_nobody(text: str, plain: bool) -> None:
    assert is_plain(text) == plain


# ------------------------------------------------------------------ words


@every(
    ("word", "counted"),
    [("обуки", "events"), ("жртви", "persons"), ("решенија", "documents"), ("член", ""),
     ("работни", ""), ("нешто", ""), ("", "")],
)  # fmt: skip
def test_a_noun_counts_what_it_is_a_word_for(word: str, counted: str) -> None:
    assert counting_noun(word) == counted


@every(
    ("text", "speaks"),
    [
        ("Број на жртви", True), ("Број на обуки", False), ("Работни групи", False),
        ("Број на работници", True), ("", False), ("Жртви", True), ("Број на судии", True),
        ("членови", True), ("член", False),
        ("детето", True), ("детектори", False), ("број на деца во домови", True),
    ],
)  # fmt: skip
def test_persons_are_known_by_any_of_their_words(text: str, speaks: bool) -> None:
    assert speaks_of_persons(text) == speaks


@every(("text", "is_told"), [
    ("жртва од Крива Паланка", True), ("жртва од Демир Капија", True), ("жртва од Демир", False),
    ("жртва од Капија", False), ("жртва, Свети Николе", True),
])  # fmt: skip
def test_a_phrase_is_known_as_a_whole(text: str, is_told: bool) -> None:
    assert describes(text) == is_told
