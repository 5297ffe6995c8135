"""Whether a remark says that the value beside it is of another unit: a scale, a currency, a thing.

One that is not the indicator's own is said *of the value* where it stands with the value's own
number („118 барања“), or without a number where the words before it say so („во илјади“, „ова се
барања“, „толку летоци“), where nothing else is said („семејства“), or where the remark says no to
what the indicator counts. With another number, or in a sentence on something else, it tells more
of the same value: „во 12 обуки“. What each word is: ``unit_words.py``.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ovpsheets.intake.meaning.remark_words import (
    NUMBER,
    OF_UNITS,
    Clause,
    clauses_of,
    of_all,
    participle,
)
from ovpsheets.intake.meaning.unit_words import UnitRole, Word, is_currency_name, words_of
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted

_OTHER: Final = frozenset(
    {
        UnitRole.SCALE,
        UnitRole.ZEROS,
        UnitRole.CURRENCY,
        UnitRole.PERCENT,
        UnitRole.MEASURE,
        UnitRole.THING,
    }
)
_NOUNS: Final = frozenset({UnitRole.MEASURE, UnitRole.THING})
_LISTED: Final = frozenset({UnitRole.OWN, UnitRole.THING, UnitRole.MEASURE, UnitRole.SMALL})
_SAID: Final = frozenset({UnitRole.SAYS, UnitRole.LABEL, UnitRole.IS})
_PASSED: Final = _SAID | {UnitRole.LINK, UnitRole.SMALL, UnitRole.BY}
_BETWEEN: Final = frozenset({UnitRole.STRANGE, UnitRole.SMALL, UnitRole.SCALE, UnitRole.IS})
_MANY: Final = (1_000, 1_000_000)
_RATES: Final = (1_000, 10_000, 100_000, 1_000_000)
_PAIR: Final = 2
_FAR: Final = 3  # words before a noun among which its number stands: „118 нови, поднесени барања“
_IN_MANY: Final = (UnitRole.LINK, UnitRole.NUMBER, UnitRole.OWN)
_COMPOUND: Final = (UnitRole.OWN, UnitRole.MEASURE)
_DENIED: Final = 5  # words of a clause that says no to what is counted


class OtherUnit(NamedTuple):
    """What a remark says that a value is of; ``scale``: by what it multiplies it, 1 by nothing."""

    words: str
    scale: int = 1


def other_unit(remark: str, value: float, wanted: Wanted) -> OtherUnit | None:
    """Return what other unit than the wanted one *remark* says that *value* is of; else None."""
    clauses = clauses_of(remark, OF_UNITS)
    read = [words_of(clause, wanted) for clause in clauses]
    if _is_restated(read, value, wanted):
        return None
    for clause, words in zip(clauses, read, strict=True):
        for at, word in enumerate(words):
            if word.role in _OTHER and _is_of_the_value(words, at, value, wanted, read):
                is_money = any(one.role is UnitRole.CURRENCY for one in words)  # „илјади евра“
                return OtherUnit(clause.text, 1 if is_money else max(word.scale, 1))
        if wanted.kind.is_share and (_is_rate(words, value) or _is_no_share(words)):
            return OtherUnit(clause.text)
        if wanted.kind.shows_unit and _ends_in_a_currency(words):
            return OtherUnit(clause.text)
        if _is_in_many(words):
            return OtherUnit(clause.text, _MANY[0])
        if _is_heading(words) and any(_is_number(one, value) for one in read):
            return OtherUnit(remark)
        if wanted.kind.shows_unit and (many := _in_full(words, value)):
            return OtherUnit(clause.text, many)
    if wanted.kind.is_share and _is_of_more(read, value):
        return OtherUnit(remark)
    return None


def _is_of_more(read: Sequence[Sequence[Word]], value: float) -> bool:
    """Tell whether a percentage is so many of so many: "45 of 60", „расветлени 7, вкупно 9“."""
    words = [word for one in read for word in one]
    numbers = [word.number for word in words if word.role is UnitRole.NUMBER]
    if len(numbers) != _PAIR or value not in numbers or UnitRole.OWN in {one.role for one in words}:
        return False
    known, most = vocabulary(), max(numbers)
    is_of = any(known.has("total", one.token.key) or one.token.key in of_all() for one in words)
    return is_of and 0 < value < most and abs(100 * value / most - value) >= 1


def restates(clause: Clause, value: float, wanted: Wanted) -> bool:
    """Tell whether a clause is the value with its own unit: „36 посети“, "10 in total"."""
    words = words_of(clause, wanted)
    numbers = [word.number for word in words if word.role is UnitRole.NUMBER]
    roles = {word.role for word in words[1:]}
    begins = words[0].role is UnitRole.NUMBER and numbers[0] == value
    return begins and roles <= {
        UnitRole.OWN,
        UnitRole.SMALL,
        UnitRole.LINK,
        UnitRole.NUMBER,
        UnitRole.THING,
    }


def _is_restated(read: Sequence[Sequence[Word]], value: float, wanted: Wanted) -> bool:
    """Tell whether the value stands in the remark with its own unit, or in full.

    So does an amount that is said to be in its currency: „прерачунато во денари“.
    """
    is_scaled = any(word.role is UnitRole.SCALE for words in read for word in words)
    if any(word.role is UnitRole.AS_ASKED for words in read for word in words):
        return True
    for words in read:
        for at, word in enumerate(words):
            number, before = _number_of(words, at), words[at - 1 : at]
            if word.scale > 1 and number is not None and number * word.scale == value:
                return True
            if word.role is not UnitRole.OWN:
                continue
            if number == value and not is_scaled:
                return not any(one.role in _OTHER for one in words[at + 1 : at + 2])
            is_said = bool(before) and before[0].role is UnitRole.LINK
            is_denied = any(one.role is UnitRole.NOT for one in words)
            if wanted.kind.shows_unit and number is None and is_said and not is_denied:
                return not is_scaled
    return False


def _is_of_the_value(
    words: Sequence[Word],
    at: int,
    value: float,
    wanted: Wanted,
    read: Sequence[Sequence[Word]],
) -> bool:
    """Tell whether the unit at a place of a clause is said to be the value's."""
    word, number = words[at], _number_of(words, at)
    if word.role is UnitRole.ZEROS:
        return True
    if number is not None:
        return number == value and not _is_beside(words, at, wanted)
    if any(one.role is UnitRole.NOT for one in words[:at]):
        return False
    if word.role in _NOUNS:
        return _is_counted(words, at, wanted, read)
    left, behind = _left_of(words, at), words[at + 1 : at + 2]
    if left is None or left.role in _PASSED or (left.role is UnitRole.OWN and word.scale):
        if word.role is UnitRole.SCALE or (
            word.role is UnitRole.CURRENCY and wanted.kind.shows_unit
        ):
            is_pair = left is None and len(words) == _PAIR  # „илјади садници“
            return is_pair or not behind or behind[0].role not in (UnitRole.THING, UnitRole.NUMBER)
        strange = sum(one.role is UnitRole.STRANGE for one in words)
        is_led = word.role is UnitRole.PERCENT and (
            left is None or left.role in (UnitRole.LINK, UnitRole.BY)
        )
        is_said = left is not None and left.role is UnitRole.SAYS
        has_number = any(one.role is UnitRole.NUMBER for one in words)
        return is_said or (strange <= int(is_led) and not has_number)
    return False


