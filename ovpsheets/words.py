"""The vocabulary: codes and keys that everything else is written in.

Codes are English and never shown; what people read for a code is in the
catalogues (:mod:`ovpsheets.texts`). The languages are words, too, and declared beside it.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Final

from ovpsheets.languages import LANGUAGES as LANGUAGES
from ovpsheets.languages import Language as Language
from ovpsheets.languages import default_language as default_language
from ovpsheets.languages import written
from ovpsheets.templates import cached


class Status(StrEnum):
    """How far an activity is; the portal's status words, in order of progress."""

    NOT_STARTED = "not_started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETED = "completed"
    NO_REPORT = "no_report"  # set by the tool only: nothing was supplied (portal: Н.А.)
    NOT_DUE = "not_due"  # set by the tool only: by the plan it has not begun, and nobody was asked


REPORTABLE: Final = (Status.NOT_STARTED, Status.LIMITED, Status.SUBSTANTIAL, Status.COMPLETED)
"""The statuses a member can choose."""


class Timeliness(StrEnum):
    """Where an activity stands against its deadline at the end of the quarter."""

    NOT_DUE = "not_due"  # the deadline lies after the quarter
    DUE = "due"  # the deadline lies in the quarter; not completed
    OVERDUE = "overdue"  # the deadline lies before the quarter; not completed
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"


class Subject(StrEnum):
    """What a published name is the name of."""

    COMMITMENT = "commitment"
    ACTIVITY = "activity"
    INDICATOR = "indicator"
    INSTITUTION = "institution"


class Flag(StrEnum):
    """Why an indicator has no value. The letters are those of official tables."""

    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    CONFIDENTIAL = "c"  # set at release only
    NOT_DUE = "not_due"  # set by the tool only: its activity has not begun, and nothing was given


class Mark(StrEnum):
    """What a published row is marked with. The letters are those of official tables."""

    REVISED = "r"  # differs from what was published before
    PROVISIONAL = "p"  # published before the institution was shown the draft


ANSWER_FLAGS: Final = (Flag.NOT_AVAILABLE, Flag.NOT_APPLICABLE)
"""The flags a member can choose."""


class Role(StrEnum):
    """An institution's part in an activity."""

    HOLDER = "holder"
    CO_HOLDER = "co_holder"


class Accumulation(StrEnum):
    """What an indicator's value covers."""

    QUARTERLY = "quarterly"  # the quarter alone
    CUMULATIVE = "cumulative"  # from the start of the plan to the end of the quarter


class Combine(StrEnum):
    """What the values of several institutions that report one indicator are to one another."""

    SAME = "same"  # all report one number, so that they may disagree
    SUM = "sum"  # each reports its share, and the number is what all of them make together


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "up"
    DOWN = "down"


class Severity(StrEnum):
    """How much a finding matters; URGENT blocks publication."""

    URGENT = "urgent"
    IMPORTANT = "important"
    CHECK = "check"


SEVERITIES: Final = (Severity.URGENT, Severity.IMPORTANT, Severity.CHECK)
"""Worst first."""


class Used(StrEnum):
    """How a returned file ended."""

    USED = "used"
    SUPERSEDED = "superseded"
    SET_ASIDE = "set_aside"


class LedgerClass(StrEnum):
    """What a non-empty cell of a returned file is; every one is exactly one of these."""

    FORM = "form"  # text we issued, unchanged
    GIVEN = "given"  # a value we pre-filled, untouched
    CHECK = "check"  # the result of our formula
    FIELD = "field"  # read into a field
    UNPLACED = "unplaced"  # not part of the form
    UNREADABLE = "unreadable"  # could not be read as what its field wants


REASONS: Final = (
    "funding",
    "staff",
    "legislation",
    "procurement",
    "other_body",
    "discontinued",
    "other",
)
"""Built-in reasons for delay or non-realisation; a plan may add its own."""

MAIL_KINDS: Final = (
    "invitation", "reminder", "answer", "overdue", "correction", "comments", "acknowledgement",
)  # fmt: skip
"""The mails that are drafted for members."""

COVER: Final = "cover"
ACTIVITIES: Final = "activities"
INDICATORS: Final = "indicators"
NOTES: Final = "notes"
GUIDE: Final = "guide"
HIDDEN: Final = "_ovp"

_SAY_NOTHING: Final = (
    "/",
    "//",
    "-",
    "--",
    "–",
    "—",
    "_",
    ".",
    "..",
    "...",
    "…",
    "?",
    "x",
    "х",
    "*",
    "0",
)

_CYRILLIC_X: Final = "х"
"""It fills a cell where people write Cyrillic; a form of others should have no letter of it."""

_LOOKALIKES: Final = str.maketrans(
    "АВЕЅЗІЈКМНОРСТУХԚԜҮавеѕіјкмнорстухԛԝ’‘ʼ`",
    "ABES3IJKMHOPCTYXQWYabesijkmhopctyxqw''''",
)


_OFTEN_SAID: Final = 200
"""Letters; texts up to this length are headings, choices and plan texts, and come again."""


def fold(text: str) -> str:
    """Return *text* for comparing: case, look-alike letters and spacing folded away.

    Cyrillic and Latin letters of the same shape compare equal ("МTЅР" and
    "MTSP"), for they are typed into one another's words. Not for showing.
    """
    return _folded(text) if len(text) <= _OFTEN_SAID else _fold(text)


def _fold(text: str) -> str:
    # Upper case first: "м" and "m" differ in shape, "М" and "M" do not.
    return " ".join(text.upper().translate(_LOOKALIKES).split())


_folded: Final = lru_cache(maxsize=16_384)(_fold)


def placeholders() -> tuple[str, ...]:
    """Return the signs and words that fill a cell without saying anything (lower case)."""
    letters = written("answer", "marks")
    signs = (sign for sign in _SAY_NOTHING if sign != _CYRILLIC_X or sign in letters)
    return (*signs, *written("answer", "nothing"))


def is_placeholder(text: str) -> bool:
    """Tell whether *text* fills a cell without saying anything ("/", "нема", "исто")."""
    return fold(text) in _placeholders_folded()


@cached
def _placeholders_folded() -> frozenset[str]:
    return frozenset(map(fold, placeholders()))
