"""Whose form a file is, as the coordinator decided: to be known before it is read."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Final

from ovpsheets.decision import WHOSE, Decision, Outcome
from ovpsheets.decisions.file import in_file
from ovpsheets.decisions.known_names import institution_codes
from ovpsheets.files import portable_name
from ovpsheets.intake.reconcile import Settled
from ovpsheets.plan.model import Plan
from ovpsheets.texts import Texts
from ovpsheets.words import Used, fold

_BY_OPTION: Final = "--assume"
"""The reason of what was decided in a command."""


def assumed(decisions: Iterable[Decision], plan: Plan) -> dict[str, str]:
    """Return file → the institution whose form it is, as decided; to be known before reading."""
    codes = institution_codes(plan)
    return {
        file_name(item.code): codes[fold(item.value)]
        for item in decisions
        if item.what == WHOSE and not item.withdrawn and fold(item.value) in codes
    }


def outcome_of_file(decision: Decision, settled: Iterable[Settled], plan: Plan) -> Outcome:
    """Say what became of a decision about whose a file is; the intake was told before reading."""
    name = file_name(decision.code)
    institution = assumed([decision], plan).get(name)
    if institution is None:
        return Outcome(decision, "unknown")
    item = next((item for item in settled if item.returned.name == name), None)
    if item is None:
        return Outcome(decision, "no_file")
    # Superseded is no failure: the file was read as theirs, and a newer one of theirs counts.
    is_aside = item.used is Used.SET_ASIDE
    if item.returned.institution == institution and not is_aside:
        return Outcome(decision, file=name)
    why = f"intake.refused.{item.reason}" if is_aside else "decisions.problem.unused_file"
    return Outcome(decision, "unused_file", file=name, why=(why, {}))


def file_name(code: str) -> str:
    """Return the file as ``returns`` names it: forward slashes, composed letters."""
    return portable_name(PurePath(code))


def with_owners(
    decisions: Iterable[Decision], owners: Mapping[str, str], today: date, texts: Texts
) -> tuple[Decision, ...]:
    """Return *decisions* with those that a command was given: file → the institution's code.

    What was decided of such a file before is kept as withdrawn, unless it says the same.
    """
    new = {
        decision.id: decision
        for file, code in owners.items()
        for decision in [
            Decision(WHOSE, file_name(file), "", code, _BY_OPTION, day=today.isoformat())
        ]
    }
    kept = []
    for item in decisions:
        other = new.get(item.id)
        if other is None or item.withdrawn:
            kept.append(item)
        elif fold(item.value) == fold(other.value):
            kept.append(item)
            del new[item.id]
        elif item.value:
            said = (item.reason, texts("decisions.lost.assumed"))
            reason = " · ".join(part for part in said if part)
            kept.append(replace(item, reason=reason, withdrawn=today.isoformat()))
    return tuple(sorted((*kept, *new.values()), key=in_file))
