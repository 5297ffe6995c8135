"""What looks wrong in a plan and may still be meant: said with its cell, and nothing is stopped.

Pure functions over the records, as in :mod:`ovpsheets.plan.examine`; what is a problem there
is not said again here.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from ovpsheets.plan.locate import column_called, sheet_called
from ovpsheets.plan.own_columns import column_warnings
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.records import Records
from ovpsheets.plan.values import shown
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.words import default_language, fold

_ADDRESS: Final = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]+")

_SEPARATORS: Final = re.compile(r"[;,\s]+")

_PARENTS: Final = {"activities": "commitment", "indicators": "activity"}
"""A sheet → the column in which the row above it in the plan stands."""

_SPOKEN: Final = {"commitments": "title", "activities": "text", "indicators": "text"}
"""A sheet → the text that members read in their forms."""


def warned(records: Records) -> tuple[PlanProblem, ...]:
    """Return every warning of a plan whose cells have been read."""
    return tuple(warning for finder in _FINDERS for warning in finder(records))


def _addresses(records: Records) -> Iterator[PlanProblem]:
    busy = {code for codes in _duties(records).values() for code in codes}
    for record in records.get("institutions", ()):
        if "email" not in record.row.cells:
            continue
        if not _SEPARATORS.sub("", record.text("email")) and fold(record.text("code")) in busy:
            yield record.problem("email_missing", "email")
        for key in ("email", "cc"):
            for part in _SEPARATORS.split(record.text(key)):
                if part and not _ADDRESS.fullmatch(part):
                    yield record.problem("email_broken", key, found=part)


def _idle_institutions(records: Records) -> Iterator[PlanProblem]:
    busy = {code for codes in _duties(records).values() for code in codes}
    coordinating = {
        fold(record.text("coordinator"))
        for key in ("plan", "commitments")
        for record in records.get(key, ())
    }
    for record in records.get("institutions", ()):
        code = fold(record.text("code"))
        if code and code not in busy | coordinating and record.day("to") is None:
            yield record.problem("institution_idle", "code", code=record.text("code"))


def _holders(records: Records) -> Iterator[PlanProblem]:
    for record in records.get("activities", ()):
        holder = fold(record.text("holder"))
        others = Counter(map(fold, record.texts("co_holders")))
        for code in dict.fromkeys(record.texts("co_holders")):
            if fold(code) == holder:
                yield record.problem("co_holder_is_holder", "co_holders", code=code)
            elif others[fold(code)] > 1:
                yield record.problem("co_holder_twice", "co_holders", code=code)


def _outside_the_plan(records: Records) -> Iterator[PlanProblem]:
    for plan in records.get("plan", ()):
        start, end = plan.day("start"), plan.day("end")
        if start is None or end is None or start > end:
            continue
        whole = {"first": plan.shown("start"), "last": plan.shown("end")}
        for record in records.get("activities", ()):
            for key in ("start", "deadline"):
                day = record.day(key)
                if day is not None and not start <= day <= end:
                    yield record.problem("day_outside", key, found=record.shown(key), **whole)


def _childless(records: Records) -> Iterator[PlanProblem]:
    for parent, child, key in (
        ("commitments", "activities", "commitment_empty"),
        ("activities", "indicators", "activity_without_indicators"),
    ):
        named = {fold(record.text(_PARENTS[child])) for record in records.get(child, ())}
        # Without a single row below there is one cause, and it is known to whoever looks.
        for record in records.get(parent, ()) if named - {""} else ():
            if record.text("code") and fold(record.text("code")) not in named:
                yield record.problem(key, "code")


def _unspoken_texts(records: Records) -> Iterator[PlanProblem]:
    reads = _languages_read(records)
    for sheet, stem in _SPOKEN.items():
        for record in records.get(sheet, ()):
            given = any(record.text(key) for key in record.row.cells if key.startswith(f"{stem}_"))
            for language in sorted(reads.get((sheet, fold(record.text("code"))), ())):
                key = f"{stem}_{language}"
                if given and not record.text(key):
                    yield record.problem("text_unspoken", key, language=language)


def _languages_read(records: Records) -> Mapping[tuple[str, str], Collection[str]]:
    """Return, for each row of the plan, the languages of those whose form shows it."""
    spoken = {
        fold(record.text("code")): record.text("language") or default_language()
        for record in records.get("institutions", ())
    }
    found: dict[tuple[str, str], set[str]] = {}
    duties = _duties(records)
    above = {
        fold(record.text("code")): fold(record.text("commitment"))
        for record in records.get("activities", ())
    }
    for (sheet, code), bodies in duties.items():
        languages = {spoken[body] for body in bodies if body in spoken}
        found.setdefault((sheet, code), set()).update(languages)
        if sheet == "activities":
            found.setdefault(("commitments", above[code]), set()).update(languages)
    return found


def _duties(records: Records) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return who reports on each activity and indicator: (sheet, code) → codes, folded."""
    duties: dict[tuple[str, str], frozenset[str]] = {}
    holders = _holders_of(records)
    for record in records.get("activities", ()):
        bodies = (record.text("holder"), *record.texts("co_holders"))
        duties["activities", fold(record.text("code"))] = frozenset(map(fold, filter(None, bodies)))
    for record in records.get("indicators", ()):
        own = frozenset(map(fold, record.texts("reported_by")))
        holder = holders.get(fold(record.text("activity")), frozenset())
        duties["indicators", fold(record.text("code"))] = own or holder
    return duties


