"""The facts of a report, derived with the rules' own definitions."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, Final

from ovpsheets.columns.model import FormColumns
from ovpsheets.columns.reporting_rules import REASON_NEEDED, hollow
from ovpsheets.plan.due import completed_before, completed_in
from ovpsheets.plan.past import Past, last_said
from ovpsheets.results.report.facts import (
    CODES,
    NO_COLUMNS,
    ActivityFacts,
    Key,
    QuarterFacts,
    Row,
    of_an_earlier_quarter,
)
from ovpsheets.results.report.report import Report
from ovpsheets.rules.answered import reason_words
from ovpsheets.rules.unexplained_delay import RULE
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.tables import records
from ovpsheets.words import ACTIVITIES, Used, default_language

FACTS: Final = "facts"
"""Under this name a report knows them."""

_OPEN: Final = ("open", "asked")


def facts_of(report: Report) -> QuarterFacts:
    """Return the facts of a report: those it was given, else those of its own tables."""
    return report.facts or report.once(FACTS, lambda: _derived(report))


def withheld_in(report: Report, table: str, row: Row) -> frozenset[str]:
    """Return the columns of a row of *table* that were answered and are not shown in *report*.

    There are none where its own tables are the whole.
    """
    return report.facts.withheld(table, row) if report.facts else NO_COLUMNS


def _derived(report: Report) -> QuarterFacts:
    columns = report.plan.columns
    last = str(report.quarter.previous())
    carried = completed_in(report.history, report.quarter)
    return QuarterFacts(
        carried=carried,
        unclear=_unclear(report),
        activities=dict(_activities(report)),
        given=dict(_given(report, columns, carried)),
        before=frozenset(
            (row["indicator"], row["institution"])
            for row in records(report.history.indicators)
            if row["quarter"] == last and row["text"] is not None
        ),
    )


def _unclear(report: Report) -> dict[tuple[str, str, str], frozenset[str]]:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for item in report.returned_files.settled:
        answers = item.returned.answers if item.used is Used.USED else None
        for trouble in answers.troubles if answers else ():
            if not trouble.doubtful:
                key = (trouble.table, trouble.code, item.returned.institution)
                found[key].add(trouble.column)
    return {key: frozenset(columns) for key, columns in found.items()}


def _given(
    report: Report, columns: FormColumns, carried: Collection[str]
) -> Iterator[tuple[tuple[str, str, str], frozenset[str]]]:
    known: dict[frozenset[str], frozenset[str]] = {}  # few, and each many times
    for table, code in CODES.items():
        stored = [
            name for own in columns.answers(table) if own.published for name in own.stored
        ]  # fmt: skip
        for row in report.each(table):
            held = frozenset(name for name in stored if row[name] is not None)
            if row["activity"] in carried:
                held -= of_an_earlier_quarter(columns, table, row)
            yield (table, row[code], row["institution"]), known.setdefault(held, held)


def _activities(report: Report) -> Iterator[tuple[Key, ActivityFacts]]:
    finished = completed_before(report.history, report.quarter)
    past = Past.of(report.history, report.quarter, report.plan)
    states = _states(report)
    known: dict[ActivityFacts, ActivityFacts] = {}  # few, and each many times
    for row in report.each(ACTIVITIES):
        key = (row["activity"], row["institution"])
        answers = _as_judged(report, row, last_said(past.activity(*key), "explanation"))
        needed = row["activity"] not in finished and REASON_NEEDED.holds(answers)
        title = report.plan.activity(row["activity"]).text.in_(default_language())
        empty = hollow(answers)
        own = ActivityFacts(
            describes_progress=says_something(row["progress"] or "", title),
            explains=not empty,
            reason_needed=needed,
            unexplained=states.get(key, needed and bool(empty)),
            carried=row["activity"] in finished,
        )
        yield key, known.setdefault(own, own)


def _states(report: Report) -> dict[Key, bool]:
    """Return of each activity about which the rule found something whether that still stands.

    What could not be read is asked about otherwise, and is not left unexplained.
    """
    found: dict[Key, bool] = {}
    for row in report.each("findings"):
        key = (row["activity"], row["institution"])
        if row["rule"] == RULE.id:
            found[key] = row["state"] in _OPEN
        elif row["rule"] == "unreadable_value" and row["activity"] and not row["indicator"]:
            found.setdefault(key, False)
    return found


def _as_judged(report: Report, row: Row, explained: str | None) -> dict[str, Any]:
    """Return a row as the rules judge it."""
    activity = report.plan.activity(row["activity"])
    language = report.plan.institution(row["institution"]).language
    return {
        **row,
        "text": activity.text.in_(language),
        "deadline": activity.deadline,
        "begun": activity.start <= report.quarter.end,
        "quarter_end": report.quarter.end,
        "plan_end": report.plan.end,
        "previous_explanation": explained,
        "titles": activity.text.texts,
        "reason_words": reason_words(report.plan, row["reason"]),
    }


def says_something(text: str, title: str = "") -> bool:
    """Tell whether *text* is neither blank nor fills, announces or points only."""
    return bool(text.strip()) and not says_nothing(text, title)
