"""Decisions in words: what became of one, and which cells of the other sheets they stand in."""

from collections.abc import Mapping
from datetime import date

from ovpsheets.decision import SUM, WHOSE, Outcome
from ovpsheets.decisions.known_names import what_word
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_values import Styled, Value


def became(context: SheetContext, item: Outcome) -> str:
    """Say what became of a decision: „од „33“ во „35““, or why nothing did."""
    texts, decision = context.texts, item.decision
    if item.is_unusable:
        return texts("decisions.outcome.unusable", why=why(context, item))
    if item.problem == "withdrawn":
        said = texts(
            "decisions.outcome.withdrawn",
            value=decision.value,
            day=shown_day(decision.withdrawn, context),
        )
        return " · ".join(part for part in (said, decision.reason, *_who(context, item)) if part)
    if item.problem:
        return texts(f"decisions.problem.{item.problem}")
    if decision.what == WHOSE:
        return texts("decisions.outcome.file", value=decision.value)
    if decision.what == SUM:
        return texts("decisions.outcome.sum", value=decision.value)
    if item.is_stale:
        return texts("decisions.outcome.stale", value=decision.value)
    if not item.before:
        return texts("decisions.outcome.new", value=decision.value)
    if item.before.strip() == decision.value:
        return texts("decisions.outcome.confirmed", value=decision.value)
    return texts("decisions.outcome.applied", before=item.before, value=decision.value)


def why(context: SheetContext, item: Outcome) -> str:
    """Say why a decision was not applied."""
    key, values = item.why
    return (
        context.texts(key, **values) if key else context.texts(f"decisions.problem.{item.problem}")
    )


def in_full(context: SheetContext, item: Outcome) -> str:
    """Say from what to what, by whom, when and why."""
    said = (became(context, item), *_who(context, item), item.decision.reason)
    return context.texts("decisions.decided", what=" · ".join(part for part in said if part))


def _who(context: SheetContext, item: Outcome) -> tuple[str, str]:
    decision = item.decision
    by = context.texts("decisions.by", who=decision.decided_by) if decision.decided_by else ""
    return by, shown_day(decision.day, context)


def shown_day(text: str, context: SheetContext) -> str:
    """Return an ISO date in figures, as it is used in tables; what is none as it was typed."""
    try:
        return context.texts.short_date(date.fromisoformat(text))
    except ValueError:
        return text


def applied(context: SheetContext) -> dict[str, Outcome]:
    """Return the decisions that stand, by id."""
    return {item.decision.id: item for item in context.report.decided if not item.problem}


def marked(decisions: str | None, column: str, value: Value) -> Value:
    """Return *value* so that it is seen that it was decided, if it was.

    *decisions*: those that stand in its row, as ``activities`` and ``indicators`` name them.
    """
    decided = {identity.partition(":")[0] for identity in _ids(decisions)}
    return Styled(value, "decided") if column in decided else value


def decision_text(
    context: SheetContext, decisions: str | None, known: Mapping[str, Outcome]
) -> Value:
    """Say which *decisions* stand in a row; one of an earlier quarter is named by its id."""
    lines = []
    for identity in _ids(decisions):
        item = known.get(identity)
        word = what_word(identity.partition(":")[0], context.columns, context.texts)
        lines.append(f"{word}: {in_full(context, item)}" if item else identity)
    return "\n".join(lines) or None


def _ids(decisions: str | None) -> list[str]:
    return decisions.split("; ") if decisions else []