# ------------------------------------------------------------- with a number


def _number_of(words: Sequence[Word], at: int) -> float | None:
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


def _is_beside(words: Sequence[Word], at: int, wanted: Wanted) -> bool:
    """Tell whether a number tells where, for whom or by what: „во 12 општини“ beside 12 teams."""
    place = next((p for p in range(at - 1, -1, -1) if words[p].role is UnitRole.NUMBER), None)
    if place is None or words[at].role not in _NOUNS:
        return False
    if wanted.kind.is_share and any(word.role is UnitRole.STRANGE for word in words):
        return True  # „31 општина има свој план“
    if words[at].is_each and wanted.own.counts == "persons":
        return True  # „17 потписи“
    before = words[place - 1].role if place else UnitRole.SAYS
    if words[at].role is UnitRole.MEASURE:  # „за последните 12 месеци“
        return before not in _SAID | {UnitRole.SMALL}
    return before in (UnitRole.LINK, UnitRole.BY)


def _in_full(words: Sequence[Word], value: float) -> int:
    """Return in what the value is where it stands in full: „исплатени 15.000 денари“; else 0."""
    for at, word in enumerate(words):
        scales = [one.scale or 1 for one in words[at + 1 : at + 2]]
        full = word.number * max(scales, default=1)
        many = next((many for many in _MANY if full == value * many), 0)
        rest = [one for place, one in enumerate(words) if place != at]
        if many and all(one.role in _PASSED | {UnitRole.OWN, UnitRole.SCALE} for one in rest):
            return many
    return 0


def _is_rate(words: Sequence[Word], value: float) -> bool:
    """Tell whether a share is one of a thousand, or more: "per 1,000 pupils", „640 на илјада“."""
    for before, word in pairwise(words):
        many = 1000 if word.token.key in vocabulary().scale else word.token.number
        if before.role in (UnitRole.LINK, UnitRole.BY) and many in _RATES and value != many:
            return all(one.token.number in (None, value, many) for one in words)
    return False


