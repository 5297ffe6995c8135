"""Whether a remark settles that a value is of its own unit; what else it tells changes nothing.

It does where it gives the value with the indicator's own noun („36 лица“), in full („845 илјади“
beside 845.000), or says that here it is in the indicator's unit („тука е во денари“).
"""

from collections.abc import Sequence
from typing import Final

from ovpsheets.intake.meaning.named_in_words import names_zeros
from ovpsheets.intake.meaning.remark_words import OF_UNITS, Clause, clauses_of
from ovpsheets.intake.meaning.spelling import keys
from ovpsheets.intake.meaning.unit_words import (
    NOUNS,
    OTHER,
    UnitRole,
    Word,
    number_of_unit,
    words_of,
)
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import written
from ovpsheets.templates import cached

_ZEROS: Final = 1000
_RESTATING: Final = frozenset(
    {UnitRole.OWN, UnitRole.SMALL, UnitRole.LINK, UnitRole.NUMBER, UnitRole.THING}
)


def restates(clause: Clause, value: float, wanted: Wanted) -> bool:
    """Tell whether a clause is the value with its own unit: „36 посети“, "10 in total", „11 се“."""
    first, *rest = words_of(clause, wanted)
    begins = first.role is UnitRole.NUMBER and first.number == value
    roles = [word.role for word in rest]
    return begins and (roles == [UnitRole.IS] or set(roles) <= _RESTATING)


def is_settled(remark: str, value: float, wanted: Wanted) -> bool:
    """Tell whether *remark* says that *value* is of the unit that is wanted."""
    read = [words_of(clause, wanted) for clause in clauses_of(remark, OF_UNITS)]
    if names_zeros(remark) and any(one.number * _ZEROS == value for ws in read for one in ws):
        return True  # „845 (000)“
    if any(map(_is_as_asked, read)):
        return True
    is_scaled = any(_has_scale(words) and not _is_elsewhere(words) for words in read)
    for words in read:
        for at, word in enumerate(words):
            number = number_of_unit(words, at)
            if word.scale > 1 and number is not None and number * word.scale == value:
                return True
            if word.role is not UnitRole.OWN:
                continue
            if number == value and not is_scaled:
                return not any(one.role in OTHER for one in words[at + 1 : at + 2])
            if number is None and wanted.kind.shows_unit and _is_led(words, at):
                return not is_scaled
    return False


def _is_as_asked(words: Sequence[Word]) -> bool:
    """Tell whether a clause says „како што е побарано“, "full amount", and of nothing else.

    „не е прерачунато“, „прерачунато во евра“ and „семејства, броени еднаш“ do not.
    """
    roles = [word.role for word in words]
    if UnitRole.AS_ASKED not in roles or _has_scale(words):
        return False
    before = roles[: roles.index(UnitRole.AS_ASKED)]
    is_of_another = not NOUNS.isdisjoint(before) or UnitRole.NOT in before
    return not is_of_another and not any(_is_in_a_currency(words, at) for at in range(len(words)))


def _is_in_a_currency(words: Sequence[Word], at: int) -> bool:
    """Tell whether another currency stands at a place, unless it is what was converted from."""
    is_from = at > 0 and words[at - 1].token.key in _from()
    return words[at].role is UnitRole.CURRENCY and not is_from


@cached
def _from() -> frozenset[str]:
    """Return the keys of „од“, "from"."""
    return keys(written("qualifying", "from"))


def _is_led(words: Sequence[Word], at: int) -> bool:
    """Tell whether a clause says that something is "in" the own unit at a place of it."""
    before = words[at - 1 : at]
    is_denied = any(one.role is UnitRole.NOT for one in words)
    return bool(before) and before[0].role is UnitRole.LINK and not is_denied


def _has_scale(words: Sequence[Word]) -> bool:
    return any(word.role is UnitRole.SCALE for word in words)


def _is_elsewhere(words: Sequence[Word]) -> bool:
    """Tell whether a clause speaks of another place: „во публикацијата е во милиони“."""
    until = next(at for at, word in enumerate(words) if word.role is UnitRole.SCALE)
    others = (UnitRole.STRANGE, UnitRole.THING)
    return any(word.role in others and len(word.token.key) > 1 for word in words[:until])
