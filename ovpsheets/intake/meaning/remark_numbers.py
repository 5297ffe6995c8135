"""What numbers of a remark say of the value beside it: that they come to it, or are another one."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ovpsheets.intake.meaning.months import month_number
from ovpsheets.intake.meaning.remark_words import NUMBER, Classed, Clause, Token
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted

_YEARS: Final = range(1990, 2100)
_SIZE: Final = 3  # times; a number farther from the value is one of something else


def explain(clauses: Sequence[Clause], value: float, wanted: Wanted) -> bool:
    """Tell whether the numbers of a remark come to the value: „3 во Скопје, 4 во Битола“ beside 7.

    Those beside an amount or a number of things by addition or multiplication („2 групи по 24“),
    two beside a percentage as its parts („62 од 124“).
    """
    numbers = [
        token.number
        for clause in clauses
        for token in clause.tokens
        if token.number and token.number not in _YEARS
    ]
    pairs = list(pairwise(numbers))
    if wanted.kind.is_share:
        return any(abs(100 * min(pair) / max(pair) - value) < 1 for pair in pairs)
    if any(one * other == value and 1 not in (one, other) for one, other in pairs):
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


def ends_with_another(clause: Clause, value: float | None, wanted: Wanted) -> bool:
    """Tell whether a clause says of nothing else a number near the value: „исплатени се 11“."""
    if value is None or len(clause.tokens) == 1:
        return False
    return any(
        token.number is not None and _is_near(token.number, value) and _is_bare(clause, at, wanted)
        for at, token in enumerate(clause.tokens)
        if token.key == NUMBER
    )


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
    return not behind or (behind[0].text == "%" and wanted.kind.is_share)


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
    if number in _YEARS or (behind and month_number(behind[0].text)):
        return False
    if behind and number != value and vocabulary().counts(behind[0].key):
        return behind[0] in is_own
    return True
