"""What a text tells of persons: a number of them, or where from, how old, of what nationality.

Whoever reads is meant to judge; this decides what is shown to them. A number counts persons when
it stands before a word for persons with no other counting noun between („три од жртвите“, but not
„три обуки за жртви“), or behind one („жени: 3“). Beside somebody who needs protection
(„жртва“, „дете“, „лице“) what there is one of for each, such as a case or a visit, counts alike.
Who acts in office („службеник“, „судија“) is told of by a small number that counts them, or by
where they come from. A year, a date, a code, a deadline and the number of a document count nobody.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final, Literal, NamedTuple, TypeVar, get_args

from ovpsheets.disclosure.exposing import (
    counting_noun,
    counts_persons,
    each_spelled,
    group,
    names_persons,
)
from ovpsheets.intake.meaning.number_words import numbers_among
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.saying.plain import seen
from ovpsheets.templates import cached, cached_up_to

NUMBER, TRAITS = "number", "traits"

_Said = TypeVar("_Said")

_Group = Literal[
    "acting", "age", "aged", "alone", "few", "languages", "minor", "nationalities", "one_each",
    "origin", "persons", "places", "times", "years",
]  # fmt: skip
"""The groups of words that are looked for at a place."""

_NEAR: Final = 5  # words between that still belong together
_COUNTED: Final = 4  # words within which what a number counts stands behind it
_PLAIN: Final = 8  # words of a text that may be known as plain
_BEHIND_AGE: Final = 3  # words, the one for years first, in which stands what is so old
_OLDEST: Final = 120
_FEW_OFFICIALS: Final = 10  # a training of more of them exposes nobody

_END: Final = re.compile(r"[.!?]+(?=\s+[A-ZА-ШЅЈЉЊЏ„“\"])|[;\n]+")
_TOKEN: Final = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_FIGURE: Final = re.compile(r"(\d+)(?:[.,]\d{1,2})?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class _Word(NamedTuple):
    """What is known of a word wherever it stands, looked up once: a text has twenty.

    ``key`` and ``latin``: it as words beside numbers and as exposing words are compared.
    ``opens``: the groups of which it may be the first word. ``counts``: what it counts, "" for no
    counting noun. ``points``: whether a number behind it points at something: „член 3“,
    "table 2". ``may_tell``: whether a text with it may tell of persons.
    """

    key: str
    latin: str
    opens: frozenset[str]
    counts: str
    points: bool
    may_tell: bool

    @classmethod
    def of(cls, typed: str) -> "_Word":
        """Look at a word as it was typed.

        A number counts persons only where a word for them is near; who somebody is follows from
        such a word, or from one of those that stand alone or for an age.
        """
        (latin,) = each_spelled((typed,))
        opens = frozenset(name for name in get_args(_Group) if group(name).may_start(latin))
        may_tell = not opens.isdisjoint(_TELLING) or counts_persons(typed)
        known, word = vocabulary(), key(typed)
        points = known.has("pointing", word) and not known.has("labels", word)
        return cls(word, latin, opens, counting_noun(typed), points, may_tell)


class _Number(NamedTuple):
    """A number in a sentence: the place behind its last word, and its value; None: a few."""

    end: int
    value: int | None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of a sentence as typed and as known; numbers by the place they begin at.

    ``persons``: where words for persons stand.
    """

    words: tuple[str, ...]
    known: tuple[_Word, ...]
    latin: tuple[str, ...]
    numbers: dict[int, _Number]
    persons: frozenset[int]

    def needs_protection(self, place: int) -> bool:
        return place in self.persons and not self.has("acting", place)

    def has(self, name: _Group, place: int) -> bool:
        if not 0 <= place < len(self.words) or name not in self.known[place].opens:
            return False
        return group(name).starts(self.latin, place)


def tells(text: str) -> tuple[str, ...]:
    """Return what *text* tells of persons: ``number``, ``traits``, both or nothing."""
    learned = _learned().pop(text, None)
    return _told()[text] if learned is None else learned


def learn_told(told: Mapping[str, tuple[str, ...]]) -> None:
    """Take in what another process says that texts tell, with the same templates at work.

    It is known until somebody asks: of each text a merge asks once, and there are many.
    """
    if len(known := _learned()) + len(told) < _MOST_TEXTS:
        known.update(told)


