"""Numbers in words: „дваесет и пет“, "treqind e dyzet", "two thousand and five"."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import vocabulary

_HUNDRED: Final = 100


class Spelled(NamedTuple):
    """A number that words ``start`` to ``end`` (exclusive) spell out."""

    start: int
    end: int
    value: int


def number_in_words(text: str) -> int | None:
    """Return the number that *text* spells out; None for anything else."""
    words = key(text).split()
    found = next(numbers_among(words), None)
    return found.value if found and (found.start, found.end) == (0, len(words)) else None


def numbers_among(words: Sequence[str]) -> Iterator[Spelled]:
    """Yield the numbers spelled out among *words*, which are keys („дваесет и пет“ is one)."""
    known = vocabulary()
    last: Spelled | None = None
    for start, word in enumerate(words):
        may_begin = word in known.numbers or word in known.scale
        is_free = last is None or start >= last.end
        if may_begin and is_free and (found := _number_at(words, start)):
            last = found
            yield found


def _number_at(words: Sequence[str], start: int) -> Spelled | None:
    """The longest number that begins at *start*."""
    known = vocabulary()
    total, part, end = 0, 0, start
    least: int | None = None  # the scale counted in last; the next must be less
    for place, word in enumerate(words[start:], start):
        scale = known.scale.get(word) if part or word in _lone() else None
        if scale is not None and (least is None or scale < least):
            least = scale
            total, part = total + (part or 1) * least, 0
        elif (value := known.numbers.get(word)) is not None and _follows(part, value, place, end):
            part = part * _HUNDRED if value == _HUNDRED and part else part + value
        elif word in known.exact["and"] and end == place and (total or part):
            continue
        else:
            break
        end = place + 1
        if not (total or part):  # nothing follows nought
            break
    return Spelled(start, end, total + part) if end > start else None


def _lone() -> frozenset[str]:
    """Words that are a number by themselves: „илјада“ is one thousand, „илјади“ is not."""
    return vocabulary().exact["alone"]


def _follows(part: int, value: int, place: int, end: int) -> bool:
    """Tell whether *value* goes on from *part*: hundreds, tens, units; „пет пет“ is two numbers."""
    if not part:
        return True
    if value == _HUNDRED:
        return part < 10 and place == end  # five hundred
    # „Дваесет“ leaves room for units, „сто“ for tens and units, „единаесет“ for nothing.
    size = 10 if part % 100 >= 20 else _HUNDRED
    return part % size == 0 and 0 < value < size
