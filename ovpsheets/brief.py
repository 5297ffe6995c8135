"""The brief of a merge: all that is known before the first returned file is opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from typing import Final

from ovpsheets.columns.model import FormColumns
from ovpsheets.decision import Decision
from ovpsheets.digest import NoDigestError, digest_of
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import columns_of, content_after
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.previous import Previous
from ovpsheets.forms.register import IssuedForm, newest_form, newest_revisions
from ovpsheets.languages import with_reading_of
from ovpsheets.left_file import LeftBehind
from ovpsheets.plan.due import Due, due, only
from ovpsheets.plan.model import Plan
from ovpsheets.plan.new_codes import under_new_codes
from ovpsheets.plan.past import Past
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.templates import Templates, active
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES, Language, default_language, fold
from ovpsheets.writing.look import logo_digests

_LAST_FEW: Final = 4  # forms: a file may hold several

# Not slotted, for what was worked out of a brief is kept with it (``cached_property``).


@dataclass(frozen=True, eq=False, kw_only=True)
class MergeBrief:
    """All that is known of a quarter before a returned file is opened; it never changes.

    ``plan``: the plan (see :meth:`as_issued`).
    ``history``: the tables of the quarters before, under the codes of the plan. ``issued``: the
    register of issued forms, () when none is at hand. ``received``: sha256 → the day on which a
    file came; None without a register, for then nobody knows what came on time. ``stamped``: the
    sha256 of those of which the register has only the day of their own time stamp.
    ``assumed``: file → the code of the institution whose form it is, as the coordinator settled.
    ``senders``: sha256 → from whose address a file came that was taken out of its mail;
    ``mails``: with which mail.
    ``left``: what came and is not among the returned files. ``decisions``: what is to stand
    in the place of answers. ``rules``: rule → how it is to be used, where that is not as the
    rule book says. ``as_of``: the day on which the quarter is looked at. ``language``: the
    coordinator's. ``issued_with``: the templates with which the forms were made, None for those
    of the plan. ``earlier_logos``: the digests of logos that forms were issued with before.
    ``issued_plan``: the plan that the forms were made of, None where ``plan`` says the same.
    """

    plan: Plan
    quarter: Quarter
    as_of: date
    history: Tables = field(default_factory=Tables.empty)
    issued: tuple[IssuedForm, ...] = ()
    received: Mapping[str, date] | None = None
    stamped: frozenset[str] = frozenset()
    assumed: Mapping[str, str] = field(default_factory=dict)
    senders: Mapping[str, str] = field(default_factory=dict)
    mails: Mapping[str, str] = field(default_factory=dict)
    left: tuple[LeftBehind, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    language: Language = field(default_factory=default_language)
    issued_with: Templates | None = None
    earlier_logos: frozenset[str] = frozenset()
    issued_plan: Plan | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "history", under_new_codes(self.plan, self.history))

    def __getstate__(self) -> dict[str, object]:
        # To another process goes what it was made of: what was worked out of that stays here.
        return {item.name: getattr(self, item.name) for item in fields(self)}

    def as_issued(self) -> "MergeBrief":
        """Return it with the plan limited to the commitments for which forms were issued.

        The plan stays whole unless every form was so limited.
        """
        return replace(self, plan=_as_issued(self.plan, self.issued))

    def assuming(self, owners: Mapping[str, str]) -> "MergeBrief":
        """Return it with more files of which it is known whose they are; its own come first."""
        return replace(self, assumed={**owners, **self.assumed})

    @cached_property
    def origin(self) -> str:
        """A digest of what returned files are recognised by; "" where there is none.

        Plan, quarter, earlier quarters, the register of forms, whose files are said to be.
        """
        try:
            return digest_of(
                self.plan, str(self.quarter), self.history, self.issued,
                tuple(sorted(self.assumed.items())), self.read_with, self.logos, self.issued_plan,
            )  # fmt: skip
        except NoDigestError:  # of a plan that somebody's own program made
            return ""

    @cached_property
    def read_with(self) -> Templates:
        """What forms are read with: the texts they were issued with, the words of reading of now.

        Who returns a form fills in the one that was sent, whatever the workspace words otherwise
        since; and what people write is read by what is known of it today.
        """
        now = self.plan.templates
        return now if self.issued_with is None else with_reading_of(self.issued_with, now)

    @cached_property
    def logos(self) -> frozenset[str]:
        """The digests of the logos that a form may carry."""
        made_with = (self.plan.templates, self.issued_with or self.plan.templates)
        return self.earlier_logos.union(*map(logo_digests, made_with))

    @cached_property
    def columns(self) -> FormColumns:
        """The columns of a form that asks for everything in the plan."""
        return columns_of(self.plan, self.plan.activities, self.plan.indicators)

    @cached_property
    def full_names(self) -> Mapping[str, str]:
        """The full names of the institutions in every language, folded → their codes."""
        return {
            fold(own.full_name(language)): own.code
            for own in reversed(self.plan.institutions)
            for language in LANGUAGES
        }

    @cached_property
    def bearers(self) -> Mapping[str, frozenset[str]]:
        """Every name, short name and code of an institution, folded → the codes that bear it."""
        bearers: dict[str, frozenset[str]] = {}
        for own in self.plan.institutions:
            spoken = (
                form(language) for language in LANGUAGES for form in (own.full_name, own.label)
            )
            for name in {fold(name) for name in (own.code, *own.aliases, *spoken)} - {""}:
                bearers[name] = bearers.get(name, frozenset()) | {own.code}
        return bearers

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """What is due of every institution in this quarter, in plan order."""
        return tuple(self.due_in(self.quarter, "").values())

    @cached_property
    def codes_asked(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Institution → table → the codes, folded, of the rows it is asked about, in plan order."""
        return {
            item.institution: {
                ACTIVITIES: frozenset(fold(line.activity.code) for line in item.activities),
                INDICATORS: frozenset(fold(line.indicator.code) for line in item.indicators),
            }
            for item in self.due
            if item.anything
        }

    @cached_property
    def asked_alone(self) -> Mapping[str, Mapping[str, str]]:
        """Table → folded code → the institution that is asked about it, where no other one is."""
        found: dict[str, dict[str, str]] = {ACTIVITIES: {}, INDICATORS: {}}
        for institution, tables in self.codes_asked.items():
            for table, codes in tables.items():
                asked = found[table]
                for code in codes:
                    asked[code] = "" if code in asked else institution
        return {
            table: {code: who for code, who in asked.items() if who}
            for table, asked in found.items()
        }

    @cached_property
    def due_in(self) -> Callable[[Quarter, str], Mapping[str, Due]]:
        """Quarter and commitment ("" for all of them) → institution → what is due of it.

        Raises KeyError for an unknown commitment.
        """
        return cache(partial(_due_in, self.plan, self.history))

    @cached_property
    def previous_of(self) -> Callable[[Quarter], Previous]:
        """Quarter → what was said in the last quarter before it."""
        return cache(partial(Previous.of, self.history))

    @cached_property
    def past(self) -> Past:
        """What was reported in every quarter before this one."""
        return Past.of(self.history, self.quarter, self.plan)

    @cached_property
    def revisions(self) -> Mapping[tuple[str, str], int]:
        """Institution and commitment → the newest revision issued."""
        return newest_revisions(self.issued)

    def content_of(self, form_id: FormId) -> FormContent | None:
        """Return what that form says, made again from the plan; None where it says nothing."""
        return self._contents(form_id, active())

    def issued_content_of(self, form_id: FormId) -> FormContent | None:
        """Return what that form said when it was issued; None where the plan says no other today.

        It is known by the register's fingerprint, which a form of somebody else's making lacks.
        """
        brief = self._as_of_forms
        then = None if brief is None else brief.content_of(form_id)
        if then is None:
            return None
        issued = {form.content for form in self.issued if form.form_id == str(form_id)}
        return then if then.fingerprint in issued else None

    @cached_property
    def _as_of_forms(self) -> "MergeBrief | None":
        plan = self.issued_plan
        return None if plan is None else replace(self, plan=plan, issued_plan=None)

    @cached_property
    def _contents(self) -> Callable[[FormId, Templates], FormContent | None]:
        """Form and templates at work → what it says, of the last few that were asked for.

        Who reads a form asks for it, and the rules do once more.
        """
        return lru_cache(_LAST_FEW)(lambda form_id, _: self._made_again(form_id))

    def _made_again(self, form_id: FormId) -> FormContent | None:
        known = {commitment.code for commitment in self.plan.commitments}
        if form_id.commitment and form_id.commitment not in known:
            return None
        item = self.due_in(form_id.quarter, form_id.commitment).get(form_id.institution)
        if item is None or not item.anything:
            return None
        plan = only(self.plan, form_id.commitment) if form_id.commitment else self.plan
        previous = self.previous_of(form_id.quarter)
        content = content_after(plan, form_id, item, previous)
        who = plan.institution(item.institution)
        # Of another body's persons a form shows what is published by then, so two that went out in
        # one quarter may differ. Which one this is, the register's fingerprints tell.
        if any(previous.tells_of_another(own.indicator, who) for own in item.indicators):
            older = (content_after(plan, form_id, item, own) for own in previous.told_earlier())
            issued = {form.content for form in self.issued if form.form_id == str(form_id)}
            return next((own for own in older if own.fingerprint in issued), content)
        return content

    def newest_revision(self, form_id: FormId) -> int:
        """Return the newest revision issued to the form's addressee, 0 where none is known."""
        return self.revisions.get((form_id.institution, form_id.commitment), 0)

    def form_of(self, institution: str) -> FormId:
        """Return the identity of the newest form of *institution* in this quarter."""
        return newest_form(self.revisions, self.plan.code, self.quarter, institution)


def _due_in(plan: Plan, history: Tables, quarter: Quarter, commitment: str) -> Mapping[str, Due]:
    scope = only(plan, commitment) if commitment else plan
    return {item.institution: item for item in due(scope, quarter, history)}


def _as_issued(plan: Plan, issued: tuple[IssuedForm, ...]) -> Plan:
    """Limit *plan* to the commitments for which forms were issued, if all were so limited."""
    commitments = {form.commitment for form in issued}
    known = {commitment.code for commitment in plan.commitments}
    # One form about everything, or one about what the plan has no longer, and nothing is limited.
    if not commitments or "" in commitments or not commitments <= known:
        return plan
    return only(plan, *commitments)
