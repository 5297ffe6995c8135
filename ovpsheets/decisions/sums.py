"""Whether figures of persons that add up, though the plan does not say so, belong together.

It is answered once for the whole plan: in the sheet of decisions of any quarter, or before a
publication. No means that it is a coincidence, and the sum binds nothing.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ovpsheets.decision import SUM, Decision, NoticedSum, Outcome, codes_in
from ovpsheets.languages import written
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.plan.model import Plan
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

RELATION: Final = "decisions.related"
NO_RELATION: Final = "decisions.unrelated"
"""The keys of the words with which it is answered."""

_COLUMNS: Final = ("sum", "answer")

_SIGN: Final = re.compile(r"\s*([=+])\s*")


def in_signs(text: str) -> str:
    """Return a sum as it is written here, however it was spaced."""
    typed = text.strip()
    grows = "+" if typed.startswith("+") else ""
    return grows + _SIGN.sub(r" \1 ", typed.removeprefix("+").strip())


def is_relation(value: str) -> bool | None:
    """Return whether *value* says that a sum is one; None where it says neither."""
    return _words().get(fold(value))


def answered(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """Return sum in signs → the decision that answers it; the newest of several."""
    found: dict[str, Decision] = {}
    for own in decisions:
        if own.what == SUM and not own.withdrawn and is_relation(own.value) is not None:
            said = in_signs(own.code)
            known = found.get(said)
            if known is None or own.decided_on >= known.decided_on:
                found[said] = own
    return found


def outcome_of_sum(decision: Decision, plan: Plan) -> Outcome:
    """Say what became of a decision about a sum."""
    if any(plan.find_indicator(code) is None for code in codes_in(decision.code)):
        return Outcome(decision, "unknown")
    if is_relation(decision.value) is None:
        why = ("decisions.no_relation", {"value": decision.value})
        return Outcome(decision, "unreadable", why=why)
    return Outcome(decision)


def sums_csv(sums: Iterable[NoticedSum]) -> bytes:
    """Return a file of sums, which :func:`read_sums` reads back."""
    return rows_csv(_COLUMNS, ((own.said, "yes" if own.is_answered else "") for own in sums))


def read_sums(path: Path) -> tuple[NoticedSum, ...]:
    """Return the sums in a file, none where there is none.

    Raises WorkspaceError where it can no longer be read.
    """
    rows = read_rows(path, frozenset(_COLUMNS), "decisions_columns")
    return tuple(NoticedSum(row["sum"], bool(row["answer"])) for row in rows)


@cached
def _words() -> Mapping[str, bool]:
    """Return each way of saying that there is a relation, or none, folded."""
    ways = ((RELATION, "yes", True), (NO_RELATION, "no", False))
    return {
        fold(word): means
        for key, answer, means in ways
        for word in (*(Texts(la)(key) for la in LANGUAGES), *written("answer", answer))
    }