class _AsMet(dict[str, _Said]):
    """Texts or words, and what is said of them; filled as met, at *most* so many at a time."""

    def __init__(self, make: Callable[[str], _Said], most: int) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, text: str) -> _Said:
        if len(self) >= self._most:
            self.clear()
        self[text] = found = self._make(text)
        return found


_MOST_TEXTS: Final = 131_072
_MOST_WORDS: Final = 16_384


@cached
def _learned() -> dict[str, tuple[str, ...]]:
    """What texts tell of persons by what another process said, of which nobody has asked yet."""
    return {}


@cached
def _told() -> _AsMet[tuple[str, ...]]:
    """What texts tell of persons."""
    return _AsMet(_tells, _MOST_TEXTS)


def _tells(text: str) -> tuple[str, ...]:
    known = _words()
    told_by = _TOKEN if _figures_tell() else _LETTERS
    if not any(known[word].may_tell for word in told_by.findall(seen(text))):  # most, and quickly
        return ()
    sentences = _sentences(text)
    found = []
    if any(_counts_persons(own, place) for own in sentences for place in own.numbers):
        found.append(NUMBER)
    if any(_has_traits(own) for own in sentences):
        found.append(TRAITS)
    return tuple(found)


@cached
def _words() -> _AsMet[_Word]:
    """Words as they were typed, and what is known of them."""
    return _AsMet(_Word.of, _MOST_WORDS)


@cached
def _figures_tell() -> bool:
    """Tell whether a figure may be, or begin, what tells of persons; with the package's words none.

    Then the numbers of a text, which are others in each, need not be looked at for that.
    """
    begin = (word[:1] for name in _TELLING for word in (*group(name).phrases, *group(name).stems))
    return any(map(str.isdigit, begin)) or any(
        not any(map(str.isalpha, noun)) for noun in vocabulary().nouns
    )


_TELLING: Final[frozenset[_Group]] = frozenset(("persons", "acting", "alone", "aged"))


@cached_up_to(16_384)
def numbers_in(text: str) -> frozenset[int]:
    """Return every whole number that *text* says in figures or words; years and dates are none."""
    said = (number.value for own in _sentences(text) for number in own.numbers.values())
    return frozenset(value for value in said if value is not None)


@cached_up_to(16_384)
def is_plain(text: str) -> bool:
    """Tell whether *text* can tell of nobody: „Обуки“, „5 тима“, "3 trainings held", „во тек“.

    Each word is known and none is for persons; each number counts events, documents, bodies
    or things of which there is not one for each person. Longer texts are never plain.
    """
    sentences = _sentences(text)
    if any(_may_be_a_name(own) for own in sentences):
        return False
    if says_nothing(text):
        return not numbers_in(text)
    if sum(len(own.words) for own in sentences) > _PLAIN:
        return False
    return all(
        _is_harmless(own, place) for own in sentences for place in range(len(own.words))
    ) and not any(own.persons for own in sentences)


def _may_be_a_name(own: _Sentence) -> bool:
    """Tell whether a word behind the first has a capital: „само за А. А.“."""
    return any(not word.islower() and word.isalpha() for word in own.words[1:])


def _is_harmless(own: _Sentence, place: int) -> bool:
    """Tell whether the word at *place* can expose nobody."""
    if _is_within_number(own, place):
        return all(_noun_behind(own, n) in _HARMLESS for n in own.numbers)
    if own.has("one_each", place):
        return False
    known, word = vocabulary(), own.known[place]
    return word.counts in _HARMLESS or any(
        known.has(name, word.key)
        for name in ("done", "plain", "linking", "total", "labels", "adjectives")
    )


_HARMLESS: Final = frozenset(("events", "documents", "bodies", "things"))


# ------------------------------------------------------------------ numbers of persons


def _counts_persons(own: _Sentence, place: int) -> bool:
    end = own.numbers[place].end
    if own.has("times", end) or own.has("years", end):  # how long, how often, how old
        return False
    noun = _noun_behind(own, place)
    if noun == "persons":
        return _exposes(own, place, next(filter(own.persons.__contains__, count(end))))
    is_one_each = noun == "cases" or any(
        own.has("one_each", near) for near in range(end, end + _COUNTED)
    )
    if noun and not is_one_each:  # „3 обуки за жртви“ counts no victims, „3 решенија“ does
        return False
    before = None if noun else _person_before(own, place)
    if before is not None:
        return _exposes(own, place, before)
    near = range(max(place - _NEAR, 0), min(end + _NEAR, len(own.words)))
    return any(own.needs_protection(other) for other in near)