def _is_no_share(words: Sequence[Word]) -> bool:
    """Tell whether a clause says that a number is no percentage: „не процент“, „ова е број“."""
    roles = [word.role for word in words]
    if UnitRole.NUMBER in roles:
        return False
    if UnitRole.OWN in roles:  # „процент не пресметував“
        return UnitRole.NOT in roles and len(roles) <= _DENIED
    if UnitRole.STRANGE in roles:
        return False
    is_labelled = any(vocabulary().has("labels", word.token.key) for word in words)
    return is_labelled and UnitRole.SAYS in roles and set(roles) <= _SAID | {UnitRole.SMALL}


# ------------------------------------------------------------- without one


def _is_in_many(words: Sequence[Word]) -> bool:
    """Tell whether a clause says "in 1,000 denars"."""
    roles = tuple(word.role for word in words)
    return roles == _IN_MANY and words[1].number == _MANY[0]


def _is_heading(words: Sequence[Word]) -> bool:
    """Tell whether a clause is a noun alone: „Предмети – 27“."""
    return len(words) == 1 and words[0].role in _NOUNS and words[0].is_many


def _is_number(words: Sequence[Word], value: float) -> bool:
    return len(words) == 1 and words[0].role is UnitRole.NUMBER and words[0].number == value


def _ends_in_a_currency(words: Sequence[Word]) -> bool:
    """Tell whether a clause of few words ends in another currency: „запленето CHF“."""
    roles = [word.role for word in words]
    is_short = len(words) <= _FAR and not {UnitRole.NUMBER, UnitRole.NOT} & set(roles)
    return is_short and roles[-1] is UnitRole.CURRENCY and words[-1].token.text.isupper()


def _left_of(words: Sequence[Word], at: int) -> Word | None:
    """Return what stands before a unit of several words: „во илјади евра“, „швајцарски франци“."""
    for place in range(at - 1, -1, -1):
        word = words[place]
        is_name = word.role is UnitRole.STRANGE and words[place + 1].role is UnitRole.CURRENCY
        is_led = is_name and place > 0 and words[place - 1].role in (UnitRole.LINK, UnitRole.SAYS)
        is_article = len(word.token.key) == 1 and word.role is UnitRole.STRANGE
        is_part = word.role in _OTHER or word.scale or (is_name and is_currency_name(word))
        is_part = is_part or is_article
        if not (is_part or is_led):
            return word
    return None


def _is_counted(
    words: Sequence[Word], at: int, wanted: Wanted, read: Sequence[Sequence[Word]]
) -> bool:
    """Tell whether a clause says of a noun without a number that it is what was counted."""
    word, before, behind = words[at], words[:at], words[at + 1 :]
    is_plain = not any(one.role in (UnitRole.STRANGE, UnitRole.NUMBER) for one in words)
    is_more = any(one.role in (UnitRole.STRANGE, UnitRole.NUMBER) for one in behind)
    while before and _is_kind(before[-1]):  # „обвинети лица“
        before = before[:-1]
    if not _has_own(before) and _is_named_as_counted(word, before, is_plain, is_more):
        return True
    if _has_own(words) and not _is_with_own(words, at):
        return False
    if wanted.kind.is_share or wanted.kind.shows_unit:
        return False
    is_named = not before and [one.role for one in behind] == [UnitRole.LABEL]
    if not word.is_many:
        return is_named and word.role is UnitRole.MEASURE  # "household count"
    left = before[-1].role if before else None
    if left in (None, UnitRole.STRANGE, UnitRole.SMALL) and _is_own_denied(read):
        return True  # „сесии од порталот, посетители не се раздвоени“
    if word.is_source or word.is_body:
        return False
    if tuple(one.role for one in words) == _COMPOUND:
        return True  # "training hours"
    if _is_all(read) and all(one.role is UnitRole.THING and one.is_many for one in words):
        return not any(one.is_source for one in words)  # „подароци, пакети“
    if left is not None and not (
        word.role is UnitRole.MEASURE and left in (UnitRole.LINK, UnitRole.SMALL)
    ):
        return left is UnitRole.SMALL and _has_own(words) and is_plain and _is_all(read)
    if word.role is UnitRole.MEASURE and behind and behind[0].role is UnitRole.LINK:
        return left is None  # "hours from timesheets"
    roles = {one.role for one in behind}
    is_new = word.token.key in vocabulary().listed  # „оброци се бројани“; „оброците“ are others
    if behind and is_new and roles <= _SAID | {UnitRole.SMALL, UnitRole.NOT, UnitRole.OWN}:
        # „билети продадени“, and no more; "sessions were held" tells how
        is_listed = UnitRole.IS not in roles and _is_all(read)
        is_counted = bool(roles & {UnitRole.SAYS, UnitRole.LABEL})
        is_told = is_listed or is_counted or behind[-1].role is UnitRole.IS
        return UnitRole.OWN in roles if UnitRole.NOT in roles else is_told
    if is_new and left is None and any(map(_begins_with_own, read[1:])):
        return True  # „повици на линијата, лицата се помалку“
    return is_plain and (_is_all(read) or _goes_on_with_own(read)) and not behind


