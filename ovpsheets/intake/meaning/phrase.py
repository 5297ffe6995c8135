"""A number among words, taken apart."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ovpsheets.intake.meaning import number_words as spoken
from ovpsheets.intake.meaning.numerals import parse_numeral
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.kinds import Kind

QUOTES: Final = "\"'„“”«» "

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_GLUED: Final = re.compile(r"-?[^\W\d_]+")
_CURRENCY_SIGNS: Final = "€$£"
_PUNCTUATION: Final = frozenset(".,;:()[]!•·*=%" + QUOTES + _CURRENCY_SIGNS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One numeral with what stands around it."""

    text: str
    before: str
    numeral: str
    after: str
    kind: Kind
    unit: str

    @property
    def value(self) -> Decimal | None:
        """The numeral's value, were there no words."""
        return parse_numeral(self.numeral).value

    @property
    def words(self) -> list[str]:
        """The words around, in order."""
        return words_in(self.before) + words_in(self.after)

    def says(self, vocabulary: frozenset[str]) -> bool:
        """Tell whether a word of *vocabulary* stands where it changes the number."""
        after = {key(word) for word in words_in(self.after)} - spoken.BEFORE_ONLY
        return not vocabulary.isdisjoint(after | {key(word) for word in words_in(self.before)})

    @property
    def signs(self) -> tuple[set[str], set[str]]:
        """The signs before and after that are not mere punctuation."""
        return _signs(self.before), _signs(self.after.removeprefix(self.glued))

    @property
    def is_percentage(self) -> bool:
        """Whether it says per cent."""
        return "%" in self.before + self.after or self.says(spoken.PERCENT)

    @property
    def glued(self) -> str:
        """The letters right behind the figures, with their hyphen: „-тина“, „тимови“."""
        found = _GLUED.match(self.after)
        return found[0] if found else ""

    @property
    def currency(self) -> str:
        """The currency that is named; "" when none is."""
        return currency_in(f"{self.before} {self.after}")

    @property
    def factor(self) -> int:
        """What „илјади“ and „милиони“ make of it."""
        factors = [spoken.MAGNITUDES.get(key(word), 1) for word in self.words]
        return max(factors, default=1)


def words_in(text: str) -> list[str]:
    """Return the words of *text*, compound ones in their parts."""
    return _WORD.findall(_HYPHEN.sub(" ", text))


def _signs(text: str) -> set[str]:
    plain = _HYPHEN.sub("", text)
    return {sign for sign in plain if not sign.isalpha() and sign not in _PUNCTUATION}


def currency_in(text: str) -> str:
    """Return the code of the first currency that *text* names; "" when it names none."""
    for word in (*words_in(text), *(sign for sign in text if sign in _CURRENCY_SIGNS)):
        if code := spoken.CURRENCIES.get(key(word)):
            return code
    return ""
