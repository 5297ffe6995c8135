"""What each word of a remark is for a unit: a scale, a currency, a measure, a thing that counts.

All that a number can be of is known: scales, currencies (those of the reading words, ISO 4217 codes
and the names of CLDR), per cent, measures, and the nouns under ``nouns`` and ``counted.others``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from babel.numbers import list_currencies

from ovpsheets.intake.meaning.remark_words import Clause, Kinds, Token, contrary, participle
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import Keys, vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import LANGUAGES
from ovpsheets.templates import cached
from ovpsheets.texts import locale_of

_SMALL: Final = ("plain", "total", "adjectives", "done", "and")
_SHORT: Final = 3  # letters; shorter abbreviations are too many other things in a sentence
_STEM: Final = 5  # letters of a word that is known with any ending
_OF_ANY: Final = ("things", "documents")  # „парчиња“, „примероци“ of whatever things


class UnitRole(Enum):
    """What a word is for a unit."""

    NUMBER = auto()
    SCALE = auto()
    ZEROS = auto()  # „без нули“
    CURRENCY = auto()
    PERCENT = auto()
    MEASURE = auto()  # hours, families: what no indicator counts that does not say so
    THING = auto()  # a noun that counts
    OWN = auto()  # the indicator's own unit, or another word for it
    LABEL = auto()  # „број“, „бројката“
    SAYS = auto()  # „толку“, „ова се“, „броевме“
    IS = auto()
    LINK = auto()
    BY = auto()  # „по“, "per"
    SMALL = auto()
    NOT = auto()
    STRANGE = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause; ``scale``: by what it multiplies, 0 where it is none.

    ``is_many``: a plural; ``is_source``, ``is_body``: documents and bodies are what sources are;
    ``is_each``: what each person gets or gives one of, a signature, a certificate.
    """

    role: UnitRole
    token: Token
    scale: int = 0
    is_many: bool = True
    is_source: bool = False
    is_body: bool = False
    is_each: bool = False

    @property
    def number(self) -> float:
        """The number in figures or words; NaN for a date, a telephone, a document's."""
        return float("nan") if self.token.number is None else self.token.number


def words_of(clause: Clause, wanted: Wanted) -> list[Word]:
    """Return the words of *clause*; what is known together („човек-денови“) is one."""
    classed = {at: found.kinds for found in clause.found for at in range(found.start, found.end)}
    words: list[Word] = []
    for at, token in enumerate(clause.tokens):
        before = words[-1] if words else None
        if before is not None and f"{before.token.key} {token.key}" in vocabulary().others:
            words[-1] = Word(UnitRole.THING, token)
        else:
            words.append(_word(token, classed.get(at, frozenset()), before, wanted))
    return list(_scaled(words))


def _scaled(words: Sequence[Word]) -> Iterator[Word]:
    """Yield *words*; a letter before a currency is a scale, too: "k MKD".

    „ne“ before what is counted, at the end, is a no on a Latin keyboard, and not „në“.
    """
    for place, word in enumerate(words):
        is_last = place + 2 == len(words) and words[-1].role is UnitRole.OWN
        if is_last and word.token.text.lower() == "ne":
            yield Word(UnitRole.NOT, word.token)
            continue
        many = vocabulary().short_scale.get(word.token.key, 0)
        behind = words[place + 1].role if place + 1 < len(words) else None
        is_scale = (
            word.role is UnitRole.STRANGE and many and behind in (UnitRole.CURRENCY, UnitRole.OWN)
        )
        yield Word(UnitRole.SCALE, word.token, many) if is_scale else word


def _word(token: Token, kinds: Kinds, before: Word | None, wanted: Wanted) -> Word:
    if token.number is not None or token.key == "code":
        return Word(UnitRole.NUMBER, token)
    bare = token._replace(key=token.key.rpartition("'")[2])  # „n'euro“
    if scale := _scale_of(bare, before):
        return Word(UnitRole.SMALL if scale == wanted.own.scale else UnitRole.SCALE, token, scale)
    if "scales" in kinds:
        return Word(UnitRole.SCALE, token, 1)
    if "zeros" in kinds:
        return Word(UnitRole.ZEROS, token, 1000)  # hardly fewer or more than three are left out
    if currency := _currency_of(bare, before):
        is_own = wanted.kind.shows_unit and currency == wanted.own.currency
        return Word(UnitRole.OWN if is_own else UnitRole.CURRENCY, token)
    if _names_percent(bare):
        return Word(UnitRole.OWN if wanted.kind.is_share else UnitRole.PERCENT, token)
    role = _said(bare, kinds)
    if role in (UnitRole.SAYS, UnitRole.NOT) or "value" in kinds:
        return Word(role, token)
    if not wanted.kind.is_share and _is_own(bare.key, wanted):
        return Word(UnitRole.OWN, token)
    if thing := _thing(bare, kinds, wanted):
        return thing
    return Word(role, token)


# ------------------------------------------------------------- scales, currencies, per cent


