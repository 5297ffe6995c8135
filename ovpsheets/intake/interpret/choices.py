"""Words chosen from a list: statuses, reasons, flags, yes and no, in any case and language."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Never

from ovpsheets.intake.cells import Cell
from ovpsheets.intake.interpret.reading import Reading, settled, typed, unread
from ovpsheets.plan.model import Wording
from ovpsheets.texts import Texts
from ovpsheets.words import ANSWER_FLAGS, LANGUAGES, REASONS, REPORTABLE, Flag, Status, fold

_EDGES: Final = " \t\n\"'„“”«»‘’.,;:!()[]"

# Words that stand on the portal or that officials type beside the four in the dropdown.
_STATUS_VARIANTS: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.NOT_STARTED: (
        "незапочната", "незапочнати", "незапочнат", "не е започнато", "не е започната",
        "не започнато", "неостварено", "не е остварено", "нереализирано", "не е реализирано",
        "i pafilluar", "e pafilluar", "pa filluar", "i parealizuar", "not begun",
    ),
    Status.LIMITED: (
        "ограничен", "ограничена", "ограничени", "ограничен прогрес", "e kufizuar",
        "progres i kufizuar", "limited progress",
    ),
    Status.SUBSTANTIAL: (
        "значителен", "значителна", "значителни", "значителен прогрес", "значаен прогрес",
        "e rëndësishme", "progres i rëndësishëm", "progres i konsiderueshëm", "i konsiderueshëm",
        "substantial progress",
    ),
    Status.COMPLETED: (
        "завршена", "завршен", "завршени", "остварено", "остварена", "реализирано",
        "реализирана", "целосно реализирано", "e përfunduar", "përfunduar", "i realizuar",
        "complete", "done", "fully completed",
    ),
}  # fmt: skip

# Between limited and substantial; only the member knows which.
_STATUS_AMBIGUOUS: Final = (
    "во тек", "тековно", "се реализира", "започнато", "започната", "делумно", "на чекање",
    "in progress", "ongoing", "started", "partly", "në vazhdim", "në proces", "pjesërisht",
)  # fmt: skip

_FLAG_VARIANTS: Final[Mapping[Flag, tuple[str, ...]]] = {
    Flag.NOT_AVAILABLE: (
        "x", "н.а", "н/а", "на", "нема податоци", "нема податок", "нема достапни податоци",
        "недостапно", "not available", "n.d", "n/d", "pa të dhëna", "s'ka të dhëna",
    ),
    Flag.NOT_APPLICABLE: (
        "z", "н/п", "н.п", "неприменливо", "не е применливо", "not applicable",
        "i pazbatueshëm", "nuk aplikohet",
    ),
}  # fmt: skip

# Both "not available" and "not applicable" in English.
_FLAG_AMBIGUOUS: Final = ("n/a", "n.a", "na")

_YES: Final = ("да", "po", "yes", "true", "1", "da", "✓", "✔")
_NO: Final = ("не", "jo", "no", "false", "0", "ne")


def read_status(cell: Cell | None) -> Reading[Status]:
    """Return the status a cell names; „во тек“ is reported, for it may be two of them."""
    if cell is None:
        return Reading()
    if done := settled(cell):
        return done
    text = typed(cell)
    word = _plain(text)
    if (status := _statuses().get(word)) is not None:
        return Reading(status, text)
    if word in {_plain(other) for other in _STATUS_AMBIGUOUS}:
        return unread("status_ambiguous", text)
    return _unknown(text, _all_labels("status", REPORTABLE))


def read_reason(cell: Cell | None, own: Mapping[str, Wording]) -> Reading[str]:
    """Return the code of the reason a cell names: a built-in one, or one of the plan's *own*."""
    if cell is None:
        return Reading()
    if done := settled(cell):
        return done
    text = typed(cell)
    word = _plain(text)
    known = _builtin_reasons() | {
        _plain(label): code
        for code, wording in own.items()
        for label in (code, wording.mk, wording.sq, wording.en)
        if label
    }
    if (code := known.get(word)) is not None:
        return Reading(code, text)
    shown = [wording.in_(language) for wording in own.values() for language in LANGUAGES]
    return _unknown(text, (*_all_labels("reason", REASONS), *shown))


def read_flag(cell: Cell | None) -> Reading[Flag]:
    """Return why there is no value, as a cell says it."""
    if cell is None:
        return Reading()
    if done := settled(cell):
        return done
    text = typed(cell)
    word = _plain(text)
    if (flag := _flags().get(word)) is not None:
        return Reading(flag, text)
    # "НА" folds onto "NA" only in part: Н looks like H, not like N.
    if word in {_plain(other) for other in _FLAG_AMBIGUOUS}:
        return unread("flag_ambiguous", text)
    return _unknown(text, _all_labels("flag", ANSWER_FLAGS))


def read_yes_no(cell: Cell | None) -> Reading[bool]:
    """Return yes or no."""
    if cell is None:
        return Reading()
    if done := settled(cell):
        return done
    text = typed(cell)
    if isinstance(cell.value, bool):
        return Reading(cell.value, text)
    word = _plain(text)
    if word in {_plain(yes) for yes in _YES}:
        return Reading(True, text)
    if word in {_plain(no) for no in _NO}:
        return Reading(False, text)
    return unread("not_yes_no", text)


def _plain(text: str) -> str:
    """Fold for comparing; marks on letters too, for "perfunduar" is typed on most keyboards."""
    letters = unicodedata.normalize("NFD", " ".join(text.split()))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return fold(bare.strip(_EDGES))


def _unknown(text: str, labels: Iterable[str]) -> Reading[Never]:
    """Say what was probably meant, in the words and the language of the list."""
    known = {_plain(label): label for label in labels}
    if close := difflib.get_close_matches(_plain(text), list(known), n=1, cutoff=0.75):
        return unread("unknown_choice_close", text, near=known[close[0]])
    return unread("unknown_choice", text)


@cache
def _statuses() -> Mapping[str, Status]:
    words = {_plain(status.value): status for status in REPORTABLE}
    for status in REPORTABLE:
        labels = _labels(f"words.status.{status}")
        words |= dict.fromkeys(map(_plain, (*labels, *_STATUS_VARIANTS[status])), status)
    return words


@cache
def _builtin_reasons() -> dict[str, str]:
    words = {_plain(code): code for code in REASONS}
    for code in REASONS:
        words |= dict.fromkeys(map(_plain, _labels(f"words.reason.{code}")), code)
    return words


@cache
def _flags() -> Mapping[str, Flag]:
    words: dict[str, Flag] = {}
    for flag in ANSWER_FLAGS:
        labels = _labels(f"words.flag.{flag}")
        words |= dict.fromkeys(map(_plain, (*labels, *_FLAG_VARIANTS[flag])), flag)
    return words


def _labels(key: str) -> Iterable[str]:
    return [Texts(language)(key) for language in LANGUAGES]


def _all_labels(words: str, codes: Iterable[str]) -> Iterable[str]:
    return [label for code in codes for label in _labels(f"words.{words}.{code}")]
