"""A number among words, taken apart."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from ovpsheets.intake.meaning.beside import UNKNOWN, Beside, fitting, words_around
from ovpsheets.intake.meaning.named_in_words import currency_in, signs_in
from ovpsheets.intake.meaning.numerals import parse_numeral
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted

_BEGINS_WITH_A_WORD: Final = re.compile(r"\s*[^\W\d_]")
_GLUED: Final = re.compile(r"-?[^\W\d_]+")
_THOUSAND: Final = 1000
_UNKNOWN_ROLES: Final = (UNKNOWN, "other_period", "turning")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One numeral with what stands around it.

    ``said_before`` and ``said_after`` are the words on its two sides, in order, each with
    what it is there.
    """

    text: str
    before: str
    numeral: str
    after: str
    wanted: Wanted
    said_before: list[Beside]
    said_after: list[Beside]

    @classmethod
    def of(cls, text: str, parts: tuple[str, str, str], wanted: Wanted) -> "Phrase":
        """Take apart *text*, of which *parts* are what is before the numeral, it, and after."""
        before, numeral, after = parts
        first, then = words_around(before, after, wanted)
        is_plain = not currency_in(f"{before} {after}") and not (
            "%" in before + after or any(word.role == "percent" for word in (*first, *then))
        )
        first = fitting(first[::-1], wanted, is_plain=is_plain)[::-1]
        then = fitting(then, wanted, is_plain=is_plain)
        return cls(text, before, numeral, after, wanted, first, then)

    @property
    def said(self) -> list[Beside]:
        """The words on both sides."""
        return [*self.said_before, *self.said_after]

    @property
    def value(self) -> Decimal | None:
        """The numeral's value, were there no words."""
        return parse_numeral(self.numeral).value

    @property
    def length(self) -> int:
        """How many words there are beside those of the indicator's own text."""
        return sum(word.role not in ("run", "own", "unit") for word in self.said)

    def has(self, role: str) -> bool:
        """Tell whether a word has *role*."""
        return any(word.role == role for word in self.said)

    def says(self, group: str) -> bool:
        """Tell whether a word that limits the number is of *group*."""
        known = vocabulary()
        return any(word.role == "bound" and known.has(group, word.key) for word in self.said)

    @property
    def signs(self) -> tuple[set[str], set[str]]:
        """The signs before and after that are not mere punctuation."""
        return signs_in(self.before), signs_in(self.after.removeprefix(self.glued))

    @property
    def is_percentage(self) -> bool:
        """Whether it says per cent."""
        return "%" in self.before + self.after or self.has("percent")

    @property
    def glued(self) -> str:
        """The letters right behind the figures, with their hyphen: „-тина“, „тимови“."""
        found = _GLUED.match(self.after)
        return found[0] if found else ""

    @property
    def is_glued_about(self) -> bool:
        """„30-тина“."""
        return vocabulary().has("glued_approximate", key(self.glued.lstrip("-")))

    @property
    def currency(self) -> str:
        """The currency that is named; "" when none is."""
        return currency_in(f"{self.before} {self.after}")

    @property
    def factor(self) -> int:
        """What „илјади“ and „милиони“ make of it, where nothing else can be meant."""
        first, *more = self._scales() or [1]
        return first if not more and self.wanted.own.scale == 1 else 1

    def _scales(self) -> list[int]:
        known = vocabulary()
        both = {**known.short_scale, **known.scale}
        return [both[word.key] for word in self.said if word.role in ("scale", "short_scale")]

    @property
    def other_scale(self) -> Decimal | None:
        """The second reading, where it is not clear by what the number is multiplied."""
        own, scales, value = self.wanted.own.scale, self._scales(), self.value or Decimal()
        if not scales:
            return value / own if own != 1 and self.currency else None
        if scales == [own]:
            return None
        # „3 илјади“ is three thousand; „3 (илјади)“ or „1000 илјади“ may be the number alone.
        is_clear = (
            len(scales) == 1
            and own == 1
            and not self.wanted.kind.is_share
            and [word.role for word in self.said_after[:1]] == ["scale"]
            and _BEGINS_WITH_A_WORD.match(self.after) is not None
            and value < _THOUSAND
        )
        return None if is_clear else value * max(scales) / own

    def _is_none(self, word: Beside) -> bool:
        """„0, не се одржани“ and „нема (0)“ say the same twice."""
        known = vocabulary()
        no = word.key in known.exact["turning"] | known.exact["turning_latin"]
        return self.value == 0 and no

    def _is_unknown(self, word: Beside) -> bool:
        return word.role in _UNKNOWN_ROLES and not self._is_none(word)

    def unknown(self) -> str:
        """The words that are not known to leave the number as it is; "" when all are."""
        sides = (groupby(side, self._is_unknown) for side in (self.said_before, self.said_after))
        return ", ".join(
            " ".join(word.word for word in run)
            for side in sides
            for is_unknown, run in side
            if is_unknown
        )
