"""The boundary of the library: what a Python program hands over is checked as a command line is.

Each function returns the value as the stations want it, or raises one clear error:
InputError (a ValueError, too), InputTypeError (a TypeError), InputMissingError (a
FileNotFoundError). *name* is the parameter's, so that the error can name it.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from ovpsheets.decision import Decision
from ovpsheets.errors import InputError, InputMissingError, InputTypeError
from ovpsheets.forms.register import IssuedForm
from ovpsheets.intake.meaning import day_in
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.rules.own_rules import all_rules
from ovpsheets.rules.policy import CHOICES
from ovpsheets.tables import Tables
from ovpsheets.templates import Templates, with_templates_of
from ovpsheets.words import LANGUAGES, Language

MOST_JOBS: Final = 256
"""More worker processes than that are a slip of the pen."""

_T = TypeVar("_T")


def _of_plan(plan: object) -> Templates | None:
    return plan.templates if isinstance(plan, Plan) else None


in_words_of_plan: Final = with_templates_of(_of_plan)
"""Have the templates of a function's first argument, a plan, at work in it."""


def as_quarter(given: Quarter | str) -> Quarter:
    """Return the quarter in any spelling of :meth:`Quarter.parse`."""
    if not isinstance(given, Quarter | str):
        raise _wrong_type("quarter", "Quarter, str", given)
    try:
        return Quarter.parse(given)
    except ValueError as error:
        raise InputError("input_quarter", text=given) from error


def as_day(given: date | str | None, name: str = "as_of") -> date:
    """Return a day, spelled as in a form where it is a text; today for None."""
    if given is None:
        return date.today()
    # First, for a datetime is a date as well, and does not compare with one.
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if not isinstance(given, str):
        raise _wrong_type(name, "date, str", given)
    day = day_in(given)
    if day is None:
        raise InputError("input_day", text=given)
    return day


def as_language(given: str) -> Language:
    """Return one of the languages."""
    return next((lang for lang in LANGUAGES if lang == given), None) or _refuse(
        "language", given, LANGUAGES
    )


def as_jobs(given: int) -> int:
    """Return how many worker processes are wanted, 0 for one per processor."""
    # True is an int in Python, and one worker process nobody asked for.
    if isinstance(given, bool) or not isinstance(given, int):
        raise _wrong_type("jobs", "int", given)
    if not 0 <= given <= MOST_JOBS:
        raise InputError("input_jobs", text=given, most=MOST_JOBS)
    return given


def as_path(given: Path | str, name: str) -> Path:
    """Return a path that need not exist."""
    if not isinstance(given, str | os.PathLike):
        raise _wrong_type(name, "Path, str", given)
    return Path(given)


def as_folder(given: Path | str, name: str) -> Path:
    """Return a folder that is there."""
    path = as_path(given, name)
    if not path.is_dir():
        raise InputMissingError(path)
    return path


def as_existing(given: Path | str, name: str) -> Path:
    """Return a file or folder that is there."""
    path = as_path(given, name)
    if not path.exists():
        raise InputMissingError(path)
    return path


def as_commitment(plan: Plan, given: str) -> str:
    """Return the code of a commitment of *plan*, "" for all of them."""
    known = [commitment.code for commitment in plan.commitments]
    if given and given not in known:
        raise InputError("unknown_commitment", code=given, known=", ".join(known))
    return given


def as_rules(given: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return how rules are to be used otherwise: rule → severity, trial or off."""
    rules = _mapping("rules", given, str)
    known = [rule.id for rule in all_rules()] if rules else []
    for rule, use in rules.items():
        if rule not in known:
            _refuse("rules", rule, known)
        if use not in CHOICES:
            _refuse(f"rules[{rule!r}]", use, CHOICES)
    return rules


def as_one_of(given: str, name: str, choices: Iterable[str]) -> str:
    """Return *given* where it is one of *choices*."""
    known = tuple(choices)
    return given if given in known else _refuse(name, given, known)


def check_merge(
    plan: Plan,
    history: Tables | None,
    issued: Iterable[IssuedForm],
    received: Mapping[str, date] | None,
    assume: Mapping[str, str] | None,
    decisions: Iterable[Decision],
    limits: Limits | None,
) -> None:
    """Raise an error for what a merge would stumble over somewhere in the middle."""
    an_instance(plan, Plan, "plan")
    for value, kind, name in ((history, Tables, "history"), (limits, Limits, "limits")):
        if value is not None:
            an_instance(value, kind, name)
    for form in issued:
        an_instance(form, IssuedForm, "issued")
    for decision in decisions:
        an_instance(decision, Decision, "decisions")
    _mapping("received", received, date)
    known = [institution.code for institution in plan.institutions]
    for institution in _mapping("assume", assume, str).values():
        as_one_of(institution, "assume", known)


def an_instance(given: object, kind: type[_T], name: str) -> _T:
    """Return *given* where it is a *kind*."""
    if not isinstance(given, kind):
        raise _wrong_type(name, kind.__name__, given)
    return given


def _mapping(name: str, given: Mapping[str, _T] | None, kind: type[_T]) -> Mapping[str, _T]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise _wrong_type(name, "dict", given)
    for key, value in given.items():
        an_instance(key, str, name)
        an_instance(value, kind, f"{name}[{key!r}]")
    return given


def _wrong_type(name: str, wanted: str, given: Any) -> InputTypeError:
    return InputTypeError("input_type", name=name, wanted=wanted, given=type(given).__name__)


def _refuse(name: str, given: object, choices: Iterable[str]) -> Any:
    raise InputError("input_choice", name=name, text=given, choices=", ".join(choices))
