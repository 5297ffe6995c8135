"""Whether a clause says of a noun without a number that it is what the value counts.

„ова се барања“, „тони се ова“, „број = часови“, „единица е семејството“, „летоци испечатени“.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.intake.meaning.remark_words import participle
from ovpsheets.intake.meaning.spelling import keys
from ovpsheets.intake.meaning.unit_words import NOUNS, SAID, UnitRole, Word, has_ending_of_done
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import written
from ovpsheets.templates import cached

Read = Sequence[Sequence[Word]]

_LISTED: Final = frozenset({UnitRole.OWN, UnitRole.THING, UnitRole.MEASURE, UnitRole.SMALL})
_COMPOUND: Final = (UnitRole.OWN, UnitRole.MEASURE)
_FEW: Final = 3  # words

DENIED: Final = 5
"""So many words a clause has at most that says no to what is counted."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in its clause, ``read`` all clauses; ``before`` it without „обвинети“, „поднесени“."""

    word: Word
    words: Sequence[Word]
    before: Sequence[Word]
    behind: Sequence[Word]
    read: Read

    @property
    def left(self) -> UnitRole | None:
        """What the word before it is; None where there is none."""
        return self.before[-1].role if self.before else None

    @property
    def is_plain(self) -> bool:
        """Whether all words of the clause are known, and none is a number."""
        return not any(one.role in (UnitRole.STRANGE, UnitRole.NUMBER) for one in self.words)

    @property
    def is_new(self) -> bool:
        """Whether it is in the form in which nouns are listed: „оброците“ are known already."""
        return self.word.token.key in vocabulary().listed


def is_counted(words: Sequence[Word], at: int, wanted: Wanted, read: Read) -> bool:
    """Tell whether a clause says of the noun at a place that it is what was counted."""
    before = words[:at]
    while before and is_kind(before[-1]):
        before = before[:-1]
    noun = Noun(words[at], words, before, words[at + 1 :], read)
    if not _has_own(before) and _is_named(noun):
        return True
    if _has_own(words) and not _is_with_own(noun):
        return False
    if not _has_own(words) and _is_told_at_once(noun):
        return True
    if wanted.kind.is_share or wanted.kind.shows_unit:
        return False
    return _is_alone(noun)


def is_heading(words: Sequence[Word]) -> bool:
    """Tell whether a clause is a noun alone: „Предмети – 27“."""
    return len(words) == 1 and words[0].role in NOUNS and words[0].is_many


def is_kind(word: Word) -> bool:
    """Tell whether a word says of what kind something is, or what was done with it."""
    is_adjective = vocabulary().has("adjectives", word.token.key)
    return is_adjective or participle().fullmatch(word.token.text) is not None


# ------------------------------------------------------------- said of it


def _is_named(noun: Noun) -> bool:
    """„толку летоци поделивме“, „ова се барања“, „број на општини“, „броено по семејство“."""
    before, word = noun.before, noun.word
    if not before:
        return False
    left, rest = before[-1], before[:-1]
    of_rest = rest[-1].role if rest else None
    if UnitRole.UNIT in (left.role, of_rest):
        return True  # „единица на набљудување е домаќинството“
    is_total = not rest and vocabulary().has("total", left.token.key)
    is_so = left.role is UnitRole.IS and (
        of_rest is UnitRole.SAYS or (not rest and _is_plain_or_linked(noun))
    )
    is_so = is_so or (of_rest is UnitRole.SAYS and left.role is UnitRole.STRANGE)
    if left.role is UnitRole.SAYS or is_total or is_so:  # „толку поднесени барања“
        return word.is_many
    if left.role is UnitRole.LINK and of_rest is UnitRole.LABEL:  # „ова ви е бројот на предмети“
        is_number = vocabulary().has("labels", rest[-1].token.key)  # „податоците од училиштата“
        return word.is_many and is_number and not _has_strange(noun.behind)
    others = [one for one in before if one.role not in (UnitRole.LINK, UnitRole.IS, UnitRole.BY)]
    said = others[-1].role if others else None
    if left.role is UnitRole.BY:
        counts = vocabulary().counts(word.token.key)
        is_home = not others and word.role is UnitRole.MEASURE and counts == "persons"
        return (said is UnitRole.SAYS or is_home) and counts != "documents"
    if left.role is UnitRole.LINK and word.role is UnitRole.MEASURE:  # „траењето е во денови“
        return of_rest in SAID
    is_label = left.role is UnitRole.LABEL and vocabulary().has("labels", left.token.key)
    if left.role in (UnitRole.LINK, UnitRole.IS) or is_label:
        return word.is_many and noun.is_plain and said in SAID
    return False


def _is_plain_or_linked(noun: Noun) -> bool:
    """„се барања“, "is minutes of talking"."""
    is_linked = bool(noun.behind) and noun.behind[0].role is UnitRole.LINK
    return noun.is_plain or (is_linked and noun.word.role is UnitRole.MEASURE)


def _is_told_at_once(noun: Noun) -> bool:
    """„тони се ова“, „часови се тоа“: the noun, and that this is it."""
    roles = [one.role for one in noun.behind]
    if noun.before or not noun.word.is_many or not roles:
        return False
    is_this = roles[-1] is UnitRole.SAYS and UnitRole.IS in roles
    is_so = is_this and set(roles) <= SAID
    return is_so or (roles == [UnitRole.IS] and noun.word.role is UnitRole.MEASURE)


