"""What a sentence that is about no row says of all values of a form.

„Податоците се прелиминарни“ limits them; „Работната група е нова“ does not. A stamp does, too:
„НАЦРТ“, "this is a draft version".
"""

import re
from typing import Final

from ovpsheets.intake.meaning.remark_doubts import doubting_words
from ovpsheets.intake.meaning.spelling import key, visible
from ovpsheets.intake.meaning.vocabulary import Keys, vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import pattern, written
from ovpsheets.templates import cached, cached_up_to

SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_])|\n")
"""What parts two sentences."""

_CLAUSE: Final = re.compile(r"[;,()\[\]–—:!?]|\.(?=\s+[^\W\d_a-zа-ш])|(?<=\s)-(?=\s)")
_CODE: Final = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){2,}(?!\w|\.\d)")  # 3.6.3.1
_WORD: Final = re.compile(r"[^\W\d_]+")
_STAMP: Final = 160  # characters
_SUBJECT: Final = 2  # words among which the subject of a sentence stands: „të dhënat“


def qualifies_all(text: str, wanted: Wanted) -> bool:
    """Tell whether a text that is about no row speaks of the data and limits them all."""
    if _CODE.search(text):  # it is about that row
        return False
    if is_stamp(text):
        return True
    first = [key(word) for word in _WORD.findall(text)[:_SUBJECT]]
    speaks = any(said in _of_data() or vocabulary().has("labels", said) for said in first)
    return speaks and bool(doubting_words(text, None, wanted))


@cached_up_to(16_384)
def is_stamp(text: str) -> bool:
    """Tell whether a clause of *text* calls all of it a draft, and says no more."""
    if len(text) > _STAMP:
        return False
    clauses = _CLAUSE.split(visible(text))
    return any(_stamp().fullmatch(clause.strip(" .*-–—\"„“”'")) for clause in clauses)


@cached
def _stamp() -> re.Pattern[str]:
    lead = pattern("qualifying", "this_is")
    return re.compile(rf"(?:(?:{lead})\s+)?(?:{pattern('qualifying', 'draft')})", re.IGNORECASE)


@cached
def _of_data() -> Keys:
    """„Податоците се непроверени“: what a value is called that somebody speaks of."""
    names = ("data", "small")
    return frozenset(key(word) for name in names for word in written("stated_period", name))