def _exposes(own: _Sentence, place: int, counted: int) -> bool:
    """Tell whether a number of those at *counted* is asked about; of officials a small one."""
    value = own.numbers[place].value
    return own.needs_protection(counted) or value is None or value < _FEW_OFFICIALS


def _noun_behind(own: _Sentence, place: int) -> str:
    """Return what the number at *place* counts: the first counting noun close behind it."""
    end = own.numbers[place].end
    for near in range(end, min(end + _COUNTED, len(own.words))):
        if near in own.numbers:
            return ""
        if near in own.persons:
            return "persons"
        if noun := own.known[near].counts:
            return noun
    return ""


def _person_before(own: _Sentence, place: int) -> int | None:
    """Return where the word for persons stands to which a number belongs: „жени: 3“."""
    for near in reversed(range(max(place - _COUNTED, 0), place)):
        if near in own.persons:
            return near
        if _is_within_number(own, near) or own.known[near].counts:
            return None
    return None


# ------------------------------------------------------------------ who somebody is


def _has_traits(own: _Sentence) -> bool:
    return any(
        own.has("alone", place) or _is_age(own, place) or _is_described(own, place)
        for place, word in enumerate(own.known)
        if place in own.numbers or word.may_tell
    )


def _is_age(own: _Sentence, place: int) -> bool:
    """Tell whether somebody's age begins at *place*: „16-годишна“, "16 vjeçare"; no programme's."""
    if place not in own.numbers:
        return False
    end, value = own.numbers[place]
    if value is None or value > _OLDEST or not own.has("aged", end):
        return False
    return not any(word.counts in _HARMLESS for word in own.known[end : end + _BEHIND_AGE])


def _is_described(own: _Sentence, place: int) -> bool:
    if place not in own.persons:
        return False
    if not own.needs_protection(place):
        return _comes_from(own, place) or _is_nationality(own, place - 1)
    return any(
        other != place
        and (
            own.has("places", other)
            or own.has("age", other)
            or own.has("minor", other)
            or _is_nationality(own, other)
            or (other in own.numbers and own.has("years", own.numbers[other].end))
        )
        for other in range(place - _NEAR, place + _NEAR + 1)
    )


def _comes_from(own: _Sentence, place: int) -> bool:
    return own.has("origin", place + 1) and any(
        own.has("places", near) for near in range(place + 2, place + 4)
    )


def _is_nationality(own: _Sentence, place: int) -> bool:
    return own.has("nationalities", place) and not own.has("languages", place + 1)


# ------------------------------------------------------------------ words and numbers


@cached_up_to(256)  # what is asked of a text is asked at once, and sentences take much room
def _sentences(text: str) -> tuple[_Sentence, ...]:
    return tuple(_sentence(part) for part in _END.split(seen(text)))


def _sentence(text: str) -> _Sentence:
    words = tuple(_TOKEN.findall(text))
    known = tuple(map(_words().__getitem__, words))
    keys, latin = [word.key for word in known], tuple([word.latin for word in known])
    few = (place for place, word in enumerate(known) if "few" in word.opens)
    numbers = {
        place: _Number(place + 1, None) for place in few if group("few").starts(latin, place)
    }
    numbers |= {found.start: _Number(found.end, found.value) for found in numbers_among(keys)}
    numbers |= dict(_in_figures(words, known))
    persons = frozenset(
        place
        for place, word in enumerate(known)
        if word.may_tell and place not in numbers and names_persons(words, latin, place)
    )
    return _Sentence(words, known, latin, numbers, persons)


def _in_figures(words: tuple[str, ...], known: tuple[_Word, ...]) -> Iterator[tuple[int, _Number]]:
    """Yield the numbers in figures that may count something."""
    for place, word in enumerate(words):
        if not word[0].isdigit() or _YEAR.fullmatch(word):
            continue
        if not (place and known[place - 1].points):
            if _GROUPED.fullmatch(word):
                yield place, _Number(place + 1, int(re.sub(r"\D", "", word)))
            elif figure := _FIGURE.fullmatch(word):
                yield place, _Number(place + 1, int(figure[1]))


def _is_within_number(own: _Sentence, place: int) -> bool:
    return any(start <= place < number.end for start, number in own.numbers.items())
