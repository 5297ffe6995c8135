"""``ovpsheets remind``: the mails that are due, as drafts; nothing is sent."""

from collections.abc import Iterable
from datetime import date

import click

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import TextColumn, harmless
from ovpsheets.quarter import Quarter
from ovpsheets.results.mail.mail_draft import MailDraft
from ovpsheets.results.report.sent_register import SentMail
from ovpsheets.texts import Texts
from ovpsheets.workspace.following import look, step_of
from ovpsheets.workspace.remind import Reminded


def remind(
    session: Session,
    *,
    quarter: Quarter,
    as_of: date | None,
    kind: str | None,
    dry_run: bool,
    sent: tuple[str, ...],
    jobs: int | None,
    as_json: bool,
) -> None:
    """Draft the mails that are due on a day."""
    with show.progress_bar(session.texts("cli.merge.progress")) as tell:
        workspace = session.reading(jobs, tell)
        done = workspace.remind(quarter, as_of=as_of, kind=kind or "", dry_run=dry_run, sent=sent)
    if as_json:
        show.as_json(_as_values(done, dry_run=dry_run))
    else:
        _tell(done, session.texts, dry_run=dry_run)
    lie_ready = done.drafts and not dry_run
    first = done.folder / f"{done.drafts[0].stem}.eml" if lie_ready else None
    ended(session, step_of("send", quarter, first) if lie_ready else look(), as_json=as_json)


def _tell(done: Reminded, texts: Texts, *, dry_run: bool) -> None:
    quarter, day = texts.quarter_object(done.merged.quarter), texts.long_date(done.merged.as_of)
    show.heading(texts("cli.remind.title", quarter=quarter, day=day))
    show.line()
    if done.drafts:
        titles = ("institution", "mail", "address", "attached")
        columns = [
            TextColumn(texts(f"cli.column.{title}"), flexible=title in ("address", "attached"))
            for title in titles
        ]
        show.rows(columns, [_row(done, draft, texts) for draft in done.drafts])
    elif not done.sent:
        show.line(texts("cli.remind.nobody"))
    if done.sent:
        show.line(
            texts("cli.remind.recorded", n=len(done.sent), names=_names(done.sent, done, texts))
        )
    _spared(done, texts)
    if any(draft.kind == "comments" and not draft.attachments for draft in done.drafts):
        show.line()
        show.line(texts("cli.remind.no_summary", quarter=str(done.merged.quarter)))
    if done.drafts:
        show.line()
        show.line(texts("cli.remind.would" if dry_run else "cli.remind.folder"))
        show.verbatim(done.folder)
    if done.copies:
        show.line()
        show.line(texts("cli.merge.copies", n=len(done.copies)))
        for path in done.copies:
            show.verbatim(path)


def _spared(done: Reminded, texts: Texts) -> None:
    """Say who gets no second mail, those together who were sent the same on the same day."""
    together: dict[tuple[str, date], list[SentMail]] = {}
    for mail in done.spared:
        if mail not in done.sent:
            together.setdefault((mail.kind, mail.day), []).append(mail)
    for (kind, day), own in together.items():
        said = {"mail": texts(f"mail.kind.{kind}"), "day": texts.short_date(day)}
        show.line(texts("cli.remind.spared", institution=_names(own, done, texts), **said))


def _names(mails: Iterable[SentMail], done: Reminded, texts: Texts) -> str:
    codes = dict.fromkeys(mail.institution for mail in mails)
    labels = (done.merged.institution_label(code, texts.language) for code in codes)
    return texts.listing(map(harmless, labels))


def _row(done: Reminded, draft: MailDraft, texts: Texts) -> tuple[str, ...]:
    return (
        harmless(done.merged.institution_label(draft.institution, texts.language)),
        texts(f"mail.kind.{draft.kind}"),
        ", ".join(draft.to) or click.style(texts("cli.remind.no_address"), fg="yellow"),
        ", ".join(item.name for item in draft.attachments) or "–",
    )


def _as_values(done: Reminded, *, dry_run: bool) -> dict[str, object]:
    return {
        "quarter": str(done.merged.quarter),
        "as_of": done.merged.as_of,
        "dry_run": dry_run,
        "folder": done.folder.as_posix(),
        "drafts": [
            {
                "institution": draft.institution,
                "kind": draft.kind,
                "language": draft.language,
                "to": list(draft.to),
                "subject": draft.subject,
                "attachments": [item.name for item in draft.attachments],
            }
            for draft in done.drafts
        ],
        "spared": [
            {"institution": sent.institution, "kind": sent.kind, "day": sent.day}
            for sent in done.spared
        ],
        "files": [path.as_posix() for path in done.files],
        "copies": [path.as_posix() for path in done.copies],
    }
