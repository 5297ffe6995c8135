"""Whether a remark says that a number counts another thing: „обуки, не лица“, "not persons".

What it calls the number stands before, or behind a „but“; what it does not count behind „не“ or
„наместо“. Only a remark that says no more than that is of the value: „обуки, не лица од МВР“ and
„лица, не обуки“ change nothing beside a number of persons. Other ways to say what a number counts:
``other_unit.py``.
"""

import re
from typing import Final

from ovpsheets.intake.meaning.named_in_words import keys_of
from ovpsheets.intake.meaning.spelling import visible
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.languages import pattern
from ovpsheets.templates import cached

_LONGEST: Final = 10  # words
_SMALL: Final = ("plain", "linking", "labels", "total")
_END: Final = re.compile(r"[,;.()!]")


def counts_another(text: str, wanted: Wanted) -> bool:
    """Tell whether *text* says that the value beside which it stands is not of its unit."""
    said = visible(text)
    found = _contrast().search(said)
    if found is None or len(keys_of(said)) > _LONGEST:
        return False
    denied, _, rest = _contrary().sub(";", said[found.end() :]).partition(";")
    denied, *more = _END.split(denied, maxsplit=1)
    called = said[: found.start()] or rest or "".join(more)
    if _is_of_unit(denied, wanted):
        return not _is_of_unit(called, wanted)
    return _is_other_noun(called, wanted) and _is_other_noun(denied, wanted)


def names_a_part(unit: str, wanted: Wanted) -> bool:
    """Tell whether *unit*, which a member made of the plan's, is of fewer: „жени“ of „лица“."""
    known, own = vocabulary(), wanted.own
    nouns = [word for word in _words(visible(unit)) if known.counts(word)]
    return bool(own.unit) and any(
        not _is_unit(word, wanted) and own.text.isdisjoint(known.forms.beginnings(word))
        for word in nouns
    )


def _is_of_unit(clause: str, wanted: Wanted) -> bool:
    """Tell whether a clause names the unit, in any language, and says no more."""
    words = _words(clause)
    return bool(words) and all(_is_unit(word, wanted) for word in words)


def _is_unit(word: str, wanted: Wanted) -> bool:
    known, own = vocabulary(), wanted.own
    if not own.unit.isdisjoint(known.forms.beginnings(word)) or known.same_thing(word) in own.alike:
        return True
    # „persons“ for „лица“: a word for anything of the kind that the unit counts.
    return bool(own.counts) and known.is_general(word) and known.counts(word) == own.counts


def _is_other_noun(clause: str, wanted: Wanted) -> bool:
    """Tell whether a clause is nouns that count what the indicator does not name."""
    known, own, words = vocabulary(), wanted.own, _words(clause)
    return bool(own.counts and words) and all(
        known.counts(word) not in ("", own.counts)
        and (own.unit | own.text).isdisjoint(known.forms.beginnings(word))
        for word in words
    )


def _words(clause: str) -> list[str]:
    known = vocabulary()
    return [word for word in keys_of(clause) if not any(known.has(group, word) for group in _SMALL)]


@cached
def _contrast() -> re.Pattern[str]:
    # One may begin with the comma that stands right behind a word.
    return re.compile(
        rf"(?:(?<!\w)|(?=,))(?:{pattern('qualifying', 'contrasts')})(?!\w)", re.IGNORECASE
    )


@cached
def _contrary() -> re.Pattern[str]:
    return re.compile(rf",?\s*(?<!\w)(?:{pattern('qualifying', 'contrary')})(?!\w)", re.IGNORECASE)
