"""Every text formats in three languages, with the same values, and reads like a text."""

import string
from collections.abc import Iterator

import pytest

from ovpsheets.texts import Texts, catalogue
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


def test_no_macedonian_word_mixes_cyrillic_and_latin_letters() -> None:
    cyrillic = set("абвгдѓежзѕијклљмнњопрстќуфхцчџш")
    latin = set(string.ascii_lowercase)
    for key in KEYS:
        for text in wordings(key, "mk"):
            plain = "".join(c if c.isalpha() else " " for c in text.lower())
            for word in plain.split():
                assert not (set(word) & cyrillic and set(word) & latin), f"{word!r} in {text!r}"


def test_plurals_follow_the_language() -> None:
    macedonian = Texts("mk")
    assert macedonian("notebook.findings", n=1) == "1 наод"
    assert macedonian("notebook.findings", n=11) == "11 наоди"
    assert macedonian("notebook.findings", n=21) == "21 наод"
