"""What forms issued by earlier versions say that those of now do not, by which it is known.

A form may be on a desk while the coordinator installs a new version. Before the check stood
beside the code it was the last column, and commitment or activity the third; counters counted
rows and had squares for progress; headings were longer.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.templates import cached
from ovpsheets.texts import Texts, texts_of_file
from ovpsheets.words import LANGUAGES

_LAST: Final = "check"
_THIRD: Final = ("commitment", "activity")
_PLACE: Final = 2

_SQUARES: Final = 'REPT("■",'
_BAR: Final = r"[■□]+   \d+ {of} \d+"


def orders(keys: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the orders in which a table with these columns was ever issued, that of now first."""
    others = [key for key in keys if key != _LAST and key not in _THIRD]
    third = [key for key in keys if key in _THIRD]
    before = (*others[:_PLACE], *third, *others[_PLACE:], *(key for key in keys if key == _LAST))
    return tuple(keys), before


@cached
def said_before() -> tuple[str, ...]:
    """Return headings and hints of earlier forms, in every language; their guide has them, too."""
    return tuple(text for table in BUILT_IN.tables for text in _before(f"{table}."))


def headings_before(table: str, column: str) -> tuple[str, ...]:
    """Return the headings that a column had, one a language; none for one that kept its own."""
    return tuple(_before(f"{table}.{column}"))


def _before(beginning: str) -> Iterator[str]:
    keys = texts_of_file(f"form.earlier.{beginning}")
    yield from (Texts(language)(key) for key in keys for language in LANGUAGES)


def is_counter(formula: str) -> bool:
    """Tell whether a formula is a counter of an earlier form."""
    squeezed = "".join(formula.split())  # each program has blanks of its own in it
    return _SQUARES in squeezed or any(words in squeezed for words in _joined())


@cached
def _joined() -> tuple[str, ...]:
    return tuple(f'"{"".join(words.split())}"&' for words in _counting())


def says_counter(text: str) -> bool:
    """Tell whether a text is what a counter of an earlier form came to."""
    return any(re.fullmatch(pattern, text) for pattern in _patterns())


@cached
def _patterns() -> tuple[str, ...]:
    ofs = [re.escape(Texts(language)("form.cover.of")) for language in LANGUAGES]
    counted = [rf"{re.escape(words)} \d+(?: (?:{'|'.join(ofs)}) \d+)?" for words in _counting()]
    return (*(_BAR.format(of=of) for of in ofs), *counted)


def _counting() -> Iterator[str]:
    for language in LANGUAGES:
        for key in ("missing", "incomplete", "rows_ready"):
            yield Texts(language)(f"form.earlier.{key}")
