"""Two places in which the same is kept, both free to change: the workbook, and a plain file.

What the last merge showed is the base: whoever differs from it has changed. The file
wins where the workbook is as it was shown, the workbook where the file is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, TypeVar

from ovpsheets.decision import Decision
from ovpsheets.decisions.decision_sheet import without_doubles
from ovpsheets.decisions.file import in_file
from ovpsheets.texts import Texts

_T = TypeVar("_T")

Place = Literal["file", "workbook"]


def winner(
    base: _T | None, file: _T | None, workbook: _T | None, day: Callable[[_T], str]
) -> Place:
    """Return which of two places counts; None is nothing there.

    Where both have changed, what is there wins over what is gone, then the newer
    *day*, then the workbook.
    """
    # Nobody typed in the workbook, so whatever the file says now is newer, also nothing.
    if workbook == base:
        return "file"
    if file == base or file is None:
        return "workbook"
    # Cleared in one place and changed in the other: what somebody typed is not thrown away.
    if workbook is None:
        return "file"
    return "file" if day(file) > day(workbook) else "workbook"


def merge_decisions(
    base: Sequence[Decision],
    file: Sequence[Decision],
    workbook: Sequence[Decision] | None,
    today: date,
    texts: Texts,
) -> tuple[Decision, ...]:
    """Return the decisions that stand, and those withdrawn, sorted as in the file.

    *workbook* is None where nothing is to be read there: then the file alone counts.
    *today* is when a decision was withdrawn that is gone now; *texts* say why.
    """
    shown, _ = without_doubles([item for item in base if not item.withdrawn])
    known, doubles = without_doubles([item for item in file if not item.withdrawn])
    seen, others = without_doubles(shown_in(workbook, shown))
    lost = [_lost(item, today, texts("decisions.lost.workbook")) for item in doubles]
    lost += [_lost(item, today, texts("decisions.lost.workbook")) for item in others]
    kept: list[Decision] = []
    for identity in dict.fromkeys((*shown, *known, *seen)):
        was, own, theirs = shown.get(identity), known.get(identity), seen.get(identity)
        now, gone = _settled(was, own, theirs, today, texts)
        kept += [now] if now else []
        lost += [gone] if gone else []
    withdrawn = [item for item in file if item.withdrawn]
    new = [item for item in lost if item.value and not _is_in(item, withdrawn)]
    return tuple(sorted(dict.fromkeys((*kept, *withdrawn, *new)), key=in_file))


def shown_in(workbook: Sequence[Decision] | None, shown: Mapping[str, Decision]) -> list[Decision]:
    """Return what the workbook says: as it was shown where it has no such sheet any more."""
    return list(shown.values()) if workbook is None else list(workbook)


def _settled(
    was: Decision | None,
    file: Decision | None,
    workbook: Decision | None,
    today: date,
    texts: Texts,
) -> tuple[Decision | None, Decision | None]:
    """Return what stands of one decision, and what is to be kept as withdrawn."""
    cleared = _cleared(was, workbook) or _cleared(was, file)
    typed = None if _cleared(was, workbook) else workbook
    own = None if _cleared(was, file) else file
    wins = winner(was, own, typed, lambda item: item.decided_on)
    now, other = (own, typed) if wins == "file" else (typed, own)
    if now is None:
        gone = other or was
        return None, _withdrawn(gone, cleared, today) if gone else None
    if other is not None and other not in (was, now):
        return now, _lost(other, today, texts(f"decisions.lost.{wins}"))
    return now, None


def _cleared(was: Decision | None, now: Decision | None) -> Decision | None:
    """What is left of a decision whose value was taken out; None where it was not."""
    return now if was and was.value and now and not now.value else None


def _withdrawn(gone: Decision, cleared: Decision | None, today: date) -> Decision:
    """A decision that was cleared; what was written beside the empty cell is why."""
    said = cleared.reason if cleared and cleared.reason != gone.reason else ""
    reason = " · ".join(part for part in (gone.reason, said) if part)
    return replace(gone, reason=reason, withdrawn=today.isoformat())


def _is_in(item: Decision, withdrawn: Sequence[Decision]) -> bool:
    """Tell whether it is kept as withdrawn already, as after a killed merge."""
    return any(
        replace(other, withdrawn=item.withdrawn, reason=item.reason) == item
        and other.reason.startswith(item.reason)
        for other in withdrawn
    )


def _lost(item: Decision, today: date, why: str) -> Decision:
    reason = " · ".join(part for part in (item.reason, why) if part)
    return replace(item, reason=reason, withdrawn=today.isoformat())
