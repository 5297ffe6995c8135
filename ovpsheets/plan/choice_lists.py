"""The lists to choose from in plan.xlsx: codes, and their words in three languages."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from ovpsheets.columns.own_steps import NEEDED
from ovpsheets.kinds import KINDS
from ovpsheets.templates import cached
from ovpsheets.texts import Texts, texts_of_file
from ovpsheets.words import (
    ACTIVITIES,
    INDICATORS,
    LANGUAGES,
    SEVERITIES,
    Accumulation,
    Combine,
    Direction,
    Language,
    fold,
)

CONTENTS: Final = ("text", "number", "date", "choice", "yes_no")
"""What a column of the plan's own can hold."""

CHOICES: Final[Mapping[str, Collection[str]]] = {
    "kind": KINDS,
    "accumulation": tuple(accumulation.value for accumulation in Accumulation),
    "combine": tuple(combine.value for combine in Combine),
    "direction": tuple(direction.value for direction in Direction),
    "yes_no": ("yes", "no"),
    "language": LANGUAGES,  # those in use
    "severity": tuple(severity.value for severity in SEVERITIES),
    "amended": ("deadline", "target", "holder"),
    "form_table": (ACTIVITIES, INDICATORS),
    "content": CONTENTS,
    "needed": tuple(dict.fromkeys(name for own in NEEDED.values() for name in own)),
}
"""The codes of each list."""


def word(choices: str, code: str, language: Language) -> str:
    """Return what people read for *code* of a list; a language is called by its own name."""
    if choices == "language":
        return Texts(next(known for known in LANGUAGES if known == code))("words.language")
    key = code if choices == "yes_no" else f"{choices}.{code}"
    return Texts(language)(f"words.{key}")


def words(choices: str, language: Language) -> tuple[str, ...]:
    """Return what people read for every code of a list."""
    return tuple(word(choices, code, language) for code in CHOICES[choices])


def choose(choices: str, text: str) -> str | None:
    """Return the code that *text* means: itself, its word or an earlier one, in any language."""
    return _codes(choices, tuple(CHOICES[choices])).get(fold(text))


@cached
def _codes(choices: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    return {
        fold(name): code
        for code in codes
        for name in (
            code,
            *(word(choices, code, language) for language in LANGUAGES),
            *_earlier_words(f"{choices}_earlier.{code}"),
        )
    }


def _earlier_words(key: str) -> Iterator[str]:
    """Yield the words that plans made by an earlier version have for a code."""
    for said in texts_of_file(f"words.{key}").values():
        yield from map(str, said.values())
