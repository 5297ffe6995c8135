"""What a number format makes of a number: ECMA-376 part 1, 18.8.30 and 18.8.31 (numFmt).

One small reader serves every place where a format matters: whether a cell shows its
number times 100, which words or currency stand beside it, which of day, month and
year a date shows. Nothing is rendered.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|[_*]."  # a blank as wide as a character; a character that fills the cell
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>general|standard)"
    r"|(?P<am_pm>am/pm|a/p)"
    r"|(?P<letters>y+|m+|d+|h+|s+|e+(?![+-])|g+)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_BEHIND: Final = re.compile(r"(?<=[0#?]),+(?![0#?,.])")
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.,]+)")
_FIGURES: Final = ("0", "#", "?")
_PLACES: Final = "0#?@"  # for figures, and for a text
_BLANKS: Final = re.compile(r"\s+")
_PER_MILLE: Final = "‰"
_LIMITS: Final = "+<>=~"  # shown without quotes; before a number they make it another one
_TAKES_AWAY: Final = "-−("  # (12) is -12 to an accountant


class Section(NamedTuple):
    """One section of a format: what it makes of the numbers it is for."""

    condition: str = ""  # "<", ">=" …, "" where the section's place says for which it is
    limit: float = 0.0
    times_100: bool = False
    divides: int = 1  # by how much a number is divided before it is shown: "#,##0," by 1,000
    shows_number: bool = True  # no section that is a word alone, or nothing
    before: str = ""  # the words and the currency it puts before the number
    behind: str = ""  # and behind it
    currency: str = ""  # what it names as one by its form: [$лв.-402], ₽
    minus: str = ""  # what it puts before the number as a minus: "-" or "("
    dates: frozenset[str] = frozenset()  # of "d", "m", "y"
    has_time: bool = False
    is_elapsed: bool = False  # hours, minutes or seconds beyond a day: a duration, no moment
    is_general: bool = False
    parts: tuple[str, ...] = ()  # places for figures and signs between that are no number's: 0"-"0
    decimals: int | None = None  # how many it shows, the number being rounded; None: all there are

    def in_parts(self, value: float) -> str:
        """Return how *value* is shown where signs stand between its figures; "" where none do."""
        figures, shown = list(f"{abs(value):.0f}"), ""
        if not self.parts:
            return ""
        for mark in reversed(self.parts):
            if mark not in _FIGURES:
                shown = mark + shown
            elif figures:
                shown = figures.pop() + shown
            else:
                shown = ("0" if mark == "0" else "") + shown
        return "".join(figures) + shown

    def rounded(self, value: float) -> Decimal | None:
        """Return the number that is seen where *value* is rounded to be shown; None for as it is.

        Times 100 where the format multiplies: 0.996 is seen as 100 by ``0%``.
        """
        if self.decimals is None or (value.is_integer() and self.divides == 1):
            return None
        full = Decimal(f"{value * (100 if self.times_100 else 1) / self.divides:.15g}")
        # Half a unit is rounded away from zero, as office programs do.
        whole = full.scaleb(self.decimals).to_integral_value(ROUND_HALF_UP)
        seen = whole.scaleb(-self.decimals) + 0  # nought has no minus
        return None if seen == full else seen

    @property
    def beside(self) -> str:
        """The words, and the currency, that it puts beside the number; "" for none."""
        return " ".join(f"{self.before} {self.behind}".split())


class NumberFormat(NamedTuple):
    """A number format: its code and its sections, as :func:`number_format` reads them."""

    code: str
    is_date: bool  # of positive numbers it makes dates, times or durations
    is_elapsed: bool
    sections: tuple[Section, ...]

    @property
    def dates(self) -> frozenset[str]:
        """Return which of day, month and year ("d", "m", "y") a date shows; empty for no date."""
        return self.sections[0].dates if self.is_date else frozenset()

    def section(self, value: float) -> Section:
        """Return the section that *value* is shown by."""
        if len(self.sections) == 1:
            return self.sections[0]
        if any(section.condition for section in self.sections):
            return next((s for s in self.sections if _holds(s, value)), self.sections[-1])
        if value < 0:
            return self.sections[1]
        return self.sections[2] if value == 0 and len(self.sections) > 2 else self.sections[0]

    def drops_minus(self, value: float) -> bool:
        """Tell whether a negative *value* is shown without its minus: -12 as 12 by ``0;0``.

        A section that is for negative numbers alone shows no minus but its own.
        """
        if value >= 0 or len(self.sections) == 1:
            return False
        own = self.section(value)
        is_for_negatives = own.condition in ("<", "<=") and own.limit <= 0
        if any(section.condition for section in self.sections) and not is_for_negatives:
            return False
        part = _parts(self.code)[self.sections.index(own)]
        return not any(sign in part for sign in _TAKES_AWAY)


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat:
    """Read a format code; letters in quotes, escapes, colours and conditions are no date parts.

    A section that is for texts (with ``@``, or the fourth) is left out.
    """
    sections = tuple(_section(part) for part in _parts(code)[:3])
    first = sections[0]  # for positive numbers, and only those can be dates
    shows_time = bool(first.dates) or first.has_time or first.is_elapsed
    return NumberFormat(code, shows_time and not first.is_general, first.is_elapsed, sections)


def _parts(code: str) -> list[str]:
    """Cut a code at the semicolons that stand in no quotes and are not escaped."""
    parts = [""]
    for found in _TOKEN.finditer(code):
        if found["other"] == ";":
            parts.append("")
        else:
            parts[-1] += found[0]
    return parts


def _section(part: str) -> Section:
    before: list[str] = []
    behind: list[str] = []
    beside = before
    condition, limit, currency = "", 0.0, ""
    times_100 = is_general = is_elapsed = has_am_pm = False
    letters: list[str] = []
    parts: list[str] = []  # from the first place for a figure on
    plain = lead = ""  # what is no letter of a date and no literal; what stands before the number
    for found in _TOKEN.finditer(part):
        if (inside := found["bracket"]) is not None:
            if _ELAPSED.fullmatch(inside):
                is_elapsed = True
                letters.append(inside[0].lower())
            elif inside.startswith("$"):
                named = inside[1:].partition("-")[0]
                currency = currency or _currency(named)
                beside.append(named)
            elif held := _CONDITION.fullmatch(inside.strip()):
                condition, limit = held[1], _limit(held[2])
        elif found["letters"]:
            letters.append(found["letters"][0].lower())
        elif found["general"]:
            is_general, beside = True, behind
        elif found["am_pm"]:
            has_am_pm = True
        elif found["other"] is not None:
            times_100 = times_100 or found["other"] == "%"
            plain += found["other"]
            currency = currency or _currency(found["other"], by_letters=False)
            beside = behind if found["other"] in _PLACES else beside
            beside.append(_literal(found["other"], is_first=beside is before))
            parts += [found["other"]] if parts or found["other"] in _FIGURES else []
            lead += found["other"] if beside is before else ""
        else:
            beside.append(found["quoted"] or found["escaped"] or " ")
            parts += [f"{beside[-1]}\0"] if parts else []
            lead += beside[-1] if beside is before else ""
    dates, has_time = _date_parts(letters)
    return Section(
        condition, limit, times_100, _divides(plain),
        is_general or bool(letters) or any(place in plain for place in _PLACES),
        _one_line(before), _one_line(behind), currency,
        "" if letters else _minus(lead), dates,
        has_time or has_am_pm, is_elapsed, is_general,
        () if letters or is_general else _in_parts(parts),
        None if letters or is_general else _decimals(plain),
    )  # fmt: skip


def _decimals(plain: str) -> int | None:
    """Return how many decimals are shown; None for fractions, powers of ten, and no number."""
    if not any(figure in plain for figure in _FIGURES) or any(c in plain for c in "/Ee"):
        return None
    return sum(sign in _FIGURES for sign in plain.partition(".")[2])


def _in_parts(marks: list[str]) -> tuple[str, ...]:
    """Return the places of a whole number with the signs between them, () where they are usual.

    Usual are blanks, what groups by three (``#"."##0``), and a fraction (``?/?``).
    """
    whole = marks[: marks.index(".")] if "." in marks else marks
    while whole and whole[-1] not in _FIGURES:
        whole.pop()
    signs = [mark for mark in whole if mark not in _FIGURES and mark != ","]
    runs = re.split(r"[^0#?]+", "".join(mark for mark in whole if mark != ","))
    is_grouped = all(len(run) == 3 for run in runs[1:]) and all(s[0] in ".'’" for s in signs)
    if is_grouped or not any(map(_parts_figures, signs)):
        return ()
    return tuple(mark.rstrip("\0") for mark in whole if mark != ",")


def _parts_figures(sign: str) -> bool:
    """Tell whether a sign between figures is neither a blank nor one that makes a fraction."""
    is_text = sign.endswith("\0")  # in quotes, or escaped
    return bool(sign.strip("\0 \u00a0\u202f")) and (is_text or sign not in "/E+%")


def _literal(sign: str, *, is_first: bool) -> str:
    """Return a sign without quotes as it stands beside the number; "" for one of its places."""
    if is_first and sign in _LIMITS:
        return sign
    if _is_currency_sign(sign) or sign == _PER_MILLE or (sign.isalpha() and not sign.isascii()):
        return sign
    return "" if sign in _PLACES or sign in ".,%" else " "


def _is_currency_sign(sign: str) -> bool:
    return unicodedata.category(sign) == "Sc"


def _currency(text: str, *, by_letters: bool = True) -> str:
    """Return *text*, which stands where a currency does, if it is one: no blank, no "%"."""
    named = any(_is_currency_sign(c) or (by_letters and c.isalpha()) for c in text)
    return text.strip() if named else ""


def _minus(lead: str) -> str:
    """Return the minus, or opening bracket, with which what stands before a number ends."""
    last = lead.rstrip()[-1:]
    return last if last in _TAKES_AWAY else ""


def _one_line(parts: list[str]) -> str:
    return _BLANKS.sub(" ", "".join(parts))


def _divides(plain: str) -> int:
    """Return 1,000 for one comma behind the last place for a figure, 1,000,000 for two."""
    behind = _BEHIND.search(plain)
    return int(1000 ** len(behind[0])) if behind else 1


def _date_parts(letters: list[str]) -> tuple[frozenset[str], bool]:
    """Return which of d, m, y are shown, and whether hours, minutes or seconds are.

    ``m`` after hours or before seconds are minutes (18.8.31).
    """
    dates: set[str] = set()
    has_time = False
    for at, letter in enumerate(letters):
        before = letters[at - 1] if at else ""
        after = letters[at + 1] if at + 1 < len(letters) else ""
        if letter in "hs" or (letter == "m" and (before == "h" or after == "s")):
            has_time = True
        elif letter in "dmy":
            dates.add(letter)
        elif letter == "e":  # the year of an era, in eastern formats
            dates.add("y")
    return frozenset(dates), has_time


def _limit(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0


def _holds(section: Section, value: float) -> bool:
    match section.condition:
        case "<":
            return value < section.limit
        case "<=":
            return value <= section.limit
        case ">":
            return value > section.limit
        case ">=":
            return value >= section.limit
        case "=":
            return value == section.limit
        case "<>":
            return value != section.limit
    return True  # what is left to a section without a condition


GENERAL: Final = number_format("General")
PLAIN: Final = Section()
