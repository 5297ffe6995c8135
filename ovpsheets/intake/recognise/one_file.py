"""One returned file on its way through the intake: identify, place, interpret."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.identity import FormId, names_a_draft
from ovpsheets.intake.reading.cells import Observation
from ovpsheets.intake.reading.containers.links import links_to_files
from ovpsheets.intake.reading.containers.mail_text import is_greeting
from ovpsheets.intake.reading.opened import OpenedFile, Refused, Unpacked
from ovpsheets.intake.recognise.answers import answer_fields, guessed
from ovpsheets.intake.recognise.as_issued import NONE_AS_ISSUED, FormAsIssued
from ovpsheets.intake.recognise.file_ledger import Ledger, LedgerLine
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.forms_of_file import FormPart, parts_of, reader_of, told_apart
from ovpsheets.intake.recognise.identify import (
    Claim,
    Identity,
    identify,
    institution_by_codes,
    named_quarters,
    settled_as,
)
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.named_forms import key_of
from ovpsheets.intake.recognise.named_otherwise import named_otherwise
from ovpsheets.intake.recognise.pictures import with_pictures_told
from ovpsheets.intake.recognise.place import place
from ovpsheets.intake.recognise.placement import Placement, Stranger
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.second_sheets import sheets_that_do_not_count
from ovpsheets.intake.recognise.sheets_by_codes import (
    NAMES_ROWS,
    SAID,
    codes_asked,
    institution_named_in,
    institution_of_nameless,
    names_a_row,
)
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable, tables_by_codes
from ovpsheets.words import LedgerClass

_MOST_SHOWN: Final = 3  # links of one mail

_MOST_KEPT_LINES: Final = 100

MOST_KEPT: Final = 4 * 1024 * 1024
"""Forms up to this size stay in memory, so that they can be sent back annotated."""


def recognise(item: OpenedFile, brief: MergeBrief) -> tuple[Return, ...]:
    """Take what a file holds through identify, place and interpret.

    Whatever the file is, this returns; a file that cannot be used says why. A workbook with
    the sheets of several forms gives several: the first bears its name, the others that with
    ``#`` and what they are behind it. When and from whom it came is not told here, nor are its
    bytes with it (:func:`sent_back`).
    """
    base = Return(item.file.name, item.file.sha256, date.max, inside=item.inside)
    if isinstance(item.opened, Refused):
        return (_aside(base, item.opened.reason, detail=item.opened.detail),)
    if isinstance(item.opened, Unpacked):
        return (_container(base, item.opened, brief),)
    with brief.read_with.in_use():
        contents = with_pictures_told(item.opened, brief.logos)
        known = FormAsIssued.found_in(contents, brief)
        parts = parts_of(base, contents, brief, known.sheets if known else NONE_AS_ISSUED)
        return told_apart(parts, [_read(part, brief, known) for part in parts])


def sent_back(found: Sequence[Return], data: bytes) -> bytes:
    """Return *data*, the bytes of the file of *found*, where it can be sent back annotated.

    What goes back to an institution must not show what another one answered. Else b"".
    """
    is_of_one = len({returned.institution for returned in found}) == 1
    is_used = any(not own.set_aside and own.was_opened for own in found)
    return data if is_of_one and is_used and len(data) <= MOST_KEPT else b""


def _container(base: Return, unpacked: Unpacked, brief: MergeBrief) -> Return:
    """What somebody wrote in a mail itself may be an answer too; a greeting is none.

    Of which institution's rows it speaks tells whose answer it is where nobody knows the sender.

    Where it shares a file by a link and no form hangs on it, that is what is to be said of it.
    """
    base = replace(base, is_container=True)
    text = unpacked.mail.text if unpacked.mail else ""
    if unpacked.mail and unpacked.mail.is_automatic:
        base = replace(base, set_aside="automatic")
    if not text.strip() or is_greeting(text):
        return base
    said = Ledger.of((LedgerLine("", "", LedgerClass.UNPLACED, None, text, kind="mail"),))
    if base.set_aside:
        return replace(base, ledger=said)
    base = replace(base, observed=_rows_named([text], brief))
    links = ", ".join(links_to_files(text)[:_MOST_SHOWN])
    if not links:
        return replace(base, ledger=said)
    return replace(
        base,
        ledger=said,
        set_aside="shared_by_link",
        detail=links,
        observed=(*base.observed, Observation("shared_by_link", {"links": links})),
    )


def _rows_named(texts: Iterable[str], brief: MergeBrief) -> tuple[Observation, ...]:
    whose = institution_named_in(texts, brief)
    return (Observation(NAMES_ROWS, {"institution": whose}),) if whose else ()


def _read(part: FormPart, brief: MergeBrief, named: FormAsIssued | None) -> Return:
    """Identify, place and interpret it; *named*: the form that its file seems to be."""
    contents = part.contents
    known = replace(
        part.base,
        was_opened=True,
        program=contents.program,
        modified=contents.properties.get("modified", ""),
        observed=contents.observed,
    )
    if _is_for_comments(part, brief):
        return _aside(known, "comments", place(contents, None, tables=()))
    identity, how = _identity(part, brief)
    if identity is None:
        return _nameless(part, known, brief)
    content = brief.content_of(identity.form_id)
    current = _is_current(identity.form_id, brief)
    if named is None or named.content is not content:
        named = FormAsIssued.of(content, contents) if content else None
    then = brief.issued_content_of(identity.form_id)
    issued = named.issued.as_sent(then) if named else None
    tables, unread = _tables(part, content, issued, brief)
    if contents.is_document and not tables and part.base.name not in brief.assumed:
        return _nameless(part, known, brief)  # a letter about the form names it, and is none
    known = replace(known, observed=(*known.observed, *how), identity=identity)
    is_settled = part.base.name in brief.assumed
    left = sheets_that_do_not_count(tables, identity.form_id, part.claims, brief)
    placement = place(
        contents, content, current=current, tables=tables, issued=issued,
        left={} if is_settled else left, as_issued=named.sheets if named else NONE_AS_ISSUED,
    )  # fmt: skip
    strangers = (Stranger("", cell) for cell in part.form.strangers)
    placement = replace(placement, strangers=(*placement.strangers, *strangers))
    known = replace(known, observed=(*known.observed, *placement.observed), unread=unread)
    reason = _misfit(identity.form_id, content, brief)
    if part.form.is_unsettled and not reason:
        reason = "two_quarters"
    # What is set aside is shown cell by cell; nothing of it becomes an answer.
    if reason:
        return _aside(known, reason, placement)
    if not is_settled:
        claims = (*identity.claims, *named_otherwise(contents, identity.form_id, brief))
        known = replace(known, identity=replace(identity, claims=claims))
    answers, ledger = answer_fields(placement, brief.plan)
    answers = replace(answers, troubles=(*answers.troubles, *guessed(tables, placement)))
    # Its lines are in the ledger; as objects they would be kept until the end of the merge.
    placement = replace(placement, ledger=())
    return replace(known, placement=placement, answers=answers, ledger=Ledger.of(ledger))


def _is_for_comments(part: FormPart, brief: MergeBrief) -> bool:
    """Tell whether it is a form for comments on a draft, and no report.

    It holds the codes of the member's rows, by which it would else pass for its report.
    """
    # The coordinator's word and the form's own number count before what its cells look like.
    if part.base.name in brief.assumed or _said(part) is not None:
        return False
    cells = (cell for sheet in part.contents.sheets for cell in sheet.cells.values())
    return any(names_a_draft(cell.raw) for cell in cells)


def _tables(
    part: FormPart, content: FormContent | None, issued: Issued | None, brief: MergeBrief
) -> tuple[list[FoundTable], tuple[UnreadTable, ...]]:
    """Its tables: those found by keys and headings, then those that only codes tell."""
    if content is None or issued is None:
        return part.form.tables, ()
    found, unread = tables_by_codes(
        part.contents, issued, content.columns, part.form.tables, brief.plan.reasons
    )
    return [*part.form.tables, *found], tuple(unread)


def _nameless(part: FormPart, known: Return, brief: MergeBrief) -> Return:
    placement = place(part.contents, None, tables=part.form.tables)
    if placement.columns:
        return _aside(known, "nameless", placement)
    if part.contents.is_document:
        cells = (cell for sheet in part.contents.sheets for cell in sheet.cells.values())
        texts = [cell.raw for cell in cells]
        named = _rows_named(texts, brief)
        if known.inside:
            # Evidence: what it says is no answer, but it may say otherwise than the form.
            said = (replace(own, values={**own.values, SAID: _with_codes(texts)}) for own in named)
            return _aside(replace(part.base, observed=tuple(said)), "document")
        known = replace(known, observed=(*known.observed, *named))
    return _aside(known, "unrecognised", placement)


def _with_codes(texts: Iterable[str]) -> str:
    """Return those of *texts* that name rows, as far as they are few: one a line."""
    return "\n".join(islice((text for text in texts if names_a_row(text)), _MOST_KEPT_LINES))


def _identity(part: FormPart, brief: MergeBrief) -> tuple[Identity | None, tuple[Observation, ...]]:
    """What the coordinator settled, else what the file says, else whose codes it holds."""
    said = _said(part)
    if institution := brief.assumed.get(part.base.name, ""):
        own = brief.form_of(institution)
        # Where the file says the same of itself it is believed in full, for it knows its revision.
        agrees = said and (said.form_id.institution, said.form_id.quarter) == (
            institution,
            brief.quarter,
        )
        settled = settled_as(said.form_id if said and agrees else own, part.claims)
        return settled, (Observation("assumed", {"institution": institution}),)
    if said is not None:
        by = part.form.known_by if said.form_id == part.form.form_id else ""
        how = Observation(f"known_by_{by}", {"institution": said.form_id.institution})
        return said, (how,) if by else ()
    named = named_quarters(part.contents, brief.quarter)
    if named and brief.quarter not in named:
        return None, ()  # an old file whose identity is gone must not pass for a new one
    institution = institution_by_codes(part.form.tables, codes_asked(brief))
    if not part.form.tables:
        can_read = reader_of(part.contents, brief)
        is_evidence = bool(part.base.inside) or part.contents.is_document  # unless it can be read
        institution = institution_of_nameless(
            part.contents, brief, can_read, is_evidence=is_evidence
        )
    if institution:
        form_id = brief.form_of(institution)
        identity = Identity(form_id, (Claim("codes", form_id),))
        return identity, (Observation("known_by_codes", {"institution": institution}),)
    return None, ()


def _said(part: FormPart) -> Identity | None:
    """What the sheets say; of several forms of a file each is what its own sheets name."""
    form_id = part.form.form_id
    if form_id is None:
        return identify(part.claims)
    named = [claim for claim in part.claims if claim.source != "number"]
    agreeing = [claim for claim in named if key_of(claim.form_id) == key_of(form_id)]
    if not agreeing:
        by = part.form.known_by
        told = Claim("codes" if by == "rows" else by or "title", form_id, part.form.names[0])
        return Identity(form_id, (told, *part.claims))
    voted = identify(agreeing)
    return voted and replace(voted, claims=part.claims)


def _aside(
    base: Return, reason: str, placement: Placement | None = None, *, detail: str = ""
) -> Return:
    """Set the file aside: what was typed in it is shown, not used."""
    ledger = placement.without_fields() if placement else ()
    return replace(base, set_aside=reason, detail=detail, ledger=Ledger.of(ledger))


def _misfit(form_id: FormId, content: FormContent | None, brief: MergeBrief) -> str:
    """Return why a form of ours is not one of this merge's, "" when it is."""
    # From the outside in: of another plan neither codes nor quarters can be compared.
    if form_id.plan != brief.plan.code:
        return "other_plan"
    if brief.plan.find_institution(form_id.institution) is None:
        return "unknown_institution"
    if form_id.quarter != brief.quarter:
        return "other_quarter"
    return "" if content is not None else "not_expected"


def _is_current(form_id: FormId, brief: MergeBrief) -> bool:
    return form_id.quarter == brief.quarter and form_id.revision >= brief.newest_revision(form_id)
