"""Whether a few words beside a value say that what it counts is not what was asked for.

„поканети“, "waiting list", beside an amount „договорени“, beside a percentage „од анкетираните“:
these are known words. A participle alone, or with the indicator's own noun, says it whichever it
is: „номинирани“, „резервирани средства“, "shortlisted", unless it is one that says that things
were done or looked at. What the indicator itself counts, "persons invited", is no doubt.
"""

import re
from collections.abc import Sequence
from typing import Final

from ovpsheets.intake.meaning.named_in_words import words_in
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import Keys, vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import pattern
from ovpsheets.templates import cached, cached_up_to

OF_OTHERS: Final = ("undone", "registered", "of_money", "of_sample", "together", "of_them")
"""The groups of words by which a remark says so."""

MOST_ALONE: Final = 3  # words of a remark that is a participle and its noun
_SMALL: Final = ("plain", "linking")
_NOT_DONE: Final = ("done", "adjectives", "labels", "total")


def is_of_others(clause: str, beginnings: Sequence[str], wanted: Wanted, *, is_short: bool) -> bool:
    """Tell whether *clause* says of whom, or of what, it is that the indicator does not count.

    *beginnings*: the clause from each word on before which only such stand as are said of any
    value. *is_short*: it is a few words without a number.
    """
    own = wanted.own.unit | wanted.own.text
    of_them = _anywhere("of_them").search(clause) is not None
    if not is_short and not of_them:
        return False
    first = ["registered", "of_money"] if wanted.kind.shows_unit else ["registered"]
    anywhere = ["undone", "of_sample"] if wanted.kind.is_share else ["undone"]
    found = [_beginning(name).match(said) for name in first for said in beginnings]
    found += [said for name in anywhere for said in _anywhere(name).finditer(clause)]
    if any(said is not None and not is_own(said[0], own) for said in found):
        return True
    if of_them and _anywhere("negated").search(clause):  # „20 од нив не ја завршија“
        return True
    return _together().search(clause) is not None or _is_lone_participle(clause, own)


def is_own(said: str, own: Keys) -> bool:
    """Tell whether every word of *said* is one of the indicator's own."""
    forms = vocabulary().forms
    return all(not own.isdisjoint(forms.beginnings(key(word))) for word in words_in(said))


def _is_lone_participle(clause: str, own: Keys) -> bool:
    """Tell whether it is one participle, beside nothing or a noun of the indicator's."""
    known, words = vocabulary(), list(words_in(clause))
    said = [(word, key(word)) for word in words]
    big = [(word, own_key) for word, own_key in said
           if not any(known.has(group, own_key) for group in _SMALL)]  # fmt: skip
    nouns = [own_key for _, own_key in big if not own.isdisjoint(known.forms.beginnings(own_key))]
    # „обуките се акредитирани“ is a sentence about the trainings.
    if (
        not 0 < len(words) <= MOST_ALONE
        or len(big) - len(nouns) != 1
        or (nouns and len(said) > len(big))
    ):
        return False
    (word, own_key) = next(item for item in big if item[1] not in nouns)
    if any(known.has(group, own_key) for group in _NOT_DONE) or _anywhere("sound").fullmatch(word):
        return False
    return _anywhere("participles").fullmatch(word) is not None


@cached_up_to(16)
def _anywhere(group: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern('qualifying', group)})(?!\w)", re.IGNORECASE)


@cached_up_to(4)
def _beginning(group: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern('qualifying', group)})(?!\w)", re.IGNORECASE)


@cached
def _together() -> re.Pattern[str]:
    """„обуки и работилници заедно“; „заедно со ОБСЕ“ says who did it."""
    return re.compile(rf"(?<!\w)(?:{pattern('qualifying', 'together')})$", re.IGNORECASE)