def _is_named_as_counted(word: Word, before: Sequence[Word], is_plain: bool, is_more: bool) -> bool:
    """„толку летоци поделивме“, „ова се барања“, „број на општини“, „броено по семејство“."""
    if not before:
        return False
    left = before[-1]
    is_total = len(before) == 1 and vocabulary().has("total", left.token.key)
    is_said = len(before) > 1 and before[-2].role is UnitRole.SAYS
    is_so = left.role is UnitRole.IS and (is_said or (is_plain and len(before) == 1))
    is_so = is_so or (is_said and left.role is UnitRole.STRANGE)  # „толку поднесени барања“
    if left.role is UnitRole.SAYS or is_total or is_so:  # „се барања“, „внесени се барања“
        return word.is_many
    if left.role is UnitRole.LINK and len(before) > 1 and before[-2].role is UnitRole.LABEL:
        return word.is_many and not is_more  # „ова ви е бројот на предмети“
    others = [one for one in before if one.role not in (UnitRole.LINK, UnitRole.IS, UnitRole.BY)]
    said = others[-1] if others else None
    if left.role is UnitRole.BY:
        counts = vocabulary().counts(word.token.key)
        is_document = counts == "documents"  # „според упатството“
        is_said = said is not None and said.role is UnitRole.SAYS
        is_home = not others and word.role is UnitRole.MEASURE and counts == "persons"
        return (is_said or is_home) and not is_document  # „на ниво на домаќинство“
    if left.role is UnitRole.LINK and word.role is UnitRole.MEASURE:  # „траењето е во денови“
        return len(before) > 1 and before[-2].role in _SAID
    is_label = left.role is UnitRole.LABEL and vocabulary().has("labels", left.token.key)
    if left.role in (UnitRole.LINK, UnitRole.IS) or is_label:
        return word.is_many and is_plain and said is not None and said.role in _SAID
    return False


def _is_kind(word: Word) -> bool:
    """Tell whether a word says of what kind something is, or what was done with it."""
    is_kind = vocabulary().has("adjectives", word.token.key)
    return is_kind or participle().fullmatch(word.token.text) is not None


def _has_own(words: Sequence[Word]) -> bool:
    """Tell whether a clause has what the indicator counts, and does not say no to it."""
    return any(
        word.role is UnitRole.OWN and not any(one.role is UnitRole.NOT for one in words[:at])
        for at, word in enumerate(words)
    )


def _is_with_own(words: Sequence[Word], at: int) -> bool:
    """„обуки и состаноци“ are more than trainings, „денови обука“ are none."""
    behind = words[at + 1 : at + 2]
    if words[at].role is UnitRole.MEASURE and behind and behind[0].role is UnitRole.OWN:
        return True
    return any(vocabulary().has("and", word.token.key) for word in words)


def _is_all(read: Sequence[Sequence[Word]]) -> bool:
    """Tell whether a remark is one clause, or nothing but a list of things."""
    return len(read) == 1 or all(word.role in _LISTED for words in read for word in words)


def _goes_on_with_own(read: Sequence[Sequence[Word]]) -> bool:
    """„ученици, училиштата ги води секторот“: the first is told apart from what is asked for."""
    return any(word.role is UnitRole.OWN for words in read[1:] for word in words)


def _begins_with_own(words: Sequence[Word]) -> bool:
    """„лицата се помалку“, "one person can have two"; but „учесници од МВР“ are new."""
    first, *more = words
    if first.role is UnitRole.NUMBER and first.number == 1 and more:
        return more[0].role is UnitRole.OWN
    return first.role is UnitRole.OWN and first.token.key not in vocabulary().listed


def _is_own_denied(read: Sequence[Sequence[Word]]) -> bool:
    """Tell whether a clause says no to the indicator's own things: „посетители не се раздвоени“."""
    return any(
        {UnitRole.OWN, UnitRole.NOT} <= {word.role for word in words} and len(words) <= _DENIED
        for words in read
    )
