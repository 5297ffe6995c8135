"""Every text formats in three languages, with the same values, and reads like a text."""

import re
import string
import tomllib
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import pytest
from every_case import every

from ovpsheets.text_files import packaged_catalogue, texts_of_file
from ovpsheets.texts import Figure, Texts, catalogue
from ovpsheets.words import LANGUAGES, Language

KEYS = sorted(catalogue())


def wordings(key: str, language: Language) -> Iterator[str]:
    wording = catalogue()[key][language]
    yield from (wording,) if isinstance(wording, str) else wording.values()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def sample(names: set[str]) -> dict[str, object]:
    """Values that stand in for the real ones; the parts of a date are numbers."""
    return {name: 3 if name in ("day", "month", "year") else "…" for name in names}


def test_a_text_is_found_without_parsing_the_sections_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, read, loads = packaged_catalogue.__wrapped__(), list[str](), tomllib.loads
    yes = catalogue()["words.yes"]

    def reading(text: str) -> dict[str, object]:
        read.append(text)
        return loads(text)

    monkeypatch.setattr("ovpsheets.text_files.tomllib.loads", reading)
    assert known["words.yes"] == yes
    assert "nothing.of.this.name" not in known
    assert len(read) == 1
    assert read[0].count("[") == 1
    assert "words.yes.of_no_such_name" not in known
    assert "words.of_no_such_name" not in known
    assert len(read) == len(set(read))  # nothing a second time
    assert list(known) == list(catalogue())
    # In whatever section a text stands, it is the same as where its file is parsed as a whole.
    files = {key.partition(".")[0] for key in KEYS}
    whole = {key: own for name in files for key, own in texts_of_file(f"{name}.").items()}
    assert whole == {key: known[key] for key in KEYS}


def test_every_text_exists_in_three_languages() -> None:
    lacking = [key for key in KEYS if set(catalogue()[key]) != set(LANGUAGES)]
    assert not lacking


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_formats_with_the_values_that_its_english_takes(language: Language) -> None:
    for key in KEYS:
        wanted = set().union(*(fields(text) for text in wordings(key, "en")))
        values = sample(wanted) | {"n": 3}
        for text in wordings(key, language):
            assert fields(text) <= wanted | {"n"}, f"{key} ({language})"
        assert "{" not in Texts(language)(key, **values), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_counts_has_a_wording_for_every_number(language: Language) -> None:
    counting = [key for key in KEYS if not isinstance(catalogue()[key][language], str)]
    assert counting
    for key in counting:
        wanted = set().union(*(fields(text) for text in wordings(key, "en")))
        for n in (0, 1, 2, 5, 11, 21, 101):
            assert Texts(language)(key, **sample(wanted) | {"n": n})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_double_space_inside_a_sentence(language: Language) -> None:
    for key in KEYS:
        for text in wordings(key, language):
            # "1.  Do this" and "institution  |  quarter" are set with two on purpose.
            assert "  " not in text.replace("  |  ", "").replace(".  ", ""), key


def words(text: str) -> list[str]:
    """Return the words of *text*, without the names of its values and addresses."""
    text = re.sub(r"\{[^{}]*\}|\w+://\S*", " ", unicodedata.normalize("NFC", text))
    return re.findall(r"[^\W\d_]+", text)


def scripts(word: str) -> set[str]:
    return {unicodedata.name(letter).split()[0] for letter in word}


@every("word", ["нè", "сe", "Aктивност", "јazik"])
def test_a_word_of_two_scripts_is_seen(word: str) -> None:
    assert scripts(word) == {"CYRILLIC", "LATIN"}


@every("word", ["нѐ", "ѝ", "për", "së"])
def test_a_word_with_an_accent_of_its_own_script_is_not(word: str) -> None:
    assert len(scripts(word)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_scripts(language: Language) -> None:
    texts = [text for key in KEYS for text in wordings(key, language)]
    assert not [(word, text) for text in texts for word in words(text) if len(scripts(word)) > 1]


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_text_in_latin_letters_has_no_cyrillic_one(language: Language) -> None:
    texts = [text for key in KEYS for text in wordings(key, language)]
    assert not [
        (word, text) for text in texts for word in words(text) if scripts(word) != {"LATIN"}
    ]


# "о", "а" and the like are words; typed on the wrong keyboard they look the same.
LOOKALIKES: Final = frozenset("aeojsAEOJ")


def test_no_macedonian_text_has_a_latin_letter_for_a_word_of_one_letter() -> None:
    texts = [text for key in KEYS for text in wordings(key, "mk")]
    assert not [text for text in texts if LOOKALIKES & set(words(text))]


def test_a_number_of_any_length_is_written_with_all_its_digits() -> None:
    """Babel rounds to fifteen decimals, which takes more digits than Python's decimals have."""
    lengths = [12, 13, 14, 28, 29, 308]  # of 13 noughts 15 decimals make 29 digits, one too many
    written = [Figure(Decimal(10**noughts)).in_("mk").replace(".", "") for noughts in lengths]
    assert written == [f"1{noughts * '0'}" for noughts in lengths]
    long = [Texts("en")("notebook.findings", n=10**noughts) for noughts in (21, 22)]
    assert [text.split()[0].count(",000") for text in long] == [7, 7]


def test_plurals_follow_the_language() -> None:
    macedonian = Texts("mk")
    assert macedonian("notebook.findings", n=1) == "1 наод"
    assert macedonian("notebook.findings", n=11) == "11 наоди"
    assert macedonian("notebook.findings", n=21) == "21 наод"
