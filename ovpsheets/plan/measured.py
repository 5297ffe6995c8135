"""What an indicator's value is, in its own type: the one place that every output asks.

A table has two columns for a value, a number and a text, and the plan has a number
or a text for a baseline or target. What they mean depends on the kind.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from ovpsheets.kinds import Kind, ReadAs
from ovpsheets.plan.choice_lists import choose
from ovpsheets.texts import Texts
from ovpsheets.words import is_placeholder

Measured = bool | float | date | str | None
"""True and False are yes and no; a text is one that was asked for, or could not be read."""

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def measured(kind: Kind, value: float | None, text: str | None = None) -> Measured:
    """Return what *value* and *text* say of an indicator of *kind*; None where nothing is given.

    A text that is not what the kind wants stays a text: it is what somebody typed.
    """
    if value is not None:
        return value > 0 if kind.read_as is ReadAs.YES_NO else float(value)
    return _OF_TEXT[kind.read_as](text) if text else None


def planned(kind: Kind, measure: float | str | None) -> Measured:
    """Return a baseline or target as :func:`measured` does; *measure* is as the plan holds it."""
    return measured(kind, None, measure) if isinstance(measure, str) else measured(kind, measure)


def in_words(said: Measured, texts: Texts) -> str:
    """Return what was said as people read it: a yes or no as a word, a day and a number in figures.

    "" for None; a text as it stands.
    """
    if isinstance(said, bool):
        return texts("words.yes" if said else "words.no")
    if isinstance(said, float):
        return texts.number(said)
    return texts.short_date(said) if isinstance(said, date) else said or ""


def is_answer(kind: Kind, text: str) -> bool:
    """Tell whether *text* alone answers an indicator of *kind*; beside a number it is a remark."""
    if kind.read_as is ReadAs.TEXT:
        return bool(text) and (text == "0" or not is_placeholder(text))
    return text != "" and not isinstance(measured(kind, None, text), str)


def _yes_no(text: str) -> bool | str:
    code = choose("yes_no", text)
    return text if code is None else code == "yes"


def _day(text: str) -> date | str:
    # Not fromisoformat alone: it takes eight figures, which somebody may have typed, for a day.
    try:
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else text
    except ValueError:
        return text


_OF_TEXT: Final[Mapping[ReadAs, Callable[[str], Measured]]] = {
    ReadAs.NUMBER: str,
    ReadAs.YES_NO: _yes_no,
    ReadAs.DAY: _day,
    ReadAs.TEXT: str,
}
