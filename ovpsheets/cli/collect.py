"""``ovpsheets collect``: spreadsheets out of mails, mailboxes, archives and folders."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import TextColumn, harmless
from ovpsheets.intake.recognise.refusal import refusal
from ovpsheets.journeys.collect import Left
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.workspace.collect import Gathering, Taken, collect_quarter
from ovpsheets.workspace.folders import WorkspaceFolder, refuse_outside
from ovpsheets.workspace.following import look, step_of
from ovpsheets.workspace.mails_seen import collect_mails


def collect(
    session: Session, *, quarter: Quarter, sources: tuple[Path, ...], dry_run: bool, as_json: bool
) -> ExitCode:
    """Take spreadsheets out of what they came in, and record when and from whom."""
    show.progress(session.texts("cli.collect.progress"))
    workspace = WorkspaceFolder(session.folder)
    if not session.anyway:
        refuse_outside(workspace, quarter)
    today, limits = date.today(), session.workspace.settings.limits
    if sources:
        done = collect_quarter(
            workspace, quarter, sources, today, limits=limits, dry_run=dry_run
        )  # fmt: skip
    else:
        done = collect_mails(workspace, quarter, today, limits=limits, dry_run=dry_run)
    if not dry_run:
        session.workspace.draw_board()
    if as_json:
        show.as_json(_as_values(session.texts, quarter, done, dry_run=dry_run))
    else:
        _tell(session.texts, quarter, done, dry_run=dry_run)
    came = (done.taken or done.left) and not dry_run
    ended(session, step_of("merge", quarter) if came else look(), as_json=as_json)
    if not done.taken and all(left.reason == "unread" for left in done.left) and done.left:
        return ExitCode.COULD_NOT
    return ExitCode.DONE


def _tell(texts: Texts, quarter: Quarter, done: Gathering, *, dry_run: bool) -> None:
    show.heading(texts("cli.collect.title", quarter=texts.quarter(quarter)))
    show.line()
    if done.taken:
        _table(texts, ("file", "taken", "sender", "received"), _taken_rows(done.taken, texts))
        show.line()
    else:
        show.line(texts("cli.collect.nothing"))
    if done.left:
        show.heading(texts("cli.collect.left"))
        _table(texts, ("file", "sender", "why"), _left_rows(done.left, texts))
        show.line()
        if not dry_run and any(left.received for left in done.left):
            show.line(texts("cli.collect.recorded"))
            show.line()
    if done.taken:
        show.line(texts("cli.collect.would" if dry_run else "cli.collect.folder"))
        show.verbatim(done.folder)
    if done.taken and not dry_run:
        show.line(texts("cli.collect.days"))


def _table(texts: Texts, titles: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    columns = [
        TextColumn(texts(f"cli.column.{title}"), flexible=title in ("file", "sender", "why"))
        for title in titles
    ]
    show.rows(columns, [tuple(map(harmless, row)) for row in rows])


def _taken_rows(taken: tuple[Taken, ...], texts: Texts) -> Iterator[tuple[str, ...]]:
    for item in taken:
        how = texts(f"cli.collect.{item.action}")
        day = texts.short_date(item.received.day)
        yield item.file, how, item.received.sender or "–", day


def _left_rows(left: tuple[Left, ...], texts: Texts) -> Iterator[tuple[str, ...]]:
    return ((i.place, i.mail.sender or "–", refusal(i.reason, texts)) for i in left)


def _as_values(
    texts: Texts, quarter: Quarter, done: Gathering, *, dry_run: bool
) -> dict[str, object]:
    return {
        "quarter": str(quarter),
        "returns": done.folder.as_posix(),
        "dry_run": dry_run,
        "taken": [_taken_values(item) for item in done.taken],
        "left": [_left_values(item, texts) for item in done.left],
    }


def _left_values(item: Left, texts: Texts) -> dict[str, object]:
    return {
        "place": item.place,
        "reason": item.reason,
        "detail": item.detail,
        "message": refusal(item.reason, texts),
        "sha256": item.sha256,
        "sender": item.mail.sender,
        "subject": item.mail.subject,
        "received": item.received,
    }


def _taken_values(item: Taken) -> dict[str, object]:
    return {
        "file": item.file,
        "place": item.place,
        "action": item.action,
        "sha256": item.sha256,
        "sender": item.received.sender,
        "subject": item.received.subject,
        "received": item.received.day,
    }
