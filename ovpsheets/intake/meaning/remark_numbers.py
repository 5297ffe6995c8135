"""What numbers of a remark say of the value beside it: that they come to it, or are another one."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ovpsheets.intake.meaning.months import month_number
from ovpsheets.intake.meaning.remark_words import NUMBER, Classed, Clause, Token, contrary, of_all
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted

_FEW: Final = 3  # words
_PAIR: Final = 2
_YEARS: Final = range(1990, 2100)
_SIZE: Final = 5  # times; a number farther from the value is one of something else


def explain(clauses: Sequence[Clause], value: float, wanted: Wanted) -> bool:
    """Tell whether the numbers of a remark come to the value: „3 во Скопје, 4 во Битола“ beside 7.

    Those beside an amount or a number of things by addition or multiplication („2 групи по 24“),
    two beside a percentage as its parts („62 од 124“, „12/15“); those beside an amount may be in
    the scale that the remark names („100 илјади плус 18“).
    """
    tokens = [token for clause in clauses for token in clause.tokens]
    every = [number for token in tokens for number in _numbers(token, wanted)]
    if _come_to(value, [number for number in every if number not in _YEARS], wanted):
        return True
    if not wanted.kind.shows_unit:
        return False
    scales = {vocabulary().scale.get(token.key, 1) for token in tokens}
    return any(_come_to(value / scale, every, wanted) for scale in {1, *scales})


def _numbers(token: Token, wanted: Wanted) -> list[float]:
    """Return the number of a word or figure; beside a percentage the two of „12/15“."""
    if token.number:
        return [token.number]
    parts = token.text.split("/") if wanted.kind.is_share and token.key == "code" else []
    is_quotient = len(parts) == _PAIR and all(part.isdecimal() for part in parts)
    return [float(part) for part in parts if float(part)] if is_quotient else []


def _come_to(value: float, numbers: Sequence[float], wanted: Wanted) -> bool:
    pairs = list(pairwise(numbers))
    if wanted.kind.is_share:
        return any(abs(100 * min(pair) / max(pair) - value) < 1 for pair in pairs)
    times = [(one, other) for one, other in pairs if 1 not in (one, other)]
    if any(value in (one * other, other / one, one / other) for one, other in times):
        return True
    runs = (numbers[a:b] for a in range(len(numbers)) for b in range(a + 2, len(numbers) + 1))
    return any(sum(run) == value for run in runs)


def numbers_of(clause: Clause) -> list[float]:
    """Return the numbers of a clause, in figures and in words."""
    return [token.number for token in clause.tokens if token.number is not None]


def gives_another(clause: Clause, value: float | None) -> bool:
    """Tell whether a clause has a number that is neither the value nor a year, or none at all."""
    numbers = numbers_of(clause)
    return not numbers or any(number != value and number not in _YEARS for number in numbers)


def has_no_other(clause: Clause, value: float | None) -> bool:
    """Tell whether a clause has no number but the value."""
    return all(number == value for number in numbers_of(clause))


def ends_with_another(
    clause: Clause, value: float | None, wanted: Wanted, *, near: bool = True
) -> bool:
    """Tell whether a clause says of nothing else a number, near the value: „исплатени се 11“."""
    if value is None or len(clause.tokens) == 1:
        return False
    return any(
        token.number not in (None, value)
        and (_is_near(token.number or 0, value) or not near)
        and _is_bare(clause, at, wanted)
        for at, token in enumerate(clause.tokens)
        if token.key == NUMBER
    )


def is_of_more(clause: Clause, value: float | None, wanted: Wanted) -> bool:
    """Tell whether a clause says that so many of so many are meant: "two prisons out of five".

    „62 од 124“ beside 50 % is the value's own, and „40 of 40“ beside 40.
    """
    places = [at for at, token in enumerate(clause.tokens) if token.number is not None]
    for one, other in pairwise(places):
        least, most = clause.tokens[one].number or 0, clause.tokens[other].number or 0
        between = {token.key for token in clause.tokens[one + 1 : other]}
        is_own = most in _YEARS or (value in (least, most) and not wanted.kind.is_share)
        if 0 < least < most and not is_own and len(between) <= _FEW and between & of_all():
            return True
    return False


def _is_near(number: float, value: float) -> bool:
    if number == value or number in _YEARS:
        return False
    return value <= number * _SIZE and number <= value * _SIZE


def _is_bare(clause: Clause, at: int, wanted: Wanted) -> bool:
    """Tell whether no word says of what a number is: „модул 3“, „Битола 3“, „по 18“, „11 члена“."""
    known = vocabulary()
    for before in clause.tokens[max(at - 1, 0) : at]:
        groups = ("pointing", "turning")
        if known.counts(before.key) or any(known.has(group, before.key) for group in groups):
            return False
        if at > 1 and before.text[:1].isupper():
            return False
    behind = clause.tokens[at + 1 : at + 2]
    if not behind or (behind[0].text == "%" and wanted.kind.is_share):
        return True
    return len(clause.tokens) == at + 2 and _is_state(clause, at + 1)


def _is_state(clause: Clause, at: int) -> bool:
    """„28 работат“, "11 present"."""
    return vocabulary().has("done", clause.tokens[at].key) or any(
        "confirms" in one.kinds for one in clause.found if one.start <= at < one.end
    )


def bounds_the_value(
    found: Classed, clause: Clause, value: float | None, is_own: Sequence[Token]
) -> bool:
    """Tell whether „околу 20“ may be of the value: not of a day, a year, or of other things.

    *is_own*: the words of the clause that are the indicator's.
    """
    said = clause.tokens[found.start : found.end]
    number = next((token.number for token in reversed(said) if token.number is not None), None)
    if number is None:
        return True
    behind = clause.tokens[found.end : found.end + 1]
    all_of_it = [token.number for token in said if token.number is not None]
    if value is not None and not _may_be(value, all_of_it):
        return False
    if number in _YEARS or (behind and month_number(behind[0].text)):
        return False
    if behind and number != value and vocabulary().counts(behind[0].key):
        return behind[0] in is_own
    return True


def _may_be(value: float, numbers: Sequence[float]) -> bool:
    """Tell whether a bound, or two, may be of a value: it lies between these, or is near that."""
    if len(numbers) > 1:
        return min(numbers) <= value <= max(numbers)
    return all(number == value or _is_near(number, value) for number in numbers)


def is_own(said: tuple[Token, ...], wanted: Wanted) -> bool:
    """Tell whether words are the indicator's own."""
    own, forms = wanted.own.unit | wanted.own.text, vocabulary().forms
    words = [token.key for token in said if token.number is None]
    return bool(words) and all(not own.isdisjoint(forms.beginnings(word)) for word in words)


