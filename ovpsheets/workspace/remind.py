"""Remind: who needs a mail on a day, and the drafts of these mails in the quarter's folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.forms.register import IssuedForm, read_register
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.results.corrections.sent_back import Correction, corrections
from ovpsheets.results.mail.deadline_calendar import deadlines
from ovpsheets.results.mail.mail_draft import Attachment, MailDraft, addresses
from ovpsheets.results.mail.mail_kinds import Addressee, addressees, due_kinds
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.results.replace import replace_files
from ovpsheets.results.report import Report
from ovpsheets.results.report.draft_register import Review
from ovpsheets.results.summary import render_html, summary_context
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.words import MAIL_KINDS, Language
from ovpsheets.workspace.folders import QuarterFolder, WorkspaceFolder
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.release import would_be_public

DEADLINES: Final = "deadlines.ics"


@dataclass(frozen=True, slots=True)
class Reminded:
    """The drafts of a day. ``files`` and ``copies`` are empty after a dry run."""

    merged: Merged
    folder: Path
    drafts: tuple[MailDraft, ...]
    files: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()  # of drafts that somebody had edited


def remind_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    kind: str = "",
    dry_run: bool = False,
    reading: ReadingOptions | None = None,
) -> Reminded:
    """Draft the mails that are due on *as_of*; with *kind*, those of that kind only.

    With a dry run nothing is written. Nothing is ever sent. A draft that nobody
    needs any more goes, unless somebody edited it.
    """
    merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
    place = workspace.quarter(quarter)
    drafts = tuple(_drafts(workspace, merged, place, kind))
    if dry_run:
        return Reminded(merged, place.mail, drafts)
    outputs = dict(_outputs(merged, drafts, language))
    kinds = (kind,) if kind else MAIL_KINDS
    copies = replace_files(place.mail, outputs, stale=lambda name: name.endswith(_endings(kinds)))
    return Reminded(merged, place.mail, drafts, tuple(place.mail / n for n in outputs), copies)


def _endings(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"_{kind}{ending}" for kind in kinds for ending in (".eml", ".txt"))


def _outputs(
    merged: Merged, drafts: tuple[MailDraft, ...], language: Language
) -> Iterator[tuple[str, bytes]]:
    for draft in drafts:
        yield f"{draft.stem}.eml", draft.as_mail()
        yield f"{draft.stem}.txt", draft.as_text(Texts(draft.language))
    yield DEADLINES, deadlines(merged.plan, merged.quarter, merged.as_of, Texts(language))


def _drafts(
    workspace: WorkspaceFolder, merged: Merged, place: QuarterFolder, kind: str
) -> Iterator[MailDraft]:
    forms = _newest(read_register(place.forms))
    everyone = addressees(merged, frozenset(forms))
    wanted = list(due_kinds(merged, everyone, kind))
    sent_back: dict[str, list[Correction]] = {}
    if any(what == "correction" for _, what in wanted):
        for one in corrections(merged):
            sent_back.setdefault(one.institution, []).append(one)
    public = _public(workspace, merged, {what for _, what in wanted})
    for item, what in wanted:
        institution = merged.plan.institution(item.institution)
        own = sent_back.get(item.institution, [])
        written = letter(merged, item, what, own_file=all(one.is_own for one in own))
        yield MailDraft(
            item.institution,
            what,
            institution.language,
            addresses(institution.email),
            written.subject,
            written.body,
            tuple(
                _attached(item, what, place, forms, own)
                if what != "comments"
                else _draft(public, place, institution.language)
            ),
        )


def _newest(issued: tuple[IssuedForm, ...]) -> dict[str, list[IssuedForm]]:
    """Institution → its newest form of every commitment."""
    newest: dict[tuple[str, str], IssuedForm] = {}
    for form in sorted(issued, key=lambda form: form.revision):
        newest[form.institution, form.commitment] = form
    found: dict[str, list[IssuedForm]] = {}
    for form in newest.values():
        found.setdefault(form.institution, []).append(form)
    return found


def _attached(
    item: Addressee,
    kind: str,
    place: QuarterFolder,
    forms: dict[str, list[IssuedForm]],
    sent_back: list[Correction],
) -> Iterator[Attachment]:
    if kind in ("invitation", "reminder", "overdue"):
        for form in forms.get(item.institution, []):
            path = place.forms / form.file
            if path.is_file():
                yield Attachment(form.file, path.read_bytes())
    elif kind == "correction":
        for one in sent_back:
            yield Attachment(f"OVP_{place.path.name}_{one.name}", one.data)


def _public(workspace: WorkspaceFolder, merged: Merged, kinds: set[str]) -> Report | None:
    """Return what would be published, where a mail shows it; nothing is written."""
    if "comments" not in kinds:
        return None
    return would_be_public(workspace, merged, merged.review or Review()).public.report


def _draft(public: Report | None, place: QuarterFolder, language: Language) -> Iterator[Attachment]:
    """Yield the draft with the masks of what will be published, whoever reads it."""
    if public is not None:
        page = render_html(summary_context(public, Texts(language), version=VERSION))
        yield Attachment(f"OVP_{place.path.name}_summary.{language}.html", page)
