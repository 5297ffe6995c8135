"""The words of a remark by what they may say of the value beside it.

The classes stand in the table ``remark`` of the reading words of each language, and are meant to be
closed: all that doubts, plans, leaves out, takes in, compares, repeats or dates a figure. A remark
is cut into clauses, and each of these into the longest words and phrases that a class has.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ovpsheets.compiled import compiled
from ovpsheets.intake.meaning.numerals import NUMERAL, parse_numeral
from ovpsheets.intake.meaning.spelling import key, keys, latin, visible
from ovpsheets.intake.meaning.vocabulary import two_letters, vocabulary
from ovpsheets.languages import pattern, written
from ovpsheets.templates import cached, cached_up_to

TABLE: Final = "remark"
NUMBER: Final = "#"
_BEGIN: Final = "^"
_END: Final = "$"
Kinds = frozenset[str]

ALWAYS: Final = frozenset(
    {"doubt", "approximate", "condition", "compared", "corrected", "sampled", "twice", "undone",
     "without", "with", "year_to_date"}
)  # fmt: skip
"""Classes that make a value doubtful whatever else a clause speaks of."""

MOSTLY: Final = frozenset(
    {"partial", "negation", "planned", "some", "single", "scope", "unpaid", "stage", "registered",
     "past", "next", "same", "future", "only", "rate", "period", "so_far",
     "in_quarter", "participle", "together", "number", "later", "earlier", "fraction", "lacking"}
)  # fmt: skip

SURE: Final = frozenset(
    {"doubt", "condition", "compared", "twice", "corrected", "scope", "single", "sampled",
     "fraction", "undone", "stage", "unpaid", "registered", "same"}
)  # fmt: skip
"""Classes that hardly say anything but of the value, in however long a remark."""

SURE_ANYWHERE: Final = frozenset(
    {"doubt", "condition", "corrected", "twice", "partial", "with", "fraction", "sampled"}
)
"""Those that do so behind another clause, too: „во Скопје, две откажани“ may tell more."""

SILENCED: Final = {
    "harmless": MOSTLY,
    "document": MOSTLY - {"number", "so_far", "single", "only", "registered"},
    "place": frozenset(
        {"some", "single", "past", "next", "same", "negation", "participle", "period",
         "future", "earlier"}
    ),
    "partner": frozenset(
        {"registered", "single", "same", "scope", "unpaid", "planned", "participle",
         "period", "future", "stage", "earlier", "together"}
    ),
    "role": frozenset(
        {"registered", "past", "next", "same", "scope", "negation", "unpaid", "future",
         "participle", "period", "later", "earlier", "together"}
    ),
    "confirms": frozenset({"scope", "same", "only", "participle", "unpaid", "planned"}),
    "reached": frozenset({"stage", "later", "earlier", "number"}),
    "event": frozenset({"later", "earlier", "number", "period"}),
}  # fmt: skip
"""What a clause speaks of that is no figure → the classes that say nothing of one there."""

_OF_ANY: Final = ALWAYS.union(MOSTLY, SILENCED, {"value", "because", "as_asked"})
OF_COUNTS: Final = _OF_ANY - {"unpaid", "stage", "sampled"}
OF_SHARES: Final = _OF_ANY - {"unpaid", "stage", "registered"}
OF_AMOUNTS: Final = _OF_ANY - {"stage", "sampled", "registered"}
OF_ANSWERS: Final = frozenset(
    {"doubt", "condition", "corrected", "undone", "without", "lacking", "partial", "negation",
     "planned", "stage", "future", "only", "value", "because", "next", "past", "same", "later",
     "as_asked", "carried_out", "decision"}
).union(SILENCED) - {"confirms"}  # fmt: skip
"""What bears on a yes or a day."""

OF_UNITS: Final = frozenset(
    {
        "value",
        "unit_is",
        "saying",
        "copulas",
        "scales",
        "negation",
        "document",
        "by",
        "each",
        "zeros",
        "as_asked",
    }
)
"""What tells of what unit a value is; which words are units: ``other_unit.py``."""

AMONG_STRANGERS: Final = {
    1: frozenset(
        {"registered", "rate", "scope", "same", "some", "sampled", "compared",
         "participle", "so_far", "number", "in_quarter", "next", "together", "single",
         "earlier"}
    ),
    2: frozenset({"past", "stage", "only", "unpaid"}),
    3: frozenset(
        {"partial", "with", "undone", "without", "lacking", "twice", "approximate", "planned"}
    ),
    4: frozenset({"negation", "future", "period", "later"}),
}  # fmt: skip
"""Among more than so many words that nobody knows, what these classes say is not of the figure."""

_TABLES: Final = {
    "so_far": (("known", "so_far"), (TABLE, "so_far")),
    "in_quarter": (("known", "in_quarter"),),
    "place": ((TABLE, "place"), ("exposing", "places")),
}
"""Classes that have words of other tables."""

_ALIKE: Final = 3  # letters of a word that may look like one of another language
_SHORTEST: Final = 4  # letters of a word that is known in Latin letters, too: „ne“ is Albanian „në“

# A point ends a clause behind a word, not behind an abbreviation („вкл. ДДВ“).
_CLAUSE: Final = re.compile(
    r"[;()\[\]!?\n]|,(?!\d)|(?<!\d),|:(?!//)|\.(?=\s+\D)(?<=[^\W\d_]{4}\.)|\s[-–—](?=\s)|[–—](?=\s)"
)
_TOKEN: Final = re.compile(
    r"(?P<code>https?://\S+|\b0\d[\d /-]{3,}|www\.\S+|\S+@\S+|\d+(?:[./-]\d+)*[/-]\d[\d/-]*"
    r"|\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?"
    r"|\b(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\b(?![.,]\d| ?%))"
    rf"|(?P<number>{NUMERAL})|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<sign>\+\s?/?\s?[-–]|[~≈±+=×%<>≤≥€$£])"
)


class Token(NamedTuple):
    """A word, a number or a sign of a clause; ``number``: what a figure, or a word for one, is."""

    text: str
    key: str
    number: float | None = None


class Classed(NamedTuple):
    """Words of a clause that a class has; ``kinds`` are all classes that have them."""

    kinds: frozenset[str]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a remark between two marks."""

    text: str
    tokens: tuple[Token, ...]
    found: tuple[Classed, ...]


