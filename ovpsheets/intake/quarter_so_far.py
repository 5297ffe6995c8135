"""The quarter on its way down the line of a merge: the one object that every station hands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import Dispute, NoticedSum, Outcome
from ovpsheets.extensions import Unusable
from ovpsheets.intake.evidence import evidence_files
from ovpsheets.intake.mailed import MailText, last_wrote, mail_texts
from ovpsheets.intake.recognise.answers import Trouble
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.plan.due import Due
from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.words import Role, Used


def reporters_of(indicator: Indicator, plan: Plan) -> tuple[str, ...]:
    """Return the institutions that report an indicator: where the plan names none, the holder."""
    return indicator.reported_by or (plan.activity(indicator.activity).holder,)


# Not slotted, for what was worked out of it is kept with it (``cached_property``).


@dataclass(frozen=True, eq=False)
class QuarterSoFar:
    """What is known of the quarter at one station of the merge; the next adds its own to a copy.

    =============  ==================================================================
    station        adds
    =============  ==================================================================
    brief          ``brief``: the plan and all that was known before the first file
    reconcile      ``settled``: every return and how it ended, in the order found
    decide         ``settled`` with the decisions in it; ``answered``: the same as the
                   institutions answered; ``decided_only``: institution → what was decided of
                   rows that it did not return, as a form without a file; ``outcomes``: what
                   became of each decision; ``disputes``: what could be settled by one
    tabulate       ``tables``, whose ``findings`` are still empty
    notice         ``sums`` that hold among figures of persons, and what is to be settled of them
    judge          ``tables.findings``; ``unusable``: rules of other packages that failed
    =============  ==================================================================
    """

    brief: MergeBrief
    settled: tuple[Settled, ...] = ()
    answered: tuple[Settled, ...] = ()
    decided_only: Mapping[str, Return] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    tables: Tables = field(default_factory=Tables.empty)
    sums: tuple[NoticedSum, ...] = ()
    unusable: tuple[Unusable, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan that is asked about."""
        return self.brief.plan

    @property
    def quarter(self) -> Quarter:
        """The quarter that is merged."""
        return self.brief.quarter

    @property
    def history(self) -> Tables:
        """The tables of the quarters before."""
        return self.brief.history

    @property
    def due(self) -> tuple[Due, ...]:
        """What is due of every institution, in plan order."""
        return self.brief.due

    def holders(self) -> Iterator[tuple[Activity, str, Role]]:
        """Yield every activity with each institution that holds it, in plan order."""
        for activity in self.plan.activities:
            for institution, role in activity.parties:
                yield activity, institution, role

    def reporters(self) -> Iterator[tuple[Indicator, str]]:
        """Yield every indicator with each institution that reports it, in plan order."""
        for indicator in self.plan.indicators:
            for institution in reporters_of(indicator, self.plan):
                yield indicator, institution

    def ended(self, *ends: Used) -> Iterator[Settled]:
        """Yield the returns that ended in one of these ways."""
        return (item for item in self.settled if item.used in ends)

    def used_forms(self) -> Iterator[Return]:
        """Yield the forms whose answers count; parts are within the newest of their kind."""
        # A zip or a mail that was opened counts as used; its answers are those of the files in it.
        counting = (item.returned for item in self.settled if item.counts)
        return (returned for returned in counting if not returned.is_container)

    def settled_of(self, institution: str) -> tuple[Settled, ...]:
        """Return the returns of *institution* and how they ended."""
        return self._settled_of.get(institution, ())

    def used_by(self, institution: str) -> tuple[Return, ...]:
        """Return the returns of *institution* that count; several with several commitments."""
        return self._used.get(institution, ())

    def answering(self, institution: str) -> tuple[Return, ...]:
        """Return the returns of *institution* that count, and what was decided without one."""
        decided = self.decided_only.get(institution)
        return (*self.used_by(institution), *([decided] if decided else []))

    def reporting(self) -> Iterator[tuple[Due, Return]]:
        """Yield what is due of an institution, with its return, where there is one."""
        for due in self.due:
            for returned in self.used_by(due.institution):
                yield due, returned

    def troubles(self) -> Iterator[tuple[Return, Trouble]]:
        """Yield the cells that gave trouble, with the return they are in."""
        for returned in self.used_forms():
            if returned.answers:
                yield from ((returned, trouble) for trouble in returned.answers.troubles)

    def troubled(self, institution: str, table: str, code: str, column: str) -> bool:
        """Tell whether a cell could not be read: then that is what is asked about."""
        return (institution, table, code, column) in self._unread

    @cached_property
    def wrote(self) -> Mapping[str, date | None]:
        """Institution → when it last wrote, of those from which no form came that can be used.

        None where the day is not known.
        """
        return last_wrote(self.settled)

    @cached_property
    def mails(self) -> Mapping[str, tuple[MailText, ...]]:
        """Institution → what its mails say, and other texts that name its rows."""
        found: dict[str, tuple[MailText, ...]] = {}
        for mail in mail_texts(self.settled):
            found[mail.institution] = (*found.get(mail.institution, ()), mail)
        return found

    @cached_property
    def proofs(self) -> Mapping[str, frozenset[str]]:
        """Institution → the activities about which it sent files as evidence.

        "" stands for those of which nobody knows about which activity they are.
        """
        found: dict[str, frozenset[str]] = {}
        for file in evidence_files(self.settled, self.plan):
            found[file.institution] = found.get(file.institution, frozenset()) | {file.activity}
        return found

    @cached_property
    def _settled_of(self) -> Mapping[str, tuple[Settled, ...]]:
        found: dict[str, list[Settled]] = {}
        for item in self.settled:
            found.setdefault(item.returned.institution, []).append(item)
        return {institution: tuple(own) for institution, own in found.items()}

    @cached_property
    def _used(self) -> Mapping[str, tuple[Return, ...]]:
        used = (
            (institution, tuple(item.returned for item in own if item.counts))
            for institution, own in self._settled_of.items()
        )
        return {institution: returns for institution, returns in used if returns}

    @cached_property
    def _unread(self) -> frozenset[tuple[str, str, str, str]]:
        return frozenset(
            (returned.institution, trouble.table, trouble.code, trouble.column)
            for returned, trouble in self.troubles()
            # What was read with a doubt is an answer, and has a finding of its own.
            if not trouble.doubtful
        )
