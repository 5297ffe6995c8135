"""Whether a remark says that a number counts another thing: „обуки, не лица“, "not persons".

What it calls the number stands before, or behind a „but“; what it does not count behind „не“ or
„наместо“. Only a remark that says no more than that is of the value: „обуки, не лица од МВР“ and
„лица, не обуки“ change nothing beside a number of persons. A noun alone says it, too: „обуки“,
„12 часови“ beside 12 persons; documents and bodies do not, for these are what sources are called.
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
_FEW: Final = 3  # words
_SMALL: Final = ("plain", "linking", "labels", "total")
_BY_ITSELF: Final = frozenset({"persons", "events", "things"})
_DOCUMENTS: Final = "documents"
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


def is_another_noun(text: str, wanted: Wanted) -> bool:
    """Tell whether *text* is nothing but a noun for what the indicator does not count."""
    words = _words(visible(text))
    if wanted.kind.shows_unit or not 0 < len(words) <= _FEW:
        return False
    if any(map(str.isdigit, text)):  # „2 обуки“ beside 33 persons tells where these were
        return False
    if wanted.kind.is_share and len(words) < len(keys_of(text)) and _is_labelled(text):
        return all(vocabulary().counts(word) for word in words)  # „број на општини“ is no share
    if _is_list(text):  # „обуки и состаноци“ counts more than trainings
        words = [word for word in words if not _is_unit(word, wanted)]
    return bool(words) and all(_is_of_another(word, wanted) for word in words)


def _is_list(text: str) -> bool:
    if _contrast().search(text):  # „лица, не обуки“
        return False
    return "," in text or any(vocabulary().has("and", word) for word in keys_of(text))


def _is_labelled(text: str) -> bool:
    return any(vocabulary().has("labels", word) for word in keys_of(text))


def names_a_part(unit: str, wanted: Wanted) -> bool:
    """Tell whether *unit*, which a member made of the plan's, is of fewer: „жени“ of „лица“."""
    known, own = vocabulary(), wanted.own
    nouns = [word for word in _words(visible(unit)) if known.counts(word)]
    return bool(own.unit) and any(
        not _is_unit(word, wanted) and own.text.isdisjoint(known.forms.beginnings(word))
        for word in nouns
    )


def _is_of_another(word: str, wanted: Wanted) -> bool:
    known, own = vocabulary(), wanted.own
    named = own.unit if own.counts and own.unit else own.unit | own.text
    if not named or not named.isdisjoint(known.forms.beginnings(word)):
        return False
    counts = known.counts(word)
    if word in known.apart and counts != _DOCUMENTS:  # minutes are a source's name, too
        return True
    is_plural = not known.listed.isdisjoint(known.forms.beginnings(word))
    # „состаноци“ are events as trainings are, and none of them.
    is_general = not own.things or known.is_general(word)
    is_same = (counts == own.counts and is_general) or known.same_thing(word) in own.alike
    return is_plural and counts in _BY_ITSELF and not is_same


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