@cached_up_to(16_384)
def clauses_of(remark: str, kinds: Kinds) -> tuple[Clause, ...]:
    """Return the clauses of *remark*, each with the words that one of the classes *kinds* has."""
    return tuple(
        Clause(text, tokens, tuple(_found(tokens, kinds))) for text, tokens in _parts(remark)
    )


@cached_up_to(16_384)
def _parts(remark: str) -> tuple[tuple[str, tuple[Token, ...]], ...]:
    """Return the clauses of *remark* in words."""
    said = _joined(visible(remark.replace("\n", " ; ")))
    parts = ((text, tuple(_tokens(text))) for text in map(str.strip, _CLAUSE.split(said)))
    return tuple((text, tokens) for text, tokens in parts if tokens)


def _tokens(text: str) -> Iterator[Token]:
    known, small = vocabulary(), _small()
    for found in _TOKEN.finditer(text):
        said = found[0]
        if found["number"]:
            yield Token(said, NUMBER, _number(said))
        elif found["word"]:
            if said.lower() in small:
                continue
            own = key(said.replace("’", "'"))
            number = known.numbers.get(own)
            yield Token(said, own, None if number is None else float(number))
        else:
            sign = "±" if said[1:] else said  # „+/-“
            yield Token(said, sign if found["sign"] else "code")


def _number(text: str) -> float | None:
    read = parse_numeral(text)
    if read.ambiguous:
        return float(re.sub("[.,]", "", text))
    return None if read.value is None else float(read.value)


def _found(tokens: Sequence[Token], of: Kinds) -> Iterator[Classed]:
    """Yield the longest words and phrases of a class, from the left."""
    place = 0
    while place < len(tokens):
        length, kinds = _longest(tokens, place, of)
        if kinds:
            text = " ".join(token.text for token in tokens[place : place + length])
            yield Classed(kinds, text, place, place + length)
        place += max(length, 1)


def _longest(tokens: Sequence[Token], place: int, of: Kinds) -> tuple[int, frozenset[str]]:
    best, kinds = 0, set[str]()
    for item in _begins_with(tokens[place], of):
        length = 0 if item.at_begin and place else _length(item, tokens, place)
        if length and length >= best:
            kinds = kinds if length == best else set()
            best = length
            kinds.add(item.kind)
    return best, frozenset(kinds)


