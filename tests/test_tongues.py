"""In which language a text stands, told from its letters and from who wrote it."""

import pytest

from ovpsheets.saying.tongues import language_of, stands_in_other


@pytest.mark.parametrize(
    ("text", "written_in", "page", "other"),
    [
        ("Одржани се две обуки.", "mk", "mk", False),
        ("Одржани се две обуки.", "mk", "sq", True),
        ("Одржани се две обуки.", "sq", "mk", False),  # typed in another language than the form's
        ("U mbajtën dy trajnime.", "sq", "mk", True),
        ("U mbajtën dy trajnime.", "sq", "en", True),
        ("U mbajtën dy trajnime.", "sq", "sq", False),
        ("Two trainings were held.", "mk", "en", False),  # nobody knows which
        ("12", "mk", "en", False),
        ("да", "mk", "en", False),  # two letters
        ("нема", "mk", "en", True),
    ],
)
def test_a_text_stands_in_another_language(
    text: str, written_in: str, page: str, other: bool
) -> None:
    assert stands_in_other(text, written_in, page) is other


@pytest.mark.parametrize(
    ("text", "written_in", "language"),
    [
        ("Одржани се две обуки.", "mk", "mk"),
        ("Одржани се две обуки.", "sq", "mk"),
        ("U mbajtën dy trajnime.", "mk", ""),  # Albanian or English
        ("12 %", "sq", "sq"),
    ],
)
def test_a_text_is_in_the_language_of_its_letters(
    text: str, written_in: str, language: str
) -> None:
    assert language_of(text, written_in) == language
