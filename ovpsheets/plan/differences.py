"""What two versions of a plan say otherwise, by code: pure, and only what a form shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ovpsheets.plan.model import Plan, Wording
from ovpsheets.texts import short_date
from ovpsheets.words import fold

ADDED: Final = "added"
REMOVED: Final = "removed"

_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "institutions": ("name", "short", "language"),
    "commitments": ("title", "coordinator"),
    "activities": ("commitment", "text", "start", "deadline", "holder", "co_holders"),
    "indicators": (
        "activity", "text", "kind", "unit", "units", "baseline", "target", "accumulation",
        "direction", "reported_by", "combine",
    ),
}  # fmt: skip
_STEMS: Final = {"units": "unit"}
"""A wording → how its columns begin, where that is not its name."""

_OF_PLAN: Final = ("title", "start", "end", "coordinator")


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """One thing that is otherwise. ``column``: ``added``, ``removed``, or the plan's column.

    ``code`` is "" for the plan itself. ``before`` and ``after`` as people see them; of a row
    that was added or removed its text.
    """

    table: str
    code: str
    column: str
    before: str
    after: str


def differences(before: Plan, after: Plan) -> tuple[PlanDifference, ...]:
    """Return what *after* says otherwise than *before*, in the order of the plan's sheets."""
    own = _changed("plan", "", (before, after), _OF_PLAN)
    tables = (
        difference
        for table, columns in _TABLES.items()
        for difference in _of_table(table, columns, getattr(before, table), getattr(after, table))
    )
    return (*own, *tables)


def seem_renumbered(found: Iterable[PlanDifference]) -> tuple[tuple[str, str], ...]:
    """Return (code before, code now) of what was removed and added again under another code.

    That is so where one row of a sheet went and one came, both with the same text. Without
    ``old_codes`` nothing that was reported goes on.
    """
    changes = list(found)
    pairs = []
    for own in changes:
        if own.column != ADDED or own.table not in _RENUMBERED:
            continue
        came = [o for o in changes if (o.table, o.column, o.after) == (own.table, ADDED, own.after)]
        gone = [o for o in changes if (o.table, o.column) == (own.table, REMOVED)]
        gone = [o for o in gone if fold(o.before) == fold(own.after)]
        if len(came) == len(gone) == 1:
            pairs.append((gone[0].code, own.code))
    return tuple(pairs)


_RENUMBERED: Final = ("activities", "indicators")


def _of_table(
    table: str, columns: tuple[str, ...], before: Iterable[Any], after: Iterable[Any]
) -> Iterator[PlanDifference]:
    old, new = ({own.code: own for own in rows} for rows in (before, after))
    past = {code: _past(own, old) for code, own in new.items()}
    for code, own in new.items():
        if past[code] in old:
            if past[code] != code:
                yield PlanDifference(table, code, "code", past[code], code)
            yield from _changed(table, code, (old[past[code]], own), columns)
        else:
            yield PlanDifference(table, code, ADDED, "", _text(own))
    for code, own in old.items():
        if code not in past.values():
            yield PlanDifference(table, code, REMOVED, _text(own), "")


def _past(own: Any, old: Mapping[str, Any]) -> str:
    """Return the code that a row had in the plan before: its own, else one of its old ones."""
    codes = (own.code, *getattr(own, "old_codes", ()))
    return next((str(code) for code in codes if code in old), str(own.code))


def _changed(
    table: str, code: str, pair: tuple[Any, Any], columns: tuple[str, ...]
) -> Iterator[PlanDifference]:
    for column in columns:
        old, new = (getattr(own, column) for own in pair)
        if isinstance(old, Wording) and isinstance(new, Wording):
            said = [own.given() for own in (old, new)]
            for language in dict.fromkeys((*said[0], *said[1])):
                texts = [given.get(language, "") for given in said]
                if texts[0] != texts[1]:
                    name = f"{_STEMS.get(column, column)}_{language}"
                    yield PlanDifference(table, code, name, *texts)
        elif old != new:
            yield PlanDifference(table, code, column, _shown(old), _shown(new))


def _text(own: Any) -> str:
    """Return the first text of a row: its title, its text or its name."""
    said = next(own_text for key in ("title", "text", "name") if (own_text := _get(own, key)))
    return next(iter(said.texts), "")


def _get(own: Any, key: str) -> Wording | None:
    found = getattr(own, key, None)
    return found if isinstance(found, Wording) else None


def _shown(value: Any) -> str:
    shown: Callable[[Any], str] = str
    if value is None:
        return ""
    if isinstance(value, date):
        shown = short_date
    elif isinstance(value, tuple):
        shown = "; ".join
    elif isinstance(value, float) and value.is_integer():
        return str(int(value))
    return shown(value)
