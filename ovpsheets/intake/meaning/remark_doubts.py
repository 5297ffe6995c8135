"""What a remark says of the value beside it: a doubt that is sure, one to be read, or nothing.

What the clauses of a remark say, and what else they speak of, is told by ``remark_frames.py``;
which words say it, by ``remark_words.py``.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ovpsheets.intake.meaning.numbers_said import stands_for_another
from ovpsheets.intake.meaning.remark_frames import (
    begins_with_a_no,
    is_contrast,
    is_left,
    is_reached_at_last,
    kinds_of,
    says_it_is_done,
    says_the_answer_is_done,
    tells_whence,
)
from ovpsheets.intake.meaning.remark_numbers import explain, has_no_other, is_own, numbers_of
from ovpsheets.intake.meaning.remark_words import (
    ALWAYS,
    MOSTLY,
    OF_AMOUNTS,
    OF_ANSWERS,
    OF_COUNTS,
    OF_SHARES,
    OF_UNITS,
    SURE,
    SURE_ANYWHERE,
    Clause,
    Kinds,
    clauses_of,
    participle,
)
from ovpsheets.intake.meaning.settled import restates
from ovpsheets.intake.meaning.stated_period import is_of_another_period, speaks_of_time
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.templates import cached_up_to

_CARRIED_ON: Final = frozenset({"participle", "future", "scope", "same", "next"})
"""What is still said of the document or person that the clause before spoke of."""

_EXPLAINED: Final = frozenset(
    {"some", "planned", "only", "participle", "number", "past", "in_quarter",
     "fraction", "unpaid", "with", "rate", "approximate", "lacking"}
)  # fmt: skip
"""What changes nothing where the numbers of a remark come to the value."""

_ASIDE: Final = frozenset({"so_far", "in_quarter", "together"})
"""What is nothing to be read: since when a value counts is a doubt, or as it should be; „заедно
со ОБСЕ“ tells who took part."""

_SHORT: Final = 6  # words and numbers
_SEVERAL: Final = 2  # clauses


class RemarkDoubt(NamedTuple):
    """The words of a remark that may make the value another one; ``is_sure``: hardly otherwise."""

    words: str
    is_sure: bool = True


def doubting_words(remark: str, value: float | None, wanted: Wanted) -> str:
    """Return the clause of *remark* that makes a value doubtful; "" where none does.

    *value* is None where there is no number. „Листи на присутни, сите освен Битола“ gives
    „сите освен Битола“; a remark that is all of a period is returned whole.
    """
    found = doubt_of(remark, value, wanted)
    return found.words if found else ""


def doubt_of(remark: str, value: float | None, wanted: Wanted) -> RemarkDoubt | None:
    """Return what in *remark* makes a value doubtful, None where nothing does.

    It is sure of words that leave no other reading, and of a remark that is short, or one clause
    without a number of its own; of a longer one it may be said of what else the remark tells.
    """
    found = _doubt_of(remark, value, wanted)
    if found and found.is_sure and _is_vouched(remark, value, wanted):
        return RemarkDoubt(found.words, is_sure=False)
    return found


def _is_vouched(remark: str, value: float | None, wanted: Wanted) -> bool:
    """Tell whether a remark says that the value is as it was asked for, or gives it once more.

    „како што е побарано“, „36 посети, две од нив ноќе“: what else it tells hardly changes it.
    """
    clauses = clauses_of(remark, _bearing_on(wanted))
    if any("as_asked" in one.kinds for clause in clauses for one in clause.found):
        return True
    if value is None or len(clauses) < _SEVERAL:
        return False
    first, *more = clauses_of(remark, OF_UNITS)
    later = [clause for clause in more if len(clause.tokens) > 1]
    return any(restates(clause, value, wanted) for clause in (first, *later))


def _doubt_of(remark: str, value: float | None, wanted: Wanted) -> RemarkDoubt | None:
    if _is_plain(remark, _bearing_on(wanted)):
        return None
    is_other = _is_of_another_period(remark, wanted)
    if is_other is not None:
        return RemarkDoubt(remark.strip()) if is_other else None
    clauses = clauses_of(remark, _bearing_on(wanted))
    is_short = sum(len(clause.tokens) for clause in clauses) <= _SHORT or (
        len(clauses) == 1 and has_no_other(clauses[0], value)
    )
    for at, (clause, kinds) in enumerate(_bearing(clauses, value, wanted)):
        if kinds & ALWAYS or is_left(kinds):
            is_sure = not kinds.isdisjoint(SURE_ANYWHERE if at else SURE)
            is_told = is_short and (not at or "without" in kinds)  # „во Скопје, сите освен една“
            return RemarkDoubt(clause.text, is_sure=is_sure or is_told)
    return None


def words_to_read(remark: str, value: float | None, wanted: Wanted) -> str:
    """Return the clause of *remark* that somebody should read before the value is used.

    "" where none is. It has a word that doubts, counts, leaves out or dates, and it is not sure
    whether it does so of the value.
    """
    if _is_plain(remark, _bearing_on(wanted)):
        return ""
    is_vouched = _is_vouched(remark, value, wanted)
    if found := _doubt_of(remark, value, wanted):
        return "" if found.is_sure is not is_vouched else found.words
    if is_vouched:
        return ""
    if _is_of_another_period(remark, wanted) is False:  # it is all of the right one
        return ""
    clauses = clauses_of(remark, _bearing_on(wanted))
    left_out = _explained(clauses, value, wanted)
    return next((c.text for c in clauses if _may_bear(c, wanted, left_out)), "")


def is_said_done(remark: str, wanted: Wanted) -> bool:
    """Tell whether a remark says that what is asked for is done, and nothing that doubts it."""
    clauses = clauses_of(remark, _bearing_on(wanted))
    if not any(says_the_answer_is_done(clause, wanted) for clause in clauses):
        return False
    return not (_doubt_of(remark, None, wanted) or words_to_read(remark, None, wanted))


def _is_of_another_period(remark: str, wanted: Wanted) -> bool | None:
    """Tell whether a remark is all of another period than a number; None where it is of none."""
    if not wanted.kind.is_number or not wanted.quarter:
        return None
    return is_of_another_period(remark, wanted.quarter, wanted.covers)


def _may_bear(clause: Clause, wanted: Wanted, left_out: set[str]) -> bool:
    """Tell whether a clause has a word of a class that doubts, though not where it does so."""
    if any("harmless" in one.kinds for one in clause.found):
        return False
    return any(
        (one.kinds & (ALWAYS | MOSTLY)) - left_out - _ASIDE - tells_whence(one, clause, wanted)
        and not is_own(clause.tokens[one.start : one.end], wanted)
        for one in clause.found
    )


def _explained(clauses: Sequence[Clause], value: float | None, wanted: Wanted) -> set[str]:
    """Return the classes that say nothing in a remark, for its numbers say why."""
    left_out = set[str]()
    if value is not None and explain(clauses, value, wanted):
        left_out |= _EXPLAINED
    if any(says_it_is_done(clause, value) for clause in clauses):
        left_out |= {"planned", "undone", "registered"}
    if value is not None and _keeps_the_value(clauses, value):
        left_out.add("corrected")
    return left_out


def _keeps_the_value(clauses: Sequence[Clause], value: float) -> bool:
    """Tell whether a correction comes to the value itself: „Поправка: 15“, „120, а не 99“."""
    said = " ; ".join(clause.text for clause in clauses)
    numbers = [number for clause in clauses for number in numbers_of(clause)]
    if value not in numbers:
        return False
    return set(numbers) == {value} or stands_for_another(said, value) is False


def _bearing(
    clauses: Sequence[Clause], value: float | None, wanted: Wanted
) -> Iterator[tuple[Clause, set[str]]]:
    """Yield each clause that may say something of a value, with the classes that bear on it."""
    left_out, before = _explained(clauses, value, wanted), set[str]()
    for at, clause in enumerate(clauses):
        if wanted.kind.is_number and is_contrast(clause, wanted):
            continue
        kinds = kinds_of(clause, value, wanted) - left_out
        if not wanted.kind.is_number and any(map(is_reached_at_last, clauses[at + 1 :])):
            kinds.discard("stage")  # „комисијата го одби, на седница помина“
        if before & {"document", "role"}:
            kinds -= _CARRIED_ON
            if begins_with_a_no(clause):  # „Записник од обука; не е потпишан“
                kinds -= {"undone", "negation"}
        yield clause, kinds
        before = kinds


@cached_up_to(16_384)
def _is_plain(remark: str, of: Kinds) -> bool:
    """Tell whether a remark has no word of a class that doubts, no number and no time.

    Nearly all have not, and most say the same of many values.
    """
    clauses = clauses_of(remark, of)
    doubts = ALWAYS | MOSTLY
    return not (
        any(one.kinds & doubts for clause in clauses for one in clause.found)
        or any(participle().fullmatch(token.text) for clause in clauses for token in clause.tokens)
        or any(map(numbers_of, clauses))
        or speaks_of_time(remark)
    )


def _bearing_on(wanted: Wanted) -> Kinds:
    """Return the classes that bear on a value of this kind."""
    kind = wanted.kind
    if not kind.is_number:
        return OF_ANSWERS
    if kind.shows_unit:
        return OF_AMOUNTS
    return OF_SHARES if kind.is_share else OF_COUNTS
