"""An explanation is there, but too thin to inform anybody."""

import re
from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nothing import is_placeholder
from ovpsheets.words import Severity

_FEWEST_LETTERS: Final = 15
_FEWEST_WORDS: Final = 3


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every needed explanation of a few letters, or of words that say nothing."""
    for row in answered(evidence):
        said = row.text("explanation")
        needed = row.needs_reason and not row.hollow
        if needed and is_thin(said):
            yield row.found("explanation")


def is_thin(text: str) -> bool:
    """Tell whether *text* has under 15 letters or under 3 words that say anything."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not is_placeholder(word)]
    # Words that stand for nothing („/“, „нема“) are no words here, however many there are.
    return sum(map(len, words)) < _FEWEST_LETTERS or len(words) < _FEWEST_WORDS


RULE = Rule("thin_explanation", Severity.CHECK, find, follows=("other_without_text",), alone=True)
