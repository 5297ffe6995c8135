"""Whether a remark beside a value takes something of it back, or says that it is another.

„само за полицијата“, „без Куманово“, „ако се одобри“, "unverified", "last year's figure": what
limits a value stands first in what is said of it, behind words of the indicator itself. A remark
that begins otherwise describes („Записник од седницата“), and changes nothing.
"""

import re
from typing import Final

from ovpsheets.intake.meaning.described import MOST_ALONE, OF_OTHERS, is_of_others, is_own
from ovpsheets.intake.meaning.months import month_names
from ovpsheets.intake.meaning.numbers_said import numbers_said
from ovpsheets.intake.meaning.spelling import key, visible
from ovpsheets.intake.meaning.stated_period import is_of_another_period
from ovpsheets.intake.meaning.vocabulary import Keys, vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import pattern, written
from ovpsheets.templates import cached, cached_up_to
from ovpsheets.words import Accumulation

_CLAUSE: Final = re.compile(r"[;,()\[\]–—:!?]|\.(?=\s+[^\W\d_a-zа-ш])|(?<=\s)-(?=\s)")
SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_])|\n")
"""What parts two sentences."""

_CODE: Final = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){2,}(?!\w|\.\d)")  # 3.6.3.1
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER_OR_WORD: Final = re.compile(r"(?P<number>\d+(?:[.,]\d+)*\s*%?)|[^\W\d_]+")
_SIGNS: Final = "~≈±<>≤≥"
_HEAD: Final = 3  # letters
_LONGEST: Final = 12  # words; a longer sentence tells a story
_FEW: Final = 6  # words
_STAMP: Final = 160  # characters
_SUBJECT: Final = 2  # words among which the subject of a sentence stands: „të dhënat“
_PASSED: Final = ("plain", "linking", "labels", "total")
_GROUPS: Final = (
    ("qualifying", ("limits", "otherwise", "of_all", "without", "with", "parts", "part_of")),
    ("qualifying", OF_OTHERS),
    ("stated_period", ("about", "data", "until", "whole", "months", "plan", "next")),
    ("period", ("until", "end", "half", "quarter")),
    ("known", ("so_far", "in_quarter")),
)


@cached_up_to(16_384)
def qualifies(text: str, wanted: Wanted) -> bool:
    """Tell whether *text* limits the value beside which it stands, or names another period."""
    if not _may_qualify(text):
        return False
    said = visible(text)
    if "." in said:
        said = _abbreviation().sub(r"\1", said)
    if said[0] in _SIGNS:
        return True
    if wanted.quarter and is_of_another_period(said, wanted.quarter, wanted.covers):
        return True
    return any(_limits(clause.strip(), wanted) for clause in _CLAUSE.split(said))


def qualifies_all(text: str, wanted: Wanted) -> bool:
    """Tell whether a text that is about no row speaks of the data and limits them all.

    „Податоците се прелиминарни“ does, „Работната група е нова“ does not. A stamp does, too:
    „НАЦРТ“, "this is a draft version".
    """
    if _CODE.search(text):  # it is about that row
        return False
    if is_stamp(text):
        return True
    first = [key(word) for word in _WORD.findall(text)[:_SUBJECT]]
    speaks = any(said in _of_data() or vocabulary().has("labels", said) for said in first)
    return speaks and qualifies(text, wanted)


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


def limits_by_itself(word: str) -> bool:
    """Tell whether one word limits a value: „проценето“, "unverified"."""
    return _may_begin(word) and _beginning("qualifying", "limits").fullmatch(word) is not None


def _limits(clause: str, wanted: Wanted) -> bool:
    clause = _asking().sub("", clause)
    words = len(_WORD.findall(clause))
    if not 0 < words <= _LONGEST:
        return False
    if _may_begin(clause.split()[0]) and _beginning("qualifying", "of_all").match(clause):
        return True
    if _is_a_part(clause, wanted):
        return True
    # In a sentence with numbers of its own such words are about those.
    is_short = words <= _FEW and not any(map(str.isdigit, clause))
    known = [_beginning("qualifying", "limits"), _leaving_out()]
    if is_short:
        known.append(_beginning("qualifying", "otherwise"))
    if wanted.covers in _OTHER and words <= _FEW and not numbers_said(clause):
        known.append(_beginning("known", _OTHER[wanted.covers]))
    own = wanted.own.unit | wanted.own.text
    places = _beginnings(clause, own)
    said = (words.match(clause, at) for at in places for words in known)
    if any(found is not None and not is_own(found[0], own) for found in said):
        return True
    return is_of_others(clause, [clause[at:] for at in places], wanted, is_short=is_short)


