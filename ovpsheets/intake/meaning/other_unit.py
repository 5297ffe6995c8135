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

from ovpsheets.intake.meaning.remark_words import OF_UNITS, clauses_of, of_all
from ovpsheets.intake.meaning.unit_nouns import DENIED, is_counted, is_heading
from ovpsheets.intake.meaning.unit_words import (
    NOUNS,
    OTHER,
    SAID,
    UnitRole,
    Word,
    is_currency_name,
    number_of_unit,
    words_of,
)
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted

_PASSED: Final = SAID | {UnitRole.LINK, UnitRole.SMALL, UnitRole.BY}
_MANY: Final = (1_000, 1_000_000)
_RATES: Final = (1_000, 10_000, 100_000, 1_000_000)
_PAIR: Final = 2
_FAR: Final = 3  # words before another currency: „запленето е во EUR“
_IN_MANY: Final = (UnitRole.LINK, UnitRole.NUMBER, UnitRole.OWN)


class OtherUnit(NamedTuple):
    """What a remark says that a value is of; ``scale``: by what it multiplies it, 1 by nothing."""

    words: str
    scale: int = 1


def other_unit(remark: str, value: float, wanted: Wanted) -> OtherUnit | None:
    """Return what other unit than the wanted one *remark* says that *value* is of; else None.

    Of what settles that it is the wanted one: ``settled.py``.
    """
    clauses = clauses_of(remark, OF_UNITS)
    read = _joined([words_of(clause, wanted) for clause in clauses])
    for clause, words in zip(clauses, read, strict=True):
        for at, word in enumerate(words):
            if word.role in OTHER and _is_of_the_value(words, at, value, wanted, read):
                is_money = any(one.role is UnitRole.CURRENCY for one in words)  # „илјади евра“
                return OtherUnit(clause.text, 1 if is_money else max(word.scale, 1))
        if wanted.kind.is_share and (_is_rate(words, value) or _is_no_share(words)):
            return OtherUnit(clause.text)
        if wanted.kind.shows_unit and _names_a_currency(words):
            return OtherUnit(clause.text)
        if _is_in_many(words):
            return OtherUnit(clause.text, _MANY[0])
        if is_heading(words) and any(_is_number(one, value) for one in read):
            return OtherUnit(remark)
        if wanted.kind.shows_unit and (many := _in_full(words, value)):
            return OtherUnit(clause.text, many)
    if not (wanted.kind.is_share or wanted.kind.shows_unit):
        if _is_sentence(read[0] if read else (), clauses[0].text if clauses else "", remark):
            return OtherUnit(remark)
        if not any(map(_has_number, read)) and any(map(_is_money_of_own, read)):
            return OtherUnit(remark)
    if wanted.kind.is_share and _is_of_more(read, value):
        return OtherUnit(remark)
    return None


def _joined(read: Sequence[list[Word]]) -> list[list[Word]]:
    """Return the words of each clause; behind „единица:“ with these words before them."""
    said: list[list[Word]] = []
    for before, words in zip([[], *read], read, strict=False):
        is_label = bool(before) and all(one.role in SAID for one in before)
        said.append([*before, *words] if is_label else words)
    return said


def _is_sentence(words: Sequence[Word], text: str, remark: str) -> bool:
    """Tell whether a remark begins with a noun that is a sentence alone: „Настани. Во 1 возило“."""
    is_new = is_heading(words) and words[0].token.key in vocabulary().listed
    return is_new and not words[0].is_source and remark.strip().startswith(f"{text.rstrip('.')}.")


def _has_number(words: Sequence[Word]) -> bool:
    return any(word.role is UnitRole.NUMBER for word in words)


def _is_money_of_own(words: Sequence[Word]) -> bool:
    """Tell whether a clause says that the value is money: „вредност на договорите“."""
    roles = [one.role for one in words if one.role is not UnitRole.LINK]
    is_money = vocabulary().has("money", words[0].token.key)
    return is_money and len(words) > 1 and roles[1:] == [UnitRole.OWN]


def _is_of_more(read: Sequence[Sequence[Word]], value: float) -> bool:
    """Tell whether a percentage is so many of so many: "45 of 60", „расветлени 7, вкупно 9“."""
    words = [word for one in read for word in one]
    numbers = [word.number for word in words if word.role is UnitRole.NUMBER]
    if len(numbers) != _PAIR or value not in numbers or UnitRole.OWN in {one.role for one in words}:
        return False
    known, most = vocabulary(), max(numbers)
    is_of = any(known.has("total", one.token.key) or one.token.key in of_all() for one in words)
    return is_of and 0 < value < most and abs(100 * value / most - value) >= 1


