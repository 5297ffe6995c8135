"""Texts that somebody said no to: they are printed nowhere, whoever says them, and when.

A no is said to a text in one place. The same words in another quarter, row or column, or in
another body's file tell the same of the same persons. They are the same when only case,
spacing, punctuation or letters of one shape differ.
"""

import re
from dataclasses import dataclass
from typing import Final

from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.question import FREE_TEXT, REPEATS
from ovpsheets.words import fold

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class RefusedTexts:
    """The texts that were answered with no, folded."""

    folded: frozenset[str]

    @classmethod
    def of(cls, memory: Memory) -> "RefusedTexts":
        """Take them from the answers; a number or a day alone says nothing of whom, and is none."""
        said = (
            _folded(line.text)
            for line in memory.decided("ask")
            if line.why in (FREE_TEXT, REPEATS) and memory.answer(line.id) is False
        )
        return cls(frozenset(text for text in said if any(map(str.isalpha, text))))

    def has(self, text: object) -> bool:
        """Tell whether *text* is one of them."""
        return isinstance(text, str) and bool(self.folded) and _folded(text) in self.folded


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
