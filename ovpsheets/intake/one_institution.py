"""The quarter as one institution has it: all that a rule may look at which compares it with nobody.

So what such rules find follows from this alone, and holds while this stays the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ovpsheets.intake.mailed import MailText
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.due import Due
from ovpsheets.tables import NOT_TABULATED


@dataclass(frozen=True, eq=False)
class OneInstitution(QuarterSoFar):
    """The quarter so far, limited to one institution.

    ``settled``: its own returns and how they ended; ``outcomes`` of what was decided about it.
    ``said``: what its mails say; ``proven``: the activities about which it sent files as evidence,
    "" for files of which nobody knows. Tables, disputes and sums it has none.
    """

    institution: str = ""
    said: tuple[MailText, ...] = ()
    proven: frozenset[str] = frozenset()

    @property
    def due(self) -> tuple[Due, ...]:
        """What is due of it."""
        own = self.brief.due_in(self.quarter, "").get(self.institution)
        return () if own is None else (own,)

    @cached_property
    def mails(self) -> Mapping[str, tuple[MailText, ...]]:
        """What its mails say."""
        return {self.institution: self.said} if self.said else {}

    @cached_property
    def proofs(self) -> Mapping[str, frozenset[str]]:
        """What it sent files about as evidence."""
        return {self.institution: self.proven} if self.proven else {}


def one_by_one(so_far: QuarterSoFar) -> Iterator[OneInstitution]:
    """Yield the quarter as each institution has it of which a form is used."""
    for institution in dict.fromkeys(form.institution for form in so_far.used_forms()):
        yield one_of(so_far, institution)


def one_of(so_far: QuarterSoFar, institution: str) -> OneInstitution:
    """Return the quarter as *institution* has it."""
    return OneInstitution(
        so_far.brief,
        so_far.settled_of(institution),
        tables=NOT_TABULATED,
        outcomes=tuple(own for own in so_far.outcomes if own.decision.institution == institution),
        institution=institution,
        said=so_far.mails.get(institution, ()),
        proven=so_far.proofs.get(institution, frozenset()),
    )