# ------------------------------------------------------------- alone


def _is_alone(noun: Noun) -> bool:
    """Tell whether a noun that nothing is said of is what was counted, for it stands alone."""
    word, behind, read = noun.word, noun.behind, noun.read
    if not word.is_many:
        is_count = [one.role for one in behind] == [UnitRole.LABEL]
        return not noun.before and is_count and word.role is UnitRole.MEASURE  # "household count"
    if noun.left in (None, UnitRole.STRANGE, UnitRole.SMALL) and _is_own_denied(read):
        return True  # „сесии од порталот, посетители не се раздвоени“
    if _begins_the_remark(noun):
        return True
    if word.is_source or word.is_body:
        return False
    if tuple(one.role for one in noun.words) == _COMPOUND:
        return True  # "training hours"
    if _is_all(read) and all(one.role is UnitRole.THING and one.is_many for one in noun.words):
        return not any(one.is_source for one in noun.words)  # „подароци, пакети“
    is_measured = word.role is UnitRole.MEASURE and noun.left in (UnitRole.LINK, UnitRole.SMALL)
    if noun.left is not None and not is_measured:
        is_with = noun.left is UnitRole.SMALL and _has_own(noun.words)
        return is_with and noun.is_plain and _is_all(read)
    if word.role is UnitRole.MEASURE and behind and behind[0].role is UnitRole.LINK:
        return noun.left is None  # "hours from timesheets"
    if behind and noun.is_new and (told := _is_told(noun)) is not None:
        return told
    if noun.is_new and noun.left is None and any(map(_begins_with_own, read[1:])):
        return True  # „повици на линијата, лицата се помалку“
    return noun.is_plain and (_is_all(read) or _goes_on_with_own(read)) and not behind


def _is_told(noun: Noun) -> bool | None:
    """„билети продадени“, and no more; "sessions were held" tells how. None for other words."""
    roles = {one.role for one in noun.behind}
    if not roles <= SAID | {UnitRole.SMALL, UnitRole.NOT, UnitRole.OWN, UnitRole.AS_ASKED}:
        return None
    if UnitRole.NOT in roles:
        return UnitRole.OWN in roles
    is_listed = UnitRole.IS not in roles and _is_all(noun.read)
    is_said = bool(roles & {UnitRole.SAYS, UnitRole.LABEL, UnitRole.AS_ASKED})
    return is_listed or is_said or noun.behind[-1].role is UnitRole.IS


def _begins_the_remark(noun: Noun) -> bool:
    """„летоци испечатени, ист дизајн“, "hospitals reached, no lists", „денови кога работела“."""
    behind = noun.behind
    if noun.words is not noun.read[0] or noun.before or not behind or not noun.is_new:
        return False
    if noun.word.role is UnitRole.MEASURE and behind[0].token.key in _relative():
        return True
    is_done = all(map(_is_done, behind)) and len(behind) < _FEW
    return is_done and not noun.word.is_source and not any(map(_has_own, noun.read))


def _is_done(word: Word) -> bool:
    own, is_small = word.token.key, word.role is UnitRole.SMALL
    is_done = vocabulary().has("done", own) or has_ending_of_done(word.token)
    return (is_small and is_done) or own in _done_with()


@cached
def _done_with() -> frozenset[str]:
    """Return the keys of "reached", "printed"."""
    return keys(written("remark", "done_with"))


@cached
def _relative() -> frozenset[str]:
    """Return the keys of „кога“, "when": what behind a time tells which."""
    return keys(written("remark", "relative"))


# ------------------------------------------------------------- the rest of the remark


def _has_strange(words: Sequence[Word]) -> bool:
    return any(one.role in (UnitRole.STRANGE, UnitRole.NUMBER) for one in words)


def _has_own(words: Sequence[Word]) -> bool:
    """Tell whether a clause has what the indicator counts, and does not say no to it."""
    return any(
        word.role is UnitRole.OWN and not any(one.role is UnitRole.NOT for one in words[:at])
        for at, word in enumerate(words)
    )


def _is_with_own(noun: Noun) -> bool:
    """„обуки и состаноци“ are more than trainings, „денови обука“ are none."""
    behind = noun.behind[:1]
    if noun.word.role is UnitRole.MEASURE and behind and behind[0].role is UnitRole.OWN:
        return True
    return any(vocabulary().has("and", word.token.key) for word in noun.words)


def _is_all(read: Read) -> bool:
    """Tell whether a remark is one clause, or nothing but a list of things."""
    return len(read) == 1 or all(word.role in _LISTED for words in read for word in words)


def _goes_on_with_own(read: Read) -> bool:
    """„ученици, училиштата ги води секторот“: the first is told apart from what is asked for."""
    return any(word.role is UnitRole.OWN for words in read[1:] for word in words)


def _begins_with_own(words: Sequence[Word]) -> bool:
    """„лицата се помалку“, "one person can have two"; but „учесници од МВР“ are new."""
    first, *more = words
    if first.role is UnitRole.NUMBER and first.number == 1 and more:
        return more[0].role is UnitRole.OWN
    return first.role is UnitRole.OWN and first.token.key not in vocabulary().listed


def _is_own_denied(read: Read) -> bool:
    """Tell whether a clause says no to the indicator's own things: „посетители не се раздвоени“."""
    return any(
        {UnitRole.OWN, UnitRole.NOT} <= {word.role for word in words} and len(words) <= DENIED
        for words in read
    )
