"""What each word of a remark is for a unit: a scale, a currency, a measure, a thing that counts.

All that a number can be of is known: scales, currencies (those of the reading words, ISO 4217 codes
and the names of CLDR), per cent, measures, and the nouns under ``nouns`` and ``counted.others``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from babel.numbers import list_currencies

from ovpsheets.compiled import compiled
from ovpsheets.intake.meaning.remark_words import (
    NUMBER,
    TABLE,
    Clause,
    Kinds,
    Token,
    contrary,
    participle,
)
from ovpsheets.intake.meaning.spelling import key, latin
from ovpsheets.intake.meaning.vocabulary import Keys, vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import LANGUAGES, written
from ovpsheets.templates import cached, cached_up_to
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
    UNIT = auto()  # „единица на набљудување е“
    SAYS = auto()  # „толку“, „ова се“, „броевме“
    IS = auto()
    LINK = auto()
    BY = auto()  # „по“, "per"
    AS_ASKED = auto()  # „конвертирано“, „како што е побарано“
    SMALL = auto()
    NOT = auto()
    STRANGE = auto()


OTHER: Final = frozenset(
    {
        UnitRole.SCALE,
        UnitRole.ZEROS,
        UnitRole.CURRENCY,
        UnitRole.PERCENT,
        UnitRole.MEASURE,
        UnitRole.THING,
    }
)
NOUNS: Final = frozenset({UnitRole.MEASURE, UnitRole.THING})
SAID: Final = frozenset({UnitRole.SAYS, UnitRole.LABEL, UnitRole.IS, UnitRole.UNIT})
_BETWEEN: Final = frozenset({UnitRole.STRANGE, UnitRole.SMALL, UnitRole.SCALE, UnitRole.IS})
_FAR: Final = 3  # words before a noun among which its number stands: „118 нови, поднесени барања“


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
    said: UnitRole = UnitRole.STRANGE  # what a noun is where the indicator has it

    @property
    def number(self) -> float:
        """The number in figures or words; NaN for a date, a telephone, a document's."""
        return float("nan") if self.token.number is None else self.token.number


def words_of(clause: Clause, wanted: Wanted) -> list[Word]:
    """Return the words of *clause*; what is known together („човек-денови“) is one."""
    return list(_scaled([_of(known, wanted) for known in _known(clause)]))


def _scaled(words: Sequence[Word]) -> Iterator[Word]:
    """Yield *words*; a letter before a currency is a scale, too: "k MKD".

    „ne“ before what is counted, at the end, is a no on a Latin keyboard, and not „në“.
    """
    short = vocabulary().short_scale
    for place, word in enumerate(words):
        behind = words[place + 1].role if place + 1 < len(words) else None
        many = short.get(word.token.key, 0) if word.role is UnitRole.STRANGE else 0
        if many and behind in (UnitRole.CURRENCY, UnitRole.OWN):
            yield Word(UnitRole.SCALE, word.token, many)
        elif behind is UnitRole.OWN and place + 2 == len(words) and word.token.text.lower() == "ne":
            yield Word(UnitRole.NOT, word.token)
        else:
            yield word