def _is_a_part(clause: str, wanted: Wanted) -> bool:
    """Tell whether *clause* calls the value a part, and says no more, or what part of it lacks.

    „само првиот дел“, „аванс“, „дел од институциите не доставија“; „дел од обуките беа во Скопје“
    tells of the trainings.
    """
    words = _WORD.findall(clause)
    if not any(_beginning("qualifying", "parts").fullmatch(word) for word in words):
        return False
    if _beginning("qualifying", "part_of").match(clause) and _lacking().search(clause):
        return True
    own = wanted.own.unit | wanted.own.text
    return all(_says_of_a_part(word, own) for word in words)


def _says_of_a_part(word: str, own: Keys) -> bool:
    if any(_beginning("qualifying", name).fullmatch(word) for name in ("parts", "of_parts")):
        return True
    is_body = word.isupper() and len(word) > 1  # „делот за МВР“
    return is_body or _is_said_of_any(word, own)


def _is_said_of_any(word: str, own: Keys) -> bool:
    """Tell whether a word is said of any value: a label, a small word, or the indicator's own."""
    known, said = vocabulary(), key(word)
    is_passed = said in _of_data() or any(known.has(group, said) for group in _PASSED)
    return is_passed or not own.isdisjoint(known.forms.beginnings(said))


@cached
def _asking() -> re.Pattern[str]:
    """„Ве молиме игнорирајте ги“ is said as „игнорирајте ги“."""
    return re.compile(rf"(?:{pattern('qualifying', 'please')})(?!\w)\s*", re.IGNORECASE)


@cached
def _lacking() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern('qualifying', 'negated')})(?!\w)", re.IGNORECASE)


_OTHER: Final = {Accumulation.QUARTERLY: "so_far", Accumulation.CUMULATIVE: "in_quarter"}
"""What a value covers → the words of what it does not."""


def _beginnings(clause: str, own: Keys) -> list[int]:
    """Return where the words begin before which only those stand that are said of any value.

    Those are the indicator's own, labels, numbers and small words: „податоците се“, „12 обуки“.
    """
    places = list[int]()
    for found in _NUMBER_OR_WORD.finditer(clause):
        if found["number"]:
            continue
        word = found.group()
        if _may_begin(word):
            places.append(found.start())
        if not _is_said_of_any(word, own):
            break
    return places


@cached
def _of_data() -> Keys:
    """„Податоците се непроверени“: what a value is called that somebody speaks of."""
    names = ("data", "small")
    return frozenset(key(word) for name in names for word in written("stated_period", name))


@cached
def _beginning(table: str, group: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern(table, group)})(?!\w)", re.IGNORECASE)


@cached
def _abbreviation() -> re.Pattern[str]:
    """„вкл. ДДВ“: no sentence ends there."""
    lead = f"{pattern('qualifying', 'without')}|{pattern('qualifying', 'with')}"
    return re.compile(rf"(?<!\w)({lead})\.(?=\s)", re.IGNORECASE)


@cached
def _leaving_out() -> re.Pattern[str]:
    """„без Куманово“, "including staff", but „без забелешки“."""
    lead = f"{pattern('qualifying', 'without')}|{pattern('qualifying', 'with')}"
    harmless = pattern("qualifying", "harmless")
    return re.compile(rf"(?:{lead})(?!\w)\s*(?!(?:{harmless})(?!\w))(?=\w)", re.IGNORECASE)


@cached
def _heads() -> frozenset[str]:
    """The first letters of all by which a remark may qualify: few remarks have a word with them."""
    words = (said for table, keys in _GROUPS for name in keys for said in written(table, name))
    heads = {said.split()[0][:_HEAD].lower() for said in words}
    return frozenset(heads | {name[:_HEAD] for name in month_names()})


def _may_qualify(text: str) -> bool:
    words = _PIECE.findall(text)
    return 0 < len(words) <= MOST_ALONE or any(
        word[0].isdigit() or word in _SIGNS or _may_begin(word) for word in words
    )


def _may_begin(word: str) -> bool:
    """Tell whether anything that qualifies may begin with *word*; quickly, for most does not."""
    return word[:_HEAD].lower() in _heads()


_PIECE: Final = re.compile(rf"[^\W_]+|[{_SIGNS}]")
