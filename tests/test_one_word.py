"""One word for one thing in each artefact, and one way of writing a number."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
from large_report import large_report
from made import case_report
from output_guards import words
from test_not_due import public

from ovpsheets.results import consolidated, dashboard, minister, note, page, scorecards, summary
from ovpsheets.texts import catalogue
from ovpsheets.words import LANGUAGES, Language

_PRODUCTS: Final = (page, summary, minister, note, dashboard, scorecards, consolidated)

_TWO_WORDS: Final[dict[str, tuple[str, str]]] = {
    "mk": (r"достигнувањ\w*", r"активност\w*"),
    "sq": (r"\barritj\w*", r"aktivitet\w*"),
    "en": (r"\bmilestones?\b(?![-\"])", r"\bactivit(?:y|ies)\b"),
}
"""The portal's word for what a holder does, and that of working groups and forms."""

_OTHER_WORDS: Final[dict[str, str]] = {
    "mk": r"напредок|(?:изминат|поминат)\w* рок|рок\w* (?:(?:е|се) )?(?:измина|помина)|[”«»]",
    "sq": r"përparim|skadu|[„«»]|\w'\w",
    "en": r"[„«»]",
}
"""What the portal calls progress, and the law a deadline that has passed, is so called everywhere;
and every language has its own marks of quotation."""

_READ_BACK: Final = re.compile(r"[._]earlier\.")
"""What stands in plans and forms that people have already: it is read, and written no more."""

_OTHER_WORD_OF_CODE: Final = re.compile(r"\bшифра", re.IGNORECASE)


@cache
def told(language: Language) -> dict[str, str]:
    """Return the words of everything that is made for readers of *language*."""
    made = {name: words(name, data) for name, data in _made(language)}
    files = public(case_report())
    own = {name: words(name, data) for name, data in files.items() if f".{language}." in name}
    return {**made, **own}


def _made(language: Language) -> Iterator[tuple[str, bytes]]:
    for product in _PRODUCTS:
        yield from product.PRODUCT.outputs(case_report().in_language(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_artefact_has_one_word_for_what_a_holder_does(language: Language) -> None:
    both = {}
    for name, text in told(language).items():
        # What markup calls its tables and styles is read by nobody.
        plain = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
        found = [set(re.findall(own, plain, re.IGNORECASE)) for own in _TWO_WORDS[language]]
        if all(found):
            both[name] = found
    assert both == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_deadlines_and_quotations_are_written_one_way(language: Language) -> None:
    other = re.compile(_OTHER_WORDS[language], re.IGNORECASE)
    found = {
        key: wording
        for key, wordings in catalogue().items()
        if not _READ_BACK.search(key) and other.search(str(wording := wordings[language]))
    }
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_is_called_one_thing_everywhere(language: Language) -> None:
    assert [name for name, text in told(language).items() if _OTHER_WORD_OF_CODE.search(text)] == []


def test_on_a_page_of_a_large_plan_no_number_lacks_the_dot_of_its_thousands() -> None:
    front = next(iter(page.outputs(large_report())))[1].decode()
    plain = re.sub(r"<style.*?</style>|<[^>]*>", " ", front, flags=re.DOTALL)
    assert "2.400" in plain
    assert set(re.findall(r"(?<![\d.M])\d{4,}", plain)) <= {"2022", "2023"}
