"""What the figures say, as sentences: the charts' titles and the first line of the overview."""

from collections.abc import Mapping, Sequence

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.report import Counters, has_own_target
from ovpsheets.results.report.deadlines import DeadlineCourse
from ovpsheets.results.report.pace import Pace
from ovpsheets.words import Flag


def coverage(context: SheetContext) -> str:
    """Return how many forms came back, and whose did not."""
    report = context.report
    returned, expected = report.returned()
    line = context("returned", n=returned, expected=expected)
    if missing := report.silent_labels(context.texts):
        names = context.texts.listing(missing)
        return f"{line} {context('missing', n=len(missing), names=names)}"
    return line


def statuses_message(context: SheetContext, counters: Counters) -> str:
    """Return what the first chart says, as a sentence."""
    if counters.no_report:
        return context("message.no_report", n=counters.no_report, total=counters.total)
    if counters.completed == counters.total:
        return context("message.all_completed", n=counters.total)
    if 2 * counters.not_started >= counters.total:
        return context("message.not_started", n=counters.not_started, total=counters.total)
    return context("message.completed", n=counters.completed, total=counters.total)


def commitments_message(context: SheetContext) -> str:
    """Return what the chart by commitment says: where nobody answered, else what is late."""
    report = context.report
    counted = [report.counters(own.code) for own in report.plan.commitments]
    silent, late = (
        sum(getattr(own, name) > 0 for own in counted) for name in ("no_report", "past_deadline")
    )
    key = "silent" if silent else "late" if late else "in_time"
    return context(f"message.commitments_{key}", n=silent or late, total=len(counted))


def progress_message(context: SheetContext) -> str:
    """Return what the second chart says, as a sentence."""
    standings = context.report.standings()
    shares = [standing.share for standing in standings if standing.share is not None]
    reached, known = sum(share >= 1 for share in shares), len(shares)
    flags = [
        standing.row["flag"]
        for standing in standings
        if standing.share is None
        and not standing.is_given
        and (standing.row["target"] is not None or has_own_target(standing.row))
    ]
    if not known:
        return context("message.none_given")
    # Silence is not failure: the share is of those that gave data.
    parts = [
        context("message.reached", n=reached, total=known)
        if reached
        else context("message.none_reached", n=known)
    ]
    # Nor is it an answer: who says that there is no data has answered.
    if declared := flags.count(Flag.NOT_AVAILABLE.value):
        parts.append(context("message.declared", n=declared))
    if unanswered := flags.count(None):
        parts.append(context("message.unanswered", n=unanswered))
    return "; ".join(parts)


def history_message(context: SheetContext) -> str:
    """Return what changed since the quarter before, as a sentence."""
    counters = context.report.counters_over_time()
    waiting = counters["not_started"] + counters["no_report"] + counters["not_due"]
    begun = counters["total"] - waiting
    now, silent = int(begun.iloc[-1]), int(counters["no_report"].iloc[-1])
    message = (
        context("message.first_quarter", n=now)
        if len(begun) < 2
        else context("message.begun", n=now, before=int(begun.iloc[-2]))
    )
    # Fewer answers are no fall: how many are missing stands beside it.
    return f"{message}; {context('message.not_reported', n=silent)}" if silent else message


def timeline_message(context: SheetContext, courses: Sequence[DeadlineCourse]) -> str:
    """Return how many deadlines were put off, and how many are over without a new one."""
    end, total = context.report.quarter.end, len(courses)
    slipped = sum(1 for course in courses if course.months)
    lacking = sum(course.lacks_new(end) for course in courses)
    if not slipped and not lacking:
        return context("message.in_time", n=total)
    parts = []
    if slipped:
        parts.append(context("message.slipped", n=slipped, total=total))
    if lacking:
        parts.append(context("message.lacking", n=lacking, total=total))
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}"


def pace_message(context: SheetContext, known: Mapping[tuple[str, str], Pace]) -> str:
    """Return how many indicators have gone less of the way to their target than of the time."""
    behind = sum(pace.is_behind for pace in known.values())
    if not known:
        return context("message.no_pace")
    return context("message.pace" if behind else "message.in_pace", n=behind, total=len(known))


def overdue_message(context: SheetContext) -> str:
    """Return how many activities are past their deadline, and were a quarter before."""
    overdue = context.report.counters_over_time()["past_deadline"]
    now, before = int(overdue.iloc[-1]), int(overdue.iloc[-2])
    if not now:
        return context("message.none_overdue")
    return context("message.overdue", n=now, before=before)
