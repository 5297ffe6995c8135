"""One returned file on its way through the intake: identify, place, interpret."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.content import FormContent, content_after
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Contents, Observation
from ovpsheets.intake.reading.containers.links import links_to_files
from ovpsheets.intake.reading.containers.mail_text import is_greeting
from ovpsheets.intake.reading.opened import OpenedFile, Refused, Unpacked
from ovpsheets.intake.recognise.answers import answer_fields
from ovpsheets.intake.recognise.file_ledger import Ledger, LedgerLine
from ovpsheets.intake.recognise.find_tables import FoundTable, find_tables
from ovpsheets.intake.recognise.identify import (
    Claim,
    Identity,
    identify,
    institution_by_codes,
    named_quarters,
    settled_as,
)
from ovpsheets.intake.recognise.place import place
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.senders import institution_of
from ovpsheets.plan.due import Due, only
from ovpsheets.plan.model import Plan
from ovpsheets.words import LedgerClass, fold

_MOST_SHOWN: Final = 3  # links of one mail

MOST_KEPT: Final = 4 * 1024 * 1024
"""Forms up to this size stay in memory, so that they can be sent back annotated."""


def recognise(item: OpenedFile, received: date, brief: MergeBrief) -> Return:
    """Take what a file holds through identify, place and interpret.

    Whatever the file is, this returns; a file that cannot be used says why.
    """
    sender = item.mail.sender if item.mail else ""
    base = Return(
        item.file.name, item.file.sha256, received, inside=item.inside,
        mailed_by=institution_of(sender, brief.plan) if sender else "",
    )  # fmt: skip
    if isinstance(item.opened, Refused):
        return _aside(base, item.opened.reason, detail=item.opened.detail)
    if isinstance(item.opened, Unpacked):
        return _container(base, item.opened)
    found = _recognise(base, item.opened, brief)
    is_form = not found.set_aside and len(item.file.data) <= MOST_KEPT
    return replace(found, data=item.file.data) if is_form else found


def _container(base: Return, unpacked: Unpacked) -> Return:
    """What somebody wrote in a mail itself may be an answer too; a greeting is none.

    Where it shares a file by a link and no form hangs on it, that is what is to be said of it.
    """
    base = replace(base, is_container=True)
    text = unpacked.mail.text if unpacked.mail else ""
    if not text.strip() or is_greeting(text):
        return base
    said = Ledger.of((LedgerLine("", "", LedgerClass.UNPLACED, None, text, kind="mail"),))
    links = ", ".join(links_to_files(text)[:_MOST_SHOWN])
    if not links:
        return replace(base, ledger=said)
    return replace(
        base,
        ledger=said,
        set_aside="shared_by_link",
        detail=links,
        observed=(Observation("shared_by_link", {"links": links}),),
    )


def _recognise(base: Return, contents: Contents, brief: MergeBrief) -> Return:
    known = replace(
        base,
        was_opened=True,
        program=contents.program,
        modified=contents.properties.get("modified", ""),
        observed=contents.observed,
    )
    tables = find_tables(contents, brief.plan.columns)
    identity, how = _identity(base.name, contents, tables, brief)
    if identity is None:
        placement = place(contents, None, tables=tables)
        if placement.columns:
            return _aside(known, "nameless", placement)
        if base.inside and contents.is_document:
            return _aside(base, "document")  # evidence: what it says is no answer
        return _aside(known, "unrecognised", placement)
    known = replace(known, observed=(*known.observed, *how))
    known = replace(known, identity=identity)
    content = _form_as_issued(identity.form_id, brief)
    current = _is_current(identity.form_id, brief)
    placement = place(contents, content, current=current, tables=tables)
    known = replace(known, observed=(*known.observed, *placement.observed))
    if reason := _misfit(identity.form_id, content, brief):
        return _aside(known, reason, placement)
    answers, ledger = answer_fields(placement, brief.plan)
    # Its lines are in the ledger; as objects they would be kept until the end of the merge.
    placement = replace(placement, ledger=())
    return replace(known, placement=placement, answers=answers, ledger=Ledger.of(ledger))


def _identity(
    name: str, contents: Contents, tables: Sequence[FoundTable], brief: MergeBrief
) -> tuple[Identity | None, tuple[Observation, ...]]:
    """What the coordinator settled, else what the file says, else whose codes it holds."""
    said = identify(contents)
    said = _in_plan_words(said, brief.plan) if said else None
    if institution := brief.assumed.get(name, ""):
        own = brief.form_of(institution)
        claims = said.claims if said else ()
        agrees = said and (said.form_id.institution, said.form_id.quarter) == (
            institution,
            brief.quarter,
        )
        settled = settled_as(said.form_id if said and agrees else own, claims)
        return settled, (Observation("assumed", {"institution": institution}),)
    if said is not None:
        return said, ()
    if (named := named_quarters(contents, brief.quarter)) and brief.quarter not in named:
        return None, ()  # an old file whose identity is gone must not pass for a new one
    codes = {item.institution: _codes(item) for item in brief.due if item.anything}
    if institution := institution_by_codes(tables, codes):
        form_id = brief.form_of(institution)
        identity = Identity(form_id, (Claim("codes", form_id),))
        return identity, (Observation("known_by_codes", {"institution": institution}),)
    return None, ()


def _codes(item: Due) -> frozenset[str]:
    activities = {line.activity.code for line in item.activities}
    return frozenset(activities | {line.indicator.code for line in item.indicators})


def _aside(
    base: Return, reason: str, placement: Placement | None = None, *, detail: str = ""
) -> Return:
    """Set the file aside: what was typed in it is shown, not used."""
    ledger = placement.without_fields() if placement else ()
    return replace(base, set_aside=reason, detail=detail, ledger=Ledger.of(ledger))


def _in_plan_words(identity: Identity, plan: Plan) -> Identity:
    """Spell the codes as the plan does; an identity is found with its letters folded."""
    form_id = identity.form_id
    own = plan.code if fold(plan.code) == fold(form_id.plan) else form_id.plan
    institution = form_id.institution
    if plan.find_institution(institution) is None:
        alike = (i.code for i in plan.institutions if fold(i.code) == fold(institution))
        institution = next(alike, institution)
    return replace(identity, form_id=replace(form_id, plan=own, institution=institution))


def _misfit(form_id: FormId, content: FormContent | None, brief: MergeBrief) -> str:
    """Return why a form of ours is not one of this merge's, "" when it is."""
    if form_id.plan != brief.plan.code:
        return "other_plan"
    if brief.plan.find_institution(form_id.institution) is None:
        return "unknown_institution"
    if form_id.quarter != brief.quarter:
        return "other_quarter"
    return "" if content is not None else "not_expected"


def _form_as_issued(form_id: FormId, brief: MergeBrief) -> FormContent | None:
    """Return what that form says, made again from the plan; None where it says nothing."""
    if form_id.commitment and form_id.commitment not in {
        commitment.code for commitment in brief.plan.commitments
    }:
        return None
    item = brief.due_in(form_id.quarter, form_id.commitment).get(form_id.institution)
    if item is None or not item.anything:
        return None
    plan = only(brief.plan, form_id.commitment) if form_id.commitment else brief.plan
    return content_after(plan, form_id, item, brief.previous_of(form_id.quarter))


def _is_current(form_id: FormId, brief: MergeBrief) -> bool:
    return form_id.quarter == brief.quarter and form_id.revision >= brief.newest_revision(form_id)
