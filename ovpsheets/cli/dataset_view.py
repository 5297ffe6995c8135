"""What ``ovpsheets merge --dataset`` says: what came, how many rows, what is worst, where it is."""

from typing import Any, Final

from ovpsheets.cli import show
from ovpsheets.cli.console import passing
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.result_view import endings, severities
from ovpsheets.cli.session import Session
from ovpsheets.cli.unusable import tell_unusable
from ovpsheets.spread.merged_dataset import MergedDataset
from ovpsheets.texts import Texts
from ovpsheets.words import SEVERITIES

_SHOWN: Final = ("activities", "indicators", "findings")
"""Of these tables the numbers of rows are told."""


def tell_dataset(
    session: Session, merged: MergedDataset, fail_on: str | None, *, as_json: bool
) -> ExitCode:
    """Say what was merged, and how the command ends: *fail_on* as for every merge."""
    passing()  # what was written may be gone when the same is asked for again
    counts = _severities(merged)
    tell_unusable(merged.unusable, session.texts)
    if as_json:
        show.as_json(_values(merged, counts))
    else:
        _tell(session.texts, merged, counts)
    order = [item.value for item in SEVERITIES]
    reached = order[: order.index(fail_on) + 1] if fail_on else []
    return ExitCode.FINDINGS if any(counts[own] for own in reached) else ExitCode.DONE


def _tell(texts: Texts, merged: MergedDataset, counts: dict[str, int]) -> None:
    asked = [own for own in merged.bodies if own.is_expected]
    came = sum(own.has_returned for own in asked)
    rows = ((texts(f"consolidated.heading.{name}"), merged.rows[name]) for name in _SHOWN)
    show.heading(texts("consolidated.dataset.title", quarter=texts.quarter(merged.quarter)))
    show.line()
    facts = [
        (texts("cli.files"), endings(merged.ended, texts)),
        (texts("cli.returned"), texts("cli.of", n=came, total=len(asked))),
        (
            texts("cli.dataset.rows"),
            " · ".join(f"{name} {texts.number(number)}" for name, number in rows),
        ),
        (texts("cli.findings"), severities(counts, texts)),
    ]
    if merged.corrections:
        facts.append((texts("cli.dataset.corrections"), texts.number(len(merged.corrections))))
    show.facts(facts)
    show.line()
    show.line(texts("cli.dataset.written", file=merged.summary))
    show.verbatim(merged.where)


def _severities(merged: MergedDataset) -> dict[str, int]:
    return {own.value: merged.findings[n] for n, own in enumerate(SEVERITIES)}


def _values(merged: MergedDataset, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "quarter": str(merged.quarter),
        "dataset": merged.where,
        "summary": merged.summary,
        "files": {kind: count for kind, count in merged.ended.items() if count},
        "rows": dict(merged.rows),
        "findings": counts,
        "corrections": len(merged.corrections),
    }
