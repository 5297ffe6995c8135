"""``ovpsheets merge``: what came back, judged and put together."""

from datetime import date

from ovpsheets.cli import show
from ovpsheets.cli.console import passing
from ovpsheets.cli.dataset_view import tell_dataset
from ovpsheets.cli.ending import ended
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.merge_view import as_values, tell
from ovpsheets.cli.result_view import severity_counts
from ovpsheets.cli.session import Session
from ovpsheets.cli.unusable import tell_unusable
from ovpsheets.intake.kept_returns import OF_THE_MACHINE
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.results.report.open_items import asked_of
from ovpsheets.results.report.sent_register import ASKING
from ovpsheets.words import SEVERITIES
from ovpsheets.workspace.following import look, step_of


def merge(
    session: Session,
    *,
    quarter: Quarter,
    as_of: date | None,
    fail_on: str | None,
    assume: tuple[tuple[str, str], ...],
    jobs: int | None,
    engine: str | None,
    dataset: str | None,
    documents: bool,
    as_json: bool,
) -> ExitCode:
    """Read the returned files, judge them, write the results."""
    with show.progress_bar(session.texts("cli.merge.progress")) as progress:
        workspace = session.reading(jobs, progress, engine)
        if dataset:
            into = workspace.merge_dataset(
                quarter, dataset, as_of=as_of, assume=dict(assume), corrections=documents
            )
            return tell_dataset(session, into, fail_on, as_json=as_json)
        merged = workspace.merge(quarter, as_of=as_of, assume=dict(assume), documents=documents)
    # What is printed is kept and repeated by the next merge of the same; not what may be otherwise
    # then, as a file for which the machine had no time today.
    if not _would_be_again(merged):
        passing()
    tell_unusable(merged.unusable, session.texts)
    if as_json:
        show.as_json(as_values(merged))
    else:
        tell(session, merged)
    to_open = merged.written.folder / CONSOLIDATED
    # Before what the state of the quarter calls for: a question that nobody wrote yet is the one
    # thing that waits for somebody else, and letters take days.
    step = step_of("remind", quarter, to_open) if _is_unwritten(merged) else look(to_open)
    ended(session, step, as_json=as_json)
    if fail_on and reached(merged, fail_on):
        return ExitCode.FINDINGS
    return ExitCode.DONE


def _would_be_again(merged: Merged) -> bool:
    """Tell whether another merge of the same would come out the same, and say the same."""
    written, why = merged.written, {item.returned.set_aside for item in merged.settled}
    is_of_others = merged.unusable or written.unusable or written.copies
    return not (is_of_others or why & OF_THE_MACHINE)


def _is_unwritten(merged: Merged) -> bool:
    """Tell whether something is asked of an institution that was not written since it was due."""
    written = {mail.institution for mail in merged.mails if mail.kind in ASKING}
    return bool(asked_of(merged).keys() - written)


def reached(merged: Merged, severity: str) -> bool:
    """Tell whether there is a finding of *severity* or worse."""
    counts = severity_counts(merged.tables.findings)
    limit = [item.value for item in SEVERITIES].index(severity)
    # SEVERITIES begin with the worst, so what is before the limit is worse.
    return any(counts[item.value] for item in SEVERITIES[: limit + 1])