def _is_of_the_value(
    words: Sequence[Word],
    at: int,
    value: float,
    wanted: Wanted,
    read: Sequence[Sequence[Word]],
) -> bool:
    """Tell whether the unit at a place of a clause is said to be the value's."""
    word, number = words[at], number_of_unit(words, at)
    if word.role is UnitRole.ZEROS or _is_equal_to(words, at, value):
        return True
    if number is not None:
        return number == value and not _is_beside(words, at, wanted)
    if any(one.role is UnitRole.NOT for one in words[:at]):
        return False
    if word.role in NOUNS:
        return is_counted(words, at, wanted, read)
    if [one.role for one in words[max(at - 2, 0) : at]] == [UnitRole.NUMBER, UnitRole.LINK]:
        return words[at - 2].number == value  # „61,5 за EUR“
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
        return is_said or (strange <= int(is_led) and not _has_number(words))
    return False


# ------------------------------------------------------------- with a number


def _is_equal_to(words: Sequence[Word], at: int, value: float) -> bool:
    """„126 = ангажирани службеници“, „бројката = часови“, "X = people"."""
    sign = next((p for p in range(at - 1, -1, -1) if words[p].token.text == "="), None)
    if sign is None:
        return False
    between = {word.role for word in words[sign + 1 : at]}
    if not between <= {UnitRole.STRANGE, UnitRole.SMALL}:
        return False
    left = words[sign - 1] if sign else None
    if left is None or left.role in SAID or left.number == value:
        return True
    return sign == 1 and left.role is UnitRole.STRANGE and len(left.token.key) == 1


def _is_beside(words: Sequence[Word], at: int, wanted: Wanted) -> bool:
    """Tell whether a number tells where, for whom or by what: „во 12 општини“ beside 12 teams."""
    place = next((p for p in range(at - 1, -1, -1) if words[p].role is UnitRole.NUMBER), None)
    if place is None or words[at].role not in NOUNS:
        return False
    if words[at].is_each and wanted.own.counts == "persons":
        return True  # „17 потписи“
    before = words[place - 1].role if place else UnitRole.SAYS
    if words[at].role is UnitRole.MEASURE:  # „за последните 12 месеци“
        return before not in SAID | {UnitRole.SMALL}
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
        return UnitRole.NOT in roles and len(roles) <= DENIED
    if UnitRole.STRANGE in roles:
        return False
    is_labelled = any(vocabulary().has("labels", word.token.key) for word in words)
    return is_labelled and UnitRole.SAYS in roles and set(roles) <= SAID | {UnitRole.SMALL}


# ------------------------------------------------------------- without one


def _is_in_many(words: Sequence[Word]) -> bool:
    """Tell whether a clause says "in 1,000 denars"."""
    roles = tuple(word.role for word in words)
    return roles == _IN_MANY and words[1].number == _MANY[0]


def _is_number(words: Sequence[Word], value: float) -> bool:
    return len(words) == 1 and words[0].role is UnitRole.NUMBER and words[0].number == value


def _names_a_currency(words: Sequence[Word]) -> bool:
    """Tell whether another currency stands among a clause's first words: „запленето CHF по закон“.

    Nothing follows it, or words that say by or for what.
    """
    roles = [word.role for word in words]
    if {UnitRole.NUMBER, UnitRole.NOT} & set(roles):
        return False
    for at, word in enumerate(words[:_FAR]):
        if word.role is UnitRole.CURRENCY and word.token.text.isupper():
            return roles[at + 1 : at + 2] in ([], [UnitRole.LINK], [UnitRole.BY])
    return False


def _left_of(words: Sequence[Word], at: int) -> Word | None:
    """Return what stands before a unit of several words: „во илјади евра“, „швајцарски франци“."""
    for place in range(at - 1, -1, -1):
        word = words[place]
        is_name = word.role is UnitRole.STRANGE and words[place + 1].role is UnitRole.CURRENCY
        is_led = is_name and place > 0 and words[place - 1].role in (UnitRole.LINK, UnitRole.SAYS)
        is_article = len(word.token.key) == 1 and word.role is UnitRole.STRANGE
        is_part = word.role in OTHER or word.scale or (is_name and is_currency_name(word))
        is_part = is_part or is_article
        if not (is_part or is_led):
            return word
    return None
