"""Which rows the sheet of decisions has, and in which order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ovpsheets.decision import Dispute, Outcome, to_look_at
from ovpsheets.decisions.file import in_file
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.report.open_items import open_disputes

"""States of findings that nobody wants to settle any more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a dispute, a decision, or both; neither in a row that is free."""

    state: str = ""
    dispute: Dispute | None = None
    outcome: Outcome | None = None

    @property
    def subject(self) -> tuple[str, str, str]:
        """What, code and institution."""
        own = self.outcome.decision if self.outcome else self.dispute
        return (own.what, own.code, own.institution) if own else ("", "", "")

    @property
    def is_named_by_hand(self) -> bool:
        """Whether what, code and institution are to be filled in or corrected."""
        return self.state in ("", "unusable", "empty")


def rows_of(context: SheetContext) -> Iterator[Row]:
    """Yield what is to be looked at again, to be settled, what was begun, decided, withdrawn."""
    decided = _in_plan_order(context, context.report.decided)
    disputes = {item.id: item for item in context.report.disputes}
    standing = {item.decision.id: item for item in decided if item.problem in ("", "empty")}
    for item in to_look_at(decided):  # their rows are named by the rules that report them
        yield Row("stale" if item.is_stale else "unusable", disputes.get(item.decision.id), item)
    taken = {item.decision.id for item in decided if item.problem not in ("empty", "withdrawn")}
    open_ones = [item for item in _open(context) if item.id not in taken]
    for dispute in open_ones:
        yield Row("open", dispute, standing.get(dispute.id))
    shown = {dispute.id for dispute in open_ones}
    for problem, state in (("waiting", "waiting"), ("empty", "empty"), ("", "applied")):
        for item in decided:
            is_left = item.decision.id not in shown and not item.is_stale
            if item.problem == problem and is_left:
                yield Row(state, disputes.get(item.decision.id), item)
    yield from (Row("withdrawn", None, item) for item in decided if item.problem == "withdrawn")


def _in_plan_order(context: SheetContext, decided: Sequence[Outcome]) -> list[Outcome]:
    places = _places(context)
    return sorted(
        decided, key=lambda item: (places.get(item.decision.code, -1), in_file(item.decision))
    )


def _places(context: SheetContext) -> Mapping[str, int]:
    """Where each code stands in the plan; what is no code, such as a file, comes before all."""
    plan = context.report.plan
    codes = (
        code
        for activity in plan.activities
        for code in (activity.code, *(own.code for own in plan.indicators_of(activity.code)))
    )
    return {code: number for number, code in enumerate(codes)}


def _open(context: SheetContext) -> list[Dispute]:
    """What a finding asks for that nobody has silenced, in plan order."""
    places = _places(context)
    return sorted(
        open_disputes(context.report), key=lambda item: places.get(item.code, -1)
    )  # stable
