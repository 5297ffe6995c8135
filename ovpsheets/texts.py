"""Every text people read, from the catalogues in ``workbook_templates/texts``.

A catalogue is a TOML file in which the languages stand side by side, so
that a translator needs no tool but an editor::

    [cover.title]
    en = "Report for the {quarter}"
    mk = "Известување за {quarter}"
    sq = "Njoftim për {quarter}"

The file's name is the first part of the key: ``texts("form.cover.title", …)``.
A text that depends on a number gives one wording per CLDR plural category
(``mk = {one = "…", other = "…"}``), chosen by the value ``n``.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from ovpsheets.extensions import load
from ovpsheets.languages import LANGUAGES, TAGS, TEMPLATES, Language
from ovpsheets.quarter import Quarter

TEXTS_GROUP: Final = "ovpsheets.texts"

Wordings = Mapping[Language, str | Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a value of a text, which every language writes its own way.

    ``before``, ``behind``: what stands right beside it ("%", " €"). ``grouped``: thousands are
    set apart; a number that is quoted from a cell is as the cell shows it.
    """

    value: Decimal
    before: str = ""
    behind: str = ""
    grouped: bool = True

    def in_(self, language: Language) -> str:
        """Return it as *language* writes it, with all its decimals."""
        pattern = "#,##0.###############" if self.grouped else "0.###############"
        shown = format_decimal(self.value, format=pattern, locale=_locale(language))
        return f"{self.before}{shown}{self.behind}"


Value = str | Figure
"""What sentences of the intake are given: words, or a number."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The catalogue seen in one language; call it with a key and its values."""

    language: Language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of *key* with *values* put in, a :class:`Figure` as people write it.

        Raises KeyError for an unknown key or a missing value: both are faults
        of the program, and a test formats every text.
        """
        wording = _wordings(key)[self.language]
        if not isinstance(wording, str):
            wording = wording[self._plural_category(values["n"])]
        if "{" not in wording:
            return wording
        return wording.format_map(
            {
                name: value.in_(self.language) if isinstance(value, Figure) else value
                for name, value in values.items()
            }
        )

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows *key*."""
        return key in catalogue() or key in texts_of_others()

    def speaks(self, key: str) -> bool:
        """Tell whether the catalogue has *key* in this language."""
        return self.has(key) and self.language in _wordings(key)

    def long_date(self, day: date) -> str:
        """Return *day* as officials write it in running text: „10 октомври 2022 година“."""
        return self("dates.long", day=day.day, month=self.month(day.month), year=day.year)

    def short_date(self, day: date) -> str:
        """Return *day* in figures, as :func:`short_date`."""
        return short_date(day)

    def month(self, number: int) -> str:
        """Return the name of month *number* (1 to 12) as it stands inside a date."""
        return str(self.locale.months["format"]["wide"][number])

    def quarter(self, quarter: Quarter) -> str:
        """Return the quarter's name: „трет квартал 2022 година“."""
        return self(f"dates.quarter.{quarter.number}", year=quarter.year)

    def quarter_object(self, quarter: Quarter) -> str:
        """Return the quarter's name as it stands behind "for": „për tremujorin e tretë 2022“."""
        return self(f"dates.quarter_object.{quarter.number}", year=quarter.year)

    def period(self, quarter: Quarter) -> str:
        """Return the quarter's days: „1 јули – 30 септември 2022 година“."""
        first, last = quarter.start, quarter.end
        return self(
            "dates.period",
            first=first.day,
            first_month=self.month(first.month),
            last=last.day,
            last_month=self.month(last.month),
            year=last.year,
        )

    def number(self, value: float) -> str:
        """Return *value* with the language's separators and at most six decimals."""
        return _number(value, self.language)

    def listing(self, items: Iterable[str]) -> str:
        """Join *items* as a sentence does: „А, Б и В“."""
        return str(format_list(list(items), locale=self.locale))

    @property
    def locale(self) -> Locale:
        """Babel's locale for this language as used in North Macedonia."""
        return _locale(self.language)

    def _plural_category(self, n: Any) -> str:
        return str(self.locale.plural_form(n))


def short_date(day: date) -> str:
    """Return *day* in figures: 10.10.2022, the form used in tables in every language."""
    return f"{day.day}.{day.month}.{day.year}"


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(TAGS[language].locale)


@lru_cache(maxsize=4096)  # Babel reads the format anew each time
def _number(value: float, language: Language) -> str:
    return str(format_decimal(value, format="#,##0.######", locale=_locale(language)))


@cache
def catalogue() -> Mapping[str, Wordings]:
    """Return every text by its key, in all languages. Read once, never changed."""
    found: dict[str, Wordings] = {}
    folder = resources.files(TEMPLATES) / "texts"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            tables = tomllib.loads(entry.read_text(encoding="utf-8"))
            found.update(_leaves(entry.name.removesuffix(".toml"), tables))
    return MappingProxyType(found)


def _wordings(key: str) -> Wordings:
    known = catalogue().get(key)
    return known if known is not None else texts_of_others()[key]


def texts_of_others() -> Mapping[str, Wordings]:
    """Return the texts of rules that other packages add (entry points ``ovpsheets.texts``)."""
    return _texts_on(tuple(sys.path))


@cache  # what is installed follows from where Python looks
def _texts_on(_path: tuple[str, ...]) -> Mapping[str, Wordings]:
    found: dict[str, Wordings] = {}
    for text in load(TEXTS_GROUP).values():
        try:
            tables = tomllib.loads(text) if isinstance(text, str) else {}
        except tomllib.TOMLDecodeError:
            continue  # its rules have no words then, and are refused for it
        found.update(_leaves("rules", tables))
    return MappingProxyType(found)


def _leaves(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Wordings]]:
    wordings = {language: table[language] for language in LANGUAGES if language in table}
    if wordings:
        yield prefix, wordings
    for key, inner in table.items():
        if key not in LANGUAGES and isinstance(inner, dict):
            yield from _leaves(f"{prefix}.{key}", inner)