def number_of_unit(words: Sequence[Word], at: int) -> float | None:
    """Return the number that a word belongs to; None where there is none, NaN for a code."""
    for place in range(at - 1, max(at - 1 - _FAR, -1), -1):
        before = words[place]
        if before.role is UnitRole.NUMBER:  # „14 нови барања“, but „14 добија сертификат“
            return before.number if words[at].is_many or place == at - 1 else None
        if before.role not in _BETWEEN:
            break
    behind = words[at + 1 : at + 3]
    is_equal = bool(behind) and behind[0].token.text == "="
    behind = behind[1:] if is_equal else behind[:1]
    if not behind or behind[0].token.key != NUMBER or not (words[at].is_many or is_equal):
        return None  # a number in words goes with what follows
    return behind[0].number  # „тестирања = 41“


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a word whatever is wanted: ``word``, unless the indicator makes it its own.

    ``starts``: what it may share with other forms; ``counts``, ``thing``: what a noun counts, and
    for what others stand, too; ``is_noun``: whether it counts at all.
    """

    word: Word
    currency: str = ""
    starts: Keys = frozenset()
    counts: str = ""
    thing: str = ""
    is_general: bool = False
    is_special: bool = False
    is_noun: bool = False


@cached_up_to(16_384)
def _known(clause: Clause) -> tuple[_Known, ...]:
    classed = {at: found.kinds for found in clause.found for at in range(found.start, found.end)}
    words: list[_Known] = []
    for at, token in enumerate(clause.tokens):
        before = words[-1].word if words else None
        if before is not None and f"{before.token.key} {token.key}" in vocabulary().others:
            words[-1] = _Known(Word(UnitRole.THING, token))
        else:
            words.append(_known_word(token, classed.get(at, frozenset()), before))
    return tuple(words)


def _known_word(token: Token, kinds: Kinds, before: Word | None) -> _Known:
    if token.number is not None or token.key == "code":
        return _Known(Word(UnitRole.NUMBER, token))
    bare = token._replace(key=token.key.rpartition("'")[2])  # „n'euro“
    if scale := _scale_of(bare, before):
        return _Known(Word(UnitRole.SCALE, token, scale))
    if "scales" in kinds:
        return _Known(Word(UnitRole.SCALE, token, 1))
    if "zeros" in kinds:  # hardly fewer or more than three are left out
        return _Known(Word(UnitRole.ZEROS, token, 1000))
    if currency := _currency_of(bare, before):
        return _Known(Word(UnitRole.CURRENCY, token), currency)
    if _names_percent(bare):
        return _Known(Word(UnitRole.PERCENT, token))
    role = _said(bare, kinds)
    if role in (UnitRole.UNIT, UnitRole.SAYS, UnitRole.NOT, UnitRole.AS_ASKED) or "value" in kinds:
        return _Known(Word(role, token))
    return _known_noun(token, bare.key, role, kinds)


def _of(known: _Known, wanted: Wanted) -> Word:
    """Return what a word is beside what is wanted."""
    word, own = known.word, wanted.own
    if word.role is UnitRole.SCALE and word.scale == own.scale != 1:
        return replace(word, role=UnitRole.SMALL)
    if known.currency:
        is_own = wanted.kind.shows_unit and known.currency == own.currency
        return replace(word, role=UnitRole.OWN) if is_own else word
    if word.role is UnitRole.PERCENT:
        return replace(word, role=UnitRole.OWN) if wanted.kind.is_share else word
    if not known.starts:
        return word
    if not wanted.kind.is_share and (_is_own(known, wanted) or _is_short_of(word.token, wanted)):
        return Word(UnitRole.OWN, word.token)
    return _thing(known, wanted) if known.is_noun else word


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


@compiled
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


def _known_noun(token: Token, word: str, role: UnitRole, kinds: Kinds) -> _Known:
    known = vocabulary()
    counts, is_other, is_apart = known.counts(word), known.is_other(word), known.is_apart(word)
    is_noun = bool(counts or is_other or is_apart)
    is_body = counts == "bodies" and not is_other
    return _Known(
        word=Word(
            (UnitRole.MEASURE if is_apart else UnitRole.THING) if is_noun else role,
            token,
            is_many=is_noun and known.is_many(word),
            is_source="document" in kinds,
            is_body=is_body,
            is_each="each" in kinds,
            said=role,
        ),
        starts=frozenset(known.forms.beginnings(word)),
        counts=counts,
        thing=known.same_thing(word),
        is_general=known.is_general(word),
        is_special=is_apart or is_other,
        is_noun=is_noun,
    )


def _is_own(known: _Known, wanted: Wanted) -> bool:
    """Tell whether a word names what the indicator counts, in any language."""
    own, counts = wanted.own, known.counts
    if not own.unit.isdisjoint(known.starts) or known.thing in own.alike:
        return True
    # „жени“ beside „лица“: fewer of them, or other ones, is another doubt.
    is_person = counts == "persons" and known.word.role is not UnitRole.MEASURE
    return bool(own.counts) and counts == own.counts and (is_person or known.is_general)


def _is_short_of(token: Token, wanted: Wanted) -> bool:
    """„КП“ beside „кривични пријави“: the first letters of the indicator's own words."""
    if not token.text.isupper():
        return False
    short = tuple(token.key)
    runs = [tuple(word[0] for word in run) for run in wanted.own.runs]
    return len(short) > 1 and any(
        run[at : at + len(short)] == short for run in runs for at in range(len(run))
    )


def _thing(known: _Known, wanted: Wanted) -> Word:
    """Return a noun as one that counts what the indicator does not: „барања“ beside „лица“."""
    own, counts, is_share = wanted.own, known.counts, wanted.kind.is_share
    plain = Word(known.word.said, known.word.token)
    if not is_share and not (own.unit or own.text).isdisjoint(known.starts):
        return plain
    of_persons = own.counts == "persons" or is_share
    if counts in _OF_ANY and known.is_general and not of_persons:
        return plain
    # „состаноци“ are events as trainings are, and none of them.
    is_same = counts == own.counts and not own.things and not is_share
    return plain if is_same and not known.is_special else known.word


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
    is_small = is_small or is_participle(token)
    return UnitRole.SMALL if is_small else UnitRole.STRANGE


def is_participle(token: Token) -> bool:
    """Tell whether a word says what was done with something, on a Latin keyboard, too."""
    return has_ending_of_done(token) or participle().fullmatch(token.text) is not None


def has_ending_of_done(token: Token) -> bool:
    """Tell whether a Macedonian word, in either script, is a participle: "ispecateni"."""
    return len(token.key) > _STEM and token.key.endswith(_ends())


@cached
def _ends() -> tuple[str, ...]:
    ends = [end.removeprefix("*") for end in written(TABLE, "participles") if not end.isascii()]
    return tuple(key(spell(end)) for end in ends for spell in (str, latin))


_CLASSES: Final = {
    "unit_is": UnitRole.UNIT,
    "saying": UnitRole.SAYS,
    "value": UnitRole.LABEL,
    "copulas": UnitRole.IS,
    "negation": UnitRole.NOT,
    "by": UnitRole.BY,
    "as_asked": UnitRole.AS_ASKED,
}
