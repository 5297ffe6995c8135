"""Generate: plan → what is due → form content → workbook → register."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from ovpsheets.errors import FormsChangedError, InputError
from ovpsheets.files import finish_writing, sha256, write_all
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId, find_form_id
from ovpsheets.forms.register import NAME, IssuedForm, latest, read_register, register
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.tasks import Task, Tasks, others
from ovpsheets.journeys.boundary import (
    an_instance,
    as_commitment,
    as_path,
    as_quarter,
    in_words_of_plan,
)
from ovpsheets.plan.due import Due, due, only
from ovpsheets.plan.in_force import in_force
from ovpsheets.plan.model import Plan
from ovpsheets.plan.new_codes import under_new_codes
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.coded_tables import plain
from ovpsheets.stations import Stations
from ovpsheets.tables import Tables

_LOG: Final = logging.getLogger(__name__)

Action = Literal["new", "unchanged", "revised"]

MANY: Final = 100
"""Forms: of fewer all are made before another process has begun."""

EARLIER = "earlier"
"""The folder beside the forms where replaced revisions go; a member may still return one."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A form that is wanted, and what has to be done for it.

    ``replaces`` is the form issued before, None for a first one; ``blocked``
    tells that a different form would be replaced.
    """

    content: FormContent
    action: Action
    replaces: IssuedForm | None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """What ``generate`` did: the forms in plan order, and who has nothing to report."""

    folder: Path
    forms: tuple[tuple[IssuedForm, Action], ...]
    nothing_due: tuple[str, ...]

    @property
    def written(self) -> int:
        """How many files were written."""
        return sum(action != "unchanged" for _, action in self.forms)


@in_words_of_plan
def generate(
    plan: Plan,
    quarter: Quarter | str,
    into: Path | str,
    *,
    history: Tables | None = None,
    commitment: str = "",
    overwrite: bool = False,
) -> Generated:
    """Write the forms of *quarter* into the folder *into*: of *plan*, what is due of each.

    *history* holds earlier quarters (``ovp.history``), None for none; its last quarter is
    shown as "previous". *commitment* limits the forms to one working group.
    A form whose content has not changed is not written again; forms of other quarters in the
    folder stay. Raises
    FormsChangedError, before anything is written, when an issued form would
    change and *overwrite* is not set; with it the revision rises. Raises
    InputError for what is no quarter, for an unknown commitment, and for a part of the plan
    with several commitments.
    """
    an_instance(plan, Plan, "plan")
    folder, quarter = as_path(into, "into"), as_quarter(quarter)
    plan, commitment = _whole(plan, as_commitment(plan, commitment))
    plan = in_force(plan, quarter)
    told = Stations(_LOG, f"generate {quarter}")
    finish_writing(folder)  # of a run that was killed while it replaced
    issued = read_register(folder)
    before = Tables.empty() if history is None else plain(an_instance(history, Tables, "history"))
    before = under_new_codes(plan, before)
    asked = due(only(plan, commitment) if commitment else plan, quarter, before)
    before_now = tuple(form for form in issued if _is_of(form, quarter))
    prepared = [
        _prepare(folder, before_now, _content(plan, quarter, commitment, item, before))
        for item in asked
        if item.anything
    ]
    _refuse_changes(prepared, allowed=overwrite)
    with Tasks(others(pays=len(prepared) >= MANY)) as tasks:
        begun = [(form, _begun(form, tasks)) for form in prepared]
        issues = [_issue(folder, form, made) for form, made in begun]
    forms = tuple((form, action) for form, action, _ in issues)
    files = {name: data for *_, own in issues for name, data in own.items()}
    if files:
        # The register is the last: a form that it does not know would be somebody's own.
        write_all(folder, files | {NAME: register(_merged(issued, [form for form, _ in forms]))})
    told.passed(f"{len(files)} files written", files)
    return Generated(folder, forms, tuple(i.institution for i in asked if not i.anything))


def _whole(plan: Plan, commitment: str) -> tuple[Plan, str]:
    """Return of a part of a plan the whole and its commitment: a form asks about one or all."""
    if plan.whole is None:
        return plan, commitment
    codes = [item.code for item in plan.commitments]
    if not commitment and len(codes) != 1:
        raise InputError("form_of_part", codes=", ".join(codes))
    return plan.whole, commitment or codes[0]


def _is_of(form: IssuedForm, quarter: Quarter) -> bool:
    """Tell whether a form was issued for *quarter*: a folder may hold those of others, too."""
    identity = find_form_id(form.form_id)
    return identity is None or identity.quarter == quarter


def _content(
    plan: Plan, quarter: Quarter, commitment: str, item: Due, history: Tables
) -> FormContent:
    form_id = FormId(plan.code, quarter, item.institution, 1, commitment)
    return form_content(plan, form_id, item, history)


def _prepare(folder: Path, issued: tuple[IssuedForm, ...], content: FormContent) -> Prepared:
    before = latest(issued, content.form_id.institution, content.form_id.commitment)
    if before is None:
        # A file of that name which the register does not know is somebody's own.
        return Prepared(content, "new", None, (folder / content.form_id.file_name).exists())
    same = replace(content, form_id=replace(content.form_id, revision=before.revision))
    path = folder / before.file
    touched = path.exists() and sha256(path.read_bytes()) != before.sha256
    if before.content == content.fingerprint and not touched:
        return Prepared(same, "unchanged" if path.exists() else "new", before)
    raised = replace(content.form_id, revision=before.revision + 1)
    return Prepared(replace(content, form_id=raised), "revised", before, blocked=True)


def _refuse_changes(prepared: list[Prepared], *, allowed: bool) -> None:
    blocked = [form.content.form_id.institution for form in prepared if form.blocked]
    if blocked and not allowed:
        raise FormsChangedError("forms_changed", institutions=", ".join(blocked))


_Files = dict[str, bytes | None]
"""What to write, by name; None is to be removed."""


def _begun(form: Prepared, tasks: Tasks) -> Task[bytes]:
    made = Task(_workbook, form.content)
    if form.action != "unchanged":
        tasks.begin(made)
    return made


def _workbook(content: FormContent) -> tuple[bytes]:
    return (form_workbook(content),)


def _issue(folder: Path, form: Prepared, made: Task[bytes]) -> tuple[IssuedForm, Action, _Files]:
    identity = form.content.form_id
    if form.action == "unchanged" and form.replaces is not None:
        return form.replaces, "unchanged", {}
    (data,) = made.each()
    files = _moved(folder, form) | {identity.file_name: data}
    issued = IssuedForm(
        form_id=str(identity),
        institution=identity.institution,
        revision=identity.revision,
        file=identity.file_name,
        sha256=sha256(data),
        commitment=identity.commitment,
        content=form.content.fingerprint,
    )
    return issued, form.action, files


def _moved(folder: Path, form: Prepared) -> _Files:
    """Return the form that is replaced as it goes to the earlier ones."""
    own = form.replaces.file if form.replaces else form.content.form_id.file_name
    if not form.blocked or not (folder / own).exists():
        return {}
    return {f"{EARLIER}/{own}": (folder / own).read_bytes(), own: None}


def _merged(issued: tuple[IssuedForm, ...], forms: list[IssuedForm]) -> Iterator[IssuedForm]:
    fresh = {form.form_id: form for form in forms}
    yield from (fresh.pop(form.form_id, form) for form in issued)
    yield from fresh.values()