def _holders_of(records: Records) -> Mapping[str, frozenset[str]]:
    """Return who holds each activity: code → one code, folded."""
    return {
        fold(record.text("code")): frozenset({fold(record.text("holder"))} - {""})
        for record in records.get("activities", ())
    }


def _codes_that_do_not_continue(records: Records) -> Iterator[PlanProblem]:
    for sheet, column in _PARENTS.items():
        for record in records.get(sheet, ()):
            code, parent = record.text("code"), record.text(column)
            if not code or not parent or code.startswith(f"{parent}."):
                continue
            key = "code_elsewhere"
            if isinstance(record.row.entries[column].value, float) and code.startswith(parent):
                key = "code_number"  # Excel holds 3.10 as the number 3.1 unless the cell is text
            yield record.problem(key, column, code=code, parent=parent)


def _several_reporters(records: Records) -> Iterator[PlanProblem]:
    for record in records.get("indicators", ()):
        bodies = set(map(fold, record.texts("reported_by")))
        if len(bodies) > 1 and not record.row.entries.get("combine"):
            # Beside the institutions where the sheet has no such column yet.
            column = "combine" if "combine" in record.row.cells else "reported_by"
            code, count = record.text("code"), str(len(bodies))
            yield record.problem("combine_unsaid", column, code=code, n=count)


def _rules_unknown(records: Records) -> Iterator[PlanProblem]:
    texts = Texts(default_language())
    own = {record.text("code") for record in records.get("checks", ())}
    for record in records.get("waivers", ()):
        rule = record.text("rule")
        if rule and rule not in own and not texts.has(f"rules.{rule}.name"):
            yield record.problem("rule_unknown", "rule", found=rule)


def _too_early(records: Records) -> Iterator[PlanProblem]:
    for record in records.get("calendar", ()):
        day, quarter = record.day("submit_by"), record.values.get("quarter")
        if isinstance(quarter, Quarter) and day is not None and day <= quarter.end:
            yield record.problem("calendar_early", "submit_by", found=record.shown("submit_by"))


def _doubts_of_import(records: Records) -> Iterator[PlanProblem]:
    """Yield what was doubtful when the plan was imported, and nobody has looked at since.

    Looked at is what was changed, or has something in the column for that.
    """
    for doubt in records.get("doubts", ()):
        sheet = sheet_called(doubt.text("sheet"))
        column = column_called(sheet, doubt.text("column"))
        row = fold(doubt.text("row"))
        for record in records.get(sheet, ()) if column and not doubt.text("seen") else ():
            entry = record.row.entries.get(column)
            stands = shown(entry) if entry else ""
            is_it = record.sheet.upright or fold(record.text("code")) == row
            if is_it and stands == doubt.text("value"):
                yield record.problem("import_doubt", column, why=doubt.text("why"))


_FINDERS: Final[tuple[Callable[[Records], Iterator[PlanProblem]], ...]] = (
    _addresses,
    _idle_institutions,
    _holders,
    _outside_the_plan,
    _childless,
    _unspoken_texts,
    _codes_that_do_not_continue,
    _several_reporters,
    _rules_unknown,
    _too_early,
    column_warnings,
    _doubts_of_import,
)
