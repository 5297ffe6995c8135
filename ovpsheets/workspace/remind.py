"""Remind: who needs a mail on a day, and the drafts of these mails in the quarter's folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.files import sha256, write_changed
from ovpsheets.forms.register import IssuedForm, read_register
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.results.corrections.sent_back import Correction, corrections
from ovpsheets.results.draft_sent import DraftSent
from ovpsheets.results.mail.deadline_calendar import deadlines
from ovpsheets.results.mail.mail_draft import (
    Attachment,
    MailDraft,
    addresses,
    copied_to,
    draft_stem,
)
from ovpsheets.results.mail.mail_kinds import WITH_FORM, Addressee, addressees, due_kinds
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.results.page import render_html
from ovpsheets.results.replace import replace_files
from ovpsheets.results.report.draft_register import Review
from ovpsheets.results.report.sent_register import SENT, SentMail, read_sent, sent_csv
from ovpsheets.texts import Texts
from ovpsheets.words import MAIL_KINDS, Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.named_institutions import named_institutions
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.release import would_be_public
from ovpsheets.workspace.words_of_quarter import in_words_of_quarter

DEADLINES: Final = "deadlines.ics"


@dataclass(frozen=True, slots=True)
class Reminded:
    """The drafts of a day. ``files`` and ``copies`` are empty after a dry run.

    ``spared``: who would be written the same as was sent already, with the day of that mail.
    ``sent``: the drafts that were now recorded as sent.
    """

    merged: Merged
    folder: Path
    drafts: tuple[MailDraft, ...]
    files: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()  # of drafts that somebody had edited
    spared: tuple[SentMail, ...] = ()
    sent: tuple[SentMail, ...] = ()


@in_words_of_quarter
def remind_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    kind: str = "",
    dry_run: bool = False,
    sent: tuple[str, ...] = (),
    reading: ReadingOptions | None = None,
) -> Reminded:
    """Draft the mails that are due on *as_of*; with *kind*, those of that kind only.

    With a dry run nothing is written. Nothing is ever sent. A draft that nobody
    needs any more goes, unless somebody edited it. *sent*: institutions, or ``all``, whose
    drafts have been sent on *as_of*; who was sent the same already gets no second draft,
    unless that kind is asked for. Raises WorkspaceError for an unknown institution.
    """
    merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
    place = workspace.quarter(quarter)
    before = read_sent(place.mail)
    everyone = tuple(_drafts(workspace, merged, place, _due_kinds(merged, place, kind)))
    wanted = named_institutions(merged, sent)
    now = tuple(
        SentMail(draft.institution, draft.kind, as_of, draft.answers, draft.asks)
        for draft in everyone
        if draft.institution in wanted and not draft.sent_before(before)
    )
    known = (*before, *now)
    told = {} if kind and not now else {d.stem: d.sent_before(known) for d in everyone}
    drafts = tuple(draft for draft in everyone if not told.get(draft.stem))
    spared = tuple(mail for mail in told.values() if mail)
    if dry_run:
        return Reminded(merged, place.mail, drafts, spared=spared)
    outputs = dict(_outputs(merged, drafts, language))
    kinds = (kind,) if kind else MAIL_KINDS
    if now:
        write_changed(place.mail / SENT, sent_csv(known))
    copies = replace_files(place.mail, outputs, stale=lambda name: name.endswith(_endings(kinds)))
    files = tuple(place.mail / name for name in outputs)
    return Reminded(merged, place.mail, drafts, files, copies, spared, now)


def stems_due(
    workspace: WorkspaceFolder, merged: Merged, place: QuarterFolder, left_out: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return what the drafts are called that are due for a quarter that was read, and not sent.

    Without those of the kinds *left_out*. Only where one of its kind was sent to an institution
    is the draft made, for then it counts whether that said the same.
    """
    known = read_sent(place.mail)
    due = [one for one in _due_kinds(merged, place) if one[1] not in left_out]
    whom = {(mail.institution, mail.kind) for mail in known}
    perhaps = [one for one in due if (one[0].institution, one[1]) in whom]
    drafts = _drafts(workspace, merged, place, perhaps) if perhaps else ()
    said = {draft.stem for draft in drafts if draft.sent_before(known)}
    stems = (draft_stem(item.institution, kind) for item, kind in due)
    return tuple(stem for stem in stems if stem not in said)


def _endings(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"_{kind}{ending}" for kind in kinds for ending in (".eml", ".txt"))


def _outputs(
    merged: Merged, drafts: tuple[MailDraft, ...], language: Language
) -> Iterator[tuple[str, bytes]]:
    for draft in drafts:
        yield f"{draft.stem}.eml", draft.as_mail()
        yield f"{draft.stem}.txt", draft.as_text(Texts(draft.language))
    yield DEADLINES, deadlines(merged.plan, merged.quarter, merged.as_of, Texts(language))


def _due_kinds(merged: Merged, place: QuarterFolder, kind: str = "") -> list[tuple[Addressee, str]]:
    """Return who needs which mail; with *kind*, everyone whom that one fits."""
    forms = _newest(read_register(place.forms))
    with_forms = {code: [form.commitment for form in own] for code, own in forms.items()}
    return list(due_kinds(merged, addressees(merged, with_forms), kind))


def _drafts(
    workspace: WorkspaceFolder,
    merged: Merged,
    place: QuarterFolder,
    wanted: list[tuple[Addressee, str]],
) -> Iterator[MailDraft]:
    forms = _newest(read_register(place.forms))
    sent_back: dict[str, list[Correction]] = {}
    asked = {item.institution for item, what in wanted if what == "correction"}
    for one in corrections(merged, asked):
        sent_back.setdefault(one.institution, []).append(one)
    draft = _draft(workspace, merged, place, {what for _, what in wanted})
    for item, what in wanted:
        institution = merged.plan.institution(item.institution)
        own = sent_back.get(item.institution, [])
        shown = draft.to(institution.code) if draft and what == "comments" else {}
        written = letter(
            merged, item, what, own_file=all(one.is_own for one in own),
            parts=[code for code in shown if code],
        )  # fmt: skip
        attached = (*shown.values(), *_attached(item, what, place, forms, own))
        yield MailDraft(
            item.institution,
            what,
            institution.language,
            addresses(institution.email),
            written.subject,
            written.body,
            attached,
            _answers(merged, item, attached),
            tuple(asked.id for asked in item.asked),
            copied_to(institution),
        )


def _answers(merged: Merged, item: Addressee, attached: tuple[Attachment, ...]) -> str:
    """Return a digest of what came from an institution, and of the names of what it is sent."""
    used = merged.returned_files.used().get(item.institution, ())
    came = sorted(form.sha256 for form in used)
    names = sorted(part.name for part in attached)
    return sha256(repr((came, item.wrote, names)).encode())


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
    if kind in WITH_FORM:
        for form in forms.get(item.institution, []):
            path = place.forms / form.file
            if path.is_file():
                yield Attachment(form.file, path.read_bytes())
    elif kind == "correction":
        for one in sent_back:
            yield Attachment(f"OVP_{place.path.name}_{one.name}", one.data)


def _draft(
    workspace: WorkspaceFolder, merged: Merged, place: QuarterFolder, kinds: set[str]
) -> DraftSent | None:
    """Return what would be published, with its masks, where a mail shows it; nothing is written."""
    if "comments" not in kinds:
        return None
    public = would_be_public(workspace, merged, merged.review or Review()).public.report
    return DraftSent(public, f"OVP_{place.path.name}_summary", "html", render_html)
