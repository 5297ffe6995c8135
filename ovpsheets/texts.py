"""The catalogue as one reader sees it: every text people read, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import MAX_PREC, Decimal, localcontext
from functools import cache, lru_cache
from typing import Any, Final

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from ovpsheets.languages import OF_PROGRAMS, Language, tags, tags_in
from ovpsheets.quarter import Quarter
from ovpsheets.templates import Templates, active
from ovpsheets.text_files import Wordings, catalogue_of, texts_of_others
from ovpsheets.text_files import catalogue as catalogue
from ovpsheets.text_files import texts_of_file as texts_of_file


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
        shown = _written(self.value, pattern, locale_of(language))
        return f"{self.before}{shown}{self.behind}"


_COUNTS: Final = frozenset({"n", "total", "expected", "shown", "urgent", "before"})
"""What counts are called in the texts; a year or a number of a row is no count."""

_GROUPED: Final = 1_000

Value = str | Figure
"""What sentences of the intake are given: words, or a number."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The catalogue seen in one language; call it with a key and its values.

    It is that of the templates at work where it was made, wherever it is used.
    """

    language: Language
    templates: Templates = field(default_factory=active, repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of *key* with *values* put in, figures and counts as people write them.

        Raises KeyError for an unknown key or a missing value: both are faults
        of the program, and a test formats every text.
        """
        wording = self._wordings(key).get(self.language)
        if wording is None:  # of a language that nobody has finished
            return self._of_programs(key, **values)
        if not isinstance(wording, str):
            # A form that a language lacks is told by the check; "other" is always there.
            wording = wording.get(self._plural_category(values["n"]), wording["other"])
        if "{" not in wording:
            return wording
        return wording.format_map(
            {name: self._written(name, value) for name, value in values.items()}
        )

    def _written(self, name: str, value: object) -> object:
        if isinstance(value, Figure):
            return value.in_(self.language)
        if name in _COUNTS and isinstance(value, int) and value >= _GROUPED:
            return self.number(value)
        return value

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows *key*."""
        return key in catalogue() or key in texts_of_others()

    def speaks(self, key: str) -> bool:
        """Tell whether the catalogue has *key* in this language."""
        return self.has(key) and self.language in self._wordings(key)

    def _wordings(self, key: str) -> Wordings:
        try:
            return catalogue_of(self.templates)[key]
        except KeyError:
            return texts_of_others()[key]

    def _of_programs(self, key: str, **values: object) -> str:
        if self.language == OF_PROGRAMS:
            raise KeyError(key)
        return Texts(OF_PROGRAMS, self.templates)(key, **values)

    def long_date(self, day: date) -> str:
        """Return *day* as officials write it in running text: „10 октомври 2022 година“."""
        return self("dates.long", day=day.day, month=self.month(day.month), year=day.year)

    def short_date(self, day: date) -> str:
        """Return *day* in figures, as :func:`short_date`."""
        return short_date(day)

    def month(self, number: int) -> str:
        """Return the name of month *number* (1 to 12) as it stands inside a date."""
        own = tags_in(self.templates, self.language).months
        return own[number - 1] if own else str(self.locale.months["format"]["wide"][number])

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
        return _number(value, tags_in(self.templates, self.language).locale)

    def listing(self, items: Iterable[str]) -> str:
        """Join *items* as a sentence does: „А, Б и В“."""
        return str(format_list(list(items), locale=self.locale))

    @property
    def locale(self) -> Locale:
        """Babel's locale for this language."""
        return _locale(tags_in(self.templates, self.language).locale)

    def _plural_category(self, n: Any) -> str:
        return str(self.locale.plural_form(n))


def short_date(day: date) -> str:
    """Return *day* in figures: 10.10.2022, the form used in tables in every language."""
    return f"{day.day}.{day.month}.{day.year}"


def locale_of(language: Language) -> Locale:
    """Return Babel's locale of a language: its months, numbers, plural forms and lists."""
    return _locale(tags(language).locale)


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@lru_cache(maxsize=4096)  # Babel reads the format anew each time
def _number(value: float, locale: str) -> str:
    return _written(value, "#,##0.######", locale)


def _written(value: Decimal | float, pattern: str, locale: Locale | str) -> str:
    with localcontext(prec=MAX_PREC):  # a member's number may have more digits than the usual 28
        return str(format_decimal(value, format=pattern, locale=locale))
