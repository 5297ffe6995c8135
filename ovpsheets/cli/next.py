"""``ovpsheets next``, and ``ovpsheets`` alone: where things stand, and the one thing to do."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Final

import click

from ovpsheets.cli import show
from ovpsheets.cli.ending import GOES_ON, tell_command, tell_step
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.publish import tell_obstacles
from ovpsheets.cli.result_view import quarter_facts, severity_counts
from ovpsheets.cli.session import Session
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.open_items import open_disputes, open_findings
from ovpsheets.texts import Texts
from ovpsheets.words import fold
from ovpsheets.workspace.following import said
from ovpsheets.workspace.next_step import WorkspaceStanding
from ovpsheets.workspace.read_once import reading_once

_FOR_GOOD: Final = ("publish", "close")
"""What no scheduler does of itself: it cannot be taken back, or is not meant to be."""

_MOST_STEPS: Final = 12
"""A quarter has no more steps that need nobody; whoever goes on is going round in circles."""


def next(
    session: Session,
    *,
    quarter: Quarter | None,
    as_of: date | None,
    look: bool,
    yes: bool,
    until: str | None,
    as_json: bool,
) -> int:
    """Say where things stand and do the next step, after one question.

    With *look* nothing is done; with *yes* nothing is asked, what a person must do is never
    taken as done, and nothing is published or closed unless *until* names it. *until*: the
    steps before that one are done, too, and it.
    """
    with nullcontext() if look or as_json else reading_once():
        return _steps(
            session, quarter, as_of, _Wanted(look=look, yes=yes, until=until, as_json=as_json)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What was asked of the steps; see :func:`next`."""

    look: bool
    yes: bool
    until: str | None
    as_json: bool


def _steps(session: Session, quarter: Quarter | None, as_of: date | None, wanted: _Wanted) -> int:
    """Say where things stand, do the step, and go on as far as is *wanted*."""
    for _ in range(_MOST_STEPS):
        standing = session.workspace.next(quarter, as_of=as_of)
        if wanted.as_json:
            show.as_json(_as_values(standing))
            return ExitCode.DONE
        tell(standing, session)
        if (
            wanted.look
            or not standing.step.command
            or not _is_wanted(standing, session.texts, wanted.until, yes=wanted.yes)
        ):
            return ExitCode.DONE
        show.line()
        is_last = wanted.until in (None, standing.step.key)
        click.get_current_context().meta[GOES_ON] = not is_last
        if code := _run(standing, as_of):
            return code
        if is_last:
            return ExitCode.DONE
        show.line()
    return ExitCode.DONE


def _is_wanted(standing: WorkspaceStanding, texts: Texts, until: str | None, *, yes: bool) -> bool:
    """Ask whether the step is to be done, or was; who answers nothing says no."""
    by_hand = standing.step.is_by_hand
    if yes:
        return not by_hand and (standing.step.key not in _FOR_GOOD or until in _FOR_GOOD)
    show.line()
    words = [texts("words.yes"), texts("words.no")]
    asked = texts("cli.next.ask_done" if by_hand else "cli.next.ask_do")
    try:
        reply = click.prompt(f"{asked} ({'/'.join(words)})", default="", show_default=False)
    except click.Abort:  # nobody is there to answer
        return False
    return fold(str(reply)) in {fold(word) for word in (words[0], words[0][0], "y", "yes")}


def _run(standing: WorkspaceStanding, as_of: date | None) -> int:
    """Run the step's command as if it had been typed; return its exit code."""
    context = click.get_current_context().find_root()
    group = context.command
    assert isinstance(group, click.Group)
    name, *words = standing.step.command
    if as_of is not None and name not in ("plan", "generate", "collect"):
        words += ["--as-of", as_of.isoformat()]
    command = group.commands[name]
    with command.make_context(name, words, parent=context) as own:
        return int(command.invoke(own) or ExitCode.DONE)


def tell(standing: WorkspaceStanding, session: Session) -> None:
    """Write where things stand, what comes next, and the one file to open."""
    texts, step = session.texts, standing.step
    if merged := standing.merged:
        day = texts.long_date(merged.as_of)
        show.heading(texts("cli.next.title", quarter=texts.quarter(merged.quarter), day=day))
        show.facts(_facts(standing, merged, texts), indent=2)
        show.line()
    if step.key == "decide":
        show.heading(texts("cli.next.heading"))
        show.line(said(step, texts), indent=2)
        tell_obstacles(standing.obstacles, str(standing.quarter), texts)
        tell_command(session, step)
    else:
        tell_step(session, step)


def _facts(standing: WorkspaceStanding, merged: Merged, texts: Texts) -> Iterator[tuple[str, str]]:
    yield texts("cli.next.forms"), str(standing.forms)
    yield from quarter_facts(merged, texts, is_asked=bool(standing.forms))
    if standing.drafts:
        yield texts("cli.next.drafts"), str(standing.drafts)
    if standing.open_before:
        yield texts("cli.next.open_before"), texts.listing(map(str, standing.open_before))


def _as_values(standing: WorkspaceStanding) -> dict[str, object]:
    step, merged = standing.step, standing.merged
    found: dict[str, object] = {
        "quarter": str(standing.quarter) if standing.quarter else None,
        "step": step.key,
        "by_hand": step.is_by_hand,
        "command": list(step.command),
        "open": step.open and step.open.as_posix(),
        "until": step.until,
        "forms": standing.forms,
        "drafts": standing.drafts,
        "open_before": [str(quarter) for quarter in standing.open_before],
        "obstacles": [{"kind": item.kind, "text": item.text} for item in standing.obstacles],
    }
    if merged:
        returned, expected = merged.returned()
        found |= {
            "as_of": merged.as_of,
            "submit_by": merged.dates.submit_by,
            "publish_by": merged.dates.publish_by,
            "returned": returned,
            "expected": expected,
            "missing": merged.without_return(),
            "findings": severity_counts(merged.tables.findings),
            "open_findings": severity_counts(open_findings(merged)),
            "to_decide": len(open_disputes(merged)),
        }
    return found
