"""Review: the draft of a quarter for its members, and who was shown it and answered.

review/drafts.csv, review/shown.csv    the registers
review/draft-2/                        what members are sent of draft 2
review/comments/                       comments forms that came back
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.files import write_changed
from ovpsheets.forms.identity import names_a_draft
from ovpsheets.intake.find import FoundFiles, find_returns
from ovpsheets.intake.read_returns import ReadingOptions, open_found
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.release.review.comments import (
    Answered,
    comments_form,
    form_name,
    read_comments,
)
from ovpsheets.release.review.drafting import answered, marked_shown, numbered
from ovpsheets.results.draft_sent import DraftSent
from ovpsheets.results.mail.mail_draft import Attachment, MailDraft, addresses, copied_to
from ovpsheets.results.mail.mail_kinds import addressees
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.results.product import Promise
from ovpsheets.results.replace import replace_files
from ovpsheets.results.report import Report
from ovpsheets.results.report.draft_register import (
    DRAFTS,
    Review,
    drafts_csv,
    shown_csv,
)
from ovpsheets.results.summary import render_docx
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.named_institutions import named_institutions
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.release import make_release, open_questions
from ovpsheets.workspace.words_of_quarter import in_words_of_quarter

_HOW: Final = "mail"

PROMISE: Final = Promise(
    name="draft",
    files=(
        "draft-{number}/OVP_{plan}_{quarter}_D{number}.{language}.docx",
        "draft-{number}/OVP_{plan}_{quarter}_D{number}.{commitment}.{language}.docx",
        "draft-{number}/OVP_{plan}_{quarter}_{institution}_D{number}.xlsx",
        "draft-{number}/{institution}_comments.eml",
        "draft-{number}/{institution}_comments.txt",
    ),
    about="What members are sent of a draft: the summary (of a large plan its front and the parts "
    "that concern them), a small form for their comments, a mail.",
    audience="members",
    language="institution",
    member_text=True,
    metadata="ours",
)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft that was prepared. ``copies`` are of prepared files that somebody had edited."""

    merged: Merged
    review: Review
    folder: Path
    files: tuple[Path, ...]
    copies: tuple[Path, ...]
    is_new: bool
    questions: Path | None  # what has to be answered before it is published

    @property
    def not_shown(self) -> tuple[str, ...]:
        """Who has not been shown this draft."""
        return self.review.not_shown(self.merged.members())


@in_words_of_quarter
def review_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    shown: tuple[str, ...] = (),
    reading: ReadingOptions | None = None,
) -> Reviewed:
    """Number the draft, prepare what members are sent, record who was shown it and answered.

    *shown*: institutions to which it was sent on *as_of*, or ``all``. Raises WorkspaceError
    for an unknown one, for a register that cannot be read, and while a merge is running.
    """
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
        before = merged.review or Review()
        made = make_release(workspace, merged, before)
        review = numbered(before, merged, made.public.report)
        review = marked_shown(review, named_institutions(merged, shown), as_of, _HOW)
        review = answered(review, _answers(merged, place, reading or ReadingOptions()))
        number = review.last.number if review.last else 0
        name = f"draft-{number}"
        prepared_files = _prepared(merged, made.public.report, number)
        outputs = {f"{name}/{file}": data for file, data in prepared_files}
        outputs |= {DRAFTS: drafts_csv(review)}
        copies = replace_files(place.review, outputs, stale=lambda old: old.startswith(f"{name}/"))
        # A person types into it, so it is not kept as one of our outputs.
        write_changed(place.shown, shown_csv(review.shown))
    prepared = tuple(place.review / file for file in outputs if file != DRAFTS)
    is_new = before.last is None or before.last.number != number
    asked = open_questions(workspace, made)
    return Reviewed(merged, review, place.review / name, prepared, copies, is_new, asked)


def has_new_answers(
    merged: Merged, place: QuarterFolder, review: Review, reading: ReadingOptions | None = None
) -> bool:
    """Tell whether a comments form lies there of which the register does not have the answer."""
    return answered(review, _answers(merged, place, reading or ReadingOptions())) != review


def draft_to_open(folder: Path, language: Language) -> Path:
    """Return the summary of the draft in *folder*, in *language* where there is one in it."""
    found = sorted(folder.glob("*.docx"))
    own = (path for path in found if path.name.endswith(f".{language}.docx"))
    return next(own, next(iter(found), folder))


def _answers(
    merged: Merged, place: QuarterFolder, reading: ReadingOptions
) -> dict[tuple[int, str], tuple[str, str]]:
    """Return what comments forms say, wherever they lie; of two the later named one counts."""
    found: dict[tuple[int, str], tuple[str, str]] = {}
    for answer in _returned_forms(merged, place, reading):
        if answer.answer:
            found[answer.draft, answer.institution] = (answer.answer, answer.text)
    return found


def _returned_forms(
    merged: Merged, place: QuarterFolder, reading: ReadingOptions
) -> Iterator[Answered]:
    for found in (_may_be_comments(merged, place.returns), _found(place.comments)):
        for item in open_found(found, ReadingOptions(reading.limits, reading.jobs)):
            if isinstance(item.opened, Contents):
                answer = read_comments(item.opened, merged.plan.code, merged.quarter)
                if answer is not None:
                    yield answer


def _found(folder: Path) -> FoundFiles:
    return find_returns(folder) if folder.is_dir() else FoundFiles({}, (), ())


def _may_be_comments(merged: Merged, folder: Path) -> FoundFiles:
    """Return the returned files in which comments may be; the others need not be opened again.

    Not what was read as a form and no more: of such a file all that is no part of the form
    stands among what could not be placed, and the number of a comments form would, too.
    """
    forms = {row["file"] for row in records(merged.tables.returns) if row["used"] != "set_aside"}
    beside = {
        row["file"] for row in records(merged.tables.unplaced) if names_a_draft(str(row["text"]))
    }
    found = _found(folder)
    return replace(
        found,
        files={name: own for name, own in found.files.items() if name not in forms - beside},
    )


def _prepared(merged: Merged, public: Report, number: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a draft: what will be published, and to each member its own answers."""
    sent = DraftSent(public, f"OVP_{merged.plan.code}_{merged.quarter}_D{number}", "docx",
                     render_docx)  # fmt: skip
    members = [(item, merged.plan.institution(item.institution)) for item in addressees(merged, {})]
    for language in dict.fromkeys(institution.language for _, institution in members):
        yield from ((own.name, own.data) for own in sent.files(language))
    for item, institution in members:
        form = form_name(merged, institution.code, number)
        comments = comments_form(merged, public, institution.code, number)
        yield form, comments
        shown = sent.to(institution.code)
        written = letter(merged, item, "comments", parts=[code for code in shown if code])
        draft = MailDraft(
            institution.code, "comments", institution.language, addresses(institution.email),
            written.subject, written.body,
            (*shown.values(), Attachment(form, comments)), cc=copied_to(institution),
        )  # fmt: skip
        yield f"{draft.stem}.eml", draft.as_mail()
        yield f"{draft.stem}.txt", draft.as_text(Texts(institution.language))
