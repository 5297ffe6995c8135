"""What every word beside a number is: known words are passed over, all others asked about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from ovpsheets.intake.meaning.named_in_words import words_in
from ovpsheets.intake.meaning.number_words import numbers_among
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.words import Accumulation

UNKNOWN: Final = ""
NOUNS: Final = frozenset({"noun", "own"})
_LONGEST: Final = 8  # words of a phrase
_APART: Final = re.compile(r"[:=(\[]|(?<= )-(?= $)")  # „Обуки: 12“ says what was counted
_LAST_WORD: Final = re.compile(r"[^\W\d_]['.]?(?P<gap>[^\w]*)$")
_CYRILLIC: Final = re.compile("[а-шѓѕјљњќџ]+", re.IGNORECASE)
_COVERS: Final = {"so_far": Accumulation.CUMULATIVE, "in_quarter": Accumulation.QUARTERLY}

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Beside:
    """A word beside a number.

    ``role``: what it is there, :data:`UNKNOWN` where that is not known: ``number``
    (spelled out), ``noun``, ``own`` (of the indicator's text), ``unit``, ``currency``,
    ``scale``, ``short_scale``, ``bound``, or a group of the vocabulary. ``counts``: what a
    noun counts.
    """

    word: str
    key: str
    role: str = UNKNOWN
    counts: str = ""


def words_around(before: str, after: str, wanted: Wanted) -> tuple[list[Beside], list[Beside]]:
    """Return the words before and after a number, in order, each with its role."""
    then = _words(after, "after", wanted)
    return _at_the_number(_words(before, "before", wanted), before, then, wanted), then


def _words(text: str, side: Side, wanted: Wanted) -> list[Beside]:
    words = [Beside(word, key(word)) for word in words_in(text)]
    for found in numbers_among([word.key for word in words]):
        _give(words, found.start, found.end, "number")
    _phrases(words, wanted)
    return list(_linked(word if word.role else _single(word, side, wanted) for word in words))


def _linked(words: Iterable[Beside]) -> Iterator[Beside]:
    """Yield *words*: „ne“ before a plural links, and a singular behind what links is not known."""
    before: Beside | None = None
    for word in words:
        if before:
            if not before.role and _is_unmarked(before, word):
                before = replace(before, role="linking")
            yield before
        is_of_state = before is not None and before.role == "linking" and _is_single(word)
        before = replace(word, role=UNKNOWN) if is_of_state else word
    if before:
        yield before


def fitting(words: list[Beside], wanted: Wanted, *, is_plain: bool) -> list[Beside]:
    """Return *words*, nearest to the number first, without what counts another thing.

    *is_plain*: neither a currency nor a per cent stands beside the number.
    """
    for place, word in enumerate(words):
        if word.role in ("unit", "currency", "scale") or (
            word.role == "linking" and not wanted.kind.is_share  # „46 од општините“ are no per cent
        ):
            break
        if _counts_another(word, wanted, is_plain=is_plain):
            words[place] = replace(word, role=UNKNOWN)
        if word.role in NOUNS:
            break
    return words


def _counts_another(noun: Beside, wanted: Wanted, *, is_plain: bool) -> bool:
    """„12 лица“ is no percentage and no amount, and no answer to how many trainings."""
    if wanted.kind.is_share or wanted.kind.shows_unit:
        return is_plain and noun.role in NOUNS
    own, other = wanted.own, noun.counts
    is_own = not own.text.isdisjoint(vocabulary().forms.beginnings(noun.key))
    either = {other, own.counts}
    if is_own or not either.isdisjoint({"", "cases"}):
        return False
    return len(either) > 1 or _is_another_thing(noun, wanted)


def _is_another_thing(noun: Beside, wanted: Wanted) -> bool:
    """„12 извештаи“ are no laws, though both are documents; „12 лица“ may be officers."""
    known, own = vocabulary(), wanted.own
    if known.is_general(noun.key) or known.same_thing(noun.key) in own.alike:
        return False
    return any((language, noun.counts) in own.things for language in known.languages(noun.key))


def _counts_same(noun: Beside, wanted: Wanted) -> bool:
    return bool(noun.counts) and noun.counts == wanted.own.counts


def is_singular(noun: Beside, wanted: Wanted) -> bool:
    """Tell whether a Macedonian noun is surely in the singular: „3 состанок“ is the third one."""
    if noun.role not in (*NOUNS, "unit"):
        return False
    known = vocabulary()
    plural = known.listed | wanted.own.listed
    if not plural.isdisjoint(known.forms.beginnings(noun.key)):
        return False
    by_ending = _CYRILLIC.fullmatch(noun.word) and noun.word[-1].lower() not in "аи"
    return bool(by_ending) or known.has("singular", noun.key)


def _give(words: list[Beside], start: int, end: int, role: str) -> None:
    words[start:end] = [replace(word, role=role) for word in words[start:end]]


def _phrases(words: list[Beside], wanted: Wanted) -> None:
    """Find what is known as a whole, the longest first: phrases, and runs of the own text."""
    known = vocabulary()
    for start, _ in enumerate(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            keys = tuple(word.key for word in words[start:end])
            role = known.phrases.get(" ".join(keys), UNKNOWN)
            if len(keys) > 1 and wanted.own.has_run(keys) and known.scale.keys().isdisjoint(keys):
                role = "run"
            if role and not any(word.role for word in words[start:end]):
                fits = wanted.covers in (None, _COVERS.get(role, wanted.covers))
                _give(words, start, end, role if fits else "other_period")
                break


def _single(word: Beside, side: Side, wanted: Wanted) -> Beside:
    known, own = vocabulary(), wanted.own
    beginnings = frozenset(known.forms.beginnings(word.key))
    if word.key in known.exact["turning"] | known.exact["turning_latin"]:
        is_marked = word.word.lower() in known.harmless
        return replace(word, role="linking" if is_marked else UNKNOWN)
    if not own.unit.isdisjoint(beginnings):
        return replace(word, role="unit", counts=known.counts(word.key))
    if _is_bound(word.key, side):
        return replace(word, role="bound")
    if word.key in known.scale or (word.key in known.short_scale and side == "after"):
        return replace(word, role="scale" if word.key in known.scale else "short_scale")
    if word.key in known.apart and own.text.isdisjoint(beginnings):
        return word
    counts = known.counts(word.key)
    if word.key in known.currency:
        is_money = wanted.kind.shows_unit or not own.text.isdisjoint(beginnings)
        return replace(word, role="currency" if is_money else UNKNOWN)
    if side == "before" and known.has("pointing", word.key) and not known.has("labels", word.key):
        return word
    groups = ("percent", "labels", "done", "plain", "linking", "total", "adjectives", "and")
    if role := next((group for group in groups if known.has(group, word.key)), UNKNOWN):
        return replace(word, role=role, counts=counts if counts == "persons" else "")
    if side == "before" and known.has("only", word.key):
        return replace(word, role="plain")
    is_own = not own.text.isdisjoint(beginnings)
    role = "own" if is_own else "noun" if counts else UNKNOWN
    return replace(word, role=role, counts=counts)


def _is_unmarked(word: Beside, after: Beside) -> bool:
    """„per nepunes“ is Albanian „për“, and "per team" English; so with „ne“ and „në“."""
    known = vocabulary()
    is_many = after.role in (*NOUNS, "unit") and after.key in known.listed
    return is_many and word.key in map(key, known.harmless)


def _is_single(word: Beside) -> bool:
    """„во постапка“ and „на суд“ say how things stand; „во судовите“ where they are."""
    known = vocabulary()
    has_plural = not known.listed.isdisjoint(known.forms.beginnings(word.key))
    return bool(word.counts) and word.role != "done" and not has_plural


def _is_bound(word: str, side: Side) -> bool:
    exact = vocabulary().exact
    if side == "after" and word in exact["only_before"]:
        return False
    behind = side == "after" and word in exact["glued_approximate"]  # 30-тина
    return behind or word in exact["approximate"] or word in exact["at_most"]


def _at_the_number(
    words: list[Beside], text: str, then: list[Beside], wanted: Wanted
) -> list[Beside]:
    """Judge the word right before the number: „за 12“, „број 12“ and „тим 3“ are not clear."""
    gap = _LAST_WORD.search(text)
    if not words or gap is None or _APART.search(gap["gap"]):
        return words
    known, last = vocabulary(), words[-1]
    before = words[-2].role if len(words) > 1 else UNKNOWN
    is_summed = before in ("total", "labels")
    if last.role == "linking":
        is_sum = is_summed and known.has("of", last.key)
        done_for = before in ("done", "own", "run") and known.has("to_whom", last.key)
        counted = bool(then) and (then[0].role == "unit" or _counts_same(then[0], wanted))
        unclear = before != "bound" and not is_sum and not (done_for and counted)
    elif last.role in (*NOUNS, "unit", "labels") and known.has("pointing", last.key):
        unclear = not is_summed
    else:
        plural = known.listed if last.counts else wanted.own.listed
        may_be_one = last.key not in plural or known.has("singular", last.key)
        unclear = last.role in (*NOUNS, "unit") and may_be_one
    return [*words[:-1], replace(last, role=UNKNOWN)] if unclear else words
