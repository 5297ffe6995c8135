"""Letters typed for digits: О for 0, З for 3, l or І for 1."""

import re
from typing import Final

_LETTERS: Final = "OoОоЗзlIІі|"
_LONE: Final = frozenset("OОoоЗl|")  # those that are hardly ever words by themselves
_DIGITS: Final = str.maketrans(_LETTERS, "00003311111")
_TOKEN: Final = re.compile(r"\S+")
_MIXED: Final = re.compile(rf"[+\-]?[0-9.,/'{_LETTERS}]+%?")


def digits_meant(text: str) -> str:
    """Return *text* with digits for look-alike letters, where such letters stand among digits.

    "" when there are none. A proposal only: „1О“ is never read as 10.
    """
    meant = _TOKEN.sub(lambda token: _fixed(token[0]), text)
    return "" if meant == text else meant


def _fixed(token: str) -> str:
    among = any(map(str.isdigit, token)) and _MIXED.fullmatch(token)
    return token.translate(_DIGITS) if among or token in _LONE else token