def is_noun_or_small(token: Token) -> bool:
    """Tell whether a word is a noun that counts, a body in capitals, or a small word."""
    known = vocabulary()
    groups = ("linking", "labels", "plain", "done")
    is_small = token.key in contrary() or any(known.has(group, token.key) for group in groups)
    return is_small or token.text.isupper() or bool(known.counts(token.key))


def counts_others(clause: Clause, value: float | None, wanted: Wanted) -> bool:
    """Tell whether a clause has a number that is not the value, of a noun that is not its own."""
    known = vocabulary()
    starts = {at for one in clause.found for at in range(one.start, one.end)}
    for at, token in enumerate(clause.tokens[:-1]):
        behind = clause.tokens[at + 1]
        if (
            at in starts
            or token.number in (None, value)
            or behind.number is not None
            or not behind.text.isalpha()
        ):
            continue
        is_noun = bool(known.counts(behind.key)) or (
            at + 1 not in starts and len(behind.key) >= _FEW and not is_noun_or_small(behind)
        )
        if is_noun and not is_own((behind,), wanted) and not month_number(behind.text):
            return True
    return False


def strangers(clause: Clause, wanted: Wanted) -> int:
    """Return how many words of a clause are of no class, small, nor the indicator's own."""
    known, groups = vocabulary(), ("plain", "linking", "labels", "done")
    classed = {at for one in clause.found for at in range(one.start, one.end)}
    return sum(
        token.number is None
        and len(token.key) >= _FEW
        and not is_own((token,), wanted)
        and not any(known.has(group, token.key) for group in groups)
        for at, token in enumerate(clause.tokens)
        if at not in classed
    )


def numbers_of_words(found: Classed, clause: Clause) -> list[float]:
    """Return the numbers among some words of a clause."""
    said = clause.tokens[found.start : found.end]
    return [token.number for token in said if token.number is not None]
