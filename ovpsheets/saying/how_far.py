"""What a text says of how far the work is, beside a status that says otherwise.

Known are a few phrases of each language (``status_in_text`` in ``workbook_templates/reading``). A
sentence is judged by itself, and in doubt it says nothing of how far the work is.
"""

import re
from collections.abc import Iterator
from typing import Final

from ovpsheets.languages import pattern
from ovpsheets.templates import cached

_END: Final = re.compile(r"[.;!?]\s+|\n")
"""A sentence ends before a blank: „30.9.2022“ is none."""

_FIRST_WORDS: Final = 4


def goes_on(text: str) -> bool:
    """Tell whether *text* says that the work is not done yet: „преостануваат уште две обуки“."""
    return any(
        _has("goes_on", said) or (_has("rest", said) and _has("to_come", said))
        for said in _sentences(text)
    )


def is_done(text: str) -> bool:
    """Tell whether *text* says that the activity as a whole is done, and nothing less."""
    return any(
        _has("done", said) and not _has("less", said) and "%" not in said
        for said in _sentences(text)
    )


def has_begun(text: str) -> bool:
    """Tell whether *text* says of something that it was done: „одржани се две обуки“."""
    return any(_has("begun", said) and not _has("not_done", said) for said in _sentences(text))


def says_undone(text: str) -> bool:
    """Tell whether *text* says that something was not done: „обуките не се одржани“.

    Only the first words may stand before it: „… , освен една што не е одржана“ is none.
    """
    return _denies(text, _undone())


def says_unbegun(text: str) -> bool:
    """Tell whether *text* says that the activity itself was not begun.

    „Ништо не е реализирано“ is true of a quarter in which what was begun before stood still.
    """
    return _denies(text, _unbegun())


def _denies(text: str, denial: re.Pattern[str]) -> bool:
    said = (own for own in _sentences(text) if denial.match(own))
    return any(not _has("not_all", own) for own in said)


@cached
def _undone() -> re.Pattern[str]:
    acts, nothing = _group("acts"), _group("nothing")
    denied = rf"(?:{_group('denies')})\s+(?:{acts}|{_group('starts')})|{nothing}"
    return re.compile(rf"\s*(?:[^\W_]+\s+){{0,{_FIRST_WORDS}}}?(?:{denied})(?!\w)")


@cached
def _unbegun() -> re.Pattern[str]:
    denied = rf"(?:{_group('denies')})\s+(?:{_group('starts')})"
    return re.compile(rf"\s*(?:(?:{_group('subject')})\s+)?(?:{denied})(?!\w)")


def _group(key: str) -> str:
    return pattern("status_in_text", key).lower()


def _sentences(text: str) -> Iterator[str]:
    # In small letters: to look for both takes three times as long.
    return (said for said in _END.split(text.lower()) if said.strip())


def _has(group: str, said: str) -> bool:
    return _phrases(group).search(said) is not None


@cached
def _phrases(group: str) -> re.Pattern[str]:
    listed, other = pattern("status_in_text", group), pattern("status_in_text", f"{group}_but")
    # „во тек е“ is one of them, „во тек на кварталот“ is not.
    return re.compile(rf"(?<!\w)(?:{listed.lower()})(?!\w)(?!\s+(?:{other})(?!\w))")