def _length(item: "_Phrase", tokens: Sequence[Token], place: int) -> int:
    """How many tokens from *place* on are the phrase; 0 where they are not."""
    end = place + 1 + len(item.rest)
    if end > len(tokens) or (item.at_end and end < len(tokens)):
        return 0
    said = tokens[place + 1 : end]
    return end - place if all(map(_is, item.rest, said)) else 0


def _is(wanted: str, token: Token) -> bool:
    if wanted == NUMBER:
        return token.number is not None
    if wanted.endswith("*"):
        return token.key.startswith(wanted[:-1])
    return _written(token) == wanted


def _written(token: Token) -> str:
    """Return the key of a short word in its script: „ра“ of „ф-ра“ is no Albanian "pa"."""
    return _in_script(token.text, token.key)


def _in_script(word: str, own: str) -> str:
    is_cyrillic = len(word) <= _ALIKE and "\u0400" <= word[:1] <= "\u04ff"
    return f"\u0400{own}" if is_cyrillic else own


class _Phrase(NamedTuple):
    kind: str
    rest: tuple[str, ...]
    at_begin: bool
    at_end: bool


class _Classes(NamedTuple):
    """Phrases by the first word they begin with, and by the beginning of it."""

    words: dict[str, list[_Phrase]]
    stems: dict[str, list[_Phrase]]


@cached_up_to(16_384)
def _begins_with(token: Token, of: Kinds) -> tuple[_Phrase, ...]:
    classes, word = _classes(), token.key
    found = list(classes.words.get(_written(token), ()))
    if token.number is not None and word != NUMBER:
        found += classes.words.get(NUMBER, ())
    for length in range(1, len(word) + 1):
        found += classes.stems.get(word[:length], ())
    return tuple(phrase for phrase in found if phrase.kind in of)


@cached
def contrary() -> Kinds:
    """Return the keys of „но“ and „туку“."""
    return keys(written("qualifying", "contrary"))


@cached
def of_all() -> Kinds:
    """Return the keys of „од“, as in so many of so many."""
    return keys(written(TABLE, "of"))


@cached
def participle() -> re.Pattern[str]:
    """Return what a word looks like that says what was done with something."""
    return re.compile(pattern(TABLE, "participles"), re.IGNORECASE)


@cached
def _small() -> frozenset[str]:
    return frozenset(written(TABLE, "small"))


def _joined(text: str) -> str:
    """Return *text* with words in one that mean something together only: „do të“."""
    return _to_join().sub(lambda found: found[0].replace(" ", ""), text)


@cached
def _to_join() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern(TABLE, 'joined')})\b", re.IGNORECASE)


@compiled
def _classes() -> _Classes:
    """Return the phrases of all classes: to spell them takes as long as to read a form."""
    classes = _Classes({}, {})
    for kind in sorted(_OF_ANY | OF_UNITS | OF_ANSWERS):
        for said in dict.fromkeys(
            word for table in _TABLES.get(kind, ((TABLE, kind),)) for word in written(*table)
        ):
            for words in sorted(_spellings(said)):
                _add(classes, kind, words)
    return classes


def _spellings(said: str) -> set[tuple[str, ...]]:
    """The keys of a phrase, and in Latin letters where it is long enough to be known by them."""
    found = {_pattern_keys(said)}
    if len(said) > _SHORTEST and not said.isascii():
        typed = {_pattern_keys(latin(said)), _pattern_keys(latin(two_letters(said)))}
        # „со се“ is no "so", of which a small word of another language was left out
        found |= {words for words in typed if len("".join(words)) >= _ALIKE}
    return found


def _pattern_keys(said: str) -> tuple[str, ...]:
    small = _small()
    return tuple(_pattern_key(word) for word in _joined(said).split() if word.lower() not in small)


def _pattern_key(word: str) -> str:
    if not word.removesuffix("*").isalpha() and "'" not in word and "/" not in word:
        return word
    bare = word.removesuffix("*")
    return f"{key(bare)}*" if word.endswith("*") else _in_script(bare, key(bare))


def _add(classes: _Classes, kind: str, words: tuple[str, ...]) -> None:
    at_begin, at_end = words[0] == _BEGIN, words[-1] == _END
    own = [word for word in words if word not in (_BEGIN, _END)]
    if not own:
        return
    first, *rest = own
    phrase = _Phrase(kind, tuple(rest), at_begin, at_end)
    if first.endswith("*"):
        classes.stems.setdefault(first[:-1], []).append(phrase)
    else:
        classes.words.setdefault(first, []).append(phrase)
