"""Numbers in words, and the words that change what a number beside them means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from ovpsheets.intake.meaning.spelling import key, keys

_UNITS: Final = (
    ("нула", "zero"), ("еден", "една", "едно", "një", "one"),
    ("два", "две", "двајца", "dy", "two"), ("три", "тројца", "tre", "tri", "three"),
    ("четири", "четворица", "katër", "four"), ("пет", "петмина", "pesë", "five"),
    ("шест", "шестмина", "gjashtë", "six"), ("седум", "седуммина", "shtatë", "seven"),
    ("осум", "осуммина", "tetë", "eight"), ("девет", "деветмина", "nëntë", "nine"),
)  # fmt: skip
_TEENS: Final = (
    ("десет", "десетмина", "dhjetë", "ten"), ("единаесет", "njëmbëdhjetë", "eleven"),
    ("дванаесет", "dymbëdhjetë", "twelve"), ("тринаесет", "trembëdhjetë", "thirteen"),
    ("четиринаесет", "katërmbëdhjetë", "fourteen"),
    ("петнаесет", "pesëmbëdhjetë", "fifteen"), ("шеснаесет", "gjashtëmbëdhjetë", "sixteen"),
    ("седумнаесет", "shtatëmbëdhjetë", "seventeen"),
    ("осумнаесет", "tetëmbëdhjetë", "eighteen"),
    ("деветнаесет", "nëntëmbëdhjetë", "nineteen"),
)  # fmt: skip
_TENS: Final = (
    ("дваесет", "njëzet", "twenty"), ("триесет", "tridhjetë", "thirty"),
    ("четириесет", "dyzet", "forty"), ("педесет", "pesëdhjetë", "fifty"),
    ("шеесет", "gjashtëdhjetë", "sixty"), ("седумдесет", "shtatëdhjetë", "seventy"),
    ("осумдесет", "tetëdhjetë", "eighty"), ("деведесет", "nëntëdhjetë", "ninety"),
)  # fmt: skip
_HUNDRED: Final = ("сто", "стотина", "njëqind", "hundred", "one hundred")
_AND: Final = (" и ", " e ", " ", " and ")

MAGNITUDES: Final[Mapping[str, int]] = {
    word: factor
    for factor, words in (
        (1_000, ("илјада", "илјади", "mijë", "thousand", "thousands")),
        (1_000_000, ("милион", "милиони", "млн", "milion", "milionë", "mln", "million",
                     "millions")),
        (1_000_000_000, ("милијарда", "милијарди", "млрд", "miliard", "miliardë", "mlrd")),
    )
    for word in keys(words)
}  # fmt: skip
"""Words that multiply: „5 илјади“ is 5000."""

UNCLEAR_MAGNITUDES: Final = keys(
    ("мил", "mil", "mio", "mld", "k", "m", "т", "к", "м", "билион", "билиони", "billion",
     "bilion", "тис", "илј")
)  # fmt: skip
"""Thousand, million or a measure: „5 мил.“, "5 M", "a billion"."""

APPROXIMATE: Final = keys(
    ("околу", "приближно", "отприлика", "некаде", "цца", "скоро", "речиси", "неколку",
     "над", "повеќе", "барем", "најмалку", "минимум", "мин", "апроксимативно",
     "rreth", "afërsisht", "përafërsisht", "afro", "gati", "pothuajse", "mbi", "shumë", "pakten",
     "paku", "minimumi", "about", "approximately", "approx", "around", "circa", "cca", "ca",
     "nearly", "almost", "over", "more", "least", "min", "minimum", "roughly", "plus")
)  # fmt: skip
"""Not exactly so many; also more than so many, at least so many."""

UPPER_BOUNDS: Final = keys(
    ("помалку", "под", "до", "најмногу", "максимум", "макс", "nën", "pak", "deri", "maksimum",
     "maksimumi", "less", "fewer", "under", "below", "up", "most", "max", "maximum", "until")
)  # fmt: skip
"""At most so many: how many is not said."""

BEFORE_ONLY: Final = keys(
    ("до", "под", "над", "мин", "nën", "mbi", "deri", "up", "under", "below", "over", "until",
     "around", "plus", "ca")
)  # fmt: skip
"""Of the two lists above: mean this only before the number (but „12 извештаи до Владата“)."""

# No Latin spelling of the Macedonian ones: "ne" would be Albanian „në“ (in).
UNCLEAR: Final = frozenset(
    map(key, (
        "не", "нема", "ниту", "ни", "без", "освен", "минус", "по", "секој", "секоја", "секое",
        "дневно", "неделно", "месечно", "годишно", "пати", "квартал", "тримесечје", "тромесечје",
        "член", "чл", "точка", "став", "активност", "индикатор", "бр", "или", "меѓу",
        "nema", "nitu", "bez", "osven",
        "nuk", "s'ka", "ska", "jo", "pa", "minus", "secili", "secila", "çdo", "herë", "neni",
        "pika", "tremujor", "tremujori", "nr", "ose", "ndërmjet", "midis",
        "not", "no", "none", "without", "except", "each", "every", "per", "daily", "monthly",
        "times", "quarter", "article", "point", "item", "or", "between",
    ))
)  # fmt: skip
"""Words beside a number that may make it another number, or the number of something else."""

NOT_YET: Final = keys(
    ("планирани", "планиран", "планирана", "планирано", "план", "предвидени", "предвидено",
     "предвидена", "предвиден", "закажани", "очекувани", "planifikuar", "planifikuara", "plan",
     "parashikuar", "parashikuara", "pritur", "planned", "foreseen", "expected", "scheduled")
)  # fmt: skip
"""What is meant to be, not what is."""

HARMLESS: Final = frozenset({"për", "në"})
"""Albanian words that are like unclear ones but for their marks."""

OF_A_YEAR: Final = keys(("во", "од", "за", "до", "in", "since", "for", "of", "në", "gjatë", "për"))
"""Before a number such as 2022: it is a year."""

YEAR: Final = keys(
    ("година", "годината", "год", "г", "viti", "vitin", "vitit", "vit", "year", "години")
)
PERCENT: Final = keys(
    ("отсто", "процент", "проценти", "проц", "përqind", "për qind", "perqind", "qind", "percent",
     "per cent", "cent", "percentage", "posto", "përqindje")
)  # fmt: skip
GLUED_APPROXIMATE: Final = keys(("тина", "ина", "tina", "ish"))  # 30-тина

CURRENCIES: Final[Mapping[str, str]] = {
    word: code
    for code, words in (
        ("MKD", ("ден", "денар", "денари", "мкд", "mkd", "den", "denar", "denarë", "denarë mk",
                 "denars")),
        ("EUR", ("евро", "евра", "еур", "eur", "euro", "euros", "€")),
        ("USD", ("долар", "долари", "usd", "dollar", "dollars", "dollarë", "us$", "$")),
        ("CHF", ("франк", "франци", "chf")),
        ("GBP", ("фунта", "фунти", "gbp", "£")),
    )
    for word in keys(words)
}  # fmt: skip


def number_in_words(text: str) -> int | None:
    """Return the number that *text* spells out, up to a hundred; None for anything else."""
    return _spelled_out().get(key(text))


def numbers_among(words: Sequence[str]) -> Iterator[int]:
    """Yield the numbers spelled out among *words* („дваесет и пет“ is one)."""
    start = 0
    while start < len(words):
        for length in (3, 2, 1):
            number = number_in_words(" ".join(words[start : start + length]))
            if number is not None and start + length <= len(words):
                yield number
                start += length - 1
                break
        start += 1


@cache
def _spelled_out() -> Mapping[str, int]:
    numbers: dict[str, int] = {}
    for first, rows in ((0, _UNITS), (10, _TEENS)):
        for number, words in enumerate(rows, first):
            numbers |= dict.fromkeys(keys(words), number)
    for ten, tens in enumerate(_TENS, 2):
        numbers |= dict.fromkeys(keys(tens), ten * 10)
        for unit, units in enumerate(_UNITS[1:], 1):
            numbers |= dict.fromkeys(keys(_joined(tens, units)), ten * 10 + unit)
    return numbers | dict.fromkeys(keys(_HUNDRED), 100)


def _joined(tens: Iterable[str], units: Sequence[str]) -> Iterator[str]:
    return (f"{ten}{joint}{unit}" for ten in tens for unit in units for joint in _AND)