def _scale_of(token: Token, before: Word | None) -> int:
    known = vocabulary()
    is_counted = before is not None and before.role is UnitRole.NUMBER
    is_led = before is not None and before.role is UnitRole.LINK
    if token.key in known.exact["alone"] and not (is_counted or is_led):
        return 0  # „илјада денари“ is a number of its own, and „во илјада денари“ none
    if len(token.key) < _SHORT and not is_counted:
        return known.scale.get(token.key, 0)
    scale = known.scale.get(token.key, 0) or known.short_scale.get(token.key, 0)
    # „милионска“, „милиончиња“
    longer = (many for word, many in known.scale.items() if _is_form(token.key, word))
    return scale or next(longer, 0)


def _is_form(word: str, of: str) -> bool:
    return len(of) > _STEM and word.startswith(of)


def _currency_of(token: Token, before: Word | None) -> str:
    """Return what currency a word names: a known word, an ISO code, or one of CLDR's two words."""
    if known := vocabulary().currency.get(token.key):
        return known
    if token.text.isupper() and token.text in _codes():
        return token.text
    if before is None or before.role is not UnitRole.STRANGE:
        return ""
    starts = frozenset(vocabulary().forms.beginnings(token.key))
    return token.key if not _nouns_behind(before.token).isdisjoint(starts) else ""


@cached
def _codes() -> frozenset[str]:
    return frozenset(list_currencies())


@cached
def _names() -> dict[str, Keys]:
    """Return the nouns of currencies by the first words of their names: „швајцарски франк“."""
    found: dict[str, Keys] = {}
    forms = vocabulary().forms
    for language in LANGUAGES:
        for name in locale_of(language).currencies.values():
            words = [key(word) for word in name.split() if word.isalpha()]
            for first, noun in pairwise(words):
                for start in forms.of((first,)):
                    found[start] = found.get(start, frozenset()) | forms.of((noun,))
    return found


def _nouns_behind(token: Token) -> Keys:
    starts = vocabulary().forms.beginnings(token.key)
    return frozenset[str]().union(*(_names().get(start, frozenset()) for start in starts))


def is_currency_name(word: Word) -> bool:
    """Tell whether a word is the first of a currency's name: „швајцарски“."""
    return bool(_nouns_behind(word.token))


def _names_percent(token: Token) -> bool:
    """„проценти“, and not „проценето“."""
    words = vocabulary().exact["percent"]
    is_form = any(_is_form(token.key, word) for word in words)
    return token.text == "%" or token.key in words or is_form


# ------------------------------------------------------------- things


def _is_own(word: str, wanted: Wanted) -> bool:
    """Tell whether a word names what the indicator counts, in any language."""
    known, own = vocabulary(), wanted.own
    if not own.unit.isdisjoint(known.forms.beginnings(word)) or known.same_thing(word) in own.alike:
        return True
    # „жени“ beside „лица“: fewer of them, or other ones, is another doubt.
    kind = known.counts(word)
    is_person = kind == "persons" and not known.is_apart(word)
    return bool(own.counts) and kind == own.counts and (is_person or known.is_general(word))


def _thing(token: Token, kinds: Kinds, wanted: Wanted) -> Word | None:
    """Return a noun that counts what the indicator does not: „барања“ beside „лица“."""
    known, own, word = vocabulary(), wanted.own, token.key
    counts, is_other = known.counts(word), known.is_other(word)
    is_apart = known.is_apart(word)
    if not (counts or is_other or is_apart):
        return None
    named = own.unit or own.text
    if not wanted.kind.is_share and not named.isdisjoint(known.forms.beginnings(word)):
        return None
    of_persons = own.counts == "persons" or wanted.kind.is_share
    if counts in _OF_ANY and known.is_general(word) and not of_persons:
        return None
    # „состаноци“ are events as trainings are, and none of them.
    is_same = counts == own.counts and not own.things and not wanted.kind.is_share
    if is_same and not (is_apart or is_other):
        return None
    is_body = counts == "bodies" and not is_other
    role = UnitRole.MEASURE if is_apart else UnitRole.THING
    is_many, is_source = known.is_many(word), "document" in kinds
    return Word(role, token, 0, is_many, is_source, is_body, "each" in kinds)


def _said(token: Token, kinds: Kinds) -> UnitRole:
    known = vocabulary()
    for kind, role in _CLASSES.items():
        if kind in kinds:
            return role
    if known.has("labels", token.key):
        return UnitRole.LABEL
    if known.has("linking", token.key):
        return UnitRole.LINK
    is_small = any(known.has(group, token.key) for group in _SMALL) or token.key in contrary()
    is_small = is_small or participle().fullmatch(token.text) is not None
    return UnitRole.SMALL if is_small else UnitRole.STRANGE


_CLASSES: Final = {
    "saying": UnitRole.SAYS,
    "value": UnitRole.LABEL,
    "copulas": UnitRole.IS,
    "negation": UnitRole.NOT,
    "by": UnitRole.BY,
}
