"""What is to be told of an answer about an activity: judged once, worded where it is shown.

The cells of a summary and the sentences of a note say the same in other words.
"""

from dataclasses import dataclass
from typing import Final, Literal

from ovpsheets.results.report.activity_answers import ReportedActivity
from ovpsheets.words import Status

Kind = Literal[
    "given", "coded", "bare", "hollow", "placeholder", "missing",
    "withheld", "unclear", "silent", "waiting", "nothing", "earlier", "none",
]  # fmt: skip
"""Given in own words; given by a reason from the list with an explanation, without one, with one
that says nothing; something that says nothing, or nothing at all, though it is owed; not published;
unreadable; nobody answered; not begun by the plan; nothing was done; completed in an earlier
quarter; not owed."""


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """What an institution answered; ``quote`` are its words that may be shown, "" for none.

    ``reason`` is the code of the reason that it chose, "" for none.
    """

    kind: Kind
    quote: str = ""
    reason: str = ""


NOTHING: Final = ToldAnswer("none")


def progress_told(row: ReportedActivity) -> ToldAnswer:
    """Return what is to be told of the progress in the quarter."""
    # What must not be quoted comes first: whatever was typed, nothing below is reached.
    if row.facts.carried:
        return ToldAnswer("earlier")
    if "progress" in row.withheld:
        return ToldAnswer("withheld")
    if row.describes_progress:
        return ToldAnswer("given", row.progress)
    if "progress" in row.unclear or (row.silent and "status" in row.unclear):
        return ToldAnswer("unclear")
    if row.silent and not row.progress:
        return ToldAnswer("silent")
    if row.is_waiting:
        return ToldAnswer("waiting")
    if row.status is Status.NOT_STARTED:
        return ToldAnswer("nothing")
    return ToldAnswer("placeholder", row.progress) if row.progress else ToldAnswer("missing")


def reason_told(row: ReportedActivity) -> ToldAnswer:
    """Return what is to be told of why an activity is late or not realised."""
    if row.facts.carried:
        return NOTHING
    if "explanation" in row.withheld:
        return ToldAnswer("withheld", reason=row.reason)
    if row.reason:
        kind: Kind = "coded" if row.explains else "hollow" if row.explanation else "bare"
        return ToldAnswer(kind, row.explanation, row.reason)
    if row.explains:
        return ToldAnswer("given", row.explanation)
    if row.unclear & {"reason", "explanation"}:
        return ToldAnswer("unclear")
    if row.silent and not row.explanation:
        return ToldAnswer("silent")
    if not row.reason_needed:
        return NOTHING
    return ToldAnswer("placeholder", row.explanation) if row.explanation else ToldAnswer("missing")
